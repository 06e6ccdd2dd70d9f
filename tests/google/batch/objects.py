"""Requests about what lies on the grid: named and protected ranges, merges, filters, formats by rule."""

from tests.google.area import Area
from tests.google.batch.cells import sort
from tests.google.batch.edit import Edit, Operation, mask_of
from tests.google.errors import JsonObject, invalid
from tests.google.fields import patched
from tests.google.formats import settled, without_false
from tests.google.spreadsheet import Sheet


def _stored(edit: Edit, grid_range: JsonObject) -> JsonObject:
    """Give a GridRange as it is answered, checked against the grid."""
    return edit.area(grid_range).json()


def _find(edit: Edit, part: str, key: str, wanted: object, what: str) -> tuple[list[JsonObject], int]:
    """Find one of the worksheets' things by its id; gives its list and its place in it."""
    for sheet in edit.spreadsheet.sheets:
        for index, entry in enumerate(sheet.part(part)):
            if entry.get(key) == wanted:
                return sheet.part(part), index
    raise invalid(f"No {what} with id: {wanted}")


def _sheet_of(edit: Edit, entry: JsonObject) -> Sheet:
    return edit.sheet(entry["range"].get("sheetId", 0))


def _add_named(edit: Edit, body: JsonObject) -> JsonObject:
    given = body["namedRange"]
    _check_name(edit, given.get("name", ""))
    entry = {
        "namedRangeId": given.get("namedRangeId") or str(edit.state.new_number()),
        "name": given["name"],
        "range": _stored(edit, given.get("range", {})),
    }
    edit.spreadsheet.named.append(entry)
    return {"namedRange": entry}


def _check_name(edit: Edit, name: str) -> None:
    # assumption: the sentences.
    if not name or not all(letter.isalnum() or letter in "_." for letter in name) or name[0].isdigit():
        raise invalid(f"The named range name is invalid: {name}")
    if any(entry["name"].casefold() == name.casefold() for entry in edit.spreadsheet.named):
        raise invalid(
            f"Cannot add named range with name: {name}. A named range with that name already exists."
        )


def _named(edit: Edit, named_range_id: str) -> int:
    for index, entry in enumerate(edit.spreadsheet.named):
        if entry["namedRangeId"] == named_range_id:
            return index
    raise invalid(f"No named range with id: {named_range_id}")


def _update_named(edit: Edit, body: JsonObject) -> None:
    given, mask = body["namedRange"], mask_of(body)
    index = _named(edit, given.get("namedRangeId", ""))
    before = edit.spreadsheet.named.pop(index)
    after = patched(before, given, mask or {"name": {}, "range": {}})
    _check_name(edit, after.get("name", ""))
    after["range"] = _stored(edit, after.get("range", {}))
    edit.spreadsheet.named.insert(index, after)


def _delete_named(edit: Edit, body: JsonObject) -> None:
    del edit.spreadsheet.named[_named(edit, body.get("namedRangeId", ""))]


def _add_protected(edit: Edit, body: JsonObject) -> JsonObject:
    given = body["protectedRange"]
    entry = _protected(edit, given, given.get("protectedRangeId", edit.state.new_number()))
    # Recorded: the answer's editors are empty, and the next read names the one who asked.
    editors = entry["editors"]
    _sheet_of(edit, entry).part("protectedRanges").append(entry)
    return {"protectedRange": entry | {"editors": editors if given.get("editors") else {}}}


def _protected(edit: Edit, given: JsonObject, protected_range_id: int) -> JsonObject:
    place = given.get("range")
    if given.get("namedRangeId"):
        place = edit.spreadsheet.named[_named(edit, given["namedRangeId"])]["range"]
    entry: JsonObject = {"protectedRangeId": protected_range_id, "range": _stored(edit, place or {})}
    entry |= {key: given[key] for key in ("namedRangeId", "description", "warningOnly") if given.get(key)}
    if given.get("unprotectedRanges"):
        entry["unprotectedRanges"] = [_stored(edit, each) for each in given["unprotectedRanges"]]
    editors = without_false(given.get("editors", {}))
    users = dict.fromkeys([*editors.get("users", []), edit.email])
    return entry | {"requestingUserCanEdit": True, "editors": editors | {"users": list(users)}}


