"""The command that brings two versions of a case together: merge."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hcplanner.errors import CannotMerge
from hcplanner.i18n import N_, Words

if TYPE_CHECKING:
    from hcplanner.actions.opening import Opened

COMMANDS: Final = ("merge",)


def add_commands(
    add: Callable[..., argparse.ArgumentParser], path: Callable[[str], Path], opened: Callable[[Path], Opened]
) -> None:
    """Declare the command. `add` makes one by name, function and help; `path` reads a path; `opened` opens a case."""
    told = "Bring two versions of a case together; refused, with every place, where both changed the same differently."
    merge = add("merge", lambda asked: _merge(asked, opened), told)
    merge.add_argument("file", type=path, metavar="FILE", help="one version")
    merge.add_argument("other", type=path, metavar="OTHER", help="the other, whose history goes on in the result")
    shared = "the revision of FILE that both were made from (the last that their histories share)"
    merge.add_argument("--base", type=int, metavar="REV", help=shared)
    merge.add_argument("--to", type=path, required=True, metavar="OUT", help="the new file, or OTHER itself")


def _merge(asked: argparse.Namespace, opened: Callable[[Path], Opened]) -> None:
    from hcplanner.actions import merging, pictures, saving
    from hcplanner.actions.preferences import load_settings

    settings = load_settings()
    ours, theirs = opened(asked.file), opened(asked.other)
    if ours.copy or theirs.copy:
        path = asked.file if ours.copy else asked.other
        raise CannotMerge(path, N_("it is a document; save the case it carries as a case file first"))
    two = merging.between(ours.source, theirs.source, asked.base)
    case, source = merging.result(two, Words.load(settings.language))
    shown = pictures.contents(case, {**ours.source.attachments, **theirs.source.attachments})
    gone = pictures.removed(case, theirs.source)
    saving.save(case, source, asked.to, settings.signature, attach=shown, drop=gone)
    print(asked.to)
