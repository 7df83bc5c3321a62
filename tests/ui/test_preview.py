import hashlib
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from hcplanner.actions import preferences, printing
from hcplanner.actions.clock import today
from hcplanner.actions.examples import load_example
from hcplanner.actions.inside import taken_out
from hcplanner.actions.opening import carrying, open_file
from hcplanner.actions.past import past_of
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.case.patient import Patient
from hcplanner.errors import TemplateFault
from hcplanner.fields import PartialDate
from tests.ui.test_window import case_file
from ui import files
from ui.memory import Memory
from ui.preview import Press


@pytest.fixture
def sample(window, qtbot):
    """The window with the sample case and its plan in the preview."""
    window.do_sample()
    with qtbot.waitSignal(window.view.preview.shown, timeout=20_000):
        pass
    return window


def settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.busy and not window.view.preview._timer.isActive(), timeout=20_000)


def digest(data):
    return hashlib.sha256(data).hexdigest()


@pytest.mark.requirement("R26")
@pytest.mark.parametrize("name", ["operative-plan", "consent"])
def test_the_preview_is_byte_for_byte_what_export_writes(sample, qtbot, tmp_path, name):
    preview, open_case = sample.view.preview, sample.view.open_case
    preview.choose(name)
    open_case.set("patient.forename", "Changed")
    settled(qtbot, sample)
    issue = preferences.issue(printing.Kind.DRAFT, saved=not open_case.dirty)
    (path,) = printing.export(open_case.case, [name], tmp_path, "x", issue)
    assert preview.paper.name == name
    assert digest(preview.paper.data) == digest(path.read_bytes())


@pytest.mark.requirement("R26", "R31")
def test_what_a_file_holds_beyond_this_version_travels_in_the_preview_as_in_the_export(
    window, qtbot, tmp_path, answering
):
    source = open_file(case_file(tmp_path / "a.hcplan")).source._replace(unknown={"patient": {"nickname": "Ex"}})
    save(source.case, source, tmp_path / "a.hcplan", "tester")
    answering("OK")  # to the notice that there is something this version does not know
    files.open_path(window, tmp_path / "a.hcplan")
    window.view.preview.choose("operative-plan")
    settled(qtbot, window)
    opened = open_file(tmp_path / "a.hcplan")
    issue = carrying(preferences.issue(printing.Kind.DRAFT, past=past_of(opened.source)), opened.case, opened.source)
    assert window.view.preview.paper.data == printing.make(opened.case, "operative-plan", issue)
    assert taken_out(window.view.preview.paper.data, tmp_path / "a.pdf").read.unknown == {"patient": {"nickname": "Ex"}}


@pytest.mark.requirement("R26")
def test_a_changed_case_says_so_on_its_paper_and_a_saved_one_does_not(window, qtbot, tmp_path):
    import pypdfium2

    def words_on_page(data):
        document = pypdfium2.PdfDocument(data)
        text = document[0].get_textpage().get_text_bounded()
        document.close()
        return text

    window.do_sample()
    window.path = tmp_path / "a.hcplan"
    window.do_save()
    settled(qtbot, window)
    assert "changes after revision" not in words_on_page(window.view.preview.paper.data)
    window.view.open_case.set("patient.forename", "Changed")
    settled(qtbot, window)
    assert "changes after revision 1" in words_on_page(window.view.preview.paper.data)


@pytest.mark.requirement("R26")
def test_while_typing_only_the_last_state_is_kept_and_the_last_good_page_stays(sample, qtbot):
    preview, open_case = sample.view.preview, sample.view.open_case
    before = preview.paper
    for text in ("A", "An", "Ann"):
        open_case.set("patient.forename", text, merge=True)
        assert preview.paper is before
        assert preview.state.text() == "updating…"
        assert preview.stack.currentWidget() is preview.pages
    settled(qtbot, sample)
    assert preview.paper is not before
    assert preview.state.text().endswith("pages")
    issue = preferences.issue(printing.Kind.DRAFT, saved=False)
    assert preview.paper.data == printing.make(open_case.case, "operative-plan", issue)


def test_the_place_in_the_document_is_kept(sample, qtbot):
    preview = sample.view.preview
    bar = preview.pages.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settled(qtbot, sample)
    held = bar.value()
    sample.view.open_case.set("patient.forename", "Changed")
    settled(qtbot, sample)
    assert bar.value() == held > 0


