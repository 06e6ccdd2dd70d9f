"""A row with columns for several interviews, and dates without a year: each counts, and stays what it was."""

import pytest

from sync.core.model import Kind
from sync.core.vevent import Content
from tests.core.tables import ALL_KINDS, cases, read
from tests.core.tables import table as sheet_of
from tests.helpers import Desk

ROUNDS = """
Company | Role     | Interview 1 date | Interview 1 with | Interview 2 date | Interview 2 with | Status
Acme    | Engineer | 2026-11-16       | Jane Doe         | 2026-11-18       | Bob Roe          |
Globex  | Analyst  | 2026-11-18       | Maria Silva      |                  |                  |
Initech |          |                  |                  | 2026-11-19       | Peter Gibb       |
Hooli   |          | 2026-11-17       | Gavin Hall       | soon             |                  |
"""


def titles(desk: Desk, now: str) -> list[str]:
    return sorted(f"{item.due:%d %b} {item.state.value}: {item.title}" for item in desk.sync(now).follow_ups)


def test_each_date_in_a_row_is_an_interview_with_its_own_people() -> None:
    found, problems = read(sheet_of(ROUNDS))
    assert [
        (each.company, each.round, str(each.day), *(person.name for person in each.interviewers))
        for each in found
    ] == [
        ("Acme", "Interview 1", "2026-11-16", "Jane Doe"),
        ("Acme", "Interview 2", "2026-11-18", "Bob Roe"),
        ("Globex", "Interview 1", "2026-11-18", "Maria Silva"),
        ("Initech", "Interview 1", "None"),
        ("Initech", "Interview 2", "2026-11-19", "Peter Gibb"),
        ("Hooli", "Interview 1", "2026-11-17", "Gavin Hall"),
        ("Hooli", "Interview 2", "None"),
    ]
    assert [(problem.row, problem.column, problem.value) for problem in problems] == [
        (5, "Interview 2 date", "soon")
    ]


def test_a_row_has_one_id_one_check_in_and_a_thank_you_for_each_interview() -> None:
    desk = Desk(ROUNDS)
    assert [title for title in titles(desk, "2026-11-18") if "Acme" in title] == [
        "16 Nov overdue: Thank Jane Doe (Acme)",
        "18 Nov due: Thank Bob Roe (Acme)",
        "23 Nov not-needed: Check in with Acme",
        "25 Nov scheduled: Check in with Acme",
    ]
    assert len(set(desk.column("Follow-up ID"))) == 4
    uids = [uid for uid in desk.feed.events if uid.startswith(str(desk.column("Follow-up ID")[0]))]
    assert len(uids) == 3
    assert not desk.plan("2026-11-18").change


@pytest.mark.parametrize(
    ("heading", "value", "title", "told"),
    [
        ("Interview 2 date", "2026-11-17", "Check in with Acme", "your time on Tue 17 Nov"),
        ("Interview 2 with", "Bob Roe <bob@acme.com>", "Thank Bob Roe (Acme)", "Bob Roe: bob@acme.com"),
    ],
)
def test_an_edit_of_the_second_interview_reaches_its_events(
    heading: str, value: str, title: str, told: str
) -> None:
    desk = Desk(
        ROUNDS.replace("Status\n", "Status | Decision expected\n").replace(
            "| Bob Roe          |", "| Bob Roe          | | 2026-11-25"
        )
    )
    desk.sync("2026-11-18")
    assert told not in description(desk, title)
    desk.type(2, heading, value)
    desk.sync("2026-11-18")
    assert told in description(desk, title)


def description(desk: Desk, title: str) -> str:
    contents = [Content.read(event.body) for event in desk.feed.events.values()]
    return "\n".join(each.description for each in contents if each.title == title)


