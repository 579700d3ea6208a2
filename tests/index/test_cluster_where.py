"""A cluster under a filter: what every engine promises of one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from cluster_servers import MEMORY, Servers, free_port, need_xapian, write_file
from fake_encoder import HashEncoder
from filter_contract import ARTICLES, METADATA, FilterContract

from index import Retriever
from index.reader import Source
from index.store.writer import Settings
from index.where import described

need_xapian()

from index.cluster.writer import ClusterWriter  # noqa: E402


class TestCluster(FilterContract):
    @pytest.fixture(scope="class")
    @classmethod
    def whole(cls) -> Iterator[Retriever]:
        folder = Path(tempfile.mkdtemp(prefix="kutip-test-", dir=MEMORY))
        file = folder / "cluster.toml"
        ports = {name: [free_port()] for name in ("a", "b")}
        write_file(file, ports, timeout=60.0)
        settings = Settings(latent=True, dense=True)
        with ClusterWriter(file, create=True, encoder=HashEncoder(), settings=settings) as writer:
            sources = [Source(name, ARTICLES[name], metadata=described(METADATA[name])) for name in cls.names]
            assert writer.update(sources).added == len(sources)
            assert writer.update(sources).unchanged == len(sources)
        with Servers() as servers:
            for name, (port,) in ports.items():
                servers.serve(folder / name, port)
            yield Retriever.open(file, encoder=HashEncoder(), reader=False)
        shutil.rmtree(folder)

    @classmethod
    def reference(cls, names: Sequence[str]) -> Retriever:
        return Retriever.from_texts(
            [ARTICLES[name] for name in names],
            names=names,
            metadata=[METADATA[name] for name in names],
            cache=False,
            encoder=HashEncoder(),
            reader=False,
        )

    def test_documents_are_found_by_name(self, whole: Retriever) -> None:
        assert list(whole.names) == list(self.names)
        document = whole.document(self.names[7])
        assert document is not None
        assert document.text == ARTICLES[self.names[7]]
        assert whole.document("absent") is None


class TestFewInACluster(TestCluster):
    names = (*tuple(ARTICLES)[:40], *tuple(ARTICLES)[130:134])
