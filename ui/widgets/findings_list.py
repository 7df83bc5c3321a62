"""The tab Checks: the findings by severity, then those that were set aside; choosing one goes to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.finding_card import SEVERITIES, FindingCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hcplanner.i18n import Words
    from hcplanner.knowledge.answers import Checked, Weighed


class FindingsList(QWidget):
    """The findings of the open case.

    chosen(path): the field to go to; asked(Weighed): a reason is to be given; withdrawn(Weighed): an answer goes
    """

    chosen = Signal(str)
    asked = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.cards: list[FindingCard] = []
        self._headings: list[QLabel] = []
        self.summary = _line(words("Checking…"), "muted")
        self.rules = _line("", "muted")
        self.rules.setContentsMargins(16, 4, 16, 14)
        holder = QWidget()
        holder.setProperty("role", "page")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(12, 2, 12, 12)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(holder)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(words("Checks"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.summary)
        column.addWidget(self.area, 1)
        column.addWidget(self.rules)

    def show_checked(self, checked: Checked) -> None:
        """Show what the checks gave; a card whose finding and answer are as before stays as it is."""
        before = {card.weighed.finding.id: card for card in self.cards}
        focused = next((card.weighed.finding.id for card in self.cards if card.holds_focus()), "")
        for widget in (*self._headings, *self.cards):
            # Taking the layout's item instead would leave the widget tied to it: its height would never be asked again.
            self._column.removeWidget(widget)
        for heading in self._headings:
            heading.deleteLater()
        self._headings, self.cards = [], []
        for title, group in self._groups(checked.weighed):
            self._put(_line(f"{title} · {len(group)}", "finding-group"))
            for weighed in group:
                old = before.get(weighed.finding.id)
                kept = old if old is not None and old.weighed == weighed else None
                self._add(kept or self._card(weighed))
                if kept is not None:
                    del before[weighed.finding.id]
        for gone in before.values():
            gone.hide()
            gone.deleteLater()
        if focused and focused in before:
            self.take_focus(focused)
        self._summarise(checked)

    def take_focus(self, finding: str = "") -> None:
        """Give the keyboard to a finding's card; to the first one without a name."""
        wanted = next((card for card in self.cards if card.weighed.finding.id == finding), None)
        card = wanted or next(iter(self.cards), None)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(card)

    def show_failure(self, text: str) -> None:
        """Say that there are no current findings to show."""
        self.summary.setText(text)

    def _groups(self, weighed: Sequence[Weighed]) -> Iterator[tuple[str, list[Weighed]]]:
        open_ones = [one for one in weighed if one.standing.value != "answered"]
        for name, label in SEVERITIES.items():
            if group := [one for one in open_ones if one.finding.severity.value == name]:
                yield self._words(label), group
        if answered := [one for one in weighed if one.standing.value == "answered"]:
            yield self._words("Set aside"), answered

    def _card(self, weighed: Weighed) -> FindingCard:
        card = FindingCard(weighed, self._words)
        if weighed.finding.paths:
            card.chosen.connect(lambda: self.chosen.emit(weighed.finding.paths[0]))
        card.asked.connect(lambda: self.asked.emit(weighed))
        card.withdrawn.connect(lambda: self.withdrawn.emit(weighed))
        card.stepped.connect(lambda by: self._step(card, by))
        return card

    def _add(self, card: FindingCard) -> None:
        self.cards.append(card)
        self._column.insertWidget(self._column.count() - 1, card)

    def _put(self, heading: QLabel) -> None:
        heading.setContentsMargins(4, 8, 4, 0)
        self._headings.append(heading)
        self._column.insertWidget(self._column.count() - 1, heading)

    def _step(self, card: FindingCard, by: int) -> None:
        to = max(0, min(len(self.cards) - 1, self.cards.index(card) + by))
        self.cards[to].setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(self.cards[to])

    def _summarise(self, checked: Checked) -> None:
        words, pack = self._words, checked.pack
        counts = [f"{len(group)} {title.lower()}" for title, group in self._groups(checked.weighed)]
        self.summary.setText(
            " · ".join(counts)
            if counts
            else words("Nothing found. Absence of a finding is no statement about the plan.")
        )
        told = [
            words("Evidence pack {version} of {day}, review due {due}.").format(
                version=pack.version, day=words.date(pack.compiled), due=words.date(pack.review_due)
            )
            if pack.evidence
            else words("The evidence pack is switched off here: only completeness and contradictions were checked.")
        ]
        if pack.off:
            told.append(words("Switched off here: {titles}.").format(titles="; ".join(pack.off)))
        self.rules.setText(" ".join(told))


def _line(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setContentsMargins(16, 10, 16, 4)
    label.setWordWrap(True)
    return label
