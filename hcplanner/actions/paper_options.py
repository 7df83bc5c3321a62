"""What is chosen for the paper of one print: the patient's language, a second one beside it, large print, its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from hcplanner.i18n import AMERICAN, LANGUAGES, N_, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hcplanner.profile import Profile

PAGES: Final = ("a4", "letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOptions:
    """The choices for one print. They are of this patient and kept nowhere, but for the size of the paper.

    language: of what the patient reads; empty for the clinician's
    beside: the language printed after it; empty for none
    page: empty for the one in the settings
    """

    language: str = ""
    beside: str = ""
    large_print: bool = False
    page: Literal["", "a4", "letter"] = ""


AS_USUAL: Final = PaperOptions()


def languages() -> Mapping[str, str]:
    """The languages that documents for patients can be printed in, each by its own name."""
    return LANGUAGES


def spelt(language: str, ours: Profile) -> str:
    """The language with the institution's spelling of English."""
    return AMERICAN if language == "en" and ours.american else language


def reviewed(ours: Profile) -> dict[str, str]:
    """By language, the line that tells which native clinician looked at its translation, and when."""
    lines = {}
    for language, review in ours.reviewed_translations.items():
        words = Words.load(language)
        told = words(N_("Translation reviewed by {name}, a native clinician, on {day}"))
        day = words.date(review.on, "patient") if review.on else ""
        lines[language] = told.format(name=review.by, day=day)
    return lines
