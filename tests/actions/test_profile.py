"""The institution chooses checks and severities and approves content; a slip in its profile is refused and named."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from hcplanner import content, profile
from hcplanner.actions import printing
from hcplanner.actions.approving import approvable
from hcplanner.actions.checking import checked, findings
from hcplanner.actions.examples import load_example
from hcplanner.actions.preferences import load_profile, profile_file, save_settings
from hcplanner.errors import BadProfile, FileMissing
from hcplanner.fields import PartialDate
from hcplanner.knowledge.checks import CHECKS
from hcplanner.knowledge.consent_elements import Jurisdiction
from hcplanner.knowledge.findings import CheckKind, Severity
from hcplanner.profile import Approval, CheckUse, Known, Profile, Review
from hcplanner.settings import Settings
from tests.documents.test_documents import text_of

BOOK = content.checks()
KNOWN = Known({entry.id for entry in BOOK.checks}, approvable())


def read(raw: Any) -> Profile:
    return profile.read(json.dumps(raw).encode(), "profile.json", KNOWN)


def test_every_check_has_its_words_and_all_words_a_check():
    assert [entry.id for entry in BOOK.checks] == sorted({entry.id for entry in BOOK.checks}, key=[
        entry.id for entry in BOOK.checks
    ].index)  # fmt: skip
    assert {entry.id for entry in BOOK.checks} == {check.__name__ for check in CHECKS}


def test_the_pack_tells_its_version_and_when_it_is_due_for_review():
    assert BOOK.version >= 1
    assert PartialDate.parse(BOOK.review_due) > PartialDate.parse(BOOK.compiled)
    for entry in BOOK.checks:
        if entry.kind is CheckKind.EVIDENCE:
            assert entry.source, f"{entry.id} rests on published evidence and names none"


@pytest.mark.parametrize("name", ["index-case", "adult-ossified-ligament"])
def test_without_the_pack_completeness_and_contradictions_stay_and_nothing_published_is_said(name: str):
    case, off = load_example(name), Profile(evidence=False)
    kinds = {entry.id: entry.kind for entry in BOOK.checks}
    with_pack = {one.id for one in findings(case)}
    without = findings(case, ours=off)
    assert {one.id for one in without} == {one for one in with_pack if kinds.get(one) is not CheckKind.EVIDENCE}
    assert not any("Published" in one.message or one.source for one in without)
    assert not checked(case, ours=off).pack.evidence


def test_the_kinds_are_all_there():
    assert {entry.kind for entry in BOOK.checks} == set(CheckKind)


def test_a_check_is_switched_off_or_given_another_severity():
    case = load_example("index-case")
    ours = read({"checks": {"fop_signs": "off", "child_view_missing": "critical", "baseline_power_missing": "info"}})
    told = {one.id: one.severity for one in findings(case, ours=ours)}
    assert "fop_signs" not in told
    assert told["child_view_missing"] is Severity.CRITICAL
    assert told["baseline_power_missing"] is Severity.INFO
    title = next(entry.title for entry in BOOK.checks if entry.id == "fop_signs")
    assert checked(case, ours=ours).pack.off == (title,)


def test_a_whole_profile_is_read():
    ours = read({
        "institution": "EXAMPLE Hospital", "department": "Neurosurgery", "evidence": False,
        "checks": {"k_line_negative": "info"},
        "approvals": {"consent": {"version": "1.0", "approved_by": "Board EXAMPLE", "approved_on": "2026-11-01"}},
    })  # fmt: skip
    assert ours == Profile(
        institution="EXAMPLE Hospital", department="Neurosurgery", evidence=False,
        checks={"k_line_negative": CheckUse.INFO},
        approvals={
            "consent": Approval(version="1.0", approved_by="Board EXAMPLE", approved_on=PartialDate(2026, 11, 1))
        },
    )  # fmt: skip
    assert read({}) == profile.DEFAULT


def test_the_wording_of_consent_is_neutral_until_a_profile_says_whose_it_is():
    assert profile.DEFAULT.jurisdiction is Jurisdiction.NEUTRAL
    for one in Jurisdiction:
        assert read({"jurisdiction": one.value}).jurisdiction is one


def test_spelling_and_who_reviewed_a_translation_are_read():
    ours = read({"spelling": "us", "reviewed_translations": {"es": {"by": "Dr EXAMPLE", "on": "2026-03-02"}}})
    assert ours.american
    assert ours.reviewed_translations == {"es": Review(by="Dr EXAMPLE", on=PartialDate(2026, 3, 2))}
    assert not profile.DEFAULT.american
    assert not profile.DEFAULT.reviewed_translations


APPROVED = {"version": "1.0", "approved_by": "Board", "approved_on": "2026-11-01"}


@pytest.mark.parametrize(
    ("raw", "paths"),
    [
        ([], {""}),
        ({"instituton": "x"}, {"instituton"}),
        ({"jurisdiction": "scotland"}, {"jurisdiction"}),
        ({"jurisdiction": ["usa"]}, {"jurisdiction"}),
        ({"institution": 3, "evidence": "no"}, {"institution", "evidence"}),
        ({"checks": {"k_line": "off", "fop_signs": "none", "weight_missing": True}},
         {"checks.k_line", "checks.fop_signs", "checks.weight_missing"}),
        ({"checks": ["fop_signs"]}, {"checks"}),
        ({"approvals": {"letter": APPROVED}}, {"approvals.letter"}),
        ({"approvals": {"consent": {**APPROVED, "approved_on": "last week"}}}, {"approvals.consent"}),
        ({"approvals": {"consent": {**APPROVED, "approved_on": "2026-02-30"}}}, {"approvals.consent"}),
        ({"approvals": {"consent": {**APPROVED, "approved_by": " "}}}, {"approvals.consent"}),
        ({"approvals": {"consent": {"version": "1.0"}}}, {"approvals.consent"}),
        ({"approvals": {"consent": {**APPROVED, "note": "x"}}}, {"approvals.consent"}),
        ({"spelling": "american"}, {"spelling"}),
        ({"spelling": None}, {"spelling"}),
        ({"reviewed_translations": {"en": {"by": "Dr EXAMPLE", "on": "2026-03-02"}}}, {"reviewed_translations.en"}),
        ({"reviewed_translations": {"es": {"by": "Dr EXAMPLE"}}}, {"reviewed_translations.es"}),
        ({"reviewed_translations": {"es": {"by": " ", "on": "2026-03-02"}}}, {"reviewed_translations.es"}),
        ({"reviewed_translations": {"es": {"by": "Dr EXAMPLE", "on": "March"}}}, {"reviewed_translations.es"}),
        ({"reviewed_translations": {"es": {"by": "Dr EXAMPLE", "on": "2026-02-30"}}}, {"reviewed_translations.es"}),
    ],
)  # fmt: skip
def test_every_slip_is_named_and_nothing_is_passed_over(raw: Any, paths: set[str]):
    with pytest.raises(BadProfile) as refused:
        read(raw)
    assert {reason.path for reason in refused.value.reasons} == paths
    assert all(reason.reason for reason in refused.value.reasons)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"institution: EXAMPLE"])
def test_what_is_not_json_is_refused(data: bytes):
    with pytest.raises(BadProfile, match="JSON"):
        profile.read(data, "profile.json", KNOWN)


def test_the_profile_lies_beside_the_settings_or_where_they_say(tmp_path: Path):
    assert replace(load_profile(), templates="") == profile.DEFAULT
    beside = profile_file(Settings())
    beside.parent.mkdir(parents=True, exist_ok=True)
    beside.write_text('{"institution": "Beside"}')
    assert load_profile().institution == "Beside"
    shared = tmp_path / "shared profile.json"
    save_settings(Settings(profile=str(shared)))
    with pytest.raises(FileMissing):
        load_profile()
    shared.write_text('{"institution": "Shared"}')
    assert load_profile().institution == "Shared"
    shared.write_text('{"institution": 1}')
    with pytest.raises(BadProfile, match=r"shared profile\.json"):
        load_profile()


def approving(*names: str, **versions: str) -> Profile:
    used = approvable() | versions
    return Profile(approvals={
        name: Approval(version=used[name], approved_by=f"Board EXAMPLE {name}", approved_on=PartialDate(2026, 11, 1))
        for name in names
    })  # fmt: skip


def printed(name: str, ours: Profile) -> tuple[str, int]:
    data = printing.make(load_example("index-case"), name, ours=ours)
    words = text_of(data)
    return words, words.count("Page 1 of ") and max(n for n in range(1, 30) if f"Page {n} of" in words)


@pytest.mark.requirement("R63")
@pytest.mark.parametrize(("name", "other"), [("operative-plan", "evidence"), ("consent", "risks")])
def test_every_page_says_by_whom_and_when_its_content_was_approved_or_that_it_was_not(name: str, other: str):
    words, pages = printed(name, approving(name, other))
    assert words.count(f"Board EXAMPLE {name}") == words.count(f"Board EXAMPLE {other}") == pages
    assert words.count("01-Nov-2026" if name == "operative-plan" else "1 November 2026") >= pages
    assert "not approved" not in words
    for half in (approving(), approving(name), approving(other), approving(name, other, **{other: "0"})):
        words, pages = printed(name, half)
        assert words.count("not approved for clinical use here") == pages
        assert "Board EXAMPLE" not in words


@pytest.mark.requirement("R63")
def test_a_plan_without_the_pack_needs_no_approval_of_it():
    ours = msgspec.structs.replace(approving("operative-plan"), evidence=False)
    assert "not approved" not in printed("operative-plan", ours)[0]


def test_the_institution_stands_on_its_paper():
    assert "EXAMPLE Hospital, Neurosurgery" in printed(
        "consent", Profile(institution="EXAMPLE Hospital", department="Neurosurgery")
    )[0]  # fmt: skip
