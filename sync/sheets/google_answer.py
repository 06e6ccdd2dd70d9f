"""What the Sheets API answers, as worksheets with typed cells. No requests are made here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from sync.core.model import Cell, Formula, Marked
from sync.sheets.cells import LAST_SERIAL, moment, serial, trimmed

Json: TypeAlias = dict[str, Any]

MARK_KEY = "interview-followups"
FIELDS = (
    "properties(title,locale,timeZone),sheets("
    "properties(sheetId,title,sheetType,hidden,gridProperties(rowCount,columnCount)),"
    "data(columnMetadata(developerMetadata(metadataId,metadataKey,metadataValue)),"
    "rowData(values(effectiveValue,effectiveFormat(numberFormat)))))"
)
"""All that a run wants to know, as a field mask for `spreadsheets.get`."""

_ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One worksheet. `metadata` is column index -> (what the column says of itself, the metadata's id)."""

    sheet_id: int
    title: str
    hidden: bool
    grid: tuple[int, int]  # how many rows and columns there are, empty ones included
    rows: tuple[tuple[Cell, ...], ...]
    metadata: Mapping[int, tuple[Marked, int]] = field(default_factory=dict)

    @property
    def marked(self) -> dict[int, Marked]:
        """What each column of the tool's says of itself."""
        return {index: mark for index, (mark, _) in self.metadata.items()}


def worksheets(answer: Json) -> list[Worksheet]:
    """Read the worksheets of a Spreadsheet message: those that are grids, in their order."""
    grids = [
        each for each in answer.get("sheets", []) if each["properties"].get("sheetType", "GRID") == "GRID"
    ]
    return [_worksheet(each) for each in grids]


def _worksheet(message: Json) -> Worksheet:
    properties = message["properties"]
    [data] = message.get("data") or [{}]
    sheet_id, grid = properties.get("sheetId", 0), properties.get("gridProperties", {})
    metadata = dict(_metadata(sheet_id, data.get("columnMetadata", [])))
    of_dates = {index for index, (mark, _) in metadata.items() if mark.field.endswith("_due")}
    rows = [
        [_cell(cell, index in of_dates) for index, cell in enumerate(row.get("values", ()))]
        for row in data.get("rowData", [])
    ]
    return Worksheet(
        sheet_id=sheet_id,
        title=properties["title"],
        hidden=properties.get("hidden", False),
        grid=(grid.get("rowCount", 0), grid.get("columnCount", 0)),
        rows=trimmed(rows),
        metadata=metadata,
    )


def mark_value(sheet_id: int, field: str, heading: str) -> str:
    """Give what a column of ours bears. The worksheet is in it, for a duplicate of it bears the same."""
    return f"{sheet_id} {field} {heading}"


def _metadata(sheet_id: int, columns: list[Json]) -> Iterator[tuple[int, tuple[Marked, int]]]:
    for index, properties in enumerate(columns):
        for entry in properties.get("developerMetadata", ()):
            where, _, mark = entry.get("metadataValue", "").partition(" ")
            if entry["metadataKey"] == MARK_KEY and where == str(sheet_id):
                name, _, heading = mark.partition(" ")
                yield index, (Marked(name, heading), entry["metadataId"])


def _cell(message: Json, is_date: bool) -> Cell:  # noqa: FBT001 said of the column, for each of many cells
    for kind, value in message.get("effectiveValue", {}).items():
        if kind == "numberValue":
            shown = message.get("effectiveFormat", {}).get("numberFormat", {})
            return _number(value, "DATE_TIME" if is_date else shown.get("type", ""), shown.get("pattern", ""))
        if kind == "errorValue":
            # A formula that still asks another server has no result yet, and that is not an empty cell.
            return (
                _ERRORS.get(value.get("type"), "#ERROR!") if value.get("type") != "LOADING" else Formula("=…")
            )
        cell: str | bool = value
        return None if cell == "" else cell
    return None


def _number(value: float, kind: str, pattern: str) -> Cell:
    """Tell dates from numbers by their format: the values look the same."""
    if kind == "TIME" and ("[" in pattern or not 0 <= value < 1):
        return timedelta(seconds=round(value * 86400)) if abs(value) < LAST_SERIAL else value
    if kind == "TIME":
        return moment(value).time()
    if kind in {"DATE", "DATE_TIME"} and 0 < value < LAST_SERIAL - 1:
        at = moment(value)
        return at.date() if kind == "DATE" and at.time() == time() else at
    return int(value) if float(value).is_integer() else value


def raw(cell: Cell) -> str | float | bool:
    """Give a cell as the values of the API have it; "" is empty, and clears."""
    if cell is None:
        return ""
    if isinstance(cell, date | datetime | time | timedelta):
        return round(serial(cell), 6)  # to a tenth of a second, and short
    return cell
