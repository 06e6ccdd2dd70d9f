"""The worksheet part: sets and clears single cells, and keeps everything around them.

Rows are indexed once, and the cells of a row when it is first touched, so that 100,000 cells take seconds.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from sync.sheets.ooxml.package import PackageError
from sync.sheets.ooxml.references import Area, cell_column, cell_name
from sync.sheets.ooxml.xml import children, find, make, make_after, qualified, truth

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# what belongs to the value that a cell had: its type, and its place in the metadata part
_OF_THE_VALUE = ("t", "cm", "vm", "ph")
LAST_ROW = 1000  # to which lists and colours reach
_BEFORE_VALIDATIONS = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
)


class _Tags:
    """The tags that are looked at once a cell, in the namespace of the worksheet."""

    def __init__(self, root: Element) -> None:
        self.cell = qualified(root, "c")
        self.value = qualified(root, "v")
        self.formula = qualified(root, "f")
        self.inline = qualified(root, "is")
        self.text = qualified(root, "t")


@dataclass(slots=True)
class _Row:
    """A row's cells in order, with their columns."""

    element: Element
    columns: list[int]
    cells: list[Element]


class Worksheet:
    """The cells of one worksheet part, changed in place. Rows count from 1, columns from 0."""

    def __init__(self, root: Element) -> None:
        data = find(root, "sheetData")
        if data is None:
            raise PackageError("is damaged: the worksheet has no cells")
        self._root = root
        self._data = data
        self._tags = _Tags(root)
        self._elements = dict(_numbered_rows(data))
        self._numbers = sorted(self._elements)
        self._rows: dict[int, _Row] = {}
        self._column_styles: dict[int, int] = {}
        self._dimension = find(root, "dimension")
        self._area = None if self._dimension is None else Area.parse(self._dimension.get("ref", ""))
        self.lost_formula = False  # whether a formula had to give way

    def style(self, row: int, column: int) -> int:
        """Give the style of a cell, or the one that it would get from its row or its column."""
        cell = self._cell(row, column)
        if cell is not None:
            return int(cell.get("s", "0"))
        element = self._elements.get(row)
        if element is not None and truth(element.get("customFormat")):
            return int(element.get("s", "0"))
        if column not in self._column_styles:
            entry = self._column_entry(column)
            self._column_styles[column] = 0 if entry is None else int(entry.get("style", "0"))
        return self._column_styles[column]

    def heading_style(self, row: int, column: int) -> int:
        """Give the style of a cell, or where it has none that of the nearest filled cell to its left."""
        cell = self._cell(row, column)
        if cell is None or cell.get("s", "0") == "0":
            indexed = self._row(row)
            for left, neighbour in zip(reversed(indexed.columns), reversed(indexed.cells), strict=True):
                if left < column and len(neighbour):
                    return int(neighbour.get("s", "0"))
        return self.style(row, column)

    def set_text(self, row: int, column: int, text: str, style: int) -> None:
        """Put text into a cell, as an inline string: the shared ones stay as they are."""
        cell = self._emptied(row, column, style)
        cell.set("t", "inlineStr")
        content = SubElement(SubElement(cell, self._tags.inline), self._tags.text)
        content.text = text
        if text != text.strip():
            content.set(_SPACE, "preserve")

    def set_number(self, row: int, column: int, number: float, style: int) -> None:
        """Put a number into a cell."""
        SubElement(self._emptied(row, column, style), self._tags.value).text = repr(number)

    def clear(self, row: int, column: int) -> None:
        """Take the value out of a cell, and leave its style."""
        cell = self._cell(row, column)
        if cell is not None:
            self._empty(cell)

    def show_column(self, column: int, *, width: int, hidden: bool) -> None:
        """Give a column of the tool a width, unless the user chose one, and show or hide it."""
        entry = self._own_column_entry(column)
        if truth(entry.get("hidden")) or not truth(entry.get("customWidth")):
            entry.set("width", str(width))
            entry.set("customWidth", "1")
        entry.set("hidden", "1" if hidden else "0")

    def offer(self, column: int, first_row: int, options: Sequence[str]) -> None:
        """Offer words in a list, from a row on; others may be typed. A rule that is there already stays."""
        area = Area(first_row, column, max(LAST_ROW, first_row), column)
        rules = find(self._root, "dataValidations")
        if rules is None:
            rules = make_after(self._root, "dataValidations", predecessors=_BEFORE_VALIDATIONS)
        present = list(children(rules, "dataValidation"))
        ranges = [Area.parse(part) for rule in present for part in rule.get("sqref", "").split()]
        if any(other is None or area.meets(other) for other in ranges):
            return
        rule = make(rules, "dataValidation", {"type": "list", "allowBlank": "1", "sqref": str(area)})
        make(rule, "formula1").text = f'"{",".join(options)}"'
        rules.set("count", str(len(present) + 1))

    def filter_area(self) -> Area | None:
        """Give the range of the worksheet's own filter."""
        found = find(self._root, "autoFilter")
        return None if found is None else Area.parse(found.get("ref", ""))

    def set_filter_area(self, area: Area) -> None:
        """Change the range of the worksheet's own filter."""
        for found in children(self._root, "autoFilter"):
            found.set("ref", str(area))

    def unread(self) -> Iterator[tuple[int, int, str]]:
        """Yield row, column and text of the cells that readers of values pass over as if they were empty.

        They are errors (#REF!), formulas that show nothing (""), and formulas without a stored result, as
        openpyxl leaves them ("=B2+7").
        """
        for number in self._numbers:
            row = self._row(number)
            for column, cell in zip(row.columns, row.cells, strict=True):
                value, formula = cell.findtext(self._tags.value, ""), cell.find(self._tags.formula)
                if cell.get("t") == "e":
                    yield number, column, value
                elif formula is not None and not value:
                    yield number, column, "" if cell.get("t") == "str" else f"={formula.text or ''}"

    def _row(self, number: int) -> _Row:
        """Give the index of a row, which is made where it is missing."""
        if number not in self._rows:
            element = self._elements.get(number)
            if element is None:
                element = self._insert_row(number)
            numbered = list(_numbered_cells(element, number, self._tags.cell))
            self._rows[number] = _Row(element, [column for column, _ in numbered], [c for _, c in numbered])
        return self._rows[number]

    def _insert_row(self, number: int) -> Element:
        element = make(self._data, "row", {"r": str(number)})
        position = bisect_left(self._numbers, number)
        if position < len(self._numbers):
            self._elements[self._numbers[position]].addprevious(element)
        self._numbers.insert(position, number)
        self._elements[number] = element
        return element

    def _cell(self, row: int, column: int) -> Element | None:
        if row not in self._elements:
            return None
        indexed = self._row(row)
        position = bisect_left(indexed.columns, column)
        found = position < len(indexed.columns) and indexed.columns[position] == column
        return indexed.cells[position] if found else None

    def _emptied(self, row: int, column: int, style: int) -> Element:
        """Give the cell without its value, made where it is missing."""
        cell = self._cell(row, column)
        if cell is None:
            cell = self._insert_cell(row, column)
        else:
            self._empty(cell)
        if style:
            cell.set("s", str(style))
        return cell

    def _insert_cell(self, row: int, column: int) -> Element:
        indexed = self._row(row)
        cell = SubElement(indexed.element, self._tags.cell, {"r": cell_name(row, column)})
        position = bisect_left(indexed.columns, column)
        if position < len(indexed.cells):
            indexed.cells[position].addprevious(cell)
        elif position:
            indexed.cells[-1].addnext(cell)
        else:
            indexed.element.insert(0, cell)
        indexed.columns.insert(position, column)
        indexed.cells.insert(position, cell)
        indexed.element.attrib.pop("spans", "")  # a hint only, and no longer true
        self._reach(row, column)
        return cell

    def _empty(self, cell: Element) -> None:
        for name in _OF_THE_VALUE:
            cell.attrib.pop(name, "")
        for part in list(cell):
            if part.tag in {self._tags.value, self._tags.formula, self._tags.inline}:
                cell.remove(part)
            if part.tag == self._tags.formula:
                self.lost_formula = True
                self._hand_over(part, cell.get("r", ""))

    def _hand_over(self, formula: Element, origin: str) -> None:
        """Spell out, in the cells that share it, a formula whose first cell is the tool's."""
        if formula.get("t") != "shared" or not formula.text:
            return
        from openpyxl.formula.translate import Translator  # noqa: PLC0415 slow to import, and seldom needed

        translator = Translator(f"={formula.text}", origin=origin)
        for number in self._numbers:
            for cell in self._row(number).cells:
                for shared in cell.iterchildren(self._tags.formula):
                    if shared.get("si") == formula.get("si") and shared.get("t") == "shared":
                        shared.text = translator.translate_formula(cell.get("r", "")).removeprefix("=")
                        shared.attrib.clear()

    def _reach(self, row: int, column: int) -> None:
        if self._dimension is None or self._area is None or self._area.holds(row, column):
            return
        self._area = self._area.including(row, column)
        self._dimension.set("ref", str(self._area))

    def _column_entry(self, column: int) -> Element | None:
        """Find the <col> that speaks for a column, alone or among others."""
        for entry in children(find(self._root, "cols"), "col"):
            if int(entry.get("min", "0")) <= column + 1 <= int(entry.get("max", "0")):
                return entry
        return None

    def _own_column_entry(self, column: int) -> Element:
        """Give the <col> of one column alone, cut out of a wider one or made."""
        number = column + 1
        entry = self._column_entry(column)
        if entry is None:
            return self._insert_column_entry(number)
        first, last = int(entry.get("min", "0")), int(entry.get("max", "0"))
        if first < number:
            before = deepcopy(entry)
            before.set("max", str(number - 1))
            entry.addprevious(before)
        if number < last:
            after = deepcopy(entry)
            after.set("min", str(number + 1))
            entry.addnext(after)
        entry.set("min", str(number))
        entry.set("max", str(number))
        return entry

    def _insert_column_entry(self, number: int) -> Element:
        columns = find(self._root, "cols")
        if columns is None:
            columns = make(self._root, "cols")
            self._data.addprevious(columns)
        following = [entry for entry in columns if int(entry.get("min", "0")) > number]
        entry = make(columns, "col", {"min": str(number), "max": str(number)})
        if following:
            following[0].addprevious(entry)
        return entry


def _numbered_rows(data: Element) -> Iterator[tuple[int, Element]]:
    """Yield the rows by number, writing down those that are understood: each follows the one before."""
    number = 0
    for row in children(data, "row"):
        number = int(row.get("r", number + 1))
        row.set("r", str(number))
        yield number, row


def _numbered_cells(row: Element, number: int, tag: str) -> Iterator[tuple[int, Element]]:
    """Yield a row's cells by column, writing down the names that are understood."""
    column = -1
    for cell in row.iterchildren(tag):
        name = cell.get("r")
        column = column + 1 if name is None else cell_column(name)
        if name is None:
            cell.set("r", cell_name(number, column))
        yield column, cell
