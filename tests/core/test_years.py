"""Dates without a year, over the years: what they are taken for at first sight they stay, as time goes by."""

import pytest

from sync.core.plan import Plan
from tests.core.tables import ALL_KINDS, cases
from tests.helpers import Desk

LATER = ("2026-11-20", "2027-01-25", "2027-08-01", "2028-01-10", "2029-04-01", "2031-11-30")


def followed_up(plan: Plan) -> set[str]:
    """Give what is to do, as "check-in missed Thu 2026-11-19"."""
    return {f"{item.kind} {item.state} {item.due:%a %Y-%m-%d}" for item in plan.follow_ups}


def open_ones(plan: Plan) -> list[str]:
    return sorted(f"{item.kind} {item.state}" for item in plan.follow_ups if item.state.open)


def months_later(desk: Desk) -> list[Plan]:
    return [desk.sync(day) for day in LATER]


def test_a_mark_without_a_year_stays_the_day_that_it_was_when_it_was_typed() -> None:
    desk = Desk(
        """
        Company | Follow up on | Checked in
        Acme    | 2026-11-18   |
        """,
        ALL_KINDS,
    )
    assert open_ones(desk.sync("2026-11-18")) == ["check-in due"]
    desk.type(2, "Checked in", "19 Nov")
    assert "check-in done Wed 2026-11-18" in followed_up(desk.sync("2026-11-19"))
    for plan in months_later(desk):
        assert open_ones(plan) == []
        assert plan.problems == ()


@pytest.mark.parametrize("now", ["tbd", None, "2026-11-17", "2027-02-10"])
def test_a_mark_without_a_year_stays_that_day_when_the_interview_moves(now: str | None) -> None:
    desk = Desk("""
        Company | Interview date | Follow up on | Checked in
        Acme    | 2026-11-16     | 2026-11-18   | 19 Nov
    """)
    desk.sync("2026-11-19")
    desk.type(2, "Interview date", now)
    for plan in months_later(desk):
        [interview] = [row.interview for row in plan.rows]
        assert str(interview.marks["checked_in"].on) == "2026-11-19"


def test_a_mark_of_long_ago_stays_after_its_interview_when_that_is_not_known_any_more() -> None:
    desk = Desk("""
        Company | Interview date | Thank-you sent
        Acme    | 2026-08-10     | 20 Aug
    """)
    for interview_date in ("2026-08-10", "tbd"):
        desk.type(2, "Interview date", interview_date)
        [row] = desk.sync("2026-11-18").rows
        assert str(row.interview.marks["thank_you_sent"].on) == "2026-08-20"


def test_a_decision_without_a_year_is_near_the_day_on_which_it_was_first_seen() -> None:
    desk = Desk(
        """
        Company | Interview date | Decision expected
        Acme    | 13/45/2026     | 19 Nov
        """,
        ALL_KINDS,
    )
    for day in ("2026-11-18", *LATER):
        [row] = desk.sync(day).rows
        assert str(row.interview.decision) == "2026-11-19"


def test_a_decision_without_a_year_stays_where_it_is_when_the_interview_is_taken_out() -> None:
    desk = Desk("""
        Company | Interview date | Decision expected
        Acme    | 2026-11-16     | 30 Nov
    """)
    desk.sync("2026-11-18")
    desk.type(2, "Interview date", "tbd")
    for plan in months_later(desk):
        assert str(plan.rows[0].interview.decision) == "2026-11-30"
    desk.type(2, "Decision expected", "29 Nov")
    assert str(desk.sync("2029-04-01").rows[0].interview.decision) == "2029-11-29"


