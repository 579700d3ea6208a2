"""Standard streams that are closed, full, or left by whoever read them: the status is right, and one line says why."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import index

ROOT = str(Path(index.__file__).parents[1])
[ARTICLE] = Path(__file__).parents[2].joinpath("seeds").glob("*.txt")
QA = shlex.join([sys.executable, "-m", "qa", "--no-reader"])
QA_INDEX = shlex.join([sys.executable, "-c", "import sys; from qa.index_cli import main; sys.exit(main())"])
KNOWN, UNKNOWN = "'which products will Alibaba sell?'", "'harga emas zzz'"


def shell(command: str, **variables: str) -> tuple[int, str, str]:
    """The status of the first of a pipe, what comes out at its end, and what is told."""
    done = subprocess.run(
        ["bash", "-c", f"{command}\nexit ${{PIPESTATUS[0]}}"],
        env={**os.environ, "PYTHONPATH": ROOT, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
    )
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def told(command: str, **variables: str) -> tuple[int, str]:
    status, out, err = shell(command, **variables)
    assert out == ""
    return status, err


UNBUFFERED = pytest.mark.parametrize("variables", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["", "unbuffered"])


@UNBUFFERED
@pytest.mark.parametrize(
    "command",
    [
        f"{QA} -q {KNOWN}",
        f"{QA} --json -q {KNOWN} -q {UNKNOWN}",
        f"yes {KNOWN} 2>/dev/null | head -40 | {QA}",
        f"{QA} --help",
        f"{QA_INDEX} --help",
    ],
)
def test_nobody_reads_on(command: str, variables: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{{ {command}; echo $? >&2; }} | sleep 0"],
        env={**os.environ, "PYTHONPATH": ROOT, "PYTHONUNBUFFERED": "", **variables},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.stdout, done.stderr) == ("", "141\n")


@UNBUFFERED
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="has no disk that is always full")
@pytest.mark.parametrize(
    "command", [f"{QA} -q {KNOWN}", f"echo {KNOWN} | {QA}", f"{QA} --help", f"{QA} --version"]
)
def test_a_full_disk_is_no_answer(command: str, variables: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{command} > /dev/full"],
        env={**os.environ, "PYTHONPATH": ROOT, "PYTHONUNBUFFERED": "", **variables},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (2, "qa: standard output: No space left on device\n")


def test_closed_standard_output_is_an_error() -> None:
    assert told(f"{QA} -q {KNOWN} >&-") == (2, "qa: standard output: Bad file descriptor\n")
    assert told(f"{QA_INDEX} --help >&-") == (2, "qa-index: standard output: Bad file descriptor\n")


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
def test_what_cannot_be_told_changes_no_status(where: str) -> None:
    """Nor does it come out among the answers."""
    assert shell(f"{QA} -q {UNKNOWN} {where}")[:2] == (1, "")
    assert shell(f"{QA} -q x missing.txt {where}")[:2] == (2, "")
    assert shell(f"{QA_INDEX} info missing {where}")[:2] == (2, "")
    status, out, _ = shell(f"{QA} -q {UNKNOWN} -q {KNOWN} --top 1 {where}")
    assert status == 0
    assert out.startswith("2:")
    assert out.count("\n") == 1


def test_closed_standard_input_is_an_error() -> None:
    assert told(f"{QA} <&-") == (2, "qa: standard input is closed; ask with -q\n")
    assert told(f"{QA} --questions - <&-") == (2, "qa: standard input is closed; give --questions a file\n")


def test_everything_closed_is_an_error() -> None:
    assert told(f"{QA} -q {KNOWN} <&- >&- 2>&-") == (2, "")


def test_a_file_opened_later_is_not_taken_for_standard_output(tmp_path: Path) -> None:
    """What is closed gets its number taken by nobody: no answer ends in the article, no message in an index."""
    article = tmp_path / "a.txt"
    article.write_text("Petani memanen kopi di desa.\n")
    before = article.read_bytes()
    told(f"{QA} -q 'siapa memanen kopi?' {article} <&- >&- 2>&-")
    assert article.read_bytes() == before
    assert told(f"{QA_INDEX} build {article} -o {tmp_path}/library --no-model <&- >&- 2>&-") == (2, "")
    assert shell(f"{QA_INDEX} verify {tmp_path}/library") == (0, "sound\n", "")


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"},
    ],
)
def test_a_locale_without_letters(tmp_path: Path, variables: dict[str, str]) -> None:
    article = tmp_path / "caf\u00e9 \u2603.txt"
    lines = [line for line in ARTICLE.read_text(encoding="utf-8").splitlines() if "produk" in line]
    text = "\n".join(lines).replace("biskuit", "caf\u00e9 \u2603 \u4e1c\u4eac")
    article.write_text(text, encoding="utf-8")
    quoted = shlex.quote(str(article))
    question = "which products will Alibaba sell?"
    status, out, err = shell(f"{QA} -q '{question}' {quoted}", **variables)
    assert (status, err) == (0, "")
    assert "Richeese" in out
    assert shell(f"echo '{question}' | {QA} {quoted}", **variables)[1:] == (out, "")
    library = tmp_path / "library"
    assert shell(f"{QA_INDEX} build {quoted} -o {library}", **variables)[0] == 0
    assert shell(f"{QA} --index {library} -q '{question}'", **variables) == (0, out, "")
    status, _, err = shell(f"{QA_INDEX} build {quoted} -o '{library} \u2603'", **variables)
    assert (status, err) == (0, "") or (status == 2 and "LC_ALL=C.UTF-8" in err and err.count("\n") == 1)
    status, out, err = shell(f"{QA} -q x {quoted}.absent", **variables)
    assert (status, out, err.count("\n")) == (2, "", 1)
