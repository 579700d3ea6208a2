from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import KutipError
from index.limits import Limits
from qa.options import QA
from qa.settings import SETTINGS, Settings, config_path, resolve, shown

DEFAULTS = Settings()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kutip" / "config.toml"
    path.parent.mkdir()
    return path


# ------------------------------------------------------------------------------------------- precedence


def test_without_anything_the_defaults_are_in_force(environment: dict[str, str]) -> None:
    resolved = resolve({}, environment)
    assert resolved.settings == DEFAULTS
    assert set(resolved.origins.values()) == {"default"}


def test_a_flag_comes_before_the_environment_and_that_before_the_file(
    environment: dict[str, str], file: Path
) -> None:
    path = str(file)
    file.write_text('top = 5\ntheme = "light"\nreader = false\n', encoding="utf-8")
    resolved = resolve({}, environment)
    assert resolved.settings == replace(DEFAULTS, top=5, theme="light", reader=False)
    assert resolved.origins == {
        **{setting.name: "default" for setting in SETTINGS}, "top": path, "theme": path, "reader": path
    }  # fmt: skip
    environment |= {"KUTIP_TOP": "7", "KUTIP_READER": "1"}
    resolved = resolve({}, environment)
    assert resolved.settings == replace(DEFAULTS, top=7, theme="light", reader=True)
    assert (resolved.origins["top"], resolved.origins["theme"]) == ("KUTIP_TOP", path)
    resolved = resolve({"top": 9, "cache": False, "reader": True}, environment)
    assert resolved.settings == replace(DEFAULTS, top=9, theme="light", reader=True, cache=False)
    assert [resolved.origins[name] for name in ("top", "cache", "reader")] == [
        "--top", "--no-cache", "--reader"
    ]  # fmt: skip


def test_an_empty_variable_is_as_good_as_none(environment: dict[str, str], file: Path) -> None:
    file.write_text("top = 5", encoding="utf-8")
    assert resolve({}, {**environment, "KUTIP_TOP": "", "KUTIP_THEME": ""}).settings.top == 5


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("1", True),
        ("true", True),
        (" Yes", True),
        ("ON", True),
        ("0", False),
        ("False", False),
        ("no", False),
    ],
)
def test_switches_are_spelled_in_several_ways(word: str, value: bool, environment: dict[str, str]) -> None:
    assert resolve({}, {**environment, "KUTIP_CACHE": word}).settings.cache is value


@pytest.mark.parametrize(
    ("variables", "path"),
    [
        ({"XDG_CONFIG_HOME": "/c", "HOME": "/h"}, "/c/kutip/config.toml"),
        ({"XDG_CONFIG_HOME": "relative", "HOME": "/h"}, "/h/.config/kutip/config.toml"),
        ({"XDG_CONFIG_HOME": "", "HOME": "/h"}, "/h/.config/kutip/config.toml"),
        ({"HOME": "/h"}, "/h/.config/kutip/config.toml"),
    ],
)
def test_where_the_file_is(variables: dict[str, str], path: str) -> None:
    assert config_path(variables) == path


def test_without_home_it_is_that_of_the_user_or_there_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/of/this/user")
    assert config_path({}) == "/of/this/user/.config/kutip/config.toml"
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as for a user the system does not know
    assert config_path({}) is None
    resolved = resolve({"top": 4}, {})
    assert (resolved.settings.top, resolved.path) == (4, None)
    assert tomllib.loads(shown(resolved))["top"] == 4


def test_a_folder_in_the_file_counts_from_the_file(environment: dict[str, str], file: Path) -> None:
    for written, meant in (
        ("library", str(file.parent / "library")),
        ("/srv/library", "/srv/library"),
        ("~/library", os.path.expanduser("~/library")),
        ("", ""),
    ):
        file.write_text(f'index = "{written}"', encoding="utf-8")
        assert resolve({}, environment).settings.index == meant
    assert resolve({}, {**environment, "KUTIP_INDEX": "library"}).settings.index == "library"


