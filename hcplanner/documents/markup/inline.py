"""Turns text with inline tags into the fragments of a paragraph; nothing is parsed a second time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hcplanner.documents.fonts import coverage, drawable, one_line, variant
from hcplanner.documents.markup.parse import Fault
from hcplanner.documents.markup.styles import ACCENT, MUTED, Style
from hcplanner.documents.pdf.paragraph import Para
from hcplanner.documents.pdf.structure import Element, Target

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Set as AbstractSet

_SPACES = re.compile(r"[ \t\r\n]+")
_ADDRESS = re.compile(r"(?:https?|mailto|tel):\S+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LONGEST_ADDRESS = 2000
_DOT = "\u00a0\u00b7 "  # stays on the line of what it follows
_UNITS = "mmHg|[mµ]?mol/L|[kmµ]?g(?:/kg)?|[mcµ]?m|m?[Ll]|mL/kg|h|min|s|%|k?Hz|mA|V|°C?|pt"
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![\w/]))")
_NO_BREAK = str.maketrans({" ": "\u00a0"})


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the text at hand is set."""

    element: Element
    bold: bool = False
    italic: bool = False
    muted: bool = False
    nowrap: bool = False
    rise: float = 0
    size: float | None = None
    link: tuple[int, Target] | None = None


class InlineCompiler:
    """Makes paragraphs; knows the places in the document that a link may point to."""

    def __init__(self, destinations: AbstractSet[str]) -> None:
        self._destinations = destinations
        self._links = 0

    def paragraph(self, node: ET.Element, style: Style, element: Element, skip: AbstractSet[str] = frozenset()) -> Para:
        """The paragraph of a node's text; children named in `skip` are left to the caller."""
        frags: list[Any] = []
        setting = _Setting(element)
        if node.get("class") == "missing":
            setting = _Setting(element, italic=True, muted=True)
        self._collect(node, style, setting, frags, skip)
        return finished(frags, style, element)

    def pairs(self, node: ET.Element, style: Style, element: Element) -> Para:
        """One paragraph of the labelled values in a node: bold label, value, middle dot, next label."""
        frags: list[Any] = []
        for pair in node:
            if frags and frags[-1].link:
                add_text(frags, _DOT, style, _Setting(element, muted=True))
            elif frags:
                frags[-1].text += _DOT
            label = one_line(pair.get("label", ""))
            if label:
                add_text(frags, f"{label} ", style, _Setting(element, bold=True))
            missing = pair.get("class") == "missing"
            value: list[Any] = []
            self._collect(pair, style, _Setting(element, italic=missing, muted=missing), value)
            frags += _trimmed(value)
        return finished(frags, style, element)

    def _collect(
        self, node: ET.Element, style: Style, setting: _Setting, out: list[Any], skip: AbstractSet[str] = frozenset()
    ) -> None:
        if node.text:
            add_text(out, node.text, style, setting)
        for child in node:
            if child.tag not in skip:
                self._child(child, style, setting, out)
            if child.tail:
                add_text(out, child.tail, style, setting)

    def _child(self, child: ET.Element, style: Style, setting: _Setting, out: list[Any]) -> None:
        match child.tag:
            case "strong":
                self._collect(child, style, replace(setting, bold=True), out)
            case "em":
                self._collect(child, style, replace(setting, italic=True), out)
            case "span":
                self._collect(child, style, self._span(child, setting), out)
            case "a":
                self._collect(child, style, self._link(child, setting), out)
            case "sup" | "sub":
                size = (setting.size or style.fontSize) * 0.7
                rise = size * 0.5 if child.tag == "sup" else -size * 0.2
                self._collect(child, style, replace(setting, rise=rise, size=size), out)
            case _:  # br, the only tag left that the vocabulary lets in
                fragment = style.frag.clone(text="")
                fragment.lineBreak = True
                out.append(fragment)

    def _span(self, node: ET.Element, setting: _Setting) -> _Setting:
        kind = node.get("class")
        if kind == "missing":
            setting = replace(setting, italic=True, muted=True)
        elif kind in ("nowrap", "num"):
            setting = replace(setting, nowrap=True)
        elif kind is not None:
            raise Fault(node, f"<span> has no class {kind!r}")
        if node.get("lang") is None:
            return setting
        element = Element("Span", setting.element, attach=False, lang=language(node))
        outer = setting.link[1] if setting.link else None
        target = (
            Target(str(outer), element, outer.link, outer.destination, outer.contents)
            if outer is not None
            else Target("", element, None)
        )
        return replace(setting, element=element, link=self._numbered(target))

    def _link(self, node: ET.Element, setting: _Setting) -> _Setting:
        address = node.get("href", "")
        element = Element("Link", setting.element, attach=False)
        words = one_line("".join(node.itertext()))[:200]
        if address.startswith("#"):
            if address[1:] not in self._destinations:
                raise Fault(node, f"no heading has the id {address[1:]!r}")
            target = Target("destination", element, element, address[1:], words)
        elif len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address) and address.isascii():
            target = Target(address, element, element, None, f"{words} ({address[:300]})")
        else:
            raise Fault(node, f"link not allowed: {address[:80]!r}")
        return replace(setting, element=element, link=self._numbered(target))

    def _numbered(self, target: Target) -> tuple[int, Target]:
        self._links += 1
        return self._links, target


