"""What happened when: every dated event of a case from its own dates, in the order of time."""

from datetime import datetime, time

import msgspec

from hcplanner.case import Case
from hcplanner.case.examination import Purpose
from hcplanner.fields import PartialDate
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import first_day, last_day, moment
from hcplanner.knowledge.facts import join, marked, said


class Event(msgspec.Struct, frozen=True):
    """One event: what happened, the date as recorded, short and in full words, and the days between which it lies.

    to_come: planned, not yet done
    """

    label: str
    when: str
    spoken: str
    on: PartialDate
    to_come: bool = False

    @property
    def first(self) -> datetime:
        """The earliest moment that is meant, in local time."""
        return datetime.combine(first_day(self.on), time(self.on.hour or 0, self.on.minute or 0))

    @property
    def last(self) -> datetime:
        """The latest moment that is meant; the same as the earliest for a time known to the minute."""
        if self.on.hour is None:
            return datetime.combine(last_day(self.on), time(23, 59))
        return datetime.combine(last_day(self.on), time(self.on.hour, 59 if self.on.minute is None else self.on.minute))


def timeline(case: Case, w: Words) -> tuple[Event, ...]:
    """The dated events, earliest first; what has no date is no event."""
    found = [
        Event(label, marked(w.date(on), case, path), marked(w.date(on, "patient"), case, path), on, to_come)
        for label, path, on, to_come in _events(case, w)
        if on is not None
    ]
    return tuple(sorted(found, key=lambda one: (moment(one.on), one.label)))


def _events(case: Case, w: Words) -> list[tuple[str, str, PartialDate | None, bool]]:
    presented, referral = case.presentation, case.presentation.referral
    trigger = lower_first(said(case, "presentation.trigger", w), w)
    what = w("Set off: {trigger}").format(trigger=trigger) if trigger else w("Set off")
    done = case.outcome.done.on
    return [
        (w("Old deficit since"), "history.long_standing.since", case.history.long_standing.since, False),
        (w("Trouble began"), "presentation.onset", presented.onset, False),
        (what, "presentation.trigger_date", presented.trigger_date, False),
        (w("Last worsening"), "presentation.last_worsening", presented.last_worsening, False),
        (w("Referred"), "presentation.referral.referred_on", referral.referred_on, False),
        (w("First seen"), "presentation.referral.seen_on", referral.seen_on, False),
        (w("Admitted"), "presentation.referral.admitted_on", referral.admitted_on, False),
        *_imaging(case, w),
        *_examinations(case, w),
        (w("Urgency decided"), "assessment.urgency.decided_at", case.assessment.urgency.decided_at, False),
        (w("Consent talk"), "consent.talk.first_talk", case.consent.talk.first_talk, False),
        (w("Consent signed"), "consent.signed_on", case.consent.signed_on, False),
        (w("Operation planned"), "team.planned_for", case.team.planned_for, done is None),
        (w("Operation done"), "outcome.done.on", done, False),
        (w("Pathology reported"), "outcome.pathology.on", case.outcome.pathology.on, False),
        *_afterwards(case, w),
    ]


def _imaging(case: Case, w: Words) -> list[tuple[str, str, PartialDate | None, bool]]:
    """Studies of one day share one event."""
    days: dict[PartialDate, list[tuple[str, str]]] = {}
    for study in case.imaging.studies:
        if study.on is not None:
            path = f"imaging.studies[{study.id}]."
            days.setdefault(study.on, []).append((said(case, path + "modality", w) or w("imaging"), path + "on"))
    return [
        (join(list(dict.fromkeys(name for name, _ in held)), ", "), held[0][1], on, False) for on, held in days.items()
    ]


def _examinations(case: Case, w: Words) -> list[tuple[str, str, PartialDate | None, bool]]:
    named = {
        None: w("Examined"),
        Purpose.REFERRAL: w("Examined at referral"),
        Purpose.BASELINE: w("Examined, baseline"),
        Purpose.CHANGE: w("Examined after a change"),
        Purpose.AFTER: w("Examined after operation"),
    }
    return [
        (named[one.purpose], f"examination.examinations[{one.id}].when", one.when, False)
        for one in case.examination.examinations
    ]


def _afterwards(case: Case, w: Words) -> list[tuple[str, str, PartialDate | None, bool]]:
    found = []
    for complication in case.outcome.complications:
        path = f"outcome.complications[{complication.id}]."
        kind = lower_first(said(case, path + "complication", w), w) or w("kind not recorded")
        found.append((w("Complication: {kind}").format(kind=kind), path + "on", complication.on, False))
    for visit in case.outcome.follow_up:
        path = f"outcome.follow_up[{visit.id}]."
        point = lower_first(said(case, path + "point", w), w)
        label = w("Follow-up, {point}").format(point=point) if point else w("Follow-up")
        found.append((label, path + "on", visit.on, False))
    return found
