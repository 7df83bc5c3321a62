"""Any document as text for the hospital's record: the words that would be printed, under the same name and mark."""

from hcplanner import profile
from hcplanner.actions import printing
from hcplanner.actions.printing import Issue
from hcplanner.case import Case
from hcplanner.profile import Profile

COPIED = ("orders", "handover", "monitoring-request")
"""The short documents that are mostly pasted into a record."""


def document_text(case: Case, name: str, issue: Issue | None = None, ours: Profile = profile.DEFAULT) -> str:
    """The document `name` as plain text: the running header, the words of every page, the footer.

    Raises UnknownDocument, NotFinal and TemplateFault as `printing.make` does.
    """
    from hcplanner.documents.plain import plain_text

    ready = printing.ready(case, name, issue, ours)
    about = ready.about
    head = [about.header_left, about.header_right, about.draft_mark or "", about.notice]
    foot = [" \N{MIDDLE DOT} ".join(filter(None, row)) for row in about.footer]
    lines = [*filter(None, head), plain_text(ready.markup, about.template), "", *filter(None, foot)]
    return "\n".join(lines) + "\n"
