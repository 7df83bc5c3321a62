"""Earlier states from the window: listed, compared with now, opened as a copy, brought back as a new revision."""

import msgspec
import pytest

from hcplanner.actions import backing_up
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.fields import set_at
from hcplanner.storage import history
from tests.test_journeys import settled
from ui import files
from ui.versions import Versions


@pytest.fixture
def path(tmp_path):
    """Three revisions, each with another surname."""
    place, source, case = tmp_path / "one.hcplan", None, Case(id="0e" * 16)
    for name in ("FIRST", "SECOND", "THIRD"):
        saved = save(set_at(case, "patient.surname", name), source, place, "Dr EXAMPLE")
        case, source = saved.case, saved.source
    return place


@pytest.fixture
def dialog(window, path, qtbot):
    assert files.open_path(window, path)
    made = Versions(window)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog, qtbot, group, row):
    dialog.list.setCurrentItem(dialog.list.topLevelItem(group).child(row))
    qtbot.waitUntil(dialog.open_copy.isEnabled, timeout=10_000)


def shown(dialog):
    tree = dialog.changes
    return [tuple(tree.topLevelItem(n).text(c) for c in range(3)) for n in range(tree.topLevelItemCount())]


def test_revisions_and_backups_stand_there_the_newest_first(dialog):
    groups = [dialog.list.topLevelItem(n) for n in range(2)]
    rows = [[group.child(n).text(0) for n in range(group.childCount())] for group in groups]
    assert rows[0] == ["Revision 3, as saved last", "Revision 2", "Revision 1"]
    assert rows[1] == ["Backup of revision 3", "Backup of revision 2", "Backup of revision 1"]
    assert groups[0].child(1).text(2) == "Dr EXAMPLE"
    assert groups[0].child(1).text(3) == "Surname"


@pytest.mark.parametrize("group", [0, 1])
def test_what_differs_from_now_is_told_also_of_what_is_not_saved(dialog, window, qtbot, group):
    window.view.open_case.set("patient.surname", "TYPED")
    choose(dialog, qtbot, group, 2)
    assert shown(dialog) == [("Surname", "FIRST", "TYPED")]
    assert dialog.restore.isEnabled()


def test_the_state_of_now_has_nothing_to_restore(dialog, qtbot):
    choose(dialog, qtbot, 0, 0)
    assert shown(dialog) == []
    assert not dialog.restore.isEnabled()


@pytest.mark.parametrize("group", [0, 1])
@pytest.mark.requirement("R17")
def test_a_restored_state_is_a_new_revision_and_the_history_stays(dialog, qtbot, answering, path, group):
    window = dialog.parent()
    before = open_file(path).source.history
    choose(dialog, qtbot, group, 2)
    said = answering("Restore")
    dialog.restore.click()
    assert "Restore" in said[0]
    held = open_file(path)
    assert held.case.patient.surname == "FIRST"
    assert held.case.revision == 4
    assert held.source.history.startswith(before)
    assert history.first_break(held.source.history, msgspec.json.decode(held.source.written)) is None
    window.view.open_case.undo()
    assert window.view.open_case.case.patient.surname == "THIRD"


def test_restoring_can_be_left(dialog, qtbot, answering, path):
    window = dialog.parent()
    before = path.read_bytes()
    choose(dialog, qtbot, 0, 2)
    answering("Cancel")
    dialog.restore.click()
    assert path.read_bytes() == before
    assert not window.view.open_case.dirty


@pytest.mark.parametrize("group", [0, 1])
def test_a_state_opens_as_a_copy_without_a_file(dialog, qtbot, path, monkeypatch, group):
    window, place = dialog.parent(), path.with_name("copy.hcplan")
    before = path.read_bytes()
    choose(dialog, qtbot, group, 2)
    dialog.open_copy.click()
    settled(qtbot, window)
    assert window.path is None
    assert window.is_copy
    assert window.view.open_case.dirty
    assert window.view.open_case.case.patient.surname == "FIRST"
    monkeypatch.setattr("ui.files.QFileDialog.getSaveFileName", lambda *_a, **_k: (str(place), ""))
    assert files.save(window)
    assert path.read_bytes() == before
    assert open_file(place).case.patient.surname == "FIRST"


def test_a_copy_never_replaces_its_file_unasked(dialog, qtbot, path, answering, monkeypatch):
    window = dialog.parent()
    before = path.read_bytes()
    choose(dialog, qtbot, 0, 2)
    dialog.open_copy.click()
    settled(qtbot, window)
    name = str(path.with_suffix(""))  # the suffix is added, so that the file dialog has not asked about it
    monkeypatch.setattr("ui.files.QFileDialog.getSaveFileName", lambda *_a, **_k: (name, ""))
    answering("Cancel")
    assert not files.save(window)
    assert path.read_bytes() == before


def test_a_backup_that_cannot_be_opened_is_told(dialog, window, qtbot, answering):
    kept = backing_up.backups_of(window.view.open_case.case)[-1]
    kept.place.write_bytes(kept.place.read_bytes()[:-10] + bytes(10))
    said = answering(lambda box: box.accept())
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1).child(2))
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert "cannot be opened" in said[0]
    assert not dialog.open_copy.isEnabled()
