"""Each undocumented name of ReportLab that the paper leans on: a release that changes one fails here first."""

import inspect
import io

import pytest
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import CondPageBreak, Frame, KeepTogether, Paragraph, paragraph
from reportlab.platypus.paraparser import ParaFrag

from hcplanner.documents.fonts import REGULAR, coverage


@pytest.fixture
def canvas():
    made = Canvas(io.BytesIO(), invariant=1, pdfVersion=(1, 7), lang="en")
    made.drawString(10, 10, "text")
    return made


@pytest.mark.parametrize("name", ["_doc", "_code", "_pageNumber", "_annotationCount", "_annotationrefs", "_filename"])
def test_canvas_attributes(canvas, name):
    assert hasattr(canvas, name)


@pytest.mark.parametrize(
    "name", ["_addAnnotation", "_absRect", "_bookmarkReference", "init_graphics_state", "addLiteral"]
)
def test_canvas_methods(name):
    assert callable(getattr(Canvas, name))


def test_annotations_are_named_by_their_count(canvas):
    canvas.linkURL("https://example.org", (0, 0, 1, 1))
    assert canvas._annotationCount == 1
    assert "Annot.NUMBER1" in canvas._doc.idToObject


def test_document_attributes(canvas):
    canvas.showPage()
    document = canvas._doc
    assert document.__class__ is pdfdoc.PDFDocument
    for name in ("idToObject", "numberToId", "idToObjectNumberAndVersion"):
        assert getattr(document, name)
    assert isinstance(document.objectcounter, int)
    assert document._pdfVersion == (1, 7)
    assert isinstance(document.Pages.pages[0].stream, str)
    assert "Page1" in document.idToObjectNumberAndVersion


@pytest.mark.parametrize("kind", [pdfdoc.PDFCatalog, pdfdoc.PDFPage])
def test_keys_of_pages_and_catalog_are_a_list_each_instance_can_replace(kind):
    assert isinstance(kind.__NoDefault__, list)
    assert any("self.__NoDefault__" in inspect.getsource(base) for base in kind.__mro__[:-1])


def test_raw_objects_are_only_written_by_reference():
    assert "__RefOnly__" in inspect.getsource(pdfdoc.format)


def test_streams_end_without_the_line_end_that_is_put_in():
    stream = pdfdoc.PDFStream(content="abc", filters=[])
    document = pdfdoc.PDFDocument(invariant=1)
    assert pdfdoc.format(stream, document, toplevel=1).endswith(b"endstream\n")


def test_fonts_name_their_maps_and_tell_what_they_cover():
    assert coverage(REGULAR)
    font = pdfmetrics.getFont(REGULAR)
    assert font.face.charToGlyph[ord("A")] > 0
    assert "toUnicodeCMap:" in inspect.getsource(type(font))


def test_text_objects_write_through_one_method_and_join_their_code():
    assert list(inspect.signature(PDFTextObject._textOut).parameters) == ["self", "text", "TStar"]
    assert "self._code" in inspect.getsource(PDFTextObject.getCode)


def test_paragraphs_tell_their_text_object_where_links_start_and_end():
    source = inspect.getsource(paragraph._putFragLine)
    assert "getattr(tx,'_linkRecord'" in source
    assert "linkRecord(l,'start')" in source
    assert "linkRecord(l,'end')" in source


def test_paragraph_drawing_hooks():
    for name in ("beginText", "drawPara", "split", "wrap"):
        assert callable(getattr(Paragraph, name))
    assert "self.beginText(cur_x, cur_y)" in inspect.getsource(Paragraph.drawPara)
    assert "frags=" in inspect.getsource(Paragraph.split)
    assert ParaFrag(text="a").clone(text="b").text == "b"


def test_a_wrapped_paragraph_holds_its_lines():
    para = Paragraph("one two")
    para.wrap(100, 100)
    assert para.blPara.lines
    assert para.blPara.kind == 0
    assert para.blPara.fontSize == para.style.fontSize


def test_text_objects_know_their_canvas(canvas):
    text = PDFTextObject(canvas, 0, 0)
    assert text._canvas is canvas
    assert isinstance(text._code, list)


def test_frames_lend_themselves_to_what_they_hold():
    source = inspect.getsource(Frame._add)
    assert "flowable._frame = self" in source
    assert Frame(0, 0, 10, 20, 0, 0, 0, 0).height == 20


def test_breaking_hooks():
    assert "_atTop" in inspect.getsource(Frame)
    assert "add_generated_content" in inspect.getsource(CondPageBreak)
    assert KeepTogether([kept := Paragraph("a")])._content == [kept]


def test_lines_are_kept_with_the_fragments_and_the_width_they_leave_behind():
    source = inspect.getsource(Paragraph.breakLines)
    assert "self.frags = FW" in source
    assert "self._width_max" in source
    assert "self.breakLines(self._wrapWidths)" in inspect.getsource(Paragraph.wrap)


def test_a_frame_draws_only_what_is_added_to_it():
    assert list(inspect.signature(Frame.add).parameters) == ["self", "flowable", "canv", "trySplit"]
    assert "flowable.drawOn(" in inspect.getsource(Frame.add)
