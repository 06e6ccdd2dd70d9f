"""How the feed gets onto a WebDAV server: put in place where that is safe, or beside the file and moved."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.errors import ConfigError, FollowupsError, TryAgainError
from sync.publish.web import PASSWORD, WebFile
from tests.publish.places import NAME, SECRET, USER_NAME, dav_server, publication

OLD, NEW = publication(b"BEGIN:VCALENDAR\r\nold\r\n"), publication(b"BEGIN:VCALENDAR\r\nnew\r\n" * 9)
FILE_ID = (  # as Nextcloud's manual has it
    b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response>'
    b"<d:href>/</d:href><d:propstat><d:prop><oc:fileid>7</oc:fileid></d:prop>"
    b"<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>"
)
PART = ".part"
if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    Behind = Callable[[WSGIApplication], WSGIApplication]


def as_it_is(app: "WSGIApplication") -> "WSGIApplication":
    return app


def answering(verb: str, status: str, body: bytes = b"", header: str = "", path: str = "") -> "Behind":
    """Answer one method otherwise, only where there is that header and where the path ends so, if given."""

    def behind(app: "WSGIApplication") -> "WSGIApplication":
        def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            is_path = environ["PATH_INFO"].endswith(path)
            if environ["REQUEST_METHOD"] != verb or not is_path or (header and header not in environ):
                return app(environ, start_response)
            start_response(status, [("Content-Length", str(len(body)))])
            return [body]

        return answer

    return behind


def as_apache(app: "WSGIApplication") -> "WSGIApplication":
    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *_: object) -> "Callable[[bytes], object]":
            return start_response(status, [*headers, ("Server", "Apache/2.4.62 (Debian)")])

        return app(environ, start)

    return answer


@pytest.mark.parametrize(
    ("behind", "is_moved"),
    [
        pytest.param(as_it_is, True, id="wsgidav, which writes in place"),
        pytest.param(as_apache, False, id="Apache, which renames"),
        pytest.param(answering("PROPFIND", "207 Multi-Status", FILE_ID), False, id="Nextcloud, links by id"),
        pytest.param(answering("PROPFIND", "405 Method Not Allowed"), False, id="no WebDAV"),
        pytest.param(
            answering("PUT", "403 Forbidden", path=PART), False, id="no other file may be written there"
        ),
        pytest.param(answering("PUT", "415 Unsupported", path=PART), False, id="only calendars are taken"),
        pytest.param(answering("PUT", "501 Not Implemented", path=PART), False, id="such a PUT is not known"),
        pytest.param(answering("MOVE", "405 Method Not Allowed"), False, id="MOVE is not allowed"),
        pytest.param(answering("MOVE", "502 Bad Gateway"), False, id="MOVE is lost on a proxy"),
        pytest.param(
            answering("MOVE", "412 Precondition Failed", header="HTTP_IF"), True, id="no ETag in If is known"
        ),
    ],
)
def test_the_file_is_moved_there_only_where_it_would_be_written_in_place(
    tmp_path: Path, behind: "Behind", *, is_moved: bool
) -> None:
    file = tmp_path / "dav" / NAME
    with dav_server(file.parent, behind) as root:
        publisher = WebFile(f"{root}/{NAME}", USER_NAME, {PASSWORD: SECRET}, sleep=lambda _: None)
        assert publisher.publish(OLD)
        before = file.stat().st_ino
        assert publisher.publish(NEW)
        assert not publisher.publish(NEW)

    assert file.read_bytes() == NEW.data
    assert (file.stat().st_ino != before) == is_moved
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("verb", "status", "error", "sentence"),
    [
        ("PUT", "500 Internal Server Error", TryAgainError, "does not answer (500); try again later"),
        ("PUT", "502 Bad Gateway", TryAgainError, "does not answer (502); try again later"),
        ("PUT", "503 Service Unavailable", TryAgainError, "does not answer (503); try again later"),
        ("PUT", "413 Content Too Large", ConfigError, "takes no file of that size (413)"),
        ("PUT", "423 Locked", TryAgainError, "is being changed by somebody else"),
        ("PUT", "507 Insufficient Storage", ConfigError, "has no room left; make some there (507)"),
        ("MOVE", "423 Locked", TryAgainError, "is being changed by somebody else"),
        ("MOVE", "500 Internal Server Error", TryAgainError, "does not answer (500); try again later"),
        ("MOVE", "507 Insufficient Storage", ConfigError, "has no room left; make some there (507)"),
    ],
)
def test_a_server_that_could_and_fails_keeps_the_good_file(
    tmp_path: Path, verb: str, status: str, error: type[FollowupsError], sentence: str
) -> None:
    file = tmp_path / "dav" / NAME
    with dav_server(file.parent, answering(verb, status, path=PART)) as root:
        file.write_bytes(OLD.data)
        publisher = WebFile(f"{root}/{NAME}", USER_NAME, {PASSWORD: SECRET}, sleep=lambda _: None)
        with pytest.raises(error, match=re.escape(sentence)):
            publisher.publish(NEW)

    assert file.read_bytes() == OLD.data
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("there", [b"somebody's", None], ids=["changed", "made"])
def test_what_somebody_writes_before_the_move_is_read_first(tmp_path: Path, there: bytes | None) -> None:
    file, moves = tmp_path / "dav" / NAME, []

    def behind(app: "WSGIApplication") -> "WSGIApplication":
        def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            if environ["REQUEST_METHOD"] == "MOVE":
                moves.append(file.read_bytes() if file.exists() else b"")
                if len(moves) == 1:
                    file.write_bytes(b"somebody else's")
            return app(environ, start_response)

        return answer

    with dav_server(file.parent, behind) as root:
        if there:
            file.write_bytes(there)
        publisher = WebFile(f"{root}/{NAME}", USER_NAME, {PASSWORD: SECRET}, sleep=lambda _: None)
        assert publisher.publish(NEW)

    assert moves == [there or b"", b"somebody else's"]
    assert file.read_bytes() == NEW.data


def test_a_name_with_spaces_and_umlauts_is_moved_too(tmp_path: Path) -> None:
    file = tmp_path / "dav" / "Vorstellungsgespräche 2026.ics"
    with dav_server(file.parent) as root:
        publisher = WebFile(f"{root}/{file.name}", USER_NAME, {PASSWORD: SECRET}, sleep=lambda _: None)
        assert publisher.publish(OLD)
        before = file.stat().st_ino
        assert publisher.publish(NEW)

    assert file.read_bytes() == NEW.data
    assert file.stat().st_ino != before
