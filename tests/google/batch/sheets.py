"""Requests about worksheets and about the spreadsheet itself."""

import copy

from tests.google.area import COLUMNS, ROWS, deletion
from tests.google.batch.edit import Edit, Operation, mask_of
from tests.google.defaults import sheet_properties
from tests.google.errors import JsonObject, invalid
from tests.google.fields import Mask, patched
from tests.google.formats import settled
from tests.google.message import properties_message
from tests.google.spreadsheet import Sheet, Spreadsheet
from tests.google.state import State


def paired(mask: Mask) -> Mask:
    """A colour and its style are one thing, so a mask that names one names the other."""
    result = {name: paired(inner) for name, inner in mask.items()}
    for name, inner in mask.items():
        if name.endswith("Color"):
            result.setdefault(f"{name}Style", {})
            result[name] = {}
        elif name.endswith("ColorStyle"):
            result.setdefault(name.removesuffix("Style"), {})
            result[name] = {} if not inner else result[name]
    return result


def _add(edit: Edit, body: JsonObject) -> JsonObject:
    given = body.get("properties", {})
    sheets = edit.spreadsheet.sheets
    sheet_id = given.get("sheetId", edit.state.new_number())
    if edit.spreadsheet.sheet(sheet_id) is not None:
        raise invalid(f"Sheet with id {sheet_id} already exists.")
    # assumption: a worksheet without a title takes the first Sheet<n> that is free.
    titles = {sheet.title for sheet in sheets}
    title = given.get("title") or next(
        name for n in range(1, len(sheets) + 2) if (name := f"Sheet{n}") not in titles
    )
    _check_title(edit, title, None)
    made = sheet_properties(sheet_id, title, 0)
    made["gridProperties"] |= given.get("gridProperties", {})
    sheet = Sheet(settled({**made, **{k: v for k, v in given.items() if k not in made}}))
    sheets.insert(min(given.get("index", len(sheets)), len(sheets)), sheet)
    edit.spreadsheet.reindex()
    return {"properties": properties_message(sheet)}


def _check_title(edit: Edit, title: str, own: Sheet | None) -> None:
    taken = [s for s in edit.spreadsheet.sheets if s.title.casefold() == title.casefold()]
    if any(sheet is not own for sheet in taken):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _delete(edit: Edit, body: JsonObject) -> None:
    sheet = _existing(edit, body.get("sheetId", 0))
    if len(edit.spreadsheet.sheets) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    edit.spreadsheet.sheets.remove(sheet)
    # Whatever lay on it goes as if each of its rows had been deleted.
    edit.spreadsheet.shift(sheet, ROWS, deletion(0, 2**31))
    edit.spreadsheet.shift(sheet, COLUMNS, deletion(0, 2**31))
    edit.spreadsheet.metadata = [
        entry for entry in edit.spreadsheet.metadata if entry["location"].get("sheetId", -1) != sheet.id
    ]
    edit.spreadsheet.named = [
        entry for entry in edit.spreadsheet.named if entry["range"].get("sheetId", 0) != sheet.id
    ]
    edit.spreadsheet.reindex()


def _existing(edit: Edit, sheet_id: int) -> Sheet:
    sheet = edit.spreadsheet.sheet(sheet_id)
    if sheet is None:
        raise invalid(f"No sheet with id: {sheet_id}")
    return sheet


def _duplicate(edit: Edit, body: JsonObject) -> JsonObject:
    source = _existing(edit, body.get("sourceSheetId", 0))
    sheet_id = body.get("newSheetId", edit.state.new_number())
    title = body.get("newSheetName") or _copy_title(edit.spreadsheet, source.title)
    _check_title(edit, title, None)
    if edit.spreadsheet.sheet(sheet_id) is not None:
        raise invalid(f"Sheet with id {sheet_id} already exists.")
    sheet = copied(edit.state, source, sheet_id, title)
    # assumption: without an index the copy stands first, since the index is then 0.
    edit.spreadsheet.sheets.insert(body.get("insertSheetIndex", 0), sheet)
    edit.spreadsheet.metadata += copied_metadata(edit.state, edit.spreadsheet, source, sheet_id)
    edit.spreadsheet.reindex()
    return {"properties": properties_message(sheet)}


def _copy_title(spreadsheet: Spreadsheet, title: str) -> str:
    titles = {sheet.title for sheet in spreadsheet.sheets}
    first = f"Copy of {title}"
    return (
        first
        if first not in titles
        else next(t for n in range(2, 999) if (t := f"{first} {n}") not in titles)
    )