@cases("""
    heading         | written    | interview date | first seen | taken for
    Interview date  | Thu 3 Dec  | Thu 3 Dec      | 2026-11-18 | 2026-12-03
    Interview date  | 29.2.      | 29.2.          | 2028-02-01 | 2028-02-29
    Follow up on    | Thu 3 Dec  |                | 2026-11-18 | 2026-12-03
    Follow up on    | Thu 3 Dec  | 2026-11-16     | 2026-11-18 | 2026-12-03
    Follow up on    | 29.2.      |                | 2028-02-01 | 2028-02-29
    Feedback wanted | Thu 3 Dec  | 2026-11-16     | 2026-11-18 | 2026-12-03
    Checked in      | Tue 17 Nov | 2026-11-16     | 2026-11-18 | 2026-11-17
    Checked in      | 29.2.      | 2028-02-16     | 2028-03-01 | 2028-02-29
""")
def test_what_could_be_read_when_it_was_first_seen_can_be_read_ever_after(
    heading: str, written: str, interview_date: str, first_seen: str, taken_for: str
) -> None:
    desk = Desk([["Company", "Interview date", "Follow up on", "Feedback wanted", "Checked in"], ["Acme"]])
    desk.type(2, "Interview date", interview_date or None)
    desk.type(2, heading, written)
    for day in (first_seen, "2028-03-02", "2029-03-02", "2030-06-01", "2031-11-30"):
        plan = desk.sync(day)
        [row] = plan.rows
        day_of = {
            "Interview date": row.interview.day,
            "Follow up on": row.interview.follow_up_on,
            "Feedback wanted": row.interview.feedback_wanted,
            "Checked in": getattr(row.interview.marks.get("checked_in"), "on", None),
        }
        assert str(day_of[heading]) == taken_for
        assert plan.problems == ()


def test_a_wrong_weekday_is_told_and_not_taken_for_a_year_ago() -> None:
    desk = Desk("""
        Company | Interview date
        Acme    | Wed 3 Dec
    """)
    [problem] = desk.sync("2026-11-18").problems
    assert problem.message.endswith("does not fit: 3 Dec 2026 is a Thursday; correct it, or add the year")


@cases("""
    interview date | follow up on | taken for
    2026-11-16     | 30 Mar       | 2027-03-30
    2026-11-16     | 30 Oct       | 2027-10-30
    2026-11-16     | 16 Nov       | 2026-11-16
    2026-11-16     | 28-30 Mar    | 2027-03-30
    2026-11-16     | 17 Nov       | 2026-11-17
    2026-03-16     | 30 Mar       | 2026-03-30
    2027-03-01     | 30 Jan       | 2028-01-30
                   | 30 Mar       | 2027-03-30
                   | 30 Oct       | 2026-10-30
    tbd            | 18 Nov       | 2026-11-18
""")
def test_a_day_to_follow_up_on_lies_ahead_and_not_before_the_interview(
    interview_date: str, follow_up_on: str, taken_for: str
) -> None:
    desk = Desk([["Company", "Interview date", "Follow up on"], ["Acme", interview_date, follow_up_on]])
    for day in ("2026-11-18", *LATER):
        assert str(desk.sync(day).rows[0].interview.follow_up_on) == taken_for


def test_the_year_that_was_assumed_for_a_day_to_follow_up_on_is_said() -> None:
    desk = Desk("""
        Company | Interview date | Follow up on
        Acme    | 2026-11-16     | 30 Mar
    """)
    [row] = desk.sync("2026-11-18").rows
    assert row.interview.notes == ('"30 Mar" has no year, taken for Tue 30 Mar 2027',)


def test_why_says_once_what_the_dates_of_a_row_were_taken_for() -> None:
    desk = Desk("""
        Company | Interview date | Interviewers      | References | Decision expected
        Acme    | 18 Nov         | Jane Doe; Bob Roe | Ann Lee    | 27 Nov
    """)
    desk.sync("2026-11-18")
    assert str(desk.column("Why")[0]).split(" | ") == [
        "TY-2: same evening",
        "RF-2: an hour after the interview; RF-3: add a Contact phone, so that they know who is calling",
        "CI-1: they decide by Fri 27 Nov; next working day",
        '"18 Nov" has no year, taken for Wed 18 Nov 2026',
        '"27 Nov" has no year, taken for Fri 27 Nov 2026',
    ]
