"""The page of the fields that make a useful plan: the same fields as in the sections, in numbered rows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from hcplanner.case import Case
from hcplanner.fields import Choice, Kind, declared_at, get_at, item_type, members
from hcplanner.i18n import N_
from ui.form import FormPage
from ui.parts.block import Body
from ui.parts.entries import Entries
from ui.parts.part import Part
from ui.parts.row import FieldRow
from ui.parts.scope import EntryScope, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import msgspec

    from hcplanner.fields import Declared
    from hcplanner.i18n import Words
    from hcplanner.opencase import Change, OpenCase

HEADINGS = (
    (N_("Who"), range(1, 8)),
    (N_("What happened"), range(8, 10)),
    (N_("Found"), range(10, 13)),
    (N_("Imaging"), range(13, 19)),
    (N_("Decision"), range(19, 21)),
    (N_("Plan"), range(21, 26)),
)
TITLES = {
    1: N_("Name"),
    2: N_("Birth date"),
    3: N_("Number"),
    4: N_("Weight"),
    5: N_("Allergies"),
    6: N_("Antithrombotics and bleeding"),
    7: N_("Other illness and devices"),
    8: N_("Onset and worsening"),
    9: N_("Old deficit"),
    10: N_("New deficit by limb"),
    11: N_("Bladder and breathing"),
    12: N_("Examiner and time"),
    13: N_("MRI and CT"),
    15: N_("Levels of the mass"),
    16: N_("Position and side"),
    17: N_("Dura"),
    18: N_("Alignment"),
    19: N_("Diagnosis and differential"),
    20: N_("Urgency"),
    21: N_("Operation, levels, sides"),
    22: N_("Extent and stop rules"),
    23: N_("Level check"),
    24: N_("Monitoring, pressure, blood"),
    25: N_("Surgeon, bed, consent"),
}
# MRI and CT are two studies of one list: they share a row.
_SHARED = {13: "13\N{EN DASH}14"}


class _Placed(NamedTuple):
    row: int
    part: Part
    first: EntryScope | None = None


def quick_row(member: Declared, run: Sequence[Declared]) -> int:
    """The row of a field on the page, 0 for none; "which other" goes with the choice it hangs on."""
    if member.field.quick or member.field.only_if is None:
        return member.field.quick
    name, values = member.field.only_if
    if not all(isinstance(value, Choice) and value.value == "other" for value in values):
        return 0
    return next(neighbour.field.quick for neighbour in run if neighbour.name == name)


def quick_rows_of(struct: type[msgspec.Struct]) -> frozenset[int]:
    """The rows that the fields of a struct and its groups stand in."""
    run = members(struct)
    rows = {quick_row(member, run) for member in run if member.kind is not Kind.GROUP}
    for member in run:
        if member.kind is Kind.GROUP and member.struct is not None:
            rows |= quick_rows_of(member.struct)
    return frozenset(rows - {0})


class QuickRow(Part):
    """One numbered row: its number, its title where it has several fields, and the fields."""

    def __init__(self, number: int, parts: Sequence[Part], words: Words) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._count = count = QLabel(_SHARED.get(number, str(number)))
        count.setProperty("role", "number")
        count.setFixedWidth(40)
        count.setContentsMargins(0, 7, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(10)
        labels = [part.member.field.label for part in parts if isinstance(part, FieldRow)]
        if len(parts) > 1 and TITLES[number] not in labels:
            title = QLabel(words(TITLES[number]))
            title.setProperty("role", "subheading")
            title.setContentsMargins(0, 7, 0, 0)
            column.addWidget(title)
        for part in parts:
            column.addWidget(part)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)

    def parts(self) -> Iterator[Part]:
        """The fields."""
        yield from self._parts

    def set_narrow(self, narrow: bool) -> None:
        """Keep the number beside the first words of the row."""
        titled = not isinstance(self._parts[0], FieldRow) or len(self._parts) > 1
        self._count.setContentsMargins(0, 0 if narrow and not titled else 7, 0, 0)
        super().set_narrow(narrow)


class QuickCard(Part):
    """The rows under one heading."""

    def __init__(self, title: str, rows: Sequence[Part]) -> None:
        super().__init__()
        self._rows = tuple(rows)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = QFrame()
        frame.setProperty("role", "card")
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(18, 16, 20, 18)
        column.setSpacing(14)
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        for row in rows:
            column.addWidget(row)

    def parts(self) -> Iterator[Part]:
        """The rows."""
        yield from self._rows


class QuickBody(Body):
    """All cards. Fields of a list that stand in several rows are those of its first entry."""

    def __init__(self, blocks: Sequence[Part], placed: Sequence[_Placed], open_case: OpenCase) -> None:
        super().__init__(blocks, gap=14)
        self._open_case = open_case
        self._firsts: dict[EntryScope, list[Part]] = {}
        for one in placed:
            if one.first is not None:
                self._firsts.setdefault(one.first, []).append(one.part)

    def hear(self, change: Change | None) -> None:
        """See which entries are the first ones now, then show what changed."""
        anew = [parts for scope, parts in self._firsts.items() if follow_first(scope, self._open_case.case)]
        for parts in anew:
            for part in parts:
                part.hear(None)
        super().hear(change)


def follow_first(scope: EntryScope, case: Case) -> bool:
    """Let the scope stand for the first entry of its list, or for one to come; whether that is another than before."""
    assert scope.above is not None
    items: Any = getattr(scope.above.owner(case), scope.step)
    ident = items[0].id if items else ""
    changed = bool(ident != scope.ident)
    scope.ident = ident
    return changed


class QuickPage(FormPage):
    """The quick fields, in the order of a surgeon's thought, all by keyboard."""

    def __init__(self, open_case: OpenCase, words: Words) -> None:
        super().__init__(open_case, words, words("Quick plan"))
        self._needed: tuple[str, ...] = ()
        self._needs: QLabel | None = None

    def need(self, paths: Sequence[str]) -> None:
        """Mark the fields that an emergency plan asks for, and count them at the top of the page."""
        if self._needs is not None:
            return
        self._needed = tuple(paths)
        self._needs = QLabel()
        self._needs.setProperty("role", "lead")
        self._needs.setWordWrap(True)
        self._column.insertWidget(1, self._needs)
        for path in paths:
            row = self.body.reveal(path)
            assert isinstance(row, FieldRow), f"{path} is not on the Quick page"
            row.need()
        self._count()

    def next_needed(self) -> None:
        """Give the keyboard to the next needed field that is empty, round the page; to none when all are recorded."""
        self.flush()
        at = self._at.field_path() if self._at is not None else ""
        start = self._needed.index(at) + 1 if at in self._needed else 0
        order = (*self._needed[start:], *self._needed[:start])
        wanted = next((path for path in order if self._empty(path)), None)
        if wanted is not None:
            self.go_to(wanted)

    def _empty(self, path: str) -> bool:
        return declared_at(Case, path).is_empty(get_at(self.open_case.case, path))

    def _hear(self, change: Change) -> None:
        super()._hear(change)
        self._count()

    def _count(self) -> None:
        if self._needs is None:
            return
        given = sum(not self._empty(path) for path in self._needed)
        told = self.words(
            "An emergency plan needs the {all} fields marked ●. Recorded: {given}. F8 goes to the next one."
        )
        self._needs.setText(told.format(given=given, all=len(self._needed)))

    def make_body(self) -> Part:
        """A card for each heading."""
        placed: list[_Placed] = []
        for section in members(Case):
            placed += _placed(Scope.of_section(self.open_case, self.words, section.name))
        placed.sort(key=lambda one: one.row)
        rows = {
            number: QuickRow(number, [one.part for one in group], self.words)
            for number, group in groupby(placed, key=lambda one: one.row)
        }
        cards = [QuickCard(self.words(title), [rows[n] for n in span if n in rows]) for title, span in HEADINGS]
        return QuickBody(cards, placed, self.open_case)


def _placed(scope: Scope, first: EntryScope | None = None) -> list[_Placed]:
    """The quick fields of a struct and its groups, each with its row."""
    found: list[_Placed] = []
    run = members(scope.struct)
    for member in run:
        if member.kind is Kind.GROUP:
            found += _placed(scope.inside(member), first)
        elif member.kind is Kind.LIST:
            found += _placed_list(scope, member)
        elif row := quick_row(member, run):
            found.append(_Placed(row, FieldRow(scope, member), first))
    return found


def _placed_list(scope: Scope, member: Declared) -> list[_Placed]:
    """A list in one row is a list there; one whose fields stand in several rows shows its first entry in them."""
    rows = sorted(quick_rows_of(item_type(member)))
    if not rows:
        return []
    if len(rows) == 1:
        return [_Placed(rows[0], Entries(scope, member, quick_entry, ready=True, small=True))]
    first = EntryScope(scope, member, framed=False)
    follow_first(first, scope.open_case.case)
    others = Entries(scope, member, quick_entry, titled=False, skip=1, small=True)
    return [*_placed(first, first), _Placed(rows[-1], others)]


def quick_entry(scope: Scope) -> Body:
    """The quick fields of a list entry."""
    return Body([one.part for one in _placed(scope)], gap=10)
