"""The document vocabulary: one table from which parsing, refusals and the template guide are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: what it is for, its attributes with their meaning, what may stand inside, and if text may."""

    about: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    text: bool = False


INLINE = frozenset({"strong", "em", "a", "span", "br", "sup", "sub"})
LISTS = frozenset({"ul", "ol", "checklist"})
_TO_FILL_IN = frozenset({"signatures", "label-box", "lines"})
CELL_BLOCKS = LISTS | _TO_FILL_IN | {"p", "fields", "pairs", "table", "figure", "qr", "callout", "space"}
COLUMN_BLOCKS = CELL_BLOCKS | {"h1", "h2", "h3", "row"}
BLOCKS = COLUMN_BLOCKS | {"section", "keep", "pagebreak"}

_LANG = {"lang": "language of the text, such as `es`"}
_SHORTEN = "may be cut where the document has to fit one page; the words for what is left out, with `{n}` of them"
_CLASS_MISSING = "`missing` for an answer nobody gave (muted italic)"


def _inline(about: str, **attributes: str) -> Tag:
    return Tag(about, attributes, INLINE, text=True)


_TABLE = {
    "doc": Tag(
        "The whole document.",
        {
            "size": "`clinical` (9.3 pt, the default), `patient` (11 pt), `large` (18 pt) or `wall` (13.5 pt, to be "
            "read standing)",
            "fit": "`page`: the type is set smaller until all stands on one page, then what says `shorten` is cut",
        },
        BLOCKS,
    ),
    "section": Tag("A part of the document, or a part in another language.", _LANG, BLOCKS),
    "h1": _inline("Title of the document.", id="name that a link can point to", shorten=_SHORTEN),
    "h2": _inline("Heading of a section.", id="name that a link can point to"),
    "h3": _inline("Heading within a section.", id="name that a link can point to"),
    "p": _inline(
        "A paragraph.",
        shorten=_SHORTEN,
        **{"class": "`lead`, `huge`, `small`, `note` (7.2 pt), `record` (8.2 pt), `muted` or `missing`"},
        **_LANG,
    ),
    "ul": Tag("A list with bullets.", {}, frozenset({"li"})),
    "ol": Tag("A numbered list.", {"start": "first number"}, frozenset({"li"})),
    "checklist": Tag(
        "A list with tick boxes.",
        {"boxes": "`large`: boxes to be ticked standing, with gloves on"},
        frozenset({"li"}),
    ),
    "li": Tag(
        "An item of a list; in a `checklist` its box is empty unless checked.",
        {"checked": "`yes` draws the tick"},
        INLINE | LISTS,
        text=True,
    ),
    "fields": Tag(
        "Rows of label and value.",
        {
            "cols": "widths of label and value; four widths put two pairs on a row",
            "kind": "`lines`: tight numbered rows; `record`: tight rows of small type, for what is looked up",
        },
        frozenset({"f"}),
    ),
    "pairs": Tag("Labels and values running in one paragraph.", {}, frozenset({"f"})),
    "f": Tag(
        "One label with its value.",
        {
            "label": "the label",
            "shorten": _SHORTEN,
            "class": _CLASS_MISSING,
            "wide": "`yes`: alone on its row where several pairs share one",
        },
        INLINE | CELL_BLOCKS,
        text=True,
    ),
    "table": Tag(
        "A table of data. Its header rows are repeated on each page.",
        {
            "cols": "column widths: `30mm`, `25%`, `*` or `2*`, separated by spaces",
            "kind": "`record`: tight rows of small type, for what is looked up",
        },
        frozenset({"caption", "thead", "tbody", "tr"}),
    ),
    "caption": _inline("The table's caption."),
    "thead": Tag("Header rows.", {}, frozenset({"tr"})),
    "tbody": Tag("Body rows.", {}, frozenset({"tr"})),
    "tr": Tag("A row.", {}, frozenset({"th", "td"})),
    "th": Tag(
        "A header cell.",
        {
            "scope": "`col` or `row`; by default `col` in the head and `row` in the body",
            "colspan": "columns it covers",
            "rowspan": "rows it covers",
            "class": "`num` aligns numbers right, `center` centres",
        },
        INLINE | CELL_BLOCKS,
        text=True,
    ),
    "td": Tag(
        "A data cell.",
        {
            "colspan": "columns it covers",
            "rowspan": "rows it covers",
            "class": f"`num` aligns numbers right, `center` centres, {_CLASS_MISSING}",
        },
        INLINE | CELL_BLOCKS,
        text=True,
    ),
    "figure": Tag(
        "A drawing or a picture.",
        {
            "src": "name of the figure",
            "width": "width in per cent of the column, such as `60%`",
            "alt": "what the figure shows, in words; required",
            "align": "`left`, `center` or `right`",
        },
        frozenset({"figcaption"}),
    ),
    "figcaption": _inline("The figure's caption."),
    "callout": Tag(
        "A box that must not be overlooked.",
        {
            "kind": "`note`, `warn` or `danger`",
            "title": "its first line, set bold",
            "when": "`shortened`: only where texts were cut to fit one page; their labels follow its title",
        },
        CELL_BLOCKS | {"h3"},
    ),
    "keep": Tag("Blocks that stay on one page.", {}, COLUMN_BLOCKS),
    "row": Tag(
        "Cells side by side, read one after the other.",
        {"cols": "cell widths as in `table`", "valign": "`top`, `middle` or `bottom`"},
        frozenset({"cell"}),
    ),
    "cell": Tag("One cell of a `row`.", {}, COLUMN_BLOCKS - {"row"}),
    "signatures": Tag("Boxes with room to sign.", {"cols": "boxes on a row, 1 to 3; 2 by default"}, frozenset({"s"})),
    "s": Tag(
        "One box: who signs (text), and lines to write on.",
        {
            "name": "a name already known, printed on the name line",
            "lines": "the lines wanted: `name signature date time` in any selection",
        },
        frozenset(),
        text=True,
    ),
    "qr": Tag(
        "A QR code.",
        {
            "data": "what it holds",
            "size": "edge in millimetres",
            "alt": "what it is for, in words; required",
            "align": "`left`, `center` or `right`",
        },
    ),
    "label-box": Tag(
        "An empty frame for the hospital's label; its text names it.",
        {"width": "in millimetres, 70 by default", "height": "in millimetres, 30 by default", "align": "as in `qr`"},
        frozenset(),
        text=True,
    ),
    "lines": Tag(
        "Empty lines to write on; its text says what for.",
        {"count": "how many, 1 to 30; 2 by default"},
        frozenset(),
        text=True,
    ),
    "space": Tag("Empty space.", {"h": "height in points"}),
    "pagebreak": Tag("What follows starts on a new page."),
    "strong": _inline("Important text, bold."),
    "em": _inline("Stressed text, italic."),
    "a": _inline("A link.", href="an address (`https:`, `http:`, `mailto:`, `tel:`) or `#name` of a heading"),
    "span": _inline("A part of a text.", **_LANG, **{"class": f"`num`, `nowrap` or {_CLASS_MISSING}"}),
    "br": Tag("A new line."),
    "sup": _inline("Raised text."),
    "sub": _inline("Lowered text."),
}

VOCABULARY: Mapping[str, Tag] = MappingProxyType(_TABLE)


def vocabulary_guide() -> str:
    """The vocabulary as Markdown, for the template guide."""
    rows = ["| Tag | What it is | Attributes | May hold |", "|---|---|---|---|"]
    for name, tag in VOCABULARY.items():
        attributes = "<br>".join(f"`{key}`: {about}" for key, about in tag.attributes.items())
        holds = ["text"] if tag.text else []
        holds += [f"`{child}`" for child in sorted(tag.children)]
        rows.append(f"| `{name}` | {tag.about} | {attributes} | {', '.join(holds)} |")
    return "\n".join(rows) + "\n"
