"""Why the sensory and the motor level of a side are what they are."""

from hcplanner.i18n import Words

from .exam import Exam, Readings, Side
from .grades import INTACT, LAST_POINT, LEVELS, MUSCLE_LEVELS, OTHER_NORMAL, POINTS, mark
from .motor import Walk, walks
from .sensory import sensory_levels
from .step import grade_words, muscle_words, point_and_grades, point_words


def sensory_because(side: Side, may: Readings, w: Words) -> str:
    """Why the sensory level of a side is what it is; with several, what each supposes."""
    levels = sensory_levels(may)
    passed = _passed_points(side, levels[-1], w)
    if levels == (INTACT,):
        return w("Light touch and pin prick are normal from C2 to S4-5.") + passed
    if len(levels) == 1:
        return w("{point}; the first level that is not normal. The level above it counts.").format(
            point=point_and_grades(side, levels[0], w)
        ) + passed  # fmt: skip
    told = [
        w("{level} if {below} is not normal ({grades})").format(
            level=LEVELS[level], below=POINTS[level], grades=point_words(side, level, w)
        )
        for level in levels
        if level != INTACT
    ]
    if INTACT in levels:
        told.append(w("INT if none of these is below normal"))
    return "; ".join(told) + "." + passed


def _passed_points(side: Side, end: int, w: Words) -> str:
    passed = [
        point_and_grades(side, point, w)
        for point in range(min(end, LAST_POINT + 1))
        if OTHER_NORMAL in (mark(side.light_touch[point]), mark(side.pin_prick[point]))
    ]
    return " " + w("Passed as normal: {points}.").format(points="; ".join(passed)) if passed else ""


def motor_because(exam: Exam, side: Side, may: Readings, contraction: frozenset[bool], w: Words) -> str:
    """Why the motor level of a side is what it is; with several, what each supposes."""
    ends = sorted(
        {(walk.level, walk.stop, walk.sensory if walk.follows_sensation else 0, yes): walk
         for yes in contraction for walk in walks(may, contraction=yes)}.values()
    )  # fmt: skip
    told = list(dict.fromkeys(_end(exam, side, walk, w) for walk in ends))
    passed = [
        muscle_words(side, muscle, w)
        for muscle, place in enumerate(MUSCLE_LEVELS)
        if mark(side.motor[muscle]) == OTHER_NORMAL and place < max(walk.stop for walk in ends)
    ]
    if len({walk.level for walk in ends}) > 1:
        told = list(dict.fromkeys(_supposed(exam, side, walk, w) for walk in ends))
    return "; ".join(told) + "." + (
        " " + w("Passed as normal: {points}.").format(points="; ".join(passed)) if passed else ""
    )  # fmt: skip


def _end(exam: Exam, side: Side, walk: Walk, w: Words) -> str:
    if walk.stop in MUSCLE_LEVELS:
        muscle = muscle_words(side, MUSCLE_LEVELS.index(walk.stop), w)
        if walk.stop == walk.level:
            return w("{muscle}: at least 3, and everything above it is normal").format(muscle=muscle)
        return w("{muscle}: below 3, so that the level above it counts").format(muscle=muscle)
    if walk.stop == INTACT:
        if walk.level == INTACT:
            return w("All key muscles and all points are normal, and the anus contracts voluntarily")
        return w(
            "All key muscles are normal; sensation at S4-5 or voluntary anal contraction ({answer}) is not"
        ).format(answer=exam.contraction)
    return w("No key muscle stands for {level}, and sensation is normal only down to {sensory}").format(
        level=LEVELS[walk.stop], sensory=LEVELS[walk.sensory]
    )


def _supposed(exam: Exam, side: Side, walk: Walk, w: Words) -> str:
    level = LEVELS[walk.level]
    if walk.stop in MUSCLE_LEVELS:
        muscle = MUSCLE_LEVELS.index(walk.stop)
        message = (
            w("{level} if {muscle} is 3 or 4 ({grade})")
            if walk.stop == walk.level
            else w("{level} if {muscle} is below 3 ({grade})")
        )
        return message.format(level=level, muscle=LEVELS[walk.stop], grade=grade_words(side.motor[muscle], w))
    if walk.level == INTACT:
        return w("INT if everything is normal and the anus contracts voluntarily ({answer})").format(
            answer=exam.contraction
        )
    if walk.stop == INTACT:
        return w("{level} if only sensation at S4-5 or voluntary anal contraction ({answer}) is not normal").format(
            level=level, answer=exam.contraction
        )
    return w("{level} if sensation is normal only down to {sensory}").format(level=level, sensory=LEVELS[walk.sensory])
