"""Who approved what a page prints for use in this institution, in words for its footer."""

from __future__ import annotations

from hcplanner import content
from hcplanner.actions.templates import every_document
from hcplanner.documents.declarations import Document
from hcplanner.i18n import N_, Words
from hcplanner.profile import DEFAULT, Approval, Profile

# What can be approved besides the wording of the documents, which goes by their names.
_WORDING = N_("wording")
_CONTENT = {"evidence": N_("evidence"), "risks": N_("risks")}


def approvable(language: str = "en", ours: Profile = DEFAULT) -> dict[str, str]:
    """The version in use of everything that can be approved, by its name in the profile."""
    versions = {"evidence": str(content.checks(language).version), "risks": str(content.risks(language).version)}
    return versions | {one.name: one.version for one in every_document(ours)}


def approval_lines(profile: Profile, document: Document, words: Words) -> tuple[str, ...]:
    """Who approved the document and the content it prints; none unless all of it is, in the very versions in use."""
    versions = approvable(words.language, profile) | {document.name: document.version}
    used = [name for name in document.declared.content if name != "evidence" or profile.evidence]
    given: dict[Approval, list[str]] = {}
    for name in (document.name, *used):
        approval = profile.approval(name, versions[name])
        if approval is None:
            return ()
        label = words("{content} {version}").format(
            content=words(_CONTENT.get(name, _WORDING)), version=versions[name]
        )
        given.setdefault(Approval(approved_by=approval.approved_by, approved_on=approval.approved_on), []).append(label)
    return tuple(_told(approval, labels, document, words) for approval, labels in given.items())


def _told(approval: Approval, labels: list[str], document: Document, words: Words) -> str:
    day = words.date(approval.approved_on, document.declared.audience) if approval.approved_on else ""
    # A footer has one line for it: what is cut off of an endless one is the end of the name.
    return words("Approved for use here: {content}, on {day} by {name}").format(
        content=words.list(labels), day=day, name=approval.approved_by
    )
