"""What a chart amounts to: levels, grade, zones and sums, what is missing or doubtful, and the reasons on demand."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hcplanner.i18n import N_
from hcplanner.knowledge.scores import isncsci

if TYPE_CHECKING:
    from hcplanner.case.examination import Isncsci
    from hcplanner.i18n import Words

_HEADS = (N_("Right"), N_("Left"), N_("Together"))


class Told(NamedTuple):
    """The classification of one grid in words; without one only what is missing.

    level: the neurological level, empty when there are several
    """

    headline: str = ""
    grade: str = ""
    level: str = ""
    rows: tuple[isncsci.ResultRow, ...] = ()
    footnote: str = ""
    missing: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    steps: tuple[isncsci.Step, ...] = ()
    limits: tuple[str, ...] = ()


def tell(record: Isncsci, about: isncsci.Circumstances, w: Words) -> Told:
    """The classification of a recorded grid in words; what nobody began says nothing."""
    if not isncsci.begun(record):
        return Told()
    c = isncsci.classify(record)
    if c is None:
        missing = isncsci.gaps_in_words(isncsci.gaps(record), w)
        return Told(headline=w("No levels and no grade yet: the chart has gaps."), missing=missing)
    withheld = isncsci.ais_withheld(c, about, w)
    grade = w("ASIA Impairment Scale")
    steps = tuple(step for step in isncsci.explain(c, w) if not (withheld and step.what == grade))
    return Told(
        headline=w("Neurological level of injury: {level}").format(level=isncsci.level_words(c.found.level, w)),
        grade=isncsci.grade_line(c, w, about),
        level=c.found.level[0] if len(c.found.level) == 1 else "",
        rows=isncsci.result_rows(c, w),
        footnote=w("ND: not determinable, a test was not done.") if isncsci.undetermined(c) else "",
        cautions=isncsci.cautions(c, about, w),
        steps=steps,
        limits=tuple(w(limit) for limit in isncsci.LIMITS),
    )


class IsncsciResults(QFrame):
    """Shows what a chart amounts to."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.told = Told()
        self.setAccessibleName(words("Classification"))
        self.headline = _label("subheading")
        self.grade = _label("")
        self.missing = _label("")
        self.cautions = _label("mark")
        self.cautions.setProperty("state", "unusual")
        self._table = QWidget()
        self._cells: dict[tuple[int, int], QLabel] = {}
        self._rows = QGridLayout(self._table)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self._rows.setHorizontalSpacing(14)
        self._rows.setVerticalSpacing(5)
        self._rows.setColumnStretch(0, 1)
        self.footnote = _label("help")
        self.why = QPushButton(words("Each step with its reason, and the limits"))
        self.why.setProperty("role", "disclosure")
        self.why.setAutoDefault(False)
        self.why.setCursor(Qt.CursorShape.PointingHandCursor)
        self.why.clicked.connect(self._toggle)
        self.reasons = _label("")
        self.reasons.setTextFormat(Qt.TextFormat.RichText)
        self.reasons.setAccessibleName(words("Each step with its reason, and the limits"))
        # The keyboard can go there, so that the steps are read aloud too.
        self.reasons.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.reasons.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.headline, self.grade, self.cautions, self.missing, self._table, self.footnote):
            column.addWidget(part)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.reasons)
        column.addStretch(1)
        self.show_told(Told())

    def show_told(self, told: Told) -> None:
        """Show a classification, or what is missing for one."""
        self.told = told
        _say(self.headline, told.headline)
        _say(self.grade, told.grade)
        _say(self.cautions, "\n".join(told.cautions))
        missing = "\n".join(f"\N{BULLET} {line}" for line in told.missing)
        _say(self.missing, missing)
        _say(self.footnote, told.footnote)
        self._fill(told.rows)
        self.why.setVisible(bool(told.steps))
        self._open(opened=bool(told.steps) and bool(self.why.property("open")))
        said = (told.headline, told.grade, *told.cautions, *told.missing)
        self.setAccessibleDescription(" ".join(said))

    def _fill(self, rows: tuple[isncsci.ResultRow, ...]) -> None:
        self._table.setVisible(bool(rows))
        if not rows:
            return
        for column, head in enumerate(_HEADS, 1):
            self._cell(0, column, "help").setText(self._words(head))
        for place, row in enumerate(rows, 1):
            for column, text in enumerate((row.label, row.right, row.left, row.both)):
                self._cell(place, column, "" if column else "label").setText(text)

    def _cell(self, row: int, column: int, role: str) -> QLabel:
        cell = self._cells.get((row, column))
        if cell is None:
            cell = self._cells[row, column] = _label(role)
            cell.setAlignment(Qt.AlignmentFlag.AlignHCenter if column else Qt.AlignmentFlag.AlignLeft)
            self._rows.addWidget(cell, row, column)
        return cell

    def _toggle(self) -> None:
        self._open(opened=not self.why.property("open"))

    def _open(self, *, opened: bool) -> None:
        if opened:
            steps = "".join(
                f"<p><b>{escape(step.what)}: {escape(step.found)}</b><br>{escape(step.because)}</p>"
                for step in self.told.steps
            )
            limits = "".join(f"<p>{escape(limit)}</p>" for limit in self.told.limits)
            source = f"<p><i>{escape(self._words(isncsci.SOURCE))}</i></p>"
            self.reasons.setText(f"{steps}<hr>{limits}{source}")
        self.reasons.setVisible(opened)
        if bool(self.why.property("open")) != opened:
            self.why.setProperty("open", opened)
            self.why.style().unpolish(self.why)
            self.why.style().polish(self.why)


def _label(role: str) -> QLabel:
    label = QLabel()
    if role:
        label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return label


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
