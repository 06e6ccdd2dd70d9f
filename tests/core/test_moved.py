"""An interview that moves to a later day opens its follow-ups anew: the marks from before it are stale."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from sync.core.model import Cell, Kind, Seen
from sync.core.values import short
from tests.core.tables import ALL_KINDS, SETTINGS, cases, follow_ups, row
from tests.helpers import Desk

MOVED = "marked before the interview moved from Wed 18 Nov; write the date when it is done"


def desk_of(**cells: Cell) -> Desk:
    """Make a sheet of one interview on Wednesday 18 November with Jane Doe and a reference."""
    usual: dict[str, Cell] = {
        "Company": "Acme", "Interview date": "2026-11-18", "Interviewers": "Jane Doe",
        "References": "Ann Lee", "Thank-you sent": None, "References notified": None, "Checked in": None,
    }  # fmt: skip
    named = usual | {name.replace("_", " "): cell for name, cell in cells.items()}
    return Desk([list(named), list(named.values())])


def statuses(desk: Desk, now: str) -> list[Cell]:
    desk.sync(now)
    names = ("Thank-you status", "References status", "Check-in status")
    return [desk.column(name)[0] for name in names]


@cases("""
    mark       | first seen | day then   | day now    | today      | state     | told
    yes        | 2026-11-18 | 2026-11-18 | 2026-11-18 | 2026-11-19 | done      | done
    yes        | 2026-11-18 | 2026-11-18 | 2026-11-25 | 2026-11-19 | scheduled | stale
    yes        | 2026-11-18 | 2026-11-18 | 2026-11-25 | 2026-11-26 | overdue   | stale
    yes        | 2026-11-18 | 2026-11-18 | 2026-11-17 | 2026-11-19 | done      | done
    2026-11-18 | 2026-11-18 | 2026-11-18 | 2026-11-25 | 2026-11-19 | scheduled | stale
    2026-11-25 | 2026-11-25 | 2026-11-25 | 2026-11-25 | 2026-11-26 | done      | done on Wed 25 Nov
    2026-11-25 | 2026-11-25 | 2026-11-18 | 2026-11-24 | 2026-11-26 | done      | done on Wed 25 Nov
    yes        | 2026-11-25 | 2026-11-18 | 2026-11-24 | 2026-11-26 | overdue   | stale
    skip       | 2026-11-18 | 2026-11-18 | 2026-11-25 | 2026-11-19 | scheduled | stale
    +1w        | 2026-11-18 | 2026-11-18 | 2026-11-25 | 2026-11-19 | scheduled | stale
    Jane       | 2026-11-18 | 2026-11-18 | 2026-11-25 | 2026-11-19 | scheduled | stale
    undo       | 2026-11-18 | 2026-11-18 | 2026-11-25 | 2026-11-19 | scheduled | undone
               | 2026-11-18 | 2026-11-18 | 2026-11-25 | 2026-11-19 | scheduled |
    yes        | 2026-11-18 |            | 2026-11-17 | 2026-11-19 | done      | done
    yes        | 2026-11-18 |            | 2026-11-25 | 2026-11-19 | scheduled | early
""")
def test_a_mark_from_before_the_move_to_a_later_day_does_not_count(
    mark: str, first_seen: str, day_then: str, day_now: str, today: str, state: str, told: str
) -> None:
    sheet = row(interview_date=day_now, interviewers="Jane Doe", thank_you_sent=mark)
    then = date.fromisoformat(day_then) if day_then else None
    seen = {"thank_you_sent": Seen(date.fromisoformat(first_seen), then, "")}
    [thanks] = follow_ups(sheet, today=today, kind=Kind.THANK_YOU, seen=seen)
    stale = {"stale": MOVED, "early": "marked before there was an interview"}
    assert (thanks.state.value, thanks.told) == (state, stale.get(told, told))


@cases("""
    mark       | first seen | day        | thank-you | references | check-in
    yes        | 2026-11-18 | 2026-11-18 | done      | done       | done
    yes        | 2026-11-17 | 2026-11-18 | due       | done       | scheduled
    2026-11-17 | 2026-11-18 | 2026-11-18 | due       | done       | scheduled
    2026-11-18 | 2026-11-18 | 2026-11-18 | done      | done       | scheduled
    Jane       | 2026-11-17 | 2026-11-18 | due       | done       | scheduled
    skip       | 2026-11-17 | 2026-11-18 | skipped   | skipped    | skipped
    yes        | 2026-11-18 | 2026-11-10 | done      | done       | done
    2026-11-10 | 2026-11-18 | 2026-11-10 | done      | done       | overdue
    yes        | 2026-11-18 | 2026-11-25 | scheduled | done       | scheduled
