"""The methods of Sheets v4: spreadsheets, developer metadata, copying worksheets; not values."""

from tests.google import values
from tests.google.area import Area
from tests.google.batch import run
from tests.google.batch.sheets import copied, copied_metadata
from tests.google.call import Call, Handler
from tests.google.defaults import sheet_properties, spreadsheet_properties
from tests.google.errors import JsonObject, invalid, not_found
from tests.google.fields import below, wants
from tests.google.formats import settled
from tests.google.message import properties_message, spreadsheet_message
from tests.google.metadata import areas_of, found_by
from tests.google.reading import box_of, sheet_of
from tests.google.spreadsheet import Sheet, Spreadsheet

_PARTS = {
    "conditionalFormats": ("addConditionalFormatRule", "rule"),
    "protectedRanges": ("addProtectedRange", "protectedRange"),
    "filterViews": ("addFilterView", "filter"),
    "basicFilter": ("setBasicFilter", "filter"),
    "merges": ("mergeCells", "range"),
    "bandedRanges": ("addBanding", "bandedRange"),
    "tables": ("addTable", "table"),
    "developerMetadata": ("createDeveloperMetadata", "developerMetadata"),
}


def _create(call: Call) -> JsonObject:
    """assumption: what a new spreadsheet brings along is added as the same batch of requests would add it."""
    given = call.body.get("properties", {})
    properties = spreadsheet_properties("Untitled spreadsheet") | settled(given)
    spreadsheet = Spreadsheet(call.state.new_id(), properties, [])
    given_sheets = call.body.get("sheets") or [{}]
    for index, entry in enumerate(given_sheets):
        spreadsheet.sheets.append(_new_sheet(call, index, entry.get("properties", {})))
    spreadsheet.reindex()
    requests = [
        request
        for sheet, entry in zip(list(spreadsheet.sheets), given_sheets, strict=True)
        for request in _requests(sheet, entry)
    ]
    requests += [{"addNamedRange": {"namedRange": each}} for each in call.body.get("namedRanges", [])]
    requests += [
        {"createDeveloperMetadata": {"developerMetadata": each}}
        for each in call.body.get("developerMetadata", [])
    ]
    if requests:
        run(call.state, call.email, spreadsheet, requests)
    call.state.add(spreadsheet, call.email)
    return spreadsheet_message(spreadsheet, mask=call.mask, grid=False)


def _new_sheet(call: Call, index: int, given: JsonObject) -> Sheet:
    sheet_id = given.get("sheetId", call.state.new_number() if index else 0)
    properties = sheet_properties(sheet_id, given.get("title") or f"Sheet{index + 1}", index)
    grid = properties["gridProperties"] | given.get("gridProperties", {})
    return Sheet(settled(given) | properties | {"gridProperties": grid})


def _requests(sheet: Sheet, entry: JsonObject) -> list[JsonObject]:
    requests: list[JsonObject] = []
    for data in entry.get("data", []):
        start = {
            "sheetId": sheet.id,
            "rowIndex": data.get("startRow", 0),
            "columnIndex": data.get("startColumn", 0),
        }
        requests.append({"updateCells": {"start": start, "rows": data.get("rowData", []), "fields": "*"}})
        for name, dimension, first in (
            ("rowMetadata", "ROWS", start["rowIndex"]),
            ("columnMetadata", "COLUMNS", start["columnIndex"]),
        ):
            requests += [
                _dimension(sheet, dimension, index, properties)
                for index, properties in enumerate(data.get(name, []), first)
                if properties
            ]
    for part, (request, key) in _PARTS.items():
        found = entry.get(part, [])
        requests += [{request: {key: each}} for each in (found if isinstance(found, list) else [found])]
    return requests


