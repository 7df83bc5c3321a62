"""`python3 dev.py bench [--json]`: what users wait for, as ratios to a floor measured in the same run."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from tests.benchmarks import classifying, floor, papers, screen, storing


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: milliseconds, the floor's where there is one, and the target for the ratio (or for the measure)."""

    what: str
    ms: float
    floor_ms: float | None
    target: float | None

    @property
    def held(self) -> float:
        """What the target is held against."""
        return self.ms if self.floor_ms is None else self.ms / self.floor_ms

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        return None if self.target is None else self.held <= self.target


def rows() -> Iterator[Row]:
    """Every measure, one after the other."""
    yield Row("tagged render of the benchmark document, warm", *floor.medians(), 1.1)
    yield Row("the same where a last page is spared, laid out twice", *floor.medians(floor.SPARED), None)
    yield Row("operative plan with figures, code and case, after an edit", *papers.warm(), None)
    yield Row("operative plan, cold process", *papers.cold(), None)
    yield Row("plan of the fullest example after an edit, 95th percentile", papers.preview(), None, 150)
    yield Row("a table of 10,000 rows, against one of 1,000", *papers.long_table(), 12)
    saving, opening = storing.medians()
    yield Row("save a case, against the raw write", *saving, 2.5)
    yield Row("open a case, against the raw read", *opening, None)
    yield from (Row(*measure) for measure in classifying.measures())
    starts = screen.starts()
    yield Row("shell painted, against a bare window", starts.shell * 1000, starts.bare * 1000, 1.5)
    yield Row("first form painted, against a bare window", starts.first_form * 1000, starts.bare * 1000, 2.3)
    yield Row("longest stall while the preview renders, 99th percentile", screen.stall().p99, None, 16)


def table(found: list[Row]) -> str:
    """The measures as lines of text."""
    lines = [f"{'':62} {'ms':>8} {'floor':>8} {'ratio':>6}  target"]
    for row in found:
        base = f"{row.floor_ms:8.2f} {row.held:6.2f}" if row.floor_ms is not None else f"{'':8} {'':6}"
        goal = "" if row.target is None else f"{'met' if row.met else 'MISSED'} (<= {row.target:g})"
        lines.append(f"{row.what:62} {row.ms:8.2f} {base}  {goal}".rstrip())
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the measures as JSON")
    found = list(rows())
    if parser.parse_args().json:
        measures = [{**asdict(row), "ratio": row.held if row.floor_ms else None, "met": row.met} for row in found]
        print(json.dumps({"python": platform.python_version(), "measures": measures}, indent=2))
    else:
        print(table(found))


if __name__ == "__main__":
    main()
