"""One's own key and those of others: what they are, the recovery sheet on paper, and for whom a case is encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
)

from hcplanner.errors import HcplannerError
from ui import recovery_sheet, unlocking
from ui.dialogs import show_error, show_text

if TYPE_CHECKING:
    from hcplanner.actions.keys import Recipient
    from ui.desk import Desk


class KeysDialog(QDialog):
    """Shows one's own key, where it is kept and whose keys the profile names; prints the sheet, sets a passphrase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, words = desk, desk.words
        self.setWindowTitle(words("Keys"))
        self.setMinimumWidth(560)
        self.public = QLineEdit()
        self.public.setReadOnly(True)
        self.public.setAccessibleName(words("Your public key"))
        self.copy = QPushButton(words("&Copy"))
        self.kept = _text("", "muted")
        self.sheet = QPushButton(words("Print the &recovery sheet…"))
        self.passphrase = QPushButton(words("Set a &passphrase…"))
        self.restore = QPushButton(words("&Take a key from a recovery sheet…"))
        self.lock_after = QSpinBox()
        self.others = QListWidget()
        self.others.setProperty("role", "recent")
        self.others.setAccessibleName(words("Keys that the profile names"))
        self._lay_out()
        self._refresh()

    def _lay_out(self) -> None:
        words = self._desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        column.addWidget(_text(words("Your public key"), "heading"))
        column.addWidget(_text(words("Give it to whoever is to encrypt a case for you; it opens nothing."), "muted"))
        row = QHBoxLayout()
        row.addWidget(self.public, 1)
        row.addWidget(self.copy)
        column.addLayout(row)
        column.addWidget(_text(words("Your secret key"), "heading"))
        column.addWidget(self.kept)
        buttons = QHBoxLayout()
        for button in (self.sheet, self.passphrase):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        lock = QHBoxLayout()
        label = QLabel(words("&Lock after minutes without a key or click (0: never)"))
        label.setBuddy(self.lock_after)
        self.lock_after.setRange(0, 240)
        self.lock_after.setValue(self._desk.memory.settings.lock_after)
        self.lock_after.valueChanged.connect(self._desk.memory.locking_after)
        lock.addWidget(label)
        lock.addWidget(self.lock_after)
        lock.addStretch(1)
        column.addLayout(lock)
        column.addWidget(_text(words("Colleagues and department, from the profile"), "heading"))
        column.addWidget(self.others, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.NoButton)
        close.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        column.addWidget(close)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.sheet.clicked.connect(lambda: print_sheet(self._desk))
        self.passphrase.clicked.connect(self._passphrase)
        self.restore.clicked.connect(self._restore)

    def _refresh(self) -> None:
        from hcplanner.actions import keys

        words, own = self._desk.words, keys.own()
        self.public.setText(own.public if own else "")
        self.public.setCursorPosition(0)
        self.kept.setText(words(keys.KEPT_WORDS[own.kept]) if own else words("You have no key yet."))
        self.copy.setEnabled(own is not None)
        self.sheet.setEnabled(own is not None)
        self.lock_after.setEnabled(own is not None and own.kept is keys.Kept.PASSPHRASE)
        changes = own is not None and own.kept is keys.Kept.PASSPHRASE
        self.passphrase.setText(words("Change the &passphrase…") if changes else words("Set a &passphrase…"))
        self.others.clear()
        ours = self._desk.memory.profile
        for one in (*keys.colleagues(ours), *keys.departments(ours)):
            QListWidgetItem(f"{one.name}   {one.key[:24]}…", self.others).setToolTip(one.key)
        if not self.others.count():
            QListWidgetItem(words("The profile names nobody."), self.others).setFlags(Qt.ItemFlag.NoItemFlags)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.public.text())

    def _passphrase(self) -> None:
        if unlocking.new_passphrase(self._desk):
            self._refresh()

    def _restore(self) -> None:
        if unlocking.taken_back(self._desk):
            self._refresh()


