"""Verifying: whether a document or a case file is whole, whether they fit each other, and what changed since."""

from __future__ import annotations

import hashlib
import re
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

from hcplanner.actions.inside import Inside, names, revision_words, taken_out, title_of
from hcplanner.actions.keys import at_hand
from hcplanner.actions.opening import document_bytes
from hcplanner.case import Case
from hcplanner.documents import facts, stamp
from hcplanner.documents.pdf import seal
from hcplanner.documents.pdf.seal import Record, Standing
from hcplanner.errors import HcplannerError, MovedOn, NotWhole, UsageError
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.past import Issued, changed_labels
from hcplanner.storage import container, files, history, states
from hcplanner.storage.files import Source
from hcplanner.storage.sealing import Secrets
from hcplanner.storage.strict_json import loads

__all__ = ["Line", "Mark", "Verdict", "Verified", "refuse_unless_good", "verify", "verify_code"]

_MOST_CHANGES: Final = 30
_CODE: Final = re.compile(r"hcplanner:([A-Za-z0-9_-]{0,64}):([0-9]{1,9}):([0-9a-f]{64})")
_NO_CASE: Final = N_(
    "It carries no case: documents for patients and laboratories never do, those of an encrypted case only when asked."
)
_NOTHING_GIVEN: Final = N_("No case file was given to hold it against.")


class Mark(Enum):
    """How one answer is meant."""

    GOOD = "good"
    NOTE = "note"
    MOVED = "moved on"
    BAD = "bad"


class Line(NamedTuple):
    """One plain answer."""

    mark: Mark
    text: str


class Verdict(Enum):
    """What all answers come to; the words of the first line."""

    GOOD = N_("Whole, and as it says.")
    MOVED = N_("Whole, but the case file is at another state now.")
    BAD = N_("Not whole, or not what it says.")


class Verified(NamedTuple):
    """The answers, in the order in which they were asked."""

    path: Path
    lines: tuple[Line, ...]

    @property
    def verdict(self) -> Verdict:
        """What all answers come to: the gravest of them."""
        marks = {line.mark for line in self.lines}
        return Verdict.BAD if Mark.BAD in marks else Verdict.MOVED if Mark.MOVED in marks else Verdict.GOOD


def verify(
    path: Path, words: Words, case_file: Path | None = None, *, near: Path | None = None, secrets: Secrets = at_hand
) -> Verified:
    """Look at a document or a case file; nothing is changed. The answers are in the language of `words`.

    case_file: the case that a document is held against; none takes `near`, if it is the document's own case, else the
    file beside the document that it is named after
    secrets: gives the secret keys at hand, should a case file be sealed

    Raises:
        FileMissing: a file is not there or may not be read.
        NotACase, CaseInvalid: a case file is damaged or something else.
        CannotUnseal, KeyClosed: it is encrypted, and the keys at hand do not open it.
    """
    data = document_bytes(path)
    if data is None:
        return Verified(path, tuple(_case_lines(path, words, secrets)))
    return Verified(path, tuple(_document_lines(data, path, case_file, near, words, secrets=secrets)))


def verify_code(code: str, words: Words, case_file: Path | None = None, secrets: Secrets = at_hand) -> Verified:
    """Hold the code scanned from a paper against a case file: whether that paper is still true.

    Raises:
        UsageError: the text is no code of this program.
        FileMissing, NotACase, CaseInvalid: as `verify` does for a case file.
    """
    found = _CODE.fullmatch(code.strip())
    if found is None:
        raise UsageError("The text is no code of a document of this program.")
    record = Record("", "draft", found[1], int(found[2]), False, found[3])
    told = words(N_("The code names {revision} of case {id}, fingerprint {digest}."))
    revision = revision_words(Case(), record, words)
    said = told.format(revision=revision, id=record.case[:8], digest=_short(record.fingerprint))
    lines = [Line(Mark.NOTE, said)]
    if case_file is None:
        lines.append(Line(Mark.NOTE, words(_NOTHING_GIVEN)))
    else:
        lines += _held_against(case_file, record, None, "", words, secrets=secrets)
    return Verified(Path(code.strip()), tuple(lines))


def refuse_unless_good(verified: Verified, words: Words) -> None:
    """Raise NotWhole or MovedOn, naming why, where the answers come to that."""
    for verdict, mark, error in ((Verdict.BAD, Mark.BAD, NotWhole), (Verdict.MOVED, Mark.MOVED, MovedOn)):
        if verified.verdict is verdict:
            why = "; ".join(line.text.rstrip(".") for line in verified.lines if line.mark is mark)
            raise error(verified.path, words(verdict.value), why)


