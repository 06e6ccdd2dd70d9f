"""The feed: its bytes, what is in it, what it remembers. What other programs read in it: see `tests/feed`."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest
import vobject  # type: ignore[import-untyped]  # it ships no types
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from sync.core.feed import Feed
from sync.core.identity import Print
from sync.core.memory import Remembered
from sync.core.model import Cell, Seen
from sync.core.settings import Feed as FeedSettings
from sync.core.vevent import Published, Status
from sync.example import rows as example_rows
from tests.core.tables import SETTINGS, TODAY
from tests.feed.readers import read_with_ical
from tests.helpers import Desk, at

GOLDEN = Path(__file__).parent.parent / "golden"
ACME = """
    Company | Role     | Interview date   | Interviewers             | Thank-you sent | Outcome | Notes
    Acme    | Engineer | 2026-11-18 10:00 | Jane Doe <jane@acme.com> |                |         | mine
"""
THANKS = "Thank Jane Doe (Acme)"
CHECK_IN = "Check in with Acme"


def days_after(day: str, days: int) -> str:
    return f"{at(day) + timedelta(days=days):%Y-%m-%d}"


def head_of(event: Published) -> tuple[str, str]:
    """Give what an event's head says: its SEQUENCE, and the day on which a run changed it."""
    lines = dict(line.split(":", 1) for line in bytes(event).decode().split("\r\n")[1:5])
    assert lines["DTSTAMP"] == lines["LAST-MODIFIED"]
    return lines["SEQUENCE"], lines["DTSTAMP"][:8]


# What is in it


def test_an_event_is_short_leaves_the_user_free_and_rings_at_its_time() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    body = desk.event(THANKS).body.decode()
    assert "DTSTART:20261118T180000Z\r\nDTEND:20261118T181500Z\r\n" in body
    assert "TRANSP:TRANSPARENT\r\n" in body
    assert "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Thank Jane Doe (Acme)\r\nTRIGGER:" in body


@pytest.mark.parametrize(
    ("alarm", "trigger"),
    [(0, "TRIGGER:P0D"), (15, "TRIGGER:-PT15M"), (1500, "TRIGGER:-P1DT1H"), (None, None)],
)
def test_the_alarm_is_as_the_settings_say(alarm: int | None, trigger: str | None) -> None:
    desk = Desk(ACME)
    desk.set_feed(FeedSettings(alarm=alarm))
    desk.sync("2026-11-18")
    lines = desk.event(THANKS).body.decode().split("\r\n")
    assert [line for line in lines if line.startswith("TRIGGER")] == ([trigger] if trigger else [])
    assert ("BEGIN:VALARM" in lines) is (trigger is not None)


def test_a_description_has_the_why_the_draft_and_the_addresses() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    [text] = [seen.description for seen in read_with_ical(desk.published).events if seen.title == THANKS]
    why, subject, *_, last = text.split("\n\n")
    assert (why, subject, last) == (
        "TY-2: same evening",
        "Subject: Thank you for meeting me",
        "Jane Doe: jane@acme.com",
    )


def test_each_event_bears_the_category_of_its_kind() -> None:
    desk = Desk("""
    Company | Role     | Interview date | Interviewers | References | Thank-you sent
    Acme    | Engineer | 2026-11-18     | Jane Doe     | Ann Lee    |
    Globex  | Analyst  | 2026-11-16     | Bob Roe      | Ann Lee    | yes
    """)
    desk.sync("2026-11-18")
    desk.sheet.rows.pop(1)
    desk.sync("2026-11-19")
    events = Calendar.from_ical(desk.published).events
    categories = {str(event["SUMMARY"]).lstrip("\u2713 ").split()[0]: event.categories for event in events}
    assert categories == {"Thank": ["Thank-you"], "Tell": ["References"], "Check": ["Check-in"]}


def test_a_link_leads_to_the_worksheet_where_there_is_one() -> None:
    desk = Desk(ACME)
    plan = desk.plan("2026-11-18")
    composer = replace(plan._composer, url="https://sheets.example/1#gid=0")  # noqa: SLF001 no backend has a link yet
    feed = composer.compose(Feed(), Feed("x"), plan.follow_ups, (), ())
    [body] = [event.body.decode() for event in feed.events.values() if event.title == THANKS]
    assert "URL:https://sheets.example/1#gid=0\r\n" in body
    assert "Sheet: https://sheets.example/1#gid=0" in body.replace("\r\n ", "")