def test_a_mark_is_for_the_interviews_that_were_over_when_it_was_seen() -> None:
    desk = Desk(
        ROUNDS.replace("| Status", "| Status | Thank-you sent").replace(
            "Bob Roe          |", "Bob Roe          | | yes"
        )
    )
    desk.type(2, "Interview 2 date", "2026-11-20")
    assert [title for title in titles(desk, "2026-11-17") if "Acme" in title and "Thank" in title] == [
        "16 Nov done: Thank Jane Doe (Acme)",
        "20 Nov scheduled: Thank Bob Roe (Acme)",
    ]
    assert "20 Nov due: Thank Bob Roe (Acme)" in titles(desk, "2026-11-20")
    desk.type(2, "Thank-you sent", "x")
    assert "20 Nov done: Thank Bob Roe (Acme)" in titles(desk, "2026-11-20")


@cases("""
    mark       | first seen | first interview             | second interview
    yes        | 2026-11-17 | scheduled Wed 18            | scheduled Wed 25
    yes        | 2026-11-18 | done Wed 18                 | scheduled Wed 25
    yes        | 2026-11-25 | done Wed 18                 | done Wed 25
    skip       | 2026-11-17 | skipped Wed 18              | skipped Wed 25
    n/a        | 2026-11-19 | skipped Wed 18              | skipped Wed 25
    +2d        | 2026-11-17 | scheduled Fri 20            | scheduled Fri 27
    +2d        | 2026-11-18 | scheduled Fri 20            | scheduled Wed 25
    2026-11-20 | 2026-11-18 | scheduled Fri 20            | scheduled Wed 25
    2026-11-27 | 2026-11-17 | scheduled Fri 27            | scheduled Fri 27
""")
def test_skip_is_for_all_interviews_of_a_row_and_what_is_put_off_for_those_that_are_open_by_then(
    mark: str, first_seen: str, first_interview: str, second_interview: str
) -> None:
    desk = Desk(f"""
    Company | Interview 1 date | Interview 1 with | Interview 2 date | Interview 2 with | Thank-you sent
    Acme    | 2026-11-18       | Jane Doe         | 2026-11-25       | Bob Roe          | {mark}
    """)
    thanks = [item for item in desk.sync(first_seen).follow_ups if item.kind is Kind.THANK_YOU]
    assert [f"{'scheduled' if item.state.open else item.state} {item.due:%a %d}" for item in thanks] == [
        first_interview,
        second_interview,
    ]


def test_a_mark_for_the_first_interview_closes_nothing_of_one_whose_date_cannot_be_read() -> None:
    desk = Desk(ROUNDS.replace("| Status", "| Status | Thank-you sent"))
    desk.type(2, "Interview 2 date", "2026-11-19")
    desk.sync("2026-11-16")
    desk.type(2, "Thank-you sent", "yes")
    desk.sync("2026-11-17")
    desk.type(2, "Interview 2 date", "Thrusday")
    desk.sync("2026-11-18")
    assert desk.event("Bob Roe").status.value == "open"
    assert desk.event("Jane Doe").status.value == "done"


def test_what_the_row_says_once_is_answered_once() -> None:
    desk = Desk(ROUNDS, ALL_KINDS)
    desk.sync("2026-11-18")
    desk.type(2, "Status", "Rejected")
    assert [title for title in titles(desk, "2026-11-19") if "rejection" in title] == [
        "20 Nov scheduled: Reply to Acme's rejection"
    ]


def test_a_second_interview_that_is_filled_in_later_takes_over_the_check_in() -> None:
    desk = Desk(ROUNDS)
    desk.sync("2026-11-18")
    desk.type(3, "Interview 2 date", "2026-11-24")
    assert [title for title in titles(desk, "2026-11-20") if "Globex" in title and "Check" in title] == [
        "01 Dec scheduled: Check in with Globex",
        "25 Nov not-needed: Check in with Globex",
    ]


