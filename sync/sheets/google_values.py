"""The tool's cells as a request to the Sheets API, in pieces that it takes, and its answer held against them.

No requests are made here.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sync.core.model import Attempt, Cell, SheetChange, Table, at
from sync.sheets.google_answer import Json, raw

LARGEST = 1_900_000  # bytes of a body: Google advises 2 MB
ID = "follow_up_id"
FIELDS = "responses(dataFilter,updatedData)"

Value: TypeAlias = str | float | bool
Cells: TypeAlias = dict[int, Value]
"""One column: row, from 1 -> value as the API has it; an empty one is ""."""
Values: TypeAlias = dict[str, Cells]
"""The columns by field."""


def standing(table: Table, change: SheetChange) -> Values:
    """Give what stands in the tool's columns, in a new one its heading."""
    values: Values = {}
    for column in change.columns:
        cells = ((number, at(row, column.index)) for number, row in enumerate(table.rows, 1))
        found = {number: raw(cell) for number, cell in cells if cell is not None}
        values[column.field] = {change.header_row: column.heading} if column.new else found
    return values


def edited(change: SheetChange) -> Values:
    """Give what is to be written."""
    values: Values = defaultdict(dict)
    for cell in change.cells:
        values[cell.field][cell.row] = raw(cell.value)
    return dict(values)


def pieces(values: Values) -> Iterator[Values]:
    """Cut what is to be written into pieces that each fit into one request, IDs first."""
    last = max((max(cells) for cells in values.values()), default=0)
    limit = max(LARGEST - last * len("null,"), LARGEST // 2)  # the column of IDs goes beside each piece
    piece: Values = {}
    room = limit
    for field in sorted(values, key=lambda field: field != ID):
        for part in _fitting(values[field], limit):
            size = _size(part)
            if piece and (field in piece or size > room):
                yield piece
                piece, room = {}, limit
            piece[field] = part
            room -= size
    if piece:
        yield piece


def _fitting(cells: Cells, limit: int) -> Iterator[Cells]:
    if len(cells) == 1 or _size(cells) <= limit:
        yield cells
        return
    rows = sorted(cells)
    half = len(rows) // 2
    for part in (rows[:half], rows[half:]):
        yield from _fitting({row: cells[row] for row in part}, limit)


def _size(values: Cells) -> int:
    return len(_compact(_column(values, max(values))))


def _column(values: Mapping[int, Value], last: int) -> list[Value | None]:
    """Give a column from row 1 on; what is None is left as it is."""
    return [values.get(row) for row in range(1, last + 1)]


def _compact(message: object) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def body(piece: Values, metadata: Mapping[str, int]) -> bytes:
    """Give a request's body that writes a piece and asks what stands there then, the IDs beside it included.

    `metadata` is field -> the id of the metadata that its column bears.
    """
    last = max(max(values) for values in piece.values())
    message = {
        "valueInputOption": "RAW",  # text stays text: nothing is taken for a formula
        "includeValuesInResponse": True,
        "responseValueRenderOption": "UNFORMATTED_VALUE",
        "responseDateTimeRenderOption": "SERIAL_NUMBER",
        "data": [
            {
                "dataFilter": {"developerMetadataLookup": {"metadataId": metadata[field]}},
                "majorDimension": "COLUMNS",
                "values": [_column(values, last if field == ID else max(values))],
            }
            for field, values in _with_ids(piece, metadata).items()
        ],
    }
    return _compact(message)


def landed(answer: Json, piece: Values, metadata: Mapping[str, int], expected: Values) -> bool:
    """Tell from the answer whether the columns of a piece, and the IDs, now say what they should."""
    found = dict(map(_answered, answer.get("responses", ())))
    last = max(max(values) for values in piece.values())  # a last row that is gone leaves no ID in the answer
    return all(
        metadata[field] in found
        and _agree(found[metadata[field]], expected[field], last if field == ID else max(values))
        for field, values in _with_ids(piece, metadata).items()
    )


def _with_ids(piece: Values, metadata: Mapping[str, int]) -> Values:
    return ({ID: {}} if ID in metadata else {}) | piece


def _answered(response: Json) -> tuple[int, list[Value]]:
    """Give the metadata's id of a column, and what stands in it from row 1 on."""
    data = response.get("updatedData", {})
    lines = data.get("values", [])
    if data.get("majorDimension") == "COLUMNS":
        column = lines[0] if lines else []
    else:
        column = [line[0] if line else "" for line in lines]
    return response["dataFilter"]["developerMetadataLookup"]["metadataId"], column


def _agree(column: list[Value], expected: Mapping[int, Value], last: int) -> bool:
    return all(
        _same(column[row - 1] if row <= len(column) else "", expected.get(row, ""))
        for row in range(1, max(last, len(column)) + 1)
    )


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-5  # noqa: PLR2004 a second of a serial number
    return one == other


def attempt(earlier: Attempt | None, table: Table, change: SheetChange) -> Attempt:
    """Note what a write is about to send, and what stood in each row before the first one of this run."""
    written: dict[str, set[Cell]] = defaultdict(set)
    for field, cells in (earlier.written if earlier else {}).items():
        written[field] |= cells
    for cell in change.cells:
        written[cell.field].add(cell.value)
    for column in change.columns:
        if column.new:
            written[column.field].add(column.heading)
    return Attempt(
        {field: frozenset(cells) for field, cells in written.items()},
        earlier.before if earlier else _before(table, change),
    )


def _before(table: Table, change: SheetChange) -> dict[str, dict[str, Cell]]:
    places = {column.field: column.index for column in change.columns if not column.new}
    if ID not in places:
        return {}
    return {
        str(id_): {field: at(cells, index) for field, index in places.items()}
        for cells in table.rows
        if (id_ := at(cells, places[ID]))
    }
