"""The feed in four programs that others wrote: each reads just what the plan says, to the last character."""

import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.compose import CATEGORIES, OVERDUE, OVERDUE_UID, PRIVATE_TITLES, uid_of
from sync.core.model import Cell, FollowUp, State
from sync.core.plan import Plan, make
from sync.core.settings import Feed as FeedSettings
from sync.core.values import clean, clean_lines, shorten
from sync.core.vevent import Content, Status
from sync.example import rows as example_rows
from tests.core.tables import SETTINGS, TODAY
from tests.feed.readers import Calendar, Event, Reader, ical_js, libical, read_with_ical, read_with_vobject
from tests.helpers import DRAFTS, Desk, at

SHEET = "https://docs.google.com/spreadsheets/d/1-a_B/edit?usp=x,y;z#gid=0"
QUARTER = timedelta(minutes=15)
NAME = "My; reminders, all \\ of them: é 👩‍💻"


@pytest.fixture(scope="module", params=["vobject", "ical", "libical", "ical.js"])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    readers: dict[str, AbstractContextManager[Reader]] = {
        "vobject": nullcontext(read_with_vobject),
        "ical": nullcontext(read_with_ical),
        "libical": libical(),
        "ical.js": ical_js(tmp_path_factory.mktemp("ical.js")),
    }
    with readers[request.param] as reading:
        yield reading


class Linked(Desk):
    """A desk whose worksheet has an address, and a feed of its own settings."""

    def __init__(self, rows: str | list[list[Cell]], feed: FeedSettings | None = None) -> None:
        super().__init__(rows, replace(SETTINGS, feed=feed or FeedSettings(name=NAME)))

    def plan(self, now: str) -> Plan:
        table = replace(self.sheet.read(), url=SHEET)
        return make(table, self.feed, self.settings, DRAFTS, at(now))


def expected(plan: Plan) -> Calendar:
    """Give what a program must read: what the plan says, and where it says no more, what the feed says."""
    feed = plan.settings.feed
    told = {uid_of(item): item for item in plan.follow_ups if item.state.open or item.state is State.DONE}
    events = []
    for uid, event in plan.feed.events.items():
        content = Content.read(event.body)
        alarms = () if content.alarm is None else (content.alarm,)
        end = content.start + (QUARTER if isinstance(content.start, datetime) else timedelta(days=1))
        events.append(
            Event(
                uid=uid,
                start=content.start,
                end=end,
                title=content.title,
                description=content.description,
                url=SHEET,
                status="CANCELLED" if event.status is Status.CANCELLED else "CONFIRMED",
                categories=(content.category,),
                alarms=alarms,
                sequence=event.sequence,
            )
        )
        if event.status is not Status.CANCELLED and uid != OVERDUE_UID:
            check_against_the_plan(plan, told.pop(uid), events[-1])
    assert not {item for item in told.values() if item.state.open}
    return Calendar(clean(feed.name), tuple(sorted(events, key=lambda event: event.uid)))


def check_against_the_plan(plan: Plan, item: FollowUp, event: Event) -> None:
    private, alarm = plan.settings.feed.detail == "private", plan.settings.feed.alarm
    title = PRIVATE_TITLES[item.kind] if private else item.title
    done = item.state is State.DONE
    assert event.title == shorten(clean(f"✓ {title}" if done else title), 120)
    assert event.start == item.due
    assert event.categories == (CATEGORIES[item.kind],)
    assert event.alarms == (() if done or alarm is None else (alarm,))
    assert event.description.startswith(clean_lines(item.why))
    assert event.description.endswith(f"Sheet: {SHEET}")
    draft = clean_lines(plan.drafts.render(item))
    assert (draft in event.description) is not (private or done)


# What each of them reads


def test_the_example_reads_as_it_was_planned(reader: Reader) -> None:
    desk = Linked(example_rows(TODAY))
    plan = desk.sync("2026-11-18")
    read = reader(desk.published)
    assert read == expected(plan)
    [gathered] = [event for event in read.events if event.uid == OVERDUE_UID]
    assert (gathered.start, gathered.end) == (date(2026, 11, 18), date(2026, 11, 19))
    assert (gathered.categories, gathered.alarms) == ((OVERDUE,), (-540,))
    assert {type(event.start) for event in read.events} == {date, datetime}


def test_what_is_done_and_what_is_cancelled_reads_so(reader: Reader) -> None:
    desk = Linked("""
    Company | Role     | Interview date   | Interviewers        | Thank-you sent | Outcome
    Acme    | Engineer | 2026-11-18 10:00 | Jane Doe            |                |
    Globex  | Analyst  | 2026-11-18 10:00 | Maria Silva         |                |
    """)
    desk.sync("2026-11-18")
    desk.type(2, "Thank-you sent", "yes")
    desk.type(3, "Outcome", "Rejected")
    plan = desk.sync("2026-11-18")
    read = reader(desk.published)
    assert read == expected(plan)
    assert {(event.title, event.status, event.alarms, event.sequence) for event in read.events} == {
        ("✓ Thank Jane Doe (Acme)", "CONFIRMED", (), 1),
        ("Check in with Acme", "CONFIRMED", (0,), 0),
        ("Thank Maria Silva (Globex)", "CANCELLED", (), 1),
        ("Check in with Globex", "CANCELLED", (), 1),
    }


