"""Opening, saving and leaving a case: the steps in which something could be lost, each asking first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog

from hcplanner.errors import ChangedOnDisk, FileExists, HcplannerError, KeyClosed
from hcplanner.i18n import N_
from ui.dialogs import (
    Changed,
    InTheWay,
    Leaving,
    Occupation,
    ask_changed,
    ask_in_the_way,
    ask_leaving,
    ask_occupied,
    show_error,
    show_notices,
    shown,
)

if TYPE_CHECKING:
    from hcplanner.actions.locking import Lock
    from hcplanner.actions.opening import Source
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
    return may_leave(window) and _open(window, path)


def _open(window: Desk, path: Path) -> bool:
    from hcplanner.actions import opening

    try:
        opened = opening.open_file(path, window.words, window.secrets)
    except KeyClosed as error:
        from ui import unlocking

        if window.ring.closed:
            return unlocking.unlocked(window) and _open(window, path)
        show_error(window, error, window.words)
        return False
    except HcplannerError as error:
        show_error(window, error, window.words)
        return False
    notices, lock = list(opened.notices), None
    if not opened.copy and not opened.read_only:
        entry = enter(window, path, notices)
        if entry is None:
            return False
        lock, how = entry
        if how is not Occupation.TAKE_OVER:
            opened = opened._replace(read_only=how is Occupation.READ, copy=how is Occupation.COPY)
        elif lock is not None:
            # Read again: whoever had it may have saved in between.
            try:
                opened = opening.open_file(path, window.words, window.secrets)
            except HcplannerError as error:
                lock.release()
                show_error(window, error, window.words)
                return False
    if not opened.copy:
        window.memory.used(path)
    place = None if opened.copy else path
    window.show_case(opened.case, opened.source, place, read_only=opened.read_only, changed=opened.changed, lock=lock)
    if notices:
        show_notices(window, tuple(notices), window.words)
    return True


def enter(window: Desk, path: Path, notices: list[str]) -> tuple[Lock | None, Occupation] | None:
    """Put our mark beside a file before it is worked in; None when the user would rather not open it.

    Where somebody else is, the user chooses. What a program that ended left there is taken over, and told.
    """
    from hcplanner.actions import locking

    if window.lock is not None and window.lock.covers(path):
        window.let_go()
    claim = locking.claim(path, window.memory.who)
    while claim.occupied is not None:
        holder = claim.occupied.holder
        if claim.occupied.left_behind:
            notices.append(locking.left_behind_words(holder, window.words))
        else:
            answer = ask_occupied(window, locking.occupied_words(holder, window.words), window.words)
            if answer is Occupation.LEAVE:
                return None
            if answer is not Occupation.TAKE_OVER:
                return None, answer
        claim = locking.claim(path, window.memory.who, over=holder)
    return claim.lock, Occupation.TAKE_OVER


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
    path = case_path(name)
    # The file dialog asked already about the very name it returned.
    return _write(window, path, overwrite=path == Path(name) and path != window.path)


def case_path(name: str) -> Path:
    """The file that was meant by a name given for a case: with our ending, whatever stands behind a point in it."""
    return Path(name) if Path(name).suffix.lower() == SUFFIX else Path(name + SUFFIX)


def _write(window: Desk, path: Path, *, overwrite: bool = False, before: Source | None = None) -> bool:
    """before: where the case came from, of one that goes knowingly over what somebody else saved since."""
    from hcplanner.actions import keys, pictures, saving

    view = window.view
    assert view is not None  # saving is offered for an open case only
    view.flush()
    opened = view.open_case
    if not (overwrite or before) and (taken := window.taken_over(path)) is not None:
        return _changed(window, path, taken)
    if not _has_key(window):
        return False
    shown = pictures.contents(opened.case, opened.attachments)
    # A picture that only the other version has stays, for that version is in the history.
    gone = pictures.removed(opened.case, before or window.source)
    try:
        saved = saving.save(
            opened.case, window.source, path, window.memory.who, overwrite=overwrite, attach=shown, drop=gone,
            seal_for=keys.recipients_to_save(window.source, window.seal_for, window.memory.profile, window.memory.who),
        )  # fmt: skip
    except HcplannerError as error:
        if not isinstance(error, FileExists | ChangedOnDisk):
            show_error(window, error, window.words)
            return False
        return _changed(window, path, error) if isinstance(error, ChangedOnDisk) else _in_the_way(window, path, error)
    # Only now, with the file in its place, is the case unchanged.
    window.took_place(path, saved.source)
    view.open_case.mark_saved(saved.case)
    window.memory.used(path)
    window.refresh_state()
    view.refresh()
    if saved.not_backed_up is not None and not window.told_of_backups:
        window.told_of_backups = True  # once: a full disk would otherwise tell it at every saving
        show_error(window, saved.not_backed_up, window.words)
    return True


def _has_key(window: Desk) -> bool:
    """Whether the case can be saved as the profile says: one that is encrypted from now on needs a key of one's own."""
    from hcplanner.actions import keys

    if window.sealed_for or not keys.needs_encryption(window.memory.profile, window.source):
        return True
    from ui import unlocking

    return unlocking.own_key(window)


def _in_the_way(window: Desk, path: Path, error: HcplannerError) -> bool:
    """Ask what is to be done about a file that stands in the way; gives whether the case was saved after all."""
    answer = ask_in_the_way(window, error, window.words)
    if answer is InTheWay.SAVE_AS:
        return save_as(window)
    return answer is InTheWay.REPLACE and _write(window, path, overwrite=True)


def _changed(window: Desk, path: Path, error: HcplannerError) -> bool:
    """Ask whose version stays, of a file that somebody else changed; gives whether the case was saved after all."""
    answer = ask_changed(window, error, window.words)
    if answer is Changed.SAVE_AS:
        return save_as(window)
    if answer is Changed.THEIRS:
        keep_theirs(window, path)
        return False
    if answer is Changed.LEAVE:
        return False
    return _merge(window, path) if answer is Changed.MERGE else _keep_mine(window, path)


def keep_theirs(window: Desk, path: Path) -> bool:
    """Open the file as it is now; the open case is kept aside first and offered at the next start."""
    try:
        window.recovery.keep_aside()
    except HcplannerError as error:
        show_error(window, error, window.words)
        return False
    return _open(window, path)


def _keep_mine(window: Desk, path: Path) -> bool:
    """Put the open case over what somebody else saved, whose history and documents stay in the file."""
    from hcplanner.actions import merging

    assert window.view is not None
    assert window.source is not None  # only what came from a file can have changed there
    opened = window.view.open_case
    try:
        two = merging.meet(opened.case, window.source, path, window.secrets, opened.attachments)
    except HcplannerError:
        # It is no version of this case, or not readable any more: it goes as a whole, into the backups.
        return _write(window, path, overwrite=True)
    before, window.source = window.source, merging.over(two)
    return _write(window, path, before=before)


def _merge(window: Desk, path: Path) -> bool:
    """Show what each side changed, and save what was chosen over theirs; gives whether it was."""
    from hcplanner.actions import merging
    from ui.merging import Merging

    assert window.view is not None
    assert window.source is not None
    opened = window.view.open_case
    try:
        two = merging.meet(opened.case, window.source, path, window.secrets, opened.attachments)
    except HcplannerError as error:
        show_error(window, error, window.words)
        return False
    dialog = Merging(window, two)
    shown(dialog)
    case = dialog.result_case
    if case is None:
        return False
    before, window.source = window.source, merging.over(two)
    for content in two.theirs.attachments.values():
        opened.attach(content)
    opened.put_case(case, N_("Merged"))
    return _write(window, path, before=before)
