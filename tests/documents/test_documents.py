"""The declared documents: complete words, honest empties, no document beside the facts, valid paper from real cases."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import msgspec
import pikepdf
import pytest

from hcplanner import content, shipped
from hcplanner.actions import checking, issuing, printing
from hcplanner.actions.examples import example_names, example_pictures, load_example
from hcplanner.actions.opening import new_case
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.case.anatomy import Side
from hcplanner.documents import declarations, final, render
from hcplanner.documents.context import Context
from hcplanner.documents.declarations import Kind
from hcplanner.documents.engine import make_pdf
from hcplanner.documents.render import Issue
from hcplanner.documents.templating import names_used, render_template
from hcplanner.errors import NotFinal, TemplateFault
from hcplanner.fields import Kind as FieldKind
from hcplanner.fields import canonical, declared_at, fingerprint, laid_out, level_range, plain, recorded, set_at
from hcplanner.fields.show import show
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.facts import operation_line
from tests.cases import filled, random_case
from tests.documents import oracle
from tests.documents.paper import all_faults, papers

DOCUMENTS = declarations.documents(shipped.templates())
NAMES = [one.name for one in DOCUMENTS]


@cache
def text_of(data: bytes) -> str:
    """The words of a PDF in reading order, white space folded."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def folded(text: str) -> str:
    """Text without the white space that a line break may have moved."""
    return re.sub(r"\s+", "", text)


def read(case: Case, name: str, **issue: object) -> str:
    """The words of a document in the order of its structure, across pages, without white space."""
    with pikepdf.open(BytesIO(printing.make(case, name, Issue(**issue)))) as pdf:  # type: ignore[arg-type]
        return oracle.inspect(pdf).text


def printed(case: Case, name: str, **issue: object) -> str:
    return text_of(printing.make(case, name, Issue(**issue)))  # type: ignore[arg-type]


def ready(name: str) -> render.Paper:
    return render.paper(
        load_example("index-case"), declarations.document(shipped.templates(), name), Issue(), content.risks()
    )


@pytest.mark.requirement("R50", "R28")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("example", example_names())
def test_every_document_of_every_example_satisfies_every_judge(name, example, full, tmp_path):
    for page in papers(example_names().index(example) + NAMES.index(name), full):
        case, issue = load_example(example), Issue(page=page, pictures=example_pictures(example))
        paper = render.paper(case, declarations.document(shipped.templates(), name), issue, content.risks())
        about = {f: getattr(paper.about, f) for f in paper.about.__dataclass_fields__}
        assert all_faults(make_pdf(paper.markup, paper.about), paper.markup, tmp_path, **about) == []


RAW = re.compile(
    r"\{\{|\{%|Undefined|<object|(?<![\w-])(None|nan|True|False)(?![\w-])|\b[A-Z]\w+\.[A-Z_]{3,}\b|Shown\(|frozenset"
)


@pytest.mark.requirement("R1")
def test_no_document_of_a_generated_case_holds_a_raw_token(full):
    for seed in range(200 if full else 8):
        for name in NAMES:
            found = RAW.search(told(random_case(seed), name))
            assert found is None, (seed, name, found)


def told(case: Case, name: str) -> str:
    """Every word that a document puts on paper, before it is set."""
    made = render.paper(case, declarations.document(shipped.templates(), name), Issue(), content.risks())
    about = made.about
    parts = [about.title, about.header_left, about.header_right, about.notice, *(row for row, _ in about.footer)]
    for node in ET.fromstring(made.markup).iter():
        parts += [node.text or "", node.tail or "", node.get("label", ""), node.get("alt", "")]
    return " ".join(parts)


@pytest.mark.requirement("R2")
def test_a_marker_in_each_field_is_found_in_the_plan():
    def fill(member, path):
        if member.kind is FieldKind.TEXT:
            return "Mark" + path.replace(".", "").replace("_", "").replace("[", "").replace("]", "")
        return None

    case = filled(fill)
    words = read(case, "operative-plan")
    told = [(member, value) for member, value in recorded(case) if not member.field.internal]
    lost = [member.path for member, value in told if folded(str(value)) not in words]
    assert lost == []


@pytest.mark.requirement("R2", "R48")
def test_every_other_value_of_a_generated_case_is_found_in_the_plan(full):
    for seed in range(40 if full else 3):
        case = random_case(seed)
        words = read(case, "operative-plan")
        told = [(member, value) for member, value in recorded(case) if not member.field.internal]
        lost = [member.path for member, value in told if folded(show(member, value, ENGLISH)) not in words]
        assert lost == []


