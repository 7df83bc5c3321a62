"""Templates of an institution's own: in place of the shipped ones, the same paper, and nothing beyond their context."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from hcplanner import profile, shipped
from hcplanner.actions import printing
from hcplanner.actions.examples import load_example
from hcplanner.actions.preferences import load_profile
from hcplanner.actions.templates import document_named, every_document
from hcplanner.case import Case
from hcplanner.content import risks
from hcplanner.documents import declarations, render
from hcplanner.documents.confined import render_confined
from hcplanner.documents.issue import Issue
from hcplanner.errors import TemplateFault
from hcplanner.profile import Profile
from hcplanner.settings import folder


@pytest.fixture
def ours(tmp_path: Path) -> Profile:
    """A profile whose folder of documents holds a copy of the consent form."""
    shutil.copytree(shipped.templates() / "consent", tmp_path / "consent")
    return replace(profile.DEFAULT, templates=str(tmp_path))


def template(ours: Profile, body: str, name: str = "consent") -> None:
    """Put another template in place of the copied one."""
    (Path(ours.templates) / name / declarations.TEMPLATE).write_text(f"<doc><h1>Ours</h1>{body}</doc>", "utf-8")


def refused(ours: Profile, body: str) -> str:
    template(ours, body)
    with pytest.raises(TemplateFault) as fault:
        printing.make(load_example("index-case"), "consent", ours=ours)
    return fault.value.reason


def test_a_copy_takes_the_place_of_the_shipped_document_and_prints_the_same(ours):
    case = load_example("index-case")
    assert document_named("consent", ours).own
    assert [one.name for one in every_document(ours)] == [one.name for one in every_document()]
    own, same = document_named("consent", ours), document_named("consent")
    # Its version alone is another, so that an approval of the shipped wording is not taken for one of this.
    assert own.version.startswith(f"{same.version}+")
    made = (render_confined(case, own, Issue(), risks()).markup, render.paper(case, same, Issue(), risks()).markup)
    assert made[0].replace(own.version, same.version) == made[1]


@pytest.mark.requirement("R21")
def test_what_is_changed_is_printed_at_once(ours):
    template(ours, "<p>One sentence of ours.</p>")
    first = printing.make(Case(), "consent", ours=ours)
    template(ours, "<p>Another sentence of ours.</p>")
    assert printing.make(Case(), "consent", ours=ours) != first


def test_a_new_folder_is_a_new_document(ours):
    shutil.copytree(shipped.templates() / "consent", Path(ours.templates) / "ward-letter")
    names = [one.name for one in printing.documents(ours=ours)]
    assert "ward-letter" in names
    assert printing.make(load_example("index-case"), "ward-letter", ours=ours).startswith(b"%PDF")


def test_an_approval_of_the_shipped_wording_is_none_of_ours_and_one_of_ours_ends_with_a_change(ours):
    first = document_named("consent", ours).version
    assert first != document_named("consent").version
    template(ours, "<p>Changed.</p>")
    assert document_named("consent", ours).version != first


def test_a_declaration_that_cannot_be_followed_is_told_and_not_passed_over(ours):
    (Path(ours.templates) / "consent" / declarations.DECLARATION).write_text('title = "x"\nnonsense = 1\n')
    assert document_named("consent", ours).fault
    with pytest.raises(TemplateFault, match="nonsense"):
        printing.make(Case(), "consent", ours=ours)
    assert printing.make(Case(), "operative-plan", ours=ours).startswith(b"%PDF")


def test_the_folder_beside_the_profile_is_used_and_its_documents_can_be_approved():
    own = folder() / "templates" / "ward-letter"
    shutil.copytree(shipped.templates() / "consent", own)
    approval = {"version": "1.0", "approved_by": "Dr A. Example", "approved_on": "2026-03-02"}
    (folder() / "profile.json").write_text(json.dumps({"approvals": {"ward-letter": approval}}))
    ours = load_profile()
    assert document_named("ward-letter", ours).folder == own


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ case.__init__.__globals__ }}",
        "{{ case.patient.__class__ }}",
        "{{ figures._case }}",
        "{{ lower.__globals__ }}",
        "{{ _.__call__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ ''.join.__self__.__class__ }}",
        "{{ '{0.__class__}'.format(case) }}",
        "{{ case | attr('__class__') }}",
        "{% include '/etc/hostname' %}",
        "{% include '../operative-plan/document.xml.j2' %}",
        "{% import 'os' as os %}",
        "{{ case.items.append(1) }}",
        "{{ open('/etc/hostname') }}",
        "{{ range(10 ** 9) }}",
    ],
)
def test_no_template_reaches_beyond_its_context(ours, body):
    assert refused(ours, body)


@pytest.mark.requirement("R56")
def test_an_endless_template_is_stopped_and_the_next_document_is_made(ours):
    template(ours, "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    document = document_named("consent", ours)
    with pytest.raises(TemplateFault, match=r"longer than 0\.5 s"):
        render_confined(Case(), document, Issue(), risks(), seconds=0.5)
    template(ours, "<p>Well again.</p>")
    assert "Well again." in render_confined(Case(), document, Issue(), risks()).markup


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(
    "body",
    [
        "{{ 'x' * 9999999999 }}",
        "{% set n = namespace(x='xxxx') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
        "{% for i in range(9000) %}<p>{{ 'word ' * 999 }}</p>{% endfor %}",
    ],
)
def test_a_greedy_template_is_stopped_and_the_program_goes_on(ours, body):
    assert refused(ours, body)
    template(ours, "<p>Well again.</p>")
    assert printing.make(Case(), "consent", ours=ours).startswith(b"%PDF")


def test_a_fault_names_its_line(ours):
    assert "line 3" in refused(ours, "\n<p>first</p>\n<p>{{ case.patient.surnam }}</p>")
    assert "line" in refused(ours, "\n<p>first</p>\n<nonsense/>")
