"""Rows and columns that come, go and move, with all that hangs on them.

assumption: what becomes of ranges, metadata and formulas; the recordings have values alone.
"""

from typing import TypeVar

from tests.google.area import COLUMNS, ROWS, Shift, deletion, insertion, movement
from tests.google.spreadsheet import Cell, Sheet, Spreadsheet

Entry = TypeVar("Entry", Cell, list[Cell])
FROZEN = {ROWS: "frozenRowCount", COLUMNS: "frozenColumnCount"}


def insert(
    spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, at: int, count: int, *, like: int | None = None
) -> None:
    """Put `count` empty rows or columns in front of index `at`, in the format of index `like`."""
    formats = _formats(sheet, dimension, like)
    sheet.set_count(dimension, sheet.count(dimension) + count)
    for line in _lines(sheet, dimension):
        if len(line) > at:
            line[at:at] = [{} for _ in range(count)]
    if dimension == ROWS and len(sheet.rows) > at:
        sheet.rows[at:at] = [[] for _ in range(count)]
    _widen_frozen(sheet, dimension, at, count)
    spreadsheet.shift(sheet, dimension, insertion(at, count))
    for across, cell in formats:
        for along in range(at, at + count):
            row, column = (along, across) if dimension == ROWS else (across, along)
            sheet.put(row, column, cell)
    if like is not None:
        origin = like if like < at else like + count
        for along in range(at, at + count):
            pixels = sheet.properties_of(dimension, origin).get("pixelSize")
            sheet.set_properties_of(dimension, along, {"pixelSize": pixels} if pixels else {})


def delete(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    sheet.set_count(dimension, sheet.count(dimension) - (end - start))
    for line in _lines(sheet, dimension):
        del line[start:end]
    if dimension == ROWS:
        del sheet.rows[start:end]
    frozen = sheet.properties["gridProperties"].get(FROZEN[dimension], 0)
    _set_frozen(sheet, dimension, frozen - max(0, min(frozen, end) - start))
    spreadsheet.shift(sheet, dimension, deletion(start, end))


def move(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int, to: int) -> None:
    """Move rows or columns in front of index `to`, counted before the move."""
    for line in _lines(sheet, dimension):
        line.extend({} for _ in range(max(end, to) - len(line)))
        _move(line, start, end, to)
    if dimension == ROWS:
        sheet.rows.extend([] for _ in range(max(end, to) - len(sheet.rows)))
        _move(sheet.rows, start, end, to)
    shift: Shift = movement(start, end, to)
    spreadsheet.shift(sheet, dimension, shift)


def _move(line: list[Entry], start: int, end: int, to: int) -> None:
    line[:] = (
        line[:to] + line[start:end] + line[to:start] + line[end:]
        if to <= start
        else line[:start] + line[end:to] + line[start:end] + line[to:]
    )


def _lines(sheet: Sheet, dimension: str) -> list[list[Cell]]:
    """Give every list that has one entry for each index of the dimension."""
    return [sheet.dimensions[dimension], *(sheet.rows if dimension == COLUMNS else [])]


def _formats(sheet: Sheet, dimension: str, like: int | None) -> list[tuple[int, Cell]]:
    """Give the cells of a row or column that have a format or validation, without what is in them."""
    if like is None:
        return []
    across = range(sheet.box.right) if dimension == ROWS else range(len(sheet.rows))
    cells = [(i, sheet.cell(like, i) if dimension == ROWS else sheet.cell(i, like)) for i in across]
    kept = ("userEnteredFormat", "dataValidation")
    bare = [(i, {key: cell[key] for key in kept if key in cell}) for i, cell in cells]
    return [(i, cell) for i, cell in bare if cell]


def _widen_frozen(sheet: Sheet, dimension: str, at: int, count: int) -> None:
    frozen = sheet.properties["gridProperties"].get(FROZEN[dimension], 0)
    if at < frozen:
        _set_frozen(sheet, dimension, frozen + count)


def _set_frozen(sheet: Sheet, dimension: str, frozen: int) -> None:
    properties = sheet.properties["gridProperties"] | {FROZEN[dimension]: frozen}
    sheet.properties["gridProperties"] = {key: value for key, value in properties.items() if value}
