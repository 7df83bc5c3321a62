"""The pots of a pathology request: their letters, and the text that stands alike on the pot and on the form."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from hcplanner.case import Case
from hcplanner.case.plan import Zone
from hcplanner.documents.facts import identifier_label, person
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.facts import join, marked, said, side_words

SPARE = 2
"""Pots to be filled in by hand, for what was not foreseen."""


@dataclass(frozen=True, slots=True)
class Pot:
    """One pot: its letter, its label (empty for a spare one), and for each zone whether it is asked for."""

    letter: str
    label: str
    zones: tuple[tuple[str, bool], ...]


def pots(case: Case, w: Words) -> tuple[Pot, ...]:
    """A pot for each specimen of the plan, then the spare ones; letters go on as A, B ... Z, AA."""
    planned = case.plan.pathology.specimens
    filled = tuple(
        Pot(
            _letter(place),
            _label(case, place, w),
            tuple((w(zone.words), zone in specimen.zones) for zone in reversed(Zone)),
        )
        for place, specimen in enumerate(planned)
    )
    spare = tuple(Pot(_letter(place), "", ()) for place in range(len(planned), len(planned) + SPARE))
    return filled + spare


def _letter(place: int) -> str:
    round_, letter = divmod(place, len(ascii_uppercase))
    return (_letter(round_ - 1) if round_ else "") + ascii_uppercase[letter]


def _label(case: Case, place: int, w: Words) -> str:
    """Name, number, letter, site, level, side and compartment in one line."""
    specimen = case.plan.pathology.specimens[place]
    path = f"plan.pathology.specimens[{specimen.id}]."
    number = said(case, "patient.identifier", w) or w("not recorded")
    who = marked(person(case, w), case, "patient.surname", "patient.forename", "patient.title")
    return join([
        who,
        f"{lower_first(identifier_label(case, w), w)} {number}",
        w("pot {letter}: {site}").format(
            letter=_letter(place), site=said(case, path + "site", w) or w("site not recorded")
        ),
        said(case, path + "level", w) or w("level not recorded"),
        marked(side_words(specimen.side, w), case, path + "side") or w("side not recorded"),
        lower_first(said(case, path + "compartment", w), w),
    ], " \N{MIDDLE DOT} ")  # fmt: skip
