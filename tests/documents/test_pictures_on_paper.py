"""Key pictures on paper: beside each other, with marks as lines, words for all of it, and nothing of a broken one."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import msgspec
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner import content, shipped
from hcplanner.actions import pictures, printing
from hcplanner.actions.examples import example_names, example_pictures, load_example
from hcplanner.case import Case
from hcplanner.case.imaging import KeyPicture, Mark, MarkKind
from hcplanner.documents import declarations, render
from hcplanner.documents.engine import make_pdf
from hcplanner.documents.figures import marks
from hcplanner.documents.figures.drawing import Photo
from hcplanner.documents.markup.pictures import painter
from hcplanner.documents.picture_rows import on_paper, paper_pictures, with_pictures
from hcplanner.documents.render import Issue
from hcplanner.exchange.pictures import taken
from hcplanner.fields import PartialDate, put_items
from hcplanner.i18n import ENGLISH
from tests import example_pictures as drawings
from tests.documents import oracle
from tests.documents.paper import all_faults, faults
from tests.documents.test_hostile_text import TEXTS
from tests.exchange.files import drawn, saved
from tests.fields.strategies import numbers, texts

ADULT = "adult-ossified-ligament"


def with_pictures_of(*sizes: tuple[int, int], caption: str = "EXAMPLE caption") -> tuple[Case, dict[str, bytes]]:
    """A case with a picture of each size, every kind of mark on each."""
    held, entries = {}, []
    for number, size in enumerate(sizes):
        clean = taken(saved(drawn(size=size), "PNG"))
        held[clean.digest] = clean.data
        entries.append(
            KeyPicture(
                id=f"p{number}", caption=caption, source="MRI, sagittal", on=PartialDate(2026, 9, 21),
                marks=tuple(
                    Mark(id=kind.value, kind=kind, text=f"{kind.value} text", x=0.2, y=0.3, to_x=0.6, to_y=0.7)
                    for kind in MarkKind
                ),
                digest=clean.digest, width_px=clean.width, height_px=clean.height,
            )
        )  # fmt: skip
    return put_items(Case(id="example", example=True), "imaging.pictures", tuple(entries)), held


def made(case: Case, held: dict[str, bytes], **issue: Any) -> bytes:
    return printing.make(case, "operative-plan", Issue(pictures=held, **issue))


def inspected(data: bytes) -> Any:
    with pikepdf.open(BytesIO(data)) as pdf:
        return oracle.inspect(pdf)


def alternatives(data: bytes) -> list[str]:
    """What the figures say to those who do not see them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [str(one.Alt) for one in oracle.elements(pdf) if one.S == "/Figure"]