def test_a_date_without_a_year_stays_in_the_year_that_was_meant_when_it_was_first_seen() -> None:
    desk = Desk("""
    Company | Interview date | Interviewers
    Acme    | 16 Nov         | Jane Doe
    """)
    plan = desk.sync("2026-11-18")
    assert [str(row.interview.day) for row in plan.rows] == ["2026-11-16"]
    for later in ("2027-03-01", "2027-09-01", "2029-10-01"):
        plan = desk.sync(later)
        assert [str(row.interview.day) for row in plan.rows] == ["2026-11-16"]
        assert not [item for item in plan.follow_ups if item.state.open]
    desk.type(2, "Interview date", "17 Nov")
    assert [str(row.interview.day) for row in desk.sync("2029-10-01").rows] == ["2029-11-17"]


def test_a_cell_that_cannot_be_read_holds_back_its_own_interview_and_keeps_what_was_published() -> None:
    desk = Desk(ROUNDS, ALL_KINDS)
    desk.type(2, "Interview 2 date", "2026-12-01")
    desk.sync("2026-11-16")
    before = dict(desk.feed.events)
    desk.type(2, "Interview 2 date", "13/45/2026")
    desk.sync("2026-11-16")
    assert desk.feed.events == before
    desk.type(2, "Interview 2 date", "2026-12-01")
    desk.sync("2026-11-16")
    assert desk.feed.events == before


def test_each_interview_of_a_row_keeps_the_year_that_was_meant_when_its_date_was_first_seen() -> None:
    desk = Desk("""
    Company | Interview 1 date | Interview 2 date | Thank-you sent
    Acme    | 19 Nov           |                  | yes
    """)
    desk.sync("2026-11-20")
    desk.type(2, "Interview 2 date", "25.8.")
    desk.sync("2027-08-10")
    days = {str(item.interview.day) for item in desk.plan("2027-08-10").follow_ups}
    assert days == {"2026-11-19", "2027-08-25"}


def test_a_column_put_in_to_the_left_changes_no_event() -> None:
    desk = Desk("""
    Company | Interview date | Interviewers
    Acme    | 2026-11-18     | Jane Doe
    """)
    desk.sync("2026-11-16")
    before = dict(desk.feed.events)
    for number, row in enumerate(desk.sheet.rows):
        row.insert(1, None if number else "Phone screen date")
    desk.sync("2026-11-16")
    assert desk.feed.events == before


def test_a_day_to_follow_up_on_belongs_to_the_last_interview_of_the_row() -> None:
    desk = Desk("""
    Company | Interview 1 date | Interview 2 date | Follow up on
    Acme    | 2026-11-17       |                  | 2026-11-30
    """)
    desk.sync("2026-11-18")
    desk.type(2, "Interview 2 date", "2026-11-20")
    assert [
        title for title in titles(desk, "2026-11-18") if "not-needed" not in title and "Check" in title
    ] == ["30 Nov scheduled: Check in with Acme"]


def test_a_day_to_follow_up_from_before_the_last_interview_of_the_row_is_told_once_and_not_used() -> None:
    desk = Desk("""
    Company | Interview 1 date | Interview 2 date | Follow up on
    Acme    | 2026-11-16       | 2026-11-18       | 2026-11-17
    """)
    assert "25 Nov scheduled: Check in with Acme" in titles(desk, "2026-11-18")
    told = "Follow up on: the day to follow up is before the interview on 2026-11-18; it is not used"
    assert desk.column("Problem") == [told]


def test_how_a_new_row_ended_counts_from_the_latest_of_its_interviews() -> None:
    desk = Desk(
        """
        Company | Interview 1 date | Interview 2 date | Status
        Acme    | 2026-11-03       | 2026-11-20       | Offer
        Beta    | 2026-11-03       | 2026-11-20       | Rejected
        """,
        ALL_KINDS,
    )
    assert [title for title in titles(desk, "2026-11-22") if "not-needed" not in title] == [
        "23 Nov scheduled: Call Acme about the offer",
        "23 Nov scheduled: Reply to Beta's rejection",
    ]