def test_only_pages_in_sight_are_drawn(sample, qtbot):
    pages = sample.view.preview.pages
    settled(qtbot, sample)
    assert len(pages.sizes) > 2
    assert set(pages._images) == set(pages.in_sight()) != set(range(len(pages.sizes)))
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().maximum())
    settled(qtbot, sample)
    assert len(pages.sizes) - 1 in pages._images


def test_pages_are_drawn_pixel_for_pixel_at_every_zoom(sample, qtbot):
    preview = sample.view.preview
    for change in (preview.fit, lambda: preview.zoom_by(1.7), lambda: preview.zoom_by(0.4)):
        change()
        settled(qtbot, sample)
        for page in preview.pages.in_sight():
            image, scale = preview.pages._images[page]
            assert scale == pytest.approx(preview.pages.zoom * preview.pages.devicePixelRatioF())
            assert image.width() == pytest.approx(preview.pages.sizes[page][0] * scale, abs=1)


def test_the_wheel_zooms_with_control_held(sample, qtbot):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    pages = sample.view.preview.pages
    before = pages.zoom
    where, none = QPointF(50, 50), Qt.MouseButton.NoButton
    up = QWheelEvent(
        where, where, QPoint(), QPoint(0, 120), none, Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    pages.wheelEvent(up)
    assert pages.zoom > before


def test_an_error_is_told_in_words_and_the_next_good_state_is_shown(sample, qtbot, monkeypatch):
    preview = sample.view.preview

    def refuse(*_given, **_named):
        raise TemplateFault("operative-plan", "line 3 names nothing")

    with monkeypatch.context() as patch:
        patch.setattr(printing, "make", refuse)
        sample.view.open_case.set("patient.forename", "Changed")
        settled(qtbot, sample)
    assert preview.stack.currentWidget() is preview.failure
    assert "line 3 names nothing" in preview.failure.text()
    assert "Correct the template" in preview.failure.text()
    sample.view.open_case.set("patient.forename", "Again")
    settled(qtbot, sample)
    assert preview.stack.currentWidget() is preview.pages


def test_every_call_of_pdfium_comes_from_the_worker(window, qtbot, monkeypatch):
    threads = set()
    real = Press._opened

    def noted(self, data):
        threads.add(threading.get_ident())
        return real(self, data)

    monkeypatch.setattr(Press, "_opened", noted)
    window.do_sample()
    settled(qtbot, window)
    window.view.preview.zoom_by(1.5)
    settled(qtbot, window)
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_a_page_image_shows_what_is_on_the_page():
    press = Press()
    paper = press.make(load_example("index-case"), "operative-plan", saved=True, memory=Memory())
    image = press.draw(paper, 0, 1.0)
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert (image.width(), image.height()) == (596, 842)
    assert "#ffffff" in colours
    assert len(colours) > 20


@pytest.mark.requirement("R26")
def test_a_child_never_saved_is_judged_and_printed_as_of_today(window, qtbot, tmp_path):
    case = Case(patient=Patient(surname="EXAMPLE", born=PartialDate(today().year - 5, 1, 1)))
    window.show_case(case)
    qtbot.waitUntil(lambda: bool(window.view._by_path), timeout=20_000)
    issue = preferences.issue(printing.Kind.DRAFT, saved=True)
    shown = Press().make(case, "operative-plan", saved=True, memory=window.memory)
    written = printing.export(case, ["operative-plan"], tmp_path, "a", issue)
    assert written[0].read_bytes() == shown.data
    assert shown.data != printing.make(case, "operative-plan", replace(issue, today=None))
    assert "weight_missing" in {finding.id for finding in window.view._by_path.values()}


def test_until_another_document_is_made_the_preview_says_that_it_is_not_yet_shown(sample, qtbot):
    preview = sample.view.preview
    settled(qtbot, sample)
    told = preview.state.text()
    preview.choose("consent")
    assert preview.state.text() not in ("", told)
    with qtbot.waitSignal(preview.shown, timeout=20_000):
        pass
    assert preview.paper.name == "consent"
    assert preview.state.text().startswith(str(len(preview.paper.sizes)))
