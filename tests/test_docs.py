"""The documentation keeps to what there is: links lead somewhere, and the intended use is worded once."""

import re
from pathlib import Path

_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def _pages(checkout: Path) -> list[Path]:
    return [checkout / "README.md", checkout / "CHANGELOG.md", *sorted((checkout / "docs").rglob("*.md"))]


def test_every_link_between_pages_leads_somewhere(checkout: Path):
    links = [(page, link) for page in _pages(checkout) for link in _LINK.findall(page.read_text("utf-8"))]
    local = [(page, link) for page, link in links if "://" not in link]
    assert len(local) > 5
    assert [f"{page.name}: {link}" for page, link in local if not (page.parent / link).exists()] == []


def test_every_page_named_in_a_text_exists(checkout: Path):
    texts = [page.read_text("utf-8") for page in _pages(checkout)]
    named = {name for text in texts for name in re.findall(r"`(docs/[\w./-]+\.md)`", text)}
    assert [name for name in sorted(named) if not (checkout / name).exists()] == []


def _words_of(text: str) -> str:
    return " ".join(re.sub(r" \(\[[^)]*\)\)", "", text).split())


def test_the_intended_use_reads_the_same_wherever_it_stands(checkout: Path):
    from ui.dialogs import INTENDED_USE

    readme = (checkout / "README.md").read_text("utf-8")
    stated = re.search(r"\*\*Intended use\.\*\* (.+?)\n\n", readme, re.DOTALL)
    assert stated is not None
    assert _words_of(stated[1]) == _words_of(INTENDED_USE)
    assert _words_of(INTENDED_USE) in _words_of((checkout / "docs" / "intended-use.md").read_text("utf-8"))
