"""The sample cases that come with the program: fictional, and printed as such."""

from __future__ import annotations

from hcplanner.case import Case
from hcplanner.shipped import resources
from hcplanner.storage.reading import read_case


def example_names() -> tuple[str, ...]:
    """The names of the sample cases, the index case first."""
    names = sorted(path.stem for path in resources("examples").glob("*.json"))
    return tuple(sorted(names, key=lambda name: name != "index-case"))


def load_example(name: str) -> Case:
    """The sample case `name`, as it was before any saving. KeyError when there is none of that name."""
    if name not in example_names():
        raise KeyError(name)
    path = resources("examples", f"{name}.json")
    return read_case(path.read_bytes(), path.name).case
