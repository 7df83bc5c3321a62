"""The checks as the plan prints them: what was found, what was set aside and why, and under which rules."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from hcplanner.documents.facts import moment
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.answers import Checked, Pack, Standing, Weighed
from hcplanner.knowledge.findings import Severity


class CheckRow(NamedTuple):
    """One finding: its one-line title, what is said of it, who answered it and why, where it was published.

    message: the whole of a critical finding; of a caution the question alone, which states nothing from the literature
    status: how the answer stands, in words; empty for one that nobody answered
    """

    title: str
    message: str
    status: str
    reason: str
    source: str
    limits: str


class CheckGroup(NamedTuple):
    """The findings of one severity and standing under their label."""

    label: str
    rows: tuple[CheckRow, ...]


class ChecksOnPaper(NamedTuple):
    """The groups that hold something, what is said when none does, and the rules in use."""

    groups: tuple[CheckGroup, ...]
    empty: str
    rules: str


_GROUPS = (
    (N_("Critical, no answer"), Severity.CRITICAL, (Standing.OPEN, Standing.LAPSED)),
    (N_("Critical, set aside"), Severity.CRITICAL, (Standing.ANSWERED,)),
    (N_("Caution"), Severity.CAUTION, (Standing.OPEN, Standing.LAPSED)),
    (N_("Caution, set aside"), Severity.CAUTION, (Standing.ANSWERED,)),
)


def checks_on_paper(checked: Checked | None, words: Words) -> ChecksOnPaper:
    """The critical findings and cautions as printed; notes stay on the screen."""
    if checked is None:
        return ChecksOnPaper((), words(N_("The checks were not run.")), "")
    groups = []
    for label, severity, standings in _GROUPS:
        rows = [
            _row(one, words)
            for one in checked.weighed
            if one.finding.severity is severity and one.standing in standings
        ]
        if rows:
            groups.append(CheckGroup(words(label), tuple(rows)))
    nothing = words(N_("No critical finding and no caution. That is no statement about the plan."))
    return ChecksOnPaper(tuple(groups), "" if groups else nothing, _rules(checked.pack, words))


def _row(one: Weighed, words: Words) -> CheckRow:
    found, answer = one.finding, one.answer
    status = ""
    if answer is not None:
        told = (
            N_("The facts have changed since it was set aside by {who}, {when}:")
            if one.standing is Standing.LAPSED
            else N_("Set aside by {who}, {when}:")
        )
        when = moment(datetime.fromisoformat(answer.when), words)
        status = words(told).format(who=answer.who, when=when)
    reason = answer.reason if answer else ""
    if found.severity is not Severity.CRITICAL:
        return CheckRow(found.title, found.question, status, reason, "", "")
    return CheckRow(found.title, found.message, status, reason, found.source, found.limits)


def _rules(pack: Pack, words: Words) -> str:
    """Version and dates of the evidence pack, or that it is off; the checks that are off."""
    if pack.evidence:
        told = words(N_("Evidence pack {version} of {day}, review due {due}.")).format(
            version=pack.version, day=words.date(pack.compiled), due=words.date(pack.review_due)
        )
    else:
        told = words(N_("The evidence pack is switched off here: only completeness and contradictions were checked."))
    off = words(N_("Switched off here: {titles}.")).format(titles="; ".join(pack.off)) if pack.off else ""
    return " ".join(filter(None, (told, off)))
