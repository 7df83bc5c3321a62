"""Makes the pictures of the README anew from the real window and the real paper: `python -m tests.pictures`.

The index case is fictional. Nothing is kept of the person who runs this: settings go to a folder that is thrown away.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

PICTURES: Final = Path(__file__).resolve().parent.parent / "docs" / "pictures"
_PAGE_WIDTH: Final = 760
_PATIENCE_MS: Final = 20_000


def main() -> int:
    """Writes `app.png` and `plan.png`; gives the exit code."""
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
        _paint_app(cases / "index-case.hcplan", PICTURES / "app.png")
    return 0


def _paint_page(paper: Path, picture: Path) -> None:
    """The first page of a document."""
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as document:
        page = document[0]
        drawn = page.render(scale=_PAGE_WIDTH / page.get_width()).to_pil().quantize(128, dither=0)
        drawn.save(picture, optimize=True)
        page.close()


def _paint_app(case: Path, picture: Path) -> None:
    """The window on a case, once its preview is drawn."""
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    from hcplanner.i18n import Words
    from ui import app
    from ui.memory import Memory
    from ui.window import MainWindow

    app.prepare(QApplication(["hcplanner"]))
    window = MainWindow(Words.load(), Memory())
    window.resize(1440, 900)
    window.show()
    window.start([str(case)])
    patience = QDeadlineTimer(_PATIENCE_MS)
    settled = 0
    # Drawing a page asks for the next: it is done when nothing has been asked for several rounds.
    while settled < 50 and not patience.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents()
        settled = 0 if window.jobs.busy else settled + 1
    window.grab().save(str(picture))
    window.clear()
    window.close()


if __name__ == "__main__":
    sys.exit(main())
