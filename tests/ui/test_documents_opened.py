"""A document in the window: the case inside opens as a copy without a file; verifying gives plain answers."""

import msgspec
import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from hcplanner.actions import printing
from hcplanner.actions.examples import load_example
from hcplanner.actions.opening import carrying, open_file
from hcplanner.actions.saving import save
from hcplanner.fields import set_at
from tests.ui.test_window import drop
from ui import files, verifying
from ui.verifying import Answers


@pytest.fixture
def plan(tmp_path):
    """The operative plan of a saved case, printed beside it."""
    path = tmp_path / "a.hcplan"
    case = msgspec.structs.replace(load_example("index-case"), id="0d" * 16)
    saved = save(case, None, path, "Dr EXAMPLE")
    return printed(saved, tmp_path / "a-operative-plan.pdf")


def printed(saved, target, case=None):
    how = carrying(printing.Issue(saved=case is None), case or saved.case, saved.source)
    target.write_bytes(printing.make(case or saved.case, "operative-plan", how))
    return target


@pytest.fixture
def notices(monkeypatch):
    told = []
    monkeypatch.setattr(files, "show_notices", lambda _window, notices, _words: told.extend(notices))
    return told


WAYS = {
    "dropped": drop,
    "from the start": lambda window, path: window.start([str(path)]),
    "from a list": files.open_path,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_document_opens_as_an_unsaved_copy_that_says_where_it_comes_from(window, plan, notices, way):
    way(window, plan)
    assert window.view.open_case.case == open_file(plan.with_name("a.hcplan")).case
    assert window.path is None
    assert not window.view.open_case.dirty
    assert window.line.state.text() == "Copy, not saved as a case"
    assert "a-operative-plan.pdf" in window.line.place.text()
    assert "Operative plan, revision 1" in notices[0]
    assert plan not in window.memory.recent
    assert "a-operative-plan" not in window.windowTitle()


def test_open_offers_cases_and_documents(window, plan, notices, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (asked.append(args[3]), (str(plan), ""))[1])
    window.actions_by_name["open"].trigger()
    assert "*.hcplan *.pdf" in asked[0]
    assert window.is_copy


def test_saving_a_copy_asks_for_a_name_and_leaves_the_document(window, plan, notices, monkeypatch, tmp_path):
    before = plan.read_bytes()
    files.open_path(window, plan)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "b.hcplan"), ""))
    window.actions_by_name["save"].trigger()
    assert window.path == tmp_path / "b.hcplan"
    assert not window.is_copy
    assert window.line.state.text() == "Saved"
    assert open_file(window.path).case.id == "0d" * 16
    assert plan.read_bytes() == before


def test_a_document_of_changes_never_saved_opens_as_changed(window, plan, notices):
    opened = open_file(plan.with_name("a.hcplan"))
    changed = set_at(opened.case, "patient.surname", "EXAMPLE-TWO")
    printed(opened, plan, changed)
    files.open_path(window, plan)
    assert window.view.open_case.case == changed
    assert window.view.open_case.dirty
    window.view.open_case.mark_saved(changed)


def test_a_pdf_without_a_case_is_refused_in_words_and_the_open_case_stays(window, plan, notices, monkeypatch):
    errors = []
    monkeypatch.setattr(files, "show_error", lambda _window, error, _words: errors.append(str(error)))
    files.open_path(window, plan.with_name("a.hcplan"))
    before = window.view
    plan.write_bytes(plan.read_bytes()[:9000])
    assert not files.open_path(window, plan)
    assert window.view is before
    assert "gives no case back" in errors[0]


@pytest.mark.parametrize("added", [b"", b"%"])
def test_verify_shows_the_verdict_and_each_answer(window, plan, qtbot, monkeypatch, added):
    plan.write_bytes(plan.read_bytes() + added)
    shown = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(plan), ""))
    monkeypatch.setattr(verifying, "_show", lambda desk, found: shown.append(Answers(desk, found)))
    window.actions_by_name["verify"].trigger()
    qtbot.waitUntil(lambda: bool(shown))
    [dialog] = shown
    texts = [label.text().replace("\N{ZERO WIDTH SPACE}", "") for label in dialog.findChildren(QLabel)]
    assert ("Not whole, or not what it says." if added else "Whole, and as it says.") in texts
    assert any("a.hcplan is still as it was printed" in text for text in texts)
    assert all(label.accessibleName() or label.text() for label in dialog.findChildren(QLabel))


def test_what_cannot_be_verified_is_told(window, qtbot, monkeypatch, tmp_path):
    errors = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "gone.pdf"), ""))
    monkeypatch.setattr(verifying, "show_error", lambda _window, error, _words: errors.append(str(error)))
    window.actions_by_name["verify"].trigger()
    qtbot.waitUntil(lambda: bool(errors))
    assert "cannot be opened" in errors[0]
