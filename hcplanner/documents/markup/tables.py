"""Builds tables, label and value rows, and cells side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from hcplanner.documents.markup.context import Context, choice, column_widths, whole
from hcplanner.documents.markup.inline import plain
from hcplanner.documents.markup.parse import Fault
from hcplanner.documents.markup.styles import ACCENT, HAIRLINE, Style
from hcplanner.documents.pdf.grid import Cell, Grid, GridStyle, Row
from hcplanner.documents.pdf.paragraph import Label
from hcplanner.documents.pdf.structure import Element

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

_HAIR = (HAIRLINE, 0.5)
_FIELDS = GridStyle(padding=(1.4, 8, 1.8, 0), rule=_HAIR, top_rule=_HAIR)
_RECORD = GridStyle(padding=(0.7, 8, 1.3, 0), rule=_HAIR, top_rule=_HAIR, tall=58, least=31)  # running text parts well
_LINES = GridStyle(padding=(1.1, 8, 1.7, 0), rule=_HAIR, top_rule=(ACCENT, 1))
_KINDS = {
    "plain": (_FIELDS, "label", "cell"),
    "lines": (_LINES, "line_label", "line_value"),
    "record": (_RECORD, "record_label", "record"),
}
_RECORD_TABLE = GridStyle(padding=(1.2, 5, 1.8, 5), rule=_HAIR, top_rule=(ACCENT, 1), head_rule=(ACCENT, 0.7))
_TABLE = GridStyle(padding=(2.6, 5, 3.2, 5), rule=_HAIR, top_rule=(ACCENT, 1.1), head_rule=(ACCENT, 0.8))


class _Place(NamedTuple):
    """Where a row stands: its number among the rows of the table, the columns, and what spans into it."""

    row: int
    total: int
    widths: list[float]
    taken: set[tuple[int, int]]
    head: bool
    record: bool


_SIDES = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_ALIGNED = {"num": 2, "center": 1, "missing": 0}
_ROW_SCOPE = "<</O/Table/Scope/Row>>"


def fields(node: ET.Element, context: Context, parent: Element, width: float) -> list[Any]:
    """Rows of label and value, one or several pairs on a row, as a table with row headers."""
    kind = choice(node, "kind", "plain", _KINDS)
    lines = kind == "lines"
    spec = node.get("cols") or ("48mm *" if lines else "45mm *")
    per_row, odd = divmod(len(spec.split()), 2)
    if odd or not per_row:
        raise Fault(node, "fields need a width for each label and each value")
    widths = column_widths(node, spec, width, 2 * per_row, context.styles.larger)
    label_style, value_style = (getattr(context.styles, name) for name in _KINDS[kind][1:])
    element = Element("Table", parent)
    rows = []
    number = 0
    for group in _shared(node, per_row):
        row_element = Element("TR", element)
        cells: list[Cell] = []
        for place, pair in enumerate(group):
            number += 1
            last = place == len(group) - 1
            columns = 2 * (per_row - place) - 1 if last else 1
            cells.append(_label(pair, label_style, row_element, 2 * place, number if lines else None))
            inner = sum(widths[2 * place + 1 : 2 * place + 1 + columns]) - 8
            data = Element("TD", row_element, attributes=f"<</O/Table/ColSpan {columns}>>" if columns > 1 else None)
            cells.append(Cell(context.cell(pair, value_style, data, inner), 2 * place + 1, columns))
        rows.append(Row(cells))
    tight = 0.5 if kind == "record" else 1.0
    before, after = context.styles.base * 0.4 * tight, context.styles.base * 0.55 * tight
    return [Grid(widths, [], rows, _KINDS[kind][0], before=before, after=after)] if rows else []


def _shared(node: ET.Element, per_row: int) -> list[list[ET.Element]]:
    """The pairs as they share rows; a wide one stands alone."""
    rows: list[list[ET.Element]] = []
    alone = True
    for pair in node:
        wide = choice(pair, "wide", "no", ("yes", "no")) == "yes"
        if alone or wide or len(rows[-1]) == per_row:
            rows.append([])
        rows[-1].append(pair)
        alone = wide
    return rows


def _label(node: ET.Element, style: Style, row: Element, column: int, number: int | None) -> Cell:
    header = Element("TH", row, attributes=_ROW_SCOPE)
    label = plain(node.get("label", ""), style, header)
    if number is not None:
        label.label = Label(header, str(number), style.fontName, style.fontSize * 0.86, 0, ACCENT)
    return Cell([label], column)


def table(node: ET.Element, context: Context, parent: Element, width: float) -> list[Any]:
    """A table with its caption; header rows are repeated on further pages."""
    element = Element("Table", parent)
    out: list[Any] = []
    caption = node.find("caption")
    if caption is not None:
        para = context.inline.paragraph(caption, context.styles.caption, Element("Caption", element))
        para.leads = True
        out.append(para)
    sources = _rows(node, element)
    if not sources:
        raise Fault(node, "a table needs rows")
    columns = max(_columns(row) for row, _, _ in sources)
    if not columns:
        raise Fault(node, "a table needs cells")
    widths = column_widths(node, node.get("cols"), width, columns, context.styles.larger)
    record = choice(node, "kind", "plain", ("plain", "record")) == "record"
    built: list[tuple[Row, bool]] = []
    taken: set[tuple[int, int]] = set()
    for index, (row, section, head) in enumerate(sources):
        place = _Place(index, len(sources), widths, taken, head, record)
        cells = _cells(row, Element("TR", section), context, place)
        built.append((Row(cells), head))
    rows = [row for row, _ in built]
    _bind(rows)
    heads = next((place for place, (_, head) in enumerate(built) if not head), len(built))
    if heads == len(built) or (heads and rows[heads - 1].bound):
        heads = 0
    return [
        *out,
        Grid(
            widths,
            rows[:heads],
            rows[heads:],
            _RECORD_TABLE if record else replace(_TABLE, tall=_TABLE.tall * context.styles.larger**2),
            before=context.styles.base * 0.45,
            after=context.styles.base * 0.8,
        ),
    ]


def _rows(node: ET.Element, element: Element) -> list[tuple[ET.Element, Element, bool]]:
    """Every row with the element of its section and whether it is a header row."""
    rows: list[tuple[ET.Element, Element, bool]] = []
    for part in node:
        if part.tag == "tr":
            rows.append((part, element, False))
        elif part.tag != "caption":
            head = part.tag == "thead"
            if head and any(not was_head for _, _, was_head in rows):
                raise Fault(part, "<thead> stands before the other rows")
            section = Element("THead" if head else "TBody", element)
            rows += [(row, section, head) for row in part]
    return rows


def _columns(row: ET.Element) -> int:
    return sum(whole(cell, "colspan", 1, 60) for cell in row)


def _cells(
    row: ET.Element,
    parent: Element,
    context: Context,
    place: _Place,
) -> list[Cell]:
    index, total, widths, taken, head, record = place
    cells = []
    column = 0
    for node in row:
        while (index, column) in taken:
            column += 1
        columns, rows = whole(node, "colspan", 1, 60), whole(node, "rowspan", 1, 1000)
        if column + columns > len(widths) or index + rows > total:
            raise Fault(node, "a cell reaches out of the table")
        element = Element(node.tag.upper(), parent, attributes=_cell_attributes(node, head, columns, rows))
        inner = sum(widths[column : column + columns]) - 10
        cells.append(
            Cell(context.cell(node, _cell_style(node, head, record, context), element, inner), column, columns, rows)
        )
        taken.update((index + down, column + right) for down in range(rows) for right in range(columns))
        column += columns
    return cells


def _cell_attributes(node: ET.Element, head: bool, columns: int, rows: int) -> str | None:
    parts = []
    if node.tag == "th":
        scope = choice(node, "scope", "col" if head else "row", ("col", "row"))
        parts.append("/Scope/Column" if scope == "col" else "/Scope/Row")
    if columns > 1:
        parts.append(f"/ColSpan {columns}")
    if rows > 1:
        parts.append(f"/RowSpan {rows}")
    return f"<</O/Table{''.join(parts)}>>" if parts else None


def _cell_style(node: ET.Element, head: bool, record: bool, context: Context) -> Style:
    styles = context.styles
    if record:
        style = styles.record_label if node.tag == "th" else styles.record
    else:
        style = styles.head if head else styles.row_head if node.tag == "th" else styles.cell
    kind = node.get("class")
    return style if kind is None else styles.aligned(style, _ALIGNED[choice(node, "class", "", _ALIGNED)])


def _bind(rows: list[Row]) -> None:
    """Note for each row how many following rows the cells spanning from it, or over it, reach into."""
    reach = -1
    start = 0
    for index, row in enumerate(rows):
        if index > reach:
            start = index
        reach = max(reach, index, *(index + cell.rows - 1 for cell in row.cells)) if row.cells else max(reach, index)
        for place in range(start, index + 1):
            rows[place].bound = max(rows[place].bound, reach - place)


def row(node: ET.Element, context: Context, parent: Element, width: float) -> list[Any]:
    """Cells side by side without the meaning of a table; read in the order of the source."""
    if not len(node):
        return []
    widths = column_widths(node, node.get("cols"), width, len(node))
    style = GridStyle(padding=(0, 5, 0, 5), valign=_SIDES[choice(node, "valign", "top", _SIDES)])
    cells = [Cell(context.blocks(cell, parent, widths[place] - 10), place) for place, cell in enumerate(node)]
    return [Grid(widths, [], [Row(cells)], style, before=2, after=context.styles.base * 0.5)]
