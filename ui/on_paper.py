"""Pages of finished documents on the system's printer, each at its true size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog

from hcplanner.actions import printing
from ui.preview import Paper, Press

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from hcplanner.actions.preferences import Profile
    from hcplanner.case import Case

_MOST_DPI: Final = 600


def drafts(
    case: Case, names: Iterable[str], issue: printing.Issue, dpi: int, ours: Profile
) -> list[tuple[QImage, tuple[float, float]]]:
    """Every page of the documents as an image for the printer, with its size in points. Runs in the worker."""
    return sheets([printing.make(case, name, issue, ours) for name in names], dpi)


def sheets(documents: Iterable[bytes], dpi: int) -> list[tuple[QImage, tuple[float, float]]]:
    """The same of finished documents."""
    press = Press()
    return [page for data in documents for page in _pages(press, press.read("", data), dpi)]


def chosen_printer(parent: QWidget) -> QPrinter | None:
    """The printer that the system's dialog gives; None when it is left."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    # A job's name is read by whoever passes the printer's queue.
    printer.setDocName("hcplanner")
    accepted = QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted
    return printer if accepted else None


def fineness(printer: QPrinter) -> int:
    """Dots per inch that pages are drawn with for this printer."""
    return min(_MOST_DPI, printer.resolution())


def _pages(press: Press, paper: Paper, dpi: int) -> list[tuple[QImage, tuple[float, float]]]:
    return [(press.draw(paper, number, dpi / 72), size) for number, size in enumerate(paper.sizes)]


def put_on_paper(printer: QPrinter, sheets: list[tuple[QImage, tuple[float, float]]]) -> None:
    """Print page images at their true size, each on its own sheet; the chosen range of pages is respected."""
    painter = QPainter(printer)
    first, last = printer.fromPage() or 1, printer.toPage() or len(sheets)
    dpi = printer.resolution()
    # The pages carry their own margins: the origin is the corner of the sheet, not of the printable part.
    corner = printer.pageLayout().paintRectPixels(dpi).topLeft()
    wanted = sheets[first - 1 : last]
    for number, (image, (width, height)) in enumerate(wanted):
        if number:
            printer.newPage()
        painter.drawImage(QRectF(-corner.x(), -corner.y(), width / 72 * dpi, height / 72 * dpi), image)
    painter.end()
