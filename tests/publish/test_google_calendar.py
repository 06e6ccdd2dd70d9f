"""The feed as a Google calendar, over HTTP, as a stand-in has it: a week, and what may go wrong."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from google.oauth2.credentials import Credentials

from sync.core.vevent import Status
from sync.errors import ConfigError, FollowupsError, GoogleRefusedError, TryAgainError
from sync.google.credentials import EVENTS, SPREADSHEETS, Account
from sync.google.session import Session
from sync.publish import Publication
from sync.publish.calendar_events import event_id, id_of
from sync.publish.calendar_place import FileKeeper, Keeper, Shared
from sync.publish.google_calendar import GoogleCalendar
from sync.sheets.google import SheetKeeper
from tests.core.tables import SETTINGS
from tests.google import USER, Google, faults, serving
from tests.google.calendar import Calendar
from tests.google.errors import DriveError, JsonObject, forbidden
from tests.google.faults import Fault
from tests.helpers import Desk as SheetDesk

BOT = "bot@project.iam.gserviceaccount.com"
WEDNESDAY, THURSDAY, FRIDAY, MONDAY = (f"2026-11-{day}T09:00" for day in (18, 19, 20, 23))
INTERVIEWS = """
    Company | Role     | Interview date   | Interviewers | Contact email | Thank-you sent | Outcome
    Acme    | Engineer | 2026-11-18 10:00 | Jane Doe     |               |                |
    Globex  | Analyst  | 2026-11-18 11:00 | Maria Silva  |               |                |
    Initech | Lead     | 2026-11-18 12:00 | Peter Gibb   |               |                |
"""
JANE, MARIA, PETER = "Thank Jane Doe (Acme)", "Thank Maria Silva (Globex)", "Thank Peter Gibb (Initech)"
BELL = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]}
MINE = "mine@group.calendar.google.com"
LUNCH: JsonObject = {
    "id": "lunch",
    "status": "confirmed",
    "summary": "Lunch",
    "reminders": {"useDefault": True},
    "start": {"dateTime": "2026-11-18T12:00:00Z"},
}
SILENT: JsonObject = {"useDefault": False, "overrides": []}


@pytest.fixture
def google() -> Iterator[Google]:
    with serving() as google:
        yield google


class Desk(SheetDesk):
    """A sheet, the calendar that its feed is published to, and what the user does in both."""

    def __init__(self, google: Google, rows: str = INTERVIEWS) -> None:
        super().__init__(rows)
        self.google = google
        self.spreadsheet = google.state.create("Interviews").id
        self.use_new_machine()

    def use_new_machine(self, email: str = USER, scopes: str = "") -> None:
        self.google.accounts.refresh_tokens["for a test"] = (email, scopes)
        form = {"grant_type": "refresh_token", "refresh_token": "for a test", "client_id": "tests"}
        token = str(self.google.accounts.token(form)["access_token"])
        account = Account(Credentials(token), email if email == BOT else "")
        self.session = Session(account, self.google.root, sleep=lambda _: None)
        self.open(SheetKeeper(self.session, self.spreadsheet))

    def open(self, place: Keeper | Shared) -> None:
        self.publisher = GoogleCalendar(
            self.session, place, name="Interview follow-ups", timezone="Europe/London"
        )

    def share(self, role: str | None = "writer", sheet: str = "one") -> None:
        """Do as the user does: make a calendar with a lunch in it, and share it with a service account."""
        access = {USER: "owner"} | ({BOT: role} if role else {})
        message: JsonObject = {"kind": "calendar#calendar", "id": MINE, "summary": "Paul", "timeZone": "UTC"}
        self.google.state.calendars[MINE] = Calendar(message, access, {"lunch": dict(LUNCH)})
        self.use_new_machine(BOT, scopes=EVENTS)
        self.open(Shared(MINE, sheet))

    def push(self, now: str = WEDNESDAY) -> bool:
        """Sync, and publish; tell whether the calendar had to be changed."""
        self.sync(now)
        return self.publish_again()

    def publish_again(self) -> bool:
        return self.publisher.publish(Publication(self.feed, self.published))

    def publish_and_fail(self, error: type[FollowupsError]) -> str:
        with pytest.raises(error) as caught:
            self.publish_again()
        assert "\n" not in str(caught.value)
        return str(caught.value)

    def requests(self) -> list[str]:
        """Give the requests since the last time, as methods of the API."""
        seen = [request.method for request in self.google.log]
        self.google.log.clear()
        return seen

    @property
    def calendar(self) -> Calendar:
        [calendar] = self.google.state.calendars.values()
        return calendar

    def message(self, part: str) -> JsonObject:
        """Give the calendar's event of the one in the feed with this in its title or its UID."""
        return self.calendar.events[id_of(self.event(part))]

    def by_hand(self, part: str, **changes: object) -> None:
        """Do as the user does in the calendar app."""
        self.message(part).update(changes)

    def look(self) -> list[str]:
        """Give what the user sees: each event's start, title and bell."""
        return sorted(
            f"{event['start']['dateTime'][5:16]} {event['summary']}"
            + (" (rings)" if event["reminders"].get("overrides") else "")
            for event in self.calendar.events.values()
            if event["status"] != "cancelled" and "Check in" not in event["summary"]
        )


