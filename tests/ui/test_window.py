import os

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from hcplanner.actions.opening import new_case, open_file
from hcplanner.actions.saving import save
from hcplanner.errors import CannotWrite
from hcplanner.opencase import OpenCase
from ui import app, files
from ui.commands import every

SURNAME = "patient.surname"


def type_surname(window, text="Example"):
    window.view.open_case.set(SURNAME, text)


def case_file(path, surname="Example"):
    open_case = OpenCase(new_case())
    open_case.set(SURNAME, surname)
    save(open_case.case, None, path, "tester")
    return path


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, left, none = QPointF(50, 50), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, left, none))


class Session:
    """What the session manager of the desktop is told when somebody logs off."""

    def __init__(self, *, may_ask=True):
        self.may_ask, self.told = may_ask, []

    def allowsInteraction(self):  # noqa: N802 - named by Qt
        return self.may_ask

    def release(self):
        self.told.append("released")

    def cancel(self):
        self.told.append("cancelled")


def log_off(window, _other):
    app.log_off(window, Session())


WAYS = {
    "close": lambda window, _other: window.close(),
    "quit": lambda window, _other: window.actions_by_name["quit"].trigger(),
    "home": lambda window, _other: window.actions_by_name["home"].trigger(),
    "new": lambda window, _other: window.actions_by_name["new"].trigger(),
    "emergency": lambda window, _other: window.actions_by_name["emergency"].trigger(),
    "sample": lambda window, _other: window.actions_by_name["sample"].trigger(),
    "recent": lambda window, other: window.home.file_chosen.emit(other),
    "dropped": drop,
    "log off": log_off,
}


@pytest.fixture
def changed(window, tmp_path):
    """A window with a case that came from a file and was changed since."""
    files.open_path(window, case_file(tmp_path / "a.hcplan", "Before"))
    type_surname(window, "After")
    return window


@pytest.mark.requirement("R6", "R9")
@pytest.mark.parametrize("way", WAYS)
def test_leaving_a_changed_case_asks_and_cancel_keeps_everything(changed, way, tmp_path, answering):
    other, view = case_file(tmp_path / "b.hcplan"), changed.view
    said = answering("Cancel")
    WAYS[way](changed, other)
    assert said == ["Save the changes to this case?"]
    assert changed.isVisible()
    assert changed.view is view
    assert view.open_case.case.patient.surname == "After"
    assert view.open_case.dirty
    assert open_file(tmp_path / "a.hcplan").case.patient.surname == "Before"


@pytest.mark.requirement("R6", "R9")
@pytest.mark.parametrize("way", WAYS)
def test_leaving_with_save_has_written_before_it_leaves(changed, way, tmp_path, answering):
    other = case_file(tmp_path / "b.hcplan")
    answering("Save")
    WAYS[way](changed, other)
    assert open_file(tmp_path / "a.hcplan").case.patient.surname == "After"
    assert changed.view is None or not changed.view.open_case.dirty


@pytest.mark.requirement("R6", "R9")
@pytest.mark.parametrize("way", WAYS)
def test_leaving_without_saving_leaves_the_file_as_it_was(changed, way, tmp_path, answering):
    other = case_file(tmp_path / "b.hcplan")
    answering("Don’t save")
    WAYS[way](changed, other)
    assert open_file(tmp_path / "a.hcplan").case.patient.surname == "Before"
    if way in ("close", "quit"):
        assert not changed.isVisible()


@pytest.mark.requirement("R6")
def test_escape_is_no_answer_and_stays(changed, answering):
    answering(lambda dialog: dialog.reject())
    changed.close()
    assert changed.isVisible()


@pytest.mark.requirement("R6")
@pytest.mark.parametrize(("answer", "told"), [("Cancel", ["released", "cancelled"]), ("Save", ["released"])])
def test_logging_off_waits_for_the_answer(changed, answering, answer, told):
    answering(answer)
    session = Session()
    app.log_off(changed, session)
    assert session.told == told


@pytest.mark.requirement("R6")
def test_logging_off_where_no_question_may_be_asked_is_refused_for_a_changed_case(changed):
    session = Session(may_ask=False)
    app.log_off(changed, session)
    assert session.told == ["cancelled"]
    changed.do_save()
    app.log_off(changed, quiet := Session())
    assert quiet.told == []


@pytest.mark.parametrize("way", WAYS)
def test_an_unchanged_case_is_left_without_a_question(window, way, tmp_path, answering):
    files.open_path(window, case_file(tmp_path / "a.hcplan"))
    type_surname(window, "Other")
    window.do_undo()
    said = answering()
    WAYS[way](window, case_file(tmp_path / "b.hcplan"))
    assert said == []


@pytest.mark.requirement("R6")
def test_a_save_that_fails_is_told_and_the_case_stays_changed(changed, tmp_path, answering):
    (tmp_path / "a.hcplan").unlink()
    (tmp_path / "a.hcplan").mkdir()
    said = answering("Save", "OK")
    changed.close()
    assert len(said) == 2
    assert changed.isVisible()
    assert changed.view.open_case.dirty
    assert "Changes not saved" in changed.line.state.text()


