"""What a case file holds, as text for people and as it is written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import msgspec

from hcplanner.actions.keys import at_hand
from hcplanner.actions.opening import document_bytes
from hcplanner.case import Case
from hcplanner.fields import Kind, members
from hcplanner.fields.show import show
from hcplanner.i18n import ENGLISH, N_, Words
from hcplanner.storage import files
from hcplanner.storage.sealing import Secrets

_WIDTH = 100


def case_json(path: Path, secrets: Secrets = at_hand) -> bytes:
    """`case.json` exactly as it stands in the file, or in a document that carries it; errors as in `open_file`."""
    if (document := document_bytes(path)) is not None:
        from hcplanner.actions.inside import taken_out

        return taken_out(document, path).written
    return files.case_json(path, secrets)


def case_text(case: Case, words: Words = ENGLISH) -> str:
    """Everything recorded, section by section, one field a line; list entries are numbered."""
    saved = words(N_("Revision {n}, saved {at} by {who}"))
    lines = _wrapped("", saved.format(n=case.revision, at=case.saved_at, who=case.saved_by))
    if case.example:
        lines.append(words(N_("EXAMPLE: a fictional patient")))
    for section in members(Case):
        body = list(_lines(getattr(case, section.name), section.name, case, words))
        lines += ["", words(section.field.label).upper(), *(body or [f"  {words(N_('Nothing recorded'))}"])]
    return "\n".join(lines)


def _lines(value: msgspec.Struct, path: str, case: Case, words: Words, depth: int = 1) -> Iterator[str]:
    pad = "  " * depth
    for member in members(type(value)):
        held, at, label = getattr(value, member.name), member.at(path), words(member.field.label)
        if member.field.internal:
            continue
        if member.kind is Kind.GROUP:
            if inner := list(_lines(held, at, case, words, depth + 1)):
                yield from (f"{pad}{label}", *inner)
        elif member.kind is Kind.LIST:
            for number, item in enumerate(held, 1):
                yield f"{pad}{label} {number}"
                yield from _lines(item, f"{at}[{item.id}]", case, words, depth + 1)
        else:
            if text := show(member, held, words):
                mark = " \N{DAGGER}" if at in case.invented else ""
                yield from _wrapped(f"{pad}{label}: ", text + mark)
            if kept := case.unread.get(at):
                yield from _wrapped(f"{pad}{label}: ", words(N_("“{text}” (cannot be read)")).format(text=kept))


def _wrapped(start: str, text: str) -> list[str]:
    after = " " * (len(start) - len(start.lstrip()) + 4)
    printable = "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
    first, *more = printable.splitlines() or [""]
    told = textwrap.wrap(start + first, _WIDTH, subsequent_indent=after, drop_whitespace=True) or [start]
    below = (textwrap.wrap(line, _WIDTH, initial_indent=after, subsequent_indent=after) for line in more)
    return [*told, *(part for parts in below for part in parts)]
