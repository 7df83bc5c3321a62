"""Scores, the differential and risks left out, as the plan prints them; dots and local figures on the consent form."""

from __future__ import annotations

import re
from io import BytesIO
from typing import cast

import pikepdf
import pytest

from hcplanner import content
from hcplanner.actions import printing
from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.documents.differential_rows import differential_on_paper, number_range
from hcplanner.documents.figures.dots import AFFECTED, OTHERS, dot_picture
from hcplanner.documents.render import Issue
from hcplanner.documents.score_rows import score_rows
from hcplanner.fields import PartialDate
from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.facts import DAGGER
from hcplanner.knowledge.risks import Figure, LocalFigure, Rate, Unit, figure_words, local_figure
from hcplanner.knowledge.scores.every import scores
from hcplanner.profile import Profile
from tests.documents import oracle
from tests.knowledge.cases import case_of

AUDIT = LocalFigure(
    events=4, people=150, measure="leak of fluid that was treated", source="Spine audit EXAMPLE",
    counted_to=PartialDate(2026, 3, 2),
)  # fmt: skip
REMOVED = [{"id": "r", "risk": "dural_tear_csf_leak", "change": "removed", "reason": "Told by the anaesthetist"}]


def printed(case: Case, name: str, profile: Profile | None = None) -> str:
    data = printing.make(case, name, Issue(), profile or Profile())
    with pikepdf.open(BytesIO(data)) as pdf:
        return oracle.inspect(pdf).text


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.requirement("R33")
@pytest.mark.parametrize("name", ["index-case", "adult-ossified-ligament"])
def test_the_plan_prints_what_scores_say_beside_the_fields_and_the_sheet_prints_them_all(name: str):
    case = load_example(name)
    text = bare(printed(case, "operative-plan"))
    sheet = bare(printed(case, "diagnoses"))
    rows = score_rows(case, W)
    assert [row.name for row in rows] == list(dict.fromkeys(one.name for one in scores(case, W)))
    for row in rows:
        lines = [part for line in row.lines for part in line]
        for told in (row.name, row.version, row.scoring, row.limits, row.source, row.rights, *lines):
            assert bare(told) in sheet
        if row.beside:
            for told in (row.name, row.scoring, row.limits, row.source, *(() if row.by_row else lines)):
                assert bare(told) in text


def test_an_empty_case_prints_no_scores():
    assert score_rows(Case(), W) == ()
    assert "Scoresandmeasures" not in bare(printed(Case(), "operative-plan"))
    assert "ScoresandmeasuresNotrecorded" in bare(printed(Case(), "diagnoses"))


def test_scores_are_for_clinicians():
    assert "mJOA" not in printed(load_example("adult-ossified-ligament"), "consent")


def test_the_features_of_the_listed_diagnoses_alone_are_printed_in_their_order():
    case = load_example("index-case")
    paper = differential_on_paper(case, content.differential(), W)
    assert [row.name for row in paper.rows] == [
        "Calcified or ossified meningioma", "Nerve sheath tumour", "Heterotopic calcification or ossification",
    ]  # fmt: skip
    meningioma = paper.rows[0]
    assert "calcium on CT (58 % of 36)" in meningioma.supports.has
    assert "dural tail (58 to 64 %)" in meningioma.supports.not_recorded
    text = bare(printed(case, "diagnoses"))
    for row in paper.rows:
        for cell in (row.supports, row.against):
            assert all(bare(told) in text for told in cell)
    assert all(bare(source) in text for source in paper.sources)
    assert not any("Osteoblastoma" in source for source in paper.sources)


def test_without_a_list_there_is_no_table():
    assert differential_on_paper(Case(), content.differential(), W).rows == ()
    assert differential_on_paper(load_example("index-case"), None, W).rows == ()


@pytest.mark.parametrize(
    ("numbers", "told"), [((), ""), ((3,), "3"), ((3, 4, 5, 9), "3\N{EN DASH}5, 9"), ((1, 3), "1, 3")]
)
def test_numbers_of_sources_run_together(numbers: tuple[int, ...], told: str):
    assert number_range(numbers) == told


def test_features_go_with_the_evidence_pack():
    text = printed(load_example("index-case"), "diagnoses", Profile(evidence=False))
    assert bare("the evidence pack is switched off") in bare(text)
    assert bare("58 to 64 %") not in bare(text)


def test_risks_left_out_are_listed_for_the_clinician_with_the_reason():
    case = case_of({"consent.risks": REMOVED, "plan.operation.procedures": ["resection"]})
    text = printed(case, "operative-plan")
    assert bare("Left out of the consent form") in bare(text)
    assert bare("Told by the anaesthetist") in bare(text)
    assert bare("Told by the anaesthetist") not in bare(printed(case, "consent"))


@pytest.mark.requirement("R22")
def test_a_local_figure_takes_the_place_of_the_published_one_and_says_so():
    case = load_example("index-case")
    before = bare(printed(case, "consent"))
    after = bare(printed(case, "consent", Profile(risk_figures={"dural_tear_csf_leak": AUDIT})))
    figure = local_figure(AUDIT, "")
    for told in (
        f"{figure_words(figure, W)}.", "Leak of fluid that was treated.", "people treated here, 4 of 150.",
        "This hospital's own figure: Spine audit EXAMPLE, counted up to 2 March 2026.",
    ):  # fmt: skip
        assert bare(told) in after
        assert bare(told) not in before


@pytest.mark.requirement("R22")
def test_a_figure_for_a_risk_that_the_plan_does_not_bring_adds_none():
    case = load_example("index-case")
    assert "Spineaudit" not in bare(printed(case, "consent", Profile(risk_figures={"no_such_risk": AUDIT})))


def _figure(number: int, group: int, unit: str = "people") -> Figure:
    rate = Rate(
        population="p", age_group="mixed", percent=number / group * 100, unit=cast("Unit", unit), printable=True,
        measure="m", verified=True, source="s",
    )  # fmt: skip
    return Figure(number, group, True, rate)


def _dots(svg: str, colour: str) -> int:
    lines = re.findall(rf'x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)" y2="[\d.]+" stroke="{colour}"', svg)
    return sum(round((float(x2) - float(x1)) / 10) + 1 for x1, x2 in lines)


@pytest.mark.parametrize(
    ("number", "group"), [(1, 100), (10, 100), (24, 100), (99, 100), (4, 1000), (66, 1000), (999, 1000)]
)
def test_there_is_a_dot_for_each_person_and_a_dark_one_for_each_affected(number: int, group: int):
    figure = _figure(number, group)
    picture = dot_picture(figure, figure_words(figure, W), W)
    assert picture is not None
    assert (_dots(picture.svg, AFFECTED), _dots(picture.svg, OTHERS)) == (number, group - number)
    assert picture.alt.endswith(f": {figure_words(figure, W)}.")


@pytest.mark.parametrize("figure", [_figure(3, 10_000), _figure(3, 100_000), _figure(3, 100, "operations")])
def test_no_dots_for_what_is_no_small_group_of_people(figure: Figure):
    assert dot_picture(figure, "", W) is None


def test_the_dots_stand_beside_their_figure_with_a_text_alternative():
    data = printing.make(load_example("index-case"), "consent")
    with pikepdf.open(BytesIO(data)) as pdf:
        text = oracle.inspect(pdf).text
        alts = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    dots = [alt for alt in alts if "dark dots" in alt]
    assert dots
    for alt in dots:
        assert bare(alt.partition(": ")[2]) in bare(text)
    assert DAGGER not in "".join(dots)