def _update_protected(edit: Edit, body: JsonObject) -> None:
    given, mask = body["protectedRange"], mask_of(body)
    wanted = given.get("protectedRangeId")
    entries, index = _find(edit, "protectedRanges", "protectedRangeId", wanted, "protected range")
    entries[index] = _protected(
        edit, patched(entries[index], given, mask), entries[index]["protectedRangeId"]
    )


def _delete_protected(edit: Edit, body: JsonObject) -> None:
    wanted = body.get("protectedRangeId")
    entries, index = _find(edit, "protectedRanges", "protectedRangeId", wanted, "protected range")
    del entries[index]


def _merge(edit: Edit, body: JsonObject) -> None:
    """assumption: what is merged keeps its first value; the others are cleared."""
    sheet, box = edit.box(body["range"])
    _check_merges(sheet, box.area(sheet.id))
    areas = {
        "MERGE_ROWS": [Area(sheet.id, r, r + 1, box.left, box.right) for r in range(box.top, box.bottom)],
        "MERGE_COLUMNS": [Area(sheet.id, box.top, box.bottom, c, c + 1) for c in range(box.left, box.right)],
    }.get(body.get("mergeType", "MERGE_ALL"), [box.area(sheet.id)])
    _unmerge(edit, body)
    for area in areas:
        merged = area.box(sheet.box.bottom, sheet.box.right)
        if merged.height * merged.width > 1:
            sheet.part("merges").append(area.json())
        for row in range(merged.top, merged.bottom):
            for column in range(merged.left, merged.right):
                if (row, column) != (merged.top, merged.left):
                    cell = sheet.cell(row, column)
                    sheet.put(row, column, {k: v for k, v in cell.items() if k != "userEnteredValue"})


def _check_merges(sheet: Sheet, area: Area) -> None:
    for merge in map(Area.read, sheet.part("merges")):
        if area.intersects(merge) and not area.contains(merge):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")


def _unmerge(edit: Edit, body: JsonObject) -> None:
    sheet, box = edit.box(body["range"])
    area = box.area(sheet.id)
    _check_merges(sheet, area)
    sheet.parts["merges"] = [each for each in sheet.part("merges") if not area.contains(Area.read(each))]


def _set_filter(edit: Edit, body: JsonObject) -> None:
    entry = _filter(edit, body.get("filter", {}))
    sheet = _sheet_of(edit, entry)
    sheet.parts["basicFilter"] = [entry]
    if entry.get("sortSpecs"):
        box = Area.read(entry["range"]).box(sheet.box.bottom, sheet.box.right)
        # The first row of a filter is its heading, and stays.
        rows = Area(sheet.id, box.top + 1, box.bottom, box.left, box.right)
        sort(edit, sheet, rows.box(sheet.box.bottom, sheet.box.right), entry["sortSpecs"])


def _filter(edit: Edit, given: JsonObject) -> JsonObject:
    sheet, box = edit.box(given.get("range", {}))
    # assumption: a filter's range is answered with all four sides.
    entry: JsonObject = settled(given)
    return entry | {"range": box.area(sheet.id).json()}


def _clear_filter(edit: Edit, body: JsonObject) -> None:
    edit.sheet(body.get("sheetId", 0)).parts["basicFilter"] = []


def _add_view(edit: Edit, body: JsonObject) -> JsonObject:
    given = body["filter"]
    view_id = given.get("filterViewId", edit.state.new_number())
    entry = {"filterViewId": view_id, **_filter(edit, given)}
    entry.setdefault("title", "Filter 1")
    _sheet_of(edit, entry).part("filterViews").append(entry)
    return {"filter": entry}


