"""The recovery sheet of one's own key goes to paper, and nowhere else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.dialogs import ask_sheet

if TYPE_CHECKING:
    from ui.desk import Desk


def offer(desk: Desk) -> None:
    """Ask, at the first use of a key, whether its recovery sheet is to be printed now."""
    if ask_sheet(desk, desk.words):
        print_sheet(desk)


def print_sheet(desk: Desk) -> None:
    """Print the recovery sheet of one's own key, which is open; it is drawn for the printer, and no file is written."""
    from hcplanner.actions import recovery_sheet
    from ui import on_paper

    printer = on_paper.chosen_printer(desk)
    if printer is None:
        return
    secret, who, dpi = desk.ring.sheet_secret(), desk.memory.who, on_paper.fineness(printer)

    def failed(error: Exception) -> None:
        raise error

    desk.jobs.submit(
        "recovery sheet", lambda: on_paper.sheets([recovery_sheet.make(secret, who)], dpi),
        partial(on_paper.put_on_paper, printer), failed,
    )  # fmt: skip
