"""All instruments together: what each gives for a case, in the order in which a plan is read."""

from typing import Final, Protocol

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.scores import (
    asa,
    ashworth,
    atlantodental,
    bladder,
    blood,
    canal,
    curve,
    k_line,
    kang,
    mccormick,
    mjoa,
    mobility,
    ncepod,
    nurick,
    reflexes,
)
from hcplanner.knowledge.scores.instrument import Instrument, Score


class _Of(Protocol):
    def __call__(self, case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]: ...


_ORDER: Final[tuple[_Of, ...]] = (
    mjoa.of, nurick.of, mccormick.of, mobility.of, ashworth.of, reflexes.of, bladder.of, canal.of, kang.of, curve.of,
    atlantodental.of, k_line.of, asa.of, ncepod.of, blood.of,
)  # fmt: skip
INSTRUMENTS: Final[tuple[Instrument, ...]] = (
    mjoa.INSTRUMENT, mjoa.RECOVERY, nurick.INSTRUMENT, mccormick.INSTRUMENT, mobility.INSTRUMENT, ashworth.INSTRUMENT,
    reflexes.INSTRUMENT, bladder.INSTRUMENT, canal.MSCC, canal.MCC, canal.OCCUPYING, kang.INSTRUMENT, curve.C2_C7,
    curve.LOCAL, atlantodental.ADI, atlantodental.PADI, k_line.INSTRUMENT, asa.INSTRUMENT, ncepod.INSTRUMENT,
    blood.VOLUME, blood.ALLOWABLE, blood.WHO_LINE,
)  # fmt: skip
"""Every instrument as declared. The International Standards (ISNCSCI) have rooms of their own."""


def scores(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """What every instrument gives for the case; an instrument of which nothing is recorded gives nothing.

    on: the day that counts where the case names none
    """
    return tuple(one for of in _ORDER for one in of(case, w, on))
