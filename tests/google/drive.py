"""The methods of Drive v3 that spreadsheets need: files and their permissions.

assumption: all but creating, reading and deleting a file, which are recorded.
"""

import re
from datetime import datetime

from tests.google.call import Call, Handler
from tests.google.errors import ApiError, DriveError, JsonObject
from tests.google.fields import Mask, below, only
from tests.google.state import SPREADSHEET, File

_DEFAULT: Mask = {"kind": {}, "id": {}, "name": {}, "mimeType": {}}
_TERM = re.compile(r"""(name|mimeType)\s*(=|!=|contains)\s*(["'])((?:\\.|(?!\3).)*)\3""")
_PARENT = re.compile(r"""["']([^"']+)["'] in parents""")


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def _message(call: Call, file: File) -> JsonObject:
    message: JsonObject = {
        "kind": "drive#file",
        "id": file.spreadsheet.id,
        "name": file.name,
        "mimeType": SPREADSHEET,
        "createdTime": _time(file.created),
        "modifiedTime": _time(file.modified),
        "trashed": False,
        "ownedByMe": file.owner == call.email,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.spreadsheet.id}/edit?usp=drivesdk",
        "owners": [{"kind": "drive#user", "emailAddress": file.owner, "me": file.owner == call.email}],
        "permissions": _permissions(file),
    }
    return message | ({"parents": file.parents} if file.parents else {})


def _answer(call: Call, file: File) -> JsonObject:
    answer: JsonObject = only(_message(call, file), _DEFAULT if call.mask is None else call.mask)
    return answer


def _opened(call: Call, *, to_write: bool = False) -> File:
    """Drive hides what one may not see: it is not found."""
    file_id = call.params["fileId"]
    try:
        return call.state.opened(file_id, call.email, to_write=to_write)
    except ApiError as error:
        known = call.state.files.get(file_id)
        if known is not None and known.role(call.email) is not None:
            text = "The user does not have sufficient permissions for this file."
            raise DriveError(403, "insufficientFilePermissions", text) from error
        raise DriveError(404, "notFound", f"File not found: {file_id}.", "fileId") from error


def _create(call: Call) -> JsonObject:
    if call.body.get("mimeType") != SPREADSHEET:
        raise DriveError(501, "notImplemented", "The stand-in has spreadsheets only.")
    spreadsheet = call.state.create(call.body.get("name", "Untitled"), call.email)
    file = call.state.files[spreadsheet.id]
    file.parents = list(call.body.get("parents", []))
    return _answer(call, file)


def _get(call: Call) -> JsonObject:
    return _answer(call, _opened(call))


def _update(call: Call) -> JsonObject:
    file = _opened(call, to_write=True)
    if call.body.get("trashed"):
        call.state.delete(file.spreadsheet.id)
    if "name" in call.body:
        draft = file.spreadsheet.copy()
        draft.properties["title"] = call.body["name"]
        call.state.replace(draft)
    removed = set(str(call.option("removeParents", "")).split(","))
    added = [parent for parent in str(call.option("addParents", "")).split(",") if parent]
    file.parents = [parent for parent in file.parents if parent not in removed] + added
    return _answer(call, file)


def _delete(call: Call) -> None:
    file = _opened(call)
    if file.owner != call.email:
        text = "The user does not have sufficient permissions for this file."
        raise DriveError(403, "insufficientFilePermissions", text)
    call.state.delete(file.spreadsheet.id)


def _list(call: Call) -> JsonObject:
    found = [
        file
        for file in sorted(call.state.files.values(), key=lambda file: file.modified, reverse=True)
        if file.role(call.email) is not None and _is_meant(file, str(call.option("q", "")))
    ]
    mask = _DEFAULT if call.mask is None else below(call.mask, "files")
    files = [only(_message(call, file), mask) for file in found]
    answer: JsonObject = {"kind": "drive#fileList", "incompleteSearch": False, "files": files}
    return answer


def _is_meant(file: File, query: str) -> bool:
    for field, operator, _, text in _TERM.findall(query):
        value = file.name if field == "name" else SPREADSHEET
        wanted = re.sub(r"\\(.)", r"\1", text)
        fits = wanted.casefold() in value.casefold() if operator == "contains" else value == wanted
        if fits == (operator == "!="):
            return False
    return all(parent in file.parents for parent in _PARENT.findall(query)) and "trashed=true" not in query


def _copy(call: Call) -> JsonObject:
    source = _opened(call)
    spreadsheet = source.spreadsheet.copy()
    spreadsheet.id = call.state.new_id()
    spreadsheet.properties["title"] = call.body.get("name", f"Copy of {source.name}")
    file = call.state.add(spreadsheet, call.email)
    file.parents = list(call.body.get("parents", source.parents))
    return _answer(call, file)


def _permissions(file: File) -> list[JsonObject]:
    roles = {file.owner: "owner", **file.access}
    found: list[JsonObject] = [
        {
            "kind": "drive#permission",
            "id": _permission_id(email),
            "type": "user",
            "emailAddress": email,
            "displayName": email.partition("@")[0],
            "role": role,
        }
        for email, role in roles.items()
    ]
    if file.anyone:
        found.append(
            {"kind": "drive#permission", "id": "anyoneWithLink", "type": "anyone", "role": file.anyone}
        )
    return found


def _permission_id(email: str) -> str:
    return f"{int.from_bytes(email.encode()) % 10**20:020}"


def _list_permissions(call: Call) -> JsonObject:
    default: Mask = {"kind": {}, "id": {}, "type": {}, "role": {}}
    mask = default if call.mask is None else below(call.mask, "permissions")
    found = [only(each, mask) for each in _permissions(_opened(call))]
    return {"kind": "drive#permissionList", "permissions": found}


def _create_permission(call: Call) -> JsonObject:
    file, kind, role = _opened(call, to_write=True), call.body.get("type"), call.body.get("role", "reader")
    if kind in {"user", "group"}:
        email = call.body.get("emailAddress", "")
        file.access[email] = role
        permission_id = _permission_id(email)
    else:
        file.anyone, permission_id = role, "anyoneWithLink"
    answer = {"kind": "drive#permission", "id": permission_id, "type": kind, "role": role}
    return {key: value for key, value in answer.items() if not call.mask or key in call.mask}


def _delete_permission(call: Call) -> None:
    file, wanted = _opened(call, to_write=True), call.params["permissionId"]
    for email in [email for email in file.access if _permission_id(email) == wanted]:
        del file.access[email]
        return
    if wanted != "anyoneWithLink" or file.anyone is None:
        raise DriveError(404, "notFound", f"Permission not found: {wanted}.", "permissionId")
    file.anyone = None


def _comments(call: Call) -> JsonObject:
    _opened(call)
    return {"kind": "drive#commentList", "comments": []}


HANDLERS: dict[str, Handler] = {
    "drive.files.create": _create,
    "drive.files.get": _get,
    "drive.files.update": _update,
    "drive.files.delete": _delete,
    "drive.files.list": _list,
    "drive.files.copy": _copy,
    "drive.permissions.list": _list_permissions,
    "drive.permissions.create": _create_permission,
    "drive.permissions.delete": _delete_permission,
    "drive.comments.list": _comments,
}
