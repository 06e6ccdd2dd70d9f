"""Developer metadata: where it hangs, how it is looked up, and the areas that a DataFilter means.

assumption: all of it, after the API's reference; no recording has developer metadata or a DataFilter.
"""

from tests.google.area import COLUMNS, ROWS, Area
from tests.google.errors import JsonObject, invalid
from tests.google.spreadsheet import Sheet, Spreadsheet

_KINDS = {ROWS: "ROW", COLUMNS: "COLUMN"}


def at_spreadsheet(spreadsheet: Spreadsheet) -> list[JsonObject]:
    return [entry for entry in spreadsheet.metadata if _kind(entry) == "SPREADSHEET"]


def at_sheet(spreadsheet: Spreadsheet, sheet: Sheet) -> list[JsonObject]:
    return [
        entry
        for entry in spreadsheet.metadata
        if _kind(entry) == "SHEET" and entry["location"].get("sheetId", 0) == sheet.id
    ]


def at_dimension(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str) -> dict[int, list[JsonObject]]:
    """Give the metadata of rows or of columns, by index."""
    found: dict[int, list[JsonObject]] = {}
    for entry in spreadsheet.metadata:
        place = entry["location"].get("dimensionRange")
        if _kind(entry) == _KINDS[dimension] and place.get("sheetId", 0) == sheet.id:
            found.setdefault(place["startIndex"], []).append(entry)
    return found


def located(spreadsheet: Spreadsheet, location: JsonObject) -> JsonObject:
    """Give a location as it is stored, with its type; raises ApiError 400 where there is no such place."""
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "dimensionRange" in location:
        return _located_dimension(spreadsheet, location["dimensionRange"])
    if "sheetId" not in location:
        raise invalid("developerMetadata.location must be set.")
    if spreadsheet.sheet(location["sheetId"]) is None:
        raise invalid(f"No grid with id: {location['sheetId']}")
    return {"locationType": "SHEET", "sheetId": location["sheetId"]}


def _located_dimension(spreadsheet: Spreadsheet, given: JsonObject) -> JsonObject:
    sheet = spreadsheet.sheet(given.get("sheetId", 0))
    if sheet is None:
        raise invalid(f"No grid with id: {given.get('sheetId', 0)}")
    dimension, start, end = given.get("dimension"), given.get("startIndex", 0), given.get("endIndex")
    if dimension not in _KINDS:
        raise invalid("No dimension specified.")
    if end is None or end - start != 1:
        raise invalid("Developer metadata can only be placed on a single row or column.")
    if end > sheet.count(dimension):
        raise invalid(
            f"dimensionRange exceeds grid limits. Max {dimension.lower()}: {sheet.count(dimension)}"
        )
    place = {"dimension": dimension, "startIndex": start, "endIndex": end}
    if sheet.id:
        place = {"sheetId": sheet.id} | place
    return {"locationType": _KINDS[dimension], "dimensionRange": place}


def found_by(spreadsheet: Spreadsheet, data_filter: JsonObject) -> list[JsonObject]:
    """Give the metadata that one DataFilter matches: by what it says, or by where it is."""
    if "developerMetadataLookup" in data_filter:
        lookup = data_filter["developerMetadataLookup"]
        return [entry for entry in spreadsheet.metadata if _matches(spreadsheet, entry, lookup)]
    areas = areas_of(spreadsheet, data_filter)
    return [
        entry
        for entry in spreadsheet.metadata
        if (place := _area(entry)) is not None and any(area.intersects(place) for area in areas)
    ]


def areas_of(spreadsheet: Spreadsheet, data_filter: JsonObject) -> list[Area]:
    """Give the areas that a DataFilter means; a lookup gives those of all the metadata that it finds."""
    if "a1Range" in data_filter:
        return [spreadsheet.area(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        area = Area.read(data_filter["gridRange"])
        if spreadsheet.sheet(area.sheet) is None:
            raise invalid(f"No grid with id: {area.sheet}")
        return [area]
    if "developerMetadataLookup" not in data_filter:
        raise invalid("Must specify at least one data filter.")
    areas = [_area(entry) for entry in found_by(spreadsheet, data_filter)]
    every = [Area(sheet.id) for sheet in spreadsheet.sheets]
    return [place for area in areas for place in (every if area is None else [area])]


def _kind(entry: JsonObject) -> str:
    return str(entry["location"]["locationType"])


def _area(entry: JsonObject) -> Area | None:
    """Give where metadata hangs; None is the whole spreadsheet."""
    location = entry["location"]
    if "dimensionRange" in location:
        place = location["dimensionRange"]
        span = (place["startIndex"], place["endIndex"])
        return Area(place.get("sheetId", 0)).with_span(place["dimension"], span)
    return Area(location["sheetId"]) if "sheetId" in location else None


def _matches(spreadsheet: Spreadsheet, entry: JsonObject, lookup: JsonObject) -> bool:
    for key in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if key in lookup and entry.get(key) != lookup[key]:
            return False
    if "locationType" in lookup and _kind(entry) != lookup["locationType"]:
        return False
    if "metadataLocation" not in lookup:
        return True
    location = located(spreadsheet, lookup["metadataLocation"])
    place, asked = _area(entry), _area({"location": location})
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION" or place is None or asked is None:
        return bool(entry["location"] == location)
    return place.intersects(asked)
