"""Every error a user can meet: what happened, what is safe, what to do, and the exit code of the command line.

A bug is not one of these: it stays a built-in exception and is shown as a fault of the program.
"""

from collections.abc import Iterable
from typing import Final

from hcplanner.i18n import N_
from hcplanner.telling import HcplannerError, Reason, WithReasons

__all__ = ["HcplannerError", "Reason"]  # and every error below


class UsageError(HcplannerError):
    """The command was typed in a way that cannot be followed."""

    exit_code = 2
    to_do = N_("Type “hcplanner --help” for the commands and their options.")

    def __init__(self, what: str) -> None:
        super().__init__(what=what)


class FileMissing(HcplannerError):
    """A file that was asked for is not there or cannot be read."""

    exit_code = 3
    happened = N_("The file {path} cannot be opened: {reason}.")
    to_do = N_("Check the name and that the drive is connected, then open it again.")

    def __init__(self, path: object, reason: str = N_("it is not there")) -> None:
        super().__init__(path=path, reason=reason)


class FileExists(HcplannerError):
    """A file is in the way: nothing is ever overwritten unasked."""

    exit_code = 4
    happened = N_("There is already a file {path}.")
    safe = N_("It was left as it is and nothing was written.")
    to_do = N_("Choose another name, or move that file away first.")

    def __init__(self, path: object) -> None:
        super().__init__(path=path)


class NotACase(HcplannerError):
    """The file is damaged, or was never a case."""

    exit_code = 5
    happened = N_("The file {path} is not a case that can be read: {reason}.")
    safe = N_("The file was not changed.")
    to_do = N_("Check that the right file was chosen; if it was a case, restore it from a backup copy.")

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class NoCaseInside(NotACase):
    """A document from which no case can be taken: it carries none, or is damaged, locked or somebody else's."""

    happened = N_("The document {path} gives no case back: {reason}.")
    to_do = N_(
        "Open the case file itself, or the PDF of a document that carries its case, such as the operative plan, as it "
        "was first saved."
    )


class NewerVersion(HcplannerError):
    """The file was written by a newer version and would lose something if saved by this one."""

    exit_code = 6
    happened = N_("The file {path} was written by a newer version (its format is {found}, this one knows {known}).")
    safe = N_("It can be read and printed here; it was not changed and cannot be saved over.")
    to_do = N_("Install the newer version to go on working on it.")

    def __init__(self, path: object, found: int, known: int) -> None:
        super().__init__(path=path, found=found, known=known)


class CaseInvalid(WithReasons):
    """The data have the shape of a case but hold values that no case can hold; all of them are named."""

    exit_code = 7
    happened = N_("{path} holds values that a case cannot hold ({count}): {reasons}.")
    to_do = N_("Correct the values named and try again.")

    def __init__(self, path: object, reasons: Iterable[Reason | tuple[str, str, str]]) -> None:
        super().__init__(reasons, path=path)


class CannotWrite(HcplannerError):
    """The folder vanished, the disk is full, or writing there is not allowed."""

    exit_code = 8
    happened = N_("{path} could not be written: {reason}.")
    safe = N_("What was there before is unchanged, and an open case keeps everything that was entered.")
    to_do = N_("Save to another place, or make room or reconnect the drive and try again.")

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class UnknownDocument(HcplannerError):
    """A document was asked for by a name that none has."""

    exit_code = 9
    happened = N_("There is no document named “{name}”.")
    safe = N_("Nothing was printed.")
    to_do = N_("The documents are: {known}.")

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name=name, known=", ".join(known))


class NotFinal(WithReasons):
    """A final was asked for while something it needs is missing."""

    exit_code = 10
    happened = N_("The document “{document}” cannot be issued as final yet ({count}): {reasons}.")
    safe = N_("Nothing was printed and the case was not changed.")
    to_do = N_("Complete what is named, or print a draft or an emergency issue, which lists its gaps.")

    def __init__(self, document: str, reasons: Iterable[Reason | tuple[str, str, str]]) -> None:
        super().__init__(reasons, document=document)


