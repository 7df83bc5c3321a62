"""What is chosen for one print: the sheet and the preview agree, the paper is remembered, nothing of the patient is."""

import pytest

from hcplanner.actions import preferences, printing
from hcplanner.actions.paper_options import PaperOptions
from hcplanner.i18n import ENGLISH
from ui.parts.print_options import PrintOptions
from ui.printing import PrintSheet

SPANISH = PaperOptions(language="es", beside="en", large_print=True, page="letter")


@pytest.fixture
def options(qtbot):
    made = PrintOptions(ENGLISH, PaperOptions())
    qtbot.addWidget(made)
    return made


def test_what_is_shown_is_what_is_chosen(options, qtbot):
    assert options.options == PaperOptions(language="en", page="a4")
    with qtbot.waitSignal(options.changed):
        options.show_options(SPANISH)
    assert options.options == SPANISH
    with qtbot.assertNotEmitted(options.changed):
        options.show_options(SPANISH)


def test_every_choice_has_a_name_and_a_change_is_told(options, qtbot):
    for box in (options.language, options.beside, options.page):
        assert box.accessibleName()
        with qtbot.waitSignal(options.changed):
            box.setCurrentIndex(1)
    with qtbot.waitSignal(options.changed):
        options.large.click()


def test_the_sheet_saves_what_the_preview_shows(window, tmp_path, qtbot):
    window.do_sample()
    preview = window.view.preview
    sheet = PrintSheet(window)
    qtbot.addWidget(sheet)
    sheet.folder.setText(str(tmp_path))
    for box in sheet.boxes.values():
        box.setChecked(False)
    sheet.boxes["information"].setChecked(True)
    sheet.options.show_options(SPANISH)
    assert preview.paper_options == SPANISH
    with qtbot.waitSignal(sheet.accepted, timeout=30_000):
        sheet.pdf.click()
    case = window.view.open_case.case
    issue = preferences.issue(printing.Kind.DRAFT, saved=True, paper=SPANISH)
    assert (tmp_path / "case-information.pdf").read_bytes() == printing.make(case, "information", issue)


def test_only_the_size_of_the_paper_is_remembered(window, qtbot):
    window.do_sample()
    window.view.preview.options.show_options(SPANISH)
    assert preferences.load_settings().page is preferences.PageSize.LETTER
    assert preferences.load_settings().language == "en"
    sheet = PrintSheet(window)
    qtbot.addWidget(sheet)
    assert sheet.options.options == SPANISH
    window.do_new()
    assert window.view.preview.paper_options == PaperOptions(language="en", page="letter")
