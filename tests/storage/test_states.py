"""The case as it was at an earlier revision: worked back through the history, and only ever what was saved then."""

import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.fields import Kind, get_at, item_type, leaves, members
from hcplanner.opencase import OpenCase
from hcplanner.storage.states import NotTold, state_at
from tests.cases import random_case, random_value


def _lists(struct: type[msgspec.Struct], case: msgspec.Struct, prefix: str = "") -> list[str]:
    """Every list of the case, also those inside entries."""
    found = []
    for member in members(struct):
        path = member.at(prefix)
        if member.kind is Kind.GROUP and member.struct is not None:
            found += _lists(member.struct, getattr(case, member.name), path)
        elif member.kind is Kind.LIST:
            found.append(path)
            for item in getattr(case, member.name):
                found += _lists(item_type(member), item, f"{path}[{item.id}]")
    return found


def _leaf_paths(struct: type[msgspec.Struct], case: msgspec.Struct, prefix: str = "") -> list[str]:
    found = []
    for member in members(struct):
        path = member.at(prefix)
        held = getattr(case, member.name)
        if member.kind is Kind.GROUP and member.struct is not None:
            found += _leaf_paths(member.struct, held, path)
        elif member.kind is Kind.LIST:
            for item in held:
                found += _leaf_paths(item_type(member), item, f"{path}[{item.id}]")
        else:
            found.append(path)
    return found


def _edit(window: OpenCase, chance: random.Random) -> None:
    """One thing a person does: a value, a text nobody can read, an entry more, fewer or elsewhere, an answer."""
    case = window.case
    what = chance.choice(("set", "set", "empty", "unread", "add", "remove", "move", "answer", "undo"))
    listed = [path for path in _lists(Case, case) if what == "add" or get_at(case, path)]
    if what in {"add", "remove", "move"} and listed:
        path = chance.choice(listed)
        if what == "add":
            window.add_item(path)
            return
        ident = chance.choice(get_at(case, path)).id
        window.remove_item(path, ident) if what == "remove" else window.move_item(path, ident, chance.randint(0, 2))
    elif what == "answer":
        window.answer(chance.choice("abc"), "f" * 64, "because", "Dr EXAMPLE", "2026-03-04T10:20:00+01:00")
    elif what == "undo":
        window.undo()
    else:
        path = chance.choice(_leaf_paths(Case, case))
        member = next(one for one in leaves(Case) if one.path == _bare(path))
        if what == "unread":
            window.set_unread(path, chance.choice(("soon", "", "3 or 4")))
        else:
            window.set(path, random_value(member, chance) if what == "set" else member.default)


def _bare(path: str) -> str:
    parts = [part.partition("]")[2] for part in f"]{path}".split("[")]
    return "[]".join(parts)


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_every_revision_comes_back_as_it_was_saved(tmp_path_factory: pytest.TempPathFactory, seed: int):
    chance = random.Random(seed)
    path = tmp_path_factory.mktemp("states") / "x.hcplan"
    idents = iter(range(10**6))
    window = OpenCase(random_case(seed), new_id=lambda: f"n{next(idents)}")
    source, saved = None, []
    for _ in range(chance.randint(1, 5)):
        for _ in range(chance.randint(0, 8)):
            _edit(window, chance)
        done = save(window.case, source, path, "Dr EXAMPLE")
        window.mark_saved(done.case)
        source = done.source
        saved.append(done.case)
    opened = open_file(path)
    for case in saved:
        assert state_at(opened.case, opened.source.history, case.revision) == case


def test_what_is_invented_and_which_are_examples_come_back(tmp_path: Path):
    first = save(random_case(3), None, tmp_path / "x", "Dr EXAMPLE")
    other = msgspec.structs.replace(
        first.case, example=not first.case.example, invented=("patient.surname",), unread={"patient.born": "soon"}
    )
    second = save(other, first.source, tmp_path / "x", "Dr EXAMPLE")
    assert state_at(second.case, second.source.history, first.case.revision) == first.case


def test_keys_of_a_later_version_do_not_hide_the_past(tmp_path: Path):
    first = save(random_case(4), None, tmp_path / "x", "Dr EXAMPLE")
    source = first.source._replace(unknown={"shoe_size": 43})
    second = save(first.case, source, tmp_path / "x", "Dr EXAMPLE")
    third = save(second.case, second.source, tmp_path / "x", "Dr EXAMPLE")
    told = state_at(third.case, third.source.history, second.case.revision, {"shoe_size": 43})
    assert told == second.case


@pytest.mark.parametrize(
    "what", ["a value before", "a value after", "no such revision", "a field nobody knows", "a line"]
)
def test_a_past_that_does_not_fit_is_never_told(tmp_path: Path, what: str):
    window = OpenCase(Case(id="0f" * 16))
    window.set("patient.surname", "EXAMPLE")
    first = save(window.case, None, tmp_path / "x", "Dr EXAMPLE")
    window.mark_saved(first.case)
    window.set("patient.surname", "ANOTHER")
    window.set("patient.identifier", "7")
    second = save(window.case, first.source, tmp_path / "x", "Dr EXAMPLE")
    lines = second.source.history
    changed = {
        "a value before": lines.replace(b'["EXAMPLE","ANOTHER"]', b'["OTHER","ANOTHER"]'),
        "a value after": lines.replace(b',"patient.identifier":["","7"]', b""),
        "no such revision": lines,
        "a field nobody knows": lines.replace(b"patient.identifier", b"patient.shoe_size"),
        "a line": lines[1:],
    }[what]
    revision = 9 if what == "no such revision" else 1
    assert (changed == lines) == (what == "no such revision")
    with pytest.raises(NotTold):
        state_at(second.case, changed, revision)
