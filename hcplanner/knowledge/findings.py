"""What a check returns, the words a check is shown with, and how a message is filled from the case."""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

import msgspec

from hcplanner.case import Case
from hcplanner.case.answers import facts_at
from hcplanner.fields import Declared, Kind, declared_at, get_at, recorded
from hcplanner.fields.show import lower_first, show, show_number, with_unit
from hcplanner.i18n import ENGLISH, Words


class Severity(Enum):
    """How much a finding matters; a final needs an answer to each critical one."""

    INFO = "info"
    CAUTION = "caution"
    CRITICAL = "critical"


_RANK: Final = {Severity.CRITICAL: 0, Severity.CAUTION: 1, Severity.INFO: 2}


class CheckKind(Enum):
    """What a check rests on: what a plan holds, whether its parts agree, or published evidence."""

    COMPLETENESS = "completeness"
    CONTRADICTION = "contradiction"
    EVIDENCE = "evidence"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Which checks are on, and at what severity: the institution's choice, apart from the rules.

    evidence: whether statements from the literature are shown at all; without them the checks that rest on them are off
    severities: by check, its severity, or None for off; a check that is not named keeps its own
    """

    evidence: bool = True
    severities: Mapping[str, Severity | None] = {}

    def uses(self, entry: "CheckWords") -> bool:
        """Whether a check is on."""
        if self.severities.get(entry.id, entry.severity) is None:
            return False
        return self.evidence or entry.kind is not CheckKind.EVIDENCE


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing missing or contradictory: what is recorded, what is published, and the question for the reason.

    id: name of the check (with the path for findings about one value); title: one line for lists
    paths: where to look, the first is where a click goes; source: citations; limits: whom the evidence does not fit
    verified: whether the text behind the claim was read; a choice or reasoning of the program is not
    question: the last part of the message, for where there is no room for all of it
    facts: the fingerprint of what it is about; an answer to it counts only for these
    """

    id: str
    severity: Severity
    title: str
    message: str
    paths: tuple[str, ...]
    source: str = ""
    limits: str = ""
    verified: bool = True
    question: str = ""
    facts: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cited work and where it was read."""

    citation: str
    url: str = ""
    doi: str = ""
    pmid: str = ""

    def words(self) -> str:
        """The citation with its identifier."""
        where = f"doi {self.doi}" if self.doi else f"PMID {self.pmid}" if self.pmid else self.url
        return f"{self.citation}, {where}" if where else self.citation


class CheckWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one check says: what is recorded, what is published, the question for the reason.

    Braces hold a path of the case or a derived name.
    """

    id: str
    title: str
    severity: Severity
    kind: CheckKind
    recorded: str
    published: str
    question: str
    paths: tuple[str, ...]
    source: tuple[Source, ...] = ()
    limits: str = ""
    verified: bool = False

    @property
    def message(self) -> str:
        """The three parts in one paragraph."""
        return f"{self.recorded} {self.published} {self.question}"


