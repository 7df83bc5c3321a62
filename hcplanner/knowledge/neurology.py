"""Which examination is the current baseline, and its limb power in one line, the old deficit apart from the new."""

from hcplanner.case import Case
from hcplanner.case.anatomy import Limb
from hcplanner.case.examination import ExaminationRecord, Power, Purpose
from hcplanner.fields import Answer
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import moment
from hcplanner.knowledge.facts import join, marked, said
from hcplanner.knowledge.scores import mjoa

_BEFORE = (Purpose.BASELINE, Purpose.CHANGE, Purpose.REFERRAL, None)


def baseline_examination(case: Case) -> ExaminationRecord | None:
    """The latest examination made as baseline, else the latest of any before the operation; None when there is none.

    One made after a change counts as a baseline: the operation meets that state, not the better one before.
    """
    done = case.outcome.done.on
    made = [
        e
        for e in case.examination.examinations
        if e.purpose in _BEFORE and (done is None or moment(e.when) <= moment(done))
    ]
    if not made:
        return None
    baselines = [e for e in made if e.purpose in (Purpose.BASELINE, Purpose.CHANGE)]
    return max(baselines or made, key=lambda e: moment(e.when))


def limb_power(examination: ExaminationRecord, limb: Limb) -> Power | None:
    """The recorded power of one limb."""
    power: Power | None = getattr(examination.power, limb.value)
    return power


def power_line(case: Case, examination: ExaminationRecord, w: Words) -> str:
    """Power of the four limbs in one line; a limb without a grade says so."""
    path = f"examination.examinations[{examination.id}].power."
    return ", ".join(
        w("{limb} {power}").format(
            limb=lower_first(w(limb.words), w),
            power=lower_first(said(case, path + limb.value, w), w) or w("not recorded"),
        )
        for limb in Limb
    )


def baseline_line(case: Case, w: Words) -> str:
    """Time, examiner, power of each limb, where it is new, and the old deficit apart; empty without any record."""
    examination = baseline_examination(case)
    old = old_deficit_line(case, w)
    if examination is None:
        return join([w("no examination recorded"), old]) if old else ""
    path = f"examination.examinations[{examination.id}]."
    when = said(case, path + "when", w) or w("time not recorded")
    who = said(case, path + "examiner", w) or w("examiner not recorded")
    new = marked(limbs_in_words(examination.power.new_in, w), case, path + "power.new_in")
    return join([
        w("{when}, {who}: {power}").format(when=when, who=who, power=power_line(case, examination, w)),
        w("new deficit: {limbs}").format(limbs=new) if new else w("limbs with new deficit not recorded"),
        old or w("old deficit not recorded"),
    ])  # fmt: skip


def limbs_in_words(limbs: frozenset[Limb], w: Words) -> str:
    """Limbs in the order right arm, right leg, left arm, left leg."""
    return w.list([lower_first(w(limb.words), w) for limb in Limb if limb in limbs])


def old_deficit_line(case: Case, w: Words) -> str:
    """The long-standing deficit: pattern, side, since when, what it was put down to; empty when nobody asked."""
    old = case.history.long_standing
    if old.present is None:
        return ""
    if old.present is Answer.NO:
        return w("no old deficit")
    if old.present is not Answer.YES:
        return w("old deficit: {answer}").format(answer=lower_first(w(old.present.words), w))
    path = "history.long_standing."
    pattern = lower_first(said(case, path + "pattern", w), w) or w("pattern not recorded")
    since = said(case, path + "since", w)
    cause = lower_first(said(case, path + "cause", w), w)
    parts = [
        pattern,
        lower_first(said(case, path + "side", w), w) or w("side not recorded"),
        w("since {day}").format(day=since) if since else "",
        w("put down to {cause}").format(cause=cause) if cause else "",
    ]
    return w("old deficit: {words}").format(words=join(parts, ", "))


def mjoa_total(examination: ExaminationRecord) -> int | None:
    """The mJOA sum (Benzel 1991, 0 to 18); None while any of its four items is missing, which never counts as 0."""
    return mjoa.total(mjoa.held_items(examination.instruments))
