"""The charts of the International Standards on paper: drawing, results, grades as text; and examinations compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hcplanner.case import Case
from hcplanner.case.examination import ExaminationRecord, Isncsci
from hcplanner.documents.figures.drawing import Figure
from hcplanner.documents.figures.isncsci import chart
from hcplanner.documents.view import PrintedSection, Reader, Row, Shown
from hcplanner.fields import members
from hcplanner.i18n import Words
from hcplanner.knowledge.facts import marked
from hcplanner.knowledge.scores import isncsci


@dataclass(frozen=True, slots=True)
class PaperChart:
    """One examination with grades: what is drawn, what it amounts to, and every recorded field in words.

    `lines` are level and grade, or why there are none; `source` is the name of the drawing.
    """

    source: str
    figure: Figure
    title: str
    lines: tuple[str, ...]
    rows: tuple[isncsci.ResultRow, ...]
    footnote: str
    cautions: tuple[str, ...]
    fields: tuple[Shown, ...]

    @property
    def lines_of_fields(self) -> tuple[tuple[Shown, ...], ...]:
        """The fields as they share lines: the grades of each test by themselves, the rest together."""
        grades = {member.name for member in members(Isncsci) if member.field.rows}
        alone = tuple((one,) for one in self.fields if one.path.rpartition(".")[2] in grades)
        rest = tuple(one for one in self.fields if one.path.rpartition(".")[2] not in grades)
        return (*alone, rest) if rest else alone


@dataclass(frozen=True, slots=True)
class PaperCharts:
    """The charts of a case in the order of its examinations, and what limits them all."""

    charts: tuple[PaperChart, ...]
    limits: tuple[str, ...]

    @property
    def drawings(self) -> Mapping[str, str]:
        """The drawings by the names that the template uses."""
        return {one.source: one.figure.svg for one in self.charts}

    def taken_from(self, sections: tuple[PrintedSection, ...]) -> tuple[PrintedSection, ...]:
        """The printed sections without the fields that stand beside a chart."""
        taken = frozenset(shown.path for one in self.charts for shown in one.fields)
        return tuple(
            replace(section, rows=tuple(row for row in (_without(row, taken) for row in section.rows) if row.parts))
            if taken
            else section
            for section in sections
        )


def charts(case: Case, words: Words) -> PaperCharts:
    """A chart for each examination with a recorded grade."""
    with_grades = [
        one
        for one in case.examination.examinations
        if any(member.field.rows and getattr(one.isncsci, member.name) for member in members(Isncsci))
    ]
    made = tuple(_chart(case, one, number, words) for number, one in enumerate(with_grades, 1))
    limits = tuple(words(limit) for limit in isncsci.LIMITS) if made else ()
    return PaperCharts(made, limits)


def _without(row: Row, taken: frozenset[str]) -> Row:
    left = [replace(part, pairs=tuple(pair for pair in part.pairs if pair.path not in taken)) for part in row.parts]
    return replace(
        row, parts=tuple(new for new, old in zip(left, row.parts, strict=True) if new.pairs or not old.pairs)
    )


def _chart(case: Case, one: ExaminationRecord, number: int, w: Words) -> PaperChart:
    reader, at = Reader.of(case, w, "clinician"), f"examination.examinations[{one.id}].isncsci"
    fields = tuple(
        shown
        for member in members(Isncsci)
        if (shown := reader.shown(member, member.at(at), getattr(one.isncsci, member.name))).recorded
    )
    day = w.date(one.when) if one.when else w("day not recorded")
    title = w("International Standards (ISNCSCI), {day}").format(day=day)
    c, about = isncsci.classify(one.isncsci), isncsci.circumstances(case, one)
    if c is None:
        gaps = "; ".join(isncsci.gaps_in_words(isncsci.gaps(one.isncsci), w))
        lines: tuple[str, ...] = (w("No levels and no grade: {gaps}.").format(gaps=gaps),)
    else:
        level = isncsci.level_words(c.found.level, w)
        lines = (
            w("Neurological level of injury: {level}").format(level=level),
            isncsci.grade_line(c, w, about),
        )
    invented = [shown.path for shown in fields]
    return PaperChart(
        source=f"isncsci-{number}",
        figure=chart(one.isncsci, w),
        title=marked(title, case, *invented),
        lines=tuple(marked(line, case, *invented) for line in lines),
        rows=() if c is None else isncsci.result_rows(c, w),
        footnote=w("NA: not applicable.")
        + (" " + w("ND: not determinable, a test was not done.") if c is not None and isncsci.undetermined(c) else ""),
        cautions=() if c is None else isncsci.cautions(c, about, w),
        fields=fields,
    )
