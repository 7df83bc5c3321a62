"""Finals and emergency issues: kept in the case, given again byte for byte, all or none, and told apart."""

import hashlib
import json
from io import BytesIO
from pathlib import Path

import msgspec
import pikepdf
import pytest

from hcplanner.actions import issuing, printing
from hcplanner.actions.examples import example_pictures, load_example
from hcplanner.actions.opening import open_file
from hcplanner.actions.past import past_of
from hcplanner.actions.printing import Issue, Kind
from hcplanner.actions.saving import save
from hcplanner.actions.summary import summary_lines
from hcplanner.case import Case
from hcplanner.errors import CannotWrite, ChangedOnDisk, IssuedElsewhere, NoSuchIssue, NotFinal
from hcplanner.fields import fingerprint, set_at
from hcplanner.storage import container, history, vault
from hcplanner.storage.files import Source
from hcplanner.storage.sealing import Recipient
from tests.documents import oracle

FINAL = Issue(kind=Kind.FINAL)
EMERGENCY = Issue(kind=Kind.EMERGENCY)


@pytest.fixture
def complete(tmp_path: Path) -> Source:
    """A saved case that lacks nothing for any final."""
    name = "adult-ossified-ligament"
    case = msgspec.structs.replace(load_example(name), id="0f" * 16)
    return save(case, None, tmp_path / "a.hcplan", "Dr EXAMPLE", attach=example_pictures(name)).source


def issued(source: Source, *names: str, how: Issue = FINAL) -> Source:
    return issuing.issue(source, names or ("operative-plan",), how, "Dr EXAMPLE").source


