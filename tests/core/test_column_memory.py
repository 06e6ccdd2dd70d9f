"""What a column was taken for once it stays: nothing that is typed into one row changes what others say."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sync.core.columns import OWN_HEADINGS, Layout, locate
from sync.core.model import Cell
from sync.core.vevent import Published, Status
from tests.core.tables import ALL_KINDS, grid, table
from tests.helpers import Desk

NOW = "2026-11-18"


def synced(rows: str | list[list[Cell]]) -> Desk:
    desk = Desk(rows, ALL_KINDS)
    desk.sync(NOW)
    return desk


def of_row(desk: Desk, row: int) -> dict[str, Published]:
    """Give the events of a row of the sheet, by UID."""
    [follow_up_id] = [desk.column("Follow-up ID")[row - 2]]
    return {uid: event for uid, event in desk.feed.events.items() if uid.startswith(str(follow_up_id))}


@pytest.mark.parametrize(
    ("rows", "heading", "typed", "problem"),
    [
        (
            """
            Company | Interview date | Follow up
            A       |                | 2026-11-25
            B       | 2026-11-10     |
            """,
            "Follow up",
            "emailed Jane",
            True,
        ),
        (
            """
            Company | Interview date | Follow up
            A       | 2026-11-10     | yes
            B       | 2026-11-10     |
            """,
            "Follow up",
            "left a voicemail",
            True,
        ),
        (
            """
            Company | Interview date | Response
            A       | 2026-11-12     | Rejected
            B       | 2026-11-12     |
            """,
            "Response",
            "Nice people",
            False,
        ),
        (
            """
            Company | Interview
            A       | 2026-11-20
            B       |
            """,
            "Interview",
            "maybe next month",
            True,
        ),
        (
            """
            Company | Interview date | Interview 2 | Interview 3
            A       | 2026-11-12     | 2026-11-17  | 2026-11-20
            B       | 2026-11-12     |             |
            """,
            "Interview 3",
            "not yet clear",
            True,
        ),
    ],
)
def test_a_cell_of_one_row_never_changes_what_a_column_is_for_another(
    rows: str, heading: str, typed: str, *, problem: bool
) -> None:
    desk = synced(rows)
    before = of_row(desk, 2)
    assert before
    desk.type(3, heading, typed)
    plan = desk.sync(NOW)
    assert of_row(desk, 2) == before
    assert [(each.row, each.column) for each in plan.problems] == ([(3, heading)] if problem else [])


def test_rows_in_another_order_are_read_as_they_were() -> None:
    dates: list[list[Cell]] = [[f"Firm {number}", "2026-11-16", "2026-11-25"] for number in range(70)]
    notes: list[list[Cell]] = [[f"Corp {number}", "2026-11-16", "wrote them"] for number in range(70)]
    desk = synced([["Company", "Interview date", "Follow up"], *dates, *notes])
    before = desk.feed.events
    desk.sheet.rows[1:] = desk.sheet.rows[:0:-1]
    desk.sync(NOW)
    assert desk.feed.events == before


def test_addresses_below_a_name_leave_the_person_to_be_thanked() -> None:
    desk = synced("""
    Company | Interview date | Contact
    A       | 2026-11-18     | Jane Doe
    B       | 2026-11-18     |
    C       | 2026-11-18     |
    """)
    desk.type(3, "Contact", "bob@b.com")
    desk.type(4, "Contact", "ann@c.com")
    desk.sync(NOW)
    assert desk.event("Thank Jane Doe").status is Status.OPEN


# What is remembered


def first(sheet: str) -> Layout:
    return locate(table(sheet), {}, OWN_HEADINGS, None)


def again(sheet: str, before: Layout, mapped: dict[str, str] | None = None) -> Layout:
    return locate(table(sheet), mapped or {}, OWN_HEADINGS, None, before.memory)


REMINDERS = first("""
    Company | Interview date | Follow up
    A       | 2026-11-18     | 2026-11-25
