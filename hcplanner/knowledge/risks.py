"""Which risks a plan brings, with which words and which one published figure, and what the surgeon changed in the list.

The catalogue comes in as an argument. A figure always stands with its measure, population and source.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

import msgspec

from hcplanner.case import Case
from hcplanner.case.consent import RiskChange, RiskEdit
from hcplanner.case.consent_who import Decider
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import is_child
from hcplanner.knowledge.tags import Traits, traits

Seriousness = Literal["minor", "serious", "life_changing", "fatal"]
AgeGroup = Literal["child", "adult", "mixed"]
Unit = Literal["people", "operations", "anaesthetics", "hinges", "plates", "movement", "alarms"]


class Rate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published figure: what was counted, in whom, by whom, and whether it may be printed for a patient.

    verified: the number was read in the source; derived: worked out from counts or odds that the source prints
    """

    population: str
    age_group: AgeGroup
    percent: float | None
    unit: Unit
    printable: bool
    measure: str
    verified: bool
    not_printed_because: Literal["unit", "population", "no figure"] | None = None
    preferred: bool = False
    derived: bool = False
    technique: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    n: int | None = None
    events: int | None = None
    ci95_percent: tuple[float, float] | None = None
    range_percent: tuple[float, float] | None = None
    source: str | None = None
    url: str = ""
    doi: str = ""
    pmid: str = ""
    note: str = ""


class AtLevels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Other words and another seriousness where the operation touches one of the levels named."""

    level_type: Literal["vertebra"]
    levels: tuple[str, ...]
    seriousness: Seriousness
    plain_text: str
    plain_text_parent: str
    note: str = ""


class Risk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One risk of the catalogue: when it applies, its words for patient and parent, its figures.

    also_called: its names in the language the catalogue was written in, by which a surgeon's changes may name it
    """

    id: str
    name: str
    plain_name: str
    plain_text: str
    plain_text_parent: str
    applies_to: tuple[str, ...]
    only_if: tuple[str, ...]
    seriousness: Seriousness
    rates: tuple[Rate, ...]
    level_type: Literal["vertebra"] = "vertebra"
    levels: tuple[str, ...] = ()
    technique: tuple[str, ...] = ()
    default: bool = True
    at_levels: tuple[AtLevels, ...] = ()
    note: str = ""
    also_called: tuple[str, ...] = ()


class Catalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The risks that come with the program, and the limits that are shown wherever a figure of them is."""

    schema: str
    version: int
    compiled: str
    limits: tuple[str, ...]
    tags: Mapping[str, str]
    seriousness_levels: Mapping[Seriousness, str]
    techniques: Mapping[str, str]
    units: tuple[Unit, ...]
    risks: tuple[Risk, ...]


class LocalFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of the institution's own audit: `events` among `people`, what counts as an event, where it is kept.

    counted_to: the day up to which was counted
    """

    events: int
    people: int
    measure: str
    source: str
    counted_to: PartialDate

    @property
    def percent(self) -> float:
        """The share of people in percent."""
        return self.events / self.people * 100


class Figure(msgspec.Struct, frozen=True):
    """A rate as it is printed: `number` of `group` people, rounded or exact, with the rate it comes from.

    local: the institution's own audit in place of a published rate
    """

    number: int
    group: int
    exact: bool
    rate: Rate
    local: LocalFigure | None = None


class ChosenRisk(msgspec.Struct, frozen=True, kw_only=True):
    """One risk as it stands on the form. `id` is empty for one of the surgeon's own; `change` tells the edit.

    own_words: `words` are the surgeon's
    """

    id: str
    name: str
    plain_name: str
    words: str
    seriousness: Seriousness | None = None
    figure: Figure | None = None
    change: RiskChange | None = None
    reason: str = ""
    own_words: bool = False


GROUPS: Final = (100, 1_000, 10_000, 100_000)
"""The groups of people in which a figure is told, smallest first."""
TOLERANCE: Final = Decimal("0.05")
"""The smallest group is taken in which the whole number differs from the published rate by no more than a twentieth."""


