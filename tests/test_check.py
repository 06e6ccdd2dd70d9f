"""`followups check`: a line for each part of the set-up, ok or how to mend it, and the exit code."""

import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from sync.google.session import Session
from sync.sheets.excel_layout import create
from tests.accounts import BOT, CLIENT_SECRET, client, save, service_account, signed_in, token_files
from tests.google import Google, faults, serving
from tests.google.errors import invalid
from tests.helpers import (
    CSV,
    FEED,
    SETTINGS_FILE,
    SHEET,
    Said,
    edit,
    files_below,
    followups,
    lay_out,
    sync,
)

ROOT = Path(__file__).parents[1]
TOML = Path("followups.toml")
OF_A_FILE = ["configuration", "sheet", "writable", "headings", "problems", "clock", "feed", "calendar"]
OF_GOOGLE = [OF_A_FILE[0], "credentials", "sign-in", *OF_A_FILE[1:]]
AFTER_SIGN_IN = ["feed", "calendar"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


class Checked:
    """What `check --json` found."""

    def __init__(self) -> None:
        said = followups("check", "--json")
        assert said.err == ""
        self.code = said.code
        self.whole: dict[str, Any] = json.loads(said.out)
        assert self.whole.keys() == {"checks", "columns"}
        assert all(line.keys() == {"name", "ok", "message"} for line in self.whole["checks"])
        self.names = [line["name"] for line in self.whole["checks"]]
        self.failed = {line["name"]: line["message"] for line in self.whole["checks"] if not line["ok"]}

    def __getitem__(self, name: str) -> str:
        [message] = [line["message"] for line in self.whole["checks"] if line["name"] == name]
        return str(message)


def fails(name: str, code: int) -> str:
    """Check where this one must fail and no other; gives its sentence."""
    checked = Checked()
    assert (list(checked.failed), checked.code) == ([name], code)
    assert "\n" not in checked[name]
    return checked[name]


# --- all is well


def test_a_set_up_that_works_is_ok_in_every_part(folder: Path) -> None:
    lay_out()
    checked = Checked()
    assert (checked.names, checked.failed, checked.code) == (OF_A_FILE, {}, 0)
    assert checked["configuration"] == str(folder / "followups.toml")
    assert checked["sheet"] == "interviews.csv, worksheet interviews, 3 interviews"
    assert checked["headings"] == "Company, Role, Interview date, Interviewers, Thank-you sent, Outcome"
    assert checked["problems"] == "every cell can be read"
    assert checked["feed"] == "feed/followups.ics will be made"


def test_it_prints_an_aligned_line_for_each() -> None:
    lay_out()
    said = followups("check")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    signs = ["✓"] * (len(OF_A_FILE) - 1) + ["!"]  # no calendar can reach a feed that is only here
    assert [line.split()[:2] for line in lines] == [list(pair) for pair in zip(signs, OF_A_FILE, strict=True)]
    assert lines[1] == "✓ sheet          interviews.csv, worksheet interviews, 3 interviews"


def test_on_a_terminal_there_are_colours() -> None:
    lay_out()
    ours, theirs = pty.openpty()
    env = os.environ | {"TERM": "xterm", "COLUMNS": "200"}
    done = subprocess.run([sys.executable, "-m", "sync", "check"], stdout=theirs, env=env, check=False)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0
    assert "\x1b[32m✓\x1b[0m sheet " in shown


@pytest.mark.parametrize("first", [None, "sync"])
def test_it_changes_nothing(folder: Path, first: str | None) -> None:
    lay_out()
    if first:
        sync()
    before = dict(files_below(folder))
    assert Checked().code == 0
    assert dict(files_below(folder)) == before


def test_with_nothing_there_yet_the_example_is_to_come(folder: Path) -> None:
    checked = Checked()
    assert checked.names == ["configuration", "sheet", "writable", "clock", "feed", "calendar"]
    assert (checked.failed, checked.code, checked.whole["columns"]) == ({}, 0, {})
    assert "there is no followups.toml yet" in checked["configuration"]
    assert checked["sheet"] == "interviews.xlsx is not there yet; `followups sync` makes it"
    assert list(files_below(folder)) == []


def test_with_the_example_there_it_is_checked_like_any_sheet() -> None:
    assert followups("sync").code == 0
    checked = Checked()
    assert (checked.names, checked.failed) == (OF_A_FILE, {})
    assert "followups init" in checked["configuration"]
    assert "events" in checked["feed"]


def test_quiet_prints_failures_only() -> None:
    lay_out()
    assert followups("check", "-q") == Said(0, "", "")
    SHEET.chmod(0o444)
    said = followups("check", "-q")
    assert said.code == 65
    assert said.out == "✗ writable       interviews.csv is read-only; make it writable for this user\n"


# --- settings and drafts


def test_all_mistakes_in_the_settings_are_told_and_nothing_else_can_be_checked() -> None:
    lay_out(settings='shet = "interviews.csv"\ntimezone = "London"\n')
    checked = Checked()
    assert (checked.names, checked.code, checked.whole["columns"]) == (["configuration"], 2, {})
    for mistake in ("sheet: is missing", "shet: is not a setting", "timezone: "):
        assert mistake in checked["configuration"]


def test_several_mistakes_stand_below_each_other() -> None:
    lay_out(settings='sheet = "a.csv"\nfoo = 1\nbar = 2\n')
    first, second = followups("check").out.splitlines()
    assert first == "✗ configuration  followups.toml: foo: is not a setting"
    assert second == "                 followups.toml: bar: is not a setting"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (None, "/mine, which followups.toml names"),
        ("thanks.txt", "thanks.txt replaces no draft"),
        ("thank-you.txt", "thank-you.txt, line 1"),
    ],
)
def test_drafts_of_the_users_own_are_tried(template: str | None, said: str) -> None:
    lay_out(settings=f'{SETTINGS_FILE}[drafts]\nfolder = "mine"\n')
    if template:
        Path("mine").mkdir()
        Path("mine", template).write_text("{% nonsense %}")
    assert said in fails("drafts", 2)


