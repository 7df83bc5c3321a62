"""Checks of what surrounds the operation: position, monitoring, pressure, airway, blood, medicines, watch after."""

import re

from hcplanner.case.anatomy import Vertebra
from hcplanner.case.examination import CordDeficit
from hcplanner.case.history import AntithromboticUse
from hcplanner.case.imaging import Severity as Compression
from hcplanner.case.patient import AllergyStatus, LatexRisk, Sex
from hcplanner.case.plan import Forbidden, Place
from hcplanner.case.plan_operation import Procedure
from hcplanner.case.plan_theatre import BloodOrder, BodyPosition, HeadHolder, Signal, SteroidPlan
from hcplanner.fields import Answer
from hcplanner.knowledge.ages import age_between
from hcplanner.knowledge.checks.truth import (
    Asked,
    Known,
    Verdict,
    below,
    blank,
    denies,
    every,
    has,
    no,
    one_of,
    over,
    raised_to,
    some,
    within,
    yes,
    younger,
)
from hcplanner.knowledge.facts import mass_levels, operation_levels
from hcplanner.knowledge.findings import Severity
from hcplanner.knowledge.measures import allowable_loss_ml
from hcplanner.knowledge.neurology import baseline_examination
from hcplanner.knowledge.tags import is_posterior

_HIGH = frozenset({Vertebra.C0, Vertebra.C1, Vertebra.C2, Vertebra.C3, Vertebra.C4})
_DEPOLARISING = re.compile(r"suxameth|succinylch|\bsux\b", re.IGNORECASE)


def motor_deficit(asked: Asked) -> CordDeficit | None:
    """The worst motor deficit put down to the cord at the baseline examination; None when it cannot be told apart."""
    examination = baseline_examination(asked.case)
    held = None if examination is None else examination.cord_deficit
    return None if held is CordDeficit.NOT_SEPARABLE else held


def has_motor_deficit(asked: Asked) -> Known:
    """Whether the cord causes weakness."""
    return one_of(motor_deficit(asked), CordDeficit.MILD, CordDeficit.SEVERE)


def skull_pins_in_child(asked: Asked) -> Verdict:
    """Pins or halo under 5 years of age, or with an altered skull at any age."""
    place = asked.case.plan.positioning
    pinned = one_of(place.head_holder, HeadHolder.PINS, HeadHolder.HALO, HeadHolder.TONGS)
    altered = not blank(place.skull_cautions) and not denies(place.skull_cautions)
    return every(pinned, some(younger(asked, 5), altered))


def eye_protection_not_recorded(asked: Asked) -> Verdict:
    """Prone without eye protection; critical with a horseshoe or face pad."""
    place = asked.case.plan.positioning
    base = every(one_of(place.position, BodyPosition.PRONE), blank(place.eyes))
    return raised_to(Severity.CRITICAL, base, one_of(place.head_holder, HeadHolder.HORSESHOE))


def prone_without_baseline_after_turning(asked: Asked) -> Verdict:
    """Prone with evoked potentials, and no baseline after turning."""
    plan = asked.case.plan
    turned = one_of(plan.positioning.position, BodyPosition.PRONE)
    return every(
        turned,
        has(plan.monitoring.modalities, Signal.MEP, Signal.SSEP),
        yes(plan.monitoring.baseline_after) is not True,
    )


def no_monitoring_with_cord_compression(asked: Asked) -> Verdict:
    """A compressed cord or a resection without both MEP and SSEP."""
    at_risk = some(
        one_of(asked.case.imaging.cord.severity, Compression.MODERATE, Compression.SEVERE),
        has(asked.case.plan.operation.procedures, Procedure.RESECTION),
    )
    return every(at_risk, not {Signal.MEP, Signal.SSEP} <= asked.case.plan.monitoring.modalities)


def monitoring_plan_details(asked: Asked) -> Verdict:
    """MEP are planned, and a usual part of the plan has no answer."""
    plan = asked.case.plan.monitoring
    no_answer = plan.baseline_before is None or plan.bite_block is None or blank(plan.fallback)
    left_out = Answer.NO in (plan.baseline_before, plan.bite_block) and blank(plan.none_reason)
    return every(
        has(plan.modalities, Signal.MEP), no_answer or left_out or (bool(plan.cautions) and blank(plan.cautions_plan))
    )