def in_people(percent: float) -> tuple[int, int, bool]:
    """A percentage as (whole number, group of people, whether exact), halves rounded up.

    Raises:
        ValueError: the percentage is not over 0 and under 100, which no form may print.
    """
    share = Decimal(str(percent)) / 100
    if not 0 < share < 1:
        raise ValueError(f"{percent} percent is no figure for a form")
    for group in GROUPS:
        exact = share * group
        whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
        if whole and abs(whole - exact) <= TOLERANCE * exact:
            return int(whole), group, whole == exact
    return max(1, int((share * GROUPS[-1]).quantize(Decimal(1), ROUND_HALF_UP))), GROUPS[-1], False


def applies(risk: Risk, plan: Traits) -> bool:
    """Whether the plan makes a risk relevant, whether or not it is proposed by itself."""
    touched = {level.value for level in plan.levels}
    return (
        any(tag in plan.tags for tag in risk.applies_to)
        and all(tag in plan.tags for tag in risk.only_if)
        and (not risk.levels or bool(touched & set(risk.levels)))
        and (not risk.technique or bool(plan.techniques & set(risk.technique)))
    )


def fits(rate: Rate, plan: Traits) -> bool:
    """Whether a rate was counted in people of this age group, with this technique, at these levels.

    A rate of screws is held against the fixed levels, any other against all levels of the operation.
    """
    same_age = rate.age_group == "mixed" or plan.child is (rate.age_group == "child")
    of_screws = rate.technique and all("screws" in name or name == "fusion" for name in rate.technique)
    levels = {level.value for level in (plan.fused if of_screws else plan.levels)}
    return (
        same_age
        and (not rate.levels or bool(levels & set(rate.levels)))
        and (not rate.technique or bool(plan.techniques & set(rate.technique)))
    )


def rate_to_print(risk: Risk, plan: Traits) -> Rate | None:
    """The one rate that a form may print, or None.

    Of the preferred ones that fit, those of the patient's own age group go before mixed ones; where two are left that
    differ, as with two techniques at once, no number is the honest one.
    """
    left = [rate for rate in risk.rates if rate.preferred and _may_be_printed(rate) and fits(rate, plan)]
    for group in ([r for r in left if r.age_group != "mixed"], [r for r in left if r.age_group == "mixed"]):
        if group:
            return group[0] if len(group) == 1 else None
    return None


def _may_be_printed(rate: Rate) -> bool:
    return rate.printable and rate.verified and rate.unit == "people" and bool(rate.percent) and bool(rate.source)


def figure_of(risk: Risk, plan: Traits) -> Figure | None:
    """The figure a form may print for this plan, in whole people, or None."""
    rate = rate_to_print(risk, plan)
    if rate is None or rate.percent is None:
        return None
    number, group, exact = in_people(rate.percent)
    return Figure(number, group, exact, rate)


def local_figure(local: LocalFigure, population: str) -> Figure:
    """The institution's own figure as it is printed. `population` says in whom it was counted.

    Raises:
        ValueError: nobody or everybody was counted, which no form may print.
    """
    number, group, exact = in_people(local.percent)
    rate = Rate(
        population=population, age_group="mixed", percent=local.percent, unit="people", printable=True,
        measure=local.measure, verified=True, n=local.people, events=local.events, source=local.source,
    )  # fmt: skip
    return Figure(number, group, exact, rate, local)


def figure_words(figure: Figure, w: Words) -> str:
    """The figure as `About 13 in 1,000 people`, to be followed by measure, population and source."""
    group = (
        f"{figure.group:,}" if w.language.startswith("en") else f"{figure.group:,}".replace(",", "\N{NO-BREAK SPACE}")
    )
    text = w("{number} in {group} people") if figure.exact else w("About {number} in {group} people")
    return text.format(number=figure.number, group=group)