def test_drafts_that_can_be_used_are_ok() -> None:
    lay_out(settings=f'{SETTINGS_FILE}[drafts]\nfolder = "mine"\n')
    Path("mine").mkdir()
    Path("mine/thank-you.txt").write_text("Thanks, {{ person }}")
    checked = Checked()
    assert checked["drafts"] == "the templates in mine can be used"
    assert checked.failed == {}


# --- a sheet in a file


@pytest.mark.parametrize(
    ("sheet", "content", "said"),
    [
        ("interviews.csv", None, "there is no file interviews.csv"),
        ("interviews.csv", b"a\0b", "is not a CSV file"),
        ("interviews.xlsx", None, "there is no file interviews.xlsx"),
        ("interviews.xlsx", b"PK nonsense", "interviews.xlsx is "),
    ],
)
def test_a_sheet_that_cannot_be_read_leaves_out_what_is_read_from_it(
    sheet: str, content: bytes | None, said: str
) -> None:
    TOML.write_text(f'sheet = "{sheet}"\n')
    if content:
        Path(sheet).write_bytes(content)
    checked = Checked()
    assert checked.names == ["configuration", "sheet", "clock", "feed", "calendar"]
    assert (list(checked.failed), checked.code) == (["sheet"], 65)
    assert said in checked["sheet"]


def workbook() -> None:
    create(Path("mine.xlsx"), [["Company", "Interview date"], ["Acme", "2026-11-18"]])
    TOML.write_text('sheet = "mine.xlsx"\n')


