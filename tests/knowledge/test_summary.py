import re

import msgspec
import pypdfium2 as pdfium
import pytest
from hypothesis import given

from hcplanner.actions.examples import load_example
from hcplanner.actions.printing import Issue, make
from hcplanner.actions.summary import summary_lines, summary_text
from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.summary import Issue as About
from hcplanner.knowledge.summary import as_text, one_glance
from tests.knowledge.cases import case_of, cases


@pytest.mark.requirement("R5", "R48")
def test_a_blank_case_says_so_line_by_line():
    lines = one_glance(Case(), W)
    assert [line.number for line in lines] == list(range(1, 16))
    assert {line.text for line in lines if line.number != 3} == {"Not recorded"}
    assert lines[2].text == "Not saved yet; no earlier final"


@pytest.mark.requirement("R64")
def test_the_copied_text_is_the_lines_word_for_word():
    case = load_example("index-case")
    lines = summary_lines(case)
    *told, note = summary_text(case).split("\n")
    assert told == [f"{one.number}. {one.label}: {one.text}" for one in lines]
    assert note == "\N{DAGGER} Invented for this demonstration; not a fact of any patient."
    assert summary_text(case) == as_text(lines, W)
    assert "\N{DAGGER}" not in summary_text(load_example("adult-ossified-ligament"))


@pytest.mark.requirement("R45")
def test_the_index_case_reads_as_a_note_and_marks_what_is_invented():
    lines = {one.number: one.text.replace(" \N{DAGGER}", "+") for one in summary_lines(load_example("index-case"))}
    assert lines[1] == (
        "EXAMPLE, Index Case (Master)+; born Apr 2015+ (11 years); hospital number EXAMPLE-000+; "
        "weight 36.0 kg (21-Nov-2026)+"
    )
    assert lines[2] == "No known allergies+; no latex concern+; no antithrombotic+"
    assert lines[4] == (
        "Decompression of the cord, complete resection of the mass, open-door laminoplasty+, laminae C1\N{EN DASH}C3+"
    )
    assert lines[5] == ("Patient's left+, behind the cord, left of the cord+, C1\N{EN DASH}C3+; extradural; calcified")
    assert lines[6] == "Open patient's left+; hinge patient's right+"
    assert lines[8] == (
        "No examination recorded; "
        "old deficit: spastic hemiplegia, side not recorded, put down to lack of oxygen around birth"
    )
    assert lines[11] == (
        "MAP 75\N{EN DASH}85 mmHg+; rescue 90 mmHg+; monitoring: MEP, SSEP+; "
        "alarm: Loss of MEP, or SSEP amplitude down by half+"
    )


@pytest.mark.requirement("R48")
@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"patient.allergies.status": "none_known"},
            "No known allergies; latex not recorded; antithrombotic not recorded",
        ),
        (
            {"patient.allergies.status": "known", "patient.allergies.latex": ["spina_bifida"],
             "patient.allergies.entries": [{"id": "a", "substance": "Penicillin"}],
             "history.medicines": {"antithrombotic": "stopped", "antithrombotics": [
                 {"id": "x", "medicine": "Aspirin", "last_dose": "2026-11-14T08:00", "plan": "stop"}, {"id": "y"}]}},
            (
                "Allergic to Penicillin (reaction not recorded); latex: spina bifida; antithrombotic: Aspirin, last "
                "dose 14-Nov-2026 08:00, plan: stop; medicine not recorded, last dose not recorded, plan: not recorded"
            ),
        ),
        (
            {"patient.allergies.status": "known", "history.medicines.antithrombotic": "not_known"},
            "Allergies known, but not listed; latex not recorded; antithrombotic: not known (asked)",
        ),
    ],
)  # fmt: skip
def test_allergy_latex_and_antithrombotic_each_speak(values: dict[str, object], said: str):
    assert one_glance(case_of(values), W)[1].text == said


def test_the_revision_line_tells_what_it_replaces():
    case = case_of({"revision": 4, "saved_at": "2026-11-23T19:05:11+01:00", "saved_by": "Dr EXAMPLE"})
    issue = About(supersedes=2, changed=("laminae C1\N{EN DASH}C2 to C1\N{EN DASH}C3",), unsaved=True)
    assert one_glance(case, W, issue)[2].text == (
        "Revision 4 of 23-Nov-2026 19:05 UTC+01:00 by Dr EXAMPLE; changes after revision 4; "
        "supersedes revision 2; changed: laminae C1\N{EN DASH}C2 to C1\N{EN DASH}C3"
    )


def test_outstanding_names_the_first_and_counts_the_rest():
    waiting = case_of({"history.bone.gene_test": "sent"})
    titles = tuple(f"finding {number}" for number in range(7))
    told = one_glance(waiting, W, About(outstanding=titles))[14].text
    assert told == "Finding 0; finding 1; finding 2; finding 3; finding 4; and 2 more; gene test awaited"
    planned = case_of({"plan.operation.procedures": ["laminoplasty"]})
    assert one_glance(planned, W, About(outstanding=()))[14].text == "No critical finding open, no result awaited"


@pytest.mark.requirement("R48")
def test_where_nothing_is_planned_nothing_open_is_not_claimed():
    assert one_glance(Case(), W, About(outstanding=()))[14].text == "Not recorded"


def test_today_gives_the_age_of_a_case_without_any_date():
    case = case_of({"patient.born": "2015-04-03"})
    assert "(11 years 7 months)" in one_glance(case, W, About(today=PartialDate(2026, 11, 24)))[0].text
    assert "year" not in one_glance(case, W)[0].text


@pytest.mark.requirement("R1")
@given(cases)
def test_no_raw_value_reaches_a_line(case: Case):
    for line in summary_lines(case):
        assert not re.search(r"\b(None|True|False|nan)\b|[{}<>]|_", line.text), line


@pytest.mark.requirement("R64")
@pytest.mark.parametrize("name", ["index-case", "adult-ossified-ligament", "blank"])
@pytest.mark.parametrize("saved", [True, False])
def test_the_printed_plan_has_the_copied_words(name: str, saved: bool):
    stamp = {"revision": 3, "saved_at": "2026-11-22T19:05:11+01:00", "saved_by": "Dr EXAMPLE"}
    case = msgspec.structs.replace(load_example(name), **stamp)
    printed = _words_of(make(case, "operative-plan", Issue(saved=saved)))
    for line in summary_lines(case, saved=saved):
        assert _bare(line.text) in printed, line


def _words_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return _bare("".join(page.get_textpage().get_text_range() for page in document))


def _bare(text: str) -> str:
    """Without spaces, line ends and hyphens: a line may break anywhere on paper."""
    return re.sub(r"[\s\N{SOFT HYPHEN}\ufffe\x02-]", "", text)
