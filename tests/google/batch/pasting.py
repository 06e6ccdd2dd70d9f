"""Requests that copy, cut and paste.

assumption: all of it, after the reference; no recording pastes.
"""

import csv
import io

from tests.google.area import COLUMNS, ROWS, Area, Box
from tests.google.batch.edit import Edit, Operation
from tests.google.calc import Calc
from tests.google.entry import typed
from tests.google.errors import JsonObject
from tests.google.formats import settled_cell
from tests.google.locales import locale
from tests.google.references import copied
from tests.google.spreadsheet import Cell, Sheet

_PASTED = {
    "PASTE_NORMAL": ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns"),
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_NO_BORDERS": ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns"),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}


def _copy(edit: Edit, body: JsonObject) -> None:
    source, box = edit.box(body["source"])
    target, to = edit.box(body["destination"])
    kind = body.get("pasteType", "PASTE_NORMAL")
    block = _block(edit, source, box, kind)
    if body.get("pasteOrientation") == "TRANSPOSE":
        block = [list(line) for line in zip(*block, strict=True)]
    height, width = len(block), len(block[0])
    down = to.height // height if to.height % height == 0 else 1
    across = to.width // width if to.width % width == 0 else 1
    for repeat in range(max(down, 1) * max(across, 1)):
        top = to.top + repeat // max(across, 1) * height
        left = to.left + repeat % max(across, 1) * width
        _paste(
            target, Box(top, top + height, left, left + width), block, kind, (top - box.top, left - box.left)
        )
        if kind == "PASTE_NORMAL":
            _copy_metadata(edit, source, box, target, (top, left))


def _cut(edit: Edit, body: JsonObject) -> None:
    source, box = edit.box(body["source"])
    place = body["destination"]
    target = edit.sheet(place.get("sheetId", 0))
    kind = body.get("pasteType", "PASTE_NORMAL")
    block = _block(edit, source, box, kind)
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            source.put(row, column, {})
    to = box.at(place.get("rowIndex", 0), place.get("columnIndex", 0))
    # What is cut keeps its formulas as they were.
    _paste(target, to, block, kind, (0, 0))


def _block(edit: Edit, sheet: Sheet, box: Box, kind: str) -> list[list[Cell]]:
    calc = Calc(edit.spreadsheet)

    def cell(row: int, column: int) -> Cell:
        found = {key: item for key, item in sheet.cell(row, column).items() if key in _PASTED[kind]}
        if kind == "PASTE_VALUES" and (value := calc.effective(sheet, row, column)) is not None:
            found["userEnteredValue"] = value
        return found

    return [[cell(r, c) for c in range(box.left, box.right)] for r in range(box.top, box.bottom)]


def _paste(sheet: Sheet, box: Box, block: list[list[Cell]], kind: str, moved: tuple[int, int]) -> None:
    """Paste as far as the grid goes; moved is by how much relative references move."""
    kept = set(_PASTED["PASTE_NORMAL"]) - set(_PASTED[kind])
    for row in range(box.top, min(box.bottom, sheet.box.bottom)):
        for column in range(box.left, min(box.right, sheet.box.right)):
            given = block[row - box.top][column - box.left]
            formula = given.get("userEnteredValue", {}).get("formulaValue")
            if formula:
                given = given | {"userEnteredValue": {"formulaValue": copied(formula, *moved)}}
            own = {key: item for key, item in sheet.cell(row, column).items() if key in kept}
            sheet.put(row, column, settled_cell(own | given))


def _copy_metadata(edit: Edit, source: Sheet, box: Box, target: Sheet, at: tuple[int, int]) -> None:
    """A whole row or column that is copied brings its metadata along: the same key under a new id."""
    wholes = {
        ROWS: (box.left == 0 and box.right == source.box.right, box.top, box.bottom, at[0]),
        COLUMNS: (box.top == 0 and box.bottom == source.box.bottom, box.left, box.right, at[1]),
    }
    for entry in list(edit.spreadsheet.metadata):
        place = entry["location"].get("dimensionRange")
        if place is None or place.get("sheetId", 0) != source.id:
            continue
        is_whole, start, end, to = wholes[place["dimension"]]
        if is_whole and start <= place["startIndex"] < end:
            first = place["startIndex"] - start + to
            there = place | {"startIndex": first, "endIndex": first + 1}
            there |= {"sheetId": target.id} if target.id else {}
            location = entry["location"] | {"dimensionRange": there}
            edit.spreadsheet.metadata.append(
                entry | {"metadataId": edit.state.new_number(), "location": location}
            )


def _paste_data(edit: Edit, body: JsonObject) -> None:
    place = body["coordinate"]
    sheet = edit.sheet(place.get("sheetId", 0))
    tongue = locale(edit.spreadsheet.properties.get("locale", ""))
    rows = csv.reader(io.StringIO(body.get("data", "")), delimiter=body.get("delimiter") or "\t")
    for row, line in enumerate(rows, place.get("rowIndex", 0)):
        for column, text in enumerate(line, place.get("columnIndex", 0)):
            value, number_format = typed(text, tongue)
            given: Cell = {"userEnteredValue": value}
            if number_format:
                given["userEnteredFormat"] = {"numberFormat": number_format}
            edit.area(Area(sheet.id, row, row + 1, column, column + 1).json())
            sheet.put(row, column, settled_cell(sheet.cell(row, column) | given))


OPERATIONS: dict[str, Operation] = {"copyPaste": _copy, "cutPaste": _cut, "pasteData": _paste_data}
