"""The outcome addendum: nothing unrecorded is "as planned", differences stand out, follow-ups keep their gaps."""

from __future__ import annotations

import msgspec
import pytest

from hcplanner.actions import printing
from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.case.outcome_operation import PlannedItem
from hcplanner.documents.outcome_rows import outcome_on_paper
from hcplanner.fields import declared_at, get_at, recorded, set_at
from hcplanner.fields.show import show
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.done_against_planned import Verdict, done_against_planned
from hcplanner.knowledge.planned_and_done import ROWS
from tests.cases import random_case
from tests.documents.test_documents import folded, read

ADULT = load_example("adult-ossified-ligament")


@pytest.mark.requirement("R48")
def test_an_empty_outcome_prints_short_and_says_so():
    words = read(load_example("blank"), "outcome")
    assert "Nooperationisrecordedyet" in words
    assert "Asplanned" not in words
    assert "Operationnote" not in words


@pytest.mark.requirement("R48")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.item.value)
def test_a_side_that_is_not_recorded_is_never_as_planned(row):
    for seed in range(12):
        case = random_case(seed)
        for one in done_against_planned(case, ENGLISH):
            if one.item is row.item and not (one.planned and one.done):
                assert one.verdict in (Verdict.NOT_RECORDED, Verdict.DIFFERENT)
    for path in row.covers:
        case = set_at(ADULT, path, declared_at(Case, path).default)
        bare = _without_deviations(case)
        for one in done_against_planned(bare, ENGLISH):
            if one.item is row.item and not one.done:
                assert one.verdict is Verdict.NOT_RECORDED


@pytest.mark.requirement("R46")
def test_every_difference_of_a_choice_is_said(full):
    """Whatever the two sides hold, the verdict is what the stored values say, in the words of the same fields."""
    pairs = {
        PlannedItem.LEVELS: ("plan.decompression.levels", "outcome.done.levels"),
        PlannedItem.OPERATION: ("plan.operation.procedures", "outcome.done.procedures"),
        PlannedItem.EXTENT: ("plan.resection.extent", "outcome.done.extent"),
        PlannedItem.POSITION: ("plan.positioning.position", "outcome.done.position"),
        PlannedItem.FIXATION: ("plan.fixation.plan", "outcome.done.fixation"),
    }
    for seed in range(200 if full else 30):
        case = _without_deviations(random_case(seed))
        rows = {one.item: one for one in done_against_planned(case, ENGLISH)}
        for item, (planned, done) in pairs.items():
            held = [get_at(case, path) for path in (planned, done)]
            empty = [declared_at(Case, path).is_empty(one) for path, one in zip((planned, done), held, strict=True)]
            expected = (
                Verdict.NOT_RECORDED if any(empty) else Verdict.AS_PLANNED if held[0] == held[1] else Verdict.DIFFERENT
            )
            assert rows[item].verdict is expected
            for path, one, told in zip((planned, done), held, (rows[item].planned, rows[item].done), strict=True):
                assert told == show(declared_at(Case, path), one, ENGLISH)


@pytest.mark.parametrize(
    ("path", "value", "item", "verdict"),
    [
        ("outcome.done.levels", ["C4", "C5"], PlannedItem.LEVELS, Verdict.DIFFERENT),
        ("outcome.done.open_side", "left", PlannedItem.OPEN_SIDE, Verdict.DIFFERENT),
        ("outcome.done.technique", "double_door", PlannedItem.OPEN_SIDE, Verdict.DIFFERENT),
        ("outcome.done.dura", "torn", PlannedItem.DURA, Verdict.DIFFERENT),
        ("outcome.done.dura", "intact", PlannedItem.DURA, Verdict.AS_PLANNED),
        ("outcome.done.dura", "ossified", PlannedItem.DURA, Verdict.NOT_SETTLED),
        ("outcome.done.on", "2026-10", PlannedItem.DATE, Verdict.NOT_SETTLED),
        ("outcome.done.on", "2026-10-08", PlannedItem.DATE, Verdict.DIFFERENT),
        ("outcome.done.surgeon", "Dr EXAMPLE Other", PlannedItem.SURGEON, Verdict.NOT_COMPARED),
        ("outcome.done.blood_loss_ml", 301, PlannedItem.BLOOD_LOSS, Verdict.DIFFERENT),
        ("outcome.done.level_shown", "not_known", PlannedItem.LEVEL_CHECK, Verdict.NOT_SETTLED),
        ("outcome.course.closed_at", "2026-10-07T13:00", PlannedItem.DURATION, Verdict.DIFFERENT),
        ("outcome.course.closed_at", "2026-10-07", PlannedItem.DURATION, Verdict.NOT_RECORDED),
    ],
)
def test_the_verdict_follows_what_was_done(path, value, item, verdict):
    rows = {one.item: one for one in done_against_planned(_without_deviations(set_at(ADULT, path, value)), ENGLISH)}
    assert rows[item].verdict is verdict


def test_a_recorded_deviation_stands_with_its_reason_and_who_was_told():
    rows = [one for one in done_against_planned(ADULT, ENGLISH) if one.verdict is Verdict.DIFFERENT]
    assert {one.item for one in rows} == {PlannedItem.PRESSURE, PlannedItem.OTHER}
    assert all(one.reason and one.told for one in rows)
    assert "Narrow lamina of C6" in rows[1].reason


def test_what_is_recorded_of_the_outcome_is_on_the_addendum():
    words = read(ADULT, "outcome")
    for member, value in recorded(ADULT):
        if member.path.startswith("outcome.") and ".deviations[" not in member.path:
            told = show(member, value, ENGLISH)
            lower = told[:1].lower() + told[1:]
            known = folded(told) in words or folded(lower) in words
            assert known or member.path.startswith("outcome.follow_up"), (member.path, told)


def test_a_zone_not_sampled_is_not_absent():
    case = set_at(ADULT, "outcome.pathology.inner_found", "not_sampled")
    case = set_at(case, "outcome.pathology.middle_found", None)
    zones = outcome_on_paper(case, ENGLISH).zones
    assert [zone.found for zone in zones] == ["Present", "", "Not sampled"]


def test_the_addendum_becomes_final_without_pathology_or_follow_up():
    """The operation note cannot wait for the laboratory."""
    outcome = msgspec.structs.replace(
        ADULT.outcome, pathology=type(ADULT.outcome.pathology)(), follow_up=(), complications=()
    )
    case = msgspec.structs.replace(ADULT, outcome=outcome)
    assert printing.missing_for_final(case, "outcome") == ()
    assert "thisdoesnotmeanthattherewasnone" in read(case, "outcome")


def _without_deviations(case: Case) -> Case:
    done = msgspec.structs.replace(case.outcome.done, deviations=())
    return msgspec.structs.replace(case, outcome=msgspec.structs.replace(case.outcome, done=done))
