"""Whoever listens where a cluster file says a server is: not heard is one line, within the time of the cluster file."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("xapian", reason="xapian-bindings-binary is not installed")

from cluster_servers import write_file

from index import IndexStoreError, Retriever


def hangs_up(connection: socket.socket) -> None:
    connection.close()


def says_nothing(connection: socket.socket) -> None:
    with suppress(OSError):
        while connection.recv(1024):
            pass


def is_another_server(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    says_nothing(connection)


def promises_much(connection: socket.socket) -> None:
    """A message of the right kind whose length is said to be many exabytes."""
    connection.sendall(b"\x00\xff" + b"\x7f" * 8 + b"\x8f" + bytes(100))
    says_nothing(connection)


def resets(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.fixture
def listening(request: pytest.FixtureRequest) -> Iterator[int]:
    """The port of a server that does `request.param` with whoever comes."""
    behave: Callable[[socket.socket], None] = request.param
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                taken.append(connection)
                threading.Thread(target=one, args=(connection,), daemon=True).start()

        def one(connection: socket.socket) -> None:
            with suppress(OSError):
                behave(connection)

        accepting = threading.Thread(target=serve, daemon=True)
        accepting.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        accepting.join(60)
    for connection in taken:
        connection.close()


@pytest.mark.parametrize(
    "listening",
    [hangs_up, says_nothing, is_another_server, promises_much, resets],
    indirect=True,
    ids=lambda behave: behave.__name__,
)
def test_who_is_no_server_of_the_cluster_is_one_line(listening: int, tmp_path: Path) -> None:
    write_file(tmp_path / "cluster.toml", {"a": [listening]}, timeout=0.3)
    with pytest.raises(IndexStoreError) as caught:
        Retriever.open(tmp_path / "cluster.toml", reader=False)
    message = str(caught.value)
    assert message.replace(str(tmp_path), "").isprintable()
    assert f"127.0.0.1:{listening}" in message
