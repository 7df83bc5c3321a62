"""What a template may name: the case in words, derived facts, risks, drawings, gaps; each made only if it is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from hcplanner.case import Case
from hcplanner.documents import facts, final, isncsci_rows, reconfirm, stamp, theatre_sheet
from hcplanner.documents.check_rows import checks_on_paper
from hcplanner.documents.checklist_facts import checklist_facts
from hcplanner.documents.declarations import Document, Kind
from hcplanner.documents.differential_rows import differential_on_paper
from hcplanner.documents.figures import Figures
from hcplanner.documents.issue import Issue
from hcplanner.documents.outcome_rows import outcome_on_paper
from hcplanner.documents.picture_rows import PaperPictures, paper_pictures
from hcplanner.documents.risk_rows import RiskGroup, dot_pictures, left_out_rows, risk_groups
from hcplanner.documents.score_rows import score_rows
from hcplanner.documents.specimen_rows import pots
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
        return {name: PROVIDED[name](self) for name in sorted({"_", *names}) if name in PROVIDED}

    @cached_property
    def charts(self) -> isncsci_rows.PaperCharts:
        """The charts of the International Standards."""
        return isncsci_rows.charts(self.case, self.words)

    @cached_property
    def risks(self) -> tuple[RiskGroup, ...]:
        """The risks that the plan brings."""
        return risk_groups(self.case, self.catalogue, self.words, self.issue.local_figures)

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
    earlier = summary.superseding(
        told.case, issue.past, told.document.name, told.words, draft=issue.kind is Kind.DRAFT
    )
    about = replace(earlier, unsaved=not issue.saved, outstanding=outstanding, today=issue.today)
    return one_glance(told.case, told.words, about)


def _sheet(told: Context) -> theatre_sheet.Sheet:
    """The theatre sheet; on an emergency issue the list of its gaps takes room from it."""
    checks, issue = told.issue.checks, told.issue
    gaps = final.gaps(told.case, told.document.declared, told.words, checks) if issue.kind is Kind.EMERGENCY else ()
    outstanding = checks.outstanding if checks else ()
    return theatre_sheet.theatre_sheet(
        told.case, told.words, outstanding, sum(len(gap.label) + len(gap.reason) + 4 for gap in gaps)
    )


def _issue(told: Context) -> dict[str, Any]:
    case, declared, issue, words = told.case, told.document.declared, told.issue, told.words
    return {
        "kind": issue.kind.value,
        "title": stamp.title(case, told.document, words),
        "setting": (issue.checks.consent.setting if issue.checks else Jurisdiction.NEUTRAL).value,
        "version": declared.version,
        "institution": issue.institution,
        "revision": stamp.revision_line(case, issue, words),
        "example": case.example,
        "dagger": DAGGER if case.invented else "",
        "qr": stamp.qr_text(case),
        "large_print": issue.large_print,
        "cancelled": case.team.cancelled is not None and case.team.cancelled.value == "yes",
    }


PROVIDED: Mapping[str, Callable[[Context], Any]] = MappingProxyType(
    {
        "_": lambda told: told.words,
        "lower": lambda told: lambda shown: lower_first(str(shown), told.words),
        "case": lambda told: view(told.case, told.words, told.document.declared.audience),
        "sections": lambda told: told.pictures.taken_from(
            told.charts.taken_from(printed_sections(told.case, told.words))
        ),
        "pictures": lambda told: told.pictures,
        "charts": lambda told: told.charts,
        "compared": lambda told: comparison(told.case, told.words),
        "glance": _glance,
        "checks": lambda told: checks_on_paper(told.issue.checks, told.words),
        "facts": lambda told: facts.for_template(
            told.case, told.words, told.document.declared.audience, told.issue.today
        ),
        "risks": lambda told: told.risks,
        "left_out": lambda told: left_out_rows(told.case, told.catalogue),
        "limits": lambda told: told.catalogue.limits,
        "scores": lambda told: score_rows(told.case, told.words),
        "differential": lambda told: differential_on_paper(
            told.case, told.issue.features, told.words, told.issue.today
        ),
        "gaps": lambda told: final.gaps(told.case, told.document.declared, told.words, told.issue.checks),
        "figures": lambda told: told.figures,
        "reconfirm": lambda told: reconfirm.reconfirmation(told.case, told.document, told.issue, told.words),
        "outcome": lambda told: outcome_on_paper(told.case, told.words),
        "issue": _issue,
        "sheet": _sheet,
        "checklist": lambda told: checklist_facts(told.case, told.words),
        "pots": lambda told: pots(told.case, told.words),
        "pressures": lambda told: brief.pressure_rows(told.case, told.words),
    }
)
"""Every name that a template may use, and what makes its value."""
