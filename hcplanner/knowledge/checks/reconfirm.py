"""The check of the plan against the last consent form that was issued."""

from hcplanner.case import Case
from hcplanner.fields import NoSuchField, get_at
from hcplanner.i18n import ENGLISH, Words
from hcplanner.knowledge.checks.truth import Asked, Verdict
from hcplanner.knowledge.past import CONSENT, change_words, plan_changes


def plan_changed_after_consent(asked: Asked) -> Verdict:
    """Level, side, extent, approach or procedure differ from what the last issued consent form named."""
    return bool(plan_changes(asked.case, asked.past, ENGLISH))


def consent_form(asked: Asked, w: Words) -> str:
    """Which form the plan is held against; empty when none was issued."""
    form = asked.past.last(CONSENT)
    return w("revision {n}").format(n=form.revision) if form else ""


def changed_words(asked: Asked, w: Words) -> str:
    """What differs, from what to what."""
    return "; ".join(change_words(one, w) for one in plan_changes(asked.case, asked.past, w))


def changed_places(asked: Asked) -> tuple[str, ...]:
    """The fields that differ; of an entry that is gone, its list."""
    return tuple(dict.fromkeys(_place(asked.case, one.path) for one in plan_changes(asked.case, asked.past, ENGLISH)))


def _place(case: Case, path: str) -> str:
    try:
        get_at(case, path)
    except NoSuchField:
        return path.partition("[")[0]
    return path
