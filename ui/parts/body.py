"""Puts the parts of a struct together from its declarations alone."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hcplanner.case.examination import ExaminationRecord, Isncsci
from hcplanner.case.imaging import KeyPicture
from hcplanner.fields import Kind, item_type, members
from ui.parts.block import Block, Body, runs
from ui.parts.entries import Entries
from ui.parts.grades import GradeTable, tables
from ui.parts.row import FieldRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hcplanner.fields import Declared
    from ui.parts.part import Part
    from ui.parts.scope import Scope


def section_body(scope: Scope) -> Body:
    """All of a section: a card for each group, for each list, and for each run of fields between them."""
    blocks: list[Part] = []
    for run in runs(members(scope.struct), lists_apart=True):
        first = run[0]
        if first.kind is Kind.GROUP and first.struct is not None:
            title = scope.words(first.field.label)
            block = Block(scope.inside(first), members(first.struct), parts_of, title=title)
            block.hangs_on(first, scope)
            blocks.append(block)
        elif first.kind is Kind.LIST and len(run) == 1:
            title = scope.words(first.field.label)
            blocks.append(Block(scope, run, _untitled_list, title=title, fold=False))
        else:
            blocks.append(Block(scope, run, parts_of))
    return Body(blocks, gap=14)


def entry_body(scope: Scope) -> Body:
    """All fields of a list entry, its groups under small headings."""
    blocks: list[Part] = []
    typed = [member for member in members(scope.struct) if not member.field.internal]
    for run in runs(typed, lists_apart=False):
        first = run[0]
        if first.kind is Kind.GROUP and first.struct is not None:
            title = scope.words(first.field.label)
            make = _chart if first.struct is Isncsci else parts_of
            blocks.append(Block(scope.inside(first), members(first.struct), make, title=title, role="group"))
        else:
            blocks.append(Block(scope, run, parts_of, role="plain"))
    return Body(blocks, gap=12)


def parts_of(scope: Scope, run: Sequence[Declared]) -> list[Part]:
    """A part for each field: a row, a list, or a table of grades."""
    parts: list[Part] = []
    for is_grades, together in groupby(run, key=lambda member: member.kind is Kind.GRADES):
        if is_grades:
            parts += [GradeTable(scope, table) for table in tables(list(together))]
        else:
            parts += [_part_of(scope, member) for member in together]
    return parts


def _part_of(scope: Scope, member: Declared) -> Part:
    return Entries(scope, member, entry_body) if member.kind is Kind.LIST else FieldRow(scope, member)


def _chart(scope: Scope, run: Sequence[Declared]) -> list[Part]:
    """The grid of the International Standards, mirrored as examiners know it."""
    from ui.parts.isncsci import IsncsciSheet

    return [IsncsciSheet(scope, run)] if run else []


def _untitled_list(scope: Scope, run: Sequence[Declared]) -> list[Part]:
    if any(item_type(member) is KeyPicture for member in run):
        from ui.parts.pictures import PictureEntries

        return [PictureEntries(scope, member, entry_body) for member in run]
    # A list that makes part of a useful plan has its first entry ready to type into.
    parts: list[Part] = [
        Entries(scope, member, entry_body, titled=False, ready=member.field.quick > 0) for member in run
    ]
    if any(item_type(member) is ExaminationRecord for member in run):
        from ui.parts.comparison import ExaminationsCompared

        parts.append(ExaminationsCompared(scope))
    return parts
