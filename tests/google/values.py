"""The methods of spreadsheets.values."""

from collections.abc import Callable
from typing import TypeVar

from tests.google.call import Call, Handler
from tests.google.errors import ApiError, JsonObject, invalid
from tests.google.metadata import areas_of
from tests.google.reading import Rendering, value_range
from tests.google.writing import Written, append, check_option, clear, counted, write

Result = TypeVar("Result")


def _get(call: Call) -> JsonObject:
    spreadsheet = call.spreadsheet()
    return value_range(spreadsheet, spreadsheet.area(call.params["range"]), Rendering.of(call.params))


def _batch_get(call: Call) -> JsonObject:
    spreadsheet, rendering = call.spreadsheet(), Rendering.of(call.params)
    areas = [spreadsheet.area(text) for text in call.option("ranges", [])]
    ranges = [value_range(spreadsheet, area, rendering) for area in areas]
    return {"spreadsheetId": spreadsheet.id} | ({"valueRanges": ranges} if ranges else {})


def _batch_get_by_filter(call: Call) -> JsonObject:
    """assumption: one answer for each area, with all the filters that mean it."""
    spreadsheet, rendering = call.spreadsheet(), Rendering.of(call.body)
    filters = call.body.get("dataFilters", [])
    if not filters:
        raise invalid("Must specify at least one data filter.")
    meant = [(area, each) for each in filters for area in areas_of(spreadsheet, each)]
    ranges = [
        {
            "valueRange": value_range(spreadsheet, area, rendering),
            "dataFilters": [each for other, each in meant if other == area],
        }
        for area in dict.fromkeys(area for area, _ in meant)
    ]
    return {"spreadsheetId": spreadsheet.id} | ({"valueRanges": ranges} if ranges else {})


def _update(call: Call) -> JsonObject:
    spreadsheet = call.draft()
    _check_same_range(call)
    option = check_option(call.option("valueInputOption"))
    area = spreadsheet.area(call.params["range"])
    done = write(spreadsheet, area, call.body.get("values", []), _major(call.body), option)
    call.state.replace(spreadsheet)
    return done.answer(spreadsheet, call.params)


def _check_same_range(call: Call) -> None:
    # assumption: the sentence; the reference says only that both must be the same.
    given = call.body.get("range")
    if given and call.spreadsheet().area(given) != call.spreadsheet().area(call.params["range"]):
        raise invalid(
            f"Requested writing to range [{call.params['range']}], but the body has range [{given}]."
        )


def _append(call: Call) -> JsonObject:
    spreadsheet = call.draft()
    check_option(call.option("valueInputOption"))
    area = spreadsheet.area(call.params["range"])
    answer = append(spreadsheet, area, call.body.get("values", []), _major(call.body), call.params)
    call.state.replace(spreadsheet)
    return answer


def _clear(call: Call) -> JsonObject:
    spreadsheet = call.draft()
    cleared = clear(spreadsheet, spreadsheet.area(call.params["range"]))
    call.state.replace(spreadsheet)
    return {"spreadsheetId": spreadsheet.id, "clearedRange": cleared}


def _batch_clear(call: Call) -> JsonObject:
    spreadsheet = call.draft()
    areas = [spreadsheet.area(text) for text in call.body.get("ranges", [])]
    cleared = [clear(spreadsheet, area) for area in areas]
    call.state.replace(spreadsheet)
    return {"spreadsheetId": spreadsheet.id} | ({"clearedRanges": cleared} if cleared else {})


def _batch_clear_by_filter(call: Call) -> JsonObject:
    spreadsheet = call.draft()
    areas = [area for each in call.body.get("dataFilters", []) for area in areas_of(spreadsheet, each)]
    cleared = [clear(spreadsheet, area) for area in areas]
    call.state.replace(spreadsheet)
    return {"spreadsheetId": spreadsheet.id} | ({"clearedRanges": cleared} if cleared else {})


def _batch_update(call: Call) -> JsonObject:
    spreadsheet = call.draft()
    option = check_option(call.body.get("valueInputOption"))

    def one(data: JsonObject) -> Written:
        area = spreadsheet.area(data.get("range", ""))
        return write(spreadsheet, area, data.get("values", []), _major(data), option)

    done = _each(call.body.get("data", []), one)
    call.state.replace(spreadsheet)
    return _answer(call, done, [each.answer(spreadsheet, call.body) for each in done])


def _batch_update_by_filter(call: Call) -> JsonObject:
    """assumption: what no area matches is not written, and answered by its filter alone."""
    spreadsheet = call.draft()
    option = check_option(call.body.get("valueInputOption"))
    done: list[Written] = []
    found: list[tuple[JsonObject, Written | None]] = []

    def one(data: JsonObject) -> None:
        areas = areas_of(spreadsheet, data.get("dataFilter", {}))
        wrote = [write(spreadsheet, area, data.get("values", []), _major(data), option) for area in areas]
        done.extend(wrote)
        found.extend((data["dataFilter"], each) for each in wrote)
        if not wrote:
            found.append((data["dataFilter"], None))

    _each(call.body.get("data", []), one)
    call.state.replace(spreadsheet)
    responses = []
    for data_filter, each in found:
        response = {} if each is None else each.answer(spreadsheet, call.body)
        response.pop("spreadsheetId", None)
        responses.append(response | {"dataFilter": data_filter})
    return _answer(call, done, responses)


def _each(all_data: list[JsonObject], one: Callable[[JsonObject], Result]) -> list[Result]:
    results = []
    for index, data in enumerate(all_data):
        try:
            results.append(one(data))
        except ApiError as error:
            raise invalid(f"Invalid data[{index}]: {error.message}") from error
    return results


def _answer(call: Call, done: list[Written], responses: list[JsonObject]) -> JsonObject:
    counts = counted(done, "totalUpdated")
    sheets = len({each.sheet.id for each in done if each.cells})
    totals = counts | ({"totalUpdatedSheets": sheets} if sheets else {})
    answer: JsonObject = {"spreadsheetId": call.params["spreadsheetId"], **totals}
    return answer | ({"responses": responses} if responses else {})


def _major(body: JsonObject) -> str:
    return "COLUMNS" if body.get("majorDimension") == "COLUMNS" else "ROWS"


_PREFIX = "sheets.spreadsheets.values."
HANDLERS: dict[str, Handler] = {
    _PREFIX + "get": _get,
    _PREFIX + "batchGet": _batch_get,
    _PREFIX + "batchGetByDataFilter": _batch_get_by_filter,
    _PREFIX + "update": _update,
    _PREFIX + "batchUpdate": _batch_update,
    _PREFIX + "batchUpdateByDataFilter": _batch_update_by_filter,
    _PREFIX + "append": _append,
    _PREFIX + "clear": _clear,
    _PREFIX + "batchClear": _batch_clear,
    _PREFIX + "batchClearByDataFilter": _batch_clear_by_filter,
}