def language(node: ET.Element) -> str | None:
    """The node's language; a Fault when it is not a language tag."""
    lang = node.get("lang")
    if lang is not None and not _LANGUAGE.fullmatch(lang):
        raise Fault(node, f"not a language: {lang[:40]!r}")
    return lang


def add_text(out: list[Any], text: str, style: Style, setting: _Setting) -> None:
    """Append the fragments of a text, with every run of white space as one space.

    A dagger or a middle dot stays with the word before it, a unit with its number.
    """
    name = style.fontName
    if setting.bold or setting.italic:
        name = variant(name, setting.bold, setting.italic)
    text = _BEFORE_UNIT.sub("\u00a0", _SPACES.sub(" ", text))
    text = drawable(text.replace(" \u2020", "\u00a0\u2020").replace(" \u00b7 ", _DOT), name)
    if setting.nowrap:
        text = text.translate(_NO_BREAK)
    fragment = style.frag.clone(text=text)
    if name != style.fontName:
        fragment.fontName = name
    if setting.muted:
        fragment.textColor = MUTED
    if setting.link is not None:
        fragment.link = [setting.link]
        if setting.link[1]:
            fragment.textColor = ACCENT
            fragment.us_lines = [(setting.link[0], "underline", ACCENT, 0.5, "-0.16*F", 0, 1, 1)]
    if setting.rise:
        fragment.rise = setting.rise
    if setting.size:
        fragment.fontSize = setting.size
    out.append(fragment)


def plain(text: str, style: Style, element: Element) -> Para:
    """A paragraph of plain text."""
    frags: list[Any] = []
    add_text(frags, text, style, _Setting(element))
    return finished(frags, style, element)


def _trimmed(frags: list[Any]) -> list[Any]:
    """The fragments without spaces at either end, so that a middle dot stays with what it follows."""
    while frags and not frags[-1].text.rstrip(" ") and not hasattr(frags[-1], "lineBreak"):
        frags.pop()
    if frags:
        frags[-1].text = frags[-1].text.rstrip(" ")
        frags[0].text = frags[0].text.lstrip(" ")
    return frags


def finished(frags: list[Any], style: Style, element: Element) -> Para:
    """The paragraph of the fragments, with every font it needs registered."""
    if not frags:
        frags.append(style.frag.clone(text=""))
    coverage(style.fontName)
    for fragment in frags:
        coverage(fragment.fontName)
    decorated = any(fragment.link or fragment.us_lines for fragment in frags)
    if decorated and len(frags) == 1:
        # ReportLab draws a single fragment on a path that tells nobody where a link starts.
        frags.append(style.frag.clone(text=" "))
    return Para.of(frags, style, element, decorated=decorated)
