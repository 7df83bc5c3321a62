"""A finding set aside: the surgeon's reason, who gave it and when, and the facts it rested on."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from hcplanner.fields import fingerprint, get_at, plain

if TYPE_CHECKING:
    from hcplanner.case import Case


_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class FindingAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why one finding was set aside. It counts only while the facts are those it was given for.

    finding: the finding's id; a case holds one answer for each
    when: the time it was given, in ISO 8601 with its offset; facts: the fingerprint of what the finding was about
    """

    finding: str
    reason: str
    who: str
    when: str
    facts: str


def facts_at(case: "Case", paths: Iterable[str], worked_out: Mapping[str, str] = _NOTHING) -> str:
    """The fingerprint of what the case holds at these paths: stored values, and texts kept unread beside them.

    worked_out: what was derived from the case and counts as well, by name

    Raises NoSuchField for a path that is not there.
    """
    held = {path: [plain(get_at(case, path)), _unread_at(case, path)] for path in paths}
    return fingerprint({"stored": held, "worked out": dict(worked_out)})


def _unread_at(case: "Case", path: str) -> dict[str, str]:
    return {at: text for at, text in case.unread.items() if at == path or at.startswith((f"{path}.", f"{path}["))}
