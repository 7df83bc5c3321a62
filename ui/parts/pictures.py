"""The key pictures on the form: taken in from files, the clipboard or a drop, shown small, opened to be marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QImageWriter, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLabel, QPushButton, QVBoxLayout
from shiboken6 import isValid

from hcplanner.errors import HcplannerError
from hcplanner.fields import Kind, members
from ui.parts.block import Body
from ui.parts.entries import Entries
from ui.parts.part import Part, is_at_or_in
from ui.parts.row import FieldRow
from ui.parts.scope import EntryScope

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from hcplanner.actions.pictures import Clean
    from hcplanner.case.imaging import KeyPicture
    from hcplanner.fields import Declared
    from hcplanner.opencase import Change
    from ui.parts.scope import Scope

Make = Callable[["Scope"], Part]
_THUMB: Final = QSize(300, 200)


class Thumbnail(Part):
    """A picture with its marks, small; pressing it opens the sheet on which it is marked."""

    def __init__(self, scope: EntryScope) -> None:
        super().__init__()
        self.scope = scope
        self._image = QImage()
        self._digest: str | None = None
        self.button = QPushButton()
        self.button.setProperty("role", "picture")
        self.button.setAutoDefault(False)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setIconSize(_THUMB)
        self.button.clicked.connect(lambda _checked: self.open())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hear(None)

    def first_input(self) -> QPushButton:
        """The picture itself."""
        return self.button

    def hear(self, change: Change | None) -> None:
        """Show the picture as it is."""
        if change is not None and not any(is_at_or_in(path, self.scope.prefix()) for path in change.paths):
            return
        picture: KeyPicture = self.scope.owner(self.scope.open_case.case)
        if picture.digest == self._digest:
            self._paint(picture)
            return
        self._digest = digest = picture.digest
        data = self.scope.open_case.attachments.get(digest, b"")

        def done(image: QImage) -> None:
            if isValid(self) and self._digest == digest:
                self._image = image
                self._paint(self.scope.owner(self.scope.open_case.case))

        self._image = QImage()
        self._paint(picture)
        if data:
            self.scope.later(f"picture {self.scope.ident}", lambda: _small(data), done)

    def rename(self) -> None:
        """Name it after its number and what it shows."""
        from hcplanner.actions import pictures

        said = pictures.in_words(self.scope.owner(self.scope.open_case.case), self.scope.words)
        opens = self.scope.words("Open to mark: {picture}").format(picture=self.scope.context())
        self.button.setAccessibleName(opens)
        self.button.setAccessibleDescription(said)
        self.button.setToolTip(opens)

    def open(self, told: Sequence[str] = ()) -> None:
        """Show the sheet on which it is marked, with what is to be known first."""
        from ui.dialogs import shown
        from ui.picturing import PictureSheet

        if self.scope.ident:
            shown(PictureSheet(self.window(), self.scope, told))

    def _paint(self, picture: KeyPicture) -> None:
        self.rename()
        if self._image.isNull():
            self.button.setIcon(QIcon())
            words = self.scope.words
            there = picture.digest in self.scope.open_case.attachments
            self.button.setText("" if there else words("This picture is not in the case file, or it is damaged."))
            return
        self.button.setText("")
        self.button.setIcon(QIcon(_with_marks(self._image, picture, self.devicePixelRatioF())))


class PictureEntries(Entries):
    """The list of key pictures. An entry comes from a file, the clipboard or a drop, never empty."""

    def __init__(self, scope: Scope, member: Declared, make: Make) -> None:
        super().__init__(scope, member, partial(picture_body, make), titled=False)
        words = scope.words
        self.paste_button = QPushButton(words("Paste a picture"))
        self.paste_button.setProperty("role", "quiet")
        self.paste_button.setAutoDefault(False)
        self.paste_button.clicked.connect(self.paste)
        about = QLabel(
            words(
                "PNG, JPEG, TIFF or DICOM, also dropped on the window. Only the pixels are kept, without what the file "
                "says of a person; a name written into the picture itself must be covered."
            )
        )
        about.setProperty("role", "help")
        about.setWordWrap(True)
        self._column.addWidget(self.paste_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(about)

    def choose(self) -> None:
        """Ask for files and take them in."""
        from hcplanner.actions.pictures import SUFFIXES

        words = self.scope.words
        kinds = words("Pictures") + f" ({' '.join(f'*{suffix} *{suffix.upper()}' for suffix in SUFFIXES)})"
        names, _ = QFileDialog.getOpenFileNames(
            self.window(), words("Add key pictures"), "", f"{kinds};;{words('All files')} (*)"
        )
        if names:
            self.take([Path(name) for name in names])

    def paste(self) -> None:
        """Take in the picture that is on the clipboard, or the picture files that are."""
        held = QApplication.clipboard().mimeData()
        if paths := picture_files(held):
            self.take(paths)
            return
        image = held.imageData() if held.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            from ui.dialogs import show_notice

            show_notice(self.window(), self.scope.words("There is no picture on the clipboard."))
            return
        data = _as_png(image)
        from hcplanner.actions import pictures

        self._take_in(lambda: [_tried(partial(pictures.take_bytes, data))])

    def take(self, paths: Sequence[Path]) -> None:
        """Take in the pictures of these files; what cannot be taken in is told."""
        from hcplanner.actions import pictures

        self._take_in(lambda: [_tried(partial(pictures.take_file, path)) for path in paths], paths)

    def _take_in(self, work: Callable[[], list[Clean | HcplannerError]], paths: Sequence[Path] = ()) -> None:
        self.setEnabled(False)
        self.scope.later("pictures taken in", work, partial(self._taken, paths))

    def _taken(self, paths: Sequence[Path], found: list[Clean | HcplannerError]) -> None:
        from hcplanner.actions import pictures
        from ui.dialogs import show_error

        if not isValid(self):
            return
        self.setEnabled(True)
        if len(paths) == 1 and (other := self._other_page(found[0])) is not None:
            # The page chosen is taken in alone, and asked for no more.
            work = partial(_tried, partial(pictures.take_file, paths[0], other))
            self._take_in(lambda: [work()])
            return
        words, added = self.scope.words, []
        for one in found:
            if isinstance(one, HcplannerError):
                show_error(self.window(), one, words)
            else:
                told = pictures.notices(one, self.scope.open_case.case, words)
                added.append((pictures.add(self.scope.open_case, one), told))
        if added:
            self.open(*added[0])

    def _other_page(self, found: Clean | HcplannerError) -> int | None:
        """Which page, from 0, is wanted of a file that holds several; None for the one already taken."""
        if isinstance(found, HcplannerError) or found.pages < 2:
            return None
        words = self.scope.words
        question = words("The file holds {count} pictures. Number of the one wanted:").format(count=found.pages)
        number, given = QInputDialog.getInt(self.window(), "hcplanner", question, found.page, 1, found.pages)
        return number - 1 if given and number != found.page else None

    def open(self, ident: str, told: Sequence[str] = ()) -> None:
        """Show the sheet of a picture."""
        card = next((card for card in self._cards if card.scope.ident == ident), None)
        if card is not None:
            card.set_open(True)
            thumbnail = card.findChild(Thumbnail)
            assert thumbnail is not None  # an open card shows its picture
            thumbnail.open(told)

    def _added(self) -> None:
        self.choose()


class MarkEntries(Entries):
    """The marks of a picture in words. A new one is drawn on the sheet of the picture, so that it has a place."""

    def __init__(self, scope: Scope, member: Declared, make: Make, draw: Callable[[], None]) -> None:
        super().__init__(scope, member, make, small=False)
        self._draw = draw

    def _added(self) -> None:
        self._draw()


def picture_body(make: Make, scope: Scope) -> Body:
    """A picture, its caption, source and date, and its marks in words, each of which `make` makes."""
    assert isinstance(scope, EntryScope)
    thumbnail = Thumbnail(scope)
    typed = [member for member in members(scope.struct) if not member.field.internal]
    rows = [
        MarkEntries(scope, member, make, thumbnail.open) if member.kind is Kind.LIST else FieldRow(scope, member)
        for member in typed
    ]
    return Body([thumbnail, *rows], gap=12)


def picture_files(held: QMimeData) -> list[Path]:
    """The picture files that are being dragged or were copied; none if anything else is among them."""
    from hcplanner.actions.pictures import SUFFIXES

    paths = [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
    return paths if all(path.suffix.lower() in SUFFIXES for path in paths) else []


def _tried(work: Callable[[], Clean]) -> Clean | HcplannerError:
    try:
        return work()
    except HcplannerError as error:
        return error


def _small(data: bytes) -> QImage:
    image = QImage.fromData(data)
    if image.isNull():
        return image
    return image.scaled(_THUMB * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _with_marks(image: QImage, picture: KeyPicture, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    from hcplanner.actions import pictures

    size = image.size().scaled(_THUMB, Qt.AspectRatioMode.KeepAspectRatio)
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
    whole = QRectF(0, 0, size.width(), size.height())
    painter.drawImage(whole, image)
    QSvgRenderer(QByteArray(pictures.overlay(picture).encode("utf-8"))).render(painter, whole)
    painter.end()
    return made


def _as_png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(held.data())
