"""Three-valued judgement: true, false, or not known. An empty field is not known; it is never read as no."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Final, NamedTuple, TypeAlias

from hcplanner.case import Case
from hcplanner.fields import Answer, Choice, PartialDate
from hcplanner.knowledge.ages import Age, age, day_of, first_day, last_day, saved_day
from hcplanner.knowledge.findings import Severity
from hcplanner.knowledge.past import NOTHING, Past

Known: TypeAlias = bool | None
"""True, False, or None for not known."""
Verdict: TypeAlias = bool | Severity | None
"""True: raised at the severity of its entry; a severity: raised at that one; False: not raised; None: not known."""


class Asked(NamedTuple):
    """What a check may look at: the case, the day of the operation, the day of writing, the patient's age, the past."""

    case: Case
    on: PartialDate | None
    now: PartialDate | None
    age: Age | None
    past: Past = NOTHING


def asked_of(case: Case, today: PartialDate | None = None, past: Past = NOTHING) -> Asked:
    """The case as the checks see it. `today` counts where the case itself names no day."""
    on = day_of(case, today)
    now = case.assessment.urgency.decided_at or saved_day(case) or today
    return Asked(case, on, now, age(case, on), past)


def every(*parts: Known) -> Known:
    """Whether all hold; one that does not settles it, whatever is not known."""
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def some(*parts: Known) -> Known:
    """Whether any holds; one that does settles it, whatever is not known."""
    if any(parts):
        return True
    return None if any(part is None for part in parts) else False


def no(part: Known) -> Known:
    """The opposite; the opposite of not known is not known."""
    return None if part is None else not part


def raised_to(severity: Severity, base: Known, stronger: Known) -> Verdict:
    """The verdict of a check that has a stronger form: `severity` when that holds too."""
    return severity if base is True and stronger is True else base


def yes(answer: Answer | None) -> Known:
    """Whether the answer is yes; an answer "not known" is not known, "not applicable" is no."""
    return None if answer in (None, Answer.NOT_KNOWN) else answer is Answer.YES


def one_of(value: Choice | None, *wanted: Choice) -> Known:
    """Whether a choice is one of these; not known when nothing was chosen."""
    return None if value is None else value in wanted


def has(chosen: frozenset[Choice] | Iterable[Choice], *wanted: Choice) -> Known:
    """Whether a set of choices holds any of these; not known when nothing was chosen."""
    held = frozenset(chosen)
    return bool(held & frozenset(wanted)) if held else None


def blank(*texts: str) -> bool:
    """Whether nothing is written."""
    return not any(text.strip() for text in texts)


_NONE_OF_IT: Final = re.compile(r"(no|none|nil|not|normal)\b", re.IGNORECASE)


def denies(text: str) -> bool:
    """Whether a free text says that there is nothing of what it was asked for."""
    return bool(_NONE_OF_IT.match(text.strip()))


def over(value: float | None, limit: float) -> Known:
    """Whether a number is over a limit; not known without a number."""
    return None if value is None else value > limit


def below(value: float | None, limit: float) -> Known:
    """Whether a number is under a limit; not known without a number."""
    return None if value is None else value < limit


def younger(asked: Asked, years: int) -> Known:
    """Whether the patient is under so many years of age."""
    return None if asked.age is None else asked.age.under(years)


def before(one: PartialDate | None, other: PartialDate | None) -> Known:
    """Whether a day lies before another; not known when a day lacks or is too coarse to tell."""
    if one is None or other is None:
        return None
    if last_day(one) < first_day(other):
        return True
    return False if first_day(one) >= last_day(other) else None


def within(day: PartialDate | None, end: PartialDate | None, days: int) -> Known:
    """Whether a day lies no more than so many days before `end`."""
    if day is None or end is None:
        return None
    span = timedelta(days=days)
    if first_day(day) >= last_day(end) - span:
        return True
    return False if last_day(day) < first_day(end) - span else None