def test_the_mark_of_change_goes_only_after_the_file_is_in_its_place(changed, monkeypatch, answering):
    def refuse(*_given, **_named):
        raise CannotWrite("a.hcplan", "no space is left")

    with monkeypatch.context() as patch:
        patch.setattr("hcplanner.actions.saving.save", refuse)
        said = answering("OK")
        changed.do_save()
    assert "no space is left" in said[0]
    assert changed.isWindowModified() or "not saved" in changed.windowTitle()
    changed.do_save()
    assert changed.line.state.text() == "Saved"


def test_a_new_case_asks_for_its_place_and_suggests_a_name_without_meaning(window, tmp_path, answering):
    window.do_new()
    type_surname(window, "Planted-Name")
    suggested = []

    def choose(dialog):
        assert isinstance(dialog, QFileDialog)
        suggested.extend(dialog.selectedFiles())
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(tmp_path / "mine"))
        dialog.accept()

    answering(choose)
    window.do_save()
    assert open_file(tmp_path / "mine.hcplan").case.patient.surname == "Planted-Name"
    assert window.path == tmp_path / "mine.hcplan"
    assert "Planted" not in str(suggested)


def test_a_file_changed_by_somebody_else_is_replaced_only_knowingly(changed, tmp_path, answering):
    case_file(tmp_path / "new.hcplan", "Somebody Else").replace(tmp_path / "a.hcplan")
    answering("Cancel")
    changed.do_save()
    assert open_file(tmp_path / "a.hcplan").case.patient.surname == "Somebody Else"
    assert changed.view.open_case.dirty
    answering("Keep mine")
    changed.do_save()
    assert open_file(tmp_path / "a.hcplan").case.patient.surname == "After"


@pytest.mark.requirement("R17")
def test_a_file_changed_by_somebody_else_can_be_left_and_the_case_saved_beside_it(changed, tmp_path, answering):
    case_file(tmp_path / "new.hcplan", "Somebody Else").replace(tmp_path / "a.hcplan")

    def choose(dialog):
        dialog.findChild(QLineEdit).setText(str(tmp_path / "mine.hcplan"))
        dialog.accept()

    said = answering("Save as…", choose)
    changed.do_save()
    assert "changed by somebody else" in said[0]
    assert open_file(tmp_path / "a.hcplan").case.patient.surname == "Somebody Else"
    assert open_file(tmp_path / "mine.hcplan").case.patient.surname == "After"
    assert changed.path == tmp_path / "mine.hcplan"
    assert not changed.view.open_case.dirty


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_write_protected_file_is_read_only_here(window, tmp_path, answering):
    path = case_file(tmp_path / "a.hcplan")
    path.chmod(0o400)
    answering("OK")
    files.open_path(window, path)
    assert window.line.guard.text().startswith("Read only")


def test_a_file_that_is_no_case_is_told_and_nothing_changes(changed, tmp_path, answering):
    (tmp_path / "x.hcplan").write_bytes(b"no case")
    view = changed.view
    changed.do_save()
    said = answering("OK")
    files.open_path(changed, tmp_path / "x.hcplan")
    assert "is not a case" in said[0]
    assert changed.view is view


@pytest.mark.requirement("R54")
def test_neither_title_nor_settings_say_anything_of_the_patient(window, tmp_path):
    planted = ["Plantedsurname", "Plantedforename", "PLANTED-778"]
    files.open_path(window, case_file(tmp_path / "a.hcplan", planted[0]))
    window.view.open_case.set("patient.forename", planted[1])
    window.view.open_case.set("patient.identifier", planted[2])
    window.do_save()
    assert window.windowTitle() == "hcplanner – Revision 2, Saved"
    window.close()
    kept = [path.read_bytes() for path in tmp_path.parent.rglob("*") if path.is_file() and path.suffix != ".hcplan"]
    assert [word for word in planted if any(word.encode() in data for data in kept)] == []


def test_recent_files_are_offered_by_name_until_they_are_gone(window, tmp_path):
    for name in ("a.hcplan", "b.hcplan"):
        files.open_path(window, case_file(tmp_path / name))
    window.do_home()
    assert [window.home.recent.item(row).text().split("\n")[0] for row in range(2)] == ["b.hcplan", "a.hcplan"]
    (tmp_path / "b.hcplan").unlink()
    window.recent_menu.aboutToShow.emit()
    assert [path.name for path in window.memory.recent] == ["a.hcplan"]
    window.recent_menu.actions()[-1].trigger()
    assert window.memory.recent == ()


def test_a_file_named_at_the_start_is_opened(window, tmp_path):
    window.start([str(case_file(tmp_path / "a.hcplan", "Named"))])
    assert window.view.open_case.case.patient.surname == "Named"


def test_every_command_has_its_method_and_no_key_has_two_meanings(window):
    assert all(callable(getattr(window, f"do_{command.name}")) for command in every())
    keys = [key for command in every() for key in command.keys]
    assert sorted(keys) == sorted(set(keys))
    assert {command.name for command in every()} == set(window.actions_by_name)


