"""Requests about tables.

assumption: all of it, after the reference; no recording has a table.
"""

from tests.google.area import Area
from tests.google.batch.edit import Edit, Operation, mask_of
from tests.google.errors import JsonObject, invalid
from tests.google.fields import patched
from tests.google.formats import settled
from tests.google.spreadsheet import Sheet


def _add(edit: Edit, body: JsonObject) -> JsonObject:
    given = body["table"]
    made = given | {"tableId": given.get("tableId") or str(edit.state.new_number())}
    sheet, entry = _checked(edit, made)
    sheet.part("tables").append(entry)
    return {"table": entry}


def _checked(edit: Edit, table: JsonObject) -> tuple[Sheet, JsonObject]:
    """Give the table with the columns that its range has, each named by its heading."""
    sheet, box = edit.box(table.get("range", {}))
    area = box.area(sheet.id)
    for other in sheet.part("tables"):
        if area.intersects(Area.read(other["range"])):
            raise invalid("You cannot have overlapping tables.")
    names = {other["name"] for each in edit.spreadsheet.sheets for other in each.part("tables")}
    name = table.get("name") or next(n for i in range(1, 999) if (n := f"Table{i}") not in names)
    if name in names:
        raise invalid(f'A table with the name "{name}" already exists.')
    given = {column.get("columnIndex", 0): column for column in table.get("columnProperties", [])}
    columns = []
    for index in range(box.width):
        heading = sheet.cell(box.top, box.left + index).get("userEnteredValue", {}).get("stringValue")
        column = {"columnName": heading or f"Column {index + 1}"} | given.get(index, {})
        columns.append(({"columnIndex": index} if index else {}) | column)
    entry = settled(table) | {"name": name, "range": area.json(), "columnProperties": columns}
    return sheet, entry


def _place(edit: Edit, table_id: object) -> tuple[list[JsonObject], int]:
    for sheet in edit.spreadsheet.sheets:
        for index, entry in enumerate(sheet.part("tables")):
            if entry["tableId"] == table_id:
                return sheet.part("tables"), index
    raise invalid(f"No table with id: {table_id}")


def _update(edit: Edit, body: JsonObject) -> None:
    given, mask = body["table"], mask_of(body)
    entries, index = _place(edit, given.get("tableId"))
    before = entries.pop(index)
    _, after = _checked(edit, patched(before, given, mask) | {"tableId": before["tableId"]})
    entries.insert(index, after)


def _delete(edit: Edit, body: JsonObject) -> None:
    entries, index = _place(edit, body.get("tableId"))
    box = edit.box(entries[index]["range"])
    del entries[index]
    sheet, cells = box
    for row in range(cells.top, cells.bottom):
        for column in range(cells.left, cells.right):
            sheet.put(row, column, {})


OPERATIONS: dict[str, Operation] = {"addTable": _add, "updateTable": _update, "deleteTable": _delete}
