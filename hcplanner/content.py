"""The content that comes with the program, read once as frozen values: risks, the words of the checks, syllables.

English stands in where a language has no words of its own; American English is English respelt.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeVar

import msgspec

from hcplanner.i18n import AMERICAN
from hcplanner.knowledge.consent_elements import ElementTable
from hcplanner.knowledge.differential import FeatureBook
from hcplanner.knowledge.findings import CheckBook
from hcplanner.knowledge.risk_words import RiskWords, named_as_in, translated
from hcplanner.knowledge.risks import Catalogue
from hcplanner.shipped import resources

T = TypeVar("T")


@cache
def risks(language: str = "en") -> Catalogue:
    """The catalogue of consent risks in a language: the words of its translator, the figures and sources of the one."""
    english = _read("risks", "en", Catalogue)
    words = resources("content", f"risks.{language}.json")
    if language == AMERICAN:
        return named_as_in(english, _read("risks", language, Catalogue))
    if language == "en" or not words.is_file():
        return english
    return named_as_in(english, translated(english, msgspec.json.decode(words.read_bytes(), type=RiskWords)))


@cache
def checks(language: str = "en") -> CheckBook:
    """The words, severities and sources of the checks in a language."""
    return _read("checks", language, CheckBook)


@cache
def differential(language: str = "en") -> FeatureBook:
    """The features for and against each diagnosis in a language."""
    return _read("differential", language, FeatureBook)


@cache
def consent_elements() -> ElementTable:
    """The elements of a consent form, by where it is used."""
    return _read("consent-elements", "en", ElementTable)


@cache
def syllables() -> Mapping[str, int]:
    """The syllables of English words for which the rule of spelling in `knowledge.reading` is wrong.

    Worked out from the CMU Pronouncing Dictionary, whose licence lies beside the file.
    """
    lines = resources("content", "syllables.txt").read_text("utf-8").splitlines()
    counted = (line.split() for line in lines if not line.startswith("#"))
    return MappingProxyType({word: int(count) for count, *words in counted for word in words})


def _read(name: str, language: str, kind: type[T]) -> T:
    data = resources("content", f"{name}.json").read_bytes()
    if language != AMERICAN:
        return msgspec.json.decode(data, type=kind)
    from hcplanner.spelling import american_content

    return msgspec.convert(american_content(msgspec.json.decode(data)), kind)
