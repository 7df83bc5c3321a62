"""One document in two languages: the clinician's after the patient's, to read along and never to sign."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from hcplanner.documents.markup.parse import parse
from hcplanner.i18n import N_, Words

_PREFIX = "beside-"
# What is ticked, signed, stuck on or written on is so once, in the part that the person who decides can read.
_BY_HAND = frozenset({"signatures", "label-box", "lines"})
_NOTE = N_(
    "The same document in {language}, to read along. What is ticked, written and signed stands in the first part."
)


def drawings_beside(drawings: Mapping[str, str]) -> dict[str, str]:
    """The drawings of the second part under names of their own: they hold the words of its language."""
    return {_PREFIX + name: drawing for name, drawing in drawings.items()}


def joined(first: str, second: str, words: Words, name: str, template: str) -> str:
    """The markup of both: the first as it is, then the second as a part in the language of `words`.

    name: what that language is called in itself; template: named in errors
    Raises MarkupError.
    """
    root, added = parse(first, template), parse(second, template)
    _for_reading_only(added)
    section = ET.Element("section", {"lang": words.tag})
    for child in list(added):
        section.append(child)
        if child.tag == "h1":
            note = ET.SubElement(section, "callout", {"kind": "note"})
            ET.SubElement(note, "p").text = words(_NOTE).format(language=name)
    ET.SubElement(root, "pagebreak")
    root.append(section)
    return ET.tostring(root, encoding="unicode")


def _for_reading_only(node: ET.Element) -> None:
    for child in list(node):
        if child.tag in _BY_HAND:
            node.remove(child)
            continue
        if child.tag == "checklist":
            child.tag = "ul"
            child.attrib.pop("boxes", None)
        child.attrib.pop("checked", None)
        if child.tag == "figure":
            child.set("src", _PREFIX + child.get("src", ""))
        if "id" in child.attrib:
            child.set("id", _PREFIX + child.attrib["id"])
        if child.get("href", "").startswith("#"):
            child.set("href", f"#{_PREFIX}{child.attrib['href'][1:]}")
        _for_reading_only(child)
