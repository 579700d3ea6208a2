"""Real servers of Xapian's on this machine's own network, each in a process group of its own, to be killed by."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType

import pytest

__all__ = ["MEMORY", "Servers", "free_port", "need_xapian", "write_file"]

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
TOOLS = ("xapian-tcpsrv", "xapian-replicate", "xapian-replicate-server")


def need_xapian() -> None:
    """Skips the module where Xapian's Python package or its servers are not installed."""
    pytest.importorskip("xapian", reason="xapian-bindings-binary is not installed")
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{missing[0]} is not installed (Debian: xapian-tools)", allow_module_level=True)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def write_file(file: Path, shards: dict[str, list[int]], *, timeout: float = 5.0) -> None:
    """A cluster file: a shard's database stands beside the file under its name, its servers listen on these ports."""
    lines = [f"timeout = {timeout}"]
    for name, ports in shards.items():
        servers = ", ".join(f'"127.0.0.1:{port}"' for port in ports)
        lines += ["[[shard]]", f'name = "{name}"', f'database = "{name}"', f"servers = [{servers}]"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


class Servers:
    """Servers by their port; all of them are killed when the block ends."""

    def __init__(self) -> None:
        self._running: dict[int, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Servers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for port in list(self._running):
            self.kill(port)

    def serve(self, database: Path, port: int) -> None:
        """Starts `xapian-tcpsrv` over a database, and waits until it listens."""
        self._start(
            port, "xapian-tcpsrv", "--interface", "127.0.0.1", "--port", str(port), "--quiet", str(database)
        )

    def offer_copies(self, folder: Path, port: int) -> None:
        """Starts `xapian-replicate-server` over the databases in a folder."""
        self._start(port, "xapian-replicate-server", "-I", "127.0.0.1", "-p", str(port), str(folder))

    def _start(self, port: int, *command: str) -> None:
        # The kernel keeps a connection to the port for a while after its server was killed.
        for _ in range(100):
            process = subprocess.Popen(
                command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
            while process.poll() is None:
                if _listens(port):
                    self._running[port] = process
                    return
                time.sleep(0.01)
            said = process.communicate()[1].decode()
            if "in use" not in said:
                raise RuntimeError(f"{command[0]}: {said}")
            time.sleep(0.1)
        raise RuntimeError(f"port {port} does not become free")

    def kill(self, port: int, sign: signal.Signals = signal.SIGKILL) -> None:
        """Sends a signal to a server and to all processes that it started for its clients."""
        process = self._running[port]
        os.killpg(process.pid, sign)
        if sign == signal.SIGKILL:
            process.communicate()
            del self._running[port]


def _listens(port: int) -> bool:
    with open("/proc/net/tcp", encoding="ascii") as table:
        return any(line.split()[1:4:2] == [f"0100007F:{port:04X}", "0A"] for line in table.readlines()[1:])


def copy_shard(database: Path, port: int, name: str) -> None:
    """Brings a copy up to date with `xapian-replicate`, once."""
    subprocess.run(
        ["xapian-replicate", "--host=127.0.0.1", f"--port={port}", f"--master={name}", "--one-shot", "--quiet",
         "--reader-time=0", str(database)],
        check=True,
        capture_output=True,
        timeout=60,
    )  # fmt: skip
