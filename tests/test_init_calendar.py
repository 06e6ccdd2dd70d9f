"""`followups init` and the calendar: where the feed goes, what is left to do, and the test event."""

import io
import os
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from sync.config import Config, Publish, load
from sync.core.feed import Feed
from sync.core.vevent import Content, Status
from sync.init import Flags, Init
from sync.init.ask import Questions
from sync.init.trial import TITLE, UID
from sync.publish.calendar_events import event_id
from sync.publish.web import PASSWORD
from tests.accounts import BOT, client, save, service_account, signed_in, visit
from tests.core.tables import TODAY
from tests.google import Google, faults, serving
from tests.google.calendar import Calendar
from tests.google.errors import JsonObject
from tests.helpers import CSV, FEED, SHEET, edit, followups, published, sync
from tests.publish.places import SECRET, USER_NAME, dav_server

TOML = Path("followups.toml")
NOW = datetime(2026, 11, 18, 21, 0, tzinfo=UTC)
LATER = "2026-11-18T21:10+00:00"
CLOUD = "https://cloud.example.org/followups.ics"
CALENDAR_ID = "c_123@group.calendar.google.com"
TO_BE_ASKED = ""  # as the flag for the heartbeat, to be asked about it
OFFERED = "Discussed;References;Decision expected;References notified;Checked in;Replied"  # else
OURS = Flags(sheet=str(SHEET), name="Ann", timezone="Europe/London", country="GB")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FOLLOWUPS_PUBLISH_TOKEN", raising=False)
    SHEET.write_text(CSV.replace("Outcome", f"Outcome;{OFFERED}"))
    return tmp_path


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    with serving() as google:
        monkeypatch.setenv("FOLLOWUPS_GOOGLE_API_ROOT", google.root)
        yield google


