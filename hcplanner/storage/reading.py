"""From the bytes of a case file to a case: every value that cannot be held is named, what is not known is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec

from hcplanner.case import FORMAT, Case
from hcplanner.errors import CaseInvalid, NotACase, Reason
from hcplanner.fields import Kind, NoSuchField, Problem, declared_at, decode, get_at, overlay, plain
from hcplanner.i18n import N_
from hcplanner.storage import migrations
from hcplanner.storage.strict_json import BadJson, loads

Json = Any
_A_TIME: Final = N_("is a time such as 2026-03-02T14:30:00+01:00")
_IDENT: Final = re.compile("[A-Za-z0-9_-]{0,64}")


class Read(NamedTuple):
    """What `case.json` gave: the case, its format, the keys that this version does not know, and the plain values."""

    case: Case
    format: int
    unknown: Mapping[str, Json]
    raw: Json


def read_case(data: bytes, path: object) -> Read:
    """The case written in `data`; `path` is only named in errors.

    A newer format is read as far as it is known: a value that this version cannot hold stands as text beside its
    field, so that it is seen and printed as such.

    Raises:
        NotACase: the text is not JSON, or JSON of something else.
        CaseInvalid: it is a case with values that no case can hold; all of them are named.
    """
    try:
        raw = loads(data)
    except BadJson as error:
        raise NotACase(path, str(error)) from error
    return case_from(raw, path)


def case_from(raw: Json, path: object) -> Read:
    """The same from plain JSON values."""
    if not isinstance(raw, dict):
        raise NotACase(path, N_("its data are not those of a case"))
    found = raw.get("format", FORMAT)
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise NotACase(path, N_("it does not say in which format it is written"))
    now = migrations.brought_up(raw, found)
    decoded = decode(Case, now)
    case: Case = decoded.value
    problems = list(decoded.problems)
    if found > FORMAT:
        case, problems = _beside(case, now, problems)
    problems += [*_bookkeeping(case), *_dangling(case)]
    if problems:
        raise CaseInvalid(path, [Reason(p.path, p.label or p.path, p.reason) for p in problems])
    return Read(msgspec.structs.replace(case, format=FORMAT), found, decoded.unknown, raw)


def json_of(case: Case, unknown: Mapping[str, Json]) -> Json:
    """The plain JSON values of a case, with the keys that were not known put back where they stood."""
    return overlay(Case, plain(case), dict(unknown)) if unknown else plain(case)


def _beside(case: Case, raw: Json, problems: list[Problem]) -> tuple[Case, list[Problem]]:
    """What a newer format says in a field of ours and we cannot hold, kept as its text."""
    unread, left = dict(case.unread), []
    for problem in problems:
        text = _text_at(raw, problem.path)
        if text is None or not _holds(case, problem.path):
            left.append(problem)
        else:
            unread[problem.path] = text
    return msgspec.structs.replace(case, unread=unread), left


def _text_at(raw: Json, path: str) -> str | None:
    held = raw
    for step in path.split("."):
        name, _, ident = step.partition("[")
        held = held.get(name) if isinstance(held, dict) else None
        if ident and isinstance(held, list):
            held = next((i for i in held if isinstance(i, dict) and i.get("id") == ident.removesuffix("]")), None)
    if isinstance(held, list) and held and all(isinstance(part, str) for part in held):
        return ", ".join(held)
    return str(held) if isinstance(held, str | int | float) and not isinstance(held, bool) else None


def _bookkeeping(case: Case) -> Iterator[Problem]:
    """What the program itself wrote and relies on."""
    if case.revision < 0:
        yield Problem("revision", "", N_("must be 0 or more"))
    if not _IDENT.fullmatch(case.id):
        yield Problem("id", "", N_("is at most 64 letters, digits, - or _"))
    if case.saved_at and not _timed(case.saved_at):
        yield Problem("saved_at", "", _A_TIME)
    if len({answer.finding for answer in case.answers}) != len(case.answers):
        yield Problem("answers", "", N_("answer the same finding twice"))
    for answer in case.answers:
        if not _timed(answer.when):
            yield Problem(f"answers[{answer.finding}].when", "", _A_TIME)


def _timed(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _dangling(case: Case) -> list[Problem]:
    """Texts kept beside fields that are not there: nothing would ever show them."""
    return [Problem(path, "", N_("names no field of this case")) for path in case.unread if not _holds(case, path)]


def _holds(case: Case, path: str) -> bool:
    try:
        get_at(case, path)
        return declared_at(Case, path).kind not in (Kind.GROUP, Kind.LIST)
    except NoSuchField:
        return False