""")
def test_nobody_was_thanked_or_asked_for_news_before_the_interview_but_references_may_have_been_told(
    mark: str, first_seen: str, day: str, thank_you: str, references: str, check_in: str
) -> None:
    given = {"thank_you_sent": mark, "references_notified": mark, "checked_in": mark}
    sheet = row(interview_date=day, interviewers="Jane", references="Jane", **given)
    seen = dict.fromkeys(given, Seen(date.fromisoformat(first_seen), date.fromisoformat(day), ""))
    if mark == "Jane":  # a check-in is for nobody by name
        seen.pop("checked_in")
    items = {item.kind: item for item in follow_ups(sheet, today="2026-11-18", seen=seen)}
    assert [items[kind].state.value for kind in (Kind.THANK_YOU, Kind.REFERENCES, Kind.CHECK_IN)] == [
        thank_you,
        references,
        check_in,
    ]
    if thank_you in {"due", "scheduled"}:
        early = (
            f"marked before the interview on {short(date.fromisoformat(day))}; write the date when it is done"
        )
        assert items[Kind.THANK_YOU].told == early


@cases("""
    they are in      | you are in          | time  | state
    Pacific/Auckland | America/Los_Angeles | 10:00 | done
    Pacific/Auckland | America/Los_Angeles |       | done
    Europe/London    | America/Los_Angeles | 10:00 | done
    Europe/London    | Europe/London       | 10:00 | scheduled
    Europe/London    | Pacific/Auckland    | 10:00 | scheduled
""")
def test_a_tick_on_the_day_of_the_interview_counts_on_either_clock(
    they_are_in: str, you_are_in: str, time: str, state: str
) -> None:
    """The interview is on 25 November over there, and the tick was first seen on the 24th over here."""
    settings = replace(SETTINGS, timezone=ZoneInfo(you_are_in))
    sheet = row(
        interview_date="2026-11-25", interview_time=time or None, time_zone=they_are_in, thank_you_sent="yes"
    )
    seen = {"thank_you_sent": Seen(date(2026, 11, 24), date(2026, 11, 25), "")}
    [thanks] = follow_ups(sheet, today="2026-11-24", kind=Kind.THANK_YOU, seen=seen, settings=settings)
    assert thanks.state.value == state


def test_a_row_that_is_copied_for_the_next_round_is_reminded_of() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes", "References_notified": "yes", "Checked_in": "yes"})
    desk.sync("2026-11-18")
    desk.sheet.rows.append(list(desk.sheet.rows[1]))
    desk.type(3, "Interview date", "2026-11-25")
    desk.sync("2026-11-19")
    assert desk.column("Thank-you status") == ["Done", "Scheduled"]
    assert desk.column("Check-in status") == ["Done", "Scheduled"]


@cases("""
    mark
    yes
    2026-11-18
