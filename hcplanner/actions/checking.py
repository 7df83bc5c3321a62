"""Checking a case: what is missing or contradictory, and how complete each section is."""

from collections.abc import Mapping

from hcplanner import content
from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge import checks
from hcplanner.knowledge import completeness as sections
from hcplanner.knowledge.completeness import Completeness
from hcplanner.knowledge.findings import Finding, Severity


def findings(case: Case, language: str = "en", today: PartialDate | None = None) -> tuple[Finding, ...]:
    """Everything that is raised for a case, critical first.

    today: the day that counts where the case names none (no operation planned, never saved)
    """
    return checks.findings(case, content.checks(language), Words.load(language), today)


def critical_titles(case: Case, language: str = "en", today: PartialDate | None = None) -> tuple[str, ...]:
    """The titles of the critical findings, for the line of what is outstanding."""
    return tuple(one.title for one in findings(case, language, today) if one.severity is Severity.CRITICAL)


def not_judged(case: Case, language: str = "en", today: PartialDate | None = None) -> tuple[str, ...]:
    """The titles of the checks that could not be judged because something they ask about is not recorded."""
    titles = {entry.id: entry.title for entry in content.checks(language).checks}
    return tuple(titles[judged.id] for judged in checks.judge(case, today) if judged.verdict is None)


def completeness(case: Case) -> Mapping[str, Completeness]:
    """How many of the essential fields of each section are filled, by the section's name."""
    return sections.completeness(case)
