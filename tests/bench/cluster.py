"""kutip's cluster on this machine: plain xapian-tcpsrv servers on the loopback, one a shard."""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

__all__ = ["SHARDS", "Cluster", "describe"]

SHARDS = ("a", "b")
PATIENCE = 30.0
"""Seconds a server may take until it listens."""


def describe(folder: str) -> Path:
    """Writes the cluster file of `folder`, with ports that are free now."""
    lines = ["timeout = 30.0"]
    for name in SHARDS:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
        lines += ["[[shard]]", f'name = "{name}"', f'database = "{name}"', f'servers = ["127.0.0.1:{port}"]']
    file = Path(folder) / "cluster.toml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


class Cluster:
    """kutip over a cluster, its first stage alone; built by `qa-index build --cluster` (`tests.bench.cell`)."""

    on_disk = True

    def open(self, folder: str) -> None:
        from index.cluster.layout import read_layout
        from index.cluster.snapshot import ClusterStore

        file = describe(folder)
        self._servers = []
        atexit.register(self._stop)
        for shard in read_layout(file).shards:
            port = shard.servers[0].port
            command = ["xapian-tcpsrv", "--interface", "127.0.0.1", "--port", str(port), "--quiet"]
            self._servers.append(
                subprocess.Popen(
                    [*command, str(Path(folder) / shard.name)],
                    start_new_session=True,
                    stderr=subprocess.DEVNULL,  # that a client has gone
                )
            )
            _wait(port)
        self._store = ClusterStore(file)
        self._store.ask(lambda snapshot: None)

    def ask(self, groups: Sequence[Sequence[str]]) -> int:
        from index.cluster.engine import XapianEngine
        from index.engine import Group
        from index.store.engine import Statistics
        from tests.bench.engines import LIMIT, SHARES

        asked = [Group(tuple(zip(group, SHARES, strict=False))) for group in groups]

        def found(snapshot: object) -> int:
            counts = Statistics(self._store, snapshot, "words", k1=1.5, b=0.75)  # type: ignore[arg-type]
            return len(XapianEngine(self._store, snapshot, counts).search(asked, limit=LIMIT))  # type: ignore[arg-type]

        return self._store.ask(found)

    def server_mb(self) -> float:
        """What a server holds in memory, itself and for its client, database pages not counted: the largest of all."""
        most = 0.0
        for server in self._servers:
            held = sum(_own_kb(pid) for pid in _processes() if os.getpgid(pid) == server.pid)
            most = max(most, held / 1024)
        return most

    def _stop(self) -> None:
        for server in self._servers:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()]


def _own_kb(pid: int) -> int:
    """The memory of a process without what it maps of files, in KiB; 0 of one that has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("RssAnon")), 0)
    except OSError:
        return 0
