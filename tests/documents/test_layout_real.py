"""The real documents: each page of each example set well; the longest values within the page, off each other."""

import random
import re
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pytest

from hcplanner import shipped
from hcplanner.actions.examples import example_names, example_pictures, load_example
from hcplanner.actions.printing import Issue, make
from hcplanner.case import Case
from hcplanner.documents import declarations
from hcplanner.documents.page import LEFT, RIGHT
from hcplanner.fields import Declared, Kind
from tests.cases import filled as filled_case
from tests.cases import random_value
from tests.documents.paper import made, papers

Box = tuple[float, float, float, float]
NAMES = [one.name for one in declarations.documents(shipped.templates())]
MARK = 40.0  # points; only the pale draft word across the page is higher than this
EDGE = 14.0  # points (5 mm) at the head and foot that printers may not reach
TOUCH = 1.0  # points by which the boxes of letters may reach into each other
FURNITURE = 56.0, 48.0  # points at the foot and the head of a page that footer and header take
OF_A_HEADING = 22.0  # points from the upper edge of a heading's line to below it
LEAST_FILLED = 0.12  # of the last page
BROKEN_UNIT = re.compile(r"^(mmHg|mm|cm|mL|kg|mg|h|min|g|%)(?![\w/])")
BAD_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)|\.;|;\.|,,| ;|(?<!\d) \.(?= |$)")
SHORTEST_PAGE = 3  # lines of text beside header and footer


def longest(member: Declared, _path: str) -> object:
    """The most that a field can reasonably hold: 2,000 characters, every choice, the highest number."""
    if member.kind is Kind.TEXT:
        return ("Ausgedehnte Verkalkung with a wide attachment, " * 43)[:2000].strip()
    if member.kind is Kind.CHOICES:
        assert member.choices is not None
        return frozenset(member.choices)
    if member.kind is Kind.CHOICE:
        assert member.choices is not None
        return max(member.choices, key=lambda choice: len(choice.words))
    return random_value(member, random.Random(member.path))


def one_word(member: Declared, _path: str) -> object:
    """A text without a place to break it."""
    return "W" * 300 if member.kind is Kind.TEXT else None


