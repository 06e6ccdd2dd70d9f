"""Cells as commands: what the user's word in a mark column does, and how `Why` acknowledges it.

The interview is on Wednesday 2026-11-18, with Jane Doe and Bob Roe; the thank-you is due that evening.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.core.model import Cell, Kind, Seen, State
from sync.core.plan import Plan
from tests.core.tables import ALL_KINDS, cases, follow_ups, local, protocol, read, read_one, row
from tests.helpers import Desk

DAY = "2026-11-18"
PANEL = "Jane Doe <jane@acme.com>; Bob Roe; Jane Roe; Ann Lee, CTO"


def seen_on(day: str, **fields: str) -> dict[str, Seen]:
    return {
        field: Seen(date.fromisoformat(day), date.fromisoformat(DAY), "")
        for field in fields or {"thank_you_sent": ""}
    }


def desk_of(thank_you_sent: Cell, interviewers: str = "Jane Doe; Bob Roe", checked_in: Cell = None) -> Desk:
    headings: list[Cell] = [
        "Company",
        "Interview date",
        "Interviewers",
        "Thank-you sent",
        "Checked in",
        "Style",
    ]
    return Desk([headings, ["Acme", DAY, interviewers, thank_you_sent, checked_in, None]])


# One follow-up


@cases("""
    cell            | first seen | today      | state     | due                  | told
    done            | 2026-11-18 | 2026-11-18 | done      | Wed 2026-11-18 18:00 | done
    yes             | 2026-11-18 | 2026-11-20 | done      | Wed 2026-11-18 18:00 | done
    skip            | 2026-11-18 | 2026-11-20 | skipped   | Wed 2026-11-18 18:00 | skipped
    undo            | 2026-11-20 | 2026-11-20 | overdue   | Wed 2026-11-18 18:00 | undone
    undo            | 2026-11-20 | 2026-11-30 | missed    | Wed 2026-11-18 18:00 | undone
    no              | 2026-11-20 | 2026-11-20 | overdue   | Wed 2026-11-18 18:00 |
                    | 2026-11-20 | 2026-11-20 | overdue   | Wed 2026-11-18 18:00 |
    2026-11-19      | 2026-11-20 | 2026-11-20 | done      | Wed 2026-11-18 18:00 | done on Thu 19 Nov
    19 Nov          | 2026-11-20 | 2028-01-01 | done      | Wed 2026-11-18 18:00 | done on Thu 19 Nov
    sent 2026-11-19 | 2026-11-20 | 2026-11-20 | done      | Wed 2026-11-18 18:00 | done on Thu 19 Nov
    2026-11-20      | 2026-11-20 | 2026-11-20 | done      | Wed 2026-11-18 18:00 | done on Fri 20 Nov
    2026-11-23      | 2026-11-20 | 2026-11-20 | scheduled | Mon 2026-11-23 18:00 | put off to Mon 23 Nov
    2026-11-23      | 2026-11-20 | 2026-11-23 | due       | Mon 2026-11-23 18:00 | put off to Mon 23 Nov
    2026-11-23      | 2026-11-20 | 2026-11-24 | overdue   | Mon 2026-11-23 18:00 | put off to Mon 23 Nov
    2026-11-23      | 2026-11-20 | 2026-12-01 | missed    | Mon 2026-11-23 18:00 | put off to Mon 23 Nov
    2026-11-23      | 2026-11-24 | 2026-11-24 | done      | Wed 2026-11-18 18:00 | done on Mon 23 Nov
    +3d             | 2026-11-18 | 2026-11-18 | scheduled | Sat 2026-11-21 18:00 | put off to Sat 21 Nov
    +3d             | 2026-11-20 | 2026-11-20 | scheduled | Mon 2026-11-23 18:00 | put off to Mon 23 Nov
    3d              | 2026-11-20 | 2026-11-24 | overdue   | Mon 2026-11-23 18:00 | put off to Mon 23 Nov
    +1w             | 2026-11-20 | 2026-11-20 | scheduled | Fri 2026-11-27 18:00 | put off to Fri 27 Nov
    in 2 weeks      | 2026-11-20 | 2026-11-20 | scheduled | Fri 2026-12-04 18:00 | put off to Fri 4 Dec
    +3d             | 2026-11-16 | 2026-11-16 | scheduled | Sat 2026-11-21 18:00 | put off to Sat 21 Nov
