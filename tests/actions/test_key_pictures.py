"""Key pictures from being taken in to the file and back: nothing of a mark is lost, nothing removed is kept."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner import cli
from hcplanner.actions import issuing, pictures, printing
from hcplanner.actions.examples import example_pictures, load_example
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.case.imaging import KeyPicture, Mark, MarkKind
from hcplanner.documents.declarations import Kind
from hcplanner.errors import FileMissing, PictureRefused
from hcplanner.exchange.pictures import Clean, taken
from hcplanner.fields import PartialDate, canonical, decode, plain, put_items
from hcplanner.i18n import ENGLISH
from hcplanner.opencase import OpenCase
from tests.exchange.files import NAMES, dicom, drawn, jpeg_with_names, ramp, saved
from tests.fields.strategies import dates, numbers, texts

ADULT = "adult-ossified-ligament"


@pytest.fixture
def opened() -> OpenCase:
    return OpenCase(Case(id="example"))


def a_picture(shade: int = 90) -> Clean:
    image = drawn()
    image.paste((shade, shade, shade), (0, 0, 20, 20))
    return taken(saved(image, "PNG"))


def write(open_case: OpenCase, path: Path, source: Any = None) -> Any:
    """Save as the window does, and tell the open case."""
    shown = pictures.contents(open_case.case, open_case.attachments)
    gone = pictures.removed(open_case.case, source)
    written = save(open_case.case, source, path, "Dr EXAMPLE", overwrite=source is None, attach=shown, drop=gone)
    open_case.mark_saved(written.case)
    return written.source


any_mark = st.builds(
    Mark, id=st.just(""), kind=st.none() | st.sampled_from(MarkKind), text=texts, x=st.none() | numbers,
    y=st.none() | numbers, to_x=st.none() | numbers, to_y=st.none() | numbers,
)  # fmt: skip
any_picture = st.builds(
    KeyPicture, id=st.just(""), caption=texts, source=texts, on=st.none() | dates(),
    marks=st.lists(any_mark, max_size=4).map(
        lambda held: tuple(msgspec.structs.replace(mark, id=f"m{n}") for n, mark in enumerate(held))
    ),
    digest=st.just("") | st.binary(max_size=4).map(lambda data: hashlib.sha256(data).hexdigest()),
    width_px=st.none() | st.integers(1, 4000), height_px=st.none() | st.integers(1, 4000),
)  # fmt: skip
any_pictures = st.lists(any_picture, max_size=4).map(
    lambda held: tuple(msgspec.structs.replace(one, id=f"p{n}") for n, one in enumerate(held))
)


@pytest.mark.requirement("R13")
@given(any_pictures)
def test_any_picture_and_any_mark_are_written_and_read_as_they_are(held: tuple[KeyPicture, ...]):
    case = put_items(Case(id="example"), "imaging.pictures", held)
    again = decode(Case, msgspec.json.decode(canonical(case)))
    assert (again.value, again.problems, again.unknown) == (case, (), {})


@pytest.mark.requirement("R13")
@given(held=any_pictures)
def test_marks_are_equal_after_saving_and_opening(held: tuple[KeyPicture, ...], tmp_path_factory):
    path = tmp_path_factory.mktemp("marks") / "a.hcplan"
    case = put_items(Case(id="example"), "imaging.pictures", held)
    save(case, None, path, "Dr EXAMPLE")
    assert open_file(path).case.imaging == case.imaging


_STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "draw", "move", "remove", "cover", "caption", "undo", "redo"]), any_mark),
    max_size=12,
)


@pytest.mark.requirement("R13")
@given(_STEPS, st.data())
def test_undo_takes_every_step_back_and_redo_makes_it_again(steps: list[tuple[str, Mark]], data: st.DataObject):
    opened, clean = OpenCase(Case(id="example")), a_picture()
    pictures.add(opened, clean)
    for number, (what, mark) in enumerate(steps):
        held = opened.case.imaging.pictures
        one = data.draw(st.sampled_from(held)) if held else None
        if what == "add":
            pictures.add(opened, clean)
        elif what in ("undo", "redo"):
            getattr(opened, what)()
        elif one is None:
            continue
        elif what == "draw":
            pictures.put_mark(opened, one.id, msgspec.structs.replace(mark, id=f"m{number}"))
        elif what == "move" and one.marks:
            pictures.put_mark(opened, one.id, msgspec.structs.replace(mark, id=one.marks[0].id))
        elif what == "remove" and one.marks:
            opened.remove_item(pictures.marks_path(one.id), one.marks[0].id)
        elif what == "cover":
            pictures.replace_content(opened, one.id, Clean(str(number).encode(), 3, 2))
        elif what == "caption":
            opened.set(f"imaging.pictures[{one.id}].caption", mark.text)
    states = [opened.case]
    while opened.can_undo:
        opened.undo()
        states.append(opened.case)
    assert opened.case == Case(id="example")
    for state in reversed(states[:-1]):
        opened.redo()
        assert opened.case == state
        assert all(one.digest in opened.attachments for one in opened.case.imaging.pictures)


def test_a_picture_lives_in_memory_until_it_is_saved_and_then_in_the_file(opened: OpenCase, tmp_path: Path):
    clean, path = a_picture(), tmp_path / "a.hcplan"
    ident = pictures.add(opened, clean)
    (entry,) = opened.case.imaging.pictures
    assert (entry.id, entry.digest, entry.width_px, entry.height_px) == (ident, clean.digest, 300, 200)
    write(opened, path)
    again = open_file(path)
    assert again.case.imaging == opened.case.imaging
    assert again.source.attachments == {clean.digest: clean.data}
    shown = pictures.contents(again.case, again.source.attachments)
    data = printing.make(again.case, "operative-plan", printing.Issue(pictures=shown))
    assert data.count(b"/Subtype /Image") + data.count(b"/Subtype/Image") >= 1


def test_a_picture_taken_back_before_saving_never_reaches_the_disk_and_redo_still_finds_it(
    opened: OpenCase, tmp_path: Path
):
    clean, path = a_picture(), tmp_path / "a.hcplan"
    pictures.add(opened, clean)
    opened.undo()
    source = write(opened, path)
    assert clean.data not in path.read_bytes()
    opened.redo()
    write(opened, path, source)
    assert open_file(path).source.attachments == {clean.digest: clean.data}


@pytest.mark.requirement("R54")
def test_a_picture_removed_or_covered_leaves_the_file_at_the_next_saving_and_undo_brings_it_back(
    opened: OpenCase, tmp_path: Path
):
    path, wrong, named = tmp_path / "a.hcplan", a_picture(10), a_picture(200)
    first, second = pictures.add(opened, wrong), pictures.add(opened, named)
    source = write(opened, path)
    opened.remove_item("imaging.pictures", first)
    hidden = pictures.covered(named.data, [(0, 0, 0.3, 0.3)])
    pictures.replace_content(opened, second, hidden)
    source = write(opened, path, source)
    assert set(open_file(path).source.attachments) == {hidden.digest}
    assert wrong.data not in path.read_bytes()
    assert named.data not in path.read_bytes()
    opened.undo()
    opened.undo()
    write(opened, path, source)
    assert set(open_file(path).source.attachments) == {wrong.digest, named.digest}


@pytest.mark.requirement("R61")
def test_what_is_not_a_picture_stays_whatever_happens_to_pictures(opened: OpenCase, tmp_path: Path):
    path, clean = tmp_path / "a.hcplan", a_picture()
    ident = pictures.add(opened, clean)
    source = write(opened, path)
    issued = issuing.issue(source, ["operative-plan"], printing.Issue(kind=Kind.EMERGENCY), "Dr EXAMPLE")
    ((entry, paper),) = issued.documents
    with pikepdf.open(BytesIO(paper)) as pdf:
        assert any(isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image" for one in pdf.objects)
    opened.remove_item("imaging.pictures", ident)
    write(opened, path, issued.source)
    assert set(open_file(path).source.attachments) == {entry.pdf}


def test_save_as_keeps_the_pictures_in_both_files(opened: OpenCase, tmp_path: Path):
    pictures.add(opened, clean := a_picture())
    source = write(opened, tmp_path / "a.hcplan")
    write(opened, tmp_path / "b.hcplan", source)
    for name in ("a", "b"):
        assert open_file(tmp_path / f"{name}.hcplan").source.attachments == {clean.digest: clean.data}


def test_the_same_picture_twice_is_kept_once(opened: OpenCase, tmp_path: Path):
    first = pictures.add(opened, clean := a_picture())
    pictures.add(opened, clean)
    opened.remove_item("imaging.pictures", first)
    write(opened, tmp_path / "a.hcplan")
    assert set(open_file(tmp_path / "a.hcplan").source.attachments) == {clean.digest}


def test_a_dicom_file_offers_its_study_and_no_name(opened: OpenCase, tmp_path: Path):
    path = tmp_path / "scan.dcm"
    path.write_bytes(dicom(ramp(0, 900)))
    pictures.add(opened, pictures.take_file(path))
    (entry,) = opened.case.imaging.pictures
    assert (entry.source, entry.on) == ("MR", PartialDate(2026, 9, 21))
    assert not any(name in str(plain(opened.case)) for name in NAMES)


_WHO = {"surname": "Plantedsurname", "identifier": "planted mrn 4711", "born": PartialDate(1960, 2, 17)}


@pytest.mark.parametrize(
    ("changed", "other"),
    [
        ({}, False), ({"surname": "Other"}, True), ({"identifier": "4712"}, True),
        ({"born": PartialDate(1960, 2, 18)}, True), ({"born": PartialDate(1960)}, False),
        ({"surname": "", "identifier": "", "born": None}, False), ({"surname": "Plántedsurname"}, False),
        ({"identifier": "4712", "other_identifier": "PLANTED-MRN-4711"}, False),
    ],
)  # fmt: skip
def test_a_dicom_file_of_somebody_else_is_told_before_anything_and_keeps_no_name(changed, other):
    patient = msgspec.structs.replace(Case().patient, **(_WHO | changed))
    case = msgspec.structs.replace(Case(), patient=patient)
    clean = taken(dicom(ramp(0, 900)))
    assert pictures.names_somebody_else(clean, case) is other
    told = pictures.notices(clean, case, ENGLISH)
    assert told[0].startswith("This file names another name") is other
    assert not any(name in f"{told} {clean!r}" for name in NAMES)
    assert not pictures.names_somebody_else(a_picture(), case)


@pytest.mark.requirement("R54")
def test_neither_the_file_nor_the_paper_holds_a_name_that_came_with_a_picture(opened: OpenCase, tmp_path: Path):
    source, path = tmp_path / f"{NAMES[0]}.jpg", tmp_path / "a.hcplan"
    source.write_bytes(jpeg_with_names())
    pictures.add(opened, pictures.take_file(source))
    write(opened, path)
    shown = pictures.contents(opened.case, opened.attachments)
    paper = printing.make(opened.case, "operative-plan", printing.Issue(pictures=shown))
    with pikepdf.open(BytesIO(paper)) as pdf:
        streams = b"".join(one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))
    assert not any(name.encode() in path.read_bytes() + paper + streams for name in NAMES)


def test_what_cannot_be_taken_in_is_told_in_words(tmp_path: Path):
    with pytest.raises(FileMissing):
        pictures.take_file(tmp_path / "gone.png")
    with pytest.raises(PictureRefused):
        pictures.take_bytes(b"no picture")
    clean = a_picture()
    assert pictures.notices(clean, Case(), ENGLISH)[0].startswith("A name written into the picture itself stays.")


def test_the_command_line_prints_the_pictures_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "adult.hcplan"
    save(load_example(ADULT), None, path, "Dr EXAMPLE", attach=example_pictures(ADULT))
    assert cli.main(["print", str(path), "--to", str(tmp_path)]) == 0
    (written,) = [Path(line) for line in capsys.readouterr().out.splitlines()]
    with pikepdf.open(written) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert sorted((int(one.Width), int(one.Height)) for one in found) == [(900, 720), (900, 720)]