def test_a_workbook_is_checked_too() -> None:
    workbook()
    checked = Checked()
    assert (checked.names, checked.failed) == (OF_A_FILE, {})
    assert checked["sheet"].startswith("mine.xlsx, worksheet ")
    assert checked["sheet"].endswith(", 1 interview")


@pytest.mark.parametrize(
    ("settings", "make_sheet", "lock", "said"),
    [
        (SETTINGS_FILE, lay_out, ".~lock.interviews.csv#", "is open in another program"),
        ('sheet = "mine.xlsx"\n', workbook, ".~lock.mine.xlsx#", "is open in another program"),
        ('sheet = "mine.xlsx"\n', workbook, "~$mine.xlsx", "is open in another program"),
    ],
)
def test_a_sheet_that_is_open_elsewhere_is_not_writable_now(
    settings: str, make_sheet: Callable[[], None], lock: str, said: str
) -> None:
    make_sheet()
    TOML.write_text(settings)
    Path(lock).touch()
    assert said in fails("writable", 75)


@pytest.mark.parametrize(("make_sheet", "name"), [(lay_out, "interviews.csv"), (workbook, "mine.xlsx")])
def test_a_read_only_sheet_is_not_writable(make_sheet: Callable[[], None], name: str) -> None:
    make_sheet()
    Path(name).chmod(0o444)
    assert f"{name} is read-only" in fails("writable", 65)


# --- headings and cells


def test_headings_are_told_with_what_they_are_taken_for() -> None:
    lay_out(
        CSV.replace("Company", "Employer").replace("Outcome", "Shoe size"),
        f'{SETTINGS_FILE}[columns]\ncompany = "Employer"\n',
    )
    checked = Checked()
    assert checked["headings"] == (
        '"Employer" as Company, Role, Interview date, Interviewers, Thank-you sent; '
        "not used, and left alone: Shoe size"
    )
    assert checked.whole["columns"] == {
        "company": "Employer",
        "role": "Role",
        "interview_date": "Interview date",
        "interviewers": "Interviewers",
        "thank_you_sent": "Thank-you sent",
    }


def test_the_tools_own_columns_are_no_unused_ones() -> None:
    lay_out()
    sync()
    assert "not used" not in Checked()["headings"]


@pytest.mark.parametrize(
    ("sheet", "columns"),
    [
        ("Company;Role;Day\nAcme;Engineer;1\n", {"company": "Company", "role": "Role"}),
        ("Day;Role\n1;Engineer\n", {"role": "Role"}),
    ],
)
def test_a_required_heading_that_is_missing_is_named_and_the_others_are_still_told(
    sheet: str, columns: dict[str, str]
) -> None:
    lay_out(sheet)
    said = fails("headings", 65)
    assert 'no column is headed "' in said
    assert '"Interview date"' in said
    assert '"Day"' in said
    assert "[columns] " in said
    assert Checked().whole["columns"] == columns


def test_a_sheet_without_headings_says_what_it_takes() -> None:
    lay_out("1;2\n3;4\n")
    assert "no header row was found" in fails("headings", 65)
    checked = Checked()
    assert checked["sheet"] == "interviews.csv, worksheet interviews"
    assert checked.whole["columns"] == {}


def test_cells_that_cannot_be_read_are_listed_and_no_failure() -> None:
    lay_out()
    edit("2026-11-18 10:00", "13/45/2026")
    one = Checked()
    assert (one.failed, one.code) == ({}, 0)
    assert one["problems"].startswith('1 cell needs a look:\nRow 2, Interview date: "13/45/2026" is not')
    edit("2026-11-18 11:00", "soon")
    said = Checked()["problems"].splitlines()
    assert said[0] == "2 cells need a look:"
    assert [line.partition(":")[0] for line in said[1:]] == ["Row 2, Interview date", "Row 3, Interview date"]


