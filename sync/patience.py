"""How long to wait for a server, and how often to try again, whoever's it is.

Which answers are worth another try, and the sentence for them, is left to who asks.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import cast

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_random_exponential

from sync.errors import TryAgainError

TIMEOUT = (5, 60)  # seconds to connect, and between two pieces of the answer
TRIES = 6
PATIENCE = 120  # seconds in all
BUSY = frozenset({429, 500, 502, 503, 504})
LOST = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)
"""What requests raises when no answer, or half of one, has come."""
log = logging.getLogger(__name__)
_jitter = wait_random_exponential(multiplier=1, max=30)


class BusyError(TryAgainError):
    """This try has failed and another may not, `retry_after` seconds later if the server said so."""

    def __init__(self, sentence: str, retry_after: float = 0) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


def patient(sleep: Callable[[float], None]) -> Retrying:
    """Try again on BusyError, which is raised once 6 tries or 120 seconds are used up."""
    return Retrying(
        sleep=sleep,
        retry=retry_if_exception_type(BusyError),
        wait=_wait,
        stop=_enough,
        before_sleep=_log_retry,
        reraise=True,
    )


def reason(error: object) -> str:
    """Say what became of a connection, without the address that was asked for."""
    match error:
        case requests.exceptions.ProxyError():
            return "the proxy of this machine's settings does not let it through"
        case requests.exceptions.SSLError():
            return "the certificate that the other side shows is not accepted"
        case requests.ConnectTimeout():
            return "it cannot be reached"
        case requests.Timeout():
            return "no answer came in time"
        case requests.exceptions.ChunkedEncodingError() | requests.exceptions.ContentDecodingError():
            return "the connection broke off in the middle of an answer"
        case _:
            return "it cannot be reached, or the connection broke off"


def retry_after(headers: Mapping[str, str]) -> float:
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


def _wait(state: RetryCallState) -> float:
    """Give the seconds to wait: full jitter, and never less than Retry-After."""
    return max(_jitter(state), _error(state).retry_after)


def _enough(state: RetryCallState) -> bool:
    passed = max(state.seconds_since_start or 0, state.idle_for)
    return state.attempt_number >= TRIES or passed + state.upcoming_sleep > PATIENCE


def _log_retry(state: RetryCallState) -> None:
    log.info("%s (try %d of %d)", _error(state), state.attempt_number, TRIES)


def _error(state: RetryCallState) -> BusyError:
    return cast("BusyError", state.outcome.exception() if state.outcome else None)
