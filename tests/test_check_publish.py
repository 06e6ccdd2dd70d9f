"""`followups check` on the way to a calendar: places to publish to, `public_url`, and who will ring."""

import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sync.google.credentials import CALENDAR
from sync.publish.web import PASSWORD
from tests.accounts import BOT, save, service_account, signed_in
from tests.google import USER, Google, serving
from tests.google.calendar import Calendar
from tests.helpers import FEED, SETTINGS_FILE, files_below, followups, lay_out, sync
from tests.publish.places import NAME, SECRET, USER_NAME, dav_server, s3

MINE = "mine@group.calendar.google.com"
A_TYPE = "text/calendar; charset=utf-8"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def line(name: str) -> tuple[str, int]:
    """Check; gives the sentence of that line, which is the only one to fail, and the exit code."""
    said = followups("check", "--json")
    checks = json.loads(said.out)["checks"]
    [message] = [each["message"] for each in checks if each["name"] == name]
    assert {each["name"] for each in checks if not each["ok"]} <= {name}
    assert "\n" not in message
    assert SECRET not in said.out + said.err
    assert isinstance(said.code, int)
    return message, said.code


# --- places to publish to


def test_each_place_has_a_line_of_its_own_between_the_feed_and_the_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    with dav_server(tmp_path / "dav") as root, s3(monkeypatch):
        lay_out(
            settings=f'{SETTINGS_FILE}[[publish]]\nto = "{root}/{NAME}"\nuser = "{USER_NAME}"\n'
            f'[[publish]]\nto = "s3://interviews/{NAME}"\n'
        )
        before = dict(files_below(tmp_path / "dav"))
        said = followups("check")
        assert [text.split()[:3] for text in said.out.splitlines()[-4:]] == [
            ["✓", "feed", "feed/followups.ics"],
            ["✓", "publish:", f"{root}/{NAME}"],
            ["✓", "publish:", f"s3://interviews/{NAME}"],
            ["✓", "calendar", "calendar"],
        ]
        assert f"{NAME}  the server lets us in; the feed will be made\n" in said.out
        assert f"{NAME}  the bucket can be read; the feed will be made\n" in said.out
        assert dict(files_below(tmp_path / "dav")) == before
        sync()
        assert line(f"publish: {root}/{NAME}") == ("the server lets us in; the feed is there", 0)
        assert line(f"publish: s3://interviews/{NAME}") == ("the bucket can be read; the feed is there", 0)


def test_a_place_that_refuses_is_told_with_how_to_mend_it(tmp_path: Path) -> None:
    with dav_server(tmp_path / "dav") as root:
        to = f"{root}/{NAME}"
        lay_out(settings=f'{SETTINGS_FILE}[[publish]]\nto = "{to}"\n')
        message, code = line(f"publish: {to}")
    assert message.startswith(f"{to}: the server does not accept the sign-in (401); set {PASSWORD}_")
    assert code == 2


# --- Google


@pytest.fixture
def google() -> Iterator[Google]:
    with serving() as google:
        yield google


def lay_out_calendar(google: Google, calendar: str = "") -> None:
    lay_out(
        settings=f'{SETTINGS_FILE}[[publish]]\nto = "google-calendar"\n{calendar}\n'
        f'[google]\napi_root = "{google.root}"\n'
    )


def test_a_google_calendar_that_is_to_come_will_ring_at_once(google: Google) -> None:
    lay_out_calendar(google)
    signed_in(Path("credentials.json"), google, [CALENDAR])
    assert line("publish: google-calendar") == ("signed in; the next sync makes the calendar", 0)
    assert line("calendar") == (
        "Google Calendar gets the reminders with each sync, and rings them on every phone",
        0,
    )
    assert google.state.calendars == {}
    sync()
    assert line("publish: google-calendar") == (
        'the calendar "Interview follow-ups" is there and can be written',
        0,
    )


def test_a_sign_in_that_does_not_cover_calendars_is_77(google: Google) -> None:
    lay_out_calendar(google)
    signed_in(Path("credentials.json"), google)
    message, code = line("publish: google-calendar")
    assert (code, message) == (
        77,
        "the sign-in does not cover calendar.app.created; run `followups auth` again and tick every box",
    )


def test_a_service_account_is_told_to_name_a_calendar_of_the_users(google: Google) -> None:
    lay_out_calendar(google)
    save(Path("credentials.json"), service_account(google))
    message, code = line("publish: google-calendar")
    assert f"share it with {BOT}" in message
    assert code == 2


