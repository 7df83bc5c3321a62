"""Finals from the command line: issued into the file, listed, and given again."""

import json
from pathlib import Path

import pytest

from hcplanner.actions.examples import example_pictures, load_example
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.case.anatomy import Vertebra
from hcplanner.fields import set_at
from tests.test_cli import run

__all__ = ["run"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    name = "adult-ossified-ligament"
    save(load_example(name), None, tmp_path / "a.hcplan", "Dr EXAMPLE", attach=example_pictures(name))
    return tmp_path / "a.hcplan"


@pytest.mark.requirement("R61", "R16")
def test_finals_are_issued_listed_and_given_again(run, path: Path, tmp_path: Path):
    assert run("documents", path).out == "No document was issued from this case.\n"
    made = run(
        "print", path, "--document", "consent", "--document", "operative-plan", "--final", "--to", tmp_path / "o"
    )
    assert (made.code, made.err) == (0, "")
    assert made.out.splitlines() == [str(tmp_path / "o" / f"a-{name}.pdf") for name in ("consent", "operative-plan")]
    listed = run("documents", path)
    assert listed.err == ""
    assert [line.partition(",")[0] for line in listed.out.splitlines()] == ["1. Consent form", "2. Operative plan"]
    told = json.loads(run("documents", path, "--json").out)
    assert [(one["number"], one["document"], one["kind"], one["current"], one["kept"]) for one in told] == [
        (1, "consent", "final", True, True), (2, "operative-plan", "final", True, True),
    ]  # fmt: skip
    again = run("reprint", path, "1", "--to", tmp_path / "again")
    assert again.out == f"{tmp_path / 'again' / 'a-consent-1.pdf'}\n"
    assert (tmp_path / "again" / "a-consent-1.pdf").read_bytes() == (tmp_path / "o" / "a-consent.pdf").read_bytes()
    assert run("reprint", path, "9").code == 9
    assert run("show", path).err == ""


def test_an_emergency_issue_is_kept_too_and_never_both(run, tmp_path: Path):
    file = tmp_path / "x.hcplan"
    run("new", file)
    assert run("print", file, "--emergency", "--to", tmp_path).code == 0
    assert "emergency issue" in run("documents", file).out
    assert run("print", file, "--final", "--emergency").code == 2


@pytest.mark.requirement("R47")
def test_check_tells_of_a_plan_changed_after_the_form(run, path: Path, tmp_path: Path):
    assert run("print", path, "--document", "consent", "--final", "--to", tmp_path / "o").code == 0
    opened = open_file(path)
    levels = opened.case.plan.decompression.levels | {Vertebra.C7}
    save(set_at(opened.case, "plan.decompression.levels", levels), opened.source, path, "Dr EXAMPLE")
    assert "reconfirm" not in run("show", path).err
    told = {one["id"]: one for one in json.loads(run("check", path, "--json").out)["findings"]}
    assert "Laminae: C4–C6 → C4–C7" in told["plan_changed_after_consent"]["message"]
    assert run("print", path, "--final", "--to", tmp_path / "o").code == 10
    both = ("--document", "operative-plan", "--document", "consent")
    assert run("print", path, *both, "--final", "--to", tmp_path / "o").code == 0


def test_a_document_is_no_place_for_others(run, path: Path, tmp_path: Path):
    run("print", path, "--to", tmp_path / "o")
    plan = tmp_path / "o" / "a-operative-plan.pdf"
    before = plan.read_bytes()
    refused = run("print", plan, "--final", "--to", tmp_path / "p")
    assert refused.code == 8
    assert "case file first" in refused.err
    assert plan.read_bytes() == before
