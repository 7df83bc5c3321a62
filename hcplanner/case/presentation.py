"""What brought the patient: onset, what set it off, symptoms, the new deficit apart from the old, referral."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .anatomy import Limb, SideOrBoth


class Tempo(Choice):
    """How the trouble came on."""

    ACUTE = "acute", "Acute"
    SUBACUTE = "subacute", "Subacute"
    CHRONIC = "chronic", "Chronic"
    ACUTE_ON_CHRONIC = "acute_on_chronic", "Acute on chronic"


class Trigger(Choice):
    """What set it off."""

    NONE = "none", "Nothing known"
    MINOR_INJURY = "minor_injury", "Minor injury"
    MAJOR_INJURY = "major_injury", "Major injury"
    INFECTION = "infection", "Infection"
    BLEEDING = "bleeding", "Bleeding"
    PROCEDURE = "procedure", "Procedure or neck manipulation"
    OTHER = "other", "Other"


class Course(Choice):
    """Where it is going now."""

    WORSE = "worse", "Getting worse"
    STEADY = "steady", "Steady"
    BETTER = "better", "Getting better"
    FLUCTUATING = "fluctuating", "Up and down"


class SymptomKind(Choice):
    """A symptom of cord or root compression."""

    WEAKNESS = "weakness", "Weakness"
    TINGLING = "tingling", "Tingling"
    NUMBNESS = "numbness", "Numbness"
    PAIN = "pain", "Pain"
    STIFFNESS = "stiffness", "Stiffness or spasm"
    CLUMSY_HAND = "clumsy_hand", "Clumsy hand"
    UNSTEADY = "unsteady", "Unsteady walking"
    FALLS = "falls", "Falls"
    LHERMITTE = "electric_shock", "Electric shock on bending the neck"
    BLADDER = "bladder", "Bladder trouble"
    BOWEL = "bowel", "Bowel trouble"
    BREATHING = "breathing", "Breathing trouble"
    SWALLOWING = "swallowing", "Swallowing trouble"
    OTHER = "other", "Other"


class Symptom(Item, frozen=True):
    """One new symptom, with where and since when."""

    symptom: Annotated[SymptomKind | None, field("Symptom", quick=8)] = None
    side: Annotated[SideOrBoth | None, field("Side", quick=8)] = None
    limbs: Annotated[frozenset[Limb], field("Limbs")] = frozenset()
    since: Annotated[PartialDate | None, field("Since")] = None
    note: Annotated[str, field("Note")] = ""


class Referral(Group, frozen=True):
    """How the patient reached the team, and when."""

    referred_by: Annotated[str, field("Referred by", privacy=Privacy.STAFF)] = ""
    referred_on: Annotated[PartialDate | None, field("Referred on", time=True)] = None
    seen_on: Annotated[PartialDate | None, field("First seen by the team on", time=True)] = None
    admitted_on: Annotated[PartialDate | None, field("Admitted on", time=True)] = None


class Presentation(Group, frozen=True):
    """The section Presentation: the new trouble. What was there before stands under History."""

    tempo: Annotated[Tempo | None, field("Onset", quick=8, safety=True)] = None
    onset: Annotated[PartialDate | None, field("Began on", quick=8)] = None
    myelopathy: Annotated[Answer | None, field("Symptoms or signs of myelopathy", essential=True)] = None
    trigger: Annotated[Trigger | None, field("Set off by", quick=8)] = None
    trigger_date: Annotated[PartialDate | None, field("Date of the trigger")] = None
    trigger_details: Annotated[str, field("What happened", lines=2)] = ""
    symptoms: Annotated[tuple[Symptom, ...], field("New symptoms", quick=8)] = ()
    course: Annotated[Course | None, field("Course now", essential=True)] = None
    last_worsening: Annotated[PartialDate | None, field("Last worsening", quick=8, safety=True, time=True)] = None
    gait_change: Annotated[Answer | None, field("Walking worse than before")] = None
    hand_change: Annotated[Answer | None, field("Hand use worse than before")] = None
    bladder_change: Annotated[Answer | None, field("Bladder or bowel worse than before", quick=11, safety=True)] = None
    breathing_change: Annotated[Answer | None, field("Breathing worse than before", quick=11, safety=True)] = None
    swallowing_change: Annotated[Answer | None, field("Swallowing worse than before")] = None
    pain_score: Annotated[int | None, field("Neck pain, 0 to 10", low=0, high=10)] = None
    night_pain: Annotated[Answer | None, field("Pain at night")] = None
    note: Annotated[str, field("In the surgeon's own words", lines=4)] = ""
    referral: Annotated[Referral, field("Referral")] = Referral()
