"""The main window: home or one case, with menus, tool bar, state and the guard against losing anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon
from PySide6.QtWidgets import QApplication

from hcplanner.shipped import resources
from ui import copying, dialogs, files, menus, theme
from ui.commands import every
from ui.desk import Desk
from ui.keys import OneMeaning
from ui.locking import AppLock
from ui.stateline import StateLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hcplanner.i18n import Words
    from ui.caseview import CaseView
    from ui.memory import Memory

_FIRST_SIZE: Final = (1320, 740)


class MainWindow(Desk):
    """Carries out every command: `do_NAME` for the command of that name."""

    def __init__(self, words: Words, memory: Memory) -> None:
        super().__init__(words, memory)
        self.setWindowIcon(QIcon(str(resources("icons", "app.svg"))))
        self.setAcceptDrops(True)
        self._painted: Mapping[str, str] | None = None
        self.dress()
        self.resize(*_FIRST_SIZE)
        if state := memory.size("window"):
            self.restoreGeometry(state)
        self.actions_by_name = menus.make_actions(self, words)
        self.recent_menu = menus.fill_menus(self, self.actions_by_name, words)
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        self.tools = menus.make_toolbar(self, self.actions_by_name, words)
        self.addToolBar(self.tools)
        self.keys = OneMeaning(self, [key for command in every() for key in command.keys])
        self.line = StateLine(self.statusBar())
        self.app_lock = AppLock(self)
        self.home.asked.connect(lambda name: self.actions_by_name[name].trigger())
        self.home.file_chosen.connect(lambda path: files.open_path(self, path))
        self.home.show_recent(memory.recent)
        self.home.setFocus()
        self.refresh_state()

    def refresh_state(self) -> None:
        """Show whether the case is saved, its revision, its file; what can be done now."""
        if self.app_lock.locked:
            return
        view = self.view
        for command in every():
            if command.needs_case:
                self.actions_by_name[command.name].setEnabled(view is not None)
        self.tools.setVisible(view is not None)
        self.statusBar().setVisible(view is not None)
        if view is None:
            self.setWindowTitle("hcplanner")
            return
        open_case = view.open_case
        self.actions_by_name["undo"].setEnabled(open_case.can_undo)
        self.actions_by_name["redo"].setEnabled(open_case.can_redo)
        # Nothing of the patient, not even a file's name, stands in a title that the system lists and logs.
        self.setWindowTitle(f"hcplanner – {self.line.show(self)}")

    def start(self, paths: list[str]) -> None:
        """Open the first of the files named at the start; what the first paint could do without comes now."""
        if self.memory.catch_up():
            self.dress()
        self._paint_icons()
        self.app_lock.arm()
        for name in paths[:1]:
            files.open_path(self, Path(name))
        self.recovery.look()
        if not paths:
            self.jobs.submit("warm up", _warm_up, lambda _none: None, _raise)

    def may_quit(self) -> bool:
        """Whether the window may close, after asking about unsaved changes."""
        return files.may_leave(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.app_lock.locked:
            # Nobody is asked who may not see the case: what is not saved is offered at the next start.
            self.recovery.keep_now()
        elif not self.may_quit():
            event.ignore()
            return
        self.memory.keep_size("window", self.saveGeometry())
        if self.view is not None:
            self.view.leave()
        self.let_go()
        if not self.app_lock.locked:
            self.recovery.stop()
        self.app_lock.stop()
        self.jobs.stop()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) or self._pictures_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            event.acceptProposedAction()
            files.open_path(self, path)
        elif pictures := self._pictures_in(event):
            event.acceptProposedAction()
            self._view.pictures().take(pictures)

    def _pictures_in(self, event: QDropEvent) -> list[Path]:
        """The picture files that are being dragged, where there is a case to take them."""
        from ui.parts.pictures import picture_files

        return picture_files(event.mimeData()) if self.view is not None else []

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._painted not in (None, theme.tokens_of(self)):
            self._paint_icons()

    def _paint_icons(self) -> None:
        self._painted = theme.tokens_of(self)
        menus.paint_icons(self.actions_by_name, self)
        self.home.paint_icons()
        self.home.show_recent(self.memory.recent)
        if self.view is not None:
            self.view.preview.paint_icons()

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in self.memory.recent:
            action = self.recent_menu.addAction(f"{path.name}   {path.parent}".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, path=path: files.open_path(self, path))
        self.recent_menu.addSeparator()
        forget = self.recent_menu.addAction(self.words("&Forget these"))
        forget.triggered.connect(self._forget_recent)

    def _forget_recent(self) -> None:
        self.memory.forget_recent()
        self.home.show_recent(())

    # What the commands do.

    def do_home(self) -> None:
        """Put the case away, after asking."""
        if files.may_leave(self):
            self.clear()
            self.refresh_state()

    def do_new(self) -> None:
        """Begin an empty case with the patient."""
        if files.start_new(self, "patient"):
            self._view.enter("patient")

    def do_emergency(self) -> None:
        """Begin an empty case on the Quick page, the fields needed marked and the cursor in the first."""
        if files.start_new(self):
            self._view.need()
            self._view.enter("quick")

    def do_next_needed(self) -> None:
        """Go to the next field that an emergency plan asks for."""
        self._view.need().next_needed()

    def do_open(self) -> None:
        """Choose a file and open it."""
        files.choose_and_open(self)

    def do_sample(self) -> None:
        """Open the fictional case."""
        files.open_sample(self)

    def do_verify(self) -> None:
        """Ask whether a document or a case file is whole."""
        from ui import verifying

        verifying.choose_and_verify(self)

    def do_save(self) -> None:
        """Save where the case came from."""
        files.save(self)

    def do_save_as(self) -> None:
        """Save under another name."""
        files.save_as(self)

    def do_export(self) -> None:
        """Show the sheet for saving documents as PDF, the plan chosen."""
        self._print_sheet()

    def do_export_final(self) -> None:
        """Show the sheet with what is missing for a final."""
        self._print_sheet(final=True)

    def do_print(self) -> None:
        """Show the sheet for paper."""
        self._print_sheet(paper=True)

    def _print_sheet(self, *, final: bool = False, paper: bool = False) -> None:
        from ui.printing import PrintSheet

        dialogs.shown(PrintSheet(self, final=final, paper=paper))

    def do_documents_made(self) -> None:
        """List what was issued from the case."""
        from ui.documents_made import DocumentsMade

        dialogs.shown(DocumentsMade(self))

    def do_versions(self) -> None:
        """List the earlier states of the case."""
        from ui.versions import Versions

        self._view.flush()
        dialogs.shown(Versions(self))

    def do_copy_summary(self) -> None:
        """Put the one-glance summary on the clipboard, in the words that are printed."""
        copying.copy_summary(self)

    def do_copy_orders(self) -> None:
        """Put the orders for after the operation on the clipboard."""
        copying.copy_document(self, "orders")

    def do_copy_handover(self) -> None:
        """Put the handover on the clipboard."""
        copying.copy_document(self, "handover")

    def do_copy_monitoring_request(self) -> None:
        """Put the request to the neurophysiologist on the clipboard."""
        copying.copy_document(self, "monitoring-request")

    def do_quit(self) -> None:
        """Close the window, after asking."""
        self.close()

    def do_add_picture(self) -> None:
        """Choose picture files and take them into the case."""
        self._view.pictures().choose()

    def do_paste_picture(self) -> None:
        """Take the picture on the clipboard into the case."""
        self._view.pictures().paste()

    def do_undo(self) -> None:
        """Take the last change of the case back."""
        self._view.flush()
        self._view.open_case.undo()

    def do_redo(self) -> None:
        """Make the change again that was taken back."""
        self._view.open_case.redo()

    def do_search(self) -> None:
        """Find a field or a command by its words."""
        from ui import search

        search.show(self)

    def do_name(self) -> None:
        """Ask for the name that is stamped on what is saved."""
        given = dialogs.ask_name(self, self.memory.settings.name, self.memory.settings.role, self.words)
        if given is not None:
            self.memory.signed(*given)

    def do_encrypt(self) -> None:
        """Choose who can open the case."""
        from ui import own_keys

        own_keys.encrypt(self)

    def do_decrypt(self) -> None:
        """Save a plain copy of an encrypted case."""
        from ui import own_keys

        own_keys.decrypt(self)

    def do_keys(self) -> None:
        """Show one's own key and those of others; a first key is made after telling what is lost with it."""
        from ui import own_keys

        own_keys.show(self)
        self.app_lock.arm()

    def do_lock(self) -> None:
        """Cover everything until the passphrase is given; without one it is asked for a new one first."""
        from ui import unlocking

        if self.app_lock.possible or unlocking.new_passphrase(self):
            self.app_lock.lock()

    def do_own_documents(self) -> None:
        """Show the institution's own documents; what was changed there is printed at once."""
        from ui.pages import own_documents

        own_documents.show(self)
        if self.view is not None:
            self.view.preview.ask_documents()
            self.view.refresh()

    def do_next_section(self) -> None:
        """Show the next page of the contents."""
        self._view.step_page(1)

    def do_previous_section(self) -> None:
        """Show the page before."""
        self._view.step_page(-1)

    def do_quick(self) -> None:
        """Show the Quick page."""
        self._view.enter("quick")

    def do_show_preview(self) -> None:
        """Show the preview."""
        self._view.show_side(self._view.preview)
        self._view.preview.pages.setFocus()

    def do_show_checks(self) -> None:
        """Show the findings."""
        self._view.show_side(self._view.checks)
        self._view.checks.take_focus()

    def do_show_figures(self) -> None:
        """Show the drawings of the case."""
        self._view.show_side(self._view.figures)
        self._view.figures.take_focus()

    def do_zoom_in(self) -> None:
        """Make the pages of the preview larger."""
        self._view.preview.zoom_by(1.2)

    def do_zoom_out(self) -> None:
        """Make the pages of the preview smaller."""
        self._view.preview.zoom_by(1 / 1.2)

    def do_zoom_fit(self) -> None:
        """Make the pages of the preview as wide as their pane."""
        self._view.preview.fit()

    def do_scheme_system(self) -> None:
        """Take the colours the system reports."""
        self._recolour("system")

    def do_scheme_light(self) -> None:
        """Take the light colours."""
        self._recolour("light")

    def do_scheme_dark(self) -> None:
        """Take the dark colours."""
        self._recolour("dark")

    def do_about(self) -> None:
        """Tell the version and the intended use."""
        dialogs.show_about(self, self.words)

    @property
    def _view(self) -> CaseView:
        assert self.view is not None  # such commands are offered only with a case open
        return self.view

    def _recolour(self, chosen: str) -> None:
        from hcplanner.actions.preferences import Theme

        self.memory.coloured(Theme[chosen.upper()])
        self.dress()

    def dress(self) -> None:
        """Take the colours that are chosen, or those of the system."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.dress(app, self, self.memory.theme)


def _warm_up() -> None:
    """Load what the first case needs while the user still looks at home. Runs in the worker."""
    import ui.caseview
    import ui.pages.quick
    import ui.pages.section  # noqa: F401 - loaded to be there


def _raise(error: Exception) -> None:
    raise error


def _dropped(event: QDropEvent) -> Path | None:
    """The case file or document that is being dragged, if it is one."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in (files.SUFFIX, files.DOCUMENT) else None
