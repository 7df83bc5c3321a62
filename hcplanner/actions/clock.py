"""The day on the wall calendar, asked once at the top and handed down: nothing below reads a clock."""

from datetime import date

from hcplanner.fields import PartialDate


def today() -> PartialDate:
    """Today, where this computer stands."""
    day = date.today()  # noqa: DTZ011 - the day on the wall calendar of the person reading
    return PartialDate(day.year, day.month, day.day)
