"""Starting a case: a new one, or one from a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hcplanner.case import Case
from hcplanner.i18n import ENGLISH, Words

if TYPE_CHECKING:
    from hcplanner.storage.files import Source

__all__ = ["Opened", "Source", "new_case", "open_file"]


class Opened(NamedTuple):
    """An opened case: what it holds, where it comes from, whether it may be saved over, what the reader should know."""

    case: Case
    source: Source
    read_only: bool
    notices: tuple[str, ...]


def new_case() -> Case:
    """An empty case with a random id."""
    return Case(id=os.urandom(16).hex())


def open_file(path: Path, words: Words = ENGLISH) -> Opened:
    """The case in a file; the notices are in the language of `words`.

    Raises:
        FileMissing: there is no such file, or it may not be read.
        NotACase: it is damaged or something else.
        CaseInvalid: it holds values that no case can hold; all are named.
    """
    # A new case, the first thing many see, needs nothing of the files.
    from hcplanner.storage import files

    case, source, notices = files.load(path)
    told = tuple(words(notice.message).format_map(notice.values) for notice in notices)
    return Opened(case, source, files.read_only(source), told)