def test_private_detail_leaks_no_name_and_no_draft() -> None:
    desk = Desk("""
    Company | Role     | Interview date | Interviewers             | References | Contact email | Discussed
    Acme    | Engineer | 2026-11-18     | Jane Doe <jane@acme.com> | Ann Lee    | hr@acme.com   | ledgers
    """)
    desk.set_feed(FeedSettings(detail="private"))
    desk.sync("2026-11-18")
    text = desk.published.decode().replace("\r\n ", "").casefold()
    for secret in ("acme", "engineer", "jane", "doe", "ann", "lee", "ledgers", "pauline", "subject:", "dear"):
        assert secret not in text
    assert {event.title for event in desk.feed.events.values()} == {
        "Send a thank-you note",
        "Tell a reference to expect a call",
        "Check in after an interview",
    }


def test_going_private_changes_every_event_and_keeps_every_uid() -> None:
    desk = Desk(ACME)
    before = desk.sync("2026-11-18").feed.events
    desk.set_feed(FeedSettings(detail="private"))
    after = desk.sync("2026-11-18").feed.events
    assert before.keys() == after.keys()
    assert {event.sequence for event in after.values()} == {1}


def test_a_feed_without_events_still_has_a_component() -> None:
    desk = Desk("Company | Interview date\nAcme |")
    desk.sync("2026-11-18")
    assert desk.feed.events == {}
    assert vobject.readOne(desk.published.decode()).vtimezone.tzid.value == "UTC"
    [zone] = IcsCalendarStream.calendar_from_ics(desk.published.decode()).timezones
    assert zone.tz_id == "UTC"


def test_times_are_in_utc_and_need_no_time_zone() -> None:
    desk = Desk("Company | Interview date | Time zone\nAcme | 2026-07-01 10:00 | America/New_York")
    desk.sync("2026-07-01")
    assert b"VTIMEZONE" not in desk.published
    assert desk.event("check-in").body.startswith(b"DTSTART:20260708T140000Z\r\n")


# How long a thing stays


def test_a_done_event_is_ticked_silent_and_gone_after_90_days() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    desk.type(2, "Thank-you sent", "2026-11-18")
    desk.sync("2026-11-18")
    done = desk.event(THANKS)
    assert (done.title, done.status) == (f"✓ {THANKS}", Status.DONE)
    assert b"VALARM" not in done.body
    assert b"Subject" not in done.body
    assert b"STATUS:CONFIRMED" in bytes(done)
    desk.sync(days_after("2026-11-18", 89))
    assert desk.event(THANKS) == done
    desk.sync(days_after("2026-11-18", 90))
    assert done.uid not in desk.feed.events


def test_an_event_done_long_after_it_was_due_stays_90_days_from_then() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    desk.type(2, "Thank-you sent", "2027-01-10")
    desk.sync("2027-01-10")
    desk.sync(days_after("2027-01-10", 89))
    assert desk.event(THANKS).status is Status.DONE
    desk.sync(days_after("2027-01-10", 90))
    assert not [uid for uid in desk.feed.events if "thank-you" in uid]


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Outcome", "Rejected"),
        ("Thank-you sent", "skip"),
        ("Interview date", None),
        ("Interviewers", "Bob Roe"),
        ("Company", None),
    ],
)
def test_what_is_withdrawn_is_cancelled_for_14_days_and_then_gone(heading: str, value: Cell) -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    uid = desk.event(THANKS).uid
    desk.type(2, heading, value)
    assert_cancelled_for_14_days(desk, uid)


def test_a_deleted_row_is_withdrawn_too() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    uid = desk.event(THANKS).uid
    desk.sheet.rows.pop()
    assert_cancelled_for_14_days(desk, uid)


