"""The rules around an interview as a specification: what to ask, how to answer, and when to move on.

Where a table names no zone, the user and the company are both in London. 2026-11-18 is a Wednesday.
"""

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from sync.core.model import FollowUp, Formula, Kind, Seen, State
from sync.core.settings import Answer, Ask, Rules
from sync.core.values import short
from tests.core.tables import ALL_KINDS, SETTINGS, cases, follow_ups, local, protocol, read_one, row
from tests.helpers import Desk

ENGLAND = replace(ALL_KINDS, country="GB", subdivision="ENG")
HINT = "AS-1: Ask when they will decide (their office can tell)"
HEADINGS = "Company | Role | Interview date | Status | Replied | Checked in"


def ended_on(day: str) -> dict[str, Seen]:
    """Say that how it ended was first seen on that day."""
    return {"ended": Seen(date.fromisoformat(day), None, "")}


def answered(items: list[FollowUp]) -> list[tuple[str, str, str]]:
    return [(item.kind.value, item.state.value, local(item.due)) for item in items]


def states_of(desk: Desk, now: str, kind: Kind) -> list[str]:
    return [item.state.value for item in desk.sync(now).follow_ups if item.kind is kind]


# AS-1


@cases("""
    start            | zone                | due                  | why
    2026-11-18 14:00 | Europe/London       | Wed 2026-11-18 13:30 | half an hour before the interview
    2026-11-18 00:10 | Europe/London       | Tue 2026-11-17 23:40 | half an hour before the interview
    2026-11-18       | Europe/London       | Wed 2026-11-18 09:00 | on the interview's day; no time is known
    2026-11-18       | America/New_York    | Wed 2026-11-18 14:00 | on the interview's day; no time is known
    2026-11-18 10:00 | Europe/Lisbon       | Wed 2026-11-18 09:30 | half an hour before the interview
    2026-03-29 02:30 | Europe/London       | Sun 2026-03-29 02:00 | half an hour before the interview
    2026-03-29 03:00 | Europe/London       | Sun 2026-03-29 02:30 | half an hour before the interview
    2026-03-29 02:10 | Europe/London       | Sun 2026-03-29 00:40 | half an hour before the interview
    2026-10-25 02:10 | Europe/London       | Sun 2026-10-25 01:40 | half an hour before the interview
""")
def test_as_1_a_reminder_of_what_to_ask_half_an_hour_before(
    start: str, zone: str, due: str, why: str
) -> None:
    sheet = row(interview_date=start, time_zone=zone)
    [ask] = follow_ups(sheet, today="2026-01-01", settings=ALL_KINDS, kind=Kind.ASK)
    assert (local(ask.due), ask.why) == (due, f"AS-1: {why}")
    assert ask.title == "Ask what comes next (Acme)"


@cases("""
    start            | zone        | user                | clocks
    2026-11-18 10:00 | New York    | Europe/London       | 10:00 New York = 15:00 here
    2026-03-16 10:00 | New York    | Europe/London       | 10:00 New York = 14:00 here
    2026-11-18 20:00 | Los Angeles | Europe/London       | 20:00 Los Angeles on Wed = 04:00 here on Thu
    2026-11-18 09:00 | Auckland    | America/Los_Angeles | 09:00 Auckland on Wed = 12:00 here on Tue
    2026-11-18 10:00 | UTC+5:45    | Europe/London       | 10:00 UTC+05:45 = 04:15 here
""")
def test_as_1_two_clocks_are_shown_where_they_differ(start: str, zone: str, user: str, clocks: str) -> None:
    settings = replace(ALL_KINDS, timezone=ZoneInfo(user))
    sheet = row(interview_date=start, time_zone=zone)
    [ask] = follow_ups(sheet, today="2026-01-01", settings=settings, kind=Kind.ASK)
    assert ask.why == f"AS-1: half an hour before the interview; {clocks}"


