"""The table of elements is kept: each M or R element of the setting stands on the form, or the form is not final."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import product
from typing import Final
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from hcplanner import content, shipped
from hcplanner.actions import printing
from hcplanner.actions.checking import checked
from hcplanner.case import Case
from hcplanner.case.consent_who import NOBODY_SIGNS, Decider
from hcplanner.documents import declarations, final, render
from hcplanner.documents.declarations import Kind
from hcplanner.documents.engine import make_pdf
from hcplanner.documents.render import Issue
from hcplanner.errors import NotFinal
from hcplanner.fields import Kind as FieldKind
from hcplanner.fields import declared_at, leaves, set_at
from hcplanner.i18n import ENGLISH, Words
from hcplanner.knowledge.consent_elements import Element, Jurisdiction, parts_for
from hcplanner.knowledge.reading import CEILING, SHORTEST, read
from hcplanner.profile import Profile
from tests.documents import oracle
from tests.documents.consent_cases import changed, complete
from tests.documents.paper import all_faults
from tests.documents.test_reading_level import running_text
from tests.documents.test_tables import page_texts

DOCUMENT: Final = declarations.document(shipped.templates(), "consent")
TABLE: Final = content.consent_elements()
VARIANTS: Final = [
    pytest.param(decider, setting, id=f"{decider.value}-{setting.value}")
    for decider, setting in product(Decider, Jurisdiction)
]
every_variant = pytest.mark.parametrize(("decider", "setting"), VARIANTS)


def issued(case: Case, setting: Jurisdiction, kind: Kind = Kind.FINAL, page: str = "a4") -> render.Paper:
    ours = Profile(jurisdiction=setting)
    issue = Issue(kind=kind, page=page, checks=checked(case, ours=ours))  # type: ignore[arg-type]
    return render.paper(case, DOCUMENT, issue, content.risks())


def missing(case: Case, setting: Jurisdiction) -> set[str]:
    ours = Profile(jurisdiction=setting)
    return {reason.path for reason in printing.missing_for_final(case, "consent", ours=ours)}


def asked_for(element: Element, setting: Jurisdiction) -> bool:
    return element.need[setting.value] != "L"


def test_the_table_is_whole():
    assert [one.number for one in TABLE.elements] == list(range(1, 33))
    for element in TABLE.elements:
        assert set(element.need) == {one.value for one in Jurisdiction}
        for letter in element.source.split(", "):
            assert letter in TABLE.sources or letter == "good practice" or "section" in letter
    assert "Not legal advice" in TABLE.about


@pytest.mark.requirement("R44")
@every_variant
def test_every_element_is_on_the_form_or_answered(decider: Decider, setting: Jurisdiction):
    case = complete(decider)
    markup = issued(case, setting).markup  # a final, so that nothing asked for is missing
    for element in TABLE.elements:
        parts = parts_for(element, case, setting)
        excused = [part.not_for for part in element.parts if part.not_for and decider.value in part.signers]
        held = any(part.fields or part.conditions or part.words or part.signatures for part in parts)
        assert held or excused or not asked_for(element, setting), element.number
    words = [text for one in TABLE.elements for part in parts_for(one, case, setting) for text in part.words]
    told = " ".join(re.sub(r"<[^>]*>", lambda t: " ".join(re.findall(r'"([^"]*)"', t[0])), markup).split())
    assert [text for text in words if text not in told.replace("&#39;", "'")] == []


@pytest.mark.requirement("R44", "R3")
@every_variant
def test_each_field_of_an_element_alone_stands_between_the_case_and_a_final(decider: Decider, setting: Jurisdiction):
    case = complete(decider)
    assert missing(case, setting) == set()
    parts = [part for one in TABLE.elements for part in parts_for(one, case, setting)]
    # Where an answer itself settles what is asked, leaving it out asks for something else.
    for path in {path for part in parts for path in part.fields if path not in part.when}:
        member = declared_at(Case, path)
        empty = set_at(case, path, [] if member.kind is FieldKind.CHOICES else member.default)
        assert path in missing(empty, setting) or (path == "consent.signer.basis" and missing(empty, setting)), path


@pytest.mark.requirement("R44", "R3")
@every_variant
def test_a_form_that_lost_the_words_of_an_element_makes_no_final(decider: Decider, setting: Jurisdiction):
    case = complete(decider)
    ours = Profile(jurisdiction=setting)
    markup = issued(case, setting).markup
    for element in TABLE.elements:
        for text in (text for part in parts_for(element, case, setting) for text in part.words):
            lost = markup.replace(text, "").replace(text.replace("'", "&#39;"), "")
            found = final.not_on_paper(case, DOCUMENT.declared, ENGLISH, checked(case, ours=ours), lost)
            assert element.element in {reason.label for reason in found}, (element.number, text)


def test_a_translated_form_is_held_to_the_translated_words():
    words = Words.load("es")
    case = complete(Decider.PATIENT)
    issue = Issue(kind=Kind.DRAFT, language="es", checks=checked(case, "es"))
    markup = render.paper(case, DOCUMENT, issue, content.risks("es")).markup
    assert final.not_on_paper(case, DOCUMENT.declared, words, issue.checks, markup) == []


@every_variant
def test_nobody_signs_for_a_patient_who_cannot_agree(decider: Decider, setting: Jurisdiction):
    text = words_of(issued(complete(decider), setting).markup)
    pretends = ("I agree to the operation" in text, "Signature of the person who decides" in text)
    assert pretends == ((False, False) if decider in NOBODY_SIGNS else (True, True))
    assert ("No one signs here in place of the patient" in text) is (decider in NOBODY_SIGNS)


NEVER: Final = (
    "all risks", "all of the risks", "any procedure necessary", "any other procedure", "whatever is needed",
    "whatever is necessary", "as deemed", "fully understand", "i understand", "will be cured", "full recovery",
    "guarantee", "safe operation", "and/or", "very small risk", "low risk",
)  # fmt: skip


@pytest.mark.requirement("R44")
@every_variant
def test_no_form_holds_a_blanket_statement_a_promise_or_a_tick(decider: Decider, setting: Jurisdiction):
    markup = issued(complete(decider), setting).markup
    text = words_of(markup).lower()
    assert [phrase for phrase in NEVER if phrase in text] == []
    assert "checked=" not in markup
    assert not re.search(r"[\u2611\u2612\u2713\u2714]", markup)
    for box in ET.fromstring(markup).iter("s"):
        assert set(box.attrib) <= {"name", "lines"}  # never a signature, its date or its time
    for row in ET.fromstring(markup).iter("tr"):
        question = " ".join("".join(row.itertext()).split())
        assert question.count("?") <= 1, question


def test_no_word_that_any_form_can_bring_up_is_a_blanket_statement():
    source = "".join(path.read_text("utf-8") for path in sorted(DOCUMENT.folder.glob("*.j2"))).lower()
    assert [phrase for phrase in NEVER if phrase in source] == []


@every_variant
def test_every_variant_can_be_read(decider: Decider, setting: Jurisdiction):
    texts = list(running_text(ET.fromstring(issued(complete(decider), setting).markup)))
    counted = [(text, read(text, content.syllables())) for text in texts if len(text.split()) >= SHORTEST]
    assert {text: found.grade for text, found in counted if found and found.grade > CEILING} == {}


LOOKED_AT: Final = [
    (Decider.REPRESENTATIVE, Jurisdiction.USA, "letter"),
    (Decider.YOUNG_PERSON, Jurisdiction.ENGLAND_WALES, "a4"),
    (Decider.BEST_INTERESTS, Jurisdiction.ENGLAND_WALES, "a4"),
    (Decider.COURT, Jurisdiction.NEUTRAL, "letter"),
]


@pytest.mark.requirement("R50")
@pytest.mark.parametrize(("decider", "setting", "page"), LOOKED_AT, ids=lambda v: getattr(v, "value", v))
def test_what_no_example_prints_satisfies_every_judge(decider, setting, page, tmp_path):
    paper = issued(complete(decider), setting, Kind.DRAFT, page)
    about = {f: getattr(paper.about, f) for f in paper.about.__dataclass_fields__}
    assert all_faults(make_pdf(paper.markup, paper.about), paper.markup, tmp_path, **about) == []


def test_a_withdrawn_agreement_says_so_across_every_page_and_on_every_document():
    taken_back = changed(complete(Decider.PATIENT), {
        "consent.withdrawn": "yes", "consent.withdrawn_on": "2026-10-06T19:00", "consent.withdrawn_by": "EXAMPLE",
        "consent.withdrawn_how": "spoken", "consent.withdrawn_to": "Dr EXAMPLE Registrar",
    })  # fmt: skip
    for kind in (Kind.DRAFT, Kind.EMERGENCY):
        pages = page_texts(printing.make(taken_back, "consent", Issue(kind=kind)))
        assert all("WITHDRAWN" in page for page in pages)
    for name in (one.name for one in printing.documents()):
        assert "no longer agrees to this operation" in " ".join(page_texts(printing.make(taken_back, name))[0].split())
    assert missing(taken_back, Jurisdiction.NEUTRAL)  # a critical finding has to be answered first


@pytest.mark.parametrize(("values", "path"), [
    ({"consent.parents.agree": "disagree"}, "consent.parents.advice"),
    ({"consent.parents.agree": None}, "consent.parents.agree"),
    ({"consent.child.view": None}, "consent.child.view"),
    ({"consent.child.not_asked_reason": ""}, "consent.child.not_asked_reason"),
    ({"consent.signer.basis": None}, "consent.signer.basis"),
    ({"consent.signer.capacity": "in_doubt"}, "consent.signer.capacity"),
    ({"consent.permissions.blood": "refuses"}, "consent.permissions.blood_plan"),
    ({"consent.interpreter.mode": None}, "consent.interpreter.mode"),
    ({"consent.interpreter.used": "refused"}, "consent.interpreter.refused"),
    ({"consent.telephone.used": "yes"}, "consent.telephone.given_by"),
    ({"consent.extra": [], "consent.permissions.unexpected": "named"}, "consent.extra"),
    ({"patient.born": "1990-01-01"}, "consent.signer.decider"),
])  # fmt: skip
def test_a_form_for_a_child_is_not_final(values, path):
    if values == {"consent.signer.capacity": "in_doubt"}:
        values = {"consent.signer.capacity": "doubt"}
    assert path in missing(changed(complete(Decider.PARENT), values), Jurisdiction.NEUTRAL)


@pytest.mark.parametrize(("values", "path"), [
    ({"consent.incapacity.attorney": "exists"}, "consent.incapacity.attorney"),
    ({"consent.incapacity.consulted": []}, "consent.incapacity.consulted"),
    ({"consent.incapacity.conclusion": ""}, "consent.incapacity.conclusion"),
    ({"consent.incapacity.cannot": []}, "consent.incapacity.cannot"),
    ({"consent.signer.second_clinician": ""}, "consent.signer.second_clinician"),
    ({"consent.signer.capacity": "presumed"}, "consent.signer.capacity"),
    ({"patient.born": "2016-01-01"}, "consent.signer.decider"),
])  # fmt: skip
def test_a_record_of_best_interests_is_not_final(values, path):
    assert path in missing(changed(complete(Decider.BEST_INTERESTS), values), Jurisdiction.ENGLAND_WALES)


@pytest.mark.parametrize("path", [
    "consent.emergency.reason", "consent.emergency.evidence", "consent.emergency.attempts",
    "consent.signer.second_clinician",
])  # fmt: skip
def test_a_record_of_an_emergency_is_not_final_but_can_be_issued_with_its_gaps(path):
    empty = [] if path.endswith("attempts") else ""
    case = changed(complete(Decider.EMERGENCY), {path: empty})
    assert path in missing(case, Jurisdiction.NEUTRAL)
    markup = issued(case, Jurisdiction.NEUTRAL, Kind.EMERGENCY).markup
    assert ENGLISH(declared_at(Case, path).field.label) in words_of(markup)


def test_a_patient_of_the_wrong_age_makes_no_final_of_a_minors_form():
    for decider, born in ((Decider.COMPETENT_MINOR, "2009-03-08"), (Decider.YOUNG_PERSON, "2012-03-08")):
        assert "consent.signer.decider" in missing(changed(complete(decider), {"patient.born": born}), Jurisdiction.USA)


def test_where_not_all_blood_is_accepted_each_part_is_asked_for_itself():
    text = words_of(issued(changed(complete(Decider.PATIENT), {
        "consent.permissions.blood": "limits", "consent.permissions.blood_plan": "Stop and close",
    }), Jurisdiction.NEUTRAL).markup)  # fmt: skip
    for part in ("red cells", "plasma", "platelets", "albumin", "clotting products", "your own blood"):
        assert len(re.findall(f"May {part} be [^?]*\\?", text)) == 1
    assert "May red cells" not in words_of(issued(complete(Decider.PATIENT), Jurisdiction.NEUTRAL).markup)


def test_the_setting_changes_who_is_asked_to_sign():
    teenager = complete(Decider.COMPETENT_MINOR)
    told = {setting: words_of(issued(teenager, setting).markup) for setting in Jurisdiction}
    assert "A parent may sign as well, and need not." in told[Jurisdiction.ENGLAND_WALES]
    assert "In most states a parent or guardian signs" in told[Jurisdiction.USA]
    assert "Statements as used in: England and Wales" in told[Jurisdiction.ENGLAND_WALES]
    assert len(set(told.values())) == len(Jurisdiction)


def test_without_the_rules_there_is_no_final():
    case = complete(Decider.PATIENT)
    with pytest.raises(NotFinal):
        render.paper(case, DOCUMENT, Issue(kind=Kind.FINAL), content.risks())
    unruled = replace(Issue(kind=Kind.FINAL), checks=checked(case))
    assert render.paper(case, DOCUMENT, unruled, content.risks())


def test_every_path_of_the_table_is_a_field_and_every_condition_exists():
    fields = {member.path for member in leaves(Case)} | {"consent.emergency.attempts"}
    for part in (part for one in TABLE.elements for part in one.parts):
        assert set(part.fields) | set(part.when) <= fields
        assert set(part.conditions) <= set(final.CONDITIONS)
        assert set(part.signers) <= {one.value for one in Decider}
        assert set(part.settings) <= {one.value for one in Jurisdiction}


def words_of(markup: str) -> str:
    """All words of a form: its text and the labels and titles of its boxes."""
    return " ".join(" ".join(_told(ET.fromstring(markup))).split())


def _told(node: ET.Element) -> Iterator[str]:
    for one in node.iter():
        yield from (one.get(name) or "" for name in ("label", "title"))
        yield one.text or ""
        yield one.tail or ""


def test_the_form_in_the_pdf_has_no_signature_filled_in():
    data = printing.make(complete(Decider.PATIENT), "consent", Issue(kind=Kind.FINAL))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "Signature" in oracle.inspect(pdf).text
