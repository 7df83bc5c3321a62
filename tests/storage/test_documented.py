"""The case file is what its documentation says: the schema is current and true, and the script in it reads a case."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from hcplanner.actions.examples import example_names, load_example
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.errors import exit_codes
from hcplanner.fields import get_at, leaves, plain, recorded
from hcplanner.storage.history import Entry
from hcplanner.storage.schema import schema, schema_text
from tests.cases import random_case


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


@pytest.mark.requirement("R14")
def test_the_schema_in_the_documentation_is_the_one_of_the_declarations(checkout: Path):
    written = (checkout / "docs" / "case.schema.json").read_text("utf-8")
    assert written == schema_text(), "run: python -m hcplanner.storage.schema > docs/case.schema.json"


@pytest.mark.requirement("R14")
def test_every_example_and_any_case_fits_the_schema(validator: jsonschema.Draft202012Validator):
    cases = [*(load_example(name) for name in example_names()), *(random_case(seed) for seed in range(30)), Case()]
    for case in cases:
        assert list(validator.iter_errors(plain(case))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"patient": {"sex": "blue"}}, {"patient": {"born": "12.3.2014"}}, {"patient": {"size": {"weight": 30}}},
        {"imaging": {"lesions": [{}]}}, {"presentation": {"myelopathy": True}}, {"revision": -1}, {"patient": []},
        {"unread": {"x": 1}}, {"presentation": {"symptoms": {"id": "a"}}},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_hcplanner_refuses(
    validator: jsonschema.Draft202012Validator, wrong: dict[str, object]
):
    assert not validator.is_valid(wrong)


def test_every_field_stands_in_the_schema():
    for member in leaves(Case):
        held = schema()
        for step in member.path.split("."):
            held = held["properties"][step.removesuffix("[]")]
            held = held["items"] if step.endswith("[]") else held
        assert held["title"] == member.field.label


@pytest.mark.requirement("R14")
def test_the_script_in_the_documentation_reads_a_case_with_python_alone(tmp_path: Path, checkout: Path):
    text = (checkout / "docs" / "case-file.md").read_text("utf-8")
    script = text.split("```python\n")[1].split("```")[0]
    assert len([line for line in script.splitlines() if line.strip()]) <= 20
    path = tmp_path / "x.hcplan"
    saved = save(random_case(5), None, path, "Dr Example", attach={})
    command = [sys.executable, "-I", "-S", "-c", script, str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, env={"PYTHONUTF8": "1"})
    told = dict(line.split(" = ", 1) for line in ran.stdout.splitlines())
    texts = {member.path: value for member, value in recorded(saved.case) if isinstance(value, str)}
    assert texts
    assert {path: json.loads(told[path]) for path in texts} == texts
    assert get_at(open_file(path).case, "patient.surname") == texts.get("patient.surname", "")


def test_the_documentation_names_every_key_of_a_history_line(checkout: Path):
    text = (checkout / "docs" / "case-file.md").read_text("utf-8")
    assert all(f"`{name}`" in text for name in Entry.__struct_fields__)


def test_the_documentation_names_every_command_and_exit_code(checkout: Path):
    from hcplanner.cli import COMMANDS

    text = (checkout / "docs" / "command-line.md").read_text("utf-8")
    assert all(f"| {code} | {meaning} |" in text for code, meaning in exit_codes())
    assert all(f"hcplanner {command}" in text for command in COMMANDS)