@pytest.mark.requirement("R4")
@pytest.mark.parametrize("name", NAMES)
def test_a_template_without_one_of_its_context_keys_fails_and_names_it(name):
    document = declarations.document(shipped.templates(), name)
    folders = (document.folder, document.folder.parent / "shared")
    case = set_at(load_example("index-case"), "team.cancelled", "yes")
    told = Context(case, document, Issue(kind=Kind.EMERGENCY), ENGLISH, content.risks())
    context = told.only(names_used(folders, declarations.TEMPLATE))
    used = set(context)
    assert used >= {"case", "gaps", "issue", "_"}
    for key in sorted(used):
        without = {k: v for k, v in context.items() if k != key}
        with pytest.raises(TemplateFault, match=f"'{key}'|gettext"):
            render_template(folders, declarations.TEMPLATE, without)


@pytest.mark.requirement("R5")
def test_a_blank_case_prints_not_recorded_where_it_matters():
    words = read(Case(), "operative-plan")
    for label in ("Surname", "Laminae", "Open side, hinge side", "Level check", "Allergies", "Antibiotic"):
        assert folded(label) + "Notrecorded" in words
    assert words.count("Notrecorded") > 40
    consent = read(Case(), "consent")
    assert "Whatmaygowrong" in consent
    assert consent.count("Notrecorded") >= 10


@pytest.mark.requirement("R3")
@pytest.mark.parametrize("name", NAMES)
def test_a_final_is_refused_while_anything_is_missing_and_a_draft_never(name):
    with pytest.raises(NotFinal) as refused:
        printing.make(Case(), name, Issue(kind=Kind.FINAL))
    required = declarations.document(shipped.templates(), name).declared.final.required
    assert {reason.path for reason in refused.value.reasons} >= set(required)
    data = printing.make(Case(), name)
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = len(pdf.pages)
    for number in range(1, pages + 1):
        page = ["pdftotext", "-f", str(number), "-l", str(number), "-", "-"]
        assert b"DRAFT" in subprocess.run(page, input=data, capture_output=True, check=True).stdout


@pytest.mark.requirement("R3")
def test_several_finals_are_refused_together_and_none_is_written(tmp_path):
    source = save(Case(), None, tmp_path / "x.hcplan", "Dr EXAMPLE").source
    before = source.path.read_bytes()
    with pytest.raises(NotFinal) as refused:
        issuing.issue(source, NAMES, Issue(kind=Kind.FINAL), "Dr EXAMPLE")
    assert source.path.read_bytes() == before
    told = {reason.path for reason in refused.value.reasons}
    for document in DOCUMENTS:
        assert told >= set(document.declared.final.required)
    with pytest.raises(ValueError, match="issued"):
        printing.export(Case(), NAMES, tmp_path / "out", "case", Issue(kind=Kind.FINAL))
    assert not (tmp_path / "out").exists()


@pytest.mark.requirement("R3")
def test_each_required_field_alone_stands_between_a_complete_case_and_a_final():
    case = load_example("adult-ossified-ligament")
    for document in DOCUMENTS:
        checked = checking.checked(case)
        assert final.lacking(case, document.declared, ENGLISH, checked) == ()
        assert final.lacking(case, document.declared, ENGLISH, None) != ()
        assert "DRAFT" not in printed(case, document.name, kind=Kind.FINAL)
        for path in document.declared.final.required:
            empty = _emptied(case, path)
            lacking = final.lacking(empty, document.declared, ENGLISH, checked)
            assert path in {reason.path for reason in lacking}
            with pytest.raises(NotFinal):
                printing.make(empty, document.name, Issue(kind=Kind.FINAL))


def _emptied(case: Case, path: str) -> Case:
    member = declared_at(Case, path)
    if member.kind is FieldKind.LIST:
        section, name = path.split(".")
        return msgspec.structs.replace(case, **{section: msgspec.structs.replace(getattr(case, section), **{name: ()})})
    return set_at(case, path, member.default)


@pytest.mark.requirement("R3")
def test_a_template_that_lost_its_signature_blocks_makes_no_final(tmp_path):
    document = declarations.document(shipped.templates(), "consent")
    folder = tmp_path / "consent"
    folder.mkdir()
    (folder / declarations.TEMPLATE).write_text("<doc><h1>Consent</h1><p>Nothing to sign.</p></doc>")
    with pytest.raises(NotFinal, match="signature block"):
        render.paper(
            load_example("adult-ossified-ligament"),
            msgspec.structs.replace(document, folder=folder),
            Issue(kind=Kind.FINAL, checks=checking.checked(load_example("adult-ossified-ligament"))),
            content.risks(),
        )