def _dimension(sheet: Sheet, dimension: str, index: int, properties: JsonObject) -> JsonObject:
    span = {"sheetId": sheet.id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
    return {"updateDimensionProperties": {"range": span, "properties": properties, "fields": "*"}}


def _get(call: Call) -> JsonObject:
    spreadsheet = call.spreadsheet()
    ranges = call.option("ranges")
    areas = None if ranges is None else [_bounded(spreadsheet, spreadsheet.area(text)) for text in ranges]
    grid = bool(call.option("includeGridData", default=False))
    return spreadsheet_message(spreadsheet, areas, call.mask, grid=grid)


def _bounded(spreadsheet: Spreadsheet, area: Area) -> Area:
    """Check that an area starts in the grid; raises ApiError 400."""
    box_of(sheet_of(spreadsheet, area), area)
    return area


def _get_by_filter(call: Call) -> JsonObject:
    """assumption: filters that match nothing give no worksheet, and no filter at all gives every one."""
    spreadsheet = call.spreadsheet()
    filters = call.body.get("dataFilters")
    areas = [area for each in filters for area in areas_of(spreadsheet, each)] if filters else None
    return spreadsheet_message(spreadsheet, areas, call.mask, grid=bool(call.body.get("includeGridData")))


def _batch_update(call: Call) -> JsonObject:
    spreadsheet = call.draft()
    replies = run(call.state, call.email, spreadsheet, call.body.get("requests", []))
    call.state.replace(spreadsheet)
    answer: JsonObject = {"spreadsheetId": spreadsheet.id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse") and wants(call.mask or {}, "updatedSpreadsheet"):
        ranges = call.body.get("responseRanges")
        areas = [_bounded(spreadsheet, spreadsheet.area(text)) for text in ranges] if ranges else None
        grid = bool(call.body.get("responseIncludeGridData"))
        mask = None if call.mask is None else below(call.mask, "updatedSpreadsheet")
        answer["updatedSpreadsheet"] = spreadsheet_message(spreadsheet, areas, mask, grid=grid)
    return answer


def _get_metadata(call: Call) -> JsonObject:
    wanted = call.params["metadataId"]
    for entry in call.spreadsheet().metadata:
        if entry["metadataId"] == wanted:
            return entry
    raise not_found()


def _search_metadata(call: Call) -> JsonObject:
    spreadsheet, filters = call.spreadsheet(), call.body.get("dataFilters", [])
    if not filters:
        raise invalid("Must specify at least one data filter.")
    found = [(each, found_by(spreadsheet, each)) for each in filters]
    matched = [
        {"developerMetadata": entry, "dataFilters": [each for each, entries in found if entry in entries]}
        for entry in spreadsheet.metadata
        if any(entry in entries for _, entries in found)
    ]
    return {"matchedDeveloperMetadata": matched} if matched else {}


def _copy_to(call: Call) -> JsonObject:
    """Copy a worksheet into another spreadsheet, or into its own."""
    spreadsheet = call.spreadsheet()
    source = spreadsheet.sheet(call.params["sheetId"])
    if source is None:
        raise invalid(f"No sheet with id: {call.params['sheetId']}")
    target_id = call.body.get("destinationSpreadsheetId", "")
    target = call.state.opened(target_id, call.email, to_write=True).spreadsheet.copy()
    titles = {sheet.title for sheet in target.sheets}
    names = (f"Copy of {source.title}" + (f" {n}" if n > 1 else "") for n in range(1, 1000))
    sheet = copied(call.state, source, call.state.new_number(), next(n for n in names if n not in titles))
    target.sheets.append(sheet)
    target.metadata += copied_metadata(call.state, spreadsheet, source, sheet.id)
    target.reindex()
    call.state.replace(target)
    return properties_message(sheet)


_PREFIX = "sheets.spreadsheets."
HANDLERS: dict[str, Handler] = {
    **values.HANDLERS,
    _PREFIX + "create": _create,
    _PREFIX + "get": _get,
    _PREFIX + "getByDataFilter": _get_by_filter,
    _PREFIX + "batchUpdate": _batch_update,
    _PREFIX + "developerMetadata.get": _get_metadata,
    _PREFIX + "developerMetadata.search": _search_metadata,
    _PREFIX + "sheets.copyTo": _copy_to,
}
