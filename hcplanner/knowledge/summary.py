"""The case at one glance: fifteen numbered lines, the same words on paper, on screen and as copied text."""

import re
from collections.abc import Callable

import msgspec

from hcplanner.case import Case
from hcplanner.case.history import GeneTest
from hcplanner.fields import PartialDate
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import age, day_of
from hcplanner.knowledge.cautions import cautions_line
from hcplanner.knowledge.facts import (
    DAGGER,
    any_recorded,
    join,
    marked,
    mass_lines,
    mass_words,
    not_recorded,
    operation_line,
    said,
    sides_line,
    urgency_line,
)
from hcplanner.knowledge.neurology import baseline_line
from hcplanner.knowledge.past import Past, changed_labels
from hcplanner.knowledge.theatre_lines import blood_airway_bed_line, level_check_line, must_not_line, pressure_line


class Line(msgspec.Struct, frozen=True):
    """One line of the summary. `recorded` is false when nothing of it stands in the case."""

    number: int
    label: str
    text: str
    recorded: bool


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What the case itself cannot know about the paper it is printed on.

    supersedes: the revision of the last final, if there was one; changed: what differs since, in words
    emergency: whether that one was an emergency issue; draft: whether this paper takes nothing's place
    unsaved: the case differs from its last saved revision; today: the day, for a case never saved and without a date
    outstanding: titles of the critical findings that have no answer; None when the checks were not run
    """

    supersedes: int | None = None
    changed: tuple[str, ...] = ()
    emergency: bool = False
    draft: bool = False
    unsaved: bool = False
    today: PartialDate | None = None
    outstanding: tuple[str, ...] | None = None


def one_glance(case: Case, w: Words, issue: Issue | None = None) -> tuple[Line, ...]:
    """The fifteen lines, in order; a line or part without a record says so."""
    about = issue or Issue()
    told = (
        (w("Patient"), _patient(case, w, about)),
        (w("Allergies"), cautions_line(case, w)),
        (w("Revision"), _revision(case, w, about)),
        (w("Operation"), operation_line(case, w)),
        (w("Mass"), _masses(case, w)),
        (w("Open side, hinge side"), _capital(sides_line(case, w))),
        (w("Why now"), _ifany_recorded(case, w, urgency_line, "assessment.urgency")),
        (w("Baseline"), _capital(baseline_line(case, w))),
        (w("Aim, stop"), _aim(case, w)),
        (w("Level check"), level_check_line(case, w)),
        (w("MAP, signals"), pressure_line(case, w)),
        (w("Must not"), _capital(must_not_line(case, w))),
        (w("Blood, bed"), blood_airway_bed_line(case, w)),
        (w("Surgeon"), _surgeon(case, w)),
        (w("Outstanding"), _capital(_outstanding(case, w, about))),
    )
    return tuple(
        Line(number, label, text or not_recorded(w), bool(text)) for number, (label, text) in enumerate(told, 1)
    )


def as_text(lines: tuple[Line, ...], w: Words) -> str:
    """The lines as plain text, one below the other, for another program's record; a dagger is explained below."""
    text = "\n".join(f"{line.number}. {line.label}: {line.text}" for line in lines)
    note = w("Invented for this demonstration; not a fact of any patient.")
    return f"{text}\n{DAGGER} {note}" if DAGGER in text else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _missing(case: Case, path: str, w: Words, what: str) -> str:
    """The value at a path, or `what` followed by "not recorded"."""
    return said(case, path, w) or w("{what} not recorded").format(what=what)


def _ifany_recorded(case: Case, w: Words, line: Callable[[Case, Words], str], path: str) -> str:
    return line(case, w) if any_recorded(case, path) else ""


def _patient(case: Case, w: Words, issue: Issue) -> str:
    one = case.patient
    who = ("patient.surname", "patient.forename", "patient.born", "patient.identifier", "patient.size.weight")
    if not any_recorded(case, *who):
        return ""
    parts = (one.surname.strip().upper(), one.forename.strip())
    name = join(parts, ", ") + (f" ({one.title.strip()})" if one.title.strip() else "")
    named = marked(name, case, "patient.surname", "patient.forename") if any(parts) else w("name not recorded")
    on = age(case, day_of(case, issue.today))
    born = said(case, "patient.born", w)
    aged = f" ({on.words(w)})" if on else ""
    kind = lower_first(w(one.identifier_type.words), w) if one.identifier_type else w("number")
    number = said(case, "patient.identifier", w)
    weight = said(case, "patient.size.weight", w)
    return join([
        named,
        (w("born {day}").format(day=born) if born else w("birth date not recorded")) + aged,
        f"{kind} {number}" if number else w("number not recorded"),
        w("weight {weight}").format(weight=weight) if weight else w("weight not recorded"),
    ])  # fmt: skip


