"""A section of the case as a page, built from its declarations alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hcplanner.case import Case
from hcplanner.fields import declared_at
from ui.form import FormPage
from ui.parts.body import section_body
from ui.parts.scope import Scope, at_once

if TYPE_CHECKING:
    from hcplanner.i18n import Words
    from hcplanner.opencase import OpenCase
    from ui.parts.part import Part
    from ui.parts.scope import Derived, Later


SCORED: Final = frozenset({"assessment", "examination", "imaging", "plan"})
"""The sections in which something is worked out: the others need not wait until all that is loaded."""


class SectionPage(FormPage):
    """One section: its essentials, and the rest folded away until wanted or filled.

    derived: lines to show below a group, by its path (`examination.examinations[].instruments`), made from the case
        and the path; where none are given, scores, measures and the features of diagnoses
    later: who works out off the user's thread what may take long
    """

    def __init__(
        self,
        open_case: OpenCase,
        section: str,
        words: Words,
        derived: Derived | None = None,
        later: Later = at_once,
    ) -> None:
        self.section = section
        if derived is None:
            derived = scored(words) if section in SCORED else {}
        self._scope = Scope.of_section(open_case, words, section, derived, later)
        super().__init__(open_case, words, words(declared_at(Case, section).field.label))

    def make_body(self) -> Part:
        """The cards of the section."""
        return section_body(self._scope)


def scored(words: Words) -> Derived:
    """Scores, measures and the features of diagnoses, each told below the fields it rests on."""
    from hcplanner.actions.scoring import derived_text, scored_groups

    def told(case: Case, path: str) -> str:
        return derived_text(case, path, words.language)

    return dict.fromkeys(scored_groups(), told)
