"""Adding columns to a Google Sheet: one atomic batch that cannot meet a column of the user's."""

import secrets
from collections.abc import Iterator, Sequence

from sync.core.model import Column
from sync.core.template import OWN, Kind
from sync.sheets.google_answer import MARK_KEY, Json, Worksheet, mark_value

DATE_FORMAT = "ddd d mmm yyyy hh:mm"
_LARGEST_ID = 2**31 - 1


def added(seen: Worksheet, header_row: int, columns: Sequence[Column]) -> tuple[list[Json], dict[str, int]]:
    """Give the requests that put the tool's `columns` in, and the id of each one's metadata, by field.

    The ids are chosen here: a batch that is sent twice is refused the second time.
    """
    ids = {column.field: new_id() for column in columns}
    requests = inserted(seen, header_row, columns)
    for column in columns:
        requests += _finished(seen.sheet_id, column.index, header_row, column, ids[column.field])
    return requests + list(_outdated(seen, columns)), ids


def new_id() -> int:
    """Choose an id for developer metadata."""
    return secrets.randbelow(_LARGEST_ID) + 1


def inserted(seen: Worksheet, header_row: int, columns: Sequence[Column]) -> list[Json]:
    """Give the requests that put `columns` in, with nothing but their headings.

    They are inserted, so that what they write cannot be where the user's cells are, whatever happened since
    the read.
    """
    start, width = columns[0].index, len(columns)
    rows_there, columns_there = seen.grid
    span = {"sheetId": seen.sheet_id, "dimension": "COLUMNS", "startIndex": start, "endIndex": start + width}
    whole = {"sheetId": seen.sheet_id, "startColumnIndex": start, "endColumnIndex": start + width}
    head = {"startRowIndex": header_row - 1, "endRowIndex": header_row}
    requests: list[Json] = []
    if header_row == rows_there:  # there is no cell below to give a format to
        requests.append({"appendDimension": {"sheetId": seen.sheet_id, "dimension": "ROWS", "length": 1}})
    requests += [
        # Behind the last column of the grid there is nothing to inherit from but what is before.
        {"insertDimension": {"range": span, "inheritFromBefore": start == columns_there}},
        {"repeatCell": {"range": whole, "cell": {}, "fields": "userEnteredFormat,dataValidation"}},
        {
            "updateCells": {
                "range": whole | head,
                "rows": [
                    {"values": [{"userEnteredValue": {"stringValue": each.heading}} for each in columns]}
                ],
                "fields": "userEnteredValue",
            }
        },
    ]
    if start:
        beside = {"sheetId": seen.sheet_id, "startColumnIndex": start - 1, "endColumnIndex": start, **head}
        requests.append(
            {"copyPaste": {"source": beside, "destination": whole | head, "pasteType": "PASTE_FORMAT"}}
        )
    return requests


def _outdated(seen: Worksheet, columns: Sequence[Column]) -> Iterator[Json]:
    """Take the marks off the columns that the new ones replace: the user has renamed or copied them."""
    fields = {column.field for column in columns}
    for mark_, metadata_id in seen.metadata.values():
        if mark_.field in fields:
            lookup = {"developerMetadataLookup": {"metadataId": metadata_id}}
            yield {"deleteDeveloperMetadata": {"dataFilter": lookup}}


def _finished(sheet_id: int, index: int, header_row: int, column: Column, metadata_id: int) -> Iterator[Json]:
    """Mark one column; give dates their format, and hide the IDs."""
    yield mark(sheet_id, index, column.field, column.heading, metadata_id)
    look = OWN[column.field]
    if look.kind is Kind.DATE_TIME:
        yield date_format(sheet_id, index, header_row)
    if look.hidden:
        yield hidden(sheet_id, index)


def _column(sheet_id: int, index: int) -> Json:
    return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}


def mark(sheet_id: int, index: int, field: str, heading: str, metadata_id: int) -> Json:
    """Give the request that makes a column ours: what it says of itself moves with it on the server."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataId": metadata_id,
                "metadataKey": MARK_KEY,
                "metadataValue": mark_value(sheet_id, field, heading),
                "visibility": "DOCUMENT",
                "location": {"dimensionRange": _column(sheet_id, index)},
            }
        }
    }


def date_format(sheet_id: int, index: int, header_row: int) -> Json:
    """Give the request that shows the numbers of a column, below its heading, as dates."""
    below = {
        "sheetId": sheet_id,
        "startRowIndex": header_row,
        "startColumnIndex": index,
        "endColumnIndex": index + 1,
    }
    shown = {"userEnteredFormat": {"numberFormat": {"type": "DATE_TIME", "pattern": DATE_FORMAT}}}
    return {"repeatCell": {"range": below, "cell": shown, "fields": "userEnteredFormat.numberFormat"}}


def hidden(sheet_id: int, index: int) -> Json:
    """Give the request that hides a column."""
    properties = {"range": _column(sheet_id, index), "properties": {"hiddenByUser": True}}
    return {"updateDimensionProperties": properties | {"fields": "hiddenByUser"}}


def widened(message: Json, start: int, width: int) -> list[Json]:
    """Give the requests that widen a filter or a table that ends at column `start` by `width` columns.

    `message` is the worksheet as it is once the columns are there. Sorting a filter that does not reach them
    would leave their cells behind.
    """
    requests: list[Json] = []
    basic = message.get("basicFilter")
    if basic and "tableId" not in basic and basic["range"].get("endColumnIndex") == start:
        kept = {key: value for key, value in basic.items() if key != "criteria" or "filterSpecs" not in basic}
        range_ = basic["range"] | {"endColumnIndex": start + width}
        requests.append({"setBasicFilter": {"filter": kept | {"range": range_}}})
    for table in message.get("tables", ()):
        if table["range"].get("endColumnIndex") == start:
            wider = {"tableId": table["tableId"], "range": table["range"] | {"endColumnIndex": start + width}}
            requests.append({"updateTable": {"table": wider, "fields": "range"}})
    return requests
