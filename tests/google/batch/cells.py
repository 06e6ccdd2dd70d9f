"""Requests about what is in cells: write, repeat, validate, sort, find and replace."""

import re
from collections.abc import Iterable

from tests.google.area import Box
from tests.google.batch.edit import Edit, Operation, limits, mask_of
from tests.google.batch.sheets import paired
from tests.google.calc import Calc
from tests.google.entry import typed
from tests.google.errors import JsonObject, invalid
from tests.google.fields import Mask, patched
from tests.google.formats import settled_cell
from tests.google.locales import locale
from tests.google.references import copied
from tests.google.spreadsheet import Cell, Sheet

_WRITABLE = {"userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns"}
_DERIVED = {"effectiveValue", "effectiveFormat", "formattedValue", "hyperlink"}


def _cell_mask(body: JsonObject) -> Mask:
    mask = paired(mask_of(body))
    for name in mask:
        if name not in _WRITABLE | _DERIVED | {"pivotTable", "chipRuns", "dataSourceTable"}:
            raise invalid(f"Invalid field: {name}")
    # assumption: what Google works out itself is let pass and not written.
    return {name: inner for name, inner in mask.items() if name in _WRITABLE} or {
        name: {} for name in sorted(_WRITABLE)
    }


def _patched(cell: Cell, given: JsonObject, mask: Mask) -> Cell:
    return settled_cell(patched(cell, given, mask))


def _update(edit: Edit, body: JsonObject) -> None:
    mask = _cell_mask(body)
    rows: list[list[JsonObject]] = [row.get("values", []) for row in body.get("rows", [])]
    if "range" in body:
        sheet, box = edit.box(body["range"])
        height, width = len(rows), max(map(len, rows), default=0)
        if height > box.height or width > box.width:
            raise invalid(
                f"rows do not fit into the range: {height} by {width} into {box.height} by {box.width}."
            )
        for row in range(box.top, box.bottom):
            given = rows[row - box.top] if row - box.top < height else []
            filled = [*given, *({} for _ in range(box.width - len(given)))]
            _put_row(sheet, row, box.left, filled, mask)
        return
    start = body.get("start", {})
    sheet = edit.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    if top + len(rows) > sheet.box.bottom or left + max(map(len, rows), default=0) > sheet.box.right:
        raise invalid(f"Attempting to write column: {left}, row: {top} beyond the grid. {limits(sheet)}")
    for index, given in enumerate(rows):
        _put_row(sheet, top + index, left, given, mask)


def _put_row(sheet: Sheet, row: int, left: int, given: Iterable[JsonObject], mask: Mask) -> None:
    for column, cell in enumerate(given, left):
        sheet.put(row, column, _patched(sheet.cell(row, column), cell, mask))


def _append_cells(edit: Edit, body: JsonObject) -> None:
    """assumption: after the last row that holds anything, making rows as needed."""
    mask, sheet = _cell_mask(body), edit.sheet(body.get("sheetId", 0))
    last = max((index + 1 for index, row in enumerate(sheet.rows) if any(row)), default=0)
    rows = [row.get("values", []) for row in body.get("rows", [])]
    sheet.set_count("ROWS", max(sheet.box.bottom, last + len(rows)))
    for index, given in enumerate(rows):
        _put_row(sheet, last + index, 0, given, mask)


def _repeat(edit: Edit, body: JsonObject) -> None:
    mask, given = _cell_mask(body), body.get("cell", {})
    sheet, box = edit.box(body["range"])
    formula = given.get("userEnteredValue", {}).get("formulaValue")
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            cell = given
            if formula:
                # The reference: formulas are repeated as they would be by dragging.
                text = copied(formula, row - box.top, column - box.left)
                cell = given | {"userEnteredValue": {"formulaValue": text}}
            sheet.put(row, column, _patched(sheet.cell(row, column), cell, mask))


def _validate(edit: Edit, body: JsonObject) -> None:
    sheet, box = edit.box(body["range"])
    rule = body.get("rule")
    if rule is not None and "condition" not in rule:
        raise invalid("rule.condition must be set.")
    given = {"dataValidation": rule} if rule else {}
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            sheet.put(row, column, _patched(sheet.cell(row, column), given, {"dataValidation": {}}))


