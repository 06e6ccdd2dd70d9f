"""From a request to its answer: whose it is, which method, is it valid, what comes back. No sockets here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from tests.google import calendar, drive, sheets, storage
from tests.google.call import Call, Handler, Media
from tests.google.discovery import Api, Method, api
from tests.google.errors import ApiError, JsonObject, invalid, violated
from tests.google.fields import Mask, MaskError, only, parse
from tests.google.oauth import Accounts, OAuthError
from tests.google.state import State

_DOCUMENTS = {"sheets": "sheets.v4", "drive": "drive.v3", "calendar": "calendar.v3", "storage": "storage.v1"}
_HANDLERS: dict[str, Handler] = {**sheets.HANDLERS, **drive.HANDLERS, **calendar.HANDLERS, **storage.HANDLERS}
_BODY_NAMES = {"ValueRange": "data", "Spreadsheet": "spreadsheet"}
_JSON = {"Content-Type": "application/json; charset=UTF-8"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: status, headers, body; `method` is the id of the API's method, if it is one."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = ""


def told(status: int, message: object, method: str = "") -> Reply:
    return Reply(status, json.dumps(message, ensure_ascii=False).encode(), _JSON, method)


def batched(body: bytes, answer: Callable[[str, str, str, bytes], Reply]) -> Reply:
    """Answer a batch: HTTP requests as the parts of a multipart/mixed body, each by itself.

    assumption: all of it, after the API's guide. The boundary is the first line, as the client has it.
    """
    boundary = body.partition(b"\n")[0].strip().removeprefix(b"--")
    parts = message_from_bytes(b"Content-Type: multipart/mixed; boundary=" + boundary + b"\n\n" + body).walk()
    answers = []
    for part in parts:
        if part.get_content_type() == "application/http":
            head, _, inner = part.get_payload(decode=True).partition(b"\n\n")  # type: ignore[union-attr]
            verb, target, _ = head.decode().split(" ", 2)
            path, _, query = target.partition("?")
            id_ = " ".join(part["Content-ID"].split())  # RFC 5322, 2.2.3: a long one is folded
            answers.append((id_, answer(verb, path, query, inner)))
    lines = []
    for id_, reply in answers:
        lines += ["--batch", "Content-Type: application/http", f"Content-ID: <response-{id_[1:]}", ""]
        lines += [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        lines += ["", reply.body.decode()]
    whole = "\r\n".join([*lines, "--batch--", ""])
    return Reply(200, whole.encode(), {"Content-Type": "multipart/mixed; boundary=batch"}, "calendar.batch")


@dataclass(frozen=True, slots=True)
class Services:
    """Sheets, Drive, Calendar and the token endpoint over one state."""

    state: State
    accounts: Accounts

    def answer(self, verb: str, path: str, query: str, authorization: str, body: bytes) -> Reply:
        """Answer one request. Raises AssertionError where our own answer breaks Google's schema."""
        if path == "/token":
            return self._token(body)
        if path in {"/o/oauth2/auth", "/o/oauth2/v2/auth"}:
            return Reply(302, headers={"Location": self.accounts.consent(query)})
        if (verb, path) == ("POST", "/batch/calendar/v3"):
            return batched(body, partial(self._part, authorization))
        for service, document in _DOCUMENTS.items():
            found = api(document).find(verb, path.removeprefix("/upload"))
            if found is not None:
                method, params = found
                try:
                    return self._called(service, api(document), method, params, query, authorization, body)
                except ApiError as error:
                    return told(error.code, error.body, method.id)
        page = f"<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p>{verb} {path}"
        return Reply(404, page.encode(), {"Content-Type": "text/html; charset=UTF-8"})

    def _part(self, authorization: str, verb: str, path: str, query: str, body: bytes) -> Reply:
        return self.answer(verb, path, query, authorization, body)

    def _token(self, body: bytes) -> Reply:
        form = {key: values[0] for key, values in parse_qs(body.decode()).items()}
        try:
            return told(200, self.accounts.token(form))
        except OAuthError as error:
            return told(400, error.body)

    def _called(
        self,
        service: str,
        document: Api,
        method: Method,
        path_params: dict[str, str],
        query: str,
        authorization: str,
        body: bytes,
    ) -> Reply:
        grant = self.accounts.whose(authorization, service)
        asked = parse_qs(query, keep_blank_values=True)
        params = document.query(method, asked | {key: [value] for key, value in path_params.items()})
        mask = _mask(document, method, params)
        handler = _HANDLERS.get(method.id)
        if handler is None:
            raise ApiError(501, f"The stand-in does not have {method.id}.")
        body, media = storage.parts(body) if "uploadType" in params else (body, b"")
        message = document.accept(method.request, _parsed(body), _root(method)) if method.request else {}
        answer = handler(Call(self.state, grant.email, params, message, mask, media))
        if isinstance(answer, Media):
            return Reply(200, answer.data, {"Content-Type": answer.content_type}, method.id)
        if answer is None:
            # Recorded: Drive answers a deletion with 204 and no body.
            return Reply(204, headers={"Content-Type": "text/html"}, method=method.id)
        answer = only(answer, mask or {})
        document.check(method.response, answer)
        return told(200, answer, method.id)


def _mask(document: Api, method: Method, params: JsonObject) -> Mask | None:
    text = params.get("fields")
    if not text:
        return None
    try:
        mask = parse(text)
    except MaskError:
        description = f"Error expanding 'fields' parameter. Cannot parse '{text}'."
        raise violated([("fields", description)], "Request contains an invalid argument.") from None
    if method.response:
        document.check_mask(method.response, mask)
    return mask


def _parsed(body: bytes) -> Any:  # noqa: ANN401 - any JSON value
    if not body.strip():
        return {}
    try:
        return json.loads(body)
    except ValueError:
        raise invalid("Invalid JSON payload received. Unexpected token.") from None


def _root(method: Method) -> str:
    """Recorded: a fault in a ValueRange is told at `data`; other requests have no name around them."""
    return _BODY_NAMES.get(method.request, "") if method.id.startswith("sheets") else ""
