"""Reads JSON that somebody else may have made: no doubled keys, no endless numbers, no depth or mass without bound."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final

from hcplanner.i18n import N_

Json = Any  # what json.loads gives
_DEEPEST: Final = 32
_MOST_VALUES: Final = 60_000
_MOST_MARKS: Final = 2_000_000
_LARGEST_INTEGER: Final = 2**53
_HALF: Final = re.compile("[\ud800-\udfff]")
_MAY_BE_HALF: Final = re.compile(rb"\\u[dD][89a-fA-F]")


class BadJson(ValueError):
    """The text is no JSON that may be read; the words say why and end a sentence."""


def loads(data: bytes) -> Json:
    """The value written in `data`, which is UTF-8 (a byte order mark is passed over).

    Raises:
        BadJson: it is not JSON, says a key twice, or holds what no case can.
    """
    # Counted before parsing: sixteen million brackets are a small file and a large memory.
    if sum(data.count(mark) for mark in (b"[", b"{", b",", b'"')) > _MOST_MARKS:
        raise BadJson(N_("it holds more than a case can hold"))
    try:
        text = data.decode("utf-8-sig")
        raw = json.loads(text, object_pairs_hook=_once, parse_constant=_constant, parse_float=_real, parse_int=_whole)
    except BadJson:
        raise
    except UnicodeDecodeError as error:
        raise BadJson(N_("its text is not UTF-8")) from error
    except json.JSONDecodeError as error:
        raise BadJson(f"it is not JSON: line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise BadJson(N_("it is nested too deeply")) from error
    _check_size(raw)
    return _cleaned(raw) if _MAY_BE_HALF.search(data) else raw


def _check_size(raw: Json) -> None:
    level, count, depth = [raw], 0, 0
    while level:
        count += len(level)
        if count > _MOST_VALUES:
            raise BadJson(N_("it holds more than a case can hold"))
        if depth > _DEEPEST:
            raise BadJson(N_("it is nested too deeply"))
        below: list[Json] = []
        for value in level:
            if type(value) is dict:
                below.extend(value.values())
            elif type(value) is list:
                below.extend(value)
        level, depth = below, depth + 1


def _cleaned(raw: Json) -> Json:
    """The same without halves of characters, which could be written to no file again."""
    if isinstance(raw, str):
        return _HALF.sub("\ufffd", raw)
    if isinstance(raw, list):
        return [_cleaned(part) for part in raw]
    if isinstance(raw, dict):
        return {_HALF.sub("\ufffd", key): _cleaned(part) for key, part in raw.items()}
    return raw


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise BadJson(N_("it says the same thing twice in one place"))
    return held


def _constant(text: str) -> Json:
    raise BadJson(f"{text} is not a number")


def _real(text: str) -> float:
    if not math.isfinite(value := float(text)):
        raise BadJson(N_("a number in it is too large"))
    return value


def _whole(text: str) -> int:
    if len(text) > 17 or abs(value := int(text)) > _LARGEST_INTEGER:
        raise BadJson(N_("a number in it is too large"))
    return value
