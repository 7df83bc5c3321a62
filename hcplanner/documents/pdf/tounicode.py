"""Rewrites ReportLab's maps from codes to characters, which validators refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENTRY = re.compile("<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <00> <FF> endcodespacerange"
)
_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_BLOCK = 100  # entries a block may hold


def rewritten(cmap: str) -> str:
    """The same map without filler codes, in blocks of at most 100, with UTF-16 above the basic plane."""
    pairs = [(int(code, 16), int(point, 16)) for code, point in _ENTRY.findall(cmap)]
    rows = _ranges([(code, point) for code, point in pairs if point])
    out = [_HEAD]
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        out += [f"{len(block)} beginbfrange", *block, "endbfrange"]
    out.append(_TAIL)
    return "\n".join(out)


def _ranges(pairs: Sequence[tuple[int, int]]) -> list[str]:
    """Runs of consecutive codes and characters as ranges; a range never crosses a multiple of 256."""
    rows = []
    start = 0
    while start < len(pairs):
        end = start
        while (
            end + 1 < len(pairs)
            and pairs[end + 1] == (pairs[end][0] + 1, pairs[end][1] + 1)
            and pairs[end + 1][1] & 0xFF
            and pairs[start][1] < 0xD800
        ):
            end += 1
        text = chr(pairs[start][1]).encode("utf-16-be").hex().upper()
        rows.append(f"<{pairs[start][0]:02X}> <{pairs[end][0]:02X}> <{text}>")
        start = end + 1
    return rows
