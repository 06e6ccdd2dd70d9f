"""What is written to a Google calendar: the table of decisions, and the texts and times that Google takes."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.vevent import Content, Published, Status
from sync.publish.calendar_events import Known, event_id, planned
from tests.core.tables import cases
from tests.google.errors import JsonObject

UID = "k3f9x2qa-thank-you@interview-followups"
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
CONTENT = Content(NOON, "Thank Jane Doe (Acme)", "TY-2: same evening", "https://example.org/sheet", 0)


def event(status: Status = Status.OPEN, content: Content = CONTENT) -> Published:
    return Published(UID, "20261118T090000Z", 0, status, "0", content.render())


def standing(mark: str, *, cancelled: bool = False) -> Known:
    return Known(cancelled=cancelled, reminders={}, mark=mark, start="", alarm="")


def inserted(content: Content) -> JsonObject:
    [write] = planned([event(content=content)], {}, "Europe/London")
    return write.body


@cases("""
    In the feed | In the calendar    | Written
    open        | nothing            | insert
    done        | nothing            | insert
    cancelled   | nothing            | -
    open        | the same           | -
    open        | another            | patch
    done        | another            | patch
    cancelled   | another            | remove
    absent      | another            | remove
    absent      | the user's own     | -
    open        | deleted by user    | -
    done        | deleted by user    | -
    cancelled   | deleted by user    | -
    absent      | deleted by user    | -
    open        | an id, deleted     | -
    open        | removed by us      | update
    done        | removed by us      | update
    cancelled   | removed by us      | -
    absent      | removed by us      | -
    cancelled   | restored by user   | remove
""")
def test_what_is_written_follows_from_what_stands_in_both(
    in_the_feed: str, in_the_calendar: str, written: str
) -> None:
    mark = inserted(CONTENT)["extendedProperties"]["private"]["followups"]
    calendar = {
        "the same": standing(mark),
        "another": standing("0"),
        "the user's own": standing(""),
        "deleted by user": standing(mark, cancelled=True),
        "an id, deleted": standing("", cancelled=True),
        "removed by us": standing("removed", cancelled=True),
        "restored by user": standing("removed"),
    }
    known = {event_id(UID): calendar[in_the_calendar]} if in_the_calendar != "nothing" else {}
    feed = [] if in_the_feed == "absent" else [event(Status(in_the_feed))]
    assert [write.act for write in planned(feed, known, "UTC")] == ([] if written == "-" else [written])


@given(st.text(min_size=1))
def test_an_id_is_one_that_google_takes(uid: str) -> None:
    assert re.fullmatch("[0-9a-v]{5,1024}", event_id(uid))
    assert event_id(uid) == event_id(uid) != event_id(f"{uid}x")


def test_the_alarm_of_a_day_rings_at_that_hour_where_the_user_is_in_summer_too() -> None:
    body = inserted(Content(date(2026, 7, 1), "3 follow-ups overdue", "", None, -9 * 60))
    assert body["start"]["dateTime"] == "2026-07-01T08:00:00Z"
    assert body["reminders"]["overrides"] == [{"method": "popup", "minutes": 0}]


@pytest.mark.parametrize("alarm", [None, 0, 30])
def test_a_reminder_is_the_alarm_of_the_feed(alarm: int | None) -> None:
    reminders = inserted(Content(NOON, "x", "", None, alarm))["reminders"]
    overrides = [] if alarm is None else [{"method": "popup", "minutes": alarm}]
    assert reminders == {"useDefault": False, "overrides": overrides}


def test_a_long_description_is_cut_to_what_google_takes() -> None:
    assert len(inserted(Content(NOON, "x", "y" * 9000, None, None))["description"]) == 8192


def test_only_a_link_that_others_can_open_is_a_source() -> None:
    assert inserted(CONTENT)["source"]["url"] == "https://example.org/sheet"
    assert "source" not in inserted(Content(NOON, "x", "", "file:///home/me/interviews.xlsx", None))


@given(
    start=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 made aware below
        lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
    )
    | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    title=st.text("aé✓,;\\: \N{PARTY POPPER}", min_size=1, max_size=120),
    description=st.text("aé✓,;\\:\n \N{PARTY POPPER}", max_size=400),
    url=st.none() | st.just("https://example.org/sheet?a=1;b=2,3"),
    alarm=st.none() | st.integers(-1439, 40320),
)
def test_a_content_is_read_back_as_it_was_rendered(
    start: datetime | date, title: str, description: str, url: str | None, alarm: int | None
) -> None:
    content = Content(start, title, description, url, alarm)
    assert Content.read(content.render()) == content