def assert_cancelled_for_14_days(desk: Desk, uid: str) -> None:
    desk.sync("2026-11-19")
    cancelled = desk.feed.events[uid]
    assert b"STATUS:CANCELLED" in bytes(cancelled)
    assert b"VALARM" not in cancelled.body
    assert head_of(cancelled) == ("1", "20261119")
    desk.sync(days_after("2026-11-19", 13))
    assert desk.feed.events[uid] == cancelled
    desk.sync(days_after("2026-11-19", 14))
    assert uid not in desk.feed.events


def test_what_was_missed_is_cancelled() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    desk.sync("2026-11-25")
    assert desk.event(THANKS).status is Status.OPEN
    desk.sync("2026-11-26")
    assert desk.event(THANKS).status is Status.CANCELLED


def test_what_was_never_published_is_not_cancelled_either() -> None:
    desk = Desk("Company | Interview date | Thank-you sent | Outcome\nAcme | 2026-11-18 | skip | rejected")
    desk.sync("2026-11-18")
    assert desk.feed.events == {}


def test_what_is_wanted_again_is_reopened_under_its_uid() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    uid = desk.event(THANKS).uid
    for day, said, sequence, status in [
        ("2026-11-18", "yes", 1, Status.DONE),
        ("2026-11-19", None, 2, Status.OPEN),
        ("2026-11-20", "skip", 3, Status.CANCELLED),
        ("2026-11-20", None, 4, Status.OPEN),
    ]:
        desk.type(2, "Thank-you sent", said)
        desk.sync(day)
        event = desk.feed.events[uid]
        assert (event.sequence, event.status) == (sequence, status)
    assert b"VALARM" in desk.event(THANKS).body


@pytest.mark.parametrize(
    ("heading", "unreadable", "held"),
    [
        ("Interview date", "13/45/2026", {THANKS, CHECK_IN}),
        ("Interview date", "soon", {THANKS, CHECK_IN}),
    ],
)
def test_events_of_a_row_that_cannot_be_read_stay_until_it_is_mended(
    heading: str, unreadable: str, held: set[str]
) -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    before = {title: desk.event(title) for title in held}
    desk.type(2, heading, unreadable)
    for day in ("2026-11-18", "2026-11-23", "2027-06-01"):
        desk.sync(day)
        assert {title: desk.event(title) for title in held} == before
    desk.type(2, heading, "2027-06-01 10:00")
    desk.sync("2027-06-01")
    assert {head_of(desk.event(title)) for title in held} == {("1", "20270601")}


def test_what_is_done_stays_done_when_its_row_cannot_be_read_and_what_is_marked_then_is_withdrawn() -> None:
    desk = Desk(ACME)
    desk.type(2, "Thank-you sent", "yes")
    before = desk.sync("2026-11-18").feed.events
    desk.type(2, "Interview date", "soon")
    assert desk.sync("2026-11-19").feed.events == before
    desk.type(2, "Outcome", "rejected")
    desk.sync("2026-11-19")
    assert desk.event(f"✓ {THANKS}").status is Status.DONE
    assert desk.event(CHECK_IN).status is Status.CANCELLED


@pytest.mark.parametrize("detail_before", ["full", "private"])
def test_what_is_done_in_a_row_that_cannot_be_read_is_ticked_in_private_too(
    detail_before: Literal["full", "private"],
) -> None:
    desk = Desk(ACME)
    desk.set_feed(FeedSettings(detail=detail_before))
    desk.type(2, "Thank-you sent", "yes")
    before = desk.sync("2026-11-18").feed.events
    desk.set_feed(FeedSettings(detail="private"))
    desk.type(2, "Interview date", "soon")
    after = desk.sync("2026-11-19").feed.events
    assert {event.title for event in after.values()} == {
        "✓ Send a thank-you note",
        "Check in after an interview",
    }
    assert (after == before) is (detail_before == "private")
    assert desk.sync("2026-11-20").feed.events == after


# What moves, and what does not


