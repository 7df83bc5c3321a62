"""The real application and its real window, for every test of the screen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from pytestqt.qtbot import QtBot

from hcplanner.i18n import ENGLISH, Words
from hcplanner.opencase import OpenCase
from tests.ui.forms import Opener
from ui import app, theme
from ui.form import FormPage
from ui.memory import Memory
from ui.pages.quick import QuickPage
from ui.pages.section import SectionPage
from ui.window import MainWindow


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application is born in its own style."""
    return ["hcplanner", *app.STYLE]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with its own style and typeface."""
    app.prepare(qapp)
    return qapp


@pytest.fixture
def window(dressed: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window, shown, with no case in it."""
    made = MainWindow(Words.load(), Memory())
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.clear()
    made.close()
    made.deleteLater()
    dressed.processEvents()
    # Without an event loop of its own nothing that was to go would go, and every later window would pay for it.
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def opened(dressed: QApplication, qtbot: QtBot) -> Iterator[Opener]:
    """Opens a section, or the Quick page, over a case, and shows it."""
    pages: list[FormPage] = []

    def page_of(open_case: OpenCase, name: str) -> FormPage:
        page = QuickPage(open_case, ENGLISH) if name == "quick" else SectionPage(open_case, name, ENGLISH)
        pages.append(page)
        page.setStyleSheet(theme.sheet(theme.LIGHT))
        page.resize(900, 700)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    yield page_of
    for page in pages:
        page.hide()
        page.deleteLater()
    dressed.processEvents()


@pytest.fixture
def answering(dressed: QApplication) -> Iterator[Callable[..., list[str]]]:
    """Answers the dialogs that come up, in turn: by the words on a button, or by a function given the dialog.

    Gives the list of what the dialogs said. A dialog too few or too many fails the test.
    """
    answers: list[str | Callable[[Any], None]] = []
    said: list[str] = []
    seen: list[QDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or dialog in seen:
            return
        if not dialog.isAncestorOf(QApplication.focusWidget() or dialog):
            dialog.activateWindow()
            return
        seen.append(dialog)
        said.append(str(getattr(dialog, "text", dialog.windowTitle)()))
        if not answers:
            said.append("nobody answered")
            dialog.reject()
            return
        answer = answers.pop(0)
        try:
            if callable(answer):
                answer(dialog)
            else:
                button(dialog, answer).click()
        except BaseException:
            # A test that fails in the middle of a dialog must not wait for it for ever.
            dialog.reject()
            raise

    def script(*given: str | Callable[[Any], None]) -> list[str]:
        answers.extend(given)
        return said

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    yield script
    timer.stop()
    assert not answers, f"never asked: {answers}; said: {said}"
    assert "nobody answered" not in said, said


def button(dialog: QDialog, words: str) -> QAbstractButton:
    """The button of a dialog that carries these words."""
    found = {one.text().replace("&", ""): one for one in dialog.findChildren(QAbstractButton)}
    return found[words]
