"""The one-glance summary as plain text, in the words that the paper has."""

from msgspec.structs import replace

from hcplanner import profile
from hcplanner.actions.checking import critical_titles
from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.past import NOTHING, Past
from hcplanner.knowledge.summary import Line, as_text, one_glance, superseding
from hcplanner.profile import Profile

_PLAN = "operative-plan"


def summary_lines(
    case: Case, language: str = "en", *, saved: bool = True, ours: Profile = profile.DEFAULT,
    today: PartialDate | None = None, past: Past = NOTHING,
) -> tuple[Line, ...]:  # fmt: skip
    """The fifteen lines as the operative plan prints them.

    saved: whether the case is as last saved; today: the day that counts where the case itself names none
    past: what was issued from the case before
    """
    words = Words.load(language)
    issue = replace(
        superseding(case, past, _PLAN, words, draft=True), unsaved=not saved, today=today,
        outstanding=critical_titles(case, language, today, ours, past),
    )  # fmt: skip
    return one_glance(case, words, issue)


def summary_text(
    case: Case, language: str = "en", *, saved: bool = True, ours: Profile = profile.DEFAULT,
    today: PartialDate | None = None, past: Past = NOTHING,
) -> str:  # fmt: skip
    """The fifteen lines of the operative plan's first half page as plain text, for the hospital's record."""
    return as_text(summary_lines(case, language, saved=saved, ours=ours, today=today, past=past), Words.load(language))
