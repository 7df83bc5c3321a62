"""The elements that a consent form holds, by where it is used and who decides, and which of them a case leaves open."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from hcplanner.case import Case
from hcplanner.fields import Choice, declared_at, get_at
from hcplanner.fields.declare import Kind


class Jurisdiction(Choice):
    """Whose words and whose list of elements the consent form follows; none of it is legal advice."""

    NEUTRAL = "neutral", "Neutral wording"
    ENGLAND_WALES = "england_wales", "England and Wales"
    USA = "usa", "United States"


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What satisfies an element for some of those who can decide; all that is named has to hold.

    signers, settings: for whom and where it counts, everybody and everywhere when empty
    when: fields with the values under which it counts; "" stands for nothing recorded
    fields: paths that have to be recorded; conditions: names of conditions that have to hold
    words: fixed words (message ids) that have to stand on the form; signatures: the least number of boxes to sign
    not_for: why the element is not asked of them, in place of all that
    """

    signers: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = {}
    fields: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    signatures: int = 0
    not_for: str = ""


class Element(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One element: its number and name, how it counts in each setting, its source and whether that was read.

    need: M, required by law or accreditor; R, recommended or of a model form; L, local
    """

    number: int
    element: str
    need: Mapping[str, Literal["M", "R", "L"]]
    source: str
    seen: Literal["seen", "seen in part", "not seen"]
    parts: tuple[Part, ...]


class ElementTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of elements in one version, with its sources by their letters."""

    version: int
    about: str
    sources: Mapping[str, str]
    elements: tuple[Element, ...]


class ConsentRules(msgspec.Struct, frozen=True):
    """What the institution's consent forms go by: the setting, and the elements of the table."""

    setting: Jurisdiction = Jurisdiction.NEUTRAL
    elements: tuple[Element, ...] = ()


def parts_for(element: Element, case: Case, setting: Jurisdiction) -> tuple[Part, ...]:
    """What has to hold for this element in this case; nothing where the setting leaves it to the place."""
    if element.need[setting.value] == "L":
        return ()
    return tuple(part for part in element.parts if _counts(part, case, setting))


def _counts(part: Part, case: Case, setting: Jurisdiction) -> bool:
    decider = case.consent.signer.decider
    if part.not_for or (part.settings and setting.value not in part.settings):
        return False
    if part.signers and (decider is None or decider.value not in part.signers):
        return False
    return all(_value(case, path) in values for path, values in part.when.items())


def _value(case: Case, path: str) -> str:
    held = get_at(case, path)
    return held.value if isinstance(held, Choice) else ""


def unrecorded(parts: tuple[Part, ...], case: Case) -> tuple[str, ...]:
    """The paths that these parts need and at which nothing is recorded."""
    return tuple(path for part in parts for path in part.fields if _is_empty(case, path))


def _is_empty(case: Case, path: str) -> bool:
    member, held = declared_at(Case, path), get_at(case, path)
    return not held if member.kind is Kind.LIST else member.is_empty(held)