def pressure_target_missing(asked: Asked) -> Verdict:
    """Fresh worsening or a severe deficit without a target of pressure; an adult's outside the published range."""
    plan = asked.case.plan.pressure
    fresh = some(
        within(asked.case.presentation.last_worsening, asked.now, 7), one_of(motor_deficit(asked), CordDeficit.SEVERE)
    )
    none_set = plan.target_low is None and plan.target_high is None
    outside = some(below(plan.target_low, 75), over(plan.target_high, 95)) if not none_set else False
    return some(every(fresh, none_set), every(no(younger(asked, 18)), outside))


def rescue_pressure_too_low(asked: Asked) -> Verdict:
    """The pressure on signal loss lies under the target, or the target under the floor."""
    plan = asked.case.plan.pressure
    pairs = ((plan.rescue, plan.target_low), (plan.target_low, plan.floor), (plan.target_high, plan.target_low))
    return some(*(None if None in pair else pair[0] < pair[1] for pair in pairs))  # type: ignore[operator]  # both known


def steroid_plan_outside_guideline(asked: Asked) -> Verdict:
    """Methylprednisolone is planned."""
    plan = asked.case.plan.medicines
    named = "methylpred" in plan.steroid_details.lower() or "nascis" in plan.steroid_details.lower()
    return every(one_of(plan.steroid, SteroidPlan.YES), None if blank(plan.steroid_details) else named)


def suxamethonium_with_motor_deficit(asked: Asked) -> Verdict:
    """Suxamethonium planned in long-standing weakness, or in weakness older than two days."""
    text = asked.case.plan.anaesthesia.relaxant
    named = None if blank(text) else bool(_DEPOLARISING.search(text)) and not _excluded(text)
    old = every(has_motor_deficit(asked), no(within(asked.case.presentation.last_worsening, asked.on, 2)))
    return every(named, some(yes(asked.case.history.long_standing.present), old))


def _excluded(text: str) -> bool:
    return bool(re.search(r"\b(no|not|without|avoid)\b[^.;,]*(suxameth|succinylch|\bsux\b)", text, re.IGNORECASE))


def suxamethonium_forbidden_but_planned(asked: Asked) -> Verdict:
    """Suxamethonium stands both among what must not be done and in the plan."""
    text = asked.case.plan.anaesthesia.relaxant
    named = None if blank(text) else bool(_DEPOLARISING.search(text)) and not _excluded(text)
    return every(any(one.what is Forbidden.SUXAMETHONIUM for one in asked.case.plan.must_not), named)


def baclofen_not_continued(asked: Asked) -> Verdict:
    """Baclofen is taken, and nothing is written about it around the operation."""
    taken = asked.case.history.medicines.antispastic
    return every(None if blank(taken) else "baclofen" in taken.lower(), blank(asked.case.plan.anaesthesia.antispastic))


def high_cervical_airway_plan(asked: Asked) -> Verdict:
    """A high operation with weakness, or a long one, and the ward afterwards."""
    levels = mass_levels(asked.case) | operation_levels(asked.case)
    high = every(bool(levels & _HIGH) if levels else None, has_motor_deficit(asked))
    at_risk = some(high, over(asked.case.team.duration_h, 5))
    return every(at_risk, one_of(asked.case.plan.after_care.place, Place.WARD))


def age_differs_from_stated(asked: Asked) -> Verdict:
    """The age as stated is not that from birth date and day of the operation."""
    born, stated = asked.case.patient.born, asked.case.patient.age_stated
    worked_out = None if born is None or asked.on is None else age_between(born, asked.on)
    if worked_out is None or stated is None:
        return None
    return not worked_out.least_months // 12 <= stated <= worked_out.most_months // 12