def pages(data: bytes) -> Iterator[tuple[tuple[float, float], list[Box]]]:
    """For each page its size and the boxes of its runs of text, without the draft word across the page."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            text = page.get_textpage()
            boxes = [text.get_rect(n) for n in range(text.count_rects())]
            yield page.get_size(), [box for box in boxes if box[3] - box[1] < MARK]


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    """The pairs of boxes that lie on each other; found from the top down, each against those it can meet."""
    found: list[tuple[Box, Box]] = []
    near: list[Box] = []
    for box in sorted(boxes, key=lambda each: -each[3]):
        near = [above for above in near if above[1] < box[3] - TOUCH]
        found += [
            (above, box)
            for above in near
            if min(above[2], box[2]) - max(above[0], box[0]) > TOUCH
            and min(above[3], box[3]) - max(above[1], box[1]) > 0.4 * min(above[3] - above[1], box[3] - box[1])
        ]
        near.append(box)
    return found


@pytest.mark.requirement("R30")
@pytest.mark.parametrize("fill", [longest, one_word], ids=["2,000 characters", "one long word"])
@pytest.mark.parametrize("name", NAMES)
def test_the_longest_values_stay_within_the_page_and_off_each_other(name, fill, full):
    case: Case = filled_case(fill, entries=2)
    made = [make(case, name, Issue(page=paper)) for paper in papers(NAMES.index(name) + (fill is longest), full)]
    for number, ((width, height), boxes) in enumerate((page for data in made for page in pages(data)), 1):
        outside = [
            box
            for box in boxes
            if box[0] < LEFT - 1 or box[2] > width - RIGHT + 1 or box[1] < EDGE or box[3] > height - EDGE
        ]
        assert outside == [], f"page {number}"
        assert overlapping(boxes) == [], f"page {number}"
        assert len({round(box[1]) for box in boxes}) > SHORTEST_PAGE, f"page {number} is empty"


def test_two_lines_on_each_other_are_found():
    line, close, apart = (50.0, 100.0, 200.0, 110.0), (60.0, 104.0, 90.0, 114.0), (210.0, 100.0, 300.0, 110.0)
    assert overlapping([line, close, apart]) == [(close, line)]


def headings_left_alone(pdf: pypdfium2.PdfDocument) -> list[str]:
    """The headings below which nothing stands on their page."""
    alone = []
    for item in pdf.get_toc():
        place = item.get_dest()
        page, (_, (_, top, _)) = pdf[place.get_index()], place.get_view()
        text = page.get_textpage()
        bottoms = [text.get_rect(n)[1] for n in range(text.count_rects())]
        if not any(FURNITURE[0] < bottom < top - OF_A_HEADING for bottom in bottoms) and top < page.get_height() - 150:
            alone.append(item.get_title())
    return alone


def filled(page: pypdfium2.PdfPage) -> float:
    """How far down the text reaches, as a share of the room for it."""
    text, high = page.get_textpage(), page.get_height()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    lowest = min(box[1] for box in boxes if box[3] - box[1] < MARK and FURNITURE[0] < box[1] < high - FURNITURE[1])
    return (high - FURNITURE[1] - lowest) / (high - sum(FURNITURE))


@pytest.mark.requirement("R30")
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("example", example_names())
@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_every_example_is_set_well(name, example, paper):
    data = make(load_example(example), name, Issue(page=paper, pictures=example_pictures(example)))
    with pypdfium2.PdfDocument(data) as pdf:
        assert headings_left_alone(pdf) == []
        assert len(pdf) == 1 or filled(pdf[len(pdf) - 1]) >= LEAST_FILLED
        for page in pdf:
            lines = page.get_textpage().get_text_bounded().splitlines()
            parted = [(one, two) for one, two in pairwise(lines) if one[-1:].isdigit() and BROKEN_UNIT.match(two)]
            assert parted == []
            assert [line for line in lines if BAD_STOPS.search(line)] == []
    assert min(box[0] for _, boxes in pages(data) for box in boxes) >= LEFT - 1


@pytest.mark.parametrize("after", ["", "<p>After.</p>"])
def test_a_heading_left_alone_and_a_page_almost_empty_are_found(after):
    body = "".join(f"<p>line {n}</p>" for n in range(30))
    with pypdfium2.PdfDocument(made(f"<doc><h1>A</h1>{body}<h2>Heading</h2>{after}</doc>")) as pdf:
        assert headings_left_alone(pdf) == ([] if after else ["Heading"])
        assert filled(pdf[0]) > 0.6
    with pypdfium2.PdfDocument(made(f"<doc><h1>A</h1>{after}<pagebreak/><p>End</p></doc>")) as pdf:
        assert filled(pdf[len(pdf) - 1]) < (LEAST_FILLED if after else 0.2)


def test_a_unit_stays_with_its_number():
    for start in range(60, 110):
        with pypdfium2.PdfDocument(
            made(f"<doc><p>{'w' * start} rescue 90 mmHg, 2.5 mL/kg, 30 min, 4 h</p></doc>")
        ) as pdf:
            lines = pdf[0].get_textpage().get_text_bounded().splitlines()
        assert not [line for line in lines if BROKEN_UNIT.match(line)]


@pytest.mark.parametrize("end", ["", "<pagebreak/><p>Last.</p>"])
def test_a_page_with_little_on_it_is_spared_also_before_a_break(end):
    def count(lines):
        body = "".join(f"<p>line {n}</p>" for n in range(lines))
        with pypdfium2.PdfDocument(made(f"<doc><h1>A</h1>{body}{end}</doc>")) as pdf:
            return len(pdf)

    whole = max(lines for lines in range(30, 60) if count(lines) == count(30))
    assert [count(whole + more) - count(30) for more in (1, 12)] == [1, 1]
    assert whole > 45  # so many only in smaller type
