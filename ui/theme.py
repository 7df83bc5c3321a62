"""The look: one style sheet over Fusion, a light and a dark table of colours, the app's own typeface and icons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QImage, QImageReader, QPalette, QPixmap

from hcplanner.shipped import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication, QWidget

POINT_SIZE: Final = 10.5

LIGHT: Final[Mapping[str, str]] = {
    "window": "#f3f5f8", "surface": "#ffffff", "raised": "#ffffff", "sunken": "#e9edf2",
    "border": "#d5dce4", "border-strong": "#8593a3", "text": "#17212c", "muted": "#55636f", "disabled": "#98a4b0",
    "accent": "#0a6a8a", "accent-hover": "#085873", "accent-soft": "#e0f0f5", "on-accent": "#ffffff",
    "danger": "#b3261e", "danger-soft": "#fdeceb", "warn": "#8a5200", "warn-soft": "#fff3dc",
    "ok": "#1b7346", "ok-soft": "#e4f5ec", "info": "#3b5b8c", "info-soft": "#e8eef8",
    "focus": "#0a6a8a", "hover": "#eaf0f4", "selection": "#cfe6ee",
    "banner": "#123648", "on-banner": "#ffffff", "banner-muted": "#b4cbd7",
}  # fmt: skip
DARK: Final[Mapping[str, str]] = {
    "window": "#12171c", "surface": "#1a2129", "raised": "#222b34", "sunken": "#0e1317",
    "border": "#313d49", "border-strong": "#71808f", "text": "#e5ebf1", "muted": "#9fadba", "disabled": "#63717f",
    "accent": "#58b9d8", "accent-hover": "#7acbe4", "accent-soft": "#16384a", "on-accent": "#06212c",
    "danger": "#ff8b82", "danger-soft": "#43201f", "warn": "#f2b75c", "warn-soft": "#3d2d12",
    "ok": "#6fcf9b", "ok-soft": "#16382a", "info": "#9bb8ea", "info-soft": "#1f2d45",
    "focus": "#58b9d8", "hover": "#26313b", "selection": "#1f4d61",
    "banner": "#0b2431", "on-banner": "#f2f7fa", "banner-muted": "#94b1c0",
}  # fmt: skip
"""The colours by what they are for. Text on its ground has a contrast of at least 4.5 to 1, held by a test."""

_TOKEN: Final = re.compile(r"@([a-z][a-z-]*)")
_SHEETS: Final = ("style.qss", "style-form.qss")


def sheet(tokens: Mapping[str, str]) -> str:
    """The whole style sheet with its `@tokens` filled in; `@icons` is the folder of icons.

    Raises:
        KeyError: a sheet names a token that the table has not, a fault of the program.
    """
    icons = resources("icons").as_posix()
    texts = [path.read_text("utf-8") for name in _SHEETS if (path := resources(name)).is_file()]
    return _TOKEN.sub(lambda m: icons if m[1] == "icons" else tokens[m[1]], "\n".join(texts))


def palette(tokens: Mapping[str, str]) -> QPalette:
    """The palette for everything that Fusion draws without the style sheet."""
    roles = QPalette.ColorRole
    table = {
        roles.Window: "window", roles.WindowText: "text", roles.Base: "surface", roles.AlternateBase: "window",
        roles.Text: "text", roles.PlaceholderText: "muted", roles.Button: "raised", roles.ButtonText: "text",
        roles.BrightText: "on-accent", roles.Highlight: "accent", roles.HighlightedText: "on-accent",
        roles.Link: "accent", roles.ToolTipBase: "raised", roles.ToolTipText: "text", roles.Mid: "border",
        roles.Midlight: "hover", roles.Dark: "border-strong", roles.Light: "raised", roles.Accent: "accent",
    }  # fmt: skip
    made = QPalette()
    for role, name in table.items():
        made.setColor(role, QColor(tokens[name]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["disabled"]))
    return made


def wants_dark(app: QApplication, chosen: str) -> bool:
    """Whether the dark table is to be used: as set ("light", "dark"), else as the system reports, else light."""
    if chosen == "system":
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return chosen == "dark"


def dress(app: QApplication, window: QWidget, chosen: str) -> None:
    """Give the application and its window their colours; also while the window is open.

    The sheet is the window's, not the application's: a page is then styled once, when it comes into the window, and
    not again with every widget that is put into another while it is built. Dialogs take it from their window.
    """
    tokens = DARK if wants_dark(app, chosen) else LIGHT
    # With palette and sheet set together half of an open window keeps its old colours: clear, set, set.
    window.setStyleSheet("")
    app.setPalette(palette(tokens))
    window.setStyleSheet(sheet(tokens))


def tokens_of(widget: QWidget) -> Mapping[str, str]:
    """The table of colours that a widget is drawn with."""
    return DARK if widget.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


_FIRST_FACES: Final = ("SourceSans3_400Regular.ttf", "SourceSans3_600SemiBold.ttf", "SourceSans3_700Bold.ttf")


def load_fonts(app: QApplication) -> None:
    """Register the faces of the shipped typeface that the window uses, and make it the application's."""
    for name in _FIRST_FACES:
        QFontDatabase.addApplicationFont(str(resources("fonts", name)))
    font = QFont("Source Sans 3")
    font.setPointSizeF(POINT_SIZE)
    app.setFont(font)


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """The shipped icon `name` drawn in `colour` (a colour value, not a token), crisp on the densest screen there is."""
    svg = resources("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    image = _drawn(svg, round(size * ratio))
    image.setDevicePixelRatio(ratio)
    return QIcon(QPixmap.fromImage(image))


def _drawn(svg: str, pixels: int) -> QImage:
    data = QByteArray(svg.encode())
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(pixels, pixels))
    image = reader.read()
    assert not image.isNull(), reader.errorString()
    return image
