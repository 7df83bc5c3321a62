"""Done against planned, item by item: what nobody recorded on either side is never "as planned"."""

from enum import Enum

import msgspec

from hcplanner.case import Case
from hcplanner.case.outcome_operation import Deviation, PlannedItem
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.facts import join, said
from hcplanner.knowledge.planned_and_done import ROWS, Row


class Verdict(Enum):
    """Whether it was done as planned. A recorded difference counts above what a comparison of the two values says."""

    AS_PLANNED = N_("As planned")
    DIFFERENT = N_("Different")
    NOT_RECORDED = N_("Not recorded")
    NOT_COMPARED = N_("In words: read both")
    NOT_SETTLED = N_("Cannot be told")


class Compared(msgspec.Struct, frozen=True):
    """One item: what was planned and what was done in words (empty: not recorded), the verdict, why, who was told."""

    item: PlannedItem
    label: str
    planned: str
    done: str
    verdict: Verdict
    reason: str = ""
    told: str = ""


def done_against_planned(case: Case, w: Words) -> tuple[Compared, ...]:
    """Every item of which either side is recorded, and those that are never left out, in the order of the operation."""
    known = {one.item: one for one in (_compared(case, row, w) for row in ROWS if _is_told(case, row, w))}
    rows = [known[row.item] for row in ROWS if row.item in known]
    elsewhere = (None, PlannedItem.OTHER)
    others = [one for one in case.outcome.done.deviations if one.about in elsewhere]
    return (*rows, *(_recorded_deviation(case, one, w) for one in others))


def covered_paths() -> frozenset[str]:
    """The paths of the outcome that these rows tell, so that nothing is printed twice."""
    return frozenset(path for row in ROWS for path in row.covers) | {"outcome.done.deviations"}


def anything_done(case: Case) -> bool:
    """Whether anything of an operation as done is recorded."""
    done = case.outcome.done
    return done != type(done)() or case.outcome.course != type(case.outcome.course)()


def _is_told(case: Case, row: Row, w: Words) -> bool:
    return row.always or bool(row.planned(case, w) or row.done(case, w)) or bool(_deviations(case, row.item))


def _deviations(case: Case, item: PlannedItem) -> tuple[Deviation, ...]:
    return tuple(one for one in case.outcome.done.deviations if one.about is item)


def _compared(case: Case, row: Row, w: Words) -> Compared:
    planned, done = row.planned(case, w), row.done(case, w)
    recorded = _deviations(case, row.item)
    reasons = join([_reason(case, one, w) for one in recorded])
    told = join(list(dict.fromkeys(_told(case, one, w) for one in recorded)))
    return Compared(row.item, w(row.item.words), planned, done, _verdict(case, row, planned, done), reasons, told)


def _verdict(case: Case, row: Row, planned: str, done: str) -> Verdict:
    if _deviations(case, row.item):
        return Verdict.DIFFERENT
    if not planned or not done:
        return Verdict.NOT_RECORDED
    same = row.same(case)
    if same is None:
        return Verdict.NOT_COMPARED if row.in_words else Verdict.NOT_SETTLED
    return Verdict.AS_PLANNED if same else Verdict.DIFFERENT


def _recorded_deviation(case: Case, one: Deviation, w: Words) -> Compared:
    path = f"outcome.done.deviations[{one.id}]."
    return Compared(
        PlannedItem.OTHER, w(PlannedItem.OTHER.words), said(case, path + "planned", w), said(case, path + "done", w),
        Verdict.DIFFERENT, said(case, path + "reason", w), _told(case, one, w),
    )  # fmt: skip


def _reason(case: Case, one: Deviation, w: Words) -> str:
    """What the surgeon wrote of one difference: plan and act in words where given, and why."""
    path = f"outcome.done.deviations[{one.id}]."
    planned, done = said(case, path + "planned", w), said(case, path + "done", w)
    noted = w("planned {planned}, done {done}").format(planned=planned, done=done) if planned and done else done
    return join([noted, said(case, path + "reason", w) or w("reason not recorded")])


def _told(case: Case, one: Deviation, w: Words) -> str:
    path = f"outcome.done.deviations[{one.id}]."
    answer, on = said(case, path + "family_told", w), said(case, path + "told_on", w)
    return join([answer or w("not recorded"), on], ", ")
