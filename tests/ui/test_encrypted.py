"""A case is encrypted, saved and opened again in the window; the passphrase is asked for once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from hcplanner import settings
from hcplanner.actions import keys
from hcplanner.actions.opening import open_file
from hcplanner.actions.preferences import settings_file
from hcplanner.actions.recovering import found, waits_for_key
from hcplanner.i18n import ENGLISH
from hcplanner.storage import vault
from tests.ui.test_window import case_file, type_surname
from ui import files
from ui.memory import Memory
from ui.unlocking import Unlock
from ui.window import MainWindow

WORD = "correct horse"


def guard(window):
    return window.line.guard.text()


def test_a_case_is_encrypted_in_its_place_and_saved_so_from_then_on(window, tmp_path, answering):
    keys.make()
    path = case_file(tmp_path / "a.hcplan")
    assert files.open_path(window, path)
    assert guard(window) == "Not encrypted"
    answering(lambda dialog: dialog.go.click())
    window.actions_by_name["encrypt"].trigger()
    assert guard(window) == "Encrypted for 1"
    assert vault.is_sealed(path.read_bytes())
    assert open_file(path).case == window.view.open_case.case
    type_surname(window, "Changed")
    assert files.save(window)
    assert vault.is_sealed(path.read_bytes())
    assert b"Changed" not in path.read_bytes()
    assert open_file(path).case.patient.surname == "Changed"


@pytest.mark.requirement("R59")
def test_before_the_first_encryption_it_says_that_nobody_recovers_a_lost_key_and_offers_the_sheet(
    window, tmp_path, answering
):
    files.open_path(window, case_file(tmp_path / "a.hcplan"))
    shown = []

    def first_key(dialog):
        shown.extend(label.text() for label in dialog.findChildren(type(dialog.said)))
        dialog.passphrase.setText(WORD)
        dialog.again.setText(WORD)
        dialog.go.click()

    said = answering(first_key, "Later", lambda dialog: dialog.go.click())
    window.actions_by_name["encrypt"].trigger()
    assert any("Nobody" in text for text in shown)
    assert "Print the recovery sheet of your key now?" in said
    assert keys.own().kept is keys.Kept.PASSPHRASE
    assert guard(window) == "Encrypted for 1"


def test_the_passphrase_is_asked_for_once_and_a_wrong_one_asks_again(dressed, qtbot, tmp_path, answering):
    path = case_file(tmp_path / "a.hcplan")
    ring = keys.Ring()
    ring.protect(WORD)
    from hcplanner.actions.encrypting import encrypt

    encrypt(open_file(path).source, keys.usual(Memory().profile))
    window = MainWindow(ENGLISH, Memory())
    qtbot.addWidget(window)
    window.show()

    def unlock(dialog):
        dialog.passphrase.setText("another one")
        dialog.go.click()
        qtbot.waitUntil(dialog.said.isVisible, timeout=60_000)
        assert "the passphrase is another" in dialog.said.text()
        dialog.passphrase.setText(WORD)
        dialog.go.click()

    answering(unlock)
    assert files.open_path(window, path)
    assert window.view.open_case.case.patient.surname == "Example"
    window.clear()
    assert files.open_path(window, path)  # and nobody is asked again
    window.clear()
    window.close()


def test_leaving_the_question_opens_nothing(window, tmp_path, answering):
    path = case_file(tmp_path / "a.hcplan")
    keys.Ring().protect(WORD)
    from hcplanner.actions.encrypting import encrypt

    encrypt(open_file(path).source, keys.usual(window.memory.profile))
    answering(lambda dialog: dialog.leave.click())
    assert not files.open_path(window, path)
    assert window.view is None


def test_a_case_of_which_no_key_is_here_is_refused_in_words(window, tmp_path, answering):
    path = case_file(tmp_path / "a.hcplan")
    keys.make()
    path.write_bytes(vault.seal(path.read_bytes(), [vault.new_key().public]))
    said = answering("OK")
    assert not files.open_path(window, path)
    assert "is encrypted and cannot be opened: none of your keys opens it." in said[0]


def test_colleagues_of_the_profile_are_chosen_and_the_department_is_always_there(dressed, qtbot, tmp_path, answering):
    colleague, department = vault.new_key(), vault.new_key()
    settings_file().parent.mkdir(parents=True)
    settings_file().with_name("profile.json").write_text(
        f'{{"recipients": {{"Dr B. Example": "{colleague.public}"}},'
        f' "recovery": {{"EXAMPLE department": "{department.public}"}}}}'
    )
    keys.make()
    window = MainWindow(ENGLISH, Memory())
    qtbot.addWidget(window)
    window.show()
    path = case_file(tmp_path / "a.hcplan")
    files.open_path(window, path)

    def choose(dialog):
        (item,) = dialog.people.findItems("Dr B. Example", Qt.MatchFlag.MatchStartsWith)
        item.setCheckState(Qt.CheckState.Checked)
        dialog.go.click()

    answering(choose)
    window.actions_by_name["encrypt"].trigger()
    assert guard(window) == "Encrypted for 3"
    for key in (colleague, department):
        assert open_file(path, secrets=lambda key=key: [key.secret]).case == window.view.open_case.case
    window.clear()
    window.close()


def test_a_plain_copy_never_replaces_a_file(window, tmp_path, answering, monkeypatch):
    keys.make()
    path = case_file(tmp_path / "a.hcplan")
    files.open_path(window, path)
    answering(lambda dialog: dialog.go.click())
    window.actions_by_name["encrypt"].trigger()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "plain"), ""))
    answering("OK", "OK")
    window.actions_by_name["decrypt"].trigger()
    plain = Path(tmp_path / "plain.hcplan")
    before = plain.read_bytes()
    assert open_file(plain).case == window.view.open_case.case
    assert not open_file(plain).source.recipients
    window.actions_by_name["decrypt"].trigger()
    assert plain.read_bytes() == before
    assert guard(window) == "Encrypted for 1"


def test_the_recovery_copy_of_an_encrypted_case_waits_for_its_own_key_and_stays_encrypted(window, tmp_path, answering):
    ring = keys.Ring()
    ring.protect(WORD)
    window.ring.open(WORD)
    path = case_file(tmp_path / "a.hcplan")
    files.open_path(window, path)
    answering(lambda dialog: dialog.go.click())
    window.actions_by_name["encrypt"].trigger()
    type_surname(window, "Typed")
    window.recovery.keep_now()
    window.recovery._keeper._copy._lock.release()  # as if the program had been killed
    closed = keys.Ring()
    assert found(ENGLISH, closed) == ()
    assert waits_for_key(closed)
    closed.open(WORD)
    (one,) = found(ENGLISH, closed)
    assert one.differs_in == ("Surname",)
    from hcplanner.actions.recovering import take_up

    taken = take_up(one, ENGLISH, closed)
    assert taken.source.recipients == window.source.recipients
    window.view.open_case.undo()


@pytest.mark.requirement("R54")
def test_nothing_of_an_encrypted_case_stands_anywhere_on_the_disk(window, tmp_path, answering, qtbot):
    planted = "Quillfeather"
    keys.make()
    path = case_file(tmp_path / "a.hcplan", surname="Other")
    files.open_path(window, path)
    answering(lambda dialog: dialog.go.click())
    window.actions_by_name["encrypt"].trigger()
    window.view.open_case.set("patient.surname", planted)
    window.recovery.keep_soon()
    qtbot.waitUntil(lambda: bool(list((settings.state_folder() / "recovery").glob("*.recovery"))))
    qtbot.waitUntil(lambda: window.view.preview.paper is not None, timeout=60_000)
    assert files.save(window)
    window.view.open_case.set("patient.forename", planted)
    home = settings.state_folder().parent.parent
    looked_at = [one for folder in (home, tmp_path) for one in folder.rglob("*") if one.is_file()]
    assert len(looked_at) > 3
    assert not [one for one in looked_at if planted.encode() in one.read_bytes() or planted in str(one)]
    assert planted not in window.windowTitle()
    assert files.save(window)


def test_the_slow_step_can_be_left_at_once_and_the_window_answers_meanwhile(window, qtbot):
    keys.Ring().protect(WORD)
    dialog = Unlock(window)
    dialog.show()
    dialog.passphrase.setText(WORD)
    dialog.go.click()
    assert dialog.going.isVisible()
    turns = []
    QTimer.singleShot(0, lambda: turns.append("a turn of the window"))
    qtbot.waitUntil(lambda: bool(turns))
    assert window.ring.closed  # the step still goes on
    dialog.leave.click()
    assert not dialog.isVisible()
    assert window.ring.closed
    dialog.deleteLater()
