"""A case with something in it, and a file that holds it."""

from pathlib import Path

import pytest

from hcplanner.actions.opening import Opened, open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from tests.cases import random_case


@pytest.fixture
def case() -> Case:
    return random_case(7)


@pytest.fixture
def path(case: Case, tmp_path: Path) -> Path:
    target = tmp_path / "a case.hcplan"
    save(case, None, target, "Dr Example")
    return target


@pytest.fixture
def opened(path: Path) -> Opened:
    return open_file(path)
