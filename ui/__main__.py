"""The installed command: subcommands go to the command line without ever importing Qt, the rest opens the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from hcplanner import cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was typed; gives the exit code."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    if not _for_the_window(typed):
        outcome = cli.run(typed)
        if outcome.code or outcome.then_open is None or not has_screen():
            return outcome.code
        typed = [str(outcome.then_open)]
    from ui import app

    return app.main(typed)


def _for_the_window(typed: Sequence[str]) -> bool:
    """Whether the window is meant: no argument at all, or one that is a file rather than a command or an option."""
    if not typed:
        return True
    first = typed[0]
    if first in cli.COMMANDS or first.startswith("-"):
        return False
    # A mistyped command is told so; a path is opened, and the window says when it is not there.
    return Path(first).exists() or bool(Path(first).suffix) or os.sep in first


def has_screen() -> bool:
    """Whether a window can be shown to anybody."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
