"""Key pictures on the screen: taken in, marked by mouse and by keys, covered, undone, seen and heard."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from hcplanner.actions import pictures
from hcplanner.actions.opening import open_file
from hcplanner.case.imaging import KeyPicture, Mark, MarkKind
from tests.exchange.files import NAMES, drawn, jpeg_with_names, png_with_names, saved
from tests.ui.test_access import nameless
from tests.ui.test_figures import on_paper, on_screen
from ui.parts.pictures import PictureEntries, Thumbnail
from ui.picturing import TOOLS, PictureSheet
from ui.window import MainWindow

LIST = "imaging.pictures"


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)


def held(window: MainWindow) -> tuple[KeyPicture, ...]:
    assert window.view is not None
    return window.view.open_case.case.imaging.pictures


def added(window: MainWindow, qtbot: QtBot, answering: Any, path: Path) -> str:
    """A case with one picture from a file; its sheet was shown and closed."""
    window.do_new()
    answering(lambda sheet: sheet.accept())
    assert window.view is not None
    window.view.pictures().take([path])
    qtbot.waitUntil(lambda: len(held(window)) == 1, timeout=20_000)
    settle(window, qtbot)
    return held(window)[0].id


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    path.write_bytes(saved(drawn(), "PNG"))
    return path


@pytest.fixture
def sheet(window: MainWindow, qtbot: QtBot, answering: Any, picture: Path) -> Any:
    """The sheet of a picture, shown beside the window, so that a test can use it."""
    ident = added(window, qtbot, answering, picture)
    assert window.view is not None
    entries = window.view.pictures()
    card = next(card for card in entries.parts() if card.scope.ident == ident)  # type: ignore[attr-defined]
    made = PictureSheet(window, card.scope)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.canvas.setFocus()
    yield made
    made.close()


def drag(sheet: PictureSheet, *places: tuple[float, float]) -> None:
    """Press at the first place of the picture, move over the others, and let go at the last."""
    port = sheet.canvas.viewport()
    spots = [sheet.canvas.at(*place).toPoint() for place in places]
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(port, spot)
        _move(port, spot)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=spots[-1])


def _move(port: Any, spot: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    button = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(spot), QPointF(port.mapToGlobal(spot)), Qt.MouseButton.NoButton, button,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def marks(sheet: PictureSheet) -> list[tuple[str, float | None, float | None, float | None, float | None]]:
    return [(one.kind.value if one.kind else "", one.x, one.y, one.to_x, one.to_y) for one in sheet.picture.marks]


def near(*places: float) -> Any:
    return pytest.approx(places, abs=0.01)


@pytest.mark.requirement("R54")
@pytest.mark.parametrize("data", [png_with_names(), jpeg_with_names()], ids=["PNG", "JPEG"])
def test_a_file_is_chosen_warned_about_kept_clean_and_shown(window, qtbot, answering, tmp_path, data):
    path, target = tmp_path / "a.JPG", tmp_path / "case.hcplan"
    path.write_bytes(data)
    window.do_new()
    seen = []

    def look(sheet):
        seen.extend(label.text() for label in sheet.findChildren(type(sheet.hint)))
        sheet.accept()

    answering(look)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
        window.actions_by_name["add_picture"].trigger()
    qtbot.waitUntil(lambda: len(held(window)) == 1, timeout=20_000)
    settle(window, qtbot)
    assert any("A name written into the picture itself stays" in text for text in seen)
    content = window.view.open_case.attachments[held(window)[0].digest]
    assert not any(one.encode() in content for one in NAMES)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        window.do_save()
    assert open_file(target).source.attachments == {held(window)[0].digest: content}
    assert not any(one.encode() in target.read_bytes() for one in NAMES)


def test_a_picture_is_pasted_from_the_clipboard(window, qtbot, answering):
    window.do_new()
    answering(lambda sheet: sheet.accept())
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(0x204060)
    QApplication.clipboard().setImage(image)
    window.actions_by_name["paste_picture"].trigger()
    qtbot.waitUntil(lambda: len(held(window)) == 1, timeout=20_000)
    settle(window, qtbot)
    (entry,) = held(window)
    assert (entry.width_px, entry.height_px) == (60, 40)
    kept = Image.open(io.BytesIO(window.view.open_case.attachments[entry.digest]))
    assert kept.getpixel((5, 5)) == (0x20, 0x40, 0x60)


def test_an_empty_clipboard_is_told(window, answering):
    window.do_new()
    QApplication.clipboard().setText("EXAMPLE")
    said = answering("OK")
    window.actions_by_name["paste_picture"].trigger()
    assert said == ["There is no picture on the clipboard."]
    assert held(window) == ()


def test_pictures_are_dropped_on_the_window_and_a_case_file_still_opens(window, qtbot, answering, picture):
    data, left, none = QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    enter.ignore()
    window.dragEnterEvent(enter)
    assert not enter.isAccepted()  # without a case there is nowhere to put it
    window.do_new()
    answering(lambda sheet: sheet.accept())
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: len(held(window)) == 1, timeout=20_000)
    settle(window, qtbot)
    assert window.view.contents.current == "imaging"


@pytest.mark.requirement("R57")
def test_a_bad_file_is_refused_in_words_and_the_good_one_beside_it_is_kept(window, qtbot, answering, picture, tmp_path):
    bad = tmp_path / "bad.png"
    bad.write_bytes(picture.read_bytes()[:200])
    window.do_new()
    said = answering("OK", lambda sheet: sheet.accept())
    window.view.pictures().take([bad, picture])
    qtbot.waitUntil(lambda: len(held(window)) == 1, timeout=20_000)
    settle(window, qtbot)
    assert said[0] == "The picture cannot be taken in: it is damaged or incomplete."


def test_of_a_file_with_several_pages_one_is_chosen(window, qtbot, answering, tmp_path):
    path = tmp_path / "pages.tif"
    pages = [Image.new("L", (30, 20), shade) for shade in (10, 120, 240)]
    path.write_bytes(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    window.do_new()

    def choose(dialog):
        dialog.setIntValue(3)
        dialog.accept()

    answering(choose, lambda sheet: sheet.accept())
    window.view.pictures().take([path])
    qtbot.waitUntil(lambda: len(held(window)) == 1, timeout=20_000)
    settle(window, qtbot)
    content = window.view.open_case.attachments[held(window)[0].digest]
    assert Image.open(io.BytesIO(content)).getpixel((5, 5)) == 240


@pytest.mark.requirement("R34")
def test_each_tool_has_a_key_and_stays_in_hand(sheet):
    assert len({key for _, key, _, _ in TOOLS}) == len(TOOLS)
    for name, key, _, _ in TOOLS:
        QTest.keyClick(sheet.canvas, key.lower())
        assert sheet.canvas.tool == name
        assert sheet.tools[name].isChecked()
    QTest.keyClick(sheet.canvas, "a")
    drag(sheet, (0.2, 0.2), (0.5, 0.5))
    drag(sheet, (0.8, 0.2), (0.6, 0.5))
    assert [one[0] for one in marks(sheet)] == ["arrow", "arrow"]
    assert sheet.canvas.tool == "arrow"


@pytest.mark.requirement("R34")
@pytest.mark.parametrize("kind", [MarkKind.ARROW, MarkKind.LINE, MarkKind.OUTLINE])
def test_a_mark_is_drawn_where_the_mouse_went_and_named(sheet, kind):
    sheet.tools[kind.value].click()
    drag(sheet, (0.2, 0.3), (0.4, 0.4), (0.7, 0.6))
    ((drawn_kind, *places),) = marks(sheet)
    assert drawn_kind == kind.value
    assert tuple(places) == near(0.2, 0.3, 0.7, 0.6)
    sheet.mark_text.setFocus()
    QTest.keyClicks(sheet.mark_text, "calcified mass")
    assert sheet.picture.marks[0].text == "calcified mass"
    sheet.canvas.setFocus()
    sheet._undo()
    assert sheet.picture.marks[0].text == ""
    sheet._undo()
    assert marks(sheet) == []
    sheet._redo()
    assert len(marks(sheet)) == 1


def test_a_label_is_put_with_one_press_and_the_cursor_waits_for_its_words(sheet):
    sheet.tools["label"].click()
    drag(sheet, (0.5, 0.25))
    ((kind, *places),) = marks(sheet)
    assert (kind, tuple(places[:2])) == ("label", near(0.5, 0.25))
    assert QApplication.focusWidget() is sheet.mark_text


def test_a_press_without_a_drag_draws_nothing(sheet):
    for tool in ("arrow", "line", "outline", "cover"):
        sheet.tools[tool].click()
        drag(sheet, (0.5, 0.5))
    assert marks(sheet) == []


def test_marks_are_chosen_moved_reshaped_and_taken_away_by_mouse(sheet):
    sheet.tools["arrow"].click()
    drag(sheet, (0.2, 0.3), (0.4, 0.5))
    sheet.tools["select"].click()
    drag(sheet, (0.9, 0.9))
    assert sheet.canvas.chosen == ""
    drag(sheet, (0.3, 0.4), (0.5, 0.4))
    assert tuple(marks(sheet)[0][1:]) == near(0.4, 0.3, 0.6, 0.5)
    drag(sheet, (0.6, 0.5), (0.9, 0.9))
    assert tuple(marks(sheet)[0][1:]) == near(0.4, 0.3, 0.9, 0.9)
    QTest.keyClick(sheet.canvas, Qt.Key.Key_Delete)
    assert marks(sheet) == []


@pytest.mark.requirement("R49")
def test_marks_are_drawn_moved_and_taken_away_by_keys_alone(sheet):
    canvas = sheet.canvas
    QTest.keyClick(canvas, "o")
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert marks(sheet) == [("outline", 0.4, 0.4, 0.6, 0.6)]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(canvas, key)
    assert tuple(marks(sheet)[0][1:]) == near(0.38, 0.39, 0.58, 0.59)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert tuple(marks(sheet)[0][1:]) == near(0.38, 0.39, 0.59, 0.59)
    QTest.keyClick(canvas, "a")
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    first, second = [one.id for one in sheet.picture.marks]
    assert canvas.chosen == second
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert canvas.chosen == first
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert [one.id for one in sheet.picture.marks] == [second]
    QTest.keyClick(canvas, "z", Qt.KeyboardModifier.ControlModifier)
    assert len(marks(sheet)) == 2


def test_a_mark_cannot_be_moved_out_of_the_picture(sheet):
    sheet.tools["line"].click()
    drag(sheet, (0.05, 0.05), (0.3, 0.2))
    for _ in range(20):
        QTest.keyClick(sheet.canvas, Qt.Key.Key_Left)
    assert tuple(marks(sheet)[0][1:]) == near(0, 0.05, 0.25, 0.2)


@pytest.mark.requirement("R54")
def test_a_covered_corner_is_black_for_good_and_undo_brings_it_back_until_it_is_saved(sheet, window, qtbot):
    before = sheet.picture.digest
    sheet.tools["cover"].click()
    drag(sheet, (0.7, 0.02), (0.97, 0.3))
    qtbot.waitUntil(lambda: sheet.picture.digest != before, timeout=20_000)
    data = window.view.open_case.attachments[sheet.picture.digest]
    assert Image.open(io.BytesIO(data)).convert("L").getpixel((262, 30)) == 0
    assert marks(sheet) == []
    sheet._undo()
    assert sheet.picture.digest == before


def test_zoom_follows_its_keys_and_fit_shows_the_whole(sheet):
    canvas = sheet.canvas
    whole = canvas.zoom
    for _ in range(8):
        sheet.ways["larger"].click()
    assert canvas.zoom > whole * 3
    assert canvas.horizontalScrollBar().maximum() > 0
    place = canvas.at(0.5, 0.5)
    canvas.horizontalScrollBar().setValue(50)
    assert canvas.at(0.5, 0.5) != place
    sheet.ways["fit"].click()
    assert canvas.zoom == pytest.approx(whole)
    sheet.ways["smaller"].click()
    assert canvas.zoom < whole


def test_undo_beyond_the_picture_itself_closes_its_sheet(sheet):
    sheet._undo()
    assert not sheet.isVisible()


def test_a_study_of_the_case_is_named_as_source_with_one_choice(window, qtbot):
    window.do_sample()
    window.view.open_case.put_items(LIST, (KeyPicture(id="a"),))
    entries = window.view.pictures()
    (card,) = entries.parts()
    sheet = PictureSheet(window, card.scope)
    qtbot.addWidget(sheet)
    study = next(one for one in window.view.open_case.case.imaging.studies if one.modality is not None)
    assert sheet.studies is not None
    sheet.studies.menu().actions()[0].trigger()
    assert sheet.picture.source == study.modality.words
    assert sheet.picture.on == study.on
    sheet.close()


@pytest.mark.requirement("R41")
def test_everything_on_the_sheet_has_a_name_and_the_picture_says_what_it_shows(sheet):
    sheet._open_case.set(f"{LIST}[{sheet.picture.id}].caption", "Mass behind the cord")
    sheet.tools["arrow"].click()
    drag(sheet, (0.2, 0.3), (0.4, 0.5))
    assert nameless(sheet) == []
    assert all(button.accessibleName() for button in sheet.findChildren(QToolButton) if button.isVisible())
    assert sheet.canvas.accessibleDescription() == "Mass behind the cord. Marked: Arrow. Chosen: Arrow"
    sheet.canvas.choose("")
    assert sheet.canvas.accessibleDescription() == "Mass behind the cord. Marked: Arrow"


def test_the_sheet_is_drawn_in_light_and_in_dark_and_the_marks_are_the_same(sheet, window):
    sheet.tools["arrow"].click()
    drag(sheet, (0.2, 0.3), (0.6, 0.7))
    sheet.tools["select"].click()
    drag(sheet, (0.9, 0.1))
    tip = sheet.canvas.at(0.585, 0.685).toPoint()
    shades = []
    for scheme in ("light", "dark"):
        getattr(window, f"do_scheme_{scheme}")()
        image = sheet.canvas.viewport().grab().toImage()
        shades.append((image.pixelColor(3, 3).lightness(), image.pixelColor(tip).name()))
    assert shades[0][0] > 128 > shades[1][0]
    assert shades[0][1] == shades[1][1]


def test_the_page_shows_the_picture_its_marks_and_its_absence(window, qtbot, answering, picture):
    ident = added(window, qtbot, answering, picture)
    thumbnail = window.view.pictures().findChild(Thumbnail)
    bare = thumbnail.button.icon().pixmap(300, 200).toImage()
    assert not bare.isNull()
    mark = Mark(id="m", kind=MarkKind.ARROW, x=0.1, y=0.1, to_x=0.8, to_y=0.8, text="mass")
    pictures.put_mark(window.view.open_case, ident, mark)
    assert thumbnail.button.icon().pixmap(300, 200).toImage() != bare
    assert "Arrow: mass" in thumbnail.button.accessibleDescription()
    window.view.open_case.set(f"{LIST}[{ident}].digest", "0" * 64)
    settle(window, qtbot)
    assert "not in the case file" in thumbnail.button.text()


def test_the_button_of_a_picture_opens_its_sheet(window, qtbot, answering, picture):
    added(window, qtbot, answering, picture)
    entries = window.view.pictures()
    assert isinstance(entries, PictureEntries)
    said = answering(lambda sheet: sheet.accept())
    QTest.mouseClick(entries.findChild(Thumbnail).button, Qt.MouseButton.LeftButton)
    assert said[-1] == "Key picture"


def test_a_mark_is_added_where_it_can_be_placed_and_told_on_the_page(window, qtbot, answering, picture):
    ident = added(window, qtbot, answering, picture)
    entries = window.view.pictures()
    add = next(b for b in entries.findChildren(QPushButton) if b.accessibleName() == "Add: Marks")

    def draw(sheet):
        sheet.tools["outline"].click()
        sheet.canvas.put_in_the_middle()
        sheet.accept()

    answering(draw)
    add.click()
    (mark,) = held(window)[0].marks
    assert mark.kind is MarkKind.OUTLINE
    row = window.view.show_page("imaging").body.reveal(f"{LIST}[{ident}].marks[{mark.id}].text")
    QTest.keyClicks(row.first_input(), "cord")
    window.view.flush()
    assert held(window)[0].marks[0].text == "cord"


@pytest.mark.requirement("R13")
def test_the_preview_shows_what_was_drawn(sheet, window, qtbot):
    def page() -> bytes:
        settle(window, qtbot)
        qtbot.waitUntil(lambda: window.view.preview.paper is not None, timeout=20_000)
        return window.view.preview.paper.data

    before = page()
    assert b"DCTDecode" in before
    sheet.tools["outline"].click()
    drag(sheet, (0.2, 0.3), (0.6, 0.7))
    qtbot.waitUntil(lambda: window.view.preview.paper.data != before, timeout=20_000)
    assert len(sheet.picture.marks) == 1


@pytest.mark.requirement("R13", "R64")
@pytest.mark.parametrize("scale", [0.75, 1.0, 2.0])
def test_marks_are_drawn_alike_on_screen_and_on_paper(dressed, scale):
    picture = KeyPicture(
        id="a", width_px=300, height_px=200,
        marks=tuple(
            Mark(id=kind.value, kind=kind, text="mass", x=x, y=0.2, to_x=x + 0.15, to_y=0.7)
            for x, kind in zip((0.1, 0.3, 0.5, 0.8), MarkKind, strict=True)
        ),
    )  # fmt: skip
    svg = pictures.overlay(picture, scale)
    screen = on_screen(svg).resize((250, 167))
    paper = on_paper(svg, screen.size).resize(screen.size)
    difference = ImageChops.difference(screen, paper)
    assert ImageStat.Stat(difference.filter(ImageFilter.BoxBlur(2))).extrema[0][1] < 60
    assert ImageStat.Stat(screen).extrema[0][0] < 140  # something is drawn
