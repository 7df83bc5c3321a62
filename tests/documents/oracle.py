"""Our own judge of a tagged file: marks, structure tree and parent tree agree, and nothing was lost or reordered."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from hcplanner.documents.about import About, PaperWords
from hcplanner.documents.fonts import REGULAR, drawable, one_line

PAINTING = frozenset(["f", "f*", "F", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "BI"])
STANDARD_FONTS = re.compile("Helvetica|Times|Courier|Symbol|ZapfDingbats")
_NOT_READ = ("/Figure", "/Lbl")

Ref = tuple[int, int]


@dataclass
class Report:
    """What was found: faults in words, and the text in the order of the structure tree."""

    faults: list[str] = field(default_factory=list)
    marks: dict[Ref, list[str]] = field(default_factory=dict)  # [tag, text]
    owners: dict[Ref, Any] = field(default_factory=dict)
    annotations: dict[tuple[int, int], Any] = field(default_factory=dict)
    order: list[Ref] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read aloud, without white space: the content, or what an element says instead of it."""
        said: list[str] = []
        for ref in self.order:
            tag, text = self.marks.get(ref, ("/Figure", ""))
            if tag not in _NOT_READ:
                said.append(str(self.owners[ref].get("/ActualText", text)))
        return "".join("".join(said).split())


def examine(data: bytes, markup: str | None = None, about: About | None = None) -> list[str]:
    """Every fault of the file; with its markup also whether the text read equals the text written."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        report = inspect(pdf)
        if markup is not None and report.text != (wanted := expected_text(markup, about)):
            report.faults.append(_difference(report.text, wanted))
    return report.faults


def inspect(pdf: pikepdf.Pdf) -> Report:
    """Read pages, structure tree and parent tree and note where they disagree."""
    report = Report()
    for index, page in enumerate(pdf.pages):
        _read_page(report, index, page)
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    root = pdf.Root.StructTreeRoot
    for child in root.K:
        _walk(report, child, root, pages, None)
    unread = [ref for ref in report.marks if ref not in report.owners]
    report.faults += [f"{ref} is in the content but not in the tree" for ref in unread]
    parents = _number_tree(root.ParentTree)
    for index, page in enumerate(pdf.pages):
        _check_parents(report, index, page, parents)
    report.faults += font_faults(pdf)
    report.faults += [f"figure without alt: {e.S}" for e in elements(pdf) if e.S == Name.Figure and not e.get("/Alt")]
    return report


def font_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Fonts that are not embedded, or one of the fourteen every reader brings along."""
    faults = []
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font:
            descriptor = item.get("/FontDescriptor")
            if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                faults.append(f"font not embedded: {item.get('/BaseFont')}")
            if STANDARD_FONTS.search(str(item.get("/BaseFont"))):
                faults.append(f"standard font: {item.get('/BaseFont')}")
    return faults


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """All structure elements in reading order."""
    found: list[Any] = []

    def go(element: Any) -> None:
        found.append(element)
        for kid in _kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                go(kid)

    for child in pdf.Root.StructTreeRoot.K:
        go(child)
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


def _read_page(report: Report, index: int, page: Any) -> None:
    stack: list[tuple[str, int | None]] = []
    font = ""
    cmaps: dict[str, dict[int, str]] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in ("BDC", "BMC"):
            _open(report, index, stack, operands)
        elif name == "EMC":
            if stack:
                stack.pop()
            else:
                report.faults.append(f"page {index}: EMC without BDC")
        elif name == "Tf":
            font = str(operands[0])
        if name in PAINTING and not stack:
            report.faults.append(f"page {index}: {name} painted outside any mark")
        mcid = next((number for _, number in reversed(stack) if number is not None), None)
        if mcid is None:
            continue
        if name == "T*":
            report.marks[index, mcid][1] += " "
        elif name in ("Tj", "TJ"):
            if font not in cmaps:
                cmaps[font] = to_unicode(page.Resources.Font[font])
            raw = (
                bytes(operands[0])
                if name == "Tj"
                else b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
            )
            report.marks[index, mcid][1] += "".join(cmaps[font].get(code, "\0") for code in raw)
    if stack:
        report.faults.append(f"page {index}: {len(stack)} marks left open")


def _open(report: Report, index: int, stack: list[tuple[str, int | None]], operands: Any) -> None:
    tag = str(operands[0])
    mcid = None
    if len(operands) > 1 and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
        mcid = int(operands[1].MCID)
    if stack and ("/Artifact" in (tag, *(name for name, _ in stack)) or mcid is not None):
        report.faults.append(f"page {index}: {tag} opened within {stack[-1][0]}")
    if mcid is not None:
        if (index, mcid) in report.marks:
            report.faults.append(f"page {index}: mark {mcid} twice")
        report.marks[index, mcid] = [tag, ""]
    stack.append((tag, mcid))


