"""Values into a worksheet: what values.update and its kin do."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.google import grid
from tests.google.a1 import column_letters, written
from tests.google.area import COLUMNS, ROWS, Area, Box
from tests.google.entry import tidy, typed
from tests.google.errors import JsonObject, invalid
from tests.google.locales import Locale, locale
from tests.google.reading import Rendering, beyond, box_of, sheet_of, value_range
from tests.google.spreadsheet import Cell, Sheet, Spreadsheet

Values = Sequence[Sequence[object]]


@dataclass(slots=True)
class Written:
    """What one write did; rows, columns and cells are those that were given a value, or cleared by ""."""

    sheet: Sheet
    box: Box
    cells: set[tuple[int, int]] = field(default_factory=set)

    def counts(self, prefix: str = "updated") -> JsonObject:
        return counted([self], prefix)

    def answer(self, spreadsheet: Spreadsheet, options: JsonObject) -> JsonObject:
        """Give an UpdateValuesResponse."""
        message: JsonObject = {
            "spreadsheetId": spreadsheet.id,
            "updatedRange": written(self.sheet.title, self.box),
            **self.counts(),
        }
        if options.get("includeValuesInResponse"):
            area = self.box.area(self.sheet.id)
            message["updatedData"] = value_range(spreadsheet, area, Rendering.of(options, "response"))
        return message


def counted(all_written: Sequence[Written], prefix: str) -> JsonObject:
    """Count distinct rows and columns (recorded for two writes of one worksheet); zeros are left out."""
    cells = {(each.sheet.id, *cell) for each in all_written for cell in each.cells}
    counts = {
        "Rows": len({(sheet, row) for sheet, row, _ in cells}),
        "Columns": len({(sheet, column) for sheet, _, column in cells}),
        "Cells": sum(len(each.cells) for each in all_written),
    }
    return {prefix + name: count for name, count in counts.items() if count}


def check_option(option: object) -> str:
    if option not in {"RAW", "USER_ENTERED"}:
        raise invalid("'valueInputOption' is required but not specified")
    return str(option)


def write(spreadsheet: Spreadsheet, area: Area, values: Values, major: str, option: str) -> Written:
    """Write rows (or columns) of values; None leaves a cell alone and "" clears it.

    A single cell is where to start; more than one must hold all that is written.
    """
    sheet = sheet_of(spreadsheet, area)
    limits = box_of(sheet, area)
    tongue = locale(spreadsheet.properties.get("locale", ""))
    extent = _extent(limits, values, major)
    if limits.height * limits.width > 1:
        _check_within(sheet, limits, extent)
    elif extent.bottom > sheet.box.bottom or extent.right > sheet.box.right:
        # assumption: writing does not make the grid larger; only appending does.
        raise beyond(sheet, extent)
    done = Written(sheet, extent)
    for i, line in enumerate(values):
        for j, value in enumerate(line):
            down, right = (j, i) if major == COLUMNS else (i, j)
            row, column = extent.top + down, extent.left + right
            if value is not None:
                sheet.put(row, column, _entered(sheet.cell(row, column), value, option, tongue, (i, j)))
                done.cells.add((row, column))
    return done


def clear(spreadsheet: Spreadsheet, area: Area) -> str:
    """Take the values, and nothing else, out of an area; gives the area as it is answered."""
    sheet = sheet_of(spreadsheet, area)
    box = box_of(sheet, area)
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        for column in range(box.left, min(box.right, len(sheet.rows[row]))):
            cell = sheet.cell(row, column)
            sheet.put(row, column, {key: item for key, item in cell.items() if key != "userEnteredValue"})
    return written(sheet.title, box)


def append(
    spreadsheet: Spreadsheet, area: Area, values: Values, major: str, options: JsonObject
) -> JsonObject:
    """Write below the last table that the area touches, or at its start where it touches none."""
    sheet = sheet_of(spreadsheet, area)
    box = box_of(sheet, area)
    table = _last_table(sheet, box)
    start = Box(table.bottom, table.bottom + 1, table.left, table.left + 1) if table else box
    extent = _extent(start, values, major)
    _grow(
        spreadsheet,
        sheet,
        extent,
        insert=options.get("insertDataOption") == "INSERT_ROWS" and table is not None,
    )
    one = Box(extent.top, extent.top + 1, extent.left, extent.left + 1).area(sheet.id)
    done = write(spreadsheet, one, values, major, check_option(options.get("valueInputOption")))
    message: JsonObject = {"spreadsheetId": spreadsheet.id}
    if table:
        message["tableRange"] = written(sheet.title, table)
    return message | {"updates": done.answer(spreadsheet, options)}


def _extent(start: Box, values: Values, major: str) -> Box:
    length, width = len(values), max((len(line) for line in values), default=0)
    height, width = (width, length) if major == COLUMNS else (length, width)
    return Box(start.top, start.top + height, start.left, start.left + width)


def _check_within(sheet: Sheet, limits: Box, extent: Box) -> None:
    where = f"Requested writing within range [{written(sheet.title, limits)}], but tried writing to"
    if extent.bottom > limits.bottom:
        raise invalid(f"{where} row [{limits.bottom + 1}]")
    if extent.right > limits.right:
        raise invalid(f"{where} column [{column_letters(limits.right)}]")


def _entered(cell: Cell, value: object, option: str, tongue: Locale, at: tuple[int, int]) -> Cell:
    own = cell.get("userEnteredFormat", {})
    number_format = None
    match value:
        case bool():
            entered: JsonObject = {"boolValue": value}
        case int() | float():
            entered = {"numberValue": tidy(value)}
        case str() if option == "RAW" or own.get("numberFormat", {}).get("type") == "TEXT":
            entered = {"stringValue": value}
        case str():
            entered, number_format = typed(value, tongue)
        case _:
            kind = "list_value" if isinstance(value, list) else "struct_value"
            raise invalid(f"Invalid values[{at[0]}][{at[1]}]: {kind} {json.dumps(value)}")
    changed = cell | {"userEnteredValue": entered}
    # assumption: a cell that has a number format of its own keeps it.
    if number_format and "numberFormat" not in own:
        changed["userEnteredFormat"] = own | {"numberFormat": number_format}
    if value == "":
        del changed["userEnteredValue"]
    return changed


def _has_value(sheet: Sheet, row: int, column: int) -> bool:
    return "userEnteredValue" in sheet.cell(row, column)


def _last_table(sheet: Sheet, box: Box) -> Box | None:
    """Find the last table in a box, as the API's guide to appending tells it.

    Recorded: an empty cell beside a table is in no table.
    """
    for row in range(min(box.bottom, len(sheet.rows)) - 1, box.top - 1, -1):
        for column in range(min(box.right, len(sheet.rows[row])) - 1, box.left - 1, -1):
            if _has_value(sheet, row, column):
                return _table_around(sheet, Box(row, row + 1, column, column + 1))
    return None


def _table_around(sheet: Sheet, box: Box) -> Box:
    """Grow a box for as long as cells with values touch it, corners included."""
    while True:
        top, left = max(box.top - 1, 0), max(box.left - 1, 0)
        right = min(box.right + 1, sheet.box.right)
        grown = Box(
            top if _any(sheet, top, left, right) else box.top,
            box.bottom + 1 if _any(sheet, box.bottom, left, right) else box.bottom,
            left if any(_has_value(sheet, row, left) for row in range(box.top, box.bottom)) else box.left,
            right
            if any(_has_value(sheet, row, box.right) for row in range(box.top, box.bottom))
            else box.right,
        )
        if grown == box:
            return box
        box = grown


def _any(sheet: Sheet, row: int, left: int, right: int) -> bool:
    return any(_has_value(sheet, row, column) for column in range(left, right))


def _grow(spreadsheet: Spreadsheet, sheet: Sheet, extent: Box, *, insert: bool) -> None:
    # assumption: INSERT_ROWS puts whole rows in below the table.
    if insert and extent.top < sheet.box.bottom:
        grid.insert(spreadsheet, sheet, ROWS, extent.top, extent.height)
    sheet.set_count(ROWS, max(sheet.box.bottom, extent.bottom))
    sheet.set_count(COLUMNS, max(sheet.box.right, extent.right))
