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
    issued = tuple(issued_as(entry, _state(source, entry.revision)) for entry in last.values())
    return Past(head=history.head(source.history), issued=issued)


def issued_as(entry: DocumentEntry, case: Case | None) -> Issued:
    """An entry of the history with the case it shows."""
    return Issued(
        document=entry.document, kind=entry.kind, revision=entry.revision, when=case.saved_at if case else "", case=case
    )


def _state(source: Source, revision: int) -> Case | None:
    from hcplanner.storage import states

    if revision == source.case.revision:
        return source.case
    try:
        return states.state_at(source.case, source.history, revision, source.unknown)
    except states.NotTold:
        return None
