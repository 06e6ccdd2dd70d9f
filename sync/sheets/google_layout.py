"""A template, or columns of it, as the requests of one `:batchUpdate` (Sheets API v4).

It only says them: sending is left to `sync.sheets.google`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, TypeAlias

from sync.core.model import Cell
from sync.core.template import HEADING, OWN_HEADING, STATUS_COLOURS, Colours, Kind, NewColumn, Template
from sync.sheets.cells import serial
from sync.sheets.google_columns import DATE_FORMAT, mark, new_id

Request: TypeAlias = dict[str, Any]
"""One request of a batch, as JSON has it."""

_PIXELS_A_CHARACTER = 7
_WARNING = (
    "These columns are written by Interview follow-ups. What you type here is replaced at the next run."
)
_FORMATS: Mapping[Kind, Request] = {
    Kind.AS_TYPED: {"type": "TEXT", "pattern": "@"},
    Kind.DATE: {"type": "DATE", "pattern": "ddd d mmm yyyy"},
    Kind.DATE_TIME: {"type": "DATE_TIME", "pattern": DATE_FORMAT},
    Kind.TIME: {"type": "TIME", "pattern": "hh:mm"},
}


def requests(sheet_id: int, template: Template, today: date) -> list[Request]:
    """Lay out an empty worksheet: `sheet_id` is its number, as `#gid=` in its link has it.

    All of it goes into new columns: what only looked empty, or was typed in the meantime, moves to the right.
    """
    columns = {"range": _columns(sheet_id, 0, len(template.columns)), "inheritFromBefore": False}
    return [
        {"insertDimension": columns},
        # There may be one row only, which has no room for the row that shows how and cannot be frozen.
        {"appendDimension": {"sheetId": sheet_id, "dimension": "ROWS", "length": 1}},
        _properties(sheet_id, template),
        *_formats(sheet_id, template.columns),
        _cells(sheet_id, template, today),
        *_widths(sheet_id, template.columns),
        *_dropdowns(sheet_id, template.columns),
        *_status_colours(sheet_id, template.columns),
        _protection(sheet_id, template.own),
        {"setBasicFilter": {"filter": {"range": _area(sheet_id, 0, 0, len(template.columns))}}},
        *_marks(sheet_id, template),
    ]


def dressed(sheet_id: int, columns: Sequence[NewColumn], header_row: int, start: int) -> list[Request]:
    """Dress new columns of the user's for what will be typed: `header_row` from 1, `start` from 0."""
    return [
        *_formats(sheet_id, columns, header_row, start),
        *_widths(sheet_id, columns, start),
        *_dropdowns(sheet_id, columns, header_row, start),
    ]


def _properties(sheet_id: int, template: Template) -> Request:
    grid = {"frozenRowCount": 1}
    return {
        "updateSheetProperties": {
            "properties": {"sheetId": sheet_id, "title": template.title, "gridProperties": grid},
            "fields": "title,gridProperties.frozenRowCount",
        }
    }


def _formats(sheet_id: int, columns: Sequence[NewColumn], top: int = 1, start: int = 0) -> Iterator[Request]:
    """Say how what the user will type is shown; without one, a date looks as the locale has it."""
    for at, column in enumerate(columns, start):
        if shown := _format(column.kind):
            where = _area(sheet_id, top, at, at + 1)
            fields = ",".join(f"userEnteredFormat.{name}" for name in shown)
            yield {"repeatCell": {"range": where, "cell": {"userEnteredFormat": shown}, "fields": fields}}


def _format(kind: Kind) -> Request:
    if kind not in _FORMATS:
        return {}
    aligned = {"horizontalAlignment": "LEFT"}  # a date would end where the text of the next column begins
    return {"numberFormat": _FORMATS[kind]} | aligned


def _cells(sheet_id: int, template: Template, today: date) -> Request:
    headings, example = template.rows(today)
    header = [
        {
            "userEnteredValue": _value(heading),
            "userEnteredFormat": _shown(OWN_HEADING if column.own else HEADING)
            | {"verticalAlignment": "MIDDLE", "wrapStrategy": "CLIP"},
        }
        for heading, column in zip(headings, template.columns, strict=True)
    ]
    cells = [
        {"userEnteredValue": _value(cell), "userEnteredFormat": _format(column.kind)}
        for cell, column in zip(example, template.columns, strict=True)
    ]
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": header}, {"values": cells}],
            "fields": "userEnteredValue,userEnteredFormat",
        }
    }


def _value(cell: Cell) -> Request:
    """Give a value as typed data: text stays text, so that none is taken for a formula or a number."""
    match cell:
        case None:
            return {}
        case date() | time():
            return {"numberValue": serial(cell)}
        case _:
            return {"stringValue": str(cell)}


def _widths(sheet_id: int, columns: Sequence[NewColumn], start: int = 0) -> Iterator[Request]:
    for at, column in enumerate(columns, start):
        properties: Request = {"pixelSize": column.width * _PIXELS_A_CHARACTER}
        if column.hidden:
            properties["hiddenByUser"] = True
        yield {
            "updateDimensionProperties": {
                "range": _columns(sheet_id, at, at + 1),
                "properties": properties,
                "fields": ",".join(properties),
            }
        }


def _dropdowns(
    sheet_id: int, columns: Sequence[NewColumn], top: int = 1, start: int = 0
) -> Iterator[Request]:
    for at, column in enumerate(columns, start):
        if column.options:
            rule = {
                "condition": {
                    "type": "ONE_OF_LIST",
                    "values": [{"userEnteredValue": option} for option in column.options],
                },
                "strict": column.strict,
                "showCustomUi": True,
            }
            yield {"setDataValidation": {"range": _area(sheet_id, top, at, at + 1), "rule": rule}}


def _status_colours(sheet_id: int, columns: Sequence[NewColumn]) -> Iterator[Request]:
    ranges = [_area(sheet_id, 1, at, at + 1) for at, column in enumerate(columns) if column.is_status]
    for index, (state, colours) in enumerate(STATUS_COLOURS.items()):
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": state.label}]}
        rule = {"condition": condition, "format": _shown(colours)}
        yield {"addConditionalFormatRule": {"rule": {"ranges": ranges, "booleanRule": rule}, "index": index}}


def _protection(sheet_id: int, own: range) -> Request:
    where = _area(sheet_id, 0, own.start, own.stop)
    return {
        "addProtectedRange": {
            "protectedRange": {"range": where, "description": _WARNING, "warningOnly": True}
        }
    }


def _marks(sheet_id: int, template: Template) -> Iterator[Request]:
    """Mark the tool's columns as its own. With ids chosen here, a batch that is sent twice is refused."""
    for at in template.own:
        column = template.columns[at]
        yield mark(sheet_id, at, column.field, column.heading, new_id())


def _shown(colours: Colours) -> Request:
    text = {"foregroundColorStyle": _colour(colours.text), "bold": True}
    return {"backgroundColorStyle": _colour(colours.background), "textFormat": text}


def _colour(code: str) -> Request:
    red, green, blue = (part / 255 for part in bytes.fromhex(code))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def _columns(sheet_id: int, start: int, end: int) -> Request:
    return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


def _area(sheet_id: int, top: int, left: int, right: int) -> Request:
    """Give the columns from `left` to before `right`, from row `top` (from 0) to the end of the worksheet."""
    return {"sheetId": sheet_id, "startRowIndex": top, "startColumnIndex": left, "endColumnIndex": right}