""")
def test_a_mark_written_as_the_interview_moves_is_from_before_it(mark: str) -> None:
    desk = desk_of()
    desk.sync("2026-11-18")
    desk.type(2, "Thank-you sent", mark)
    desk.type(2, "Interview date", "2026-11-25")
    assert statuses(desk, "2026-11-19")[0] == "Scheduled"


def test_two_rounds_that_are_postponed_together_keep_each_its_own_marks() -> None:
    desk = Desk("""
    Company | Interview date | Interviewers | Thank-you sent
    Acme    | 2026-11-16     | Jane Doe     | yes
    Acme    | 2026-11-23     | Bob Roe      |
    """)
    desk.sync("2026-11-17")
    before = desk.column("Follow-up ID"), set(desk.feed.events)
    desk.type(2, "Interview date", "2026-11-23")
    desk.type(3, "Interview date", "2026-11-30")
    desk.sync("2026-11-18")
    assert desk.column("Thank-you status") == ["Scheduled", "Scheduled"]
    assert (desk.column("Follow-up ID"), set(desk.feed.events)) == before


def test_a_day_to_come_that_is_later_than_the_new_day_puts_it_off_all_the_same() -> None:
    desk = desk_of(Checked_in="2026-12-14")
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "2026-11-20")
    for day in ("2026-11-18", "2026-12-14"):
        checks = [item for item in desk.sync(day).follow_ups if item.kind is Kind.CHECK_IN]
        assert [f"{item.due:%d %b}" for item in checks] == ["14 Dec"]


def test_all_that_was_done_is_to_be_done_again_and_why_says_so() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes", "References_notified": "yes", "Checked_in": "yes"})
    assert statuses(desk, "2026-11-18") == ["Done", "Done", "Done"]
    desk.type(2, "Interview date", "2026-11-25")
    assert statuses(desk, "2026-11-19") == ["Scheduled", "Scheduled", "Scheduled"]
    assert str(desk.column("Why")[0]).count(MOVED) == 3
    assert desk.column("Thank-you sent") == ["yes"]


def test_its_events_keep_their_uid_and_open_again() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    before = {uid: event.status.value for uid, event in desk.feed.events.items()}
    desk.type(2, "Interview date", "2026-11-25")
    desk.sync("2026-11-19")
    assert desk.feed.events.keys() == before.keys()
    assert sorted(before.values()) == ["done", "open", "open"]
    assert {event.status.value for event in desk.feed.events.values()} == {"open"}


def test_the_mark_stays_stale_on_the_days_after() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "2026-11-25")
    assert [statuses(desk, day)[0] for day in ("2026-11-19", "2026-11-25", "2026-11-26", "2026-12-03")] == [
        "Scheduled",
        "Due",
        "Overdue",
        "Missed",
    ]


def test_an_interview_that_moves_back_has_its_marks_again() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "2026-11-25")
    assert statuses(desk, "2026-11-19")[0] == "Scheduled"
    desk.type(2, "Interview date", "2026-11-18")
    assert statuses(desk, "2026-11-20")[0] == "Done"


def test_a_mark_that_is_changed_after_the_move_counts() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "2026-11-25")
    desk.sync("2026-11-19")
    desk.type(2, "Thank-you sent", "2026-11-25")
    assert statuses(desk, "2026-11-26")[0] == "Done"
    desk.type(2, "Interview date", "2026-12-02")
    assert statuses(desk, "2026-11-27")[0] == "Scheduled"
    assert "moved from Wed 25 Nov" in str(desk.column("Why")[0])


def test_a_mark_that_was_taken_away_between_two_runs_counts_when_it_is_set_again() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "2026-11-25")
    desk.type(2, "Thank-you sent", "no")
    assert statuses(desk, "2026-11-19")[0] == "Scheduled"
    desk.type(2, "Thank-you sent", "yes")
    assert statuses(desk, "2026-11-26")[0] == "Done"


def test_a_mark_that_could_not_be_read_meanwhile_is_still_the_old_one() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    desk.type(2, "Thank-you sent", "perhaps")
    desk.type(2, "Interview date", "2026-11-25")
    desk.sync("2026-11-19")
    desk.type(2, "Thank-you sent", "yes")
    assert statuses(desk, "2026-11-20")[0] == "Scheduled"


def test_a_date_that_could_not_be_read_meanwhile_is_no_move() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "some day")
    desk.sync("2026-11-19")
    desk.type(2, "Interview date", "2026-11-18")
    assert statuses(desk, "2026-11-20")[0] == "Done"


def test_a_date_that_is_filled_in_later_is_no_move() -> None:
    desk = desk_of(**{"Interview_date": None, "Follow_up_on": "2026-11-20", "Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "2026-11-17")
    assert statuses(desk, "2026-11-19")[0] == "Done"


@cases("""
    first run  | state
    2026-11-19 | Scheduled
    2026-11-26 | Done
""")
def test_without_the_last_feed_nobody_knows_of_the_move_and_the_mark_counts_once_the_interview_is_over(
    first_run: str, state: str
) -> None:
    desk = desk_of(**{"Thank-you_sent": "yes"})
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "2026-11-25")
    desk.published = b""
    assert statuses(desk, first_run)[0] == state


def test_what_is_reminded_of_before_the_interview_moves_with_it() -> None:
    desk = desk_of()
    desk.settings = ALL_KINDS
    desk.sync("2026-11-17")
    before = desk.event("-ask@")
    desk.type(2, "Interview date", "2026-11-25")
    desk.sync("2026-11-18")
    assert desk.event("-ask@").uid == before.uid
    assert desk.event("-ask@").start != before.start


def test_the_memory_of_the_marks_is_read_back_from_the_feed() -> None:
    desk = desk_of(**{"Thank-you_sent": "yes", "Checked_in": "+3d"})
    desk.sync("2026-11-18")
    assert desk.published.count(b"X-FOLLOWUPS-SEEN:") >= 2
    [row_] = desk.feed.rows.values()
    assert {row_.seen[name][:2] for name in ("thank_you_sent", "checked_in")} == {
        (date(2026, 11, 18), date(2026, 11, 18))
    }
    desk.type(2, "Checked in", None)
    desk.sync("2026-11-19")
    [row_] = desk.feed.rows.values()
    assert "checked_in" not in row_.seen
    assert row_.seen["thank_you_sent"].on == date(2026, 11, 18)


@cases("""
    mark | what to do
    x    | write the date when it is done
    tick | untick it, or write the date when it is done
""")
def test_beside_a_tick_why_says_that_it_has_to_go(mark: str, what_to_do: str) -> None:
    sheet = row(interview_date="2026-11-20", thank_you_sent=True if mark == "tick" else mark)
    [thanks] = follow_ups(sheet, today="2026-11-18", kind=Kind.THANK_YOU)
    assert thanks.told == f"marked before the interview on Fri 20 Nov; {what_to_do}"
