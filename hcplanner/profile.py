"""The institution: its name, and who approved the content for use there. Without approval every page says so."""

from __future__ import annotations

from typing import Annotated, Final

from hcplanner.fields import Group, Item, PartialDate, Privacy, field


class Approval(Item, frozen=True, kw_only=True, omit_defaults=True):
    """One approval of shipped content (the evidence, a template, a consent form) in one version."""

    content: Annotated[str, field("What was approved", privacy=Privacy.NONE)] = ""
    version: Annotated[str, field("Its version", privacy=Privacy.NONE)] = ""
    approved_by: Annotated[str, field("Approved by", privacy=Privacy.STAFF)] = ""
    approved_on: Annotated[PartialDate | None, field("Approved on", privacy=Privacy.NONE)] = None


class Profile(Group, frozen=True, omit_defaults=True):
    """The institution's own part of what is printed."""

    institution: Annotated[str, field("Institution", privacy=Privacy.NONE)] = ""
    department: Annotated[str, field("Department", privacy=Privacy.NONE)] = ""
    approvals: Annotated[tuple[Approval, ...], field("Approvals", privacy=Privacy.NONE)] = ()

    @property
    def letterhead(self) -> str:
        """Institution and department in one line; empty when none is set."""
        return ", ".join(part for part in (self.institution.strip(), self.department.strip()) if part)


DEFAULT: Final = Profile()
"""No institution, nothing approved: what holds until one is set up."""
