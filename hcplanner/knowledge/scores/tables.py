"""What tables of grades by muscle or tendon share: right and left told row by row, never added up or averaged."""

from collections.abc import Mapping

from hcplanner.case import Case
from hcplanner.case.examination import Reflexes
from hcplanner.fields import Declared, members
from hcplanner.fields.show import grades_in_words
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.facts import join, marked
from hcplanner.knowledge.scores.instrument import Instrument, Part, Question, Score, in_order, score

GROUP = "examination.examinations[].signs"
_SIDES = ((N_("right"), "right"), (N_("left"), "left"))


def questions(stem: str) -> tuple[Question, ...]:
    """The two tables `STEM_right` and `STEM_left` as declared: their labels and allowed grades."""
    return tuple(
        Question(side, f"{GROUP}.{stem}_{name}", _member(f"{stem}_{name}").field.grades) for side, name in _SIDES
    )


def by_side(case: Case, w: Words, instrument: Instrument, stem: str) -> tuple[Score, ...]:
    """The grades of each examination that has any, right before left."""
    found = []
    for examination in in_order(case):
        group = f"examination.examinations[{examination.id}].signs"
        told, parts = [], []
        for side, name in _SIDES:
            grades: Mapping[str, str] = getattr(examination.signs, f"{stem}_{name}")
            if not grades:
                continue
            words = grades_in_words(_member(f"{stem}_{name}").field.rows, grades, w)
            told.append(marked(f"{w(side)}: {words}", case, f"{group}.{stem}_{name}"))
            parts += [Part(f"{w(row)}, {w(side)}", grade, f"{group}.{stem}_{name}") for row, grade in grades.items()]
        if told:
            found.append(score(instrument, w, join(told), parts, path=group, when=examination.when))
    return tuple(found)


def _member(name: str) -> Declared:
    return next(member for member in members(Reflexes) if member.name == name)
