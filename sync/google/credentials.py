"""Who we are to Google: what the credentials file and the kept token say, and signing in anew.

The browser's part is left to `sync.google.consent`, and every request that uses a token to
`sync.google.session`. No error here quotes a value of either file, but for names of hosts.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import platformdirs

from sync.addresses import is_safe
from sync.errors import ConfigError, GoogleRefusedError
from sync.files import replace_secret
from sync.state import APP, hashed

if TYPE_CHECKING:
    from google.auth.credentials import Credentials
    from google.oauth2.credentials import Credentials as UserCredentials

SPREADSHEETS = "https://www.googleapis.com/auth/spreadsheets"
STORAGE = "https://www.googleapis.com/auth/devstorage.read_write"
CALENDAR = "https://www.googleapis.com/auth/calendar.app.created"  # calendars that we made, no others
EVENTS = "https://www.googleapis.com/auth/calendar.events"  # those of a calendar that the user made
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address; gcloud leaves it out of its files
EXAMPLE_CLIENT = "000000000000-example"
GET_ONE = (
    'get one at https://console.cloud.google.com/apis/credentials: an OAuth client of type "Desktop app" '
    "or a service account's key, as JSON. Save it there and run `followups auth`"
)
RUN_AUTH = "run `followups auth` again"


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in. `address` is a service account's, and empty for a person."""

    credentials: "Credentials" = field(repr=False)
    address: str = ""
    token_file: Path | None = None  # where a refreshed token is kept
    again: str = RUN_AUTH  # what mends a sign-in that has ended

    @property
    def name(self) -> str:
        """Who that is, for a sentence."""
        return self.address or "the Google account that you signed in with"

    @property
    def signed_in(self) -> str:
        """That it is so, as a sentence without its dot."""
        return f"Signed in as {self.address}" if self.address else "Signed in with a Google account"


def load(path: Path, auth: str | None, api_root: str | None, scopes: Sequence[str]) -> Account:
    """Sign in with what is there: the credentials file, and for an OAuth client the token that was kept.

    Raises ConfigError for a file that is not right, contradicts `auth`, or whose token_uri is on another host
    than `api_root`; GoogleRefusedError where `followups auth` has to be run first.
    """
    file = _read(path, auth, api_root)
    if file.kind == "service_account":
        return _service_account(file, scopes)
    token_file = _token_file(file)
    kept = _kept(token_file, file.info)
    if file.kind == "authorized_user":
        again = f"sign in again where {path} was made, and copy it anew"
        if kept is None or kept.refresh_token != file.info["refresh_token"]:
            kept = _person(file.info, {"refresh_token": file.info["refresh_token"]})
        return Account(kept, token_file=token_file, again=again)
    if kept is None:
        damaged = "the token that was kept is damaged" if token_file.exists() else "not signed in"
        raise GoogleRefusedError(f"{damaged}; run `followups auth`")
    _check_granted(scopes, kept)
    return Account(kept, token_file=token_file)


def sign_in(
    path: Path,
    auth: str | None,
    api_root: str | None,
    scopes: Sequence[str],
    *,
    open_browser: bool,
    port: int,
    tell: Callable[[str], None],
) -> Account:
    """Sign in anew: a person in the browser (`port` is where it answers, 0 for any), others with their file.

    `tell` is given what the user must read. Raises what `load` does, GoogleRefusedError where Google or the
    user says no, and TryAgainError where there is no connection.
    """
    from sync.google import consent  # noqa: PLC0415 heavy, and only for this
    from sync.google.session import Session  # noqa: PLC0415 it builds on this module

    file = _read(path, auth, api_root)
    if file.kind == "client":
        signed_in = consent.ask(file.info, scopes, open_browser=open_browser, port=port, tell=tell)
        _check_granted(scopes, signed_in)
        token_file = _token_file(file)
        try:
            _write(token_file, signed_in)
        except OSError as error:
            raise ConfigError(f"{token_file}: cannot be written ({error.strerror})") from error
        tell(
            f"Signed in. The token is kept in {_from_home(token_file)}. It lasts once the consent screen is "
            'published "In production"; while that is in "Testing", it ends after 7 days.'
        )
        return Account(signed_in, token_file=token_file)
    account = load(path, auth, api_root, scopes)
    with Session(account, api_root) as session:
        session.refresh()
    share = ": share your sheet with this address as Editor." if account.address else "."
    tell(f"{account.signed_in}{share}")
    return account


def keep(account: Account) -> None:
    """Keep a refreshed token for the next run. A place that cannot be written stops no run."""
    if account.token_file:
        with suppress(OSError):
            _write(account.token_file, account.credentials)


@dataclass(frozen=True, slots=True)
class _File:
    """A credentials file; `kind` is client, service_account or authorized_user."""

    path: Path
    kind: str
    info: Mapping[str, Any] = field(repr=False)


