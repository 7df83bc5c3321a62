"""One open case: set a field, undo, redo, watch, and know whether there is something to save."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from hcplanner.case import Case, stamped
from hcplanner.case.answers import FindingAnswer
from hcplanner.errors import BadValue
from hcplanner.fields import Declared, Item, Kind, NoSuchField, declared_at, get_at, item_type, put_items, set_at
from hcplanner.fields.differences import differences
from hcplanner.i18n import N_

_MOST_STEPS: Final = 1000
_NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})
_ANSWER: Final = N_("Answer to a check")


class Change(NamedTuple):
    """What watchers are told: the case before and after, and the paths of the fields and lists that changed.

    `paths` is empty when only the revision stamp or the answers to findings changed. Every path of an entry that came
    or went is named too.
    """

    before: Case
    after: Case
    paths: frozenset[str]


class _Step(NamedTuple):
    """One step that can be undone or redone: the case on its other side, what it is called, and what may join it."""

    case: Case
    label: str
    joins: str = ""


def random_id() -> str:
    """A new name for a list entry, without meaning."""
    return os.urandom(4).hex()


class OpenCase:
    """The case as it is now, the way back, and who wants to know. Showing never writes: a watcher may change nothing.

    `new_id` names new list entries. `attachments` are the contents by SHA-256 that came with the case. `changed` says
    that the case holds what was never saved.
    """

    def __init__(
        self, case: Case, new_id: Callable[[], str] = random_id, attachments: Mapping[str, bytes] = _NOTHING,
        *, changed: bool = False,
    ) -> None:  # fmt: skip
        self._case = case
        self._attachments = dict(attachments)
        self._saved = None if changed else case
        self._new_id = new_id
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._watchers: list[Callable[[Change], None]] = []
        self._telling = False

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self._case

    @property
    def attachments(self) -> Mapping[str, bytes]:
        """Every content by its SHA-256: what came with the case and what was attached since, also what undo took back.

        What the case no longer names stays here until it is closed, so that redo always finds it.
        """
        return MappingProxyType(self._attachments)

    def attach(self, content: bytes) -> str:
        """Keep a content with the open case; gives its SHA-256. Nothing in the case names it yet."""
        digest = hashlib.sha256(content).hexdigest()
        self._attachments[digest] = content
        return digest

    @property
    def dirty(self) -> bool:
        """Whether the content differs from what was last saved; the revision stamp does not count."""
        return self._saved is None or _content(self._case) != _content(self._saved)

    def set(self, path: str, value: object, *, merge: bool = False) -> None:
        """Put a value into a field, as one undo step; with `merge` it joins the previous one on the same path.

        A text kept unread beside the field goes away.

        Raises:
            BadValue: the field cannot hold this value; nothing was changed.
            NoSuchField: the path names no field.
        """
        member = self._leaf(path)
        try:
            changed = set_at(self._case, path, value)
        except ValueError as error:
            raise BadValue(path, member.field.label, str(value), str(error)) from error
        self._step(_with_unread(changed, path, ""), member.field.label, joins=path if merge else "")

    def set_unread(self, path: str, text: str, *, merge: bool = False) -> None:
        """Keep a text that cannot be read as the field's value beside the field, as one undo step.

        The field's value is emptied, so that no paper shows what was typed over; undo brings it back. An empty text
        takes the kept one away.
        """
        member = self._leaf(path)
        # Half a character, as some input methods leave, could not be written to any file.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        emptied = set_at(self._case, path, member.default) if text else self._case
        self._step(_with_unread(emptied, path, text), member.field.label, joins=path if merge else "")

    def add_item(self, list_path: str) -> str:
        """Add an empty entry at the end of a list; gives its id."""
        items, struct, label = self._list(list_path)
        ident = self.new_ident(list_path)
        self._step(put_items(self._case, list_path, (*items, struct(id=ident))), label)
        return ident

    def remove_item(self, list_path: str, ident: str) -> None:
        """Take an entry out of a list, with everything kept beside its fields."""
        items, _, label = self._list(list_path)
        self._place(items, ident, list_path)
        case = put_items(self._case, list_path, tuple(item for item in items if item.id != ident))
        gone = f"{list_path}[{ident}]"
        unread = {path: text for path, text in case.unread.items() if not path.startswith(gone)}
        invented = tuple(path for path in case.invented if not path.startswith(gone))
        self._step(msgspec.structs.replace(case, unread=unread, invented=invented), label)

    def move_item(self, list_path: str, ident: str, to_index: int) -> None:
        """Put an entry at another place of its list, counted from 0 in the list as it will be."""
        items, _, label = self._list(list_path)
        moved = items[self._place(items, ident, list_path)]
        rest = [item for item in items if item is not moved]
        rest.insert(max(0, to_index), moved)
        self._step(put_items(self._case, list_path, tuple(rest)), label)

    def put_items(self, list_path: str, items: tuple[Item, ...]) -> None:
        """Put the whole list in the place of the one there, as one undo step: entries made elsewhere, or changed."""
        label = self._list(list_path)[2]
        self._step(put_items(self._case, list_path, items), label)

    def put_case(self, state: Case, label: str) -> None:
        """Put the whole content of an earlier state in the place of this one's, as one undo step; the stamp stays."""
        same = msgspec.structs.replace(state, id=self._case.id, format=self._case.format)
        self._step(_stamped_like(same, self._case), label)

    def new_ident(self, list_path: str) -> str:
        """An id that no entry of the list has, for an entry to be put there."""
        taken = {item.id for item in self._list(list_path)[0]}
        return next(i for i in iter(self._new_id, None) if i not in taken)

    def answer(self, finding: str, facts: str, reason: str, who: str, when: str) -> None:
        """Set a finding aside with a reason, as one undo step; an earlier answer to it is replaced.

        facts: the fingerprint of what the finding is about; when: the time, in ISO 8601 with its offset

        Raises:
            ValueError: nobody is named, or the reason is blank; nothing was changed.
        """
        if not reason.strip() or not who.strip():
            raise ValueError("an answer needs a reason and the name of the person who gives it")
        given = FindingAnswer(finding=finding, reason=reason.strip(), who=who.strip(), when=when, facts=facts)
        self._answers((*self._other_answers(finding), given))

    def withdraw_answer(self, finding: str) -> None:
        """Take the answer to a finding back, as one undo step; without one, nothing happens."""
        self._answers(self._other_answers(finding))

    def _other_answers(self, finding: str) -> tuple[FindingAnswer, ...]:
        return tuple(one for one in self._case.answers if one.finding != finding)

    def _answers(self, answers: tuple[FindingAnswer, ...]) -> None:
        self._step(msgspec.structs.replace(self._case, answers=answers), _ANSWER)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._redo)

    @property
    def undo_label(self) -> str:
        """The label of the field or list that undo would change (a message id), or nothing."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """The label of the field or list that redo would change (a message id), or nothing."""
        return self._redo[-1].label if self._redo else ""

    def undo(self) -> None:
        """Take the last step back; without one, nothing happens."""
        self._travel(self._undo, self._redo)

    def redo(self) -> None:
        """Take the step again that was last taken back; without one, nothing happens."""
        self._travel(self._redo, self._undo)

    def watch(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Be told of every change; gives the call that ends it (calling it again does nothing)."""
        self._watchers.append(callback)

        def stop() -> None:
            self._watchers = [watcher for watcher in self._watchers if watcher is not callback]

        return stop

    def mark_saved(self, case: Case) -> None:
        """`case` is on the disk: it is what `dirty` compares with, and its stamp is taken over without an undo step."""
        self._guard()
        self._saved = case
        if self._undo:
            # Typing goes on as a step of its own, so that undo can stop at what was saved.
            self._undo[-1] = self._undo[-1]._replace(joins="")
        before, self._case = self._case, _stamped_like(self._case, case)
        self._tell(Change(before, self._case, frozenset()))

    def _leaf(self, path: str) -> Declared:
        member = declared_at(Case, path)
        if member.kind in (Kind.GROUP, Kind.LIST):
            raise NoSuchField(path)
        get_at(self._case, path)
        return member

    def _list(self, path: str) -> tuple[tuple[Item, ...], type[Item], str]:
        member = declared_at(Case, path)
        return get_at(self._case, path), item_type(member), member.field.label

    @staticmethod
    def _place(items: Iterable[Item], ident: str, path: str) -> int:
        for index, item in enumerate(items):
            if item.id == ident:
                return index
        raise NoSuchField(f"{path}[{ident}]")

    def _step(self, after: Case, label: str, joins: str = "") -> None:
        self._guard()
        before = self._case
        if after == before:
            return
        self._redo.clear()
        if joins and self._undo and self._undo[-1].joins == joins:
            if _content(self._undo[-1].case) == _content(after):
                self._undo.pop()
        else:
            self._undo.append(_Step(before, label, joins))
            del self._undo[:-_MOST_STEPS]
        self._arrive(after)

    def _travel(self, back: list[_Step], forth: list[_Step]) -> None:
        self._guard()
        if not back:
            return
        step = back.pop()
        forth.append(_Step(self._case, step.label))
        self._arrive(_stamped_like(step.case, self._case))

    def _arrive(self, after: Case) -> None:
        before, self._case = self._case, after
        self._tell(Change(before, after, changed_paths(before, after)))

    def _guard(self) -> None:
        if self._telling:
            raise RuntimeError("a watcher may not change the case: showing never writes")

    def _tell(self, change: Change) -> None:
        # The case is whole before anyone hears of it; one watcher's fault keeps no other from hearing.
        faults: list[Exception] = []
        self._telling = True
        try:
            for watcher in tuple(self._watchers):
                try:
                    watcher(change)
                except Exception as fault:  # noqa: BLE001 - raised again below, once everybody was told
                    faults.append(fault)
        finally:
            self._telling = False
        if len(faults) == 1:
            raise faults[0]
        if faults:
            raise ExceptionGroup("several watchers failed", faults)


def changed_paths(before: Case, after: Case) -> frozenset[str]:
    """The paths of every field and list that differ, also those whose unread text or invented mark differs."""
    paths = {difference.path for difference in differences(before, after)}
    paths |= {path for path, _ in before.unread.items() ^ after.unread.items()}
    return frozenset(paths | (set(before.invented) ^ set(after.invented)))


def _content(case: Case) -> Case:
    return stamped(case, revision=0, saved_at="", saved_by="")


def _stamped_like(case: Case, stamp: Case) -> Case:
    return stamped(case, revision=stamp.revision, saved_at=stamp.saved_at, saved_by=stamp.saved_by)


def _with_unread(case: Case, path: str, text: str) -> Case:
    if case.unread.get(path, "") == text:
        return case
    unread = {at: kept for at, kept in case.unread.items() if at != path}
    if text:
        unread[path] = text
    return msgspec.structs.replace(case, unread=unread)
