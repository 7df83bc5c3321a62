"""The derived names that the message of a check may ask for beside the paths of the case."""

from hcplanner.case import Case
from hcplanner.fields import level_range
from hcplanner.fields.show import lower_first, with_unit
from hcplanner.i18n import Words
from hcplanner.knowledge.cautions import allergies_line, antithrombotic_line
from hcplanner.knowledge.checks.consent import consent_missing
from hcplanner.knowledge.checks.diagnosis import planning_mri
from hcplanner.knowledge.checks.reconfirm import changed_words, consent_form
from hcplanner.knowledge.checks.theatre import motor_deficit
from hcplanner.knowledge.checks.truth import Asked
from hcplanner.knowledge.checks.weight import band_of
from hcplanner.knowledge.facts import hinge_side, join, mass_levels, open_side, said, side_words
from hcplanner.knowledge.findings import Derived
from hcplanner.knowledge.measures import allowable_loss_ml
from hcplanner.knowledge.neurology import baseline_examination, mjoa_total, power_line
from hcplanner.knowledge.theatre_lines import target_words


def derived_words(asked: Asked) -> Derived:
    """Each derived name with what gives its words; empty words mean that nothing is recorded."""
    return {
        "age": lambda _case, w: asked.age.words(w) if asked.age else "",
        "mass_levels": lambda case, _w: level_range(mass_levels(case)),
        "open_side": lambda case, w: side_words(open_side(case), w),
        "hinge_side": lambda case, w: side_words(hinge_side(case), w),
        "motor_deficit": lambda _case, w: _motor(asked, w),
        "power": _power,
        "mjoa": _mjoa,
        "planning_mri": lambda _case, w: _mri(asked, w),
        "pressure_target": target_words,
        "allowable_loss": lambda case, w: _allowable(case, asked, w),
        "allergies": allergies_line,
        "antithrombotics": antithrombotic_line,
        "antibiotic": _antibiotic,
        "steroid": lambda case, w: join(
            [said(case, "plan.medicines.steroid", w), said(case, "plan.medicines.steroid_details", w)], ", "
        ),
        "lab_tests": _labs,
        "consent_missing": consent_missing,
        "consent_form": lambda _case, w: consent_form(asked, w),
        "plan_changes": lambda _case, w: changed_words(asked, w),
        "weight_band": lambda _case, w: _band(asked, w),
    }


def _motor(asked: Asked, w: Words) -> str:
    held = motor_deficit(asked)
    return lower_first(w(held.words), w) if held else ""


def _power(case: Case, w: Words) -> str:
    examination = baseline_examination(case)
    return power_line(case, examination, w) if examination else ""


def _mjoa(case: Case, w: Words) -> str:
    examination = baseline_examination(case)
    total = None if examination is None else mjoa_total(examination)
    return "" if total is None else w("{total} of 18").format(total=total)


def _mri(asked: Asked, w: Words) -> str:
    on = planning_mri(asked)
    return w.date(on) if on else ""


def _allowable(case: Case, asked: Asked, w: Words) -> str:
    both = allowable_loss_ml(case, asked.on)
    if both is None:
        return ""
    return with_unit(
        w("{low} to {high}").format(low=both[0], high=both[1]) if both[0] != both[1] else str(both[0]), "mL"
    )


def _antibiotic(case: Case, w: Words) -> str:
    path = "plan.medicines."
    return join([said(case, path + "antibiotic", w), said(case, path + "antibiotic_dose_mg", w)], " ")


def _labs(case: Case, w: Words) -> str:
    done = [lower_first(w(lab.test.words), w) for lab in case.history.bone.labs if lab.test and lab.result is not None]
    return ", ".join(done)


def _band(asked: Asked, w: Words) -> str:
    band = band_of(asked)
    if band is None:
        return ""
    low, high = (w.number(one, 1) for one in band)
    return with_unit(w("{low} to {high}").format(low=low, high=high), "kg")
