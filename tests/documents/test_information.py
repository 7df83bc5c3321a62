"""What a patient takes home: the plan's own facts in plain words, the consent form's risks, and lines for the rest."""

from statistics import mean
from xml.etree import ElementTree as ET

import pytest

from hcplanner import content, shipped
from hcplanner.actions.examples import example_names, load_example
from hcplanner.case import Case
from hcplanner.documents import declarations, render
from hcplanner.documents.render import Issue
from hcplanner.fields import set_at
from hcplanner.knowledge.reading import CEILING, LAY, SHORTEST, read
from hcplanner.knowledge.risks import chosen_risks
from tests.cases import random_case
from tests.documents.test_reading_level import running_text

LEAFLET = declarations.document(shipped.templates(), "information")


def leaflet(case: Case) -> ET.Element:
    return ET.fromstring(render.paper(case, LEAFLET, Issue(), content.risks()).markup)


def words_of(node: ET.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def field(root: ET.Element, label: str) -> ET.Element:
    return next(node for node in root.iter("f") if node.get("label") == label)


@pytest.mark.parametrize("name", example_names())
def test_its_own_words_are_of_grade_six_together_and_none_is_over_the_ceiling(name):
    found = [text for text in running_text(leaflet(load_example(name))) if len(text.split()) >= SHORTEST]
    counts = [read(text, content.syllables()) for text in found]
    assert len(found) > 20
    assert mean(one.grade for one in counts if one) <= LAY
    assert [text for text, one in zip(found, counts, strict=True) if one and one.grade > CEILING] == []


@pytest.mark.requirement("R46")
def test_it_tells_the_risks_of_the_consent_form_with_their_figures():
    for case in (*map(load_example, example_names()), *map(random_case, range(5))):
        told = words_of(leaflet(case))
        for risk in chosen_risks(case, content.risks()):
            assert " ".join(risk.plain_name.split()) in told
        consent = declarations.document(shipped.templates(), "consent")
        form = ET.fromstring(render.paper(case, consent, Issue(), content.risks()).markup)
        shown = [[node.get("src") for node in root.iter("figure")] for root in (leaflet(case), form)]
        dots = [[name for name in names if name and name.startswith("dots")] for names in shown]
        assert dots[0] == dots[1]


def test_what_nobody_recorded_is_a_line_to_write_on_and_never_a_guess():
    blank, filled = leaflet(Case()), leaflet(load_example("adult-ossified-ligament"))
    for label in ("Pain", "Drain", "Lying and getting up", "Going home when", "Who calls the family"):
        assert field(blank, label).find("lines") is not None
        assert words_of(field(blank, label)) == ""
        assert field(filled, label).find("lines") is None
    for label in ("Eating, until when", "Drinking, until when", "Telephone by day", "Telephone by night"):
        assert field(filled, label).find("lines") is not None
    assert "One drain without suction" in words_of(field(filled, "Drain"))


def test_what_to_call_for_is_what_the_plan_says():
    case = set_at(load_example("index-case"), "plan.after_care.call_triggers", "New weakness of a hand")
    warned = next(node for node in leaflet(case).iter("callout") if node.get("kind") == "warn")
    assert words_of(warned) == "New weakness of a hand †"
    assert (
        next(node for node in leaflet(Case()).iter("callout") if node.get("kind") == "warn").find("lines") is not None
    )


def test_it_speaks_to_the_one_who_decides_and_a_child_has_a_page():
    case = load_example("index-case")
    parents, alone = words_of(leaflet(case)), words_of(leaflet(load_example("adult-ossified-ligament")))
    assert "Your child will lie face down." in parents
    assert "This page is for you, Index Case" in parents
    assert "You will lie face down." in alone
    assert "This page is for you" not in alone
    teenager = words_of(leaflet(set_at(case, "consent.signer.decider", "competent_minor")))
    assert "You will lie face down." in teenager
    assert "Your child" not in teenager


@pytest.mark.parametrize("decider", ["best_interests", "emergency"])
def test_who_cannot_decide_is_not_told_to_say_yes_or_no(decider):
    case = set_at(load_example("adult-ossified-ligament"), "consent.signer.decider", decider)
    told = words_of(leaflet(case))
    assert "You can say yes or no" not in told
    assert "still want to go ahead" not in told
    assert "The patient cannot decide this now." in told
    assert "You can say yes or no" in words_of(leaflet(load_example("adult-ossified-ligament")))


def test_only_words_of_this_plan_are_explained():
    case = load_example("index-case")
    explained = {node.get("label") for node in leaflet(case).iter("f")}
    assert {"Laminoplasty", "Resection", "Neuromonitoring"} <= explained
    assert "Fusion" not in explained
    assert "Fusion" in {
        node.get("label") for node in leaflet(set_at(case, "plan.operation.procedures", ["fusion"])).iter("f")
    }
