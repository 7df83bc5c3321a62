"""Verifying: what is whole is said to be, what is not is told in words, and what changed since is named."""

import random
from pathlib import Path

import msgspec
import pikepdf
import pytest

from hcplanner.actions import issuing, printing
from hcplanner.actions.examples import load_example
from hcplanner.actions.opening import carrying, open_file
from hcplanner.actions.saving import save
from hcplanner.actions.verifying import Mark, Verdict, refuse_unless_good, verify, verify_code
from hcplanner.documents import stamp
from hcplanner.errors import MovedOn, NotACase, NotWhole, UsageError
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH
from hcplanner.storage import container
from tests.actions.test_inside import printed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.hcplan"
    save(msgspec.structs.replace(load_example("index-case"), id="0d" * 16), None, path, "Dr EXAMPLE")
    return path


def answers(path: Path, case_file: Path | None = None, near: Path | None = None) -> tuple[Verdict, str]:
    found = verify(path, ENGLISH, case_file, near=near)
    return found.verdict, " ".join(line.text for line in found.lines)


def change(path: Path, field: str = "patient.surname", value: object = "EXAMPLE-TWO") -> None:
    opened = open_file(path)
    save(set_at(opened.case, field, value), opened.source, path, "Dr OTHER")


@pytest.mark.parametrize("name", ["operative-plan", "consent"])
def test_a_document_beside_its_case_is_whole_and_as_it_was_printed(name, file):
    verdict, told = answers(printed(file, name))
    assert verdict is Verdict.GOOD
    assert "Every byte" in told
    assert "a.hcplan is still as it was printed" in told
    assert f"hcplanner:{'0d' * 16}:1:" in told


@pytest.mark.parametrize("name", ["operative-plan", "consent"])
def test_what_changed_in_the_case_since_is_named(name, file):
    document = printed(file, name)
    change(file)
    change(file, "plan.operation.title", "Another operation")
    found = verify(document, ENGLISH)
    told = " ".join(line.text for line in found.lines)
    assert found.verdict is Verdict.MOVED
    assert "moved on: it is at revision 3" in told
    assert "by Dr OTHER" in told
    assert "What differs: Surname; Operation in the surgeon's own words." in told
    with pytest.raises(MovedOn, match="moved on"):
        refuse_unless_good(found, ENGLISH)


def test_an_older_copy_of_the_case_is_told(file, tmp_path):
    older = tmp_path / "older.hcplan"
    older.write_bytes(file.read_bytes())
    change(file)
    verdict, told = answers(printed(file), older)
    assert verdict is Verdict.MOVED
    assert "older than the document" in told


def test_two_copies_that_went_their_own_ways_do_not_fit(file, tmp_path):
    other = tmp_path / "other.hcplan"
    other.write_bytes(file.read_bytes())
    change(other, value="EXAMPLE-THREE")
    change(file)
    verdict, told = answers(printed(file), other)
    assert verdict is Verdict.BAD
    assert "went its own way" in told


def test_another_case_does_not_fit_and_is_not_taken_for_the_own_one(file, tmp_path):
    other = tmp_path / "b.hcplan"
    save(msgspec.structs.replace(load_example("index-case"), id="0c" * 16), None, other, "")
    document = printed(file)
    assert answers(document, other) == (Verdict.BAD, answers(document, other)[1])
    assert "b.hcplan is another case" in answers(document, other)[1]
    assert answers(document, near=other)[0] is Verdict.GOOD
    elsewhere = tmp_path / "elsewhere.pdf"
    elsewhere.write_bytes(document.read_bytes())
    assert "a.hcplan is still as it was printed" in answers(elsewhere, near=file)[1]
    assert "No case file was given" in answers(elsewhere)[1]


@pytest.mark.requirement("R39")
def test_damage_is_told_and_what_the_document_says_is_still_read(file):
    document = printed(file)
    data = bytearray(document.read_bytes())
    data[len(data) // 3] ^= 4
    document.write_bytes(data)
    found = verify(document, ENGLISH)
    assert found.verdict is Verdict.BAD
    assert found.lines[0].mark is Mark.BAD
    with pytest.raises(NotWhole, match="changed or damaged"):
        refuse_unless_good(found, ENGLISH)


def test_any_mutated_document_is_answered_and_never_called_good(file, full):
    data = printed(file).read_bytes()
    chance, target = random.Random(3), file.with_name("mutated.pdf")
    for _ in range(300 if full else 40):
        mutated = bytearray(data)
        for _ in range(chance.choice((1, 5))):
            at = chance.randrange(9, len(mutated))
            mutated[at : at + chance.randint(0, 3)] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 3)))
        if mutated == data:
            continue
        target.write_bytes(mutated)
        assert verify(target, ENGLISH).verdict is Verdict.BAD


