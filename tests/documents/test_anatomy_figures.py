"""The drawings of the neck say what the facts say: levels, sides and places, each in its view; nothing is made up."""

import re
from io import BytesIO

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from hcplanner import shipped
from hcplanner.actions.drawing import drawings
from hcplanner.actions.examples import example_names, load_example
from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Side, SideOrBoth, Vertebra
from hcplanner.case.imaging import Compartment, Cord, Curve, Density, Lesion, Severity, T2Signal
from hcplanner.case.plan_operation import FixationPlan, LaminaFixation, LaminaStep, Procedure, Technique
from hcplanner.documents.figures import FIGURES
from hcplanner.documents.figures.axial import axial
from hcplanner.documents.figures.column import DRAWN
from hcplanner.documents.figures.drawing import PLANNED
from hcplanner.documents.figures.from_behind import from_behind
from hcplanner.documents.figures.laminoplasty import PANEL, laminoplasty
from hcplanner.documents.figures.masses import PALE
from hcplanner.documents.figures.side import side
from hcplanner.fields import Answer, level_range, set_at
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge import facts
from tests.cases import random_case
from tests.knowledge.cases import cases

NAMES = ("from-behind", "side", "axial", "laminoplasty")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
LABEL = re.compile(r'<text x="(-?[\d.]+)" y="(-?[\d.]+)"([^>]*)>([^<]*)<')


def size(svg):
    return tuple(float(each) for each in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())


def labels(svg):
    """Each text of a drawing: words, x, y, whether it is bold."""
    return [(said, float(x), float(y), "bold" in look) for x, y, look, said in LABEL.findall(svg)]


def paths(svg, fill):
    """The points of every path of one colour; relative steps, as stipple has, are none of them."""
    found = []
    for d in re.findall(rf'<path d="([^"]*)" fill="{fill}"', svg):
        numbers = [float(each) for each in NUMBER.findall(d)]
        found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return found


def middle(points):
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def with_mass(*lesions, **cord):
    case = set_at(load_example("blank"), "imaging.lesions", lesions)
    return set_at(case, "imaging.cord", Cord(**cord)) if cord else case


def mass(place, **more):
    told = {"levels": frozenset({Vertebra.C5}), "compartment": Compartment.EXTRADURAL, "density": Density.SOFT} | more
    return Lesion(id="m1", position=frozenset({place} if place else ()), **told)


def laminae(levels, technique=None, **plan):
    case = set_at(load_example("blank"), "plan.decompression.levels", frozenset(levels))
    changed = msgspec.structs.replace(case.plan.laminoplasty, technique=technique, **plan)
    return set_at(case, "plan.laminoplasty", changed)


# --- levels ----------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R46")
@settings(max_examples=60)
@given(cases)
def test_the_levels_drawn_as_planned_are_those_of_the_plan(case):
    planned = facts.operation_levels(case)
    names = {vertebra.words for vertebra in DRAWN}
    for make in (from_behind, side):
        figure = make(case, ENGLISH)
        if figure is not None:
            bold = {said for said, _, _, heavy in labels(figure.svg) if heavy and said in names}
            assert bold == {vertebra.words for vertebra in planned} & names
            assert not planned or level_range(planned) in figure.alt
            beyond = planned - {Vertebra.C0, *DRAWN}
            assert ("Not drawn: " in figure.alt) >= bool(beyond)


@pytest.mark.requirement("R46")
@given(st.frozensets(st.sampled_from(DRAWN), min_size=1, max_size=5))
def test_a_planned_lamina_is_hatched_at_the_height_of_its_own_vertebra(levels):
    figure = side(laminae(levels), ENGLISH)
    heights = {said: y - 3.5 for said, _, y, _ in labels(figure.svg)}
    arches = [middle(points)[1] for points in paths(figure.svg, PLANNED)]
    nearest = {min(DRAWN, key=lambda v: abs(heights[v.words] + (6 if v is Vertebra.C1 else 2) - y)) for y in arches}
    assert nearest == levels


@pytest.mark.requirement("R46")
@given(st.frozensets(st.sampled_from([*DRAWN, Vertebra.T5]), min_size=1, max_size=4))
def test_a_mass_is_drawn_beside_its_own_vertebrae(levels):
    case = with_mass(mass(AroundCord.DORSAL, levels=levels))
    figure = side(case, ENGLISH)
    heights = [(y - 3.5, said) for said, _, y, _ in labels(figure.svg) if said in {v.words for v in DRAWN}]
    drawn = set()
    for points in paths(figure.svg, PALE):
        ys = [y for _, y in points]
        drawn |= {said for y, said in heights if min(ys) - 3 <= y <= max(ys) + 3}
    assert drawn == {vertebra.words for vertebra in levels & set(DRAWN)}
    assert ("Not drawn: T5" in figure.alt) == (Vertebra.T5 in levels)


