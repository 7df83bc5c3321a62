"""A ReportLab canvas that writes marked content, tagged links and the page furniture after layout."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFPage, PDFString
from reportlab.pdfgen.canvas import Canvas

from hcplanner.documents.pdf.document import TaggedDocument
from hcplanner.documents.pdf.objects import stream
from hcplanner.documents.pdf.structure import AnnotationRef, Element, Mark

if TYPE_CHECKING:
    from hcplanner.documents.archive import Metadata
    from hcplanner.documents.pdf.structure import Target

PAGE_KEYS = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]

_writing = threading.Lock()  # saving cuts the fonts down through readers that all documents share
PageFinisher = Callable[["TaggedCanvas", int, int], None]


class _AnnotationKey(PDFObject):
    """The StructParent number of an annotation, known only at the end: pages come first."""

    def __init__(self, index: int) -> None:
        self._index = index

    def format(self, document: TaggedDocument) -> bytes:
        return b"%d" % (len(document.Pages.pages) + self._index)


class TaggedCanvas(Canvas):
    """The canvas of one document; `behind` and `finish` draw what stands on every page, once the count is known."""

    def __init__(
        self,
        file: BinaryIO,
        metadata: Metadata,
        root: Element,
        *,
        pagesize: tuple[float, float],
        font: str,
        behind: PageFinisher | None = None,
        finish: PageFinisher | None = None,
    ) -> None:
        super().__init__(
            file,
            pagesize=pagesize,
            invariant=1,
            pdfVersion=(1, 7),
            pageCompression=1,
            lang=metadata.language,
            initialFontName=font,
        )
        self._doc.__class__ = TaggedDocument
        self._doc.begin_tagged(metadata, root)
        self._code: list[str]
        self._page_marks: list[Element] = []
        self._behind = behind
        self._finish = finish

    # -- marks -----------------------------------------------------------------------------------
    def mark_operator(self, element: Element) -> str:
        """The operator that opens marked content of `element`; the reference joins its children."""
        mcid = len(self._page_marks)
        self._page_marks.append(element)
        element.attach()
        element.kids.append(Mark(self._pageNumber - 1, mcid))
        return f"/{element.tag} <</MCID {mcid}>> BDC"

    @staticmethod
    def artifact_operator(subtype: str | None = None) -> str:
        """The operator that opens an artifact; `subtype` is Header, Footer or Watermark."""
        return f"/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC" if subtype else "/Artifact BMC"

    def begin(self, element: Element) -> None:
        """Open marked content of an element; close it with `end`."""
        self.addLiteral(self.mark_operator(element))

    def begin_artifact(self, subtype: str | None = None) -> None:
        """Open an artifact; close it with `end`."""
        self.addLiteral(self.artifact_operator(subtype))

    def end(self) -> None:
        """Close the innermost marked content."""
        self.addLiteral("EMC")

    # -- links -----------------------------------------------------------------------------------
    def linkURL(  # noqa: N802 - ReportLab's name
        self,
        url: Target,
        rect: tuple[float, float, float, float],
        relative: int = 0,
        **look: Any,
    ) -> None:
        """Add a link annotation that the structure tree knows, to an address or a place in this document."""
        if url.link is None:
            raise ValueError("a link without its structure element")
        keys = self._accessible_keys(url.link, url.contents)
        if url.destination is None:
            super().linkURL(str(url), rect, relative, **look, **keys)
            return
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray(self._absRect(rect, relative)),
                "Dest": self._bookmarkReference(url.destination),
                "Border": "[0 0 0]",
                **keys,
            }
        )
        self._addAnnotation(annotation)

    def _accessible_keys(self, element: Element, contents: str) -> dict[str, Any]:
        """Register the annotation about to be added under its element; gives its accessibility entries."""
        index = len(self._doc.annotation_owners)
        self._doc.annotation_owners.append(element)
        element.kids.append(AnnotationRef(self._pageNumber - 1, f"Annot.NUMBER{self._annotationCount + 1}"))
        return {"F": 4, "StructParent": _AnnotationKey(index), "Contents": PDFString(contents)}

    # -- pages -----------------------------------------------------------------------------------
    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """End the page and note what was marked on it."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = PAGE_KEYS
        page.StructParents = len(self._doc.Pages.pages) - 1
        page.Tabs = "/S"
        page.Trans = None
        self._doc.page_marks.append(self._page_marks)
        self._page_marks = []

    def save(self) -> None:
        """Finish every page now that their number is known, and write the file."""
        if (self._code and self._code != [" "]) or not self._doc.Pages.pages:
            self.showPage()
        pages = self._doc.Pages.pages
        for number, page in enumerate(pages, 1):
            content = [*self._furniture(self._behind, number, len(pages)), page.stream]
            content += self._furniture(self._finish, number, len(pages))
            # Flate alone: ReportLab would add ASCII85 on top.
            page.Contents = stream("", "\n".join(content).encode("latin-1"))
        self._code = []
        with _writing:
            self._doc.SaveToFile(self._filename, self)

    def _furniture(self, draw: PageFinisher | None, number: int, total: int) -> list[str]:
        if draw is None:
            return []
        self.init_graphics_state()
        self._code = []
        self._pageNumber = number
        self._page_marks = self._doc.page_marks[number - 1]
        draw(self, number, total)
        return ["q", *self._code, "Q"]
