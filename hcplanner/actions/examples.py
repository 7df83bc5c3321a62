"""The example cases that come with the program, all fictional, as data to look at and to start from."""

import json

from hcplanner.case import Case
from hcplanner.fields import decode
from hcplanner.shipped import resources


def example_names() -> tuple[str, ...]:
    """The names of the example cases, in alphabetical order."""
    return tuple(sorted(path.stem for path in resources("examples").glob("*.json")))


def load_example(name: str) -> Case:
    """The example case `name`, without an id and never saved; LookupError when there is none of that name."""
    if name not in example_names():
        raise LookupError(f"there is no example {name!r}")
    read = decode(Case, json.loads(resources("examples", f"{name}.json").read_text("utf-8")))
    if read.problems or read.unknown:
        raise ValueError(f"the example {name!r} is not a case: {read.problems} {read.unknown}")
    case: Case = read.value
    return case


def example_pictures(name: str) -> dict[str, bytes]:
    """The key pictures of the example `name`, by their SHA-256; drawn, and of nobody."""
    pictures = [one.digest for one in load_example(name).imaging.pictures if one.digest]
    return {digest: resources("examples", "pictures", f"{digest}.png").read_bytes() for digest in pictures}
