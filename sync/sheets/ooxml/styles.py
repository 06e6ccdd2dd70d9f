"""The styles part: finds or appends the one style that the tool needs, a date and time."""

import re
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element as Element

from sync.sheets.ooxml.package import Package
from sync.sheets.ooxml.xml import children, find, make, make_after

DATE_FORMAT = "ddd d mmm yyyy hh:mm_)"  # with a gap before the next column's text
# built-in formats that show a day, those of East Asian locales included (ECMA-376 part 1, 18.8.30)
_BUILT_IN_DATES = frozenset((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)))
_FIRST_CUSTOM = 164
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


class Styles:
    """The cell formats of a workbook, by their index, as `s` in a cell has it."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._dated: dict[int, int] = {}

    def dated(self, style: int) -> int:
        """Keep a style that shows a date; else give one that differs in the number format only."""
        if style not in self._dated:
            self._dated[style] = self._find_or_append(style)
        return self._dated[style]

    def _find_or_append(self, style: int) -> int:
        root = self._package.xml(self._part)
        formats = list(children(find(root, "cellXfs"), "xf"))
        if style < len(formats) and self._shows_date(root, formats[style].get("numFmtId", "0")):
            return style
        wanted = deepcopy(formats[style]) if style < len(formats) else etree.Element("xf")
        wanted.set("numFmtId", self._date_format())
        wanted.set("applyNumberFormat", "1")
        for index, existing in enumerate(formats):
            if _key(existing) == _key(wanted):
                return index
        return self._append(wanted)

    def _append(self, wanted: Element) -> int:
        root = self._package.edit(self._part)
        formats = find(root, "cellXfs")
        if formats is None:
            before = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs")
            formats = make_after(root, "cellXfs", predecessors=before)
            make(formats, "xf")  # style 0 is the one of every cell that names none
        appended = make(formats, "xf", {str(name): str(value) for name, value in wanted.attrib.items()})
        appended.extend(list(wanted))
        count = sum(1 for _ in children(formats, "xf"))
        formats.set("count", str(count))
        return count - 1

    def _date_format(self) -> str:
        """Give the id of the tool's number format, which is added where it is missing."""
        formats = find(self._package.xml(self._part), "numFmts")
        ids = {item.get("formatCode", ""): item.get("numFmtId", "0") for item in children(formats, "numFmt")}
        if DATE_FORMAT in ids:
            return ids[DATE_FORMAT]
        root = self._package.edit(self._part)
        if formats is None:
            formats = make_after(root, "numFmts", predecessors=())
        identifier = str(max([_FIRST_CUSTOM - 1, *map(int, ids.values())]) + 1)
        make(formats, "numFmt", {"numFmtId": identifier, "formatCode": DATE_FORMAT})
        formats.set("count", str(len(ids) + 1))
        return identifier

    @staticmethod
    def _shows_date(root: Element, identifier: str) -> bool:
        for item in children(find(root, "numFmts"), "numFmt"):
            if item.get("numFmtId") == identifier:
                code = _LITERAL.sub("", item.get("formatCode", "")).lower()
                return "d" in code or "y" in code
        return int(identifier) in _BUILT_IN_DATES


def _key(xf: Element) -> tuple[object, ...]:
    parts = [etree.tostring(part, method="c14n", with_tail=False) for part in xf]
    return (sorted(xf.attrib.items()), parts)
