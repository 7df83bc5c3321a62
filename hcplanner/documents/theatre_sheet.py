"""The theatre sheet: every item of the brief as label and text, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from hcplanner.case import Case
from hcplanner.case.plan_operation import Procedure
from hcplanner.case.team import Role
from hcplanner.documents import facts as derived
from hcplanner.fields import Answer, level_range
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge import brief, facts
from hcplanner.knowledge.ages import day_of
from hcplanner.knowledge.cautions import allergies_line, antithrombotic_line, latex_line
from hcplanner.knowledge.facts import join, said
from hcplanner.knowledge.summary import awaited
from hcplanner.knowledge.theatre_lines import level_check_line

_MOST, _MASSES = 8, 4  # entries of one list; more are counted aloud
_ROLES = (Role.ASSISTANT, Role.ANAESTHETIST, Role.NEUROPHYSIOLOGIST, Role.SCRUB, Role.RADIOGRAPHER)


@dataclass(frozen=True, slots=True)
class Line:
    """One item: its label and its text, empty when nothing is recorded."""

    label: str
    text: str


Section = tuple[str, tuple[Line, ...]]
"""A heading and the items below it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the sheet; `columns` are spine, rescue and brief side by side, of about equal height."""

    name: str
    about: str
    levels: str
    sides: str
    head: tuple[Line, ...]
    columns: tuple[tuple[Section, ...], tuple[Section, ...]]
    team: tuple[Line, ...]


def theatre_sheet(case: Case, w: Words, outstanding: Sequence[str] | None = None) -> Sheet:
    """The sheet of this case.

    outstanding: the titles of critical findings without an answer; None when the checks were not run
    """
    sections = (
        (w("Spine"), _spine(case, w)),
        (w("If it goes wrong"), _rescue(case, w)),
        (w("Brief"), _brief(case, w, outstanding)),
    )
    return Sheet(
        name=facts.marked(derived.person(case, w), case, "patient.surname", "patient.forename", "patient.title"),
        about=_about(case, w),
        levels=facts.marked(level_range(facts.operation_levels(case)), case, "plan.decompression.levels"),
        sides=_sides(case, w),
        head=_head(case, w),
        columns=_columns(sections),
        team=_team(case, w),
    )


def _sides(case: Case, w: Words) -> str:
    """Open side and hinge side or, where the operation has none, the side of each mass."""
    plan, masses = case.plan, case.imaging.lesions
    undecided = Procedure.LAMINOPLASTY in plan.operation.procedures and plan.laminoplasty.technique is None
    if facts.is_open_door(case) or undecided or not masses:
        return _capital(facts.sides_line(case, w))
    told = [
        facts.marked(facts.side_words(mass.side, w), case, f"imaging.lesions[{mass.id}].side") or w("side not recorded")
        for mass in masses
    ]
    return w("Mass: {sides}").format(sides=join(list(dict.fromkeys(told))))


def _about(case: Case, w: Words) -> str:
    """Birth date, age, number, weight, theatre and time in one line; what is missing is said."""
    born, weight = said(case, "patient.born", w), said(case, "patient.size.weight", w)
    number, theatre = said(case, "patient.identifier", w), said(case, "team.theatre", w)
    when, aged = said(case, "team.planned_for", w), derived.age_words(case, w, day_of(case))
    return join([
        (w("born {day}").format(day=born) if born else w("birth date not recorded")) + (f" ({aged})" if aged else ""),
        f"{lower_first(derived.identifier_label(case, w), w)} {number or w('not recorded')}",
        w("weight {weight}").format(weight=weight or w("not recorded")),
        join([theatre or w("theatre not recorded"), when or w("time not recorded")], ", "),
    ], " \N{MIDDLE DOT} ")  # fmt: skip


def _head(case: Case, w: Words) -> tuple[Line, ...]:
    lesions = case.imaging.lesions
    masses = [
        Line(w("Mass") if len(lesions) == 1 else w("Mass {number}").format(number=number), place)
        for number, place in enumerate((facts.mass_place_words(case, lesion, w) for lesion in lesions), 1)
    ]
    rest = len(masses) - _MASSES
    return (
        Line(w("Operation"), facts.operation_line(case, w)),
        *(masses[:_MASSES] or [Line(w("Mass"), "")]),
        *([Line(w("Mass"), w("and {n} more: see the plan").format(n=rest))] if rest > 0 else []),
        Line(w("Allergies"), join([allergies_line(case, w), latex_line(case, w)])),
    )


def _brief(case: Case, w: Words, outstanding: Sequence[str] | None) -> tuple[Line, ...]:
    concerns = join([*(outstanding or ()), *awaited(case, w), _interpreter(case, w)])
    if not concerns and outstanding is not None and case.plan.operation.procedures:
        concerns = w("no critical finding open, no result awaited")
    return (
        Line(w("Diagnosis"), derived.diagnosis(case, w)),
        Line(w("Infection risk"), said(case, "patient.health.infection", w)),
        Line(w("Other illness"), brief.illness_line(case, w)),
        Line(w("Clotting medicine"), _capital(antithrombotic_line(case, w))),
        Line(w("Antibiotic"), brief.antibiotic_line(case, w)),
        Line(w("Blood"), brief.blood_line(case, w)),
        Line(w("Position, head"), brief.position_line(case, w)),
        Line(w("Airway"), said(case, "plan.anaesthesia.airway_plan", w)),
        Line(w("Equipment"), brief.equipment_line(case, w)),
        Line(w("Implants"), brief.implants_line(case, w)),
        Line(w("Duration"), said(case, "team.duration_h", w)),
        Line(w("Goes to"), brief.bed_line(case, w)),
        Line(w("Other concerns"), _capital(concerns)),
    )


def _interpreter(case: Case, w: Words) -> str:
    if case.patient.communication.interpreter is not Answer.YES:
        return ""
    return join([w("interpreter needed"), said(case, "patient.communication.language", w)], ": ")


def _spine(case: Case, w: Words) -> tuple[Line, ...]:
    return (
        Line(w("Level check"), level_check_line(case, w)),
        Line(w("Monitoring"), brief.monitoring_line(case, w)),
        Line(w("Alarm at"), said(case, "plan.monitoring.alarm", w)),
        Line(w("Must not"), _counted(brief.prohibitions(case, w), w)),
        Line(w("Stop if"), brief.stop_line(case, w)),
    )


def _counted(entries: Sequence[str], w: Words) -> str:
    rest = len(entries) - _MOST
    return join([*entries[:_MOST], w("and {n} more: see the plan").format(n=rest) if rest > 0 else ""])


def _rescue(case: Case, w: Words) -> tuple[Line, ...]:
    lines = [Line(event, action) for event, action in brief.contingency_lines(case, w)]
    return _first(lines or [Line(w("Rescue list"), "")], w)


def _team(case: Case, w: Words) -> tuple[Line, ...]:
    """Everyone recorded, then the usual roles that are not, to be written in."""
    recorded = _first([Line(role, join([name, phone], ", ")) for role, name, phone in brief.people(case, w)], w)
    held = {one.role for one in case.team.people}
    return (*recorded, *(Line(w(role.words), "") for role in _ROLES if role not in held))


def _first(lines: list[Line], w: Words) -> tuple[Line, ...]:
    """The first lines and, when there are more, one that counts the rest."""
    rest = len(lines) - _MOST
    more = [Line(w("More"), w("and {n} more: see the plan").format(n=rest))] if rest > 0 else []
    return (*lines[:_MOST], *more)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _columns(sections: Sequence[Section]) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The sections in two columns; one that is parted goes on under its heading."""
    rows = [(title, line) for title, lines in sections for line in lines]
    halves = [(_grouped(rows[:cut]), _grouped(rows[cut:])) for cut in range(1, len(rows))]
    return min(halves, key=_uneven)


def _uneven(halves: tuple[tuple[Section, ...], tuple[Section, ...]]) -> float:
    left, right = halves
    parted = left[-1][0] == right[0][0]
    return max(_height(left), _height(right)) + 3 * parted


def _grouped(rows: Sequence[tuple[str, Line]]) -> tuple[Section, ...]:
    return tuple((title, tuple(line for _, line in group)) for title, group in groupby(rows, key=lambda row: row[0]))


def _height(column: Sequence[Section]) -> float:
    """About how high a column is, in lines of text: 40 characters to a line, the space around a row, the headings."""
    return sum(2.4 + sum(min(len(line.text), 300) // 40 + 1.4 for line in lines) for _, lines in column)
