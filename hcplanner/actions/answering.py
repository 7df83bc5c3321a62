"""Setting a finding aside with a reason, and taking the answer back."""

from __future__ import annotations

from datetime import datetime

from hcplanner.knowledge.findings import Finding
from hcplanner.opencase import OpenCase


def set_aside(open_case: OpenCase, finding: Finding, reason: str, who: str, now: datetime | None = None) -> None:
    """Keep in the case why this finding does not count, as one step that can be undone.

    Raises ValueError when the reason or the name is blank.
    """
    time = (now or datetime.now().astimezone()).astimezone().isoformat(timespec="seconds")
    open_case.answer(finding.id, finding.facts, reason, who, time)


def withdraw(open_case: OpenCase, finding: Finding) -> None:
    """Take the answer to this finding back, as one step that can be undone."""
    open_case.withdraw_answer(finding.id)
