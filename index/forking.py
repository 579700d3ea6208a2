"""What has to be done anew in a process that was forked?

Of a forked process only the thread that forked goes on: a lock that another thread held stays locked for ever, its
threads are missing from every pool, and whatever it was in the middle of stays half done. Objects that hold such
things say here what the child makes of them.
"""

from __future__ import annotations

import os
import weakref
from typing import Protocol

__all__ = ["Forkable", "abandon", "forkable"]


class Forkable(Protocol):
    """Something with locks, threads or files that a fork breaks."""

    def before_fork(self) -> None:
        """Called in the process that forks; what it takes, `after_fork` gives back."""
        ...

    def after_fork(self, *, child: bool) -> None:
        """Called once in each of the two processes; in the child before anything else of it is used."""
        ...


_known: weakref.WeakSet[Forkable] = weakref.WeakSet()
_forking: list[Forkable] = []
_abandoned: list[object] = []


def forkable(thing: Forkable) -> None:
    """From now on `thing` is told of forks, for as long as it lives."""
    _known.add(thing)


def abandon(thing: object) -> None:
    """Keeps `thing` for ever: what the parent still uses must not be closed or freed by its child."""
    _abandoned.append(thing)


def _before() -> None:
    _forking[:] = list(_known)
    for thing in _forking:
        thing.before_fork()


def _in_parent() -> None:
    for thing in reversed(_forking):
        thing.after_fork(child=False)
    _forking.clear()


def _in_child() -> None:
    for thing in reversed(_forking):
        thing.after_fork(child=True)
    _forking.clear()


os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
