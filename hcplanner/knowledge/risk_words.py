"""The words of the risks in another language, laid over the one catalogue: figures and sources stay as they are."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from hcplanner.knowledge.risks import AtLevels, Catalogue, Rate, Risk


class Telling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a patient and a parent are told; an empty text for a parent is that for the patient."""

    plain_text: str
    plain_text_parent: str = ""


class RiskTelling(Telling, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One risk in the words of a language; `at_levels` in the order of the catalogue."""

    plain_name: str
    at_levels: tuple[Telling, ...] = ()


class RiskWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of all risks in one language.

    of_version: the version of the catalogue that was translated; counted: what was counted and in whom, by its English
    """

    language: str
    of_version: int
    limits: tuple[str, ...]
    risks: Mapping[str, RiskTelling]
    counted: Mapping[str, str]


def translated(catalogue: Catalogue, words: RiskWords) -> Catalogue:
    """The catalogue in the words of a language; what has none stays in English.

    Words of another version than the catalogue's are not used at all: they might tell of another risk.
    """
    if words.of_version != catalogue.version:
        return catalogue
    return replace(catalogue, limits=words.limits, risks=tuple(_risk(risk, words) for risk in catalogue.risks))


def named_as_in(written: Catalogue, worded: Catalogue) -> Catalogue:
    """The catalogue, each risk known also by the names it has in the language it was written in.

    A surgeon's change to a risk names it as the screen does; it has to hold in whatever language is printed.
    """
    names = {risk.id: (risk.plain_name, risk.name) for risk in written.risks}
    return replace(worded, risks=tuple(replace(risk, also_called=names[risk.id]) for risk in worded.risks))


def _risk(risk: Risk, words: RiskWords) -> Risk:
    rates = tuple(_rate(rate, words.counted) for rate in risk.rates)
    told = words.risks.get(risk.id)
    if told is None or len(told.at_levels) != len(risk.at_levels):
        return replace(risk, rates=rates)
    return replace(
        risk,
        plain_name=told.plain_name,
        plain_text=told.plain_text,
        plain_text_parent=told.plain_text_parent or told.plain_text,
        rates=rates,
        at_levels=tuple(_variant(at, new) for at, new in zip(risk.at_levels, told.at_levels, strict=True)),
    )


def _variant(at: AtLevels, told: Telling) -> AtLevels:
    return replace(at, plain_text=told.plain_text, plain_text_parent=told.plain_text_parent or told.plain_text)


def _rate(rate: Rate, counted: Mapping[str, str]) -> Rate:
    return replace(
        rate,
        measure=counted.get(rate.measure, rate.measure),
        population=counted.get(rate.population, rate.population),
    )
