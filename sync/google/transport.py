"""How requests reach Google, or what stands in for it: proxies, and what a busy server answers.

Who is signed in, and how often to try, is left to `sync.google.session`.
"""

from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from sync.addresses import is_loopback
from sync.patience import BUSY, BusyError, reason, retry_after


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
        raise BusyError("Google asks to slow down (quota); try again in a few minutes", retry_after(headers))
    if status in BUSY:
        raise BusyError(f"Google's servers do not answer ({status}); try again later", retry_after(headers))


def lost(error: object) -> BusyError:
    """Say what became of a connection, without the address that was asked for."""
    return BusyError(f"no connection to Google: {reason(error)}; try again later")
