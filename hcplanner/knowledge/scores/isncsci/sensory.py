"""The sensory level of one side: the last level before touch or pin is below normal."""

from .exam import Readings
from .grades import INTACT, LAST_POINT, POINTS, SENSORY_NORMAL


def sensory_levels(side: Readings) -> tuple[int, ...]:
    """Every sensory level that the grades allow, from rostral to caudal."""
    found = []
    for point in range(len(POINTS)):
        # The points stand one place below the levels: the level above a point has the point's own number.
        if side.may_be_altered(point):
            found.append(point)
        if not side.may_be_normal(point):
            return tuple(found)
    return (*found, INTACT)


def kept_at_the_end(side: Readings, sensory: int) -> frozenset[bool]:
    """Whether anything may be felt at S4-5, given that `sensory` is the sensory level of the side."""
    return frozenset(
        touch > 0 or pin > 0
        for touch in side.light_touch[LAST_POINT]
        for pin in side.pin_prick[LAST_POINT]
        if sensory < LAST_POINT or (touch == pin == SENSORY_NORMAL) is (sensory == INTACT)
    )
