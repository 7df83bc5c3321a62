"""Examinations classified from the command line: the same list back, with answers; anything else is told."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from hcplanner import cli

_CASES = Path(__file__).parent / "knowledge" / "scores" / "isncsci-cases.json"


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]):
    def ran(*typed: object) -> SimpleNamespace:
        code = cli.main(["isncsci", *map(str, typed)])
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(code=code, out=out.decode(), err=err.decode())

    return ran


def _asked(path: Path) -> Path:
    entries = json.loads(_CASES.read_text("utf-8"))
    path.write_text(json.dumps([{name: held for name, held in one.items() if name != "expected"} for one in entries]))
    return path


@pytest.mark.requirement("R52")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_list_comes_back_with_its_answers(run, tmp_path: Path, options: list[str]):
    ran = run(_asked(tmp_path / "asked.json"), *options)
    assert (ran.code, ran.err) == (0, "")
    # The order of the keys too: the list is compared as text by those who use it.
    assert json.dumps(json.loads(ran.out)) == json.dumps(json.loads(_CASES.read_text("utf-8")))


def test_each_entry_stands_on_its_own_line(run, tmp_path: Path):
    lines = run(_asked(tmp_path / "asked.json")).out.splitlines()
    assert [lines[0], lines[-1]] == ["[", "]"]
    assert all(json.loads(line.rstrip(","))["expected"] for line in lines[1:-1])


def test_standard_input_is_read(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    content = _asked(tmp_path / "asked.json").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert run("-").out == run(tmp_path / "asked.json").out


def test_what_an_entry_holds_besides_is_kept_and_old_answers_are_replaced(run, tmp_path: Path):
    entry = json.loads(_CASES.read_text("utf-8"))[0]
    path = tmp_path / "one.json"
    path.write_text(json.dumps([{"expected": "?", "note": "É\N{SNOWMAN}", "exam": entry["exam"] | {"by": 1}}]), "utf-8")
    (back,) = json.loads(run(path).out)
    assert back == {"expected": entry["expected"], "note": "É\N{SNOWMAN}", "exam": entry["exam"] | {"by": 1}}
    path.write_text("[]")
    assert json.loads(run(path).out) == []


def test_the_answers_in_words(run):
    told = run(_CASES, "--explain")
    assert told.code == 0
    assert told.out.startswith("everything normal\n  Sensory level: right INT, left INT\n")
    assert "    ASIA Impairment Scale: A. Nothing is felt at S4-5, no voluntary anal contraction" in told.out
    assert "ISNCSCI used descriptively" in told.out


_EXAM = json.dumps(json.loads(_CASES.read_text("utf-8"))[0]["exam"])


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"", 5, "not JSON: line 1, column 1"),
        (b"{}", 5, "it is not a list"),
        (b"\xff\xfe", 5, "not UTF-8"),
        (b"[" * 100_000, 5, "nested too deeply"),
        (b'[{"name": "\\ud800", "exam": ' + _EXAM.encode() + b"}]", 5, "that is none"),
        (b'[{"name": NaN, "exam": ' + _EXAM.encode() + b"}]", 5, "that is none"),
        (b"[3]", 7, "no. 1 exam: is not there"),
        (b'[{"name": "Ex"}]', 7, "no. 1 (Ex) exam: is not there"),
        (b'[{"exam": {"vac": "Yes", "dap": "Yes", "right": {}, "left": 1}}]', 7, "no. 1 right.motor: is not there"),
        (f'[{{"exam": {_EXAM}}}, {{"exam": {_EXAM.replace("5 5", "6 5", 1)}}}]'.encode(), 7,
         "no. 2 right.motor: “6” is no grade"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_cannot_be_classified_is_one_paragraph(run, tmp_path: Path, content: bytes, code: int, told: str):
    path = tmp_path / "asked.json"
    path.write_bytes(content)
    ran = run(path)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert ran.err.startswith("hcplanner: ")
    assert ran.err.count("\n") == 1
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("typed", "code"), [(["gone.json"], 3), (["."], 3), ([], 2), (["x", "--json", "--explain"], 2)]
)
def test_what_is_not_there_or_typed_wrongly(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed, code):
    monkeypatch.chdir(tmp_path)
    ran = run(*typed)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.count("\n") == 1