@cases("""
    today      | outcome   | state
    2026-11-17 |           | scheduled
    2026-11-18 |           | due
    2026-11-19 |           |
    2026-11-17 | Cancelled | not-needed
    2026-11-17 | Rejected  | not-needed
""")
def test_as_1_is_over_when_the_interviews_day_is(today: str, outcome: str, state: str) -> None:
    sheet = row(interview_date="2026-11-18 14:00", outcome=outcome)
    items = follow_ups(sheet, today=today, settings=ALL_KINDS, kind=Kind.ASK)
    assert [item.state.value for item in items] == ([state] if state else [])


@cases("""
    today      | decision   | checked in | hint
    2026-11-17 |            |            |
    2026-11-18 |            |            |
    2026-11-19 |            |            | yes
    2026-11-30 |            |            | yes
    2026-11-19 | 2026-11-27 |            |
    2026-11-19 | 2026-11-17 |            | yes
    2026-11-30 |            | yes        |
""")
def test_as_1_an_interview_that_is_over_without_a_decision_date_hints_to_ask_for_it(
    today: str, decision: str, checked_in: str, hint: str
) -> None:
    sheet = row(interview_date="2026-11-18 14:00", decision_expected=decision, checked_in=checked_in)
    [check_in] = follow_ups(sheet, today=today, settings=ALL_KINDS, kind=Kind.CHECK_IN)
    assert (HINT in check_in.why) is bool(hint)
    assert check_in.rule == ("CI-1" if decision == "2026-11-27" else "CI-2")


def test_as_1_before_its_day_it_is_the_next_step_and_on_its_day_what_comes_after_is() -> None:
    desk = Desk("Company | Interview date   | Interviewers\nAcme | 2026-11-18 14:00 | Jane Doe", ALL_KINDS)
    steps = [(desk.sync(now), desk.column("Next step")[0])[1] for now in ("2026-11-17", "2026-11-18")]
    assert steps == ["Ask what comes next (Acme)", "Thank Jane Doe (Acme)"]


@cases("""
    start            | due
    2026-11-18 14:00 | Wed 2026-11-18 12:30
    2026-11-18       | Wed 2026-11-18 07:45
""")
def test_as_1_has_its_settings(start: str, due: str) -> None:
    settings = replace(SETTINGS, rules=Rules(ask=Ask(before=90, without_time=time(7, 45))))
    [ask] = follow_ups(row(interview_date=start), settings=settings, kind=Kind.ASK)
    assert local(ask.due) == due


# CL-2: a reply to a rejection, and OF-1: a call about an offer


@cases("""
    outcome   | seen on    | zone             | country | reply                | call
    Rejected  | 2026-11-18 | Europe/London    |         | Thu 2026-11-19 10:00 |
    Offer     | 2026-11-18 | Europe/London    |         |                      | Thu 2026-11-19 10:00
    Rejected  | 2026-11-20 | Europe/London    |         | Mon 2026-11-23 10:00 |
    Offer     | 2026-11-21 | Europe/London    |         |                      | Mon 2026-11-23 10:00
    Rejected  | 2026-12-24 | Europe/London    | GB      | Tue 2026-12-29 10:00 |
    Offer     | 2026-12-31 | Europe/London    | GB      |                      | Mon 2027-01-04 10:00
    Rejected  | 2026-11-18 | America/New_York |         | Thu 2026-11-19 15:00 |
    Offer     | 2026-03-13 | America/New_York |         |                      | Mon 2026-03-16 14:00
    Rejected  | 2026-11-18 | Pacific/Auckland |         | Wed 2026-11-18 21:00 |
    Accepted  | 2026-11-18 | Europe/London    |         |                      |
    Withdrawn | 2026-11-18 | Europe/London    |         |                      |
    Cancelled | 2026-11-18 | Europe/London    |         |                      |
    Ghosted   | 2026-11-18 | Europe/London    |         |                      |
    Rejected? | 2026-11-18 | Europe/London    |         |                      |
              | 2026-11-18 | Europe/London    |         |                      |
""")
def test_cl_2_a_rejection_and_of_1_an_offer_are_answered_the_next_working_day_at_ten_on_the_companys_clock(
    outcome: str, seen_on: str, zone: str, country: str, reply: str, call: str
) -> None:
    sheet = row(interview_date="2026-03-02", outcome=outcome, time_zone=zone)
    settings = ENGLAND if country else ALL_KINDS
    items = follow_ups(sheet, today=seen_on, settings=settings, seen=ended_on(seen_on))
    found = {item.kind: local(item.due) for item in items}
    assert (found.get(Kind.REPLY, ""), found.get(Kind.OFFER_CALL, "")) == (reply, call)


