"""The one-glance summary as plain text, in the words that the paper has."""

from hcplanner import profile
from hcplanner.actions.checking import critical_titles
from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.summary import Issue, Line, as_text, one_glance
from hcplanner.profile import Profile


def summary_lines(
    case: Case, language: str = "en", *, saved: bool = True, ours: Profile = profile.DEFAULT,
    today: PartialDate | None = None,
) -> tuple[Line, ...]:  # fmt: skip
    """The fifteen lines as the operative plan prints them.

    saved: whether the case is as last saved; today: the day that counts where the case itself names none
    """
    issue = Issue(unsaved=not saved, outstanding=critical_titles(case, language, today, ours), today=today)
    return one_glance(case, Words.load(language), issue)


def summary_text(
    case: Case, language: str = "en", *, saved: bool = True, ours: Profile = profile.DEFAULT,
    today: PartialDate | None = None,
) -> str:  # fmt: skip
    """The fifteen lines of the operative plan's first half page as plain text, for the hospital's record."""
    return as_text(summary_lines(case, language, saved=saved, ours=ours, today=today), Words.load(language))
