"""Builds headings, paragraphs and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hcplanner.documents.fonts import REGULAR, one_line
from hcplanner.documents.markup.context import Context, choice, whole
from hcplanner.documents.markup.inline import language
from hcplanner.documents.markup.parse import Fault
from hcplanner.documents.markup.styles import ACCENT, INK, Style
from hcplanner.documents.markup.vocabulary import LISTS
from hcplanner.documents.pdf.flowables import Rule
from hcplanner.documents.pdf.paragraph import Bookmark, Label
from hcplanner.documents.pdf.structure import Element

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

_PARAGRAPHS = ("p", "lead", "huge", "small", "note", "record", "muted", "missing")
_BULLETS = "\u2022\u2013"


def heading(node: ET.Element, context: Context, parent: Element, _width: float) -> list[Any]:
    """A heading with its place in the outline; levels are never skipped."""
    level = int(node.tag[1])
    if level > context.heading_level + 1:
        raise Fault(node, f"<h{level}> after level {context.heading_level}: heading levels must not be skipped")
    context.heading_level = level
    para = context.inline.paragraph(node, getattr(context.styles, node.tag), Element(f"H{level}", parent))
    context.bookmarks += 1
    title = one_line("".join(node.itertext()))[:200]
    if not title:
        raise Fault(node, f"<{node.tag}> is empty")
    para.bookmark = Bookmark(node.get("id") or f"k{context.bookmarks}", title, level - 1)
    para.leads = True
    if level == 1:
        return [para, Rule(ACCENT, 1.6, after=7)]
    return [para]


def paragraph(node: ET.Element, context: Context, parent: Element, _width: float) -> list[Any]:
    """A paragraph in one of the paragraph styles."""
    kind = choice(node, "class", "p", _PARAGRAPHS)
    style = context.styles.dense if kind == "p" and parent.tag in ("TD", "TH") else getattr(context.styles, kind)
    return [context.inline.paragraph(node, style, Element("P", parent, lang=language(node)))]


def list_block(node: ET.Element, context: Context, parent: Element, _width: float) -> list[Any]:
    """A bulleted, numbered or tick box list with the lists nested in it."""
    return _list(node, context, parent, 0)


def _list(node: ET.Element, context: Context, parent: Element, depth: int) -> list[Any]:
    numbering = {"ol": "Decimal", "ul": "Circle" if depth else "Disc", "checklist": "None"}[node.tag]
    element = Element("L", parent, attributes=f"<</O/List/ListNumbering/{numbering}>>")
    start = whole(node, "start", 1, 10_000)
    large = node.tag == "checklist" and choice(node, "boxes", "plain", ("plain", "large")) == "large"
    out: list[Any] = []
    for place, item in enumerate(node, start):
        entry = Element("LI", element)
        label = Element("Lbl", entry)
        body = Element("LBody", entry)
        nested = [child for child in item if child.tag in LISTS]
        style = (
            context.styles.check_item(depth, large=large)
            if node.tag == "checklist"
            else context.styles.list_item(depth)
        )
        para = context.inline.paragraph(item, style, Element("P", body) if nested else body, LISTS)
        if node.tag == "checklist":
            para.label = _tick_box(item, context, label, style, large=large)
        elif item.get("checked") is not None:
            raise Fault(item, "only an item of a <checklist> can be checked")
        else:
            text = f"{place}." if node.tag == "ol" else _BULLETS[min(depth, 1)]
            left = style.leftIndent - context.styles.base * 1.2
            para.label = Label(label, text, REGULAR, style.fontSize, left, ACCENT)
        out.append(para)
        for child in nested:
            out += _list(child, context, body, depth + 1)
    return out


def _tick_box(item: ET.Element, context: Context, element: Element, style: Style, *, large: bool) -> Label:
    """A box, empty unless the item is checked, whose state is also said."""
    checked = choice(item, "checked", "no", ("yes", "no")) == "yes"
    element.actual = context.words.checked if checked else context.words.not_checked
    left = style.leftIndent - context.styles.base * (2.5 if large else 1.75)
    size = style.fontSize * (1.9 if large else 1.2)
    return Label(element, "\u2611" if checked else "\u2610", REGULAR, size, left, INK)


def pairs(node: ET.Element, context: Context, parent: Element, _width: float) -> list[Any]:
    """Labels and values running in one paragraph, parted by middle dots."""
    element = Element("P", parent)
    return [context.inline.pairs(node, context.styles.dense, element)] if len(node) else []
