"""A case and a declared document become paper: what is printed, how it is marked, who approved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from hcplanner.case import Case
from hcplanner.documents import facts, figures, final, isncsci_rows
from hcplanner.documents.about import About, Attachment, PaperWords
from hcplanner.documents.check_rows import checks_on_paper
from hcplanner.documents.declarations import TEMPLATE, Document, Kind
from hcplanner.documents.differential_rows import differential_on_paper
from hcplanner.documents.risk_rows import dot_pictures, left_out_rows, risk_groups
from hcplanner.documents.score_rows import score_rows
from hcplanner.documents.templating import render_template
from hcplanner.documents.view import DAGGER, printed_sections, view
from hcplanner.errors import NotFinal, Reason
from hcplanner.fields import PartialDate, canonical, fingerprint
from hcplanner.fields.show import lower_first
from hcplanner.i18n import N_, Words
from hcplanner.knowledge import summary
from hcplanner.knowledge.answers import Checked
from hcplanner.knowledge.comparison import comparison
from hcplanner.knowledge.differential import FeatureBook
from hcplanner.knowledge.risks import Catalogue, LocalFigure
from hcplanner.knowledge.summary import one_glance

# A case that was never saved has no time of its own; the file's metadata still needs one, the same every time.
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """How a document is issued: kind, language, page, whether the case is as saved, and the institution's words.

    approval: who approved what of the content, a line each; none when it is not approved for use here
    checks: what the checks gave for the case, and under which rules; None when they were not run
    features: of the diagnoses, for the plan; None leaves them out
    local_figures: the institution's own figures in place of published ones, by risk
    today: the day that counts for a case without a planned day and never saved; none leaves such a case without one
    """

    kind: Kind = Kind.DRAFT
    language: str = "en"
    page: Literal["a4", "letter"] = "a4"
    saved: bool = True
    institution: str = ""
    approval: tuple[str, ...] = ()
    program: str = "hcplanner"
    checks: Checked | None = None
    features: FeatureBook | None = None
    local_figures: Mapping[str, LocalFigure] = field(default_factory=dict)
    today: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document ready for the engine: markup and what is about it."""

    markup: str
    about: About


def paper(case: Case, document: Document, issue: Issue, catalogue: Catalogue) -> Paper:
    """The document's markup and metadata for this case.

    Raises NotFinal, naming all that is missing, when a final is asked for too early.
    """
    words = Words.load(issue.language)
    declared = document.declared
    reasons = final.lacking(case, declared, words, issue.checks)
    if issue.kind is Kind.FINAL and reasons:
        raise NotFinal(words(declared.title), reasons)
    data = context(case, document, issue, words, catalogue)
    markup = render_template((document.folder, document.folder.parent / "shared"), TEMPLATE, data)
    if issue.kind is Kind.FINAL and markup.count("<s ") + markup.count("<s>") < declared.final.signatures:
        lack = Reason("", words("Signatures"), words("a signature block is missing from the template"))
        raise NotFinal(words(declared.title), (lack,))
    drawings = {**dot_pictures(data["risks"]), **data["charts"].drawings}
    return Paper(markup, _about(case, document, issue, words, drawings))


def make(case: Case, document: Document, issue: Issue, catalogue: Catalogue) -> bytes:
    """The document as PDF; the same bytes for the same case, document and issue. Raises NotFinal as `paper` does."""
    from hcplanner.documents.engine import make_pdf

    ready = paper(case, document, issue, catalogue)
    return make_pdf(ready.markup, ready.about)


