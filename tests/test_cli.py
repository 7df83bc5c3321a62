"""The command line as it is typed: what it prints, what it makes, how it fails, and that it needs no screen."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from hcplanner import __version__, cli
from hcplanner.actions import preferences
from hcplanner.actions.demo import index_case
from hcplanner.actions.opening import open_file
from hcplanner.actions.preferences import save_settings
from hcplanner.actions.saving import save
from hcplanner.case import FORMAT, Case
from hcplanner.errors import exit_codes
from hcplanner.fields import Kind, leaves, plain, set_at
from hcplanner.settings import Settings
from hcplanner.storage import container
from tests.cases import random_case
from ui.__main__ import _for_the_window, has_screen


class Ran:
    """One command as it ended: code, text on both streams."""

    def __init__(self, capfdbinary: pytest.CaptureFixture[bytes], *typed: object) -> None:
        self.code = cli.main([str(word) for word in typed])
        self.raw, err = capfdbinary.readouterr()
        self.out, self.err = (text.decode().replace("\r\n", "\n") for text in (self.raw, err))


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]):
    return lambda *typed: Ran(capfdbinary, *typed)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(random_case(3), None, tmp_path / "case.hcplan", "Dr Example")
    return tmp_path / "case.hcplan"


def _code(kind: str) -> int:
    return {meaning: code for code, meaning in exit_codes()}[kind]


def _is_one_paragraph(text: str) -> bool:
    return text.startswith("hcplanner: ") and text.count("\n") == 1 and "Traceback" not in text


def test_new_makes_an_empty_case_and_never_overwrites(run, tmp_path: Path):
    path = tmp_path / "new.hcplan"
    made = run("new", path)
    assert (made.code, made.out, made.err) == (0, f"{path}\n", "")
    case = open_file(path).case
    assert plain(case).keys() == {"format", "id", "revision", "saved_at", "saved_by"}
    before = path.read_bytes()
    again = run("new", path)
    assert again.code == 4
    assert _is_one_paragraph(again.err)
    assert path.read_bytes() == before


def test_a_revision_carries_the_name_from_the_settings(run, tmp_path: Path):
    save_settings(Settings(name="Dr Example", role="Surgeon"))
    run("new", tmp_path / "new.hcplan")
    assert open_file(tmp_path / "new.hcplan").case.saved_by == "Dr Example (Surgeon)"


@pytest.mark.requirement("R2", "R14")
def test_show_json_is_what_is_in_the_file_and_new_from_it_is_the_same_case(run, path: Path, tmp_path: Path):
    shown = run("show", path, "--json")
    assert shown.raw == container.unpack(path.read_bytes()).case
    data = tmp_path / "data.json"
    data.write_bytes(shown.raw)
    made = run("new", tmp_path / "again.hcplan", "--from", data)
    assert made.code == 0
    first, again = open_file(path).case, open_file(tmp_path / "again.hcplan").case
    assert again.revision == first.revision + 1
    assert _content(again) == _content(first)


def _content(case: Case) -> dict[str, object]:
    return {key: value for key, value in plain(case).items() if key not in {"revision", "saved_at", "saved_by"}}


def test_new_from_keeps_what_it_does_not_know(run, tmp_path: Path):
    (tmp_path / "data.json").write_text('{"patient": {"surname": "EXAMPLE", "shoe": 43}}')
    made = run("new", tmp_path / "x.hcplan", "--from", tmp_path / "data.json")
    assert json.loads(run("show", tmp_path / "x.hcplan", "--json").out)["patient"]["shoe"] == 43
    assert made.code == 0
    assert _is_one_paragraph(made.err)
    assert "patient.shoe" in made.err  # a slip in a name would otherwise be missed on the paper alone


def test_new_from_wrong_data_names_all_that_is_wrong_and_makes_nothing(run, tmp_path: Path):
    (tmp_path / "data.json").write_text('{"patient": {"born": "soon", "sex": "blue"}}')
    ran = run("new", tmp_path / "x.hcplan", "--from", tmp_path / "data.json")
    assert ran.code == 7
    assert _is_one_paragraph(ran.err)
    assert "Born" in ran.err
    assert "Sex" in ran.err
    assert not (tmp_path / "x.hcplan").exists()


def test_what_a_file_says_cannot_steer_the_terminal(run, tmp_path: Path):
    (tmp_path / "d.json").write_text(json.dumps({"patient": {"sex": "\x1b[31mred\nrows"}, "\x1b[2Jkey": 1}))
    ran = run("new", tmp_path / "x.hcplan", "--from", tmp_path / "d.json")
    assert ran.code == 7
    assert _is_one_paragraph(ran.err)
    (tmp_path / "d.json").write_text(json.dumps({"\x1b[2Jkey": 1}))
    run("new", tmp_path / "x.hcplan", "--from", tmp_path / "d.json")
    held = container.unpack((tmp_path / "x.hcplan").read_bytes())
    named = json.loads(held.case) | {"saved_by": "\x1b[2J"}
    (tmp_path / "x.hcplan").write_bytes(container.pack(held._replace(case=json.dumps(named).encode())))
    told = run("show", tmp_path / "x.hcplan")
    assert "key" in told.err
    assert "\x1b" not in ran.err + told.err + told.out


def test_show_tells_every_text_of_the_case(run, path: Path):
    case = set_at(open_file(path).case, "patient.surname", "EXAMPLÉ \N{SNOWMAN}")
    case = set_at(case, "presentation.note", "first line\nsecond\x1b[31m line " + "word " * 60)
    save(case, None, path, "Dr Example", overwrite=True)
    ran = run("show", path)
    assert ran.code == 0
    assert "Surname: EXAMPLÉ \N{SNOWMAN}" in ran.out
    assert "second\N{REPLACEMENT CHARACTER}[31m line" in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= 100
    assert "PATIENT" in ran.out


def test_show_tells_of_text_that_could_not_be_read_and_of_invented_values(run, tmp_path: Path):
    (tmp_path / "d.json").write_text(
        '{"example": true, "unread": {"patient.born": "soon"}, "patient": {"surname": "X"},'
        ' "invented": ["patient.surname"]}'
    )
    run("new", tmp_path / "x.hcplan", "--from", tmp_path / "d.json")
    told = run("show", tmp_path / "x.hcplan").out
    assert "Born: “soon” (cannot be read)" in told
    assert "Surname: X \N{DAGGER}" in told
    assert "fictional" in told


def test_fields_prints_every_field_of_the_case(run):
    held = json.loads(run("fields", "--json").out)
    assert [entry["path"] for entry in held] == [member.path for member in leaves(Case)]
    always = set("path label type unit choices help low high decimals privacy quick essential".split())
    assert all(always <= entry.keys() for entry in held)
    by_path = {entry["path"]: entry for entry in held}
    assert by_path["presentation.myelopathy"]["choices"][0] == {"value": "yes", "words": "Yes"}
    assert by_path["patient.size.weight"]["unit"] == "kg"
    assert by_path["patient.health.illnesses[].name"]["label"] == "Illness or syndrome"
    text = run("fields").out
    assert all(member.path in text for member in leaves(Case) if member.kind is not Kind.GROUP)


def test_check_ends_well_whatever_it_finds(run, path: Path):
    ran = run("check", path)
    assert (ran.code, ran.err) == (0, "")
    held = json.loads(run("check", path, "--json").out)
    assert held.keys() == {"findings", "completeness"}
    assert held["completeness"]["patient"].keys() == {"filled", "asked"}
    keys = {"id", "severity", "message", "paths", "source", "limits", "standing"}
    assert all(keys == entry.keys() for entry in held["findings"])


def test_print_makes_the_operative_plan_unless_told_otherwise(run, path: Path, tmp_path: Path):
    ran = run("print", path, "--to", tmp_path / "made" / "here")
    made = tmp_path / "made" / "here" / "case-operative-plan.pdf"
    assert (ran.code, ran.out, ran.err) == (0, f"{made}\n", "")
    assert made.read_bytes().startswith(b"%PDF-")


def test_print_makes_what_is_named_and_all(run, path: Path, tmp_path: Path):
    ran = run("print", path, "--document", "consent", "--document", "consent", "--to", tmp_path / "one")
    assert ran.out == f"{tmp_path / 'one' / 'case-consent.pdf'}\n"
    every = run("print", path, "--all", "--to", tmp_path / "all")
    assert {"case-operative-plan.pdf", "case-consent.pdf"} <= {p.name for p in (tmp_path / "all").iterdir()}
    assert len(every.out.splitlines()) == len(list((tmp_path / "all").iterdir()))


def test_print_in_the_patients_language_in_large_print_on_letter(run, path: Path, tmp_path: Path):
    chosen = ("--language", "es", "--beside", "en", "--large-print", "--page", "letter")
    done = run("print", path, "--document", "information", *chosen, "--to", tmp_path / "out")
    assert done.code == 0
    with pikepdf.open(tmp_path / "out" / f"{path.stem}-information.pdf") as pdf:
        assert str(pdf.Root.Lang) == "es"
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
        assert len(pdf.pages) > 15
    refused = run("print", path, "--language", "xx")
    assert refused.code != 0
    assert "'es'" in refused.err


def test_text_prints_the_words_of_a_document_and_changes_nothing(run, path: Path):
    before = path.read_bytes()
    ran = run("text", path, "handover")
    assert ran.code == 0
    assert "HANDOVER (SBAR)" in ran.out
    assert "DRAFT" in ran.out
    assert path.read_bytes() == before
    assert run("text", path, "letter").code == 9


def test_print_of_a_document_that_is_none_names_those_there_are(run, path: Path, tmp_path: Path):
    ran = run("print", path, "--document", "letter", "--to", tmp_path / "none")
    assert ran.code == 9
    assert "operative-plan" in ran.err
    assert not (tmp_path / "none").exists()


@pytest.mark.requirement("R3")
def test_a_final_of_several_is_refused_for_all_of_them(run, tmp_path: Path):
    run("new", tmp_path / "x.hcplan")
    ran = run("print", tmp_path / "x.hcplan", "--all", "--final", "--to", tmp_path / "none")
    assert ran.code == 10
    assert _is_one_paragraph(ran.err)
    assert ".." not in ran.err
    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_a_file_is_told_as_such(run, path: Path):
    ran = run("print", path, "--to", path)
    assert ran.code == 8
    assert "there is a file of that name, not a folder" in ran.err


@pytest.mark.parametrize("typed", [("show", ""), ("print", "x.hcplan", "--to", ""), ("demo", ""), ("new", "")])
def test_an_empty_name_is_a_slip_and_not_the_folder_one_is_in(run, typed, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = run(*typed)
    assert ran.code == 2
    assert _is_one_paragraph(ran.err)
    assert list(tmp_path.iterdir()) == []


def test_print_into_a_place_that_is_none_says_so(run, path: Path):
    ran = run("print", path, "--to", path / "inside")
    assert ran.code == 8
    assert _is_one_paragraph(ran.err)


def test_printing_changes_nothing_in_the_case(run, path: Path, tmp_path: Path):
    before = path.read_bytes()
    run("print", path, "--all", "--to", tmp_path / "p")
    assert path.read_bytes() == before


@pytest.mark.requirement("R31")
def test_a_newer_file_is_shown_and_told(run, path: Path):
    held = container.unpack(path.read_bytes())
    newer = json.loads(held.case) | {"format": FORMAT + 1}
    path.write_bytes(container.pack(held._replace(case=json.dumps(newer).encode())))
    ran = run("show", path)
    assert ran.code == 0
    assert "newer version" in ran.err


_WRONG = [
    (["show", "gone.hcplan"], 3), (["show", "text.hcplan"], 5), (["show", "."], 3), (["print", "text.hcplan"], 5),
    (["check", "gone.hcplan"], 3), (["new", "x.hcplan", "--from", "gone.json"], 3), (["new", "no/x.hcplan"], 8),
    (["new", "x.hcplan", "--from", "text.hcplan"], 5), (["pritn", "x"], 2), ([], 2), (["show"], 2), (["--nonsense"], 2),
    (["show", "a", "b"], 2), (["fields", "--js"], 2), (["new", "a\0b"], 8), (["show", "a\0b"], 3),
]  # fmt: skip


@pytest.mark.requirement("R57")
@pytest.mark.parametrize(
    ("typed", "code"), _WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else None
)
def test_what_goes_wrong_is_one_paragraph_and_a_documented_code(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], code: int
):
    monkeypatch.chdir(tmp_path)
    Path("text.hcplan").write_text("Dear colleague")
    ran = run(*typed)
    assert (ran.code, ran.out) == (code, "")
    assert _is_one_paragraph(ran.err)
    assert code in dict(exit_codes())


def test_version_and_help(run):
    assert run("--version").out == f"hcplanner {__version__}\n"
    told = run("--help").out
    assert all(command in told for command in cli.COMMANDS)
    assert all(f"{code:3}  " in told for code, _ in exit_codes())
    assert run("print", "--help").code == 0


def test_demo_writes_the_samples_and_their_papers_and_names_the_case_to_open(run, tmp_path: Path, capfdbinary):
    folder = tmp_path / "demo"
    outcome = cli.run(["demo", str(folder)])
    listed = capfdbinary.readouterr().out.decode().splitlines()
    assert outcome == cli.Outcome(0, folder / "index-case.hcplan")
    assert outcome.then_open == index_case(folder)
    names = {Path(line).name for line in listed}
    assert {"index-case.hcplan", "blank.hcplan", "index-case-operative-plan.pdf", "index-case-consent.pdf"} <= names
    assert names == {entry.name for entry in folder.iterdir()} - {".hcplanner-demo.json"}
    assert open_file(folder / "index-case.hcplan").case.example
    assert cli.run(["demo", str(folder), "--no-window"]) == cli.Outcome(0)


def test_demo_made_again_replaces_only_what_is_still_as_it_made_it(run, tmp_path: Path):
    folder = tmp_path / "demo"
    folder.mkdir()
    foreign = folder / "index-case-consent.pdf"
    foreign.write_bytes(b"mine")
    run("demo", folder)
    opened = open_file(folder / "index-case.hcplan")
    edited = save(set_at(opened.case, "patient.surname", "CHANGED"), opened.source, opened.source.path, "Dr Example")
    (folder / "blank.hcplan").unlink()
    again = run("demo", folder)
    assert again.code == 0
    assert foreign.read_bytes() == b"mine"
    assert open_file(folder / "index-case.hcplan").case == edited.case
    assert open_file(folder / "blank.hcplan").case.revision == 1
    left = [line for line in again.out.splitlines() if "left as it is" in line]
    assert len(left) == 2


def test_demo_in_the_default_folder(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert run("demo").code == 0
    assert (tmp_path / "hcplanner-demo" / "index-case.hcplan").exists()


def _spawned(*typed: str, module: str = "hcplanner", **kwargs) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", module, *typed]
    return subprocess.run(command, capture_output=True, check=False, **kwargs)


@pytest.mark.parametrize("module", ["hcplanner", "ui"])
def test_a_terminal_that_knows_few_characters_gets_their_codes(path: Path, checkout: Path, module: str):
    save(set_at(open_file(path).case, "patient.surname", "ÉX\N{SNOWMAN}"), None, path, "", overwrite=True)
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    shown = _spawned("show", str(path), module=module, env=env, cwd=checkout)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert rb"Surname: \xc9X\u2603" in shown.stdout
    as_json = _spawned("show", "--json", str(path), module=module, env=env, cwd=checkout)
    assert as_json.stdout == container.unpack(path.read_bytes()).case


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_a_reader_that_stops_early_is_no_error(checkout: Path):
    for typed in ("fields", "fields --json", "show --help"):
        line = f"{sys.executable} -m hcplanner {typed} | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}"
        ran = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=checkout, check=True)
        assert (ran.stdout, ran.stderr) == ("0\n", "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_closed_output_changes_no_exit_code(checkout: Path, tmp_path: Path):
    (tmp_path / "bad.hcplan").write_bytes(b"no case")
    for typed, closed, code in (("fields --json", ">&-", 0), ("fields", ">&-", 0), ("show {}", "2>&-", 5)):
        line = f"{sys.executable} -m hcplanner {typed.format(tmp_path / 'bad.hcplan')} {closed}"
        ran = subprocess.run(["bash", "-c", line], capture_output=True, cwd=checkout, check=False)
        assert (ran.returncode, ran.stderr) == (code, b""), line


def test_a_full_disk_under_the_output_is_told(checkout: Path):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "hcplanner", "fields"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=checkout,
            check=False,
        )
    assert ran.returncode == 8
    assert ran.stderr.startswith(b"hcplanner: ")
    assert b"Traceback" not in ran.stderr


def test_a_fault_of_the_program_is_told_without_the_patient(run, path: Path, monkeypatch: pytest.MonkeyPatch):
    from hcplanner.actions import showing

    def fails(_: Path) -> bytes:
        raise ZeroDivisionError("EXAMPLE")

    monkeypatch.setattr(showing, "case_json", fails)
    ran = run("show", path, "--json")
    assert ran.code == 70
    assert _is_one_paragraph(ran.err)
    assert "EXAMPLE" not in ran.err


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ([], True), (["case.hcplan"], True), (["/far/case"], True), (["a.hcplan", "b.hcplan"], True),
        (["show", "x"], False),
        (["pritn"], False), (["--version"], False), (["-h"], False), (["./show"], True),
    ],
)  # fmt: skip
def test_what_is_a_file_goes_to_the_window_and_all_else_to_the_command_line(typed: list[str], window: bool):
    assert _for_the_window(typed) is window


def test_there_is_a_screen_when_the_system_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_screen()
    monkeypatch.setattr(sys, "platform", "win32")
    assert has_screen()


def test_the_installed_command_prints_without_a_screen(path: Path, tmp_path: Path, checkout: Path):
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    ran = _spawned("demo", str(tmp_path / "demo"), module="ui", env=env, cwd=checkout)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (tmp_path / "demo" / "index-case-operative-plan.pdf").exists()


def test_the_same_demo_paper_is_made_twice(run, tmp_path: Path):
    run("demo", tmp_path / "a")
    case = tmp_path / "a" / "index-case.hcplan"
    run("print", case, "--to", tmp_path / "b")
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*-operative-plan.pdf")}
    assert len(digests) == 1


def test_output_that_is_no_terminal_at_all_is_served(monkeypatch: pytest.MonkeyPatch):
    """A window program on Windows has no streams; a test has one without a buffer."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert cli.main(["fields", "--json"]) == 0


def test_a_profile_with_a_slip_is_refused_and_one_without_holds(run, path: Path, tmp_path: Path):
    profile = preferences.profile_file(preferences.load_settings())
    profile.parent.mkdir(parents=True, exist_ok=True)
    profile.write_text('{"checks": {"no_such_check": "off"}}', "utf-8")
    for command in (("check", path), ("print", path, "--to", tmp_path / "none")):
        ran = run(*command)
        assert ran.code == 14
        assert "checks.no_such_check" in ran.err
    assert not (tmp_path / "none").exists()
    profile.write_text('{"evidence": false}', "utf-8")
    assert "Published" not in run("check", path).out
