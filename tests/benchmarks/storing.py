"""Times saving and opening a case file against the raw write and the raw read of the same bytes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from hcplanner.actions.examples import load_example
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save

ROUNDS = 31


def medians() -> tuple[tuple[float, float], tuple[float, float]]:
    """Milliseconds, each as (ours, floor): saving against write and sync, opening against read."""
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder) / "case.hcplan", Path(folder) / "raw"
        saved = save(load_example("adult-ossified-ligament"), None, path, "Dr EXAMPLE")
        data = path.read_bytes()
        times: list[list[float]] = [[], [], [], []]
        for _ in range(ROUNDS):
            start = perf_counter()
            saved = save(saved.case, saved.source, path, "Dr EXAMPLE")
            times[0].append(perf_counter() - start)
            start = perf_counter()
            _write(plain, data)
            times[1].append(perf_counter() - start)
            start = perf_counter()
            open_file(path)
            times[2].append(perf_counter() - start)
            start = perf_counter()
            path.read_bytes()
            times[3].append(perf_counter() - start)
    ours_save, raw_write, ours_open, raw_read = (median(one) * 1000 for one in times)
    return (ours_save, raw_write), (ours_open, raw_read)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
