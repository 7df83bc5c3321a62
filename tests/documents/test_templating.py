"""Templates: strict about what is missing, escaped, and closed to everything beyond their context."""

import pytest

from hcplanner.documents.templating import cleaned, render_template
from hcplanner.errors import TemplateFault


@pytest.fixture
def rendered(tmp_path):
    def render(text, **context):
        (tmp_path / "a.xml.j2").write_text(text, "utf-8")
        return render_template([tmp_path], "a.xml.j2", context)

    return render


@pytest.mark.requirement("R4")
@pytest.mark.parametrize(
    "text", ["{{ missing }}", "{{ case.missing }}", "{% if missing %}a{% endif %}", "{{ missing.more }}"]
)
def test_what_is_missing_is_named_with_its_line(rendered, text):
    with pytest.raises(TemplateFault) as fault:
        rendered(f"<doc>\n{text}</doc>", case={"name": "a"})
    assert "missing" in str(fault.value)
    assert "line 2" in str(fault.value)


@pytest.mark.requirement("R55")
def test_values_are_escaped_and_cleaned(rendered):
    escaped = "&lt;b&gt;&#39;&amp;\ufffd\ufffd"
    assert rendered("<p a='{{ t }}'>{{ t }}</p>", t="<b>'&\x00\ud800") == f"<p a='{escaped}'>{escaped}</p>"
    assert rendered("{{ t|urlencode }}", t="a\udfff") == "a%EF%BF%BD"
    assert rendered("{{ a.b[0] }}", a={"b": ("\x1f",)}) == "\ufffd"


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ t.__init__.__globals__ }}",
        "{{ f.__globals__ }}",
        "{{ f.__code__ }}",
        "{{ self._TemplateReference__context.environment }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ '%s'|format(t.__class__) }}",
        "{{ '{0.__class__}'.format(t) }}",
        "{{ t|attr('__class__') }}",
        "{{ l.append(1) }}",
        "{{ d.update({'a': 1}) }}",
        "{{ d.clear() }}",
        "{{ range(10000000)|list }}",
        "{% include '../../../../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ ().__class__ }}{{ 1/0 }}",
    ],
)
def test_the_sandbox_holds(rendered, text):
    try:
        out = rendered(text, t="text", f=len, l=[1], d={"b": 2})
    except TemplateFault:
        return
    assert out.strip("{}.0_ ") in ("", "text")


def test_faults_of_writing_are_told_with_their_line(rendered):
    with pytest.raises(TemplateFault, match="line 3"):
        rendered("<doc>\n\n{% if %}</doc>")
    with pytest.raises(TemplateFault, match=r"b\.xml\.j2 is missing"):
        rendered("{% include 'b.xml.j2' %}")
    with pytest.raises(TemplateFault, match="division by zero"):
        rendered("{{ 1/0 }}")


def test_the_first_folder_wins_and_shared_parts_are_found(tmp_path):
    own, shared = tmp_path / "own", tmp_path / "shared"
    for folder in (own, shared):
        folder.mkdir()
        (folder / "part.xml.j2").write_text(folder.name)
    (own / "a.xml.j2").write_text("{% include 'part.xml.j2' %} {% include 'only.xml.j2' %}")
    (shared / "only.xml.j2").write_text("shared only")
    assert render_template([own, shared], "a.xml.j2", {}) == "own shared only"


@pytest.mark.requirement("R21")
def test_an_edited_template_is_read_again(rendered):
    assert rendered("one") == "one"
    assert rendered("one, two") == "one, two"


def test_words_come_from_the_context(rendered):
    def spanish(text):
        return {"Side & level": "Lado y nivel"}.get(text, text)

    assert rendered("{{ _('Side & level') }}", _=spanish) == "Lado y nivel"
    assert rendered("{% trans %}Side & level{% endtrans %}", gettext=spanish) == "Lado y nivel"


def test_cleaning_keeps_shape_and_other_values():
    assert cleaned({"a": ["\x00", 1, None, ("\x0b",)], "b": True}) == {"a": ["\ufffd", 1, None, ("\ufffd",)], "b": True}
