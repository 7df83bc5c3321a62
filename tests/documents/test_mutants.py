"""The judges themselves: each single fault put into a good file is found by at least one of them."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.documents import oracle, paper


def first(pdf, tag):
    return next(e for e in oracle.elements(pdf) if str(e.S) == f"/{tag}")


def replaced(pdf, old, new, page=0):
    data = pdf.pages[page].Contents.read_bytes()
    assert old in data
    pdf.pages[page].Contents = pdf.make_stream(data.replace(old, new, 1))


def figure_without_alt(pdf):
    del first(pdf, "Figure").Alt


def no_language(pdf):
    del pdf.Root.Lang


def not_marked(pdf):
    pdf.Root.MarkInfo.Marked = False


def unmarked_footer(pdf):
    replaced(pdf, b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC", b"/Artifact BMC EMC")
    data = pdf.pages[0].Contents.read_bytes()
    end = data.rindex(b"EMC")
    pdf.pages[0].Contents = pdf.make_stream(data[:end] + data[end + 3 :])


def parent_tree_swapped(pdf):
    entries = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    entries[3], entries[4] = entries[4], entries[3]


def no_parent_tree(pdf):
    del pdf.Root.StructTreeRoot.ParentTree


def header_without_scope(pdf):
    del first(pdf, "TH").A


def font_not_embedded(pdf):
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/FontFile2" in item:
            del item.FontFile2
            break


def no_output_intent(pdf):
    del pdf.Root.OutputIntents


def no_associated_files(pdf):
    del pdf.Root.AF


def attachment_without_relationship(pdf):
    del pdf.Root.Names.EmbeddedFiles.Names[1].AFRelationship


def link_without_annotation(pdf):
    link = first(pdf, "Link")
    link.K = Array([kid for kid in link.K if not isinstance(kid, Dictionary)])


def annotation_without_words(pdf):
    del pdf.pages[0].Annots[0].Contents


def annotation_without_parent(pdf):
    del pdf.pages[0].Annots[0].StructParent


def annotation_not_printed(pdf):
    pdf.pages[0].Annots[0].F = 0


def heading_level_skipped(pdf):
    next(e for e in oracle.elements(pdf) if e.S == Name.H2).S = Name.H4


def title_not_displayed(pdf):
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def order_changed(pdf):
    kids = pdf.Root.StructTreeRoot.K[0].K
    kids[2], kids[6] = kids[6], kids[2]


def paragraph_dropped(pdf):
    paragraph = next(e for e in oracle.elements(pdf) if e.S == Name.P)
    parent = paragraph.P
    parent.K = Array([kid for kid in parent.K if kid.objgen != paragraph.objgen])


def no_tab_order(pdf):
    del pdf.pages[0].obj["/Tabs"]


def headers_as_data(pdf):
    for element in oracle.elements(pdf):
        if element.S == Name.TH:
            element.S = Name.TD


def xmp_without_title(pdf):
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"dc:title", b"dc:tytle"))


def item_as_paragraph(pdf):
    first(pdf, "LI").S = Name.P


def mark_claimed_twice(pdf):
    element = next(e for e in oracle.elements(pdf) if e.S == Name.P and not isinstance(e.K, Array))
    element.K = Array([element.K, element.K])


def words_changed(pdf):
    replaced(pdf, b"(Operative plan) Tj", b"(Operative plam) Tj")


def heading_says_something_else(pdf):
    first(pdf, "H1").ActualText = String("Something else entirely")


def cell_lost(pdf):
    row = next(e for e in oracle.elements(pdf) if e.S == Name.TR)
    row.K = Array(list(row.K)[:1])


def standard_font(pdf):
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    pdf.pages[0].Resources.Font["/F99"] = font


MUTATIONS = [
    figure_without_alt, no_language, not_marked, unmarked_footer, parent_tree_swapped, no_parent_tree,
    header_without_scope, font_not_embedded, no_output_intent, no_associated_files, attachment_without_relationship,
    link_without_annotation, annotation_without_words, annotation_without_parent, annotation_not_printed,
    heading_level_skipped, title_not_displayed, order_changed, paragraph_dropped, no_tab_order, headers_as_data,
    xmp_without_title, item_as_paragraph, mark_claimed_twice, words_changed, heading_says_something_else, cell_lost,
    standard_font,
]  # fmt: skip


def judged(data, folder):
    try:
        found = oracle.examine(data, paper.WHOLE, paper.ABOUT)
    except (AttributeError, KeyError) as missing:
        found = [repr(missing)]
    return found or paper.validator_faults(data) or paper.reading_faults(data, folder)


def saved(pdf):
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def test_the_unchanged_file_is_good(tmp_path):
    with pikepdf.open(io.BytesIO(paper.whole())) as pdf:
        assert judged(saved(pdf), tmp_path) == []


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_each_single_fault_is_found(mutate, tmp_path):
    with pikepdf.open(io.BytesIO(paper.whole())) as pdf:
        mutate(pdf)
        assert judged(saved(pdf), tmp_path) != []