@pytest.fixture
def desk(google: Google) -> Desk:
    return Desk(google)


# What is published


def test_the_first_publication_makes_a_calendar_and_fills_it_in_one_batch(desk: Desk) -> None:
    assert desk.push() is True
    assert desk.requests() == [
        "sheets.spreadsheets.developerMetadata.search",
        "calendar.calendars.insert",
        "sheets.spreadsheets.developerMetadata.search",
        "sheets.spreadsheets.batchUpdate",
        "calendar.batch",
    ]
    assert desk.calendar.message["summary"] == "Interview follow-ups"
    assert desk.calendar.message["timeZone"] == "Europe/London"
    assert desk.look() == [
        "11-18T18:00 Thank Jane Doe (Acme) (rings)",
        "11-18T18:00 Thank Maria Silva (Globex) (rings)",
        "11-18T18:00 Thank Peter Gibb (Initech) (rings)",
    ]
    jane = desk.message("Jane")
    assert jane["end"] == {"dateTime": "2026-11-18T18:15:00Z"}
    assert jane["reminders"] == BELL
    assert jane["transparency"] == "transparent"
    assert jane["description"].startswith("TY-2: same evening")


def test_publishing_the_same_feed_again_reads_and_writes_nothing(desk: Desk) -> None:
    desk.push()
    desk.requests()
    assert desk.publish_again() is False
    assert desk.requests() == ["sheets.spreadsheets.developerMetadata.search", "calendar.events.list"]


def test_a_change_of_one_row_writes_the_events_of_that_row_alone(desk: Desk) -> None:
    desk.push()
    before = {id_: event["etag"] for id_, event in desk.calendar.events.items()}
    desk.type(2, "Contact email", "jane@acme.example")
    assert desk.push() is True
    changed = {id_ for id_, event in desk.calendar.events.items() if event["etag"] != before[id_]}
    assert changed == {event_id(uid) for uid in desk.feed.events if uid[:8] == desk.event("Jane").uid[:8]}


def test_a_week_leaves_just_the_right_events(desk: Desk) -> None:
    desk.push()
    desk.type(2, "Thank-you sent", "yes")
    desk.type(3, "Outcome", "rejected")
    desk.sheet.rows.append(["Umbrella", "Chemist", "2026-11-19 10:00", "Alice Wong"])
    assert desk.push(THURSDAY) is True
    assert desk.look() == [
        "11-18T18:00 Thank Peter Gibb (Initech) (rings)",
        "11-18T18:00 ✓ Thank Jane Doe (Acme)",
        "11-19T18:00 Thank Alice Wong (Umbrella) (rings)",
    ]
    desk.type(4, "Interview date", "2026-11-20 12:00")
    desk.sheet.rows[1], desk.sheet.rows[3] = desk.sheet.rows[3], desk.sheet.rows[1]
    desk.type(3, "Outcome", None)
    assert desk.push(FRIDAY) is True
    assert desk.look() == [
        "11-18T18:00 Thank Maria Silva (Globex) (rings)",
        "11-18T18:00 ✓ Thank Jane Doe (Acme)",
        "11-19T18:00 Thank Alice Wong (Umbrella) (rings)",
        "11-20T18:00 Thank Peter Gibb (Initech) (rings)",
    ]
    assert desk.push(FRIDAY) is False


