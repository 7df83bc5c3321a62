"""A finding is open, answered, or answered for facts that have changed since; only an answer that fits counts."""

import gettext

import msgspec
import pytest
from hypothesis import given

from hcplanner import content
from hcplanner.actions.checking import checked, findings
from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.case.answers import FindingAnswer, facts_at
from hcplanner.fields import put_items, set_at
from hcplanner.i18n import Words
from hcplanner.knowledge.answers import Standing, weigh
from hcplanner.knowledge.checks import findings as all_findings
from hcplanner.knowledge.findings import Finding, Severity, holes
from tests.knowledge.cases import case_of, cases

WHEN = "2026-11-22T18:05:00+01:00"


def answered(case: Case, finding: Finding) -> Case:
    given = FindingAnswer(finding=finding.id, reason="EXAMPLE reason", who="Dr EXAMPLE", when=WHEN, facts=finding.facts)
    return msgspec.structs.replace(case, answers=(*case.answers, given))


def standing(case: Case, name: str) -> Standing:
    return next(one.standing for one in weigh(case, findings(case)) if one.finding.id == name)


def found(case: Case, name: str) -> Finding:
    return next(one for one in findings(case) if one.id == name)


SAME_SIDES = case_of({
    "plan.operation.procedures": ["laminoplasty"],
    "plan.laminoplasty": {"technique": "open_door", "open_side": "left", "hinge_side": "left"},
})  # fmt: skip


def test_an_answer_holds_while_its_facts_do_and_lapses_when_they_change():
    case = answered(SAME_SIDES, found(SAME_SIDES, "hinge_is_open_side"))
    assert standing(SAME_SIDES, "hinge_is_open_side") is Standing.OPEN
    assert standing(case, "hinge_is_open_side") is Standing.ANSWERED
    other = set_at(set_at(case, "plan.laminoplasty.open_side", "right"), "plan.laminoplasty.hinge_side", "right")
    assert standing(other, "hinge_is_open_side") is Standing.LAPSED
    back = set_at(set_at(other, "plan.laminoplasty.open_side", "left"), "plan.laminoplasty.hinge_side", "left")
    assert standing(back, "hinge_is_open_side") is Standing.ANSWERED


def test_an_unrelated_change_leaves_an_answer_as_it_is():
    case = answered(SAME_SIDES, found(SAME_SIDES, "hinge_is_open_side"))
    for path, value in (("patient.surname", "EXAMPLE"), ("plan.blood.expected_loss_ml", 300)):
        case = set_at(case, path, value)
        assert standing(case, "hinge_is_open_side") is Standing.ANSWERED


def test_only_an_answer_that_fits_is_counted_as_one():
    case = load_example("index-case")
    assert [one.severity for one in checked(case).awaiting] == [Severity.CRITICAL] * 2
    first, second = checked(case).awaiting
    half = answered(case, first)
    assert checked(half).outstanding == (second.title,)
    assert checked(answered(half, second)).awaiting == ()
    stale = set_at(half, *_change_of(first.id))
    assert first.title in checked(stale).outstanding


def _change_of(name: str) -> tuple[str, object]:
    assert name == "baseline_power_missing"
    return "plan.operation.procedures", ["laminoplasty"]


def test_each_entry_of_a_list_counts_among_the_facts():
    case = case_of({"imaging.lesions": [{"id": "m", "side": "left"}], "plan.pathology.specimens": [
        {"id": "p", "side": "right"}
    ]})  # fmt: skip
    case = answered(case, found(case, "specimen_elsewhere"))
    more = put_items(case, "imaging.lesions", (*case.imaging.lesions, msgspec.structs.replace(
        case.imaging.lesions[0], id="n"
    )))  # fmt: skip
    assert standing(case, "specimen_elsewhere") is Standing.ANSWERED
    assert standing(more, "specimen_elsewhere") is Standing.LAPSED


def test_findings_about_one_value_are_answered_one_by_one():
    case = case_of({"plan.blood.haemoglobin": 12, "patient.size.weight": {"value": 360}})
    names = [one.id for one in findings(case) if one.id.startswith("outside_range:")]
    assert len(names) == 2
    case = answered(case, found(case, names[0]))
    assert [standing(case, name) for name in names] == [Standing.ANSWERED, Standing.OPEN]


def test_a_text_kept_unread_is_a_fact_too():
    one = case_of({"unread": {"patient.born": "third of April"}})
    two = case_of({"unread": {"patient.born": "fourth of April"}})
    assert facts_at(one, ["patient.born"]) != facts_at(two, ["patient.born"]) != facts_at(Case(), ["patient.born"])
    case = answered(one, found(one, "unread:patient.born"))
    assert standing(case, "unread:patient.born") is Standing.ANSWERED
    other = msgspec.structs.replace(case, unread=two.unread)
    assert standing(other, "unread:patient.born") is Standing.LAPSED


@given(cases)
def test_one_answer_to_each_finding_leaves_nothing_open(case: Case):
    told = findings(case)
    assert len({one.id for one in told}) == len(told)
    for one in told:
        case = answered(case, one)
    assert {one.standing for one in weigh(case, findings(case))} <= {Standing.ANSWERED}
    assert checked(case).awaiting == ()


@pytest.mark.parametrize("name", ["index-case", "adult-ossified-ligament"])
def test_the_facts_do_not_hang_on_the_language(name: str):
    class Shouted(Words):  # a language in which every word is another
        def __call__(self, message: str) -> str:
            return super().__call__(message).upper()

    case = load_example(name)
    loud = all_findings(case, content.checks(), Shouted("en", gettext.NullTranslations()))
    assert {one.id: one.facts for one in loud} == {one.id: one.facts for one in findings(case)}


def test_all_that_a_message_records_is_among_the_facts():
    """Changing whatever the message shows makes the answer lapse, not only what the click leads to."""
    entry = next(one for one in content.checks().checks if one.id == "level_check_plan_missing")
    assert "plan.operation.procedures" in holes(entry.message)
    assert "plan.operation.procedures" not in entry.paths
    case = case_of({"plan.operation.procedures": ["laminoplasty"], "plan.operation.approach": "posterior"})
    case = answered(case, found(case, entry.id))
    assert standing(set_at(case, "plan.operation.procedures", ["laminectomy"]), entry.id) is Standing.LAPSED