class TemplateFault(HcplannerError):
    """A template cannot be rendered: it names something that is not there, or its markup is broken."""

    exit_code = 11
    happened = N_("The template {template} cannot be printed: {reason}.")
    safe = N_("The case was not changed and nothing was printed.")
    to_do = N_("Correct the template, or return to the one that came with the program.")

    def __init__(self, template: str, reason: str, near: str = "") -> None:
        """`near`: the line of the markup that the fault lies in, where it is known."""
        super().__init__(template=template, reason=reason)
        self.template, self.reason, self.near = template, reason, near


class BadValue(HcplannerError):
    """A text that cannot be read as a value of its field; it is kept beside the field."""

    exit_code = 12
    happened = N_("“{text}” cannot be read as {label}: {reason}.")
    safe = N_("The text is kept beside the field and the field's value is unchanged.")
    to_do = N_("Write the value as the field's help shows.")

    def __init__(self, path: str, label: str, text: str, reason: str) -> None:
        super().__init__(path=path, label=label, text=text, reason=reason)
        self.path, self.label, self.text, self.reason = path, label, text, reason


class ChangedOnDisk(HcplannerError):
    """Somebody else changed the file since it was opened: it is never replaced without a choice."""

    exit_code = 13
    happened = N_("The file {path} was changed by somebody else since it was opened.")
    safe = N_("Both are whole: the file was left as it is, and the open case keeps everything that was entered.")
    to_do = N_("Save under another name and compare the two, or replace the file knowingly.")

    def __init__(self, path: object) -> None:
        super().__init__(path=path)


class TakenOver(HcplannerError):
    """Somebody else took the file over while it was open here."""

    exit_code = 19
    happened = N_("{who}")
    safe = N_("Both are whole: the file was left as it is, and the open case keeps everything that was entered.")
    to_do = N_("Speak with each other, or save under another name and compare the two.")

    def __init__(self, who: str) -> None:
        super().__init__(who=who)


class BadProfile(WithReasons):
    """The institution's profile holds entries that cannot be followed; all of them are named."""

    exit_code = 14
    happened = N_("The institution’s profile {path} cannot be followed ({count}): {reasons}.")
    safe = N_("No case was changed and nothing was printed under it.")
    to_do = N_("Have the entries named corrected by whoever keeps the profile, or take the file away for now.")

    def __init__(self, path: object, reasons: Iterable[Reason | tuple[str, str, str]]) -> None:
        super().__init__(reasons, path=path)