@cases("""
    outcome  | zone             | title                     | why
    Rejected | Europe/London    | Reply to Acme's rejection | CL-2: they said no; next working day
    Offer    | Europe/London    | Call Acme about the offer | OF-1: they made an offer; next working day
    Offer    | America/New_York | Call Acme about the offer | OF-1: they made an offer; next working day; BOTH
""")
def test_cl_2_and_of_1_say_what_for_and_why_with_both_clocks(
    outcome: str, zone: str, title: str, why: str
) -> None:
    sheet = row(interview_date="2026-11-10", outcome=outcome, time_zone=zone)
    answers = {Kind.REPLY, Kind.OFFER_CALL}
    [answer] = [item for item in follow_ups(sheet, settings=ALL_KINDS) if item.kind in answers]
    assert (answer.title, answer.why) == (title, why.replace("BOTH", "10:00 New York = 15:00 here"))


def test_cl_2_who_was_never_met_is_not_replied_to() -> None:
    assert follow_ups(row(outcome="Rejected"), settings=ALL_KINDS, kind=Kind.REPLY) == []


@cases("""
    outcome  | kind       | today      | state
    Rejected | reply      | 2026-11-18 | scheduled
    Rejected | reply      | 2026-11-19 | due
    Rejected | reply      | 2026-11-20 | overdue
    Rejected | reply      | 2026-11-26 | overdue
    Rejected | reply      | 2026-11-27 | missed
    Offer    | offer-call | 2026-11-26 | overdue
    Offer    | offer-call | 2026-11-27 | missed
""")
def test_cl_2_and_of_1_are_missed_after_five_working_days(
    outcome: str, kind: str, today: str, state: str
) -> None:
    sheet = row(interview_date="2026-11-10", outcome=outcome)
    [item] = follow_ups(sheet, today=today, settings=ALL_KINDS, kind=Kind(kind), seen=ended_on("2026-11-18"))
    assert item.state.value == state
    if state == "missed":
        assert item.why == f"{item.rule}: not done within 5 working days of Thu 19 Nov"


@cases("""
    replied    | seen on    | state     | acknowledged
    yes        | 2026-11-18 | done      | done
    yes        | 2026-11-20 | done      | done
    yes        | 2026-11-17 | scheduled |
    2026-11-17 | 2026-11-18 | done      | done on Tue 17 Nov
    2026-11-17 | 2026-11-17 | scheduled |
    skip       | 2026-11-18 | skipped   | skipped
    skip       | 2026-11-01 | skipped   | skipped
    no         | 2026-11-18 | scheduled |
    undo       | 2026-11-18 | scheduled | undone
    perhaps    | 2026-11-18 | scheduled |
    2026-11-24 | 2026-11-18 | scheduled | put off to Tue 24 Nov
    +3d        | 2026-11-18 | scheduled | put off to Sun 22 Nov
    +3d        | 2026-11-02 | scheduled |
    Jane       | 2026-11-18 | scheduled |
""")
def test_cl_2_replied_closes_what_was_there_to_reply_to_when_it_was_seen(
    replied: str, seen_on: str, state: str, acknowledged: str
) -> None:
    sheet = row(interview_date="2026-11-10", outcome="Rejected", replied=replied, interviewers="Jane Doe")
    seen = {**ended_on("2026-11-18"), "replied": Seen(date.fromisoformat(seen_on), None, "")}
    [reply] = follow_ups(sheet, settings=ALL_KINDS, kind=Kind.REPLY, seen=seen)
    assert reply.state.value == state
    assert reply.told == acknowledged


