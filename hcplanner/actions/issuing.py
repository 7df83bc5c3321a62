"""Issuing finals and emergency issues into the file of a case, listing what was issued, and giving the bytes again."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from hcplanner import profile
from hcplanner.actions.checking import checked
from hcplanner.actions.opening import carrying
from hcplanner.actions.past import issued_as, past_of
from hcplanner.actions.printing import Issue, Kind, make_document
from hcplanner.actions.saving import save, system_user
from hcplanner.actions.templates import document_named
from hcplanner.case import Case
from hcplanner.documents import facts, final
from hcplanner.documents.declarations import Document
from hcplanner.errors import CannotWrite, IssuedElsewhere, NoSuchIssue, NotFinal, Reason
from hcplanner.i18n import ENGLISH, N_, Words
from hcplanner.knowledge.past import CONSENT, NOTHING, Issued, Past
from hcplanner.profile import Profile
from hcplanner.storage import atomic, files, history
from hcplanner.storage.files import Source
from hcplanner.storage.history import DocumentEntry

__all__ = [
    "IssuedNow",
    "Made",
    "bytes_of",
    "issue",
    "kind_words",
    "lacking",
    "made",
    "made_report",
    "made_text",
    "made_words",
    "reprint",
    "write_out",
]


class Made(NamedTuple):
    """One document issued: its number in the list, what the history tells of it, and whether a later one replaced it.

    kept: whether its bytes are in the file
    """

    number: int
    entry: DocumentEntry
    current: bool
    kept: bool


class IssuedNow(NamedTuple):
    """What was issued together: the file as it is now, and each document with its bytes, in the order asked for."""

    source: Source
    documents: tuple[tuple[DocumentEntry, bytes], ...]


def issue(
    source: Source, names: Iterable[str], how: Issue, who: str, now: datetime | None = None, *,
    ours: Profile = profile.DEFAULT,
) -> IssuedNow:  # fmt: skip
    """Issue documents of the case as it is saved, all of them or none; their bytes and entries go into its file.

    how: final or emergency, and the rest; who: the name given, else the system's user
    The case and its revision stay as they are.

    Raises:
        UnknownDocument, NotFinal (naming all that any of them lacks), TemplateFault: nothing was issued.
        NewerVersion, ChangedOnDisk, CannotWrite: the file cannot hold them; it is as it was and nothing was issued.
    """
    if how.kind is Kind.DRAFT:
        raise ValueError("a draft is printed, not issued")
    wanted = [document_named(name, ours) for name in dict.fromkeys(names)]
    past = past_of(source)
    _refuse_what_lacks(source.case, wanted, how, ours, past)
    if not history.tells(source.history, files.hash_of(source)):
        # A file made or changed by hand: what is issued shows a revision that the history knows.
        source = save(source.case, source, source.path, who, now).source
        past = past_of(source)
    user = system_user()
    time = (now or datetime.now().astimezone()).astimezone().isoformat(timespec="seconds")
    how = carrying(dataclasses.replace(how, saved=True), source.case, source)
    lines, fingerprint = source.history, files.hash_of(source)
    done: dict[str, tuple[DocumentEntry, bytes]] = {}
    for document in _consent_first(wanted):
        data = make_document(source.case, document, dataclasses.replace(how, past=past), ours)
        entry = DocumentEntry(
            document=document.name, title=document.declared.title, version=document.declared.version,
            kind=how.kind.value, language=how.language, page=how.page, options=_options(how),
            revision=source.case.revision, made_at=time, made_by=who.strip() or user, system_user=user,
            pdf=hashlib.sha256(data).hexdigest(), size=len(data), previous=history.head(lines), case=fingerprint,
        )  # fmt: skip
        lines = history.with_entry(lines, entry)
        past = past.after(history.head(lines), issued_as(entry, source.case))
        done[document.name] = (entry, data)
    kept = files.keep(source, lines, {entry.pdf: data for entry, data in done.values()})
    return IssuedNow(kept, tuple(done[document.name] for document in wanted))


def _consent_first(documents: Sequence[Document]) -> list[Document]:
    """A new form that goes out together with the rest is the one that the rest is held against."""
    return sorted(documents, key=lambda one: one.name != CONSENT)


_FIXED: Final = ("kind", "language", "page", "saved", "institution", "program", "today")


def _options(how: Issue) -> dict[str, Any]:
    """What was chosen besides kind, language and page, where it is not the usual."""
    held = {one.name: getattr(how, one.name) for one in dataclasses.fields(how) if one.name not in _FIXED}
    usual = {one.name: one.default for one in dataclasses.fields(how)}
    return {name: value for name, value in held.items() if isinstance(value, str | int) and value != usual[name]}


def lacking(
    case: Case, names: Iterable[str], how: Issue, ours: Profile = profile.DEFAULT, past: Past = NOTHING
) -> tuple[Reason, ...]:
    """What keeps these documents from being final together, each thing once."""
    told = _lacks(case, [document_named(name, ours) for name in names], how, ours, past)
    return tuple(dict.fromkeys(reason for reasons in told.values() for reason in reasons))


def _lacks(
    case: Case, documents: Sequence[Document], how: Issue, ours: Profile, past: Past
) -> dict[str, tuple[Reason, ...]]:
    words = Words.load(how.language)
    if any(one.name == CONSENT for one in documents):
        past = past.after(past.head, Issued(document=CONSENT, kind="final", revision=0, when="", case=case))
    found = checked(case, how.language, how.today, ours, past)
    return {one.name: final.lacking(case, one.declared, words, found) for one in documents}


def _refuse_what_lacks(case: Case, documents: Sequence[Document], how: Issue, ours: Profile, past: Past) -> None:
    """Finals are issued all or none: what any of them lacks is told at once, each lack once."""
    if how.kind is not Kind.FINAL:
        return
    lacks = _lacks(case, documents, how, ours, past)
    words = Words.load(how.language)
    if refused := [words(one.declared.title) for one in documents if lacks[one.name]]:
        every = dict.fromkeys(reason for reasons in lacks.values() for reason in reasons)
        raise NotFinal(words.list(refused), every)


def write_out(issued: IssuedNow, folder: Path, stem: str) -> tuple[Path, ...]:
    """Write what was issued as `STEM-NAME.pdf` into `folder`, made if need be.

    Raises IssuedElsewhere: the folder cannot be written; the documents are issued and in the file of the case.
    """
    places = [(folder / f"{stem}-{entry.document}.pdf", data) for entry, data in issued.documents]
    return _written(places, folder, issued.source.path)


def _written(places: Sequence[tuple[Path, bytes]], folder: Path, case_file: Path) -> tuple[Path, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in places:
            atomic.write(path, data)
    except CannotWrite as error:
        raise IssuedElsewhere(folder, error.values["reason"], case_file) from error
    except (OSError, RecursionError) as error:
        raise IssuedElsewhere(folder, atomic.reason_of(error), case_file) from error
    return tuple(path for path, _ in places)


def made(source: Source) -> tuple[Made, ...]:
    """Every document issued from the case, oldest first, numbered from 1."""
    entries = history.documents_made(source.history)
    last = {entry.document: number for number, entry in enumerate(entries)}
    return tuple(
        Made(number + 1, entry, last[entry.document] == number, entry.pdf in source.attachments)
        for number, entry in enumerate(entries)
    )


def made_report(source: Source) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "number": one.number, "document": one.entry.document, "title": one.entry.title, "kind": one.entry.kind,
            "revision": one.entry.revision, "made_at": one.entry.made_at, "made_by": one.entry.made_by,
            "language": one.entry.language, "page": one.entry.page, "options": one.entry.options,
            "sha256": one.entry.pdf, "size": one.entry.size, "current": one.current, "kept": one.kept,
        }
        for one in made(source)
    ]  # fmt: skip


def made_text(source: Source, words: Words = ENGLISH) -> str:
    """The same as lines for people."""
    lines = [made_words(one, words) for one in made(source)]
    return "\n".join(lines) or words(N_("No document was issued from this case."))


def made_words(one: Made, words: Words) -> str:
    """One document in words: number, title, kind, revision, time, who, and whether a later one took its place."""
    entry = one.entry
    standing = words(N_("current")) if one.current else words(N_("superseded"))
    return words(N_("{number}. {title}, {kind}, revision {revision}, {time}, by {who}: {standing}")).format(
        number=one.number, title=words(entry.title), kind=kind_words(entry.kind, words), revision=entry.revision,
        time=time_words(entry.made_at, words), who=entry.made_by, standing=standing,
    )  # fmt: skip


def kind_words(kind: str, words: Words) -> str:
    """Final or emergency issue, in words."""
    return {"final": words(N_("final")), "emergency": words(N_("emergency issue"))}.get(kind, kind)


def time_words(time: str, words: Words) -> str:
    """The time of an issue with its offset; as it stands in the file when it is none."""
    try:
        return facts.moment(datetime.fromisoformat(time), words)
    except ValueError:
        return time


def bytes_of(source: Source, number: int) -> tuple[DocumentEntry, bytes]:
    """The document of that number and its bytes, exactly as it was issued.

    Raises NoSuchIssue: there is none of that number, or its bytes are not in the file.
    """
    every = made(source)
    one = next((one for one in every if one.number == number), None)
    if one is None or not one.kept:
        raise NoSuchIssue(number, source.path, len(every))
    return one.entry, source.attachments[one.entry.pdf]


def reprint(source: Source, number: int, folder: Path, stem: str) -> Path:
    """Write a document issued before as `STEM-NAME-NUMBER.pdf` into `folder`, byte for byte as it was.

    Raises NoSuchIssue, IssuedElsewhere.
    """
    entry, data = bytes_of(source, number)
    path = folder / f"{stem}-{entry.document}-{number}.pdf"
    return _written([(path, data)], folder, source.path)[0]
