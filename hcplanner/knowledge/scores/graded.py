"""What the scales of a single choice share: one grade of one examination, and how it changed."""

from collections.abc import Callable

from hcplanner.case import Case
from hcplanner.fields import Choice, PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import Age
from hcplanner.knowledge.facts import join, marked
from hcplanner.knowledge.scores.instrument import Instrument, Part, Score, age_then, change_words, in_order, score

Further = Callable[[Choice, Age | None], tuple[str, ...]]
"""Limits that hold for this grade at this age, as message ids."""


def no_further(_grade: Choice, _age: Age | None) -> tuple[str, ...]:
    """No limits beyond the declared ones."""
    return ()


def graded(
    case: Case, w: Words, instrument: Instrument, on: PartialDate | None, further: Further = no_further
) -> tuple[Score, ...]:
    """The grade of each examination that has one, earliest first, with its change since the one before."""
    (question,) = instrument.questions
    name = question.path.rpartition(".")[2]
    found: list[Score] = []
    before: tuple[int, PartialDate | None] | None = None
    for examination in in_order(case):
        grade: Choice | None = getattr(examination.instruments, name)
        if grade is None:
            continue
        group = f"examination.examinations[{examination.id}].instruments"
        change = change_words(before, grade.rank, instrument.direction, w)
        found.append(
            score(
                instrument,
                w,
                marked(join([w(grade.words), change]), case, f"{group}.{name}"),
                (Part(w(question.label), grade.value, f"{group}.{name}"),),
                path=group,
                limits=further(grade, age_then(case, examination.when, on)),
                when=examination.when,
            )
        )
        before = (grade.rank, examination.when)
    return tuple(found)
