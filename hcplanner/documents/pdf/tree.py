"""Writes the structure tree, its parent tree and the links between them and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hcplanner.documents.pdf.objects import Raw, pdf_string
from hcplanner.documents.pdf.structure import AnnotationRef, Element, Mark

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_POINTLESS_WHEN_EMPTY = frozenset(["P", "Span", "Div", "Sect", "Caption", "L", "Lbl", "Link"])


def write_tree(document: PDFDocument, root: Element) -> Any:
    """Register the whole tree as objects of the document; gives the reference of its root."""
    _drop_empty(root)
    root_object = Raw()
    root_reference = document.Reference(root_object)
    root_number = document.objectcounter
    numbers, ordered = _number(document, root)
    page_count = len(document.Pages.pages)
    object_numbers = document.idToObjectNumberAndVersion
    pages = [object_numbers[f"Page{index + 1}"][0] for index in range(page_count)]
    for element, raw in ordered:
        parent = root_number if element.parent is None else numbers[element.parent]
        raw.data = _element(element, parent, numbers, pages, object_numbers).encode("ascii")
    entries = [
        f"{index} [{' '.join(f'{numbers[element]} 0 R' for element in marks)}]"
        for index, marks in enumerate(document.page_marks)
    ]
    entries += [f"{page_count + index} {numbers[owner]} 0 R" for index, owner in enumerate(document.annotation_owners)]
    nums = "\n".join(entries)
    document.Reference(Raw(f"<</Nums [{nums}]>>".encode("ascii")))
    parent_tree = document.objectcounter
    next_key = page_count + len(document.annotation_owners)
    root_object.data = (
        f"<</Type/StructTreeRoot/K [{numbers[root]} 0 R]/ParentTree {parent_tree} 0 R/ParentTreeNextKey {next_key}>>"
    ).encode("ascii")
    return root_reference


def _drop_empty(element: Element) -> None:
    """Take out what turned out to hold nothing, so that a reader does not stop at it; table cells must stay."""
    for kid in element.kids:
        if isinstance(kid, Element):
            _drop_empty(kid)
    element.kids = [
        kid
        for kid in element.kids
        if not isinstance(kid, Element) or kid.kids or kid.tag not in _POINTLESS_WHEN_EMPTY or kid.alt or kid.actual
    ]


def _number(document: PDFDocument, root: Element) -> tuple[dict[Element, int], list[tuple[Element, Raw]]]:
    """Give every element an object number, in reading order."""
    numbers: dict[Element, int] = {}
    ordered: list[tuple[Element, Raw]] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        raw = Raw()
        document.Reference(raw)
        numbers[element] = document.objectcounter
        ordered.append((element, raw))
        waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
    return numbers, ordered


def _element(
    element: Element, parent: int, numbers: dict[Element, int], pages: list[int], object_numbers: dict[str, Any]
) -> str:
    home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{numbers[kid]} 0 R")
        elif isinstance(kid, AnnotationRef):
            kids.append(f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {object_numbers[kid.name][0]} 0 R>>")
        elif kid.page == home:
            kids.append(str(kid.mcid))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.mcid}>>")
    parts = [f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R"]
    if home is not None:
        parts.append(f"/Pg {pages[home]} 0 R")
    if kids:
        parts.append(f"/K [{' '.join(kids)}]" if len(kids) > 1 else f"/K {kids[0]}")
    if element.alt is not None:
        parts.append(f"/Alt {pdf_string(element.alt)}")
    if element.actual is not None:
        parts.append(f"/ActualText {pdf_string(element.actual)}")
    if element.lang:
        parts.append(f"/Lang {pdf_string(element.lang)}")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    parts.append(">>")
    return "".join(parts)