_STANDING: Final = {
    Standing.WHOLE: (Mark.GOOD, N_("Every byte of the file is as it was made.")),
    Standing.ADDED: (
        Mark.BAD,
        N_("The document itself is whole, but something was added to its file later, such as a signature or remarks."),
    ),
    Standing.CHANGED: (
        Mark.BAD,
        N_("The file was changed or damaged after it was made, or rewritten by another program."),
    ),
    Standing.NONE: (
        Mark.BAD,
        N_("The file has no digest of this program: another program made it, or rewrote it."),
    ),
}


def _document_lines(
    data: bytes, path: Path, case_file: Path | None, near: Path | None, words: Words, *, secrets: Secrets
) -> list[Line]:
    said = seal.seal_of(data)
    inside: Inside | None = None
    without: list[Line] = []
    try:
        inside = taken_out(data, path, said)
    except HcplannerError as error:
        without = _without_case(data, error, said.standing, words)
    mark, text = _STANDING[said.standing]
    lines = [Line(mark, words(text)), *without]
    record = inside.seal.record if inside is not None else said.record
    if record is None:
        return lines
    lines.append(Line(Mark.NOTE, _told(record, inside, words)))
    if inside is not None:
        lines.append(Line(Mark.GOOD, words(N_("The case inside is the one whose fingerprint its pages show."))))
    lines.append(Line(Mark.NOTE, words(N_("Its code reads {code}")).format(code=_code(record))))
    held = case_file or _own(near, record, secrets) or _beside(path, record)
    if held is None:
        lines.append(Line(Mark.NOTE, words(_NOTHING_GIVEN)))
        return lines
    return [*lines, *_held_against(held, record, inside, hashlib.sha256(data).hexdigest(), words, secrets=secrets)]


def _without_case(data: bytes, error: HcplannerError, standing: Standing, words: Words) -> list[Line]:
    """No case could be taken out: that is as it should be for what a patient reads, else it is told why."""
    if standing in (Standing.WHOLE, Standing.ADDED) and b"/EmbeddedFile" not in data:
        return [Line(Mark.NOTE, words(_NO_CASE))]
    if standing is Standing.WHOLE:
        return [Line(Mark.BAD, error.sentences(words)[0])]
    return []


def _told(record: Record, inside: Inside | None, words: Words) -> str:
    case = inside.case if inside is not None else Case()
    kinds = {"draft": words(N_("draft")), "final": words(N_("final")), "emergency": words(N_("emergency issue"))}
    return words(N_("It says: {title}, {kind}, {revision}, case {id}, fingerprint {digest}.")).format(
        title=title_of(record.document, words), kind=kinds.get(record.kind, record.kind),
        revision=revision_words(case, record, words), id=record.case[:8], digest=_short(record.fingerprint),
    )  # fmt: skip


def _short(digest: str) -> str:
    """The beginning of a fingerprint, in the groups in which the footer prints it."""
    return " ".join(digest[k : k + 4] for k in range(0, 16, 4))


def _time(case: Case, words: Words) -> str:
    return facts.moment(stamp.time_of(case), words) if case.saved_at else words(N_("at no known time"))


def _code(record: Record) -> str:
    """What a scan of the document's QR code gives."""
    return f"hcplanner:{record.case}:{record.revision}:{record.fingerprint}"


def _own(near: Path | None, record: Record, secrets: Secrets) -> Path | None:
    """The file, if it holds the document's own case."""
    return near if near is not None and files.load(near, secrets)[0].id == record.case else None


def _beside(path: Path, record: Record) -> Path | None:
    """The case file in the same folder that the document is named after."""
    stem, found, _ = path.stem.rpartition(f"-{record.document}")
    beside = path.with_name(f"{stem}{container.SUFFIX}") if found and stem else None
    return beside if beside is not None and beside.is_file() else None