""")
def test_a_cell_is_a_command(cell: str, first_seen: str, today: str, state: str, due: str, told: str) -> None:
    sheet = row(interview_date=DAY, interviewers="Jane Doe", thank_you_sent=cell)
    [thanks] = follow_ups(sheet, today=today, kind=Kind.THANK_YOU, seen=seen_on(first_seen))
    assert (thanks.state.value, local(thanks.due), thanks.told) == (state, due, told)
    assert thanks.why.endswith(f"; {told}" if told else thanks.reason)


@cases("""
    field               | cell       | kind       | due
    references_notified | 2026-11-25 | references | Wed 2026-11-25 18:00
    checked_in          | 2026-11-30 | check-in   | Mon 2026-11-30 10:00
    checked_in          | +3d        | check-in   | Sat 2026-11-28 10:00
    checked_in          | +1w        | check-in   | Wed 2026-12-02 10:00
    checked_in          | 2026-11-23 | check-in   | Mon 2026-11-23 10:00
""")
def test_what_is_put_off_keeps_its_time_of_day_and_days_count_from_its_own_day_where_that_is_to_come(
    field: str, cell: str, kind: str, due: str
) -> None:
    sheet = row(interview_date=DAY, references="Ann Lee", **{field: cell})
    [item] = follow_ups(sheet, kind=Kind(kind))
    assert local(item.due) == due


def test_a_check_in_is_put_off_on_the_companys_clock_with_both_clocks_as_they_are_on_that_day() -> None:
    sheet = row(
        interview_date="2026-10-20", decision_expected="2026-10-22", checked_in="2026-10-26",
        time_zone="America/New_York",
    )  # fmt: skip
    [check_in] = follow_ups(sheet, today="2026-10-21", kind=Kind.CHECK_IN)
    assert local(check_in.due) == "Mon 2026-10-26 14:00"
    assert check_in.why == (
        "CI-1: they decide by Thu 22 Oct; next working day; 10:00 New York = 14:00 here; "
        "put off to Mon 26 Oct"
    )


@cases("""
    checked in | first                | again                | told
    2026-11-27 | Fri 2026-11-27 10:00 | Wed 2026-12-02 10:00 | put off to Fri 27 Nov
    2026-12-04 | Fri 2026-12-04 10:00 | Fri 2026-12-11 10:00 | put off to Fri 4 Dec
""")
def test_putting_off_the_first_check_in_moves_the_second_one_only_where_it_would_come_first(
    checked_in: str, first: str, again: str, told: str
) -> None:
    sheet = row(interview_date=DAY, style="assertive", checked_in=checked_in)
    items = follow_ups(sheet, kind=Kind.CHECK_IN)
    assert [local(item.due) for item in items] == [first, again]
    assert items[0].told == told


def test_an_answer_ends_what_was_put_off() -> None:
    sheet = row(interview_date=DAY, thank_you_sent="+3d", outcome="Rejected")
    [thanks] = follow_ups(sheet, kind=Kind.THANK_YOU)
    assert (thanks.state, thanks.why) == (State.NOT_NEEDED, "CI-7: it ended: rejected")


# One of several people


@cases("""
    cell                  | done
    Jane Doe              | Jane Doe
    jane  doe             | Jane Doe
    Doe                   | Jane Doe
    Frau Doe              | Jane Doe
    Mr. Lee               | Ann Lee, CTO
    Bob                   | Bob Roe
    bob ✓                 | Bob Roe
    Jane Doe ✓            | Jane Doe
    ✓ Bob                 | Bob Roe
    Bob: done             | Bob Roe
    sent to Bob           | Bob Roe
    told Bob              | Bob Roe
    Bob ok                | Bob Roe
    Bob erledigt          | Bob Roe
    Bob fait, Ann ✔       | Bob Roe, Ann Lee, CTO
    Gesendet an Bob       | Bob Roe
    Envoyé à Bob          | Bob Roe
    Jane Doe; Bob         | Jane Doe, Bob Roe
    Bob, Ann              | Bob Roe, Ann Lee, CTO
    Bob and Jane Roe      | Bob Roe, Jane Roe
    Ann Lee, CTO          | Ann Lee, CTO
    Ann Lee               | Ann Lee, CTO
    done                  | Jane Doe, Bob Roe, Jane Roe, Ann Lee, CTO