def test_what_left_the_feed_leaves_the_calendar_and_events_of_the_users_own_stay(desk: Desk) -> None:
    desk.push()
    own = {"id": "lunch", "status": "confirmed", "summary": "Lunch", "reminders": {"useDefault": True}}
    desk.calendar.events["lunch"] = own | {"start": {"dateTime": "2026-11-18T12:00:00Z"}}
    assert desk.publisher.publish(Publication(replace(desk.feed, events={}), b"")) is True
    assert desk.look() == ["11-18T12:00 Lunch"]


def test_the_day_that_gathers_what_is_overdue_rings_at_nine_where_the_user_is(desk: Desk) -> None:
    desk.set_feed(replace(SETTINGS.feed, overdue="roll-up"))
    desk.push(THURSDAY)
    gathered = desk.message("3 follow-ups overdue")
    assert gathered["start"] == {"dateTime": "2026-11-19T09:00:00Z"}
    assert gathered["reminders"] == BELL


def test_without_an_alarm_that_day_is_a_whole_day(desk: Desk) -> None:
    desk.set_feed(replace(SETTINGS.feed, overdue="roll-up"))
    desk.push(THURSDAY)
    desk.set_feed(replace(SETTINGS.feed, overdue="roll-up", alarm=None))
    desk.push(THURSDAY)
    gathered = desk.message("3 follow-ups overdue")
    assert (gathered["start"], gathered["end"]) == ({"date": "2026-11-19"}, {"date": "2026-11-20"})
    assert gathered["reminders"] == SILENT


def test_what_is_overdue_comes_back_tomorrow_though_the_user_deleted_it_today(desk: Desk) -> None:
    desk.set_feed(replace(SETTINGS.feed, overdue="roll-up"))
    desk.push(THURSDAY)
    desk.by_hand("3 follow-ups overdue", status="cancelled")
    desk.push(THURSDAY)
    assert desk.message("3 follow-ups overdue")["status"] == "cancelled"
    desk.push("2026-11-20")
    standing = [event for event in desk.calendar.events.values() if "overdue" in str(event.get("summary"))]
    assert [event["status"] for event in standing] == ["cancelled", "confirmed"]


# What the user did stays


def test_an_event_that_the_user_deleted_stays_deleted_whatever_becomes_of_its_row(desk: Desk) -> None:
    desk.push()
    desk.by_hand("Jane", status="cancelled")
    desk.type(2, "Contact email", "jane@acme.example")
    desk.push()
    desk.type(2, "Outcome", "rejected")
    desk.push()
    desk.type(2, "Outcome", None)
    desk.push()
    assert desk.event("Jane").status is Status.OPEN
    assert not any(JANE in line for line in desk.look())


def test_it_stays_deleted_when_it_is_not_listed_any_more(desk: Desk) -> None:
    desk.push()
    desk.by_hand("Jane", status="cancelled")
    desk.calendar.unlisted.add(event_id(desk.event("Jane").uid))
    desk.publish_again()
    assert not any(JANE in line for line in desk.look())


def test_it_stays_deleted_when_nothing_but_its_id_is_left(desk: Desk) -> None:
    desk.push()
    id_ = event_id(desk.event("Jane").uid)
    desk.calendar.events[id_] = {"id": id_, "status": "cancelled"}
    assert desk.publish_again() is False
    assert desk.calendar.events[id_] == {"id": id_, "status": "cancelled"}


def test_what_the_tool_removed_comes_back(desk: Desk) -> None:
    desk.push()
    desk.type(2, "Outcome", "rejected")
    desk.push()
    assert not any(JANE in line for line in desk.look())
    desk.type(2, "Outcome", None)
    desk.push()
    assert "11-18T18:00 Thank Jane Doe (Acme) (rings)" in desk.look()


def test_an_event_that_the_user_moved_stays_where_it_is_until_its_own_day_changes(desk: Desk) -> None:
    desk.push()
    moved = {"dateTime": "2026-11-19T08:00:00Z"}
    desk.by_hand("Jane", start=moved, end={"dateTime": "2026-11-19T08:15:00Z"})
    desk.type(2, "Contact email", "jane@acme.example")
    desk.push()
    assert desk.message("Jane")["start"] == moved
    assert "jane@acme.example" in desk.message("Jane")["description"]
    desk.type(2, "Interview date", "2026-11-20 10:00")
    desk.push()
    assert desk.message("Jane")["start"] == {"dateTime": "2026-11-20T18:00:00Z"}