@pytest.mark.requirement("R46")
def test_the_section_is_at_the_worst_level_or_says_that_none_is_recorded():
    levels = frozenset({Vertebra.C4, Vertebra.C5, Vertebra.C6})
    at_worst = axial(with_mass(mass(AroundCord.DORSAL, levels=levels), worst_level=Vertebra.C6), ENGLISH)
    assert ("C6" in [said for said, *_ in labels(at_worst.svg)], "C6, the worst level" in at_worst.caption) == (
        True,
        True,
    )
    elsewhere = axial(with_mass(mass(AroundCord.DORSAL, levels=levels), worst_level=Vertebra.C2), ENGLISH)
    assert "drawn at C5; its worst level is not recorded" in elsewhere.caption
    nowhere = axial(with_mass(mass(AroundCord.DORSAL, levels=frozenset())), ENGLISH)
    assert "?" in [said for said, *_ in labels(nowhere.svg)]
    assert "without its number" in nowhere.caption


# --- sides -----------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R46")
@pytest.mark.parametrize("compartment", [*Compartment, None])
@pytest.mark.parametrize("recorded", ["place", "side"])
def test_each_view_has_the_mass_on_its_own_side_of_the_picture(compartment, recorded):
    for place, told, sign in ((AroundCord.RIGHT, SideOrBoth.RIGHT, 1), (AroundCord.LEFT, SideOrBoth.LEFT, -1)):
        lesion = mass(place if recorded == "place" else None, compartment=compartment)
        lesion = lesion if recorded == "place" else msgspec.structs.replace(lesion, side=told)
        case = with_mass(lesion)
        behind = from_behind(case, ENGLISH).svg
        [cx] = [float(x) for x in re.findall(r'<ellipse cx="([\d.]+)"', behind)]
        section = axial(case, ENGLISH).svg
        outlines = [middle(points)[0] for points in paths(section, PALE)]
        assert (cx - size(behind)[0] / 2) * sign > 0
        assert outlines
        assert all((x - size(section)[0] / 2) * sign < -0.5 for x in outlines)


@pytest.mark.requirement("R46")
def test_right_and_left_are_written_where_they_are_in_each_view():
    case = load_example("index-case")
    behind, section, door = (make(case, ENGLISH).svg for make in (from_behind, axial, laminoplasty))
    for svg, order in ((behind, "LR"), (section, "RL"), (door, "RLRL")):
        letters = sorted((x, said) for said, x, _, _ in labels(svg) if said in ("R", "L"))
        assert "".join(said for _, said in letters) == order


@pytest.mark.requirement("R46")
@pytest.mark.parametrize("opened", [Side.RIGHT, Side.LEFT])
@pytest.mark.parametrize("held", [*LaminaFixation, None])
def test_the_door_opens_on_the_recorded_side(opened, held):
    hinged = next(side for side in Side if side is not opened)
    case = laminae({Vertebra.C4}, Technique.OPEN_DOOR, open_side=opened, hinge_side=hinged, fixation=held)
    sign = -1 if opened is Side.RIGHT else 1
    figure = laminoplasty(case, ENGLISH)
    for start, word in ((0.0, "cut"), (PANEL, "open")):
        told = {said: (x - start - PANEL / 2) * sign for said, x, *_ in labels(figure.svg) if start < x < start + PANEL}
        assert told[word] > 0 > told["hinge"]
    behind = {said: x for said, x, *_ in labels(from_behind(case, ENGLISH).svg)}
    assert (behind["open"] - behind["hinge"]) * sign < 0
    assert f"open patient's {opened.value}; hinge patient's {hinged.value}" in figure.alt


@pytest.mark.requirement("R46")
def test_what_is_not_recorded_is_not_drawn_and_a_contradiction_is_named():
    words = [said for said, *_ in labels(laminoplasty(laminae({Vertebra.C4}, Technique.OPEN_DOOR), ENGLISH).svg)]
    assert "open side not recorded" in words
    assert not {"open", "hinge", "cut"} & set(words)
    same = laminae({Vertebra.C4}, Technique.OPEN_DOOR, open_side=Side.LEFT, hinge_side=Side.LEFT)
    assert "sides contradict each other" in [said for said, *_ in labels(laminoplasty(same, ENGLISH).svg)]
    nowhere = with_mass(mass(None))
    assert axial(nowhere, ENGLISH) is None
    beside = with_mass(mass(AroundCord.DORSAL), msgspec.structs.replace(mass(None), id="m2"))
    assert len(paths(axial(beside, ENGLISH).svg, PALE)) == 1
    assert "Mass 2 is not drawn: its place around the cord is not recorded" in axial(beside, ENGLISH).caption
    assert "place around the cord is not recorded" in side(nowhere, ENGLISH).caption
    torn = with_mass(mass(AroundCord.LEFT, side=SideOrBoth.RIGHT))
    for make in (axial, side, from_behind):
        assert "side and place contradict each other" in make(torn, ENGLISH).alt
    half = set_at(laminae({Vertebra.C4}), "plan.operation.procedures", frozenset({Procedure.HEMILAMINECTOMY}))
    assert "side not recorded" in [said for said, *_ in labels(laminoplasty(half, ENGLISH).svg)]
    foramen = with_mass(mass(AroundCord.DORSAL, in_foramen=Answer.YES))
    assert "side of the foramen of mass 1 is not recorded" in axial(foramen, ENGLISH).caption


