"""Print: the documents there are, one made as PDF, what keeps it from being final, documents written to a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from hcplanner import content, profile, shipped
from hcplanner.actions.approving import approval_lines
from hcplanner.actions.checking import checked
from hcplanner.actions.paper_options import reviewed, spelt
from hcplanner.actions.templates import document_named, every_document
from hcplanner.case import Case
from hcplanner.documents import declarations, final, render
from hcplanner.documents.declarations import Document, Kind
from hcplanner.documents.render import Issue
from hcplanner.errors import CannotWrite, Reason
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.risks import Catalogue
from hcplanner.profile import Profile
from hcplanner.storage import atomic

__all__ = ["DocumentInfo", "Issue", "Kind", "documents", "emergency_fields", "export", "make", "missing_for_final"]


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document that can be printed: its name on the command line, its title and what it is for, and who reads it."""

    name: str
    title: str
    about: str
    audience: str


def documents(language: str = "en", ours: Profile = profile.DEFAULT) -> tuple[DocumentInfo, ...]:
    """The documents there are, in their order, with titles in the given language."""
    words = Words.load(language)
    return tuple(
        DocumentInfo(one.name, words(one.declared.title), words(one.declared.about), one.declared.audience)
        for one in every_document(ours)
    )


def emergency_fields() -> tuple[str, ...]:
    """The paths of the fields that an emergency issue of the operative plan asks for, at most twelve."""
    return declarations.document(shipped.templates(), "operative-plan").declared.emergency


def make(case: Case, name: str, issue: Issue | None = None, ours: Profile = profile.DEFAULT) -> bytes:
    """The document `name` of this case as PDF, under the institution's profile. Writes and changes nothing.

    Raises UnknownDocument, NotFinal (a final asked for too early, naming all that is missing), TemplateFault.
    """
    return make_document(case, document_named(name, ours), issue or Issue(), ours)


def make_document(case: Case, document: Document, issue: Issue, ours: Profile = profile.DEFAULT) -> bytes:
    """The same for a document already found."""
    issue = _completed(case, document, issue, ours)
    return render.make(case, document, issue, content.risks(issue.language), _risks_beside(issue))


def ready(case: Case, name: str, issue: Issue | None = None, ours: Profile = profile.DEFAULT) -> render.Paper:
    """The document `name` as words and what stands around them, before it is set as PDF. Raises what `make` raises."""
    document = document_named(name, ours)
    issue = _completed(case, document, issue or Issue(), ours)
    return render.paper(case, document, issue, content.risks(issue.language), _risks_beside(issue))


def _risks_beside(issue: Issue) -> Catalogue | None:
    return content.risks(issue.beside) if issue.beside else None


def _completed(case: Case, document: Document, issue: Issue, ours: Profile) -> Issue:
    """The issue with all that the institution's profile and the checks say about it."""
    issue = replace(
        issue,
        language=spelt(issue.language, ours),
        patient_language=spelt(issue.patient_language, ours),
        beside=spelt(issue.beside, ours),
        reviewed=issue.reviewed or reviewed(ours),
    ).read_by(document.declared.audience)
    words = Words.load(issue.language)
    return replace(
        issue,
        institution=issue.institution or ours.letterhead,
        approval=issue.approval or approval_lines(ours, document, words),
        checks=issue.checks or checked(case, issue.language, issue.today, ours, issue.past),
        features=content.differential(issue.language) if ours.evidence else None,
        local_figures=issue.local_figures or ours.risk_figures,
    )


def missing_for_final(
    case: Case, name: str, language: str = "en", ours: Profile = profile.DEFAULT, today: PartialDate | None = None
) -> tuple[Reason, ...]:
    """What keeps the document from being final: path, label and reason."""
    document = document_named(name, ours)
    return final.lacking(case, document.declared, Words.load(language), checked(case, language, today, ours))


def export(
    case: Case, names: Iterable[str], folder: Path, stem: str, issue: Issue | None = None, *,
    ours: Profile = profile.DEFAULT,
) -> tuple[Path, ...]:  # fmt: skip
    """Write drafts as `STEM-NAME.pdf` into `folder`, made if need be; all of them or, when one cannot be made, none.

    What is final or an emergency issue goes through `issuing`, which keeps it. Raises what `make` raises, and
    CannotWrite.
    """
    if issue is not None and issue.kind is not Kind.DRAFT:
        raise ValueError("what is not a draft is issued, not exported")
    wanted = tuple(names)
    made = [(folder / f"{stem}-{name}.pdf", make(case, name, issue, ours)) for name in wanted]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RecursionError) as error:
        raise CannotWrite(folder, atomic.reason_of(error)) from error
    for path, data in made:
        atomic.write(path, data)
    return tuple(path for path, _ in made)
