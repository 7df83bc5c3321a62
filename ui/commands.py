"""What a person can do in the window, declared once: menus, shortcuts, tool bar and command search read it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hcplanner.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable


class Command(NamedTuple):
    """One thing to do. `label` carries its menu letter; the window's method is `do_` and its name.

    under: the submenu in which it stands, which takes its place where its first command is declared
    """

    name: str
    label: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs_case: bool = True
    tool: bool = False
    help: str = ""
    under: str = ""

    @property
    def title(self) -> str:
        """The label without its menu letter."""
        return self.label.replace("&", "")


SEPARATOR: Final = Command("", "")
_COPY: Final = N_("Copy as &text")

MENUS: Final[tuple[tuple[str, tuple[Command, ...]], ...]] = (
    (N_("&File"), (
        Command("home", N_("&Home"), ("Alt+Home",), "home", needs_case=False),
        Command("new", N_("&New case"), ("Ctrl+N",), "new", needs_case=False, tool=True),
        Command("emergency", N_("&Emergency case"), ("Ctrl+Shift+N",), "emergency", needs_case=False,
                help=N_("A new case that opens on the Quick page")),
        Command("open", N_("&Open…"), ("Ctrl+O",), "open", needs_case=False, tool=True),
        Command("verify", N_("&Verify a document…"), needs_case=False,
                help=N_("Whether a PDF or case file is whole, and what changed since it was printed")),
        Command("sample", N_("&Try the sample case"), (), "sample", needs_case=False),
        SEPARATOR,
        Command("save", N_("&Save"), ("Ctrl+S",), "save", tool=True),
        Command("save_as", N_("Save &as…"), ("Ctrl+Shift+S",)),
        SEPARATOR,
        Command("export", N_("Save &PDF…"), ("F5", "Ctrl+E"), "pdf", tool=True,
                help=N_("The operative plan as PDF, and any other document")),
        Command("export_final", N_("&Final…"), ("Shift+F5",), help=N_("What is missing for a final document")),
        Command("print", N_("&Print…"), ("Ctrl+P",), "print", tool=True),
        Command("documents_made", N_("Documents &made…"), ("Shift+F6",),
                help=N_("What was issued from this case, to be saved or printed again as it was")),
        Command("versions", N_("V&ersions…"), ("Ctrl+Shift+H",),
                help=N_("Earlier states and backups of this case: shown, compared, printed, restored")),
        Command("copy_summary", N_("&Copy summary as text"), ("Ctrl+Shift+C",), "copy", tool=True,
                help=N_("The one-glance summary, for the hospital’s record")),
        Command("copy_orders", N_("Copy post-operative &orders as text"), under=_COPY,
                help=N_("The orders recorded in the plan, in the words of their paper")),
        Command("copy_handover", N_("Copy &handover (SBAR) as text"), under=_COPY,
                help=N_("Situation, background, assessment, request")),
        Command("copy_monitoring_request", N_("Copy &neuromonitoring request as text"), under=_COPY,
                help=N_("For the neurophysiologist")),
        SEPARATOR,
        Command("encrypt", N_("E&ncrypt…"), help=N_("Who can open this case")),
        Command("decrypt", N_("&Decrypt…"), help=N_("Save a plain copy of an encrypted case")),
        Command("lock", N_("&Lock"), ("Ctrl+L",), needs_case=False,
                help=N_("Cover everything until your passphrase is given; the case is kept as it is")),
        SEPARATOR,
        Command("quit", N_("&Quit"), ("Ctrl+Q",), needs_case=False),
    )),
    (N_("&Edit"), (
        Command("undo", N_("&Undo"), ("Ctrl+Z",), "undo", tool=True),
        Command("redo", N_("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", tool=True),
        SEPARATOR,
        Command("add_picture", N_("Add key &pictures…"), ("Ctrl+Shift+K",),
                help=N_("PNG, JPEG, TIFF or DICOM files; they can also be dropped on the window")),
        Command("paste_picture", N_("Paste a &key picture"), ("Ctrl+Shift+V",)),
        SEPARATOR,
        Command("search", N_("&Find a field or command…"), ("Ctrl+K",), "search", needs_case=False, tool=True),
        Command("name", N_("Your &name…"), needs_case=False, help=N_("Stamped on what you save")),
        Command("keys", N_("&Keys…"), needs_case=False, help=N_("Your own key, its passphrase and its recovery sheet")),
        Command("own_documents", N_("&Documents of your own…"), needs_case=False,
                help=N_("Copy a shipped document, change it, and have it printed in its place")),
    )),
    (N_("&View"), (
        Command("next_section", N_("&Next section"), ("Ctrl+PgDown",)),
        Command("previous_section", N_("&Previous section"), ("Ctrl+PgUp",)),
        Command("quick", N_("&Quick page"), ("Ctrl+1",), "quick"),
        Command("next_needed", N_("Next field needed in an &emergency"), ("F8",),
                help=N_("On the Quick page, the next empty field that an emergency plan asks for")),
        SEPARATOR,
        Command("show_preview", N_("P&review"), ("F6",)),
        Command("show_checks", N_("&Checks"), ("F7",), "check"),
        Command("show_figures", N_("Fi&gures"), ("F9",)),
        Command("zoom_in", N_("Zoom &in"), ("Ctrl++", "Ctrl+=")),
        Command("zoom_out", N_("Zoom &out"), ("Ctrl+-",)),
        Command("zoom_fit", N_("&Fit width"), ("Ctrl+0",)),
        SEPARATOR,
        Command("scheme_system", N_("Colours of the &system"), needs_case=False),
        Command("scheme_light", N_("&Light colours"), needs_case=False),
        Command("scheme_dark", N_("&Dark colours"), needs_case=False),
    )),
    (N_("&Help"), (
        Command("report", N_("&Report for the help desk…"), needs_case=False,
                help=N_("Copies versions, folders and settings; nothing of a patient")),
        Command("about", N_("&About hcplanner"), ("F1",), "info", needs_case=False),
    )),
)  # fmt: skip


def every() -> tuple[Command, ...]:
    """All commands, in the order of the menus."""
    return tuple(c for _, commands in MENUS for c in commands if c is not SEPARATOR)


def runner(target: object, command: Command) -> Callable[[], None]:
    """The method of `target` that carries the command out; a missing one is a fault of the program."""
    method: Callable[[], None] = getattr(target, f"do_{command.name}")
    return method
