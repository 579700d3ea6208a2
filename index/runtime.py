"""How is a network of the package run? By onnxruntime, on one thread, and without a word to anyone.

onnxruntime's own builds report what they load to their maker unless told not to before they start (its Privacy.md).
kutip opens no connection, so it tells them.
"""

from __future__ import annotations

import os
from typing import Any

__all__ = ["installed", "runtime", "session"]


def installed() -> bool:
    """If onnxruntime is there; it is not loaded to find out."""
    from importlib.util import find_spec

    return bool(find_spec("onnxruntime"))


def runtime() -> Any:
    """The module onnxruntime, loaded when first asked for. ImportError where it is missing."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    return onnxruntime


def session(path: str) -> Any:
    """The network in the file `path`, ready to run on the thread that asks. Raises what onnxruntime raises."""
    ort = runtime()
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # More than the basic rewriting takes longer to load, and what it makes of these networks runs slower.
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
