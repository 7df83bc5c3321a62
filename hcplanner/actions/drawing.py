"""The drawings of a case as the screen shows them: the very ones that the paper carries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from hcplanner.case import Case
from hcplanner.documents.figures import FIGURES
from hcplanner.i18n import N_, Words

_TITLES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "from-behind": (N_("From behind"), "plan"),
        "side": (N_("From the side"), "imaging"),
        "axial": (N_("Section at the mass"), "imaging"),
        "laminoplasty": (N_("The laminae before and after"), "plan"),
        "body": (N_("Weakness and sensory loss"), "examination"),
        "timeline": (N_("Course of events"), "presentation"),
        "follow-up": (N_("Follow-up"), "outcome"),
    }
)


class Drawn(NamedTuple):
    """One drawing of a case: its name, its heading, the picture, the same in words, the section it belongs to."""

    name: str
    title: str
    svg: str
    alt: str
    section: str


def drawings(case: Case, language: str = "en") -> tuple[Drawn, ...]:
    """Every drawing for which the case holds something, in the order in which they are declared."""
    words = Words.load(language)
    found = []
    for name, make in FIGURES.items():
        figure = make(case, words)
        if figure is not None:
            title, section = _TITLES.get(name, (name, ""))
            found.append(Drawn(name, words(title), figure.svg, figure.alt, section))
    return tuple(found)