""")


@pytest.mark.parametrize(
    ("headings", "field", "column"),
    [
        ("Company | Interview date | Follow up", "follow_up_on", 2),
        ("Follow up | Company | Interview date", "follow_up_on", 0),
        ("Company | Interview date | FOLLOW-UP:", "follow_up_on", 2),  # the same, as headings go
        ("Company | Interview date | Follow up | Follow up on", "follow_up_on", 3),  # says so itself
        ("Company | Interview date | Follow up | Reminder date", "follow_up_on", 2),
        ("Company | Interview date | Follow-ups", "follow_up_on", None),  # gone, and with it the memory
        (
            "Company | Interview date | Follow up | Follow up",
            "follow_up_on",
            None,
        ),  # which one, nothing tells
    ],
)
def test_a_heading_that_stands_once_keeps_its_field_whatever_is_below_it(
    headings: str, field: str, column: int | None
) -> None:
    width = headings.count("|") + 1
    filled = " | ".join(["wrote them"] * width)
    assert again(f"{headings}\n{filled}", REMINDERS).user.get(field) == column


def test_a_heading_of_the_settings_is_taken_before_a_remembered_one() -> None:
    sheet = "Company | Interview date | Follow up | Ring them\nA | 2026-11-18 | 2026-11-25 | 2026-11-26"
    assert again(sheet, REMINDERS, {"follow_up_on": "Ring them"}).user["follow_up_on"] == 3
    assert "follow_up_on" not in again(sheet, REMINDERS, {"follow_up_on": "Call on"}).user
    assert again(sheet, REMINDERS, {"notes": "Follow up"}).user["notes"] == 2


def test_a_heading_that_has_gone_is_forgotten() -> None:
    assert "follow_up_on" in REMINDERS.memory
    gone = again("Company | Interview date\nA | 2026-11-18", REMINDERS)
    assert "follow_up_on" not in gone.memory
    assert again("Company | Interview date | Follow up\nA | 2026-11-18 | yes", gone).user["checked_in"] == 2


def test_an_empty_column_may_still_turn_out_to_be_another_field() -> None:
    empty = first("Company | Interview date | Follow up\nA | 2026-11-18 |")
    assert empty.user["follow_up_on"] == 2
    assert again("Company | Interview date | Follow up\nA | 2026-11-18 | yes", empty).user["checked_in"] == 2


def test_a_column_that_was_emptied_stays_what_it_was() -> None:
    emptied = again("Company | Interview date | Follow up\nA | 2026-11-18 |", REMINDERS)
    assert emptied.memory == REMINDERS.memory


def test_one_column_for_two_fields_stays_both() -> None:
    before = first("Company | Interview date | Notes / outcome\nA | 2026-11-18 | nice")
    after = again("Company | Interview date | Notes / outcome | Result\nA | 2026-11-18 | nice | x", before)
    assert (after.user["notes"], after.user["outcome"]) == (2, 2)


def test_the_first_of_several_interviews_stays_the_first_wherever_it_stands() -> None:
    before = first("Company | Interview 1 | Interview 2\nA | 2026-11-18 | 2026-11-20")
    after = again(
        "Company | Phone screen | Interview 2 | Interview 1\nA | 2026-11-16 | soon | 2026-11-18", before
    )
    assert after.user["interview_date"] == 3
    assert [each.date for each in after.rounds] == [3, 1, 2]


def test_a_heading_that_says_interview_date_itself_becomes_the_first_of_several() -> None:
    before = first("Company | Interview 1 | Interview 2\nA | 2026-11-18 | 2026-11-20")
    after = again("Company | Interview 1 | Interview 2 | Interview date\nA | soon | later | ", before)
    assert [each.date for each in after.rounds] == [3, 1, 2]
    mapped = again("Company | Interview 1 | Interview 2\nA | soon | later", before, {"interview_date": "X"})
    assert (mapped.user, mapped.rounds) == ({"company": 0}, ())


def test_without_the_first_of_several_interviews_the_next_takes_its_place() -> None:
    before = first("Company | Interview 1 | Interview 2\nA | 2026-11-18 | 2026-11-20")
    after = again("Company | Interview 2\nA | soon", before)
    assert (after.user["interview_date"], after.rounds) == (1, ())


def test_the_memory_is_of_this_sheet_alone() -> None:
    desk = synced("Company | Interview date | Follow up\nA | 2026-11-16 | 2026-11-25")
    assert desk.plan(NOW).layout.user.get("follow_up_on") == 2
    desk.sheet.rows = grid("Company | Interview date | Follow up\nA | 2026-11-16 | wrote them")
    assert desk.plan(NOW).layout.user.get("follow_up_on") == 2
    desk.publish(replace(desk.feed, source="another"))
    assert "follow_up_on" not in desk.plan(NOW).layout.user


def test_it_comes_back_from_the_feed_in_short_lines_that_tell_no_heading() -> None:
    desk = synced("Entreprise \U0001f3e2 & Söhne | Interview 1 | Interview 2\nA | 2026-11-18 | 2026-11-20")
    assert desk.feed.fields == desk.plan(NOW).layout.memory
    assert set(desk.feed.fields) == {"company", "interview_date", "interview_date 2"}
    assert max(map(len, desk.published.split(b"\r\n"))) <= 75
    assert b"Entreprise" not in desk.published


def test_a_second_run_changes_nothing() -> None:
    desk = synced("Company | Interview date | Follow up | Contact\nA | 2026-11-16 | 2026-11-25 | Jane Doe")
    published = desk.published
    plan = desk.sync(NOW)
    assert (desk.published, plan.change.cells) == (published, ())


REMINDED = """
    Company | Interview date | Follow up on | Notes
    A       |                | 2026-11-25   | nice
    B       |                | 2026-11-26   |
    C       |                | 2026-11-27   |