def said(data: bytes) -> str:
    """What a document says, in reading order, without white space."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return oracle.inspect(pdf).text


def changed(source: Source, path: str, value: object) -> Source:
    return save(set_at(source.case, path, value), source, source.path, "Dr EXAMPLE").source


def test_a_draft_writes_nothing_into_the_case(complete: Source, tmp_path: Path):
    before = complete.path.read_bytes()
    printing.export(complete.case, ["operative-plan"], tmp_path / "out", "a", Issue(past=past_of(complete)))
    assert complete.path.read_bytes() == before
    with pytest.raises(ValueError, match="draft"):
        issuing.issue(complete, ["operative-plan"], Issue(), "Dr EXAMPLE")


@pytest.mark.requirement("R61")
def test_a_final_is_kept_and_given_again_byte_for_byte_years_later(complete: Source, tmp_path: Path):
    done = issuing.issue(complete, ["operative-plan"], FINAL, "Dr EXAMPLE")
    first = issuing.write_out(done, tmp_path / "out", "a")[0].read_bytes()
    source = done.source
    for number in range(3):
        source = changed(source, "plan.note", f"changed {number}")
    source = issued(source, "operative-plan")
    # Nothing that would make the paper today is asked: the bytes lie in the file.
    opened = open_file(source.path)
    assert opened.notices == ()
    again = issuing.reprint(opened.source, 1, tmp_path / "again", "a")
    assert again.name == "a-operative-plan-1.pdf"
    assert again.read_bytes() == first
    assert issuing.reprint(opened.source, 2, tmp_path / "again", "a").read_bytes() != first
    save(opened.case, opened.source, tmp_path / "copy.hcplan", "Dr EXAMPLE")
    copy = open_file(tmp_path / "copy.hcplan").source
    assert issuing.bytes_of(copy, 1)[1] == first


@pytest.mark.requirement("R61")
def test_the_entry_tells_what_was_made_of_what_and_by_whom(complete: Source):
    how = Issue(kind=Kind.FINAL, page="letter", large_print=True)
    done = issuing.issue(complete, ["information"], how, "Dr EXAMPLE, consultant")
    ((entry, data),) = done.documents
    assert (entry.document, entry.title, entry.kind) == ("information", "Patient and family information", "final")
    assert (entry.language, entry.page, entry.options) == ("en", "letter", {"large_print": True})
    assert (entry.revision, entry.case) == (complete.case.revision, fingerprint(complete.case))
    assert entry.made_by == "Dr EXAMPLE, consultant"
    assert entry.pdf == hashlib.sha256(data).hexdigest()
    assert entry.size == len(data)
    assert entry.previous == history.head(complete.history)
    assert done.source.attachments[entry.pdf] == data
    told = json.loads(done.source.history.splitlines()[-1])
    assert told["entry"] == "document"
    assert done.source.history.startswith(complete.history)


def test_issuing_leaves_the_case_and_its_revision_as_they_are(complete: Source):
    source = issued(complete)
    opened = open_file(source.path)
    assert opened.case == complete.case
    assert opened.notices == ()
    assert (
        history.first_break(opened.source.history, json.loads(container.unpack(source.path.read_bytes()).case)) is None
    )


def test_the_footer_holds_the_head_of_the_history_before_the_documents_own_entry(complete: Source):
    done = issuing.issue(complete, ["operative-plan", "consent"], FINAL, "Dr EXAMPLE")
    for entry, data in done.documents:
        short = " ".join(entry.previous[k : k + 4] for k in range(0, 16, 4))
        assert f"history {short}".replace(" ", "") in said(data)
    heads = [entry.previous for entry in history.documents_made(done.source.history)]
    assert heads == [history.head(complete.history), hashlib.sha256(done.source.history.splitlines()[1]).hexdigest()]
    draft = printing.make(done.source.case, "operative-plan", Issue(past=past_of(done.source)))
    assert f"history{history.head(done.source.history)[:4]}" in said(draft)
    unsaved = printing.make(done.source.case, "operative-plan", Issue(past=past_of(done.source), saved=False))
    assert "history" + history.head(done.source.history)[:4] not in said(unsaved)


@pytest.mark.requirement("R3")
def test_finals_are_issued_all_or_none(complete: Source):
    source = changed(complete, "plan.after_care.call_triggers", "")
    before = source.path.read_bytes()
    with pytest.raises(NotFinal) as refused:
        issuing.issue(source, ["consent", "operative-plan"], FINAL, "Dr EXAMPLE")
    assert [reason.path for reason in refused.value.reasons] == ["plan.after_care.call_triggers"]
    assert source.path.read_bytes() == before
    assert issuing.lacking(source.case, ["consent", "operative-plan"], FINAL) == refused.value.reasons
    assert issuing.lacking(source.case, ["consent"], FINAL) == ()


@pytest.mark.requirement("R3")
def test_an_emergency_issue_is_kept_with_its_gaps(tmp_path: Path):
    source = save(Case(id="0f" * 16), None, tmp_path / "a.hcplan", "Dr EXAMPLE").source
    done = issuing.issue(source, ["operative-plan"], EMERGENCY, "Dr EXAMPLE")
    assert "EMERGENCYISSUE" in said(done.documents[0][1])
    (one,) = issuing.made(done.source)
    assert (one.entry.kind, one.current, one.kept) == ("emergency", True, True)
    assert "emergency issue" in issuing.made_text(done.source)


@pytest.mark.requirement("R17")
def test_a_file_changed_by_somebody_else_takes_no_document(complete: Source):
    changed(complete, "plan.note", "theirs")
    before = complete.path.read_bytes()
    with pytest.raises(ChangedOnDisk):
        issued(complete)
    assert complete.path.read_bytes() == before


def test_a_write_protected_file_takes_none(complete: Source):
    complete.path.chmod(0o444)
    with pytest.raises(CannotWrite, match="write-protected"):
        issued(open_file(complete.path).source)


def test_a_file_that_is_full_says_so_and_stays_as_it_is(complete: Source):
    many = {hashlib.sha256(bytes([k % 256, k // 256])).hexdigest(): b"" for k in range(container.MOST_MEMBERS - 3)}
    before = complete.path.read_bytes()
    with pytest.raises(CannotWrite, match="more pictures and documents than a file may"):
        issued(complete._replace(attachments=many))
    assert complete.path.read_bytes() == before


def test_a_folder_that_cannot_be_written_costs_no_document(complete: Source, tmp_path: Path):
    (tmp_path / "in the way").write_text("")
    done = issuing.issue(complete, ["operative-plan"], FINAL, "Dr EXAMPLE")
    with pytest.raises(IssuedElsewhere, match="are issued"):
        issuing.write_out(done, tmp_path / "in the way", "a")
    assert issuing.reprint(done.source, 1, tmp_path / "out", "a").read_bytes() == done.documents[0][1]


def test_a_number_that_none_has_is_refused(complete: Source, tmp_path: Path):
    source = issued(complete)
    for number in (0, 2, -1):
        with pytest.raises(NoSuchIssue, match="There are 1"):
            issuing.reprint(source, number, tmp_path, "a")
    lost = source._replace(attachments={})
    assert not issuing.made(lost)[0].kept
    with pytest.raises(NoSuchIssue):
        issuing.reprint(lost, 1, tmp_path, "a")


def test_a_case_made_by_hand_gets_a_revision_before_anything_is_issued_from_it(complete: Source):
    contents = container.unpack(complete.path.read_bytes())
    complete.path.write_bytes(container.pack(contents._replace(history=b"")))
    opened = open_file(complete.path)
    source = issued(opened.source)
    assert source.case.revision == complete.case.revision + 1
    assert open_file(source.path).notices == ()
    assert issuing.made(source)[0].entry.revision == source.case.revision


def test_what_was_issued_leaves_the_file_with_nothing_else(complete: Source):
    source = issued(complete)
    pdf = issuing.made(source)[0].entry.pdf
    again = save(source.case, source, source.path, "Dr EXAMPLE", drop=[pdf]).source
    assert pdf in again.attachments


@pytest.mark.requirement("R61")
def test_a_later_final_names_the_one_it_takes_the_place_of_and_what_changed(complete: Source):
    source = issued(complete)
    assert "noearlierfinal" in said(issuing.bytes_of(source, 1)[1])
    source = changed(source, "plan.medicines.antibiotic_dose_mg", 1500)
    source = changed(source, "plan.note", "Anew")
    draft = said(printing.make(source.case, "operative-plan", Issue(past=past_of(source))))
    assert "lastfinal:revision1;changedsince:" in draft
    source = issued(source)
    told = said(issuing.bytes_of(source, 2)[1])
    assert "supersedesrevision1;changed:" in told
    for label in ("Dose", "Inthesurgeon'sownwords(plan)"):
        assert label in told.split("supersedesrevision1;changed:")[1][:120]
    assert [(one.number, one.current) for one in issuing.made(source)] == [(1, False), (2, True)]
    assert "superseded" in issuing.made_text(source).splitlines()[0]
    # Another document of the same case has no earlier one.
    source = issued(source, "consent")
    assert "upersedes" not in said(issuing.bytes_of(source, 3)[1])


def test_many_changes_are_counted(complete: Source):
    source = issued(complete)
    blank = Case(id=source.case.id, patient=source.case.patient)
    source = save(blank, source, source.path, "Dr EXAMPLE").source
    line = summary_lines(source.case, past=past_of(source))[2].text
    assert "more" in line
    assert line.count(",") < 10


@pytest.mark.requirement("R64")
def test_the_copied_words_are_those_of_the_paper(complete: Source):
    source = changed(issued(complete), "plan.note", "Anew")
    past = past_of(source)
    paper = said(printing.make(source.case, "operative-plan", Issue(past=past)))
    for line in summary_lines(source.case, past=past):
        assert "".join(line.text.split()) in paper


def test_a_past_that_the_file_no_longer_gives_is_said_to_be_unknown(complete: Source):
    source = changed(issued(complete, "operative-plan", "consent"), "plan.note", "Anew")
    broken = source._replace(history=source.history.replace(b'"plan.note":["', b'"plan.note":["x'))
    past = past_of(broken)
    assert past.last("operative-plan") is not None
    told = said(printing.make(broken.case, "operative-plan", Issue(past=past)))
    assert "cannotbetold" in told
    assert "reconfirmwiththepatient" in told


def test_a_final_out_of_an_encrypted_case_is_kept_in_it_and_it_stays_encrypted(complete: Source):
    key = vault.new_key()
    for_one = [Recipient("Dr EXAMPLE", key.public)]
    sealed = save(complete.case, complete, complete.path, "Dr EXAMPLE", seal_for=for_one).source
    done = issuing.issue(sealed, ["operative-plan"], FINAL, "Dr EXAMPLE")
    assert vault.is_sealed(complete.path.read_bytes())
    again = open_file(complete.path, secrets=lambda: [key.secret]).source
    assert (again.history, dict(again.attachments)) == (done.source.history, dict(done.source.attachments))
    ((entry, data),) = done.documents
    assert issuing.bytes_of(again, 1)[1] == data
    assert b"/EmbeddedFile" not in data
    assert entry.options["attach_case"] is False
