"""Scores and measures as the plan prints them: one row an instrument, its values by date, its parts, limits, source."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import NamedTuple

from hcplanner.case import Case
from hcplanner.documents.templating import cleaned
from hcplanner.i18n import Words
from hcplanner.knowledge.scores.every import scores
from hcplanner.knowledge.scores.instrument import Made, Score

_HALF_LINE = 40  # characters: the last line of a paragraph is half empty, and space follows it


class ScoreLine(NamedTuple):
    """One value and its parts; the day it belongs to is empty where it is told by no examination."""

    when: str
    value: str
    parts: str


class ScoreRow(NamedTuple):
    """One instrument with its values, earliest first; `version` tells also which way it points.

    beside: it says more than the fields, which stand in their sections; by_row: its grades are told there row by row;
    right: of those beside, it stands in the right one of two columns of like length
    """

    name: str
    version: str
    lines: tuple[ScoreLine, ...]
    scoring: str
    limits: str
    source: str
    rights: str
    beside: bool
    by_row: bool
    right: bool = False

    @property
    def length(self) -> int:
        """About how many characters it prints beside the fields; none where it stands among them only."""
        lines = () if self.by_row else self.lines
        values = (part for one in lines for part in one)
        told = (self.name, self.version, self.scoring, self.limits, self.source, *values)
        return sum(map(len, told)) + _HALF_LINE if self.beside else 0


def score_rows(case: Case, words: Words) -> tuple[ScoreRow, ...]:
    """Every instrument that gives something for the case."""
    rows = [_row(tuple(held), words) for _, held in groupby(scores(case, words), key=lambda one: one.id)]
    above = [0, *accumulate(row.length for row in rows)]
    left = min(range(len(above)), key=lambda place: abs(2 * above[place] - above[-1]))
    return tuple(row._replace(right=place >= left) for place, row in enumerate(rows))


def _row(held: tuple[Score, ...], words: Words) -> ScoreRow:
    first = held[0]
    worked_out = first.made is Made.WORKED_OUT
    limits = tuple(dict.fromkeys(limit for one in held for limit in one.limits))
    return ScoreRow(
        name=first.name,
        version="; ".join(part for part in (first.version, words(first.direction.value)) if part),
        lines=tuple(_line(one, words) for one in held),
        scoring=first.scoring if worked_out else "",
        limits=" ".join(limits),
        source=first.source,
        rights=first.rights,
        beside=worked_out or bool(limits),
        by_row=first.made is Made.BY_ROW,
    )


def _line(one: Score, words: Words) -> ScoreLine:
    when = words.date(one.when) if one.when is not None else ""
    parts = ", ".join(f"{part.label} {part.value}" for part in one.parts) if one.made is Made.WORKED_OUT else ""
    return ScoreLine(when, cleaned(one.value), cleaned(parts))
