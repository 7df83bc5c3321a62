"""A case and a declared document become paper: what is printed, how it is marked, who approved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hcplanner.case import Case
from hcplanner.documents import facts, final, reconfirm, stamp, travels
from hcplanner.documents.about import About, PaperWords
from hcplanner.documents.beside import drawings_beside, joined
from hcplanner.documents.context import Context
from hcplanner.documents.declarations import TEMPLATE, Document, Kind
from hcplanner.documents.issue import Issue
from hcplanner.documents.picture_rows import with_pictures
from hcplanner.documents.templating import names_used, render_template
from hcplanner.documents.unprintable import with_note
from hcplanner.errors import NotFinal, TemplateFault
from hcplanner.fields import fingerprint
from hcplanner.i18n import N_, Words, language_name
from hcplanner.knowledge.risks import Catalogue
from hcplanner.knowledge.summary import superseding, superseding_words

__all__ = ["Issue", "Kind", "Paper", "make", "paper"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document ready for the engine: markup and what is about it."""

    markup: str
    about: About


def paper(
    case: Case, document: Document, issue: Issue, catalogue: Catalogue, catalogue_beside: Catalogue | None = None
) -> Paper:
    """The document's markup and metadata for this case.

    catalogue_beside: in the language of the part beside, where there is one
    Raises NotFinal, naming all that is missing, when a final is asked for too early.
    """
    issue = issue.read_by(document.declared.audience)
    words = Words.load(issue.language)
    declared = document.declared
    reasons = final.lacking(case, declared, words, issue.checks)
    if issue.kind is Kind.FINAL and reasons:
        raise NotFinal(words(declared.title), reasons)
    markup, drawings = _rendered(case, document, issue, words, catalogue)
    if issue.kind is Kind.FINAL and (lacks := final.not_on_paper(case, declared, words, issue.checks, markup)):
        raise NotFinal(words(declared.title), lacks)
    markup = with_note(markup, case, words)
    about = _about(case, document, issue, words, drawings)
    if issue.beside:
        also = Words.load(issue.beside)
        apart = replace(issue, language=issue.beside, beside="")
        again, more = _rendered(case, document, apart, also, catalogue_beside or catalogue)
        markup = joined(markup, again, also, language_name(issue.beside), document.name)
        about = _in_both(about, _about(case, document, apart, also, drawings_beside(more)))
    if issue.large_print:
        markup = markup.replace('<doc size="patient">', '<doc size="large">', 1)
    return Paper(markup, about)


def _in_both(first: About, second: About) -> About:
    """What stands on every page, in both languages; what is the same in both stands once."""

    def both(one: str, other: str) -> str:
        return one if one == other else f"{one} / {other}"

    return replace(
        first,
        subject=both(first.subject, second.subject),
        draft_mark=both(first.draft_mark or "", second.draft_mark or "") or None,
        notice=both(first.notice, second.notice),
        footer=tuple(dict.fromkeys((*first.footer, *second.footer))),
        figures={**first.figures, **second.figures},
    )


def _rendered(
    case: Case, document: Document, issue: Issue, words: Words, catalogue: Catalogue
) -> tuple[str, Mapping[str, str]]:
    """The markup and the drawings it names; a template that is not ours is rendered apart."""
    if document.fault:
        raise TemplateFault(document.name, document.fault)
    if document.own:
        from hcplanner.documents.confined import render_confined

        return render_confined(case, document, issue, catalogue)
    told = Context(case, document, issue, words, catalogue)
    markup = render_template(document.search, TEMPLATE, told.only(names_used(document.search, TEMPLATE)))
    return markup, told.drawings


def make(
    case: Case, document: Document, issue: Issue, catalogue: Catalogue, catalogue_beside: Catalogue | None = None
) -> bytes:
    """The document as PDF; the same bytes for the same case, document and issue. Raises NotFinal as `paper` does."""
    from hcplanner.documents.engine import make_pdf, nothing_collected

    with nothing_collected():
        ready = paper(case, document, issue, catalogue, catalogue_beside)
        if not document.own:
            return make_pdf(ready.markup, ready.about)
    from hcplanner.documents.confined import make_confined

    return make_confined(ready.markup, ready.about)


