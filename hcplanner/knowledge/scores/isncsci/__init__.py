"""The International Standards for Neurological Classification of Spinal Cord Injury (ISNCSCI), 2019 revision.

From the grades of one examination: sums, sensory and motor levels, the neurological level, complete or incomplete, the
ASIA Impairment Scale (AIS) and the zones of partial preservation. Each result is the set of answers that the grades
allow; what was not tested may be anything. The rules are written here from the published standard; no text or program
of others is part of it.
"""

from typing import Final

from hcplanner.i18n import N_

from .classification import Classification, Pair, Results, classify_exam
from .exam import Exam, Side
from .explain import explain
from .limits import LIMITS, Circumstances, ais_withheld, cautions
from .names import KEY_MUSCLE_NAMES
from .record import Gap, begun, circumstances, classify, gaps, uncertain
from .step import Step, answers_words
from .summary import grade_line, summary
from .table import ResultRow, gaps_in_words, level_words, ranges, result_rows, undetermined
from .totals import Total, Totals

SOURCE: Final = N_(
    "International Standards for Neurological Classification of Spinal Cord Injury, revised 2019. Rupp and others, "
    "Topics in Spinal Cord Injury Rehabilitation 2021;27(2):1-22."
)
RIGHTS: Final = N_(
    "The standard and its worksheet belong to the American Spinal Injury Association. The rules were written anew for "
    "this program; neither the worksheet nor a text of the booklet is reproduced."
)

__all__ = [
    "KEY_MUSCLE_NAMES", "LIMITS", "RIGHTS", "SOURCE", "Circumstances", "Classification", "Exam", "Gap", "Pair",
    "ResultRow", "Results", "Side", "Step", "Total", "Totals", "ais_withheld", "answers_words", "begun", "cautions",
    "circumstances", "classify", "classify_exam", "explain", "gaps", "gaps_in_words", "grade_line", "level_words",
    "ranges", "result_rows", "summary", "uncertain", "undetermined",
]  # fmt: skip
