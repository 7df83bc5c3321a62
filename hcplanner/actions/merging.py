"""Bringing two versions of a case together: what each changed, in words, what is to be chosen, what is saved then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from hcplanner.case import Case, stamped
from hcplanner.case.merging import ANSWERS, Meeting, Merged, Side, merge
from hcplanner.errors import CannotMerge, MergeConflicts, NoSuchRevision
from hcplanner.fields import Kind, NoSuchField, declared_at, get_at, leaves, recorded
from hcplanner.fields.differences import differences
from hcplanner.fields.show import show
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.past import field_label
from hcplanner.storage import files, history, states
from hcplanner.storage.files import Source
from hcplanner.storage.sealing import Secrets, each_once

__all__ = ["Row", "Side", "State", "Together", "between", "meet", "merged", "over", "result", "rows"]

_NOTHING: Final[Mapping[str, Side]] = MappingProxyType({})
_NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})
_ID: Final = re.compile(r"\[([^\]]*)\]")


class Together(NamedTuple):
    """Two versions of one case and the state that both were made from.

    theirs: the version whose file and history go on; ours: the other; source: where ours comes from
    attachments: every content that ours names, by its SHA-256
    """

    base: Case
    ours: Case
    theirs: Source
    source: Source
    attachments: Mapping[str, bytes] = _NO_FILES


class State(Enum):
    """Who changed something: one side, both alike, or both differently, which is to be chosen."""

    OURS = "ours"
    THEIRS = "theirs"
    ALIKE = "alike"
    CONFLICT = "conflict"


class Row(NamedTuple):
    """One place that somebody changed: what it is called, and in words what it was and what each side made of it."""

    path: str
    label: str
    base: str
    ours: str
    theirs: str
    state: State


def meet(ours: Case, source: Source, path: Path, secrets: Secrets, attachments: Mapping[str, bytes]) -> Together:
    """The open case and the version of it that somebody else saved at `path` since it was opened.

    Raises:
        CannotMerge: what is there now is another case, or cannot be saved over by this version.
        FileMissing, NotACase, CaseInvalid, CannotUnseal, KeyClosed: it cannot be opened.
    """
    _, theirs, _ = files.load(path, secrets)
    _refuse_strangers(ours, theirs)
    return Together(source.case, ours, theirs, source, attachments)


def between(ours: Source, theirs: Source, revision: int | None = None) -> Together:
    """Two files of one case. The state both were made from is the last revision that their histories share.

    revision: another revision of `ours` to start from

    Raises:
        CannotMerge: they are not of one case, share no revision, or cannot be saved by this version.
        NoSuchRevision: the history does not give that revision.
    """
    _refuse_strangers(ours.case, theirs)
    if files.read_only(ours._replace(protected=False)):
        raise CannotMerge(ours.path, _NOT_WHOLE)
    if revision is None:
        shared = history.entries(history.common(ours.history, theirs.history))
        if not shared:
            raise CannotMerge(theirs.path, N_("the two share no saved revision; name the one to start from"))
        revision = shared[-1].revision
    if revision == ours.case.revision:
        base = ours.case
    else:
        try:
            base = states.state_at(ours.case, ours.history, revision, ours.unknown)
        except states.NotTold as error:
            raise NoSuchRevision(revision, ours.path, N_("its history does not give that state")) from error
    return Together(base, ours.case, theirs, ours, ours.attachments)


_NOT_WHOLE: Final = N_("it is damaged or was written by a newer version")


def _refuse_strangers(ours: Case, theirs: Source) -> None:
    if theirs.case.id != ours.id:
        raise CannotMerge(theirs.path, N_("it is another case"))
    if files.read_only(theirs._replace(protected=False)):
        raise CannotMerge(theirs.path, _NOT_WHOLE)


def merged(two: Together, chosen: Mapping[str, Side] = _NOTHING) -> Merged:
    """The case with the changes of both, and what is still to be chosen."""
    return merge(two.base, two.ours, two.theirs.case, chosen)


def result(two: Together, words: Words, chosen: Mapping[str, Side] = _NOTHING) -> tuple[Case, Source]:
    """The merged case, and the source to save it over.

    Raises MergeConflicts: something is still to be chosen; all of it is named.
    """
    done = merged(two, chosen)
    if done.conflicts:
        told = (_conflict_row(two, one, words) for one in done.conflicts)
        raise MergeConflicts(two.theirs.path, [(one.path, one.label, f"{one.ours} / {one.theirs}") for one in told])
    theirs = done.case
    newest = max(theirs.revision, two.ours.revision)
    return stamped(theirs, revision=newest, saved_at=theirs.saved_at, saved_by=theirs.saved_by), over(two)


def over(two: Together) -> Source:
    """Where a case saved over theirs comes from: their file and history, which keeps what only ours tells.

    What was issued from either stays, and an encrypted version makes the result encrypted, for the people of both.
    """
    theirs = two.theirs
    lines = history.with_lines_of(theirs.history, two.source.history)
    issued = {one.pdf for one in history.documents_made(lines)}
    kept = {name: data for name, data in two.source.attachments.items() if name in issued}
    recipients = each_once([*theirs.recipients, *two.source.recipients])
    return theirs._replace(history=lines, attachments={**kept, **theirs.attachments}, recipients=recipients)


def rows(two: Together, words: Words) -> tuple[Row, ...]:
    """Every place that either side changed, what is to be chosen first, then in the order of the fields."""
    conflicts = {one.path: one for one in merged(two).conflicts}
    told = [_conflict_row(two, one, words) for one in conflicts.values()]
    changed = sorted({*_changed(two.base, two.ours), *_changed(two.base, two.theirs.case)}, key=_place)
    inside = tuple(f"{path}." for path in conflicts if path.endswith("]"))
    for path in changed:
        if path not in conflicts and not path.startswith(inside or "\0"):
            told += _row(two, path, words)
    return tuple(told)


def _changed(before: Case, after: Case) -> list[str]:
    paths = [one.path for one in differences(before, after) if _told(one.path)]
    return [*paths, *sorted(path for path, _ in set(before.unread.items()) ^ set(after.unread.items()))]


def _place(path: str) -> tuple[int, str]:
    """Where a field stands among all, entries of a list one after the other."""
    return _places().get(_ID.sub("[]", path), -1), path


@cache
def _places() -> Mapping[str, int]:
    return {member.path: place for place, member in enumerate(leaves(Case))}


def _told(path: str) -> bool:
    member = declared_at(Case, path)
    return member.kind is not Kind.LIST and not member.field.internal


def _row(two: Together, path: str, words: Words) -> list[Row]:
    was, here, there = (_held(case, path, words) for case in (two.base, two.ours, two.theirs.case))
    if was == here == there:
        return []
    state = State.THEIRS if was == here else State.OURS if was == there else State.ALIKE
    return [Row(path, _label(two, path, words), was, here, there, state)]


def _conflict_row(two: Together, one: Meeting, words: Words) -> Row:
    if _is_field(one.path):
        was, here, there = (_held(case, one.path, words) for case in (two.base, two.ours, two.theirs.case))
    else:
        was, here, there = (_in_words(two, one.path, held, words) for held in (one.base, one.ours, one.theirs))
    return Row(one.path, _label(two, one.path, words), was, here, there, State.CONFLICT)


def _is_field(path: str) -> bool:
    try:
        return not path.endswith("]") and declared_at(Case, path).kind is not Kind.LIST
    except NoSuchField:
        return False


def _held(case: Case, path: str, words: Words) -> str:
    """What a case holds at the path of a field, in words, with the text kept unread beside it."""
    if path in case.unread:
        return words(N_("“{text}”, which cannot be read")).format(text=case.unread[path])
    try:
        return show(declared_at(Case, path), get_at(case, path), words)
    except NoSuchField:
        return ""


def _in_words(two: Together, path: str, held: Any, words: Words) -> str:
    """What one side holds where no field stands: an entry of a list, its order, an answer, a mark."""
    if held is None:
        return words(N_("taken out")) if path.endswith("]") else ""
    if path.startswith(f"{ANSWERS}["):
        return f"{held.reason} ({held.who})"
    if path.endswith("]"):
        fields = [f"{words(member.field.label)}: {show(member, value, words)}" for member, value in recorded(held)]
        return "; ".join(fields) or words(N_("an empty entry"))
    if isinstance(held, list):
        return ", ".join(_number(two, f"{path}[{ident}]") for ident in held)
    return str(held)


def _label(two: Together, path: str, words: Words) -> str:
    if path.startswith(f"{ANSWERS}["):
        return words(N_("Answer to a check"))
    if path.endswith("]"):
        return words(N_("{list}, entry {n}")).format(list=field_label(_bare(path), words), n=_number(two, path))
    label = field_label(path, words)
    if _ID.search(path):
        return words(N_("{field} (entry {n})")).format(field=label, n=_number(two, path))
    return label


def _bare(path: str) -> str:
    return path.rpartition("[")[0]


def _number(two: Together, path: str) -> str:
    """The place of the entry that a path leads through, counted from 1: as it was, else as whoever added it has it."""
    found = list(_ID.finditer(path))
    if not found:
        return ""
    at, ident = path[: found[-1].start()], found[-1][1]
    for case in (two.base, two.theirs.case, two.ours):
        try:
            ids = [item.id for item in get_at(case, at)]
        except NoSuchField:
            continue
        if ident in ids:
            return str(ids.index(ident) + 1)
    return "?"