class EncryptDialog(QDialog):
    """Chooses for whom a case is encrypted: oneself and the department always, colleagues as one likes."""

    def __init__(self, desk: Desk, now: tuple[Recipient, ...]) -> None:
        from hcplanner.actions import keys

        super().__init__(desk)
        self._desk, words = desk, desk.words
        self.setWindowTitle(words("Encrypt"))
        self.setMinimumWidth(520)
        ours = desk.memory.profile
        me, always = keys.own_recipient(desk.memory.who), keys.departments(ours)
        self._always = (me, *always)
        self.people = QListWidget()
        self.people.setAccessibleName(words("Who can open the case"))
        self.people.setProperty("role", "recent")
        for one in self._always:
            self._add(one, fixed=True)
        held = {one.key for one in now}
        for one in keys.each_once((*keys.colleagues(ours), *now)):
            if one.key not in {each.key for each in self._always}:
                self._add(one, chosen=one.key in held)
        self.another = QLineEdit()
        self.another.setPlaceholderText("age1…")
        self.another.setAccessibleName(words("Another public key"))
        self.add = QPushButton(words("&Add"))
        self.add.setAutoDefault(False)
        self._lay_out(keys.LOSS)

    def _lay_out(self, loss: str) -> None:
        words = self._desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        column.addWidget(_text(words("Who can open the case"), "heading"))
        column.addWidget(self.people, 1)
        row = QHBoxLayout()
        row.addWidget(self.another, 1)
        row.addWidget(self.add)
        column.addLayout(row)
        column.addWidget(_text(words(loss), "muted"))
        sheet = QPushButton(words("Print the &recovery sheet…"))
        sheet.setAutoDefault(False)
        column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(words("&Encrypt"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.add.clicked.connect(self._add_another)
        sheet.clicked.connect(lambda: print_sheet(self._desk))

    def _add(self, one: Recipient, *, chosen: bool = True, fixed: bool = False) -> None:
        words = self._desk.words
        name = one.name or words("without a name")
        item = QListWidgetItem(f"{name}   {one.key[:16]}…", self.people)
        item.setToolTip(one.key)
        item.setData(Qt.ItemDataRole.UserRole, one)
        item.setCheckState(Qt.CheckState.Checked if chosen or fixed else Qt.CheckState.Unchecked)
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags if fixed else flags | Qt.ItemFlag.ItemIsEnabled)

    def _add_another(self) -> None:
        from hcplanner.actions import keys

        try:
            (one,) = keys.named([self.another.text()], self._desk.memory.profile)
        except HcplannerError as error:
            show_error(self, error, self._desk.words)
            return
        if one.key not in {each.key for each in self.chosen}:
            self._add(one)
        self.another.clear()

    @property
    def chosen(self) -> tuple[Recipient, ...]:
        """Everybody for whom the case is to be encrypted."""
        items = [self.people.item(row) for row in range(self.people.count())]
        picked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in picked)


def show(desk: Desk) -> None:
    """Show one's own key and those of others; a first key is made after telling what is lost with it."""
    if unlocking.own_key(desk):
        dialog = KeysDialog(desk)
        dialog.exec()
        dialog.deleteLater()


def encrypt(desk: Desk) -> None:
    """Ask for whom the open case is encrypted, and save it so; a case without a file is, when it is saved."""
    from hcplanner.actions import encrypting
    from ui import files

    assert desk.view is not None  # encrypting is offered for an open case only
    desk.view.flush()
    if not unlocking.own_key(desk):
        return
    dialog = EncryptDialog(desk, desk.sealed_for)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.chosen
    dialog.deleteLater()
    if not accepted:
        return
    desk.seal_for = chosen
    if desk.path is None or desk.read_only:
        desk.recovery.case_changed()
    elif desk.view.open_case.dirty or desk.source is None:
        files.save(desk)
    elif (taken := desk.taken_over(desk.path)) is not None:
        show_error(desk, taken, desk.words)
    else:
        try:
            desk.took_place(desk.path, encrypting.encrypt(desk.source, chosen))
        except HcplannerError as error:
            show_error(desk, error, desk.words)
    desk.refresh_state()


def decrypt(desk: Desk) -> None:
    """Ask for a place and write a plain copy of the case as it was last saved; the open file stays encrypted."""
    from hcplanner.actions import encrypting
    from ui import files

    words, source = desk.words, desk.source
    if source is None or not source.recipients:
        show_text(desk, words("This case has no encrypted file."))
        return
    near = desk.folder / "case-decrypted.hcplan"
    name, _ = QFileDialog.getSaveFileName(
        desk, words("Save a plain copy as"), str(near), words("Cases") + " (*.hcplan)"
    )
    if not name:
        return
    path = files.case_path(name)
    try:
        encrypting.decrypt_to(source, path)
    except HcplannerError as error:
        show_error(desk, error, words)
        return
    told = words("Written: {files}").format(files=path.name)
    show_text(desk, told + "\n\n" + words("Whoever has this copy can read it. The open file stays encrypted."))


def print_sheet(desk: Desk) -> None:
    """Print the recovery sheet, asking for the passphrase where one is needed."""
    if unlocking.own_key(desk) and unlocking.unlocked(desk):
        recovery_sheet.print_sheet(desk)


def _text(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
