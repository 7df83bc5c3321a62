"""Checking a case: what is missing or contradictory, what was answered, and how complete each section is."""

from collections.abc import Mapping

from hcplanner import content, profile
from hcplanner.case import Case
from hcplanner.documents import unprintable
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge import checks, reading
from hcplanner.knowledge import completeness as sections
from hcplanner.knowledge.answers import Checked, Pack, weigh
from hcplanner.knowledge.completeness import Completeness
from hcplanner.knowledge.consent_elements import ConsentRules
from hcplanner.knowledge.findings import Finding
from hcplanner.knowledge.past import NOTHING, Past
from hcplanner.profile import Profile


def findings(
    case: Case, language: str = "en", today: PartialDate | None = None, ours: Profile = profile.DEFAULT,
    past: Past = NOTHING,
) -> tuple[Finding, ...]:  # fmt: skip
    """Everything that is raised for a case, critical first, by the checks that the institution's profile has on.

    today: the day that counts where the case names none (no operation planned, never saved)
    past: what was issued from the case before
    """
    words = Words.load(language)
    raised = checks.findings(case, content.checks(language), words, today, ours.policy, past=past)
    odd = unprintable.printing_findings(case, words)
    return (*raised, *odd, *reading.reading_findings(case, content.syllables(), words))


def checked(
    case: Case, language: str = "en", today: PartialDate | None = None, ours: Profile = profile.DEFAULT,
    past: Past = NOTHING,
) -> Checked:  # fmt: skip
    """The findings, each with how it stands (open, answered, or its facts changed since), and the rules in use."""
    book = content.checks(language)
    pack = Pack(
        evidence=ours.evidence, version=str(book.version), compiled=PartialDate.parse(book.compiled),
        review_due=PartialDate.parse(book.review_due), off=checks.switched_off(book, ours.policy),
    )  # fmt: skip
    rules = ConsentRules(ours.jurisdiction, content.consent_elements().elements)
    return Checked(weigh(case, findings(case, language, today, ours, past)), pack, rules)


def critical_titles(
    case: Case, language: str = "en", today: PartialDate | None = None, ours: Profile = profile.DEFAULT,
    past: Past = NOTHING,
) -> tuple[str, ...]:  # fmt: skip
    """The titles of the critical findings without an answer, for the line of what is outstanding."""
    return checked(case, language, today, ours, past).outstanding


def not_judged(case: Case, language: str = "en", today: PartialDate | None = None) -> tuple[str, ...]:
    """The titles of the checks that could not be judged because something they ask about is not recorded."""
    titles = {entry.id: entry.title for entry in content.checks(language).checks}
    return tuple(titles[judged.id] for judged in checks.judge(case, today) if judged.verdict is None)


def completeness(case: Case) -> Mapping[str, Completeness]:
    """How many of the essential fields of each section are filled, by the section's name."""
    return sections.completeness(case)
