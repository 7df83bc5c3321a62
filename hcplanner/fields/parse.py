"""A typed text read as a field's value: numbers with comma or point, dates as people write them."""

from __future__ import annotations

import math
import re

from .declare import Declared, Kind
from .values import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"[+\-\u2212]?(\d+([.,]\d+)?|[.,]\d+)", re.ASCII)
_TIME = re.compile(r"^(?P<day>.*?)[\s,T]+(?:at\s+)?(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})\s*(?:h|hrs)?$", re.ASCII)
_ISO = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?", re.ASCII)
_WORDED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.\-/]+)?(?P<month>[a-z]{3,9})\.?[\s\-/,]+(?P<year>\d{4})", re.ASCII
)
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./\-](?P<month>\d{1,2})[./\-](?P<year>\d{4})", re.ASCII)
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[./\-](?P<year>\d{4})", re.ASCII)


def parse(member: Declared, text: str) -> object:
    """The value that `text` stands for; the field's empty value for blank text.

    Raises ValueError with a plain reason when the text cannot be read; a text field takes everything as it is.
    """
    if member.kind is Kind.TEXT:
        return text
    bare = text.strip()
    if not bare:
        return member.default
    if member.kind is Kind.NUMBER:
        return parse_number(bare)
    if member.kind is Kind.INTEGER:
        number = parse_number(bare)
        if number != int(number):
            raise ValueError("a whole number is needed")
        return int(number)
    if member.kind is Kind.DATE:
        return parse_date(bare)
    raise ValueError("this field is not typed as text")


def parse_number(text: str) -> float:
    """The number written with a decimal comma or point; ValueError for anything else, a thousands mark included."""
    bare = text.strip().replace("\N{NO-BREAK SPACE}", " ")
    if _NUMBER.fullmatch(bare) is None:
        raise ValueError("this is not a number")
    number = float(bare.replace(",", ".").replace("\u2212", "-"))
    if not math.isfinite(number):
        raise ValueError("this number is too large")
    return number


def parse_date(text: str) -> PartialDate:
    """The date as far as it is written: 2014, 2014-03, March 2014, 3 Apr 2015, 3.4.2015, with a time or without.

    Figures alone are read day first, as in the house style; ValueError when the text is no date.
    """
    bare = " ".join(text.split())
    hour = minute = None
    timed = _TIME.match(bare)
    if timed is not None and timed["day"]:
        bare, hour, minute = timed["day"].rstrip(" ,T"), int(timed["hour"]), int(timed["minute"])
    for pattern in (_ISO, _WORDED, _MONTH_FIRST, _DAY_FIRST, _MONTH_YEAR):
        match = pattern.fullmatch(bare.lower())
        if match is not None:
            parts = match.groupdict()
            day = None if parts.get("day") is None else int(parts["day"])
            return PartialDate(int(parts["year"]), _month(parts.get("month")), day, hour, minute)
    raise ValueError("this is not a date")


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    if text[:3] in _MONTHS:
        return _MONTHS.index(text[:3]) + 1
    raise ValueError("there is no such month")
