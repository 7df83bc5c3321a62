"""The history: what changed in each revision, and a chain that shows when somebody rewrote it."""

import json
from pathlib import Path

import pytest

from hcplanner.actions.opening import new_case, open_file
from hcplanner.actions.saving import save
from hcplanner.fields import fingerprint
from hcplanner.opencase import OpenCase
from hcplanner.storage import container
from hcplanner.storage.history import broken, entries


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, bytes]:
    """A file with three revisions, and its history."""
    path = tmp_path / "x.hcplan"
    window = OpenCase(new_case(), new_id=lambda: "m1")
    window.set("patient.surname", "EXAMPLE")
    saved = save(window.case, None, path, "Dr Example")
    window.mark_saved(saved.case)
    window.add_item("imaging.lesions")
    window.set("imaging.lesions[m1].size_ap_mm", 9)
    window.set_unread("patient.born", "soon")
    saved = save(window.case, saved.source, path, "Dr Example")
    window.mark_saved(saved.case)
    window.remove_item("imaging.lesions", "m1")
    window.set("patient.born", "2014-03")
    saved = save(window.case, saved.source, path, "Dr Other")
    return path, saved.source.history


def test_each_line_tells_what_changed_by_whom(three: tuple[Path, bytes]):
    first, second, third = entries(three[1])
    assert first.changed == {"patient.surname": ["", "EXAMPLE"]}
    assert second.changed == {
        "imaging.lesions": [None, ["m1"]],
        "imaging.lesions[m1].size_ap_mm": [None, 9.0],
        "unread": [None, {"patient.born": "soon"}],
    }
    assert third.changed == {
        "patient.born": [None, "2014-03"],
        "imaging.lesions": [["m1"], None],
        "imaging.lesions[m1].size_ap_mm": [9.0, None],
        "unread": [{"patient.born": "soon"}, None],
    }
    assert [entry.revision for entry in (first, second, third)] == [1, 2, 3]
    assert third.saved_by == "Dr Other"


def test_the_last_line_names_the_case_by_its_fingerprint(three: tuple[Path, bytes]):
    assert entries(three[1])[-1].case == fingerprint(open_file(three[0]).case)


def test_what_was_written_before_is_never_written_anew(three: tuple[Path, bytes]):
    path, before = three
    opened = open_file(path)
    assert save(opened.case, opened.source, path, "Dr Example").source.history.startswith(before)


def test_a_very_long_history_is_kept_and_its_end_looked_at(tmp_path: Path):
    path = tmp_path / "x.hcplan"
    saved = save(new_case(), None, path, "Dr Example")
    padded = saved.source._replace(history=saved.source.history * 90_000)
    again = save(saved.case, padded, path, "Dr Example")
    assert len(again.source.history) > 16 << 20
    assert open_file(path).notices == ()
    assert open_file(path).source.history == again.source.history


@pytest.mark.parametrize("what", ["a value", "a line gone", "lines swapped", "no entry", "the case"])
def test_a_rewritten_history_is_told_and_the_case_still_opens(three: tuple[Path, bytes], what: str):
    path, lines = three
    one, two, last = lines.splitlines(keepends=True)
    rewritten = {
        "a value": one.replace(b"EXAMPLE", b"ANOTHER") + two + last,
        "a line gone": one + last,
        "lines swapped": two + one + last,
        "no entry": one + two + b"{}\n",
        "the case": one + two,
    }[what]
    contents = container.unpack(path.read_bytes())
    path.write_bytes(container.pack(contents._replace(history=rewritten)))
    assert not broken(lines, json.loads(contents.case))
    assert [notice for notice in open_file(path).notices if "history" in notice]
