"""The risks of a plan as the consent form prints them: gravest first, each figure with what it counts, and in whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hcplanner.case import Case
from hcplanner.documents.figures.dots import DotPicture, dot_picture
from hcplanner.documents.templating import cleaned
from hcplanner.documents.typed import Typed, foreign
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.risks import (
    Catalogue,
    ChosenRisk,
    Figure,
    LocalFigure,
    chosen_risks,
    figure_words,
    left_out_risks,
    local_figure,
)

_GROUPS = {
    "fatal": N_("Can cause death"),
    "life_changing": N_("Can leave lasting disability"),
    "serious": N_("Needs treatment or leaves some harm"),
    "minor": N_("Short-lived or mild"),
    None: N_("Added for this person"),
}


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk in words; `figure`, `measure`, `population` and `source` are empty where no figure may be printed.

    local: the figure is the institution's own; dots: the same figure as a picture, where one can be drawn;
    reference: the number of a published source in the list below the risks
    """

    name: str
    text: str
    figure: str = ""
    measure: str = ""
    population: str = ""
    source: str = ""
    local: bool = False
    dots: DotPicture | None = None
    reference: int | None = None


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """The risks of one seriousness, under its words."""

    title: str
    rows: tuple[RiskRow, ...]


def risk_groups(
    case: Case, catalogue: Catalogue, words: Words, local: Mapping[str, LocalFigure], typed_in: str = ""
) -> tuple[RiskGroup, ...]:
    """The risks the plan brings, grouped by how bad they can get, in the catalogue's order within a group.

    typed_in: the language in which the surgeon wrote; empty for that of `words`
    """
    lang = foreign(typed_in, words)
    own = {risk: local_figure(figure, _counted_here(figure, words)) for risk, figure in local.items()}
    chosen = chosen_risks(case, catalogue, own_figures=own)
    groups = (
        RiskGroup(words(title), tuple(_row(risk, words, lang) for risk in chosen if risk.seriousness == grade))
        for grade, title in _GROUPS.items()
    )
    return _numbered(tuple(group for group in groups if group.rows))


def published_sources(groups: Iterable[RiskGroup]) -> tuple[str, ...]:
    """The published sources of the figures, each once, in the order in which the rows name them by number."""
    rows = (row for group in groups for row in group.rows)
    return tuple(dict.fromkeys(row.source for row in rows if row.source and not row.local))


def _numbered(groups: tuple[RiskGroup, ...]) -> tuple[RiskGroup, ...]:
    numbers = {source: number for number, source in enumerate(published_sources(groups), 1)}
    return tuple(
        replace(
            group,
            rows=tuple(row if row.local else replace(row, reference=numbers.get(row.source)) for row in group.rows),
        )
        for group in groups
    )


def left_out_rows(case: Case, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The risks that the surgeon left out of the form, each as name and reason, for the clinician."""
    return tuple((risk.name, cleaned(risk.reason)) for risk in left_out_risks(case, catalogue))


def dot_pictures(groups: Iterable[RiskGroup]) -> dict[str, str]:
    """The drawings that the rows name, by their names."""
    return {row.dots.name: row.dots.svg for group in groups for row in group.rows if row.dots is not None}


def _row(risk: ChosenRisk, words: Words, lang: str) -> RiskRow:
    name = Typed.of(cleaned(risk.plain_name), "" if risk.id else lang)
    text = Typed.of(cleaned(risk.words), lang if risk.own_words else "")
    if risk.figure is None:
        return RiskRow(name, text)
    rate, told = risk.figure.rate, figure_words(risk.figure, words)
    return RiskRow(
        name,
        text,
        figure=told,
        measure=rate.measure,
        population=rate.population,
        source=_source(risk.figure, words),
        local=risk.figure.local is not None,
        dots=dot_picture(risk.figure, told, words),
    )


def _source(figure: Figure, words: Words) -> str:
    if figure.local is None:
        return figure.rate.source or ""
    day = words.date(figure.local.counted_to, "patient")
    return words("{source}, counted up to {day}").format(source=figure.local.source, day=day)


def _counted_here(figure: LocalFigure, words: Words) -> str:
    return words("people treated here, {events} of {people}").format(events=figure.events, people=figure.people)
