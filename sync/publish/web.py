"""The feed on a web server that takes files by PUT: WebDAV (Nextcloud, Apache, and others), or any other.

Imports `requests` at once, so it is to be imported only where there is such a place. A password or token
comes from the environment or the keyring, and goes to the server that the settings name and to no other.
"""

import platform
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import requests
from requests.auth import HTTPBasicAuth
from requests.utils import requote_uri

from sync.connection import prepare
from sync.errors import ConfigError, FollowupsError
from sync.patience import BUSY, LOST, TIMEOUT, BusyError, patient, reason, retry_after
from sync.publish import CONTENT_TYPE, Publication
from sync.state import APP, hashed

PASSWORD = "FOLLOWUPS_PUBLISH_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN = "FOLLOWUPS_PUBLISH_TOKEN"  # noqa: S105 - the name of a variable
_REFUSED = {
    401: "does not accept the sign-in",
    403: "does not let this user write there",
    404: "has no such place; make the folder, or mend the address in followups.toml",
    405: "takes no files by PUT there; name the address of a file on a WebDAV server",
    409: "does not have that folder; make it first",
    413: "takes no file of that size",
    507: "has no room left; make some there",
}
_CHANGED = requests.codes.precondition_failed
_LOCKED = requests.codes.locked
_LOST_MOVE = requests.codes.bad_gateway  # a proxy's word for a Destination that it does not know
_TROUBLE = BUSY | {413, _LOCKED, 507}  # what would halve the file, were it written in place instead
_ASK_FILE_ID = b'<propfind xmlns="DAV:"><prop><fileid xmlns="http://owncloud.org/ns"/></prop></propfind>'
_FILE_ID = re.compile(rb"fileid[^>]*>\s*[^<\s]")


class _Found(NamedTuple):
    """What stands there: the bytes, None for no file; and the strong ETag, "" for none."""

    content: bytes | None
    etag: str

    @property
    def put_condition(self) -> Mapping[str, str]:
        """Give the header by which a PUT makes sure that it still stands there."""
        if self.content is None:
            return {"If-None-Match": "*"}
        return {"If-Match": self.etag} if self.etag else {}

    def move_condition(self, path: str) -> Mapping[str, str]:
        """Give the header by which a MOVE to that path does (RFC 4918, 10.4 and 10.6)."""
        if self.content is None:
            return {"Overwrite": "F"}
        return {"If": f"<{path}> ([{self.etag}])"} if self.etag else {}


