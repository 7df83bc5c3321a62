"""Which findings are open, which the surgeon has answered, and whose answer no longer fits the facts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import msgspec

from hcplanner.case import Case
from hcplanner.case.answers import FindingAnswer
from hcplanner.fields import PartialDate
from hcplanner.knowledge.consent_elements import ConsentRules
from hcplanner.knowledge.findings import Finding, Severity


class Standing(Enum):
    """How a finding stands: nobody answered it, it was answered, or its facts have changed since the answer."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"


class Weighed(msgspec.Struct, frozen=True):
    """A finding, how it stands, and the answer that was given, if any."""

    finding: Finding
    standing: Standing = Standing.OPEN
    answer: FindingAnswer | None = None

    @property
    def awaits(self) -> bool:
        """Whether a final needs an answer to it: critical, and not answered for the facts as they are."""
        return self.finding.severity is Severity.CRITICAL and self.standing is not Standing.ANSWERED


def weigh(case: Case, findings: Iterable[Finding]) -> tuple[Weighed, ...]:
    """Each finding with how it stands, in the order given."""
    given = {answer.finding: answer for answer in case.answers}
    return tuple(_weighed(one, given.get(one.id)) for one in findings)


def _weighed(finding: Finding, answer: FindingAnswer | None) -> Weighed:
    if answer is None:
        return Weighed(finding)
    return Weighed(finding, Standing.ANSWERED if answer.facts == finding.facts else Standing.LAPSED, answer)


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """Under which rules a case was checked.

    evidence: whether the evidence pack is on; version, compiled, review_due: those of the pack
    off: titles of the checks that the institution switched off one by one
    """

    evidence: bool
    version: str
    compiled: PartialDate
    review_due: PartialDate
    off: tuple[str, ...] = ()


class Checked(msgspec.Struct, frozen=True):
    """What the checks gave for a case, and under which rules."""

    weighed: tuple[Weighed, ...]
    pack: Pack
    consent: ConsentRules = ConsentRules()

    @property
    def awaiting(self) -> tuple[Finding, ...]:
        """The critical findings without an answer that fits the facts."""
        return tuple(one.finding for one in self.weighed if one.awaits)

    @property
    def outstanding(self) -> tuple[str, ...]:
        """The titles of these, for the line of what is outstanding."""
        return tuple(finding.title for finding in self.awaiting)
