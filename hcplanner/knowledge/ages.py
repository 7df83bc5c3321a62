"""The patient's age on a day, as exactly as the recorded dates allow, and the day for which a case is planned."""

import calendar
from datetime import date

import msgspec

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words


class Age(msgspec.Struct, frozen=True):
    """An age between two bounds in completed months; the bounds are the same when the dates are complete.

    days: the age in days, only for a newborn under 28 days whose dates are complete
    """

    least_months: int
    most_months: int
    days: int | None = None

    @property
    def years(self) -> int | None:
        """Completed years, or None when the recorded dates do not settle them."""
        least, most = self.least_months // 12, self.most_months // 12
        return least if least == most else None

    @property
    def months(self) -> int | None:
        """Completed months beyond the completed years, or None when the recorded dates do not settle them."""
        return self.least_months % 12 if self.least_months == self.most_months else None

    def under(self, years: int) -> bool | None:
        """Whether the patient is younger than `years`; None when the recorded dates do not tell."""
        if self.most_months < 12 * years:
            return True
        return False if self.least_months >= 12 * years else None

    def words(self, w: Words) -> str:
        """The age in words: years and months; under 2 years in months, under 28 days in days."""
        if self.days is not None:
            return w.n("{n} day", "{n} days", self.days)
        least, most = self.least_months, self.most_months
        if most < 24:
            if least == most:
                return w.n("{n} month", "{n} months", least)
            return w("{least} to {most} months").format(least=least, most=most)
        if self.years is None:
            return w("{least} to {most} years").format(least=least // 12, most=most // 12)
        in_years = w.n("{n} year", "{n} years", self.years)
        return f"{in_years} {w.n('{n} month', '{n} months', self.months)}" if self.months else in_years


def first_day(day: PartialDate) -> date:
    """The earliest day that a partial date can mean."""
    return date(day.year, day.month or 1, day.day or 1)


def last_day(day: PartialDate) -> date:
    """The latest day that a partial date can mean."""
    month = day.month or 12
    return date(day.year, month, day.day or calendar.monthrange(day.year, month)[1])


def moment(day: PartialDate | None) -> tuple[int, int, int, int, int]:
    """A key to sort by time; what is not known counts as its earliest, no day at all before every other."""
    on = day or PartialDate(1850)
    return (on.year, on.month or 0, on.day or 0, on.hour or 0, on.minute or 0)


def age_between(born: PartialDate, on: PartialDate) -> Age | None:
    """The age on a day; None when that day lies before the birth."""
    most = _completed_months(first_day(born), last_day(on))
    if last_day(on) < first_day(born):
        return None
    least = max(0, _completed_months(last_day(born), first_day(on)))
    days = (first_day(on) - first_day(born)).days if born.complete and on.complete else None
    return Age(least, most, days if days is not None and days < 28 else None)


def _completed_months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def saved_day(case: Case) -> PartialDate | None:
    """The day of the last saved revision, or None for a case that was never saved."""
    return PartialDate.parse(case.saved_at[:10]) if case.saved_at else None


def day_of(case: Case, today: PartialDate | None = None) -> PartialDate | None:
    """The day the case speaks for: that of the planned operation, else of its revision, else `today`."""
    return case.team.planned_for or saved_day(case) or today


def age(case: Case, on: PartialDate | None = None) -> Age | None:
    """The patient's age on `on`, or on the day the case speaks for, else as stated; None when nothing tells it."""
    day = on or day_of(case)
    if case.patient.born is not None and day is not None:
        return age_between(case.patient.born, day)
    stated = case.patient.age_stated
    return None if stated is None else Age(12 * stated, 12 * stated + 11)


def is_child(case: Case, on: PartialDate | None = None) -> bool | None:
    """Whether the patient is under 18 years; None when that is not known."""
    known = age(case, on)
    return None if known is None else known.under(18)