_SAVED = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::[\d.]+)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def saved_words(case: Case, w: Words) -> str:
    """The time of the last saved revision with its offset; empty for a case never saved."""
    match = _SAVED.fullmatch(case.saved_at)
    if match is None:
        return case.saved_at
    offset = {None: "", "Z": " UTC"}.get(match[2], f" UTC{match[2]}")
    return w.date(PartialDate.parse(match[1])) + offset


def _revision(case: Case, w: Words, issue: Issue) -> str:
    if not case.revision:
        stamp = w("not saved yet")
    else:
        by = case.saved_by.strip()
        stamp = w("revision {number} of {time}").format(number=case.revision, time=saved_words(case, w))
        stamp += w(" by {name}").format(name=by) if by else ""
    after = issue.unsaved and case.revision > 0
    changes = w("changes after revision {number}").format(number=case.revision) if after else ""
    return _capital(join([stamp, changes, superseding_words(issue, w)]))


_MOST_CHANGES = 6  # more than these are counted, not named


def superseding_words(issue: Issue, w: Words) -> str:
    """Which issue this one takes the place of, or comes after as a draft, and what changed since, in field labels."""
    if issue.supersedes is None:
        return w("no earlier final")
    if issue.draft and issue.emergency:
        pattern = w("last issued in emergency: revision {number}; changed since: {what}")
    elif issue.draft:
        pattern = w("last final: revision {number}; changed since: {what}")
    elif issue.emergency:
        pattern = w("supersedes the emergency issue of revision {number}; changed: {what}")
    else:
        pattern = w("supersedes revision {number}; changed: {what}")
    return pattern.format(number=issue.supersedes, what=_changed_words(issue.changed, w))


def _changed_words(changed: tuple[str, ...], w: Words) -> str:
    if not changed:
        return w("nothing recorded")
    more = len(changed) - _MOST_CHANGES
    named = ", ".join(changed[:_MOST_CHANGES])
    return w("{names} and {n} more").format(names=named, n=more) if more > 0 else named


def superseding(case: Case, past: Past, document: str, w: Words, *, draft: bool) -> Issue:
    """What line 3 needs of the document's earlier issues."""
    last = past.last(document)
    if last is None:
        return Issue(draft=draft)
    return Issue(
        supersedes=last.revision, changed=changed_labels(last, case, w), emergency=last.kind == "emergency",
        draft=draft,
    )  # fmt: skip


def _masses(case: Case, w: Words) -> str:
    if len(case.imaging.lesions) == 1:
        return _capital(mass_words(case, case.imaging.lesions[0], w))
    return " ".join(f"{line}." for line in mass_lines(case, w))


def _aim(case: Case, w: Words) -> str:
    aim = join([said(case, "assessment.goals", w), said(case, "assessment.goals_note", w)], ": ")
    rules = lower_first(said(case, "plan.resection.stop_rules", w), w)
    stop = join([rules, said(case, "plan.resection.stop_other", w)])
    if not aim and not stop:
        return ""
    return join([aim or w("Aim not recorded"), w("stop if: {rules}").format(rules=stop or w("not recorded"))])


def _surgeon(case: Case, w: Words) -> str:
    if not any_recorded(case, "team.surgeon", "team.surgeon_phone", "plan.approval.approved_by"):
        return ""
    when = said(case, "plan.approval.approved_at", w)
    approved = join([said(case, "plan.approval.approved_by", w) or w("not recorded"), when], ", ")
    return join([
        _missing(case, "team.surgeon", w, w("Surgeon")),
        w("approved by: {words}").format(words=approved),
        w("telephone: {number}").format(number=said(case, "team.surgeon_phone", w) or w("not recorded")),
    ])  # fmt: skip


_MOST = 5  # more than these are counted, not named: the line is read standing


def _outstanding(case: Case, w: Words, issue: Issue) -> str:
    open_ones = [lower_first(title, w) for title in issue.outstanding or ()]
    shown = [
        *open_ones[:_MOST],
        *([w("and {n} more").format(n=len(open_ones) - _MOST)] if len(open_ones) > _MOST else []),
    ]
    told = join([*shown, *awaited(case, w)])
    if told or issue.outstanding is None or not any_recorded(case, "plan.operation.procedures"):
        return told  # where nothing is planned yet, "nothing open" would say more than is known
    return w("no critical finding open, no result awaited")


def awaited(case: Case, w: Words) -> tuple[str, ...]:
    """Results that the case says are awaited."""
    found = []
    if case.history.bone.gene_test is GeneTest.SENT:
        found.append(w("gene test awaited"))
    found += [
        w("{test}: result not recorded").format(test=w(lab.test.words))
        for lab in case.history.bone.labs
        if lab.test is not None and lab.result is None
    ]
    return tuple(found)
