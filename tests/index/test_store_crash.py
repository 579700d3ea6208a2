"""A build that is killed at any moment loses nothing that was committed. KUTIP_KILLS sets how many `-m slow` kills."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_encoder import HashEncoder
from news import THINGS

import index
from index import Retriever
from index.store.verifying import verify

pytest.importorskip("tantivy")

KILLS = int(os.environ.get("KUTIP_KILLS", "60"))
CHILD = Path(__file__).with_name("store_child.py")

Articles = dict[str, str]


def articles(rng: random.Random, before: Articles) -> Articles:
    """Some of the articles before, some of them changed, and some new ones; sometimes the same again."""
    kept = {name: text for name, text in before.items() if rng.random() < 0.85}
    for name in list(kept):
        if rng.random() < 0.2:
            kept[name] = article(rng)
    for _ in range(rng.randrange(5, 25)):
        kept[f"berita-{rng.randrange(60)}.txt"] = article(rng)
    return kept


def article(rng: random.Random) -> str:
    lines = [f"Berita Desa {rng.randrange(1000)}", ""]
    lines += [
        f"Petani desa{rng.randrange(500)} memanen {rng.choice(THINGS)} dan {rng.choice(THINGS)} tahun ini."
        for _ in range(rng.randrange(2, 12))
    ]
    return "\n".join(lines)


def held(folder: Path) -> Articles:
    if not (folder / "index.sqlite").exists():
        return {}
    retriever = Retriever.open(folder, encoder=HashEncoder(), reader=False)
    return {document.name: document.text for document in retriever.documents}


def child(folder: Path, path: Path) -> subprocess.Popen[str]:
    package = str(Path(index.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([package, str(CHILD.parent)])}
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


@pytest.mark.parametrize("kills", [6, pytest.param(KILLS, marks=pytest.mark.slow)])
def test_a_killed_build_loses_nothing(tmp_path: Path, kills: int) -> None:
    rng = random.Random(kills)
    folder, path = tmp_path / "library", tmp_path / "articles.json"
    committed: Articles = {}
    wanted: Articles = {}
    longest, died, finished = 0.3, 0, 0
    while died < kills:
        if rng.random() < 0.7 or not wanted:  # else the interrupted build goes on
            wanted = articles(rng, committed)
        path.write_text(json.dumps(list(wanted.items())), encoding="utf-8")
        with child(folder, path) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline() == "ready\n", process.stderr.read()
            began = time.monotonic()
            spared = rng.random() < 0.1
            if not spared:
                time.sleep(rng.random() * longest)
                process.send_signal(signal.SIGKILL)
            said = process.stdout.read()
            process.wait()
            if spared:
                longest = max(0.05, min(2.0, 1.1 * (time.monotonic() - began)))
                assert process.returncode == 0, process.stderr.read()
        died += process.returncode == -signal.SIGKILL
        found = held(folder)
        if said:
            finished += 1
            assert found == wanted
        else:
            assert found in (committed, wanted)
        committed = found
        if (folder / "index.sqlite").exists():
            assert verify(folder) == []
    path.write_text(json.dumps(list(wanted.items())), encoding="utf-8")
    with child(folder, path) as process:
        _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert held(folder) == wanted
    listed = set(os.listdir(folder / "segments"))
    with Retriever.open(folder, encoder=HashEncoder(), reader=False)._store.snapshot() as snapshot:  # type: ignore[attr-defined]
        assert listed == {f"{segment.number:08d}" for segment in snapshot.segments}
    print(f"{died} killed, {finished} finished before, longest {longest:.2f} s")
