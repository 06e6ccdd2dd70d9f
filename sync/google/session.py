"""One HTTP session with Google's servers: signed in, counted, patient, and refused in one clear sentence.

What an answer means is left to the caller: any status that is neither of the sign-in nor worth another try
is given back as it came.
"""

import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, Never, TypeVar, cast

import requests
from google.auth.exceptions import RefreshError, TransportError
from google.auth.transport import Response
from google.auth.transport.requests import AuthorizedSession, Request

from sync.connection import Direct, prepare
from sync.errors import FollowupsError, GoogleRefusedError
from sync.google.busy import check_busy, lost
from sync.google.credentials import Account, keep
from sync.patience import TIMEOUT, BusyError, patient

SERVERS = ("https://sheets.googleapis.com/", "https://www.googleapis.com/", "https://storage.googleapis.com/")
T = TypeVar("T")


class Session(AuthorizedSession):
    """A `requests` session that gspread and others take as theirs.

    Raises GoogleRefusedError where signing in is what is wrong, and TryAgainError once 6 tries or 120 seconds
    are used up. `api_root` takes the place of Google's API servers; `sleep` waits between two tries.
    """

    def __init__(
        self, account: Account, api_root: str | None = None, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._tokens = requests.Session()
        prepare(self._tokens)
        super().__init__(
            account.credentials, max_refresh_attempts=1, auth_request=_TokenRequest(self._tokens)
        )
        prepare(self)
        self.account = account
        self._server_time: tuple[datetime, float] | None = (
            None  # and when it was heard, by the monotonic clock
        )
        for heard in (self, self._tokens):
            heard.hooks["response"].append(self._note_time)
        self._servers = _Servers(api_root)
        for server in SERVERS:
            self.mount(server, self._servers)
        self._retrying = patient(sleep)

    @property
    def sent(self) -> int:
        """How many HTTP requests went to Google's API servers, each try counted; none for tokens."""
        return self._servers.sent

    @property
    def server_time(self) -> datetime | None:
        """What time it is on Google's clock, to some seconds, by its last answer; None before any."""
        if self._server_time is None:
            return None
        then, heard = self._server_time
        return then + timedelta(seconds=time.monotonic() - heard)

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]  # noqa: ANN401 - passed on
        """Do as `requests.Session.request` does, trying again where that helps."""
        kwargs["timeout"] = kwargs.get("timeout") or TIMEOUT  # gspread passes None
        ask = partial(super().request, method, url, *args, **kwargs)
        if (
            "_credential_refresh_attempt" in kwargs
        ):  # google-auth's own second try after a 401: a part of ours
            return cast("requests.Response", ask())
        return self._retrying(self._answered, ask)

    def refresh(self) -> None:
        """Get an access token now, unless there is one that is still good."""
        if not self.credentials.valid:
            self._retrying(self._signed_in, partial(self.credentials.refresh, self._auth_request))

    def close(self) -> None:
        """Close the connections."""
        self._tokens.close()
        super().close()

    def _note_time(self, response: requests.Response, **_: object) -> None:
        with suppress(KeyError, ValueError):  # what answers may be no server of Google's
            said = parsedate_to_datetime(response.headers["Date"])  # RFC 9110, 6.6.1
            self._server_time = said.replace(tzinfo=UTC), time.monotonic()

    def _answered(self, ask: Callable[[], requests.Response]) -> requests.Response:
        response = self._signed_in(ask)
        check_busy(response.status_code, response.headers)
        if response.status_code == requests.codes.unauthorized:
            raise GoogleRefusedError(f"Google does not accept the sign-in any more; {self.account.again}")
        if response.status_code == requests.codes.forbidden and "SCOPE_INSUFFICIENT" in response.text:
            raise GoogleRefusedError(
                f"the sign-in does not cover this; {self.account.again} and tick every box"
            )
        return response

    def _signed_in(self, ask: Callable[[], T]) -> T:
        """Ask once, and keep the access token if it was refreshed meanwhile."""
        before = self.credentials.token
        try:
            return ask()
        except RefreshError as error:
            raise _refusal(
                error, self.account
            ) from None  # its arguments are the answer of the token endpoint
        except TransportError as error:
            raise lost(error.args[0]) from error
        except requests.exceptions.InvalidHeader:
            # Its text quotes the header, and so the token.
            raise GoogleRefusedError(f"the access token is damaged; {self.account.again}") from None
        except requests.RequestException as error:  # such as a redirect in circles
            raise lost(error) from error
        finally:
            if self.credentials.token != before:
                keep(self.account)


class _Servers(Direct):
    """Google's API servers, or what stands in for them."""

    def __init__(self, api_root: str | None) -> None:
        super().__init__()
        self.api_root = api_root
        self.sent = 0

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - passed on
        self.sent += 1
        if self.api_root:
            request.url = self.api_root + request.path_url
        return super().send(request, *args, **kwargs)


class _TokenRequest(Request):
    """How google-auth asks the token endpoint."""

    def __call__(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - passed on
        """Send one request. A busy server is for our own retry: google-auth's has no limit that we set."""
        response = super().__call__(*args, **{"timeout": TIMEOUT, **kwargs})
        check_busy(response.status, response.headers)
        if response.status == requests.codes.ok and not _is_object(response.data):
            raise lost(requests.ConnectionError())  # such as the page of a hotel's network
        return cast("Response", response)

    def __deepcopy__(self, memo: object) -> Never:
        """Refuse: google-auth copies it to look up, in a thread, where a service account may work from.

        That is one more server that the access token goes to, and nothing that we need.
        """
        raise TypeError


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


_REFUSALS = (  # what stands in the answer of the token endpoint, and what it means; the first counts
    ("short-lived token", "Google does not accept the time of this machine; set its clock right"),
    ("Invalid JWT Signature", "the key of {name} was deleted; make a new one in Google's console"),
    ("account not found", "the service account {name} was deleted; make a new one in Google's console"),
    (
        "Invalid JWT",
        "Google does not accept what {name} signed; set this machine's clock right, or make a new key",
    ),
    ("unauthorized_client", "this OAuth client may not sign in like this; {again}"),
    (
        "invalid_client",
        "Google does not know this OAuth client any more; download its file anew, and {again}",
    ),
    ("deleted_client", "this OAuth client was deleted; make a new one in Google's console, and {again}"),
    ("invalid_scope", "the sign-in does not cover what is needed; {again} and tick every box"),
    (
        "invalid_grant",
        (
            'the sign-in has expired or was revoked; {again}. While the consent screen is in "Testing" it '
            'ends after 7 days: publish it "In production" first'
        ),
    ),
    ("Reauthentication is needed", "your organisation wants you to sign in again; {again}"),
)


def _refusal(error: RefreshError, account: Account) -> FollowupsError:
    """Turn the refusal of a token into a sentence; nothing of the answer but its error word is in it."""
    said = str(error.args[0]) if error.args else ""
    if error.retryable:
        return BusyError("Google's sign-in server does not answer; try again later")
    for words, sentence in _REFUSALS:
        if words in said:
            return GoogleRefusedError(sentence.format(name=account.name, again=account.again))
    word = re.match(r"[a-z_]{1,40}(?=:)", said)
    return GoogleRefusedError(f"Google refuses the sign-in{f' ({word[0]})' if word else ''}; {account.again}")
