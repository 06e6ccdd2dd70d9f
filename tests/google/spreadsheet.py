"""A spreadsheet in memory: worksheets, cells, and what moves with them.

A cell is the user's part of a CellData: userEnteredValue, userEnteredFormat, note, dataValidation and
textFormatRuns. Cells are replaced and never changed, so that a copy of a spreadsheet is cheap and a batch
can be undone by dropping its copy.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.google import a1
from tests.google.area import COLUMNS, ROWS, Area, Box, Shift
from tests.google.errors import JsonObject
from tests.google.references import shifted

Cell = JsonObject
EMPTY: Cell = {}
_RANGE_KEYS = ("range", "ranges", "unprotectedRanges", "dimensionRange", "location")


@dataclass
class Sheet:
    """One worksheet; `rows` may be shorter than its grid, and each row shorter than its columns.

    `parts` holds what lies on the grid, by the name that a Sheet message has for it: merges,
    protectedRanges, basicFilter (none or one) and so on.
    """

    properties: JsonObject
    rows: list[list[Cell]] = field(default_factory=list)
    dimensions: dict[str, list[JsonObject]] = field(default_factory=lambda: {ROWS: [], COLUMNS: []})
    parts: dict[str, list[JsonObject]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    def count(self, dimension: str) -> int:
        return int(self.properties["gridProperties"]["rowCount" if dimension == ROWS else "columnCount"])

    def set_count(self, dimension: str, count: int) -> None:
        name = "rowCount" if dimension == ROWS else "columnCount"
        self.properties["gridProperties"] = self.properties["gridProperties"] | {name: count}

    @property
    def box(self) -> Box:
        return Box(0, self.count(ROWS), 0, self.count(COLUMNS))

    def part(self, name: str) -> list[JsonObject]:
        return self.parts.setdefault(name, [])

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else EMPTY

    def put(self, row: int, column: int, cell: Cell) -> None:
        if not cell and not self.cell(row, column):
            return
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        cells.extend([EMPTY] * (column + 1 - len(cells)))
        cells[column] = cell

    def properties_of(self, dimension: str, index: int) -> JsonObject:
        known = self.dimensions[dimension]
        return known[index] if index < len(known) else {}

    def set_properties_of(self, dimension: str, index: int, properties: JsonObject) -> None:
        known = self.dimensions[dimension]
        known.extend({} for _ in range(index + 1 - len(known)))
        known[index] = properties

    def copy(self) -> "Sheet":
        return Sheet(
            copy.deepcopy(self.properties),
            [list(row) for row in self.rows],
            {name: list(entries) for name, entries in self.dimensions.items()},
            copy.deepcopy(self.parts),
        )


@dataclass
class Spreadsheet:
    """One spreadsheet. `metadata` is its developer metadata, `named` its named ranges, as Google's JSON."""

    id: str
    properties: JsonObject
    sheets: list[Sheet]
    named: list[JsonObject] = field(default_factory=list)
    metadata: list[JsonObject] = field(default_factory=list)

    def copy(self) -> "Spreadsheet":
        return Spreadsheet(
            self.id,
            copy.deepcopy(self.properties),
            [sheet.copy() for sheet in self.sheets],
            copy.deepcopy(self.named),
            copy.deepcopy(self.metadata),
        )

    def sheet(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.title == title)

    def area(self, text: str) -> Area:
        titles = [(sheet.title, sheet.id) for sheet in self.sheets]
        named = {entry["name"]: Area.read(entry["range"]) for entry in self.named}
        return a1.read(text, titles, named)

    def reindex(self) -> None:
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    def shift(self, sheet: Sheet, dimension: str, shift: Shift) -> None:
        """Carry everything that points at rows or columns of `sheet` along with them."""

        def moved(entries: list[JsonObject]) -> list[JsonObject]:
            found = (_shifted(entry, sheet.id, dimension, shift) for entry in entries)
            return [entry for entry in found if entry is not None]

        sheet.parts = {name: moved(entries) for name, entries in sheet.parts.items()}
        sheet.parts["merges"] = [merge for merge in sheet.part("merges") if _is_many(merge)]
        self.named = moved(self.named)
        self.metadata = moved(self.metadata)
        self._shift_formulas(sheet.title, dimension, shift)

    def _shift_formulas(self, title: str, dimension: str, shift: Shift) -> None:
        for home, cells, at, formula in list(self._formulas()):
            text = shifted(formula, home=home.title, title=title, dimension=dimension, shift=shift)
            if text != formula:
                cells[at] = cells[at] | {"userEnteredValue": {"formulaValue": text}}

    def _formulas(self) -> Iterator[tuple[Sheet, list[Cell], int, str]]:
        for sheet in self.sheets:
            for cells in sheet.rows:
                for at, cell in enumerate(cells):
                    value = cell.get("userEnteredValue")
                    if value is not None and "formulaValue" in value:
                        yield sheet, cells, at, value["formulaValue"]


def _is_many(merge: JsonObject) -> bool:
    box = Area.read(merge).box(2**31, 2**31)
    return box.height * box.width > 1


def _shifted(entry: JsonObject, sheet: int, dimension: str, shift: Shift) -> JsonObject | None:
    """Give an object with its ranges shifted; None where the range it stands for is gone."""
    if "dimension" in entry:
        return _shifted_dimension(entry, sheet, dimension, shift)
    if any(key.endswith("Index") and key.startswith(("startRow", "startColumn", "end")) for key in entry):
        area = Area.read(entry)
        span = shift(area.span(dimension)) if area.sheet == sheet else area.span(dimension)
        return None if span is None else area.with_span(dimension, span).json()
    result = _shifted_columns(entry, sheet, shift) if dimension == COLUMNS else dict(entry)
    for key in _RANGE_KEYS:
        inner = entry.get(key)
        if isinstance(inner, list):
            kept = [moved for each in inner if (moved := _shifted(each, sheet, dimension, shift)) is not None]
            if not kept and key == "ranges":
                return None
            result[key] = kept
        elif isinstance(inner, dict):
            moved_range = _shifted(inner, sheet, dimension, shift)
            if moved_range is None:
                return None
            result[key] = moved_range
    return result


def _shifted_dimension(entry: JsonObject, sheet: int, dimension: str, shift: Shift) -> JsonObject | None:
    if entry["dimension"] != dimension or entry.get("sheetId", 0) != sheet:
        return entry
    span = shift((entry.get("startIndex"), entry.get("endIndex")))
    if span is None:
        return None
    return entry | {
        key: value for key, value in zip(("startIndex", "endIndex"), span, strict=True) if value is not None
    }


def _shifted_columns(entry: JsonObject, sheet: int, shift: Shift) -> JsonObject:
    """A filter names its columns by their index, so they shift one by one."""
    result = dict(entry)
    if Area.read(entry.get("range", {})).sheet != sheet:
        return result

    def place(index: int) -> int | None:
        span = shift((index, index + 1))
        return None if span is None else span[0]

    if "criteria" in entry:
        placed = {place(int(index)): criteria for index, criteria in entry["criteria"].items()}
        result["criteria"] = {str(index): found for index, found in placed.items() if index is not None}
    for key, name in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if key in entry:
            moved = [(place(spec.get(name, 0)), spec) for spec in entry[key]]
            result[key] = [spec | {name: index} for index, spec in moved if index is not None]
    return result