class PictureRefused(HcplannerError):
    """A file cannot be taken into the case as a picture."""

    exit_code = 16
    happened = N_("The picture cannot be taken in: {reason}.")
    safe = N_("The case and the file are as they were.")
    to_do = N_("Export the picture as PNG, JPEG, TIFF or DICOM and add that, or paste it.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class NotWhole(HcplannerError):
    """A document or case file is not as it was made, or does not fit the case that it was held against."""

    exit_code = 17
    happened = N_("{path}: {verdict} {reason}.")
    to_do = N_("Print the document anew from its case, or take the copy that was kept.")

    def __init__(self, path: object, verdict: str, reason: str) -> None:
        super().__init__(path=path, verdict=verdict, reason=reason)


class MovedOn(NotWhole):
    """A document is whole, but its case file is at another revision now."""

    exit_code = 18
    to_do = N_("Look at what differs, and print the document anew from its case.")


class NotExaminations(NotACase):
    """The text handed over to be classified is no list of examinations."""

    happened = N_("{path} is not a list of examinations that can be read: {reason}.")
    safe = N_("Nothing was classified and nothing was changed.")
    to_do = N_("Give a JSON list of objects, each with an “exam”.")


class ExaminationsInvalid(CaseInvalid):
    """Examinations handed over to be classified hold what no examination can hold; all of it is named."""

    happened = N_("{path} holds what no examination can hold ({count}): {reasons}.")
    safe = N_("Nothing was classified and nothing was changed.")


class IssuedElsewhere(CannotWrite):
    """Documents were issued into the file of their case, and their PDF files could not be written."""

    happened = N_("PDF files could not be written to {path}: {reason}.")
    safe = N_("The documents are issued: their bytes are kept in the case {case}.")
    to_do = N_("Choose another folder and save them again from the list of documents made.")

    def __init__(self, path: object, reason: str, case: object) -> None:
        HcplannerError.__init__(self, path=path, reason=reason, case=case)


class NotBackedUp(CannotWrite):
    """A case was saved, and no backup of it could be kept."""

    happened = N_("The case was saved, but no backup of it could be kept in {path}: {reason}.")
    safe = N_("The case itself is saved and whole.")
    to_do = N_("Free some space there or have the folder made writable; until then the file is the only copy.")


class BackupUnreadable(NotACase):
    """A backup cannot be opened; it is left where it is."""

    happened = N_("The backup {path} cannot be opened: {reason}.")
    safe = N_("It was left where it is, and nothing else was changed.")
    to_do = N_("Choose another backup or a saved revision.")


class NoSuchRevision(FileMissing):
    """An earlier state was asked for that the history of the file does not give."""

    happened = N_("Revision {revision} of {path} cannot be shown: {reason}.")
    to_do = N_("“hcplanner history” lists the revisions that can be.")

    def __init__(self, revision: int, path: object, reason: str) -> None:
        HcplannerError.__init__(self, revision=revision, path=path, reason=reason)


class NoSuchIssue(UnknownDocument):
    """A document issued before was asked for by a number that none has, or its bytes are no longer there."""

    happened = N_("Among the documents issued from {path} there is none kept under the number {number}.")
    safe = N_("Nothing was written.")
    to_do = N_("There are {count}; “hcplanner documents” lists them with their numbers.")

    def __init__(self, number: int, path: object, count: int) -> None:
        HcplannerError.__init__(self, number=number, path=path, count=count)


class CannotUnseal(HcplannerError):
    """The file is encrypted, and none of the keys at hand opens it."""

    exit_code = 20
    happened = N_("The file {path} is encrypted and cannot be opened: {reason}.")
    safe = N_("The file was not changed.")
    to_do = N_(
        "Open it as the person it was encrypted for, or ask one of them, or whoever keeps your department’s recovery "
        "key, to encrypt it for you too."
    )

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class KeyClosed(HcplannerError):
    """Your key is behind a passphrase, which was not given or is another."""

    exit_code = 21
    happened = N_("Your key cannot be used: {reason}.")
    to_do = N_("Give the passphrase of your key; when it is lost, take your key back from its recovery sheet.")

    def __init__(self, reason: str = N_("its passphrase was not given")) -> None:
        super().__init__(reason=reason)


class NoSuchKey(HcplannerError):
    """A text is not a key that can be used."""

    exit_code = 22
    happened = N_("“{text}” cannot be used as a key: {reason}.")
    to_do = N_("A public key begins with age1 and is copied whole; “hcplanner keys --public” prints one’s own.")

    def __init__(self, text: str, reason: str = N_("it is not a public key")) -> None:
        super().__init__(text=text, reason=reason)


class CannotMerge(HcplannerError):
    """Two files are not two versions of one case, or one of them cannot be written by this version."""

    exit_code = 23
    happened = N_("{path} cannot be merged with the case: {reason}.")
    safe = N_("Neither was changed.")
    to_do = N_("Save the case under another name and compare the two.")

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class MergeConflicts(WithReasons):
    """Both versions changed the same thing differently: a person must choose."""

    exit_code = 24
    happened = N_("{path} was changed in both versions at the same places, differently ({count}): {reasons}.")
    safe = N_("Nothing was written, and neither file was changed.")
    to_do = N_("Open one of them in the window and save it over the other: each place is asked about there.")

    def __init__(self, path: object, reasons: Iterable[Reason | tuple[str, str, str]]) -> None:
        super().__init__(reasons, path=path)


EXIT_BUG: Final = 70
"""The exit code of a fault of the program itself."""

FAMILY: Final[tuple[type[HcplannerError], ...]] = (
    UsageError, FileMissing, FileExists, NotACase, NewerVersion, CaseInvalid, CannotWrite, UnknownDocument, NotFinal,
    TemplateFault, BadValue, ChangedOnDisk, BadProfile, TakenOver, PictureRefused,
    NotWhole, MovedOn, CannotUnseal, KeyClosed, NoSuchKey, CannotMerge, MergeConflicts,
)  # fmt: skip


def exit_codes() -> tuple[tuple[int, str], ...]:
    """Every exit code of the command line with what it means, in ascending order."""
    told = [(kind.exit_code, (kind.__doc__ or "").split("\n", 1)[0]) for kind in FAMILY]
    return ((0, "Done."), *told, (EXIT_BUG, "A fault of the program itself."))
