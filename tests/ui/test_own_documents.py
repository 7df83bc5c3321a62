"""Documents of one's own in the real window: copied, changed with the paper beside them, used at once, put back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hcplanner.actions import own_documents, printing
from hcplanner.actions.examples import load_example
from hcplanner.documents.declarations import TEMPLATE
from ui.pages.own_documents import OwnDocuments


@pytest.fixture
def editor(window, qtbot):
    """The dialog over the main window, the consent form chosen."""
    dialog = OwnDocuments(window)
    dialog.show()
    qtbot.waitExposed(dialog)
    row = next(n for n in range(dialog.list.count()) if document(dialog, n).name == "consent")
    dialog.list.setCurrentRow(row)
    yield dialog
    dialog.files.kept()
    dialog.close()
    dialog.deleteLater()


def document(dialog, row):
    return dialog.list.item(row).data(Qt.ItemDataRole.UserRole)


def shown(dialog, qtbot):
    """Wait until the paper of the newest texts is there."""
    dialog.paper = None
    dialog._try()
    qtbot.waitUntil(lambda: dialog.paper is not None, timeout=20_000)
    return dialog.paper


@pytest.mark.requirement("R21")
def test_a_surgeon_copies_edits_previews_and_saves_a_document_without_a_restart(window, editor, qtbot):
    ours, case = window.memory.profile, load_example("index-case")
    assert editor.files.editor(0).isReadOnly()
    assert not editor.back.isEnabled()
    qtbot.mouseClick(editor.copy, Qt.MouseButton.LeftButton)
    assert not editor.files.editor(0).isReadOnly()
    before = shown(editor, qtbot).data
    source = editor.files.editor(0)
    source.setPlainText(source.toPlainText().replace("</doc>", "<p>A sentence of this hospital.</p></doc>"))
    assert editor.save_button.isEnabled()
    previewed = shown(editor, qtbot).data
    assert previewed != before
    assert printing.make(case, "consent", ours=ours) == before
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert not editor.files.changed
    assert printing.make(case, "consent", ours=ours) == previewed


def test_a_fault_is_told_marked_and_reached_by_its_button(editor, qtbot):
    qtbot.mouseClick(editor.copy, Qt.MouseButton.LeftButton)
    source = editor.files.editor(0)
    source.setPlainText(source.toPlainText().replace("issue.title", "issue.titel"))
    qtbot.waitUntil(editor.fault.isVisible, timeout=20_000)
    assert "titel" in editor.fault.text()
    assert "titel" in source.accessibleDescription()
    qtbot.mouseClick(editor.fault, Qt.MouseButton.LeftButton)
    assert "issue.titel" in source.textCursor().block().text()
    source.setPlainText(source.toPlainText().replace("issue.titel", "issue.title"))
    qtbot.waitUntil(lambda: not editor.fault.isVisible(), timeout=20_000)
    assert source.extraSelections() == []


def test_changes_are_not_left_without_a_question(editor, qtbot, answering):
    qtbot.mouseClick(editor.copy, Qt.MouseButton.LeftButton)
    source = editor.files.editor(0)
    source.setPlainText(source.toPlainText() + "\n")
    said = answering("Cancel")
    editor.reject()
    assert said
    assert editor.isVisible()
    answering("Save")
    editor.reject()
    assert not editor.isVisible()
    kept = own_documents.document_named("consent", editor._desk.memory.profile)
    assert (kept.folder / TEMPLATE).read_text("utf-8").endswith("\n\n")


def test_the_shipped_one_is_put_back_and_ones_own_is_kept(window, editor, qtbot, answering):
    ours = window.memory.profile
    qtbot.mouseClick(editor.copy, Qt.MouseButton.LeftButton)
    assert own_documents.document_named("consent", ours).own
    answering("OK")
    qtbot.mouseClick(editor.back, Qt.MouseButton.LeftButton)
    assert not own_documents.document_named("consent", ours).own
    assert editor.copy.isEnabled()


@pytest.mark.requirement("R25")
def test_a_text_of_ones_own_is_written_beside_a_shipped_document_and_a_missing_language_is_said(window, editor, qtbot):
    ours, case = window.memory.profile, load_example("index-case")
    before = printing.make(case, "consent", ours=ours)
    english = editor.files.editor(len(editor.files.files))
    assert not editor.untold.isVisible()
    english.setPlainText("Ward EXAMPLE, telephone 000.")
    assert "Español" in editor.untold.text()
    assert editor.untold.isVisible()
    assert editor.save()
    assert printing.make(case, "consent", ours=ours) != before


@pytest.mark.requirement("R41")
def test_everything_in_the_dialog_has_a_name(editor):
    for widget in (editor.list, editor.files, editor.cases, editor.pages, editor.files.editor(0)):
        assert widget.accessibleName()
    assert editor.files.editor(0).tabChangesFocus()


@pytest.mark.requirement("R49")
def test_the_tab_key_leads_from_the_names_of_the_files_into_the_text(editor):
    editor.activateWindow()
    editor.files.tabBar().setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is editor.files.editor(0)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not editor.files.editor(0)