def test_of_many_cells_that_cannot_be_read_the_first_are_listed() -> None:
    lay_out("Company;Interview date\n" + "Acme;soon\n" * 12)
    said = Checked()["problems"].splitlines()
    assert (said[0], len(said)) == ("12 cells need a look:", 12)
    assert said[10].startswith("Row 11, Interview date")
    assert said[11] == "and 2 more: see Problem in the sheet"


def test_what_works_and_yet_is_worth_a_look_has_a_sign_of_its_own() -> None:
    lay_out()
    edit("2026-11-18 10:00", "13/45/2026")
    shown = followups("check").out
    assert "\n! problems       1 cell needs a look:\n                 Row 2, Interview date" in shown
    assert "\n! calendar       no calendar app" in shown


# --- clock, feed, calendar


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (SETTINGS_FILE, "Europe/London, from followups.toml"),
        ('sheet = "interviews.csv"\n', "UTC, from this machine"),
    ],
)
def test_the_time_zone_is_told_with_where_it_comes_from(settings: str, said: str) -> None:
    lay_out(settings=settings)
    assert Checked()["clock"].removeprefix("Etc/") == said


def test_a_feed_that_is_there_is_told_with_its_events() -> None:
    lay_out()
    sync()
    assert Checked()["feed"] == "feed/followups.ics, 9 events"


def foreign() -> None:
    FEED.parent.mkdir()
    FEED.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (foreign, "is not a feed of ours, so it is left alone"),
        (lambda: FEED.mkdir(parents=True), "cannot be read: Is a directory"),
        (FEED.parent.touch, "cannot be written: feed is not a folder"),
    ],
    ids=["a calendar of somebody else", "a folder", "a file in the place of the folder"],
)
def test_a_feed_that_could_not_be_published_is_2(place: Callable[[], object], said: str) -> None:
    lay_out()
    place()
    assert f"feed/followups.ics {said}" in fails("feed", 2)


def test_a_folder_that_may_not_be_written_takes_no_feed() -> None:
    lay_out()
    FEED.parent.mkdir(mode=0o555)
    assert "writable" in fails("feed", 2)


def test_a_state_folder_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out()
    Path("no-folder").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(Path("no-folder").absolute()))
    assert "XDG_STATE_HOME" in fails("feed", 2)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "no calendar app on a phone or elsewhere can reach feed/followups.ics on this machine yet"),
        (
            '[feed]\npublic_url = "https://example.com/secret.ics"\n',
            (
                'calendar apps can subscribe to the feed. Apple\'s rings with "Remove Alarms" off. Google '
                "Calendar looks only every 8 to 24 hours and rings no alarm from a feed; to ring at once: "
                '[[publish]] to = "google-calendar"'
            ),
        ),
        (
            '[feed]\npublic_url = "http://127.0.0.1:8025/secret.ics"\n',
            "no calendar app on a phone or elsewhere can reach feed/followups.ics on this machine yet",
        ),
    ],
)
def test_whether_calendar_apps_can_reach_the_feed_is_told(settings: str, said: str) -> None:
    lay_out(settings=SETTINGS_FILE + settings)
    checked = Checked()
    assert (checked.failed, checked.code) == ({}, 0)
    assert checked["calendar"].startswith(said)


# --- a Google Sheet


class Desk:
    """A spreadsheet, the settings that name it, and who signs in."""

    def __init__(self, google: Google) -> None:
        self.google = google
        self.id = google.state.create("Interviews").id
        self.link = f"https://docs.google.com/spreadsheets/d/{self.id}/edit"
        rows: list[list[object]] = [["Company", "Interview date"], ["Acme", "2026-11-18"]]
        google.type(self.id, "A1", rows)
        TOML.write_text(f'sheet = "{self.link}"\n[google]\napi_root = "{google.root}"\n')

    def credentials(self, content: object) -> None:
        save(Path("credentials.json"), content)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    assert Session.__init__.__kwdefaults__ is not None
    monkeypatch.setitem(Session.__init__.__kwdefaults__, "sleep", lambda _: None)
    with serving() as google:
        yield Desk(google)


