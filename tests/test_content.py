"""The shipped content: whole, coherent, and honest about what was verified."""

import json
import re

import pytest

from hcplanner import content
from hcplanner.case.anatomy import Vertebra
from hcplanner.knowledge.risks import Risk
from hcplanner.shipped import resources

CATALOGUE = content.risks()
BOOK = content.checks()


def test_content_is_read_once():
    assert content.risks() is content.risks()
    assert content.checks() is content.checks()


def test_a_language_without_its_own_prose_has_the_english():
    assert content.risks("xx") == CATALOGUE
    assert content.checks("xx") == BOOK


def test_the_catalogue_names_each_risk_once_and_says_when_it_was_made():
    assert len({risk.id for risk in CATALOGUE.risks}) == len(CATALOGUE.risks) == 40
    assert CATALOGUE.schema == "hcplanner.risks"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", CATALOGUE.compiled)
    assert CATALOGUE.limits


@pytest.mark.parametrize("risk", CATALOGUE.risks, ids=lambda risk: risk.id)
def test_a_risk_uses_the_catalogues_own_words(risk: Risk):
    vertebrae = {level.value for level in Vertebra}
    tags, techniques = set(CATALOGUE.tags), set(CATALOGUE.techniques)
    assert risk.applies_to
    assert set(risk.applies_to) | set(risk.only_if) <= tags
    assert set(risk.technique) <= techniques
    assert set(risk.levels) <= vertebrae
    for variant in risk.at_levels:
        assert set(variant.levels) <= vertebrae
    for rate in risk.rates:
        assert set(rate.technique) <= techniques
        assert set(rate.levels) <= vertebrae


@pytest.mark.parametrize("risk", CATALOGUE.risks, ids=lambda risk: risk.id)
def test_a_figure_is_printable_only_when_it_can_be_stood_for(risk: Risk):
    for rate in risk.rates:
        assert rate.printable == (rate.not_printed_because is None)
        if rate.printable:
            assert rate.unit == "people"
            assert rate.verified
            assert rate.percent is not None
            assert 0 < rate.percent < 100
            assert rate.source
            assert rate.url or rate.doi or rate.pmid
        if rate.preferred:
            assert rate.printable
        if not rate.verified:
            assert not rate.printable


@pytest.mark.parametrize("risk", CATALOGUE.risks, ids=lambda risk: risk.id)
def test_words_for_a_patient_promise_nothing(risk: Risk):
    texts = [risk.plain_text, risk.plain_text_parent, *(v.plain_text for v in risk.at_levels)]
    for text in texts:
        assert text
        assert not re.search(r"\b(guarantee|will recover|you will get better|completely safe|very small risk)\b", text)
        assert "%" not in text


@pytest.mark.parametrize("entry", BOOK.checks, ids=lambda entry: entry.id)
def test_a_message_records_publishes_and_asks(entry):
    parts = re.fullmatch(r"Recorded: (.+?)[.;] Published: (.+?)\. (.+\?.*)", entry.message)
    assert parts, entry.message
    assert "{" not in parts[2].replace("{weight_band}", ""), "what is published does not depend on the case"
    assert not re.search(
        r"\b(consider|reconsider|arrange|you should|must be|cleared|ready)\b", entry.message, re.IGNORECASE
    )
    assert len(entry.title) <= 80
    assert entry.paths
    if entry.verified:
        assert entry.source


@pytest.mark.parametrize("name", ["risks", "checks"])
def test_the_files_are_written_one_way(name: str):
    """So that a change of one figure is a change of one line."""
    text = resources("content", f"{name}.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    assert not re.search(r"\.(md|yaml)\b", text)
