"""Documents in another language: nothing left in English, the same levels and sides, honest about who reviewed it."""

import re
import subprocess
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pikepdf
import pytest
from babel.messages.pofile import read_po

from hcplanner import content, profile, shipped
from hcplanner.actions import checking, printing
from hcplanner.actions.examples import example_names, load_example
from hcplanner.case import Case
from hcplanner.documents import declarations, render
from hcplanner.documents.engine import make_pdf
from hcplanner.documents.render import Issue, Kind
from hcplanner.fields import PartialDate, set_at
from hcplanner.i18n import TRANSLATIONS, Words
from hcplanner.profile import Profile, Review
from hcplanner.spelling import american
from tests.cases import random_case
from tests.documents.paper import all_faults

FOR_PATIENTS = [one for one in declarations.documents(shipped.templates()) if one.declared.audience == "patient"]
CONSENT = next(one for one in FOR_PATIENTS if one.name == "consent")
LEAFLET = next(one for one in FOR_PATIENTS if one.name == "information")
PLACES = re.compile(r"\{[^}]*\}")


def catalogue_file(language: str) -> Path:
    return shipped.resources("locale", language, "LC_MESSAGES", "hcplanner.po")


def paper(case: Case, document: declarations.Document, **issue: object) -> render.Paper:
    asked = Issue(checks=checking.checked(case), **issue)  # type: ignore[arg-type]
    own = asked.patient_language or asked.language
    beside = content.risks(asked.beside) if asked.beside else None
    return render.paper(case, document, asked, content.risks(own), beside)


def said(node: ET.Element, lang: str) -> list[str]:
    """Every piece of text and every attribute that is read, but not what is marked as being in another language."""
    if node.get("lang", lang) != lang:
        return [node.tail or ""]
    pieces = [node.get(name, "") for name in ("label", "title", "alt")] + [node.text or ""]
    for child in node:
        pieces += said(child, lang)
    return [*pieces, node.tail or ""]


def text_of(made: render.Paper, lang: str) -> list[str]:
    about = made.about
    furniture = [about.title, about.header_right, about.draft_mark or "", *(row for row, _ in about.footer)]
    pieces = [*said(ET.fromstring(made.markup), lang), *furniture]
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]


