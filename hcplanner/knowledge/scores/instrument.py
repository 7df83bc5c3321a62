"""What every instrument is declared as, and what it gives: a value in words with its parts, source and limits."""

from collections.abc import Iterable
from enum import Enum
from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.case.examination import ExaminationRecord
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import Age, age, age_between, moment


class Direction(Enum):
    """Which way a value points."""

    HIGHER_IS_BETTER = N_("higher is better")
    HIGHER_IS_WORSE = N_("higher is worse")
    NONE = ""


class Made(Enum):
    """How a value comes about: chosen as it stands, told row by row, or worked out from its parts."""

    CHOSEN = "chosen"
    BY_ROW = "by row"
    WORKED_OUT = "worked out"


class Question(msgspec.Struct, frozen=True):
    """One item of an instrument: its words, where it stands, and what may be answered."""

    label: str
    path: str
    answers: tuple[str, ...] = ()


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A scale or measure as declared. Texts are message ids.

    version: which of several forms that share the name; source: works, each said to be read or not opened
    rights: who may use it; scoring: how the value comes about; path: where its fields stand, list entries as `list[]`
    """

    id: str
    name: str
    version: str = ""
    source: str
    rights: str
    questions: tuple[Question, ...]
    scoring: str
    limits: tuple[str, ...] = ()
    direction: Direction = Direction.NONE
    made: Made = Made.CHOSEN
    path: str


class Part(msgspec.Struct, frozen=True):
    """One recorded value that went into a result, in words, and where it stands in the case."""

    label: str
    value: str
    path: str


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What an instrument gives for a case, in the reader's language.

    value: the result in words, also when it is incomplete; number: the result unrounded, None when there is none
    when: the day of the examination it belongs to; path: the group on whose fields it rests
    """

    id: str
    name: str
    version: str
    value: str
    parts: tuple[Part, ...]
    limits: tuple[str, ...]
    source: str
    rights: str
    direction: Direction
    scoring: str
    made: Made
    path: str
    number: float | None = None
    when: PartialDate | None = None


NOT_CHECKED: Final = N_("rights not checked")
NOT_AN_ADULT_SCALE: Final = N_("Made for adults.")


def score(
    instrument: Instrument,
    w: Words,
    value: str,
    parts: Iterable[Part],
    *,
    path: str,
    limits: Iterable[str] = (),
    number: float | None = None,
    when: PartialDate | None = None,
    scoring: str = "",
) -> Score:
    """The result of an instrument; its declared limits stand before those of this case, all translated.

    scoring: how this value came about, where that differs from what is declared
    """
    return Score(
        id=instrument.id, name=w(instrument.name), version=w(instrument.version), value=value, parts=tuple(parts),
        limits=tuple(w(one) for one in (*instrument.limits, *limits)), source=w(instrument.source),
        rights=w(instrument.rights), direction=instrument.direction, scoring=w(scoring or instrument.scoring),
        made=instrument.made, path=path, number=number, when=when,
    )  # fmt: skip


def in_order(case: Case) -> tuple[ExaminationRecord, ...]:
    """The examinations, earliest first; one without a day goes before all others."""
    return tuple(sorted(case.examination.examinations, key=lambda one: moment(one.when)))


def age_then(case: Case, when: PartialDate | None, on: PartialDate | None = None) -> Age | None:
    """The patient's age on the day of an examination, else on the day the case speaks for."""
    if case.patient.born is not None and when is not None:
        return age_between(case.patient.born, when)
    return age(case, on)


def change_words(before: tuple[int, PartialDate | None] | None, after: int, direction: Direction, w: Words) -> str:
    """How a grade compares with the one before: `worse by 2 since 05-Oct-2026`; empty without one before."""
    if before is None:
        return ""
    steps = after - before[0]
    better = (steps > 0) == (direction is Direction.HIGHER_IS_BETTER)
    since = w("the examination before") if before[1] is None else w.date(before[1])
    if steps == 0:
        return w("unchanged since {day}").format(day=since)
    text = w("better by {n} since {day}") if better else w("worse by {n} since {day}")
    return text.format(n=abs(steps), day=since)
