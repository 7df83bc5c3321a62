"""What is missing or contradictory in a case, as lines for people and as JSON for programs."""

from __future__ import annotations

from typing import Any, Final

from hcplanner import profile
from hcplanner.actions.checking import checked, completeness
from hcplanner.case import Case
from hcplanner.fields import PartialDate, members
from hcplanner.i18n import ENGLISH, N_, Words
from hcplanner.knowledge.answers import Standing, Weighed
from hcplanner.knowledge.past import NOTHING, Past
from hcplanner.profile import Profile

Json = Any


def report(
    case: Case, words: Words = ENGLISH, ours: Profile = profile.DEFAULT, today: PartialDate | None = None,
    past: Past = NOTHING,
) -> dict[str, Json]:  # fmt: skip
    """`findings`, each with id, severity, message, paths, source, limits and standing; `completeness` per section.

    An answered finding, or one whose facts have changed since, has `answer`: reason, who and when.
    """
    return {
        "findings": [_told(one) for one in checked(case, words.language, today, ours, past).weighed],
        "completeness": {name: {"filled": c.filled, "asked": c.asked} for name, c in completeness(case).items()},
    }


def _told(one: Weighed) -> dict[str, Json]:
    found = one.finding
    told: dict[str, Json] = {
        "id": found.id, "severity": found.severity.value, "message": found.message, "paths": list(found.paths),
        "source": found.source, "limits": found.limits, "standing": one.standing.value,
    }  # fmt: skip
    if one.answer is not None:
        told["answer"] = {"reason": one.answer.reason, "who": one.answer.who, "when": one.answer.when}
    return told


_STANDING: Final = {
    Standing.ANSWERED: N_("Set aside by {who}, {when}: {reason}"),
    Standing.LAPSED: N_("The facts have changed since {who} set this aside, {when}: {reason}"),
}


def report_text(
    case: Case, words: Words = ENGLISH, ours: Profile = profile.DEFAULT, today: PartialDate | None = None,
    past: Past = NOTHING,
) -> str:  # fmt: skip
    """The same as lines: the gravest findings first, then how complete each section is."""
    lines = []
    for weighed in checked(case, words.language, today, ours, past).weighed:
        one, answer = weighed.finding, weighed.answer
        lines.append(f"{one.severity.value.upper()}  {one.message}  [{', '.join(one.paths)}]")
        if answer is not None:
            told = words(_STANDING[weighed.standing])
            lines.append("    " + told.format(who=answer.who, when=answer.when, reason=answer.reason))
        if one.source:
            lines.append(f"    {one.source}")
    lines = lines or [words(N_("Nothing missing or contradictory was found."))]
    labels = {section.name: words(section.field.label) for section in members(Case)}
    lines.append("")
    for name, done in completeness(case).items():
        lines.append(words(N_("{section}: {filled} of {asked} filled in")).format(
            section=labels.get(name, name), filled=done.filled, asked=done.asked
        ))  # fmt: skip
    return "\n".join(lines)