def test_an_edit_moves_the_events_that_show_it_and_no_others() -> None:
    desk = Desk("""
    Company | Role     | Interview date   | Interviewers      | Decision expected
    Acme    | Engineer | 2026-11-18 10:00 | Jane Doe; Bob Roe |
    Globex  | Analyst  | 2026-11-18 10:00 | Maria Silva       | 2026-11-20
    """)
    before = desk.sync("2026-11-18").feed.events
    desk.type(2, "Decision expected", "2026-11-27")
    after = desk.sync("2026-11-19").feed.events
    moved = {event.title for uid, event in after.items() if event is not before[uid] and event != before[uid]}
    assert moved == {"Check in with Acme"}
    assert head_of(desk.event("Check in with Acme")) == ("1", "20261119")
    assert before.keys() == after.keys()


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Notes", "something else"), ("Interviewers", "JANE  DOE <jane@acme.com>"), ("Role", "Engineer")],
)
def test_an_edit_that_shows_nowhere_moves_nothing_but_the_case_of_a_name(heading: str, value: str) -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    before = {event.uid: event for event in desk.feed.events.values()}
    desk.type(2, heading, value)
    desk.sync("2026-11-18T13:00")
    after = {event.uid: event for event in desk.feed.events.values()}
    assert after.keys() == before.keys()
    assert (after == before) is (heading != "Interviewers")


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Company", "Acme Ltd"),
        ("Role", "Senior Engineer"),
        ("Interview date", "2026-11-17 09:00"),
        ("Interviewers", "Jane Doe <new@acme.com> +44 20 7946 0018"),
        ("Interviewers", " jané   DOE "),
    ],
)
def test_uids_survive_every_edit_of_the_row(heading: str, value: str) -> None:
    desk = Desk(ACME)
    before = desk.sync("2026-11-18").feed.events
    desk.type(2, heading, value)
    after = desk.sync("2026-11-18").feed.events
    assert after.keys() == before.keys()
    assert {event.status for event in after.values()} == {Status.OPEN}


def test_time_alone_moves_no_event_of_an_open_follow_up() -> None:
    desk = Desk(ACME)
    before = desk.sync("2026-11-19T00:05").feed.events
    for now in ("2026-11-19T23:50", "2026-11-20", "2026-11-24", "2026-11-25"):
        assert desk.sync(now).feed.events == before


def test_an_edit_undone_goes_on_counting() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    for day, role in enumerate(("Plumber", "Engineer", "Plumber"), start=19):
        desk.type(2, "Role", role)
        desk.sync(f"2026-11-{day}")
    assert head_of(desk.event(THANKS)) == ("3", "20261121")


# Its bytes


def test_the_same_feed_is_the_same_bytes_read_back_and_rendered_again() -> None:
    desk = Desk(example_rows(TODAY))
    desk.sync("2026-11-18")
    desk.type(3, "Checked in", "yes")
    plan = desk.sync("2026-11-20")
    assert Feed.read(desk.published) == plan.feed
    assert desk.feed.render(SETTINGS.feed.name) == desk.published
    assert desk.sync("2026-11-20T18:00").feed == plan.feed


@pytest.mark.parametrize(
    "seen",
    [
        {},
        {"checked_in": Seen(TODAY, None, "k3f9")},
        {"ended": Seen(date.min, TODAY, "2qa4"), "thank_you_sent": Seen(TODAY, TODAY, "k3f9")},
    ],
)
def test_what_is_remembered_of_a_row_comes_back(seen: dict[str, Seen]) -> None:
    row = Remembered(Print.of(("acme", "", "", "")), seen)
    feed = Feed("k3f9x2qa", {"aaaaaaaa": row}, {"why": "Why (follow-ups 2)"}, {})
    assert Feed.read(feed.render("name")) == feed


def test_lines_are_folded_at_75_octets_and_end_in_crlf() -> None:
    desk = Desk(example_rows(TODAY))
    desk.type(2, "Discussed", "Jane: " + "Überlänge " * 40)
    desk.sync("2026-11-18")
    assert max(map(len, desk.published.split(b"\r\n"))) == 75
    assert desk.published.count(b"\n") == desk.published.count(b"\r\n") == desk.published.count(b"\r")
    assert desk.published.endswith(b"END:VCALENDAR\r\n")


