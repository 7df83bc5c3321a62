"""What the safety checklist prints beside its boxes: facts of the case, each in one line, none of them a tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hcplanner.case import Case
from hcplanner.case.plan import Event
from hcplanner.case.plan_theatre import Signal
from hcplanner.documents.specimen_rows import pots
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge import brief, facts
from hcplanner.knowledge.cautions import allergies_line, antithrombotic_line, latex_line
from hcplanner.knowledge.facts import join, not_recorded
from hcplanner.knowledge.theatre_lines import level_check_line


def checklist_facts(case: Case, w: Words) -> Mapping[str, Any]:
    """The lines by name; one without a record says so."""

    def told(line: str) -> str:
        return line[:1].upper() + line[1:] if line else not_recorded(w)

    losses = [one for one in case.plan.contingencies if one.event is Event.SIGNAL_LOSS]
    first = [facts.said(case, f"plan.contingencies[{one.id}].first_action", w) for one in losses]
    limits = [facts.said(case, f"plan.contingencies[{one.id}].limit", w) for one in losses]
    position = facts.said(case, "plan.positioning.position", w)
    holder = facts.said(case, "plan.positioning.head_holder", w)
    labels = [f"{pot.letter}: {pot.label.rsplit(': ', 1)[-1]}" for pot in pots(case, w) if pot.label]
    return {
        "sides": told(facts.sides_line(case, w)),
        "levels": told(facts.levels_line(case, w)),
        "allergies": told(join([allergies_line(case, w), latex_line(case, w)])),
        "blood": told(brief.blood_line(case, w)),
        "position": join([position or not_recorded(w), lower_first(holder, w) or w("head holder: not recorded")]),
        "clotting": told(antithrombotic_line(case, w)),
        "antibiotic": told(brief.antibiotic_line(case, w)),
        "must_not": told(join(brief.prohibitions(case, w))),
        "implants": told(brief.implants_line(case, w)),
        "pressure": brief.pressure_line(case, w),
        "level_check": level_check_line(case, w),
        "specimens": told(join(labels)),
        "monitored": case.plan.monitoring.modalities != {Signal.NONE},
        "people": brief.people(case, w),
        "rescue": join([*first, *limits]),
    }
