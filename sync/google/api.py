"""Google's APIs by their own client library, over our signed-in session instead of a connection of its own.

So every call is signed in, tried again, counted and, in tests, sent to the stand-in, as all others are. What
is called is left to others.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sync.errors import TryAgainError

if TYPE_CHECKING:
    import httplib2  # type: ignore[import-untyped]

    from sync.google.session import Session

NOT_GOOGLE = (
    "something between here and Google answered instead, such as the sign-in page of a hotel's network; "
    "try again later"
)


def service(session: "Session", name: str, version: str) -> Any:  # noqa: ANN401 - built as it runs
    """Give the client of an API, such as "storage" in "v1", as googleapiclient's `Resource`.

    Its calls raise what the session does, and googleapiclient's HttpError for any other refusal.
    """
    from googleapiclient.discovery import build  # type: ignore[import-untyped]  # noqa: PLC0415 heavy

    return build(name, version, http=_Http(session), static_discovery=True)


def message(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - what the API answers
    """Give an answer that is a message of the API. Raises TryAgainError for what a hotel's network sends."""
    if not isinstance(answer, dict):  # the client gives back what is no JSON as it came
        raise TryAgainError(NOT_GOOGLE)
    return answer


class _Http:
    """What googleapiclient asks of an `httplib2.Http`."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_: object,
    ) -> "tuple[httplib2.Response, bytes]":
        import httplib2  # noqa: PLC0415 heavy

        data = body.encode() if isinstance(body, str) else body
        answer = self._session.request(method, uri, data=data, headers=dict(headers or {}))
        response = httplib2.Response({**answer.headers, "status": str(answer.status_code)})
        response.reason = answer.reason
        return response, answer.content

    def close(self) -> None:
        """Leave the session open: it is not ours."""
