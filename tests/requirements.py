"""The matrix of requirements: what docs/requirements.md states, which tests prove it, and whether they hold.

`python -m tests.requirements` collects the suite and prints the matrix; `--run` runs the tests that carry a number too.
"""

import argparse
import contextlib
import io
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import pytest

TABLE: Final = Path(__file__).resolve().parent.parent / "docs" / "requirements.md"
_ROW: Final = re.compile(r"^\| (R\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)


class Requirement(NamedTuple):
    """One row of the table: its number, what is required, and whether it is due yet."""

    number: str
    text: str
    state: str


def table(path: Path = TABLE) -> tuple[Requirement, ...]:
    """The rows of docs/requirements.md in their order."""
    return tuple(Requirement(*row) for row in _ROW.findall(path.read_text("utf-8")))


def numbers_of(item: pytest.Item) -> list[str]:
    """The requirement numbers a collected test carries."""
    return [number for marker in item.iter_markers("requirement") for number in marker.args]


@dataclass
class _Collector:
    """A pytest plugin that keeps which test proves which requirement, and how each ended."""

    tests: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    broken: set[str] = field(default_factory=set)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for number in numbers_of(item):
                self.tests[number].add(item.nodeid.split("[", 1)[0])
        items[:] = [item for item in items if numbers_of(item)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.broken.add(report.nodeid.split("[", 1)[0])


def state_of(row: Requirement, proofs: set[str], broken: set[str], *, ran: bool) -> str:
    """One word for a row: "later", "open", "broken", "held", or "proved" when the tests were only collected."""
    if not proofs:
        return row.state if row.state == "later" else "open"
    if not ran:
        return "proved"
    return "broken" if proofs & broken else "held"


def main(arguments: list[str]) -> int:
    """Prints the matrix; the exit code is 1 when collecting failed or a proof is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.requirements", description="Prints the requirements matrix.")
    parser.add_argument("--run", action="store_true", help="run the proofs too")
    ran: bool = parser.parse_args(arguments).run
    collector = _Collector()
    said = io.StringIO()
    # What pytest says of collecting is of interest only when it fails; of running, always.
    with contextlib.nullcontext() if ran else contextlib.redirect_stdout(said):
        options = ["-q", "--no-header"] if ran else ["--collect-only", "-q", "--no-header"]
        code = pytest.main([*options, str(TABLE.parent.parent / "tests")], plugins=[collector])
    if code != pytest.ExitCode.OK:
        print(said.getvalue())
    print("| R | State | Requirement | Tests |\n|---|---|---|---|")
    for row in table():
        proofs = collector.tests.get(row.number, set())
        state = state_of(row, proofs, collector.broken, ran=ran)
        print(f"| {row.number} | {state} | {row.text} | {'<br>'.join(sorted(proofs)) or '-'} |")
    return int(code != pytest.ExitCode.OK)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