def test_what_needs_a_case_is_offered_only_with_one(window):
    wanting = [command.name for command in every() if command.needs_case]
    assert not any(window.actions_by_name[name].isEnabled() for name in wanting)
    window.do_new()
    able = {name for name in wanting if window.actions_by_name[name].isEnabled()}
    assert set(wanting) - able == {"undo", "redo"}


def test_a_fault_in_a_slot_leaves_the_case_whole_and_offers_to_save(changed, tmp_path, answering, capsys, qtbot):
    def faulty():
        raise RuntimeError("about After the patient")

    hook = app.LastResort(changed)
    said = answering("Save the case now")
    try:
        faulty()
    except RuntimeError as error:
        hook.caught(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(said) and not changed.view.open_case.dirty)
    assert said == ["A fault of the program interrupted the last step."]
    assert open_file(tmp_path / "a.hcplan").case.patient.surname == "After"
    told = capsys.readouterr().err
    assert "RuntimeError" in told
    assert "test_window.py" in told
    assert "After" not in told


def test_the_state_line_follows_the_case(window, tmp_path):
    window.do_new()
    assert window.line.state.text() == "New, nothing to save yet"
    type_surname(window)
    assert window.line.state.text() == "● Changes not saved"
    window.do_undo()
    assert window.line.state.text() == "New, nothing to save yet"
    window.do_redo()
    assert window.view.open_case.case.patient.surname == "Example"
    assert "Not encrypted" in window.line.guard.text()


def test_the_summary_is_copied_as_it_is_printed(window):
    from hcplanner.actions.summary import summary_text

    window.do_sample()
    window.do_copy_summary()
    copied = QApplication.clipboard().text()
    assert copied == summary_text(window.view.open_case.case)
    assert len(copied.splitlines()) >= 15


def _page_fits(window):
    page = window.view.stack.currentWidget()
    return page.widget().width() <= page.viewport().width()


@pytest.mark.parametrize("size", [(683, 360), (830, 620), (900, 620), (1001, 620), (1100, 700), (1440, 860)])
def test_nothing_of_the_form_is_cut_at_any_width_of_the_window(window, qtbot, size):
    files.open_sample(window)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0] and window.height() == size[1])
    for name in ("quick", "patient", "examination", "imaging", "plan"):
        window.view.show_page(name)
        qtbot.waitUntil(lambda: _page_fits(window))
    assert window.view.side.isVisible() == (size[0] >= 1000)


def test_in_a_narrow_window_form_and_paper_take_turns(window, qtbot):
    files.open_sample(window)
    window.resize(683, 360)
    view = window.view
    qtbot.waitUntil(lambda: not view.side.isVisible())
    for command in ("show_preview", "show_checks"):
        window.actions_by_name[command].trigger()
        assert view.side.isVisible()
        assert not view.stack.isVisible()
        view.show_page("quick")
        assert view.stack.isVisible()
        assert not view.side.isVisible()
    window.do_show_preview()
    window.resize(1300, 700)
    qtbot.waitUntil(lambda: view.side.isVisible() and view.stack.isVisible())


def test_the_window_opens_no_larger_than_the_screen(window, qtbot):
    window.hide()
    room = window.screen().availableSize()
    window.resize(room.width() + 200, room.height() + 200)
    app.show_fitting(window)
    qtbot.waitUntil(lambda: window.width() <= room.width() and window.height() <= room.height())
    assert window.minimumSizeHint().width() <= 683
    assert window.minimumSizeHint().height() <= 360


@pytest.mark.parametrize("name", ["orders", "handover", "monitoring-request"])
def test_a_short_document_is_copied_as_it_is_printed(window, name):
    from hcplanner.actions.texts import document_text

    window.do_sample()
    getattr(window, f"do_copy_{name.replace('-', '_')}")()
    copied = QApplication.clipboard().text()
    assert "DRAFT" in copied
    assert copied.split("\n\n")[1:-1] == document_text(window.view.open_case.case, name).split("\n\n")[1:-1]


def test_the_texts_to_copy_stand_in_a_menu_of_their_own(window):
    menus = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title().replace("&", "") == "Copy as text"]
    assert len(menus) == 1
    assert [action.objectName() for action in menus[0].actions()] == [
        "copy_orders", "copy_handover", "copy_monitoring_request",
    ]  # fmt: skip


@pytest.mark.parametrize("given", ["case 2026.11", "plan.pdf", "Case.HCPLAN", "case"])
def test_a_saved_case_always_has_our_ending_and_is_found_again(window, tmp_path, monkeypatch, given):
    """A name with a point in it would else be saved without, and open dialogs would not list it."""
    monkeypatch.setattr("ui.files.QFileDialog.getSaveFileName", lambda *_a, **_k: (str(tmp_path / given), ""))
    window.do_sample()
    window.do_save()
    (saved,) = (path for path in tmp_path.iterdir() if not path.name.startswith("."))  # but for our mark beside it
    assert saved.suffix.lower() == files.SUFFIX
    assert saved.name.startswith(given)
    assert not window.view.open_case.dirty
