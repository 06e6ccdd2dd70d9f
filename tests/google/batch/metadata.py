"""Requests about developer metadata.

assumption: all of it, after the reference; no recording has developer metadata.
"""

from tests.google.batch.edit import Edit, Operation, mask_of
from tests.google.errors import JsonObject, invalid
from tests.google.fields import patched
from tests.google.metadata import found_by, located

_FIELDS = ("metadataKey", "metadataValue", "visibility")


def _create(edit: Edit, body: JsonObject) -> JsonObject:
    given = body["developerMetadata"]
    known = {entry["metadataId"] for entry in edit.spreadsheet.metadata}
    metadata_id = given.get("metadataId", edit.state.new_number())
    if metadata_id <= 0:
        raise invalid("developerMetadata.metadataId must be positive.")
    if metadata_id in known:
        raise invalid(f"Developer metadata with ID {metadata_id} already exists.")
    entry = _whole(given)
    entry["location"] = located(edit.spreadsheet, given.get("location", {}))
    made = {"metadataId": metadata_id, **entry}
    edit.spreadsheet.metadata.append(made)
    return {"developerMetadata": made}


def _whole(entry: JsonObject) -> JsonObject:
    if not entry.get("metadataKey"):
        raise invalid("developerMetadata.metadataKey must be set.")
    if entry.get("visibility") not in {"DOCUMENT", "PROJECT"}:
        raise invalid("developerMetadata.visibility must be set.")
    return {key: entry[key] for key in _FIELDS if entry.get(key)}


def _found(edit: Edit, body: JsonObject) -> list[JsonObject]:
    found = [entry for each in body.get("dataFilters", []) for entry in found_by(edit.spreadsheet, each)]
    return list({entry["metadataId"]: entry for entry in found}.values())


def _update(edit: Edit, body: JsonObject) -> JsonObject:
    mask, changed = mask_of(body), []
    mask = {name: {} for name in mask} or {name: {} for name in _FIELDS}
    for entry in _found(edit, body):
        after = patched(entry, body["developerMetadata"], mask)
        made = {"metadataId": entry["metadataId"], **_whole(after)}
        made["location"] = located(
            edit.spreadsheet, after["location"] if "location" in after else entry["location"]
        )
        index = edit.spreadsheet.metadata.index(entry)
        edit.spreadsheet.metadata[index] = made
        changed.append(made)
    return {"developerMetadata": changed} if changed else {}


def _delete(edit: Edit, body: JsonObject) -> JsonObject:
    found = found_by(edit.spreadsheet, body.get("dataFilter", {}))
    edit.spreadsheet.metadata = [entry for entry in edit.spreadsheet.metadata if entry not in found]
    return {"deletedDeveloperMetadata": found} if found else {}


OPERATIONS: dict[str, Operation] = {
    "createDeveloperMetadata": _create,
    "updateDeveloperMetadata": _update,
    "deleteDeveloperMetadata": _delete,
}
