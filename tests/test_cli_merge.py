"""The command that brings two versions of a case together, as it is typed."""

import shutil
from pathlib import Path

import pytest

from hcplanner.actions import issuing, merging, preferences, verifying
from hcplanner.actions.opening import open_file
from hcplanner.actions.past import past_of
from hcplanner.actions.printing import Kind
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.cli import main
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH
from hcplanner.opencase import OpenCase
from hcplanner.storage import history


def change(path: Path, *fields: tuple[str, object]) -> None:
    """Open, change and save a file as somebody would who knows nothing of the other."""
    opened = open_file(path)
    case = opened.case
    for at, value in fields:
        case = set_at(case, at, value)
    save(case, opened.source, path, "Dr EXAMPLE")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a file of one revision, with a mass in it."""
    one, other = tmp_path / "one.hcplan", tmp_path / "other.hcplan"
    opened = OpenCase(set_at(Case(id="ab" * 16), "patient.surname", "FIRST"), iter(["m1", "m2"]).__next__)
    opened.add_item("imaging.lesions")
    save(opened.case, None, one, "Dr EXAMPLE")
    shutil.copy(one, other)
    return one, other


@pytest.mark.requirement("R17")
def test_what_either_changed_is_in_the_result_and_both_histories_too(two: tuple[Path, Path], tmp_path: Path):
    one, other = two
    change(one, ("patient.surname", "SECOND"))
    change(one, ("imaging.lesions[m1].size_ap_mm", 4))
    change(other, ("patient.forename", "Example"))
    before = one.read_bytes(), other.read_bytes()
    out = tmp_path / "out.hcplan"
    assert main(["merge", str(one), str(other), "--to", str(out)]) == 0
    merged = open_file(out)
    assert merged.notices == ()
    assert merged.case.patient.surname == "SECOND"
    assert merged.case.patient.forename == "Example"
    assert merged.case.imaging.lesions[0].size_ap_mm == 4
    assert merged.case.revision == 4
    assert merged.source.history.startswith(open_file(other).source.history)
    (kept,) = [e for e in history.every_entry(merged.source.history) if isinstance(e, history.MergeEntry)]
    assert [line.encode() for line in kept.lines] == open_file(one).source.history.splitlines()[1:]
    assert (one.read_bytes(), other.read_bytes()) == before
    assert not any(line.mark is verifying.Mark.BAD for line in verifying.verify(out, ENGLISH).lines)


@pytest.mark.requirement("R17")
def test_what_both_changed_differently_is_named_and_nothing_is_written(
    two: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    one, other = two
    change(one, ("patient.surname", "SECOND"), ("imaging.lesions[m1].size_ap_mm", 4))
    change(other, ("patient.surname", "THIRD"), ("imaging.lesions[m1].size_ap_mm", 5))
    out = tmp_path / "out.hcplan"
    assert main(["merge", str(one), str(other), "--to", str(out)]) == 24
    told = capsys.readouterr().err
    assert all(part in told for part in ("Surname", "SECOND", "THIRD", "4.0 mm", "5.0 mm", "entry 1"))
    assert not out.exists()


@pytest.mark.requirement("R17", "R47")
def test_what_was_issued_from_either_is_kept_and_not_taken_for_another_state(two: tuple[Path, Path], tmp_path: Path):
    one, other = two
    for path, name in ((one, "handover"), (other, "operative-plan")):
        change(path, ("presentation.note", name))
        issuing.issue(open_file(path).source, [name], preferences.issue(Kind.EMERGENCY), "Dr EXAMPLE")
    out = tmp_path / "out.hcplan"
    assert main(["merge", str(one), str(other), "--to", str(out)]) == 24
    change(one, ("presentation.note", "same"))
    change(other, ("presentation.note", "same"))
    assert main(["merge", str(one), str(other), "--to", str(out)]) == 0
    source = open_file(out).source
    assert [(made.entry.document, made.kept) for made in issuing.made(source)] == [
        ("operative-plan", True),
        ("handover", True),
    ]
    past = past_of(source)
    plan, handover = past.last("operative-plan"), past.last("handover")
    assert plan is not None
    assert plan.case is not None
    assert plan.case.presentation.note == "operative-plan"
    assert handover is not None
    assert handover.case is None  # its state stands in the other version's lines
    assert history.with_lines_of(source.history, open_file(one).source.history) == source.history


def test_files_that_are_no_two_versions_of_one_case_are_refused(two: tuple[Path, Path], tmp_path: Path):
    one, other = two
    stranger = tmp_path / "stranger.hcplan"
    save(Case(id="cd" * 16), None, stranger, "Dr EXAMPLE")
    out = tmp_path / "out.hcplan"
    assert main(["merge", str(one), str(stranger), "--to", str(out)]) == 23
    unrelated = tmp_path / "unrelated.hcplan"
    save(Case(id="ab" * 16), None, unrelated, "Dr EXAMPLE")
    assert main(["merge", str(one), str(unrelated), "--to", str(out)]) == 23
    assert main(["merge", str(one), str(unrelated), "--base", "1", "--to", str(out)]) == 0
    assert main(["merge", str(one), str(other), "--base", "7", "--to", str(tmp_path / "no.hcplan")]) == 3
    assert main(["merge", str(one), str(other), "--to", str(out)]) == 4


def test_the_result_may_take_the_place_of_the_version_that_goes_on(two: tuple[Path, Path]):
    one, other = two
    change(one, ("patient.surname", "SECOND"))
    assert main(["merge", str(one), str(other), "--to", str(other)]) == 0
    assert open_file(other).case.patient.surname == "SECOND"


def test_places_are_told_in_words_what_is_to_be_chosen_first(two: tuple[Path, Path]):
    one, other = two
    change(one, ("patient.forename", "A"), ("patient.surname", "SECOND"), ("presentation.note", "same"))
    change(other, ("patient.surname", "THIRD"), ("presentation.note", "same"), ("plan.operation.title", "B"))
    told = merging.rows(merging.between(open_file(one).source, open_file(other).source), ENGLISH)
    assert [(row.label, row.base, row.ours, row.theirs, row.state.value) for row in told[:2]] == [
        ("Surname", "FIRST", "SECOND", "THIRD", "conflict"),
        ("Forename", "", "A", "", "ours"),
    ]
    assert [row.state.value for row in told[2:]] == ["alike", "theirs"]
