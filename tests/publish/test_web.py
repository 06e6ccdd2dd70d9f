"""The feed by PUT: what a server may answer, whose password goes where, and what is said of it."""

import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.errors import ConfigError, FollowupsError, TryAgainError
from sync.publish.web import PASSWORD, TOKEN, WebFile
from tests.publish.places import NAME, SECRET, USER_NAME, dav_server, publication

FEED = publication(b"BEGIN:VCALENDAR\r\n")
Headers = dict[str, str]


class Answers:
    """A server that answers GET and PUT as it is told, and keeps what it was asked, and what was put there.

    Whatever it is asked, the page to sign in is all that it answers where there is one.
    """

    def __init__(self) -> None:
        self.get: list[tuple[int, Headers]] = [(404, {})]  # the last one stays
        self.put: list[tuple[int, Headers]] = [(201, {})]
        self.asked: list[tuple[str, Headers]] = []
        self.slept: list[float] = []
        self.kept = self.page = b""
        self.url = ""

    def publisher(
        self, user: str | None = None, environ: Headers | None = None, *, only_host: bool = True
    ) -> WebFile:
        return WebFile(self.url, user, environ or {}, only_host=only_host, sleep=self.slept.append)

    def failure(self, error: type[FollowupsError] = ConfigError, environ: Headers | None = None) -> str:
        with pytest.raises(error) as caught:
            self.publisher(None, environ).publish(FEED)
        return str(caught.value).replace(self.url, "URL")


@contextmanager
def serving(answers: Answers) -> Iterator[Answers]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answers.asked.append((self.command, dict(self.headers)))
            replies = answers.get if self.command == "GET" else answers.put
            status, headers = replies.pop(0) if len(replies) > 1 else replies[0]
            said = answers.page
            if self.command == "GET" and answers.kept and not said:
                status, said = 200, answers.kept
            elif self.command == "PUT" and status in {200, 201, 204}:
                answers.kept = body
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(said))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_PUT = _answer  # noqa: N815 - the base class looks for these

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        answers.url = f"http://127.0.0.1:{server.server_address[1]}/{NAME}"
        try:
            yield answers
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def answers() -> Iterator[Answers]:
    with serving(Answers()) as answers:
        yield answers


@pytest.mark.parametrize(
    ("found", "condition"),
    [
        pytest.param((404, {}), ("If-None-Match", "*"), id="no file yet"),
        pytest.param((200, {"ETag": '"1"'}), ("If-Match", '"1"'), id="a strong ETag"),
        pytest.param((200, {"ETag": 'W/"1"'}), None, id="a weak ETag never matches"),
        pytest.param((200, {}), None, id="no ETag"),
    ],
)
def test_the_file_is_replaced_only_while_it_is_what_was_read(
    answers: Answers, found: tuple[int, Headers], condition: tuple[str, str] | None
) -> None:
    answers.get = [found]

    assert answers.publisher().publish(FEED)

    [headers] = [headers for verb, headers in answers.asked if verb == "PUT"]
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [item for item in headers.items() if item[0].startswith("If-")] == (
        [condition] if condition else []
    )


def test_a_file_that_somebody_changed_meanwhile_is_read_again(answers: Answers) -> None:
    answers.get = [(200, {"ETag": '"1"'}), (200, {"ETag": '"2"'})]
    answers.put = [(412, {}), (204, {})]

    assert answers.publisher().publish(FEED)
    assert [headers.get("If-Match") for verb, headers in answers.asked if verb == "PUT"] == ['"1"', '"2"']


def test_one_that_is_changed_again_and_again_is_left_for_later(answers: Answers) -> None:
    answers.put = [(412, {})]

    assert answers.failure(TryAgainError) == "URL is being changed by somebody else; try again later"
    assert len(answers.asked) == 12


def test_a_busy_server_is_given_the_time_that_it_asks_for(answers: Answers) -> None:
    answers.get = [(503, {"Retry-After": "40"}), (404, {})]

    assert answers.publisher().publish(FEED)
    assert [round(seconds) >= 40 for seconds in answers.slept] == [True]


def test_a_server_that_stays_busy_is_left_for_later(answers: Answers) -> None:
    answers.put = [(502, {})]

    assert answers.failure(TryAgainError) == "URL does not answer (502); try again later"


def test_a_server_that_is_not_there_is_left_for_later() -> None:
    publisher = WebFile(f"http://127.0.0.1:1/{NAME}", None, {}, sleep=lambda _: None)

    with pytest.raises(
        TryAgainError, match=r"^no connection to http://127.0.0.1:1/\S+: it cannot be reached"
    ):
        publisher.publish(FEED)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, "does not accept the sign-in (401); set FOLLOWUPS_PUBLISH_PASSWORD_127_0_0_1, with user"),
        (403, "does not let this user write there (403); set FOLLOWUPS_PUBLISH_PASSWORD_127_0_0_1"),
        (404, "has no such place; make the folder"),
        (405, "takes no files by PUT there"),
        (409, "does not have that folder; make it first (409)"),
        (413, "takes no file of that size"),
        (418, "does not take the file"),
        (300, "does not take the file"),
        (507, "has no room left"),
    ],
)
def test_each_refusal_says_what_to_do(answers: Answers, status: int, sentence: str) -> None:
    answers.put = [(status, {})]

    assert answers.failure(environ={TOKEN: SECRET}).startswith(f"URL: the server {sentence}")