""")
def test_a_name_closes_it_for_that_person_alone(cell: str, done: str) -> None:
    sheet = row(interview_date=DAY, interviewers=PANEL, thank_you_sent=cell)
    _, problems = read(sheet)
    closed = [item for item in follow_ups(sheet, kind=Kind.THANK_YOU) if item.state is State.DONE]
    assert problems == ()
    assert ", ".join(item.who for item in closed) == done


@pytest.mark.parametrize(
    "cell", ["Jane", "Roe", "Peter", "Bob; Peter", "not Bob", "Bob no", "perhaps Bob", ";", "Bob;;Jane"]
)
def test_a_name_that_nobody_has_or_two_have_is_a_problem_and_closes_nothing(cell: str) -> None:
    sheet = row(interview_date=DAY, interviewers=PANEL, thank_you_sent=cell)
    _, [problem] = read(sheet)
    assert (problem.column, problem.value) == ("Thank-you sent", cell)
    assert "is not understood here" in problem.message
    assert {item.state for item in follow_ups(sheet, kind=Kind.THANK_YOU)} == {State.DUE}


def test_a_whole_name_goes_before_a_part_of_another_one() -> None:
    sheet = row(interview_date=DAY, interviewers="Jane; Jane Doe", thank_you_sent="Jane")
    assert [item.state for item in follow_ups(sheet, kind=Kind.THANK_YOU)] == [State.DONE, State.DUE]


@cases("""
    cell      | done
    Kelly Sim | Kelly Sim
    Lee Sim   | Lee Sim
    Kelly sim | Kelly Sim
    Kelly     |
    Ann sim   | Ann Ok
    Ann Ok ok | Ann Ok
