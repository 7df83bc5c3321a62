"""The one-glance summary as plain text, in the words that the paper has."""

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.summary import Issue, as_text, one_glance


def summary_text(case: Case, language: str = "en", today: PartialDate | None = None) -> str:
    """The fifteen lines of the operative plan's first half page as plain text, for the hospital's record.

    today: the day from which the age is told when neither a date of operation nor a saved revision gives one
    """
    return as_text(one_glance(case, Words.load(language), Issue(today=today)))