# ------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("top = 0", ", line 1: top must be a whole number from 1 to 1,000,000,000,000, not 0"),
        ("\ntop = true", ", line 2: top must be a whole number from 1 to 1,000,000,000,000, not true"),
        ("top = '3'", ", line 1: top must be a whole number from 1 to 1,000,000,000,000, not '3'"),
        ("top = 2.5", ", line 1: top must be a whole number from 1 to 1,000,000,000,000, not 2.5"),
        (
            f"top = 0x{'f' * 9999}",
            ", line 1: top must be a whole number from 1 to 1,000,000,000,000, not one that large",
        ),
        (
            "top = 2026-11-24",
            ", line 1: top must be a whole number from 1 to 1,000,000,000,000, not a date or time",
        ),
        ("top.x = 1", ", line 1: top must be a whole number from 1 to 1,000,000,000,000, not a table"),
        ("# theme = 1\ntheme = 'blue'", ", line 2: theme must be auto, dark, light or none, not 'blue'"),
        ("reader = 'yes'", ", line 1: reader must be true or false, not 'yes'"),
        ("column = []", ", line 1: column must be text, not a list"),
        ("[reader]\nx = 1", ", line 1: reader must be true or false, not a table"),
        ("\n\nthem = 'dark'", ", line 3: no setting is called 'them'; did you mean theme?"),
        ('"TOP" = 3', ", line 1: no setting is called 'TOP'; did you mean top?"),
        (
            "xyzzy = 3",
            ", line 1: no setting is called 'xyzzy'; there are top, index, column, reader, cache, theme, keys,"
            " language",
        ),
        ("limits = 3", ", line 1: limits must be a table, [limits], not 3"),
        (
            "[limits]\npages = 0",
            ", line 2: limits.pages must be a whole number from 1 to 1,000,000,000,000, not 0",
        ),
        (
            "limits.pages = ''",
            ", line 1: limits.pages must be a whole number from 1 to 1,000,000,000,000, not ''",
        ),
        (
            "top = 3\n[limits]\npgaes = 9",
            ", line 3: no setting is called 'limits.pgaes'; did you mean limits.pages?",
        ),
        (
            "[limits]\nx = 9",
            ", line 2: no setting is called 'limits.x'; there are limits.file_bytes, limits.unpack",
        ),
        ("pages = 9", ", line 1: no setting is called 'pages'; did you mean limits.pages?"),
        ("'a\\u001b\\nb' = 3\ntop = 'a\x1b'", ": not TOML: "),
        ('"a\\u001b\\nb" = 3', ": no setting is called 'a\\x1b\\nb'; there are top, "),
        ("top = ", ": not TOML: Invalid value (at end of document)"),
        ("top = 3\ntop = 4\n", ": not TOML: Cannot overwrite a value (at line 2, column 8)"),
        ("top 3", ": not TOML: Expected '=' after a key in a key/value pair (at line 1, column 5)"),
        (f"top = {'9' * 9999}", ": not TOML: "),
        (f"top = {'[' * 99_999}", ": not TOML: nested too deeply"),
        (b"\ntheme = '\xff'", ", line 2: not UTF-8; save the file as UTF-8"),
        (b"#" * (1024 * 1024 + 1), ": larger than 1024 kB; it should hold settings only"),
    ],
)
def test_a_mistake_in_the_file_is_one_line_with_its_place(
    content: str | bytes, told: str, environment: dict[str, str], file: Path
) -> None:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(KutipError) as raised:
        resolve({"top": 5, "theme": "dark"}, environment)  # no flag makes a broken file whole
    message = str(raised.value)
    assert message.startswith(f"{file}{told}")
    assert message.isprintable()


