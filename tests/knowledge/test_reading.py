"""The reading grade of English text, by the dictionary and by the rule, and what the surgeon is told of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner import content
from hcplanner.i18n import ENGLISH as W
from hcplanner.i18n import Words
from hcplanner.knowledge.findings import Severity
from hcplanner.knowledge.reading import Reading, by_rule, read, reading_findings, syllables
from tests.knowledge.cases import case_of
from tests.syllables import exceptions, written

SPOKEN = content.syllables()
HARD = "Decompression of the compressed spinal cord is anticipated to facilitate neurological rehabilitation."


def test_the_grade_is_that_of_flesch_and_kincaid():
    counts = read("The cord can be hurt. It may not heal!", {})
    assert counts == Reading(sentences=2, words=9, syllables=9)
    assert counts.grade == pytest.approx(0.39 * 9 / 2 + 11.8 * 9 / 9 - 15.59)


@pytest.mark.parametrize(
    ("text", "sentences", "words"),
    [
        ("3.5 in 100 people", 1, 4),
        ("Is it so? \N{LEFT DOUBLE QUOTATION MARK}Yes.\N{RIGHT DOUBLE QUOTATION MARK} No", 3, 5),
        ("About 1,000 people... and more", 2, 5),
        ("the surgeon's own words", 1, 4),
        ("C1\N{EN DASH}C3", 1, 4),
    ],
)
def test_words_and_sentences_are_told_apart(text: str, sentences: int, words: int):
    counts = read(text, SPOKEN)
    assert counts is not None
    assert (counts.sentences, counts.words) == (sentences, words)


@pytest.mark.parametrize("text", ["", " ", "... !", "\N{EM DASH}"])
def test_without_words_there_is_no_grade(text: str):
    assert read(text, SPOKEN) is None


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("operation", 4), ("bleed", 1), ("people", 2), ("nerve", 1), ("nerves", 1), ("muscle", 2), ("muscles", 2),
        ("closed", 1), ("tested", 2), ("anaesthetic", 4), ("area", 3), ("idea", 3), ("surgeon's", 2), ("doesn't", 2),
        ("Child", 1), ("1,000", 1), ("MRI", 3), ("CT", 2),
    ],
)  # fmt: skip
def test_syllables_as_spoken(word: str, count: int):
    assert syllables(word, SPOKEN) == count


def test_a_word_no_dictionary_has_goes_by_its_spelling():
    assert "laminoplasty" not in SPOKEN
    assert syllables("laminoplasty", SPOKEN) == by_rule("laminoplasty") == 5


def test_the_shipped_exceptions_are_made_from_the_dictionary_alone():
    lines = ["area EH1 R IY0 AH0", "area(2) AE1 R IY0 AH0", "cat K AE1 T", "a.b. EY1 B IY1", "people P IY1 P AH0 L # x"]
    found = exceptions(lines)
    assert found == {"area": 3} | ({"people": 2} if by_rule("people") != 2 else {})
    assert written({"b": 3, "a": 3, "c": 1}).splitlines()[-2:] == ["1 c", "3 a b"]
    assert all(by_rule(word) != count for word, count in SPOKEN.items())


@given(st.text())
def test_any_text_can_be_measured(text: str):
    counts = read(text, SPOKEN)
    assert counts is None or (counts.sentences >= 1 and counts.syllables >= counts.words >= 1)


def test_the_surgeons_hard_words_on_the_consent_form_are_an_info():
    case = case_of(
        {
            "consent.benefits": [
                {"id": "a", "words": HARD},
                {"id": "b", "words": "The cord has more room in the neck."},
            ],
            "consent.risks": [{"id": "r", "risk": "death", "change": "reworded", "words": HARD}],
            "consent.extra": [{"id": "x", "procedure": "Decompression"}],
            "assessment.without_operation": HARD,
        }
    )
    found = reading_findings(case, SPOKEN, W)
    assert [one.paths for one in found] == [
        ("consent.benefits[a].words",), ("consent.risks[r].words",), ("assessment.without_operation",),
    ]  # fmt: skip
    assert {one.severity for one in found} == {Severity.INFO}
    assert all(one.message.endswith("?") and one.limits for one in found)


def test_another_language_is_not_measured_as_english():
    case = case_of({"consent.benefits": [{"id": "a", "words": HARD}]})
    assert reading_findings(case, SPOKEN, Words.load("es")) == ()
