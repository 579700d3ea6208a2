"""How does the reader learn? `python -m tests.quality.train.fit --work DIR`, resumable, logged.

Cross-entropy of start and end, each the sum over all gold places (Clark & Gardner 2018), position 0 where the
passage does not answer. AdamW, the rate rising over the first 5 % and falling to 0 at the end; this
project's questions are mixed in after the first stretch, when the reader knows what a question is.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tests.quality.train import base, examples, network, packaged

__all__ = ["LONGEST", "Row", "encode", "loss", "pruned"]

LONGEST = 288
"""Pieces of question and passage together."""
QUESTION = 48
BATCH = 16
SHARES = ("squad2_sub.q_en-d_id=0.6", "transsquad_id.valid=0.6")
"""How much of the machine-translated sets is read; of the others, all."""


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces of `<s> question </s></s> passage </s>`, the first piece of the passage, and the (first, last)
    pieces of its answers."""

    pieces: list[int]
    passage: int
    answers: list[tuple[int, int]]


def pruned(work: Path) -> base.Base:
    """The base encoder with the kept pieces only."""
    full = base.read()
    kept = json.loads((work / "vocabulary.json").read_text())
    word = full.tensors["emb.word"].reshape(-1, full.hidden)[kept]
    return base.Base(
        full.hidden,
        full.layers,
        full.heads,
        full.inner,
        full.positions,
        full.epsilon,
        tuple(full.pieces[number] for number in kept),
        tuple(full.scores[number] for number in kept),
        full.tensors | {"emb.word": np.ascontiguousarray(word).reshape(-1)},
    )


def encode(tokenizer: object, found: list[examples.Example], draw: random.Random) -> list[Row]:
    """The rows of examples; a passage that is too long is cut around an answer, or anywhere if it has none.
    An answer that is cut off leaves the example out."""
    questions = tokenizer.encode_batch([e.question for e in found], add_special_tokens=False)  # type: ignore[attr-defined]
    passages = tokenizer.encode_batch([e.passage for e in found], add_special_tokens=False)  # type: ignore[attr-defined]
    rows = []
    for example, question, passage in zip(found, questions, passages, strict=True):
        ids = question.ids[:QUESTION]
        room = LONGEST - len(ids) - 4
        answers = []
        for start, end in example.spans:
            inside = [
                number for number, (first, last) in enumerate(passage.offsets) if first < end and start < last
            ]
            if inside:
                answers.append((inside[0], inside[-1]))
        first = 0
        if len(passage.ids) > room:
            if answers:
                start, end = draw.choice(answers)
                low, high = max(0, end + 1 - room), min(start, len(passage.ids) - room)
                first = draw.randint(low, high) if low <= high else low
            else:
                first = draw.randint(0, len(passage.ids) - room)
        answers = [(s - first, e - first) for s, e in answers if s >= first and e < first + room]
        if example.spans and not answers:
            continue
        begin = len(ids) + 3
        pieces = [base.BOS, *ids, base.EOS, base.EOS, *passage.ids[first : first + room], base.EOS]
        rows.append(Row(pieces, begin, [(s + begin, e + begin) for s, e in answers]))
    return rows


