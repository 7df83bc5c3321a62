"""Compiles checked markup into flowables and the structure tree, in the order of the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from reportlab.platypus import KeepTogether

from hcplanner.documents.markup import boxes, tables, text_blocks
from hcplanner.documents.markup.context import Context, choice, number
from hcplanner.documents.markup.fitting import fitted
from hcplanner.documents.markup.inline import InlineCompiler, language
from hcplanner.documents.markup.parse import Fault
from hcplanner.documents.markup.styles import SIZES, style_sheet
from hcplanner.documents.pdf.flowables import Gap, NeedSpace, NewPage
from hcplanner.documents.pdf.stack import stack_height
from hcplanner.documents.pdf.structure import Element

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from hcplanner.documents.about import PaperWords
    from hcplanner.documents.figures.drawing import Source

Builder = Callable[["ET.Element", Context, Element, float], list[Any]]


def compile_document(
    root: ET.Element,
    tree: Element,
    *,
    width: float,
    page_height: float,
    room: float,
    words: PaperWords,
    figures: Mapping[str, Source],
    scale: float = 1.0,
) -> list[Any]:
    """The flowables of the document; their elements have joined `tree`. Raises Fault.

    room: the height of the text on a page, in points; scale: of the type, where the document may flow
    """
    size, fit = choice(root, "size", "clinical", SIZES), choice(root, "fit", "flow", ("flow", "page"))
    destinations = _destinations(root)

    def compiled(source: ET.Element, scale: float, into: Element) -> list[Any]:
        styles = style_sheet(size, scale)
        return _compiled(
            source, into, width, Context(styles, InlineCompiler(destinations), words, figures, page_height, _nothing)
        )

    if fit == "flow":
        return _paginated(compiled(root, scale, tree))

    def fits(each: ET.Element, scale: float) -> bool:
        return stack_height(compiled(each, scale, Element("Document")), width) < room - _SPARE

    shown, small = fitted(root, fits)
    return _paginated(compiled(shown, small, tree))


def _compiled(root: ET.Element, tree: Element, width: float, context: Context) -> list[Any]:

    def blocks(node: ET.Element, parent: Element, inner: float) -> list[Any]:
        out: list[Any] = []
        for child in node:
            builder = _BUILDERS.get(child.tag)
            if builder is not None:
                out += builder(child, context, parent, inner)
        return out

    context.blocks = blocks
    return blocks(root, tree, width)


def _nothing(_node: ET.Element, _parent: Element, _width: float) -> list[Any]:
    return []


def _destinations(root: ET.Element) -> frozenset[str]:
    """The names of all headings, each used once."""
    names: set[str] = set()
    for node in root.iter():
        name = node.get("id")
        if name is not None:
            if name in names or not name:
                raise Fault(node, f"the id {name!r} is not unique")
            names.add(name)
    return frozenset(names)


def _section(node: ET.Element, context: Context, parent: Element, width: float) -> list[Any]:
    return context.blocks(node, Element("Sect", parent, lang=language(node)), width)


def _keep(node: ET.Element, context: Context, parent: Element, width: float) -> list[Any]:
    return [KeepTogether(context.blocks(node, parent, width))] if len(node) else []


def _space(node: ET.Element, _context: Context, _parent: Element, _width: float) -> list[Any]:
    return [Gap(number(node, "h", 6, 0, 400))]


def _page_break(_node: ET.Element, _context: Context, _parent: Element, _width: float) -> list[Any]:
    return [NewPage()]


_SPARE = 8.0  # points that the page's own spacing may take

_BUILDERS: dict[str, Builder] = {
    "section": _section,
    "keep": _keep,
    "space": _space,
    "pagebreak": _page_break,
    "h1": text_blocks.heading,
    "h2": text_blocks.heading,
    "h3": text_blocks.heading,
    "p": text_blocks.paragraph,
    "ul": text_blocks.list_block,
    "ol": text_blocks.list_block,
    "checklist": text_blocks.list_block,
    "pairs": text_blocks.pairs,
    "fields": tables.fields,
    "table": tables.table,
    "row": tables.row,
    "callout": boxes.callout,
    "figure": boxes.figure,
    "qr": boxes.qr,
    "signatures": boxes.signatures,
    "label-box": boxes.label_box,
    "lines": boxes.writing_lines,
}


def _paginated(story: list[Any]) -> list[Any]:
    """The story with room claimed for headings and what follows, and no break or space at its end."""
    while story and isinstance(story[-1], NewPage | Gap):
        story.pop()
    out: list[Any] = []
    index = 0
    while index < len(story):
        end = index
        while end < len(story) and getattr(story[end], "leads", False):
            end += 1
        if end > index:
            following = story[end] if end < len(story) and not isinstance(story[end], NewPage) else None
            out += [NeedSpace(story[index:end], following), *story[index:end]]
            index = end
        else:
            out.append(story[index])
            index += 1
    return out