def for_parent(case: Case) -> bool:
    """Whether the form speaks to a parent about a child: unless the child is known to decide."""
    decider = case.consent.signer.decider
    if decider in (None, Decider.EMERGENCY, Decider.COURT):
        return is_child(case) is True
    return decider is Decider.PARENT


def chosen_risks(
    case: Case, catalogue: Catalogue, on: PartialDate | None = None, own_figures: Mapping[str, Figure] | None = None
) -> tuple[ChosenRisk, ...]:
    """The risks as they stand on the form: those the plan brings in the catalogue's order, then the surgeon's own.

    A risk is left out only with a reason; a rewording without words changes nothing.
    own_figures: the institution's figures by risk, which take the place of published ones
    """
    plan, edits = traits(case, on), _by_risk(case.consent.risks, catalogue)
    known = _by_name(catalogue)
    listed = []
    for risk in catalogue.risks:
        edit = edits.get(risk.id)
        if is_left_out(edit):
            continue
        if (risk.default and applies(risk, plan)) or (edit is not None and edit.change is RiskChange.ADDED):
            figure = (own_figures or {}).get(risk.id) or figure_of(risk, plan)
            listed.append(_chosen(risk, plan, for_parent(case), edit, figure))
    own = [
        edit for edit in case.consent.risks if _folded(edit.risk) not in known and edit.change is not RiskChange.REMOVED
    ]
    return (*listed, *(_own(edit) for edit in own if edit.risk.strip() or edit.words.strip()))


def left_out_risks(case: Case, catalogue: Catalogue) -> tuple[ChosenRisk, ...]:
    """The risks of the catalogue that the surgeon left out, each with its reason."""
    edits = _by_risk(case.consent.risks, catalogue)
    return tuple(
        ChosenRisk(
            id=risk.id,
            name=risk.name,
            plain_name=risk.plain_name,
            words="",
            seriousness=risk.seriousness,
            change=RiskChange.REMOVED,
            reason=edits[risk.id].reason.strip(),
        )
        for risk in catalogue.risks
        if is_left_out(edits.get(risk.id))
    )


def is_left_out(edit: RiskEdit | None) -> bool:
    """Whether an edit leaves its risk out, which takes a reason."""
    return edit is not None and edit.change is RiskChange.REMOVED and bool(edit.reason.strip())


def _by_risk(edits: Iterable[RiskEdit], catalogue: Catalogue) -> dict[str, RiskEdit]:
    known = _by_name(catalogue)
    return {known.get(_folded(edit.risk), edit.risk.strip()): edit for edit in edits}


def _by_name(catalogue: Catalogue) -> dict[str, str]:
    """The id of each risk by all that a person may call it: its name, its plain name, the id itself."""
    return {
        _folded(name): risk.id
        for risk in catalogue.risks
        for name in (*risk.also_called, risk.plain_name, risk.name, risk.id)
    }


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _chosen(risk: Risk, plan: Traits, parent: bool, edit: RiskEdit | None, figure: Figure | None) -> ChosenRisk:
    touched = {level.value for level in plan.levels}
    here = next((variant for variant in risk.at_levels if touched & set(variant.levels)), None)
    source = here or risk
    words = source.plain_text_parent if parent else source.plain_text
    own_words = edit is not None and edit.change is not RiskChange.REMOVED and bool(edit.words.strip())
    if edit is not None and own_words:
        words = edit.words.strip()
    changed = edit is not None and edit.change is not RiskChange.REMOVED
    return ChosenRisk(
        id=risk.id, name=risk.name, plain_name=risk.plain_name, words=words, seriousness=source.seriousness,
        figure=figure, change=edit.change if edit is not None and changed else None,
        reason=edit.reason.strip() if edit is not None and changed else "", own_words=own_words,
    )  # fmt: skip


def _own(edit: RiskEdit) -> ChosenRisk:
    name = edit.risk.strip() or edit.words.strip()
    return ChosenRisk(
        id="", name=name, plain_name=name, words=edit.words.strip(), change=RiskChange.ADDED,
        reason=edit.reason.strip(), own_words=True,
    )  # fmt: skip
