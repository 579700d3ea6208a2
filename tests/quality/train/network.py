"""What does the reader compute? Start and end scores of every token of question and passage, read together.

A BERT encoder (Devlin et al. 2019) and one linear layer; the score of position 0 stands for "not here".
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from tests.quality.train.base import Base

__all__ = ["Encoder", "Layer", "Reader", "reader"]


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each added to what went in and normalised after."""

    def __init__(self, hidden: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.attended = nn.Linear(hidden, hidden)
        self.attended_norm = nn.LayerNorm(hidden, epsilon)
        self.widen = nn.Linear(hidden, inner)
        self.narrow = nn.Linear(inner, hidden)
        self.norm = nn.LayerNorm(hidden, epsilon)

    def forward(self, states: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        rows, length, hidden = states.shape
        shape = (rows, length, 3, self.heads, hidden // self.heads)
        query, key, value = self.qkv(states).view(shape).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query.dtype))
        mixed = self.attended(mixed.transpose(1, 2).reshape(rows, length, hidden))
        states = self.attended_norm(states + functional.dropout(mixed, dropout, self.training))
        wide = self.narrow(functional.gelu(self.widen(states)))
        return self.norm(states + functional.dropout(wide, dropout, self.training))


class Encoder(nn.Module):
    """Pieces (batch, length) to states (batch, length, hidden); the lowest `frozen` layers do not learn."""

    def __init__(self, base: Base, frozen: int, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(len(base.pieces), base.hidden)
        self.position = nn.Embedding(base.positions, base.hidden)
        self.kind = nn.Parameter(torch.zeros(base.hidden))
        self.norm = nn.LayerNorm(base.hidden, base.epsilon)
        self.layers = nn.ModuleList(
            Layer(base.hidden, base.heads, base.inner, base.epsilon) for _ in range(base.layers)
        )
        self.frozen, self.dropout = frozen, dropout

    def forward(self, pieces: Tensor, kept: Tensor) -> Tensor:
        mask = torch.zeros(kept.shape).masked_fill(~kept, -1e9)[:, None, None, :]
        with torch.no_grad():
            places = torch.arange(pieces.shape[1])
            states = self.norm(self.word(pieces) + self.position(places) + self.kind)
            for layer in self.layers[: self.frozen]:
                states = layer(states, mask)
        for layer in self.layers[self.frozen :]:
            states = layer(states, mask, self.dropout)
        return states


class Reader(nn.Module):
    """Start and end scores (batch, length) of the tokens that are `open` to an answer; the rest get -1e4."""

    def __init__(self, encoder: Encoder, hidden: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.out = nn.Linear(hidden, 2)
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)

    def forward(self, pieces: Tensor, kept: Tensor, open_: Tensor) -> tuple[Tensor, Tensor]:
        scores = self.out(self.encoder(pieces, kept)).float().masked_fill(~open_[..., None], -1e4)
        return scores[..., 0], scores[..., 1]


def reader(base: Base, *, frozen: int = 4, dropout: float = 0.0) -> Reader:
    """An untrained head on the base encoder, embeddings and lowest layers fixed."""
    encoder = Encoder(base, frozen, dropout)
    encoder.load_state_dict(_states(base))
    for part in (encoder.word, encoder.position, encoder.norm, *encoder.layers[:frozen]):
        part.requires_grad_(False)
    encoder.kind.requires_grad_(False)
    return Reader(encoder, base.hidden)


def _states(base: Base) -> dict[str, Tensor]:
    tensors = {name: torch.from_numpy(values) for name, values in base.tensors.items()}
    hidden, inner = base.hidden, base.inner
    states = {
        "word.weight": tensors["emb.word"].view(-1, hidden),
        "position.weight": tensors["emb.pos"].view(-1, hidden),
        "kind": tensors["emb.type"][:hidden],
        "norm.weight": tensors["emb.ln.w"],
        "norm.bias": tensors["emb.ln.b"],
    }
    for number in range(base.layers):
        theirs, ours = f"l{number}.", f"layers.{number}."
        states[f"{ours}qkv.weight"] = torch.cat(
            [tensors[f"{theirs}{part}.w"].view(hidden, hidden) for part in "qkv"]
        )
        states[f"{ours}qkv.bias"] = torch.cat([tensors[f"{theirs}{part}.b"] for part in "qkv"])
        for name, short, shape in (
            ("attended", "ao", (hidden, hidden)),
            ("widen", "fi", (inner, hidden)),
            ("narrow", "fo", (hidden, inner)),
        ):
            states[f"{ours}{name}.weight"] = tensors[f"{theirs}{short}.w"].view(shape)
            states[f"{ours}{name}.bias"] = tensors[f"{theirs}{short}.b"]
        for name, short in (("attended_norm", "aln"), ("norm", "oln")):
            states[f"{ours}{name}.weight"] = tensors[f"{theirs}{short}.w"]
            states[f"{ours}{name}.bias"] = tensors[f"{theirs}{short}.b"]
    return states
