"""What instruments and published features say of a case, as lines below the fields they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from hcplanner import content
from hcplanner.case import Case
from hcplanner.fields import NoSuchField, get_at
from hcplanner.i18n import Words
from hcplanner.knowledge.differential import Held, weighed
from hcplanner.knowledge.scores.every import INSTRUMENTS, scores
from hcplanner.knowledge.scores.instrument import Made, Score

DIAGNOSIS = "assessment.differential[]"


def scored_groups() -> frozenset[str]:
    """The groups below which something is shown, list entries as `list[]`."""
    return frozenset({DIAGNOSIS, *(instrument.path for instrument in INSTRUMENTS)})


def derived_text(case: Case, path: str, language: str = "en") -> str:
    """What is worked out from the fields of the group at `path`, a line each; empty text when nothing is."""
    words = Words.load(language)
    if path.startswith(DIAGNOSIS.removesuffix("]")):
        return "\n".join(_features(case, path, words))
    return "\n".join(_line(one, words) for one in scores(case, words) if one.path == path)


def _line(one: Score, words: Words) -> str:
    """Name, value, parts and limits; a value that stands in the fields above is not said again."""
    said = words("{name}: {value}").format(name=one.name, value=one.value) if one.made is not Made.BY_ROW else one.name
    parts = ", ".join(f"{part.label} {part.value}" for part in one.parts) if one.made is Made.WORKED_OUT else ""
    told = f"{said} ({parts})" if parts else said
    return " ".join((f"{told}.", *one.limits))


def _features(case: Case, path: str, words: Words) -> Iterator[str]:
    try:
        chosen = get_at(case, path).diagnosis
    except NoSuchField:  # the entry is shown before it is in the case
        return
    if chosen is None:
        return
    book = content.differential(words.language)
    for one in weighed(case, book, (chosen,)):
        yield from _side(words("For it"), one.supports, words)
        yield from _side(words("Against it"), one.against, words)
        sources = "; ".join(source.citation for source in book.sources if source.number in one.sources)
        yield words("Sources: {sources}. {limits}").format(sources=sources, limits=" ".join(book.limits))


def _side(title: str, held: tuple[Held, ...], words: Words) -> Iterator[str]:
    states = ((words("present"), True), (words("absent"), False), (words("not recorded"), None))
    told = []
    for label, state in states:
        features = [_feature(one) for one in held if one.asked and one.present is state]
        if features:
            told.append(f"{label}: {'; '.join(features)}")
    if told:
        first, *more = told
        yield f"{title}, {'. '.join((first, *(text[0].upper() + text[1:] for text in more)))}."


def _feature(held: Held) -> str:
    return f"{held.feature.words} ({held.feature.figure})" if held.feature.figure else held.feature.words