def test_what_is_no_file_is_told_and_nothing_waits(environment: dict[str, str], file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(KutipError, match=r"config\.toml: not a file of settings$"):
        resolve({}, environment)
    file.unlink()
    file.mkdir()
    with pytest.raises(KutipError, match=r"config\.toml: cannot be read \(is a directory\)$"):
        resolve({}, environment)


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", "# top = 9\n", "\ufefftop = 3\r\n"])
def test_a_file_may_say_nothing_and_come_from_another_system(
    content: str, environment: dict[str, str], file: Path
) -> None:
    file.write_bytes(content.encode())
    assert resolve({}, environment).settings == DEFAULTS


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("KUTIP_TOP", "many", "must be a whole number from 1 to 1,000,000,000,000, not 'many'"),
        ("KUTIP_TOP", "9" * 5000, "must be a whole number from 1 to 1,000,000,000,000, not '9999"),
        ("KUTIP_TOP", "٣", "must be a whole number from 1 to 1,000,000,000,000, not '٣'"),
        ("KUTIP_KEYS", "nano", "must be emacs or vi, not 'nano'"),
        ("KUTIP_READER", "maybe", "must be true or false, not 'maybe'"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(
    variable: str, value: str, told: str, environment: dict[str, str]
) -> None:
    with pytest.raises(KutipError) as raised:
        resolve({}, {**environment, variable: value})
    assert str(raised.value).startswith(f"{variable} in the environment {told}")


@given(st.one_of(st.binary(max_size=60), st.text(alphabet="topindexthm=.[]'\"\n #{}0123-_:\\", max_size=60)))
def test_any_file_is_settings_or_one_line(content: bytes | str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "kutip", "config.toml")
        path.parent.mkdir()
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        problem = ""
        try:
            resolve({}, {"XDG_CONFIG_HOME": folder})
        except KutipError as error:
            problem = str(error)
        assert not problem or problem.startswith(str(path))
        assert "\n" not in problem


# ------------------------------------------------------------------------------------------- shown


def values(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for setting in SETTINGS:
        if not setting.flags:
            continue
        if setting.choices:
            found[setting.name] = draw(st.sampled_from(setting.choices))
        elif isinstance(setting.default, bool):
            found[setting.name] = draw(st.booleans())
        elif isinstance(setting.default, int):
            found[setting.name] = draw(st.integers(1, 10**12))
        else:
            text = draw(st.text(st.characters(exclude_categories=["Cs"])))
            found[setting.name] = f"/{text}" if setting.folder else text
    return found


@given(st.composite(values)())
def test_what_is_shown_is_a_file_that_sets_the_same(values: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "kutip", "config.toml")
        path.parent.mkdir()
        environment = {"XDG_CONFIG_HOME": folder}
        path.write_text(shown(resolve(values, environment)), encoding="utf-8")
        assert asdict(resolve({}, environment).settings) == {**values, "limits": asdict(Limits())}


def test_what_is_shown_says_what_each_does_and_where_it_comes_from(
    environment: dict[str, str], file: Path
) -> None:
    file.write_text("keys = 'vi'", encoding="utf-8")
    text = shown(resolve({"top": 5}, {**environment, "KUTIP_COLUMN": "a\x1b\udce9"}))
    assert tomllib.loads(text)["column"] == "a\x1b\ufffd"
    lines = text.splitlines()
    assert lines[0] == f"# Flags come before the environment, and that before the file: {file}"
    assert lines[2:4] == [
        "# How many quotes an answer shows at most (--top N, KUTIP_TOP)",
        "top = 5  # --top",
    ]
    assert f'keys = "vi"  # {file}' in lines
    assert 'column = "a\\U0000001B\ufffd"  # KUTIP_COLUMN' in lines
    assert 'theme = "auto"  # default' in lines


def test_every_setting_has_a_flag_on_the_command_line() -> None:
    assert [option.setting for option in QA.options if option.setting is not None] == [
        setting for setting in SETTINGS if not setting.name.startswith("limits.")
    ]


def test_limits_come_from_the_environment_and_the_file(environment: dict[str, str], file: Path) -> None:
    file.write_text("[limits]\npages = 10\nrows = 20\n", encoding="utf-8")
    resolved = resolve({}, {**environment, "KUTIP_LIMITS_ROWS": "30", "KUTIP_LIMITS_FILE_BYTES": "40"})
    assert resolved.settings.limits == Limits(pages=10, rows=30, file_bytes=40)
    assert (resolved.origins["limits.rows"], resolved.origins["limits.pages"]) == (
        "KUTIP_LIMITS_ROWS",
        str(file),
    )
    told = tomllib.loads(shown(resolved))
    assert told["limits"] == asdict(resolved.settings.limits)


# ------------------------------------------------------------------------------------------- at the command

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Runs `qa` as a process of its own, with variables beside the file of settings."""

    def run(*arguments: str, code: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *(["-c", code] if code else ["-m", "qa"]), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment, **variables},
            timeout=60,
            check=False,
        )

    return run


def test_the_settings_in_force_are_printed(run: Run, file: Path) -> None:
    file.write_text("top = 8", encoding="utf-8")
    done = run("--show-config", "--no-cache", KUTIP_THEME="dark")
    assert (done.returncode, done.stderr) == (0, "")
    told = tomllib.loads(done.stdout)
    assert told == {**asdict(DEFAULTS), "top": 8, "theme": "dark", "cache": False}


def test_a_broken_file_is_never_passed_over(run: Run, file: Path) -> None:
    file.write_text("tpo = 8", encoding="utf-8")
    for arguments in (["--show-config"], ["-q", "x"], []):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"qa: {file}, line 1: no setting is called 'tpo'; did you mean top?\n"


def test_settings_are_what_an_answer_is_made_with(run: Run, file: Path, tmp_path: Path) -> None:
    article = tmp_path / "pasar.txt"
    article.write_text("Harga tuna turun. Harga tuna naik. Harga tuna tetap.", encoding="utf-8")
    absent = tmp_path / "absent"
    file.write_text(f'top = 1\nreader = false\ncache = false\nindex = "{absent}"', encoding="utf-8")
    # PATHs come before the index of the file.
    done = run("-q", "harga tuna", str(article))
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stderr
    assert run("-q", "harga tuna", str(article), KUTIP_TOP="2").stdout.count("\n") == 2
    assert run("-q", "harga tuna", "--top", "3", str(article), KUTIP_TOP="2").stdout.count("\n") == 3
    done = run("-q", "harga tuna")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"qa: {absent}: ")
    # An empty name is no index: the article that comes with it is asked.
    assert run("-q", "apa judul artikel ini?", "--index", "").returncode == 0


def test_a_limit_cuts_and_says_so(run: Run, file: Path, tmp_path: Path) -> None:
    table = tmp_path / "harga.csv"
    table.write_text("teks\nHarga tuna turun.\nHarga kopi naik.\nHarga teh tetap.\n", encoding="utf-8")
    file.write_text("[limits]\nrows = 2", encoding="utf-8")
    done = run("-q", "harga", "--no-reader", "--no-cache", str(table))
    assert "tetap" not in done.stdout
    assert "kopi" in done.stdout + done.stderr
    assert f"qa: {table}: " in done.stderr
    assert "2 rows" in done.stderr
    assert (
        "tetap"
        in run("-q", "harga teh", "--no-reader", "--no-cache", str(table), KUTIP_LIMITS_ROWS="3").stdout
    )


def test_a_question_without_a_file_of_settings_loads_nothing_for_one(run: Run) -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom qa.cli import main\nmain(sys.argv[1:])\n"
        "print(*sys.modules.keys() - before, file=sys.stderr)"
    )
    done = run("-q", "apa judul artikel ini?", "--no-reader", code=code)
    assert done.stdout
    loaded = set(done.stderr.split())
    assert {"qa.settings", "qa.options"} <= loaded
    assert not loaded & {"tomllib", "qa.manual", "qa.completion"}