def test_the_calendar_says_its_name_twice_and_how_often_to_look() -> None:
    head = Feed("x").render("My; reminders, all").split(b"BEGIN:")[1].split(b"\r\n")
    assert head[1:7] == [
        b"VERSION:2.0",
        b"PRODID:-//interview-followups//EN",
        b"NAME:My\\; reminders\\, all",
        b"X-WR-CALNAME:My\\; reminders\\, all",
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        b"X-PUBLISHED-TTL:PT1H",
    ]
    assert not any(line.startswith((b"UID", b"METHOD")) for line in head)


def test_open_done_and_cancelled_events_look_like_the_golden_file() -> None:
    desk = Desk("""
    Company | Role     | Interview date   | Interviewers                        | Thank-you sent | Checked in
    Acme    | Engineer | 2026-11-18 10:00 | Jane Doe <jane@acme.com> 0123456789 |                |
    """)
    desk.sync("2026-11-18")
    desk.type(2, "Thank-you sent", "yes")
    desk.type(2, "Checked in", "skip")
    desk.sheet.rows.append(["Globex", "Analyst", "2026-11-19 15:30", "Zoë Ångström, Head of R&D; Bob Roe"])
    desk.sync("2026-11-19")
    # The digests stand for the templates too, and would move with every comma in them.
    published = re.sub(rb"(X-FOLLOWUPS-STATE:\w+) \w+", rb"\1 0", desk.published)
    assert published == (GOLDEN / "open-done-cancelled.ics").read_bytes()


def test_an_empty_feed_looks_like_the_golden_file() -> None:
    assert Feed("k3f9x2qa").render("Interview follow-ups") == (GOLDEN / "empty.ics").read_bytes()


# What stands there already


@pytest.mark.parametrize("nothing", [b"", b" \r\n"])
def test_no_feed_is_an_empty_feed(nothing: bytes) -> None:
    assert Feed.read(nothing) == Feed()


@pytest.mark.parametrize(
    "foreign",
    [
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX-FOLLOWUPS-SOURCE:abc\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"<html>",
        b"\xff\xfe\x00",
    ],
)
def test_a_file_that_is_not_ours_is_not_taken_for_a_feed(foreign: bytes) -> None:
    assert Feed.read(foreign) is None


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_of_a_feed_cut_short_the_whole_events_are_read_and_the_next_run_mends_it(share: float) -> None:
    desk = Desk(example_rows(TODAY))
    whole = desk.sync("2026-11-18").feed.events
    intact = desk.published
    desk.published = intact[: int(share * len(intact))]
    assert desk.feed.events.items() <= whole.items()
    desk.sync("2026-11-18")
    assert desk.published == intact


@pytest.mark.parametrize(
    ("was", "damaged"),
    [
        (b"SEQUENCE:0", b"SEQUENCE:none"),
        (b"STATUS:CONFIRMED", b"STATUS: CONFIRMED"),
        (b"X-FOLLOWUPS-STATE:open", b"X-FOLLOWUPS-STATE:shut"),
        (b"X-FOLLOWUPS-ROW:", b"X-FOLLOWUPS-WOR:"),
    ],
)
def test_a_damaged_line_costs_its_event_at_most(was: bytes, damaged: bytes) -> None:
    desk = Desk(ACME)
    uids = desk.sync("2026-11-18").feed.events.keys()
    desk.published = desk.published.replace(was, damaged, 1)
    assert len(desk.feed.events) >= len(uids) - 1
    desk.sync("2026-11-18")
    assert desk.feed.events.keys() == uids


def test_a_date_that_is_none_costs_the_cancelled_event_that_bears_it() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    desk.type(2, "Thank-you sent", "skip")
    desk.sync("2026-11-18")
    desk.published = desk.published.replace(b"LAST-MODIFIED:20261118", b"LAST-MODIFIED:20269999")
    desk.sync("2026-11-18")
    assert desk.event(CHECK_IN).status is Status.OPEN


def test_the_title_of_an_event_that_has_none_is_its_uid() -> None:
    desk = Desk(ACME)
    desk.sync("2026-11-18")
    event = replace(desk.event(THANKS), body=b"")
    assert event.title == event.uid
    assert Published.read(b"nonsense") is None


# What is overdue comes back, in one event of today's


def rolled_up(rows: str = ACME) -> Desk:
    desk = Desk(rows)
    desk.set_feed(FeedSettings())
    return desk


