"""The JSON object is what its schema says, neither less nor more."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import index.encoder
from index import Retriever
from index.reader import read_paths
from qa import cli
from qa.chat import ask
from qa.schema import answer_schema

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(cli.__file__).parents[1]
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
PATIENCE = 120  # seconds until a hanging process fails its test
SCHEMA = answer_schema()
AGENCY = "Harga cabai di Pasar Senen naik dua puluh persen pada hari Senin kemarin"
TEXTS = {
    "satu.txt": f"{AGENCY}. Ketua pedagang Budi Santoso menolak. Ia mengatakan bahwa panen gagal karena hujan.",
    "dua.txt": f"{AGENCY}, kata Budi Santoso. Pedagang tidak berjualan.",
    "seed.txt": SEEDS[0].read_text(encoding="utf-8"),
}
QUESTIONS = [
    "which products will Alibaba sell?", "produk apa yang dijual?", "kapan dan di mana acaranya?",
    "Who is Triawan?", "who wrote this?", "berapa harga Indomie?", "berapa harga cabai naik?",
    "apa yang dikatakan Budi Santoso?", "mengapa panen gagal?", "qqq", "", "the", "\udcff\x1b[31m", "x" * 3000,
]  # fmt: skip


@pytest.fixture(params=[True, False], ids=["model", "words"])
def retriever(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Retriever:
    """Over texts, and a format with places."""
    if not request.param:
        monkeypatch.setattr(index.encoder, "shared_encoder", lambda **_: None)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "talk.srt").write_text(
        "1\n00:00:01,000 --> 00:00:03,000\nHarga kopi naik tiga persen.\n", encoding="utf-8"
    )
    assert len(read_paths([tmp_path])) == 4
    return Retriever.from_paths([tmp_path], cache=request.param, reader=False)


def test_every_answer_is_as_the_schema_says(retriever: Retriever) -> None:
    checker = jsonschema.Draft202012Validator(SCHEMA)
    filled: set[str] = set()
    for question in [*QUESTIONS, "berapa persen harga kopi naik?"]:
        answer = json.loads(ask(retriever, question, limit=5).to_json())
        checker.validate(answer)
        assert unknown(answer, SCHEMA) == [], question
        filled.update(key for quote in answer["quotes"] for key, value in quote.items() if value)
    assert filled >= {"answer", "speaker", "support", "also", "place", "highlights", "title"} - (
        set() if retriever.lacks == () else {"support"}
    )


def unknown(value: object, schema: Mapping[str, Any], path: str = "") -> list[str]:
    """The fields that the schema does not name."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        schema = next((one for one in schema.get("oneOf", ()) if "properties" in one), schema)
        return [
            found
            for key, inner in value.items()
            for found in (
                unknown(inner, schema["properties"][key], f"{path}.{key}")
                if key in schema["properties"]
                else [f"{path}.{key}"]
            )
        ]
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        return [found for inner in value for found in unknown(inner, schema["items"], f"{path}[]")]
    return []


@pytest.mark.parametrize(
    "change",
    [
        {"answered": "yes"},
        {"confidence": 1.5},
        {"reason": None},
        {"language": "Indonesian"},
        {"quotes": [{}]},
        {"answered": True, "quotes": []},
        {"elapsed_ms": -1},
    ],
    ids=str,
)
def test_another_object_is_none(change: dict[str, object]) -> None:
    sound = {
        "question": "", "language": "id", "answered": False, "confidence": 0.0, "reason": "Kosong.", "quotes": [],
        "elapsed_ms": 0.1,
    }  # fmt: skip
    jsonschema.validate(sound, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**sound, **change}, SCHEMA)
    for key in sound:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({name: value for name, value in sound.items() if name != key}, SCHEMA)


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


# ------------------------------------------------------------------------------------------- one line in, one line out


@pytest.fixture
def piped(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    path = tmp_path / "satu.txt"
    path.write_text(TEXTS["satu.txt"], encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "qa", "--json", "--no-reader", "--questions", "-", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        yield process
        process.kill()


def test_each_question_is_answered_before_the_next_is_asked(piped: subprocess.Popen[bytes]) -> None:
    """As a program does that keeps the command running and talks to it through pipes."""
    assert piped.stdin is not None
    assert piped.stdout is not None
    asked = ["berapa harga cabai naik?", json.dumps({"question": "mengapa panen gagal?", "id": 7}), "qqq"]
    for line in asked:
        piped.stdin.write(f"{line}\n".encode())
        piped.stdin.flush()
        ready, _, _ = select.select([piped.stdout], [], [], PATIENCE)
        assert ready, f"no answer to {line} while the pipe is open"
        answer = json.loads(piped.stdout.readline())
        jsonschema.validate(answer, SCHEMA)
        assert answer["question"] == (json.loads(line)["question"] if line.startswith("{") else line)
        assert select.select([piped.stdout], [], [], 0)[0] == []
    piped.stdin.close()
    assert piped.stdout.read() == b""
    assert piped.wait(PATIENCE) in (0, 1)


def test_a_line_that_is_no_question_does_not_end_it(piped: subprocess.Popen[bytes]) -> None:
    """It is told on standard error, with its number, and has no line of its own in the output."""
    out, err = piped.communicate(b'{"id": 1}\n\nqqq\n', timeout=PATIENCE)
    assert [json.loads(line)["question"] for line in out.splitlines()] == ["qqq"]
    assert b"standard input, line 1 has no" in err
    assert piped.returncode == 2
