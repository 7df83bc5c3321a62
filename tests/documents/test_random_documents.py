"""Documents drawn from the whole vocabulary with a fixed seed satisfy the validator and the oracle."""

import random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from tests.documents import paper

WORDS = (
    "cord compression severe extradural mass C3–C5 kyphosis ≥ 85 mmHg µ Łódź Nguyễn «niño» 50 % Δ → ½ (a) [b] & < > "
    "' \" laminoplasty resection neuromonitoring e.g. https://example.org/very/long/address?with=parameters x² † ☐ 😀"
).split()
TAGS = ["", "", "strong", "em", "sup", "sub", "span lang='es'", "span class='missing'", "a"]


class Writer:
    """Writes one random document."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.level = 0

    def words(self, least=1, most=25):
        return " ".join(self.random.choices(WORDS, k=self.random.randint(least, most)))

    def inline(self):
        parts = []
        for _ in range(self.random.randint(1, 5)):
            text = escape(self.words(0, 12))
            tag = self.random.choice(TAGS)
            if tag == "a":
                parts.append(f'<a href="https://example.org/{self.random.randint(0, 9)}">{text}x</a>')
            elif tag:
                parts.append(f"<{tag}>{text}</{tag.split()[0]}>")
            else:
                parts.append(text + self.random.choice([" ", "", "<br/>"]))
        return "".join(parts)

    def many(self, make, least=1, most=6):
        return "".join(make() for _ in range(self.random.randint(least, most)))

    def heading(self):
        self.level = self.random.randint(1, min(3, self.level + 1))
        return f"<h{self.level}>T {self.inline()}</h{self.level}>"

    def paragraph(self):
        return f"<p>{self.inline()}</p>"

    def list(self, depth=0):
        tag = self.random.choice(["ul", "ol", "checklist"])
        return f"<{tag}>{self.many(lambda: self.item(depth))}</{tag}>"

    def item(self, depth):
        inner = self.list(depth + 1) if depth < 2 and self.random.random() < 0.2 else ""
        return f"<li>{self.inline()}{inner}</li>"

    def field(self):
        value = self.list() if self.random.random() < 0.1 else self.inline()
        return f"<f label={quoteattr(self.words(1, 5))}>{value}</f>"

    def fields(self):
        kind = self.random.choice(["", ' kind="lines"', ' cols="20% * 20% *"'])
        return f"<fields{kind}>{self.many(self.field, 1, 20)}</fields>"

    def pairs(self):
        one = lambda: f"<f label={quoteattr(self.words(1, 3))}>{self.inline()}</f>"  # noqa: E731
        return f"<pairs>{self.many(one, 0, 9)}</pairs>"

    def table(self):
        columns = self.random.randint(2, 5)
        head = "".join(f"<th>{self.inline()}</th>" for _ in range(columns))
        rows = self.many(lambda: f"<tr>{''.join(self.table_cell() for _ in range(columns))}</tr>", 1, 30)
        caption = f"<caption>{self.inline()}</caption>" if self.random.random() < 0.5 else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def table_cell(self):
        return f"<td>{self.list() if self.random.random() < 0.05 else self.inline()}</td>"

    def callout(self):
        kind = self.random.choice(["note", "warn", "danger"])
        return f"<callout kind='{kind}' title={quoteattr(self.words(0, 4))}>{self.many(self.paragraph, 0, 3)}</callout>"

    def figure(self):
        width = self.random.randint(10, 100)
        return f"<figure src='scheme' alt='a' width='{width}%'><figcaption>{self.inline()}</figcaption></figure>"

    def signatures(self):
        boxes = self.many(lambda: f"<s>{escape(self.words(1, 6))}</s>")
        return f"<signatures cols='{self.random.randint(1, 3)}'>{boxes}</signatures>"

    def row(self):
        cells = self.many(lambda: f"<cell>{self.many(self.simple, 0, 3)}</cell>", 1, 3)
        return f"<row>{cells}</row>"

    def simple(self):
        return self.random.choice([self.paragraph, self.list, self.fields, self.table, self.callout])()

    def container(self):
        tag = self.random.choice(["keep", "section", "section lang='fr'"])
        return f"<{tag}>{self.many(self.simple)}</{tag.split()[0]}>"

    def space(self):
        return self.random.choice(
            ["<pagebreak/>", "<space h='80'/>", "<qr data='a' alt='b'/>", "<label-box>c</label-box>"]
        )

    def block(self):
        return self.random.choice(
            [self.heading, self.paragraph, self.list, self.fields, self.pairs, self.table, self.callout, self.figure,
             self.signatures, self.row, self.container, self.space]
        )()  # fmt: skip

    def document(self):
        size = self.random.choice(["clinical", "patient", "wall"])
        return f"<doc size='{size}'>{self.many(self.block, 1, 25)}</doc>"


@pytest.mark.requirement("R28", "R50", "R55")
@pytest.mark.parametrize("share", range(5))
def test_random_documents(share, full):
    for seed in range(share, 200 if full else 15, 5):
        markup = Writer(seed).document()
        about: dict[str, Any] = {"page": "letter" if seed % 2 else "a4", "draft_mark": "DRAFT" if seed % 3 else None}
        data = paper.made(markup, **about)
        assert paper.faults(data, markup, **about) == [], f"seed {seed}"
