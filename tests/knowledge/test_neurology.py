import pytest

from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.neurology import baseline_examination, baseline_line, mjoa_total, old_deficit_line
from tests.knowledge.cases import case_of


def _examined(*records: dict[str, object], **more: object):
    return case_of({"examination.examinations": list(records), **more})


@pytest.mark.parametrize(
    ("records", "chosen"),
    [
        ([{"id": "a", "when": "2026-11-20"}, {"id": "b", "when": "2026-11-22"}], "b"),
        ([{"id": "a", "when": "2026-11-20", "purpose": "baseline"}, {"id": "b", "when": "2026-11-22"}], "a"),
        ([{"id": "a", "when": "2026-11-20", "purpose": "baseline"},
          {"id": "b", "when": "2026-12-01", "purpose": "after"}], "a"),
        ([{"id": "a", "when": "2026-11-20T08:00", "purpose": "baseline"},
          {"id": "b", "when": "2026-11-20T19:30", "purpose": "change"}], "b"),
        ([{"id": "a"}, {"id": "b", "when": "2026"}], "b"),
    ],
)  # fmt: skip
def test_the_latest_baseline_counts(records: list[dict[str, object]], chosen: str):
    found = baseline_examination(_examined(*records))
    assert found is not None
    assert found.id == chosen


def test_what_came_after_the_operation_is_no_baseline():
    case = _examined(
        {"id": "a", "when": "2026-11-20"},
        {"id": "b", "when": "2026-11-25", "purpose": "change"},
        **{"outcome.done.on": "2026-11-24"},
    )
    found = baseline_examination(case)
    assert found is not None
    assert found.id == "a"


def test_the_baseline_line_tells_each_limb_and_the_old_deficit_apart():
    case = _examined(
        {"id": "a", "when": "2026-11-23T18:40", "examiner": "Dr EXAMPLE", "purpose": "baseline",
         "power": {"right_arm": "5", "right_leg": "4+", "left_arm": "3", "new_in": ["left_arm", "right_leg"]}},
        **{"history.long_standing": {"present": "yes", "pattern": "spastic_hemiplegia", "side": "left",
                                     "cause": "birth_hypoxia"}},
    )  # fmt: skip
    assert baseline_line(case, W) == (
        "23-Nov-2026 18:40, Dr EXAMPLE: right arm 5, right leg 4+, left arm 3, left leg not recorded; "
        "new deficit: right leg and left arm; "
        "old deficit: spastic hemiplegia, left, put down to lack of oxygen around birth"
    )


@pytest.mark.requirement("R48")
def test_nobody_asked_is_not_no_old_deficit():
    assert old_deficit_line(case_of({}), W) == ""
    assert old_deficit_line(case_of({"history.long_standing.present": "no"}), W) == "no old deficit"
    assert old_deficit_line(case_of({"history.long_standing.present": "not_known"}), W) == "old deficit: not known"


@pytest.mark.requirement("R48")
def test_a_missing_item_of_mjoa_never_counts_as_nothing():
    items = {"mjoa_arm": "3", "mjoa_leg": "4", "mjoa_sensation": "2", "mjoa_sphincter": "3"}
    whole = _examined({"id": "a", "instruments": items}).examination.examinations[0]
    assert mjoa_total(whole) == 12
    for name in items:
        part = {k: v for k, v in items.items() if k != name}
        assert mjoa_total(_examined({"id": "a", "instruments": part}).examination.examinations[0]) is None
