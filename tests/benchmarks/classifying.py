"""How long the classification of one examination takes, a usual one and the one with most left open."""

from __future__ import annotations

import random
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from hcplanner.knowledge.scores.isncsci import Exam, Side, classify_exam
from tests.knowledge.scores.exams import random_exam

_OPEN = Side(motor=("NT",) * 10, light_touch=("NT",) * 28, pin_prick=("NT",) * 28, non_key="L2")


def _ms(exam: Exam) -> float:
    started = perf_counter()
    classify_exam(exam)
    return (perf_counter() - started) * 1000


def measures() -> Iterator[tuple[str, float, float | None, float | None]]:
    """What is measured, milliseconds, no floor, and the target."""
    chance = random.Random(1)
    yield "classify an examination", median(_ms(random_exam(chance)) for _ in range(200)), None, 5
    nothing = Exam(right=_OPEN, left=_OPEN, contraction="NT", pressure="NT")
    yield "classify an examination with nothing tested", median(_ms(nothing) for _ in range(5)), None, 200
