"""What a case is: one operation, as one frozen value of ten sections. Knows only `fields`."""

from typing import Annotated, ClassVar

import msgspec

from hcplanner.fields import field

from .answers import FindingAnswer
from .assessment import Assessment
from .consent import Consent
from .examination import Examination
from .history import History
from .imaging import Imaging
from .outcome import Outcome
from .patient import Patient
from .plan import Plan
from .presentation import Presentation
from .team import Team

FORMAT = 1


class Case(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One case. The members before the sections are bookkeeping, set by the program and by no form.

    format: version of the written form; id: a random name of the case, without meaning
    revision, saved_at, saved_by: number, time (ISO 8601 with offset) and author of the last saved state
    example: fictional, printed as such; invented: paths whose values are made up, printed with a dagger
    unread: texts that could not be read as a value, by path
    answers: findings that were set aside with a reason, by the order in which that was done
    """

    # A reader in twenty years must not have to guess the format, and the fingerprint covers it.
    always_written: ClassVar[tuple[str, ...]] = ("format",)

    format: int = FORMAT
    id: str = ""
    revision: int = 0
    saved_at: str = ""
    saved_by: str = ""
    example: bool = False
    invented: tuple[str, ...] = ()
    unread: dict[str, str] = {}
    answers: tuple[FindingAnswer, ...] = ()
    patient: Annotated[Patient, field("Patient")] = Patient()
    presentation: Annotated[Presentation, field("Presentation")] = Presentation()
    history: Annotated[History, field("History")] = History()
    examination: Annotated[Examination, field("Examination")] = Examination()
    imaging: Annotated[Imaging, field("Imaging")] = Imaging()
    assessment: Annotated[Assessment, field("Assessment")] = Assessment()
    plan: Annotated[Plan, field("Plan")] = Plan()
    team: Annotated[Team, field("Team and theatre")] = Team()
    consent: Annotated[Consent, field("Consent")] = Consent()
    outcome: Annotated[Outcome, field("Outcome")] = Outcome()


def stamped(case: Case, *, revision: int, saved_at: str, saved_by: str) -> Case:
    """The same case with another revision stamp."""
    return msgspec.structs.replace(case, revision=revision, saved_at=saved_at, saved_by=saved_by)
