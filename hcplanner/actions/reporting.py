"""What is missing or contradictory in a case, as lines for people and as JSON for programs."""

from __future__ import annotations

from typing import Any

from hcplanner.actions.checking import completeness, findings
from hcplanner.case import Case
from hcplanner.fields import members
from hcplanner.i18n import ENGLISH, N_, Words

Json = Any


def report(case: Case, words: Words = ENGLISH) -> dict[str, Json]:
    """`findings`, each with id, severity, message, paths, source and limits; `completeness` per section."""
    return {
        "findings": [
            {
                "id": one.id, "severity": one.severity.value, "message": one.message, "paths": list(one.paths),
                "source": one.source, "limits": one.limits,
            }
            for one in findings(case, words.language)
        ],
        "completeness": {name: {"filled": c.filled, "asked": c.asked} for name, c in completeness(case).items()},
    }  # fmt: skip


def report_text(case: Case, words: Words = ENGLISH) -> str:
    """The same as lines: the gravest findings first, then how complete each section is."""
    lines = []
    for one in findings(case, words.language):
        lines.append(f"{one.severity.value.upper()}  {one.message}  [{', '.join(one.paths)}]")
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
