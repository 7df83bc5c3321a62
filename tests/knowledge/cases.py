"""Cases for tests: written as paths and values, or generated."""

from typing import Any

from hypothesis import strategies as st

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Segment, Side, SideOrBoth, Vertebra
from hcplanner.case.imaging import Imaging, Lesion
from hcplanner.case.plan import Plan
from hcplanner.case.plan_operation import (
    Decompression,
    Fixation,
    FixationPlan,
    Laminoplasty,
    Operation,
    Procedure,
    Resection,
    ResectionExtent,
    Technique,
)
from hcplanner.fields import Answer, decode


def case_of(values: dict[str, Any]) -> Case:
    """The case that holds these values; a path names members with dots, a list is written out with its items."""
    root: dict[str, Any] = {}
    for path, value in values.items():
        *above, last = path.split(".")
        here = root
        for name in above:
            here = here.setdefault(name, {})
        here[last] = value
    read = decode(Case, root)
    assert not read.problems, read.problems
    assert not read.unknown, read.unknown
    return read.value


def sets(kind: Any, most: int = 6) -> Any:
    return st.frozensets(st.sampled_from(list(kind)), max_size=most)


def maybe(kind: Any) -> Any:
    return st.none() | st.sampled_from(list(kind))


lesions = st.builds(
    Lesion,
    id=st.just("m"),
    levels=sets(Vertebra),
    segments=sets(Segment, 2),
    upper_cervical=maybe(Answer),
    position=sets(AroundCord),
    side=maybe(SideOrBoth),
)
plans = st.builds(
    Plan,
    operation=st.builds(Operation, procedures=sets(Procedure)),
    decompression=st.builds(Decompression, levels=sets(Vertebra), foraminotomy_levels=sets(Segment, 2)),
    laminoplasty=st.builds(Laminoplasty, technique=maybe(Technique), open_side=maybe(Side), hinge_side=maybe(Side)),
    resection=st.builds(Resection, extent=maybe(ResectionExtent)),
    fixation=st.builds(Fixation, plan=maybe(FixationPlan), levels=sets(Vertebra)),
)
cases = st.builds(
    Case, plan=plans, imaging=st.builds(Imaging, lesions=st.lists(lesions, max_size=3, unique_by=id).map(tuple))
)
"""Cases with every combination of operation, levels and sides, coherent or not."""
