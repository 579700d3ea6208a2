"""Nothing is told to anyone: what runs the networks reports to its maker unless it is kept from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.comprehension.model import available

ASK = """
import socket, sys

def refuse(self, *_):
    raise AssertionError("a connection was tried")

socket.socket.connect = refuse
from qa.__main__ import main
sys.argv = ["qa", "-q", "berapa produk?", sys.argv[1], "--json"]
main()
"""


@pytest.mark.skipif(not available(), reason="onnxruntime or tokenizers is not installed")
def test_the_reader_leaves_no_identifier_and_no_report(tmp_path: Path) -> None:
    """onnxruntime keeps an identifier of the device and a queue of reports in the cache folder, except where it is
    told not to or believes that it is tested; so nothing in the environment may say so."""
    article = tmp_path / "a.txt"
    article.write_text("Pasar itu dibuka pada hari Senin. Sebanyak lima produk dijual di sana.\n")
    homes = {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    for folder in homes.values():
        Path(folder).mkdir()
    plain = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "PYTHONPATH", "LANG", "OMP_NUM_THREADS", "VIRTUAL_ENV"}
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(article)],
        env=plain | homes,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert '"answered"' in done.stdout, done.stderr
    left = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file() and path != article]
    assert left, "the reader was not asked: no encoding was kept"
    assert [path for path in left if "kutip" not in path.parts] == []
