"""Opening, saving and leaving a case: the steps in which something could be lost, each asking first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog

from hcplanner.errors import ChangedOnDisk, FileExists, HcplannerError
from ui.dialogs import InTheWay, Leaving, ask_in_the_way, ask_leaving, show_error, show_notices

if TYPE_CHECKING:
    from ui.desk import Desk

SUFFIX: Final = ".hcplan"
DOCUMENT: Final = ".pdf"


def may_leave(window: Desk) -> bool:
    """Whether the open case may go: it is unchanged, was saved now, or the user gives the changes up."""
    view = window.view
    if view is None:
        return True
    view.flush()
    if not view.open_case.dirty:
        return True
    answer = ask_leaving(window, window.words)
    if answer is Leaving.SAVE:
        return save(window)
    return answer is Leaving.DISCARD


def start_new(window: Desk, page: str = "") -> bool:
    """Begin an empty case on the named page, after asking about the one that is open."""
    from hcplanner.actions import opening

    if not may_leave(window):
        return False
    window.show_case(opening.new_case(), page=page)
    return True


def open_sample(window: Desk) -> bool:
    """Open the fictional case that comes with the program, as a case without a file."""
    import msgspec

    from hcplanner.actions import examples, opening

    if not may_leave(window):
        return False
    fresh = opening.new_case()
    case = msgspec.structs.replace(examples.load_example("index-case"), id=fresh.id)
    window.show_case(case, attachments=examples.example_pictures("index-case"))
    return True


def choose_and_open(window: Desk) -> bool:
    """Ask for a file and open it."""
    words = window.words
    name, _ = QFileDialog.getOpenFileName(
        window,
        words("Open a case"),
        str(window.folder),
        words("Cases, and documents that carry one") + f" (*{SUFFIX} *{DOCUMENT});;" + words("All files") + " (*)",
    )
    return bool(name) and open_path(window, Path(name))


def open_path(window: Desk, path: Path) -> bool:
    """Open a case file, or the case inside a document, after asking about the case that is open.

    What keeps it from opening is told. A case out of a document is a copy without a file.
    """
    from hcplanner.actions import opening

    if not may_leave(window):
        return False
    try:
        opened = opening.open_file(path, window.words)
    except HcplannerError as error:
        show_error(window, error, window.words)
        return False
    if not opened.copy:
        window.memory.used(path)
    place = None if opened.copy else path
    window.show_case(opened.case, opened.source, place, read_only=opened.read_only, changed=opened.changed)
    if opened.notices:
        show_notices(window, opened.notices, window.words)
    return True


def save(window: Desk) -> bool:
    """Save the case where it came from, or ask where; gives whether it is on the disk now."""
    if window.path is None or window.read_only:
        return save_as(window)
    return _write(window, window.path)


def save_as(window: Desk) -> bool:
    """Ask for a place and save the case there."""
    words = window.words
    # The name offered says nothing of the patient.
    suggested = window.path or window.folder / ("case" + SUFFIX)
    name, _ = QFileDialog.getSaveFileName(
        window, words("Save the case as"), str(suggested), words("Cases") + f" (*{SUFFIX})"
    )
    if not name:
        return False
    path = Path(name) if Path(name).suffix else Path(name + SUFFIX)
    # The file dialog asked already about the very name it returned.
    return _write(window, path, overwrite=path == Path(name) and path != window.path)


def _write(window: Desk, path: Path, *, overwrite: bool = False) -> bool:
    from hcplanner.actions import pictures, saving

    view = window.view
    assert view is not None  # saving is offered for an open case only
    view.flush()
    opened = view.open_case
    shown, gone = pictures.contents(opened.case, opened.attachments), pictures.removed(opened.case, window.source)
    try:
        saved = saving.save(
            opened.case, window.source, path, window.memory.who, overwrite=overwrite, attach=shown, drop=gone
        )
    except HcplannerError as error:
        if not isinstance(error, FileExists | ChangedOnDisk):
            show_error(window, error, window.words)
            return False
        answer = ask_in_the_way(window, error, window.words)
        if answer is InTheWay.SAVE_AS:
            return save_as(window)
        return answer is InTheWay.REPLACE and _write(window, path, overwrite=True)
    # Only now, with the file in its place, is the case unchanged.
    window.took_place(path, saved.source)
    view.open_case.mark_saved(saved.case)
    window.memory.used(path)
    window.refresh_state()
    view.refresh()
    return True
