"""The derived facts that templates and the running header print, from the one source in `knowledge`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hcplanner.case import Case
from hcplanner.case.assessment import Diagnosis, Urgency
from hcplanner.case.imaging import Density
from hcplanner.fields import PartialDate
from hcplanner.fields.show import lower_first
from hcplanner.i18n import N_, Audience, Words
from hcplanner.knowledge import facts
from hcplanner.knowledge.ages import age, day_of, is_child
from hcplanner.knowledge.risks import for_parent

_URGENCY_PLAIN = {
    Urgency.IMMEDIATE: N_("At once: waiting could cost life or the use of the limbs."),
    Urgency.URGENT: N_("Within hours: waiting could make it worse."),
    Urgency.EXPEDITED: N_("Within days."),
    Urgency.ELECTIVE: N_("On a planned day."),
}

_HARD = (Density.CALCIFIED, Density.OSSIFIED, Density.MIXED)


def for_template(case: Case, words: Words, audience: Audience, today: PartialDate | None = None) -> Mapping[str, Any]:
    """What a template may print beside the fields themselves; empty text where nothing is recorded.

    today: the day that counts where the case itself names none
    """
    on = day_of(case, today)
    urgency = case.assessment.urgency.urgency
    return {
        "name": facts.marked(person(case, words), case, "patient.surname", "patient.forename", "patient.title"),
        "age": age_words(case, words, on),
        "child": is_child(case, on) is True,
        "to_parent": for_parent(case),
        "identifier_label": identifier_label(case, words),
        "operation_line": facts.operation_line(case, words),
        "mass_places": tuple(facts.mass_place_words(case, lesion, words) for lesion in case.imaging.lesions),
        "hard": any(lesion.density in _HARD for lesion in case.imaging.lesions),
        "diagnosis": diagnosis(case, words),
        "other_diagnoses": other_diagnoses(case, words),
        "urgency_plain": facts.marked(
            words(_URGENCY_PLAIN[urgency]) if urgency is not None else "", case, "assessment.urgency.urgency"
        ),
        "identity": identity_line(case, words, audience),
    }


def person(case: Case, words: Words) -> str:
    """`SURNAME, Forename (Title)` as the NHS Common User Interface has it."""
    one = case.patient
    surname, forename = one.surname.strip().upper(), one.forename.strip()
    name = ", ".join(part for part in (surname, forename) if part) or words("Name not recorded")
    return f"{name} ({one.title.strip()})" if one.title.strip() else name


def age_words(case: Case, words: Words, on: PartialDate | None = None) -> str:
    """The age on that day, else on the day the case speaks for; empty text when a date is missing."""
    known = age(case, on)
    return "" if known is None else known.words(words)


def identifier_label(case: Case, words: Words) -> str:
    """What the patient's number is called."""
    kind = case.patient.identifier_type
    return words(kind.words) if kind is not None else words("Number")


def identity_line(case: Case, words: Words, audience: Audience = "clinician") -> str:
    """Name, birth date and number in one line, for the running header; what is missing is said."""
    one = case.patient
    born = (
        words("born {day}").format(day=words.date(one.born, audience)) if one.born else words("birth date not recorded")
    )
    number = one.identifier.strip()
    told = f"{lower_first(identifier_label(case, words), words)} {number}" if number else words("number not recorded")
    return " \N{MIDDLE DOT} ".join((person(case, words), born, told))


def diagnosis(case: Case, words: Words) -> str:
    """The working diagnosis, an unlisted one in the surgeon's own words; empty text when none is recorded."""
    one = case.assessment
    if one.working_diagnosis is None:
        return ""
    own = one.working_other.strip() if one.working_diagnosis is Diagnosis.OTHER else ""
    named = "assessment.working_other" if own else "assessment.working_diagnosis"
    return facts.marked(own or words(one.working_diagnosis.words), case, named)


def other_diagnoses(case: Case, words: Words) -> str:
    """The diagnoses considered besides the working one, in the surgeon's order."""
    working = case.assessment.working_diagnosis
    named = [
        facts.marked(
            one.other.strip() or words(one.diagnosis.words), case, f"assessment.differential[{one.id}].diagnosis"
        )
        for one in case.assessment.differential
        if one.diagnosis is not None and (one.diagnosis is not working or one.diagnosis is Diagnosis.OTHER)
    ]
    return "; ".join(lower_first(name, words) if place else name for place, name in enumerate(named))


def moment(time: datetime, words: Words) -> str:
    """A time with its offset from UTC, such as `22-Nov-2026 19:53 +00:00`."""
    shown = words.date(PartialDate(time.year, time.month, time.day, time.hour, time.minute))
    return f"{shown} {time.strftime('%z')[:3]}:{time.strftime('%z')[3:5]}"
