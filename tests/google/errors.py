"""What Google answers when it refuses: a status, and a JSON body in the shape of google.rpc.Status."""

from typing import Any

JsonObject = dict[str, Any]

_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    410: "NOT_FOUND",
    412: "FAILED_PRECONDITION",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """A refusal; `body` is what goes over the wire."""

    def __init__(self, code: int, message: str, details: list[JsonObject] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        error: JsonObject = {"code": code, "message": message, "status": _STATUS[code]}
        if details:
            error["details"] = details
        self.body: JsonObject = {"error": error}


class DriveError(ApiError):
    """Drive's refusals have a list of errors and no status word."""

    def __init__(self, code: int, reason: str, message: str, parameter: str = "") -> None:
        super().__init__(code, message)
        entry: JsonObject = {"message": message, "domain": "global", "reason": reason}
        if parameter:
            entry |= {"location": parameter, "locationType": "parameter"}
        self.body = {"error": {"code": code, "message": message, "errors": [entry]}}


def invalid(message: str) -> ApiError:
    return ApiError(400, message)


def violated(violations: list[tuple[str, str]], message: str = "") -> ApiError:
    """400 with the fields at fault, as pairs of field and description."""
    described = [{"field": field, "description": text} for field, text in violations]
    for entry in described:
        if not entry["field"]:
            del entry["field"]
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": described}
    return ApiError(400, message or "\n".join(text for _, text in violations), [detail])


def not_found() -> ApiError:
    return ApiError(404, "Requested entity was not found.")


def forbidden() -> ApiError:
    return ApiError(403, "The caller does not have permission")