def _about(case: Case, document: Document, issue: Issue, words: Words, drawings: Mapping[str, str]) -> About:
    title = stamp.title(case, document, words)
    return About(
        title=f"{title}: {facts.identity_line(case, words)}",
        created=stamp.time_of(case),
        language=words.tag,
        author=case.team.surgeon or case.saved_by,
        subject=title,
        creator=issue.program,
        page=issue.page,
        header_left=facts.identity_line(case, words),
        header_right=f"{title} \N{MIDDLE DOT} {stamp.revision_short(case, issue, words)}",
        notice=reconfirm.reconfirmation(case, document, issue, words).line,
        footer=_footer(case, document, issue, words),
        draft_mark=_mark(case, document, issue, words),
        attachments=travels.attachments(case, document, issue, words),
        record=travels.record(case, document, issue),
        figures=with_pictures(drawings, issue.pictures),
        words=_paper_words(words),
        template=document.name,
    )


def _mark(case: Case, document: Document, issue: Issue, words: Words) -> str | None:
    """The word across every page: how it is issued, and on a consent form that the agreement was taken back."""
    kinds = {Kind.DRAFT: words(N_("DRAFT")), Kind.EMERGENCY: words(N_("EMERGENCY ISSUE")), Kind.FINAL: ""}
    taken_back = words(N_("WITHDRAWN")) if document.declared.final.elements and case.consent.is_withdrawn else ""
    earlier = words(N_("EARLIER REVISION")) if issue.latest > case.revision else ""
    return " \N{MIDDLE DOT} ".join(filter(None, (taken_back, kinds[issue.kind], earlier))) or None


def _footer(case: Case, document: Document, issue: Issue, words: Words) -> tuple[tuple[str, str], ...]:
    case_name = words("case {id}").format(id=case.id[:8]) if case.id else ""
    time = stamp.saved_time(case, words) if case.saved_at else ""
    first = " \N{MIDDLE DOT} ".join(
        filter(None, (issue.program, case_name, stamp.revision_short(case, issue, words), time))
    )
    fingerprint_words = words("fingerprint {digest}").format(digest=_short(fingerprint(case)))
    if issue.past.head and issue.saved:
        # The head as it was before the entry of this very document, so that a history rewritten later shows.
        head = words("history {digest}").format(digest=_short(issue.past.head))
        fingerprint_words = f"{fingerprint_words} \N{MIDDLE DOT} {head}"
    approval = issue.approval or (words("This content is not approved for clinical use here."),)
    if case.example:
        example = words("EXAMPLE, not a real patient.")
        approval = (f"{example} {approval[0]}", *approval[1:])
    if words.translated:
        review = issue.reviewed.get(words.language)
        approval = (*approval, *((review,) if review else _unreviewed(words)))
    ours = (issue.institution,) if issue.institution else ()
    rows = (*ours, *_earlier(case, document, issue, words), f"{first} \N{MIDDLE DOT} {fingerprint_words}", *approval)
    return tuple((row, "") for row in rows)


def _earlier(case: Case, document: Document, issue: Issue, words: Words) -> tuple[str, ...]:
    """Which final of this document came before; nothing when none did."""
    about = superseding(case, issue.past, document.name, words, draft=issue.kind is Kind.DRAFT)
    told = superseding_words(about, words)
    return () if about.supersedes is None else (told[:1].upper() + told[1:],)


def _short(digest: str) -> str:
    """The beginning of a digest, as it can be read aloud."""
    return " ".join(digest[k : k + 4] for k in range(0, 16, 4))


def _unreviewed(words: Words) -> tuple[str, ...]:
    """Said in both languages: whoever hands the paper over has to know it as well as whoever reads it."""
    told = N_("This translation has not been reviewed by a native clinician.")
    return tuple(dict.fromkeys((words(told), told)))


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