def blood_loss_over_allowable(asked: Asked) -> Verdict:
    """More blood loss expected than may be lost, and no blood cross-matched."""
    loss, allowed = asked.case.plan.blood.expected_loss_ml, allowable_loss_ml(asked.case, asked.on)
    too_much = None if loss is None or allowed is None else loss > allowed[0]
    return every(too_much, asked.case.plan.blood.order in (None, BloodOrder.NONE, BloodOrder.GROUP))


def antithrombotic_not_stopped(asked: Asked) -> Verdict:
    """An antithrombotic without a written plan or without the time of its last dose."""
    held = asked.case.history.medicines
    answered = None if held.antithrombotic is AntithromboticUse.NOT_KNOWN else held.antithrombotic
    taken = some(one_of(answered, AntithromboticUse.TAKING, AntithromboticUse.STOPPED), bool(held.antithrombotics))
    open_entry = not held.antithrombotics or any(
        entry.plan is None or entry.last_dose is None or entry.last_dose.hour is None for entry in held.antithrombotics
    )
    return every(taken, open_entry)


def valproate_bleeding_note(asked: Asked) -> Verdict:
    """Valproate is taken, and nothing is written about bleeding."""
    held = asked.case.history.medicines
    return every(yes(held.valproate), blank(held.bleeding_details, asked.case.plan.blood.clotting))


def antibiotic_allergy_conflict(asked: Asked) -> Verdict:
    """The antibiotic, or its class, is among the allergies."""
    held, drug = asked.case.patient.allergies, asked.case.plan.medicines.antibiotic
    if held.status is AllergyStatus.NONE:
        return False
    if held.status is not AllergyStatus.KNOWN or blank(drug):
        return None
    return any(_same_class(drug.lower(), entry.substance.lower()) for entry in held.entries)


_CLASSES = (
    r"penicill|amoxicill|ampicill|flucloxacill|cef|ceph|beta.?lactam|carbapenem|meropenem|augmentin|tazocin",
    r"vancomycin|teicoplanin|glycopeptide",
    r"clindamycin|lincomycin",
    r"gentamicin|amikacin|tobramycin|aminoglycoside",
)


def _same_class(drug: str, substance: str) -> bool:
    shared = any(re.search(family, drug) and re.search(family, substance) for family in _CLASSES)
    return shared or bool(substance.strip() and (substance.strip() in drug or drug.strip() in substance))


def antibiotic_dose_or_timing(asked: Asked) -> Verdict:
    """An antibiotic for a child without a weight, or a dose over the adult maximum."""
    plan, weight = asked.case.plan.medicines, asked.case.patient.size.weight
    if blank(plan.antibiotic):
        return None
    weighed = None if weight is None else weight.value
    drug = plan.antibiotic.lower()
    heavy = weighed is not None and weighed >= 120
    most = (
        (3000 if heavy else 2000) if re.search("cefazolin|cephazolin", drug) else 900 if "clindamycin" in drug else None
    )
    too_much = False if most is None else over(plan.antibiotic_dose_mg, most)
    return some(every(younger(asked, 18), weighed is None), too_much)


def latex_precautions_missing(asked: Asked) -> Verdict:
    """A concern about latex, and no theatre free of it."""
    held = asked.case.patient.allergies
    listed = any("latex" in entry.substance.lower() for entry in held.entries)
    concern = some(has(held.latex, LatexRisk.ALLERGY, LatexRisk.SPINA_BIFIDA, LatexRisk.MANY_OPERATIONS), listed)
    return every(concern, yes(asked.case.plan.anaesthesia.latex_free) is not True)


def pregnancy_status_unknown(asked: Asked) -> Verdict:
    """A person who may be pregnant, without a test or a reason."""
    one = asked.case.patient
    if one.sex is Sex.MALE and one.health.menarche is not Answer.YES:
        return False
    of_age = every(one_of(one.sex, Sex.FEMALE), no(younger(asked, 12)), younger(asked, 56))
    possible = some(yes(one.health.menarche), every(of_age, one.health.menarche is not Answer.NO))
    return every(possible, blank(one.health.pregnancy_test))


def haematoma_watch_missing(asked: Asked) -> Verdict:
    """An operation from behind, and no plan of neurological checks."""
    return is_posterior(asked.case) and asked.case.plan.after_care.checks_every_h is None
