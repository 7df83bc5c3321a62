"""Times the real documents: the plan warm and in a cold process, and the preview of a six-page case."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from hcplanner.actions import printing
from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.fields import set_at
from tests.benchmarks.floor import floor_pdf

ROOT = Path(__file__).parents[2]
_OURS = "from hcplanner.actions import printing as p; from hcplanner.actions.examples import load_example as e; p.make(e('index-case'), 'operative-plan')"  # noqa: E501 - one program
_FLOOR = "from tests.benchmarks.floor import floor_pdf; floor_pdf()"


def warm(rounds: int = 15) -> tuple[float, float]:
    """Milliseconds of the index case's plan (figures, QR code, attachment) and of the hand-written floor, in turns."""
    ours, floor = [], []
    printing.make(load_example("index-case"), "operative-plan")
    floor_pdf()
    for number in range(rounds):
        case = edited("index-case", number)
        start = perf_counter()
        printing.make(case, "operative-plan")
        middle = perf_counter()
        floor_pdf()
        ours.append(middle - start)
        floor.append(perf_counter() - middle)
    return median(ours) * 1000, median(floor) * 1000


def cold(rounds: int = 5) -> tuple[float, float]:
    """Milliseconds of a fresh process that makes the plan, and of one that makes the floor, in turns."""
    times: dict[str, list[float]] = {_OURS: [], _FLOOR: []}
    for _ in range(rounds):
        for program, found in times.items():
            start = perf_counter()
            subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
            found.append(perf_counter() - start)
    return median(times[_OURS]) * 1000, median(times[_FLOOR]) * 1000


def preview(rounds: int = 30) -> float:
    """The 95th percentile in milliseconds of making the plan of the fullest example anew, after an edit each time."""
    times = []
    printing.make(load_example("adult-ossified-ligament"), "operative-plan")
    for number in range(rounds):
        case = edited("adult-ossified-ligament", number)
        start = perf_counter()
        printing.make(case, "operative-plan")
        times.append(perf_counter() - start)
    return quantiles(times, n=20)[-1] * 1000


def edited(example: str, number: int) -> Case:
    """The example as it is after somebody typed: a preview is made anew only then."""
    return set_at(load_example(example), "plan.note", f"Told again {number}")


def long_table(rounds: int = 3) -> tuple[float, float]:
    """Milliseconds of a document with a table of 10,000 rows, and of one with 1,000: processor time, the least."""
    from hcplanner.documents.engine import make_pdf
    from tests.documents.paper import ABOUT

    long, short = (_table(10_000), _table(1_000))
    make_pdf(short, ABOUT)
    times: dict[str, list[float]] = {long: [], short: []}
    for _ in range(rounds):
        for markup, found in times.items():
            start = process_time()
            make_pdf(markup, ABOUT)
            found.append(process_time() - start)
    return min(times[long]) * 1000, min(times[short]) * 1000


def _table(rows: int) -> str:
    body = "".join(f"<tr><td>Row {n}</td><td>Value</td><td>12 mm</td></tr>" for n in range(rows))
    head = "<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
    return f"<doc><h1>Table</h1><table>{head}<tbody>{body}</tbody></table></doc>"