def copied(state: State, source: Sheet, sheet_id: int, title: str) -> Sheet:
    """Give a copy of a worksheet under another id, with new ids for what lies on it."""
    sheet = source.copy()
    sheet.properties |= {"sheetId": sheet_id, "title": title}
    for entries in sheet.parts.values():
        for index, entry in enumerate(entries):
            entries[index] = _renewed(state, entry, sheet_id)
    return sheet


def _renewed(state: State, entry: JsonObject, sheet_id: int) -> JsonObject:
    result = dict(entry)
    for key in ("protectedRangeId", "filterViewId", "bandedRangeId"):
        if key in result:
            result[key] = state.new_number()
    if "tableId" in result:
        result["tableId"] = str(state.new_number())
    for key in ("range", "ranges", "unprotectedRanges"):
        if isinstance(result.get(key), dict):
            result[key] = result[key] | {"sheetId": sheet_id}
        elif key in result:
            result[key] = [each | {"sheetId": sheet_id} for each in result[key]]
    is_merge = "startRowIndex" in result
    return result | ({"sheetId": sheet_id} if is_merge else {})


def copied_metadata(state: State, spreadsheet: Spreadsheet, source: Sheet, sheet_id: int) -> list[JsonObject]:
    """assumption: a copied worksheet brings its metadata along, under new ids."""
    found = []
    for entry in spreadsheet.metadata:
        location = copy.deepcopy(entry["location"])
        place = location.get("dimensionRange", location)
        if "spreadsheet" not in location and place.get("sheetId", 0) == source.id:
            place["sheetId"] = sheet_id
            found.append(entry | {"metadataId": state.new_number(), "location": location})
    return found


def _update(edit: Edit, body: JsonObject) -> None:
    given = body["properties"]
    sheet = _existing(edit, given.get("sheetId", 0))
    mask = mask_of(body)
    changed = patched(sheet.properties, given, paired(mask) or {name: {} for name in given})
    # assumption: what cannot be unset keeps its value when the mask is "*".
    changed = settled({**sheet.properties, **changed} if not mask else changed)
    changed |= {"sheetId": sheet.id, "sheetType": sheet.properties["sheetType"]}
    _check_title(edit, changed.get("title", ""), sheet)
    if not changed.get("title"):
        raise invalid("You must specify a title.")
    _resize(sheet, changed)
    _check_frozen(changed["gridProperties"])
    _reorder(edit, sheet, changed.get("index", sheet.properties["index"]))


def _resize(sheet: Sheet, changed: JsonObject) -> None:
    grid = changed["gridProperties"]
    rows, columns = grid.get("rowCount", 0), grid.get("columnCount", 0)
    if rows < 1 or columns < 1:
        name, count = ("rowCount", rows) if rows < 1 else ("columnCount", columns)
        raise invalid(f"gridProperties.{name}[{count}] must be greater than 0.")
    sheet.rows = [row[:columns] for row in sheet.rows[:rows]]
    for dimension, count in ((ROWS, rows), (COLUMNS, columns)):
        del sheet.dimensions[dimension][count:]
    sheet.properties = changed


def _check_frozen(grid: JsonObject) -> None:
    for name, count, word in (
        ("frozenRowCount", "rowCount", "rows"),
        ("frozenColumnCount", "columnCount", "columns"),
    ):
        if grid.get(name, 0) >= grid[count] and grid.get(name, 0):
            raise invalid(f"You can't freeze all visible {word} on the sheet.")


def _reorder(edit: Edit, sheet: Sheet, index: int) -> None:
    """Recorded nowhere; the reference counts the index before the worksheet is taken out."""
    sheets = edit.spreadsheet.sheets
    before = next(at for at, each in enumerate(sheets) if each is sheet)
    if index != before:
        sheets.insert(index, sheet)
        del sheets[before + (index <= before)]
    edit.spreadsheet.reindex()


def _update_spreadsheet(edit: Edit, body: JsonObject) -> None:
    changed = patched(edit.spreadsheet.properties, body["properties"], mask_of(body))
    if not changed.get("title"):
        raise invalid("You must specify a title.")
    edit.spreadsheet.properties = {**edit.spreadsheet.properties, **settled(changed)}


OPERATIONS: dict[str, Operation] = {
    "addSheet": _add,
    "deleteSheet": _delete,
    "duplicateSheet": _duplicate,
    "updateSheetProperties": _update,
    "updateSpreadsheetProperties": _update_spreadsheet,
}
