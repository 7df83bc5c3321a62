"""A plan that changed after the consent form: told on the screen's checks and on every page, until it fits again."""

import random
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hcplanner import content, shipped
from hcplanner.actions import issuing, printing
from hcplanner.actions.checking import checked
from hcplanner.actions.examples import example_names, load_example
from hcplanner.actions.past import past_of
from hcplanner.actions.printing import Issue, Kind
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.case.anatomy import Side, Vertebra
from hcplanner.documents import declarations, render
from hcplanner.documents.engine import make_pdf
from hcplanner.errors import NotFinal
from hcplanner.fields import get_at, leaves, set_at
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.past import CONSENT, CONSENTED, NOTHING, Issued, Past, change_words, plan_changes
from hcplanner.storage.files import Source
from tests.cases import random_value
from tests.documents.paper import all_faults

FINAL = Issue(kind=Kind.FINAL)
NAMES = [one.name for one in printing.documents()]
PLAN = load_example("adult-ossified-ligament")
CHANGED = "Plan changed after this form: reconfirm with the patient"


def consented(case: Case, head: str = "ab" * 32) -> Past:
    """The past of a case whose consent form was made final as it is."""
    return Past(head=head, issued=(Issued(document=CONSENT, kind="final", revision=1, when="", case=case),))


