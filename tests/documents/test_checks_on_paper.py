"""The plan prints what the checks found and what was set aside, by whom, when and why; a final needs the answers."""

from io import BytesIO

import msgspec
import pikepdf
import pytest

from hcplanner.actions import answering, printing
from hcplanner.actions.checking import checked, findings
from hcplanner.actions.examples import load_example
from hcplanner.actions.printing import Issue, Kind
from hcplanner.actions.summary import summary_lines
from hcplanner.case import Case
from hcplanner.errors import NotFinal
from hcplanner.fields import set_at
from hcplanner.knowledge.findings import Finding, Severity
from hcplanner.opencase import OpenCase
from hcplanner.profile import CheckUse, Profile
from tests.documents import oracle
from tests.documents.test_documents import folded, read

INDEX = load_example("index-case")
COMPLETE = load_example("adult-ossified-ligament")
REASON = "Sedated for transfer; the parents describe all four limbs."


def set_aside(case: Case, *ids: str) -> Case:
    opened = OpenCase(case)
    for one in findings(case):
        if one.id in ids:
            answering.set_aside(opened, one, REASON, "Dr EXAMPLE (consultant)")
    return opened.case


def of(case: Case, severity: Severity) -> list[Finding]:
    return [one for one in findings(case) if one.severity is severity]


def test_the_plan_tells_each_critical_finding_with_source_and_limits_and_each_caution_with_its_question():
    words = read(INDEX, "operative-plan")
    checks = words[words.rindex(folded("Evidence pack")) - 4000 :]
    assert len(of(INDEX, Severity.CRITICAL)) == 2
    for one in of(INDEX, Severity.CRITICAL):
        assert folded(f"{one.title}. {one.message}") in checks
        assert folded(one.source) in checks
        assert folded(one.limits) in checks
    for one in of(INDEX, Severity.CAUTION):
        assert folded(f"{one.title}. {one.question}") in checks
        assert folded(one.message) not in words, "a published statement stands with its source or not at all"
    assert folded("Evidence pack 1 of 22-Nov-2026, review due 22-Nov-2027.") in words


def test_what_was_set_aside_is_printed_with_who_when_and_why():
    case = set_aside(INDEX, "baseline_power_missing", "child_view_missing")
    words = read(case, "operative-plan")
    assert words.count(folded(f"{REASON}")) == 2
    assert words.count(folded("Set aside by Dr EXAMPLE (consultant), ")) == 2
    assert folded("Critical, set aside: Power of each limb") in words
    (given, _) = case.answers
    day = given.when[8:10]
    assert folded(f"(consultant), {day}-") in words


def test_an_answer_whose_facts_have_changed_is_told_as_such_and_counts_no_more():
    case = set_aside(INDEX, "fop_signs")
    lesion = case.imaging.lesions[0]
    changed = set_at(case, f"imaging.lesions[{lesion.id}].density", "ossified")
    words = read(changed, "operative-plan")
    assert folded("The facts have changed since it was set aside by Dr EXAMPLE (consultant)") in words
    assert "fop_signs" in {one.id for one in checked(changed).awaiting}


def test_the_line_of_what_is_outstanding_holds_only_what_is_open():
    titles = [one.title for one in of(INDEX, Severity.CRITICAL)]
    before = summary_lines(INDEX)[14].text.lower()
    assert all(title.lower() in before for title in titles)
    after = summary_lines(set_aside(INDEX, *(one.id for one in of(INDEX, Severity.CRITICAL))))[14].text.lower()
    assert not any(title.lower() in after for title in titles)
    assert folded(summary_lines(set_aside(INDEX, "fop_signs"))[14].text) in read(
        set_aside(INDEX, "fop_signs"), "operative-plan"
    )


def test_a_case_with_nothing_found_says_so_without_calling_it_safe():
    words = read(COMPLETE, "operative-plan")
    assert folded("No critical finding and no caution. That is no statement about the plan.") in words


def test_a_pack_or_a_check_that_is_off_is_said_on_the_plan():
    ours = Profile(evidence=False, checks={"child_view_missing": CheckUse.OFF})
    with pikepdf.open(BytesIO(printing.make(INDEX, "operative-plan", ours=ours))) as pdf:
        words = oracle.inspect(pdf).text
    assert folded("The evidence pack is switched off here") in words
    assert folded("Switched off here: The child's own view is not written down.") in words
    assert "Kitterman" not in words


CONTRADICTION = set_at(COMPLETE, "plan.pressure.rescue", 20)


def critical(case: Case) -> tuple[str, ...]:
    return tuple(one.id for one in checked(case).awaiting)


@pytest.mark.requirement("R3")
def test_a_final_plan_needs_an_answer_to_each_open_critical_finding():
    case, ours = CONTRADICTION, Profile(checks={"rescue_pressure_too_low": CheckUse.CRITICAL})
    open_ones = checked(case, ours=ours).awaiting
    assert open_ones, "the case is made to raise one"
    with pytest.raises(NotFinal) as refused:
        printing.make(case, "operative-plan", Issue(kind=Kind.FINAL), ours=ours)
    assert {reason.label for reason in refused.value.reasons} == {one.title for one in open_ones}
    assert {reason.path for reason in refused.value.reasons} == {one.paths[0] for one in open_ones}
    assert printing.missing_for_final(case, "operative-plan", ours=ours) == refused.value.reasons
    assert printing.make(case, "operative-plan", ours=ours).startswith(b"%PDF")
    emergency = printing.make(case, "operative-plan", Issue(kind=Kind.EMERGENCY), ours=ours)
    assert emergency.startswith(b"%PDF")
    answered = set_aside(case, *(one.id for one in open_ones))
    assert printing.make(answered, "operative-plan", Issue(kind=Kind.FINAL), ours=ours).startswith(b"%PDF")


@pytest.mark.requirement("R3")
def test_a_final_consent_form_minds_the_findings_about_consent_alone():
    ours = Profile(checks={"rescue_pressure_too_low": CheckUse.CRITICAL})
    assert checked(CONTRADICTION, ours=ours).awaiting
    assert printing.missing_for_final(CONTRADICTION, "consent", ours=ours) == ()
    consent = COMPLETE.consent
    assert consent.risks, "the example changes its list of risks"
    bare = msgspec.structs.replace(consent.risks[0], change=None)
    left_out = set_at(
        msgspec.structs.replace(COMPLETE, consent=msgspec.structs.replace(consent, risks=(bare,))),
        f"consent.risks[{bare.id}].change", "removed",
    )  # fmt: skip
    left_out = set_at(left_out, f"consent.risks[{bare.id}].reason", "")
    assert critical(left_out) == ("risk_left_out_without_reason",)
    (reason,) = printing.missing_for_final(left_out, "consent")
    assert reason.path.startswith("consent.risks")
    assert printing.missing_for_final(set_aside(left_out, *critical(left_out)), "consent") == ()
