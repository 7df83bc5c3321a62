"""The command for whoever helps: doctor."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Final

COMMANDS: Final = ("doctor",)


def add_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command. `add` makes one by name, function and help."""
    add("doctor", _doctor, "Print what a help desk asks first: versions, folders, settings; nothing of a patient.")


def _doctor(_asked: argparse.Namespace) -> None:
    from hcplanner.actions.diagnosing import report

    print(report())
