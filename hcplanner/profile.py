"""The institution: its name, the checks it uses, and who approved the content for use there.

Without approval every page says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Annotated, Any, Final, NamedTuple

from hcplanner.errors import BadProfile, Reason
from hcplanner.fields import Choice, Group, PartialDate, Privacy, field
from hcplanner.i18n import N_, TRANSLATIONS
from hcplanner.knowledge.consent_elements import Jurisdiction
from hcplanner.knowledge.findings import Policy, Severity
from hcplanner.knowledge.risks import LocalFigure


class CheckUse(Choice):
    """How an institution uses one check."""

    OFF = "off", "Off"
    INFO = "info", "Note"
    CAUTION = "caution", "Caution"
    CRITICAL = "critical", "Critical"

    @property
    def severity(self) -> Severity | None:
        """The severity it stands for; None for off."""
        return None if self is CheckUse.OFF else Severity(self.value)


class Encryption(Choice):
    """Whether cases are encrypted: only when a person says so, every new one, or every one that is saved."""

    OFF = "off", "Off"
    ON = "on", "New cases"
    REQUIRED = "required", "Required"


class Approval(Group, frozen=True, omit_defaults=True):
    """One approval of shipped content in one version; content of any other version is not approved by it."""

    version: Annotated[str, field("Its version", privacy=Privacy.NONE)] = ""
    approved_by: Annotated[str, field("Approved by", privacy=Privacy.STAFF)] = ""
    approved_on: Annotated[PartialDate | None, field("Approved on", privacy=Privacy.NONE)] = None


class Review(Group, frozen=True, omit_defaults=True):
    """Who, a clinician and native speaker, reviewed the translation into a language, and when."""

    by: Annotated[str, field("Reviewed by", privacy=Privacy.STAFF)] = ""
    on: Annotated[PartialDate | None, field("Reviewed on", privacy=Privacy.NONE)] = None


class Profile(Group, frozen=True, omit_defaults=True):
    """The institution's own part of what is checked and printed.

    jurisdiction: whose words and elements the consent form follows
    evidence: whether the evidence pack is on; checks: by check, how it is used, where not as shipped
    approvals: by content (`evidence`, `risks`, or the name of a document)
    risk_figures: by risk of the catalogue, the figure of the institution's own audit that takes a published one's place
    spelling: of the program's English words, `uk` or `us`; reviewed_translations: by language, who reviewed it
    encryption: whether cases are saved encrypted; recipients, recovery: by name, the public keys of colleagues and of
    the department, which can open every encrypted case
    templates: path of the folder of the institution's own documents; empty for none
    """

    institution: Annotated[str, field("Institution", privacy=Privacy.NONE)] = ""
    department: Annotated[str, field("Department", privacy=Privacy.NONE)] = ""
    jurisdiction: Jurisdiction = Jurisdiction.NEUTRAL
    evidence: bool = True
    checks: Mapping[str, CheckUse] = {}
    approvals: Mapping[str, Approval] = {}
    risk_figures: Mapping[str, LocalFigure] = {}
    templates: str = ""
    spelling: str = "uk"
    reviewed_translations: Mapping[str, Review] = {}
    encryption: Encryption = Encryption.OFF
    recipients: Mapping[str, str] = {}
    recovery: Mapping[str, str] = {}

    @property
    def american(self) -> bool:
        """Whether English is spelt as in the United States."""
        return self.spelling == "us"

    @property
    def letterhead(self) -> str:
        """Institution and department in one line; empty when none is set."""
        return ", ".join(part for part in (self.institution.strip(), self.department.strip()) if part)

    @property
    def policy(self) -> Policy:
        """Which checks are on, and at what severity."""
        return Policy(evidence=self.evidence, severities={name: use.severity for name, use in self.checks.items()})

    def approval(self, content: str, version: str) -> Approval | None:
        """Who approved this content in this very version; None when nobody did."""
        found = self.approvals.get(content)
        return found if found is not None and found.version == version else None


DEFAULT: Final = Profile()
"""No institution, every check as shipped, nothing approved: what holds until a profile is set up."""


class Known(NamedTuple):
    """What a profile may speak of: checks and risks by their ids, and the names of the content that can be approved.

    is_key: whether a text is a public key that can be sealed for
    """

    checks: Collection[str]
    content: Collection[str]
    risks: Collection[str] = ()
    is_key: Callable[[str], bool] = bool


def read(data: bytes, path: object, known: Known) -> Profile:
    """The profile written in `data` as JSON; `path` is only named in errors.

    A slip is refused and never passed over: a check meant to be off would stay on.

    Raises:
        BadProfile: it is not JSON, or has entries that cannot be followed; all of them are named.
    """
    try:
        raw: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadProfile(path, [Reason("", "", N_("it is not written as JSON"))]) from error
    if not isinstance(raw, dict):
        raise BadProfile(path, [Reason("", "", N_("a JSON object is expected"))])
    problems: list[Reason] = []
    held = dict(_members(raw, known, problems))
    if problems:
        raise BadProfile(path, problems)
    return Profile(**held)


def templates_named(data: bytes) -> str:
    """The folder of documents that a profile names, before the rest of it is looked at; empty when it names none."""
    try:
        raw: Any = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    named = raw.get("templates") if isinstance(raw, dict) else None
    return named.strip() if isinstance(named, str) else ""


def _members(raw: dict[str, Any], known: Known, problems: list[Reason]) -> Iterator[tuple[str, Any]]:
    readers: dict[str, Callable[[str, Any], Any]] = {
        "institution": _text,
        "department": _text,
        "jurisdiction": _jurisdiction,
        "evidence": _on_or_off,
        "checks": lambda at, value: dict(_each(at, value, known.checks, _use, problems)),
        "approvals": lambda at, value: dict(_each(at, value, known.content, _approval, problems)),
        "templates": _text,
        "spelling": _spelling,
        "reviewed_translations": lambda at, value: dict(_each(at, value, TRANSLATIONS, _review, problems)),
        "encryption": _encryption,
        "recipients": lambda at, value: dict(_keys(at, value, known.is_key, problems)),
        "recovery": lambda at, value: dict(_keys(at, value, known.is_key, problems)),
        "risk_figures": lambda at, value: dict(_each(at, value, known.risks, _risk_figure, problems)),
    }
    yield from _each("", raw, readers, lambda at, value: readers[at](at, value), problems)


def _each(
    at: str, raw: Any, known: Collection[str], read_one: Callable[[str, Any], Any], problems: list[Reason]
) -> Iterator[tuple[str, Any]]:
    """The entries of an object that can be read; the others are told."""
    if not isinstance(raw, dict):
        problems.append(Reason(at, at, N_("an object is expected")))
        return
    for name, value in raw.items():
        path = f"{at}.{name}" if at else name
        if name not in known:
            problems.append(Reason(path, path, N_("there is nothing of this name")))
            continue
        try:
            yield name, read_one(path, value)
        except ValueError as error:
            problems.append(Reason(path, path, str(error)))


def _text(_at: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(N_("a text is expected"))  # noqa: TRY004 - the value is wrong, not the call
    return value


def _keys(at: str, raw: Any, is_key: Callable[[str], bool], problems: list[Reason]) -> Iterator[tuple[str, str]]:
    """Public keys by the names of those they belong to."""

    def read_one(_at: str, value: Any) -> str:
        if not isinstance(value, str) or not is_key(value.strip()):
            raise ValueError(N_("it is not a public key; one begins with age1 and is copied whole"))
        return value.strip()

    yield from _each(at, raw, raw if isinstance(raw, dict) else (), read_one, problems)


def _encryption(_at: str, value: Any) -> Encryption:
    if not isinstance(value, str) or value not in {one.value for one in Encryption}:
        raise ValueError(N_("off, on or required is expected"))
    return next(one for one in Encryption if one.value == value)


def _spelling(_at: str, value: Any) -> str:
    if value not in ("uk", "us"):
        raise ValueError(N_("uk or us is expected"))
    return str(value)


def _review(_at: str, value: Any) -> Review:
    if not isinstance(value, dict) or set(value) != {"by", "on"}:
        raise ValueError(N_("an object with by and on is expected"))
    if not isinstance(value["by"], str) or not value["by"].strip():
        raise ValueError(N_("by names a person"))
    if not isinstance(value["on"], str) or not _DAY.fullmatch(value["on"]):
        raise ValueError(N_("on is a day such as 2026-03-02"))
    return Review(by=value["by"].strip(), on=PartialDate.parse(value["on"]))


def _jurisdiction(_at: str, value: Any) -> Jurisdiction:
    if not isinstance(value, str) or value not in {one.value for one in Jurisdiction}:
        raise ValueError(N_("neutral, england_wales or usa is expected"))
    return next(one for one in Jurisdiction if one.value == value)


def _on_or_off(_at: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(N_("true or false is expected"))  # noqa: TRY004 - the value is wrong, not the call
    return value


def _use(_at: str, value: Any) -> CheckUse:
    if not isinstance(value, str) or value not in {use.value for use in CheckUse}:
        raise ValueError(N_("off, info, caution or critical is expected"))
    return next(use for use in CheckUse if use.value == value)


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _approval(_at: str, value: Any) -> Approval:
    wanted = ("version", "approved_by", "approved_on")
    if not isinstance(value, dict) or set(value) != set(wanted):
        raise ValueError(N_("an object with version, approved_by and approved_on is expected"))
    if not all(isinstance(value[name], str) and value[name].strip() for name in wanted):
        raise ValueError(N_("version, approved_by and approved_on are texts, and none is empty"))
    if not _DAY.fullmatch(value["approved_on"]):
        raise ValueError(N_("approved_on is a day such as 2026-03-02"))
    return Approval(
        version=value["version"].strip(), approved_by=value["approved_by"].strip(),
        approved_on=PartialDate.parse(value["approved_on"]),
    )  # fmt: skip


def _risk_figure(_at: str, value: Any) -> LocalFigure:
    counts, texts = ("events", "people"), ("measure", "source", "counted_to")
    if not isinstance(value, dict) or set(value) != {*counts, *texts}:
        raise ValueError(N_("an object with events, people, measure, source and counted_to is expected"))
    if not all(isinstance(value[name], int) and not isinstance(value[name], bool) for name in counts):
        raise ValueError(N_("events and people are whole numbers"))
    if not 0 < value["events"] < value["people"]:
        raise ValueError(N_("a figure that is printed counts somebody, and not everybody"))
    if not all(isinstance(value[name], str) and value[name].strip() for name in texts):
        raise ValueError(N_("measure, source and counted_to are texts, and none is empty"))
    if not _DAY.fullmatch(value["counted_to"]):
        raise ValueError(N_("counted_to is a day such as 2026-03-02"))
    return LocalFigure(
        events=value["events"], people=value["people"], measure=value["measure"].strip(),
        source=value["source"].strip(), counted_to=PartialDate.parse(value["counted_to"]),
    )  # fmt: skip
