"""A cluster from the command line, as somebody who sets one up types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cluster_servers import Servers, free_port, need_xapian, write_file

import index.encoder
from qa import cli
from qa.index_cli import main

need_xapian()

ARTICLES = {
    "pasar.txt": "Nelayan menjual tuna di pasar lama. Pasar lama akan menjadi taman.",
    "kopi.txt": "Petani memanen kopi di desa. Harga kopi naik lima persen.",
}
Said = pytest.CaptureFixture[str]
FILE = "cluster.toml"


@pytest.fixture(autouse=True)
def _without_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(index.encoder, "shared_encoder", lambda **_: None)
    monkeypatch.chdir(tmp_path)
    Path("berita").mkdir()
    for name, text in ARTICLES.items():
        Path("berita", name).write_text(text, encoding="utf-8")


def run(*arguments: str) -> int:
    return main(list(arguments))


def test_a_cluster_is_made_asked_and_kept_up_to_date(capsys: Said) -> None:
    ports = {"a": [free_port()], "b": [free_port()]}
    write_file(Path(FILE), ports)
    with Servers() as servers:
        assert run("build", "berita", "--cluster", FILE) == 0
        assert capsys.readouterr().out == "2 added, 0 changed, 0 unchanged, 0 removed\n"
        for name, (port,) in ports.items():
            servers.serve(Path(name), port)
        asking = ["--index", FILE, "-q", "apa yang dipanen petani?"]
        assert cli.main(asking) == 0
        said = capsys.readouterr()
        assert said.out.startswith("berita/kopi.txt:1:Petani memanen kopi di desa.\n")
        assert len(said.err.splitlines()) == 1  # that there is no model
        assert run("remove", "berita/pasar.txt", "--index", FILE) == 0
        assert run("add", "berita", "--index", FILE) == 0
        assert capsys.readouterr().out.splitlines()[1] == "1 added, 0 changed, 1 unchanged, 0 removed"
        assert run("info", FILE, "--documents") == 0
        assert set(capsys.readouterr().out.splitlines()) == {"berita/pasar.txt", "berita/kopi.txt"}
        assert run("info", FILE, "--json") == 0
        facts = json.loads(capsys.readouterr().out)
        assert (facts["documents"], facts["sentences"]) == (2, 4)
        assert facts["shard a"][1].startswith(f"127.0.0.1:{ports['a'][0]} at commit ")
        assert run("verify", FILE) == 0
        assert capsys.readouterr().out == "sound\n"

        [empty] = [name for name in ports if name != _shard_of("kopi")]
        servers.kill(ports[empty][0])
        assert cli.main(asking) == 0
        assert capsys.readouterr().err.endswith(
            f"\nTidak semua koleksi ditanyai: tidak ada server yang menjawab untuk {empty}.\n"
        )
        assert cli.main([*asking, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["partial"] == [empty]


def _shard_of(word: str) -> str:
    """The shard that holds a word's article."""
    import xapian

    return next(name for name in ("a", "b") if xapian.Database(name).get_termfreq(f"W{word}"))


def test_mistakes_are_told_in_one_line(capsys: Said) -> None:
    assert run("build", "berita", "--cluster", "cluster") == 2
    assert "ends in .toml" in capsys.readouterr().err
    assert cli.main(["--index", FILE, "-q", "pasar"]) == 2
    assert capsys.readouterr().err == (
        "qa: cluster.toml: no such file or directory; name a cluster file (see the README)\n"
    )
    write_file(Path(FILE), {"a": [free_port()]})
    assert cli.main(["--index", FILE, "-q", "pasar"]) == 2
    assert "no shard is served: 127.0.0.1:" in capsys.readouterr().err
    assert run("add", "berita", "--index", FILE) == 2
    assert "no such shard; make it with qa-index build --cluster" in capsys.readouterr().err
    assert run("verify", FILE) == 2
    assert "no shard's database is on this machine" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "it has no [[shard]]"),
        ("[[shard", "not TOML"),
        ("[[shard]]\nservers = ['h:1']", "shard 1 has no name"),
        ("[[shard]]\nname = 'a'", "shard 'a' has no servers"),
        ("[[shard]]\nname = 'a'\nservers = ['h']", "server 'h' of shard 'a' must be HOST:PORT"),
        ("[[shard]]\nname = 'a'\nservers = ['h:1', 'h:1']", "the server 'h:1' is there twice"),
        ("[[shard]]\nname = 'a'\nservers = ['h:1']\ncolour = 1", "'colour' of shard 1 means nothing here"),
        ("timeout = 0\n[[shard]]\nname = 'a'\nservers = ['h:1']", "timeout must be seconds"),
        ("[[shard]]\nname = 'a'\nservers = ['h:1']\n" * 2, "the name 'a' is there twice"),
    ],
)
def test_a_wrong_cluster_file_is_told(written: str, said: str, capsys: Said) -> None:
    Path(FILE).write_text(written, encoding="utf-8")
    assert cli.main(["--index", FILE, "-q", "pasar"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"qa: {FILE}: ")
    assert said in err
    assert err.count("\n") == 1
