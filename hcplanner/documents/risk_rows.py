"""The risks of a plan as the consent form prints them: gravest first, each figure with what it counts, and in whom."""

from __future__ import annotations

from dataclasses import dataclass

from hcplanner.case import Case
from hcplanner.documents.templating import cleaned
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.risks import Catalogue, ChosenRisk, chosen_risks, figure_words

_GROUPS = {
    "fatal": N_("Can cause death"),
    "life_changing": N_("Can leave lasting disability"),
    "serious": N_("Needs treatment or leaves some harm"),
    "minor": N_("Short-lived or mild"),
    None: N_("Added for this person"),
}


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk in words; `figure`, `measure`, `population` and `source` are empty where no figure may be printed."""

    name: str
    text: str
    figure: str = ""
    measure: str = ""
    population: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """The risks of one seriousness, under its words."""

    title: str
    rows: tuple[RiskRow, ...]


def risk_groups(case: Case, catalogue: Catalogue, words: Words) -> tuple[RiskGroup, ...]:
    """The risks the plan brings, grouped by how bad they can get, in the catalogue's order within a group."""
    chosen = chosen_risks(case, catalogue)
    groups = (
        RiskGroup(words(title), tuple(_row(risk, words) for risk in chosen if risk.seriousness == grade))
        for grade, title in _GROUPS.items()
    )
    return tuple(group for group in groups if group.rows)


def _row(risk: ChosenRisk, words: Words) -> RiskRow:
    name, text = cleaned(risk.plain_name), cleaned(risk.words)
    if risk.figure is None:
        return RiskRow(name, text)
    rate = risk.figure.rate
    return RiskRow(name, text, figure_words(risk.figure, words), rate.measure, rate.population, rate.source or "")