def test_what_is_overdue_is_gathered_in_one_event_of_the_whole_day_that_rings_at_nine() -> None:
    desk = rolled_up("""
    Company | Interview date   | Interviewers
    Acme    | 2026-11-17 10:00 | Jane Doe; Bob Roe
    Globex  | 2026-11-16 10:00 | Maria Silva
    """)
    desk.sync("2026-11-18")
    lines = desk.event("overdue@").body.decode().split("\r\n")
    assert {"DTSTART;VALUE=DATE:20261118", "DTEND;VALUE=DATE:20261119", "TRIGGER:PT9H"} <= set(lines)
    assert desk.event("overdue@").title == "3 follow-ups overdue"
    [said] = [each.description for each in read_with_ical(desk.published).events if "overdue" in each.title]
    assert said == (
        "Thank Maria Silva (Globex), since Mon 16 Nov\n"
        "Thank Bob Roe (Acme), since Tue 17 Nov\n"
        "Thank Jane Doe (Acme), since Tue 17 Nov"
    )


def test_the_overdue_event_moves_once_a_day_and_not_once_a_run() -> None:
    desk = rolled_up()
    seen = []
    for now in ("2026-11-19T08:00", "2026-11-19T20:00", "2026-11-20T08:00", "2026-11-20T23:00"):
        desk.sync(now)
        event = desk.event("overdue@")
        seen.append((event.start, event.sequence))
    assert seen == [
        (date(2026, 11, 19), 0),
        (date(2026, 11, 19), 0),
        (date(2026, 11, 20), 1),
        (date(2026, 11, 20), 1),
    ]


def test_when_nothing_is_overdue_any_more_the_event_is_cancelled_and_comes_back_under_the_same_uid() -> None:
    desk = rolled_up("""
    Company | Interview date   | Interviewers | Thank-you sent
    Acme    | 2026-11-17 10:00 | Jane Doe     |
    """)
    states = []
    for day, mark in ((18, None), (18, "yes"), (19, "no")):
        desk.type(2, "Thank-you sent", mark)
        desk.sync(f"2026-11-{day}")
        event = desk.event("overdue@")
        states.append((event.status, event.sequence))
    assert states == [(Status.OPEN, 0), (Status.CANCELLED, 1), (Status.OPEN, 2)]


def test_nothing_overdue_needs_no_event() -> None:
    desk = rolled_up()
    desk.sync("2026-11-18")
    assert not [uid for uid in desk.feed.events if uid.startswith("overdue")]


def test_overdue_ones_stay_where_they_are_when_the_settings_say_keep() -> None:
    desk = Desk(ACME)
    desk.set_feed(FeedSettings(overdue="keep"))
    desk.sync("2026-11-19")
    assert not [uid for uid in desk.feed.events if uid.startswith("overdue")]


@pytest.mark.parametrize(("alarm", "rings"), [(15, True), (None, False)])
def test_the_overdue_event_rings_unless_alarms_are_off(alarm: int | None, rings: bool) -> None:  # noqa: FBT001
    desk = Desk(ACME)
    desk.set_feed(FeedSettings(alarm=alarm))
    desk.sync("2026-11-19")
    assert (b"TRIGGER:PT9H" in desk.event("overdue@").body) is rings


def test_a_private_overdue_event_tells_no_name() -> None:
    desk = Desk(ACME)
    desk.set_feed(FeedSettings(detail="private"))
    desk.sync("2026-11-19")
    assert b"Jane" not in desk.event("overdue@").body
    assert b"Acme" not in desk.event("overdue@").body


def test_the_overdue_event_does_not_count_for_the_shrink_guard() -> None:
    desk = rolled_up("""
    Company | Interview date   | Interviewers
    Acme    | 2026-11-17 10:00 | Jane Doe
    Globex  | 2026-11-24 10:00 | Maria Silva
    """)
    desk.sync("2026-11-18")
    desk.type(2, "Company", None)
    assert desk.plan("2026-11-18").lost() == frozenset()


# The dead-man's switch: an event that only a machine that stopped lets come


def beating(heartbeat: int | None = 3, detail: Literal["full", "private"] = "full") -> Desk:
    desk = Desk(ACME)
    desk.set_feed(FeedSettings(heartbeat=heartbeat, detail=detail))
    return desk


