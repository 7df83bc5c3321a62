"""The classification step by step, in the order in which the standard works: what was found, and why."""

from hcplanner.i18n import Words

from .because_grade import (
    completeness_because,
    grade_because,
    level_because,
    motor_zone_because,
    sensory_zone_because,
)
from .because_levels import motor_because, sensory_because
from .classification import Classification
from .completeness import COMPLETE, INCOMPLETE
from .exam import readings
from .grades import NOT_TESTED, raw
from .step import SIDE_WORDS, Step, answers_words
from .totals import Total


def explain(c: Classification, w: Words) -> tuple[Step, ...]:
    """Every step of a classification in words: levels, completeness, grade, zones, sums."""
    may, found, exam = readings(c.exam), c.found, c.exam
    both = tuple(zip(SIDE_WORDS, exam.sides, may.sides, strict=True))
    steps = []
    for (word, side, reading), levels in zip(both, (found.sensory.right, found.sensory.left), strict=True):
        what = w("Sensory level, {side}").format(side=w(word))
        steps.append(Step(what, answers_words(levels, w), sensory_because(side, reading, w)))
    for (word, side, reading), levels in zip(both, (found.motor.right, found.motor.left), strict=True):
        what = w("Motor level, {side}").format(side=w(word))
        because = motor_because(exam, side, reading, may.contraction, w)
        steps.append(Step(what, answers_words(levels, w), because))
    steps += [
        Step(w("Neurological level of injury"), answers_words(found.level, w), level_because(c, w)),
        Step(w("Complete or incomplete"), completeness_words(found.completeness, w), completeness_because(c, w)),
        Step(w("ASIA Impairment Scale"), answers_words(found.ais, w), grade_because(c, may, w)),
    ]
    for which, (word, zone) in enumerate(
        zip(SIDE_WORDS, (found.sensory_zone.right, found.sensory_zone.left), strict=True)
    ):
        what = w("Sensory zone of partial preservation, {side}").format(side=w(word))
        steps.append(Step(what, answers_words(zone, w), sensory_zone_because(c, which, may, w)))
    for which, (word, zone) in enumerate(zip(SIDE_WORDS, (found.motor_zone.right, found.motor_zone.left), strict=True)):
        what = w("Motor zone of partial preservation, {side}").format(side=w(word))
        steps.append(Step(what, answers_words(zone, w), motor_zone_because(c, which, may, w)))
    return (*steps, *_sums(c, w))


def completeness_words(answers: tuple[str, ...], w: Words) -> str:
    """Complete, incomplete, or either, in words."""
    words = {COMPLETE: w("complete"), INCOMPLETE: w("incomplete")}
    return answers_words(tuple(words[answer] for answer in answers), w)


def total_words(total: Total, w: Words) -> str:
    """A sum of both sides with its parts; what cannot be determined says so."""
    right, left, both = (
        w("not determinable") if value is None else str(value) for value in (total.right, total.left, total.both)
    )
    return w("right {right}, left {left}, together {both}").format(right=right, left=left, both=both)


def _sums(c: Classification, w: Words) -> list[Step]:
    sums = c.totals
    named = (
        (w("Upper extremity motor score (UEMS, of 50)"), sums.upper_motor),
        (w("Lower extremity motor score (LEMS, of 50)"), sums.lower_motor),
        (w("Light touch (of 112)"), sums.light_touch),
        (w("Pin prick (of 112)"), sums.pin_prick),
    )
    gap = any(raw(grade) == NOT_TESTED for side in c.exam.sides for grade in side.written)
    because = (
        w("Grades as found; a sum with a test that was not done cannot be determined.")
        if gap
        else w("Grades as found.")
    )
    return [Step(what, total_words(total, w), because) for what, total in named]
