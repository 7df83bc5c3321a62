"""The guide to templates, from what the code itself declares: the markup, the names, the drawings."""

from __future__ import annotations

from typing import Final

from hcplanner.documents.context import PROVIDED
from hcplanner.documents.figures import FIGURES
from hcplanner.documents.markup.vocabulary import vocabulary_guide
from hcplanner.shipped import resources

_FIGURE: Final = (
    """{% if figures["side"] %}<figure src="side" width="60%" alt="{{ figures['side'].alt }}"/>{% endif %}"""
)


def guide() -> str:
    """The whole guide as Markdown; `docs/template-markup.md` is the same text."""
    drawings = ", ".join(f"`{name}`" for name in FIGURES)
    rows = [f"| `{name}` | {PROVIDED[name].about} |" for name in sorted(PROVIDED)]
    return "\n".join(
        [
            resources("content", "template-guide.md").read_text("utf-8").rstrip(),
            "",
            "## Names",
            "",
            "| Name | What it gives |",
            "|---|---|",
            *rows,
            "",
            "## Drawings",
            "",
            f"`figures` holds {drawings}. A drawing is none for a case that holds nothing to draw:",
            "",
            "```xml",
            _FIGURE,
            "```",
            "",
            "## Tags",
            "",
            vocabulary_guide(),
        ]
    )


if __name__ == "__main__":
    print(guide(), end="")
