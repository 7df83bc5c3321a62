"""The features for and against each diagnosis considered, as the plan prints them, with their numbered sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.differential import FeatureBook, Held, Mark, weighed

_MARKS: dict[Mark, str] = {"published": "", "abstract": "\N{SECTION SIGN}", "reasoning": "\N{DOUBLE DAGGER}"}
"""Stand after a feature that no cited work counted; the line below the table tells what they mean."""


_EXPLAINED = N_(
    "\N{SECTION SIGN} told in the abstract of the index paper; \N{DOUBLE DAGGER} reasoning, without a source."
)


class FeatureCell(NamedTuple):
    """Features of one side: those this case has, has not, that nobody recorded, and for which there is no field."""

    has: str
    has_not: str
    not_recorded: str
    not_asked: str


class DiagnosisRow(NamedTuple):
    """One diagnosis in the surgeon's order, with the numbers of its sources."""

    name: str
    supports: FeatureCell
    against: FeatureCell
    sources: str


class DifferentialOnPaper(NamedTuple):
    """The rows, the sources that they name, and what limits them; empty without a diagnosis that has features."""

    rows: tuple[DiagnosisRow, ...]
    sources: tuple[str, ...]
    limits: tuple[str, ...]


def differential_on_paper(
    case: Case, book: FeatureBook | None, words: Words, today: PartialDate | None = None
) -> DifferentialOnPaper:
    """The diagnoses that the surgeon listed, each with what the case has, has not, and what nobody recorded."""
    found = () if book is None else weighed(case, book, today=today)
    if book is None or not found:
        return DifferentialOnPaper((), (), ())
    rows = tuple(
        DiagnosisRow(
            words(one.diagnosis.words),
            _cell(one.supports),
            _cell(one.against),
            number_range(one.sources),
        )
        for one in found
    )
    named = {number for one in found for number in one.sources}
    listed = tuple(f"{source.number}. {source.words()}" for source in book.sources if source.number in named)
    return DifferentialOnPaper(rows, listed, (words(_EXPLAINED), *book.limits))


def number_range(numbers: Iterable[int]) -> str:
    """Ascending numbers, neighbours as a range: `3-7, 9` with en dashes."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)


def _cell(held: Iterable[Held]) -> FeatureCell:
    features = tuple(held)
    asked = [one for one in features if one.asked]
    told = [[one for one in asked if one.present is state] for state in (True, False, None)]
    told.append([one for one in features if not one.asked])
    return FeatureCell(*("; ".join(map(_told, part)) for part in told))


def _told(held: Held) -> str:
    feature = held.feature
    told = f"{feature.words} ({feature.figure})" if feature.figure else feature.words
    return told + _MARKS[feature.mark]
