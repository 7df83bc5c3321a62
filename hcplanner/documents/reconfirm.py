"""The plan against the consent form: what every page says when they differ, and how a new form names the old one."""

from __future__ import annotations

from typing import NamedTuple

from hcplanner.case import Case
from hcplanner.documents.declarations import Document, Kind
from hcplanner.documents.issue import Issue
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.past import CONSENT, change_words, plan_changes

CHANGED = N_("Plan changed after this form: reconfirm with the patient")


class Reconfirmation(NamedTuple):
    """What is said of the plan and the last issued consent form; `title` is empty when they agree.

    form: which form is meant; changes: what differs, from what to what
    """

    title: str = ""
    form: str = ""
    changes: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The whole in one line, for the top of every page."""
        return f"{self.form}. {self.title}. {'; '.join(self.changes)}" if self.title else ""


def reconfirmation(case: Case, document: Document, issue: Issue, words: Words) -> Reconfirmation:
    """What this document says: a new consent form as issued names the old one, every other page asks to reconfirm."""
    form = issue.past.last(CONSENT)
    changes = plan_changes(case, issue.past, words, document.declared.audience)
    if form is None or not changes:
        return Reconfirmation()
    told = tuple(change_words(one, words) for one in changes)
    old = words("Consent form of revision {n}").format(n=form.revision)
    if document.name == CONSENT and issue.kind is not Kind.DRAFT:
        return Reconfirmation(words("This form takes its place; the plan changed"), old, told)
    return Reconfirmation(words(CHANGED), old, told)