def test_cl_2_a_sheet_with_months_of_rejections_and_offers_opens_nothing() -> None:
    desk = Desk(
        f"""
        {HEADINGS}
        Acme    | Cook  | 2026-03-02 | Rejected |     |
        Globex  | Baker | 2026-09-01 | Rejected | yes |
        Initech | Chef  | 2026-11-02 | Offer    |     |
        Hooli   | Maid  |            | Rejected |     |
        Umbra   | Cook  |            | Offer    |     |
        """,
        ALL_KINDS,
    )
    for now in ("2026-11-18", "2026-11-19", "2026-11-20"):
        assert not [item for item in desk.sync(now).follow_ups if item.state.open]
    assert not desk.feed.events or {event.status.value for event in desk.feed.events.values()} == {"done"}


def test_cl_2_a_rejection_that_came_shortly_before_the_first_run_is_still_replied_to() -> None:
    desk = Desk(f"{HEADINGS}\nAcme | Cook | 2026-11-16 | Rejected | |", ALL_KINDS)
    assert states_of(desk, "2026-11-18", Kind.REPLY) == ["overdue"]


def test_cl_2_a_rejection_that_appears_while_we_watch_opens_one_reply_the_next_working_day() -> None:
    desk = Desk(f"{HEADINGS}\nAcme | Cook | 2026-11-02 | | | yes", ALL_KINDS)
    assert states_of(desk, "2026-11-18", Kind.REPLY) == []
    desk.type(2, "Status", "Rejected")
    [reply] = [item for item in desk.sync("2026-11-20").follow_ups if item.kind is Kind.REPLY]
    assert (reply.state, local(reply.due)) == (State.SCHEDULED, "Mon 2026-11-23 10:00")
    assert desk.column("Next step") == ["Reply to Acme's rejection"]
    assert states_of(desk, "2026-11-24", Kind.REPLY) == ["overdue"]
    desk.type(2, "Replied", "2026-11-23")
    assert states_of(desk, "2026-11-24", Kind.REPLY) == ["done"]
    assert desk.column("Next step") == [None]
    assert desk.event("rejection").title == "\N{CHECK MARK} Reply to Acme's rejection"


def test_of_1_an_offer_that_is_accepted_withdraws_the_call() -> None:
    desk = Desk(f"{HEADINGS}\nAcme | Cook | 2026-11-16 | | |", ALL_KINDS)
    desk.sync("2026-11-17")
    desk.type(2, "Status", "Offer")
    assert states_of(desk, "2026-11-18", Kind.OFFER_CALL) == ["scheduled"]
    desk.type(2, "Status", "Accepted")
    assert states_of(desk, "2026-11-19", Kind.OFFER_CALL) == []
    assert desk.event("about the offer").status.value == "cancelled"


def test_of_1_an_offer_that_is_taken_back_opens_a_reply_though_the_call_was_made() -> None:
    desk = Desk(f"{HEADINGS}\nAcme | Cook | 2026-11-16 | Offer | |", ALL_KINDS)
    desk.sync("2026-11-17")
    desk.type(2, "Replied", "yes")
    assert states_of(desk, "2026-11-18", Kind.OFFER_CALL) == ["done"]
    desk.type(2, "Status", "Rejected")
    assert states_of(desk, "2026-11-20", Kind.REPLY) == ["scheduled"]


def test_cl_2_a_status_that_cannot_be_read_for_a_while_keeps_the_day_and_the_reply() -> None:
    desk = Desk(f"{HEADINGS}\nAcme | Cook | 2026-11-02 | Rejected | |", ALL_KINDS)
    desk.sync("2026-11-03")
    desk.type(2, "Status", Formula("=A1"))
    desk.sync("2026-11-04")
    assert desk.event("rejection").status.value == "open"
    desk.type(2, "Status", "Rejected")
    [reply] = [item for item in desk.sync("2026-11-05").follow_ups if item.kind is Kind.REPLY]
    assert local(reply.due) == "Tue 2026-11-03 10:00"


@pytest.mark.parametrize("status", [Formula("=A1"), "#REF!"])
@pytest.mark.parametrize("ended", ["Rejected", "Offer", "Withdrawn", "No response"])
def test_ci_7_what_an_answer_ended_stays_ended_while_it_cannot_be_read(ended: str, status: str) -> None:
    desk = Desk(
        f"""
        Company | Role | Interview date | Interviewers | References | Status
        Acme    | Cook | 2026-11-16     | Jane Doe     | Ann Lee    |
        Acme    | Cook | 2026-11-17     | Bob Roe      |            | {ended}
        """,
        ALL_KINDS,
    )
    desk.sync("2026-11-17")
    before = desk.published
    for cell in (status, status, ended):
        desk.type(3, "Status", cell)
        desk.sync("2026-11-17")
        assert desk.published == before


