"""What can go wrong on the way: refusals, lost connections, late and half answers, on demand.

assumption: the bodies of 429 and 5xx; no recording has one.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.google.errors import ApiError, JsonObject, forbidden, not_found


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it was logged; `number` counts from 1, and token requests by themselves."""

    number: int
    verb: str
    path: str
    query: str = ""
    body: bytes = b""
    method: str = ""
    status: int = 0

    def json(self) -> JsonObject:
        body: JsonObject = json.loads(self.body)
        return body


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer in place of the right one. `applied`: what was asked for is done all the same.

    `kind` is "answer", "reset", "half" or "stall" (nothing for `seconds`, then the line goes dead).
    """

    kind: str = "answer"
    status: int = 0
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    applied: bool = False
    seconds: float = 0


_JSON = (("Content-Type", "application/json; charset=UTF-8"),)
_HTML = (("Content-Type", "text/html; charset=UTF-8"),)


def refusal(error: ApiError, *headers: tuple[str, str]) -> Fault:
    return Fault("answer", error.code, json.dumps(error.body).encode(), (*_JSON, *headers))


def quota(retry_after: int | None = None) -> Fault:
    text = (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:1'."
    )
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {"service": "sheets.googleapis.com", "consumer": "projects/1"},
    }
    headers = [] if retry_after is None else [("Retry-After", str(retry_after))]
    return refusal(ApiError(429, text, [detail]), *headers)


def unavailable(status: int = 503) -> Fault:
    error = ApiError(503, "The service is currently unavailable.")
    error.body["error"]["code"] = status
    return Fault("answer", status, json.dumps(error.body).encode(), _JSON)


def unavailable_html(status: int = 503) -> Fault:
    page = f"<!DOCTYPE html><html lang=en><title>Error {status} (Server Error)!!1</title><p>That is an error."
    return Fault("answer", status, page.encode(), _HTML)


def denied() -> Fault:
    return refusal(forbidden())


def missing() -> Fault:
    return refusal(not_found())


def reset(*, applied: bool = False) -> Fault:
    return Fault("reset", applied=applied)


def half(*, applied: bool = True) -> Fault:
    return Fault("half", applied=applied)


def stall(seconds: float, *, applied: bool = False) -> Fault:
    return Fault("stall", applied=applied, seconds=seconds)


def invalid_grant() -> Fault:
    body = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
    return Fault("answer", 400, json.dumps(body).encode(), _JSON)


@dataclass
class Faults:
    """Which request meets which fault."""

    _rules: list[tuple[Callable[[Request], bool], Fault]] = field(default_factory=list)

    def at(self, number: int, fault: Fault) -> None:
        """The request of that number to an API, token requests not counted."""
        self._rules.append((lambda request: request.number == number and request.path != "/token", fault))

    def when(self, test: Callable[[Request], bool], fault: Fault) -> None:
        """Every request that passes the test."""
        self._rules.append((test, fault))

    def at_token(self, fault: Fault) -> None:
        self.when(lambda request: request.path == "/token", fault)

    def clear(self) -> None:
        self._rules.clear()

    def of(self, request: Request) -> Fault | None:
        return next((fault for test, fault in self._rules if test(request)), None)