def test_front_and_back_of_the_cord_are_kept_apart():
    for place, order in ((AroundCord.VENTRAL, -1), (AroundCord.DORSAL, 1)):
        section = axial(with_mass(mass(place)), ENGLISH).svg
        drawn = middle(paths(section, PALE)[0])[1]
        cord = middle(paths(section, "#f7e9bd")[0])[1]
        assert (drawn - cord) * order > 0
        column = side(with_mass(mass(place)), ENGLISH).svg
        outline = paths(column, PALE)[0]
        near = [x for x, y in paths(column, "#f7e9bd")[0] if abs(y - middle(outline)[1]) < 12]
        assert (middle(outline)[0] - sum(near) / len(near)) * order > 0


def test_a_cord_said_to_be_badly_compressed_is_drawn_thinner():
    def girth(severity):
        section = axial(with_mass(mass(AroundCord.DORSAL), severity=severity), ENGLISH).svg
        ys = [y for _, y in paths(section, "#f7e9bd")[0]]
        return max(ys) - min(ys)

    assert girth(Severity.SEVERE) < girth(Severity.MODERATE) < girth(Severity.NONE)


def test_kyphosis_and_lordosis_bend_the_column_to_opposite_sides():
    levels = frozenset({Vertebra.C3, Vertebra.C4, Vertebra.C5, Vertebra.C6})

    def bow(direction):
        case = set_at(with_mass(mass(AroundCord.DORSAL, levels=levels)), "imaging.alignment.local_direction", direction)
        case = set_at(case, "imaging.alignment.local_angle_deg", 30.0)
        figure = side(case, ENGLISH)
        at = {said: x for said, x, *_ in labels(figure.svg)}
        assert {direction.words.lower(), "30.0°"} <= set(at)
        assert f"Local curve: {direction.words.lower()}, 30.0°" in figure.alt
        return (at["C4"] + at["C5"]) / 2 - (at["C3"] + at["C6"]) / 2

    assert bow(Curve.KYPHOSIS) > 1 > -1 > bow(Curve.LORDOSIS)


def test_plates_are_drawn_only_at_levels_recorded_as_held_by_one():
    steps = (LaminaStep(id="s1", level=Vertebra.C4, fixation=LaminaFixation.SUTURE),)
    case = laminae(
        {Vertebra.C3, Vertebra.C4, Vertebra.C5}, Technique.OPEN_DOOR, open_side=Side.LEFT, fixation=LaminaFixation.PLATE
    )
    case = set_at(case, "plan.decompression.steps", steps)
    figure = from_behind(case, ENGLISH)
    assert figure.svg.count("<rect") == 2
    assert "Held by a plate: C3, C5." in figure.alt
    assert "C4: suture" in laminoplasty(case, ENGLISH).alt


def test_only_what_is_fused_has_a_rod():
    case = set_at(laminae({Vertebra.C4}), "plan.fixation.levels", frozenset({Vertebra.C3, Vertebra.C4}))
    assert "<rect" not in side(case, ENGLISH).svg
    case = set_at(case, "plan.fixation.plan", FixationPlan.LATERAL_MASS)
    assert side(case, ENGLISH).svg.count("<rect") == 2
    assert "Fixed (rod and squares): C3\N{EN DASH}C4." in side(case, ENGLISH).alt


@pytest.mark.parametrize("signal", [T2Signal.FAINT, T2Signal.BRIGHT])
def test_a_bright_signal_is_drawn_where_it_is_recorded_and_told_where_it_is_not(signal):
    placed = side(with_mass(mass(AroundCord.DORSAL), t2_signal=signal, worst_level=Vertebra.C5), ENGLISH)
    nowhere = side(with_mass(mass(AroundCord.DORSAL), t2_signal=signal), ENGLISH)
    assert (len(paths(placed.svg, "#ffffff")), len(paths(nowhere.svg, "#ffffff"))) == (1, 0)
    words = signal.words.lower()
    assert f"T2 signal (white in the cord): {words}, C5." in placed.caption
    assert f"T2 signal, not drawn: {words}, level not recorded." in nowhere.caption