def to_unicode(font: Any) -> dict[int, str]:
    """The character of each code of a font."""
    found = {}
    for first, last, text in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", font.ToUnicode.read_bytes().decode("latin-1")):
        start = bytes.fromhex(text).decode("utf-16-be")
        for step in range(int(last, 16) - int(first, 16) + 1):
            found[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found


def _walk(report: Report, element: Any, parent: Any, pages: dict[Any, int], page: Any) -> None:
    if element.get("/P") is None or element.P.objgen != parent.objgen:
        report.faults.append(f"{element.S} has the wrong parent")
    page = element.get("/Pg", page)
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            report.annotations[kid.Obj.objgen] = element
        elif isinstance(kid, Dictionary) and kid.get("/Type") != Name.MCR:
            _walk(report, kid, element, pages, page)
        else:
            marked = isinstance(kid, Dictionary)
            ref = (pages[(kid.Pg if marked else page).objgen], int(kid.MCID if marked else kid))
            _claim(report, ref, element)


def _claim(report: Report, ref: Ref, element: Any) -> None:
    if ref in report.owners:
        report.faults.append(f"{ref} is referenced twice")
    report.owners[ref] = element
    report.order.append(ref)
    if ref not in report.marks:
        report.faults.append(f"{ref} is in the tree but not in the content")
    elif report.marks[ref][0] != str(element.S):
        report.faults.append(f"{ref} is marked {report.marks[ref][0]} but belongs to {element.S}")


def _number_tree(node: Any) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for kid in node.get("/Kids", []):
        found |= _number_tree(kid)
    numbers = list(node.get("/Nums", []))
    return found | {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def _check_parents(report: Report, index: int, page: Any, parents: dict[int, Any]) -> None:
    entries = parents.get(int(page.obj.get("/StructParents", -1)))
    marks = [mcid for place, mcid in report.marks if place == index]
    if entries is None or len(entries) != len(marks):
        report.faults.append(f"page {index}: the parent tree does not match its {len(marks)} marks")
        return
    for mcid, entry in enumerate(entries):
        if (index, mcid) in report.owners and report.owners[index, mcid].objgen != entry.objgen:
            report.faults.append(f"page {index}: the parent tree disagrees about mark {mcid}")
    for annotation in page.obj.get("/Annots", []):
        key = annotation.get("/StructParent")
        owner = report.annotations.get(annotation.objgen)
        if key is None or int(key) not in parents or owner is None or owner.objgen != parents[int(key)].objgen:
            report.faults.append(f"page {index}: an annotation and its element disagree")
        if not int(annotation.get("/F", 0)) & 4:
            report.faults.append(f"page {index}: an annotation does not print")
        if not annotation.get("/Contents"):
            report.faults.append(f"page {index}: an annotation says nothing")


def expected_text(markup: str, about: About | None) -> str:
    """The words in source order, as the paper can show them, without white space: mark, notice, markup, footer."""
    words = about.words if about else PaperWords()
    out: list[str] = []

    def say(text: str | None) -> None:
        if text:
            out.append(drawable(one_line(text), REGULAR))

    def go(node: ET.Element) -> None:
        if node.get("when") == "shortened":
            return  # stands only where something was cut to fit one page
        if node.tag == "f":
            say(node.get("label"))
        elif node.tag == "callout":
            say(node.get("title"))
        say(node.text)
        if node.tag == "s":
            for kind in node.get("lines", "name signature date time").split():
                say(getattr(words, kind))
                say(node.get("name") if kind == "name" else None)
        before = len(out)
        for number, child in enumerate(node):
            if child.tag == "f" and node.get("kind") == "lines":
                say(str(number + 1))
            elif child.tag == "f" and node.tag == "pairs" and any(out[before:]):
                say("\u00b7")
            go(child)
            say(child.tail)

    say(about.draft_mark[:400] if about and about.draft_mark else None)
    say(about.notice[:400] if about else None)
    go(ET.fromstring(markup))
    for row in about.footer if about else ():
        for text in row:
            say(text[:400])
    return "".join("".join(out).split())


def _difference(found: str, wanted: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b), min(len(found), len(wanted)))
    around = slice(max(0, at - 20), at + 40)
    return f"text differs at {at}: read {found[around]!r}, written {wanted[around]!r}"
