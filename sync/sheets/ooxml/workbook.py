"""The workbook part: which worksheet is which part, the date system, and the defined names.

The tool's mark is kept here: one hidden name for each of its columns, local to the worksheet, with the
heading as its value. Such names follow their worksheet when sheets are moved or copied.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from lxml import etree
from lxml.etree import _Element as Element

from sync.sheets.ooxml.package import Package, PackageError
from sync.sheets.ooxml.references import Area
from sync.sheets.ooxml.xml import children, find, make, make_after, truth

_MARK = "_followups_"
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_BEFORE_NAMES = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
)
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NO_STYLES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="{namespace}"><fonts count="1"><font/></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>\
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>"""


class Workbook:
    """The workbook part of a package. Raises PackageError where the package holds something else."""

    def __init__(self, package: Package) -> None:
        self._package = package
        parts = package.related("", "officeDocument")
        if not parts:
            raise PackageError("is not an Excel workbook (.xlsx or .xlsm)")
        self.part = parts[0]
        if self.part.endswith(".bin"):
            raise PackageError("is a binary workbook (.xlsb); save it as .xlsx")
        self._root = package.xml(self.part)
        if not str(self._root.tag).endswith("workbook"):
            raise PackageError("is not an Excel workbook (.xlsx or .xlsm)")
        properties = find(self._root, "workbookPr")
        since_1904 = properties is not None and truth(properties.get("date1904"))
        self._epoch = datetime.fromisoformat("1904-01-01" if since_1904 else "1899-12-30")

    def worksheet(self, title: str) -> str:
        """Give the name of a worksheet's part."""
        _, identifier = self._relationship(self._index(title))
        return self._package.target(self.part, identifier)

    def styles(self) -> str:
        """Give the name of the styles part, which is made where there is none."""
        parts = self._package.related(self.part, "styles")
        if not parts:
            parts = ["xl/styles.xml"]
            content = _NO_STYLES.format(namespace=etree.QName(self._root).namespace).encode()
            namespace, _ = self._relationship(0)
            kind = f"{namespace}/styles"
            self._package.add(
                parts[0], content, content_type=_STYLES_TYPE, source=self.part, relationship=kind
            )
        return parts[0]

    def serial(self, moment: datetime) -> float:
        """Count a naive moment in days, by the workbook's date system."""
        return (moment - self._epoch) / timedelta(days=1)

    def mark(self, title: str) -> dict[str, str]:
        """Read the tool's mark on a worksheet: field -> heading, empty where there is none."""
        texts = {
            item.get("name", "").removeprefix(_MARK): _TEXT.fullmatch(item.text or "")
            for item in self._names(title)
            if item.get("name", "").startswith(_MARK)
        }
        return {field: text[1].replace('""', '"') for field, text in texts.items() if text}

    def set_mark(self, title: str, headings: Mapping[str, str]) -> None:
        """Record headings by field beside those recorded before; nothing is touched where all are."""
        recorded = self.mark(title)
        for field, heading in headings.items():
            if recorded.get(field) != heading:
                doubled = heading.replace('"', '""')
                self._name(title, f"{_MARK}{field}").text = f'"{doubled}"'

    def widen_filter(self, title: str, before: Area, after: Area) -> None:
        """Widen the hidden name by which Excel knows the range of a worksheet's filter."""
        for item in self._names(title):
            sheet, _, area = (item.text or "").rpartition("!")
            if item.get("name") == "_xlnm._FilterDatabase" and Area.parse(area) == before:
                self._package.edit(self.part)
                item.text = f"{sheet}!{after.absolute}"

    def forget_calculation_order(self) -> None:
        """Drop the calculation chain: Excel calls it corrupt when it names a formula that is gone."""
        for part in self._package.related(self.part, "calcChain"):
            self._package.remove(part, source=self.part)

    def _index(self, title: str) -> int:
        titles = [sheet.get("name") for sheet in children(find(self._root, "sheets"), "sheet")]
        if title not in titles:
            raise PackageError(f"has no worksheet {title}")
        return titles.index(title)

    def _relationship(self, index: int) -> tuple[str | None, str]:
        """Give the namespace of relationships, strict or transitional, and the id of a sheet's."""
        sheet = list(children(find(self._root, "sheets"), "sheet"))[index]
        attributes = {str(name): str(value) for name, value in sheet.attrib.items()}
        name, identifier = next(item for item in attributes.items() if item[0].endswith("}id"))
        return etree.QName(name).namespace, identifier

    def _names(self, title: str) -> Iterator[Element]:
        """Yield the defined names that are local to a worksheet."""
        index = str(self._index(title))
        for item in children(find(self._root, "definedNames"), "definedName"):
            if item.get("localSheetId") == index:
                yield item

    def _name(self, title: str, name: str) -> Element:
        """Find a defined name to change; a missing one is made, hidden."""
        root = self._package.edit(self.part)
        for item in self._names(title):
            if item.get("name") == name:
                return item
        names = find(root, "definedNames")
        if names is None:
            names = make_after(root, "definedNames", predecessors=_BEFORE_NAMES)
        attributes = {"name": name, "localSheetId": str(self._index(title)), "hidden": "1"}
        return make(names, "definedName", attributes)
