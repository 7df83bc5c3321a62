"""Backups: sealed, dated, at most ten for each case, thinned over time, told when they cannot be opened."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.actions import backing_up
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.errors import BackupUnreadable, NotBackedUp
from hcplanner.fields import set_at
from hcplanner.settings import state_folder
from hcplanner.storage import backups, files, vault
from hcplanner.storage.sealing import no_keys

_START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_TIMES = st.lists(st.integers(0, 10 * 365 * 24).map(lambda hours: _START + timedelta(hours=hours)), max_size=60)


def _case() -> Case:
    return set_at(Case(id="ab" * 16), "patient.surname", "PLANTEDNAME")


@given(_TIMES, st.integers(1, 15))
def test_as_many_stay_as_may_and_the_newest_always(times: list[datetime], most: int) -> None:
    stay = backups.kept(times, most)
    assert stay <= set(times)
    assert len(stay) == min(most, len(set(times)))
    assert not times or max(times) in stay


@given(_TIMES)
def test_thinning_twice_takes_nothing_more(times: list[datetime]) -> None:
    assert backups.kept(backups.kept(times)) == backups.kept(times)


def test_a_year_of_daily_saving_leaves_days_weeks_and_months() -> None:
    held: set[datetime] = set()
    for day in range(365):
        for hour in (9, 12, 15):
            held = set(backups.kept({*held, _START + timedelta(days=day, hours=hour)}))
    ages = sorted((max(held) - one).days for one in held)
    assert len(held) == backups.MOST
    assert ages[0] == 0
    assert any(1 <= age <= 3 for age in ages)
    assert any(5 <= age <= 28 for age in ages)
    assert ages[-1] >= 28


@pytest.mark.requirement("R54")
def test_every_saving_leaves_a_sealed_backup_that_opens(tmp_path: Path) -> None:
    case, source = _case(), None
    for number in range(13):
        case = set_at(case, "patient.other_identifier", f"GIVEN{number}")
        saved = save(case, source, tmp_path / "one.hcplan", "Dr Example")
        assert saved.not_backed_up is None
        case, source = saved.case, saved.source
    found = backing_up.backups_of(case)
    assert [one.revision for one in found] == list(range(13, 3, -1))
    for one in found:
        assert b"PLANTEDNAME" not in one.place.read_bytes()
        assert vault.is_sealed(one.place.read_bytes())
        held, _ = backing_up.opened(one, no_keys)
        assert held.patient.other_identifier == f"GIVEN{one.revision - 1}"
    assert not any("PLANTED" in str(path) for path in state_folder().rglob("*"))


def test_what_is_replaced_knowingly_is_backed_up_first(tmp_path: Path) -> None:
    path = tmp_path / "one.hcplan"
    first = save(_case(), None, path, "A")
    save(set_at(first.case, "patient.surname", "THEIRS"), first.source, path, "B")
    save(set_at(first.case, "patient.surname", "OURS"), first.source, path, "A", overwrite=True)
    held = [backing_up.opened(one, no_keys)[0].patient.surname for one in backing_up.backups_of(first.case)]
    assert held.count("THEIRS") == 2  # their own saving on this computer, and what was replaced
    assert held[0] == "OURS"


def test_a_backup_that_fails_is_told_and_the_case_is_saved(tmp_path: Path) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / "backups").write_text("in the way")
    saved = save(_case(), None, tmp_path / "one.hcplan", "A")
    assert isinstance(saved.not_backed_up, NotBackedUp)
    assert files.load(tmp_path / "one.hcplan")[0] == saved.case


def test_another_key_is_told_and_nothing_goes(tmp_path: Path) -> None:
    path = tmp_path / "one.hcplan"
    saved = save(_case(), None, path, "A")
    (state_folder() / "key.txt").unlink()
    for _ in range(12):
        saved = save(saved.case, saved.source, path, "A")
    found = backing_up.backups_of(saved.case)
    assert len(found) == 11
    before = found[-1].place.read_bytes()
    with pytest.raises(BackupUnreadable, match="another key"):
        backing_up.opened(found[-1], no_keys)
    assert found[-1].place.read_bytes() == before


def test_a_damaged_backup_is_told_marked_and_never_thinned_out(tmp_path: Path) -> None:
    path = tmp_path / "one.hcplan"
    saved = save(_case(), None, path, "A")
    (first,) = backing_up.backups_of(saved.case)
    data = first.place.read_bytes()
    first.place.write_bytes(data[:-20] + bytes(20))
    with pytest.raises(BackupUnreadable, match="damaged"):
        backing_up.opened(first, no_keys)
    for _ in range(12):
        saved = save(saved.case, saved.source, path, "A")
    assert [one.damaged for one in backing_up.backups_of(saved.case)] == [False] * 10 + [True]


def test_a_clock_set_back_never_costs_the_newest(tmp_path: Path) -> None:
    key = vault.new_key()
    for number in range(15):
        backups.add(tmp_path, b"%d" % number, number, key.public, _START - timedelta(days=number))
    newest = backups.listed(tmp_path)[0]
    assert newest.revision == 14
    assert backups.read(newest, [key.secret]) == b"14"


@given(st.text(min_size=1, max_size=40))
def test_the_folder_of_a_case_never_leads_elsewhere(case_id: str) -> None:
    place = backups.folder_of(Path("state"), case_id)
    assert place.parent == Path("state")
    assert len(place.name) == 32
