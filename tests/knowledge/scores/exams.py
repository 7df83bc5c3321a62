"""Examinations for tests: built from a few words, or generated, plausible ones and ones of pure chance."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import strategies as st

from hcplanner.knowledge.scores.isncsci import Exam, Side
from hcplanner.knowledge.scores.isncsci.grades import (
    ANSWERS,
    MOTOR_GRADES,
    MOTOR_NORMAL,
    MUSCLES,
    POINTS,
    SENSORY_GRADES,
    SENSORY_NORMAL,
    answers,
    values,
)


def normal_side(**changed: Any) -> Side:
    """A normal side but for what is named."""
    rows = {"motor": ("5",) * 10, "light_touch": ("2",) * 28, "pin_prick": ("2",) * 28}
    return Side(**{**rows, **changed})


def _row(chance: random.Random, normal: int, level: int, *, altered: tuple[str, ...], odd: int) -> tuple[str, ...]:
    length = 10 if normal == MOTOR_NORMAL else 28
    worst = chance.choice([(0,), (0, 1), (0, 1, 2), tuple(range(normal)), tuple(range(normal + 1))])
    row = ["0"] * length
    for place in range(length):
        row[place] = str(normal) if place < level else str(min(chance.choice(worst), normal))
    for _ in range(chance.choice([0, odd])):
        row[chance.randrange(length)] = chance.choice(altered)
    return tuple(row)


def random_exam(chance: random.Random, altered: tuple[str, ...] = (), odd: int = 0) -> Exam:
    """An examination about one level, with up to `odd` grades of each row replaced by ones from `altered`.

    `altered` names endings ("NT", "*", "**"); every grade with one of them may come.
    """
    level = chance.randint(0, 28)

    def grades(allowed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(g for g in allowed if any(_ending(g) == end for end in altered)) or allowed[:1]

    def side() -> Side:
        here = level + chance.choice([-3, -1, 0, 0, 1, 2])
        muscles = sum(POINTS.index(name) < here for name in MUSCLES) + chance.choice([0, 0, 1, 10])
        motor, sensory = grades(MOTOR_GRADES), grades(SENSORY_GRADES)
        return Side(
            motor=_row(chance, MOTOR_NORMAL, muscles, altered=motor, odd=odd),
            light_touch=_row(chance, SENSORY_NORMAL, here, altered=sensory, odd=odd),
            pin_prick=_row(chance, SENSORY_NORMAL, here, altered=sensory, odd=odd),
            non_key=chance.choice(["", "", *MUSCLES]),
        )

    said = ANSWERS if "NT" in altered else ANSWERS[:2]
    return Exam(right=side(), left=side(), contraction=chance.choice(said), pressure=chance.choice(said))


def _ending(grade: str) -> str:
    return grade if grade == "NT" else grade[len(grade.rstrip("*")) :]


plain_exams = st.builds(random_exam, st.randoms(use_true_random=False))
"""Nothing left out, nothing marked."""
odd_exams = st.builds(
    random_exam, st.randoms(use_true_random=False), st.just(("NT", "*", "**")), st.integers(min_value=1, max_value=3)
)
"""With tests that were not done and with marks."""


def fillings(exam: Exam) -> Iterator[Exam]:
    """Every plain examination that `exam` may stand for."""
    rows = [(side.motor, MOTOR_NORMAL) for side in exam.sides]
    rows += [(row, SENSORY_NORMAL) for side in exam.sides for row in (side.light_touch, side.pin_prick)]
    cells = [sorted(values(grade, normal)) for row, normal in rows for grade in row]
    for chosen in product(*cells):
        taken = iter(map(str, chosen))
        motor = [tuple(next(taken) for _ in range(10)) for _ in exam.sides]
        sensory = [[tuple(next(taken) for _ in range(28)) for _ in range(2)] for _ in exam.sides]
        right, left = (
            Side(motor=m, light_touch=s[0], pin_prick=s[1], non_key=side.non_key)
            for m, s, side in zip(motor, sensory, exam.sides, strict=True)
        )
        for contraction, pressure in product(answers(exam.contraction), answers(exam.pressure)):
            yield Exam(
                right=right, left=left, contraction="Yes" if contraction else "No", pressure="Yes" if pressure else "No"
            )


def count_fillings(exam: Exam) -> int:
    """How many those are."""
    count = len(answers(exam.contraction)) * len(answers(exam.pressure))
    for side in exam.sides:
        for grade in side.motor:
            count *= len(values(grade, MOTOR_NORMAL))
        for grade in (*side.light_touch, *side.pin_prick):
            count *= len(values(grade, SENSORY_NORMAL))
    return count


def plain(exam: Exam) -> dict[str, Any]:
    """The examination in the shape that programs exchange."""

    def side(held: Side) -> dict[str, Any]:
        return {
            "motor": " ".join(held.motor),
            "lt": " ".join(held.light_touch),
            "pp": " ".join(held.pin_prick),
            "nonKey": held.non_key or None,
        }

    return {"right": side(exam.right), "left": side(exam.left), "vac": exam.contraction, "dap": exam.pressure}
