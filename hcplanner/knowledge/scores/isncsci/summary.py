"""The classification in a few lines for screen and paper, with its limits."""

from hcplanner.i18n import Words

from .classification import Classification, Pair
from .explain import completeness_words, total_words
from .limits import LIMITS, Circumstances, ais_withheld, cautions
from .step import answers_words


def summary(c: Classification, w: Words, about: Circumstances | None = None) -> tuple[str, ...]:
    """Levels, grade, zones and sums, then what is doubtful, then the limits; one line each.

    The grade is left out, with the reason, where it would mislead (see `ais_withheld`).
    """
    about = about or Circumstances()
    found, sums = c.found, c.totals
    return (
        w("Sensory level: {sides}").format(sides=_sides(found.sensory, w)),
        w("Motor level: {sides}").format(sides=_sides(found.motor, w)),
        w("Neurological level of injury: {level}").format(level=answers_words(found.level, w)),
        grade_line(c, w, about),
        w("Zone of partial preservation, sensory: {sides}").format(sides=_sides(found.sensory_zone, w)),
        w("Zone of partial preservation, motor: {sides}").format(sides=_sides(found.motor_zone, w)),
        w("Upper extremity motor score: {sums}").format(sums=total_words(sums.upper_motor, w)),
        w("Lower extremity motor score: {sums}").format(sums=total_words(sums.lower_motor, w)),
        w("Light touch: {sums}").format(sums=total_words(sums.light_touch, w)),
        w("Pin prick: {sums}").format(sums=total_words(sums.pin_prick, w)),
        *_marks_line(c, w),
        *cautions(c, about, w),
        *(w(limit) for limit in LIMITS),
    )


def grade_line(c: Classification, w: Words, about: Circumstances) -> str:
    """Complete or incomplete, and the grade or why none is shown."""
    complete = completeness_words(c.found.completeness, w)
    if reason := ais_withheld(c, about, w):
        return w("ASIA Impairment Scale: none ({reason}); {complete}").format(reason=reason, complete=complete)
    grade = answers_words(c.found.ais, w)
    if "E" in c.found.ais:
        return w(
            "ASIA Impairment Scale, used descriptively: {grade}, {complete} (E only after an earlier deficit)"
        ).format(grade=grade, complete=complete)
    return w("ASIA Impairment Scale, used descriptively: {grade}, {complete}").format(grade=grade, complete=complete)


def _marks_line(c: Classification, w: Words) -> tuple[str, ...]:
    """What the marked grades change; nothing where they change nothing."""
    if c.found == c.unmarked:
        return ()
    told = w("Had the cord lesion caused every grade: neurological level {level}, grade {grade}")
    return (told.format(level=answers_words(c.unmarked.level, w), grade=answers_words(c.unmarked.ais, w)),)


def _sides(pair: Pair, w: Words) -> str:
    return w("right {right}, left {left}").format(right=answers_words(pair.right, w), left=answers_words(pair.left, w))