@cases("""
    first    | replied | then     | replied then | the day after | after 90 days
    Offer    | yes     | Accepted | yes          | done          | gone
    Rejected | yes     | Closed   | yes          | done          | gone
    Rejected | yes     |          | yes          | done          | gone
    Rejected | yes     |          |              | cancelled     | gone
    Offer    |         | Accepted |              | cancelled     | gone
    Offer    |         | Accepted | yes          | cancelled     | gone
""")
def test_what_was_replied_stays_done_whatever_comes_of_it(
    first: str, replied: str, then: str, replied_then: str, the_day_after: str, after_90_days: str
) -> None:
    desk = Desk(
        """
        Company | Interview date | Outcome | Replied
        Acme    | 2026-11-16     |         |
        """,
        ALL_KINDS,
    )
    for now, cells in (
        ("2026-11-17", (None, None)),
        ("2026-11-17", (first, None)),
        ("2026-11-18", (first, replied)),
        ("2026-11-19", (then, replied_then)),
    ):
        desk.type(2, "Outcome", cells[0] or None)
        desk.type(2, "Replied", cells[1] or None)
        desk.sync(now)

    def state() -> str:
        kinds = ("reply", "offer-call")
        return next(
            (each.status for uid, each in desk.feed.events.items() if uid[9:].startswith(kinds)), "gone"
        )

    assert state() == the_day_after
    desk.sync("2027-02-17")
    assert state() == after_90_days


@pytest.mark.parametrize("heading", ["Round", "Decision expected", "Outcome"])
@pytest.mark.parametrize("ended", ["Rejected", "Offer", "Withdrawn"])
def test_ci_7_so_it_is_wherever_the_answer_was_written(ended: str, heading: str) -> None:
    desk = Desk(
        """
        Company | Role | Interview date | Interviewers | Round | Decision expected | Outcome
        Acme    | Cook | 2026-11-16     | Jane Doe     |       |                   |
        """,
        ALL_KINDS,
    )
    for now in ("2026-11-16", "2026-11-17"):
        desk.sync(now)
        desk.type(2, heading, ended)
    desk.sync("2026-11-17")
    before = [(event.title, event.status) for event in desk.feed.events.values()]
    for cell in ("#N/A", "#N/A", ended):
        desk.type(2, heading, cell)
        desk.sync("2026-11-18")
        assert [(event.title, event.status) for event in desk.feed.events.values()] == before


def test_ci_7_a_decision_that_cannot_be_read_keeps_no_answer_that_stood_elsewhere() -> None:
    desk = Desk(
        """
        Company | Interview date | Follow up on | Decision expected | Outcome
        Acme    | 2026-11-16     | 2026-11-19   | some day          |
        """,
        ALL_KINDS,
    )
    desk.sync("2026-11-17")
    for outcome, status in (("Rejected", "cancelled"), (None, "open")):
        desk.type(2, "Outcome", outcome)
        desk.sync("2026-11-17")
        assert desk.event("check-in").status.value == status


def test_ci_7_a_word_that_is_no_answer_any_more_opens_again_what_it_had_ended() -> None:
    desk = Desk("Company | Interview date | Status\nAcme | 2026-11-16 | Rejected", ALL_KINDS)
    desk.sync("2026-11-17")
    desk.type(2, "Status", "on the phone with them")
    desk.sync("2026-11-17")
    assert desk.event("check-in").status.value == "open"


# FB-1 and FB-2


