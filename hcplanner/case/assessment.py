"""What the findings mean: differential, working diagnosis, indication, urgency, goals, and the alternatives weighed."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field


class Diagnosis(Choice):
    """Diagnoses of a calcified or ossified mass in the cervical canal."""

    HETEROTOPIC = "heterotopic_calcification", "Heterotopic calcification or ossification"
    MENINGIOMA = "meningioma", "Calcified or ossified meningioma"
    NERVE_SHEATH = "nerve_sheath_tumour", "Nerve sheath tumour"
    CAPNON = "capnon", "Calcifying pseudoneoplasm of the neuraxis (CAPNON)"
    OSTEOCHONDROMA = "osteochondroma", "Osteochondroma"
    OPLL = "opll", "Ossified posterior longitudinal ligament (OPLL)"
    OLF = "olf", "Ossified or calcified ligamentum flavum"
    CALCIFIED_DISC = "calcified_disc", "Calcified disc"
    TUMORAL_CALCINOSIS = "tumoral_calcinosis", "Tumoral calcinosis"
    OSTEOBLASTOMA = "osteoblastoma", "Osteoblastoma"
    TERATOMA = "teratoma", "Teratoma"
    OLD_HAEMATOMA = "old_haematoma", "Old calcified haematoma or abscess"
    OSTEOSARCOMA = "osteosarcoma", "Osteosarcoma"
    FOP = "fop", "Fibrodysplasia ossificans progressiva"
    OTHER = "other", "Other"


class Certainty(Choice):
    """How sure the working diagnosis is."""

    LIKELY = "likely", "Likely"
    POSSIBLE = "possible", "Possible"
    OPEN = "open", "Open until pathology"
    PROVEN = "proven", "Proven"


class Urgency(Choice):
    """NCEPOD class of intervention."""

    IMMEDIATE = "immediate", "1 Immediate (minutes)"
    URGENT = "urgent", "2 Urgent (hours)"
    EXPEDITED = "expedited", "3 Expedited (days)"
    ELECTIVE = "elective", "4 Elective (planned)"


class Goal(Choice):
    """Aim of the operation."""

    DECOMPRESS = "decompress", "Free the cord"
    DIAGNOSE = "diagnose", "Reach a diagnosis"
    REMOVE = "remove", "Remove the mass"
    STABILISE = "stabilise", "Stabilise the spine"
    PRESERVE = "preserve_motion", "Keep movement and growth"


class OptionKind(Choice):
    """A way of treating the patient that was weighed, doing nothing among them."""

    NONE = "no_operation", "No operation"
    WATCH = "watch", "Watching with repeated scans"
    DECOMPRESSION = "decompression_only", "Decompression without removing the mass"
    BIOPSY = "biopsy", "Biopsy first"
    LAMINECTOMY = "laminectomy", "Laminectomy"
    LAMINECTOMY_FUSION = "laminectomy_fusion", "Laminectomy with fusion"
    LAMINOPLASTY = "laminoplasty", "Laminoplasty"
    ANTERIOR = "anterior", "Operation from the front"
    STAGED = "staged", "Operation in stages"
    OTHER = "other", "Other"


class AsaClass(Choice):
    """ASA physical status; set by the anaesthetist."""

    I = "I", "I"  # noqa: E741 - the class's own name
    II = "II", "II"
    III = "III", "III"
    IV = "IV", "IV"
    V = "V", "V"


class Differential(Item, frozen=True):
    """One diagnosis considered, in the surgeon's own ranking (the order of the list)."""

    diagnosis: Annotated[Diagnosis | None, field("Diagnosis", quick=19)] = None
    other: Annotated[str, field("Which other", only_if=("diagnosis", (Diagnosis.OTHER,)))] = ""
    for_it: Annotated[str, field("For")] = ""
    against_it: Annotated[str, field("Against")] = ""


class Alternative(Item, frozen=True):
    """One alternative weighed, with what it would mean and why it was not chosen."""

    option: Annotated[OptionKind | None, field("Alternative", essential=True)] = None
    other: Annotated[str, field("Which other", only_if=("option", (OptionKind.OTHER,)))] = ""
    meaning: Annotated[str, field("What it would mean for this patient", essential=True)] = ""
    why_not: Annotated[str, field("Why it was not chosen")] = ""


class UrgencyDecision(Group, frozen=True):
    """Urgency is a recorded decision with a reason and a time."""

    urgency: Annotated[Urgency | None, field("Urgency", quick=20, safety=True)] = None
    reason: Annotated[str, field("Why now", quick=20, lines=2, safety=True)] = ""
    decided_at: Annotated[PartialDate | None, field("Decided at", quick=20, time=True, safety=True)] = None
    decided_by: Annotated[str, field("Decided by", quick=20, safety=True, privacy=Privacy.STAFF)] = ""


class Meeting(Group, frozen=True):
    """The team meeting."""

    held_on: Annotated[PartialDate | None, field("Team meeting on")] = None
    present: Annotated[str, field("Present", privacy=Privacy.STAFF)] = ""
    outcome: Annotated[str, field("Outcome", lines=2)] = ""


class Assessment(Group, frozen=True):
    """The section Assessment."""

    differential: Annotated[
        tuple[Differential, ...], field("Diagnoses considered", "In the surgeon's own order", quick=19)
    ] = ()
    working_diagnosis: Annotated[Diagnosis | None, field("Working diagnosis", quick=19, safety=True)] = None
    working_other: Annotated[str, field("Which other", only_if=("working_diagnosis", (Diagnosis.OTHER,)))] = ""
    certainty: Annotated[Certainty | None, field("How sure", essential=True)] = None
    indication: Annotated[str, field("Indication", essential=True, lines=3)] = ""
    without_operation: Annotated[str, field("Expected without an operation", lines=2)] = ""
    urgency: Annotated[UrgencyDecision, field("Urgency")] = UrgencyDecision()
    goals: Annotated[frozenset[Goal], field("Aim", essential=True, safety=True)] = frozenset()
    goals_note: Annotated[str, field("Aim in words")] = ""
    alternatives: Annotated[tuple[Alternative, ...], field("Alternatives, including no operation", essential=True)] = ()
    asa: Annotated[AsaClass | None, field("ASA class", essential=True)] = None
    asa_emergency: Annotated[Answer | None, field("ASA suffix E (emergency)")] = None
    meeting: Annotated[Meeting, field("Team meeting")] = Meeting()
