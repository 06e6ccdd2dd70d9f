"""One run, decided: cells and events from a sheet and the last feed, and the same again."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.columns import OWN_HEADINGS, USER_HEADINGS
from sync.core.feed import Feed
from sync.core.model import Cell
from sync.core.plan import Plan, make
from sync.core.settings import Rules
from sync.core.vevent import Status
from sync.errors import SheetUnusableError
from sync.example import rows as example_rows
from sync.sheets.memory import MemorySheet
from tests.core.tables import SETTINGS, TODAY
from tests.helpers import DRAFTS, Desk, at

THREE = """
    Company | Role      | Interview date | Interviewers | Thank-you sent | Outcome
    Acme    | Engineer  | 2026-11-18     | Jane Doe     |                |
    Globex  | Analyst   | 2026-11-18     | Maria Silva  |                |
    Initech | Team lead | 2026-11-18     | Peter Gibb   |                |
"""
OFTEN_TYPED = st.sampled_from(
    ["Acme", "2026-11-18", "2026-11-18 10:00", "10:00", "45 min", "Jane Doe; Bob Roe", "yes", "skip", "x",
     "next week", "13/45/2026", "rejected", "Europe/Paris", "gentle", "assertive", "call", "-", "n/a",
     "jane@acme.com +44 20 7946 0018", "#REF!", "=1+2", "TRUE", "0", "\ud800", "a\x00b", "\r\n"]
)  # fmt: skip
ANY_CELL = st.one_of(
    OFTEN_TYPED,
    st.text(),
    st.none() | st.booleans() | st.integers() | st.floats(),
    st.dates() | st.datetimes() | st.times() | st.timedeltas(),
)
ANY_SHEET = st.lists(st.lists(ANY_CELL, min_size=len(USER_HEADINGS), max_size=len(USER_HEADINGS)), max_size=4)


@settings(max_examples=50)
@given(rows=ANY_SHEET)
def test_whatever_stands_in_the_cells_the_second_plan_is_empty(rows: list[list[Cell]]) -> None:
    desk = Desk([list(USER_HEADINGS.values()), *rows])
    typed = [list(row) for row in desk.sheet.rows]
    first = desk.sync("2026-11-18")
    published = desk.published
    own = [row[len(USER_HEADINGS) :] for row in desk.sheet.rows]
    assert repr([row[: len(USER_HEADINGS)] for row in desk.sheet.rows]) == repr(typed)
    again = desk.sync("2026-11-18T23:59")
    assert not again.change
    assert desk.published == published
    assert [row[len(USER_HEADINGS) :] for row in desk.sheet.rows] == own
    assert len({item.id for item in first.follow_ups}) == len(
        {row.follow_up_id for row in first.rows if row.follow_ups}
    )


def test_the_plan_of_the_example_has_every_state() -> None:
    plan = Desk(example_rows(TODAY)).plan("2026-11-18")
    states = {item.state.value for item in plan.follow_ups}
    assert states == {"overdue", "due", "scheduled", "done", "skipped", "not-needed", "missed"}


def test_dates_go_into_the_sheet_on_the_users_clock() -> None:
    desk = Desk("Company | Interview date   | Time zone\nAcme | 2026-11-18 10:00 | America/New_York")
    desk.sync("2026-11-18")
    [due] = desk.column("Check-in due")
    assert due == datetime(2026, 11, 25, 15)  # noqa: DTZ001 cells have no zone


def test_a_row_with_nothing_to_follow_up_is_given_no_id() -> None:
    desk = Desk("Company | Interview date\nAcme |\nGlobex | 2026-11-18")
    desk.sync("2026-11-18")
    first, second = desk.column("Follow-up ID")
    assert first is None
    assert second


def test_a_row_keeps_its_id_when_there_is_nothing_left_to_follow_up() -> None:
    desk = Desk(THREE)
    desk.sync("2026-11-18")
    before = desk.column("Follow-up ID")
    desk.type(2, "Interview date", None)
    desk.sync("2026-11-18")
    assert desk.column("Follow-up ID") == before


def test_a_row_that_was_emptied_is_cleared_and_blank_rows_are_left_alone() -> None:
    desk = Desk(THREE)
    desk.sync("2026-11-18")
    desk.sheet.rows.insert(2, [])
    for heading in ("Company", "Role", "Interview date", "Interviewers"):
        desk.type(2, heading, None)
    desk.sync("2026-11-18")
    assert not any(desk.sheet.rows[1])
    assert desk.sheet.rows[2] == []


def test_a_users_column_with_one_of_our_headings_is_never_written() -> None:
    desk = Desk("Company | Interview date | Why | Problem | Next due\nAcme | soon | I like them | none | May")
    desk.sync("2026-11-18")
    desk.sync("2026-11-19")
    assert desk.sheet.rows[1][:5] == ["Acme", "soon", "I like them", "none", "May"]
    assert {"Why (follow-ups)", "Problem (follow-ups)", "Next due (follow-ups)"} <= set(desk.sheet.rows[0])


def test_only_the_columns_that_the_settings_want_are_written() -> None:
    desk = Desk(THREE, replace(SETTINGS, sheet_columns=frozenset({"why", "follow_up_id"})))
    desk.sync("2026-11-18")
    assert desk.sheet.rows[0][6:] == ["Why", "Follow-up ID"]


@pytest.mark.parametrize("put_off", ["2026-11-19", "+2d"])
def test_a_sheet_that_was_renamed_is_the_same_sheet(put_off: str) -> None:
    desk = Desk(THREE, replace(SETTINGS, rules=Rules()))
    desk.sync("2026-11-17")
    desk.type(2, "Thank-you sent", put_off)
    desk.type(3, "Outcome", "Rejected")
    desk.sync("2026-11-17")
    expected = desk.plan("2026-11-20")
    for _ in "twice":
        plan = renamed(desk, "2026-11-20")
        assert plan.change == expected.change
        assert (plan.feed.events, plan.feed.rows) == (expected.feed.events, expected.feed.rows)
        desk.publish(plan.feed)


def test_another_sheet_inherits_nothing_though_its_rows_bear_the_ids() -> None:
    desk = Desk(THREE)
    desk.type(2, "Thank-you sent", "2026-11-19")
    desk.sync("2026-11-17")
    desk.type(2, "Company", "Hooli")
    plan = renamed(desk, "2026-11-20")
    assert plan.follow_ups[0].why == "TY-2: same evening; done on Thu 19 Nov"


def renamed(desk: Desk, now: str) -> Plan:
    """Plan for the sheet under another name."""
    return make(replace(desk.sheet.read(), source="renamed.xlsx"), desk.feed, desk.settings, DRAFTS, at(now))


def test_a_sheet_without_headings_is_refused() -> None:
    with pytest.raises(SheetUnusableError, match="no header row"):
        Desk("a | b\n1 | 2").plan("2026-11-18")


def test_a_sheet_without_a_required_column_is_refused_and_nothing_is_touched() -> None:
    desk = Desk("Company | Date of talk\nAcme | 2026-11-18")
    with pytest.raises(SheetUnusableError, match='no column is headed "Interview date"'):
        desk.sync("2026-11-18")
    assert desk.sheet.writes == 0


def test_another_sheet_starts_afresh_and_withdraws_what_the_first_had_published() -> None:
    desk = Desk(THREE)
    desk.sync("2026-11-18")
    uids = set(desk.feed.events)
    desk.sheet = MemorySheet([["Company", "Interview date"], ["Hooli", "2026-11-18"]], source="other.xlsx")
    plan = desk.sync("2026-11-18")
    assert plan.lost() == frozenset()
    status = {uid: event.status for uid, event in desk.feed.events.items()}
    assert {status.pop(uid) for uid in uids} == {Status.CANCELLED}
    assert set(status.values()) == {Status.OPEN}


def test_an_id_that_a_sort_left_beside_a_blank_row_goes_back_to_its_row_though_that_was_edited() -> None:
    desk = Desk(THREE)
    desk.sheet.rows.append([None] * 6)
    desk.sync("2026-11-18")
    acme, globex, initech, _ = desk.column("Follow-up ID")
    first, *others = [row[:6] for row in desk.sheet.rows[1:]]
    for row, typed in zip(desk.sheet.rows[1:], [others[-1], *others[:-1], first], strict=True):
        row[:6] = typed
    desk.type(5, "Interview date", "2026-11-20")
    desk.sync("2026-11-18")
    assert desk.column("Company") == [None, "Globex", "Initech", "Acme"]
    assert desk.column("Follow-up ID") == [None, globex, initech, acme]


# A tick gives no day, so the day on which it was first seen is kept


@pytest.mark.parametrize(("retyped", "second_check_in"), [("yes", "scheduled"), ("done", "done")])
def test_a_tick_closes_what_was_due_when_it_was_first_seen(retyped: str, second_check_in: str) -> None:
    desk = Desk(
        "Company | Interview date | Style     | Checked in\nAcme    | 2026-11-02     | assertive |"
    )  # check-ins on Mon 9 and Mon 16 Nov
    desk.sync("2026-11-09")
    desk.type(2, "Checked in", "yes")
    desk.sync("2026-11-10")
    assert desk.event("Check in with").status is Status.DONE
    assert desk.event("Check in again").status is Status.OPEN
    desk.type(2, "Checked in", retyped)
    desk.sync("2026-11-16")
    expected = Status.OPEN if second_check_in == "scheduled" else Status.DONE
    assert desk.event("Check in again").status is expected


# The shrink guard


def lost_after(desk: Desk, now: str) -> int:
    return len(desk.plan(now).lost())


@pytest.mark.parametrize(
    ("rows_gone", "lost"),
    [([], 0), ([3], 0), ([2, 3], 4), ([1, 2, 3], 6)],
    ids=["none", "a third", "two thirds", "all"],
)
def test_half_of_the_open_events_and_at_least_three_are_too_many_to_lose(
    rows_gone: list[int], lost: int
) -> None:
    desk = Desk(THREE)
    desk.sync("2026-11-18")
    desk.sheet.rows = [row for number, row in enumerate(desk.sheet.rows) if number not in rows_gone]
    assert lost_after(desk, "2026-11-18") == lost


def test_two_of_two_are_too_few_to_stop_for() -> None:
    desk = Desk("Company | Interview date\nAcme | 2026-11-18")
    desk.sync("2026-11-18")
    desk.sheet.rows.pop()
    assert lost_after(desk, "2026-11-18") == 0


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Thank-you sent", "yes"), ("Outcome", "accepted"), ("Outcome", "rejected"), ("Interview date", None)],
)
def test_what_is_done_ended_or_called_off_is_not_lost(heading: str, value: Cell) -> None:
    desk = Desk(THREE)
    desk.sync("2026-11-18")
    for row in (2, 3, 4):
        desk.type(row, heading, value)
    assert lost_after(desk, "2026-11-18") == 0


def test_rows_that_moved_or_cannot_be_read_are_not_lost() -> None:
    desk = Desk(THREE)
    desk.sync("2026-11-18")
    desk.sheet.rows[1:] = reversed(desk.sheet.rows[1:])
    for row in (2, 3, 4):
        desk.type(row, "Interview date", "13/45/2026")
    assert lost_after(desk, "2026-11-18") == 0


# Cells that cannot be written now


def test_rows_whose_new_id_is_not_stored_stay_out_of_the_feed() -> None:
    desk = Desk(THREE)
    desk.sync("2026-11-18")
    desk.type(2, "Thank-you sent", "yes")
    desk.sheet.rows.append(["Hooli", "SRE", "2026-11-19", "Gavin"])
    plan = desk.plan("2026-11-18")
    now = plan.without_new_rows()
    assert now.events.keys() == plan.previous.events.keys()
    assert now.rows.keys() == plan.previous.rows.keys()
    assert len(plan.new_ids) == 1
    desk.publish(now)
    later = desk.sync("2026-11-18")
    assert later.feed.events.items() == plan.feed.events.items()


def test_an_id_that_stands_in_a_sheet_without_a_feed_is_not_new() -> None:
    desk = Desk(THREE)
    desk.sync("2026-11-18")
    desk.published = b""
    plan = desk.plan("2026-11-18")
    assert not plan.change
    assert not plan.new_ids
    assert plan.without_new_rows() == plan.feed


def test_a_lost_feed_is_made_again_with_the_same_uids() -> None:
    desk = Desk(THREE)
    before = desk.sync("2026-11-18").feed
    desk.published = b""
    assert desk.sync("2026-11-18").feed == before


def test_a_plan_depends_on_nothing_but_its_arguments() -> None:
    table = Desk(example_rows(TODAY)).sheet.read()
    moment = datetime.combine(TODAY, time(9), UTC)
    first, second = (make(table, Feed(), SETTINGS, DRAFTS, moment) for _ in range(2))
    assert (first.change, first.feed, first.problems) == (second.change, second.feed, second.problems)
    assert first.now == moment
    assert first.today == date(2026, 11, 18)
    assert {column.field for column in first.change.columns} == set(OWN_HEADINGS)