def _sort(edit: Edit, body: JsonObject) -> None:
    sheet, box = edit.box(body["range"])
    sort(edit, sheet, box, body.get("sortSpecs", []))


def sort(edit: Edit, sheet: Sheet, box: Box, specs: list[JsonObject]) -> None:
    """Sort the rows of a box: numbers, texts, truth values, and the empty always last.

    Recorded: texts that look like numbers sort as texts.
    assumption: what goes along is the whole cell, with note, format and validation.
    """
    for spec in specs:
        if not box.left <= spec.get("dimensionIndex", 0) < box.right:
            raise invalid(f"sortSpecs.dimensionIndex[{spec.get('dimensionIndex', 0)}] is outside the range.")
    calc = Calc(edit.spreadsheet)
    order = list(range(box.top, box.bottom))
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        values = {row: calc.effective(sheet, row, column) for row in order}
        filled = [row for row in order if values[row] is not None]
        filled.sort(key=lambda row: sort_key(values[row]), reverse=spec.get("sortOrder") == "DESCENDING")
        order = filled + [row for row in order if values[row] is None]
    cells = [
        [_carried(sheet.cell(row, c), to - row) for c in range(box.left, box.right)]
        for to, row in enumerate(order, box.top)
    ]
    for row, line in enumerate(cells, box.top):
        for column, cell in enumerate(line, box.left):
            sheet.put(row, column, cell)


def sort_key(value: JsonObject | None) -> tuple[int, float, str]:
    kind, plain = next(iter((value or {"": ""}).items()))
    if kind == "numberValue":
        return 0, plain, ""
    return {"stringValue": 1, "boolValue": 2}.get(kind, 3), 0, str(plain).casefold()


def _carried(cell: Cell, rows: int) -> Cell:
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if not formula or not rows:
        return cell
    return cell | {"userEnteredValue": {"formulaValue": copied(formula, rows, 0)}}


def _find_replace(edit: Edit, body: JsonObject) -> JsonObject:
    pattern = _pattern(body)
    changed: list[tuple[int, int, str]] = []
    occurrences = 0
    for sheet, box in _scope(edit, body):
        for row in range(box.top, min(box.bottom, len(sheet.rows))):
            for column in range(box.left, min(box.right, len(sheet.rows[row]))):
                count, kind = _replace(edit, sheet, (row, column), pattern, body)
                occurrences += count
                changed += [(sheet.id, row, kind)] if count else []
    counts = {
        "valuesChanged": sum(1 for *_, kind in changed if kind != "formulaValue"),
        "formulasChanged": sum(1 for *_, kind in changed if kind == "formulaValue"),
        "rowsChanged": len({(sheet, row) for sheet, row, _ in changed}),
        "sheetsChanged": len({sheet for sheet, *_ in changed}),
        "occurrencesChanged": occurrences,
    }
    return {key: count for key, count in counts.items() if count}


def _pattern(body: JsonObject) -> re.Pattern[str]:
    if not body.get("find"):
        raise invalid("find must be set.")
    text = body["find"] if body.get("searchByRegex") else re.escape(body["find"])
    if body.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)


def _scope(edit: Edit, body: JsonObject) -> list[tuple[Sheet, Box]]:
    if "range" in body:
        return [edit.box(body["range"])]
    if body.get("allSheets"):
        return [(sheet, sheet.box) for sheet in edit.spreadsheet.sheets]
    sheet = edit.sheet(body.get("sheetId", 0))
    return [(sheet, sheet.box)]


def _replace(
    edit: Edit, sheet: Sheet, at: tuple[int, int], pattern: re.Pattern[str], body: JsonObject
) -> tuple[int, str]:
    cell = sheet.cell(*at)
    kind, value = next(iter(cell.get("userEnteredValue", {"": ""}).items()))
    if not kind or (kind == "formulaValue" and not body.get("includeFormulas")):
        return 0, kind
    replacement = body.get("replacement", "")
    if not body.get("searchByRegex"):
        replacement = replacement.replace("\\", r"\\")
    text, count = pattern.subn(replacement, str(value))
    if count:
        entered, _ = typed(text, locale(edit.spreadsheet.properties.get("locale", "")))
        sheet.put(*at, settled_cell(cell | {"userEnteredValue": entered}))
    return count, kind