def test_a_google_sheet_that_works_is_ok_in_every_part_and_stays_as_it_was(desk: Desk) -> None:
    desk.credentials(service_account(desk.google))
    before = desk.google.state.spreadsheet(desk.id).copy()
    checked = Checked()
    assert (checked.names, checked.failed, checked.code) == (OF_GOOGLE, {}, 0)
    assert checked["credentials"] == "credentials.json"
    assert checked["sign-in"] == f"Signed in as {BOT}"
    assert checked["sheet"] == f"{desk.link}, worksheet Sheet1, 1 interview"
    assert checked["clock"] == "right, by Google's clock; Etc/GMT, from the sheet"
    assert checked.whole["columns"] == {"company": "Company", "interview_date": "Interview date"}
    assert [request.verb for request in desk.google.log] == ["GET", "POST"]
    assert desk.google.state.spreadsheet(desk.id) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "credentials.json: there is no such file"),
        ("nonsense", "is none of the files that Google gives"),
        ({"installed": {"client_id": "1"}}, "client_secret is missing"),
    ],
)
def test_without_credentials_the_rest_that_needs_none_is_still_checked(
    desk: Desk, content: object, said: str
) -> None:
    if content:
        desk.credentials(content)
    checked = Checked()
    assert checked.names == ["configuration", "credentials", *AFTER_SIGN_IN]
    assert (list(checked.failed), checked.code) == (["credentials"], 2)
    assert said in checked["credentials"]
    assert desk.google.log == desk.google.token_log == []


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_credentials_that_others_can_read_are_worth_a_look(desk: Desk, folder: Path, mode: int) -> None:
    with TOML.open("a") as settings:
        settings.write('credentials = "my key.json"\n')
    key = save(folder / "my key.json", service_account(desk.google))
    key.chmod(mode)
    said = followups("check")
    assert (said.code, said.err) == (0, "")
    assert (
        f"\n! credentials    others on this machine can read my key.json; close it with: chmod 600 '{key}'\n"
    ) in said.out
    assert key.stat().st_mode & 0o777 == mode


def test_nobody_signed_in_is_77_and_says_how(desk: Desk) -> None:
    desk.credentials(client(desk.google))
    checked = Checked()
    assert checked.names == ["configuration", "credentials", "sign-in", *AFTER_SIGN_IN]
    assert (checked.failed, checked.code) == ({"sign-in": "not signed in; run `followups auth`"}, 77)


def test_a_token_that_was_kept_does_not_hide_that_the_sign_in_was_revoked(desk: Desk) -> None:
    signed_in(Path("credentials.json"), desk.google)
    desk.google.accounts.revoked = True
    [kept] = token_files()
    before = kept.read_bytes()
    checked = Checked()
    assert checked.names == ["configuration", "credentials", "sign-in", "clock", *AFTER_SIGN_IN]
    assert (list(checked.failed), checked.code) == (["sign-in"], 77)
    assert "has expired or was revoked; run `followups auth` again" in checked["sign-in"]
    assert kept.read_bytes() == before


def test_a_person_who_is_signed_in_is_ok_and_the_token_is_asked_for(desk: Desk) -> None:
    signed_in(Path("credentials.json"), desk.google)
    asked = len(desk.google.token_log)
    said = followups("check", "-v")
    assert said.code == 0
    assert len(desk.google.token_log) == asked + 1
    [kept] = token_files()
    token = json.loads(kept.read_bytes())
    for secret in (CLIENT_SECRET, token["token"], token["refresh_token"]):
        assert secret not in said.out + said.err


def test_no_connection_is_75(desk: Desk) -> None:
    desk.credentials(desk.google.authorized_user())
    desk.google.faults.at_token(faults.reset())
    checked = Checked()
    assert checked.names == ["configuration", "credentials", "sign-in", *AFTER_SIGN_IN]
    assert (list(checked.failed), checked.code) == (["sign-in"], 75)
    assert "no connection to Google" in checked["sign-in"]


