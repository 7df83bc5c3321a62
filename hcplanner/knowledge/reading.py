"""How hard an English text is to read: the Flesch-Kincaid grade, and which of the surgeon's own words are over it.

Running text only: a list has no sentences to measure. The dictionary of syllables comes in as an argument.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.fields import declared_at
from hcplanner.i18n import Words
from hcplanner.knowledge.findings import Finding, Severity

LAY: Final = 6.0
"""The grade aimed at for lay text (American Medical Association)."""
CEILING: Final = 8.0
"""The grade that no running text of a form goes over (National Institutes of Health, National Cancer Institute)."""
SHORTEST: Final = 6
"""Fewer words than these are a phrase, of which a grade says nothing."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_END: Final = re.compile(r"[.!?\u2026]+(?=[\"'\u2019\u201d)\]]*(?:\s|$))")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?:[^aeiouylr]e|[^aeiou]re|[aeiouy][lr]e|[^aeiouydt]ed|[^aeiouysxzcgh]es)$")


class Reading(msgspec.Struct, frozen=True):
    """The counts of a text from which its grade is worked out."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade: 0.39 x words a sentence + 11.8 x syllables a word - 15.59."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def hard(self) -> bool:
        """Whether the text is running text over the ceiling."""
        return self.words >= SHORTEST and self.grade > CEILING


def read(text: str, dictionary: Mapping[str, int]) -> Reading | None:
    """The counts of a text, None when it has no words. What follows the last full stop counts as a sentence."""
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = sum(1 for sentence in _END.split(text) if _WORD.search(sentence))
    return Reading(sentences, len(words), sum(syllables(word, dictionary) for word in words))


def syllables(word: str, dictionary: Mapping[str, int]) -> int:
    """The syllables of a word: as the dictionary has it, else by the rule.

    A number counts as one syllable, as word counters have it; two to four capital letters are spelt out.
    """
    if word[0].isdigit():
        return 1
    plain = word.lower().replace("\u2019", "'")
    if plain in dictionary:
        return dictionary[plain]
    if word.isupper() and 2 <= len(word) <= 4:
        return len(word) + 2 * word.count("W")
    return by_rule(plain)


def by_rule(word: str) -> int:
    """The syllables of an English word by its spelling: groups of vowels, less a silent ending, at least one.

    The shipped dictionary holds only the words for which this differs from how they are spoken.
    """
    bare = word.removesuffix("'s")
    return max(1, len(_VOWELS.findall(bare)) - bool(_SILENT.search(bare)))


def reading_findings(case: Case, dictionary: Mapping[str, int], w: Words) -> tuple[Finding, ...]:
    """The surgeon's own words on the consent form that are harder to read than a form should be, in English."""
    if not w.language.startswith("en"):
        return ()
    found = []
    for path, text in own_words(case):
        counts = read(text, dictionary)
        if counts is not None and counts.hard:
            found.append(_finding(path, counts, w))
    return tuple(found)


def own_words(case: Case) -> Iterable[tuple[str, str]]:
    """What the surgeon wrote that the consent form prints as running text, with its path."""
    consent, assessment = case.consent, case.assessment
    yield from ((f"consent.benefits[{one.id}].words", one.words) for one in consent.benefits)
    yield from ((f"consent.risks[{one.id}].words", one.words) for one in consent.risks)
    yield from ((f"consent.extra[{one.id}].procedure", one.procedure) for one in consent.extra)
    yield from ((f"assessment.alternatives[{one.id}].meaning", one.meaning) for one in assessment.alternatives)
    yield "assessment.without_operation", assessment.without_operation


def _finding(path: str, counts: Reading, w: Words) -> Finding:
    label = w(declared_at(Case, path).field.label)
    return Finding(
        id=f"reading:{path}",
        severity=Severity.INFO,
        title=w("{label}: hard to read").format(label=label),
        message=w(
            "Recorded: {label}, in words of reading grade {grade} ({words} words, {sentences}). The form's own wording "
            "stays at or below grade {ceiling}. Can it be said in shorter words and sentences?"
        ).format(
            label=label,
            grade=w.number(counts.grade, 1),
            words=counts.words,
            sentences=w.n("{n} sentence", "{n} sentences", counts.sentences),
            ceiling=w.number(CEILING, 0),
        ),
        paths=(path,),
        verified=False,
        limits=w("Flesch-Kincaid counts syllables and words; it does not tell whether a text is understood."),
    )
