"""Why an examination is complete or not, why it has its grade, and where the zones of partial preservation end."""

from hcplanner.i18n import Words

from .ais import FAR, muscles_below
from .classification import Classification
from .exam import SIDES, ExamReadings, Readings, Side
from .grades import LAST_POINT, LEVELS, MUSCLE_LEVELS, MUSCLES, POINTS
from .level import injury_levels
from .listed import far_movement
from .motor import USEFUL
from .step import SIDE_WORDS, answers_words, grade_words, point_and_grades, point_words


def level_because(c: Classification, w: Words) -> str:
    """Why the neurological level of injury is what it is."""
    told = w("The most rostral of: sensory right {sr}, left {sl}; motor right {mr}, left {ml}.").format(
        sr=answers_words(c.found.sensory.right, w), sl=answers_words(c.found.sensory.left, w),
        mr=answers_words(c.found.motor.right, w), ml=answers_words(c.found.motor.left, w),
    )  # fmt: skip
    if "INT" in c.found.level and c.exam.contraction != "Yes":
        told += " " + w("Anal contraction has no say in this level.")
    return told


def completeness_because(c: Classification, w: Words) -> str:
    """What is kept at the lowest sacral segments."""
    exam = c.exam
    return w("Voluntary anal contraction: {vac}; deep anal pressure: {dap}; S4-5 right: {right}; left: {left}.").format(
        vac=exam.contraction, dap=exam.pressure,
        right=point_words(exam.right, LAST_POINT, w), left=point_words(exam.left, LAST_POINT, w),
    )  # fmt: skip


def grade_because(c: Classification, may: ExamReadings, w: Words) -> str:
    """What decided the grade, in the order in which the standard asks."""
    told = []
    if "E" in c.found.ais:
        if c.found.ais == ("E",):
            return w("All levels are intact, with voluntary anal contraction. Without an earlier deficit no grade.")
        told.append(w("E if all levels are intact, with voluntary anal contraction."))
    if "C" in c.found.completeness:
        if c.found.completeness == ("C",):
            return w("Nothing is felt at S4-5, no voluntary anal contraction, no deep anal pressure.")
        told.append(w("A if nothing is felt at S4-5, with no voluntary anal contraction and no deep anal pressure."))
    told.append(_incompleteness(c, may, w))
    if {"C", "D"} & set(c.found.ais):
        told += [_half(may, level, w) for level in _told_levels(injury_levels(may))]
    if len(c.found.ais) > 1:
        told.append(w("Every grade is listed that some value of what was not tested, or marked *, would give."))
    return " ".join(told)


def _told_levels(levels: tuple[int, ...]) -> tuple[int, ...]:
    return levels if len(levels) <= 3 else (levels[0], levels[-1])


def _incompleteness(c: Classification, may: ExamReadings, w: Words) -> str:
    if c.exam.contraction == "Yes":
        return w("Motor incomplete: voluntary anal contraction.")
    sides = zip(SIDES, SIDE_WORDS, c.exam.sides, may.sides, strict=True)
    told = [
        _far(side, reading, may.contraction, getattr(c.found.motor, name), w).format(side=w(word).capitalize())
        for name, word, side, reading in sides
    ]
    return w("Voluntary anal contraction: {vac}.").format(vac=c.exam.contraction) + " " + " ".join(told)


def _far(side: Side, may: Readings, contraction: frozenset[bool], levels: tuple[str, ...], w: Words) -> str:
    yes, no = far_movement(may, contraction)
    motor = answers_words(levels, w)
    if not yes:
        return w("{{side}}: nothing moves more than three levels below the motor level {motor}.").format(motor=motor)
    highest = LEVELS.index(levels[0])
    moving = [
        f"{LEVELS[place]} {grade_words(side.motor[muscle], w)}"
        for muscle, place in enumerate(MUSCLE_LEVELS)
        if place >= highest + FAR and (max if no else min)(may.motor[muscle]) > 0
    ]
    if may.non_key >= highest + FAR:
        moving.append(w("non-key muscle {level}").format(level=side.non_key))
    message = (
        w("{{side}}: movement more than three levels below the motor level {motor} is possible ({muscles}).")
        if no
        else w("{{side}}: movement more than three levels below the motor level {motor} ({muscles}): motor incomplete.")
    )
    return message.format(motor=motor, muscles=", ".join(moving))


def _half(may: ExamReadings, level: int, w: Words) -> str:
    below = muscles_below(level)
    if not below:
        return w("No key muscle lies below {level}: D.").format(level=LEVELS[level])
    possible = [side.motor[muscle] for side in may.sides for muscle in below]
    fewest, most = (sum(end(values) >= USEFUL for values in possible) for end in (min, max))
    useful = str(fewest) if fewest == most else w("{fewest} to {most}").format(fewest=fewest, most=most)
    return w("Below {level}, {useful} of {count} key muscles reach grade 3; D needs {half}.").format(
        level=LEVELS[level], useful=useful, count=2 * len(below), half=len(below)
    )


def sensory_zone_because(c: Classification, which: int, may: ExamReadings, w: Words) -> str:
    """Why a side has a sensory zone and where it ends."""
    side, reading = c.exam.sides[which], may.sides[which]
    end = point_and_grades(side, LAST_POINT, w)
    zones = [name for name in (c.found.sensory_zone.right, c.found.sensory_zone.left)[which] if name != "NA"]
    told = w("Deep anal pressure: {dap}; {end}.").format(dap=c.exam.pressure, end=end)
    if not zones:
        return told + " " + w("With sensation at the sacral end there is no zone.")
    points = [point_and_grades(side, POINTS.index(zone), w) for zone in zones if zone != "C1"]
    if points:
        told += " " + w("Lowest sensation: {points}.").format(points="; ".join(points))
    if "C1" in zones and not any(reading.may_be_felt(point) for point in range(LAST_POINT)):
        told += " " + w("Nothing is felt from C2 down.")
    return told


def motor_zone_because(c: Classification, which: int, may: ExamReadings, w: Words) -> str:
    """Why a side has a motor zone and where it ends."""
    told = w("Voluntary anal contraction: {vac}.").format(vac=c.exam.contraction)
    zones = [name for name in (c.found.motor_zone.right, c.found.motor_zone.left)[which] if name != "NA"]
    if not zones:
        return told + " " + w("With it there is no motor zone.")
    side, reading = c.exam.sides[which], may.sides[which]
    moving = [
        f"{LEVELS[place]} {grade_words(side.motor[muscle], w)}"
        for muscle, place in enumerate(MUSCLE_LEVELS)
        if LEVELS[place] in zones and max(reading.motor[muscle]) > 0
    ]
    if moving:
        told += " " + w("Lowest key muscle that moves: {muscles}.").format(muscles=", ".join(moving))
    levels = (c.found.motor.right, c.found.motor.left)[which]
    if any(zone in levels for zone in zones) and not (moving and len(zones) == 1):
        told += " " + w("No key muscle moves lower than the motor level {motor}.").format(
            motor=answers_words(levels, w)
        )
    if side.non_key in zones and "C" in c.found.ais and max(reading.motor[MUSCLES.index(side.non_key)]) == 0:
        told += " " + w("In grade C a non-key muscle more than three levels lower counts: {level}.").format(
            level=side.non_key
        )
    return told