def test_an_empty_feed_is_a_calendar_without_events(reader: Reader) -> None:
    desk = Linked("Company | Interview date\nAcme |")
    desk.sync("2026-11-18")
    assert desk.published.count(b"BEGIN:VTIMEZONE") == 1
    assert reader(desk.published) == Calendar(NAME, ())


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"SEQUENCE:0", b"SEQUENCE:"),
        (b"TRIGGER:P0D", b"TRIGGER:soon"),
        (b"SUMMARY:", b"SUMMARY:twice\r\nSUMMARY:"),
    ],
)
def test_libical_counts_what_is_wrong_with_a_feed(was: bytes, becomes: bytes) -> None:
    desk = Linked("Company | Interview date\nAcme | 2026-11-18 10:00")
    desk.sync("2026-11-18")
    with libical() as read:
        assert read(desk.published).errors == 0
        assert read(desk.published.replace(was, becomes, 1)).errors == 1


@pytest.mark.parametrize(
    ("ends", "zone", "start"),
    [
        ("2026-03-06", "America/New_York", "2026-03-13T14:00"),  # the clock goes forward on the 8th
        ("2026-10-30", "America/New_York", "2026-11-06T15:00"),  # and back on 1 November
        ("2026-03-27", "Europe/London", "2026-04-03T09:00"),
        ("2026-10-23", "Europe/London", "2026-10-30T10:00"),
        ("2026-10-02", "Australia/Sydney", "2026-10-08T23:00"),
        ("2026-04-03", "Pacific/Auckland", "2026-04-09T22:00"),
    ],
)
def test_a_check_in_after_the_clocks_changed_is_at_ten_there(
    reader: Reader, ends: str, zone: str, start: str
) -> None:
    desk = Linked(f"Company | Interview date | Time zone\nAcme | {ends} 10:00 | {zone}")
    plan = desk.sync(ends)
    read = reader(desk.published)
    assert read == expected(plan)
    [check_in] = [event for event in read.events if event.title == "Check in with Acme"]
    assert check_in.start == datetime.fromisoformat(start).replace(tzinfo=UTC)


NASTY = [
    *",;:\\\"'\n\r\t^=|{}%",
    "\\n",
    "\\,",
    "\r\n",
    "\r\n ",
    "^n",
    "\x00",
    "\x07",
    "\x1f",
    "\x7f",
    "\x85",
    "\u2028",
    "\ud800",
    "\u200b",
    "\ufeff",
    "e\u0301",
    "ß",
    "漢字かな交じり文",
    "👩‍💻",
    "🇬🇧",
    "\N{MATHEMATICAL SCRIPT CAPITAL A}",
    "\u202e\u05e2\u05d1\u05e8\u05d9\u05ea\u202c",  # Hebrew, and told to run from the right
    "مرحبا",
    "BEGIN:VEVENT",
    "\nEND:VEVENT\n",
    "{{ not }} {% a template %}",
    "=1+2",
    "  ",
    "x" * 74,
    "long " * 200,
]
texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4)), max_size=10).map("".join)
folded = st.builds(
    lambda at, text: "a" * at + text, st.integers(20, 75), texts
)  # it starts where lines break
words = st.one_of(texts, folded)


@settings(max_examples=20)
@given(
    said=st.lists(words, min_size=6, max_size=6),
    zone=st.sampled_from(["America/New_York", "Europe/London", "Pacific/Auckland", "Asia/Kathmandu"]),
    day=st.sampled_from([date(2026, 3, 6), date(2026, 3, 27), date(2026, 10, 2), date(2026, 10, 30)]),
    any_day=st.dates(),
    detail=st.sampled_from(["full", "full", "private"]),
    alarm=st.sampled_from([0, 15, 1500, None]),
)
def test_no_text_and_no_zone_makes_any_of_them_read_otherwise(
    reader: Reader, said: list[str], zone: str, day: date, any_day: date, detail: str, alarm: int | None
) -> None:
    company, role, people, discussed, references, name = said
    later = f"{day + timedelta(days=1)}"
    desk = Linked(
        [
            ["Company", "Role", "Interview date", "Time zone", "Interviewers", "Discussed", "References"],
            [f"x{company}", role, f"{day} 10:00", zone, people, discussed, references],
            [f"y{company}", role, f"{day} 22:30", zone, f"Jane {people}", discussed, None],
            [f"z{company}", role, day, zone, "Bob Roe", discussed, f"Ann {references}"],
            ["Acme", role, str(any_day), zone, "Jane Doe", discussed, None],
        ],
        FeedSettings(name=f"Mine {name}", detail="private" if detail == "private" else "full", alarm=alarm),
    )
    desk.sync(str(day))
    assert read_and_planned(reader, desk, str(day))
    desk.sheet.rows[0] += ["Thank-you sent", "Outcome"]
    desk.type(3, "Thank-you sent", "yes")
    desk.type(4, "Outcome", "withdrawn")
    assert {"CANCELLED", "CONFIRMED"} <= {event.status for event in read_and_planned(reader, desk, later)}


def read_and_planned(reader: Reader, desk: Desk, now: str) -> tuple[Event, ...]:
    plan = desk.sync(now)
    read = reader(desk.published)
    assert read == expected(plan)
    assert all(len(line) <= 75 for line in desk.published.split(b"\r\n"))
    assert "Cc" not in map(unicodedata.category, desk.published.decode().replace("\r\n", ""))
    return read.events
