"""The words of one language: gettext for core, templates and screen, and how dates, numbers and lists are written."""

import gettext
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, Protocol

from hcplanner.shipped import resources

DOMAIN: Final = "hcplanner"
Audience = Literal["clinician", "patient"]
AMERICAN: Final = "en_US"
LANGUAGES: Final = {"en": "English", "es": "Español"}
"""The languages in which documents for patients can be printed, each by its own name."""
TRANSLATIONS: Final = tuple(language for language in LANGUAGES if language != "en")


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools know for "translate later"
    """Marks a declared text for translation and returns it unchanged."""
    return message


def language_name(language: str) -> str:
    """What a language is called in itself."""
    return LANGUAGES.get(language.partition("_")[0], language)


class PartialDate(Protocol):
    """What a date needs to be worded: the parts that are not known are None."""

    @property
    def year(self) -> int: ...  # noqa: D102
    @property
    def month(self) -> int | None: ...  # noqa: D102
    @property
    def day(self) -> int | None: ...  # noqa: D102


_MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
# Three letters, never translated away from what a clinician reads on any drug chart, but translatable.
_MONTHS_SHORT: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"),
    N_("Nov"), N_("Dec"),
)  # fmt: skip


_DAY: Final = N_("{day} {month} {year}")
_MONTH: Final = N_("{month} {year}")
_HOUR: Final = N_("{hour} h")
_DECIMAL_MARK: Final = N_("decimal mark")
_PAIR: Final = N_("{first} and {last}")


class Words:
    """The words of one language. Called with a message id it gives that language's words."""

    __slots__ = ("_catalogue", "language")

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language: Final = language
        self._catalogue: Final = catalogue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and other.language == self.language

    def __hash__(self) -> int:
        return hash(self.language)

    def __repr__(self) -> str:
        return f"Words({self.language!r})"

    @staticmethod
    def load(language: str = "en", folder: Path | None = None) -> "Words":
        """The words of `language` ("en", "es", "pt_BR"); English stands in for what has no translation.

        The translations lie in `folder`, which is the shipped one unless another is named.
        """
        if language == "en":
            return Words(language, gettext.NullTranslations())
        if language == AMERICAN:
            from hcplanner.spelling import American

            return Words(language, American())
        return Words(language, gettext.translation(DOMAIN, folder or resources("locale"), [language], fallback=True))

    @property
    def tag(self) -> str:
        """The language as a PDF names it: `en`, `en-US`, `es`."""
        return self.language.replace("_", "-")

    @property
    def translated(self) -> bool:
        """Whether these are the words of a translator; English is what the program was written in."""
        return not self.language.startswith("en")

    def __call__(self, message: str) -> str:
        """The translation of `message`; the empty text stays empty."""
        return self._catalogue.gettext(message) if message else ""

    def n(self, singular: str, plural: str, count: int) -> str:
        """The form of the message that goes with `count`, with `{n}` filled in."""
        return self._catalogue.ngettext(singular, plural, count).format(n=count)

    def date(self, value: PartialDate, audience: Audience = "clinician") -> str:
        """A date as it is written for the reader: `03-Apr-2015` or `3 April 2015`; less when less is known.

        A time of day known to the minute follows as `14:05`, known to the hour as `14 h`.
        """
        day = self._day(value, audience)
        hour: int | None = getattr(value, "hour", None)
        if hour is None:
            return day
        minute: int | None = getattr(value, "minute", None)
        time = f"{hour:02d}:{minute:02d}" if minute is not None else self(_HOUR).format(hour=f"{hour:02d}")
        return f"{day} {time}"

    def _day(self, value: PartialDate, audience: Audience) -> str:
        year = str(value.year).zfill(4)
        if value.month is None:
            return year
        if audience == "clinician":
            month = self(_MONTHS_SHORT[value.month - 1])
            return f"{month} {year}" if value.day is None else f"{value.day:02d}-{month}-{year}"
        month = self(_MONTHS[value.month - 1])
        pattern = self(_MONTH if value.day is None else _DAY)
        return pattern.format(day=value.day, month=month, year=year)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with a fixed count of decimals, or with as many as it has; halves are rounded away from zero."""
        from decimal import ROUND_HALF_UP, Context, Decimal

        exact = Decimal(str(value))
        if decimals is not None:
            # Wide enough for the largest number a computer holds: an absurd one is shown, never a crash.
            exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=400))
        text = f"{exact:f}"
        if decimals is None and "." in text:
            text = text.rstrip("0").rstrip(".")
        if text.startswith("-"):
            # A true minus sign, and no minus before nothing.
            text = "−" + text[1:] if exact else text[1:]
        return text.replace(".", self.decimal_mark)

    @property
    def decimal_mark(self) -> str:
        """The mark between whole and part: a full stop in English."""
        mark = self(_DECIMAL_MARK)
        return "." if mark == _DECIMAL_MARK else mark

    def list(self, items: Sequence[str]) -> str:
        """The items as a phrase: "a", "a and b", "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self(_PAIR).format(first=", ".join(items[:-1]), last=items[-1])


ENGLISH: Final = Words.load()
