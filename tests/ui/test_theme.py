import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel

from hcplanner.shipped import resources
from ui import theme
from ui.commands import every

_READ = [
    ("text", "window"), ("text", "surface"), ("text", "raised"), ("text", "sunken"), ("text", "hover"),
    ("text", "accent-soft"), ("text", "warn-soft"), ("muted", "window"), ("muted", "surface"), ("accent", "surface"),
    ("accent", "accent-soft"), ("on-accent", "accent"), ("on-accent", "accent-hover"), ("danger", "surface"),
    ("danger", "danger-soft"), ("warn", "surface"), ("warn", "warn-soft"), ("ok", "surface"), ("info", "info-soft"),
    ("on-banner", "banner"), ("banner-muted", "banner"), ("text", "selection"),
]  # fmt: skip
_SEEN = [("border-strong", "surface"), ("focus", "surface"), ("focus", "window")]


def luminance(colour):
    parts = (value / 255 for value in QColor(colour).getRgb()[:3])
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_words_can_be_read_and_edges_seen(tokens):
    assert [pair for pair in _READ if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5] == []
    assert [pair for pair in _SEEN if contrast(tokens[pair[0]], tokens[pair[1]]) < 3] == []


def test_both_tables_know_the_same_colours_and_the_sheets_no_others():
    assert theme.LIGHT.keys() == theme.DARK.keys()
    for tokens in (theme.LIGHT, theme.DARK):
        assert "@" not in theme.sheet(tokens)


def test_every_picture_the_sheets_and_commands_name_is_there(dressed):
    named = re.findall(r"url\(([^)]+)\)", theme.sheet(theme.LIGHT))
    assert named
    assert all(path.endswith(".svg") and resources("icons", path.rpartition("/")[2]).is_file() for path in named)
    for command in every():
        if command.icon:
            assert not theme.icon(command.icon, "#123456").isNull()


def test_the_colours_change_while_a_window_is_open(dressed, qtbot):
    label = QLabel("words")
    qtbot.addWidget(label)
    label.show()
    for chosen, tokens in (("dark", theme.DARK), ("light", theme.LIGHT)):
        theme.dress(dressed, label, chosen)
        assert theme.tokens_of(label) is tokens
        assert label.palette().color(QPalette.ColorRole.Window) == QColor(tokens["window"])
        assert label.grab().toImage().pixelColor(0, 0) == QColor(tokens["window"])


def test_the_typeface_is_our_own(dressed):
    assert dressed.font().family() == "Source Sans 3"
    assert 10.5 <= dressed.font().pointSizeF() <= 11