def test_guests_and_colour_survive_a_mark_as_done_and_no_guest_is_written_to(desk: Desk) -> None:
    desk.push()
    desk.requests()
    desk.by_hand("Jane", attendees=[{"email": "coach@example.org"}], colorId="11")
    desk.type(2, "Thank-you sent", "yes")
    desk.push()
    jane = desk.message("Jane")
    assert jane["summary"] == f"✓ {JANE}"
    assert (jane["attendees"], jane["colorId"]) == ([{"email": "coach@example.org"}], "11")
    assert b"sendUpdates=none" in desk.google.log[-1].body


@pytest.mark.parametrize(
    ("theirs", "when_done"),
    [
        (BELL, SILENT),
        ({"useDefault": True}, {"useDefault": True}),
        (SILENT, SILENT),
        (
            {"useDefault": False, "overrides": [{"method": "email", "minutes": 0}]},
            {"useDefault": False, "overrides": [{"method": "email", "minutes": 0}]},
        ),
    ],
)
def test_a_done_one_rings_no_more_unless_the_reminders_are_the_users(
    desk: Desk, theirs: JsonObject, when_done: JsonObject
) -> None:
    desk.push()
    desk.by_hand("Jane", reminders=theirs)
    desk.type(2, "Thank-you sent", "yes")
    desk.push()
    assert desk.message("Jane")["reminders"] == when_done
    desk.type(2, "Thank-you sent", None)
    desk.push()
    assert desk.message("Jane")["reminders"] == theirs


# Which calendar


def test_a_new_machine_finds_the_calendar_and_has_nothing_to_write(desk: Desk) -> None:
    desk.push()
    desk.use_new_machine()
    assert desk.publish_again() is False
    assert len(desk.google.state.calendars) == 1


def test_a_copy_of_the_spreadsheet_gets_a_calendar_of_its_own(desk: Desk) -> None:
    desk.push()
    copy = desk.google.state.spreadsheet(desk.spreadsheet).copy()
    copy.id = desk.google.state.new_id()
    desk.google.state.add(copy, USER)
    keeper = SheetKeeper(desk.session, copy.id)
    assert keeper.load() is None
    desk.open(keeper)
    desk.publish_again()
    assert len(desk.google.state.calendars) == 2
    assert keeper.load() in desk.google.state.calendars


def test_a_calendar_that_the_user_deleted_is_made_anew_once(desk: Desk) -> None:
    desk.push()
    desk.google.state.calendars.clear()
    assert desk.publish_again() is True
    assert len(desk.look()) == 3
    assert desk.publish_again() is False


def test_a_workbook_keeps_its_calendar_in_a_file_that_nobody_else_reads(desk: Desk, tmp_path: Path) -> None:
    keeper = FileKeeper(tmp_path / "state", "feed", "sheet")
    desk.open(keeper)
    desk.push()
    [path] = (tmp_path / "state").iterdir()
    assert path.read_text() == f"{desk.calendar.message['id']}\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert desk.publish_again() is False


def test_a_calendar_whose_id_cannot_be_kept_is_taken_back(desk: Desk) -> None:
    desk.sync(WEDNESDAY)
    desk.google.faults.when(
        lambda request: request.path.endswith(":batchUpdate"), faults.refusal(forbidden())
    )
    assert "may be read but not changed" in desk.publish_and_fail(GoogleRefusedError)
    assert desk.google.state.calendars == {}


def test_a_service_account_makes_no_calendar_that_nobody_sees(desk: Desk) -> None:
    desk.use_new_machine(BOT)
    desk.sync(WEDNESDAY)
    sentence = (
        f"google-calendar: nobody but {BOT} would see a calendar that it makes; make one in Google Calendar, "
        f'share it with {BOT} ("Make changes to events"), and put its id below [[publish]] as '
        'calendar = "…@group.calendar.google.com"'
    )
    assert desk.publish_and_fail(ConfigError) == sentence
    with pytest.raises(ConfigError) as caught:
        desk.publisher.check()
    assert str(caught.value) == sentence
    assert desk.google.state.calendars == {}


# In a calendar that the user made and shared


