"""The fonts of the paper: registered when first used, chosen per character by what they can draw."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache

from hcplanner.shipped import resources

REGULAR = "SourceSans3"
ITALIC = "SourceSans3-Italic"
SEMIBOLD = "SourceSans3-SemiBold"
BOLD = "SourceSans3-Bold"
BOLD_ITALIC = "SourceSans3-BoldItalic"

_FILES = {
    REGULAR: "SourceSans3_400Regular.ttf",
    ITALIC: "SourceSans3_400Regular_Italic.ttf",
    SEMIBOLD: "SourceSans3_600SemiBold.ttf",
    BOLD: "SourceSans3_700Bold.ttf",
    BOLD_ITALIC: "SourceSans3_700Bold_Italic.ttf",
}
_VARIANTS = {
    (REGULAR, True, False): BOLD,
    (REGULAR, False, True): ITALIC,
    (REGULAR, True, True): BOLD_ITALIC,
    (SEMIBOLD, True, False): BOLD,
    (SEMIBOLD, False, True): BOLD_ITALIC,
    (SEMIBOLD, True, True): BOLD_ITALIC,
    (BOLD, False, True): BOLD_ITALIC,
    (BOLD, True, True): BOLD_ITALIC,
}
# Direction marks, zero-width characters and variation selectors: they only steer other software, and a
# direction override could make paper say something else than the stored text.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
# Line ends and the spaces of other widths that the fonts do not have.
_SPACES = re.compile("[ \t\r\n\f\v\u0085\u2000-\u2006\u2008\u2028\u2029\u205f\u3000]+")
_PRIVATE = range(0xE000, 0xF900)
_registering = threading.Lock()
_WIDTHS = 8192  # measured texts that each font remembers


@cache
def coverage(name: str) -> frozenset[int]:
    """The characters that the font can draw; registers it with ReportLab on first use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    with _registering:
        # Another thread may have been first; a second object of the same name would part a document's text in two.
        if name not in pdfmetrics.getRegisteredFontNames():
            new = TTFont(name, str(resources("fonts", _FILES[name])))
            # A page says the same words again and again, and each is measured several times.
            new.stringWidth = lru_cache(_WIDTHS)(new.stringWidth)
            pdfmetrics.registerFont(new)
        font = pdfmetrics.getFont(name)
    # Characters of private use have no meaning a reader could be told, and level A forbids them.
    return frozenset(code for code in font.face.charToGlyph if code >= 0x20 and code not in _PRIVATE)


def variant(name: str, bold: bool, italic: bool) -> str:
    """The font for bold or italic text within text of the font `name`."""
    return _VARIANTS.get((name, bold, italic), name)


def one_line(text: str) -> str:
    """The text with every run of white space as one space, nothing at its ends."""
    return _SPACES.sub(" ", text).strip(" ")


def drawable(text: str, name: str) -> str:
    """The text as the font can draw it: composed, without invisible steering characters.

    Characters without a glyph become their code in brackets, such as [U+1F600], so that a reader sees
    that something is there and what.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _plain(text)
    known = coverage(name)
    if known.issuperset(map(ord, text)):
        return text
    out: list[str] = []
    codes: list[str] = []
    for character in text:
        if ord(character) in known:
            if codes:
                out.append(f"[{' '.join(codes)}]")
                codes.clear()
            out.append(character)
        else:
            codes.append(f"U+{ord(character):04X}")
    if codes:
        out.append(f"[{' '.join(codes)}]")
    return "".join(out)


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of the text that the paper can only show as codes, each once, in order."""
    if text.isascii() and text.isprintable():
        return ()
    known = coverage(REGULAR)
    return tuple(dict.fromkeys(character for character in _plain(text) if ord(character) not in known))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _SPACES.sub(" ", text)))
