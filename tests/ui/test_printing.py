import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog

from hcplanner.actions import preferences, printing
from hcplanner.actions.printing import Kind
from ui import dialogs
from ui.on_paper import drafts, put_on_paper
from ui.printing import PrintSheet


@pytest.fixture
def sheet(window, tmp_path, qtbot):
    """The sheet over the sample case, for PDF files in a folder of the test's own."""
    window.do_sample()
    made = PrintSheet(window)
    qtbot.addWidget(made)
    made.folder.setText(str(tmp_path))
    return made


@pytest.mark.requirement("R16")
def test_the_key_for_pdf_has_the_plan_ready(sheet, tmp_path, qtbot):
    assert sheet.chosen == ("operative-plan",)
    assert sheet.kind is Kind.DRAFT
    assert sheet.pdf.isDefault()
    with qtbot.waitSignal(sheet.accepted, timeout=20_000):
        sheet.pdf.click()
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["case-operative-plan.pdf"]
    written = (tmp_path / "case-operative-plan.pdf").read_bytes()
    case = sheet._case
    assert written == printing.make(case, "operative-plan", preferences.issue(Kind.DRAFT, saved=True))


def test_several_documents_at_once(sheet, tmp_path, qtbot):
    sheet.boxes["consent"].setChecked(True)
    assert sheet.names.text() == "case-operative-plan.pdf, case-consent.pdf"
    with qtbot.waitSignal(sheet.accepted, timeout=20_000):
        sheet.pdf.click()
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_a_final_lists_what_is_missing_and_leads_to_it(window, qtbot):
    window.do_new()
    sheet = PrintSheet(window, final=True)
    qtbot.addWidget(sheet)
    lacking = printing.missing_for_final(window.view.open_case.case, "operative-plan")
    assert sheet.missing.count() == len(lacking) > 3
    assert not sheet.pdf.isEnabled()
    assert not sheet.paper.isEnabled()
    named = next(row for row, reason in enumerate(lacking) if reason.path.startswith("patient."))
    sheet.missing.itemActivated.emit(sheet.missing.item(named))
    assert window.view.contents.current == "patient"
    sheet.kinds[Kind.DRAFT].setChecked(True)
    assert sheet.pdf.isEnabled()
    sheet.kinds[Kind.EMERGENCY].setChecked(True)
    assert sheet.pdf.isEnabled()


def test_nothing_chosen_nothing_printed(sheet):
    for box in sheet.boxes.values():
        box.setChecked(False)
    assert not sheet.pdf.isEnabled()


def test_a_folder_that_cannot_be_written_is_told_and_the_sheet_stays(sheet, tmp_path, qtbot, answering):
    (tmp_path / "file").write_text("in the way")
    sheet.folder.setText(str(tmp_path / "file"))
    said = answering("OK")
    sheet.pdf.click()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert sheet.result() == 0
    qtbot.waitUntil(sheet.isEnabled)


def test_paper_comes_out_page_by_page_at_its_true_size(window, tmp_path):
    import pypdfium2

    window.do_sample()
    case, ours = window.view.open_case.case, window.memory.profile
    sheets = drafts(case, ["operative-plan"], preferences.issue(Kind.DRAFT), 100, ours)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    put_on_paper(printer, sheets)
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(printed) == len(sheets) > 1
    image = printed[0].render(scale=100 / 72, prefer_bgrx=True)
    shown = QImage(image.buffer, image.width, image.height, image.stride, QImage.Format.Format_RGB32).copy()
    printed.close()
    original = sheets[0][0]
    assert abs(shown.width() - original.width()) <= 1
    differing = sum(
        abs(shown.pixelColor(x, y).lightness() - original.pixelColor(x, y).lightness()) > 100
        for x in range(0, 800, 4)
        for y in range(0, 1100, 4)
    )
    assert differing < 0.02 * 200 * 275


def test_a_print_job_has_no_name_of_a_patient_or_a_file(sheet, answering, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "PySide6.QtPrintSupport.QPrintDialog.exec", lambda dialog: seen.append(dialog.printer().docName())
    )
    sheet.paper.click()
    assert seen == ["hcplanner"]


def test_the_sheet_fits_the_smallest_screen_whatever_is_chosen(window, qtbot):
    """1366 x 768, less the frame and the panel of a desktop; nothing in it is squeezed."""
    window.do_new()
    sheet = PrintSheet(window, final=True)
    qtbot.addWidget(sheet)
    sheet.show()
    for box in sheet.boxes.values():
        box.setChecked(True)
    for kind in Kind:
        sheet.kinds[kind].setChecked(True)
        qtbot.waitUntil(lambda: all(box.height() >= box.sizeHint().height() for box in sheet.boxes.values()))
        assert sheet.width() <= 1366
        assert sheet.height() <= 700
        assert not sheet.above.verticalScrollBar().isVisible()
    assert sheet.names.text().endswith(f"and {len(sheet.boxes) - 3} more")
    assert sheet.names.toolTip().count("\n") == len(sheet.boxes) - 1


def test_on_a_lower_screen_the_buttons_stay_and_the_rest_is_scrolled(window, qtbot):
    """As on a screen of 1080 lines at twice the size."""
    window.do_new()
    sheet = PrintSheet(window, final=True)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.resize(820, 480)
    qtbot.waitUntil(lambda: sheet.above.verticalScrollBar().isVisible())
    assert sheet.height() == 480
    assert sheet.rect().contains(sheet.pdf.mapTo(sheet, sheet.pdf.rect().bottomRight()))
    shown = sheet.above.viewport().rect()
    assert not shown.contains(sheet.folder.mapTo(sheet.above.viewport(), sheet.folder.rect().center()))
    sheet.above.ensureWidgetVisible(sheet.folder)
    assert shown.contains(sheet.folder.mapTo(sheet.above.viewport(), sheet.folder.rect().center()))


def test_a_sheet_that_was_left_is_gone(window, answering, dressed):
    """Left dialogs would keep the case they show for as long as the window lives."""
    window.do_sample()
    answering(lambda dialog: dialog.reject(), lambda dialog: dialog.reject(), lambda dialog: dialog.reject())
    window.do_export()
    window.do_documents_made()
    window.do_search()
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [one for one in window.findChildren(QDialog) if one.objectName() == "" and not one.isVisible()] == []


def test_no_dialog_is_larger_than_its_screen(window, answering):
    heights = []

    def look(dialog):
        heights.append(dialog.height())
        dialog.reject()

    answering(look)
    large = QDialog(window)
    large.resize(600, 5_000)
    dialogs.shown(large)
    assert heights[0] < window.screen().availableSize().height()
