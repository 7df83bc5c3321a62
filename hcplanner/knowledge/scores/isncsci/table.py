"""The classification as rows of right, left and both, for screen and paper; and what is still missing, in words."""

import msgspec

from hcplanner.case.examination import Isncsci
from hcplanner.fields import members
from hcplanner.i18n import Words

from .classification import Answers, Classification, Pair
from .record import Gap
from .step import answers_words
from .totals import Total


class ResultRow(msgspec.Struct, frozen=True):
    """One result of both sides, in words; `both` is empty where the sides are not put together."""

    label: str
    right: str
    left: str
    both: str = ""


def result_rows(c: Classification, w: Words) -> tuple[ResultRow, ...]:
    """Levels, zones of partial preservation and sums, right and left; the neurological level stands apart."""
    found, sums = c.found, c.totals
    return (
        _pair(w("Sensory level"), found.sensory, w),
        _pair(w("Motor level"), found.motor, w),
        _pair(w("Zone of partial preservation, sensory"), found.sensory_zone, w),
        _pair(w("Zone of partial preservation, motor"), found.motor_zone, w),
        _total(w("Upper extremity motor score (2 \N{MULTIPLICATION SIGN} 25)"), sums.upper_motor, w),
        _total(w("Lower extremity motor score (2 \N{MULTIPLICATION SIGN} 25)"), sums.lower_motor, w),
        _total(w("Light touch (2 \N{MULTIPLICATION SIGN} 56)"), sums.light_touch, w),
        _total(w("Pin prick (2 \N{MULTIPLICATION SIGN} 56)"), sums.pin_prick, w),
    )


def level_words(answers: Answers, w: Words) -> str:
    """A level, or several possible ones; INT in words."""
    return answers_words(tuple(w("INT (intact)") if answer == "INT" else answer for answer in answers), w)


def sum_words(value: int | None, w: Words) -> str:
    """A sum, or that it cannot be determined."""
    return w("ND") if value is None else str(value)


def undetermined(c: Classification) -> bool:
    """Whether any sum cannot be determined, so that `ND` needs its explanation."""
    sums = c.totals
    return any(one.both is None for one in (sums.upper_motor, sums.lower_motor, sums.light_touch, sums.pin_prick))


def gaps_in_words(gaps: tuple[Gap, ...], w: Words) -> tuple[str, ...]:
    """What stands in the way of a classification, one line for each field: `Key muscles, right: L2–S1 not recorded`."""
    labels = {member.name: (w(member.field.label), member.field.rows) for member in members(Isncsci)}
    told = []
    for gap in gaps:
        label, rows = labels[gap.field]
        pattern = w("{field}: {rows} {why}") if gap.rows else w("{field}: {why}")
        told.append(pattern.format(field=label, rows=ranges(rows, gap.rows, w), why=w(gap.why)))
    return tuple(told)


def ranges(rows: tuple[str, ...], wanted: tuple[str, ...], w: Words) -> str:
    """Some of the rows of a field, neighbours as a range: `C5–C7, T1`; every one of them as `all`."""
    if wanted == rows:
        return w("all")
    runs: list[list[str]] = []
    for before, row in zip(("", *rows), rows, strict=False):
        if row not in wanted:
            continue
        if runs and runs[-1][-1] == before:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)


def _pair(label: str, pair: Pair, w: Words) -> ResultRow:
    return ResultRow(label, level_words(pair.right, w), level_words(pair.left, w))


def _total(label: str, total: Total, w: Words) -> ResultRow:
    return ResultRow(label, sum_words(total.right, w), sum_words(total.left, w), sum_words(total.both, w))
