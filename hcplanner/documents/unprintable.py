"""Names the fields whose characters the paper can only show as codes, on the paper and as a finding of the checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final, NamedTuple

from hcplanner.case import Case
from hcplanner.documents.fonts import unprintable
from hcplanner.fields import declared_at, recorded
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.findings import Finding, Severity

# Characters that the typeface surely has (a test compares): most texts need no look into the font.
SURE: Final = re.compile(
    "[\n\r\t -~\u00a0-\u0181\u0384-\u038a\u038e-\u03a1\u03a3-\u03d1\u0400-\u045f\u1e9e-\u1ef9\u2010-\u201e"
    "\u2020\u2022\u2026\u202f\u2030\u2032\u2033\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u2610\u2611]*"
)
_IDENTITY: Final = ("patient.surname", "patient.forename", "patient.identifier")
_MOST_FIELDS: Final = 12
_MOST_CODES: Final = 6

TITLE: Final = N_("Characters that cannot be printed")
NOTE: Final = N_("In place of a character that this paper cannot print stands its code in brackets: {fields}.")


class OddField(NamedTuple):
    """A field with such characters: where, what it is called, and the characters."""

    path: str
    label: str
    characters: tuple[str, ...]

    def words(self) -> str:
        """The label with the codes of the characters, such as `Surname (U+0635, U+0627)`."""
        codes = [f"U+{ord(one):04X}" for one in self.characters[:_MOST_CODES]]
        if len(self.characters) > _MOST_CODES:
            codes.append("\u2026")
        return f"{self.label} ({', '.join(codes)})"


def odd_fields(case: Case, words: Words) -> tuple[OddField, ...]:
    """The fields of a case that hold characters which cannot be printed, in the order of the case."""
    found = []
    for path, text in _texts(case):
        if not SURE.fullmatch(text) and (odd := unprintable(text)):
            found.append(OddField(path, words(declared_at(Case, path).field.label), odd))
    return tuple(found)


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    for member, value in recorded(case):
        if isinstance(value, str):
            yield member.path, value
        elif isinstance(value, tuple | frozenset):
            yield from ((member.path, one) for one in sorted(one for one in value if isinstance(one, str)))
    yield from case.unread.items()


def with_note(markup: str, case: Case, words: Words) -> str:
    """The markup with a note below its title that names each field whose characters it cannot print; most have none."""
    if SURE.fullmatch(markup):
        return markup
    there = set(markup)
    odd = [one for one in odd_fields(case, words) if there.issuperset(one.characters)]
    place = markup.find("</h1>") + len("</h1>")
    if not odd or place < len("</h1>"):
        return markup
    told = [one.words() for one in odd[:_MOST_FIELDS]]
    if len(odd) > _MOST_FIELDS:
        told.append(f"+{len(odd) - _MOST_FIELDS}")
    said = words(NOTE).format(fields="; ".join(told))
    note = f'<callout kind="warn" title="{escape(words(TITLE))}"><p>{escape(said)}</p></callout>'
    return markup[:place] + note + markup[place:]


def printing_findings(case: Case, words: Words) -> tuple[Finding, ...]:
    """One finding for each such field: a caution where it tells who the patient is, for then no final can be made."""
    return tuple(
        Finding(
            id=f"unprintable:{one.path}",
            severity=Severity.CAUTION if one.path in _IDENTITY else Severity.INFO,
            title=words(N_("{label}: a character cannot be printed")).format(label=one.label),
            message=words(
                N_(
                    "Recorded: {field}. On paper the code stands in its place; the case keeps what was typed. "
                    "Is there a spelling in Latin, Greek or Cyrillic letters?"
                )
            ).format(field=one.words()),
            paths=(one.path,),
            verified=False,
        )
        for one in odd_fields(case, words)
    )
