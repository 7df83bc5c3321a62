"""Tables: header cells with scope, the head again on each page, nothing outside the page, nothing over other text."""

import io
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from hcplanner.documents.page import LEFT, RIGHT
from hcplanner.documents.pdf import stack
from tests.documents import oracle, paper


def table(rows: int, cell: str = "value") -> str:
    names = (chr(97 + n % 26) * (3 + n % 7) for n in range(rows))
    body = "".join(
        f"<tr><th>{name} {n}</th><td>{cell}</td><td class='num'>{n}</td></tr>" for n, name in enumerate(names)
    )
    return paper.doc(
        "<table cols='40mm * 20mm'><thead><tr><th>Item</th><th>What</th><th class='num'>Count</th></tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def page_texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def boxes(data: bytes) -> list[tuple[tuple[float, float], list[tuple[float, float, float, float]]]]:
    """For each page its size and the box of each run of text: left, bottom, right, top."""
    with pypdfium2.PdfDocument(data) as pdf:
        found = []
        for page in pdf:
            text = page.get_textpage()
            found.append((page.get_size(), [text.get_rect(n) for n in range(text.count_rects())]))
        return found


@pytest.mark.requirement("R29")
@pytest.mark.parametrize("rows", [1, 18, 200])
def test_head_on_every_page_once_in_the_tree(rows, tmp_path):
    markup = table(rows)
    data = paper.made(markup)
    assert paper.all_faults(data, markup, tmp_path) == []
    texts = page_texts(data)
    assert len(texts) == (1 if rows < 40 else len(texts))
    assert all("Item" in text and "Count" in text for text in texts)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        headers = [e for e in oracle.elements(pdf) if e.S == pikepdf.Name.TH]
        assert [str(e.A.Scope) for e in headers] == ["/Column"] * 3 + ["/Row"] * rows
        assert sum(e.S == pikepdf.Name.Table for e in oracle.elements(pdf)) == 1


@pytest.mark.requirement("R30")
@pytest.mark.parametrize("text", ["x" * 5000, " ".join(["wide"] * 10_000)], ids=["one word", "50,000 characters"])
@pytest.mark.parametrize(
    "place",
    [
        "<p>{}</p>",
        "<fields><f label='{}'>a</f></fields>",
        "<fields cols='30mm * 30mm *'><f label='a'>{}</f><f label='b'>{}</f></fields>",
        "<table><tr><th>{}</th><td>a</td><td>b</td></tr></table>",
        "<table><thead><tr><th>{}</th><th>b</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        "<callout><p>{}</p></callout>",
        "<ul><li>a<ul><li>{}</li></ul></li></ul>",
        "<row><cell><p>{}</p></cell><cell><p>a</p></cell></row>",
    ],
)
def test_no_text_outside_the_text_area(place, text):
    markup = paper.doc(place.replace("{}", text))
    data = paper.made(markup)
    assert oracle.examine(data, markup, paper.ABOUT) == []
    for (width, height), runs in boxes(data):
        for left, bottom, right, top in runs:
            assert left >= LEFT - 1
            assert right <= width - RIGHT + 1
            assert bottom >= 20
            assert top <= height - 20


@pytest.mark.requirement("R30")
def test_rows_never_overlap():
    data = paper.made(table(60, "a text that is long enough to need two lines in its column of this table " * 2))
    for _, runs in boxes(data):
        column = sorted((top, bottom) for left, bottom, right, top in runs if 175 < left < 180)
        assert all(above[1] >= below[0] - 2.5 for below, above in pairwise(column))


def test_a_row_higher_than_a_page_is_parted():
    long = " ".join(f"word{n}" for n in range(3000))
    markup = paper.doc(f"<table cols='30mm *'><tr><th>a</th><td>{long}</td></tr><tr><th>b</th><td>c</td></tr></table>")
    data = paper.made(markup)
    assert paper.faults(data, markup) == []
    assert len(page_texts(data)) > 2


def test_a_cell_over_more_rows_than_a_page_holds():
    rows = "".join(f"<tr><td>{n}</td><td>value</td></tr>" for n in range(80))
    markup = paper.doc(f"<table><tr><th rowspan='81'>all</th><td>a</td><td>b</td></tr>{rows}</table>")
    data = paper.made(markup)
    assert oracle.examine(data, markup, paper.ABOUT) == []


def test_rows_bound_by_a_spanning_cell_stay_on_one_page():
    filler = "".join(f"<p>line {n}</p>" for n in range(38))
    rows = "<tr><th rowspan='3'>group</th><td>one</td></tr><tr><td>two</td></tr><tr><td>three</td></tr>" * 6
    texts = page_texts(paper.made(paper.doc(f"{filler}<table>{rows}</table>")))
    assert all(text.count("group") == text.count("one") == text.count("three") for text in texts)


@pytest.mark.parametrize("rows", range(36, 44))
def test_no_row_is_alone_on_the_next_page(rows):
    texts = page_texts(paper.made(table(rows, "value")))
    assert texts[-1].count("value") != 1


@pytest.mark.parametrize("rows", range(30, 42))
def test_no_second_head_on_one_page(rows):
    """The row kept back for a tall last one does not begin under a head of its own on the page it was kept from."""
    last = "<tr><th>last</th><td>" + "tall " * 90 + "</td><td>1</td></tr>"
    texts = page_texts(paper.made(table(rows).replace("</tbody>", f"{last}</tbody>")))
    assert [text.count("Item") for text in texts] == [1] * len(texts)
    assert all(text.count("value") + text.count("last") > 1 for text in texts)


@pytest.mark.parametrize("h", range(2, 9))
def test_the_text_of_a_row_never_begins_on_a_page_without_the_rows_name(h):
    filler = "".join(f"<p>line {n}</p>" for n in range(18)) + f'<space h="{h}"/>'
    name = "<th><checklist><li>a name of three lines in this column</li></checklist></th>"
    rows = f"<tr><th>before</th><td>x</td></tr><tr>{name}<td><p>first {'word ' * 200}</p></td></tr>"
    texts = page_texts(paper.made(paper.doc(f"{filler}<table cols='40mm 60mm'>{rows}</table>", "large")))
    [begins] = [text for text in texts if "first" in text]
    assert "a name" in begins


def test_a_long_table_costs_its_length(monkeypatch):
    """Counted in cells measured, not in time: each cell once, however many pages follow."""
    counted = 0
    real = stack.stack_height

    def counting(items, width):
        nonlocal counted
        counted += 1
        return real(items, width)

    monkeypatch.setattr("hcplanner.documents.pdf.grid.stack_height", counting)
    paper.made(table(2000))
    assert counted == 3 * 2001
