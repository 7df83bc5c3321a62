"""The whole classification of one examination; every result is the set of answers that the grades allow."""

from collections.abc import Iterable

import msgspec

from .ais import ais_grades
from .completeness import completeness
from .exam import Exam, readings
from .grades import named
from .level import injury_levels
from .motor import motor_levels
from .sensory import sensory_levels
from .totals import Totals, totals
from .zpp import NOT_APPLICABLE, motor_zones, sensory_zone

Answers = tuple[str, ...]


class Pair(msgspec.Struct, frozen=True):
    """The answers of the right and of the left side."""

    right: Answers
    left: Answers


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """The results, each as every answer the grades allow, from rostral to caudal and from A to E.

    NA, not applicable, stands first; INT, intact, last.
    """

    sensory: Pair
    motor: Pair
    level: Answers
    completeness: Answers
    ais: Answers
    sensory_zone: Pair
    motor_zone: Pair


class Classification(msgspec.Struct, frozen=True, kw_only=True):
    """What an examination amounts to.

    `found` holds the answers; `unmarked` those that the grades would give had the cord lesion caused all of them, which
    tells what the marks changed.
    """

    exam: Exam
    found: Results
    unmarked: Results
    totals: Totals


def classify_exam(exam: Exam) -> Classification:
    """The classification of an examination by the International Standards, 2019 revision (see SOURCE)."""
    found = _results(exam)
    unmarked = _results(exam.unmarked()) if exam.marked else found
    return Classification(exam=exam, found=found, unmarked=unmarked, totals=totals(exam))


def _results(exam: Exam) -> Results:
    may = readings(exam)
    right, left = may.sides
    return Results(
        sensory=Pair(named(sensory_levels(right)), named(sensory_levels(left))),
        motor=Pair(named(motor_levels(right, may.contraction)), named(motor_levels(left, may.contraction))),
        level=named(injury_levels(may)),
        completeness=completeness(may),
        ais=ais_grades(may),
        sensory_zone=Pair(zone_names(sensory_zone(right, may.pressure)), zone_names(sensory_zone(left, may.pressure))),
        motor_zone=Pair(*map(zone_names, motor_zones(may))),
    )


def zone_names(places: Iterable[int]) -> Answers:
    """The names of zones held as places, NA first."""
    held = tuple(places)
    return ("NA",) * (NOT_APPLICABLE in held) + named(place for place in held if place != NOT_APPLICABLE)
