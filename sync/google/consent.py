"""Asking a person for consent, in their browser: OAuth for a desktop app, as google-auth-oauthlib does it.

Which client asks, and keeping the token that comes of it, is left to `sync.google.credentials`.
"""

import os
import re
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError
from oauthlib.oauth2.rfc6749.errors import AccessDeniedError, OAuth2Error

from sync.addresses import is_loopback
from sync.connection import Direct
from sync.errors import ConfigError, GoogleRefusedError
from sync.google.busy import check_busy, lost
from sync.patience import LOST, TIMEOUT

WAIT = 300  # seconds for the user to answer in the browser


class _Flow(InstalledAppFlow):
    """Says the link through `tell`, and gives the token endpoint a time limit."""

    tell: Callable[[str], None]

    def authorization_url(self, **kwargs: Any) -> tuple[str, str]:  # noqa: ANN401 - passed on
        url, state = super().authorization_url(**kwargs)
        self.tell(url)
        return url, state

    def fetch_token(self, **kwargs: Any) -> Any:  # noqa: ANN401 - passed on
        return super().fetch_token(timeout=TIMEOUT, **kwargs)


def ask(
    client: Mapping[str, Any],
    scopes: Sequence[str],
    *,
    open_browser: bool,
    port: int,
    tell: Callable[[str], None],
) -> Credentials:
    """Ask, wait for the answer on `port` of this machine, and give a token whose scopes are those granted.

    Raises GoogleRefusedError, ConfigError for the port or the browser, and TryAgainError.
    """
    flow = _Flow.from_client_config({"installed": dict(client)}, list(scopes))
    flow.tell = lambda url: tell(_invitation(url, flow.redirect_uri, open_browser=open_browser))
    flow.oauth2session.mount("http://", Direct())
    flow.oauth2session.register_compliance_hook("access_token_response", _not_busy)
    with _oauthlib_lets(insecure=is_loopback(client["token_uri"])):
        try:
            flow.run_local_server(
                port=port,
                open_browser=open_browser,
                authorization_prompt_message=None,
                success_message="You are signed in. Close this page and go back to the terminal.",
                timeout_seconds=WAIT,
                prompt="consent",
                access_type="offline",
            )
        except AccessDeniedError:
            raise GoogleRefusedError(
                "you declined in the browser; to sign in, run `followups auth` again"
            ) from None
        except WSGITimeoutError:
            raise GoogleRefusedError("no answer came from the browser; run `followups auth` again") from None
        except OAuth2Error as error:
            raise GoogleRefusedError(_refusal(error)) from None
        except LOST as error:
            raise lost(error) from error
        except webbrowser.Error:
            raise ConfigError("no browser opens on this machine; run `followups auth --no-browser`") from None
        except OSError as error:
            raise ConfigError(f"port {port}: {error.strerror}; name another with --port") from error
    granted = flow.oauth2session.token.get("scope")
    if granted:  # left out where all that was asked for was granted (RFC 6749, 5.1)
        flow.oauth2session.scope = granted
    made: Credentials = flow.credentials
    return made


def _invitation(url: str, redirect_uri: str, *, open_browser: bool) -> str:
    if open_browser:
        return f"Your browser opens to sign in to Google. If it does not, open this link:\n{url}"
    port = urlsplit(redirect_uri).port
    return (
        f"Open this link in a browser on this machine:\n{url}\n"
        "If its browser is on another machine, first run there, and leave open:\n"
        f"ssh -L {port}:localhost:{port} user@this-machine"
    )


def _not_busy(response: requests.Response) -> requests.Response:
    check_busy(response.status_code, response.headers)
    return response


@contextmanager
def _oauthlib_lets(*, insecure: bool) -> Iterator[None]:
    """Let a stand-in on this machine do without https, and the user leave a box unticked: it is checked."""
    before = dict(os.environ)
    os.environ["OAUTHLIB_RELAX_TOKEN_SCOPE"] = "1"  # noqa: S105 - a switch
    if insecure:
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    try:
        yield
    finally:
        for name in ("OAUTHLIB_RELAX_TOKEN_SCOPE", "OAUTHLIB_INSECURE_TRANSPORT"):
            os.environ.pop(name, None)
            if name in before:
                os.environ[name] = before[name]


def _refusal(error: OAuth2Error) -> str:
    """Say why, with nothing of the answer but its error word."""
    word = str(error.error) if re.fullmatch("[a-z_]{1,40}", str(error.error)) else "unknown error"
    mend = "download the OAuth client's file anew and run" if "client" in word else "run"
    return f"Google refuses the sign-in ({word}); {mend} `followups auth` again"
