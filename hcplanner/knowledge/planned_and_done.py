"""The table of what is held against the plan: how each item is told on either side, and when both are the same."""

from collections.abc import Callable
from datetime import date
from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.case.outcome_operation import DuraFound, PlannedItem
from hcplanner.case.plan_operation import DuraStrategy, Procedure, Technique
from hcplanner.fields import Answer, PartialDate, declared_at, get_at
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import first_day, last_day
from hcplanner.knowledge.facts import join, marked, said, side_words

Telling = Callable[[Case, Words], str]
Judge = Callable[[Case], bool | None]


class Row(msgspec.Struct, frozen=True):
    """How one item is told and judged.

    same: None where the recorded values settle nothing; covers: the paths of the outcome that the row tells
    always: printed even when neither side is recorded; in_words: both sides are texts, which a reader compares
    """

    item: PlannedItem
    planned: Telling
    done: Telling
    same: Judge
    covers: tuple[str, ...]
    always: bool = False
    in_words: bool = False


def _at(*paths: str) -> Telling:
    """The fields at these paths in words, one after the other."""
    return lambda case, w: join([said(case, path, w) for path in paths], ", ")


def _equal(planned: str, done: str) -> Judge:
    """Whether two choices, or two sets of choices, are the same; read only where both are recorded."""
    return lambda case: bool(get_at(case, planned) == get_at(case, done))


def _pair(item: PlannedItem, planned: str, done: str, *, always: bool = False) -> Row:
    """An item that both sides hold in the same terms."""
    assert declared_at(Case, planned).choices is declared_at(Case, done).choices
    return Row(item, _at(planned), _at(done), _equal(planned, done), (done,), always)


def _same_day(case: Case) -> bool | None:
    planned, done = case.team.planned_for, case.outcome.done.on
    if planned is None or done is None:
        return None
    if last_day(planned) < first_day(done) or last_day(done) < first_day(planned):
        return False
    return True if planned.complete and done.complete else None


def _same_words(planned: str, done: str) -> Judge:
    """The same when written the same; names written otherwise may still be the same person or medicine."""
    return lambda case: True if str(get_at(case, planned)).split() == str(get_at(case, done)).split() != [] else None


_DURA: Final = {
    (DuraStrategy.NONE, DuraFound.INTACT): True,
    (DuraStrategy.NONE, DuraFound.OPENED): False,
    (DuraStrategy.NONE, DuraFound.TORN): False,
    (DuraStrategy.PLANNED, DuraFound.OPENED): True,
    (DuraStrategy.PLANNED, DuraFound.INTACT): False,
    (DuraStrategy.PLANNED, DuraFound.TORN): False,
    (DuraStrategy.IF_STUCK, DuraFound.INTACT): True,
    (DuraStrategy.IF_STUCK, DuraFound.OPENED): True,
    (DuraStrategy.IF_STUCK, DuraFound.TORN): False,
    (DuraStrategy.IF_TORN, DuraFound.INTACT): True,
    (DuraStrategy.IF_TORN, DuraFound.TORN): True,
    (DuraStrategy.IF_TORN, DuraFound.OPENED): False,
}
"""An ossified dura is a finding that does not say what was done to it: not in the table."""


def _dura(case: Case) -> bool | None:
    strategy, found = case.plan.dura.strategy, case.outcome.done.dura
    return None if strategy is None or found is None else _DURA.get((strategy, found))


def _level_check(case: Case) -> bool | None:
    planned, shown = case.plan.level_check.before_bone, case.outcome.done.level_shown
    settled = (Answer.YES, Answer.NO)
    return planned is shown if planned in settled and shown in settled else None


def _floor(case: Case, w: Words) -> str:
    floor = said(case, "plan.pressure.floor", w)
    return w("not under {pressure}").format(pressure=floor) if floor else ""


def _lowest(case: Case, w: Words) -> str:
    below = said(case, "outcome.course.minutes_below", w)
    return join(
        [said(case, "outcome.course.lowest_map", w), w("{time} under the floor").format(time=below) if below else ""],
        ", ",
    )


def _pressure_held(case: Case) -> bool | None:
    floor, course = case.plan.pressure.floor, case.outcome.course
    if course.minutes_below:
        return False
    return None if floor is None or course.lowest_map is None else course.lowest_map >= floor


def _at_most(value: float | None, limit: float | None) -> bool | None:
    return None if value is None or limit is None else value <= limit


def _expected_loss(case: Case, w: Words) -> str:
    loss = said(case, "plan.blood.expected_loss_ml", w)
    return w("up to {loss}").format(loss=loss) if loss else ""


def skin_to_skin_h(case: Case) -> float | None:
    """Hours from incision to closure; None unless both times are known to the minute and in this order."""
    start, end = (_minutes(one) for one in (case.outcome.course.incision_at, case.outcome.course.closed_at))
    if start is None or end is None or end < start:
        return None
    return (end - start) / 60


