"""A case as a template sees it: every field as label and words, empty ones as "Not recorded", nothing to compute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from types import SimpleNamespace
from typing import Any

import msgspec

from hcplanner.case import Case
from hcplanner.documents.templating import cleaned
from hcplanner.documents.typed import Typed, foreign
from hcplanner.fields import Choice, Declared, Kind, Privacy, asked, item_type, leaves, members
from hcplanner.fields.show import NOT_RECORDED, show
from hcplanner.i18n import Audience, Words

DAGGER = "\N{DAGGER}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One field in words. `value` is the stored value of a choice, or the tuple of several, for conditions.

    lang: the language of what a person typed, where it is not that of the document
    """

    path: str
    label: str
    text: str
    empty: str
    value: Any = None
    lang: str = ""

    @property
    def recorded(self) -> bool:
        """Whether anything stands in the case."""
        return bool(self.text)

    def __bool__(self) -> bool:
        return self.recorded

    def __str__(self) -> str:
        return self.text or self.empty

    def __html__(self) -> str:
        if not self.text:
            return f'<span class="missing">{escape(self.empty)}</span>'
        return Typed.of(self.text, self.lang).__html__()


class View(SimpleNamespace):
    """A group or an item; its members are Shown, View, or tuples of View."""


@dataclass(frozen=True, slots=True)
class Part:
    """Labels and values that run in one paragraph, under a heading of their own or none.

    `name` is the value an entry of a list goes by; it needs no label.
    """

    heading: str
    pairs: tuple[Shown, ...]
    name: Shown | None = None

    @property
    def short(self) -> bool:
        """Whether this entry of a list is short enough to share a paragraph with its neighbours."""
        return (
            self.name is not None and len(self.name.text) + sum(len(str(p)) + len(p.label) for p in self.pairs) < _SHORT
        )


_SHORT = 70  # characters
_HALF_ROW, _FEW = 88, 3  # characters, parts


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a printed section: the group's title and its parts."""

    title: str
    parts: tuple[Part, ...]

    @property
    def short(self) -> bool:
        """Whether the row is short enough to stand beside another one."""
        pairs = [pair for part in self.parts for pair in (part.name, *part.pairs) if pair is not None]
        return len(self.parts) < _FEW and sum(len(str(pair)) + len(pair.label) for pair in pairs) < _HALF_ROW

    @property
    def paragraphs(self) -> tuple[tuple[Part, ...], ...]:
        """The parts as they share paragraphs: short entries of one list run together."""
        together: list[list[Part]] = []
        for part in self.parts:
            if together and part.short and together[-1][-1].short and not part.heading.endswith(" 1"):
                together[-1].append(part)
            else:
                together.append([part])
        return tuple(tuple(parts) for parts in together)


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section as printed whole: its rows, and by group what nobody recorded."""

    name: str
    title: str
    rows: tuple[Row, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Puts the fields of one case into words: language, audience, what is invented and what could not be read.

    typed_in: the language in which people wrote, where it is not that of the document
    """

    words: Words
    audience: Audience
    invented: frozenset[str]
    unread: Mapping[str, str]
    typed_in: str = ""

    @classmethod
    def of(cls, case: Case, words: Words, audience: Audience, typed_in: str = "") -> Reader:
        """The reader of this case."""
        return cls(words, audience, frozenset(case.invented), case.unread, foreign(typed_in, words))

    def shown(self, member: Declared, path: str, held: Any) -> Shown:
        """One field in words, with its marks."""
        w = self.words
        unread = self.unread.get(path)
        if unread is not None:
            text = w(
                "\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK} (could not be read as a value)"
            ).format(text=unread)
        else:
            text = show(member, held, w, self.audience)
            if text and unusual(member, held):
                text = w("{value} (outside the usual range)").format(value=text)
        if text and self.is_invented(path):
            text = f"{text} {DAGGER}"
        named = member.field.privacy in (Privacy.IDENTITY, Privacy.STAFF)
        lang = self.typed_in if member.kind is Kind.TEXT and not named else ""
        return Shown(path, w(member.field.label), cleaned(text), w(NOT_RECORDED), _stored(held), lang)

    def is_invented(self, path: str) -> bool:
        """Whether the value at the path, or the group or item it stands in, is listed as made up."""
        return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in self.invented)


def unusual(member: Declared, held: Any) -> bool:
    """Whether a number lies outside the range its declaration calls plausible."""
    value = getattr(held, "value", held) if member.kind is Kind.DATED_NUMBER else held
    if member.kind not in (Kind.NUMBER, Kind.INTEGER, Kind.DATED_NUMBER) or value is None:
        return False
    low, high = member.field.low, member.field.high
    return (low is not None and value < low) or (high is not None and value > high)


def view(case: Case, words: Words, audience: Audience = "clinician", typed_in: str = "") -> View:
    """The whole case in words: `case.plan.laminoplasty.open_side`, `case.imaging.lesions[0].side`.

    typed_in: the language in which people wrote what stands in it; empty for that of `words`
    """
    return _group(Reader.of(case, words, audience, typed_in), case, "")


def _group(reader: Reader, struct: msgspec.Struct, prefix: str) -> View:
    return View(**{member.name: _member(reader, struct, member, prefix) for member in members(type(struct))})


def _member(reader: Reader, struct: msgspec.Struct, member: Declared, prefix: str) -> object:
    held, path = getattr(struct, member.name), member.at(prefix)
    if member.kind is Kind.GROUP:
        return _group(reader, held, path)
    if member.kind is Kind.LIST:
        return tuple(_group(reader, item, f"{path}[{item.id}]") for item in held)
    return reader.shown(member, path, held)


