"""Reads JSON that somebody else may have made: no doubled keys, no endless numbers, no depth or mass without bound."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final

Json = Any  # what json.loads gives
_DEEPEST: Final = 32
_MOST_VALUES: Final = 60_000
_MOST_MARKS: Final = 2_000_000
_LARGEST_INTEGER: Final = 2**53
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class BadJson(ValueError):
    """The text is no JSON that may be read; the words say why and end a sentence."""


def loads(data: bytes) -> Json:
    """The value written in `data`, which is UTF-8 (a byte order mark is passed over).

    Raises:
        BadJson: it is not JSON, says a key twice, or holds what no case can.
    """
    # Counted before parsing: sixteen million brackets are a small file and a large memory.
    if sum(data.count(mark) for mark in (b"[", b"{", b",", b'"')) > _MOST_MARKS:
        raise BadJson("it holds more than a case can hold")
    try:
        text = data.decode("utf-8-sig")
        raw = json.loads(text, object_pairs_hook=_once, parse_constant=_constant, parse_float=_real, parse_int=_whole)
    except BadJson:
        raise
    except UnicodeDecodeError as error:
        raise BadJson("its text is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadJson(f"it is not JSON: line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise BadJson("it is nested too deeply") from error
    return _Walk().cleaned(raw, 0)


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise BadJson("it says the same thing twice in one place")
    return held


def _constant(text: str) -> Json:
    raise BadJson(f"{text} is not a number")


def _real(text: str) -> float:
    if not math.isfinite(value := float(text)):
        raise BadJson("a number in it is too large")
    return value


def _whole(text: str) -> int:
    if len(text) > 17 or abs(value := int(text)) > _LARGEST_INTEGER:
        raise BadJson("a number in it is too large")
    return value


class _Walk:
    """One walk over what was read: counts, and replaces halves of characters, which no file can be written with."""

    def __init__(self) -> None:
        self._left = _MOST_VALUES

    def cleaned(self, raw: Json, depth: int) -> Json:
        self._left -= 1
        if self._left < 0:
            raise BadJson("it holds more than a case can hold")
        if depth > _DEEPEST:
            raise BadJson("it is nested too deeply")
        if isinstance(raw, str):
            return _SURROGATES.sub("\ufffd", raw)
        if isinstance(raw, list):
            return [self.cleaned(part, depth + 1) for part in raw]
        if isinstance(raw, dict):
            return {_SURROGATES.sub("\ufffd", key): self.cleaned(part, depth + 1) for key, part in raw.items()}
        return raw
