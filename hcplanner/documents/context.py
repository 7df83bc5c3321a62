"""What a template may name: the case in words, derived facts, risks, drawings, gaps; each made only if it is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec.structs import replace

from hcplanner.case import Case
from hcplanner.documents import facts, final, isncsci_rows, reconfirm, stamp
from hcplanner.documents.check_rows import checks_on_paper
from hcplanner.documents.checklist_facts import checklist_facts
from hcplanner.documents.declarations import Document, Kind
from hcplanner.documents.differential_rows import differential_on_paper
from hcplanner.documents.figures import Figures
from hcplanner.documents.issue import Issue
from hcplanner.documents.outcome_rows import outcome_on_paper
from hcplanner.documents.picture_rows import PaperPictures, paper_pictures
from hcplanner.documents.risk_rows import RiskGroup, dot_pictures, left_out_rows, published_sources, risk_groups
from hcplanner.documents.score_rows import score_rows
from hcplanner.documents.specimen_rows import pots
from hcplanner.documents.theatre_sheet import Sheet, theatre_sheet
from hcplanner.documents.view import DAGGER, printed_sections, view
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge import brief, summary
from hcplanner.knowledge.comparison import comparison
from hcplanner.knowledge.consent_elements import Jurisdiction
from hcplanner.knowledge.risks import Catalogue
from hcplanner.knowledge.summary import one_glance


class Context:
    """All that is told of one case for one document, and the drawings that were named on the way."""

    def __init__(self, case: Case, document: Document, issue: Issue, words: Words, catalogue: Catalogue) -> None:
        self.case = case
        self.document = document
        self.issue = issue
        self.words = words
        self.catalogue = catalogue

    def only(self, names: Iterable[str]) -> dict[str, Any]:
        """The values a template names; a name that nothing stands behind is left out, and the template is refused."""
        # The engine of templates knows `_` itself and so does not count it as taken from here.
        return {name: PROVIDED[name].make(self) for name in sorted({"_", *names}) if name in PROVIDED}

    @cached_property
    def charts(self) -> isncsci_rows.PaperCharts:
        """The charts of the International Standards."""
        return isncsci_rows.charts(self.case, self.words)

    @cached_property
    def risks(self) -> tuple[RiskGroup, ...]:
        """The risks that the plan brings."""
        return risk_groups(self.case, self.catalogue, self.words, self.issue.local_figures, self.issue.typed_in)

    @cached_property
    def figures(self) -> Figures:
        """The drawings."""
        return Figures(self.case, self.words)

    @cached_property
    def pictures(self) -> PaperPictures:
        """The key pictures."""
        return paper_pictures(self.case, self.issue.pictures, self.words)

    @property
    def drawings(self) -> Mapping[str, str]:
        """Every drawing that was made for the values given so far, by the name that the markup uses."""
        made: dict[str, str] = {}
        if "figures" in self.__dict__:
            made |= self.figures.svg
        if "risks" in self.__dict__:
            made |= dot_pictures(self.risks)
        if "charts" in self.__dict__:
            made |= self.charts.drawings
        if "pictures" in self.__dict__:
            made |= self.pictures.drawings
        return made


def _glance(told: Context) -> tuple[summary.Line, ...]:
    issue = told.issue
    outstanding = issue.checks.outstanding if issue.checks else None
    earlier = summary.superseding(told.case, issue.past, told.document.name, told.words, draft=issue.kind is Kind.DRAFT)
    about = replace(earlier, unsaved=not issue.saved, outstanding=outstanding, today=issue.today)
    return one_glance(told.case, told.words, about)


def _sheet(told: Context) -> Sheet:
    checks = told.issue.checks
    return theatre_sheet(told.case, told.words, checks.outstanding if checks else None)


def _issue(told: Context) -> dict[str, Any]:
    case, issue, words = told.case, told.issue, told.words
    return {
        "kind": issue.kind.value,
        "title": stamp.title(case, told.document, words),
        "setting": (issue.checks.consent.setting if issue.checks else Jurisdiction.NEUTRAL).value,
        "version": told.document.version,
        "institution": issue.institution,
        "revision": stamp.revision_line(case, issue, words),
        "example": case.example,
        "dagger": DAGGER if case.invented else "",
        "qr": stamp.qr_text(case),
        "large_print": issue.large_print,
        "unreviewed": words.translated and words.language not in issue.reviewed,
        "cancelled": case.team.cancelled is not None and case.team.cancelled.value == "yes",
    }


class OwnText(NamedTuple):
    """The institution's own text for a document: its paragraphs, and the language they are in."""

    paragraphs: tuple[str, ...]
    lang: str


