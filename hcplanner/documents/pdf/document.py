"""Serialises a tagged, archivable document: catalog, structure tree, object streams and identifier."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFDictionary, PDFDocument, PDFFile, PDFString

from hcplanner.documents.archive import Metadata, add_archive_entries, xmp
from hcplanner.documents.pdf.objects import Raw, pdf_date, stream
from hcplanner.documents.pdf.seal import sealed
from hcplanner.documents.pdf.tounicode import rewritten
from hcplanner.documents.pdf.tree import write_tree

if TYPE_CHECKING:
    from hcplanner.documents.pdf.structure import Element

CATALOG_KEYS = [*PDFCatalog.__NoDefault__, "OutputIntents", "AF"]
_OBJECTS_PER_STREAM = 200
_END = b"endstream\n"
_CMAP = "toUnicodeCMap:"


class TaggedDocument(PDFDocument):
    """ReportLab's document with a structure tree and the entries PDF/UA-1 and PDF/A-3a ask for."""

    def begin_tagged(self, metadata: Metadata, root: Element) -> None:
        """Prepare a document that ReportLab has just made."""
        self.metadata = metadata
        self.root = root
        self.page_marks: list[list[Element]] = []
        self.annotation_owners: list[Element] = []
        self.Catalog.__NoDefault__ = CATALOG_KEYS

    def format(self) -> bytes:
        """The whole file, PDF 1.7 with object streams and a cross-reference stream."""
        self._rewrite_cmaps()
        catalog = self.Catalog
        catalog.StructTreeRoot = write_tree(self, self.root)
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        add_archive_entries(self, self.metadata)
        self.info = self._info()
        root, info = self.Reference(catalog), self.Reference(self.info)
        return sealed(self._write(self._formatted(), root, info), xmp(self.metadata))

    def _rewrite_cmaps(self) -> None:
        for name, item in self.idToObject.items():
            if name.startswith(_CMAP):
                item.content = rewritten(item.content)

    def _info(self) -> PDFDictionary:
        about = self.metadata
        entries = {
            "Title": about.title,
            "Author": about.author,
            "Subject": about.subject,
            "Keywords": about.keywords,
            "Creator": about.creator,
            "Producer": about.producer,
            "CreationDate": pdf_date(about.created),
            "ModDate": pdf_date(about.created),
        }
        return PDFDictionary({key: PDFString(value) for key, value in entries.items() if value})

    def _formatted(self) -> list[tuple[int, bytes, bool]]:
        """Every object as (number, bytes, is a stream); formatting may register further objects."""
        out: list[tuple[int, bytes, bool]] = []
        number = 0
        while number + 1 in self.numberToId:
            number += 1
            item = self.idToObject[self.numberToId[number]]
            data = item.data if isinstance(item, Raw) else pdfdoc.format(item, self, toplevel=1)
            is_stream = data.endswith(_END)
            if is_stream and not isinstance(item, Raw):  # ReportLab omits the end-of-line that PDF/A asks for
                data = data[: -len(_END)] + b"\r\n" + _END
            out.append((number, data, is_stream))
        return out

    def _write(self, objects: list[tuple[int, bytes, bool]], root: Any, info: Any) -> bytes:
        file = PDFFile(self._pdfVersion)
        self.__accum__ = file
        where = {0: (0, 0, 65535)}
        packed = []
        for number, data, is_stream in objects:
            if is_stream:
                where[number] = (1, file.add(b"%d 0 obj\n%sendobj\n" % (number, data)), 0)
            else:
                packed.append((number, data))
        last = len(objects)
        for start in range(0, len(packed), _OBJECTS_PER_STREAM):
            last += 1
            part = packed[start : start + _OBJECTS_PER_STREAM]
            where.update({number: (2, last, place) for place, (number, _) in enumerate(part)})
            where[last] = (1, file.add(b"%d 0 obj\n%sendobj\n" % (last, _object_stream(part))), 0)
        last += 1
        position = file.offset
        where[last] = (1, position, 0)
        table = b"".join(struct.pack(">BIH", *where[number]) for number in range(last + 1))
        digest = hashlib.md5(b"".join(file.strings), usedforsecurity=False).hexdigest().upper()
        head = (
            f"/Type /XRef /W [1 4 2] /Size {last + 1} /Root {root.format(self).decode()} "
            f"/Info {info.format(self).decode()} /ID [<{digest}><{digest}>]"
        )
        xref = stream(head, table, level=9)
        file.add(b"%d 0 obj\n%sendobj\nstartxref\n%d\n%%%%EOF\n" % (last, xref.data, position))
        formatted: bytes = file.format(self)
        return formatted


def _object_stream(part: list[tuple[int, bytes]]) -> bytes:
    head, body, position = [], [], 0
    for number, data in part:
        head.append(f"{number} {position}")
        body.append(data)
        position += len(data) + 1
    index = " ".join(head).encode("ascii") + b"\n"
    return stream(f"/Type /ObjStm /N {len(part)} /First {len(index)}", index + b"\n".join(body)).data
