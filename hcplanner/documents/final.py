"""What stands between a draft and a final: required fields that are empty, named conditions that do not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from types import MappingProxyType

from hcplanner.case import Case
from hcplanner.case.patient import AllergyStatus
from hcplanner.case.plan_operation import Procedure, Technique
from hcplanner.documents.consent_final import CONSENT_CONDITIONS
from hcplanner.documents.declarations import Declaration
from hcplanner.errors import Reason
from hcplanner.fields import NoSuchField, declared_at, get_at
from hcplanner.fields.declare import Kind
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.answers import Checked
from hcplanner.knowledge.consent_elements import ConsentRules, parts_for, unrecorded
from hcplanner.knowledge.findings import Finding
from hcplanner.knowledge.neurology import baseline_examination

Condition = Callable[[Case], tuple[str, str] | None]
"""Gives None when it holds, else the path to mend and the message id of what is lacking."""


def _nothing_unread(case: Case) -> tuple[str, str] | None:
    path = next(iter(case.unread), None)
    return None if path is None else (path, N_("A text could not be read as a value."))


def _levels_named(case: Case) -> tuple[str, str] | None:
    if case.plan.decompression.levels or not _opens_laminae(case):
        return None
    return "plan.decompression.levels", N_("The operation opens laminae, yet no level is named.")


def _opens_laminae(case: Case) -> bool:
    opening = {
        Procedure.LAMINOPLASTY,
        Procedure.LAMINOTOMY,
        Procedure.LAMINECTOMY,
        Procedure.HEMILAMINECTOMY,
        Procedure.DECOMPRESSION,
    }
    return bool(case.plan.operation.procedures & opening)


def _technique_named(case: Case) -> tuple[str, str] | None:
    if Procedure.LAMINOPLASTY not in case.plan.operation.procedures or case.plan.laminoplasty.technique is not None:
        return None
    return "plan.laminoplasty.technique", N_("A laminoplasty is planned, yet its technique is not recorded.")


def _sides_named(case: Case) -> tuple[str, str] | None:
    plan = case.plan.laminoplasty
    if plan.technique is not Technique.OPEN_DOOR:
        return None
    if plan.open_side is None:
        return "plan.laminoplasty.open_side", N_("An open-door laminoplasty needs its open side.")
    if plan.hinge_side is None:
        return "plan.laminoplasty.hinge_side", N_("An open-door laminoplasty needs its hinge side.")
    if plan.hinge_side is plan.open_side:
        return "plan.laminoplasty.hinge_side", N_("Open side and hinge side are the same.")
    return None


def _masses_placed(case: Case) -> tuple[str, str] | None:
    if not case.imaging.lesions:
        return "imaging.lesions", N_("No mass is recorded.")
    for lesion in case.imaging.lesions:
        where = f"imaging.lesions[{lesion.id}]"
        if not lesion.levels and not lesion.segments:
            return f"{where}.levels", N_("A mass has no level.")
        if lesion.side is None:
            return f"{where}.side", N_("A mass has no side.")
    return None


def _allergies_told(case: Case) -> tuple[str, str] | None:
    allergies = case.patient.allergies
    if allergies.status is AllergyStatus.KNOWN and not any(one.substance.strip() for one in allergies.entries):
        return "patient.allergies.entries", N_("Allergies are known, yet none is named.")
    return None


def _pots_labelled(case: Case) -> tuple[str, str] | None:
    for specimen in case.plan.pathology.specimens:
        where = f"plan.pathology.specimens[{specimen.id}]"
        if not specimen.site.strip():
            return f"{where}.site", N_("A pot has no site.")
        if specimen.level is None:
            return f"{where}.level", N_("A pot has no level.")
        if specimen.side is None:
            return f"{where}.side", N_("A pot has no side.")
    return None if case.plan.pathology.specimens else ("plan.pathology.specimens", N_("No pot is planned."))


def _baseline_recorded(case: Case) -> tuple[str, str] | None:
    baseline = baseline_examination(case)
    if baseline is None:
        return "examination.examinations", N_("No examination is recorded.")
    where = f"examination.examinations[{baseline.id}]"
    if baseline.when is None:
        return f"{where}.when", N_("The examination has no date.")
    if not baseline.examiner.strip():
        return f"{where}.examiner", N_("The examination has no examiner.")
    return None


def _has_mri(case: Case) -> tuple[str, str] | None:
    from hcplanner.case.imaging import Modality

    if any(study.modality is Modality.MRI and study.on is not None for study in case.imaging.studies):
        return None
    return "imaging.studies", N_("No dated MRI is recorded.")


def _identity_prints(case: Case) -> tuple[str, str] | None:
    from hcplanner.documents.fonts import unprintable

    for name in ("surname", "forename", "identifier"):
        if unprintable(getattr(case.patient, name)):
            return f"patient.{name}", N_("This holds a character that cannot be printed.")
    return None


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        **CONSENT_CONDITIONS,
        "nothing-unread": _nothing_unread,
        "identity-prints": _identity_prints,
        "levels-named": _levels_named,
        "technique-named": _technique_named,
        "sides-named": _sides_named,
        "masses-placed": _masses_placed,
        "allergies-told": _allergies_told,
        "pots-labelled": _pots_labelled,
        "baseline-recorded": _baseline_recorded,
        "mri-dated": _has_mri,
    }
)


def _about_consent(found: Finding) -> bool:
    return any(path.startswith(("consent.", "assessment.alternatives")) for path in found.paths)


def _about_pathology(found: Finding) -> bool:
    return any(path.startswith(("plan.pathology", "history.bone")) for path in found.paths)


CHECK_CONDITIONS: Mapping[str, Callable[[Finding], bool]] = MappingProxyType(
    {
        "critical-answered": lambda _found: True,
        "consent-critical-answered": _about_consent,
        "pathology-critical-answered": _about_pathology,
    }
)
"""Conditions on the checks: which critical findings need an answer."""


def _unanswered(checked: Checked | None, concerns: Callable[[Finding], bool], words: Words) -> Iterable[Reason]:
    if checked is None:
        return [Reason("", words(N_("Checks")), words(N_("were not run")))]
    return [
        Reason(next(iter(found.paths), ""), found.title, words(N_("this critical finding has no answer")))
        for found in checked.awaiting
        if concerns(found)
    ]


def lacking(case: Case, declaration: Declaration, words: Words, checked: Checked | None) -> tuple[Reason, ...]:
    """Everything that keeps this document from being final: path, label and reason, in the order declared.

    checked: what the checks gave for this case; None when they were not run, which no final passes
    """
    reasons = [_empty(path, words) for path in declaration.final.required if is_empty(case, path)]
    for name in declaration.final.conditions:
        if name in CHECK_CONDITIONS:
            reasons += _unanswered(checked, CHECK_CONDITIONS[name], words)
            continue
        reasons += _failed(case, name, words)
    if declaration.final.elements and checked is not None:
        reasons += _elements(case, checked.consent, words)
    return tuple(dict.fromkeys(reasons))


def _failed(case: Case, name: str, words: Words) -> list[Reason]:
    failed = CONDITIONS[name](case)
    return [] if failed is None else [Reason(failed[0], _label(failed[0], words), words(failed[1]))]


def _elements(case: Case, rules: ConsentRules, words: Words) -> Iterable[Reason]:
    """What the table of elements asks for here and the case does not answer."""
    for element in rules.elements:
        parts = parts_for(element, case, rules.setting)
        yield from (_empty(path, words) for path in unrecorded(parts, case))
        for name in dict.fromkeys(name for part in parts for name in part.conditions):
            yield from _failed(case, name, words)


def not_on_paper(
    case: Case, declaration: Declaration, words: Words, checked: Checked | None, markup: str
) -> list[Reason]:
    """The fixed words and the boxes to sign that a final has to show and this markup lacks."""
    boxes = len(_BOX.findall(markup))
    lacks = [Reason("", words(N_("Signatures")), words(N_("a signature block is missing from the template")))]
    reasons = lacks if boxes < declaration.final.signatures else []
    if not declaration.final.elements or checked is None:
        return reasons
    told = folded(_TAG.sub(lambda tag: " ".join(_SAID.findall(tag[0])) or " ", markup))
    for element in checked.consent.elements:
        parts = parts_for(element, case, checked.consent.setting)
        if any(boxes < part.signatures for part in parts):
            reasons = lacks
        missing = [
            text for part in parts for text in part.words if folded(escape(words(text), quote=False)) not in told
        ]
        said = words(N_("these words are missing from the template: {words}"))
        reasons = [*reasons, *(Reason("", element.element, said.format(words=text)) for text in missing)]
    return reasons


_BOX = re.compile(r"<s[ >]")
_TAG = re.compile(r"<[^>]*>")
_SAID = re.compile(r'(?:label|title)="([^"]*)"')


def folded(text: str) -> str:
    """Text with every stretch of white space as one blank, entities of quotation marks undone."""
    return " ".join(text.replace("&#39;", "'").replace("&#34;", '"').split())


def gaps(case: Case, declaration: Declaration, words: Words, checked: Checked | None) -> tuple[Reason, ...]:
    """What an emergency issue has to list: its own required fields that are empty, then all that a final would need."""
    own = [_empty(path, words) for path in declaration.emergency if is_empty(case, path)]
    seen = {reason.path for reason in own}
    rest = lacking(case, declaration, words, checked)
    return (*own, *(reason for reason in rest if reason.path not in seen or reason.label != _label(reason.path, words)))


def is_empty(case: Case, path: str) -> bool:
    """Whether nothing is recorded at the path; text that could not be read does not count."""
    member = declared_at(Case, path)
    held = get_at(case, path)
    return not held if member.kind is Kind.LIST else member.is_empty(held)


def _empty(path: str, words: Words) -> Reason:
    return Reason(path, _label(path, words), words(N_("is not recorded")))


def _label(path: str, words: Words) -> str:
    try:
        return words(declared_at(Case, path).field.label)
    except NoSuchField:
        return path
