"""One step of the classification, in words: what was decided, what was found, and why."""

import msgspec

from hcplanner.i18n import N_, Words

from .exam import Side
from .grades import MUSCLES, NOT_TESTED, OTHER_NORMAL, POINTS, mark, raw

SIDE_WORDS = (N_("right"), N_("left"))


class Step(msgspec.Struct, frozen=True):
    """A decision in the words of one language."""

    what: str
    found: str
    because: str


def grade_words(grade: str, w: Words) -> str:
    """A written grade, with what its mark means."""
    found = w("not tested") if raw(grade) == NOT_TESTED else raw(grade)
    if not mark(grade):
        return found
    if mark(grade) == OTHER_NORMAL:
        return w("{grade}, rated as normal").format(grade=found)
    return w("{grade}, rated as not normal").format(grade=found)


def point_words(side: Side, point: int, w: Words) -> str:
    """Touch and pin at one level."""
    return w("light touch {touch}, pin prick {pin}").format(
        touch=grade_words(side.light_touch[point], w), pin=grade_words(side.pin_prick[point], w)
    )


def muscle_words(side: Side, muscle: int, w: Words) -> str:
    """A key muscle and its grade."""
    return w("{level} is {grade}").format(level=MUSCLES[muscle], grade=grade_words(side.motor[muscle], w))


def point_and_grades(side: Side, point: int, w: Words) -> str:
    """A level and its touch and pin."""
    return w("{level}: {grades}").format(level=POINTS[point], grades=point_words(side, point, w))


def answers_words(answers: tuple[str, ...], w: Words) -> str:
    """Several possible answers as a phrase; one as it is."""
    if len(answers) < 2:
        return "".join(answers)
    return w("{first} or {last}").format(first=", ".join(answers[:-1]), last=answers[-1])
