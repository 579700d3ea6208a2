"""What makes a shell complete the command lines of qa and qa-index?

Each script is made of `qa.options` and completes both commands. Paths are left to the shell, which knows how to
quote them.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Final

from qa.options import QA, QA_INDEX, Command, Option
from qa.speaking import worded

__all__ = ["script"]

COMMANDS: Final = (QA, QA_INDEX)


def script(shell: str, language: str = "en") -> str:
    """What `shell` (bash, zsh or fish) reads to complete qa and qa-index, with what options do in `language`;
    ValueError for another shell."""
    if shell == "bash":
        return _bash()
    if shell == "zsh":
        return _zsh(language)
    if shell == "fish":
        return _fish(language)
    raise ValueError(f"no completion is known for the shell {shell!r}")


def _places() -> Iterator[tuple[str, Command]]:
    """Every command and part of one, as the words it begins with: "qa-index build"."""
    for command in COMMANDS:
        yield command.name, command
        for part in command.commands:
            yield f"{command.name} {part.name}", part


def _alone(command: Command) -> Option | None:
    """What stands there without a flag, or what its last one is."""
    alone = [option for option in command.options if not option.flags]
    return alone[-1] if alone else None


# ------------------------------------------------------------------------------------------ bash

_BASH: Final = """\
# Completes qa and qa-index in bash: eval "$(qa --completion bash)" in ~/.bashrc
_kutip() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} place=${COMP_WORDS[0]##*/} words= word
    # bash breaks --theme=dark into three words.
    if [[ $current == '=' ]]; then
        current=
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$place $word" in
            PARTS) place="$place $word" ;;
        esac
    done
    COMPREPLY=()
    case "$place $before" in
VALUES
        *)
            if [[ $current == -* ]]; then
                case $place in
FLAGS
                esac
            else
                case $place in
ALONE
                esac
            fi ;;
    esac
    # Without any words of its own bash completes files.
    [[ -n $words ]] || return 0
    compopt +o default 2>/dev/null
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen -W "$words" -- "$current")
}
complete -o default -F _kutip COMMANDS
"""
_NOTHING: Final = "compopt +o default 2>/dev/null; return 0"
_FOLDERS: Final = "compopt -o dirnames +o default 2>/dev/null; return 0"


def _bash() -> str:
    parts, values, flags, alone = [], [], [], []
    for place, command in _places():
        parts += [f"{place} {part.name}" for part in command.commands]
        for option in command.options:
            if option.flags and not option.switch:
                patterns = "|".join(shlex.quote(f"{place} {flag}") for flag in option.flags)
                values.append(f"        {patterns}) {_bash_values(option)} ;;")
        words = " ".join(flag for option in command.options for flag in option.flags)
        flags.append(f"                    {shlex.quote(place)}) words={shlex.quote(words)} ;;")
        if command.commands:
            names = " ".join(part.name for part in command.commands)
            alone.append(f"                    {shlex.quote(place)}) words={shlex.quote(names)} ;;")
        elif (option_alone := _alone(command)) is not None:
            alone.append(f"                    {shlex.quote(place)}) {_bash_values(option_alone)} ;;")
    return (
        _BASH.replace("PARTS", "|".join(map(shlex.quote, parts)))
        .replace("VALUES", "\n".join(values))
        .replace("FLAGS", "\n".join(flags))
        .replace("ALONE", "\n".join(alone))
        .replace("COMMANDS", " ".join(command.name for command in COMMANDS))
    )


def _bash_values(option: Option) -> str:
    if option.choices:
        return f"words={shlex.quote(' '.join(option.choices))}"
    return {"text": _NOTHING, "port": _NOTHING, "folder": _FOLDERS, "path": "return 0", "file": "return 0"}[
        option.values
    ]


# ------------------------------------------------------------------------------------------ zsh

_ZSH: Final = """\
#compdef COMMANDS
# Completes qa and qa-index in zsh: save it as _qa in a folder of $fpath, or source it after compinit.
_qa() {
    local curcontext=$curcontext state line
    typeset -A opt_args
    case $service in
SERVICES
    esac
}
if [[ ${funcstack[1]} == _qa ]]; then
    _qa "$@"
