"""Documents on the command line: the case out of a PDF, and whether a file is whole, told by the exit code too."""

from pathlib import Path

import pytest

from hcplanner import cli
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.fields import set_at
from hcplanner.shipped import resources
from ui.__main__ import main


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The operative plan of a case file beside it."""
    assert cli.main(["new", str(tmp_path / "a.hcplan"), "--from", str(resources("examples", "index-case.json"))]) == 0
    assert cli.main(["print", str(tmp_path / "a.hcplan"), "--to", str(tmp_path)]) == 0
    return tmp_path / "a-operative-plan.pdf"


@pytest.mark.requirement("R14")
def test_show_gives_the_case_out_of_a_document_as_it_stands_in_its_file(plan, capfdbinary):
    capfdbinary.readouterr()
    assert cli.main(["show", str(plan), "--json"]) == 0
    out_of_document = capfdbinary.readouterr().out
    assert cli.main(["show", str(plan.with_name("a.hcplan")), "--json"]) == 0
    assert capfdbinary.readouterr().out == out_of_document
    assert cli.main(["show", str(plan)]) == 0
    told = capfdbinary.readouterr()
    assert b"Surname: EXAMPLE" in told.out
    assert b"This is a copy of the case" in told.err


def test_check_looks_at_the_case_inside_a_document(plan, capfd):
    cli.main(["check", str(plan.with_name("a.hcplan"))])
    of_file = capfd.readouterr().out
    assert cli.main(["check", str(plan)]) == 0
    assert capfd.readouterr().out == of_file


def test_verify_tells_by_its_exit_code_too(plan, capfd):
    case_file = plan.with_name("a.hcplan")
    assert cli.main(["verify", str(plan)]) == 0
    assert cli.main(["verify", str(plan), "--case", str(case_file)]) == 0
    assert cli.main(["verify", str(case_file)]) == 0
    assert "ok  Every byte" in capfd.readouterr().out
    opened = open_file(case_file)
    save(set_at(opened.case, "patient.surname", "EXAMPLE-TWO"), opened.source, case_file, "Dr OTHER")
    assert cli.main(["verify", str(plan)]) == 18
    told = capfd.readouterr()
    assert "What differs: Surname." in told.out
    assert "moved on" in told.err
    plan.write_bytes(plan.read_bytes() + b"\n%more")
    assert cli.main(["verify", str(plan)]) == 17
    assert "NO  The document itself is whole, but something was added" in capfd.readouterr().out


def test_verify_refuses_what_is_neither(tmp_path, capfd):
    assert cli.main(["verify", str(tmp_path / "gone.pdf")]) == 3
    (tmp_path / "a.txt").write_text("A letter")
    assert cli.main(["verify", str(tmp_path / "a.txt")]) == 5
    assert "another kind" in capfd.readouterr().err


def test_a_document_without_a_case_is_refused_with_what_to_do(plan, capfd):
    cli.main(["print", str(plan.with_name("a.hcplan")), "--document", "consent", "--to", str(plan.parent)])
    assert main(["show", str(plan.with_name("a-consent.pdf"))]) == 5
    assert "carries no case" in capfd.readouterr().err
