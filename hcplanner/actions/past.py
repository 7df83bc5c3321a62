"""What was issued from a case before, read from its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hcplanner.knowledge.past import NOTHING, Issued, Past

if TYPE_CHECKING:
    from hcplanner.case import Case
    from hcplanner.storage.files import Source
    from hcplanner.storage.history import DocumentEntry

__all__ = ["NOTHING", "Past", "past_of"]


def past_of(source: Source | None) -> Past:
    """What the file of a case tells beside it: the head of its history, and what was last issued of each document."""
    from hcplanner.storage import history

    if source is None or not source.history:
        return NOTHING
    last = {entry.document: entry for entry in history.documents_made(source.history)}
    issued = tuple(issued_as(entry, _state(source, entry)) for entry in last.values())
    return Past(head=history.head(source.history), issued=issued)


def issued_as(entry: DocumentEntry, case: Case | None) -> Issued:
    """An entry of the history with the case it shows."""
    return Issued(
        document=entry.document, kind=entry.kind, revision=entry.revision, when=case.saved_at if case else "", case=case
    )


def _state(source: Source, entry: DocumentEntry) -> Case | None:
    """The case that a document shows; None where the history does not give it, as of a version merged later."""
    from hcplanner.storage import history, states

    try:
        saved = {one.revision: one.case for one in history.entries(source.history)}
        if saved.get(entry.revision, entry.case) != entry.case:
            return None
        if entry.revision == source.case.revision:
            return source.case
        return states.state_at(source.case, source.history, entry.revision, source.unknown)
    except (states.NotTold, ValueError):
        return None
