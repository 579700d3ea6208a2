"""How does the trained reader become a file of the package? `python -m tests.quality.train.export --work DIR`.

Writes reader.onnx, embeddings.npy and tokenizer.json to index/comprehension/data: embeddings as 8-bit rows with a
scale each, outside the network, which is then loaded in half the time; matrices as 8-bit columns (onnxruntime's
dynamic quantisation), the rest as it is.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from tests.quality.train import base, fit, network

__all__ = ["Builder", "embeddings", "graph", "load"]

DATA = Path(__file__).parents[3] / "index" / "comprehension" / "data"
POSITIONS = 512


class Builder:
    """Collects the nodes and constants of a graph."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, values: Any) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind: str, *inputs: str, **options: Any) -> str:
        name = f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **options))
        return name

    def linear(self, states: str, weight: Any, bias: Any) -> str:
        product = self.add("MatMul", states, self.constant(_array(weight).T))
        return self.add("Add", product, self.constant(_array(bias)))

    def norm(self, states: str, layer: Any) -> str:
        weight, bias = self.constant(_array(layer.weight)), self.constant(_array(layer.bias))
        return self.add("LayerNormalization", states, weight, bias, axis=-1, epsilon=layer.eps)


def _array(tensor: Any) -> Any:
    return tensor.detach().float().numpy()


def embeddings(reader: network.Reader) -> Any:
    """The row of each piece, shape (pieces, hidden + 4): 8-bit values and, in the last four bytes, the float32 that
    they are multiplied by."""
    word = _array(reader.encoder.word.weight)
    scale = np.maximum(np.abs(word).max(1, keepdims=True) / 127, 1e-8).astype("<f4")
    return np.concatenate([np.round(word / scale).astype(np.int8), scale.view(np.int8)], axis=1)


def graph(reader: network.Reader, heads: int) -> Any:
    """The reader as an ONNX model from `words` (batch, length, hidden), the embeddings of the pieces, to `logits`
    (batch, length, 2); unlike the network it leaves no place out, and it expects no padding."""
    build, encoder = Builder(), reader.encoder
    hidden = encoder.word.weight.shape[1]
    places = _array(encoder.position.weight[:POSITIONS] + encoder.kind)
    length = build.add("Shape", "words", start=1, end=2)
    zero = build.constant(np.array([0]))
    states = build.add("Add", "words", build.add("Slice", build.constant(places), zero, length, zero))
    states = build.norm(states, encoder.norm)
    split = build.constant(np.array([0, 0, heads, hidden // heads]))
    joined = build.constant(np.array([0, 0, hidden]))
    root = build.constant(np.array((hidden // heads) ** -0.5, np.float32))
    for layer in encoder.layers:
        parts = []
        for number in range(3):
            own = slice(number * hidden, (number + 1) * hidden)
            projected = build.linear(states, layer.qkv.weight[own], layer.qkv.bias[own])
            parts.append(build.add("Reshape", projected, split))
        query = build.add("Mul", build.add("Transpose", parts[0], perm=[0, 2, 1, 3]), root)
        likeness = build.add("MatMul", query, build.add("Transpose", parts[1], perm=[0, 2, 3, 1]))
        mixed = build.add(
            "MatMul",
            build.add("Softmax", likeness, axis=-1),
            build.add("Transpose", parts[2], perm=[0, 2, 1, 3]),
        )
        mixed = build.add("Reshape", build.add("Transpose", mixed, perm=[0, 2, 1, 3]), joined)
        mixed = build.linear(mixed, layer.attended.weight, layer.attended.bias)
        states = build.norm(build.add("Add", states, mixed), layer.attended_norm)
        wide = build.add("Gelu", build.linear(states, layer.widen.weight, layer.widen.bias))
        narrow = build.linear(wide, layer.narrow.weight, layer.narrow.bias)
        states = build.norm(build.add("Add", states, narrow), layer.norm)
    logits = build.linear(states, reader.out.weight, reader.out.bias)
    build.nodes.append(helper.make_node("Identity", [logits], ["logits"]))
    made = helper.make_graph(
        build.nodes,
        "reader",
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["batch", "length", hidden])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", 2])],
        build.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def load(work: Path) -> tuple[base.Base, network.Reader]:
    """The pruned base and the trained reader."""
    model = fit.pruned(work)
    reader = network.reader(model).eval()
    state = torch.load(work / "reader.pt")["reader"]
    missing = reader.load_state_dict(state, strict=False).missing_keys
    if any(not name.startswith(("encoder.word", "encoder.position")) for name in missing):
        raise ValueError(f"{work / 'reader.pt'} lacks {missing}")
    return model, reader


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--plain", action="store_true", help="float32, to see what 8 bits lose")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    model, reader = load(given.work)
    base.tokenizer(model.pieces, model.scores).save(str(given.out / "tokenizer.json"), pretty=False)
    np.save(given.out / "embeddings.npy", embeddings(reader))
    made = graph(reader, model.heads)
    target = given.out / "reader.onnx"
    if given.plain:
        onnx.save(made, target)
    else:
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "reader.onnx"
            onnx.save(made, plain)
            quantize_dynamic(
                plain,
                target,
                op_types_to_quantize=["MatMul"],
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
            )
    print(target.name, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
