"""Which shards are there, and who serves them? The cluster file says it:

timeout = 3.0                       # seconds that a server may take for a step of an answer

[[shard]]
name = "a"
database = "shards/a"               # where qa-index build writes it, from the cluster file's folder on
servers = ["10.0.0.1:7001", "10.0.0.2:7001"]   # xapian-tcpsrv; the first that answers is asked
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from typing import Any

from index.errors import IndexStoreError
from index.message import Message, foreign

__all__ = ["Layout", "Server", "Shard", "read_layout"]

TIMEOUT = 3.0
"""Seconds for a step of an answer unless the cluster file says otherwise."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a `xapian-tcpsrv` listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the library: its `database` is where the builder writes it ("" on a machine that only asks),
    `servers` serve it or a copy of it, the preferred one first."""

    name: str
    database: str
    servers: tuple[Server, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the cluster file at `path` says; `timeout` in seconds."""

    path: str
    shards: tuple[Shard, ...]
    timeout: float = TIMEOUT


def read_layout(path: str | os.PathLike[str]) -> Layout:
    """The cluster file. IndexStoreError where it cannot be read, or what it says is no cluster."""
    named = os.fspath(path)
    try:
        with open(named, "rb") as file:
            found = tomllib.load(file)
    except OSError as error:
        said = foreign((error.strerror or str(error)).lower())
        raise IndexStoreError(
            "{path}: {reason}; name a cluster file (see the README)", path=named, reason=said
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise IndexStoreError(
            "{path}: not TOML ({reason}); correct the cluster file", path=named, reason=str(error)
        ) from error
    if unknown := sorted(found.keys() - {"timeout", "shard"}):
        raise _wrong(named, Message("{key!r} means nothing here", key=unknown[0]))
    timeout = found.get("timeout", TIMEOUT)
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0.001 <= timeout <= 3600:
        raise _wrong(
            named, Message("timeout must be seconds from 0.001 to 3600, not {timeout!r}", timeout=timeout)
        )
    entries = found.get("shard")
    if not isinstance(entries, list) or not entries:
        raise _wrong(named, Message("it has no [[shard]]"))
    shards = tuple(_shard(named, entry, place) for place, entry in enumerate(entries, 1))
    for what, values in (
        (Message("name"), [shard.name for shard in shards]),
        (Message("database"), [shard.database for shard in shards if shard.database]),
        (Message("server"), [str(server) for shard in shards for server in shard.servers]),
    ):
        if twice := next((value for value in values if values.count(value) > 1), None):
            raise _wrong(named, Message("the {what} {twice!r} is there twice", what=what, twice=twice))
    return Layout(named, shards, float(timeout))


def _shard(path: str, entry: Any, place: int) -> Shard:
    if not isinstance(entry, dict):
        raise _wrong(path, Message("shard {number} is not a table", number=place))
    if unknown := sorted(entry.keys() - {"name", "database", "servers"}):
        raise _wrong(
            path, Message("{key!r} of shard {number} means nothing here", key=unknown[0], number=place)
        )
    name, database, servers = entry.get("name"), entry.get("database", ""), entry.get("servers")
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise _wrong(path, Message("shard {number} has no name", number=place))
    if not isinstance(database, str):
        raise _wrong(path, Message("the database of shard {name!r} must be a path", name=name))
    if not isinstance(servers, list) or not servers:
        raise _wrong(path, Message('shard {name!r} has no servers = ["HOST:PORT", ...]', name=name))
    if database:
        database = os.path.join(os.path.dirname(path), os.path.expanduser(database))
    return Shard(name, database, tuple(_server(path, name, server) for server in servers))


def _server(path: str, shard: str, written: Any) -> Server:
    host, _, port = written.rpartition(":") if isinstance(written, str) else ("", "", "")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdecimal()) or not 0 < int(port) < 65536:
        raise _wrong(
            path,
            Message("server {written!r} of shard {shard!r} must be HOST:PORT", written=written, shard=shard),
        )
    return Server(host, int(port))


def _wrong(path: str, what: Message) -> IndexStoreError:
    return IndexStoreError("{path}: {what}; correct the cluster file", path=path, what=what)
