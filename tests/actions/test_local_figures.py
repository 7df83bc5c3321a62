"""A hospital puts its own audited figure in place of a published one; a slip in it is refused and named."""

import json
from typing import Any

import pytest

from hcplanner import content, profile
from hcplanner.actions.preferences import load_profile, profile_file
from hcplanner.errors import BadProfile
from hcplanner.fields import PartialDate
from hcplanner.knowledge.risks import LocalFigure, in_people, local_figure
from hcplanner.profile import Known, Profile
from hcplanner.settings import Settings

KNOWN = Known((), (), {risk.id for risk in content.risks().risks})
GOOD: dict[str, Any] = {
    "events": 4, "people": 150, "measure": "leak of fluid that was treated", "source": "Spine audit EXAMPLE",
    "counted_to": "2026-03-02",
}  # fmt: skip
READ = LocalFigure(
    events=4, people=150, measure="leak of fluid that was treated", source="Spine audit EXAMPLE",
    counted_to=PartialDate(2026, 3, 2),
)  # fmt: skip


def read(figure: Any, risk: str = "dural_tear_csf_leak") -> Profile:
    return profile.read(json.dumps({"risk_figures": {risk: figure}}).encode(), "profile.json", KNOWN)


@pytest.mark.requirement("R22")
def test_a_figure_is_read_with_its_source_and_day():
    assert read(GOOD).risk_figures == {"dural_tear_csf_leak": READ}


@pytest.mark.requirement("R22")
def test_the_profile_in_place_may_hold_figures():
    path = profile_file(Settings())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"risk_figures": {"death": GOOD}}), "utf-8")
    assert load_profile().risk_figures == {"death": READ}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"events": 0}, "counts somebody"),
        ({"events": 150}, "not everybody"),
        ({"events": 151}, "not everybody"),
        ({"events": -1}, "counts somebody"),
        ({"events": 4.0}, "whole numbers"),
        ({"people": True}, "whole numbers"),
        ({"people": "150"}, "whole numbers"),
        ({"source": " "}, "none is empty"),
        ({"measure": ""}, "none is empty"),
        ({"counted_to": "March 2026"}, "is a day"),
        ({"counted_to": "2026-02-30"}, "no such day"),
        ({"percent": 2}, "an object with events"),
    ],
)
def test_a_figure_that_cannot_be_stood_for_is_refused(change: dict[str, Any], said: str):
    with pytest.raises(BadProfile) as raised:
        read(GOOD | change)
    assert said in str(raised.value)


def test_a_risk_that_the_catalogue_does_not_have_is_refused():
    with pytest.raises(BadProfile, match="no_such_risk"):
        read(GOOD, "no_such_risk")


@pytest.mark.requirement("R22")
def test_the_figure_is_told_in_people_like_a_published_one():
    figure = local_figure(READ, "people treated here")
    assert (figure.number, figure.group, figure.exact) == in_people(4 / 150 * 100) == (27, 1000, False)
    assert figure.local == READ
    assert (figure.rate.n, figure.rate.events, figure.rate.source) == (150, 4, "Spine audit EXAMPLE")