@pytest.fixture
def cloud(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a file on a WebDAV server, with its user, whose password is known."""
    monkeypatch.setenv(PASSWORD, SECRET)
    with dav_server(folder / "dav") as root:
        yield f"{root.replace('://', f'://{USER_NAME}@')}/followups.ics"


class Screen(io.StringIO):
    """A screen whose reader opens, in a browser, the link that appears on it."""

    def write(self, text: str, /) -> int:
        for link in re.findall(r"http://127\S+/o/oauth2\S+", text):
            threading.Thread(target=visit, args=(link,), daemon=True).start()
        return super().write(text)


def asked(flags: Flags, *answers: str) -> str:
    """Run it for somebody who types these lines; gives what they saw. Most want no heartbeat."""
    flags = replace(flags, heartbeat="0" if flags.heartbeat is None else flags.heartbeat or None)
    heard = Screen()
    console = Console(file=heard, width=200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
        Init(flags, Path.cwd(), os.environ, "UTC", TODAY, console, Questions(console), lambda: NOW).run()
    return heard.getvalue()


def with_flags(**changes: object) -> Flags:
    return replace(OURS, **{"open_browser": False} | changes)  # type: ignore[arg-type]


def written() -> Config:
    """Read the settings as every other command does."""
    return load(None, cwd=Path.cwd(), user_config_dir=Path("none"))


def only_calendar(google: Google) -> Calendar:
    [calendar] = google.state.calendars.values()
    return calendar


def event_in_calendar(google: Google) -> JsonObject:
    return only_calendar(google).events[event_id(UID)]


# --- flags


@pytest.mark.parametrize(
    ("arguments", "publish", "public_url"),
    [
        ([], (), None),
        (["--calendar", "none"], (), None),
        (["--calendar", "apple"], (), None),
        (["--calendar", "apple", "--publish", CLOUD], (Publish(CLOUD),), None),
        (
            ["--calendar", "other", "--publish", CLOUD.replace("//", "//me@"), "--public-url", CLOUD],
            (Publish(CLOUD, "me"),),
            CLOUD,
        ),
        (["--publish", "s3://mine/f.ics"], (Publish("s3://mine/f.ics"),), None),
        (["--public-url", "webcal://me.example.org/f.ics"], (), "https://me.example.org/f.ics"),
    ],
)
def test_flags_say_where_the_feed_goes(
    arguments: list[str], publish: tuple[Publish, ...], public_url: str | None
) -> None:
    said = followups("init", "--sheet", str(SHEET), *arguments)
    assert (said.code, said.err) == (0, "")
    assert (written().publish, written().feed.public_url) == (publish, public_url)
    assert not FEED.exists()


def test_without_a_flag_nothing_is_said_of_calendars() -> None:
    said = followups("init", "--sheet", str(SHEET))
    assert "2. Run `followups sync`, and subscribe to the feed that it names." in said.out
    assert "Remove Alarms" not in said.out
    assert "\n# [[publish]]\n# to = " in TOML.read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--publish", "ftp://x/f.ics"], 'publish.1.to: "ftp://x/f.ics" is not a place to publish to'),
        (["--publish", f"https://me:{SECRET}@cloud.example.org/f.ics"], "leave the password out"),
        (["--publish", "https://[/f.ics"], "is not a place to publish to"),
        (["--public-url", "mine"], '"mine" is not a link'),
        (["--calendar", "apple", "--calendar-id", CALENDAR_ID], "goes with --calendar google"),
        (["--calendar-id", "mine"], "is not the id of a calendar"),
        (["--calendar", "palm"], "invalid choice: 'palm'"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_written(arguments: list[str], told: str) -> None:
    said = followups("init", "--sheet", str(SHEET), *arguments)
    assert said.code == 2
    assert told in said.err
    assert SECRET not in said.err
    assert not TOML.exists()


@pytest.mark.parametrize(
    ("arguments", "step"),
    [
        (
            ["--calendar", "apple", "--public-url", CLOUD],
            "open webcal://cloud.example.org/followups.ics, subscribe",
        ),
        (["--calendar", "apple", "--public-url", CLOUD], '"Remove Alarms" OFF'),
        (["--calendar", "other", "--publish", CLOUD], f"subscribe to {CLOUD}"),
        (["--calendar", "apple"], "Give the feed a place that the phone reaches"),
        (["--publish", CLOUD.replace("//", "//me@")], f"Set {PASSWORD} to me's password"),
    ],
)
def test_it_says_what_is_left_to_do(arguments: list[str], step: str) -> None:
    assert step in followups("init", "--sheet", str(SHEET), *arguments).out


# --- Google


def test_google_for_a_workbook_needs_credentials_and_does_without_them() -> None:
    said = followups("init", "--sheet", str(SHEET), "--calendar", "google")
    assert (said.code, said.err) == (0, "")
    assert 'credentials.json, which is not here: get it as the README says in "A Google Sheet' in said.out
    assert written().publish == ()
    assert sync().code == 0


def test_google_with_credentials_is_a_calendar_that_the_next_sync_makes(google: Google) -> None:
    save(Path("credentials.json"), google.authorized_user())
    said = followups("init", "--sheet", str(SHEET), "--calendar", "google")
    assert (said.code, said.err) == (0, "")
    assert written().publish == (Publish("google-calendar"),)
    assert google.state.calendars == {}
    assert sync().code == 0
    assert len(only_calendar(google).events) > 0


def test_credentials_that_are_damaged_are_told_and_done_without() -> None:
    Path("credentials.json").write_text("{")
    said = followups("init", "--sheet", str(SHEET), "--calendar", "google", "--publish", CLOUD)
    assert (said.code, said.err) == (0, "")
    assert "No calendar is set up: " in said.out
    assert "credentials.json: is not JSON" in said.out
    assert written().publish == (Publish(CLOUD),)


def test_google_without_anybody_to_sign_in_is_left_to_auth(google: Google) -> None:
    save(Path("credentials.json"), client(google))
    said = followups("init", "--sheet", str(SHEET), "--calendar", "google")
    assert said.code == 0
    assert "not signed in; run `followups auth`" in said.out
    assert written().publish == (Publish("google-calendar"),)


def test_a_sheet_is_adopted_although_the_sign_in_does_not_cover_calendars_yet(google: Google) -> None:
    signed_in(Path("credentials.json"), google)
    said = followups("init", "--new", "--calendar", "google")
    assert (said.code, said.err) == (0, "")
    assert "does not cover calendar.app.created; run `followups auth` again" in said.out
    assert written().publish == (Publish("google-calendar"),)


def test_somebody_who_is_there_signs_in_once_for_the_sheet_and_the_calendar(google: Google) -> None:
    save(Path("credentials.json"), client(google))
    seen = asked(with_flags(sheet=None, new="Mine"), "1", "n")
    assert seen.count("Signed in.") == 1
    assert followups("sync").code == 0
    assert only_calendar(google).message["summary"] == "Interview follow-ups"


@pytest.mark.parametrize("extra", [[], ["--auth", "service-account"]])
def test_a_service_account_is_told_to_be_given_a_calendar(google: Google, extra: list[str]) -> None:
    save(Path("credentials.json"), service_account(google))
    said = followups("init", "--sheet", str(SHEET), "--calendar", "google", *extra)
    assert (said.code, said.err) == (0, "")
    assert f'share it with {BOT} ("Make changes to events")' in said.out
    assert written().publish == ()


def test_the_calendar_that_a_service_account_was_given_is_used(google: Google) -> None:
    save(Path("credentials.json"), service_account(google))
    said = followups("init", "--sheet", str(SHEET), "--calendar-id", CALENDAR_ID)
    assert (said.code, said.err) == (0, "")
    assert written().publish == (Publish("google-calendar", calendar=CALENDAR_ID),)


# --- asking


def test_enter_sets_nothing_up() -> None:
    seen = asked(OURS, "")
    assert "Which calendar does your phone show?" in seen
    assert "test event" not in seen
    assert (written().publish, written().feed.public_url) == ((), None)


def test_a_place_that_is_none_is_asked_for_again() -> None:
    seen = asked(OURS, "2", "1", "cloud", "https://me:pw@x.org/a.ics", CLOUD, "here", "", "n")
    assert '"cloud" is not a place to publish to' in seen
    assert "leave the password out" in seen
    assert '"here" is not a link' in seen
    assert (written().publish, written().feed.public_url) == ((Publish(CLOUD),), CLOUD)


def test_who_serves_it_says_under_which_link() -> None:
    asked(OURS, "3", "3", "https://me.example.org/secret/followups.ics", "n")
    assert written().publish == ()
    assert written().feed.public_url == "https://me.example.org/secret/followups.ics"


def test_an_object_of_google_is_read_under_its_address(google: Google) -> None:
    save(Path("credentials.json"), google.authorized_user())
    google.state.buckets["mine"] = {}
    seen = asked(OURS, "2", "2", "gs://mine/f.ics", "y", "y")
    assert "allUsers" in seen
    assert "webcal://storage.googleapis.com/mine/f.ics" in seen
    assert b"SUMMARY:" + TITLE.encode() in google.state.buckets["mine"]["f.ics"].data
    assert written().feed.public_url == "https://storage.googleapis.com/mine/f.ics"


def test_who_decides_later_is_not_offered_a_test() -> None:
    seen = asked(OURS, "2", "4")
    assert "test event" not in seen
    assert "Give the feed a place" in seen


# --- the test event


def test_the_test_event_rings_soon_in_the_google_calendar_and_the_next_sync_takes_it_away(
    google: Google,
) -> None:
    save(Path("credentials.json"), google.authorized_user())
    seen = asked(OURS, "1", "y", "y")
    assert "Did it show up?" in seen
    assert seen.rstrip().endswith("Good.")
    event = event_in_calendar(google)
    assert (event["summary"], event["status"]) == (TITLE, "confirmed")
    assert event["start"]["dateTime"] == "2026-11-18T21:05:00Z"
    assert event["reminders"]["overrides"] == [{"method": "popup", "minutes": 0}]
    assert sync(now=LATER).code == 0
    assert event_in_calendar(google)["status"] == "cancelled"
    assert len(only_calendar(google).events) > 1


def test_the_test_event_stands_in_the_feed_wherever_it_goes_until_the_next_sync(cloud: str) -> None:
    asked(with_flags(calendar="apple", publish=cloud), "y", "y")
    there = Path("dav/followups.ics")
    assert there.read_bytes() == FEED.read_bytes()
    event = published().events[UID]
    content = Content.read(event.body)
    assert (content.title, content.start, content.alarm) == (
        TITLE,
        datetime(2026, 11, 18, 21, 5, tzinfo=UTC),
        0,
    )
    assert sync(now=LATER).code == 0
    assert published().events[UID].status is Status.CANCELLED
    assert there.read_bytes() == FEED.read_bytes()


def test_a_second_test_is_a_newer_event_under_the_same_uid(google: Google) -> None:
    save(Path("credentials.json"), google.authorized_user())
    asked(OURS, "1", "y", "y")
    sync(now=LATER)
    before = published().events[UID].sequence
    asked(with_flags(force=True, calendar="google"), "y", "y")
    assert published().events[UID].sequence > before
    assert event_in_calendar(google)["status"] == "confirmed"


@pytest.mark.parametrize(
    ("kind", "told"),
    [("google", 'tick "Interview follow-ups"'), ("apple", '"Remove Alarms" off'), ("other", "reload")],
)
def test_where_it_did_not_show_up_the_likely_cause_is_told(cloud: str, kind: str, told: str) -> None:
    seen = asked(with_flags(calendar=kind, publish=cloud), "y", "n")
    assert told in seen.partition("Did it show up?")[2]
    assert "`followups check`" in seen


def test_whoever_says_no_has_no_feed_made() -> None:
    asked(with_flags(calendar="apple", public_url=CLOUD), "n")
    assert not FEED.exists()


def test_a_test_that_fails_is_told_and_loses_no_settings(google: Google) -> None:
    save(Path("credentials.json"), google.authorized_user())
    google.faults.when(lambda request: "calendar" in request.path, faults.denied())
    seen = asked(OURS, "1", "y")
    assert "The test event is not published: " in seen
    assert "Did it show up?" not in seen
    assert written().publish == (Publish("google-calendar"),)


def test_one_place_that_fails_stops_no_other(cloud: str, google: Google) -> None:
    save(Path("credentials.json"), google.authorized_user())
    Path("dav").rmdir()
    seen = asked(with_flags(calendar="google", publish=cloud), "y", "y")
    assert "not published: http://127.0.0.1" in seen
    assert "Did it show up?" in seen
    assert event_in_calendar(google)["status"] == "confirmed"


# --- a feed that is there already


def test_a_feed_that_is_there_keeps_its_events_and_the_sheet_is_not_written(cloud: str) -> None:
    followups("init", "--sheet", str(SHEET), "--timezone", "Europe/London", "--name", "Ann")
    sync()
    before, sheet = published(), SHEET.read_bytes()
    asked(with_flags(force=True, calendar="apple", publish=cloud), "y", "y")
    assert published().events.keys() == before.events.keys() | {UID}
    assert all(published().events[uid] == event for uid, event in before.events.items())
    assert SHEET.read_bytes() == sheet
    assert Feed.read(Path("dav/followups.ics").read_bytes()) == published()


def test_a_calendar_that_is_there_keeps_its_events_on_a_new_machine(google: Google) -> None:
    save(Path("credentials.json"), google.authorized_user())
    followups("init", "--sheet", str(SHEET), "--timezone", "Europe/London", "--calendar", "google")
    sync()
    before = {id_ for id_, event in only_calendar(google).events.items() if event["status"] == "confirmed"}
    FEED.unlink()
    asked(with_flags(force=True, calendar="google"), "y", "y")
    after = {id_ for id_, event in only_calendar(google).events.items() if event["status"] == "confirmed"}
    assert after == before | {event_id(UID)}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "is not a feed of ours"),
        (None, "holds the feed of another sheet"),
    ],
)
def test_a_feed_that_is_not_this_sheets_is_left_alone(content: str | None, told: str) -> None:
    followups("init", "--sheet", str(SHEET))
    sync()
    if content:
        FEED.write_text(content)
    before = FEED.read_bytes()
    seen = asked(with_flags(force=True, sheet="new.xlsx", calendar="apple", public_url=CLOUD), "y")
    assert told in seen
    assert FEED.read_bytes() == before


def test_the_shrink_guard_does_not_count_the_test_event(cloud: str) -> None:
    followups("init", "--sheet", str(SHEET), "--timezone", "Europe/London")
    sync()
    asked(with_flags(force=True, calendar="apple", publish=cloud), "y", "y")
    for row in ("Acme", "Globex"):
        line = next(line for line in SHEET.read_text().splitlines(keepends=True) if line.startswith(row))
        edit(line, "")
    open_events = [event for event in published().events.values() if event.status is Status.OPEN]
    lost = sync(now=LATER)
    assert (len(open_events), lost.code) == (9, 65)
    assert "the rows of 6 open follow-ups are gone" in lost.err


# --- the heartbeat


def test_where_a_calendar_is_set_up_it_asks_whether_that_should_tell_of_a_machine_that_stopped() -> None:
    seen = asked(with_flags(calendar="apple", public_url=CLOUD, heartbeat=TO_BE_ASKED), "3", "n")
    assert "Shall the calendar tell you when this machine has stopped syncing?" in seen
    assert written().feed.heartbeat == 3
    assert "heartbeat = 3\n" in TOML.read_text().splitlines(keepends=True)


@pytest.mark.parametrize("typed", ["", "0"])
def test_enter_is_never(typed: str) -> None:
    asked(with_flags(calendar="apple", public_url=CLOUD, heartbeat=TO_BE_ASKED), typed, "n")
    assert written().feed.heartbeat is None
    assert "# heartbeat = 3\n" in TOML.read_text().splitlines(keepends=True)


def test_what_is_no_number_of_days_is_told_and_asked_again() -> None:
    flags = with_flags(calendar="apple", public_url=CLOUD, heartbeat=TO_BE_ASKED)
    seen = asked(flags, "soon", "61", "-1", "60", "n")
    assert seen.count("is not a number of days; write one from 1 to 60, 0 for never") == 3
    assert written().feed.heartbeat == 60


def test_where_no_calendar_is_set_up_it_does_not_ask() -> None:
    seen = asked(with_flags(calendar="none", heartbeat=TO_BE_ASKED))
    assert "stopped syncing" not in seen
    assert written().feed.heartbeat is None


@pytest.mark.parametrize(("flag", "days"), [("3", 3), ("60", 60), ("0", None)])
def test_a_flag_says_it_too(flag: str, days: int | None) -> None:
    assert followups("init", "--sheet", str(SHEET), "--heartbeat", flag).code == 0
    assert written().feed.heartbeat == days


@pytest.mark.parametrize("flag", ["61", "three", "-1", "1.5", ""])
def test_a_flag_that_is_no_number_of_days_is_one_line_and_nothing_is_written(flag: str) -> None:
    said = followups("init", "--sheet", str(SHEET), f"--heartbeat={flag}")
    assert said.code == 2
    assert said.err == (
        f'followups: heartbeat: "{flag}" is not a number of days; write one from 1 to 60, 0 for never\n'
    )
    assert not TOML.exists()
