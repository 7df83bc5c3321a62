"""The commands that look back: history, diff."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hcplanner.i18n import N_, Words

if TYPE_CHECKING:
    from hcplanner.actions.opening import Opened

COMMANDS: Final = ("history", "diff")


def add_commands(
    add: Callable[..., argparse.ArgumentParser], path: Callable[[str], Path], opened: Callable[[Path], Opened]
) -> None:
    """Declare the commands. `add` makes one by name, function and help; `path` reads a path; `opened` opens a case."""
    history = add("history", lambda asked: _history(asked, opened), "List the saved revisions of a case file.")
    history.add_argument("file", type=path, metavar="FILE")
    history.add_argument("--json", action="store_true", help="with the values, before and after, as they are stored")
    diff = add("diff", lambda asked: _diff(asked, opened), "Say what differs between revisions of a case file.")
    diff.add_argument("file", type=path, metavar="FILE")
    diff.add_argument("before", type=int, metavar="REV", help="a revision that “hcplanner history” lists")
    diff.add_argument("after", type=int, nargs="?", metavar="REV", help="another; without it, the case as it is now")
    diff.add_argument("--json", action="store_true")


def _history(asked: argparse.Namespace, opened: Callable[[Path], Opened]) -> None:
    from hcplanner.actions import versions

    source, words = opened(asked.file).source, _words()
    if asked.json:
        _json(versions.history_report(source, words))
    else:
        _lines(versions.history_text(source, words))


def _diff(asked: argparse.Namespace, opened: Callable[[Path], Opened]) -> None:
    from hcplanner.actions import versions

    source, words = opened(asked.file).source, _words()
    before = versions.source_at(source, asked.before).case
    after = source.case if asked.after is None else versions.source_at(source, asked.after).case
    if asked.json:
        _json(versions.diff_report(before, after, words))
        return
    told = [versions.change_words(one, words) for one in versions.compared(before, after, words)]
    _lines("\n".join(" ".join(one.split()) for one in told) or words(N_("Nothing differs.")))


def _lines(text: str) -> None:
    """Lines for people; what a file says may not steer the terminal."""
    print("".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text))


def _json(value: object) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n")


def _words() -> Words:
    from hcplanner.actions.preferences import load_settings

    return Words.load(load_settings().language)