def collate(rows: list[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pieces, the places open to an answer, and gold starts and ends, each (batch, length)."""
    length = max(len(row.pieces) for row in rows)
    pieces = torch.full((len(rows), length), base.PAD)
    open_ = torch.zeros(len(rows), length, dtype=torch.bool)
    gold = torch.zeros(2, len(rows), length, dtype=torch.bool)
    for number, row in enumerate(rows):
        pieces[number, : len(row.pieces)] = torch.tensor(row.pieces)
        open_[number, 0] = True
        open_[number, row.passage : len(row.pieces) - 1] = True
        for start, end in row.answers or [(0, 0)]:
            gold[0, number, start] = True
            gold[1, number, end] = True
    return pieces, open_, gold[0], gold[1]


def loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Mean of -log of the probability of all gold places together."""
    right = scores.masked_fill(~gold, -1e9).logsumexp(1)
    return (scores.logsumexp(1) - right).mean()


def _batches(rows: list[Row], draw: random.Random) -> Iterator[list[Row]]:
    """One pass in random order, batches of like length."""
    rows = draw.sample(rows, len(rows))
    for at in range(0, len(rows), BATCH * 40):
        chunk = sorted(rows[at : at + BATCH * 40], key=lambda row: len(row.pieces))
        parts = [chunk[part : part + BATCH] for part in range(0, len(chunk), BATCH)]
        draw.shuffle(parts)
        yield from parts


def _endless(rows: list[Row], draw: random.Random) -> Iterator[list[Row]]:
    while True:
        yield from _batches(rows, draw)


def main() -> None:
    """Train and write `reader.pt`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head", type=float, default=5.0, help="times the rate, for the last layer")
    parser.add_argument("--frozen", type=int, default=4)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--own-from", type=float, default=0.3, help="when own.jsonl joins, of the whole")
    parser.add_argument("--own-share", type=float, default=0.3)
    parser.add_argument(
        "--shares", nargs="*", default=SHARES, metavar="SOURCE=SHARE", help="read so much of what begins so"
    )
    parser.add_argument(
        "--own-shares", nargs="*", default=(), metavar="SOURCE=SHARE", help="the same of own.jsonl"
    )
    parser.add_argument("--packaged", action="store_true", help="go on from the reader in the package")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2, help="one is kinder to a machine that is in use")
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    # Without the instructions bfloat16 is emulated, six times slower than float32.
    short = torch.cpu._is_avx512_bf16_supported()
    torch.manual_seed(given.seed)
    draw = random.Random(given.seed)
    model = pruned(given.work)
    tokenizer = base.tokenizer(model.pieces, model.scores)
    reader = network.reader(model, frozen=given.frozen, dropout=given.dropout)
    if given.packaged:
        reader.load_state_dict(packaged.states(), strict=False)
    body = [weight for weight in reader.encoder.parameters() if weight.requires_grad]
    groups = [
        {"params": [w for w in part if (w.dim() > 1) is decayed], "lr": rate, "weight_decay": 0.01 * decayed}
        for part, rate in ((body, given.rate), (list(reader.out.parameters()), given.rate * given.head))
        for decayed in (True, False)
    ]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    highest = [group["lr"] for group in optimiser.param_groups]

    def ready(name: str, given_shares: Sequence[str]) -> list[Row]:
        shares = [(name, float(share)) for name, _, share in (each.partition("=") for each in given_shares)]
        found = [
            example
            for example in examples.read(given.work / name)
            if draw.random()
            < min((share for name, share in shares if example.source.startswith(name)), default=1)
        ]
        rows = encode(tokenizer, found, draw)
        print(
            f"{name}: {len(rows)} rows, {sum(len(r.pieces) for r in rows) / len(rows):.0f} pieces", flush=True
        )
        return rows

    spent, step, seen = 0.0, 0, 0
    if given.resume:
        state = torch.load(given.work / "reader.pt")
        reader.load_state_dict(state["reader"], strict=False)
        optimiser.load_state_dict(state["optimiser"])
        spent, step, seen = state["spent"], state["step"], state["seen"]
        draw.seed(given.seed + step)  # not the same batches again
    public = _endless(ready("public.jsonl", given.shares), draw)
    own: Iterator[list[Row]] | None = None
    started = time.monotonic() - spent
    saved = time.monotonic()
    losses: list[float] = []

    def save() -> None:
        weights = {
            name: value
            for name, value in reader.state_dict().items()
            if not name.startswith(("encoder.word", "encoder.position"))
        }
        state = {"reader": weights, "optimiser": optimiser.state_dict(), "step": step, "seen": seen}
        torch.save(state | {"spent": time.monotonic() - started}, given.work / "reader.tmp")
        (given.work / "reader.tmp").replace(given.work / "reader.pt")

    reader.train()
    while (progress := (time.monotonic() - started) / (60 * given.minutes)) < 1:
        if own is None and progress >= given.own_from and given.own_share > 0:
            own = _endless(ready("own.jsonl", given.own_shares), draw)
        rows = next(own if own is not None and draw.random() < given.own_share else public)
        for group, rate in zip(optimiser.param_groups, highest, strict=True):
            group["lr"] = rate * min(progress / 0.05 + 0.02, (1 - progress) / 0.95, 1)
        pieces, open_, starts, ends = collate(rows)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=short):
            first, last = reader(pieces, pieces != base.PAD, open_)
        total = (loss(first, starts) + loss(last, ends)) / 2
        optimiser.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(body, 1.0)
        optimiser.step()
        step, seen = step + 1, seen + len(rows)
        losses.append(total.item())
        if step % 50 == 0:
            minutes = (time.monotonic() - started) / 60
            recent = sum(losses[-50:]) / len(losses[-50:])
            print(f"step {step} seen {seen} minutes {minutes:.1f} loss {recent:.3f}", flush=True)
        if time.monotonic() - saved > 240:
            saved = time.monotonic()
            save()
    save()
    print(f"end: step {step} seen {seen}", flush=True)


if __name__ == "__main__":
    main()
