"""Which server answers for a shard, and what if it does not?

Of each shard the first server that answers is asked, and asked again until it fails; then the next one takes over.
One that did not answer in time is tried last for some seconds, and not waited for as long, or every question would
wait for it. A shard without a server that answers is missing, and is looked for again with every question.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from index.cluster.binding import load_xapian, reason
from index.cluster.layout import Layout, Server, Shard
from index.cluster.shard import Header, read_header
from index.errors import IndexStoreError
from index.message import Message

__all__ = ["PROBE", "REST", "Connected", "Connections", "opened"]

REST = 10.0
"""Seconds for which a server that did not answer in time is doubted."""
PROBE = 0.25
"""Seconds that a doubted server has to show that it is there again."""


def opened(server: Server, timeout: float) -> Any:
    """A connection to a server, which may take `timeout` seconds for every step; xapian.Error where it fails."""
    milliseconds = max(1, round(timeout * 1000))
    return load_xapian().remote_open(server.host, server.port, milliseconds, milliseconds)


@dataclass(frozen=True, slots=True, eq=False)
class Connected:
    """A shard that is served: an open `database`, by `server`, and what it says of itself."""

    shard: Shard
    server: Server
    database: Any
    header: Header
    uuid: bytes


class Connections:
    """The connections of one client to the shards of a cluster; not for several threads at once."""

    def __init__(self, layout: Layout) -> None:
        load_xapian()
        self._layout = layout
        self._open: dict[str, Connected] = {}
        self._resting: dict[Server, float] = {}
        self._failed: set[Server] = set()
        self._preferred: dict[str, Server] = {}
        self.problems: dict[Server, str] = {}

    def close(self) -> None:
        """Drops every connection."""
        for connected in self._open.values():
            self._drop(connected)
        self._open.clear()

    def refreshed(self) -> tuple[list[Connected], tuple[str, ...]]:
        """Every shard that is served, at its last commit, and the names of those that are not, in the order of the
        cluster file. IndexStoreError where a server serves something else than the file says."""
        served, missing = [], []
        for shard in self._layout.shards:
            connected = self._again(shard) or self._connect(shard)
            if connected is None:
                self._open.pop(shard.name, None)
                missing.append(shard.name)
            else:
                self._open[shard.name] = connected
                served.append(connected)
        return served, tuple(missing)

    def failed(self, error: Any) -> None:
        """Drops all connections after an error in the middle of a question: of the others, too, there may be replies
        under way that nobody reads any more. The server that failed is the last to be tried until `settled`."""
        context = error.get_context()
        for connected in self._open.values():
            server = connected.server
            behind = isinstance(error, load_xapian().DatabaseModifiedError)
            if f"({server.host}:{server.port})" in context and not behind:
                self._note(server, error)
                self._failed.add(server)
        self.close()

    def settled(self) -> None:
        """A question was answered: servers that failed it may be tried again."""
        self._failed.clear()

    def _again(self, shard: Shard) -> Connected | None:
        """The connection to a shard at the last commit; None where there is none, or it is lost."""
        connected = self._open.pop(shard.name, None)
        if connected is None:
            return None
        try:
            connected.database.reopen()
            return self._looked_at(shard, connected.server, connected.database)
        except load_xapian().Error as error:
            # A server hangs up on who has not asked for a while: that alone is no reason to go to another.
            self._note(connected.server, error)
            self._drop(connected)
            return None

    def _connect(self, shard: Shard) -> Connected | None:
        preferred = self._preferred.get(shard.name)
        now = monotonic()

        def doubt(server: Server) -> tuple[bool, bool, bool]:
            return server in self._failed, self._resting.get(server, now) > now, server != preferred

        for server in sorted(shard.servers, key=doubt):
            try:
                if self._resting.get(server, now) > now:
                    opened(server, min(PROBE, self._layout.timeout)).close()
                connected = self._looked_at(shard, server, opened(server, self._layout.timeout))
            except load_xapian().Error as error:
                self._note(server, error)
                continue
            if connected is None:
                self.problems[server] = Message("serves a database without anything in it")
                continue
            self._preferred[shard.name] = server
            self._resting.pop(server, None)
            self.problems.pop(server, None)
            return connected
        return None

    def _looked_at(self, shard: Shard, server: Server, database: Any) -> Connected | None:
        where = f"{self._layout.path}: {server}"
        header = read_header(database, where)
        if header is None:
            return None
        if header.shard != shard.name:
            raise IndexStoreError(
                "{where} serves shard {found!r}, not {shard!r}; correct the cluster file or the server",
                where=where,
                found=header.shard,
                shard=shard.name,
            )
        return Connected(shard, server, database, header, bytes(database.get_uuid()))

    def _note(self, server: Server, error: Any) -> None:
        self.problems[server] = reason(error)
        if isinstance(error, load_xapian().NetworkTimeoutError):
            self._resting[server] = monotonic() + REST

    @staticmethod
    def _drop(connected: Connected) -> None:
        with suppress(load_xapian().Error):
            connected.database.close()

    def unanswered(self) -> Message:
        """Why no shard is served, for people."""
        said: Message | None = None
        for server, problem in self.problems.items():
            one = Message("{server} ({problem})", server=str(server), problem=problem)
            said = one if said is None else Message("{first}; {second}", first=said, second=one)
        return said or Message("none has been asked yet")
