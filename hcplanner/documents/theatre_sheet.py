"""The theatre sheet: every item of the brief as label and text, shortened only aloud so that all stands on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hcplanner.case import Case
from hcplanner.documents import facts as derived
from hcplanner.fields import level_range
from hcplanner.i18n import Words
from hcplanner.knowledge import brief, facts
from hcplanner.knowledge.cautions import allergies_line, antithrombotic_line, latex_line
from hcplanner.knowledge.facts import join, said
from hcplanner.knowledge.summary import awaited
from hcplanner.knowledge.theatre_lines import level_check_line

ROOM = 5200
"""How much text one page takes at the smallest type, in average characters."""
_MOST = 12  # entries of one list; more are counted
_ROW = 30  # what the label and the spacing of a row take, in average characters


@dataclass(frozen=True, slots=True)
class Line:
    """One item: its label, its text (empty when nothing is recorded), and whether the text was cut."""

    label: str
    text: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the sheet, in the order in which it is read; `cut` names the items that the plan holds in full."""

    levels: str
    sides: str
    head: tuple[Line, ...]
    brief: tuple[Line, ...]
    spine: tuple[Line, ...]
    rescue: tuple[Line, ...]
    team: tuple[Line, ...]

    @property
    def cut(self) -> tuple[str, ...]:
        """The labels of what was shortened."""
        every = (*self.head, *self.brief, *self.spine, *self.rescue, *self.team)
        return tuple(dict.fromkeys(line.label for line in every if line.cut))


def theatre_sheet(case: Case, w: Words, outstanding: Sequence[str] = (), taken: int = 0) -> Sheet:
    """The sheet of this case.

    outstanding: the titles of critical findings without an answer; taken: the room that something else needs
    """
    groups = (_head(case, w), _brief(case, w, outstanding), _spine(case, w), _rescue(case, w), _team(case, w))
    level = _level([line.text for group in groups for line in group], ROOM - taken)
    head, brief_lines, spine, rescue, team = (tuple(_shortened(line, level, w) for line in group) for group in groups)
    levels = facts.marked(level_range(facts.operation_levels(case)), case, "plan.decompression.levels")
    sides = facts.sides_line(case, w)
    return Sheet(levels, sides[:1].upper() + sides[1:], head, brief_lines, spine, rescue, team)


def _head(case: Case, w: Words) -> tuple[Line, ...]:
    return (
        Line(w("Operation"), facts.operation_line(case, w)),
        *(Line(w("Mass"), facts.mass_place_words(case, lesion, w)) for lesion in case.imaging.lesions[:_MOST]),
        Line(w("Allergies"), join([allergies_line(case, w), latex_line(case, w)])),
    )


def _brief(case: Case, w: Words, outstanding: Sequence[str]) -> tuple[Line, ...]:
    concerns = join([*outstanding, *awaited(case, w), _interpreter(case, w)])
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
    needed = said(case, "patient.communication.interpreter", w)
    return w("interpreter: {answer}").format(answer=needed) if needed and needed[:2].lower() != w("No").lower() else ""


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
    return _first(lines, w)


def _team(case: Case, w: Words) -> tuple[Line, ...]:
    return _first([Line(role, join([name, phone], ", ")) for role, name, phone in brief.people(case, w)], w)


def _first(lines: list[Line], w: Words) -> tuple[Line, ...]:
    """The first lines and, when there are more, one that counts the rest."""
    rest = len(lines) - _MOST
    more = [Line(w("More"), w("and {n} more: see the plan").format(n=rest))] if rest > 0 else []
    return (*lines[:_MOST], *more)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- as much as one page takes ---------------------------------------------------------------------------------------


def _width(text: str) -> float:
    """The room a text takes, in average characters: capitals and wide letters take more."""
    return sum(1.0 if (each.islower() and each not in "mw") or each in " .,;:'()" else 1.7 for each in text)


def _level(texts: Sequence[str], room: float) -> float:
    """The width to which the longest texts are shortened so that all fit; infinite when nothing has to be."""
    room -= _ROW * len(texts)
    widths = sorted(_width(text) for text in texts)
    for place, width in enumerate(widths):
        share = room / (len(widths) - place)
        if width > share:
            return max(share, 40.0)
        room -= width
    return float("inf")


def _shortened(line: Line, level: float, w: Words) -> Line:
    """The line, its text cut at a word when it is too wide; how much is missing is said in the text."""
    if _width(line.text) <= level:
        return line
    mark = w("… and {n} more words: SEE THE PLAN")
    kept, used = [], _width(mark)
    words = line.text.split(" ")
    for word in words:
        used += _width(word) + 1
        if used > level:
            break
        kept.append(word)
    text = " ".join([*kept, mark.format(n=len(words) - len(kept))])
    return replace(line, text=text, cut=True)
