"""The one-glance summary as plain text, in the words that the paper has."""

from hcplanner.actions.checking import critical_titles
from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.summary import Issue, Line, as_text, one_glance


def summary_lines(case: Case, language: str = "en", issue: Issue | None = None) -> tuple[Line, ...]:
    """The fifteen lines with the open critical findings in the last; `issue` tells what the case cannot know."""
    about = issue or Issue()
    if about.outstanding is None:
        about = about.with_outstanding(critical_titles(case, language, about.today))
    return one_glance(case, Words.load(language), about)


def summary_text(case: Case, language: str = "en", today: PartialDate | None = None, issue: Issue | None = None) -> str:
    """The fifteen lines of the operative plan's first half page as plain text, for the hospital's record.

    today: the day from which the age is told when neither a date of operation nor a saved revision gives one
    """
    return as_text(summary_lines(case, language, issue or Issue(today=today)))
