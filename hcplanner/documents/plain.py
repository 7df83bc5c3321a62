"""A document as plain text, for a record that takes no PDF: the same words, in the same order, from the same markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hcplanner.documents.markup.parse import parse
from hcplanner.documents.markup.vocabulary import INLINE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE = re.compile(r"[ \t\r\n\u2002]+")
_SKIPPED = frozenset({"qr", "label-box", "space", "pagebreak"})
"""What has no words of its own on paper, or only serves the hand."""


def plain_text(markup: str, template: str) -> str:
    """The words of a document, a line each; a blank line before every heading.

    Raises MarkupError for markup that is no document; `template` names it.
    """
    return "\n".join(_blocks(parse(markup, template))).strip("\n")


def _blocks(parent: Element) -> Iterator[str]:
    for node in parent:
        yield from _block(node)


def _block(node: Element) -> Iterator[str]:
    match node.tag:
        case "h1" | "h2" | "h3":
            yield from ("", _words(node).upper() if node.tag == "h1" else _words(node))
        case "p" | "caption" | "figcaption":
            yield _words(node)
        case "fields" | "pairs":
            yield from (f"{pair.get('label', '')}: {'; '.join(_inside(pair))}" for pair in node)
        case "ul" | "ol" | "checklist":
            yield from _items(node)
        case "table":
            yield from (" | ".join("; ".join(_inside(cell)) for cell in row) for row in node.iter("tr"))
        case "callout":
            yield from ("", node.get("title", ""), *_blocks(node))
        case "figure":
            yield node.get("alt", "")
        case "signatures":
            yield from (f"{_words(box)}: {box.get('name', '')}".rstrip(": ") for box in node)
        case tag if tag not in _SKIPPED:
            yield from _blocks(node)


def _items(node: Element) -> Iterator[str]:
    for number, item in enumerate(node, int(node.get("start", "1"))):
        mark = {"ol": f"{number}.", "ul": "-"}.get(node.tag, "[x]" if item.get("checked") == "yes" else "[ ]")
        yield f"{mark} {_own_words(item)}"
        for inner in item:
            if inner.tag not in INLINE:
                yield from (f"  {line}" for line in _block(inner))


def _inside(node: Element) -> list[str]:
    """What a cell or field holds, as one text or as the lines of its blocks."""
    if all(child.tag in INLINE for child in node):
        return [_words(node)]
    return [line for line in _blocks(node) if line]


def _own_words(item: Element) -> str:
    """The words of an item without those of the lists within it."""
    parts = [item.text or ""]
    for child in item:
        parts += [*(_texts(child) if child.tag in INLINE else ()), child.tail or ""]
    return _folded("".join(parts))


def _words(node: Element) -> str:
    return _folded("".join(_texts(node)))


def _texts(node: Element) -> Iterator[str]:
    yield "; " if node.tag == "br" else node.text or ""
    for child in node:
        yield from _texts(child)
        yield child.tail or ""


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
