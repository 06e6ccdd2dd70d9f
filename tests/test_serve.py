"""`followups serve`, as a process of its own on loopback: who gets what, and what can be seen of it."""

import asyncio
import base64
import hashlib
import http.client
import os
import pty
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from threading import Event, Semaphore
from typing import Any, NamedTuple

import pytest

from sync.files import replace
from sync.serve import addresses
from sync.serve.app import application
from sync.serve.token import TokenFile
from tests.bench.serve import bench
from tests.helpers import FEED, Said, followups

ROOT = Path(__file__).parent.parent
GOLDEN = (ROOT / "tests/golden/open-done-cancelled.ics").read_bytes()
AGENDA = b"<!doctype html><p>Agenda</p>"
PAGE = FEED.with_name("index.html")
TOKEN_FILE = Path(".home/config/interview-followups/serve-token")
STATE = Path(".home/state/interview-followups")
START = 20  # seconds to wait for a start on a busy machine


class Answer(NamedTuple):
    """What a server answered: headers but for its clock, in the order and spelling in which they came."""

    status: int
    lines: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        return dict(self.lines)


class Server:
    """A server that is running, and its token."""

    def __init__(self, process: subprocess.Popen[str], port: int, token: str) -> None:
        self.process, self.port, self.token = process, port, token
        self.feed, self.page = f"/{token}/followups.ics", f"/{token}/"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Ask once. Header names are given with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            return answer_of(connection)
        finally:
            connection.close()

    def stop(self, number: int = signal.SIGTERM) -> Said:
        """Send a signal, and give what the process said in its life."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=START)
        return Said(self.process.returncode, out, err)


def answer_of(connection: http.client.HTTPConnection) -> Answer:
    response = connection.getresponse()
    lines = tuple(line for line in response.getheaders() if line[0] != "date")
    return Answer(response.status, lines, response.read())


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def serving(folder: Path, *arguments: str, stdout: int = subprocess.PIPE) -> Iterator[Server]:
    """Run a server in a folder with settings and state of its own."""
    port = a_free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "sync", "serve", "--port", str(port), *arguments],
        cwd=folder,
        env=os.environ
        | {"PYTHONPATH": str(ROOT)}
        | {f"XDG_{kind.upper()}_HOME": str(folder / ".home" / kind) for kind in ("config", "state")},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(port, process)
        yield Server(process, port, (folder / TOKEN_FILE).read_text().strip())
    finally:
        process.terminate()
        process.communicate(timeout=START)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def publish(folder: Path) -> None:
    """Put a feed and a page where a run would."""
    (folder / FEED).parent.mkdir()
    (folder / FEED).write_bytes(GOLDEN)
    (folder / PAGE).write_bytes(AGENDA)


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    publish(folder)
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give one server for all the questions that change nothing."""
    folder = tmp_path_factory.mktemp("site")
    publish(folder)
    with serving(folder) as server:
        yield server


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until the server answers, which is when its token is there too."""
    give_up = time.monotonic() + START
    while time.monotonic() < give_up and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return
        finally:
            connection.close()
    pytest.fail(f"no server after {START} s; exit code {process.poll()}")


# What is served


def test_the_feed_is_served_as_it_was_published(server: Server) -> None:
    answer = server.ask(server.feed)
    assert (answer.status, answer.body) == (200, FEED.read_bytes())
    assert answer.headers == {
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(len(answer.body)),
        "etag": f'"{hashlib.sha256(answer.body).hexdigest()}"',
        "last-modified": formatdate(int(FEED.stat().st_mtime), usegmt=True),
        "accept-ranges": "none",
        "cache-control": "private, max-age=0, must-revalidate",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
    }


def test_neither_gzip_nor_a_range_is_given_when_asked_for(site: Server) -> None:
    answer = site.ask(site.feed, Accept_Encoding="gzip, br", Range="bytes=0-9")
    assert (answer.status, answer.body) == (200, GOLDEN)
    assert "content-encoding" not in answer.headers


def test_the_page_is_served_under_a_policy_that_loads_nothing(site: Server) -> None:
    answer = site.ask(site.page)
    assert (answer.status, answer.body) == (200, AGENDA)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    )


def test_an_inline_script_of_the_page_is_let_run_by_its_hash(server: Server) -> None:
    PAGE.write_bytes(b"<!doctype html><script type='module'>\nlet a = 1;\n</script><p>Agenda</p>")
    digest = base64.b64encode(hashlib.sha256(b"\nlet a = 1;\n").digest()).decode()
    policy = server.ask(server.page).headers["content-security-policy"]
    assert f"default-src 'none'; script-src 'sha256-{digest}'; style-src" in policy


@pytest.mark.parametrize("path", ["feed", "page"])
def test_head_gives_the_headers_of_get_and_no_body(site: Server, path: str) -> None:
    got, head = (site.ask(getattr(site, path), method) for method in ("GET", "HEAD"))
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")


@pytest.mark.parametrize("path", ["feed", "page"])
def test_what_a_run_puts_in_its_place_is_seen_at_once(server: Server, path: str) -> None:
    file = FEED if path == "feed" else PAGE
    before = server.ask(getattr(server, path))
    replace(file, before.body.replace(b"e", b"o"))
    after = server.ask(getattr(server, path), If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert after.body == file.read_bytes() != before.body


# 304


SAME, OTHER = "THE-ETAG", '"0123"'
EARLIER, AT, LATER = -60, 0, 60  # seconds from Last-Modified


@pytest.mark.parametrize(
    ("if_none_match", "if_modified_since", "status"),
    [
        (SAME, None, 304),
        (f"W/{SAME}", None, 304),
        (f"{OTHER}, {SAME}", None, 304),
        ("*", None, 304),
        (OTHER, None, 200),
        ("nonsense", None, 200),
        (None, AT, 304),
        (None, LATER, 304),
        (None, EARLIER, 200),
        (None, "nonsense", 200),
        (None, "Wed, 99 Foo 99999 99:99:99 GMT", 200),
        (SAME, EARLIER, 304),  # the tag goes before the date
        (OTHER, LATER, 200),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_the_client_has_already_is_not_sent_again(
    site: Server, method: str, if_none_match: str | None, if_modified_since: int | str | None, status: int
) -> None:
    whole = site.ask(site.feed)
    asked: dict[str, str] = {}
    if if_none_match:
        asked["If_None_Match"] = if_none_match.replace(SAME, whole.headers["etag"])
    if isinstance(if_modified_since, int):
        moment = parsedate_to_datetime(whole.headers["last-modified"]).timestamp() + if_modified_since
        asked["If_Modified_Since"] = formatdate(moment, usegmt=True)
    elif if_modified_since:
        asked["If_Modified_Since"] = if_modified_since
    answer = site.ask(site.feed, method, None, **asked)
    assert answer.status == status
    assert answer.body == (whole.body if (status, method) == (200, "GET") else b"")
    for header in ("etag", "last-modified", "cache-control", "referrer-policy"):
        assert answer.headers[header] == whole.headers[header]


# Who does not know the token


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/robots.txt"),
        ("GET", "/followups.ics"),
        ("GET", "//followups.ics"),
        ("GET", "/TOKEN"),
        ("GET", "/TOKEN/other.ics"),
        ("GET", "/TOKEN/index.html"),
        ("GET", "/TOKEN/followups.ics/"),
        ("GET", "/TOKEN/../followups.ics"),
        ("GET", "/TOKENx/followups.ics"),
        ("GET", "/SHORTER/followups.ics"),
        ("GET", "/FLIPPED/followups.ics"),
        ("GET", "/FLIPPED/"),
        ("GET", "/FLIPPED"),
        ("GET", "/x/followups.ics"),
        ("GET", "/%F0%9F%94%91%FF/followups.ics"),
        ("GET", f"/{'x' * 5000}/followups.ics"),
        ("POST", "/TOKEN/followups.ics"),
        ("PUT", "/TOKEN/followups.ics"),
        ("DELETE", "/TOKEN/"),
        ("OPTIONS", "/TOKEN/followups.ics"),
        ("PROPFIND", "/TOKEN/"),
        ("OPTIONS", "/FLIPPED/followups.ics"),
    ],
)
def test_everything_else_is_one_and_the_same_404(site: Server, method: str, path: str) -> None:
    flipped = site.token[:-1] + ("a" if site.token[-1] != "a" else "b")
    for name, text in (("TOKEN", site.token), ("SHORTER", site.token[:-1]), ("FLIPPED", flipped)):
        path = path.replace(name, text)
    answer = site.ask(path, method, b"BEGIN:VCALENDAR" if method in {"POST", "PUT"} else None)
    assert answer == site.ask("/nothing-here")
    assert (answer.status, answer.body) == (404, b"Not found\n")
    assert not {"allow", "location", "server"} & set(answer.headers)


def test_head_of_nothing_has_the_headers_of_the_404(site: Server) -> None:
    nothing = site.ask("/x/followups.ics")
    assert site.ask("/x/followups.ics", "HEAD") == nothing._replace(body=b"")


def test_a_page_that_is_not_there_is_the_same_404(server: Server) -> None:
    PAGE.unlink()
    assert server.ask(server.page) == server.ask("/nothing-here")


# Never an empty calendar, never half of one


@pytest.mark.parametrize(
    "content",
    [None, b"", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEV", b"<html>Sign in to the network</html>"],
    ids=["missing", "empty", "half", "another file"],
)
def test_without_a_whole_feed_the_answer_is_503_until_there_is_one(
    server: Server, content: bytes | None
) -> None:
    whole = FEED.read_bytes()
    FEED.unlink()
    if content is not None:
        FEED.write_bytes(content)
    answer = server.ask(server.feed)
    assert (answer.status, answer.headers["retry-after"]) == (503, "300")
    assert b"VCALENDAR" not in answer.body
    assert "etag" not in answer.headers
    FEED.write_bytes(whole)
    assert server.ask(server.feed).body == whole


def test_a_feed_that_cannot_be_read_is_503(server: Server) -> None:
    FEED.unlink()
    FEED.mkdir()
    assert server.ask(server.feed).status == 503


def test_no_body_is_torn_while_the_feed_is_replaced_200_times(server: Server) -> None:
    feed = FEED.read_bytes()
    contents = [feed.replace(b"Jane Doe", b"Jane " + b"D" * (number * 50)) for number in range(200)]
    known, done = {hashlib.sha256(content).hexdigest() for content in contents}, Event()
    answered = Semaphore(0)
    replace(FEED, contents[0])

    def subscribe() -> tuple[int, set[str]]:
        connection, tag, seen, asked = http.client.HTTPConnection("127.0.0.1", server.port), "", set(), 0
        last_round = False
        while not last_round:
            last_round = done.is_set()
            connection.request("GET", server.feed, headers={"If-None-Match": tag} if tag else {})
            answer = answer_of(connection)
            tag, asked = answer.headers["etag"], asked + 1
            if answer.status != 304:
                assert answer.status == 200
                assert tag == f'"{hashlib.sha256(answer.body).hexdigest()}"'
            seen.add(tag.strip('"'))
            answered.release()
        connection.close()
        return asked, seen

    with ThreadPoolExecutor(8) as pool:
        subscribers = [pool.submit(subscribe) for _ in range(8)]
        for content in contents:
            replace(FEED, content)
            if not answered.acquire(timeout=START):
                break  # the results tell why
        done.set()
        results = [subscriber.result(START) for subscriber in subscribers]
    for _, seen in results:
        assert seen <= known
        assert hashlib.sha256(contents[-1]).hexdigest() in seen
    assert sum(asked for asked, _ in results) >= 200
    assert len(set.union(*(seen for _, seen in results))) > 5


def test_eight_subscribers_see_whole_feeds_and_no_log_has_the_token_while_syncs_run() -> None:
    assert bench(connections=8, seconds=3)


# The token


def test_the_token_is_long_and_its_owners_only_and_kept_over_a_restart(server: Server, folder: Path) -> None:
    assert re.fullmatch("[A-Za-z0-9_-]{32}", server.token)  # 192 bits
    assert stat.S_IMODE(TOKEN_FILE.stat().st_mode) == 0o600
    assert stat.S_IMODE(TOKEN_FILE.parent.stat().st_mode) == 0o700
    server.stop()
    with serving(folder) as again:
        assert again.token == server.token
        assert again.ask(again.feed).status == 200


def test_a_token_file_that_others_could_read_is_closed_again(folder: Path) -> None:
    path = folder / "serve-token"
    token = TokenFile(path).obtain()
    path.chmod(0o644)
    assert TokenFile(path).obtain() == token
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_rotate_prints_new_addresses_and_a_running_server_takes_them_up(server: Server) -> None:
    said = followups("serve", "--rotate", "--port", str(server.port))
    token = TOKEN_FILE.read_text().strip()
    assert token != server.token
    assert stat.S_IMODE(TOKEN_FILE.stat().st_mode) == 0o600
    place = f"127.0.0.1:{server.port}/{token}"
    page, feed = f"page  http://{place}/\n", f"feed  http://{place}/followups.ics\n"
    assert said == Said(0, f"{page}{feed}      webcal://{place}/followups.ics\n", "")
    assert server.ask(server.feed) == server.ask("/nothing-here")
    assert server.ask(f"/{token}/followups.ics").status == 200


def test_without_its_token_file_a_running_server_serves_nobody(server: Server) -> None:
    TOKEN_FILE.unlink()
    assert server.ask(server.feed).status == 404


@pytest.mark.parametrize("content", ["", "short", "with spaces in it, and quite long", "é" * 30])
def test_a_token_that_can_be_guessed_is_not_served_under(content: str) -> None:
    TOKEN_FILE.parent.mkdir(parents=True)
    TOKEN_FILE.write_text(content)
    said = followups("serve", "--port", str(a_free_port()))
    assert (said.code, said.out) == (2, "")
    assert "serve-token holds no token" in said.err
    assert "followups serve --rotate" in said.err
    assert content not in said.err or not content


# As a process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_0_though_a_client_holds_on(server: Server, number: int) -> None:
    idle = http.client.HTTPConnection("127.0.0.1", server.port)
    idle.request("GET", server.feed)
    idle.getresponse().read()
    with socket.create_connection(("127.0.0.1", server.port)) as halfway:
        halfway.sendall(b"GET /half HTTP/1.1\r\n")
        started = time.monotonic()
        assert server.stop(number) == Said(0, "", "")
        assert time.monotonic() - started < 20  # a client that holds on would keep it for ever
    idle.close()


def test_the_token_is_in_no_output_and_no_log_whatever_was_asked(folder: Path) -> None:
    with serving(folder, "-v") as server:
        token = server.token
        paths = [server.feed, server.page, f"/{token}", f"/{token}/x", f"/{token}%ff/followups.ics"]
        for path in paths:
            for method in ("GET", "HEAD", "POST"):
                server.ask(path, method)
        server.ask(server.feed, Connection="Upgrade", Upgrade="websocket", Sec_WebSocket_Key="x")
        with socket.create_connection(("127.0.0.1", server.port)) as nonsense:
            nonsense.sendall(f"GET /{token}/ nonsense\r\n\r\n".encode())
            nonsense.recv(1000)
        said = server.stop()
    log = (STATE / "followups.log").read_text()
    assert "serving" in log
    assert "the feed cannot be read" in log
    assert "serving" in said.err
    assert token not in said.out + said.err + log
    kept = [path for path in folder.rglob("*") if path.is_file() and token in path.read_text("utf-8")]
    assert kept == [folder / TOKEN_FILE]


def test_of_a_bug_is_logged_where_it_is_and_not_what_was_asked(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    token = TokenFile(folder / "serve-token")
    path = f"/{token.obtain()}/followups.ics"
    app = application(Path("no\0path"), token)
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    with pytest.raises(ValueError, match="null byte"):  # the server's to swallow
        asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 500
    assert "a bug: ValueError\n" in caplog.text
    assert "in _read" in caplog.text
    assert "null byte" not in caplog.text
    assert token.obtain() not in caplog.text


def test_print_tells_the_addresses_of_a_running_server_and_ends(server: Server) -> None:
    place = f"127.0.0.1:{server.port}/{server.token}"
    page, feed = f"page  http://{place}/\n", f"feed  http://{place}/followups.ics\n"
    said = followups("serve", "--print", "--port", str(server.port))
    assert said == Said(0, f"{page}{feed}      webcal://{place}/followups.ics\n", "")
    assert server.ask(server.feed).status == 200


def test_print_makes_the_secret_address_that_a_server_then_keeps(folder: Path) -> None:
    said = followups("serve", "--print")
    assert f"/{TOKEN_FILE.read_text().strip()}/followups.ics\n" in said.out
    with serving(folder) as server:
        assert f"/{server.token}/followups.ics\n" in said.out


def test_on_a_terminal_the_addresses_are_printed(folder: Path) -> None:
    ours, theirs = pty.openpty()
    with serving(folder, stdout=theirs) as server:
        os.close(theirs)
        assert f"webcal://127.0.0.1:{server.port}/{server.token}/" in os.read(ours, 4096).decode()
        os.close(ours)


def test_a_port_in_use_is_one_sentence_and_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = followups("serve", "--port", str(port))
    assert said == Said(
        2,
        "",
        f"followups: 127.0.0.1, port {port}, cannot be served on: Address already in use; "
        "name an address of this machine with --host, or a free port with --port\n",
    )
    assert not TOKEN_FILE.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--host", "203.0.113.1"), "203.0.113.1, port 8025, cannot be served on: "),
        (("--host", "nowhere.invalid"), "nowhere.invalid, port 8025, cannot be served on: "),
        (("--host", ""), '"" is not an address; write one such as 127.0.0.1'),
        (("--host", "a..b"), '"a..b" is not an address'),
        (("--port", "0"), '"0" is not a port'),
    ],
)
def test_an_address_that_cannot_be_served_on_is_2(arguments: tuple[str, ...], message: str) -> None:
    said = followups("serve", *arguments)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


def test_only_loopback_hears_it_unless_told_otherwise(server: Server) -> None:
    with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
        socket.create_connection(("127.0.0.2", server.port), 2).close()


@pytest.mark.parametrize(
    ("host", "named"),
    [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", socket.gethostname())],  # noqa: S104
)
def test_an_address_is_written_as_a_client_takes_it(host: str, named: str) -> None:
    assert f"webcal://{named}:8025/secret/followups.ics" in addresses(host, 8025, "secret")
