"""The outcome as it is printed: done against planned, the operation note, the specimen zone by zone, the course."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hcplanner.case import Case
from hcplanner.documents.view import Part, PrintedSection, Row, Shown, printed_sections
from hcplanner.fields import declared_at
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.done_against_planned import Verdict, anything_done, covered_paths, done_against_planned
from hcplanner.knowledge.facts import said
from hcplanner.knowledge.follow_up import Course, Line, Point, course

_ZONES = ("outer", "middle", "inner")
_OF_ZONE = ("found", "percent", "seen")
_FOLLOW_UP = frozenset(
    f"outcome.follow_up.{name}"
    for name in (
        "power", "instruments.nurick", "instruments.mccormick", "instruments.mobility", "gait", "bladder",
        "pain_score", "c2_7_direction", "c2_7_angle_deg", "local_direction", "local_angle_deg", "unstable",
        "regrowth_mm", "rating", "lost",
    )
)  # fmt: skip
"""What the table of the course tells, so that the remarks below it do not repeat it."""
_ENTRY = re.compile(r"\[[^\]]*\]")
_TABLE_POINTS = 4
"""How many follow-ups stand beside the baseline in one table."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One item done against planned, in words; `plain` when it was as planned, so that what was not stands out."""

    label: str
    planned: str
    done: str
    verdict: str
    plain: bool
    reason: str
    told: str


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One zone of the specimen; empty text where nothing is recorded."""

    label: str
    found: str
    percent: str
    seen: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The outcome as printed; `begun` when anything of it is recorded, `operated` when anything of the operation is.

    counts: how many items were as planned, different, and without a record on one side, in words
    tables: the follow-ups, a few in each table, the baseline first in every one; remarks: what else was said of them
    unrecorded: what was recorded at none of them
    """

    begun: bool
    operated: bool
    compared: tuple[ComparedRow, ...]
    counts: str
    note: PrintedSection
    pathology: PrintedSection
    zones: tuple[ZoneRow, ...]
    remarks: PrintedSection
    unrecorded: tuple[str, ...]
    tables: tuple[Course, ...]


def outcome_on_paper(case: Case, words: Words) -> Printed:
    """Everything of the outcome in the order of the paper."""
    section = next(one for one in printed_sections(case, words) if one.name == "outcome")
    along = course(case, words)
    untold = _without(
        section,
        covered_paths() | _FOLLOW_UP | {f"outcome.pathology.{zone}_{name}" for zone in _ZONES for name in _OF_ZONE},
        words,
    )
    return Printed(
        begun=case.outcome != type(case.outcome)(),
        operated=anything_done(case),
        compared=tuple(_compared(case, words)),
        counts=_counts(case, words),
        note=_only(untold, words, "outcome.done", "outcome.course", "outcome.awake"),
        pathology=_only(untold, words, "outcome.pathology"),
        zones=tuple(_zone(case, zone, words) for zone in _ZONES),
        remarks=replace(_only(untold, words, "outcome.follow_up"), missing=()),
        unrecorded=along.unrecorded if along else (),
        tables=_tables(along) if along else (),
    )


def _compared(case: Case, words: Words) -> Iterable[ComparedRow]:
    for one in done_against_planned(case, words):
        yield ComparedRow(
            one.label, one.planned, one.done, words(one.verdict.value), one.verdict is Verdict.AS_PLANNED,
            one.reason[:1].upper() + one.reason[1:],
            lower_first(one.told, words),
        )  # fmt: skip


def _counts(case: Case, words: Words) -> str:
    found = [one.verdict for one in done_against_planned(case, words)]
    told = (
        words.n("{n} item as planned", "{n} items as planned", found.count(Verdict.AS_PLANNED)),
        words.n("{n} different", "{n} different", found.count(Verdict.DIFFERENT)),
        words.n(
            "{n} not recorded on one side or both",
            "{n} not recorded on one side or both",
            found.count(Verdict.NOT_RECORDED),
        ),
        words.n(
            "{n} to be judged by reading",
            "{n} to be judged by reading",
            found.count(Verdict.NOT_COMPARED) + found.count(Verdict.NOT_SETTLED),
        ),
    )
    return "; ".join(told)


def _zone(case: Case, zone: str, words: Words) -> ZoneRow:
    at = f"outcome.pathology.{zone}_"
    label = {"outer": words("Outer zone"), "middle": words("Middle zone"), "inner": words("Inner zone")}[zone]
    return ZoneRow(label, *(said(case, at + name, words) for name in _OF_ZONE))


def _tables(along: Course) -> tuple[Course, ...]:
    """The course cut into tables that fit the page; a line with nothing in a table is left out of it."""
    found = []
    for start in range(1, len(along.points), _TABLE_POINTS):
        end = start + _TABLE_POINTS
        points: tuple[Point, ...] = (along.points[0], *along.points[start:end])
        lines = [Line(line.key, line.label, (line.cells[0], *line.cells[start:end])) for line in along.lines]
        found.append(Course(points, tuple(line for line in lines if any(cell.value for cell in line.cells[1:]))))
    return tuple(found)


def _only(section: PrintedSection, words: Words, *groups: str) -> PrintedSection:
    """The rows of these groups of the section, and what they lack."""
    paths = tuple(f"{group}." for group in groups) + tuple(f"{group}[" for group in groups)
    rows = tuple(row for row in section.rows if _path_of(row).startswith(paths))
    titles = tuple(words(declared_at(Case, group).field.label) for group in groups)
    missing = tuple(one for one in section.missing if one[0].startswith(titles))
    return replace(section, rows=rows, missing=missing)


def _path_of(row: Row) -> str:
    for part in row.parts:
        for pair in (*((part.name,) if part.name else ()), *part.pairs):
            return str(pair.path)
    return ""


def _without(section: PrintedSection, covered: frozenset[str], words: Words) -> PrintedSection:
    """The section without the fields that another table on the same paper tells."""
    rows = []
    for row in section.rows:
        parts = [kept for part in row.parts if (kept := _part_without(part, covered)) is not None]
        if parts:
            rows.append(replace(row, parts=tuple(parts)))
    labels = {(_group_label(path, words), words(declared_at(Case, path).field.label)) for path in covered}
    missing = []
    for title, lacking in section.missing:
        still = tuple(label for label in lacking if (title, label) not in labels)
        if still or not lacking:
            missing.append((title, still))
    return replace(section, rows=tuple(rows), missing=tuple(missing))


def _group_label(path: str, words: Words) -> str:
    return words(declared_at(Case, path.rpartition(".")[0]).field.label)


def _part_without(part: Part, covered: frozenset[str]) -> Part | None:
    def told(one: Shown) -> bool:
        at = _ENTRY.sub("", one.path)
        return any(at == path or at.startswith(f"{path}.") for path in covered)

    if part.name is not None and told(part.name):
        return None
    pairs = tuple(pair for pair in part.pairs if not told(pair))
    return replace(part, pairs=pairs) if pairs or part.name is not None else None
