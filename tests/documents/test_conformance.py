"""Every document is accessible and archivable at once, and says what its markup says."""

import io
import xml.etree.ElementTree as ET

import pikepdf
import pytest

from hcplanner.documents.markup.vocabulary import VOCABULARY
from tests.documents import oracle, paper


@pytest.mark.requirement("R28", "R50")
@pytest.mark.parametrize(
    "about", [{}, {"draft_mark": "DRAFT"}, {"page": "letter", "attachments": (), "language": "es"}]
)
def test_the_whole_vocabulary_satisfies_every_judge(about, tmp_path):
    assert paper.all_faults(paper.made(paper.WHOLE, **about), paper.WHOLE, tmp_path, **about) == []


@pytest.mark.requirement("R50")
@pytest.mark.parametrize("size", ["patient", "wall"])
def test_larger_type_satisfies_every_judge(size, tmp_path):
    markup = paper.WHOLE.replace("<doc>", f'<doc size="{size}">')
    assert paper.all_faults(paper.made(markup), markup, tmp_path) == []


def test_the_sample_uses_every_tag():
    root = ET.fromstring(paper.WHOLE)
    assert {node.tag for node in root.iter()} == set(VOCABULARY)


def test_the_shortest_document_satisfies_every_judge(tmp_path):
    markup = "<doc><p>One.</p></doc>"
    about = {"header_left": "", "header_right": "", "footer": (), "attachments": (), "author": "", "subject": ""}
    assert paper.all_faults(paper.made(markup, **about), markup, tmp_path, **about) == []


@pytest.mark.parametrize(
    "markup", ["<doc/>", "<doc><pairs/></doc>", "<doc><space h='4'/><pagebreak/></doc>", "<doc><p/></doc>"]
)
def test_a_document_without_words_is_one_page_with_its_marks(markup):
    data = paper.made(markup, draft_mark="DRAFT")
    assert paper.faults(data, markup, draft_mark="DRAFT") == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1


def test_attached_files_come_back_byte_for_byte():
    with pikepdf.open(io.BytesIO(paper.whole())) as pdf:
        attached = pdf.attachments["case.json"]
        assert attached.get_file().read_bytes() == b'{"format":1}\r'
        assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Source


def test_xmp_says_what_info_says():
    with pikepdf.open(io.BytesIO(paper.whole())) as pdf:
        xmp = pdf.open_metadata()
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "Operative plan"
        assert xmp["dc:creator"] == [str(pdf.docinfo.Author)]
        assert xmp["xmp:CreateDate"] == "2025-03-14T09:15:00+00:00"
        assert str(pdf.docinfo.CreationDate) == "D:20250314091500+00'00'"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")


def test_figures_carry_their_words_and_header_cells_their_scope():
    with pikepdf.open(io.BytesIO(paper.whole())) as pdf:
        found = oracle.elements(pdf)
        assert {str(e.Alt) for e in found if e.S == pikepdf.Name.Figure} == {
            "Diagram of the cervical spine.",
            "QR code with case id and revision",
        }
        headers = [e for e in found if e.S == pikepdf.Name.TH]
        assert headers
        assert all(str(e.A.Scope) in ("/Row", "/Column") for e in headers)


def test_tick_boxes_say_their_state():
    with pikepdf.open(io.BytesIO(paper.whole())) as pdf:
        labels = [e for e in oracle.elements(pdf) if e.S == pikepdf.Name.Lbl and "/ActualText" in e]
        assert [str(e.ActualText) for e in labels] == ["not checked", "checked"]