def test_a_shared_calendar_is_filled_beside_the_users_own_events(desk: Desk) -> None:
    desk.share()
    assert desk.push() is True
    assert desk.requests() == ["calendar.events.list", "calendar.batch", "calendar.batch"]
    assert desk.look() == [
        "11-18T12:00 Lunch",
        "11-18T18:00 Thank Jane Doe (Acme) (rings)",
        "11-18T18:00 Thank Maria Silva (Globex) (rings)",
        "11-18T18:00 Thank Peter Gibb (Initech) (rings)",
    ]
    assert list(desk.google.state.calendars) == [MINE]


def test_the_same_feed_again_is_one_request_that_the_users_events_are_left_out_of(desk: Desk) -> None:
    desk.share()
    desk.push()
    desk.google.log.clear()
    assert desk.publish_again() is False
    [request] = desk.google.log
    assert "privateExtendedProperty=followups-sheet%3Done" in request.query


def test_a_week_in_a_shared_calendar_leaves_just_the_right_events_and_the_lunch(desk: Desk) -> None:
    desk.share()
    desk.push()
    desk.type(2, "Thank-you sent", "yes")
    desk.type(3, "Outcome", "rejected")
    assert desk.push(THURSDAY) is True
    assert desk.publisher.publish(Publication(replace(desk.feed, events={}), b"")) is True
    assert desk.look() == ["11-18T12:00 Lunch"]
    assert desk.publish_again() is True
    assert desk.look() == [
        "11-18T12:00 Lunch",
        "11-18T18:00 Thank Peter Gibb (Initech) (rings)",
        "11-18T18:00 ✓ Thank Jane Doe (Acme)",
    ]
    assert desk.calendar.events["lunch"] == LUNCH


@pytest.mark.parametrize("listed", [True, False])
def test_what_the_user_deleted_in_a_shared_calendar_stays_deleted(desk: Desk, *, listed: bool) -> None:
    desk.share()
    desk.push()
    desk.by_hand("Jane", status="cancelled")
    if not listed:
        desk.calendar.unlisted.add(event_id(desk.event("Jane").uid))
    assert desk.publish_again() is False
    assert JANE not in str(desk.look())


def test_what_ended_is_found_by_its_id_where_it_was_written_for_the_sheet_in_another_place(
    desk: Desk,
) -> None:
    desk.share()
    desk.push()
    desk.open(Shared(MINE, "elsewhere"))
    desk.type(2, "Outcome", "rejected")
    assert desk.push() is True
    assert JANE not in str(desk.look())
    assert desk.publish_again() is False


def test_two_sheets_in_one_calendar_leave_each_others_events_alone(google: Google) -> None:
    rows = "Company | Interview date | Interviewers\nUmbrella | 2026-11-18 10:00 | Alice Wong"
    one, other = Desk(google), Desk(google, rows)
    one.share()
    one.push()
    other.use_new_machine(BOT, scopes=EVENTS)
    other.open(Shared(MINE, "other"))
    other.push()
    assert one.publish_again() is False
    assert len(one.look()) == 5


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (
            None,
            (
                f"google-calendar: there is no calendar {MINE} that {BOT} may see; share it with {BOT} in "
                'its settings, with "Make changes to events", or mend its id in followups.toml'
            ),
        ),
        (
            "reader",
            (
                f"google-calendar: {BOT} may read the calendar and not change it; share it again in its "
                'settings, with "Make changes to events"'
            ),
        ),
    ],
)
def test_a_calendar_that_is_not_shared_is_told_and_none_is_made(
    desk: Desk, role: str | None, sentence: str
) -> None:
    desk.share(role)
    desk.sync(WEDNESDAY)
    assert desk.publish_and_fail(GoogleRefusedError) == sentence
    with pytest.raises(GoogleRefusedError) as caught:
        desk.publisher.check()
    assert str(caught.value) == sentence
    assert list(desk.google.state.calendars) == [MINE]
    assert list(desk.calendar.events) == ["lunch"]


# What a check finds


def test_a_check_makes_no_calendar_and_says_that_the_next_sync_does(desk: Desk) -> None:
    assert desk.publisher.check() == "signed in; the next sync makes the calendar"
    assert desk.google.state.calendars == {}


def test_a_check_finds_the_calendar_that_was_made_and_changes_nothing(desk: Desk) -> None:
    desk.push()
    before = dict(desk.calendar.events)
    assert desk.publisher.check() == 'the calendar "Interview follow-ups" is there and can be written'
    assert desk.calendar.events == before