def test_an_invented_value_has_its_dagger():
    case = load_example("index-case")
    assert "C1\N{EN DASH}C3 †" in side(case, ENGLISH).alt
    assert {"open †", "hinge †"} <= {said for said, *_ in labels(from_behind(case, ENGLISH).svg)}


# --- every drawing ---------------------------------------------------------------------------------------------------

_TAGS = {"svg", "path", "circle", "ellipse", "rect", "line", "text", "g", "polyline", "polygon"}
_REFUSED = {"clip-path", "mask", "filter", "style", "dy", "dx", "marker-end", "opacity"}


@pytest.mark.parametrize("seed", range(12))
def test_every_drawing_keeps_to_what_is_drawn_alike_everywhere(seed):
    for make in FIGURES.values():
        figure = make(random_case(seed), ENGLISH)
        if figure is None:
            continue
        root = etree.parse(BytesIO(figure.svg.encode())).getroot()
        for element in root.iter():
            assert etree.QName(element).localname in _TAGS
            assert not _REFUSED & set(element.attrib)
        assert figure.alt.strip()


@pytest.mark.parametrize("seed", range(12))
def test_nothing_of_the_neck_is_drawn_outside_the_picture(seed):
    for name in NAMES:
        figure = FIGURES[name](random_case(seed), ENGLISH)
        if figure is None:
            continue
        wide, high = size(figure.svg)
        for _, x, y, _ in labels(figure.svg):
            assert (0 <= x <= wide, 0 <= y <= high) == (True, True)
        for d in re.findall(r'<path d="([^"a-z]*)"', figure.svg):
            numbers = [float(each) for each in NUMBER.findall(d)]
            assert all(-3 <= x <= wide + 3 for x in numbers[::2])
            assert all(-3 <= y <= high + 3 for y in numbers[1::2])


@pytest.mark.parametrize(
    "levels", [frozenset(), frozenset({Vertebra.C0}), frozenset({Vertebra.T2}), frozenset(Vertebra)]
)
@pytest.mark.parametrize("number", [1, 3, 5])
def test_odd_cases_are_drawn_and_say_what_they_leave_out(levels, number):
    every = tuple(msgspec.structs.replace(mass(AroundCord.DORSAL, levels=levels), id=f"m{n}") for n in range(number))
    case = with_mass(*every)
    assert ("Not drawn in section: mass 4, 5." in axial(case, ENGLISH).alt) == (number == 5)
    told = side(case, ENGLISH)
    assert told is None if not levels else all(f"Mass {n}:" in told.alt for n in range(1, number + 1))


GAP = 10  # points between two cells of a row


def _printed_widths(path: str) -> set[tuple[str, float]]:
    """Each drawing with the width in points that a row of a template gives it."""
    found = set()
    for line in (shipped.templates() / path).read_text("utf-8").splitlines():
        columns = re.search(r'<row cols="([^"]+)"', line)
        names = [re.findall(r'(?:drawn|both)\("([\w-]+)"', cell) for cell in line.split("<cell>")[1:]]
        for place, (width, inside) in enumerate(zip(columns.group(1).split() if columns else (), names, strict=False)):
            spare = GAP if place else GAP / 2
            found |= {(name, float(width.removesuffix("mm")) / 25.4 * 72 - spare) for name in inside}
    return found


def test_words_on_the_drawings_are_printed_in_seven_points_or_more():
    printed = _printed_widths("shared/drawn.xml.j2")
    assert {name for name, _ in printed} == {"side", "axial", "laminoplasty"}
    for name, wide in printed | {("from-behind", 44 / 25.4 * 72 - GAP / 2)}:
        svg = FIGURES[name](load_example("index-case"), ENGLISH).svg
        smallest = min(float(each) for each in re.findall(r'font-size="([\d.]+)"', svg))
        assert smallest * wide / size(svg)[0] >= 6.95, name


def test_an_empty_case_has_no_drawing_of_masses_or_laminae():
    assert [make(Case(), ENGLISH) for make in (side, axial, laminoplasty)] == [None, None, None]


@pytest.mark.parametrize("name", example_names())
def test_the_screen_gets_every_drawing_that_the_case_holds(name):
    case = load_example(name)
    shown = drawings(case)
    assert [one.name for one in shown] == [each for each, make in FIGURES.items() if make(case, ENGLISH)]
    assert all(one.title != one.name and one.section in Case.__struct_fields__ for one in shown)
