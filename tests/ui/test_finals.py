"""Finals from the window: kept in the case's own file, listed, given again, and held against the plan."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from hcplanner.actions import issuing
from hcplanner.actions.examples import example_pictures, load_example
from hcplanner.actions.opening import open_file
from hcplanner.actions.printing import Kind
from hcplanner.actions.saving import save
from hcplanner.case.plan_operation import ResectionExtent
from tests.test_journeys import settled
from ui import files, on_paper
from ui.documents_made import DocumentsMade
from ui.printing import PrintSheet


@pytest.fixture
def path(tmp_path):
    """A file with a case that lacks nothing for a final."""
    name = "adult-ossified-ligament"
    case = msgspec.structs.replace(load_example(name), id="0f" * 16)
    save(case, None, tmp_path / "a.hcplan", "Dr EXAMPLE", attach=example_pictures(name))
    return tmp_path / "a.hcplan"


@pytest.fixture
def opened(window, path):
    assert files.open_path(window, path)
    return window


def issue(window, qtbot, folder, *names):
    """Save the named documents as finals through the sheet."""
    sheet = PrintSheet(window, final=True)
    qtbot.addWidget(sheet)
    for name, box in sheet.boxes.items():
        box.setChecked(name in names)
    sheet.folder.setText(str(folder))
    assert sheet.pdf.isEnabled(), [sheet.missing.item(n).text() for n in range(sheet.missing.count())]
    with qtbot.waitSignal(sheet.accepted, timeout=30_000):
        sheet.pdf.click()
    return sheet


@pytest.mark.requirement("R61")
def test_a_final_goes_into_the_case_and_the_window_stays_with_its_file(opened, path, tmp_path, qtbot):
    issue(opened, qtbot, tmp_path / "out", "operative-plan", "consent")
    held = open_file(path)
    assert held.notices == ()
    for one in issuing.made(held.source):
        written = tmp_path / "out" / f"a-{one.entry.document}.pdf"
        assert written.read_bytes() == held.source.attachments[one.entry.pdf]
    # The file was written anew, and not by somebody else.
    opened.view.open_case.set("plan.note", "more")
    assert files.save(opened)
    assert len(issuing.made(open_file(path).source)) == 2


def test_a_changed_case_is_saved_first(opened, path, tmp_path, qtbot):
    opened.view.open_case.set("plan.note", "more")
    sheet = PrintSheet(opened, final=True)
    qtbot.addWidget(sheet)
    assert "saved first" in sheet.kept.text()
    sheet.kinds[Kind.DRAFT].setChecked(True)
    assert sheet.kept.isHidden()
    issue(opened, qtbot, tmp_path / "out", "operative-plan")
    assert not opened.view.open_case.dirty
    (one,) = issuing.made(open_file(path).source)
    assert one.entry.revision == 2


def test_a_case_without_a_file_is_asked_for_one_and_nothing_is_issued_when_it_gets_none(
    window, qtbot, tmp_path, monkeypatch
):
    name = "adult-ossified-ligament"
    window.show_case(msgspec.structs.replace(load_example(name), id="0f" * 16))
    sheet = PrintSheet(window, final=True)
    qtbot.addWidget(sheet)
    sheet.folder.setText(str(tmp_path / "out"))
    monkeypatch.setattr("ui.files.QFileDialog.getSaveFileName", lambda *_: ("", ""))
    sheet.pdf.click()
    assert sheet.isEnabled()
    assert not (tmp_path / "out").exists()
    monkeypatch.setattr("ui.files.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "b.hcplan"), ""))
    with qtbot.waitSignal(sheet.accepted, timeout=30_000):
        sheet.pdf.click()
    assert [one.entry.document for one in issuing.made(open_file(tmp_path / "b.hcplan").source)] == ["operative-plan"]


def test_a_file_changed_by_somebody_else_is_told_and_no_paper_is_made(opened, path, tmp_path, qtbot, answering):
    other = open_file(path)
    save(other.case, other.source, path, "Dr Other")
    sheet = PrintSheet(opened, final=True)
    qtbot.addWidget(sheet)
    sheet.folder.setText(str(tmp_path / "out"))
    said = answering("OK")
    sheet.pdf.click()
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    qtbot.waitUntil(sheet.isEnabled)
    assert "changed by somebody else" in said[0]
    assert not (tmp_path / "out").exists()


@pytest.mark.qt_log_ignore("Keyboard event not accepted", extend=True)
@pytest.mark.requirement("R61", "R49")
def test_the_list_of_documents_made_gives_them_again_by_keyboard(opened, path, tmp_path, qtbot, monkeypatch):
    issue(opened, qtbot, tmp_path / "out", "operative-plan")
    first = (tmp_path / "out" / "a-operative-plan.pdf").read_bytes()
    opened.view.open_case.set("plan.note", "more")
    issue(opened, qtbot, tmp_path / "out", "operative-plan")
    listed = DocumentsMade(opened)
    qtbot.addWidget(listed)
    listed.show()
    rows = [[listed.list.topLevelItem(n).text(c) for c in range(7)] for n in range(2)]
    assert [(row[0], row[1], row[2], row[3], row[6]) for row in rows] == [
        ("2", "Operative plan", "final", "2", "current"),
        ("1", "Operative plan", "final", "1", "superseded"),
    ]
    assert listed.focusWidget() is listed.list
    monkeypatch.setattr("ui.documents_made.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "again"))
    QTest.keyClick(listed.list, Qt.Key.Key_Down)
    assert listed.list.currentItem().text(0) == "1"
    QTest.keyClick(listed, Qt.Key.Key_Return)
    qtbot.waitUntil(listed.isEnabled, timeout=20_000)
    assert (tmp_path / "again" / "a-operative-plan-1.pdf").read_bytes() == first
    spoken = listed.list.topLevelItem(1).data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("1. Operative plan, final, revision 1, ")


def printer_to(path):
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


@pytest.mark.requirement("R61")
def test_a_final_that_goes_to_the_printer_is_kept_too(opened, path, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(on_paper, "chosen_printer", lambda _parent: printer_to(tmp_path / "paper.pdf"))
    sheet = PrintSheet(opened, final=True, paper=True)
    qtbot.addWidget(sheet)
    for name, box in sheet.boxes.items():
        box.setChecked(name == "operative-plan")
    with qtbot.waitSignal(sheet.accepted, timeout=30_000):
        sheet.paper.click()
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert [one.entry.kind for one in issuing.made(open_file(path).source)] == ["final"]


def test_printing_again_puts_the_kept_pages_on_paper(opened, tmp_path, qtbot, monkeypatch):
    issue(opened, qtbot, tmp_path / "out", "operative-plan")

    monkeypatch.setattr(on_paper, "chosen_printer", lambda _parent: printer_to(tmp_path / "paper.pdf"))
    listed = DocumentsMade(opened)
    qtbot.addWidget(listed)
    listed.print.click()
    qtbot.waitUntil(listed.isEnabled, timeout=20_000)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")


def test_an_empty_list_says_so(window, qtbot):
    window.do_new()
    listed = DocumentsMade(window)
    qtbot.addWidget(listed)
    assert not listed.none.isHidden()
    assert listed.list.isHidden()
    assert not listed.save.isEnabled()
    assert window.actions_by_name["documents_made"].isEnabled()


@pytest.mark.requirement("R47")
def test_a_plan_changed_after_the_form_is_told_below_the_banner_and_in_the_checks(opened, tmp_path, qtbot):
    issue(opened, qtbot, tmp_path / "out", "operative-plan", "consent")
    note = opened.view.reconfirm
    assert note.isHidden()
    opened.view.open_case.set("plan.resection.extent", ResectionExtent.SUBTOTAL)
    assert note.isVisible()
    assert (
        "Plan changed after this form: reconfirm with the patient. Resection: Near-complete (more than 95 %) → Subtotal"
        in note.text()
    )
    settled(qtbot, opened)
    found = next(c for c in opened.view.checks.cards if c.weighed.finding.id == "plan_changed_after_consent")
    assert found.weighed.finding.severity.value == "critical"
    sheet = PrintSheet(opened, final=True)
    qtbot.addWidget(sheet)
    assert not sheet.pdf.isEnabled()
    sheet.boxes["consent"].setChecked(True)
    assert sheet.pdf.isEnabled()
    sheet.close()
    opened.view.open_case.undo()
    assert note.isHidden()
    # The same after the file was opened anew, and until a new form is issued.
    opened.view.open_case.set("plan.resection.extent", ResectionExtent.SUBTOTAL)
    assert files.save(opened)
    assert files.open_path(opened, opened.path)
    assert opened.view.reconfirm.isVisible()
    issue(opened, qtbot, tmp_path / "out", "consent")
    assert opened.view.reconfirm.isHidden()
