"""Turns the declared commands into actions, menus and the tool bar of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QWidget

from ui import theme
from ui.commands import MENUS, SEPARATOR, Command, every, runner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QMainWindow

    from hcplanner.i18n import Words


def make_actions(window: QMainWindow, words: Words) -> dict[str, QAction]:
    """One action per command, with its shortcut valid in the whole window."""
    made = {}
    for command in every():
        action = QAction(words(command.label), window)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setToolTip(_tip(command, words))
        action.setStatusTip(words(command.help))
        run = runner(window, command)
        action.triggered.connect(lambda _checked=False, run=run: run())
        made[command.name] = action
    return made


def _tip(command: Command, words: Words) -> str:
    text = words(command.label).replace("&", "").rstrip("…")
    keys = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""
    return f"{text} ({keys})" if keys else text


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction], words: Words) -> QMenu:
    """The menu bar; gives the menu of recent files, which the window fills."""
    recent = QMenu(words("Open &recent"), window)
    for title, commands in MENUS:
        menu = window.menuBar().addMenu(words(title))
        within: dict[str, QMenu] = {}
        for command in commands:
            if command is SEPARATOR:
                menu.addSeparator()
                continue
            if command.under and command.under not in within:
                within[command.under] = menu.addMenu(words(command.under))
            within.get(command.under, menu).addAction(actions[command.name])
            if command.name == "open":
                menu.addMenu(recent)
    return recent


def make_toolbar(window: QMainWindow, actions: Mapping[str, QAction], words: Words) -> QToolBar:
    """The tool bar: the few commands used every day, the search at the far end."""
    bar = QToolBar(words("Tools"), window)
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    for _, commands in MENUS:
        for command in commands:
            if command.tool and command.name != "search":
                bar.addAction(actions[command.name])
        bar.addSeparator() if any(c.tool for c in commands) else None
    for name in ("save", "export"):
        button = bar.widgetForAction(actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)  # type: ignore[attr-defined]
    space = QWidget()
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(space)
    bar.addAction(actions["search"])
    bar.widgetForAction(actions["search"]).setToolButtonStyle(  # type: ignore[attr-defined]
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    )
    return bar


def paint_icons(actions: Mapping[str, QAction], widget: QWidget) -> None:
    """(Re)draw the icons in the colours the window has now."""
    colour = theme.tokens_of(widget)["text"]
    for command in every():
        if command.icon:
            actions[command.name].setIcon(theme.icon(command.icon, colour))
