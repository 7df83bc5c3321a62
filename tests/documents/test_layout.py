"""Page breaks: no heading alone at the foot, no empty page, patient and page number everywhere."""

from itertools import combinations

import pypdfium2
import pytest

from tests.documents import paper
from tests.documents.test_tables import boxes, page_texts


@pytest.mark.parametrize("lines", range(28, 52, 2))
@pytest.mark.parametrize(
    "after",
    [
        "<p>Text after.</p>",
        "<fields><f label='after'>a</f><f label='b'>c</f></fields>",
        "<callout><p>after</p></callout>",
        "<signatures><s>after</s></signatures>",
        "<h3>Third</h3><p>after</p>",
        "<keep><p>after</p><p>two</p><p>three</p><p>four</p><p>five</p><p>six</p></keep>",
        "<figure src='scheme' alt='a'><figcaption>after</figcaption></figure>",
        "<row><cell><figure src='scheme' alt='a'/><p>after</p></cell></row>",
        "<table><caption>Cap</caption><thead><tr><th>after</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>",
    ],
)
def test_no_heading_is_last_on_its_page(lines, after):
    body = "".join(f"<p>line {n}</p>" for n in range(lines))
    texts = page_texts(paper.made(paper.doc(f"{body}<h2>Heading</h2>{after}<p>End.</p>")))
    [page] = [text for text in texts if "Heading" in text]
    assert "after" in page.split("Heading", 1)[1].lower()


@pytest.mark.parametrize(
    "end", ["<pagebreak/>", "<space h='400'/>", "<space h='9'/><pagebreak/><space/>", "<pagebreak/><pagebreak/>"]
)
@pytest.mark.parametrize("lines", [1, 40, 41, 42, 43, 44])
def test_no_empty_page(lines, end):
    body = "".join(f"<p>line {n}</p>" for n in range(lines))
    plain = len(page_texts(paper.made(paper.doc(body))))
    assert len(page_texts(paper.made(paper.doc(body + end)))) == plain
    both = page_texts(paper.made(f"<doc><pagebreak/>{body}{end}<p>Last.</p></doc>"))
    assert all("line" in text or "Last" in text for text in both)


def test_what_is_kept_stays_on_one_page():
    for lines in range(30, 46, 3):
        body = "".join(f"<p>line {n}</p>" for n in range(lines))
        kept = "".join(f"<p>kept {n}</p>" for n in range(8))
        texts = page_texts(paper.made(paper.doc(f"{body}<keep>{kept}</keep>")))
        assert [text.count("kept") for text in texts if "kept" in text] == [8]


def test_every_page_says_who_which_page_and_draft():
    body = "".join(f"<p>line {n}</p>" for n in range(112))
    texts = page_texts(paper.made(paper.doc(body), draft_mark="DRAFT"))
    assert len(texts) == 3
    for number, text in enumerate(texts, 1):
        assert "EXAMPLE, Ana" in text
        assert "Hospital no. 000-000" in text
        assert f"Page {number} of 3" in text
        assert text.count("DRAFT") == 2
        assert "Not approved for clinical use here" in text
    assert not any("DRAFT" in text for text in page_texts(paper.made(paper.doc(body))))


def test_a_long_identity_gets_a_second_line():
    name = "EXAMPLE-LONGSURNAME, Maria Magdalena Josefina (Professor) · Born 03-Apr-2015 (11y) · Hospital no. 000-000"
    [text] = page_texts(paper.made(paper.doc("<p>a</p>"), header_left=name, draft_mark="DRAFT"))
    assert all(word in text for word in name.split())


@pytest.mark.parametrize(
    "identity", ["EXAMPLE, Ana", "EXAMPLE-LONGSURNAME, Maria Magdalena Josefina · Hospital no. 000"]
)
def test_changes_after_the_last_revision_are_said_whole_beside_any_identity(identity):
    right = "Operative plan · changes after revision 128"
    made = paper.made(paper.doc("<p>a</p>"), header_left=identity, header_right=right, draft_mark="EMERGENCY")
    assert right in page_texts(made)[0]


@pytest.mark.parametrize("length", range(20, 120, 5))
def test_identity_and_title_never_touch(length):
    about = {"header_left": "EXAMPLE, " + "ana " * (length // 4), "header_right": "Operative plan, not saved yet"}
    [(_, runs)] = boxes(paper.made(paper.doc("<p>a</p>"), draft_mark="DRAFT", **about))
    header = sorted(run for run in runs if run[1] > 780)
    assert len(header) >= 3
    for left, right in combinations(header, 2):
        apart_sideways = left[2] <= right[0]
        apart_in_height = left[1] >= right[3] - 1 or right[1] >= left[3] - 1
        assert apart_sideways or apart_in_height


def test_room_for_punched_holes():
    for (width, _), runs in boxes(paper.whole()):
        assert min(left for left, _, _, _ in runs) >= 20 * 72 / 25.4 - 0.5
        assert max(right for _, _, right, _ in runs) <= width - 15 * 72 / 25.4 + 0.5


def test_headings_make_the_outline():
    with pypdfium2.PdfDocument(paper.whole()) as pdf:
        titles = [item.get_title() for item in pdf.get_toc()]
    assert titles[:4] == ["Operative plan", "At a glance", "Patient and team", "Indication"]


def test_the_number_of_the_patient_is_never_cut_for_the_title():
    name = "EXAMPLE, Ana · nac. 03-abr-2015 · número de historia clínica (MRN) EXAMPLE-005"
    title = "Formulario de consentimiento para un niño o una niña · todavía no guardado"
    made = paper.made(paper.doc("<p>a</p>"), header_left=name, header_right=title, draft_mark="BORRADOR")
    [text] = page_texts(made)
    assert "EXAMPLE-005" in text
    assert "Formulario" in text
