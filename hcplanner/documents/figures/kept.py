"""Keeps the last drawings of the neck: they depend on imaging and plan alone, and most edits touch neither."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from hcplanner.case import Case
from hcplanner.case.imaging import Imaging
from hcplanner.case.plan import Plan
from hcplanner.documents.figures.drawing import Figure
from hcplanner.i18n import Words

_SECTIONS = ("imaging.", "plan.")


_F = TypeVar("_F", Figure, Figure | None)


def of_neck(make: Callable[[Case, Words], _F]) -> Callable[[Case, Words], _F]:
    """The drawing, made anew only when imaging or plan are others; it is given nothing else of the case."""

    @lru_cache(4)
    def kept(imaging: Imaging, plan: Plan, invented: tuple[str, ...], words: Words) -> _F:
        return make(Case(imaging=imaging, plan=plan, invented=invented), words)

    @wraps(make)
    def drawn(case: Case, words: Words) -> _F:
        invented = tuple(path for path in case.invented if path.startswith(_SECTIONS))
        return kept(case.imaging, case.plan, invented, words)

    return drawn
