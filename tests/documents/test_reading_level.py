"""What a patient reads can be read: grade 6 on average for the words of the risks, never over 8 for running text."""

import re
from collections.abc import Iterator
from statistics import mean
from xml.etree import ElementTree as ET

import pytest

from hcplanner import content, shipped
from hcplanner.actions.examples import example_names, load_example
from hcplanner.documents import declarations, render
from hcplanner.knowledge.reading import CEILING, LAY, SHORTEST, read

SPOKEN = content.syllables()
PATIENTS = [one for one in declarations.documents(shipped.templates()) if one.declared.audience == "patient"]
RISKS = [
    pytest.param(text, id=f"{risk.id}: {kind}")
    for risk in content.risks().risks
    for kind, text in (
        ("patient", risk.plain_text),
        ("parent", risk.plain_text_parent),
        *((f"patient at {variant.levels[0]}", variant.plain_text) for variant in risk.at_levels),
        *((f"parent at {variant.levels[0]}", variant.plain_text_parent) for variant in risk.at_levels),
    )
]
# Fields, boxes and signatures hold names and values; measure, population and source of a figure are a citation.
_NO_RUNNING_TEXT = {"fields", "pairs", "callout", "signatures", "label-box"}


def grade(text: str) -> float:
    counts = read(text, SPOKEN)
    assert counts is not None
    return counts.grade


def running_text(node: ET.Element) -> Iterator[str]:
    """Each paragraph and each whole sentence of a list, as words."""
    if node.tag in _NO_RUNNING_TEXT:
        return
    text = " ".join("".join(node.itertext()).split())
    if (node.tag == "p" and "Source: " not in text) or (node.tag == "li" and text.endswith(".")):
        yield text
    if node.tag != "p":
        for child in node:
            yield from running_text(child)


@pytest.mark.parametrize("text", RISKS)
def test_no_risk_is_over_the_ceiling(text: str):
    assert grade(text) <= CEILING


def test_the_words_of_the_risks_are_of_grade_six_on_average():
    assert len(RISKS) > 80
    assert mean(grade(one.values[0]) for one in RISKS) <= LAY


@pytest.mark.parametrize("name", example_names())
@pytest.mark.parametrize("document", PATIENTS, ids=lambda d: d.name)
def test_no_running_text_for_a_patient_is_over_the_ceiling(document: declarations.Document, name: str):
    markup = render.paper(load_example(name), document, render.Issue(), content.risks()).markup
    texts = [text for text in running_text(ET.fromstring(markup)) if len(text.split()) >= SHORTEST]
    assert len(texts) > 15
    assert {text: round(grade(text), 1) for text in texts if grade(text) > CEILING} == {}


@pytest.mark.parametrize("document", PATIENTS, ids=lambda d: d.name)
def test_no_sentence_that_any_plan_can_bring_up_is_over_the_ceiling(document: declarations.Document):
    source = "".join(path.read_text("utf-8") for path in sorted(document.folder.glob("*.j2")))
    texts = [text for text in re.findall(r'_\("([^"]+)"\)', source) if len(text.split()) >= SHORTEST]
    assert len(texts) > 40
    # The note under a demonstration is read by whom it is shown to, not by a patient.
    hard = [text for text in texts if grade(text) > CEILING and "demonstration" not in text]
    assert hard == []
