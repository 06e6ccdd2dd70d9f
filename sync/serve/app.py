"""The HTTP answers: the feed and the page, from their files as they are at each request.

Making the files is left to a run, which replaces each in one step. Who does not know the token is told the
same, whatever they ask for.
"""

import base64
import hashlib
import logging
import os
import re
import traceback
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sync.config import PAGE
from sync.publish import CONTENT_TYPE
from sync.serve.token import TokenFile

RETRY_AFTER = 300  # seconds; a run comes every quarter of an hour or so
HEADERS = {
    "Accept-Ranges": "none",
    "Cache-Control": "private, max-age=0, must-revalidate",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
INLINE_SCRIPT = re.compile(rb"<script(?:\s[^>]*)?>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
log = logging.getLogger(__name__)


def application(feed: Path, token: TokenFile) -> Starlette:
    """Give the application that serves the feed at `feed`, and the page beside it."""
    site = _Site(feed, feed.with_name(PAGE), token)
    app = Starlette(
        routes=[Route("/{token}/followups.ics", site.calendar), Route("/{token}/", site.agenda)],
        exception_handlers={404: _not_found, 405: _not_found, 500: _bug},
    )
    app.router.redirect_slashes = False  # it would tell one unknown address from another
    return app


@dataclass(frozen=True, slots=True)
class _Content:
    """A file's bytes, and when it was last modified in seconds since the epoch."""

    data: bytes
    modified: int

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.data).hexdigest()}"'


@dataclass(frozen=True, slots=True)
class _Site:
    feed: Path
    page: Path
    token: TokenFile

    def calendar(self, request: Request) -> Response:
        if not self._knows(request):
            return _nothing()
        try:
            content = _read(self.feed)
        except OSError as error:
            return _unavailable(f"the feed cannot be read ({error.strerror})")
        if not _is_calendar(content.data):  # an empty one would make calendars drop their events
            return _unavailable("the feed is not a whole calendar")
        return _answer(request, content, {"Content-Type": CONTENT_TYPE})

    def agenda(self, request: Request) -> Response:
        if not self._knows(request):
            return _nothing()
        try:
            content = _read(self.page)
        except (FileNotFoundError, NotADirectoryError):
            return _nothing()
        except OSError as error:
            return _unavailable(f"the page cannot be read ({error.strerror})")
        policy = _security_policy(content.data)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        return _answer(request, content, headers)

    def _knows(self, request: Request) -> bool:
        return self.token.matches(request.path_params["token"])


def _read(path: Path) -> _Content:
    """Read all of one file: what is put in its place meanwhile is for the next request. Raises OSError."""
    with path.open("rb") as file:
        return _Content(file.read(), int(os.fstat(file.fileno()).st_mtime))


def _is_calendar(data: bytes) -> bool:
    return data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"\r\nEND:VCALENDAR\r\n")


def _answer(request: Request, content: _Content, headers: dict[str, str]) -> Response:
    validators = {"ETag": content.etag, "Last-Modified": formatdate(content.modified, usegmt=True)}
    if _is_known(request, content):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=HEADERS | validators)
    return Response(content.data, headers=HEADERS | validators | headers)


def _is_known(request: Request, content: _Content) -> bool:
    """Tell whether the client has this content already, as RFC 9110 (13.2.2) has it."""
    tags = ",".join(request.headers.getlist("If-None-Match"))
    if tags:  # goes before the date, which cannot tell two changes within a second apart
        return any(tag.strip().removeprefix("W/") in {"*", content.etag} for tag in tags.split(","))
    try:
        since = parsedate_to_datetime(request.headers.get("If-Modified-Since", ""))
        return since.tzinfo is not None and content.modified <= since.timestamp()
    except (ValueError, OverflowError):
        return False


def _security_policy(page: bytes) -> str:
    """Let the page's own inline scripts run, each by its hash, and load nothing from anywhere."""
    hashes = [hashlib.sha256(script).digest() for script in INLINE_SCRIPT.findall(page)]
    scripts = "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    return "; ".join((
        "default-src 'none'",
        *([f"script-src{scripts}"] if scripts else []),
        "style-src 'unsafe-inline'",
        "img-src data:",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ))  # fmt: skip


def _nothing() -> Response:
    return PlainTextResponse("Not found\n", HTTPStatus.NOT_FOUND, HEADERS)


def _unavailable(reason: str) -> Response:
    log.warning("%s", reason)
    headers = HEADERS | {"Retry-After": str(RETRY_AFTER)}
    return PlainTextResponse(
        f"Try again later: {reason}. It mends with the next followups sync.\n",
        HTTPStatus.SERVICE_UNAVAILABLE,
        headers,
    )


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _nothing()


async def _bug(_request: Request, error: Exception) -> Response:
    """Log where it happened, and not what with: a message may hold the token."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("a bug: %s\n%s", type(error).__name__, where)
    return PlainTextResponse("Internal error\n", HTTPStatus.INTERNAL_SERVER_ERROR, HEADERS)
