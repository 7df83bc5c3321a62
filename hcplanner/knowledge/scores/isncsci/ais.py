"""The ASIA Impairment Scale, decided for every combination of values that the grades allow, without listing them.

The two sides depend on each other only through the neurological level and the two anal findings. For each of these a
side is summed up by the few facts that decide the grade, with the smallest and the largest count of useful muscles.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from .completeness import is_complete
from .exam import ExamReadings, Readings
from .grades import INTACT, MUSCLE_LEVELS, S3
from .level import injury_levels
from .motor import USEFUL, walks
from .sensory import kept_at_the_end

FAR = 4
"""Movement more than three levels below the motor level lies at least this many places lower."""


class _Ending(NamedTuple):
    """One way in which a side may turn out, apart from how many muscles are useful."""

    upper: int
    """The higher of its sensory and motor level."""
    felt: bool
    """Something is felt at S4-5."""
    far: bool
    """Something moves more than three levels below the motor level."""
    zone: int
    """The lowest of the motor level and any key muscle that moves."""


class _Facts(NamedTuple):
    """What a side adds to the decision at one neurological level."""

    at_level: bool
    felt: bool
    far: bool
    zone: int


class Count(NamedTuple):
    """The fewest and the most key muscles of grade 3 or more."""

    fewest: int
    most: int


class Case(NamedTuple):
    """A grade that is possible, and the motor zones of both sides that go with it."""

    ais: str
    contraction: bool
    zones: tuple[int, int]


Summed = dict[_Facts, Count]


def muscles_below(level: int) -> tuple[int, ...]:
    """The key muscles (0 to 9) strictly below a level."""
    return tuple(muscle for muscle, place in enumerate(MUSCLE_LEVELS) if place > level)


def ais_grades(exam: ExamReadings) -> tuple[str, ...]:
    """Every grade from A to E that the examination allows."""
    return tuple(sorted({case.ais for case in cases(exam, zones=(False, False))}))


def cases(exam: ExamReadings, zones: tuple[bool, bool]) -> Iterator[Case]:
    """Every grade with what goes with it; a side's zone is told apart only where `zones` asks for it (else 0)."""
    sides = [_counted(side, zones=asked) for side, asked in zip(exam.sides, zones, strict=True)]
    for level in injury_levels(exam):
        right, left = (_at(side, level) for side in sides)
        half = len(muscles_below(level))  # half of the muscles of both sides
        for (one, some), (other, more) in product(right.items(), left.items()):
            if not (one.at_level or other.at_level):
                continue
            for contraction, pressure in product(exam.contraction, exam.pressure):
                for grade in _grades(
                    level, one, other, Count(some.fewest + more.fewest, some.most + more.most), half,
                    contraction=contraction, pressure=pressure,
                ):  # fmt: skip
                    yield Case(grade, contraction, (one.zone, other.zone))


def _grades(
    level: int, one: _Facts, other: _Facts, useful: Count, half: int, *, contraction: bool, pressure: bool
) -> Iterable[str]:
    felt = one.felt or other.felt
    if level == INTACT and contraction:
        return "E"
    if is_complete(contraction=contraction, pressure=pressure, felt=felt):
        return "A"
    # Here something is kept at the sacral end, so that far movement alone decides where there is no contraction.
    if not (contraction or one.far or other.far):
        return "B"
    return "C" * (useful.fewest < half) + "D" * (useful.most >= half)


def _counted(side: Readings, *, zones: bool) -> dict[_Ending, list[Count]]:
    """Every ending of a side; for each, the count of useful muscles among the last n, n from 0 to 10."""
    starts: dict[tuple[int, tuple[frozenset[int], ...]], set[tuple[int, bool]]] = {}
    for walk in walks(side, contraction=True):
        upper = min(walk.level, walk.sensory)
        kept = kept_at_the_end(side, walk.sensory)
        starts.setdefault((walk.level, walk.motor), set()).update((upper, felt) for felt in kept)
    found: dict[_Ending, list[Count]] = {}
    for (level, possible), pairs in starts.items():
        for lowest, motor in lowest_moving(possible):
            counts = _useful_among_last(motor)
            far = lowest >= level + FAR or side.non_key >= level + FAR
            zone = min(max(level, lowest), S3) if zones else 0
            for upper, felt in pairs:
                ending = _Ending(upper, felt, far, zone)
                held = found.get(ending)
                found[ending] = counts if held is None else list(map(_either, held, counts))
    return found


def lowest_moving(motor: tuple[frozenset[int], ...]) -> Iterator[tuple[int, tuple[frozenset[int], ...]]]:
    """Every level that the lowest key muscle with movement may have (0: none moves), with what the others then are."""
    still = frozenset({0})
    for muscle in reversed(range(len(motor))):
        if moving := motor[muscle] - still:
            yield MUSCLE_LEVELS[muscle], (*motor[:muscle], moving, *(still for _ in motor[muscle + 1 :]))
        if 0 not in motor[muscle]:
            return
    yield 0, tuple(still for _ in motor)


def _useful_among_last(motor: tuple[frozenset[int], ...]) -> list[Count]:
    counts = [Count(0, 0)]
    for possible in reversed(motor):
        last = counts[-1]
        counts.append(Count(last.fewest + (min(possible) >= USEFUL), last.most + (max(possible) >= USEFUL)))
    return counts


def _either(one: Count, other: Count) -> Count:
    return Count(min(one.fewest, other.fewest), max(one.most, other.most))


def _at(side: dict[_Ending, list[Count]], level: int) -> Summed:
    """What a side adds if `level` is the neurological level."""
    below = len(muscles_below(level))
    found: Summed = {}
    for ending, counts in side.items():
        if ending.upper >= level:
            facts = _Facts(ending.upper == level, ending.felt, ending.far, ending.zone)
            held = found.get(facts)
            found[facts] = counts[below] if held is None else _either(held, counts[below])
    return found