@pytest.mark.parametrize(
    ("spoil", "code", "said"),
    [
        (lambda desk: desk.google.state.restrict(desk.id), 77, f"share it with {BOT} as Editor"),
        (lambda desk: desk.google.state.delete(desk.id), 65, "check `sheet` in followups.toml"),
        (lambda desk: desk.google.faults.when(is_api, faults.unavailable()), 75, "try again later"),
        (
            lambda _: TOML.write_text('worksheet = "2025"\n' + TOML.read_text()),
            65,
            "has no worksheet 2025; it has Sheet1",
        ),
        (
            lambda _: TOML.write_text(TOML.read_text().replace("/spreadsheets/d/", "/forms/")),
            2,
            "is not the link of a Google Sheet",
        ),
    ],
    ids=["not shared", "deleted", "busy", "no such worksheet", "no such link"],
)
def test_a_google_sheet_that_cannot_be_read_leaves_out_what_is_read_from_it(
    desk: Desk, spoil: Callable[[Desk], object], code: int, said: str
) -> None:
    desk.credentials(service_account(desk.google))
    spoil(desk)
    checked = Checked()
    assert checked.names == ["configuration", "credentials", "sign-in", "sheet", "clock", *AFTER_SIGN_IN]
    assert (list(checked.failed), checked.code) == (["sheet"], code)
    assert said in checked["sheet"]
    assert checked["clock"] == "right, by Google's clock"


def is_api(request: faults.Request) -> bool:
    return request.path != "/token"


def test_a_google_sheet_that_may_only_be_read_is_77(desk: Desk) -> None:
    desk.credentials(service_account(desk.google))
    desk.google.state.restrict(desk.id)
    desk.google.state.share(desk.id, BOT, "reader")
    said = fails("writable", 77)
    assert said.endswith(f"may be read but not changed: share it with {BOT} as Editor")
    assert Checked()["problems"] == "every cell can be read"


def test_a_google_that_minds_deleting_nothing_has_let_us_write(desk: Desk) -> None:
    desk.credentials(service_account(desk.google))
    nothing_there = invalid("Invalid requests[0].deleteDeveloperMetadata: nothing matches.")
    desk.google.faults.at(2, faults.refusal(nothing_there))
    assert Checked().failed == {}


@pytest.mark.parametrize(
    ("ahead", "way"), [(timedelta(minutes=-10), "ahead of"), (timedelta(minutes=3), "behind")]
)
def test_a_clock_that_is_wrong_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, ahead: timedelta, way: str
) -> None:
    desk.credentials(service_account(desk.google))
    set_ahead(monkeypatch, ahead)
    minutes = abs(ahead) // timedelta(minutes=1)
    assert f"the clock of this machine is {minutes} minutes {way} Google's" in fails("clock", 2)


def test_a_clock_that_is_a_little_off_is_right(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.credentials(service_account(desk.google))
    set_ahead(monkeypatch, timedelta(seconds=100))
    assert Checked().failed == {}


def test_a_sign_in_that_is_refused_for_the_clock_says_how_wrong_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.credentials(service_account(desk.google))
    set_ahead(monkeypatch, timedelta(hours=2))
    now = desk.google.state.now
    desk.google.state.now = lambda: now() + timedelta(hours=2)
    checked = Checked()
    assert (list(checked.failed), checked.code) == (["sign-in", "clock"], 77)
    assert "does not accept the time of this machine" in checked["sign-in"]
    assert "120 minutes behind Google's" in checked["clock"]


def set_ahead(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Let the stand-in's servers tell another time."""

    def told(_: BaseHTTPRequestHandler, timestamp: float | None = None) -> str:
        return formatdate((timestamp or time.time()) + by.total_seconds(), usegmt=True)

    monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", told)