def test_a_check_of_a_calendar_that_the_user_removed_says_that_it_is_made_anew(desk: Desk) -> None:
    desk.push()
    desk.google.state.calendars.clear()
    assert desk.publisher.check() == "signed in; the next sync makes the calendar"


def test_a_check_finds_a_shared_calendar(desk: Desk) -> None:
    desk.share()
    assert desk.publisher.check() == 'the calendar "Paul" is there and can be written'


# What goes wrong


def test_one_event_that_google_does_not_take_stops_no_other_and_is_written_next_time(desk: Desk) -> None:
    desk.push()
    id_ = event_id(desk.event("Jane").uid)
    desk.calendar.unavailable.add(id_)
    for row in (2, 3):
        desk.type(row, "Thank-you sent", "yes")
    desk.sync(WEDNESDAY)
    assert desk.publish_and_fail(TryAgainError) == (
        "google-calendar: 1 of 2 events could not be written: "
        "Google does not take it for now (503); try again later"
    )
    assert desk.look() == [
        "11-18T18:00 Thank Jane Doe (Acme) (rings)",
        "11-18T18:00 Thank Peter Gibb (Initech) (rings)",
        "11-18T18:00 ✓ Thank Maria Silva (Globex)",
    ]
    desk.calendar.unavailable.clear()
    assert desk.publish_again() is True
    assert f"11-18T18:00 ✓ {JANE}" in desk.look()


def test_a_batch_whose_answer_was_lost_is_sent_again_and_doubles_nothing(desk: Desk) -> None:
    desk.google.faults.at(5, faults.reset(applied=True))
    assert desk.push() is True
    desk.google.faults.clear()
    assert len(desk.look()) == 3
    assert desk.publish_again() is False


def test_a_sign_in_without_calendars_is_told_in_a_sentence(desk: Desk) -> None:
    desk.use_new_machine(scopes=SPREADSHEETS)
    desk.sync(WEDNESDAY)
    assert desk.publish_and_fail(GoogleRefusedError) == (
        "the sign-in does not cover this; run `followups auth` again and tick every box"
    )


@pytest.mark.parametrize(
    ("status", "reason", "error", "sentence"),
    [
        (
            403,
            "rateLimitExceeded",
            TryAgainError,
            "Google asks to slow down (quota); try again in a few minutes",
        ),
        (
            403,
            "accessNotConfigured",
            GoogleRefusedError,
            (
                "the Google Calendar API is switched off for your project: enable it at "
                "https://console.cloud.google.com/apis/library/calendar-json.googleapis.com"
            ),
        ),
        (
            403,
            "insufficientPermissions",
            GoogleRefusedError,
            "the sign-in does not cover calendars; run `followups auth` again and tick every box",
        ),
        (
            403,
            "forbidden",
            GoogleRefusedError,
            "Google refuses the Google account that you signed in with (403: Forbidden)",
        ),
    ],
)
def test_a_refusal_is_one_sentence_that_says_what_to_do(
    desk: Desk, status: int, reason: str, error: type[FollowupsError], sentence: str
) -> None:
    desk.push()
    refusal = faults.refusal(DriveError(status, reason, "Forbidden"))
    desk.google.faults.when(lambda request: request.path.endswith("/events"), refusal)
    assert desk.publish_and_fail(error) == sentence


@pytest.mark.parametrize("path", ["/calendar", "/batch"])
@pytest.mark.parametrize("body", [b"<html>Welcome to the hotel", b"[]"])
def test_what_is_no_answer_of_googles_is_for_the_next_run(desk: Desk, path: str, body: bytes) -> None:
    desk.push()
    desk.type(2, "Thank-you sent", "yes")
    desk.sync(WEDNESDAY)
    page = Fault("answer", 200, body, (("Content-Type", "text/html"),))
    desk.google.faults.when(lambda request: request.path.startswith(path), page)
    assert "something between here and Google" in desk.publish_and_fail(TryAgainError)


def test_more_events_than_a_batch_takes_go_in_batches_of_fifty(google: Google) -> None:
    rows = [f"Company {n} | Role | 2026-11-18 10:00 | Jane Doe" for n in range(60)]
    many = Desk(google, "\n".join(["Company | Role | Interview date | Interviewers", *rows]))
    many.push()
    events = len(many.feed.events)
    assert many.requests().count("calendar.batch") == -(-events // 50) > 1
    assert len(many.calendar.events) == events
    assert many.publish_again() is False