def pages(data: bytes) -> list[str]:
    """The words of each page."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def _places(case: Case) -> list[str]:
    """Every field that was agreed to, in the entries that the case has."""
    found = []
    for path in sorted(CONSENTED):
        list_path, inside, rest = path.partition("[].")
        ids = [item.id for item in get_at(case, list_path)] if inside else [""]
        found += [f"{list_path}[{ident}].{rest}" if inside else path for ident in ids]
    return found


def test_what_is_agreed_to_is_declared():
    assert {member.path for member in leaves(Case)} >= CONSENTED


@pytest.mark.requirement("R47")
@pytest.mark.parametrize("path", _places(PLAN))
def test_each_thing_that_was_agreed_to_is_missed_when_it_changes_and_until_it_is_back(path: str):
    past, chance = consented(PLAN), random.Random(path)
    member = next(
        one for one in leaves(Case) if one.path == "[]".join(p.partition("]")[2] for p in f"]{path}".split("["))
    )
    value = next(v for v in (random_value(member, chance) for _ in range(200)) if v != get_at(PLAN, path))
    now = set_at(PLAN, path, value)
    (change,) = plan_changes(now, past, ENGLISH)
    assert change.path == path
    found = {one.finding.id: one for one in checked(now, past=past).weighed}["plan_changed_after_consent"]
    assert found.finding.severity.value == "critical"
    assert found.finding.paths[0] == path
    assert change_words(change, ENGLISH) in found.finding.message
    assert plan_changes(set_at(now, path, get_at(PLAN, path)), past, ENGLISH) == ()
    assert plan_changes(now, NOTHING, ENGLISH) == ()


def test_a_mass_that_came_or_went_is_told_and_what_is_no_part_of_the_plan_is_not():
    past = consented(PLAN)
    gone = msgspec.structs.replace(PLAN, imaging=msgspec.structs.replace(PLAN.imaging, lesions=()))
    assert {one.path.partition("[")[0] for one in plan_changes(gone, past, ENGLISH)} == {"imaging.lesions"}
    assert checked(gone, past=past).weighed
    assert plan_changes(PLAN, consented(gone), ENGLISH)
    for path, value in (("team.theatre", "7"), ("plan.note", "x"), ("patient.size.height", None)):
        assert plan_changes(set_at(PLAN, path, value), past, ENGLISH) == ()


@pytest.mark.requirement("R47")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [Kind.DRAFT, Kind.EMERGENCY])
def test_every_page_of_every_document_says_so(name: str, kind: Kind):
    now = set_at(PLAN, "plan.laminoplasty.open_side", Side.LEFT)
    past = consented(PLAN)
    told = pages(printing.make(now, name, Issue(kind=kind, past=past)))
    if name == CONSENT and kind is Kind.EMERGENCY:
        assert all("This form takes its place; the plan changed" in page for page in told)
        return
    assert all(f"Consent form of revision 1. {CHANGED}. Open side: Right → Left" in page for page in told)
    assert not any(CHANGED in page for page in pages(printing.make(PLAN, name, Issue(kind=kind, past=past))))


@pytest.mark.requirement("R50", "R47")
@pytest.mark.parametrize("name", ["operative-plan", "consent"])
@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize("everything", [False, True])
def test_the_notice_satisfies_every_judge_however_long_it_is(name: str, page: Any, everything: bool, tmp_path: Path):
    before = Case(id=PLAN.id) if everything else set_at(PLAN, "plan.decompression.levels", frozenset({Vertebra.C2}))
    plan = Issued(document=name, kind="final", revision=1, when="", case=before)
    issue = Issue(
        page=page, past=consented(before).after("cd" * 32, plan), checks=checked(PLAN, past=consented(before))
    )
    paper = render.paper(PLAN, declarations.document(shipped.templates(), name), issue, content.risks())
    about = {f: getattr(paper.about, f) for f in paper.about.__dataclass_fields__}
    assert all_faults(make_pdf(paper.markup, paper.about), paper.markup, tmp_path, **about) == []


@pytest.fixture
def agreed(tmp_path: Path) -> Source:
    """A saved case whose plan and consent form were made final."""
    case = msgspec.structs.replace(PLAN, id="0f" * 16)
    source = save(case, None, tmp_path / "a.hcplan", "Dr EXAMPLE").source
    return issuing.issue(source, ["operative-plan", "consent"], FINAL, "Dr EXAMPLE").source


@pytest.mark.requirement("R47")
def test_a_new_form_names_the_old_one_and_ends_the_notice(agreed: Source):
    now = set_at(agreed.case, "plan.decompression.levels", agreed.case.plan.decompression.levels | {Vertebra.C7})
    source = save(now, agreed, agreed.path, "Dr EXAMPLE").source
    with pytest.raises(NotFinal, match="reconfirm with the patient"):
        issuing.issue(source, ["operative-plan"], FINAL, "Dr EXAMPLE")
    done = issuing.issue(source, ["operative-plan", "consent"], FINAL, "Dr EXAMPLE")
    plan, form = (pages(data) for _, data in done.documents)
    assert all(
        "Consent form of revision 1. This form takes its place; the plan changed. Laminae: C4–C6 → C4–C7" in p
        for p in form
    )
    assert not any(CHANGED in page for page in plan + form)
    assert plan_changes(done.source.case, past_of(done.source), ENGLISH) == ()
    # The old plan comes back: now it is the new form that it no longer fits.
    back = save(
        set_at(done.source.case, "plan.decompression.levels", agreed.case.plan.decompression.levels),
        done.source, agreed.path, "Dr EXAMPLE",
    ).source  # fmt: skip
    (change,) = plan_changes(back.case, past_of(back), ENGLISH)
    assert (change.before, change.after) == ("C4–C7", "C4–C6")


def test_the_institution_may_choose_how_grave_it_is_and_an_answer_holds_for_these_changes_alone(agreed: Source):
    from hcplanner.actions.answering import set_aside
    from hcplanner.opencase import OpenCase

    window, past = OpenCase(agreed.case), past_of(agreed)
    window.set("plan.laminoplasty.open_side", Side.LEFT)
    found = next(one for one in checked(window.case, past=past).awaiting if one.id == "plan_changed_after_consent")
    set_aside(window, found, "Talked through again on the telephone", "Dr EXAMPLE")
    assert not [one for one in checked(window.case, past=past).awaiting if one.id == found.id]
    window.set("plan.laminoplasty.hinge_side", Side.RIGHT)
    assert [one for one in checked(window.case, past=past).awaiting if one.id == found.id]


@pytest.mark.requirement("R47")
def test_a_change_not_yet_saved_counts(agreed: Source):
    now = set_at(agreed.case, "plan.operation.approach", None)
    (change,) = plan_changes(now, past_of(agreed), ENGLISH)
    assert change_words(change, ENGLISH).endswith("→ not recorded")


def test_examples_have_no_past():
    for name in example_names():
        assert plan_changes(load_example(name), NOTHING, ENGLISH) == ()