def _stored(held: Any) -> Any:
    if isinstance(held, Choice):
        return held.value
    if isinstance(held, frozenset):
        return tuple(sorted((choice.value for choice in held), key=str))
    return None


def printed_sections(case: Case, words: Words) -> tuple[PrintedSection, ...]:
    """All sections as printed whole: what is recorded or matters to safety in its place, the rest named as missing."""
    reader = Reader.of(case, words, "clinician")
    return tuple(_section(reader, member, getattr(case, member.name)) for member in members(Case))


def _section(reader: Reader, member: Declared, section: msgspec.Struct) -> PrintedSection:
    title = reader.words(member.field.label)
    rows: list[Row] = []
    missing: list[tuple[str, tuple[str, ...]]] = []
    own, own_missing = _pairs(reader, section, member.name)
    if own:
        rows.append(Row("", (Part("", own),)))
    if own_missing:
        missing.append(("", own_missing))
    for inner in members(type(section)):
        held, path = getattr(section, inner.name), inner.at(member.name)
        if inner.kind is Kind.GROUP:
            found, lacking = _group_row(reader, inner, held, path)
            if not found and not asked(inner, section):
                continue
        elif inner.kind is Kind.LIST and (held or asked(inner, section)):
            found, lacking = _list_rows(reader, inner, held, path)
        else:
            continue
        rows += found
        missing += lacking
    return PrintedSection(member.name, title, tuple(rows), tuple(missing))


def _group_row(
    reader: Reader, group: Declared, held: msgspec.Struct, path: str
) -> tuple[list[Row], list[tuple[str, tuple[str, ...]]]]:
    """The group's row, and what it lacks; a group of which nothing is recorded is named by its title alone."""
    title = reader.words(group.field.label)
    parts, missing = _parts(reader, held, path)
    if not parts:
        return [], [(title, ())]
    return [Row(title, tuple(parts))], ([(title, tuple(missing))] if missing else [])


def _parts(reader: Reader, held: msgspec.Struct, path: str) -> tuple[list[Part], list[str]]:
    """The group's own fields, then its lists and the groups within, each a part; and the labels of what is missing."""
    pairs, lacking = _pairs(reader, held, path)
    parts, missing = [Part("", pairs)] if pairs else [], list(lacking)
    for inner in members(type(held)):
        value, inner_path = getattr(held, inner.name), inner.at(path)
        label = reader.words(inner.field.label)
        if inner.kind is Kind.LIST and (value or asked(inner, held)):
            found, without = _list_parts(reader, inner, value, inner_path)
            parts += found
            missing += without
        elif inner.kind is Kind.GROUP:
            inner_pairs, inner_missing = _pairs(reader, value, inner_path)
            parts += [Part(label, inner_pairs)] if inner_pairs else []
            missing += [f"{label} ({', '.join(inner_missing)})" if inner_pairs else label] if inner_missing else []
    return parts, missing


def _list_rows(
    reader: Reader, inner: Declared, held: tuple[Any, ...], path: str
) -> tuple[list[Row], list[tuple[str, tuple[str, ...]]]]:
    """Big items get a row each; short ones share one row."""
    title = reader.words(inner.field.label)
    if not held or not _is_big(inner):
        parts, without = _list_parts(reader, inner, held, path, titled=False)
        return ([Row(title, tuple(parts))] if parts else []), ([("", without)] if without else [])
    rows, missing = [], []
    for number, item in enumerate(held, 1):
        name = f"{title} {number}" if len(held) > 1 else title
        found, lacking = _group_row(reader, inner, item, f"{path}[{item.id}]")
        rows += [Row(name, row.parts) for row in found]
        missing += [(name, labels) for _, labels in lacking]
    return rows, missing


def _list_parts(
    reader: Reader, inner: Declared, held: tuple[Any, ...], path: str, *, titled: bool = True
) -> tuple[list[Part], tuple[str, ...]]:
    title = reader.words(inner.field.label)
    heading = title if titled else ""
    empty = Shown(path, title, "", reader.words(NOT_RECORDED))
    if not held:
        matters = any(leaf.field.safety for leaf in leaves(item_type(inner)))
        return ([Part("", (empty,))], ()) if matters else ([], (title,))
    parts = []
    for number, item in enumerate(held, 1):
        pairs, _ = _pairs(reader, item, f"{path}[{item.id}]")
        count = f"{heading} {number}".strip() if len(held) > 1 else heading
        named = bool(pairs) and pairs[0].recorded and _goes_by(inner, pairs[0])
        parts.append(Part(count, pairs[1:], pairs[0]) if named else Part(count, pairs or (empty,)))
    return parts, ()


def _goes_by(inner: Declared, first: Shown) -> bool:
    """Whether the first field of a list's items is what an item is called."""
    member = members(item_type(inner))[0]
    return member.kind in (Kind.CHOICE, Kind.TEXT) and first.path.endswith(f".{member.name}")


def _is_big(inner: Declared) -> bool:
    """An item with groups or lists of its own, or with many fields, has a row of its own."""
    inside = members(item_type(inner))
    return len(inside) > 7 or any(member.kind in (Kind.GROUP, Kind.LIST) for member in inside)


def _pairs(reader: Reader, struct: msgspec.Struct, prefix: str) -> tuple[tuple[Shown, ...], tuple[str, ...]]:
    """What is printed of the struct's own fields, and the labels of what is merely named as missing."""
    pairs, missing = [], []
    for member in members(type(struct)):
        if member.kind in (Kind.GROUP, Kind.LIST) or member.field.internal:
            continue
        shown = reader.shown(member, member.at(prefix), getattr(struct, member.name))
        if shown.recorded or (member.field.safety and asked(member, struct)):
            pairs.append(shown)
        elif asked(member, struct):
            missing.append(shown.label)
    return tuple(pairs), tuple(missing)
