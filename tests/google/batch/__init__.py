"""The requests of spreadsheets.batchUpdate: all of them or none."""

from tests.google.batch import cells, dimensions, metadata, objects, pasting, sheets, tables
from tests.google.batch.edit import Edit, Operation
from tests.google.errors import ApiError, JsonObject, invalid
from tests.google.spreadsheet import Spreadsheet
from tests.google.state import State

_OPERATIONS: dict[str, Operation] = {
    **sheets.OPERATIONS,
    **dimensions.OPERATIONS,
    **cells.OPERATIONS,
    **pasting.OPERATIONS,
    **objects.OPERATIONS,
    **tables.OPERATIONS,
    **metadata.OPERATIONS,
}


def run(state: State, email: str, spreadsheet: Spreadsheet, requests: list[JsonObject]) -> list[JsonObject]:
    """Do the requests to `spreadsheet`, a copy to be thrown away when this raises; gives their replies."""
    if not requests:
        raise invalid("Must specify at least one request.")
    edit = Edit(state, email, spreadsheet)
    return [_one(edit, index, request) for index, request in enumerate(requests)]


def _one(edit: Edit, index: int, request: JsonObject) -> JsonObject:
    if len(request) != 1:
        raise invalid(f"Invalid requests[{index}]: No request set.")
    name, body = next(iter(request.items()))
    operation = _OPERATIONS.get(name)
    if operation is None:
        raise ApiError(501, f"The stand-in does not have {name}.")
    try:
        reply = operation(edit, body)
    except ApiError as error:
        raise invalid(f"Invalid requests[{index}].{name}: {error.message}") from error
    return {name: reply} if reply else {}
