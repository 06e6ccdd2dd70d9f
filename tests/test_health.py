"""What the calendar says where the sheet cannot be used: when, in which words, where, and until when."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from sync import state
from sync.core.compose import HEALTH_UID
from sync.core.vevent import Content, Published, Status
from sync.google.session import Session
from sync.state import StateFile
from tests.accounts import BOT, save, service_account
from tests.feed.readers import read_with_ical
from tests.google import USER, Google, faults, serving
from tests.google.calendar import Calendar
from tests.google.faults import Request
from tests.helpers import FEED, SETTINGS_FILE, SHEET, SILENCE, followups, lay_out, published, sync
from tests.publish.places import NAME, dav_server

MINE = "mine@group.calendar.google.com"
TITLE = "Follow-ups: the sheet cannot be read"
AT_NINE, AT_TEN, IN_THE_EVENING = "2026-11-19T09:00+00:00", "2026-11-19T10:00+00:00", "2026-11-19T21:30+00:00"
NEXT_DAY, DAY_AFTER = "2026-11-20T06:00+00:00", "2026-11-21T06:00+00:00"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay_out()
    return tmp_path


def lay_out_feed(**settings: str) -> None:
    lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
    lay_out(settings=f"{SETTINGS_FILE}[feed]\n{lines}")


def health() -> Published | None:
    return published().events.get(HEALTH_UID)


def told() -> str | None:
    """Give the description of the event while it is there, None while there is none."""
    event = health()
    return Content.read(event.body).description if event and event.status is Status.OPEN else None


def titled() -> str:
    event = health()
    assert event is not None
    return Content.read(event.body).title


# A sheet in a file


def no_sheet() -> None:
    SHEET.rename("away.csv")


def mended() -> None:
    Path("away.csv").rename(SHEET)


def test_a_sheet_that_is_gone_is_told_at_once_by_an_event_of_the_whole_day_that_rings_at_nine() -> None:
    sync()
    no_sheet()
    said = sync("-q", now=AT_NINE)
    assert (said.code, said.out) == (65, "")
    event = health()
    assert event is not None
    content = Content.read(event.body)
    assert (content.start, content.title, content.alarm) == (date(2026, 11, 19), TITLE, -9 * 60)
    sentence = said.err.removeprefix("followups: ").strip()
    assert content.description == (
        f"{sentence}\n\nNo good read since Wed 18 Nov. `followups check` tells more."
    )
    assert TITLE in [each.title for each in read_with_ical(FEED.read_bytes()).events]


def test_all_else_in_the_feed_stays_as_it_was_to_the_byte() -> None:
    sync()
    before = FEED.read_bytes()
    no_sheet()
    sync("-q", now=NEXT_DAY)
    event = health()
    assert event is not None
    assert FEED.read_bytes().replace(bytes(event), b"") == before


def test_it_moves_once_a_day_and_not_once_a_run() -> None:
    sync()
    no_sheet()
    seen = []
    for now in (AT_NINE, AT_TEN, IN_THE_EVENING, NEXT_DAY, DAY_AFTER):
        sync("-q", now=now)
        event = health()
        assert event is not None
        seen.append((event.start, event.sequence, event.stamp))
    assert seen == [
        (date(2026, 11, 19), 0, "20261119T090000Z"),
        (date(2026, 11, 19), 0, "20261119T090000Z"),
        (date(2026, 11, 19), 0, "20261119T090000Z"),
        (date(2026, 11, 20), 1, "20261120T060000Z"),
        (date(2026, 11, 21), 2, "20261121T060000Z"),
    ]


def test_its_day_is_the_users() -> None:
    lay_out(settings='sheet = "interviews.csv"\ntimezone = "Asia/Tokyo"\n')
    sync()
    no_sheet()
    sync("-q", now=IN_THE_EVENING)
    event = health()
    assert event is not None
    assert event.start == date(2026, 11, 20)


def test_it_is_gone_when_mended_and_comes_back_under_the_same_uid() -> None:
    sync()
    seen = []
    for now, what in ((AT_NINE, no_sheet), (AT_TEN, mended), (NEXT_DAY, no_sheet)):
        what()
        sync("-q", now=now)
        event = health()
        assert event is not None
        seen.append((event.status, event.sequence))
    assert seen == [(Status.OPEN, 0), (Status.CANCELLED, 1), (Status.OPEN, 2)]


def test_once_mended_it_is_cancelled_for_14_days_and_then_absent() -> None:
    sync()
    no_sheet()
    sync("-q", now=AT_NINE)
    mended()
    seen = []
    for now in (AT_TEN, "2026-12-02T10:00+00:00", "2026-12-03T10:00+00:00"):
        assert sync("-q", now=now).code == 0
        event = health()
        seen.append(event and event.status)
    assert seen == [Status.CANCELLED, Status.CANCELLED, None]


def test_the_words_follow_when_what_is_wrong_becomes_something_else() -> None:
    sync()
    no_sheet()
    sync("-q", now=AT_NINE)
    assert "no file interviews.csv; " in (told() or "")
    SHEET.write_text("just a note\n")
    sync("-q", now=AT_TEN)
    assert "no header row was found" in (told() or "")


def test_cron_hears_of_the_failure_as_ever_once_a_day() -> None:
    sync()
    no_sheet()
    assert sync("-q", now=AT_NINE).code == 65
    assert sync("-q", now=AT_TEN) == SILENCE
    assert sync("-q", now=NEXT_DAY).code == 65
    mended()
    assert sync("-q", now=NEXT_DAY) == SILENCE


def test_what_the_shrink_guard_stops_is_told_too_and_does_not_count_for_it() -> None:
    sync()
    lines = SHEET.read_text().splitlines(keepends=True)
    SHEET.write_text("".join(lines[:1] + lines[3:]))
    first = sync("--json", now=AT_NINE)
    assert (first.code, "open follow-ups are gone since the last run" in first.err) == (65, True)
    assert first.err.removeprefix("followups: ").strip() == told()
    assert titled() == "Follow-ups: many rows are gone from the sheet"
    assert sync("--json", now=AT_TEN) == first
    assert sync("-q", now=NEXT_DAY).code == 0
    assert told() is None


def test_where_no_feed_was_ever_published_none_is_made() -> None:
    no_sheet()
    assert sync("-q").code == 65
    assert not FEED.exists()


def test_a_feed_that_is_not_ours_is_left_alone_and_the_failure_told_all_the_same() -> None:
    no_sheet()
    FEED.parent.mkdir()
    FEED.write_bytes(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    before = FEED.read_bytes()
    said = sync()
    assert (said.code, "no file interviews.csv; " in said.err) == (65, True)
    assert FEED.read_bytes() == before


@pytest.mark.parametrize("command", [["plan"], ["agenda"], ["sync", "--dry-run"]])
def test_whoever_only_looks_changes_nothing(command: list[str]) -> None:
    sync()
    before = FEED.read_bytes()
    no_sheet()
    assert followups(*command, "--now", NEXT_DAY).code == 65
    assert FEED.read_bytes() == before


def test_wrong_settings_are_no_matter_of_the_sheets() -> None:
    sync()
    before = FEED.read_bytes()
    lay_out(settings=f'{SETTINGS_FILE}[drafts]\nfolder = "nowhere"\n')
    assert sync("-q", now=NEXT_DAY).code == 2
    assert FEED.read_bytes() == before


@pytest.mark.parametrize(("alarm", "rings"), [("15", True), ("false", False)])
def test_it_rings_unless_alarms_are_off(alarm: str, rings: bool) -> None:  # noqa: FBT001 a column of the table
    lay_out_feed(alarm=alarm)
    sync()
    no_sheet()
    sync("-q", now=AT_NINE)
    event = health()
    assert event is not None
    assert (b"TRIGGER:PT9H" in event.body, b"VALARM" in event.body) == (rings, rings)


def test_private_detail_names_nothing() -> None:
    lay_out_feed(detail='"private"')
    sync()
    no_sheet()
    sync("-q", now=AT_NINE)
    assert told() == (
        "The sheet cannot be used.\n\nNo good read since Wed 18 Nov. `followups check` tells more."
    )


def test_private_detail_names_nothing_of_a_sheet_that_has_shrunk_either() -> None:
    lay_out_feed(detail='"private"')
    sync()
    SHEET.write_text("".join(SHEET.read_text().splitlines(keepends=True)[:1]))
    assert sync("--json", now=AT_NINE).code == 65
    assert told() == "No reminder was withdrawn."


# What time may mend


def no_answer() -> None:
    """Let a read of the file fail as it does on a disk that does not answer: not for good."""
    SHEET.rename("away.csv")
    SHEET.symlink_to(SHEET)


def answers_again() -> None:
    SHEET.unlink()
    mended()


def test_what_time_may_mend_is_told_once_the_last_good_read_is_more_than_a_day_old() -> None:
    sync()
    before = FEED.read_bytes()
    no_answer()
    for now in ("2026-11-18T21:15+00:00", AT_NINE, "2026-11-19T21:00+00:00"):
        assert sync("--json", now=now).code == 75
        assert FEED.read_bytes() == before
    said = sync("--json", now="2026-11-19T21:15+00:00")
    assert (said.code, "interviews.csv cannot be read just now" in said.err) == (75, True)
    assert "No good read since Wed 18 Nov." in (told() or "")
    answers_again()
    assert sync("-q", now=IN_THE_EVENING).code == 0
    assert told() is None


def test_a_run_with_nothing_to_do_is_a_good_read_too() -> None:
    sync(now="2026-11-19T06:00+00:00")
    assert sync("-q", now="2026-11-19T20:00+00:00") == SILENCE
    no_answer()
    assert sync("--json", now="2026-11-20T19:00+00:00").code == 75
    assert told() is None
    assert sync("--json", now="2026-11-20T20:01+00:00").code == 75
    assert told()


def state_of_the_feed() -> str:
    return state.hashed(str(FEED.absolute()))


def state_files() -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in Path(".home").rglob("*.json")}


def test_such_a_run_writes_the_state_once_an_hour_and_not_each_time() -> None:
    sync(now="2026-11-19T08:00+00:00")
    written = []
    for now in ("08:15", "08:59", "09:15", "10:00", "10:15"):
        before = state_files()
        assert sync("-q", now=f"2026-11-19T{now}+00:00") == SILENCE
        written.append(state_files() != before)
    assert written == [False, False, True, False, True]


@pytest.mark.parametrize("read", [None, 0, -1, 99_999_999_999, float("inf"), "yesterday"])
def test_where_the_last_good_read_is_not_known_the_first_run_that_fails_starts_the_count(
    read: float | str | None,
) -> None:
    sync()
    no_answer()
    [file] = [path for path in state_files() if path.stem == state_of_the_feed()]
    kept = json.loads(file.read_bytes())
    file.write_text(json.dumps(kept | {"read": read}))
    first, a_day_later, then = AT_NINE, "2026-11-20T09:00+00:00", "2026-11-20T09:15+00:00"
    seen = []
    for now in (first, a_day_later, then):
        assert sync("--json", now=now).code == 75
        seen.append(told() is not None)
    assert seen == [False, False, True]


def test_a_state_that_an_older_version_wrote_is_read() -> None:
    file = StateFile("a feed")
    file.path.write_text('{"failures": {"a": "b"}, "problems": {}, "shrunk": ["", ""], "idle": null}')
    kept = file.load()
    assert (kept.failures, kept.read) == ({"a": "b"}, 0)


def test_another_sync_that_is_still_running_is_never_told() -> None:
    sync()
    before = FEED.read_bytes()
    lock = FileLock(state.folder() / f"{state.hashed(str(FEED.absolute()))}.lock")
    with lock:
        said = sync("--json", now=DAY_AFTER)
    assert (said.code, "another sync" in said.err) == (75, True)
    assert FEED.read_bytes() == before


# A Google Sheet


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    assert Session.__init__.__kwdefaults__ is not None
    monkeypatch.setitem(Session.__init__.__kwdefaults__, "sleep", lambda _: None)
    with serving() as google:
        yield google


@pytest.fixture
def on_google(google: Google) -> Google:
    """Put the sheet there, sign in, and sync once."""
    id_ = google.state.create("Interviews", rows=9).id
    google.type(id_, "A1", [line.split(";") for line in SHEET.read_text().splitlines()])
    save(Path("credentials.json"), google.authorized_user())
    settings = f'sheet = "https://docs.google.com/spreadsheets/d/{id_}/edit"\ntimezone = "Europe/London"\n'
    Path("followups.toml").write_text(f'{settings}[google]\napi_root = "{google.root}"\n')
    assert sync().code == 0
    return google


def of_the_sheet(request: Request) -> bool:
    return request.path.startswith("/v4/spreadsheets")


def test_a_sign_in_that_was_refused_is_told_at_once_and_gone_when_mended(on_google: Google) -> None:
    on_google.accounts.grants.clear()
    on_google.accounts.revoked = True
    said = sync("-q", now=AT_NINE)
    assert said.code == 77
    assert said.err.removeprefix("followups: ").strip() in (told() or "")
    assert "the sign-in has expired or was revoked" in (told() or "")
    assert sync("-q", now=AT_TEN) == SILENCE
    on_google.accounts.revoked = False
    assert sync("-q", now=IN_THE_EVENING).code == 0
    assert told() is None


def test_a_google_that_cannot_be_reached_is_told_after_25_hours_and_then_once_a_day(
    on_google: Google,
) -> None:
    before = FEED.read_bytes()
    on_google.faults.when(of_the_sheet, faults.reset())
    first = sync("-q", now="2026-11-18T21:15+00:00")
    assert first.code == 75
    assert sync("-q", now="2026-11-18T22:00+00:00") == SILENCE
    assert sync("-q", now=AT_NINE) == first
    assert FEED.read_bytes() == before
    assert sync("-q", now="2026-11-19T22:00+00:00") == SILENCE
    assert "No good read since Wed 18 Nov." in (told() or "")
    on_google.faults.clear()
    on_google.faults.when(of_the_sheet, faults.unavailable())
    told_first = FEED.read_bytes()
    other_words = sync("--json", now="2026-11-19T22:15+00:00")
    assert (other_words.code, other_words.err != first.err) == (75, True)
    assert FEED.read_bytes() == told_first
    sync("-q", now=NEXT_DAY)
    event = health()
    assert event is not None
    assert (event.start, event.sequence) == (date(2026, 11, 20), 1)


def test_each_good_run_on_a_google_sheet_starts_the_day_anew(on_google: Google) -> None:
    assert sync("-q", now=AT_NINE).code == 0
    on_google.faults.when(of_the_sheet, faults.unavailable())
    assert sync("--json", now="2026-11-20T08:45+00:00").code == 75
    assert told() is None
    assert sync("--json", now="2026-11-20T09:15+00:00").code == 75
    assert told()


# The other places that the feed goes to


def seen_in_the_calendar(google: Google) -> set[str]:
    events = google.state.calendars[MINE].events.values()
    return {str(event["summary"]) for event in events if event["status"] != "cancelled"}


def test_a_google_calendar_hears_of_a_sheet_that_is_refused_and_of_its_mending(on_google: Google) -> None:
    save(Path("credentials.json"), service_account(on_google))
    [file] = on_google.state.files.values()
    file.access[BOT] = "writer"
    described = {"kind": "calendar#calendar", "id": MINE, "summary": "Paul", "timeZone": "UTC"}
    on_google.state.calendars[MINE] = Calendar(described, {USER: "owner", BOT: "writer"})
    with Path("followups.toml").open("a") as settings:
        settings.write(f'[[publish]]\nto = "google-calendar"\ncalendar = "{MINE}"\n')
    assert sync("-q").code == 0
    assert TITLE not in seen_in_the_calendar(on_google)
    on_google.faults.when(of_the_sheet, faults.denied())
    assert sync("-q", now=AT_NINE).code == 77
    assert TITLE in seen_in_the_calendar(on_google)
    on_google.faults.clear()
    assert sync("-q", now=AT_TEN).code == 0
    assert TITLE not in seen_in_the_calendar(on_google)


def test_a_place_that_fails_too_hides_neither_the_failure_nor_the_event(folder: Path) -> None:
    with dav_server(folder / "dav") as root:
        lay_out(settings=f'{SETTINGS_FILE}[[publish]]\nto = "{root}/{NAME}"\n')
        sync("--json")
        no_sheet()
        said = sync("--json", now=AT_NINE)
    assert said.code == 65
    assert said.err.count("\n") == 1
    assert told()