else
    compdef _qa COMMANDS
fi
"""


def _zsh(language: str) -> str:
    services = []
    for command in COMMANDS:
        lines = [f"        {command.name})"]
        if command.commands:
            names = " ".join(
                _zsh_quoted(f"{part.name}:{worded(part.summary, language)}") for part in command.commands
            )
            specs = [*_zsh_options(command, language), "'1:command:->command'", "'*::argument:->argument'"]
            lines += [
                f"            local -a parts=({names})",
                f"            _arguments -C {' '.join(specs)} && return 0",
                "            case $state in",
                "                command) _describe -t commands command parts ;;",
                "                argument)",
                "                    case $words[1] in",
            ]
            for part in command.commands:
                lines.append(f"                        {part.name}) {_zsh_arguments(part, language)} ;;")
            lines += ["                    esac ;;", "            esac ;;"]
        else:
            lines.append(f"            {_zsh_arguments(command, language)} ;;")
        services += lines
    names = " ".join(command.name for command in COMMANDS)
    return _ZSH.replace("SERVICES", "\n".join(services)).replace("COMMANDS", names)


def _zsh_arguments(command: Command, language: str) -> str:
    return " ".join(["_arguments", *_zsh_options(command, language), *_zsh_alone(command)])


def _zsh_options(command: Command, language: str) -> Iterator[str]:
    for option in command.options:
        for flag in option.flags:
            repeated = "*" if option.times == "again" else ""
            value = "" if option.switch else f":{option.metavar}:{_zsh_values(option)}"
            equals = "=" if flag.startswith("--") and not option.switch else ""
            yield _zsh_quoted(
                f"{repeated}{flag}{equals}[{_zsh_about(worded(option.about_flag(flag), language))}]{value}"
            )


def _zsh_alone(command: Command) -> Iterator[str]:
    number = 0
    for option in command.options:
        if not option.flags:
            number += 1
            place = "*" if option.times in ("*", "+") else str(number)
            yield _zsh_quoted(f"{place}:{option.metavar}:{_zsh_values(option)}")


def _zsh_values(option: Option) -> str:
    if option.choices:
        return f"({' '.join(option.choices)})"
    return {"text": " ", "port": " ", "folder": "_path_files -/", "path": "_files", "file": "_files"}[
        option.values
    ]


def _zsh_about(text: str) -> str:
    for char in "\\[]:":
        text = text.replace(char, f"\\{char}")
    return text


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


# ------------------------------------------------------------------------------------------ fish


def _fish(language: str) -> str:
    lines = ["# Completes qa and qa-index in fish: qa --completion fish | source"]
    for command in COMMANDS:
        first = "-n __fish_use_subcommand" if command.commands else ""
        lines += _fish_command(command.name, command, first, language)
        for part in command.commands:
            lines.append(
                f"complete -c {command.name} {first} -a {part.name} -d {_fish_quoted(worded(part.summary, language))}"
            )
            lines += _fish_command(
                command.name, part, f"-n '__fish_seen_subcommand_from {part.name}'", language
            )
    return "\n".join(lines) + "\n"


def _fish_command(name: str, command: Command, where: str, language: str) -> Iterator[str]:
    start = f"complete -c {name} {where}".rstrip()
    alone = _alone(command)
    if alone is None or alone.values == "text":
        yield f"{start} -f"
    elif alone.values == "folder":
        yield f"{start} -f -a '(__fish_complete_directories)'"
    for option in command.options:
        for flag in option.flags:
            written = f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}"
            value = "" if option.switch else f" {_fish_values(option)}"
            yield f"{start} {written}{value} -d {_fish_quoted(worded(option.about_flag(flag), language))}"


def _fish_values(option: Option) -> str:
    if option.choices:
        return f"-x -a {_fish_quoted(' '.join(option.choices))}"
    named = {"folder": "-x -a '(__fish_complete_directories)'", "path": "-r -F", "file": "-r -F"}
    return named.get(option.values, "-x")


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