def test_a_rewritten_document_is_not_whole_but_its_case_is_the_one_it_names(file):
    rewritten = file.with_name("rewritten.pdf")
    with pikepdf.open(printed(file)) as pdf:
        pdf.save(rewritten)
    verdict, told = answers(rewritten, file)
    assert verdict is Verdict.BAD
    assert "rewritten by another program" in told
    assert "The case inside is the one" in told


def issued(file: Path, name: str = "consent") -> Path:
    """An emergency issue kept in the case file."""
    source = open_file(file).source
    made = issuing.issue(source, [name], printing.Issue(kind=printing.Kind.EMERGENCY), "Dr EXAMPLE")
    [path] = issuing.write_out(made, file.parent, file.stem)
    return path


def test_what_was_issued_is_found_among_the_documents_of_its_case(file):
    verdict, told = answers(issued(file))
    assert verdict is Verdict.GOOD
    assert "number 1 of the documents issued from a.hcplan, byte for byte" in told
    assert answers(file)[0] is Verdict.GOOD
    assert "every document issued (1)" in answers(file)[1]


def test_a_document_made_anew_to_pass_for_an_issued_one_is_found_out(file):
    issued(file)
    opened = open_file(file)
    how = carrying(printing.Issue(kind=printing.Kind.EMERGENCY, institution="Forged"), opened.case, opened.source)
    forged = file.with_name("a-consent.pdf")
    forged.write_bytes(printing.make(opened.case, "consent", how))
    verdict, told = answers(forged)
    assert "Every byte" in told
    assert verdict is Verdict.BAD
    assert "not among the documents issued" in told


def test_a_case_file_is_whole_with_its_history_and_attachments(file):
    change(file)
    verdict, told = answers(file)
    assert verdict is Verdict.GOOD
    assert "each of its 2 entries" in told


def test_a_history_rewritten_is_told_with_its_line(file):
    change(file)
    contents = container.unpack(file.read_bytes())
    file.write_bytes(
        container.pack(contents._replace(history=contents.history.replace(b"Dr EXAMPLE", b"Dr FORGER", 1)))
    )
    verdict, told = answers(file)
    assert verdict is Verdict.BAD
    assert "at its line 2" in told


def test_an_attachment_that_is_damaged_or_gone_is_told(file):
    issued(file)
    contents = container.unpack(file.read_bytes())
    file.write_bytes(container.pack(contents._replace(attachments={})))
    verdict, told = answers(file)
    assert verdict is Verdict.BAD
    assert "by their number: 1" in told


def test_neither_document_nor_case_is_refused(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("A letter")
    with pytest.raises(NotACase):
        verify(path, ENGLISH)
    path.write_bytes(b"%PDF-1.4\nA letter")
    assert answers(path)[0] is Verdict.BAD


def test_a_scanned_code_tells_whether_the_paper_is_still_true(file):
    [code] = [line.text for line in verify(printed(file), ENGLISH).lines if "Its code reads" in line.text]
    code = code.removeprefix("Its code reads ")
    assert verify_code(f" {code}\n", ENGLISH, file).verdict is Verdict.GOOD
    assert verify_code(code, ENGLISH).verdict is Verdict.GOOD
    change(file)
    found = verify_code(code, ENGLISH, file)
    assert found.verdict is Verdict.MOVED
    assert "Surname" in found.lines[-1].text
    for wrong in ("", "hcplanner:", code[:-1], code + "0"):
        with pytest.raises(UsageError):
            verify_code(wrong, ENGLISH)


def test_the_code_on_paper_is_the_one_that_verifying_tells(file):
    case = open_file(file).case
    told = [line.text for line in verify(printed(file), ENGLISH).lines]
    assert f"Its code reads {stamp.qr_text(case)}" in told
