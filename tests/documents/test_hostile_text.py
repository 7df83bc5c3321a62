"""Whatever someone types stays text: it breaks no document, becomes no markup and is never silently lost."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcplanner.documents.engine import MarkupError, unprintable
from hcplanner.documents.templating import cleaned
from tests.documents import oracle, paper

TEXTS = {
    "markup": '<b>bold</b> & <a href="javascript:alert(1)">x</a> <para> <img src="file:///etc/passwd"/> <seq/>',
    "declarations": "a ]]> b <![CDATA[ c ]]> <!-- d --> <?pi x?> <!DOCTYPE x [<!ENTITY e 'f'>]> &e; &amp; &#65;",
    "templates": "{{ 7*7 }} {% raw %} {# c #} ${x} %s %(a)s \\ ( ) [ ] < > /Name ET EMC BT Q",
    "controls": "a\x00b\x01c\x08d\x0be\x0cf\x1fg\x7fh\x85i\ufffej\uffffk\ud800l\udfffm\u2028n\u2029o",
    "emoji": "😀 👩\u200d⚕️ 🇩🇪 ❤️ 🏽 \U0001f9e0 \U000e0041 \U0010ffff \U00020000 𝒳",
    "directions": "abc \u202eevil\u202c def \u2067xyz\u2069 \u200f\u200e שלום العربية \u061c",
    "stacked": "Z\u0351\u036b\u0343a\u0300\u0301\u0302l\u0334g\u0322o\u0489",
    "spaces": "a\u00a0b\u202fc\u2009d\u200be\u2060f\ufeffg\u00adh\u200di\u2003j\u3000k",
    "private use": "a\ue000b\uf8ffc",
    "long word": "x" * 5000,
    "long ligatures": "ﷺ" * 300,
    "empty": "",
    "only spaces": "   \n\t  ",
    "lines": "a\nb\n\nc\r\nd",
    "scripts": "देवनागरी ไทย 한국어 日本語 ქართული Ελληνικά Кириллица ℞ ⌀ ⅓ ② ™",
}
LONG = " ".join(f"word{number}" for number in range(7000))[:50_000]

# One place for each way text gets on to the page.
EVERYWHERE = """<doc><p>{t}</p><p><strong>{t}</strong> <em>{t}</em> <a href="https://example.org/">{t}</a></p>
<h1>H {t}</h1><fields><f label={q}>{t}</f></fields><fields kind="lines"><f label={q}>{t}</f></fields>
<pairs><f label={q}>{t}</f><f label="b">{t}</f></pairs><ul><li>{t}</li></ul>
<table cols="30mm * 20mm"><caption>{t}</caption><thead><tr><th>{s}</th><th>b</th><th>c</th></tr></thead>
<tbody><tr><td>{s}</td><td>{t}</td><td>d</td></tr></tbody></table>
<callout title={q}><p>{t}</p></callout><checklist><li>{t}</li></checklist>
<figure src="scheme" alt={x}><figcaption>{t}</figcaption></figure>
<label-box>{n}</label-box><signatures><s name={w}>{n}</s></signatures></doc>"""


def everywhere(text: str) -> str:
    text = cleaned(text)
    return EVERYWHERE.format(
        t=escape(text),
        q=quoteattr(text[:3000]),
        s=escape(text[:300]),
        x=quoteattr("x" + text),
        n=escape(text[:150]),
        w=quoteattr(text[:60]),
    )


def about(text: str) -> dict[str, Any]:
    text = cleaned(text)
    return {
        "title": f"t {text}",
        "author": text,
        "subject": text,
        "keywords": text,
        "header_left": text,
        "header_right": text,
        "footer": ((text, text), (text, "")),
        "draft_mark": text or None,
    }


@pytest.mark.requirement("R55")
@pytest.mark.parametrize("name", TEXTS)
def test_known_hostile_texts_everywhere(name, tmp_path):
    markup = everywhere(TEXTS[name])
    assert paper.faults(paper.made(markup, **about(TEXTS[name])), markup, tmp_path, **about(TEXTS[name])) == []


@pytest.mark.requirement("R55", "R30")
def test_fifty_thousand_characters(tmp_path):
    body = f"<p>{LONG}</p><fields><f label='a'>{LONG}</f></fields><ul><li><strong>{LONG}</strong></li></ul>"
    markup = paper.doc(body)
    assert paper.faults(paper.made(markup), markup) == []


@pytest.mark.requirement("R55", "R30")
@pytest.mark.parametrize(
    "place",
    [
        "<h1>{}</h1><p>a</p>",
        "<callout title='{}'><p>a</p></callout>",
        "<figure src='scheme' alt='a'><figcaption>{}</figcaption></figure>",
        "<table><caption>{}</caption><tr><td>a</td></tr></table>",
        "<table><tr><td><figure src='scheme' alt='a'><figcaption>{}</figcaption></figure></td></tr></table>",
        "<signatures cols='3'><s name='{}'>{}</s></signatures>",
        "<label-box>{}</label-box>",
        "<keep><p>{}</p></keep>",
        "<row><cell><ul><li>{}</li></ul></cell><cell><checklist><li>{}</li></checklist></cell></row>",
        "<pairs><f label='{}'>{}</f></pairs>",
        "<p class='lead'><a href='https://example.org'>{}</a></p>",
    ],
)
def test_long_text_in_every_other_place(place):
    data = paper.made(f"<doc>{place.replace('{}', LONG)}<p>End.</p></doc>", header_left=LONG, footer=((LONG, LONG),))
    assert oracle.examine(data) == []
    assert paper.validator_faults(data) == []


@pytest.mark.requirement("R55")
@given(text=st.text(st.characters(), max_size=300))
def test_any_text_everywhere(text):
    markup = everywhere(text)
    assert paper.faults(paper.made(markup, **about(text)), markup, **about(text)) == []


@given(markup=st.text(st.sampled_from("<>/=\"' &;abdocp[]!?-"), max_size=60).map("<doc>{}</doc>".format))
@settings(max_examples=200)
def test_broken_markup_is_refused_or_right(markup):
    try:
        data = paper.made(markup)
    except MarkupError as error:
        refusal = error
    else:
        assert data.startswith(b"%PDF-")
        return
    assert refusal.line == 1


def test_characters_without_a_glyph_are_told_once_each():
    assert unprintable("Łódź Nguyễn Ωμέγα “quoted” ≥ 5 µm") == ()
    assert unprintable("a😀b😀ก\u202e") == ("😀", "ก")
    assert unprintable("line\nline\ttab") == ()
