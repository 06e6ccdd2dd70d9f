"""How a session of requests reaches its server: past the proxies and the ~/.netrc of this machine.

What a busy server answers, and how often to try, is left to `sync.patience`.
"""

from typing import Any

import requests
from requests.adapters import HTTPAdapter

from sync.addresses import is_loopback


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
