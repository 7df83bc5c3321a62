"""Makes the pictures of README and guide anew from the real window and the real paper: `python -m tests.pictures`.

The index case is fictional. Nothing is kept of the person who runs this: settings go to a folder that is thrown away.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ui.window import MainWindow

PICTURES: Final = Path(__file__).resolve().parent.parent / "docs" / "pictures"
_PAGE_WIDTH: Final = 760
_PATIENCE_MS: Final = 20_000


def main() -> int:
    """Writes every picture of docs/pictures; gives the exit code."""
    from hcplanner.actions import demo

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_LOGGING_RULES"] = "default.warning=false"
        cases = Path(home) / "cases"
        demo.write_demo(cases)
        _paint_page(cases / "index-case-operative-plan.pdf", PICTURES / "plan.png")
        _paint_page(cases / "index-case-consent.pdf", PICTURES / "consent.png")
        _paint_app(cases)
    return 0


def _paint_page(paper: Path, picture: Path) -> None:
    """The first page of a document."""
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as document:
        page = document[0]
        drawn = page.render(scale=_PAGE_WIDTH / page.get_width()).to_pil().quantize(128, dither=0)
        drawn.save(picture, optimize=True)
        page.close()


def _paint_app(cases: Path) -> None:
    """The window: home, then a case on the pages that the guide shows, once its preview is drawn."""
    from hcplanner.i18n import Words
    from ui import app
    from ui.memory import Memory
    from ui.window import MainWindow

    app.application(["hcplanner"])
    window = MainWindow(Words.load(), Memory())
    window.resize(1440, 900)
    window.show()
    _settle(window)
    window.grab().save(str(PICTURES / "home.png"))
    window.start([str(cases / "index-case.hcplan")])
    _settle(window)
    window.grab().save(str(PICTURES / "app.png"))
    assert window.view is not None
    window.view.show_page("imaging")
    _settle(window)
    window.grab().save(str(PICTURES / "imaging.png"))
    window.do_show_checks()
    _settle(window)
    window.grab().save(str(PICTURES / "checks.png"))
    window.do_show_preview()
    window.do_scheme_dark()
    window.view.show_page("plan")
    _settle(window)
    window.grab().save(str(PICTURES / "dark.png"))
    window.clear()
    window.close()


def _settle(window: "MainWindow") -> None:
    """Wait until nothing more is drawn: drawing a page asks for the next, so several quiet rounds are needed."""
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

    patience = QDeadlineTimer(_PATIENCE_MS)
    settled = 0
    while settled < 50 and not patience.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents()
        settled = 0 if window.jobs.busy else settled + 1


if __name__ == "__main__":
    sys.exit(main())