def test_without_the_setting_there_is_no_heartbeat() -> None:
    desk = beating(None)
    desk.sync("2026-11-17")
    assert not [uid for uid in desk.feed.events if uid.startswith("heartbeat")]


def test_each_days_first_run_moves_the_heartbeat_ahead_and_the_others_leave_it() -> None:
    desk = beating()
    seen = []
    for now in ("2026-11-17T00:05", "2026-11-17T08:00", "2026-11-17T23:45", "2026-11-18T06:00"):
        desk.sync(now)
        event = desk.event("heartbeat@")
        seen.append((event.start, event.title, event.sequence, event.stamp))
    tuesday = date(2026, 11, 20), "Follow-ups last synced on Tue 17 Nov", 0, "20261117T000500Z"
    wednesday = date(2026, 11, 21), "Follow-ups last synced on Wed 18 Nov", 1, "20261118T060000Z"
    assert seen == [tuesday, tuesday, tuesday, wednesday]


def test_the_day_of_the_heartbeat_comes_only_when_the_machine_stops() -> None:
    desk = beating(2)
    ahead = []
    for day in (17, 18, 19, 20, 23):  # on the weekend it stood still
        event = next(iter(event for uid, event in desk.feed.events.items() if uid.startswith("heart")), None)
        ahead.append(event is None or event.start > date(2026, 11, day))
        desk.sync(f"2026-11-{day}")
    assert ahead == [True, True, True, True, False]
    assert desk.event("heartbeat@").start == date(2026, 11, 25)


def test_the_heartbeat_lasts_the_whole_day_leaves_it_free_and_rings_at_nine() -> None:
    desk = beating()
    desk.sync("2026-11-17")
    lines = desk.event("heartbeat@").body.decode().split("\r\n")
    assert {
        "DTSTART;VALUE=DATE:20261120", "DTEND;VALUE=DATE:20261121", "TRANSP:TRANSPARENT", "TRIGGER:PT9H"
    } <= set(lines)  # fmt: skip
    desk.set_feed(FeedSettings(heartbeat=3, alarm=None))
    desk.sync("2026-11-17")
    assert b"VALARM" not in desk.event("heartbeat@").body


def test_a_heartbeat_that_is_turned_off_is_withdrawn_and_comes_back_under_the_same_uid() -> None:
    desk = beating()
    seen = []
    for now, days in (("2026-11-17", 3), ("2026-11-18", None), ("2026-11-19", 5)):
        desk.set_feed(FeedSettings(heartbeat=days))
        desk.sync(now)
        event = desk.event("heartbeat@")
        seen.append((event.status, event.sequence, event.start))
    assert seen == [
        (Status.OPEN, 0, date(2026, 11, 20)),
        (Status.CANCELLED, 1, date(2026, 11, 20)),
        (Status.OPEN, 2, date(2026, 11, 24)),
    ]


def test_a_private_heartbeat_has_nothing_to_hide() -> None:
    full, private = beating(), beating(detail="private")
    for desk in (full, private):
        desk.sync("2026-11-17")
    assert bytes(private.event("heartbeat@")) == bytes(full.event("heartbeat@"))
    assert b"Acme" not in bytes(full.event("heartbeat@"))


def test_the_heartbeat_does_not_count_for_the_shrink_guard() -> None:
    desk = beating()
    desk.sync("2026-11-17")
    desk.type(2, "Company", None)
    assert desk.plan("2026-11-17").lost() == frozenset()


def test_a_date_that_is_none_costs_what_is_remembered_under_it_and_nothing_else() -> None:
    desk = Desk("Company | Interview date | Thank-you sent\nAcme | 2026-11-18 | yes")
    desk.sync("2026-11-18")
    whole = desk.feed
    damaged = re.sub(rb"(SEEN:\w+ thank_you_sent) \d{4}-\d\d-\d\d", rb"\1 2026-13-99", desk.published)
    read = Feed.read(damaged)
    assert read is not None
    assert (read.events, read.rows.keys()) == (whole.events, whole.rows.keys())
    assert damaged != desk.published
