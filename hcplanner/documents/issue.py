"""How a document is issued: what the case itself cannot know about its paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from hcplanner.documents.declarations import Kind
from hcplanner.fields import PartialDate
from hcplanner.i18n import Audience
from hcplanner.knowledge.answers import Checked
from hcplanner.knowledge.differential import FeatureBook
from hcplanner.knowledge.past import NOTHING, Past
from hcplanner.knowledge.risks import LocalFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """How a document is issued: kind, language, page, whether the case is as saved, and the institution's words.

    approval: who approved what of the content, a line each; none when it is not approved for use here
    checks: what the checks gave for the case, and under which rules; None when they were not run
    features: of the diagnoses, for the plan; None leaves them out
    local_figures: the institution's own figures in place of published ones, by risk
    patient_language: of the documents a patient reads, where it is not that of the clinician
    typed_in: the language in which people wrote what stands in the case; empty for that of the clinician
    beside: the language of the same document printed after it, for the clinician; none prints it once
    reviewed: by language, who of its native clinicians looked at the translation and when; without it paper says so
    large_print: 18 point type for the documents a patient reads
    past: what the file of the case tells beside it: the head of its history, and what was issued before
    case_json: the case as it stands in its file; none when it was changed since or has no file
    attach_case: whether the case travels inside the documents that carry it; None: as they are declared
    pictures: the key pictures of the case by their SHA-256
    latest: the revision that the case is at now, where an earlier one is printed; 0 otherwise
    today: the day that counts for a case without a planned day and never saved; none leaves such a case without one
    """

    kind: Kind = Kind.DRAFT
    language: str = "en"
    page: Literal["a4", "letter"] = "a4"
    saved: bool = True
    institution: str = ""
    approval: tuple[str, ...] = ()
    program: str = "hcplanner"
    checks: Checked | None = None
    features: FeatureBook | None = None
    local_figures: Mapping[str, LocalFigure] = field(default_factory=dict)
    today: PartialDate | None = None
    patient_language: str = ""
    typed_in: str = ""
    beside: str = ""
    reviewed: Mapping[str, str] = field(default_factory=dict)
    large_print: bool = False
    past: Past = NOTHING
    case_json: bytes = b""
    attach_case: bool | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    latest: int = 0

    def read_by(self, audience: Audience) -> Issue:
        """The same for one document: in the language of its reader; what is for patients only is so for them only."""
        typed_in = self.typed_in or self.language
        if audience == "clinician":
            return replace(self, patient_language="", typed_in=typed_in, beside="", large_print=False)
        language = self.patient_language or self.language
        beside = "" if self.beside == language else self.beside
        return replace(self, language=language, patient_language="", typed_in=typed_in, beside=beside)
