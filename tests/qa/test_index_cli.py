from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

import index.encoder
from index import Retriever
from qa import cli
from qa.evaluation import read_cases
from qa.index_cli import main

pytest.importorskip("tantivy")

ARTICLES = {
    "pasar.txt": "Nelayan menjual tuna di pasar lama. Pasar lama akan menjadi taman.",
    "kopi.txt": "Petani memanen kopi di desa. Harga kopi naik lima persen.",
}


@pytest.fixture(autouse=True)
def _without_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(index.encoder, "shared_encoder", lambda **_: None)
    monkeypatch.chdir(tmp_path)
    Path("berita").mkdir()
    for name, text in ARTICLES.items():
        Path("berita", name).write_text(text, encoding="utf-8")


Said = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    return main(list(arguments))


def test_an_index_is_made_asked_and_kept_up_to_date(capsys: Said) -> None:
    assert run("build", "berita", "-o", "library") == 0
    assert capsys.readouterr().out == "2 added, 0 changed, 0 unchanged, 0 removed\n"
    assert cli.main(["--index", "library", "-q", "apa yang dipanen petani?"]) == 0
    assert capsys.readouterr().out.startswith("berita/kopi.txt:1:Petani memanen kopi di desa.\n")
    Path("berita", "teh.txt").write_text("Petani memanen teh.", encoding="utf-8")
    Path("berita", "pasar.txt").write_text("Pasar lama ditutup.", encoding="utf-8")
    assert run("add", "berita", "--index", "library") == 0
    assert capsys.readouterr().out == "1 added, 1 changed, 1 unchanged, 0 removed\n"
    assert run("remove", "berita/teh.txt", "--index", "library") == 0
    assert capsys.readouterr().out == "0 added, 0 changed, 0 unchanged, 1 removed\n"
    Path("berita", "kopi.txt").unlink()
    assert run("build", "berita", "-o", "library") == 0
    assert capsys.readouterr().out == "1 added, 0 changed, 1 unchanged, 1 removed\n"
    assert run("info", "library", "--documents") == 0
    assert set(capsys.readouterr().out.splitlines()) == {"berita/pasar.txt", "berita/teh.txt"}
    assert run("verify", "library") == 0
    assert capsys.readouterr().out == "sound\n"


def test_a_question_in_json_names_what_it_quotes(capsys: Said) -> None:
    run("build", "berita", "-o", "library")
    capsys.readouterr()
    assert cli.main(["--index", "library", "--json", "-q", "apa yang dipanen petani?"]) == 0
    [quote, *_] = json.loads(capsys.readouterr().out)["quotes"]
    assert ARTICLES["kopi.txt"][quote["start"] : quote["end"]] == quote["text"]


