"""What a person typed, in a document of another language: left as it is and marked with its own."""

from __future__ import annotations

from html import escape

from hcplanner.i18n import Words


class Typed(str):
    """A text with its language, which a screen reader has to know to say it; empty for that of the document."""

    __slots__ = ("lang",)
    lang: str

    @classmethod
    def of(cls, text: str, lang: str) -> Typed:
        """The text with its language."""
        made = cls(text)
        made.lang = lang
        return made

    def __html__(self) -> str:
        said = escape(self)
        lang = getattr(self, "lang", "")
        return f'<span lang="{escape(lang)}">{said}</span>' if lang else said


def foreign(language: str, words: Words) -> str:
    """The language as a document names it when it is another one than that of its words, else the empty text."""
    one, other = language.partition("_")[0], words.language.partition("_")[0]
    return "" if one == other else language.replace("_", "-")
