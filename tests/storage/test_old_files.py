"""Every written form there ever was opens for ever: stored files, what they hold, and the steps between forms."""

import json
from pathlib import Path
from typing import Any

import pytest

from hcplanner.actions import issuing, keys, verifying
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.actions.versions import source_at
from hcplanner.case import FORMAT, Case
from hcplanner.fields import leaves
from hcplanner.i18n import ENGLISH
from hcplanner.storage import files, migrations
from hcplanner.storage.migrations import MIGRATIONS, Migration, brought_up
from hcplanner.storage.reading import json_of

FILES = Path(__file__).with_name("files")

pytestmark = pytest.mark.requirement("R60")


def test_there_are_files_of_every_format():
    assert {int(path.name.split("-")[1]) for path in FILES.glob("format-*-plain.hcplan")} == set(range(1, FORMAT + 1))


@pytest.mark.parametrize("name", ["format-1-plain", "format-1-full"])
def test_a_stored_file_opens_and_holds_what_it_held(name: str):
    path = FILES / f"{name}.hcplan"
    opened = open_file(path)
    assert opened.notices == ()
    assert not opened.read_only
    wanted = json.loads((FILES / f"{name}.json").read_text("utf-8"))
    assert json.loads(files.case_json(path)) == wanted
    if wanted["format"] == FORMAT:
        assert json_of(opened.case, opened.source.unknown) == wanted
    assert not any(line.mark is verifying.Mark.BAD for line in verifying.verify(path, ENGLISH).lines)


def test_the_full_one_has_its_history_its_picture_and_what_was_issued():
    opened = open_file(FILES / "format-1-full.hcplan")
    case, source = opened.case, opened.source
    (lesion,) = case.imaging.lesions
    assert (lesion.side.value, lesion.size_ap_mm) == ("left", None)
    assert dict(case.unread) == {f"imaging.lesions[{lesion.id}].size_ap_mm": "about 4"}
    (picture,) = case.imaging.pictures
    assert picture.caption == "EXAMPLE picture"
    assert source.attachments[picture.digest].startswith(b"\x89PNG")
    (answer,) = case.answers
    assert (answer.finding, answer.reason) == ("example.finding", "an example")
    assert source_at(source, 1).case.imaging.lesions == ()
    assert source_at(source, 2).case.presentation.note == ""
    (made,) = issuing.made(source)
    entry, data = issuing.bytes_of(source, 1)
    assert (made.entry.document, entry.revision, data[:5]) == ("handover", 2, b"%PDF-")


def test_a_sealed_one_opens_with_its_key():
    secret = (FILES / "format-1-sealed.key").read_text("ascii").strip()
    opened = open_file(FILES / "format-1-sealed.hcplan", ENGLISH, keys.Ring(also=[secret]).secrets)
    assert opened.case == open_file(FILES / "format-1-full.hcplan").case
    assert [one.name for one in opened.source.recipients] == ["EXAMPLE"]


def test_an_old_file_is_saved_in_the_form_of_today_and_the_old_one_was_not_touched(tmp_path: Path):
    before = (FILES / "format-1-full.hcplan").read_bytes()
    opened = open_file(FILES / "format-1-full.hcplan")
    saved = save(opened.case, opened.source, tmp_path / "new.hcplan", "Dr EXAMPLE")
    again = open_file(tmp_path / "new.hcplan")
    assert again.notices == ()
    assert again.case == saved.case
    assert (FILES / "format-1-full.hcplan").read_bytes() == before


def test_no_field_and_no_choice_of_format_1_went_away_or_changed_its_kind():
    """What goes or changes needs another format and a migration; what is new needs neither."""
    now = {leaf.path: leaf for leaf in leaves(Case)}
    for line in (FILES / "format-1-fields.txt").read_text("utf-8").splitlines():
        path, kind, choices = [*line.split("\t"), ""][:3]
        assert path in now, path
        assert now[path].kind.value == kind, path
        held = {str(choice.value) for choice in now[path].choices or ()}
        assert set(filter(None, choices.split(","))) <= held, path


def test_every_migration_has_a_place_a_name_a_sentence_and_a_test():
    assert [one.start for one in MIGRATIONS] == list(range(1, FORMAT))
    assert len({one.name for one in MIGRATIONS}) == len(MIGRATIONS)
    here = Path(__file__).read_text("utf-8")
    told = (Path(__file__).parents[2] / "docs" / "case-file.md").read_text("utf-8")
    for one in MIGRATIONS:
        assert one.sentence.endswith(".")
        assert f"def test_migration_{one.name}(" in here
        assert one.sentence in " ".join(told.split())


_STEPS = (
    Migration(1, "weight", "The weight moved.", lambda raw: {**raw, "weight": raw.get("patient", {}).get("weight")}),
    Migration(2, "note", "The note went.", lambda raw: {key: held for key, held in raw.items() if key != "note"}),
)


def test_steps_are_taken_in_order_and_leave_what_they_were_given():
    old: dict[str, Any] = {"format": 1, "note": "x", "patient": {"weight": 4}}
    assert brought_up(old, 1, _STEPS, 3) == {"format": 3, "weight": 4, "patient": {"weight": 4}}
    assert old == {"format": 1, "note": "x", "patient": {"weight": 4}}
    assert brought_up({"format": 2}, 2, _STEPS, 3) == {"format": 3}
    assert brought_up({"format": 4}, 4, _STEPS, 3) == {"format": 4}
    with pytest.raises(LookupError):
        brought_up({"format": 3}, 3, _STEPS, 4)


def test_a_file_is_migrated_when_it_is_read(monkeypatch: pytest.MonkeyPatch):
    from hcplanner.storage import reading

    step = Migration(0, "name", "The name moved.", lambda raw: {"patient": {"surname": raw["name"]}, "id": raw["id"]})
    monkeypatch.setattr(
        migrations, "brought_up", lambda raw, _found: brought_up({**raw, "format": 0}, 0, (step,), FORMAT)
    )
    read = reading.case_from({"format": 1, "id": "x", "name": "EXAMPLE"}, "x")
    assert read.case.patient.surname == "EXAMPLE"
    assert read.raw["name"] == "EXAMPLE"  # the history names the fingerprint of what was written