@pytest.mark.requirement("R3", "R23")
@pytest.mark.parametrize("name", NAMES)
def test_an_emergency_issue_asks_for_at_most_twelve_things_and_lists_its_gaps(name):
    declared = declarations.document(shipped.templates(), name).declared
    assert 0 < len(declared.emergency) <= 12
    assert "EMERGENCY" in printed(Case(), name, kind=Kind.EMERGENCY)
    words = read(Case(), name, kind=Kind.EMERGENCY)
    for gap in final.gaps(Case(), declared, ENGLISH, checking.checked(Case())):
        assert folded(f"{gap.label}: {gap.reason.rstrip('.')}") in words


def test_every_condition_is_used_and_every_one_named_exists():
    named = {name for one in DOCUMENTS for name in one.declared.final.conditions}
    named |= {name for one in content.consent_elements().elements for part in one.parts for name in part.conditions}
    assert named == set(final.CONDITIONS) | set(final.CHECK_CONDITIONS)
    for one in DOCUMENTS:
        for path in (*one.declared.final.required, *one.declared.emergency):
            assert declared_at(Case, path)


def test_a_draft_consent_form_says_what_is_not_yet_noted():
    case = set_at(load_example("index-case"), "plan.decompression.levels", [])
    words = read(set_at(case, "plan.laminoplasty.hinge_side", None), "consent")
    assert "Theroofatalevelnotyetnotedisopenedlikeadoor" in words
    assert "whichiswhichisnotyetsettled" in words


@pytest.mark.requirement("R44")
def test_consent_is_never_final_without_procedure_benefits_alternatives():
    case = load_example("adult-ossified-ligament")
    declared = declarations.document(shipped.templates(), "consent").declared
    only_watch = tuple(
        a for a in case.assessment.alternatives if a.option is not None and a.option.value != "no_operation"
    )
    broken = {
        "plan.operation.procedures": set_at(case, "plan.operation.procedures", []),
        "consent.benefits": msgspec.structs.replace(case, consent=msgspec.structs.replace(case.consent, benefits=())),
        "assessment.alternatives": msgspec.structs.replace(
            case, assessment=msgspec.structs.replace(case.assessment, alternatives=only_watch)
        ),
    }
    for path, one in broken.items():
        assert path in {reason.path for reason in final.lacking(one, declared, ENGLISH, checking.checked(one))}


@pytest.mark.requirement("R51")
def test_the_same_case_gives_the_same_bytes_in_another_process_too():
    here = {name: printing.make(load_example("index-case"), name) for name in NAMES}
    assert {name: printing.make(load_example("index-case"), name) for name in NAMES} == here
    script = (
        "import sys, hashlib; from hcplanner.actions import printing; "
        "from hcplanner.actions.examples import load_example; "
        "made = {name: printing.make(load_example('index-case'), name) for name in reversed(sys.argv[1:])}; "
        "[print(name, hashlib.sha256(data).hexdigest()) for name, data in made.items()]"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *NAMES], capture_output=True, check=True, text=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    there = dict(line.split() for line in done.stdout.splitlines())
    assert there == {name: hashlib.sha256(data).hexdigest() for name, data in here.items()}


def test_the_plan_carries_the_case_and_the_consent_form_does_not():
    case = load_example("index-case")
    with pikepdf.open(BytesIO(printing.make(case, "operative-plan"))) as pdf:
        assert pdf.attachments["case.json"].get_file().read_bytes() == laid_out(plain(case))
    with pikepdf.open(BytesIO(printing.make(case, "consent"))) as pdf:
        assert not pdf.attachments


@pytest.mark.requirement("R63")
@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_whether_the_content_was_approved(name):
    case = load_example("index-case")
    for approval, expected in (
        ((), "not approved for clinical use here"),
        (("Approved by Board EXAMPLE",), "Board EXAMPLE"),
    ):
        data = printing.make(case, name, Issue(approval=approval))
        with pikepdf.open(BytesIO(data)) as pdf:
            pages = len(pdf.pages)
        assert text_of(data).count(expected) == pages