@pytest.mark.parametrize("found", [200, 404])
def test_a_page_to_sign_in_that_answers_200_to_all_is_no_feed(answers: Answers, found: int) -> None:
    answers.get, answers.put, answers.page = [(found, {}), (200, {})], [(200, {})], b"<html>Sign in"
    sentence = "URL answers with something else than a calendar, such as a page to sign in; write the address"

    assert answers.failure().startswith(sentence)
    with pytest.raises(ConfigError, match="such as a page to sign in"):
        answers.publisher().check()


def test_what_is_put_in_place_is_looked_at_once_and_what_stands_there_is_only_read(answers: Answers) -> None:
    assert [answers.publisher().publish(FEED) for _ in range(2)] == [True, False]
    asked = [verb for verb, _ in answers.asked]
    assert [verb for verb in asked if verb in {"GET", "PUT"}] == ["GET", "PUT", "GET", "GET"]


def test_a_cache_that_still_gives_the_last_feed_is_no_failure(answers: Answers) -> None:
    answers.get, answers.page = [(200, {})], b"BEGIN:VCALENDAR\r\nold\r\n"

    assert answers.publisher().publish(FEED)


def test_a_redirect_is_not_followed_with_the_password(answers: Answers) -> None:
    with serving(Answers()) as elsewhere:
        answers.get = [(302, {"Location": elsewhere.url})]

        assert "write the address that it leads to" in answers.failure(environ={TOKEN: SECRET})
        assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("environ", "only_host", "sent"),
    [
        pytest.param({TOKEN: "general"}, True, "Bearer general", id="the one for all"),
        pytest.param({TOKEN: "general"}, False, None, id="not where it may be meant for another host"),
        pytest.param(
            {TOKEN: "general", f"{TOKEN}_127_0_0_1": "own"}, True, "Bearer own", id="the host's own first"
        ),
        pytest.param({f"{TOKEN}_127_0_0_1": "own"}, False, "Bearer own", id="the host's own among many"),
        pytest.param({PASSWORD: SECRET}, True, None, id="no password without a user"),
    ],
)
def test_a_server_is_shown_only_what_is_meant_for_it(
    answers: Answers, environ: dict[str, str], *, only_host: bool, sent: str | None
) -> None:
    answers.publisher(None, environ, only_host=only_host).publish(FEED)

    assert {headers.get("Authorization") for _, headers in answers.asked} == {sent}


def test_a_token_that_is_none_is_told_without_it(answers: Answers) -> None:
    told = answers.failure(environ={TOKEN: f"{SECRET}\r\nX: y"})

    assert told.startswith("URL: what FOLLOWUPS_PUBLISH_TOKEN holds is not a token")
    assert SECRET not in told


def test_a_user_without_a_password_is_told_where_to_put_it(answers: Answers) -> None:
    with pytest.raises(
        ConfigError, match="there is no password for paul; set FOLLOWUPS_PUBLISH_PASSWORD_127"
    ):
        answers.publisher(USER_NAME).publish(FEED)
    assert answers.asked == []


def test_the_keyring_is_asked_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = tmp_path / "library" / "keyring"
    keyring.mkdir(parents=True)
    kept = f"{{('interview-followups', '{USER_NAME}@127.0.0.1'): '{SECRET}'}}"
    (keyring / "__init__.py").write_text(f"get_password = lambda *whose: {kept}.get(whose)\n")
    (keyring / "errors.py").write_text("class KeyringError(Exception): ...\n")
    monkeypatch.syspath_prepend(keyring.parent)

    try:
        with dav_server(tmp_path / "dav") as root:
            assert WebFile(f"{root}/{NAME}", USER_NAME, {}).publish(FEED)
    finally:  # it is this test's alone
        for name in ("keyring", "keyring.errors"):
            sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("password", "path", "sentence"),
    [
        ("wrong", NAME, "does not accept the sign-in (401)"),
        (SECRET, f"no-such-folder/{NAME}", "does not have that folder; make it first (409)"),
    ],
)
def test_a_webdav_server_that_refuses(tmp_path: Path, password: str, path: str, sentence: str) -> None:
    with dav_server(tmp_path / "dav") as root, pytest.raises(ConfigError) as caught:
        WebFile(f"{root}/{path}", USER_NAME, {PASSWORD: password}).publish(FEED)

    assert sentence in str(caught.value)
    assert password not in str(caught.value).replace(path, "")


@pytest.mark.parametrize(
    ("path", "password", "said"),
    [
        (NAME, "wrong", "the server does not accept the sign-in (401)"),
        (f"none/{NAME}", SECRET, "the server has no such place; make the folder, or mend the address"),
    ],
)
def test_a_check_says_what_publishing_would_meet(tmp_path: Path, path: str, password: str, said: str) -> None:
    with dav_server(tmp_path) as root, pytest.raises(ConfigError) as caught:
        WebFile(f"{root}/{path}", USER_NAME, {PASSWORD: password}).check()
    assert str(caught.value).startswith(f"{root}/{path}: {said}")
    assert list(tmp_path.iterdir()) == []


def test_a_check_of_a_server_that_is_down_does_not_wait_for_it() -> None:
    with pytest.raises(TryAgainError, match="it cannot be reached"):
        WebFile("http://127.0.0.1:9/a.ics", None, {}, sleep=lambda _: pytest.fail("it waits")).check()
