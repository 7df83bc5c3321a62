"""The data dictionary: every field of a case as declared, as a table for people and as JSON for programs."""

from __future__ import annotations

from typing import Any

from hcplanner.case import Case
from hcplanner.fields import Declared, Kind, leaves
from hcplanner.i18n import ENGLISH, Words

Json = Any
_TYPES = {
    Kind.TEXT: "text", Kind.NUMBER: "number", Kind.INTEGER: "whole number", Kind.ANSWER: "answer",
    Kind.CHOICE: "choice", Kind.CHOICES: "set of choices", Kind.DATE: "date", Kind.DATED_NUMBER: "number with a date",
    Kind.GRADES: "table of grades",
}  # fmt: skip


def data_dictionary(words: Words = ENGLISH) -> list[dict[str, Json]]:
    """One object per field, in the order of the form; fields of list entries stand under `list[]`.

    Always there: path, label, type, unit, choices (value and words), help, low, high, decimals, privacy, quick,
    essential, safety. `low` and `high` bound what is plausible. Tables of grades add rows and grades; a field that is
    asked only after another adds `only_if`; a coded one adds `code`.
    """
    return [_entry(member, words) for member in leaves(Case)]


def _entry(member: Declared, words: Words) -> dict[str, Json]:
    declared = member.field
    entry: dict[str, Json] = {
        "path": member.path,
        "label": words(declared.label),
        "type": _TYPES[member.kind],
        "unit": declared.unit,
        "choices": [{"value": c.value, "words": words(c.words)} for c in member.choices or ()],
        "help": words(declared.help),
        "low": declared.low,
        "high": declared.high,
        "decimals": declared.decimals,
        "privacy": declared.privacy.value,
        "quick": declared.quick or None,
        "essential": declared.essential,
        "safety": declared.safety,
    }
    if declared.rows:
        entry |= {"rows": list(declared.rows), "grades": list(declared.grades)}
    if declared.only_if:
        name, values = declared.only_if
        above = member.path.rpartition(".")[0]
        entry["only_if"] = {"path": f"{above}.{name}", "values": [value.value for value in values]}
    if declared.code:
        entry["code"] = declared.code
    return entry


def dictionary_text(words: Words = ENGLISH) -> str:
    """The same as lines for people: path, type with unit and plausible range, label, and the choices below."""
    lines = []
    for entry in data_dictionary(words):
        lines.append(f"{entry['path']}  ({_rule(entry)})  {entry['label']}")
        if entry["help"]:
            lines.append(f"    {entry['help']}")
        lines += [f"    {choice['value']}: {choice['words']}" for choice in entry["choices"]]
        if "rows" in entry:
            lines.append(f"    rows: {', '.join(entry['rows'])}; entries: {', '.join(entry['grades'])}")
    return "\n".join(lines)


def _rule(entry: dict[str, Json]) -> str:
    unit = f", {entry['unit']}" if entry["unit"] else ""
    low, high = entry["low"], entry["high"]
    plausible = f", plausible {low:g} to {high:g}" if low is not None and high is not None else ""
    return f"{entry['type']}{unit}{plausible}"