class Missed(NullTranslations):
    """Remembers every message that the catalogue before it does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: set[str] = set()

    def gettext(self, message: str) -> str:
        self.messages.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.messages.add(msgid1)
        return msgid1 if n == 1 else msgid2


@pytest.fixture(params=TRANSLATIONS)
def missed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Missed]:
    language, missed = request.param, Missed()
    with catalogue_file(language).with_suffix(".mo").open("rb") as file:
        catalogue = GNUTranslations(file)
    catalogue.add_fallback(missed)
    load = Words.load
    monkeypatch.setattr(
        Words, "load", lambda code="en", *rest: Words(code, catalogue) if code == language else load(code, *rest)
    )
    return language, missed


def left_in_english(messages: set[str], pieces: list[str]) -> set[str]:
    """The messages that stand as a whole piece, or, if they have three words, within one."""
    whole = {piece.strip(" .:;,†") for piece in pieces}
    together = "\n".join(pieces)
    found = set()
    for message in messages:
        parts = PLACES.split(message)
        words = re.findall(r"[a-z]{2,}", " ".join(parts))
        if message.strip(" .:;,†") in whole and words:
            found.add(message)
        elif len(words) > 2 and all(part in together for part in parts):
            pattern = r"(?<!\w)" + ".{0,120}?".join(map(re.escape, parts)) + r"(?!\w)"
            if re.search(pattern, together):
                found.add(message)
    return found


@pytest.mark.parametrize("document", FOR_PATIENTS, ids=lambda one: one.name)
def test_nothing_that_a_patient_reads_is_left_in_english(document, missed, full):
    language, messages = missed
    cases = [load_example(name) for name in example_names()] + [random_case(seed) for seed in range(30 if full else 2)]
    for case in cases:
        for kind in (Kind.DRAFT, Kind.EMERGENCY):
            pieces = text_of(paper(case, document, patient_language=language, kind=kind), language)
            assert len(pieces) > 60
            # What a finding says is written for the clinician; a name that happens to be a word of ours is a name.
            typed = {case.patient.surname, case.patient.forename, case.team.surgeon}
            findings = {found.title for found in checking.checked(case).awaiting}
            assert left_in_english(messages.messages, pieces) - typed - findings == set()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_keeps_every_place_for_a_value_and_every_plural(language):
    with catalogue_file(language).open("rb") as file:
        catalogue = read_po(file, language)
    assert "NOT REVIEWED" in catalogue.header_comment
    checked = 0
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if not message.id or not any(forms):
            continue
        checked += 1
        source = message.id[-1] if isinstance(message.id, tuple) else message.id
        if isinstance(message.id, tuple):
            assert len(forms) == catalogue.num_plurals
        for form in forms:
            assert sorted(PLACES.findall(source)) == sorted(PLACES.findall(form)), message.id
            assert form.strip() != ""
    assert checked > 700


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_compiled_catalogue_is_the_one_that_is_read(language):
    words = Words.load(language)
    with catalogue_file(language).open("rb") as file:
        for message in read_po(file, language):
            if isinstance(message.id, str) and message.id and message.string:
                assert words(message.id) == message.string


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_risks_are_told_in_the_language_and_counted_as_in_english(language):
    english, other = content.risks(), content.risks(language)
    assert other.limits != english.limits
    assert len(other.limits) == len(english.limits)
    for one, told in zip(english.risks, other.risks, strict=True):
        assert told.plain_name != one.plain_name
        assert told.plain_text != one.plain_text
        assert (told.plain_text == told.plain_text_parent) is (one.plain_text == one.plain_text_parent)
        assert [variant.levels for variant in told.at_levels] == [variant.levels for variant in one.at_levels]
        for here, there in zip(one.rates, told.rates, strict=True):
            unworded = msgspec.structs.replace(there, measure=here.measure, population=here.population)
            assert unworded == here
            if here.preferred and here.printable:
                assert there.population != here.population
                assert there.measure != here.measure


@pytest.mark.parametrize("language", [*TRANSLATIONS, "en_US"])
def test_a_change_to_a_risk_made_in_english_holds_in_every_language(language):
    case = load_example("index-case")
    for name in ("Serious problem from the anaesthetic", "Infection"):
        edit = {"id": "r1", "risk": name, "change": "removed", "reason": "EXAMPLE"}
        case = set_at(case, "consent.risks", [edit])
        gone = next(risk for risk in content.risks(language).risks if name in (risk.also_called[0], risk.plain_name))
        markup = paper(case, CONSENT, patient_language=language).markup
        assert f"<li>{gone.plain_name}</li>" not in markup
        assert name not in markup


LEVELS = re.compile(r"\b[CT]\d+(?:\N{EN DASH}[CT]\d+)?\b")


@pytest.mark.requirement("R46")
@pytest.mark.parametrize("document", FOR_PATIENTS, ids=lambda one: one.name)
@pytest.mark.parametrize("language", [*TRANSLATIONS, "en_US"])
def test_levels_and_sides_are_the_same_in_every_language(document, language, full):
    cases = [load_example(name) for name in example_names()] + [random_case(seed) for seed in range(40 if full else 3)]
    words = Words.load(language)
    for case in cases:
        english = "\n".join(text_of(paper(case, document), "en"))
        other = "\n".join(text_of(paper(case, document, patient_language=language), words.tag))
        # Text that a surgeon typed may name levels as well; it is the same in both and marked in one.
        assert set(LEVELS.findall(other)) <= set(LEVELS.findall(english))
        planned = case.plan.decompression.levels
        assert not planned or set(LEVELS.findall(other))
        for side, told in (("left", words("patient's left")), ("right", words("patient's right"))):
            assert (f"patient's {side}" in english) is (told in other), side


def test_what_a_person_typed_is_left_as_it_is_and_marked_with_its_language():
    case = set_at(load_example("adult-ossified-ligament"), "consent.talk.matters", "To play the cello")
    assert '<span lang="en">To play the cello</span>' in paper(case, CONSENT, patient_language="es").markup
    assert "To play the cello" in paper(case, CONSENT).markup
    assert "lang=" not in paper(case, CONSENT).markup
    name = set_at(case, "patient.surname", "Muñoz")
    assert 'lang="en">Muñoz' not in paper(name, CONSENT, patient_language="es").markup


def every_page(data: bytes) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f") if page.strip()]


UNREVIEWED = ("Ningún profesional clínico de lengua materna española ha revisado", "not been reviewed by a native")


@pytest.mark.requirement("R63")
@pytest.mark.parametrize("document", FOR_PATIENTS, ids=lambda one: one.name)
def test_every_page_says_that_no_native_clinician_reviewed_the_words_until_the_profile_names_one(document):
    case, issue = load_example("adult-ossified-ligament"), Issue(patient_language="es")
    reviewed = Profile(reviewed_translations={"es": Review(by="Dra. EXAMPLE", on=PartialDate(2026, 3, 2))})
    for page in every_page(printing.make(case, document.name, issue)):
        assert all(told in page for told in UNREVIEWED)
    for page in every_page(printing.make(case, document.name, issue, reviewed)):
        assert not any(told in page for told in UNREVIEWED)
        assert "Dra. EXAMPLE" in page
    assert not any(told in page for page in every_page(printing.make(case, document.name)) for told in UNREVIEWED)


def test_a_final_in_a_language_nobody_reviewed_says_so_too():
    case = load_example("adult-ossified-ligament")
    made = paper(case, LEAFLET, patient_language="es", kind=Kind.FINAL)
    assert any(UNREVIEWED[0] in row for row, _ in made.about.footer)
    assert made.about.draft_mark is None


def test_the_language_of_the_patient_changes_nothing_that_a_clinician_reads():
    case = load_example("index-case")
    usual = printing.make(case, "operative-plan")
    assert printing.make(case, "operative-plan", Issue(patient_language="es", beside="en", large_print=True)) == usual


# --- one language beside the other


def test_the_part_beside_is_in_the_clinicians_language_and_has_nothing_to_tick_or_sign():
    case = load_example("index-case")
    alone = ET.fromstring(paper(case, CONSENT, patient_language="es").markup)
    both = ET.fromstring(paper(case, CONSENT, patient_language="es", beside="en").markup)
    first, part = list(both)[:-2], list(both)[-1]
    assert [ET.tostring(node).strip() for node in first] == [ET.tostring(node).strip() for node in alone]
    assert (part.tag, part.get("lang")) == ("section", "en")
    assert not [node for node in part.iter() if node.tag in ("signatures", "label-box", "lines", "checklist")]
    assert "The same document in English, to read along." in "".join(part.itertext())
    assert "Blood clot pressing on the cord" in "".join(part.itertext())
    assert not list(part.iter("span")) or all(node.get("lang") is None for node in part.iter("span"))


def test_both_languages_stand_on_every_page_and_the_file_is_in_the_patients():
    data = printing.make(load_example("index-case"), "consent", Issue(patient_language="es", beside="en"))
    for page in every_page(data):
        assert "BORRADOR / DRAFT" in page
        assert "not approved for clinical use" in page
        assert "no está aprobado" in page
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "es"


def test_a_language_beside_itself_is_printed_once():
    case = load_example("index-case")
    assert paper(case, CONSENT, beside="en").markup == paper(case, CONSENT).markup


# --- spelling


@pytest.mark.parametrize(
    ("british", "spelt"),
    [
        ("Anaesthesia and airway", "Anesthesia and airway"), ("Anaesthetist", "Anesthesiologist"),
        ("Haematoma", "Hematoma"), ("a tumour in theatre", "a tumor in the operating room"),
        ("Latex-free theatre", "Latex-free operating room"), ("PAEDIATRIC", "PEDIATRIC"), ("oedema", "edema"),
        ("the centre, centred", "the center, centered"), ("otherwise", "otherwise"), ("C3 to C5", "C3 to C5"),
    ],
)  # fmt: skip
def test_words_are_spelt_as_in_america(british, spelt):
    assert american(british) == spelt
    assert american(spelt) == spelt


BRITISH = re.compile(r"\b(an)?aesth|\bhaem|tumour|theatre|paediatr|colour|\bcentre|oedema|leucocyte", re.IGNORECASE)


@pytest.mark.parametrize("name", [one.name for one in declarations.documents(shipped.templates())])
def test_a_profile_that_spells_as_in_america_does_so_in_every_document_and_leaves_sources_and_typed_words(name):
    case = set_at(load_example("index-case"), "team.surgeon", "Dr Colourby EXAMPLE")
    ours = Profile(spelling="us")
    issue = Issue(language="en", checks=checking.checked(case, "en_US", None, ours))
    data = printing.make(case, name, issue, ours)
    text = " ".join(every_page(data))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "en-US"
    if name == "consent":
        assert "anesthetic" in text
        assert "Anaesth Intensive Care 1995" in text
        assert "Colourby" in text
        cited = re.sub(r"(Source|Sources)?:? ?[A-Z][a-z]*[^.]{0,60}(Anaesth|Paediatr)[^.]*", "", text)
        assert BRITISH.findall(cited.replace("Colourby", "")) == []


def test_the_content_in_american_spelling_has_the_same_identities_and_sources():
    for one, told in zip(content.risks().risks, content.risks("en_US").risks, strict=True):
        assert (one.id, one.applies_to, one.technique) == (told.id, told.applies_to, told.technique)
        assert [(rate.source, rate.url, rate.unit) for rate in one.rates] == [
            (rate.source, rate.url, rate.unit) for rate in told.rates
        ]
    assert content.checks("en_US").version == content.checks().version
    assert profile.DEFAULT.spelling == "uk"


# --- the judges, in every language, in both sizes of type and of paper

WAYS = {
    "en_US": {"patient_language": "en_US"}, "es": {"patient_language": "es"},
    "es beside en": {"patient_language": "es", "beside": "en"}, "large": {"large_print": True},
    "es large": {"patient_language": "es", "large_print": True},
}  # fmt: skip
SAMPLE = {
    ("index-case", "es beside en", "a4"),
    ("index-case", "large", "letter"),
    ("staged-operation", "es large", "a4"),
}


@pytest.mark.requirement("R50", "R28")
@pytest.mark.parametrize("document", FOR_PATIENTS, ids=lambda one: one.name)
def test_every_way_to_print_satisfies_every_judge(document, tmp_path, full):
    every = {(name, way, page) for name in example_names() for way in WAYS for page in ("a4", "letter")}
    for name, way, page in sorted(every if full else SAMPLE):
        made = paper(load_example(name), document, page=page, **WAYS[way])
        about = {field: getattr(made.about, field) for field in made.about.__dataclass_fields__}
        found = all_faults(make_pdf(made.markup, made.about), made.markup, tmp_path, **about)
        assert found == [], (name, way, page)


@pytest.mark.parametrize("document", FOR_PATIENTS, ids=lambda one: one.name)
def test_large_print_breaks_no_word_apart(document):
    case = load_example("index-case")
    usual, large = (
        " ".join(every_page(printing.make(case, document.name, Issue(large_print=wanted)))) for wanted in (False, True)
    )
    words = {word for word in re.findall(r"[^\W\d_]+", usual) if len(word) > 1}
    assert words - set(re.findall(r"[^\W\d_]+", large)) == set()
    assert len(every_page(printing.make(case, document.name, Issue(large_print=True)))) < 30
