"""Who operates, where and when, with which equipment and implants; and a cancelled operation."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field


class Role(Choice):
    """Role in theatre."""

    ASSISTANT = "assistant", "Assistant"
    ANAESTHETIST = "anaesthetist", "Anaesthetist"
    NEUROPHYSIOLOGIST = "neurophysiologist", "Neurophysiologist"
    SCRUB = "scrub", "Scrub practitioner"
    RADIOGRAPHER = "radiographer", "Radiographer"
    VASCULAR = "vascular", "Vascular or interventional colleague"
    PAEDIATRICIAN = "paediatrician", "Paediatrician"
    PATHOLOGIST = "pathologist", "Pathologist"
    OTHER = "other", "Other"


class Member(Item, frozen=True):
    """One person of the team."""

    role: Annotated[Role | None, field("Role", essential=True)] = None
    name: Annotated[str, field("Name", essential=True, privacy=Privacy.STAFF)] = ""
    phone: Annotated[str, field("Telephone", privacy=Privacy.STAFF)] = ""


class Equipment(Item, frozen=True):
    """One thing that must be in the room."""

    name: Annotated[str, field("Equipment", essential=True)] = ""
    ready: Annotated[Answer | None, field("In house")] = None


class Implant(Item, frozen=True):
    """One implant system that must be in the room."""

    system: Annotated[str, field("Implant system", essential=True)] = ""
    sizes: Annotated[str, field("Sizes")] = ""
    ready: Annotated[Answer | None, field("In house")] = None


class Team(Group, frozen=True):
    """The section Team and theatre."""

    surgeon: Annotated[str, field("Responsible surgeon", quick=25, safety=True, privacy=Privacy.STAFF)] = ""
    surgeon_phone: Annotated[str, field("Surgeon's telephone", essential=True, safety=True, privacy=Privacy.STAFF)] = ""
    people: Annotated[tuple[Member, ...], field("Team", essential=True)] = ()
    hospital: Annotated[str, field("Hospital", essential=True, privacy=Privacy.NONE)] = ""
    theatre: Annotated[str, field("Theatre", privacy=Privacy.NONE)] = ""
    planned_for: Annotated[PartialDate | None, field("Operation planned for", essential=True, time=True)] = None
    duration_h: Annotated[
        float | None, field("Expected duration, skin to skin", unit="h", low=0.5, high=24, decimals=1)
    ] = None
    equipment: Annotated[tuple[Equipment, ...], field("Equipment")] = ()
    implants: Annotated[tuple[Implant, ...], field("Implants")] = ()
    cancelled: Annotated[Answer | None, field("Cancelled")] = None
    cancelled_reason: Annotated[str, field("Why, and what expires", lines=2, only_if=("cancelled", (Answer.YES,)))] = ""