""")
def test_a_name_that_is_a_word_for_done_elsewhere_is_a_name(cell: str, done: str) -> None:
    people = "Kelly Sim; Kelly Roe; Lee Sim; Ann Ok"
    thanks = follow_ups(
        row(interview_date=DAY, interviewers=people, thank_you_sent=cell), kind=Kind.THANK_YOU
    )
    assert ", ".join(item.who for item in thanks if item.state is State.DONE) == done


def test_a_name_is_looked_for_among_those_whom_the_column_is_about() -> None:
    cells = {"interviewers": "Jane Doe", "references": "Ann Lee; Tom Park"}
    told = row(interview_date=DAY, references_notified="Tom", **cells)
    assert [item.state for item in follow_ups(told, kind=Kind.REFERENCES)] == [State.DUE, State.DONE]
    for field, name in (("references_notified", "Jane"), ("thank_you_sent", "Tom"), ("checked_in", "Jane")):
        _, problems = read(row(interview_date=DAY, **cells, **{field: name}))
        assert len(problems) == 1


def test_why_says_for_whom_where_they_differ() -> None:
    desk = desk_of("Bob")
    desk.sync(DAY)
    [why] = desk.column("Why")
    assert str(why).startswith("TY-2: same evening (Jane Doe) | TY-2: same evening; done (Bob Roe) | CI-2")
    assert desk.column("Thank-you status") == ["Due"]
    assert desk.column("Next step") == ["Thank Jane Doe (Acme)"]


# From day to day


@pytest.mark.parametrize(
    "cell",
    [
        "done",
        "skip",
        "undo",
        True,
        date(2026, 11, 18),
        date(2026, 11, 30),
        "+3d",
        "in 2 weeks",
        "Bob",
        "perhaps",
    ],
)
def test_a_mark_is_never_overwritten_and_a_second_run_changes_nothing(cell: Cell) -> None:
    desk = desk_of(cell)
    for day in ("2026-11-18", "2026-11-19", "2026-11-23", "2026-12-01"):
        desk.sync(day)
        published = desk.published
        again = desk.sync(f"{day}T20:00")
        assert not again.change
        assert desk.published == published
        assert desk.column("Thank-you sent") == [cell]


def test_what_is_put_off_comes_up_on_its_day_though_it_reads_as_a_day_in_the_past_after_that() -> None:
    desk = desk_of(date(2026, 11, 23), interviewers="Jane Doe")
    states = [
        (desk.sync(f"2026-11-{day}"), desk.column("Thank-you status")[0])[1] for day in (18, 22, 23, 24)
    ]
    assert states == ["Scheduled", "Scheduled", "Due", "Overdue"]
    assert [event.uid[9:18] for event in desk.feed.events.values()].count("thank-you") == 1


def test_days_count_from_when_the_command_was_first_seen_and_a_new_one_counts_anew() -> None:
    desk = desk_of("+3d", interviewers="Jane Doe")
    desk.sync("2026-11-20")
    assert due_of(desk.sync("2026-11-21")) == "Mon 2026-11-23 18:00"
    desk.type(2, "Thank-you sent", "+4d")
    assert due_of(desk.sync("2026-11-23")) == "Fri 2026-11-27 18:00"


def due_of(plan: Plan) -> str:
    [thanks] = [item for item in plan.follow_ups if item.kind is Kind.THANK_YOU]
    return local(thanks.due)


def test_undo_opens_again_what_was_done_with_the_same_event() -> None:
    desk = desk_of("done", interviewers="Jane Doe")
    desk.sync("2026-11-18")
    before = desk.event("Jane Doe")
    desk.type(2, "Thank-you sent", "undo")
    desk.sync("2026-11-19")
    after = desk.event("Jane Doe")
    assert (before.uid, before.status.value, after.status.value) == (after.uid, "done", "open")
    assert after.sequence == before.sequence + 1
    assert "TY-2: same evening; undone" in str(desk.column("Why")[0])


def test_a_mark_that_was_there_at_the_first_run_counts_from_that_day() -> None:
    desk = desk_of("2026-11-18", interviewers="Jane Doe")
    desk.sync("2026-11-18")
    assert desk.column("Thank-you status") == ["Done"]


# Cells that cannot be read


@cases("""
    mark       | first seen | settled
    yes        | 2026-11-18 | done
    yes        | 2026-11-17 |
    skip       | 2026-11-17 | skipped
    2026-11-17 | 2026-11-18 | done
    2026-11-17 | 2026-11-15 |
    2026-11-30 | 2026-11-18 |
    +3d        | 2026-11-18 |
    undo       | 2026-11-18 |
    Jane       | 2026-11-18 |
""")
def test_where_the_date_cannot_be_read_the_mark_settles_what_it_can(
    mark: str, first_seen: str, settled: str
) -> None:
    interview = read_one(row(interview_date="some day", interviewers="Jane Doe", thank_you_sent=mark))
    blocked = protocol().blocked(interview, seen_on(first_seen))
    assert (blocked[Kind.THANK_YOU] or "") == settled


COMMANDS = st.sampled_from(
    ["done", "+", "3", "d", "w", " ", "in ", "undo", "skip", "2026-", "11-", "30", "Jane", ";", ",", "✓"]
)
TEXTS = st.text(st.characters(), max_size=30) | st.lists(COMMANDS, max_size=8).map("".join)
MARKS = TEXTS | st.dates() | st.datetimes() | st.booleans() | st.integers() | st.floats() | st.none()


@given(
    MARKS, MARKS, st.dates(date(2026, 11, 1), date(2027, 2, 1)), st.dates(date(2026, 11, 1), date(2027, 2, 1))
)
def test_no_mark_whatever_stops_a_run_or_costs_anything_but_itself(
    sent: Cell, replied: Cell, first_seen: date, today: date
) -> None:
    sheet = row(
        interview_date=DAY, interviewers="Jane Doe; Bob Roe", outcome="Rejected", thank_you_sent=sent,
        replied=replied, references_notified=sent, references="Jane Lee", checked_in=replied,
    )  # fmt: skip
    fields = ("thank_you_sent", "replied", "references_notified", "checked_in")
    seen = {field: Seen(first_seen, None, "") for field in fields}
    items = follow_ups(sheet, today=today, settings=ALL_KINDS, seen=seen)
    kinds = ["thank-you", "thank-you", "references", "check-in", "reply"]
    assert [item.kind.value for item in items if item.kind is not Kind.ASK] == kinds
    assert all(item.due.tzinfo and item.why for item in items)
