"""How requests reach Google, or what stands in for it: time limits, proxies, and what a busy server answers.

Who is signed in, and how often to try, is left to `sync.google.session`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from sync.config_file import is_loopback
from sync.errors import TryAgainError

TIMEOUT = (5, 60)  # seconds to connect, and between two pieces of the answer
BUSY = frozenset({429, 500, 502, 503, 504})
LOST = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)
"""What requests raises when no answer, or half of one, has come."""


class BusyError(TryAgainError):
    """This try has failed and another may not, `retry_after` seconds later if the server said so."""

    def __init__(self, sentence: str, retry_after: float = 0) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Direct(HTTPAdapter):
    """Sends as usual, but to this machine itself never through a proxy of the environment."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - passed on
        """Send one request."""
        if is_loopback(request.url or ""):
            kwargs["proxies"] = None
        return super().send(request, *args, **kwargs)


def prepare(session: requests.Session) -> None:
    """Let a session reach this machine itself, and keep what ~/.netrc says out of its Authorization."""
    for prefix in ("https://", "http://"):
        session.mount(prefix, Direct())
    session.auth = _as_it_is


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def check_busy(status: int, headers: Mapping[str, str]) -> None:
    """Raise BusyError for an answer that time may mend, whatever its body."""
    if status == requests.codes.too_many_requests:
        raise BusyError("Google asks to slow down (quota); try again in a few minutes", _retry_after(headers))
    if status in BUSY:
        raise BusyError(f"Google's servers do not answer ({status}); try again later", _retry_after(headers))


def lost(error: object) -> BusyError:
    """Say what became of a connection, without the address that was asked for."""
    match error:
        case requests.exceptions.ProxyError():
            reason = "the proxy of this machine's settings does not let it through"
        case requests.exceptions.SSLError():
            reason = "the certificate that the other side shows is not accepted"
        case requests.ConnectTimeout():
            reason = "it cannot be reached"
        case requests.Timeout():
            reason = "no answer came in time"
        case requests.exceptions.ChunkedEncodingError() | requests.exceptions.ContentDecodingError():
            reason = "the connection broke off in the middle of an answer"
        case _:
            reason = "it cannot be reached, or the connection broke off"
    return BusyError(f"no connection to Google: {reason}; try again later")


def _retry_after(headers: Mapping[str, str]) -> float:
    """Read Retry-After, seconds or an HTTP date (RFC 9110, 10.2.3); seconds from now.

    A date is counted from the server's own: this machine's clock may be wrong.
    """
    value = headers.get("Retry-After", "")
    if value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
        now = parsedate_to_datetime(headers["Date"]) if "Date" in headers else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):  # not a date, or one without a zone beside one with
        return 0
