"""Requests about rows and columns.

assumption: the sentences of refusals; no recording has one.
"""

from tests.google import grid
from tests.google.area import COLUMNS, ROWS
from tests.google.batch.edit import Edit, Operation, mask_of
from tests.google.errors import JsonObject, invalid
from tests.google.fields import patched
from tests.google.spreadsheet import Sheet

_GROUPS = {ROWS: "rowGroups", COLUMNS: "columnGroups"}


def _span(edit: Edit, given: JsonObject) -> tuple[Sheet, str, int, int]:
    sheet = edit.sheet(given.get("sheetId", 0))
    dimension = given.get("dimension")
    if dimension not in {ROWS, COLUMNS}:
        raise invalid("No dimension specified.")
    start, end = given.get("startIndex", 0), given.get("endIndex", sheet.count(dimension))
    if start < 0 or end <= start:
        raise invalid(f"endIndex[{end}] must be after startIndex[{start}].")
    return sheet, dimension, start, end


def _existing(edit: Edit, given: JsonObject, verb: str) -> tuple[Sheet, str, int, int]:
    sheet, dimension, start, end = _span(edit, given)
    if end > sheet.count(dimension):
        thing = dimension[:-1].lower()
        raise invalid(
            f"Cannot {verb} a {thing} that doesn't exist. Tried to {verb} {thing} index {end - 1} "
            f"but there are only {sheet.count(dimension)} {dimension.lower()}."
        )
    return sheet, dimension, start, end


def _insert(edit: Edit, body: JsonObject) -> None:
    sheet, dimension, start, end = _span(edit, body["range"])
    if start > sheet.count(dimension):
        raise invalid(
            f"range.startIndex[{start}] must be less than the number of {dimension.lower()} in the sheet."
        )
    inherits = bool(body.get("inheritFromBefore"))
    # assumption, after users' reports: at the very end there is nothing behind to inherit from.
    if start == sheet.count(dimension) and not inherits:
        raise invalid(
            f"range.startIndex[{start}] must be less than the number of {dimension.lower()} in the sheet."
        )
    if inherits and start == 0:
        raise invalid("Cannot inherit from before when inserting at index 0.")
    like = start - 1 if inherits else start
    like_or_none = like if like < sheet.count(dimension) else None
    grid.insert(edit.spreadsheet, sheet, dimension, start, end - start, like=like_or_none)


def _delete(edit: Edit, body: JsonObject) -> None:
    sheet, dimension, start, end = _existing(edit, body["range"], "delete")
    if end - start == sheet.count(dimension):
        raise invalid(f"You can't delete all the {dimension.lower()} on the sheet.")
    frozen = sheet.properties["gridProperties"].get(grid.FROZEN[dimension], 0)
    if start <= frozen and end == sheet.count(dimension) and frozen:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {dimension.lower()}.")
    grid.delete(edit.spreadsheet, sheet, dimension, start, end)


def _move(edit: Edit, body: JsonObject) -> None:
    sheet, dimension, start, end = _existing(edit, body["source"], "move")
    to = body.get("destinationIndex", 0)
    if not 0 <= to <= sheet.count(dimension):
        raise invalid(f"destinationIndex[{to}] is beyond the sheet.")
    if start < to < end:
        raise invalid("Cannot move a range of dimensions into itself.")
    if to not in {start, end}:
        grid.move(edit.spreadsheet, sheet, dimension, start, end, to)


def _append(edit: Edit, body: JsonObject) -> None:
    sheet, dimension = edit.sheet(body.get("sheetId", 0)), body.get("dimension")
    if dimension not in {ROWS, COLUMNS} or body.get("length", 0) <= 0:
        raise invalid("dimension and a positive length must be specified.")
    sheet.set_count(dimension, sheet.count(dimension) + body["length"])


def _update(edit: Edit, body: JsonObject) -> None:
    sheet, dimension, start, end = _existing(edit, body["range"], "update")
    mask, given = mask_of(body), body.get("properties", {})
    for index in range(start, end):
        changed = patched(sheet.properties_of(dimension, index), given, mask)
        sheet.set_properties_of(dimension, index, {key: value for key, value in changed.items() if value})


def _resize(edit: Edit, body: JsonObject) -> None:
    """assumption: a width of 7 pixels for each letter of the longest text."""
    sheet, dimension, start, end = _existing(edit, body["dimensions"], "resize")
    for index in range(start, end if dimension == COLUMNS else start):
        texts = [_text(sheet, row, index) for row in range(len(sheet.rows))]
        pixels = max(20, 7 * max(map(len, texts), default=0))
        properties = sheet.properties_of(dimension, index) | {"pixelSize": pixels}
        sheet.set_properties_of(dimension, index, properties)


def _text(sheet: Sheet, row: int, column: int) -> str:
    return str(next(iter(sheet.cell(row, column).get("userEnteredValue", {"": ""}).values())))


def _add_group(edit: Edit, body: JsonObject) -> JsonObject:
    """assumption: a group inside or around another is one deeper than what it lies in."""
    sheet, dimension, start, end = _existing(edit, body["range"], "group")
    place = body["range"] | {"startIndex": start, "endIndex": end}
    groups = sheet.part(_GROUPS[dimension])
    inside = sum(1 for group in groups if group["range"]["startIndex"] <= start < group["range"]["endIndex"])
    groups.append({"range": {k: v for k, v in place.items() if k != "sheetId" or v}, "depth": inside + 1})
    return {"dimensionGroups": groups}


def _delete_group(edit: Edit, body: JsonObject) -> JsonObject:
    sheet, dimension, start, end = _existing(edit, body["range"], "ungroup")
    groups = sheet.part(_GROUPS[dimension])
    ours = [g for g in groups if (g["range"]["startIndex"], g["range"]["endIndex"]) == (start, end)]
    if not ours:
        raise invalid(f"Cannot delete a group that does not exist at [{start}, {end}).")
    groups.remove(max(ours, key=lambda group: int(group["depth"])))
    return {"dimensionGroups": groups} if groups else {}


def _update_group(edit: Edit, body: JsonObject) -> None:
    given = body["dimensionGroup"]
    sheet, dimension, start, end = _existing(edit, given["range"], "update")
    for group in sheet.part(_GROUPS[dimension]):
        place = group["range"]
        if (place["startIndex"], place["endIndex"], group["depth"]) == (start, end, given.get("depth", 1)):
            group["collapsed"] = given.get("collapsed", False)


OPERATIONS: dict[str, Operation] = {
    "insertDimension": _insert,
    "deleteDimension": _delete,
    "moveDimension": _move,
    "appendDimension": _append,
    "updateDimensionProperties": _update,
    "autoResizeDimensions": _resize,
    "addDimensionGroup": _add_group,
    "deleteDimensionGroup": _delete_group,
    "updateDimensionGroup": _update_group,
}