@cases("""
    asked      | today      | clock    | due                  | state     | clocks
    2026-11-18 | 2026-11-18 | London   | Thu 2026-11-19 10:00 | scheduled |
    2026-11-20 | 2026-11-21 | London   | Sat 2026-11-21 10:00 | due       |
    2026-11-18 | 2026-11-20 | New York | Thu 2026-11-19 15:00 | overdue   | 10:00 New York = 15:00 here
    2026-03-06 | 2026-03-06 | New York | Sat 2026-03-07 15:00 | scheduled | 10:00 New York = 15:00 here
    2026-03-07 | 2026-03-07 | New York | Sun 2026-03-08 14:00 | scheduled | 10:00 New York = 14:00 here
    2026-11-18 | 2026-11-26 | London   | Thu 2026-11-19 10:00 | overdue   |
    2026-11-18 | 2026-11-27 | London   | Thu 2026-11-19 10:00 | missed    |
""")
def test_fb_2_feedback_that_they_asked_for_is_given_within_a_day(
    asked: str, today: str, clock: str, due: str, state: str, clocks: str
) -> None:
    sheet = row(interview_date="2026-03-02", feedback_wanted=asked, time_zone=clock)
    [item] = follow_ups(sheet, today=today, settings=ALL_KINDS, kind=Kind.FEEDBACK)
    why = f"they asked for feedback on {short(date.fromisoformat(asked))}; within a day"
    why += f"; {clocks}" if clocks else ""
    missed = "not done within 5 working days of Thu 19 Nov"
    assert (local(item.due), item.state.value) == (due, state)
    assert item.why == f"FB-2: {missed if state == 'missed' else why}"
    assert item.title == "Give Acme the feedback they asked for"


@cases("""
    replied    | seen on    | state
    yes        | 2026-11-18 | done
    yes        | 2026-11-17 | scheduled
    2026-11-18 | 2026-11-18 | done
    2026-11-17 | 2026-11-18 | scheduled
    skip       | 2026-11-17 | skipped
    2026-11-23 | 2026-11-18 | scheduled
""")
def test_fb_2_replied_since_they_asked_closes_it(replied: str, seen_on: str, state: str) -> None:
    sheet = row(interview_date="2026-11-16", feedback_wanted="2026-11-18", replied=replied)
    seen = {"replied": Seen(date.fromisoformat(seen_on), None, "")}
    [item] = follow_ups(sheet, settings=ALL_KINDS, kind=Kind.FEEDBACK, seen=seen)
    assert item.state.value == state


@pytest.mark.parametrize("outcome", ["Rejected", "Offer", None])
def test_fb_2_is_still_owed_whichever_way_it_went(outcome: str | None) -> None:
    sheet = row(interview_date="2026-11-16", feedback_wanted="2026-11-18", outcome=outcome)
    [item] = follow_ups(sheet, settings=ALL_KINDS, kind=Kind.FEEDBACK)
    assert item.state is State.SCHEDULED


def test_fb_1_asking_for_feedback_is_part_of_the_answer_and_no_task_of_its_own() -> None:
    for outcome, kind in (("Rejected", Kind.REPLY), ("Offer", Kind.OFFER_CALL)):
        items = follow_ups(row(interview_date="2026-11-16", outcome=outcome), settings=ALL_KINDS)
        assert [item.kind for item in items if item.state.open] == [kind]


# CL-1


@cases("""
    checked in | today      | step               | why
    2026-11-25 | 2026-11-26 | wait               | until Wed 9 Dec,
    2026-11-25 | 2026-12-09 | wait               | until Wed 9 Dec,
    2026-11-25 | 2026-12-10 | No answer: move on | within 10 working days of Wed 25 Nov
    2026-11-30 | 2026-12-10 | wait               | until Mon 14 Dec,
    yes        | 2026-12-09 | wait               | until Wed 9 Dec,
    yes        | 2026-12-10 | No answer: move on | within 10 working days of Wed 25 Nov
               | 2026-12-10 | No answer: move on | within 10 working days of Wed 25 Nov
               | 2026-12-09 | Check in with Acme |
    skip       | 2026-12-10 |                    |
""")
def test_cl_1_ten_working_days_after_the_last_check_in_it_is_time_to_move_on(
    checked_in: str, today: str, step: str, why: str
) -> None:
    desk = Desk(f"{HEADINGS}\nAcme | Cook | 2026-11-18 | | | {checked_in}", ALL_KINDS)
    desk.sync(today)
    [next_step], [reasons] = desk.column("Next step"), desk.column("Why")
    assert (next_step or "") == {"wait": "Wait for an answer, and keep applying elsewhere"}.get(step, step)
    assert str(reasons).rpartition(" | ")[2].startswith("CL-1") is bool(why)
    assert why in str(reasons)


