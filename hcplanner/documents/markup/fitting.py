"""Brings a document on to one page: smaller type first, then the longest texts shortened, and that said aloud."""

from __future__ import annotations

import copy
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable

STEPS = tuple(1 - step / 50 for step in range(23))
"""How much smaller the type is set at most, step by step: to 56 %."""
_LAST = (0.52, 0.48, 0.44, 0.4)  # for a case in which every text of every list is long
_LONGEST = (2000, 1500, 1100, 800, 600, 450, 340, 260, 200, 160, 130, 105, 85, 70, 55, 40, 25)
_SHORTEN = "shorten"
WHEN, SHORTENED, CUT = "when", "shortened", "cut"
"""What stands only beside shortened texts says `when`; it learns their labels as `cut`."""


def fitted(root: ET.Element, fits: Callable[[ET.Element, float], bool]) -> tuple[ET.Element, float]:
    """The document and the scale of its type with which it fits one page.

    fits: whether a document does at a scale. When even the smallest type is too large, texts that say `shorten` are
    cut at a word, the longest first, by as little as will do; what was cut is named where the document says so.
    """
    step = bisect_left(STEPS, True, key=lambda scale: fits(root, scale))
    if step < len(STEPS):
        return root, STEPS[step]
    place = bisect_left(_LONGEST, True, key=lambda longest: fits(_shortened(root, longest), STEPS[-1]))
    if place < len(_LONGEST):
        return _shortened(root, _LONGEST[place]), STEPS[-1]
    short = _shortened(root, _LONGEST[-1])
    return short, next((scale for scale in _LAST if fits(short, scale)), _LAST[-1])


def _shortened(root: ET.Element, longest: int) -> ET.Element:
    """The document with every text that says `shorten` cut to a number of characters."""
    out = copy.deepcopy(root)
    cut = []
    for node in out.iter():
        mark = node.get(_SHORTEN)
        text = " ".join("".join(node.itertext()).split())
        if mark is None or len(text) <= longest + len(mark):
            continue
        kept, rest = _parted(text, longest)
        for child in list(node):
            node.remove(child)
        node.text = f"{kept}\u2026 {mark.replace('{n}', str(rest))}".strip()
        cut += [label] if (label := node.get("label")) else []
    for node in out.iter():
        if node.get(WHEN) == SHORTENED:
            node.set(CUT, ", ".join(dict.fromkeys(cut)))
    return out


def _parted(text: str, longest: int) -> tuple[str, int]:
    """As many whole words as there is room for, and how many are left; a single word without end is cut in itself."""
    words = text.split(" ")
    kept = text[: longest + 1].rsplit(" ", 1)[0] if " " in text[: longest + 1] else ""
    if not kept:
        return text[:longest], len(words)
    return f"{kept} ", len(words) - len(kept.split(" "))
