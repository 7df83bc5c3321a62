"""Reads markup and refuses what the vocabulary does not know, naming the line."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from xml.parsers import expat

from hcplanner.documents.markup.vocabulary import VOCABULARY, Tag
from hcplanner.errors import TemplateFault

_DEEPEST = 40


class MarkupError(TemplateFault):
    """The markup cannot become a document; `line` is where, counted from 1."""

    def __init__(self, message: str, line: int, template: str) -> None:
        super().__init__(template, f"line {line}: {message}")
        self.line = line


class Fault(Exception):
    """A fault at an element; becomes a MarkupError once its line is known."""

    def __init__(self, node: ET.Element, message: str) -> None:
        super().__init__(message)
        self.node = node
        self.message = message


def parse(markup: str, template: str) -> ET.Element:
    """The element tree of the markup, checked against the vocabulary; `template` names it in errors.

    Raises MarkupError for text that is not well formed, a document type or entity declaration, an unknown
    tag or attribute, a tag or text where it does not belong, and nesting deeper than 40.
    """
    for forbidden in ("<!DOCTYPE", "<!ENTITY"):
        place = markup.find(forbidden)
        if place >= 0:
            raise MarkupError(f"{forbidden} is not allowed", markup.count("\n", 0, place) + 1, template)
    try:
        root = ET.fromstring(markup)  # noqa: S314 - declarations, the danger of XML, were refused above
    except ET.ParseError as error:
        raise MarkupError(f"not well formed: {error}", error.position[0], template) from None
    try:
        _check_root(root)
    except Fault as fault:
        raise located(fault, root, markup, template) from None
    return root


def located(fault: Fault, root: ET.Element, markup: str, template: str) -> MarkupError:
    """The error of a fault, with the line on which its element starts."""
    index = next((place for place, node in enumerate(root.iter()) if node is fault.node), 0)
    return MarkupError(fault.message, _line_of(markup, index), template)


def _check_root(root: ET.Element) -> None:
    if root.tag != "doc":
        raise Fault(root, f"the document starts with <doc>, not <{root.tag}>")
    _check(root, VOCABULARY["doc"], 1)


def _check(node: ET.Element, tag: Tag, depth: int) -> None:
    if node.attrib and not node.attrib.keys() <= tag.attributes.keys():
        unknown = next(name for name in node.attrib if name not in tag.attributes)
        raise Fault(node, f"<{node.tag}> has no attribute {unknown!r}")
    if depth > _DEEPEST:
        raise Fault(node, f"nested deeper than {_DEEPEST}")
    if not tag.text and node.text and not node.text.isspace():
        raise Fault(node, f"text cannot stand directly in <{node.tag}>")
    for child in node:
        if child.tag not in tag.children:
            raise Fault(child, _misplaced(child.tag, node.tag))
        _check(child, VOCABULARY[child.tag], depth + 1)
        if not tag.text and child.tail and not child.tail.isspace():
            raise Fault(child, f"text cannot stand directly in <{node.tag}>")


def _misplaced(child: str, parent: str) -> str:
    if child not in VOCABULARY:
        return f"<{child}> is not in the vocabulary"
    return f"<{child}> cannot stand in <{parent}>"


class _FoundError(Exception):
    """Stops the second reading at the element looked for."""


def _line_of(markup: str, index: int) -> int:
    """The line of the start tag number `index`, in document order."""
    parser = expat.ParserCreate()
    remaining = index

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal remaining
        if remaining == 0:
            raise _FoundError
        remaining -= 1

    parser.StartElementHandler = start
    try:
        parser.Parse(markup, True)
    except _FoundError:
        return parser.CurrentLineNumber
    return 1
