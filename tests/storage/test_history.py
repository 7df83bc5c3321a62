"""The history: what changed in each revision, and a chain that shows when somebody rewrote it."""

import hashlib
import json
from pathlib import Path

import pytest

from hcplanner.actions.opening import new_case, open_file
from hcplanner.actions.saving import save
from hcplanner.fields import fingerprint
from hcplanner.opencase import OpenCase
from hcplanner.storage import container
from hcplanner.storage.history import (
    DocumentEntry,
    broken,
    documents_made,
    entries,
    every_entry,
    first_break,
    head,
    with_entry,
)


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


def document(lines: bytes, case: str, **more: object) -> DocumentEntry:
    """An entry that follows these lines."""
    told = {
        "document": "consent", "title": "Consent form", "version": "1.0", "kind": "final", "language": "en",
        "page": "a4", "options": {}, "revision": 3, "made_at": "2026-11-22T23:00:00+00:00", "made_by": "Dr EXAMPLE",
        "system_user": "example", "pdf": "ab" * 32, "size": 7, "previous": head(lines), "case": case,
    }  # fmt: skip
    return DocumentEntry(**{**told, **more})  # type: ignore[arg-type]


def put_back(path: Path, lines: bytes) -> None:
    contents = container.unpack(path.read_bytes())
    path.write_bytes(container.pack(contents._replace(history=lines)))


def test_documents_stand_in_the_chain_beside_the_revisions(three: tuple[Path, bytes]):
    path, lines = three
    longer = with_entry(lines, document(lines, entries(lines)[-1].case))
    put_back(path, longer)
    opened = open_file(path)
    assert opened.notices == ()
    assert [one.document for one in documents_made(opened.source.history)] == ["consent"]
    assert len(entries(longer)) == 3
    again = save(opened.case, opened.source, path, "Dr Example")
    assert again.source.history.startswith(longer)
    assert open_file(path).notices == ()
    assert head(longer) == hashlib.sha256(longer.splitlines()[-1]).hexdigest()
    assert entries(again.source.history)[-1].previous == head(longer)


@pytest.mark.requirement("R31")
def test_lines_of_a_later_version_are_kept_and_passed_over(three: tuple[Path, bytes]):
    path, lines = three
    later = json.dumps({"entry": "countersigned", "previous": head(lines), "by": "Dr Later"}).encode() + b"\n"
    put_back(path, lines + later)
    opened = open_file(path)
    assert opened.notices == ()
    assert documents_made(lines + later) == ()
    assert len(entries(lines + later)) == 3
    assert len(every_entry(lines + later)) == 4
    again = save(opened.case, opened.source, path, "Dr Example")
    assert later in again.source.history
    assert open_file(path).notices == ()


@pytest.mark.parametrize(("what", "line", "why"), [
    ("the time of a document", 5, "does not follow"),
    ("a document of another case", 4, "names another case"),
    ("a document put in", 5, "does not follow"),
    ("no entry", 4, "not an entry"),
    ("the first", 2, "does not follow"),
    ("the end gone", 3, "names another case"),
])  # fmt: skip
def test_the_first_line_that_does_not_hold_is_named(three: tuple[Path, bytes], what: str, line: int, why: str):
    path, lines = three
    raw = json.loads(container.unpack(path.read_bytes()).case)
    case = entries(lines)[-1].case
    whole = with_entry(lines, document(lines, case))
    whole = with_entry(whole, document(whole, case, document="information"))
    assert first_break(whole, raw) is None
    parts = whole.splitlines(keepends=True)
    changed = {
        "the time of a document": whole.replace(b"23:00:00", b"22:00:00", 1),
        "a document of another case": with_entry(lines, document(lines, "0" * 64)),
        "a document put in": b"".join([*parts[:4], parts[3], parts[4]]),
        "no entry": b"".join([*parts[:3], b"[]\n", *parts[4:]]),
        "the first": whole.replace(b'["","EXAMPLE"]', b'["","ANOTHER"]'),
        "the end gone": b"".join(parts[:3]),
    }[what]
    held = raw if what != "the end gone" else {**raw, "example": True}
    found = first_break(changed, held)
    assert found is not None
    assert (found.line, why in found.reason) == (line, True)
    assert broken(changed, held)


def test_a_line_that_is_no_document_is_never_listed_as_one():
    for line in (b'{"entry":"document"}', b'"document"', b'{"entry":"document","document":7}', b'\xff"document"'):
        assert documents_made(line) == ()