"""


@pytest.mark.parametrize(("heading", "lost"), [("Follow up on", 3), ("Notes", 0)])
def test_reminders_that_go_with_their_column_count_for_the_shrink_guard(heading: str, lost: int) -> None:
    desk = synced(REMINDED)
    column = desk.sheet.rows[0].index(heading)
    for row in desk.sheet.rows:
        del row[column]
    assert len(desk.plan(NOW).lost()) == lost


def test_reminders_that_end_while_every_column_stands_do_not() -> None:
    desk = synced(REMINDED)
    for row in (2, 3, 4):
        desk.type(row, "Follow up on", None)
    assert desk.plan(NOW).lost() == frozenset()


TYPED = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=12),
    st.dates().map(str),
    st.sampled_from(
        ["yes", "no", "Rejected", "Offer", "maybe next month", "bob@b.com", "+44 20 7946 0000", "2026-11-25"]
    ),
)
DOUBTFUL = ("Follow up", "Interview", "Response", "Contact")


class TypingInOtherRows(RuleBasedStateMachine):
    """The first row is never touched; the others are filled with whatever comes, and in any order."""

    @initialize(
        interview=st.sampled_from(["2026-11-10", "2026-11-18", "2026-11-20 14:00"]),
        follow_up=st.sampled_from(["2026-11-25", "yes"]),
        response=st.sampled_from(["Rejected", "Offer", "Pending"]),
    )
    def one_row_is_filled(self, interview: str, follow_up: str, response: str) -> None:
        self.desk = synced(
            [
                ["Company", *DOUBTFUL],
                ["Acme", follow_up, interview, response, "Jane Doe"],
                ["Globex"],
                ["Initech"],
                ["Umbrella"],
                ["Hooli"],
            ]
        )
        self.before = of_row(self.desk, 2)

    @rule(row=st.integers(3, 6), heading=st.sampled_from(DOUBTFUL), value=TYPED)
    def type(self, row: int, heading: str, value: Cell) -> None:
        self.desk.type(row, heading, value)

    @rule()
    def sync(self) -> None:
        self.desk.sync(NOW)

    @invariant()
    def the_untouched_row_is_read_as_it_was(self) -> None:
        self.desk.sync(NOW)
        assert of_row(self.desk, 2) == self.before


TypingInOtherRows.TestCase.settings = settings(max_examples=25, stateful_step_count=10, deadline=None)
TestTypingInOtherRows = TypingInOtherRows.TestCase