def context(case: Case, document: Document, issue: Issue, words: Words, catalogue: Catalogue) -> Mapping[str, Any]:
    """What the document's template is given: the case in words, derived facts, risks, gaps, and what is about it."""
    audience = document.declared.audience
    charts = isncsci_rows.charts(case, words)
    outstanding = issue.checks.outstanding if issue.checks else None
    told = summary.Issue(unsaved=not issue.saved, outstanding=outstanding, today=issue.today)
    return {
        "_": words,
        "lower": lambda shown: lower_first(str(shown), words),
        "case": view(case, words, audience),
        "sections": charts.taken_from(printed_sections(case, words)),
        "charts": charts,
        "compared": comparison(case, words),
        "glance": one_glance(case, words, told),
        "checks": checks_on_paper(issue.checks, words),
        "facts": facts.for_template(case, words, audience, issue.today),
        "risks": risk_groups(case, catalogue, words, issue.local_figures),
        "left_out": left_out_rows(case, catalogue),
        "scores": score_rows(case, words) if audience == "clinician" else (),
        "differential": differential_on_paper(case, issue.features, words, issue.today),
        "limits": catalogue.limits,
        "gaps": final.gaps(case, document.declared, words, issue.checks),
        "issue": {
            "kind": issue.kind.value,
            "title": words(document.declared.title),
            "version": document.declared.version,
            "institution": issue.institution,
            "revision": revision_line(case, issue, words),
            "example": case.example,
            "dagger": DAGGER if case.invented else "",
            "qr": qr_text(case),
            "cancelled": case.team.cancelled is not None and case.team.cancelled.value == "yes",
        },
        "figure_alt": figures.from_behind(case, words).alt,
    }


def _about(case: Case, document: Document, issue: Issue, words: Words, drawings: Mapping[str, str]) -> About:
    title = words(document.declared.title)
    attachments: tuple[Attachment, ...] = ()
    if document.declared.attach_case:
        attachments = (
            Attachment(
                name="case.json",
                mime="application/json",
                description=words("The case this document was printed from"),
                data=canonical(case),
                relationship="Source",
            ),
        )
    return About(
        title=f"{title}: {facts.identity_line(case, words)}",
        created=_time(case),
        language=words.language,
        author=case.team.surgeon or case.saved_by,
        subject=title,
        creator=issue.program,
        page=issue.page,
        header_left=facts.identity_line(case, words),
        header_right=f"{title} \N{MIDDLE DOT} {revision_short(case, issue, words)}",
        footer=_footer(case, issue, words),
        draft_mark=_mark(issue, words),
        attachments=attachments,
        figures={"from-behind": figures.from_behind(case, words).svg, **drawings},
        words=_paper_words(words),
        template=document.name,
    )


def _mark(issue: Issue, words: Words) -> str | None:
    if issue.kind is Kind.DRAFT:
        return words(N_("DRAFT"))
    return words(N_("EMERGENCY ISSUE")) if issue.kind is Kind.EMERGENCY else None


def revision_short(case: Case, issue: Issue, words: Words) -> str:
    """`revision 3`, `changes after revision 3` or `not saved yet`."""
    if case.revision == 0:
        return words("not saved yet")
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
    return facts.moment(_time(case), words)


def qr_text(case: Case) -> str:
    """Case id, revision and hash for the QR code; no patient data."""
    return f"hcplanner:{case.id}:{case.revision}:{fingerprint(case)}"


def _footer(case: Case, issue: Issue, words: Words) -> tuple[tuple[str, str], ...]:
    digest = fingerprint(case)
    printed = " ".join(digest[k : k + 4] for k in range(0, 16, 4))
    case_name = words("case {id}").format(id=case.id[:8]) if case.id else ""
    time = saved_time(case, words) if case.saved_at else ""
    first = " \N{MIDDLE DOT} ".join(filter(None, (issue.program, case_name, revision_short(case, issue, words), time)))
    fingerprint_words = words("fingerprint {digest}").format(digest=printed)
    approval = issue.approval or (words("This content is not approved for clinical use here."),)
    if case.example:
        approval = (f"{words('EXAMPLE, not a real patient.')} {approval[0]}", *approval[1:])
    ours = (issue.institution,) if issue.institution else ()
    rows = (*ours, f"{first} \N{MIDDLE DOT} {fingerprint_words}", *approval)
    return tuple((row, "") for row in rows)


def _paper_words(words: Words) -> PaperWords:
    return PaperWords(
        page_of=words("Page {page} of {pages}"),
        checked=words("checked"),
        not_checked=words("not checked"),
        name=words("Name"),
        signature=words("Signature"),
        date=words("Date"),
        time=words("Time"),
    )


def _time(case: Case) -> datetime:
    if not case.saved_at:
        return _NEVER
    return datetime.fromisoformat(case.saved_at)
