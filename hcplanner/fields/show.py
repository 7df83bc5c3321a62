"""A value in words, as it stands on screen and paper: one place for decimals, units, dates and lists of choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hcplanner.i18n import Audience, Words

from .declare import Declared, Kind
from .values import Choice, DatedNumber, Level, level_range

NOT_RECORDED = "Not recorded"
_SMALL_LETTERS = ("en", "es")


def show(member: Declared, value: Any, words: Words, audience: Audience = "clinician") -> str:
    """The value in words, with its unit; empty text when nothing is recorded."""
    if member.is_empty(value) or member.kind in (Kind.GROUP, Kind.LIST):
        return ""
    if member.kind is Kind.TEXT:
        return str(value).strip()
    if member.kind in (Kind.NUMBER, Kind.INTEGER):
        return with_unit(show_number(member, value, words), words(member.field.unit))
    if member.kind is Kind.DATE:
        return words.date(value, audience)
    if member.kind is Kind.DATED_NUMBER:
        return _dated(member, value, words, audience)
    if member.kind is Kind.CHOICES:
        return choices_in_words(value, words)
    if member.kind is Kind.GRADES:
        return grades_in_words(member.field.rows, value, words)
    return words(value.words)


def show_plain(member: Declared, value: Any, words: Words) -> str:
    """The value as text to edit: without unit, numbers with all the digits that were typed."""
    if value is None:
        return ""
    if member.kind in (Kind.NUMBER, Kind.INTEGER):
        return words.number(value)
    return show(member, value, words)


def show_number(member: Declared, value: float, words: Words) -> str:
    """The number with the field's count of decimals, without unit.

    A figure typed with more digits than the quantity is printed with keeps them: paper never says less than the case.
    """
    decimals = member.field.decimals if member.kind is Kind.NUMBER else 0
    if decimals is not None and round(value, decimals) != value:
        decimals = None
    return words.number(value, decimals)


def with_unit(number: str, unit: str) -> str:
    """Number and unit with a space between; only the degree sign stands close."""
    if not number or not unit:
        return number
    return number + unit if unit == "\N{DEGREE SIGN}" else f"{number} {unit}"


def choices_in_words(chosen: frozenset[Choice], words: Words) -> str:
    """The members in their own order, levels as ranges."""
    if all(isinstance(member, Level) for member in chosen):
        return level_range(member for member in chosen if isinstance(member, Level))
    ordered = [words(member.words) for member in sorted(chosen, key=lambda member: member.rank)]
    return ", ".join([*ordered[:1], *(lower_first(text, words) for text in ordered[1:])])


def grades_in_words(rows: tuple[str, ...], grades: Mapping[str, str], words: Words) -> str:
    """The grades in the order of the rows, neighbours with the same grade told as a range: `C5–C7 5, C8 4`."""
    runs: list[list[str]] = []
    for before, row in zip(("", *rows), rows, strict=False):
        if row not in grades:
            continue
        if runs and runs[-1][-1] == before and grades[before] == grades[row]:
            runs[-1].append(row)
        else:
            runs.append([row])
    span = "{first}–{last} {grade}"
    return ", ".join(
        f"{words(run[0])} {grades[run[0]]}"
        if len(run) == 1
        else span.format(first=words(run[0]), last=words(run[-1]), grade=grades[run[0]])
        for run in runs
    )


def lower_first(text: str, words: Words) -> str:
    """The text with a small first letter, for the middle of a sentence; abbreviations stay as they are.

    A language that may write its nouns with a capital keeps the letter.
    """
    if not words.language.startswith(_SMALL_LETTERS) or len(text) < 2:
        return text
    if not text[1].islower() and not text.startswith("A "):
        return text
    return text[0].lower() + text[1:]


def _dated(member: Declared, value: DatedNumber, words: Words, audience: Audience) -> str:
    number = (
        ""
        if value.value is None
        else with_unit(show_number(_as_number(member), value.value, words), words(member.field.unit))
    )
    day = "" if value.on is None else words.date(value.on, audience)
    return f"{number} ({day})" if number and day else number or day


def _as_number(member: Declared) -> Declared:
    import msgspec

    return msgspec.structs.replace(member, kind=Kind.NUMBER)
