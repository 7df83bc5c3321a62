"""Who the patient is: identity, size, language, allergies, other illness, family, contact."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, DatedNumber, Group, Item, PartialDate, Privacy, field

IDENTITY = Privacy.IDENTITY


class IdentifierType(Choice):
    """What the patient's number is called."""

    HOSPITAL = "hospital_number", "Hospital number"
    MRN = "mrn", "Medical record number (MRN)"
    NHS = "nhs_number", "NHS number"
    OTHER = "other", "Other number"


class Sex(Choice):
    """Recorded sex."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    INDETERMINATE = "indeterminate", "Indeterminate"


class Measured(Choice):
    """How a weight was come by."""

    MEASURED = "measured", "Measured"
    REPORTED = "reported", "Reported"
    ESTIMATED = "estimated", "Estimated"


class Handedness(Choice):
    """The preferred hand."""

    RIGHT = "right", "Right-handed"
    LEFT = "left", "Left-handed"
    BOTH = "both", "Both hands"
    NOT_YET = "not_yet", "Not yet settled"


class AllergyStatus(Choice):
    """Whether allergies are known; empty means nobody recorded it."""

    KNOWN = "known", "Known allergies"
    NONE = "none_known", "No known allergies"
    NOT_KNOWN = "not_known", "Not known (asked)"


class LatexRisk(Choice):
    """What raises the concern about latex."""

    ALLERGY = "latex_allergy", "Latex allergy"
    SPINA_BIFIDA = "spina_bifida", "Spina bifida"
    MANY_OPERATIONS = "many_operations", "Many operations"
    NONE = "none", "No latex concern"


class DeviceKind(Choice):
    """Kinds of implanted device that matter in theatre and in the scanner."""

    SHUNT = "shunt", "Shunt"
    PUMP = "pump", "Drug pump"
    NERVE_STIMULATOR = "nerve_stimulator", "Nerve stimulator"
    BRAIN_STIMULATOR = "brain_stimulator", "Brain stimulator"
    PACEMAKER = "pacemaker", "Pacemaker or defibrillator"
    COCHLEAR = "cochlear", "Cochlear implant"
    METAL = "metal", "Metal"
    OTHER = "other", "Other"


class ResponsibilityBasis(Choice):
    """Why a person may decide for a child or for an adult who cannot."""

    MOTHER = "mother", "Mother"
    FATHER_MARRIED = "father_married", "Father, married to the mother"
    FATHER_REGISTERED = "father_registered", "Father, on the birth certificate"
    AGREEMENT = "agreement", "Agreement on responsibility"
    COURT_ORDER = "court_order", "Court order"
    GUARDIAN = "guardian", "Appointed guardian"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    ATTORNEY = "attorney", "Attorney for health decisions"
    DEPUTY = "deputy", "Deputy appointed by a court"
    NEXT_OF_KIN = "next_of_kin", "Next in line under local law"
    OTHER = "other", "Other"


class Allergy(Item, frozen=True):
    """One allergy."""

    substance: Annotated[str, field("Allergic to", quick=5, safety=True)] = ""
    reaction: Annotated[str, field("Reaction", quick=5, safety=True)] = ""
    severity: Annotated[str, field("How severe, and when")] = ""


class Comorbidity(Item, frozen=True):
    """One other illness or syndrome and its state."""

    name: Annotated[str, field("Illness or syndrome", quick=7)] = ""
    state: Annotated[str, field("State", "How well it is controlled today")] = ""


class Device(Item, frozen=True):
    """One implanted device."""

    device: Annotated[DeviceKind | None, field("Device", quick=7)] = None
    site: Annotated[str, field("Site")] = ""
    settings: Annotated[str, field("Settings and what it needs in theatre")] = ""


class Guardian(Item, frozen=True):
    """One person responsible for the patient."""

    name: Annotated[str, field("Name", privacy=IDENTITY)] = ""
    relationship: Annotated[str, field("Relationship to the patient", privacy=IDENTITY)] = ""
    basis: Annotated[ResponsibilityBasis | None, field("Basis of responsibility")] = None
    document_seen: Annotated[Answer | None, field("Document seen")] = None
    phone: Annotated[str, field("Telephone", privacy=IDENTITY)] = ""


class Size(Group, frozen=True):
    """Weight and height, from which doses and blood volume are worked out by others."""

    weight: Annotated[
        DatedNumber | None,
        field(
            "Weight",
            "Measured weight and the day it was measured",
            unit="kg",
            low=0.3,
            high=250,
            decimals=1,
            quick=4,
            safety=True,
        ),
    ] = None
    weight_how: Annotated[Measured | None, field("Weight was")] = None
    weight_confirmed: Annotated[
        str, field("Unusual weight looked at again by", "Name and time", privacy=Privacy.STAFF)
    ] = ""
    height: Annotated[DatedNumber | None, field("Height", unit="cm", low=25, high=230, decimals=0)] = None


class Communication(Group, frozen=True):
    """What the patient and the family need so that they can follow and be heard."""

    language: Annotated[str, field("Language", essential=True)] = ""
    interpreter: Annotated[Answer | None, field("Interpreter needed", essential=True)] = None
    needs: Annotated[str, field("Other needs", "Hearing, sight, learning, large print, communication aid")] = ""


class Allergies(Group, frozen=True):
    """Allergies and latex."""

    status: Annotated[AllergyStatus | None, field("Allergies", quick=5, safety=True)] = None
    entries: Annotated[
        tuple[Allergy, ...], field("Allergy list", quick=5, only_if=("status", (AllergyStatus.KNOWN,)))
    ] = ()
    latex: Annotated[frozenset[LatexRisk], field("Latex", essential=True, safety=True)] = frozenset()


class Health(Group, frozen=True):
    """Other illness, devices and agreed limits."""

    comorbidity: Annotated[Answer | None, field("Other illness", quick=7)] = None
    illnesses: Annotated[
        tuple[Comorbidity, ...], field("Illnesses", quick=7, only_if=("comorbidity", (Answer.YES,)))
    ] = ()
    implanted: Annotated[Answer | None, field("Implanted device", quick=7)] = None
    devices: Annotated[tuple[Device, ...], field("Devices", quick=7, only_if=("implanted", (Answer.YES,)))] = ()
    infection: Annotated[str, field("Infection status", "Carriage, isolation, recent infection")] = ""
    menarche: Annotated[Answer | None, field("Menarche")] = None
    pregnancy_test: Annotated[
        str, field("Pregnancy test", "Result and date, declined, or not done", only_if=("menarche", (Answer.YES,)))
    ] = ""
    treatment_limits: Annotated[
        str, field("Agreed limits of treatment", "None, or the limit, the day and who agreed", safety=True)
    ] = ""


class Contact(Group, frozen=True):
    """Where the patient or the family is reached."""

    address: Annotated[str, field("Address", lines=2, privacy=IDENTITY)] = ""
    phone: Annotated[str, field("Telephone", privacy=IDENTITY)] = ""
    person: Annotated[str, field("Person to call", privacy=IDENTITY)] = ""
    person_phone: Annotated[str, field("Their telephone", privacy=IDENTITY)] = ""
    family_doctor: Annotated[str, field("Family doctor", privacy=Privacy.STAFF)] = ""


class Patient(Group, frozen=True):
    """The section Patient."""

    surname: Annotated[str, field("Surname", quick=1, safety=True, privacy=IDENTITY)] = ""
    forename: Annotated[str, field("Forename", quick=1, safety=True, privacy=IDENTITY)] = ""
    title: Annotated[str, field("Title", "Mr, Ms, Master, Dr ...", privacy=IDENTITY)] = ""
    born: Annotated[PartialDate | None, field("Born", quick=2, safety=True, privacy=IDENTITY)] = None
    age_stated: Annotated[
        int | None,
        field(
            "Age as stated",
            "When the birth date is not known, or a report gives only the age",
            unit="years",
            low=0,
            high=110,
        ),
    ] = None
    sex: Annotated[Sex | None, field("Sex", essential=True, safety=True)] = None
    gender: Annotated[str, field("Gender, if different", privacy=IDENTITY)] = ""
    identifier_type: Annotated[IdentifierType | None, field("Number is a", essential=True)] = None
    identifier: Annotated[
        str, field("Number", "The hospital's number of the patient", quick=3, safety=True, privacy=IDENTITY)
    ] = ""
    other_identifier: Annotated[str, field("Second number", privacy=IDENTITY)] = ""
    handedness: Annotated[Handedness | None, field("Handedness")] = None
    size: Annotated[Size, field("Weight and height")] = Size()
    allergies: Annotated[Allergies, field("Allergies")] = Allergies()
    health: Annotated[Health, field("Other illness and devices")] = Health()
    communication: Annotated[Communication, field("Language and communication")] = Communication()
    guardians: Annotated[tuple[Guardian, ...], field("Parents, guardians or representatives", essential=True)] = ()
    contact: Annotated[Contact, field("Contact")] = Contact()