def _update_view(edit: Edit, body: JsonObject) -> None:
    given, mask = body["filter"], mask_of(body)
    entries, index = _find(edit, "filterViews", "filterViewId", given.get("filterViewId"), "filter view")
    entries[index] = _filter(edit, patched(entries[index], given, mask))


def _delete_view(edit: Edit, body: JsonObject) -> None:
    entries, index = _find(edit, "filterViews", "filterViewId", body.get("filterId"), "filter view")
    del entries[index]


def _rules(edit: Edit, sheet_id: int, index: int, end: int) -> list[JsonObject]:
    rules = edit.sheet(sheet_id).part("conditionalFormats")
    if not 0 <= index < len(rules) + end:
        raise invalid(f"No conditional format on sheet: {sheet_id} at index: {index}")
    return rules


def _rule(edit: Edit, given: JsonObject) -> JsonObject:
    if not given.get("ranges"):
        raise invalid("rule.ranges must be set.")
    rule: JsonObject = settled(given)
    return rule | {"ranges": [_stored(edit, each) for each in given["ranges"]]}


def _add_rule(edit: Edit, body: JsonObject) -> None:
    rule, index = _rule(edit, body.get("rule", {})), body.get("index", 0)
    _rules(edit, rule["ranges"][0].get("sheetId", 0), index, 1).insert(index, rule)


def _delete_rule(edit: Edit, body: JsonObject) -> JsonObject:
    sheet_id, index = body.get("sheetId", 0), body.get("index", 0)
    return {"rule": _rules(edit, sheet_id, index, 0).pop(index)}


def _update_rule(edit: Edit, body: JsonObject) -> JsonObject:
    index = body.get("index", 0)
    sheet_id = body["sheetId"] if "sheetId" in body else _first_sheet(body.get("rule", {}))
    rules = _rules(edit, sheet_id, index, 0)
    before = rules.pop(index)
    if "newIndex" in body:
        rules.insert(body["newIndex"], before)
        return {"newRule": before, "oldIndex": index, "newIndex": body["newIndex"]}
    rules.insert(index, _rule(edit, body["rule"]))
    return {"newRule": rules[index], "newIndex": index, "oldRule": before, "oldIndex": index}


def _first_sheet(rule: JsonObject) -> int:
    return int((rule.get("ranges") or [{}])[0].get("sheetId", 0))


def _add_banding(edit: Edit, body: JsonObject) -> JsonObject:
    given = settled(body["bandedRange"])
    entry = given | {
        "bandedRangeId": given.get("bandedRangeId", edit.state.new_number()),
        "range": _stored(edit, given.get("range", {})),
    }
    _sheet_of(edit, entry).part("bandedRanges").append(entry)
    return {"bandedRange": entry}


def _delete_banding(edit: Edit, body: JsonObject) -> None:
    entries, index = _find(edit, "bandedRanges", "bandedRangeId", body.get("bandedRangeId"), "banded range")
    del entries[index]


OPERATIONS: dict[str, Operation] = {
    "addNamedRange": _add_named,
    "updateNamedRange": _update_named,
    "deleteNamedRange": _delete_named,
    "addProtectedRange": _add_protected,
    "updateProtectedRange": _update_protected,
    "deleteProtectedRange": _delete_protected,
    "mergeCells": _merge,
    "unmergeCells": _unmerge,
    "setBasicFilter": _set_filter,
    "clearBasicFilter": _clear_filter,
    "addFilterView": _add_view,
    "updateFilterView": _update_view,
    "deleteFilterView": _delete_view,
    "addConditionalFormatRule": _add_rule,
    "updateConditionalFormatRule": _update_rule,
    "deleteConditionalFormatRule": _delete_rule,
    "addBanding": _add_banding,
    "deleteBanding": _delete_banding,
}
