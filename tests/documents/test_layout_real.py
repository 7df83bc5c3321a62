"""The real documents at their longest: nothing outside the page, nothing over other text, no empty page."""

import random
from collections.abc import Iterator

import pypdfium2
import pytest

from hcplanner import shipped
from hcplanner.actions.printing import Issue, make
from hcplanner.case import Case
from hcplanner.documents import declarations
from hcplanner.documents.page import LEFT, RIGHT
from hcplanner.fields import Declared, Kind
from tests.cases import filled, random_value

Box = tuple[float, float, float, float]
NAMES = [one.name for one in declarations.documents(shipped.templates())]
MARK = 40.0  # points; only the pale draft word across the page is higher than this
EDGE = 14.0  # points (5 mm) at the head and foot that printers may not reach
TOUCH = 1.0  # points by which the boxes of letters may reach into each other
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
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("fill", [longest, one_word], ids=["2,000 characters", "one long word"])
@pytest.mark.parametrize("name", NAMES)
def test_the_longest_values_stay_within_the_page_and_off_each_other(name, fill, paper):
    case: Case = filled(fill, entries=2)
    for number, ((width, height), boxes) in enumerate(pages(make(case, name, Issue(page=paper))), 1):
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
