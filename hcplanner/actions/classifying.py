"""Classifies a list of examinations of the International Standards, for programs that have no case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NamedTuple

from hcplanner.errors import ExaminationsInvalid, NotExaminations, Reason
from hcplanner.i18n import ENGLISH, N_, Words
from hcplanner.knowledge.scores.isncsci import Exam, classify_exam, explain, summary
from hcplanner.knowledge.scores.isncsci.exchange import Unreadable, read_exam, write_results
from hcplanner.storage import files

STANDARD_INPUT: Final = "standard input"
Json = Any


class Examination(NamedTuple):
    """One entry of the list as it was handed over, and its examination."""

    entry: dict[str, Json]
    exam: Exam


def read_file(path: Path) -> tuple[Examination, ...]:
    """The examinations listed in a file.

    Raises:
        FileMissing: there is no such file, or it may not be read.
        NotExaminations, ExaminationsInvalid: it holds something else; all faults are named.
    """
    return read(files.read_bytes(path), path)


def read(data: bytes, path: object) -> tuple[Examination, ...]:
    """The examinations listed in `data`, which came from `path`.

    Raises:
        NotExaminations, ExaminationsInvalid: it holds something else; all faults are named.
    """
    try:
        held = json.loads(data.decode("utf-8-sig"))
        json.dumps(held, ensure_ascii=False, allow_nan=False).encode()  # what is read must be writable again
    except UnicodeDecodeError as error:
        raise NotExaminations(path, N_("its text is not UTF-8")) from error
    except json.JSONDecodeError as error:
        raise NotExaminations(path, f"it is not JSON: line {error.lineno}, column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise NotExaminations(
            path, N_("it is nested too deeply, or holds a number or character that is none")
        ) from error
    if not isinstance(held, list):
        raise NotExaminations(path, N_("it is not a list"))
    found, faults = [], []
    for number, entry in enumerate(held, 1):
        try:
            found.append(Examination(entry, read_exam(entry.get("exam") if isinstance(entry, dict) else None)))
        except Unreadable as error:
            faults += [Reason(f"[{number}].{place}", _label(number, entry, place), why) for place, why in error.faults]
    if faults:
        raise ExaminationsInvalid(path, faults)
    return tuple(found)


def _label(number: int, entry: Json, place: str) -> str:
    name = entry.get("name") if isinstance(entry, dict) else None
    return " ".join(part for part in (f"no. {number}", f"({name})" if isinstance(name, str) else "", place) if part)


def answered(examinations: tuple[Examination, ...]) -> list[dict[str, Json]]:
    """The entries as they were handed over, each with its answers as `expected`."""
    return [{**entry, "expected": write_results(classify_exam(exam))} for entry, exam in examinations]


def as_lines(entries: list[dict[str, Json]]) -> bytes:
    """A JSON list with one entry on each line."""
    return ("[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]\n").encode()


def explained(examinations: tuple[Examination, ...], words: Words = ENGLISH) -> str:
    """Each examination in words: its summary, then each step with its reason."""
    told = []
    for number, (entry, exam) in enumerate(examinations, 1):
        found = classify_exam(exam)
        name = entry.get("name")
        told.append(name if isinstance(name, str) else f"no. {number}")
        told += [f"  {line}" for line in summary(found, words)]
        told += [f"    {step.what}: {step.found}. {step.because}" for step in explain(found, words)]
        told.append("")
    return "\n".join(told[:-1])
