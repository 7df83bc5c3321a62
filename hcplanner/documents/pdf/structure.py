"""The structure tree of a document: elements made by the compiler in reading order."""

from __future__ import annotations

from typing import NamedTuple, Self


class Mark(NamedTuple):
    """Marked content: the page (from 0) and its number on that page."""

    page: int
    mcid: int


class AnnotationRef(NamedTuple):
    """An annotation that belongs to an element: its page (from 0) and its object name."""

    page: int
    name: str


class Element:
    """One structure element.

    Block elements join their parent when made, so the tree has the order of the source whatever the
    layout does; drawing adds references to content only. Inline elements (Link, Span) are made with
    `attach=False` and join when first drawn, between the marks of their paragraph.
    """

    __slots__ = ("actual", "alt", "attached", "attributes", "kids", "lang", "parent", "tag")

    def __init__(
        self,
        tag: str,
        parent: Element | None = None,
        *,
        attach: bool = True,
        alt: str | None = None,
        actual: str | None = None,
        lang: str | None = None,
        attributes: str | None = None,
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.kids: list[Element | Mark | AnnotationRef] = []
        self.alt = alt
        self.actual = actual
        self.lang = lang
        self.attributes = attributes
        self.attached = parent is None
        if attach:
            self.attach()

    def __deepcopy__(self, memo: object) -> Element:
        """The same element: flowables are copied while trying a layout, their element never is."""
        return self

    def attach(self) -> None:
        """Join the parent's children, once."""
        if not self.attached and self.parent is not None:
            self.attached = True
            self.parent.attach()
            self.parent.kids.append(self)


class Target(str):  # noqa: SLOT000 - text with slots cannot hold the element
    """What a fragment links to, as ReportLab carries it: the address, with the inline element riding along.

    An empty address makes no annotation (a Span); `link` is the Link element that owns the annotation,
    `destination` a place in this document, `contents` the spoken description of the link.
    """

    element: Element
    link: Element | None
    destination: str | None
    contents: str

    def __new__(
        cls, address: str, element: Element, link: Element | None, destination: str | None = None, contents: str = ""
    ) -> Self:
        """Make the target; see the class for the meaning of each part."""
        self = super().__new__(cls, address)
        self.element, self.link, self.destination, self.contents = element, link, destination, contents
        return self

    def __deepcopy__(self, memo: object) -> Target:
        """The same target, so that the element stays the same."""
        return self
