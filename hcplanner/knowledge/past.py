"""What was issued from a case before: which state it showed, what differs now, and whether that was consented to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.fields import Kind, NoSuchField, declared_at, leaves
from hcplanner.fields.differences import Difference, differences
from hcplanner.fields.show import lower_first, show
from hcplanner.i18n import N_, Audience, Words
from hcplanner.knowledge.facts import marked

CONSENT: Final = "consent"
"""The name of the document by which a person agrees to the plan."""

CONSENTED: Final = frozenset({
    "imaging.lesions[].levels",
    "imaging.lesions[].segments",
    "imaging.lesions[].side",
    "imaging.lesions[].upper_cervical",
    "plan.operation.procedures",
    "plan.operation.approach",
    "plan.operation.title",
    "plan.decompression.levels",
    "plan.decompression.steps[].level",
    "plan.decompression.steps[].removal",
    "plan.decompression.foraminotomy_levels",
    "plan.decompression.foraminotomy_side",
    "plan.laminoplasty.technique",
    "plan.laminoplasty.open_side",
    "plan.laminoplasty.hinge_side",
    "plan.resection.extent",
    "plan.dura.strategy",
    "plan.fixation.plan",
    "plan.fixation.levels",
})  # fmt: skip
"""What a person agrees to: level, side, extent, approach and procedure. A change of any asks for a new talk."""


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was last issued: final or emergency, from which revision, and the case it showed.

    when: the time of that revision; case: None when the history no longer gives it
    """

    document: str
    kind: str
    revision: int
    when: str
    case: Case | None


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What the file of a case tells beside the case: the head of its history and what was last issued of each document.

    head: empty for a case never saved
    """

    head: str = ""
    issued: tuple[Issued, ...] = ()

    def last(self, document: str) -> Issued | None:
        """The document as it was last issued; None when it never was."""
        return next((one for one in self.issued if one.document == document), None)

    def after(self, head: str, *made: Issued) -> Past:
        """The same once these were issued too."""
        names = {one.document for one in made}
        return Past(head=head, issued=(*made, *(one for one in self.issued if one.document not in names)))


NOTHING: Final = Past()
"""Of a case without a file."""


class Change(msgspec.Struct, frozen=True):
    """One thing that differs: where, what it is called, and the words for what it was and what it is."""

    path: str
    label: str
    before: str
    after: str


def plan_changes(case: Case, past: Past, w: Words, audience: Audience = "clinician") -> tuple[Change, ...]:
    """What was agreed to and is otherwise now, by the last consent form; empty without a form or a difference.

    A form whose state the history no longer gives counts as one change without words.
    """
    form = past.last(CONSENT)
    if form is None:
        return ()
    if form.case is None:
        return (Change("plan.operation.procedures", w(_CANNOT_TELL), "", ""),)
    before = form.case
    found = (one for one in differences(before, case) if _without_ids(one.path) in CONSENTED)
    return tuple(_told(one, before, case, w, audience) for one in found)


_CANNOT_TELL: Final = N_("what changed cannot be told: the history in the file does not fit")


def changed_labels(issued: Issued, case: Case, w: Words) -> tuple[str, ...]:
    """The labels of every field that differs from the issued state, each once, in order."""
    if issued.case is None:
        return (w(_CANNOT_TELL),)
    return tuple(dict.fromkeys(_label(path, w) for path in _changed_paths(issued.case, case)))


def _changed_paths(before: Case, after: Case) -> Iterator[str]:
    yield from (one.path for one in differences(before, after))
    yield from sorted(path for path, _ in set(before.unread.items()) ^ set(after.unread.items()))


def every_change(before: Case, after: Case, w: Words) -> tuple[Change, ...]:
    """Everything that differs between two states, in words, in the order of the fields; then what is kept unread.

    A list whose entries came or went tells how many there were and are; the fields of its entries follow.
    """
    told = []
    for one in differences(before, after):
        if declared_at(Case, one.path).kind is Kind.LIST:
            counts = [
                w("entries: {n}").format(n=len(held)) for held in (one.before, one.after) if isinstance(held, tuple)
            ]
            told.append(Change(one.path, field_label(one.path, w), *counts))
        elif not declared_at(Case, one.path).field.internal:
            told.append(_told(one, before, after, w, "clinician"))
    for path in sorted({*before.unread, *after.unread}):
        was, now = before.unread.get(path, ""), after.unread.get(path, "")
        if was != now:
            label = w("{label}, cannot be read").format(label=field_label(path, w))
            told.append(Change(path, label, was, now))
    return tuple(told)


def field_label(path: str, w: Words) -> str:
    """What the field at a path is called; the path itself where this version knows no such field."""
    try:
        return _label(path, w)
    except NoSuchField:
        return path


def change_words(change: Change, w: Words) -> str:
    """One change in words: what it is called, from what to what."""
    if not change.before and not change.after:
        return change.label
    nothing = w("not recorded")
    return w("{label}: {before} \N{RIGHTWARDS ARROW} {after}").format(
        label=change.label, before=change.before or nothing, after=change.after or nothing
    )


def _told(one: Difference, before: Case, after: Case, w: Words, audience: Audience) -> Change:
    member = declared_at(Case, one.path)
    was, now = (show(member, value, w, audience) for value in (one.before, one.after))
    return Change(
        one.path,
        _label(one.path, w),
        marked(was, before, one.path) if was else "",
        marked(now, after, one.path) if now else "",
    )


def _label(path: str, w: Words) -> str:
    """What the field is called: with its list before it, with its group behind where several are called so."""
    own = w(declared_at(Case, path).field.label)
    lists = [path[: match.start()] for match in _ID.finditer(path)]
    if lists:
        return ", ".join([*(w(declared_at(Case, at).field.label) for at in lists), own])
    group = path.rpartition(".")[0]
    if not group or declared_at(Case, path).field.label not in _ambiguous():
        return own
    return w("{label} ({group})").format(label=own, group=lower_first(w(declared_at(Case, group).field.label), w))


@cache
def _ambiguous() -> frozenset[str]:
    """The labels that several fields have."""
    found = Counter(member.field.label for member in leaves(Case))
    return frozenset(label for label, times in found.items() if times > 1)


_ID: Final = re.compile(r"\[[^\]]*\]")


def _without_ids(path: str) -> str:
    return _ID.sub("[]", path)
