"""The table of requirements is whole, and a test can only name what stands in it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.requirements import Requirement, state_of, table


def test_the_table_numbers_every_requirement_once_and_in_order():
    assert [row.number for row in table()] == [f"R{n}" for n in range(1, 65)]
    assert {row.state for row in table()} <= {"due", "later"}


@pytest.mark.parametrize(
    ("proofs", "broken", "ran", "state"),
    [
        (set(), set(), False, "open"),
        ({"a"}, set(), False, "proved"),
        ({"a"}, set(), True, "held"),
        ({"a", "b"}, {"b"}, True, "broken"),
    ],
)
def test_a_row_is_held_only_when_none_of_its_proofs_is_broken(proofs, broken, ran, state):
    assert state_of(Requirement("R1", "something", "due"), proofs, broken, ran=ran) == state


def test_an_unknown_requirement_number_stops_the_run(tmp_path: Path, checkout: Path):
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\nfrom tests.conftest import _no_network\n")
    (tmp_path / "test_claim.py").write_text(
        "import pytest\n@pytest.mark.requirement('R999')\ndef test_claim(): assert True\n"
    )
    settings = ["-c", str(checkout / "pyproject.toml"), "--rootdir", str(tmp_path)]
    command = [sys.executable, "-m", "pytest", *settings, str(tmp_path)]
    ran = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR, ran.stdout + ran.stderr
    assert "R999" in ran.stdout + ran.stderr


def test_a_hazard_is_answered_by_requirements_that_exist_or_tests_that_do(checkout: Path):
    known = {row.number for row in table()}
    text = (checkout / "docs" / "hazards.md").read_text("utf-8")
    rows = re.findall(r"^\| (?!Hazard|-)(.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert len(rows) > 20
    for hazard, prevents, held in rows:
        assert prevents, hazard
        numbers = re.findall(r"R\d+", held)
        paths = re.findall(r"(?:tests|docs)/[\w./-]+", held)
        assert numbers or paths or held == "open", hazard
        assert set(numbers) <= known, hazard
        assert all((checkout / path).exists() for path in paths), hazard
