"""What can be written after the name of a command, and what does each of it do?

`QA` and `QA_INDEX` are the one table of options: `qa.parsing` makes argparse's parsers of it, `qa.manual` the
help texts and the manual pages, `qa.completion` the completion of the shells. An option that sets a setting is
the row of `qa.settings` it is named after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from qa.settings import SETTINGS, Setting

__all__ = ["QA", "QA_INDEX", "SHELLS", "Command", "Option", "Prints", "Values"]

SHELLS: Final = ("bash", "zsh", "fish")

Values = Literal["text", "path", "file", "folder", "port"]
Prints = Literal["help", "version", "manual", "completion", "schema"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option, or, without `flags`, what stands alone: paths, names.

    `dest` is the name of its value once parsed. `about` says what it does, in a line of the help, `without` what
    its `--no-` form does; `detail` is what the manual adds. `metavar` stands for its value, "" of a switch;
    `values` is what a shell completes there, or one of `choices` where there are any. `times` says how often a
    value may be given: "?" at most once, "1" exactly once, "+" and "*" at least once and at all, one after the
    other; "again" with the flag before each. `prints` is what it prints in place of running the command. `minor`
    ones are only named in the help.
    """

    dest: str
    about: str
    flags: tuple[str, ...] = ()
    metavar: str = ""
    values: Values = "text"
    choices: tuple[str, ...] = ()
    times: Literal["?", "1", "+", "*", "again"] = "?"
    detail: str = ""
    without: str = ""
    setting: Setting | None = None
    prints: Prints | None = None
    minor: bool = False

    @property
    def switch(self) -> bool:
        """Whether it is followed by no value."""
        return bool(self.flags) and not self.metavar

    @property
    def negatable(self) -> bool:
        """Whether its last flag turns off what the one before it turns on."""
        return self.flags[-1:] == (f"--no-{self.dest}",) and len(self.flags) > 1

    def about_flag(self, flag: str) -> str:
        """What it does when it is written as `flag`, one of its flags."""
        return self.without if self.negatable and flag == self.flags[-1] else self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, or one of the `commands` of another: `usage` as it is typed, `about` in whole sentences.

    `examples` are command lines with what each is good for; `status` says what the exit status means.
    """

    name: str
    usage: str
    about: str
    options: tuple[Option, ...]
    commands: tuple[Command, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    status: str = ""

    @property
    def summary(self) -> str:
        """The first sentence of `about`, without its full stop."""
        return self.about.split(". ")[0].removesuffix(".")


def _set(name: str, *, detail: str = "", minor: bool = False) -> Option:
    """The option that sets the setting `name`."""
    setting = next(setting for setting in SETTINGS if setting.name == name)
    return Option(
        dest=name,
        about=setting.about,
        flags=setting.flags,
        metavar=setting.metavar,
        values="folder" if setting.folder else "text",
        choices=setting.choices,
        detail=detail,
        without=setting.without,
        setting=setting,
        minor=minor,
    )


def _paths(about: str, times: Literal["+", "*"]) -> Option:
    return Option(dest="paths", about=about, metavar="PATH", values="path", times=times)


def _general(detail: str) -> tuple[Option, ...]:
    return (
        Option(
            dest="completion",
            about="print what makes a shell complete qa and qa-index",
            flags=("--completion",),
            metavar="SHELL",
            choices=SHELLS,
            prints="completion",
            detail=detail,
            minor=True,
        ),
        Option(
            dest="man",
            about="print the manual page",
            flags=("--man",),
            prints="manual",
            detail="To read it: qa --man | man -l -",
            minor=True,
        ),
        Option(dest="version", about="print the version", flags=("--version",), prints="version", minor=True),
        _HELP,
    )


_HELP: Final = Option(dest="help", about="print the help", flags=("-h", "--help"), prints="help", minor=True)

QA: Final = Command(
    name="qa",
    usage="qa [-q QUESTION | --questions FILE] [--json] [PATH ... | --index DIR]",
    about=(
        "Answers a question about articles with their own sentences, word for word, also across languages."
        " Without a question it opens a chat."
    ),
    options=(
        Option(
            dest="paths",
            about="files, folders, - for standard input; else kutip's article",
            metavar="PATH",
            values="path",
            times="*",
            detail="Text, HTML, PDF, DOCX, EPUB, RTF, mail, subtitles, CSV and JSON are read, as they are or in gzip"
            " and ZIP. In a glob pattern ** is any number of folders. Without a PATH, the article that comes with"
            " kutip is asked.",
        ),
        Option(
            dest="question",
            about="answer this question and leave (may be repeated)",
            flags=("-q",),
            metavar="QUESTION",
            times="again",
        ),
        Option(
            dest="questions",
            about="answer every line of FILE; - is standard input",
            detail='A line is the question itself, or a JSON object with "question".',
            flags=("--questions",),
            metavar="FILE",
            values="file",
        ),
        Option(
            dest="json",
            about="one JSON object a question, one a line",
            detail="qa --schema prints the JSON Schema of these objects.",
            flags=("--json",),
        ),
        Option(
            dest="where",
            about="only documents of this name, language, date, after, before",
            detail="Also after=DAY, before=DAY, language=id, and KEY=VALUE of metadata. All that are given must hold.",
            flags=("--where",),
            metavar="EXPR",
            times="again",
        ),
        _set("top"),
        _set(
            "index", detail="PATHs come before an index that the environment or the file of settings names."
        ),
        _set("column", detail="Dots lead into nested JSON: data.body."),
        _set("reader"),
        _set("cache"),
        _set("theme", detail="NO_COLOR and a terminal that knows no colours have the last word.", minor=True),
        _set("keys", minor=True),
        _set(
            "language",
            detail="Why a question has no answer is said in the language of the question.",
            minor=True,
        ),
        Option(dest="mcp", about="serve MCP clients on the standard streams", flags=("--mcp",), minor=True),
        Option(
            dest="mcp_http",
            about="serve MCP clients over HTTP on 127.0.0.1",
            flags=("--mcp-http",),
            metavar="PORT",
            values="port",
            minor=True,
        ),
        Option(
            dest="mcp_host",
            about="another address to serve them on; whoever reaches it may ask",
            flags=("--mcp-host",),
            metavar="HOST",
            minor=True,
        ),
        Option(
            dest="schema",
            about="print the JSON Schema of what --json prints",
            flags=("--schema",),
            prints="schema",
            minor=True,
        ),
        Option(
            dest="show_config",
            about="print the settings in force and where each comes from",
            flags=("--show-config",),
            detail="What is printed may be saved as the file of settings.",
            minor=True,
        ),
        *_general(
            'For bash, eval "$(qa --completion bash)" in ~/.bashrc; for zsh, save it as _qa in a folder of $fpath;'
            " for fish, qa --completion fish | source in config.fish."
        ),
    ),
    examples=(
        ("qa news.txt", "Talk about an article."),
        ('qa -q "which products will Alibaba sell?"', "Ask one question."),
        (
            "curl -s $URL | qa -q \"kapan acaranya?\" --json - | jq -r '.quotes[0].text'",
            "Ask what comes through a pipe, and give the answer on.",
        ),
    ),
    status="0 answered, 1 the documents do not answer, 2 error. Of several questions, 0 if any was answered.",
)

_MODEL: Final = Option(
    dest="model",
    about="go without the embedding model: index words alone",
    flags=("--no-model",),
)
_FOLDER: Final = Option(dest="folder", about="the stored index", metavar="DIR", values="folder", times="1")
_INDEX: Final = Option(
    dest="index", about="the stored index", flags=("--index",), metavar="DIR", values="folder", times="1"
)

QA_INDEX: Final = Command(
    name="qa-index",
    usage="qa-index COMMAND ...",
    about="Keeps a library of articles on disk, for qa --index DIR.",
    options=_general("The same as qa --completion SHELL."),
    commands=(
        Command(
            name="build",
            usage="qa-index build PATH ... (-o DIR | --cluster FILE)",
            about=(
                "Make an index of the articles, or bring one up to date. What is new is added, what changed"
                " is replaced, what is gone is dropped. A build that is interrupted goes on where it was when it"
                " is run again."
            ),
            options=(
                _paths("files, folders and globs with the articles", "+"),
                Option(
                    dest="output",
                    about="where the index is kept",
                    flags=("-o",),
                    metavar="DIR",
                    values="folder",
                ),
                Option(
                    dest="cluster",
                    about="write the shards that this file (.toml) names instead",
                    detail="Everywhere else FILE stands in place of DIR.",
                    flags=("--cluster",),
                    metavar="FILE",
                    values="file",
                ),
                Option(
                    dest="latent",
                    about="store the latent terms of sentences",
                    flags=("--latent", "--no-latent"),
                    without="estimate them from words: a smaller index, a little less exact",
                    detail="By default up to 20,000 sentences.",
                ),
                Option(
                    dest="dense",
                    about="store the vectors of sentences",
                    without="estimate them from words: a smaller index, a little less exact",
                    flags=("--dense", "--no-dense"),
                    detail="By default up to 20,000 sentences.",
                ),
                _set("column"),
                _MODEL,
                _HELP,
            ),
        ),
        Command(
            name="add",
            usage="qa-index add PATH ... --index DIR",
            about="Add articles, and replace those that changed.",
            options=(
                _paths("files, folders and globs with the articles", "+"),
                _INDEX,
                _set("column"),
                _MODEL,
                _HELP,
            ),
        ),
        Command(
            name="remove",
            usage="qa-index remove NAME ... --index DIR",
            about="Drop articles by name.",
            options=(
                Option(dest="names", about="as info --documents lists them", metavar="NAME", times="+"),
                _INDEX,
                _HELP,
            ),
        ),
        Command(
            name="info",
            usage="qa-index info DIR [--documents | --json]",
            about="Tell what the index holds.",
            options=(
                _FOLDER,
                Option(dest="documents", about="the names of its documents", flags=("--documents",)),
                Option(dest="json", about="one JSON object", flags=("--json",)),
                _HELP,
            ),
        ),
        Command(
            name="verify",
            usage="qa-index verify DIR",
            about="Read every byte: 0 sound, 1 damaged.",
            options=(_FOLDER, _HELP),
        ),
        Command(
            name="evaluate",
            usage="qa-index evaluate QUESTIONS (PATH ... | --index DIR)",
            about=(
                "Measure how well questions with known answers are answered. QUESTIONS is a file of JSON"
                ' objects, one a line, with "question" and "evidence" (accepted substrings) or "answers".'
            ),
            options=(
                Option(
                    dest="questions", about="the questions", metavar="QUESTIONS", values="file", times="1"
                ),
                _paths("files, folders and globs with the articles", "*"),
                Option(
                    dest="index",
                    about="the stored index to ask instead of PATHs",
                    flags=("--index",),
                    metavar="DIR",
                    values="folder",
                ),
                _set("column"),
                _set("reader"),
                Option(dest="json", about="one JSON object", flags=("--json",)),
                _HELP,
            ),
        ),
    ),
    examples=(
        ("qa-index build news/ -o library", "Make an index, or bring it up to date."),
        ('qa --index library -q "who resigned?"', "Ask it."),
    ),
    status="0 done, 1 verify found damage, 2 error.",
)