@pytest.mark.parametrize(
    ("role", "code", "said"),
    [
        ("writer", 0, 'the calendar "Paul" is there and can be written'),
        ("reader", 77, f"google-calendar: {BOT} may read the calendar and not change it"),
        (None, 77, f"google-calendar: there is no calendar {MINE} that {BOT} may see; share it with {BOT}"),
    ],
)
def test_a_calendar_of_the_users_that_is_shared_with_a_service_account(
    google: Google, role: str | None, code: int, said: str
) -> None:
    access = {USER: "owner"} | ({BOT: role} if role else {})
    message = {"kind": "calendar#calendar", "id": MINE, "summary": "Paul", "timeZone": "UTC"}
    google.state.calendars[MINE] = Calendar(message, access)
    lay_out_calendar(google, f'calendar = "{MINE}"')
    save(Path("credentials.json"), service_account(google))
    found, exit_code = line("publish: google-calendar")
    assert (found.startswith(said), exit_code) == (True, code)
    if role == "writer":
        sync()
        assert list(google.state.calendars) == [MINE]
        assert google.state.calendars[MINE].events
        [grant] = {grant.scopes for grant in google.accounts.grants.values()}
        assert grant == {"https://www.googleapis.com/auth/calendar.events"}


# --- public_url


@dataclass
class Site:
    """A web server that gives one answer under every path."""

    root: str = ""
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": A_TYPE})
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(dict(self.headers))
            self.send_response(site.status)
            for name, value in (site.headers | {"Content-Length": str(len(site.body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(site.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        site.root = f"http://127.0.0.1:{server.server_address[1]}"
        yield site
        server.shutdown()
        thread.join()


def lay_out_link(site: Site) -> None:
    link = f"{site.root}/{SECRET}/followups.ics"
    lay_out(settings=f'{SETTINGS_FILE}[feed]\npublic_url = "{link}"\n')


def test_before_the_first_sync_there_is_nothing_to_compare(site: Site) -> None:
    lay_out_link(site)
    message, code = line("public_url")
    assert (code, site.asked) == (0, [])
    assert message.endswith("feed/followups.ics is not there yet; `followups sync` makes it")


def test_the_same_feed_is_ok_and_the_path_of_the_link_is_in_no_line(site: Site) -> None:
    lay_out_link(site)
    sync()
    site.body = FEED.read_bytes()
    assert line("public_url") == ("127.0.0.1/… has the same feed as feed/followups.ics", 0)
    assert "Authorization" not in site.asked[0]


def test_the_same_feed_of_a_wrong_type_is_ok_with_a_hint(site: Site) -> None:
    lay_out_link(site)
    sync()
    site.body, site.headers = FEED.read_bytes(), {"Content-Type": "text/plain"}
    message, code = line("public_url")
    assert code == 0
    assert "but calls it text/plain; make the server say text/calendar" in message


def test_an_older_feed_is_75_and_says_since_when(site: Site) -> None:
    lay_out_link(site)
    sync(now="2026-11-18T21:00+00:00")
    site.body = FEED.read_bytes()
    sync(now="2026-11-20T21:00+00:00")
    message, code = line("public_url")
    assert code == 75
    assert message == (
        "127.0.0.1/… has an older feed than feed/followups.ics, last changed 2026-11-18 21:00 UTC; the next "
        "sync mends it, or an hour, where a cache keeps what it has"
    )


OTHERS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("status", "body", "code", "said"),
    [
        (200, b"<html>Sign in", 2, "answers with something else than a calendar, such as a page to sign in"),
        (200, OTHERS, 2, "has another calendar than feed/followups.ics; mend [feed] public_url"),
        (200, b"", 2, "answers with something else than a calendar"),
        (401, b"", 2, "asks for a sign-in (401), and calendar apps have none"),
        (404, b"", 2, "has no feed (404); publish it there, or mend [feed] public_url in followups.toml"),
        (503, b"", 75, "does not answer (503); try again later"),
    ],
)
def test_what_calendar_apps_would_meet_in_place_of_the_feed(
    site: Site, status: int, body: bytes, code: int, said: str
) -> None:
    lay_out_link(site)
    sync()
    site.status, site.body = status, body
    message, exit_code = line("public_url")
    assert exit_code == code
    assert message.startswith(f"127.0.0.1/… {said}")


def test_a_link_that_leads_elsewhere_is_followed_and_one_in_circles_is_2(site: Site) -> None:
    lay_out_link(site)
    sync()
    site.status, site.headers = 302, {"Location": "/around"}
    assert line("public_url") == (
        "127.0.0.1/… cannot be fetched; mend [feed] public_url in followups.toml",
        2,
    )


def test_no_connection_is_75() -> None:
    lay_out_link(Site(root="http://127.0.0.1:9"))
    sync()
    message, code = line("public_url")
    assert code == 75
    assert message.startswith("no connection to 127.0.0.1/…: it cannot be reached")


def test_a_webcal_link_is_read_as_https() -> None:
    lay_out(settings=f'{SETTINGS_FILE}[feed]\npublic_url = "webcal://127.0.0.1:9/{SECRET}.ics"\n')
    sync()
    assert line("public_url")[0].startswith("no connection to 127.0.0.1/…")