def _delete_duplicates(edit: Edit, body: JsonObject) -> JsonObject:
    """assumption: without columns to compare, whole rows of the range are compared."""
    sheet, box = edit.box(body["range"])
    spans = [column.get("startIndex", box.left) for column in body.get("comparisonColumns", [])]
    columns = spans or list(range(box.left, box.right))
    seen: set[str] = set()
    kept: list[list[Cell]] = []
    for row in range(box.top, box.bottom):
        key = repr([sheet.cell(row, column).get("userEnteredValue") for column in columns])
        if key not in seen:
            kept.append([sheet.cell(row, column) for column in range(box.left, box.right)])
        seen.add(key)
    for row in range(box.top, box.bottom):
        line = kept[row - box.top] if row - box.top < len(kept) else [{}] * box.width
        for column, cell in enumerate(line, box.left):
            sheet.put(row, column, cell)
    removed = box.height - len(kept)
    return {"duplicatesRemovedCount": removed} if removed else {}


def _trim(edit: Edit, body: JsonObject) -> JsonObject:
    sheet, box = edit.box(body["range"])
    count = 0
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            cell = sheet.cell(row, column)
            text = cell.get("userEnteredValue", {}).get("stringValue")
            if text is not None and text != (trimmed := " ".join(text.split())):
                sheet.put(row, column, settled_cell(cell | {"userEnteredValue": {"stringValue": trimmed}}))
                count += 1
    return {"cellsChangedCount": count} if count else {}


def _shift_cells(edit: Edit, body: JsonObject, *, insert: bool) -> None:
    """insertRange and deleteRange: the cells beyond the range, in its rows or columns, give way.

    assumption: ranges, metadata and formulas stay where they are; only cells move.
    """
    sheet, box = edit.box(body["range"])
    if body.get("shiftDimension") == "COLUMNS":
        for row in range(box.top, box.bottom):
            line = [sheet.cell(row, c) for c in range(box.left, sheet.box.right)]
            line = [*([{}] * box.width), *line] if insert else [*line[box.width :], *([{}] * box.width)]
            for column in range(box.left, sheet.box.right):
                sheet.put(row, column, line[column - box.left])
        return
    for column in range(box.left, box.right):
        line = [sheet.cell(r, column) for r in range(box.top, sheet.box.bottom)]
        line = [*([{}] * box.height), *line] if insert else [*line[box.height :], *([{}] * box.height)]
        for row in range(box.top, sheet.box.bottom):
            sheet.put(row, column, line[row - box.top])


def _update_borders(edit: Edit, body: JsonObject) -> None:
    sheet, box = edit.box(body["range"])
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            sides = {
                "top": "top" if row == box.top else "innerHorizontal",
                "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
                "left": "left" if column == box.left else "innerVertical",
                "right": "right" if column == box.right - 1 else "innerVertical",
            }
            given = {side: body[name] for side, name in sides.items() if name in body}
            cell = sheet.cell(row, column)
            own = cell.get("userEnteredFormat", {})
            borders = {k: v for k, v in (own.get("borders", {}) | given).items() if v.get("style") != "NONE"}
            changed = {key: item for key, item in own.items() if key != "borders"}
            sheet.put(
                row,
                column,
                settled_cell(
                    cell | {"userEnteredFormat": changed | ({"borders": borders} if borders else {})}
                ),
            )


OPERATIONS: dict[str, Operation] = {
    "updateCells": _update,
    "appendCells": _append_cells,
    "repeatCell": _repeat,
    "setDataValidation": _validate,
    "sortRange": _sort,
    "findReplace": _find_replace,
    "deleteDuplicates": _delete_duplicates,
    "trimWhitespace": _trim,
    "insertRange": lambda edit, body: _shift_cells(edit, body, insert=True),
    "deleteRange": lambda edit, body: _shift_cells(edit, body, insert=False),
    "updateBorders": _update_borders,
}
