"""The real application and its real window, for every test of the screen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from pytestqt.qtbot import QtBot

from hcplanner.actions.preferences import Theme
from hcplanner.i18n import Words
from ui import app, theme
from ui.memory import Memory
from ui.window import MainWindow


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with its own style, typeface and colours."""
    app.prepare(qapp)
    theme.dress(qapp, Theme.LIGHT)
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
        seen.append(dialog)
        said.append(str(getattr(dialog, "text", dialog.windowTitle)()))
        if not answers:
            said.append("nobody answered")
            dialog.reject()
            return
        answer = answers.pop(0)
        if callable(answer):
            answer(dialog)
        else:
            button(dialog, answer).click()

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
