"""The commands that look back, as they are typed: history, diff, show and print of an earlier revision."""

import json
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.cli import main
from hcplanner.fields import set_at
from hcplanner.opencase import OpenCase


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three revisions: a name, another name and a lesion, the lesion's side."""
    path = tmp_path / "one.hcplan"
    saved = save(set_at(Case(id="ab" * 16), "patient.surname", "FIRST"), None, path, "Dr Example")
    opened = OpenCase(set_at(saved.case, "patient.surname", "SECOND"))
    lesion = opened.add_item("imaging.lesions")
    saved = save(opened.case, saved.source, path, "Dr Example")
    save(set_at(saved.case, f"imaging.lesions[{lesion}].side", "left"), saved.source, path, "Dr Other")
    return path


def test_history_lists_every_revision_the_newest_first(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in lines] == ["Revision 3", "Revision 2", "Revision 1"]
    assert "Dr Other" in lines[0]
    assert "Side" in lines[0]
    assert "Surname" in lines[1]


def test_history_for_programs(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["revision"] for one in told] == [1, 2, 3]
    assert told[1]["changed"]["patient.surname"] == ["FIRST", "SECOND"]
    assert [one["current"] for one in told] == [False, False, True]


def test_diff_says_in_words_what_differs(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(file), "1"]) == 0
    told = capsys.readouterr().out
    assert "Surname: FIRST → SECOND" in told
    assert "Side: not recorded → Left" in told
    assert main(["diff", str(file), "1", "2"]) == 0
    assert "Side" not in capsys.readouterr().out
    assert main(["diff", str(file), "2", "2"]) == 0
    assert capsys.readouterr().out == "Nothing differs.\n"
    assert main(["diff", str(file), "2", "1", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert first == {"path": "patient.surname", "label": "Surname", "before": "SECOND", "after": "FIRST"}


def test_show_and_print_an_earlier_revision(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()
    assert main(["show", str(file), "--revision", "1"]) == 0
    assert "FIRST" in capsys.readouterr().out
    assert main(["print", str(file), "--revision", "1", "--to", str(tmp_path / "out")]) == 0
    page = PdfDocument(tmp_path / "out" / "one-operative-plan.pdf")[0].get_textpage().get_text_bounded()
    assert "FIRST" in page
    assert "SECOND" not in page
    assert "revision 1 of 3" in page
    assert "EARLIER REVISION" in page
    assert file.read_bytes() == before


@pytest.mark.parametrize("command", [["diff"], ["show", "--revision"], ["print", "--revision"]])
def test_a_revision_that_is_not_there_is_refused(
    file: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    name, *option = command
    assert main([name, str(file), *option, "7"]) == 3
    assert "Revision 7" in capsys.readouterr().err


def test_an_earlier_revision_is_never_final(file: Path) -> None:
    assert main(["print", str(file), "--revision", "1", "--final"]) == 2
