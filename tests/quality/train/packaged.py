"""How does training go on from the reader in the package? Its 8-bit weights as a network's states, and its pieces.

`export` writes the constants of a graph in order; onnxruntime's quantisation adds `_quantized`, `_scale` and
`_zero_point` to the names of matrices.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from tests.quality.train import base

__all__ = ["kept", "states"]

DATA = Path(__file__).parents[3] / "index" / "comprehension" / "data"


def kept(folder: Path = DATA) -> list[int]:
    """The numbers, in the base, of the pieces of the packaged tokenizer, in its order."""
    made = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    number_of = {piece: number for number, piece in reversed(list(enumerate(base.read().pieces)))}
    return [number_of[piece] for piece, _ in made["model"]["vocab"]]


def _is_norm(constant: onnx.TensorProto) -> bool:
    return len(constant.dims) == 1 and constant.dims[0] > 16


def states(folder: Path = DATA) -> dict[str, Tensor]:
    """What `Reader.load_state_dict` takes, without the embeddings, which do not learn."""
    constants = {each.name: each for each in onnx.load(folder / "reader.onnx").graph.initializer}

    def plain(number: int) -> Tensor:
        name = f"c{number}"
        if name in constants:
            return torch.from_numpy(numpy_helper.to_array(constants[name]).copy())
        levels, scale, zero = (
            numpy_helper.to_array(constants[f"{name}_{part}"]).astype(np.float32)
            for part in ("quantized", "scale", "zero_point")
        )
        return torch.from_numpy(np.ascontiguousarray((levels - zero) * scale))

    first = min(int(name[1:]) for name, each in constants.items() if name[1:].isdigit() and _is_norm(each))
    found = {"encoder.norm.weight": plain(first), "encoder.norm.bias": plain(first + 1)}
    at, layer = first + 5, 0
    while f"c{at + 14}" in constants:
        name = f"encoder.layers.{layer}."
        found[f"{name}qkv.weight"] = torch.cat([plain(at + 2 * part).T for part in range(3)])
        found[f"{name}qkv.bias"] = torch.cat([plain(at + 2 * part + 1) for part in range(3)])
        for part, offset in (("attended", 6), ("widen", 10), ("narrow", 12)):
            found[f"{name}{part}.weight"] = plain(at + offset).T.contiguous()
            found[f"{name}{part}.bias"] = plain(at + offset + 1)
        for part, offset in (("attended_norm", 8), ("norm", 14)):
            found[f"{name}{part}.weight"] = plain(at + offset)
            found[f"{name}{part}.bias"] = plain(at + offset + 1)
        at, layer = at + 16, layer + 1
    found["out.weight"], found["out.bias"] = plain(at).T.contiguous(), plain(at + 1)
    return found