def _ours(told: Context) -> OwnText | None:
    """In the paper's language, else in the one it is written in; None where there is none."""
    texts, language = told.document.texts, told.words.language
    lang = next((one for one in (language, language.partition("_")[0], *sorted(texts)) if texts.get(one)), "")
    paragraphs = tuple(part for part in re.split(r"\n\s*\n", texts.get(lang, "").strip()) if part.strip())
    return OwnText(paragraphs, lang) if paragraphs else None


class Provided(NamedTuple):
    """A name that a template may use: what it gives, for the guide, and what makes it."""

    about: str
    make: Callable[[Context], Any]


PROVIDED: Mapping[str, Provided] = MappingProxyType(
    {
        "_": Provided('translates a fixed text: `{{ _("Risks") }}`', lambda told: told.words),
        "lower": Provided(
            "a text with its first letter small, unless it is a name or an abbreviation",
            lambda told: lambda shown: lower_first(str(shown), told.words),
        ),
        "case": Provided(
            'every field: `case.plan.laminoplasty.open_side` prints its words, else "Not recorded"; `.label`, `.text` '
            "(empty when nothing is recorded), `.value` (for comparing), `.recorded`",
            lambda told: view(told.case, told.words, told.document.declared.audience, told.issue.typed_in),
        ),
        "sections": Provided(
            "the whole case section by section, as the operative plan prints it",
            lambda told: told.pictures.taken_from(told.charts.taken_from(printed_sections(told.case, told.words))),
        ),
        "pictures": Provided("the key pictures with marks, caption, source study and date", lambda told: told.pictures),
        "charts": Provided("the charts of the International Standards (ISNCSCI)", lambda told: told.charts),
        "compared": Provided(
            "examinations side by side, with what changed since the baseline",
            lambda told: comparison(told.case, told.words),
        ),
        "glance": Provided("the numbered lines of the case at one glance: `.label`, `.text`, `.recorded`", _glance),
        "checks": Provided(
            "what the checks found and what was set aside", lambda told: checks_on_paper(told.issue.checks, told.words)
        ),
        "facts": Provided(
            "what follows from the fields: name, age, operation in one line, where the masses lie, diagnosis",
            lambda told: facts.for_template(told.case, told.words, told.document.declared.audience, told.issue.today),
        ),
        "risks": Provided(
            "the risks that this plan brings, in groups, each with its figure and source", lambda told: told.risks
        ),
        "sources": Provided(
            "the published sources of the risks' figures, in the order of their numbers (`.reference` of a risk)",
            lambda told: published_sources(told.risks),
        ),
        "left_out": Provided(
            "risks left out of the consent form, with the reason", lambda told: left_out_rows(told.case, told.catalogue)
        ),
        "limits": Provided("what limits the published figures", lambda told: told.catalogue.limits),
        "scores": Provided(
            "scores and measures with their parts, limits and sources", lambda told: score_rows(told.case, told.words)
        ),
        "differential": Provided(
            "what speaks for and against each diagnosis considered",
            lambda told: differential_on_paper(told.case, told.issue.features, told.words, told.issue.today),
        ),
        "gaps": Provided(
            "what an emergency issue lacks: `.label`, `.reason`",
            lambda told: final.gaps(told.case, told.document.declared, told.words, told.issue.checks),
        ),
        "figures": Provided("the drawings, by name", lambda told: told.figures),
        "ours": Provided("the institution's own text for this document, a paragraph each, and its language", _ours),
        "reconfirm": Provided(
            "what changed in the plan after the consent form was issued as final",
            lambda told: reconfirm.reconfirmation(told.case, told.document, told.issue, told.words),
        ),
        "outcome": Provided(
            "what was done against what was planned, pathology by zones, follow-up",
            lambda told: outcome_on_paper(told.case, told.words),
        ),
        "issue": Provided("how this paper is issued: title, version, kind, revision, institution, QR text", _issue),
        "sheet": Provided("the theatre sheet, fitted to one page", _sheet),
        "checklist": Provided("the facts of the safety checklist", lambda told: checklist_facts(told.case, told.words)),
        "pots": Provided("the specimens, a pot each", lambda told: pots(told.case, told.words)),
        "pressures": Provided("blood pressure targets", lambda told: brief.pressure_rows(told.case, told.words)),
    }
)
"""Every name that a template may use."""
