"""Examinations and their classification in the plain shape that programs exchange; grades stand in rows of text."""

from typing import Any

import msgspec

from hcplanner.i18n import N_

from .classification import Answers, Classification, Pair, Results, zone_names
from .exam import SIDES, Exam, Side, readings
from .grades import ANSWERS, MOTOR_GRADES, MUSCLES, POINTS, SENSORY_GRADES
from .listed import listed_grades, listed_motor_zone
from .totals import Total

Json = Any


class Unreadable(ValueError):
    """What is not an examination; `faults` names each place with what is wrong there."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{place}: {fault}" for place, fault in faults))
        self.faults = tuple(faults)


_ROWS = {
    "motor": (len(MUSCLES), frozenset(MOTOR_GRADES)),
    "lt": (len(POINTS), frozenset(SENSORY_GRADES)),
    "pp": (len(POINTS), frozenset(SENSORY_GRADES)),
}


def read_exam(held: Json) -> Exam:
    """The examination in the plain shape.

    Raises:
        Unreadable: it has another shape or a grade that cannot be; all faults are named.
    """
    faults: list[tuple[str, str]] = []
    if not isinstance(held, dict):
        raise Unreadable([("exam", N_("is not there or not an object"))])
    right, left = (_side(held.get(name), name, faults) for name in SIDES)
    faults.extend((name, N_("must be Yes, No or NT")) for name in ("vac", "dap") if held.get(name) not in ANSWERS)
    if faults or right is None or left is None:
        raise Unreadable(faults)
    return Exam(right=right, left=left, contraction=held["vac"], pressure=held["dap"])


def _side(held: Json, side: str, faults: list[tuple[str, str]]) -> Side | None:
    if not isinstance(held, dict):
        faults.append((side, N_("is not there or not an object")))
        return None
    motor, light_touch, pin_prick = (_row(held.get(name), f"{side}.{name}", name, faults) for name in _ROWS)
    non_key = held.get("nonKey")
    if non_key is not None and non_key not in MUSCLES:
        faults.append((f"{side}.nonKey", N_("must be null or a level from C5 to T1 or L2 to S1")))
        return None
    return Side(motor=motor, light_touch=light_touch, pin_prick=pin_prick, non_key=non_key or "")


def _row(held: Json, place: str, name: str, faults: list[tuple[str, str]]) -> tuple[str, ...]:
    count, allowed = _ROWS[name]
    if not isinstance(held, str):
        faults.append((place, N_("is not there or not text")))
        return ()
    row = tuple(held.split())
    if len(row) != count:
        faults.append((place, f"{len(row)} grades instead of {count}"))
    faults.extend((place, f"“{grade}” is no grade") for grade in dict.fromkeys(row) if grade not in allowed)
    return row


def write_results(classification: Classification) -> dict[str, Json]:
    """The answers in the plain shape, listed as the reference software lists them (see `listed`).

    An answer that only the marks bring about carries a star.
    """
    exam, sums = classification.exam, classification.totals
    found = _listed(exam, classification.found)
    unmarked = _listed(exam.unmarked(), classification.unmarked) if exam.marked else found
    return {
        "sensory": _pair(found.sensory, unmarked.sensory),
        "motor": _pair(found.motor, unmarked.motor),
        "nli": _starred(found.level, unmarked.level),
        "complete": _starred(found.completeness, unmarked.completeness),
        "ais": _starred(found.ais, unmarked.ais),
        "zppSensory": _pair(found.sensory_zone, unmarked.sensory_zone),
        "zppMotor": _pair(found.motor_zone, unmarked.motor_zone),
        "totals": {
            "uems": _total(sums.upper_motor), "lems": _total(sums.lower_motor),
            "lt": _total(sums.light_touch), "pp": _total(sums.pin_prick),
        },
    }  # fmt: skip


def _listed(exam: Exam, results: Results) -> Results:
    may = readings(exam)
    grades = listed_grades(may)
    zones = (zone_names(listed_motor_zone(side, may.contraction, grades)) for side in may.sides)
    return msgspec.structs.replace(results, ais=grades, motor_zone=Pair(*zones))


def _pair(found: Pair, unmarked: Pair) -> dict[str, str]:
    return {side: _starred(getattr(found, side), getattr(unmarked, side)) for side in SIDES}


def _starred(found: Answers, unmarked: Answers) -> str:
    return ",".join(answer if answer in unmarked else f"{answer}*" for answer in found)


def _total(total: Total) -> dict[str, str]:
    sums = {"right": total.right, "left": total.left, "sum": total.both}
    return {name: "ND" if value is None else str(value) for name, value in sums.items()}