def images(data: bytes) -> list[tuple[int, str, list[str], bytes]]:
    """Width, colour space, filters and bytes of every picture in a file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return [
            (int(one.Width), str(one.ColorSpace), [str(name) for name in one.Filter], one.read_raw_bytes())
            for one in streams
        ]


@pytest.mark.requirement("R50")
@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize("sizes", [[(300, 200)], [(200, 300), (300, 100), (250, 250)]], ids=["one", "three"])
def test_a_plan_with_pictures_satisfies_every_judge(sizes: list[tuple[int, int]], page: Any, tmp_path):
    case, held = with_pictures_of(*sizes)
    case = put_items(case, "imaging.pictures", (*case.imaging.pictures, KeyPicture(id="gone", caption="Gone")))
    document = declarations.document(shipped.templates(), "operative-plan")
    paper = render.paper(case, document, Issue(page=page, pictures=held), content.risks())
    about = {f: getattr(paper.about, f) for f in paper.about.__dataclass_fields__}
    assert all_faults(make_pdf(paper.markup, paper.about), paper.markup, tmp_path, **about) == []


def test_caption_source_date_and_every_mark_stand_under_the_picture_and_in_its_text_alternative():
    case, held = with_pictures_of((300, 200), caption="Mass behind the cord")
    data = made(case, held)
    told = inspected(data)
    for said in ("Mass behind the cord", "MRI, sagittal", "21-Sep-2026", "Arrow: arrow text", "Label: label text"):
        assert re.sub(r"\s", "", said) in told.text
    (alt,) = [alt for alt in alternatives(data) if alt.startswith("Mass behind the cord")]
    for kind in MarkKind:
        assert f"{kind.words}: {kind.value} text" in alt
    assert "notformeasuring" in told.text


@pytest.mark.requirement("R48")
def test_a_picture_without_words_says_not_recorded_for_each():
    clean = taken(saved(drawn(), "PNG"))
    case = put_items(Case(id="e"), "imaging.pictures", (KeyPicture(id="a", digest=clean.digest),))
    shown = paper_pictures(case, {clean.digest: clean.data}, ENGLISH).pictures[0]
    assert [str(field) for field in (shown.caption, shown.taken_from, shown.on)] == ["Not recorded"] * 3
    assert shown.alt == "Picture without a caption"


def test_pictures_are_rgb_jpeg_embedded_once_and_no_larger_than_can_be_printed():
    case, held = with_pictures_of((1900, 1900), (640, 480))
    found = images(made(case, held))
    assert sorted(width for width, *_ in found) == [640, 1200]
    assert all(space == "/DeviceRGB" and filters[-1] == "/DCTDecode" for _, space, filters, _ in found)
    assert made(case, held) == made(case, held)


def test_marks_are_lines_and_not_pixels():
    case, held = with_pictures_of((640, 480))
    (picture,) = case.imaging.pictures
    bare = msgspec.structs.replace(picture, marks=())
    plain = put_items(case, "imaging.pictures", (bare,))
    assert images(made(case, held)) == images(made(plain, held))
    svg = marks.overlay(picture)
    assert [svg.count(f"<{name} ") for name in ("line", "polygon", "ellipse", "rect", "text")] == [4, 2, 2, 4, 4]


def test_two_beside_each_other_are_equally_high_and_their_marks_equally_thick():
    case, held = with_pictures_of((600, 300), (300, 500), (400, 400))
    shown = paper_pictures(case, held, ENGLISH)
    first, last = shown.rows
    shares = [float(share.rstrip("*")) for share in first.cols.split()]
    heights = [share * one.ratio for share, one in zip(shares, first.pictures, strict=True)]
    assert heights[0] == pytest.approx(heights[1], rel=0.35)
    assert len(last.pictures) == 1
    assert last.cols == "0.500* 0.500*"
    filled = float(first.width.rstrip("%")) / 100
    for share, one in zip(shares, first.pictures, strict=True):
        (thick, *_) = re.findall(r'<ellipse [^>]*stroke-width="([\d.]+)"', one.drawing)
        assert float(thick) * share * filled == pytest.approx(10 * 0.5, rel=0.15)


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + bytes(40), saved(drawn(), "PNG")[:900]])
def test_a_damaged_picture_shows_as_such_and_the_rest_of_the_plan_is_there(data: bytes):
    case, held = with_pictures_of((300, 200))
    damaged = dict.fromkeys(held, data)
    for contents in (damaged, {}):
        data = made(case, contents)
        told = inspected(data)
        assert any("not in the case file, or it is damaged" in alt for alt in alternatives(data))
        assert "EXAMPLEcaption" in told.text
        assert "Assessment" in told.text


def test_long_words_beside_a_picture_flow_on():
    case, held = with_pictures_of((300, 200), (200, 200), caption="word " * 4000)
    assert inspected(made(case, held)).text.count("word") >= 8000


@given(
    st.lists(
        st.builds(
            Mark, id=st.uuids().map(str), kind=st.none() | st.sampled_from(MarkKind), text=texts | st.just("x" * 5000),
            x=st.none() | numbers, y=st.none() | numbers, to_x=st.none() | numbers, to_y=st.none() | numbers,
        ),
        max_size=5,
    ),
    st.none() | st.integers(-5, 10**9), st.none() | st.integers(-5, 10**9),
)  # fmt: skip
def test_marks_of_any_place_and_words_can_be_drawn(held: list[Mark], wide: int | None, high: int | None):
    picture = KeyPicture(id="a", marks=tuple(held), width_px=wide, height_px=high)
    svg = marks.overlay(picture)
    paint, ratio = painter(svg)
    assert callable(paint)
    assert ratio == pytest.approx(marks.ratio_of(picture), rel=0.01)
    places = [float(one) for one in re.findall(r'[ "](?:c?[xy][12]?)="(-?[\d.]+)"', svg)]
    assert all(-1 <= place <= 20_001 for place in places)


def test_a_drawing_names_its_picture_and_gets_it_only_from_the_case():
    data = saved(drawn(), "PNG")
    digest = "0" * 64
    svg = marks.overlay(KeyPicture(id="a"), behind=digest)
    found = with_pictures({"a": svg, "b": "<svg/>"}, {digest: data})
    assert found["b"] == "<svg/>"
    assert found["a"] == Photo(on_paper(data) or b"", marks.overlay(KeyPicture(id="a")))
    with pytest.raises(ValueError, match="outside itself"):
        painter(with_pictures({"a": svg}, {})["a"])


@pytest.mark.parametrize("name", example_names())
def test_the_pictures_of_an_example_are_there_and_nothing_else_is(name: str):
    held = example_pictures(name)
    assert set(held) == pictures.named(load_example(name))
    assert all(taken(data).data for data in held.values())


def test_the_adult_example_shows_the_drawings_that_the_script_makes():
    told, files = drawings.entries()
    case = load_example(ADULT)
    assert [one.digest for one in case.imaging.pictures] == [one["digest"] for one in told]
    assert example_pictures(ADULT) == files
    studies = {study.on for study in case.imaging.studies}
    assert {one.on for one in case.imaging.pictures} <= studies


@pytest.mark.requirement("R55")
@pytest.mark.parametrize("name", TEXTS)
def test_words_on_a_picture_cannot_break_out_of_it(name: str, tmp_path):
    said = TEXTS[name].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    case, held = with_pictures_of((300, 200), caption=said)
    (picture,) = case.imaging.pictures
    marked = tuple(msgspec.structs.replace(mark, text=said) for mark in picture.marks)
    case = put_items(case, "imaging.pictures", (msgspec.structs.replace(picture, marks=marked, source=said),))
    document = declarations.document(shipped.templates(), "operative-plan")
    paper = render.paper(case, document, Issue(pictures=held), content.risks())
    about = {f: getattr(paper.about, f) for f in paper.about.__dataclass_fields__}
    assert faults(make_pdf(paper.markup, paper.about), paper.markup, tmp_path, **about) == []
