"""Finds the words of declarations in their source, for the tool that collects what is to be translated.

Babel calls these by name (see `tool.babel` in pyproject.toml); the running program never does.
"""

from __future__ import annotations

import ast
import tomllib
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

# A line, no function, the message, no comments: what Babel asks of an extractor.
Found = tuple[int, None, str, list[str]]
_WORDED = ("label", "help", "unit", "rows", "grades")


def from_fields(file: BinaryIO, *_unused: object, options: Any = None) -> Iterator[Found]:  # noqa: ARG001 - Babel's call
    """The label, help, unit and row names of every `field(...)` and the words of every choice in one module."""
    for node in ast.walk(ast.parse(file.read())):
        worded: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "field":
            worded = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in _WORDED)]
        elif isinstance(node, ast.ClassDef):
            values = [statement.value for statement in node.body if isinstance(statement, ast.Assign)]
            # A choice is its stored name and its words.
            worded = [part for value in values if isinstance(value, ast.Tuple) for part in value.elts[1:]]
        yield from ((line, None, text, []) for part in worded for line, text in _texts(part))


def _texts(part: ast.expr) -> Iterator[tuple[int, str]]:
    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
        yield part.lineno, part.value
    elif isinstance(part, ast.Tuple):
        for element in part.elts:
            yield from _texts(element)


def from_document(file: BinaryIO, *_unused: object, options: Any = None) -> Iterator[Found]:  # noqa: ARG001 - the same
    """The titles of a document and what it is about, from its declaration."""
    declared = tomllib.load(file)
    worded = [declared.get("title"), declared.get("about"), *declared.get("titles", {}).values()]
    yield from ((1, None, text, []) for text in worded if text)
