"""How is a network of the package run? By onnxruntime, on the thread that asks, and without a word to anyone.

onnxruntime's own builds report what they load to their maker unless told not to before they start (its Privacy.md).
kutip opens no connection, so it tells them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from typing import Any

from index.forking import abandon, forkable

__all__ = ["Network", "installed", "runtime"]


def installed() -> bool:
    """If onnxruntime and tokenizers are there; nothing is loaded to find out."""
    from importlib.util import find_spec

    return bool(find_spec("onnxruntime")) and bool(find_spec("tokenizers"))


def runtime() -> Any:
    """The module onnxruntime, loaded when first asked for. ImportError where it is missing."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    return onnxruntime


class Network:
    """The network in a file; safe to use from several threads and in a forked process. Raises what onnxruntime
    raises where it refuses the file or the machine."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._session = self._load()
        self._lock = threading.Lock()
        self._running = 0
        forkable(self)

    def _load(self) -> Any:
        ort = runtime()
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # More than the basic rewriting takes longer to load, and what it makes of these networks runs slower.
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
        return ort.InferenceSession(self._path, options, providers=["CPUExecutionProvider"])

    def before_fork(self) -> None:
        """Nothing: a fork need not wait for what is being computed."""

    def after_fork(self, *, child: bool) -> None:
        if not child:
            return
        if self._running:  # in a thread that is no more
            abandon(self._session)
            self._session = self._load()
        self._lock, self._running = threading.Lock(), 0

    def run(self, inputs: Mapping[str, Any]) -> list[Any]:
        """Its outputs, in order, for its inputs by name."""
        with self._lock:
            self._running += 1
        try:
            found: list[Any] = self._session.run(None, dict(inputs))
            return found
        finally:
            with self._lock:
                self._running -= 1
