"""One open case on the screen: banner, contents, pages, preview and checks, kept in step with the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from hcplanner.case import Case
from hcplanner.fields import members
from hcplanner.knowledge.past import NOTHING
from ui.widgets.banner import PatientBanner
from ui.widgets.contents import QUICK, ContentsList
from ui.widgets.figures import FiguresTab
from ui.widgets.findings_list import FindingsList
from ui.widgets.preview import PreviewPane
from ui.widgets.reconfirm import ReconfirmNote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from PySide6.QtGui import QResizeEvent

    from hcplanner.errors import HcplannerError
    from hcplanner.i18n import Words
    from hcplanner.knowledge.answers import Checked, Weighed
    from hcplanner.knowledge.completeness import Completeness
    from hcplanner.knowledge.findings import Finding
    from hcplanner.knowledge.past import Past
    from hcplanner.opencase import Change, OpenCase
    from ui.form import FormPage
    from ui.jobs import Jobs
    from ui.memory import Memory
    from ui.pages.quick import QuickPage
    from ui.parts.pictures import PictureEntries

_CHECK_AFTER_MS: Final = 250
# Below this width the form and the paper beside it would both be cut: they take turns.
_ROOM_FOR_BOTH: Final = 1000
_FORM_WIDTH: Final = 470


class _Told(NamedTuple):
    """What the worker found out about the case."""

    checked: Checked
    completeness: Mapping[str, Completeness]
    profile_refused: HcplannerError | None


def gravest_by_path(findings: Iterable[Finding]) -> dict[str, Finding]:
    """The first finding at each path; they come the gravest first."""
    found: dict[str, Finding] = {}
    for finding in findings:
        for path in finding.paths:
            found.setdefault(path, finding)
    return found


class CaseView(QWidget):
    """Everything of one case. `changed` is emitted after each change of it.

    profile_refused(error): the institution's profile is not followed, because it could not be
    emergency: whether the case was opened as one, or the fields needed for it were asked for
    """

    changed = Signal()
    profile_refused = Signal(object)

    def __init__(self, open_case: OpenCase, words: Words, jobs: Jobs, memory: Memory, page: str = "") -> None:
        super().__init__()
        self.open_case = open_case
        self._memory = memory
        self.emergency = False
        self._words = words
        self._jobs = jobs
        self._pages: dict[str, FormPage] = {}
        self._by_path: Mapping[str, Finding] = {}
        self.past = NOTHING
        self.banner = PatientBanner(words)
        self.reconfirm = ReconfirmNote(words)
        self.contents = ContentsList([(m.name, words(m.field.label)) for m in members(Case)], words)
        self.stack = QStackedWidget()
        self.preview = PreviewPane(words, jobs, memory)
        self.preview.attachments = open_case.attachments
        self.checks = FindingsList(words)
        self.figures = FiguresTab(words, jobs)
        self.side = QTabWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._check_timer = QTimer(self, singleShot=True)
        self._check_timer.timeout.connect(self._check)
        self.contents.chosen.connect(self.show_page)
        self.checks.chosen.connect(self.go_to)
        self.checks.asked.connect(self._set_aside)
        self.checks.withdrawn.connect(self._withdraw)
        self._stop_watching = open_case.watch(self._case_changed)
        self.banner.show_case(open_case.case)
        self.show_page(page or QUICK)
        # The form is painted first; paper and checks follow when the event loop is free.
        self.preview.show_case(open_case.case, saved=not open_case.dirty)
        self.figures.show_case(open_case.case)
        self._check_timer.start(_CHECK_AFTER_MS)

    def _lay_out(self) -> None:
        words = self._words
        self.side.setDocumentMode(True)
        self.side.addTab(self.preview, words("Preview"))
        self.side.addTab(self.checks, words("Checks"))
        self.side.addTab(self.figures, words("Figures"))
        self.side.setAccessibleName(words("Preview, checks and figures"))
        for widget, width in ((self.contents, 224), (self.stack, 590), (self.side, 470)):
            self.splitter.addWidget(widget)
            widget.setMinimumWidth(min(width, 180))
        self.stack.setMinimumWidth(_FORM_WIDTH)
        self.splitter.setSizes([224, 590, 470])
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for index, share in enumerate((0, 3, 2)):
            self.splitter.setStretchFactor(index, share)
        middle = QHBoxLayout()
        middle.addWidget(self.splitter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addWidget(self.reconfirm)
        whole.addLayout(middle, 1)

    def minimumSizeHint(self) -> QSize:
        """What it needs without the paper beside the form, so that the window can become that narrow at once."""
        columns = self.contents.minimumWidth() + self.splitter.handleWidth() + _FORM_WIDTH
        least = super().minimumSizeHint()
        return QSize(max(columns, self.banner.minimumSizeHint().width()), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form all the room where there is not enough for paper beside it."""
        super().resizeEvent(event)
        self._share(self.side.isVisibleTo(self) and not self.stack.isVisibleTo(self))

    def show_side(self, tab: QWidget) -> None:
        """Show the preview or the checks; in a narrow window in the place of the form."""
        self.side.setCurrentWidget(tab)
        self._share(side_first=True)

    def _share(self, side_first: bool) -> None:
        both = self.width() >= _ROOM_FOR_BOTH
        self.side.setVisible(both or side_first)
        self.stack.setVisible(both or not side_first)

    def show_page(self, name: str) -> FormPage:
        """Show the Quick page or a section, building it at its first visit; gives the page."""
        self._share(side_first=False)
        page = self._pages.get(name)
        if page is None:
            page = self._built(name)
            self._pages[name] = page
            self.stack.addWidget(page)
            page.show_findings(self._by_path)
            page.finding_asked.connect(self._show_finding)
        self.stack.setCurrentWidget(page)
        self.contents.mark(name)
        return page

    def _built(self, name: str) -> FormPage:
        if name == QUICK:
            from ui.pages.quick import QuickPage

            return QuickPage(self.open_case, self._words)
        from ui.pages.section import SectionPage

        return SectionPage(self.open_case, name, self._words, later=self._later)

    def _later(self, topic: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Work something out for a page off this thread."""

        def failed(error: Exception) -> None:
            raise error

        self._jobs.submit(topic, work, done, failed)

    def step_page(self, by: int) -> None:
        """Show the page that many places further down the contents."""
        names = self.contents.names
        at = names.index(self.contents.current)
        self.enter(names[max(0, min(len(names) - 1, at + by))])

    def enter(self, name: str) -> None:
        """Show a page and put the cursor in its first field."""
        first = self.show_page(name).body.first_input()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def need(self) -> QuickPage:
        """Show the Quick page with the fields that an emergency plan asks for marked."""
        from hcplanner.actions.printing import emergency_fields
        from ui.pages.quick import QuickPage

        page = self.show_page(QUICK)
        assert isinstance(page, QuickPage)
        page.need(emergency_fields())
        self.emergency = True
        return page

    def flush(self) -> None:
        """Put what is still being typed into the case."""
        for page in self._pages.values():
            page.flush()

    def go_to(self, path: str) -> None:
        """Show the field at a path and put the cursor there."""
        self.show_page(path.partition(".")[0]).go_to(path)

    def pictures(self) -> PictureEntries:
        """The list of key pictures on the page Imaging, shown."""
        from hcplanner.actions.pictures import LIST
        from ui.parts.pictures import PictureEntries

        self.flush()
        found = self.show_page("imaging").body.reveal(LIST)
        assert isinstance(found, PictureEntries)
        return found

    def refresh(self) -> None:
        """Make paper and checks anew for the case as it is."""
        self._check()
        self.preview.show_case(self.open_case.case, saved=not self.open_case.dirty)
        self.figures.show_case(self.open_case.case)

    def show_past(self, past: Past) -> None:
        """Hold the case against what was issued from it before; paper and checks follow with the next `refresh`."""
        self.past = self.preview.past = past
        self.reconfirm.show_case(self.open_case.case, past)

    def leave(self) -> None:
        """Stop following the case: the view is about to go."""
        self._stop_watching()
        self._check_timer.stop()
        self.preview.stop()
        self.figures.stop()
        self._jobs.forget()

    def _case_changed(self, change: Change) -> None:
        before, after = change.before, change.after
        if (before.patient, before.example, before.unread) != (after.patient, after.example, after.unread):
            self.banner.show_case(change.after)
        self.reconfirm.show_case(after, self.past)
        self.preview.show_case(change.after, saved=not self.open_case.dirty)
        self.figures.show_case(change.after)
        self._check_timer.start(_CHECK_AFTER_MS)
        self.changed.emit()

    def _check(self) -> None:
        case, language, memory, past = self.open_case.case, self._words.language, self._memory, self.past

        def work() -> _Told:
            from hcplanner.actions import checking
            from hcplanner.actions.clock import today

            return _Told(
                checking.checked(case, language, today(), memory.profile, past),
                checking.completeness(case),
                memory.profile_refused,
            )

        self._jobs.submit("checks", work, self._checked, self._check_failed)

    def _checked(self, told: _Told) -> None:
        self.checks.show_checked(told.checked)
        open_ones = [one.finding for one in told.checked.weighed if one.standing.value != "answered"]
        self.contents.show_state(told.completeness, open_ones)
        self._by_path = gravest_by_path(open_ones)
        for page in self._pages.values():
            page.show_findings(self._by_path)
        label = self._words("Checks")
        self.side.setTabText(1, f"{label} ({len(open_ones)})" if open_ones else label)
        if told.profile_refused is not None:
            self.profile_refused.emit(told.profile_refused)

    def _show_finding(self, ident: str) -> None:
        self.show_side(self.checks)
        self.checks.take_focus(ident)

    def _set_aside(self, weighed: Weighed) -> None:
        from hcplanner.actions import answering
        from ui.answering import SetAside
        from ui.dialogs import shown

        dialog = SetAside(self, weighed, self._memory.who, self._words)
        if shown(dialog):
            reason, who = dialog.reason.toPlainText(), dialog.who.text()
            answering.set_aside(self.open_case, weighed.finding, reason, who)
            self._check()

    def _withdraw(self, weighed: Weighed) -> None:
        from hcplanner.actions import answering

        answering.withdraw(self.open_case, weighed.finding)
        self._check()

    def _check_failed(self, error: Exception) -> None:
        self.checks.show_failure(self._words("The checks could not be computed."))
        raise error