_NEEDED = {
    "client": ("client_id", "client_secret", "auth_uri", "token_uri"),
    "service_account": ("client_email", "private_key", "token_uri"),
    "authorized_user": ("client_id", "client_secret", "refresh_token", "token_uri"),
}


def _read(path: Path, auth: str | None, api_root: str | None) -> _File:
    try:
        whole = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file; {GET_ONE}") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError):
        raise ConfigError(f"{path}: is not JSON, as Google's files are; {GET_ONE}") from None
    file = _recognised(path, whole)
    for key in _NEEDED[file.kind]:
        if not isinstance(file.info.get(key), str) or not file.info[key]:
            raise ConfigError(f"{path}: {key} is missing; {GET_ONE}")
    if file.info.get("client_id", "").startswith(EXAMPLE_CLIENT):
        raise ConfigError(f"{path}: is still the example; {GET_ONE}")
    wanted = "service-account" if file.kind == "service_account" else "oauth"
    if auth not in {None, wanted}:
        raise ConfigError(
            f'google.auth: "{auth}" is not what {path} is for; write "{wanted}", or leave it out'
        )
    _check_hosts(file, api_root)
    return file


def _recognised(path: Path, whole: Any) -> _File:  # noqa: ANN401 - any JSON value
    match whole:
        case {"installed": dict(info)}:
            return _File(path, "client", info)
        case {"web": _}:
            raise ConfigError(
                f'{path}: is an OAuth client of type "Web application", which signs nobody in here; {GET_ONE}'
            )
        case {"type": "service_account"}:
            return _File(path, "service_account", whole)
        case {"type": "authorized_user"}:
            return _File(path, "authorized_user", {"token_uri": TOKEN_URI, **whole})
    raise ConfigError(f"{path}: is none of the files that Google gives to sign in with; {GET_ONE}")


def _check_hosts(file: _File, api_root: str | None) -> None:
    """Secrets go to https or to this machine only, and to a stand-in only those made for it."""
    for key in ("token_uri", "auth_uri"):
        if key in file.info and not is_safe(str(file.info[key])):
            raise ConfigError(f"{file.path}: {key} is not an https:// link; {GET_ONE}")
    token_host = urlsplit(file.info["token_uri"]).hostname
    if api_root and urlsplit(api_root).hostname != token_host:
        raise ConfigError(
            f"google.api_root is on {urlsplit(api_root).hostname}, and the token_uri in {file.path} on "
            f"{token_host}; leave api_root (or FOLLOWUPS_GOOGLE_API_ROOT) out, or name credentials that were "
            "made for that server"
        )


def _service_account(file: _File, scopes: Sequence[str]) -> Account:
    from google.oauth2 import service_account  # noqa: PLC0415 heavy

    try:
        made = service_account.Credentials.from_service_account_info(file.info, scopes=list(scopes))
    except (ValueError, TypeError):
        raise ConfigError(f"{file.path}: private_key is damaged; {GET_ONE}") from None
    again = "make a new key for it in Google's console, and save it in the place of the old one"
    return Account(made, file.info["client_email"], again=again)


def _person(info: Mapping[str, Any], kept: Mapping[str, Any]) -> "UserCredentials":
    """Join a client with a token. The client's token_uri counts: google-auth puts Google's in its place."""
    from google.oauth2.credentials import Credentials  # noqa: PLC0415 heavy

    client = {key: info.get(key) for key in ("client_id", "client_secret", "quota_project_id")}
    parsed = Credentials.from_authorized_user_info({**kept, **client})
    made: UserCredentials = parsed.with_token_uri(info["token_uri"])
    made.expiry = parsed.expiry  # with_token_uri forgets it
    return made


def _check_granted(needed: Sequence[str], signed_in: "UserCredentials") -> None:
    missing = [scope.rpartition("/")[2] for scope in needed if scope not in (signed_in.scopes or ())]
    if missing:
        raise GoogleRefusedError(
            f"the sign-in does not cover {', '.join(missing)}; {RUN_AUTH} and tick every box"
        )


def _token_file(file: _File) -> Path:
    """Give where the token is kept: one place for each OAuth client, and for each authorized-user file."""
    whose = [file.info["client_id"], file.info["token_uri"]]
    if file.kind == "authorized_user":
        whose.append(str(file.path.absolute()))
    return platformdirs.user_config_path(APP) / f"token-{hashed(' '.join(whose))}.json"


def _kept(path: Path, info: Mapping[str, Any]) -> "UserCredentials | None":
    """Read a token file; None where there is none, or a damaged one."""
    try:
        kept = _person(info, json.loads(path.read_bytes()))
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return None
    return kept if isinstance(kept.refresh_token, str) and isinstance(kept.token, str) else None


def _write(path: Path, credentials: "Credentials") -> None:
    whole = {"type": "authorized_user", **json.loads(cast("UserCredentials", credentials).to_json())}
    replace_secret(path, json.dumps(whole, indent=2).encode())


def _from_home(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
