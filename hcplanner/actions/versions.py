"""The saved revisions of a case: what each changed, the case as it was, and what differs between two states."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from hcplanner.case import Case
from hcplanner.documents import facts
from hcplanner.errors import NoSuchRevision
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.past import Change, change_words, every_change, field_label
from hcplanner.storage import history, states
from hcplanner.storage.files import Source
from hcplanner.storage.history import Entry

__all__ = [
    "Change", "Version", "as_copy", "change_words", "compared", "diff_report", "history_report", "history_text",
    "source_at", "time_words", "versions",
]  # fmt: skip

_BESIDE: Final = {
    "example": N_("marked as fictional"),
    "invented": N_("marked as invented"),
    "unread": N_("texts that cannot be read"),
    "answers": N_("answers to findings"),
}
_UNREADABLE: Final = N_("a line of its history is not an entry")


class Version(NamedTuple):
    """One saved revision: what the history tells of it, the labels of what it changed, whether it is the one now."""

    entry: Entry
    labels: tuple[str, ...]
    current: bool


def versions(source: Source, words: Words) -> tuple[Version, ...]:
    """Every saved revision, oldest first. Raises NoSuchRevision: the history cannot be read."""
    entries = _entries(source, source.case.revision)
    return tuple(
        Version(entry, tuple(dict.fromkeys(_label(path, words) for path in entry.changed)), entry is entries[-1])
        for entry in entries
    )


def source_at(source: Source, revision: int) -> Source:
    """The file as it was saved as that revision: the case, its history up to there, the attachments there are now.

    Raises NoSuchRevision: the history does not tell of it.
    """
    if revision == source.case.revision:
        return source
    try:
        case = states.state_at(source.case, source.history, revision, source.unknown)
    except states.NotTold as error:
        known = any(entry.revision == revision for entry in _entries(source, revision))
        why = N_("its history does not give that state any more") if known else N_("its history has no such revision")
        raise NoSuchRevision(revision, source.path, why) from error
    return source._replace(case=case, history=history.up_to(source.history, revision), written=b"")


def as_copy(source: Source) -> Source:
    """Where an unsaved copy of an earlier state comes from: no file of its own, encrypted for the same people.

    Its history begins anew when it is saved.
    """
    return Source(
        path=source.path, digest="", case=Case(id=source.case.id), unknown=source.unknown,
        recipients=source.recipients,
    )  # fmt: skip


def compared(before: Case, after: Case, words: Words) -> tuple[Change, ...]:
    """What differs from one state to the other, field by field in words."""
    return every_change(before, after, words)


def history_text(source: Source, words: Words) -> str:
    """The revisions as lines for people, the newest first."""
    told = [_version_words(one, words) for one in reversed(versions(source, words))]
    return "\n".join(told) or words(N_("The file has no history: it was made by hand."))


def history_report(source: Source, words: Words) -> list[dict[str, Any]]:
    """The same for programs, oldest first: `changed` holds [before, after] in stored form by path."""
    return [
        {
            "revision": one.entry.revision, "saved_at": one.entry.saved_at, "saved_by": one.entry.saved_by,
            "system_user": one.entry.system_user, "current": one.current, "fields": list(one.labels),
            "changed": one.entry.changed, "case_sha256": one.entry.case,
        }
        for one in versions(source, words)
    ]  # fmt: skip


def diff_report(before: Case, after: Case, words: Words) -> list[dict[str, str]]:
    """What differs, for programs: path, label, and both values in words."""
    return [
        {"path": one.path, "label": one.label, "before": one.before, "after": one.after}
        for one in compared(before, after, words)
    ]


def time_words(time: str, words: Words) -> str:
    """The time of a revision with its offset; as it stands in the file when it is none."""
    try:
        return facts.moment(datetime.fromisoformat(time), words)
    except ValueError:
        return time


def _version_words(one: Version, words: Words) -> str:
    entry = one.entry
    said = words(N_("Revision {n}, saved {at} by {who} (login {login}): {fields}"))
    return said.format(
        n=entry.revision, at=time_words(entry.saved_at, words), who=entry.saved_by, login=entry.system_user or "–",
        fields="; ".join(one.labels) or words(N_("no field changed")),
    )  # fmt: skip


def _label(path: str, words: Words) -> str:
    return words(_BESIDE[path]) if path in _BESIDE else field_label(path, words)


def _entries(source: Source, revision: int) -> tuple[Entry, ...]:
    try:
        return history.entries(source.history)
    except ValueError as error:
        raise NoSuchRevision(revision, source.path, _UNREADABLE) from error