def _minutes(on: PartialDate | None) -> int | None:
    """Minutes on one running clock, local time; None for a time not known to the minute."""
    if on is None or on.month is None or on.day is None or on.hour is None or on.minute is None:
        return None
    return (date(on.year, on.month, on.day).toordinal() * 24 + on.hour) * 60 + on.minute


def _took(case: Case, w: Words) -> str:
    hours = skin_to_skin_h(case)
    if hours is None:
        return ""
    paths = ("outcome.course.incision_at", "outcome.course.closed_at")
    return marked(w("{n} h").format(n=w.number(hours, 1)), case, *paths)


def _laminoplasty_technique(case: Case, w: Words) -> str:
    """The technique planned; a plan without laminoplasty says so, which a laminoplasty done after all departs from."""
    planned = case.plan.operation.procedures
    if case.plan.laminoplasty.technique is None and planned and Procedure.LAMINOPLASTY not in planned:
        return w("none planned") if case.outcome.done.technique else ""
    return said(case, "plan.laminoplasty.technique", w)


def _side(item: PlannedItem, name: str) -> Row:
    """A side of the door. A technique without sides is said where the other one has them."""
    plan, done = "plan.laminoplasty.", "outcome.done."

    def told(own: str, other: str) -> Telling:
        def telling(case: Case, w: Words) -> str:
            if _has_sides(case, own):
                return marked(side_words(get_at(case, own + name), w), case, own + name)
            return w("none with this technique") if get_at(case, other + "technique") is Technique.OPEN_DOOR else ""

        return telling

    def same(case: Case) -> bool:
        held = [get_at(case, own + name) if _has_sides(case, own) else None for own in (plan, done)]
        return bool(held[0] == held[1])

    return Row(item, told(plan, done), told(done, plan), same, (done + name,))


def _has_sides(case: Case, of: str) -> bool:
    return get_at(case, of + "technique") in (None, Technique.OPEN_DOOR)


_I: Final = PlannedItem
_D: Final = "outcome.done."
_C: Final = "outcome.course."
ROWS: Final = (
    Row(_I.DATE, _at("team.planned_for"), _at(_D + "on"), _same_day, (_D + "on",), always=True),
    _pair(_I.URGENCY, "assessment.urgency.urgency", _D + "urgency"),
    Row(_I.SURGEON, _at("team.surgeon"), _at(_D + "surgeon"), _same_words("team.surgeon", _D + "surgeon"),
         (_D + "surgeon",), always=True, in_words=True),
    _pair(_I.POSITION, "plan.positioning.position", _D + "position", always=True),
    _pair(_I.HEAD_HOLDER, "plan.positioning.head_holder", _D + "head_holder"),
    _pair(_I.APPROACH, "plan.operation.approach", _D + "approach"),
    Row(_I.LEVEL_CHECK, _at("plan.level_check.before_bone"), _at(_D + "level_shown", _D + "level_confirmed_by"),
         _level_check, (_D + "level_shown", _D + "level_confirmed_by"), always=True),
    _pair(_I.OPERATION, "plan.operation.procedures", _D + "procedures", always=True),
    _pair(_I.LEVELS, "plan.decompression.levels", _D + "levels", always=True),
    Row(_I.TECHNIQUE, _laminoplasty_technique, _at(_D + "technique"),
         _equal("plan.laminoplasty.technique", _D + "technique"), (_D + "technique",)),
    _side(_I.OPEN_SIDE, "open_side"),
    _side(_I.HINGE_SIDE, "hinge_side"),
    _pair(_I.LAMINA_FIXATION, "plan.laminoplasty.fixation", _D + "lamina_fixation"),
    _pair(_I.EXTENT, "plan.resection.extent", _D + "extent", always=True),
    Row(_I.DURA, _at("plan.dura.strategy"), _at(_D + "dura"), _dura, (_D + "dura",), always=True),
    _pair(_I.FIXATION, "plan.fixation.plan", _D + "fixation", always=True),
    _pair(_I.FIXED_LEVELS, "plan.fixation.levels", _D + "fixed_levels"),
    _pair(_I.MONITORING, "plan.monitoring.modalities", _C + "modalities", always=True),
    Row(_I.PRESSURE, _floor, _lowest, _pressure_held, (_C + "lowest_map", _C + "minutes_below"), always=True),
    Row(_I.BLOOD_LOSS, _expected_loss, _at(_D + "blood_loss_ml"),
         lambda case: _at_most(case.outcome.done.blood_loss_ml, case.plan.blood.expected_loss_ml),
         (_D + "blood_loss_ml",), always=True),
    Row(_I.ANTIBIOTIC, _at("plan.medicines.antibiotic", "plan.medicines.antibiotic_dose_mg"),
         _at(_C + "antibiotic", _C + "antibiotic_at"), lambda _case: None,
         (_C + "antibiotic", _C + "antibiotic_at"), in_words=True),
    Row(_I.DURATION, _at("team.duration_h"), _took,
         lambda case: _at_most(skin_to_skin_h(case), case.team.duration_h), ()),
    _pair(_I.PLACE, "plan.after_care.place", _C + "place"),
)  # fmt: skip
"""Every item that is compared, in the order of the operation."""