class WebFile:
    """The file at the address `to`, for whose server `user` has a password.

    `environ` has the password or token, under a name that ends in the host's. The names without one count
    only where this is the `only_host`, so that no server is shown what is meant for another.
    """

    def __init__(
        self,
        to: str,
        user: str | None,
        environ: Mapping[str, str],
        *,
        only_host: bool = True,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.to = to
        self._user = user
        self._environ = environ
        self._only_host = only_host
        self._sleep = sleep

    def publish(self, publication: Publication) -> bool:
        """Put the feed there, unless it stands there already; tell whether it had to."""
        put = False
        with self._session() as session:
            for attempt in patient(self._sleep):
                with attempt:
                    found = self._find(session)
                    if found.content != publication.data:
                        put = True
                        self._replace(session, publication.data, found)
        return put

    def _replace(self, session: requests.Session, data: bytes, found: _Found) -> None:
        if not (self._writes_in_place(session) and self._move_in(session, data, found)):
            self._put(session, data, found.put_condition)

    def _writes_in_place(self, session: requests.Session) -> bool:
        """Tell whether a PUT that is cut off may leave half a file there, for all that can be known.

        Apache, and Nextcloud and its kin, put the whole of it in place at the end. On a Nextcloud, a link
        that was shared would end with a move: it belongs to the file's id, which is how we know it.
        """
        headers = {"Depth": "0", "Content-Type": "application/xml"}
        try:
            answer = self._send(session, "PROPFIND", urljoin(self.to, "."), headers, _ASK_FILE_ID)
        except BusyError:  # a server that knows no WebDAV may hang up
            return False
        is_apache = answer.headers.get("Server", "").startswith("Apache")
        is_webdav = answer.status_code == requests.codes.multi_status
        return is_webdav and not is_apache and not _FILE_ID.search(answer.content)

    def _move_in(self, session: requests.Session, data: bytes, found: _Found) -> bool:
        """Put the feed beside the file, and move it over the file once it is whole; tell if the server can.

        Raises where it could and fails: the file is left alone. What a run that was killed leaves beside it,
        the next run on this machine puts its own over.
        """
        path = urlsplit(requote_uri(self.to)).path
        name = path.rpartition("/")[2]
        part = urljoin(self.to, f".{name}.{hashed(platform.node())}.part")
        target = {"Destination": path}  # without the host, which a proxy may have changed
        answer, trouble = self._send(session, "PUT", part, {"Content-Type": CONTENT_TYPE}, data), _TROUBLE
        if _is_done(answer):
            trouble = _TROUBLE - {_LOST_MOVE}
            answer = self._send(session, "MOVE", part, {**target, **found.move_condition(path)})
            # Some servers do not know ETags in If, and find that none of them matches.
            if answer.status_code == _CHANGED and self._find(session) == found:
                answer = self._send(session, "MOVE", part, target)
        if not _is_done(answer):
            self._send(session, "DELETE", part, {})
            if answer.status_code in trouble:
                self._check(answer)
        return _is_done(answer)

    def check(self) -> str:
        """Tell whether the server lets us in, and has the folder; see `Publisher`.

        Whether it would let us write it tells only when we do.
        """
        with self._session() as session:
            if content := self._find(session).content:
                self._check_calendar(content)
                return "the server lets us in; the feed is there"
            self._check_folder(session)
        return "the server lets us in; the feed will be made"

    def _check_folder(self, session: requests.Session) -> None:
        """Raise ConfigError for a folder that is missing; WebDAV tells (RFC 4918, 9.1 and 10.1)."""
        folder = urljoin(self.to, ".")
        if "DAV" in self._send(session, "OPTIONS", folder, {}).headers:
            answer = self._send(session, "PROPFIND", folder, {"Depth": "0"})
            if answer.status_code == requests.codes.not_found:
                raise self._refusal(answer)

    def _session(self) -> requests.Session:
        session = requests.Session()
        prepare(session)
        token = self._secret(TOKEN)
        if self._user is not None:
            session.auth = HTTPBasicAuth(self._user.encode(), self._password(self._user).encode())
        elif token:
            if not re.fullmatch(r"[!-~]+", token):
                raise ConfigError(f"{self.to}: what {TOKEN} holds is not a token; set it to the token alone")
            session.headers["Authorization"] = f"Bearer {token}"
        # A server that compresses gives the ETag of what it sent, which is not that of the file.
        session.headers["Accept-Encoding"] = "identity"
        return session

    def _find(self, session: requests.Session) -> _Found:
        answer = self._send(session, "GET", self.to, {"Cache-Control": "no-cache"})
        if answer.status_code == requests.codes.not_found:
            return _Found(None, "")
        self._check(answer)
        etag = answer.headers.get("ETag", "")
        # RFC 9110, 13.1.1: If-Match never matches a weak one.
        return _Found(answer.content, etag if etag.startswith('"') else "")

    def _put(self, session: requests.Session, data: bytes, condition: Mapping[str, str]) -> None:
        self._check(self._send(session, "PUT", self.to, {"Content-Type": CONTENT_TYPE, **condition}, data))
        # A page to sign in answers 200 to all that it is asked. A cache may give the last feed for a while.
        kept = self._find(session).content
        if kept is not None:
            self._check_calendar(kept)

    def _check_calendar(self, content: bytes) -> None:
        if not content.startswith(b"BEGIN:VCALENDAR"):
            raise ConfigError(
                f"{self.to} answers with something else than a calendar, such as a page to sign in; write "
                f"the address that takes files by PUT in followups.toml{self._how_to_sign_in}"
            )

    def _check(self, answer: requests.Response) -> None:
        """Raise for every answer but success; BusyError where another try may succeed."""
        status = answer.status_code
        if status in BUSY:
            sentence = f"{self.to} does not answer ({status}); try again later"
            raise BusyError(sentence, retry_after(answer.headers))
        if status in {_CHANGED, _LOCKED}:
            raise BusyError(f"{self.to} is being changed by somebody else; try again later")
        if answer.is_redirect:
            raise ConfigError(
                f"{self.to} is not where the file is: the server sends us elsewhere ({status}); "
                "write the address that it leads to in followups.toml"
            )
        if not _is_done(answer):
            raise self._refusal(answer)

    def _send(
        self,
        session: requests.Session,
        verb: str,
        url: str,
        headers: Mapping[str, str],
        data: bytes | None = None,
    ) -> requests.Response:
        try:
            return session.request(
                verb, url, headers=dict(headers), data=data, timeout=TIMEOUT, allow_redirects=False
            )
        except LOST as error:
            raise BusyError(f"no connection to {self.to}: {reason(error)}; try again later") from error
        except requests.RequestException as error:  # such as a host that is no name
            raise ConfigError(f"{self.to} cannot be asked for; mend the address in followups.toml") from error

    def _refusal(self, answer: requests.Response) -> FollowupsError:
        status = answer.status_code
        said = _REFUSED.get(status, "does not take the file; is it the address of a file on a WebDAV server?")
        how = self._how_to_sign_in if status in {401, 403} else ""
        return ConfigError(f"{self.to}: the server {said} ({status}){how}")

    @property
    def _how_to_sign_in(self) -> str:
        return f"; set {self._name(PASSWORD)}, with user beside `to`, or {self._name(TOKEN)}"

    def _password(self, user: str) -> str:
        password = self._secret(PASSWORD) or _from_keyring(f"{user}@{self._host}")
        if not password:
            raise ConfigError(f"{self.to}: there is no password for {user}; set {self._name(PASSWORD)}")
        return password

    def _secret(self, name: str) -> str | None:
        value = self._environ.get(self._name(name)) or (self._environ.get(name) if self._only_host else None)
        return value.strip() if value else None

    def _name(self, name: str) -> str:
        """Give the name of a variable for this host alone."""
        return f"{name}_{re.sub('[^A-Z0-9]', '_', self._host.upper())}"

    @property
    def _host(self) -> str:
        return urlsplit(self.to).hostname or ""


def _is_done(answer: requests.Response) -> bool:
    return answer.status_code // 100 == 2  # noqa: PLR2004 and not all that `ok` means, such as a redirect


def _from_keyring(account: str) -> str | None:
    """Ask the keyring of this machine, if the library for it is installed."""
    try:
        import keyring  # type: ignore[import-not-found]  # noqa: PLC0415 optional
        from keyring.errors import KeyringError  # type: ignore[import-not-found]  # noqa: PLC0415 optional
    except ImportError:
        return None
    with suppress(KeyringError):  # no keyring on this machine, or a locked one
        password: str | None = keyring.get_password(APP, account)
        return password
    return None
