"""The content that comes with the program, read once as frozen values: risks, the words of the checks, syllables.

Prose is kept in one file per language; English stands in where a language has none.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import msgspec

from hcplanner.knowledge.differential import FeatureBook
from hcplanner.knowledge.findings import CheckBook
from hcplanner.knowledge.risks import Catalogue
from hcplanner.shipped import resources

T = TypeVar("T")


@cache
def risks(language: str = "en") -> Catalogue:
    """The catalogue of consent risks in a language."""
    return _read("risks", language, Catalogue)


@cache
def checks(language: str = "en") -> CheckBook:
    """The words, severities and sources of the checks in a language."""
    return _read("checks", language, CheckBook)


@cache
def differential(language: str = "en") -> FeatureBook:
    """The features for and against each diagnosis in a language."""
    return _read("differential", language, FeatureBook)


@cache
def syllables() -> Mapping[str, int]:
    """The syllables of English words for which the rule of spelling in `knowledge.reading` is wrong.

    Worked out from the CMU Pronouncing Dictionary, whose licence lies beside the file.
    """
    lines = resources("content", "syllables.txt").read_text("utf-8").splitlines()
    counted = (line.split() for line in lines if not line.startswith("#"))
    return MappingProxyType({word: int(count) for count, *words in counted for word in words})


def _read(name: str, language: str, kind: type[T]) -> T:
    return msgspec.json.decode(_file(name, language).read_bytes(), type=kind)


def _file(name: str, language: str) -> Path:
    own = resources("content", f"{name}.{language}.json")
    return own if own.is_file() else resources("content", f"{name}.json")