class CheckBook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of all checks: the evidence pack with its version, the day it was put together and its next review."""

    schema: str
    version: int
    compiled: str
    review_due: str
    checks: tuple[CheckWords, ...]


Derived = Mapping[str, Callable[[Case, Words], str]]
_HOLE: Final = re.compile(r"\{([a-z][a-z0-9_.\[\]]*)\}", re.ASCII)


def holes(message: str) -> tuple[str, ...]:
    """The paths and derived names that a message asks for."""
    return tuple(_HOLE.findall(message))


def filled(message: str, case: Case, derived: Derived, w: Words) -> str:
    """The message with what the case says; what is empty is said to be not recorded."""

    def words(match: re.Match[str]) -> str:
        name = match[1]
        text = derived[name](case, w) if name in derived else ", ".join(_values(case, name, w))
        return text or w("not recorded")

    return _HOLE.sub(words, message)


def places(case: Case, path: str) -> tuple[str, ...]:
    """A path with `[]` as the paths of all entries of the list; the list itself when it is empty."""
    list_path, marked, rest = path.partition("[].")
    if not marked:
        return (path,)
    items = get_at(case, list_path)
    if not items:
        return (list_path,)
    return tuple(place for item in items for place in places(case, f"{list_path}[{item.id}].{rest}"))


def _values(case: Case, path: str, w: Words) -> list[str]:
    shown = []
    for place in places(case, path):
        member, value = declared_at(Case, place), get_at(case, place)
        text = "" if member.kind is Kind.LIST else show(member, value, w)
        if member.kind in (Kind.CHOICE, Kind.CHOICES, Kind.ANSWER):
            text = lower_first(text, w)
        if text and text not in shown:
            shown.append(text)
    return shown


def value_findings(case: Case, w: Words) -> tuple[Finding, ...]:
    """Values outside their usual range (info) and texts that could not be read as a value (critical)."""
    outside = [_outside(case, member, value, w) for member, value in recorded(case)]
    return (*(_unread(case, path, text, w) for path, text in sorted(case.unread.items())), *filter(None, outside))


def _unread(case: Case, path: str, text: str, w: Words) -> Finding:
    label = w(declared_at(Case, path).field.label)
    return Finding(
        id=f"unread:{path}",
        severity=Severity.CRITICAL,
        title=w("{label}: text that could not be read").format(label=label),
        message=w("Recorded: {label}, the text “{text}”, which is no value of this field. What is the value?").format(
            label=label, text=text
        ),
        paths=(path,),
        verified=False,
        facts=facts_at(case, (path,)),
    )


def _outside(case: Case, member: Declared, value: Any, w: Words) -> Finding | None:
    number = value.value if member.kind is Kind.DATED_NUMBER else value
    if member.kind not in (Kind.NUMBER, Kind.INTEGER, Kind.DATED_NUMBER) or number is None:
        return None
    low, high = member.field.low, member.field.high
    if (low is None or number >= low) and (high is None or number <= high):
        return None
    as_number = msgspec.structs.replace(member, kind=Kind.NUMBER)
    unit = w(member.field.unit)
    bounds = [w("from {number}").format(number=with_unit(w.number(low), unit)) if low is not None else ""]
    bounds.append(w("to {number}").format(number=with_unit(w.number(high), unit)) if high is not None else "")
    label = w(member.field.label)
    return Finding(
        id=f"outside_range:{member.path}",
        severity=Severity.INFO,
        title=w("{label}: outside the usual range").format(label=label),
        message=w("Recorded: {label} {value}. Usual range here: {bounds}. Is the figure as meant?").format(
            label=label, value=with_unit(show_number(as_number, number, w), unit), bounds=" ".join(filter(None, bounds))
        ),
        paths=(member.path,),
        limits=w("The range tells typing slips from figures; it is no clinical limit."),
        verified=False,
        facts=facts_at(case, (member.path,)),
    )


def worded(
    entry: CheckWords, severity: Severity, case: Case, derived: Derived, w: Words, *, evidence: bool = True
) -> Finding:
    """The finding that a raised check gives; without `evidence` it states nothing from the literature."""
    message = entry.message if evidence else f"{entry.recorded} {entry.question}"
    paths = tuple(dict.fromkeys(place for path in entry.paths for place in places(case, path)))
    return Finding(
        id=entry.id,
        severity=severity,
        title=entry.title,
        message=filled(message, case, derived, w),
        paths=paths,
        source="; ".join(source.words() for source in entry.source) if evidence else "",
        limits=entry.limits if evidence else "",
        verified=entry.verified and evidence,
        question=filled(entry.question, case, derived, w),
        facts=_facts(entry, case, derived, paths),
    )


def _facts(entry: CheckWords, case: Case, derived: Derived, paths: tuple[str, ...]) -> str:
    """What the finding points at and all that its message says is recorded, in whatever language it is shown."""
    told = holes(entry.message)
    stored = (place for name in told if name not in derived for place in places(case, name))
    return facts_at(case, (*paths, *stored), {name: derived[name](case, ENGLISH) for name in told if name in derived})


def by_severity(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Critical ones first, otherwise in their own order."""
    return tuple(sorted(found, key=lambda finding: _RANK[finding.severity]))
