"""Charts of the International Standards on paper: every grade as text, a drawing with the same facts, what changed."""

from __future__ import annotations

import re
from io import BytesIO

import msgspec
import pikepdf
import pytest

from hcplanner import content, shipped
from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.documents import declarations, render
from hcplanner.documents.engine import make_pdf
from hcplanner.documents.figures.isncsci import chart
from hcplanner.documents.isncsci_rows import charts
from hcplanner.documents.render import Issue
from hcplanner.documents.view import printed_sections
from hcplanner.fields import members, set_at
from hcplanner.fields.show import show
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.scores import isncsci
from tests.cases import random_case
from tests.documents import oracle
from tests.documents.paper import all_faults

PLAN = declarations.document(shipped.templates(), "operative-plan")


def examined_twice() -> Case:
    """The example with a second chart that has weaker, untested and marked grades."""
    case = load_example("adult-ossified-ligament")
    first, second = case.examination.examinations[1:]
    for name in first.isncsci.__struct_fields__:
        if (value := getattr(first.isncsci, name)) is not None:
            case = set_at(case, f"examination.examinations[{second.id}].isncsci.{name}", value)
    left = {**first.isncsci.motor_left, "C8": "NT", "T1": "3*", "L2": "0"}
    return set_at(case, f"examination.examinations[{second.id}].isncsci.motor_left", left)


def plan_of(case: Case) -> tuple[render.Paper, bytes]:
    paper = render.paper(case, PLAN, Issue(), content.risks())
    return paper, make_pdf(paper.markup, paper.about)


def words_of(data: bytes) -> str:
    with pikepdf.open(BytesIO(data)) as pdf:
        return oracle.inspect(pdf).text


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_grade_and_every_result_is_text(tmp_path):
    case = examined_twice()
    paper, data = plan_of(case)
    about = {f: getattr(paper.about, f) for f in paper.about.__dataclass_fields__}
    assert all_faults(data, paper.markup, tmp_path, **about) == []
    words = words_of(data)
    for one in case.examination.examinations[1:]:
        for member in members(type(one.isncsci)):
            assert folded(show(member, getattr(one.isncsci, member.name), ENGLISH)) in words
        c = isncsci.classify(one.isncsci)
        assert c is not None
        for row in isncsci.result_rows(c, ENGLISH):
            assert folded(f"{row.label}{row.right}{row.left}{row.both}") in words
        assert folded(isncsci.grade_line(c, ENGLISH, isncsci.circumstances(case, one))) in words
        for caution in isncsci.cautions(c, isncsci.circumstances(case, one), ENGLISH):
            assert folded(caution) in words
    for limit in isncsci.LIMITS:
        assert words.count(folded(limit)) == 1


def test_what_stands_beside_a_chart_is_not_printed_twice():
    case = examined_twice()
    made = charts(case, ENGLISH)
    taken = {shown.path for one in made.charts for shown in one.fields}
    sections = made.taken_from(printed_sections(case, ENGLISH))
    left = {pair.path for s in sections for row in s.rows for part in row.parts for pair in part.pairs}
    whole = {
        pair.path
        for s in printed_sections(case, ENGLISH)
        for row in s.rows
        for part in row.parts
        for pair in part.pairs
    }
    assert taken
    assert left | taken == whole
    assert not left & taken


@pytest.mark.parametrize("seed", range(6))
def test_no_value_of_a_generated_case_is_lost_to_a_chart(seed: int):
    case = random_case(seed)
    made = charts(case, ENGLISH)

    def values(sections):
        rows = [row for section in sections for row in section.rows]
        named = [pair for row in rows for part in row.parts for pair in (part.name, *part.pairs)]
        return {pair.path for pair in named if pair}

    taken = {shown.path for one in made.charts for shown in one.fields}
    before = printed_sections(case, ENGLISH)
    assert values(made.taken_from(before)) | taken == values(before)


def test_a_grade_that_would_mislead_is_not_printed_but_why():
    case = examined_twice()
    ident = case.examination.examinations[1].id
    case = set_at(case, f"examination.examinations[{ident}].cord_deficit", "not_separable")
    one = charts(case, ENGLISH).charts[0]
    assert "none (cord and brain parts not separable)" in one.lines[1]
    assert "descriptively" not in " ".join(one.lines)


def test_a_chart_with_gaps_is_drawn_and_names_them():
    case = load_example("adult-ossified-ligament")
    ident = case.examination.examinations[0].id
    case = set_at(case, f"examination.examinations[{ident}].isncsci.motor_right", {"C5": "4"})
    one = charts(case, ENGLISH).charts[0]
    assert one.rows == ()
    assert "Key muscles, right: C6–S1 not recorded" in one.lines[0]
    assert "Light touch, left: all not recorded" in one.lines[0]


def test_an_invented_chart_carries_a_dagger():
    case = examined_twice()
    ident = case.examination.examinations[1].id
    case = msgspec.structs.replace(case, invented=(f"examination.examinations[{ident}].isncsci.motor_left",))
    one = charts(case, ENGLISH).charts[0]
    assert all(text.endswith("†") for text in (one.title, *one.lines))
    assert [shown.path.endswith("motor_left") for shown in one.fields] == ["†" in shown.text for shown in one.fields]


def test_the_drawing_holds_the_grades_and_its_alternative_the_same_facts():
    record = examined_twice().examination.examinations[2].isncsci
    drawn = chart(record, ENGLISH)
    texts = re.findall(r"<text [^>]*>([^<]*)</text>", drawn.svg)
    held = [grade for m in members(type(record)) if m.field.rows for grade in getattr(record, m.name).values()]
    cells = [text for text in texts if re.fullmatch(r"(?:[0-5]|NT)\**", text)]
    levels = {"C2", "C3", "C4", "C5"} & set(texts)
    assert sorted(cells) == sorted(held)
    assert len(levels) == 4
    assert "Key muscles, left: C7, T1–L2." in drawn.alt or "Key muscles, left: C7, T1–L2;" in drawn.alt
    assert "Neurological level of injury: C5." in drawn.alt
    allowed = {"svg", "rect", "text", "line"}
    assert set(re.findall(r"<(\w+)", drawn.svg)) == allowed


def test_the_plan_says_what_changed_since_the_baseline():
    case = examined_twice()
    words = words_of(plan_of(case)[1])
    assert "Examinationscompared" in words
    assert "Lowerextremitymotorscore(of50)Notrecorded4440,worseby4" in words
    only = msgspec.structs.replace(case.examination, examinations=case.examination.examinations[1:2])
    alone = msgspec.structs.replace(case, examination=only)
    assert "Examinationscompared" not in words_of(plan_of(alone)[1])


def test_a_case_without_charts_prints_none():
    made = charts(load_example("index-case"), ENGLISH)
    assert made.charts == ()
    assert made.limits == ()
    assert "ISNCSCIuseddescriptively" not in words_of(plan_of(load_example("index-case"))[1])
