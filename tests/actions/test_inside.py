"""The case comes back out of its document exactly as it was printed; any other PDF is refused in words."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest

from hcplanner import shipped
from hcplanner.actions import printing
from hcplanner.actions.examples import example_names, load_example
from hcplanner.actions.opening import carrying, open_file
from hcplanner.actions.saving import save
from hcplanner.actions.showing import case_json
from hcplanner.case import FORMAT, Case
from hcplanner.case.imaging import KeyPicture
from hcplanner.documents import declarations, travels
from hcplanner.documents.pdf.reader import found_in
from hcplanner.errors import CaseInvalid, HcplannerError, NewerVersion, NoCaseInside
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH
from hcplanner.storage import container, history
from tests.cases import random_case

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def printed(path: Path, name: str = "operative-plan", case: Case | None = None, **how: Any) -> Path:
    """The document of a case file (or of `case`, changed since) beside it."""
    opened = open_file(path)
    case = case or opened.case
    issue = carrying(printing.Issue(**how), case, opened.source)
    made = path.with_name(f"{path.stem}-{name}.pdf")
    made.write_bytes(printing.make(case, name, issue))
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.hcplan"
    case = msgspec.structs.replace(load_example("index-case"), id="0d" * 16)
    save(case, None, path, "Dr EXAMPLE")
    return path


@pytest.mark.requirement("R14")
@pytest.mark.parametrize("name", example_names())
def test_the_case_out_of_a_document_is_the_case_in_its_file(name, tmp_path):
    path = tmp_path / "a.hcplan"
    save(msgspec.structs.replace(load_example(name), id="0d" * 16), None, path, "Dr EXAMPLE")
    document = printed(path)
    assert case_json(document) == case_json(path)
    copy = open_file(document)
    assert copy.case == open_file(path).case
    assert (copy.copy, copy.changed, copy.read_only) == (True, False, False)


def test_random_cases_come_back(tmp_path, full):
    for seed in range(60 if full else 6):
        path = tmp_path / f"{seed}.hcplan"
        save(random_case(seed), None, path, "Dr EXAMPLE")
        document = printed(path)
        assert open_file(document).case == open_file(path).case
        assert case_json(document) == case_json(path)


def test_a_copy_says_where_it_comes_from_and_is_saved_as_a_case_of_its_own(file, tmp_path):
    document = printed(file)
    before = document.read_bytes()
    copy = open_file(document)
    [notice] = copy.notices
    assert "a-operative-plan.pdf" in notice
    assert "Operative plan, revision 1" in notice
    saved = save(copy.case, copy.source, tmp_path / "b.hcplan", "Dr OTHER")
    assert (saved.case.id, saved.case.revision) == (copy.case.id, 2)
    assert open_file(tmp_path / "b.hcplan").notices == ()
    [entry] = history.entries(saved.source.history)
    assert (entry.revision, entry.saved_by) == (2, "Dr OTHER")
    assert document.read_bytes() == before


def test_saving_never_takes_the_place_of_the_document_unasked(file):
    document = printed(file)
    copy = open_file(document)
    with pytest.raises(HcplannerError):
        save(copy.case, copy.source, document, "Dr OTHER")
    assert document.read_bytes().startswith(b"%PDF")


def test_changes_never_saved_are_in_the_document_and_said_to_be(file):
    changed = set_at(open_file(file).case, "patient.surname", "EXAMPLE-TWO")
    copy = open_file(printed(file, case=changed, saved=False))
    assert (copy.case, copy.changed) == (changed, True)
    assert "changes after revision 1" in copy.notices[0]


def _repacked(path: Path, **keys: object) -> None:
    contents = container.unpack(path.read_bytes())
    raw = json.loads(contents.case) | keys
    path.write_bytes(container.pack(contents._replace(case=json.dumps(raw).encode())))


def test_keys_that_this_version_does_not_know_travel_with_the_case(file, tmp_path):
    _repacked(file, robot={"model": "later"})
    document = printed(file)
    assert case_json(document) == case_json(file)
    copy = open_file(document)
    save(copy.case, copy.source, tmp_path / "b.hcplan", "")
    assert json.loads(case_json(tmp_path / "b.hcplan"))["robot"] == {"model": "later"}
    changed = set_at(copy.case, "patient.surname", "EXAMPLE-TWO")
    assert json.loads(case_json(printed(file, case=changed, saved=False)))["robot"] == {"model": "later"}


def test_a_file_made_by_hand_comes_back_as_it_stands(tmp_path):
    path = tmp_path / "hand.hcplan"
    raw = b'{"revision": 0, "format": 1,\n "patient": {"surname": "EXAMPLE"}}'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", container.MIMETYPE)
        archive.writestr("case.json", raw)
    document = printed(path)
    assert case_json(document) == raw
    assert open_file(document).case == open_file(path).case


def test_a_case_of_a_newer_version_is_read_only_inside_a_document_too(file, tmp_path):
    _repacked(file, format=FORMAT + 1, robot=True)
    copy = open_file(printed(file))
    assert copy.read_only
    with pytest.raises(NewerVersion):
        save(copy.case, copy.source, tmp_path / "b.hcplan", "")


def test_key_pictures_travel_with_the_case(file, tmp_path):
    digest = hashlib.sha256(PICTURE).hexdigest()
    opened = open_file(file)
    imaging = msgspec.structs.replace(opened.case.imaging, pictures=(KeyPicture(id="p1", caption="C2", digest=digest),))
    case = msgspec.structs.replace(opened.case, imaging=imaging)
    saved = save(case, opened.source, file, "", attach={digest: PICTURE, "0" * 64: b"of another kind"})
    document = declarations.document(shipped.templates(), "operative-plan")
    how = carrying(printing.Issue(), saved.case, saved.source)
    attached = travels.attachments(saved.case, document, how, ENGLISH)
    assert {one.name: one.data for one in attached} == {"case.json": case_json(file), f"{digest}.png": PICTURE}


def test_pictures_out_of_a_document_are_saved_with_the_case(file, tmp_path):
    digest = hashlib.sha256(PICTURE).hexdigest()
    document = printed(file)
    with_picture = tmp_path / "with.pdf"
    with pikepdf.open(document) as pdf:
        pdf.attachments[f"{digest}.png"] = pikepdf.AttachedFileSpec(pdf, PICTURE)
        pdf.attachments[f"{'0' * 64}.png"] = pikepdf.AttachedFileSpec(pdf, b"not what its name says")
        pdf.save(with_picture)
    copy = open_file(with_picture)
    assert copy.source.attachments == {digest: PICTURE}
    save(copy.case, copy.source, tmp_path / "b.hcplan", "")
    assert open_file(tmp_path / "b.hcplan").source.attachments == {digest: PICTURE}


def test_what_a_patient_gets_carries_no_case(file):
    for document in printing.documents():
        path = printed(file, document.name)
        carries = b"/EmbeddedFile" in path.read_bytes()
        assert carries == (document.name in ("operative-plan", "outcome"))
        if not carries:
            with pytest.raises(NoCaseInside, match="carries no case"):
                open_file(path)


def rewritten(path: Path, content: bytes | None = None, name: str = "case.json", **how: Any) -> Path:
    """The same document after another program saved it, perhaps with another attachment."""
    target = path.with_name("rewritten.pdf")
    with pikepdf.open(path) as pdf:
        if content is not None:
            del pdf.attachments["case.json"]
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, mime_type="application/json")  # type: ignore[call-arg]
        pdf.save(target, **how)
    return target


def test_a_document_rewritten_by_another_program_still_gives_its_case_and_says_so(file):
    copy = open_file(rewritten(printed(file)))
    assert copy.case == open_file(file).case
    assert any("changed or damaged" in notice for notice in copy.notices)


def test_something_added_later_is_said_to_be_no_part_of_the_case(file):
    document = printed(file)
    document.write_bytes(document.read_bytes() + b"\n9999 0 obj\n<< /Type /Annot >>\nendobj\n")
    copy = open_file(document)
    assert copy.case == open_file(file).case
    assert any("added" in notice for notice in copy.notices)


OTHERS = {
    "another case": lambda raw: raw.replace(b"EXAMPLE-000", b"EXAMPLE-999"),
    "no case at all": lambda _raw: b'{"surname": "EXAMPLE"}',
    "no JSON": lambda _raw: b"case",
    "a list": lambda _raw: b"[1]",
    "nothing": lambda _raw: b"",
    "endless brackets": lambda _raw: b"[" * 100_000,
}


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS)
def test_an_attachment_that_is_not_the_case_printed_is_refused(change, file):
    document = printed(file)
    with pytest.raises((NoCaseInside, CaseInvalid)) as refused:
        open_file(rewritten(document, change(case_json(document))))
    assert all(refused.value.sentences(ENGLISH))


@pytest.mark.requirement("R57")
def test_a_foreign_pdf_is_refused_and_left_as_it_is(tmp_path, file):
    blank = pikepdf.new()
    blank.add_blank_page()
    target = io.BytesIO()
    blank.save(target)
    locked = rewritten(printed(file), encryption=pikepdf.Encryption(owner="a", user="b")).read_bytes()
    for number, data in enumerate((target.getvalue(), locked, printed(file).read_bytes()[:20_000], b"%PDF-1.7")):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(data)
        for reading in (open_file, case_json):
            with pytest.raises(NoCaseInside) as refused:
                reading(path)
            assert "case file itself" in refused.value.what_to_do
        assert path.read_bytes() == data


def test_the_name_of_a_file_counts_for_nothing(file, tmp_path):
    document = printed(file)
    (tmp_path / "plan.hcplan").write_bytes(document.read_bytes())
    (tmp_path / "case.pdf").write_bytes(file.read_bytes())
    assert open_file(tmp_path / "plan.hcplan").copy
    assert not open_file(tmp_path / "case.pdf").copy


def test_the_case_is_attached_as_the_source_of_the_document(file):
    document = printed(file)
    assert found_in(document.read_bytes(), 1 << 20).files["case.json"] == case_json(file)
    with pikepdf.open(document) as pdf:
        assert pdf.Root.AF[0].AFRelationship == "/Source"
