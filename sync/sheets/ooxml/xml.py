"""Small things that lxml leaves out: elements in the namespace of their parent and in the schema's order."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def qualified(sibling: Element, name: str) -> str:
    """Put a tag in the namespace of an element, so that strict and transitional are alike."""
    namespace = etree.QName(sibling).namespace
    return f"{{{namespace}}}{name}" if namespace else name


def find(parent: Element, name: str) -> Element | None:
    """Find the first child of that name."""
    return parent.find(qualified(parent, name))


def children(parent: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of that name; none for a parent that is not there."""
    if parent is not None:
        yield from parent.iterchildren(qualified(parent, name))


def make(parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
    """Append a child."""
    return etree.SubElement(parent, qualified(parent, name), attributes or {})


def make_after(parent: Element, name: str, *, predecessors: tuple[str, ...]) -> Element:
    """Add a child behind those of its siblings that the schema puts before it."""
    child = make(parent, name)
    before = {qualified(parent, predecessor) for predecessor in predecessors}
    position = max((index for index, item in enumerate(parent, 1) if item.tag in before), default=0)
    parent.insert(position, child)
    return child


def truth(value: str | None) -> bool:
    """Read an xsd:boolean; a missing one is false."""
    return value in {"1", "true"}


def escaped(text: str) -> str:
    """Text as a cell can hold it: without what XML forbids, `_x000D_` and its like kept literal."""
    return _LOOKS_ESCAPED.sub("_x005F_", _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
