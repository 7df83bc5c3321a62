"""A file that somebody else changed while it was open here: mine, theirs, or both, and never unasked."""

import msgspec
import pytest

from hcplanner import settings
from hcplanner.actions import merging, recovering
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.case.merging import Side
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH
from hcplanner.storage import history
from tests.test_cli_merge import change
from tests.ui.conftest import button
from tests.ui.test_window import case_file
from ui import files
from ui.merging import Merging
from ui.recovering import offer

pytestmark = pytest.mark.requirement("R17")


@pytest.fixture
def met(window, tmp_path):
    """The window with unsaved changes over a file that somebody else saved meanwhile."""
    path = case_file(tmp_path / "a.hcplan")
    files.open_path(window, path)
    change(path, ("patient.forename", "Theirs"), ("patient.surname", "THEIRS"))
    window.view.open_case.set("patient.surname", "MINE")
    window.view.open_case.set("patient.title", "Dr")
    return path


def test_whoever_leaves_the_question_changes_nothing(window, met, answering):
    before = met.read_bytes()
    said = answering("Cancel")
    assert not files.save(window)
    assert "changed by somebody else" in said[0]
    assert met.read_bytes() == before
    assert window.view.open_case.dirty


def test_mine_takes_its_place_and_theirs_stays_in_the_history(window, met, answering):
    theirs = open_file(met).source
    answering("Keep mine")
    assert files.save(window)
    held = open_file(met)
    assert held.notices == ()
    assert (held.case.patient.surname, held.case.patient.forename) == ("MINE", "")
    assert held.case.revision == 3
    assert held.source.history.startswith(theirs.history)
    assert not window.view.open_case.dirty
    window.view.open_case.set("patient.surname", "AGAIN")
    assert files.save(window)  # nothing more is asked


def test_theirs_is_opened_and_mine_is_offered_at_the_next_start(window, met, answering):
    answering("Keep theirs")
    assert not files.save(window)
    assert window.view.open_case.case.patient.surname == "THEIRS"
    assert not window.view.open_case.dirty
    (kept,) = recovering.found(ENGLISH)
    assert kept.recovered.case.patient.surname == "MINE"


def test_both_are_taken_and_what_clashes_is_chosen(window, met, answering):
    theirs = open_file(met).source

    def choose(dialog):
        assert isinstance(dialog, Merging)
        rows = [[dialog.tree.topLevelItem(n).text(c) for c in range(5)] for n in range(3)]
        assert rows == [
            ["Surname", "Example", "THEIRS", "MINE", "choose"],
            ["Forename", "not recorded", "Theirs", "not recorded", "theirs"],
            ["Title", "not recorded", "not recorded", "Dr", "mine"],
        ]
        assert not dialog.save.isEnabled()
        assert "1" in dialog.told.text()
        dialog.mine.click()
        dialog.save.click()

    answering("Compare and merge…", choose)
    assert files.save(window)
    held = open_file(met)
    assert held.notices == ()
    patient = held.case.patient
    assert (patient.surname, patient.forename, patient.title) == ("MINE", "Theirs", "Dr")
    assert held.source.history.startswith(theirs.history)
    (line,) = history.entries(held.source.history)[2:]
    assert set(line.changed) == {"patient.surname", "patient.title"}
    assert window.view.open_case.case == held.case
    window.view.open_case.undo()
    assert window.view.open_case.case.patient.forename == ""


def test_a_merging_that_is_left_changes_nothing(window, met, answering):
    before = met.read_bytes()
    answering("Compare and merge…", lambda dialog: button(dialog, "Cancel").click())
    assert not files.save(window)
    assert met.read_bytes() == before
    assert window.view.open_case.case.patient.forename == ""


def test_nothing_is_taken_before_everything_is_chosen(window, met, qtbot):
    two = merging.meet(window.view.open_case.case, window.source, met, window.secrets, {})
    dialog = Merging(window, two)
    qtbot.addWidget(dialog)
    dialog._accept()
    assert dialog.result_case is None
    dialog.choose(Side.THEIRS)
    dialog._accept()
    assert dialog.result_case.patient.surname == "THEIRS"


def test_another_case_in_its_place_is_no_version_of_it(window, met, tmp_path, answering):
    case_file(tmp_path / "b.hcplan", "Other")
    stranger = open_file(tmp_path / "b.hcplan")
    case = set_at(stranger.case, "patient.surname", "STRANGER")
    save(msgspec.structs.replace(case, id="cd" * 16), None, met, "Dr EXAMPLE", overwrite=True)
    said = answering("Compare and merge…", "OK")
    assert not files.save(window)
    assert "another case" in said[-1]
    answering("Keep mine")
    assert files.save(window)
    assert open_file(met).case.patient.surname == "MINE"
    kept = list((settings.state_folder() / "backups").rglob("*.backup"))
    assert len(kept) >= 2  # what was replaced is among them


@pytest.mark.requirement("R8")
def test_what_was_recovered_is_compared_with_the_file_as_it_was_then(window, met, answering):
    window.recovery.keep_aside()
    window.view.open_case.mark_saved(window.view.open_case.case)
    window.do_home()
    answering(lambda dialog: dialog.go_on.click(), "OK", "Compare and merge…", _theirs)
    offer(window, recovering.found(ENGLISH))
    assert files.save(window)
    patient = open_file(met).case.patient
    assert (patient.surname, patient.forename, patient.title) == ("THEIRS", "Theirs", "Dr")


def _theirs(dialog):
    dialog.theirs.click()
    dialog.save.click()