def _held_against(
    case_file: Path, record: Record, inside: Inside | None, digest: str, words: Words, *, secrets: Secrets
) -> list[Line]:
    case, source, _ = files.load(case_file, secrets)
    name = case_file.name
    if case.id != record.case:
        return [Line(Mark.BAD, words(N_("{name} is another case.")).format(name=name))]
    lines = []
    if record.kind != "draft" and case.revision >= record.revision:
        lines.append(_in_list(source, digest, name, words))
    raw = loads(source.written)
    if names(record, case, raw):
        return [*lines, Line(Mark.GOOD, words(N_("{name} is still as it was printed.")).format(name=name))]
    if case.revision == record.revision and not record.unsaved:
        told = words(N_("{name} has the same revision with other contents: it is a copy that went its own way."))
        return [*lines, Line(Mark.BAD, told.format(name=name)), *_changed(record, inside, case, source, words)]
    if case.revision < record.revision:
        told = words(N_("{name} is older than the document: it is at revision {n}."))
    else:
        told = words(N_("{name} has moved on: it is at revision {n}, saved {at} by {who}."))
    moved = told.format(name=name, n=case.revision, at=_time(case, words), who=case.saved_by)
    return [*lines, Line(Mark.MOVED, moved), *_changed(record, inside, case, source, words)]


def _in_list(source: Source, digest: str, name: str, words: Words) -> Line:
    """Whether a final is among those issued from the case: its very bytes, which nobody can make anew."""
    issued = history.documents_made(source.history)
    number = next((number for number, one in enumerate(issued, 1) if one.pdf == digest), None)
    if number is None:
        told = words(N_("It is not among the documents issued from {name}.")).format(name=name)
        return Line(Mark.BAD, told)
    told = words(N_("It is number {n} of the documents issued from {name}, byte for byte."))
    return Line(Mark.GOOD, told.format(n=number, name=name))


def _changed(record: Record, inside: Inside | None, case: Case, source: Source, words: Words) -> list[Line]:
    """Which fields differ between the document and the case file, in words."""
    before = inside.case if inside is not None else _state(record, source)
    shown = Issued(document=record.document, kind=record.kind, revision=record.revision, when="", case=before)
    labels = list(changed_labels(shown, case, words))
    if more := len(labels) - _MOST_CHANGES:
        labels = [*labels[:_MOST_CHANGES], f"(+{more})"] if more > 0 else labels
    if not labels:
        return []
    return [Line(Mark.NOTE, words(N_("What differs: {fields}.")).format(fields="; ".join(labels)))]


def _state(record: Record, source: Source) -> Case | None:
    """The case that the document shows, as the history gives it."""
    if record.unsaved:
        return None
    try:
        return states.state_at(source.case, source.history, record.revision, source.unknown)
    except states.NotTold:
        return None


def _case_lines(path: Path, words: Words, secrets: Secrets) -> list[Line]:
    case, source, notices = files.load(path, secrets)
    read = words(N_("The case can be read: revision {n}, saved {at} by {who}."))
    lines = [Line(Mark.GOOD, read.format(n=case.revision, at=_time(case, words), who=case.saved_by))]
    lines += [Line(Mark.NOTE, words(one.message).format_map(one.values)) for one in notices if one.message in _NOTED]
    found = history.first_break(source.history, loads(source.written))
    if found is not None:
        told = words(N_("The history does not hold at its line {n}: {why}."))
        lines.append(Line(Mark.BAD, told.format(n=found.line, why=words(found.reason))))
    elif source.history:
        count = len(history.every_entry(source.history))
        told = words(N_("The history holds: each of its {n} entries follows from the one before."))
        lines.append(Line(Mark.GOOD, told.format(n=count)))
    else:
        lines.append(Line(Mark.NOTE, words(N_("The file has no history: it was made by hand."))))
    if source.damaged:
        told = words(N_("Attached files that are damaged: {count}.")).format(count=len(source.damaged))
        lines.append(Line(Mark.BAD, told))
    elif source.attachments:
        told = words(N_("Every attached file ({count}) has the bytes that it is named after."))
        lines.append(Line(Mark.GOOD, told.format(count=len(source.attachments))))
    return [*lines, *_missing(source, words)]


_NOTED: Final = (files.NEWER, files.UNKNOWN)


def _missing(source: Source, words: Words) -> list[Line]:
    """Documents issued from the case whose bytes are no longer in it."""
    issued = history.documents_made(source.history)
    gone = [number for number, one in enumerate(issued, 1) if one.pdf not in source.attachments]
    if not issued:
        return []
    if gone:
        told = words(N_("Documents issued whose bytes are not in the file, by their number: {numbers}."))
        return [Line(Mark.BAD, told.format(numbers=", ".join(map(str, gone))))]
    told = words(N_("The bytes of every document issued ({count}) are kept in it."))
    return [Line(Mark.GOOD, told.format(count=len(issued)))]
