"""Which state of a case a paper shows: revision, time, fingerprint; paper knows no other time than its revision's."""

from __future__ import annotations

from datetime import UTC, datetime

from hcplanner.case import Case
from hcplanner.documents import facts
from hcplanner.documents.declarations import Document
from hcplanner.documents.issue import Issue
from hcplanner.fields import fingerprint
from hcplanner.i18n import Words

# A case that was never saved has no time of its own; the file's metadata still needs one, the same every time.
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def title(case: Case, document: Document, words: Words) -> str:
    """The document's title, which may depend on who decides."""
    decider = case.consent.signer.decider
    return words(document.declared.title_for(decider.value if decider is not None else ""))


def revision_short(case: Case, issue: Issue, words: Words) -> str:
    """`revision 3`, `revision 3 of 5`, `changes after revision 3` or `not saved yet`."""
    if case.revision == 0:
        return words("not saved yet")
    if issue.latest > case.revision:
        return words("revision {n} of {latest}").format(n=case.revision, latest=issue.latest)
    pattern = words("revision {n}") if issue.saved else words("changes after revision {n}")
    return pattern.format(n=case.revision)


def revision_line(case: Case, issue: Issue, words: Words) -> str:
    """The revision with its time and author, as the first page tells it."""
    told = revision_short(case, issue, words)
    if case.saved_at:
        told = words("{revision}, {time}").format(revision=told, time=saved_time(case, words))
    return words("{revision}, by {name}").format(revision=told, name=case.saved_by) if case.saved_by else told


def saved_time(case: Case, words: Words) -> str:
    """The time of the revision with its offset, such as `22-Nov-2026 19:53 +00:00`."""
    return facts.moment(time_of(case), words)


def qr_text(case: Case) -> str:
    """Case id, revision and hash for the QR code; no patient data."""
    return f"hcplanner:{case.id}:{case.revision}:{fingerprint(case)}"


def time_of(case: Case) -> datetime:
    """The time of the revision, with its offset; for a case never saved, always the same."""
    return datetime.fromisoformat(case.saved_at) if case.saved_at else _NEVER
