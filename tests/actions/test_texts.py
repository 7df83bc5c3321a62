"""Documents as text: the words of the paper in their order, whatever the case holds."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pikepdf
import pytest

from hcplanner.actions import printing
from hcplanner.actions.examples import load_example
from hcplanner.actions.texts import COPIED, document_text
from hcplanner.case import Case
from hcplanner.errors import UnknownDocument
from hcplanner.fields import set_at
from tests.cases import random_case
from tests.documents import oracle


def words_of_paper(case: Case, name: str) -> str:
    with pikepdf.open(BytesIO(printing.make(case, name))) as pdf:
        return oracle.inspect(pdf).text


@pytest.mark.parametrize("name", COPIED)
@pytest.mark.parametrize("case", [load_example("adult-ossified-ligament"), load_example("index-case"), Case()])
def test_every_line_of_the_text_is_on_the_paper(name, case):
    paper = words_of_paper(case, name)
    text = document_text(case, name)
    body = text.split("\n\n", 1)[1].rsplit("\n\n", 1)[0]
    ready = printing.ready(case, name)
    drawn = [re.sub(r"\s+", " ", unescape(alt)) for alt in re.findall(r'<figure [^>]*alt="([^"]*)"', ready.markup)]
    for line in body.splitlines():
        if line in drawn or line == ready.about.subject.upper():
            continue
        for part in re.split(r": |; ", line):
            assert re.sub(r"\s+", "", part) in paper, (line, part)


@pytest.mark.parametrize("name", COPIED)
def test_what_nobody_recorded_is_said_and_nothing_is_ordered_in_its_place(name):
    text = document_text(Case(), name)
    assert text.count("Not recorded") > 8
    assert not re.search(r"\d+ ?(h|mg|mL|mmHg|weeks)\b", text)


@pytest.mark.parametrize("name", COPIED)
def test_a_draft_and_its_patient_are_named_in_the_text(name):
    lines = document_text(load_example("index-case"), name).splitlines()
    assert lines[0].startswith("EXAMPLE, Index Case")
    assert "DRAFT" in lines[:4]
    assert "EXAMPLE, not a real patient" in lines[-1]


def test_text_of_the_case_stays_text():
    case = set_at(load_example("index-case"), "plan.after_care.call_triggers", "<b>& power < 4</b>")
    assert "<b>& power < 4</b>" in document_text(case, "orders")


@pytest.mark.parametrize("seed", range(4))
def test_any_document_of_any_case_has_a_text(seed):
    for document in printing.documents():
        text = document_text(random_case(seed), document.name)
        assert document.title in text
        assert "<" not in re.sub(r"<EXAMPLE>", "", text)


def test_an_unknown_document_is_refused_by_name():
    with pytest.raises(UnknownDocument):
        document_text(Case(), "no-such-paper")
