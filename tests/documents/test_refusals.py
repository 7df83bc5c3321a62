"""Markup outside the vocabulary is refused with the line; a picture that reaches out is refused."""

import pytest

from hcplanner.documents.engine import About, MarkupError, make_pdf
from hcplanner.documents.guide import guide
from hcplanner.documents.markup.vocabulary import VOCABULARY, vocabulary_guide
from hcplanner.errors import TemplateFault
from tests.documents import paper

REFUSED = {
    "document type": ('<!DOCTYPE doc [<!ENTITY e "x">]>\n<doc><p>&e;</p></doc>', 1, "DOCTYPE"),
    "document type later": ("<doc>\n<p>a</p>\n</doc><!DOCTYPE doc>", 3, "DOCTYPE"),
    "entity": ("<doc>\n<p>&unknown;</p></doc>", 2, "well formed"),
    "not closed": ("<doc>\n\n<p>a</doc>", 3, "well formed"),
    "not a document": ("<p>a</p>", 1, "starts with <doc>"),
    "unknown tag": ("<doc>\n<p>a</p>\n<script>b</script></doc>", 3, "<script> is not in the vocabulary"),
    "unknown inline tag": ("<doc><p>a\n<b>c</b></p></doc>", 2, "<b> is not in the vocabulary"),
    "misplaced tag": ("<doc>\n<li>a</li></doc>", 2, "<li> cannot stand in <doc>"),
    "unknown attribute": ('<doc>\n<p>a</p><p onclick="x">b</p></doc>', 2, "'onclick'"),
    "lost text": ("<doc>\n<ul>a<li>b</li></ul></doc>", 2, "text cannot stand"),
    "lost tail": ("<doc>\n<ul>\n<li>b</li>c</ul></doc>", 3, "text cannot stand"),
    "text and blocks": ("<doc><fields>\n<f>b<ul><li>c</li></ul></f></fields></doc>", 2, "either text or blocks"),
    "bad address": ('<doc><p>a\n<a href="javascript:alert(1)">b</a></p></doc>', 2, "link not allowed"),
    "file address": ('<doc><p>a\n<a href="file:///etc/passwd">b</a></p></doc>', 2, "link not allowed"),
    "unknown place": ('<doc><p>a\n<a href="#nowhere">b</a></p></doc>', 2, "'nowhere'"),
    "same place twice": ('<doc><h1 id="a">A</h1>\n<h2 id="a">B</h2></doc>', 2, "not unique"),
    "skipped level": ("<doc><h1>A</h1>\n<h3>B</h3></doc>", 2, "skipped"),
    "empty heading": ("<doc>\n<h1> </h1></doc>", 2, "is empty"),
    "figure without words": ('<doc>\n<figure src="scheme"/></doc>', 2, "needs alt"),
    "unknown figure": ('<doc>\n<figure src="other" alt="a"/></doc>', 2, "'other'"),
    "code without words": ('<doc>\n<qr data="a"/></doc>', 2, "needs alt"),
    "code too long": (f'<doc>\n<qr data="{"a" * 1001}" alt="b"/></doc>', 2, "1 to 1000"),
    "bad number": ('<doc>\n<space h="tall"/></doc>', 2, "not a number"),
    "not a number at all": ('<doc>\n<space h="nan"/></doc>', 2, "not between"),
    "out of bounds": ('<doc>\n<space h="-4"/></doc>', 2, "not between"),
    "half a column": ('<doc>\n<signatures cols="1.5"><s>a</s></signatures></doc>', 2, "whole number"),
    "bad choice": ('<doc>\n<callout kind="loud"><p>a</p></callout></doc>', 2, "one of"),
    "bad width": ('<doc>\n<table cols="wide *"><tr><td>a</td><td>b</td></tr></table></doc>', 2, "column width"),
    "too many widths": ('<doc>\n<table cols="* * *"><tr><td>a</td><td>b</td></tr></table></doc>', 2, "3 column widths"),
    "no room": ('<doc>\n<table cols="200mm *"><tr><td>a</td><td>b</td></tr></table></doc>', 2, "leave no room"),
    "too narrow": ('<doc>\n<table cols="1mm *"><tr><td>a</td><td>b</td></tr></table></doc>', 2, "leave no room"),
    "too many columns": (f"<doc>\n<table><tr>{'<td>a</td>' * 50}</tr></table></doc>", 2, "leave no room"),
    "odd fields": ('<doc>\n<fields cols="10mm * *"><f label="a">b</f></fields></doc>', 2, "each label and each value"),
    "empty table": ("<doc>\n<table/></doc>", 2, "needs rows"),
    "span out": ('<doc><table>\n<tr><td rowspan="3">a</td><td>b</td></tr></table></doc>', 2, "out of the table"),
    "head below": ("<doc><table><tr><td>a</td></tr>\n<thead><tr><th>b</th></tr></thead></table></doc>", 2, "before"),
    "checked bullet": ('<doc><ul>\n<li checked="yes">a</li></ul></doc>', 2, "checklist"),
    "bad language": ('<doc>\n<section lang="--"><p>a</p></section></doc>', 2, "not a language"),
    "bad lines": ('<doc><signatures>\n<s lines="name thumb">a</s></signatures></doc>', 2, "lines"),
    "deep nesting": ("<doc>\n" + "<section>" * 60 + "</section>" * 60 + "</doc>", 2, "deeper than 40"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_line(name):
    markup, line, words = REFUSED[name]
    with pytest.raises(MarkupError) as refusal:
        paper.made(markup, template="plan")
    assert refusal.value.line == line
    assert words in str(refusal.value)
    assert f"line {line}:" in str(refusal.value)
    assert "plan" in str(refusal.value)
    assert isinstance(refusal.value, TemplateFault)


@pytest.mark.parametrize(
    "source",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="http://example.org/a.svg#b"/></svg>',
        '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg width="9" height="9"><text>&e;</text></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>@import "a.css";</style></svg>',
        "no drawing",
        b"no picture",
    ],
)
def test_figures_that_reach_out_or_cannot_be_read(source):
    with pytest.raises(MarkupError, match=r"a: a (figure|picture)"):
        paper.made('<doc><figure src="a" alt="b"/></doc>', figures={"a": source})


def test_a_document_needs_a_title_and_a_time_with_its_offset():
    with pytest.raises(ValueError, match="title"):
        About(title=" ", created=paper.ABOUT.created)
    with pytest.raises(ValueError, match="offset"):
        About(title="a", created=paper.ABOUT.created.replace(tzinfo=None))
    assert make_pdf("<doc/>", About(title="a", created=paper.ABOUT.created)).startswith(b"%PDF-1.7")


def test_the_guide_tells_every_tag_and_attribute():
    guide = vocabulary_guide()
    for name, tag in VOCABULARY.items():
        assert f"| `{name}` |" in guide
        assert all(f"`{attribute}`" in guide for attribute in tag.attributes)


def test_the_guide_in_the_docs_is_this_vocabulary_and_its_example_prints(checkout):
    text = (checkout / "docs" / "template-markup.md").read_text("utf-8")
    assert text == guide()
    example = text.split("```xml\n")[1].split("```")[0]
    assert paper.faults(paper.made(example), example) == []