def test_identity_revision_fingerprint_and_page_count_stand_on_every_page():
    case = msgspec.structs.replace(
        load_example("index-case"), id="ab" * 16, revision=3, saved_at="2026-11-22T10:00:00+01:00"
    )
    data = printing.make(case, "operative-plan")
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = len(pdf.pages)
    words, digest = text_of(data), fingerprint(case)
    assert words.count("EXAMPLE, Index Case") >= pages
    assert words.count(" ".join(digest[k : k + 4] for k in range(0, 16, 4))) == pages
    assert words.count("revision 3") >= pages
    assert all(f"Page {n} of {pages}" in words for n in range(1, pages + 1))


def test_unsaved_changes_are_said_on_the_paper():
    case = msgspec.structs.replace(load_example("index-case"), revision=2, saved_at="2026-11-22T10:00:00+01:00")
    assert "changes after revision 2" in printed(case, "operative-plan", saved=False)
    assert "changes after revision 2" not in printed(case, "operative-plan")


@pytest.mark.requirement("R27")
def test_one_case_feeds_every_document_and_nothing_of_the_case_before_is_in_them():
    before = set_at(set_at(load_example("index-case"), "patient.surname", "Planted"), "patient.identifier", "PLANTED-1")
    adult = load_example("adult-ossified-ligament")
    for name in NAMES:
        assert "PLANTED" in read(before, name)
        words = read(adult, name)
        assert "PLANTED" not in words
        assert adult.patient.identifier in words
        assert folded(adult.patient.surname.upper()) in words
        blank = read(new_case(), name)
        assert not any(told in blank for told in ("PLANTED", adult.patient.identifier, "Planted"))


LEVEL = re.compile(r"lamina[e]?(C\d(?:\N{EN DASH}C\d)?)")


@pytest.mark.requirement("R46")
def test_plan_and_consent_never_name_other_levels_or_sides(full):
    for seed in range(100 if full else 6):
        case = random_case(seed)
        plan, consent = read(case, "operative-plan"), read(case, "consent")
        line = folded(operation_line(case, ENGLISH))
        assert line in plan
        assert line in consent
        levels = level_range(case.plan.decompression.levels)
        assert {found for words in (plan, consent) for found in LEVEL.findall(words)} <= {folded(levels).split(",")[0]}
        for name, side in (("Open", case.plan.laminoplasty.open_side), ("Hinge", case.plan.laminoplasty.hinge_side)):
            others = {one.words for one in Side} - ({side.words} if side else set())
            assert not any(f"{name}side{other}" in words for words in (plan, consent) for other in others)
            assert side is None or f"{name}side{side.words}" in plan


@pytest.mark.parametrize(
    ("example", "page", "most"),
    [
        ("index-case", "a4", 4),
        ("index-case", "letter", 4),
        ("blank", "a4", 2),
        ("blank", "letter", 2),
        ("young-child-interpreter", "a4", 5),
        ("adult-ossified-ligament", "a4", 8),
    ],
)
def test_the_plan_is_two_to_four_pages_and_the_fullest_case_takes_at_most_twice_that(example, most, page):
    issue = Issue(page=page, pictures=example_pictures(example))
    with pikepdf.open(BytesIO(printing.make(load_example(example), "operative-plan", issue))) as pdf:
        assert 2 <= len(pdf.pages) <= most


@pytest.mark.requirement("R55")
@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_stays_text_in_every_document(name):
    hostile = "<b>x</b> & {{ 7*7 }} {% raw %} ]]> \u202eevil\u202c \x00\x07\ud800 😀 <!DOCTYPE a> " + "w" * 300
    case = load_example("index-case")
    for path in ("patient.forename", "team.hospital", "plan.operation.stages", "consent.talk.matters", "team.surgeon"):
        case = set_at(case, path, hostile)
    words = printed(case, name)
    assert "{{ 7*7 }}" in words
    assert "<b>x</b>" in words


def test_a_declaration_with_a_slip_is_refused(tmp_path):
    folder = tmp_path / "slip"
    folder.mkdir()
    (folder / declarations.DECLARATION).write_text('title = "T"\nabout = "A"\nversion = "1"\norder = 1\nfinl = 3\n')
    with pytest.raises(msgspec.ValidationError, match="finl"):
        declarations.documents(tmp_path)


def test_paper_knows_no_other_time_than_that_of_the_revision():
    case = msgspec.structs.replace(load_example("index-case"), revision=1, saved_at="2026-11-22T10:00:00+01:00")
    with pikepdf.open(BytesIO(printing.make(case, "consent"))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261122100000+01'00'"
    assert replace(Issue(), saved=False) != Issue()
    assert json.loads(canonical(case))["revision"] == 1
