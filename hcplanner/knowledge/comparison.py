"""The examinations of a case side by side, each later one with its change since the first baseline."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.case.anatomy import Limb
from hcplanner.case.examination import ExaminationRecord, Isncsci, Power, Purpose
from hcplanner.fields.show import NOT_RECORDED
from hcplanner.i18n import Words
from hcplanner.knowledge.facts import marked
from hcplanner.knowledge.neurology import limb_power, mjoa_total
from hcplanner.knowledge.scores import isncsci, mjoa
from hcplanner.knowledge.scores.instrument import age_then, in_order
from hcplanner.knowledge.scores.isncsci.grades import LEVELS
from hcplanner.knowledge.scores.isncsci.table import level_words, sum_words

_POWERS: Final = tuple(power for power in Power if power is not Power.NOT_TESTED)
_GRADES: Final = ("A", "B", "C", "D", "E")


class Column(msgspec.Struct, frozen=True):
    """One examination: its day and why it was made; `baseline` for the one the others are held against."""

    ident: str
    when: str
    purpose: str
    baseline: bool


class Cell(msgspec.Struct, frozen=True):
    """What was found, and how it compares with the baseline; empty where there is nothing to compare.

    known: whether anything is recorded; better: whether it changed for the better, None where it did not change
    """

    value: str
    change: str = ""
    known: bool = True
    better: bool | None = None


class Line(msgspec.Struct, frozen=True):
    """One finding across all examinations."""

    label: str
    cells: tuple[Cell, ...]


class Comparison(msgspec.Struct, frozen=True):
    """The examinations, earliest first, and what was found in each."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


class _Found(msgspec.Struct, frozen=True):
    """A finding: in words, and as a number of which a higher one is better (None where it cannot be compared)."""

    words: str = ""
    rank: int | None = None


_NOTHING: Final = _Found()


def comparison(case: Case, w: Words) -> Comparison | None:
    """The examinations side by side; None while there are fewer than two, or nothing in two of them to compare.

    The baseline is the earliest examination made as one, else the earliest of all.
    """
    made = in_order(case)
    if len(made) < 2:
        return None
    first = next((place for place, one in enumerate(made) if one.purpose is Purpose.BASELINE), 0)
    lines = []
    rows = [_findings(case, one, w) for one in made]
    for label in rows[0]:
        found = [row[label] for row in rows]
        if sum(bool(one.words) for one in found) > 1:
            counted = label not in _limb_labels(w)
            lines.append(Line(label, tuple(_cell(found, place, first, counted, w) for place in range(len(found)))))
    columns = tuple(
        Column(
            ident=one.id,
            when=w.date(one.when) if one.when else w("Day not recorded"),
            purpose=w(one.purpose.words) if one.purpose else "",
            baseline=place == first,
        )
        for place, one in enumerate(made)
    )
    return Comparison(columns, tuple(lines)) if lines else None


def _cell(found: Sequence[_Found], place: int, first: int, counted: bool, w: Words) -> Cell:
    one, base = found[place], found[first]
    if not one.words:
        return Cell(w(NOT_RECORDED), known=False)
    if place <= first or one.rank is None or base.rank is None:
        return Cell(one.words)
    steps = one.rank - base.rank
    if steps == 0:
        return Cell(one.words, w("unchanged"))
    if not counted:
        return Cell(one.words, w("better") if steps > 0 else w("worse"), better=steps > 0)
    pattern = w("better by {n}") if steps > 0 else w("worse by {n}")
    return Cell(one.words, pattern.format(n=abs(steps)), better=steps > 0)


def _limb_labels(w: Words) -> tuple[str, ...]:
    """The rows whose grades have an order but no even steps: MRC grades with plus and minus."""
    return tuple(w("{limb}, power").format(limb=w(limb.words)) for limb in Limb)


def _findings(case: Case, one: ExaminationRecord, w: Words) -> dict[str, _Found]:
    limbs = zip(_limb_labels(w), Limb, strict=True)
    at = f"examination.examinations[{one.id}]"
    items = [f"{at}.instruments.{name}" for name in one.instruments.__struct_fields__ if name.startswith("mjoa")]
    grid = [f"{at}.isncsci.{name}" for name in one.isncsci.__struct_fields__]
    return {
        **{
            label: _daggered(_power(limb_power(one, limb), w), case, f"{at}.power.{limb.value}")
            for label, limb in limbs
        },
        w("mJOA (of 18)"): _daggered(_mjoa(case, one), case, *items),
        **{label: _daggered(found, case, *grid) for label, found in _standard(case, one, w).items()},
    }


def _daggered(found: _Found, case: Case, *paths: str) -> _Found:
    """With the mark of an invented value where it rests on one."""
    return _Found(marked(found.words, case, *paths), found.rank) if found.words else found


def _power(power: Power | None, w: Words) -> _Found:
    if power is None:
        return _NOTHING
    return _Found(w(power.words), _POWERS.index(power) if power in _POWERS else None)


def _mjoa(case: Case, one: ExaminationRecord) -> _Found:
    total, known = mjoa_total(one), age_then(case, one.when)
    if total is None or (known is not None and known.under(mjoa.FROM_AGE) is True):
        return _NOTHING
    return _Found(str(total), total)


def _standard(case: Case, one: ExaminationRecord, w: Words) -> dict[str, _Found]:
    """What the grid of the International Standards amounts to; a grid with gaps says so and is not compared."""
    c = isncsci.classify(one.isncsci)
    gap = _NOTHING if one.isncsci == Isncsci() else _Found(w("grid incomplete"))

    def told(of: Callable[[isncsci.Classification], _Found]) -> _Found:
        return gap if c is None else of(c)

    return {
        w("Sensory level, right"): told(lambda c: _level(c.found.sensory.right, w)),
        w("Sensory level, left"): told(lambda c: _level(c.found.sensory.left, w)),
        w("Motor level, right"): told(lambda c: _level(c.found.motor.right, w)),
        w("Motor level, left"): told(lambda c: _level(c.found.motor.left, w)),
        w("Neurological level of injury"): told(lambda c: _level(c.found.level, w)),
        w("ASIA Impairment Scale"): told(lambda c: _grade(case, one, c, w)),
        w("Upper extremity motor score (of 50)"): told(lambda c: _sum(c.totals.upper_motor.both, w)),
        w("Lower extremity motor score (of 50)"): told(lambda c: _sum(c.totals.lower_motor.both, w)),
        w("Light touch (of 112)"): told(lambda c: _sum(c.totals.light_touch.both, w)),
        w("Pin prick (of 112)"): told(lambda c: _sum(c.totals.pin_prick.both, w)),
    }


def _level(answers: tuple[str, ...], w: Words) -> _Found:
    """A level; a more caudal one is better. Several possible ones cannot be compared."""
    return _Found(level_words(answers, w), LEVELS.index(answers[0]) if len(answers) == 1 else None)


def _grade(case: Case, one: ExaminationRecord, c: isncsci.Classification, w: Words) -> _Found:
    if isncsci.ais_withheld(c, isncsci.circumstances(case, one), w):
        return _Found(w("none shown"))
    ais = c.found.ais
    return _Found(isncsci.answers_words(ais, w), _GRADES.index(ais[0]) if len(ais) == 1 else None)


def _sum(value: int | None, w: Words) -> _Found:
    return _Found(sum_words(value, w), value)