@pytest.mark.parametrize("status", ["Rejected", "Offer", "Withdrawn", "No response"])
def test_cl_1_an_answer_of_any_kind_is_nothing_to_wait_for(status: str) -> None:
    desk = Desk(f"{HEADINGS}\nAcme | Cook | 2026-06-01 | {status} | | 2026-06-08", ALL_KINDS)
    desk.sync("2026-11-18")
    assert desk.column("Next step") == [None]


def test_cl_1_a_later_round_is_the_answer_to_an_earlier_ones_check_in() -> None:
    desk = Desk(f"{HEADINGS}\nAcme | Cook | 2026-10-01 | | | 2026-10-08", ALL_KINDS)
    desk.sync("2026-11-17")
    assert desk.column("Next step") == ["No answer: move on"]
    desk.sheet.rows.append(["Acme", "Cook", "2026-11-25", None, None, None])
    desk.sync("2026-11-18")
    assert desk.column("Next step") == [None, "Ask what comes next (Acme)"]


# Settings


@cases("""
    off        | kinds
               | ask reply feedback
    ask        | reply feedback
    reply      | ask feedback
    feedback   | ask reply
    offer_call | ask reply feedback
""")
def test_each_of_the_later_kinds_can_be_turned_off(off: str, kinds: str) -> None:
    rules = Rules(
        ask=Ask(enabled=off != "ask"),
        reply=Answer(enabled=off != "reply"),
        offer_call=Answer(enabled=off != "offer_call"),
        feedback=Answer(enabled=off != "feedback"),
    )
    settings = replace(SETTINGS, rules=rules)
    sheet = row(interview_date="2026-11-18 14:00", outcome="Rejected", feedback_wanted="2026-11-18")
    found = [item.kind.value for item in follow_ups(sheet, settings=settings)]
    assert [kind for kind in found if kind not in {"thank-you", "references", "check-in"}] == kinds.split()


@cases("""
    outcome  | kind       | due                  | missed on
    Rejected | reply      | Thu 2026-11-19 11:30 | 2026-11-23
    Offer    | offer-call | Thu 2026-11-19 11:30 | 2026-11-23
             | feedback   | Thu 2026-11-19 11:30 | 2026-11-23
""")
def test_answers_have_their_settings(outcome: str, kind: str, due: str, missed_on: str) -> None:
    answer = Answer(at=time(11, 30), missed_after=1)
    settings = replace(SETTINGS, rules=Rules(reply=answer, offer_call=answer, feedback=answer))
    sheet = row(interview_date="2026-11-10", outcome=outcome, feedback_wanted="2026-11-18")

    def of(day: str) -> FollowUp:
        [item] = follow_ups(sheet, today=day, settings=settings, kind=Kind(kind), seen=ended_on("2026-11-18"))
        return item

    assert local(of("2026-11-20").due) == due
    assert [of(day).state for day in ("2026-11-20", missed_on)] == [State.OVERDUE, State.MISSED]


# Cells that cannot be read


@cases("""
    field           | cell        | outcome  | waits
    time_zone       | Mars        |          | ask
    interview_time  | after lunch |          | ask
    duration        | long        |          |
    interview_date  | some day    | Rejected | ask reply
    time_zone       | Mars        | Rejected | ask reply
    interview_date  | some day    | Offer    | ask
    time_zone       | Mars        | Offer    | ask offer-call
    feedback_wanted | yes please  |          | feedback
    replied         | perhaps     | Rejected |
""")
def test_a_cell_that_cannot_be_read_holds_back_the_later_kinds_that_depend_on_it(
    field: str, cell: str, outcome: str, waits: str
) -> None:
    cells = {"interview_date": "2026-11-18 14:00", "outcome": outcome, field: cell}
    blocked = protocol(settings=ALL_KINDS).blocked(read_one(row(**cells)))
    assert [kind.value for kind in list(Kind)[3:] if kind in blocked] == waits.split()