def test_info_says_what_is_stored(capsys: Said) -> None:
    run("build", "berita", "-o", "library")
    capsys.readouterr()
    assert run("info", "library", "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["documents"], facts["sentences"], facts["model"]) == (2, 4, "none: words alone")
    assert facts["latent terms"] == facts["dense vectors"] == "estimated from words"
    assert run("info", "library") == 0
    assert re.search(r"^sentences +4$", capsys.readouterr().out, re.MULTILINE)


def test_damage_is_told_with_status_one(capsys: Said) -> None:
    run("build", "berita", "-o", "library")
    path = next(Path("library", "segments").rglob("*.term"))
    path.write_bytes(path.read_bytes()[:-3])
    capsys.readouterr()
    assert run("verify", "library") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"qa-index: {path}: ")
    assert cli.main(["--index", "library", "-q", "pasar"]) == 2
    assert capsys.readouterr().err.startswith(f"qa: {path}: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "COMMAND"),
        (["build", "berita"], "-o"),
        (["build", "-o", "library"], "PATH"),
        (["build", "absent", "-o", "library"], "absent: no such file"),
        (["build", "berita", "-o", "berita"], "berita: not a stored index, and not empty"),
        (["add", "berita", "--index", "absent"], "absent: no such folder"),
        (["remove", "x", "--index", "absent"], "absent: no such folder"),
        (["info", "berita"], "berita: not a stored index"),
        (["verify", "absent"], "absent: no such folder"),
        (["evaluate", "absent.jsonl", "berita"], "absent.jsonl: No such file"),
        (["evaluate", "absent.jsonl"], "evaluate needs PATHs or --index"),
        (["evaluate", "a", "berita", "--index", "library"], "not both"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_an_error_is_one_line_and_status_two(arguments: list[str], said: str, capsys: Said) -> None:
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("qa-index: ")
    assert err.count("\n") == 1
    assert said in err


def test_an_absent_name_is_told(capsys: Said) -> None:
    run("build", "berita", "-o", "library")
    capsys.readouterr()
    assert run("remove", "teh.txt", "--index", "library") == 2
    assert "'teh.txt'" in capsys.readouterr().err


def test_index_and_paths_exclude_each_other(capsys: Said) -> None:
    assert cli.main(["--index", "library", "-q", "pasar", "berita"]) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_without_tantivy_the_extra_is_named(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    assert run("build", "berita", "-o", "library") == 2
    assert "pip install tantivy" in capsys.readouterr().err
    assert not Path("library").exists()


CASES = [
    {"question": "apa yang dipanen petani?", "evidence": ["memanen kopi"]},
    {"question": "pasar lama menjadi apa?", "answers": [{"text": "taman", "start": 60}], "answerable": True},
    {"question": "siapa presiden Kenya?", "evidence": [], "answerable": False},
]


def test_questions_with_known_answers_are_counted(capsys: Said) -> None:
    Path("questions.jsonl").write_text("\n".join(map(json.dumps, CASES)) + "\n", encoding="utf-8")
    run("build", "berita", "-o", "library")
    capsys.readouterr()
    for where in (["berita"], ["--index", "library"]):
        assert run("evaluate", "questions.jsonl", *where, "--json") == 0
        result = json.loads(capsys.readouterr().out)
        assert (result["questions"], result["answerable"], result["hit1"], result["mrr"]) == (3, 2, 1.0, 1.0)
        assert result["answered_answerable"] + result["abstained_answerable"] == 2
        assert (result["answered_unanswerable"], result["abstained_unanswerable"]) == (0, 1)
        assert result["hit3"] == 1.0
        assert sum(one["questions"] for one in result["calibration"]) == 3
        assert [one["low"] for one in result["calibration"]] == [0.0, 0.2, 0.4, 0.6, 0.8]
    assert run("evaluate", "questions.jsonl", "--index", "library") == 0
    assert "hit@1           1.000" in capsys.readouterr().out


def test_a_quote_counts_only_where_the_question_was_put(tmp_path: Path) -> None:
    Path("questions.jsonl").write_text(
        json.dumps({**CASES[0], "context": "Petani lain memanen kopi."}) + "\n", encoding="utf-8"
    )
    from qa.evaluation import evaluate

    with open("questions.jsonl", "rb") as stream:
        cases = read_cases(stream, name="questions.jsonl")
    retriever = Retriever.from_texts([ARTICLES["kopi.txt"]])
    assert evaluate(retriever, cases, on_progress=lambda progress: None).hit1 == 0.0


def test_confidence_is_held_against_what_was_right_and_the_surest_mistakes_come_first() -> None:
    from index.document import Document, Sentence
    from index.match import Finding, Match
    from qa.evaluation import Case, evaluate

    class Told:
        """Answers each question as it says itself: the quote, if it is an answer, and how sure that is."""

        documents = (Document("a", "benar salah"),)

        def find(
            self, question: str, *, limit: int = 3, language: str | None = None, where: object = None
        ) -> Finding:
            quoted, answered, confidence = question.split()
            start = "benar salah".index(quoted)
            sentence = Sentence(self.documents[0], start, start + 5, 0, 0)
            matches = (Match(1, 1.0, float(confidence), sentence),)
            return Finding(question, "id", answered == "yes", float(confidence), matches)

    asked = [
        Case("benar yes 0.95", ("benar",), True),
        Case("salah yes 0.90", ("benar",), True),
        Case("salah yes 0.99", (), False),
        Case("benar no 0.05", ("benar",), True),
        Case("salah no 0.50", (), False),
        Case("benar yes 1.00", ("benar",), True),
    ]
    result = evaluate(Told(), asked, on_progress=lambda progress: None)
    assert (result.hit1, result.hit3, result.mrr) == (0.75, 0.75, 0.75)
    assert [miss.question for miss in result.misses] == ["salah yes 0.99", "benar no 0.05", "salah yes 0.90"]
    assert [(miss.rank, miss.place, miss.expected) for miss in result.misses] == [
        (None, "a:1", ()), (1, "a:1", ("benar",)), (None, "a:1", ("benar",)),
    ]  # fmt: skip
    assert [one.questions for one in result.calibration] == [1, 0, 1, 0, 4]
    highest = result.calibration[-1]
    assert highest.confidence == pytest.approx(0.96)
    assert (highest.answerable, highest.hit1) == (0.75, 0.5)
    assert result.calibration[1].confidence is None
    table = result.table().splitlines()
    assert "0.8 to 1.0            4   0.960       0.750  0.500" in table
    assert table[table.index("The surest mistakes:") + 1] == "  salah yes 0.99"
    assert "    answered, confidence 0.99; expected: no answer" in table
    assert "    a:1: salah" in table


@pytest.mark.parametrize(
    "line", ["", "no json", "[]", "{}", '{"question": 3}', '{"question": "a", "evidence": [1]}']
)
def test_a_file_without_questions_is_an_error(line: str, capsys: Said) -> None:
    Path("questions.jsonl").write_text(line + "\n", encoding="utf-8")
    assert run("evaluate", "questions.jsonl", "berita") == 2
    assert capsys.readouterr().err.startswith("qa-index: questions.jsonl")


def test_tables_are_read_as_the_settings_say(
    capsys: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path("harga.csv").write_text(
        "isi,catatan\nHarga kopi naik.,Lama.\nHarga teh turun.,Baru.\n", encoding="utf-8"
    )
    assert run("build", "harga.csv", "-o", "library", "--column", "catatan") == 0
    capsys.readouterr()
    assert cli.main(["--index", "library", "-q", "lama"]) == 0
    assert "Lama." in capsys.readouterr().out
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    Path("kutip").mkdir()
    Path("kutip", "config.toml").write_text("column = 'catatan'\n[limits]\nrows = 1\n", encoding="utf-8")
    assert run("add", "harga.csv", "--index", "library") == 0
    out, err = capsys.readouterr()
    assert out == "0 added, 1 changed, 0 unchanged, 0 removed\n"
    assert "1 row" in err
    Path("kutip", "config.toml").write_text("colum = 'isi'", encoding="utf-8")
    assert run("add", "harga.csv", "--index", "library") == 2
    assert capsys.readouterr().err.startswith(
        f"qa-index: {tmp_path}/kutip/config.toml, line 1: no setting is called"
    )


def test_progress_is_for_terminals_only(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", "berita", "-o", "library")
    assert capsys.readouterr().err.count("\n") == 1  # that the model is not there
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    run("build", "berita", "-o", "other")
    out, err = capsys.readouterr()
    assert "reading documents" in err
    assert "2 added" in out
    assert os.path.isdir("other")
