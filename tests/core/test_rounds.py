"""Rounds belong together: what the rows of one application have to do with each other, day by day."""

from collections.abc import Mapping
from itertools import permutations

import pytest

from sync.core.model import Cell, FollowUp, Kind
from sync.core.plan import Plan
from sync.core.vevent import Status
from tests.core.tables import ALL_KINDS, cases, grid
from tests.helpers import Desk

NAMES = (
    "Company", "Role", "Interview date", "Interviewers", "References", "Status", "Checked in",
    "Thank-you sent", "References notified", "Follow up on",
)  # fmt: skip


def rounds(*rows: Mapping[str, Cell]) -> list[list[Cell]]:
    """Make a sheet of rounds at Acme for one role, unless a row says otherwise."""
    usual: dict[str, Cell] = {"Company": "Acme", "Role": "Cook"}
    return [list(NAMES), *([{**usual, **cells}.get(name) for name in NAMES] for cells in rows)]


def states(plan: Plan, kind: Kind) -> list[str]:
    """Give the states of one kind, in the order of the rows."""
    return [item.state.value for item in plan.follow_ups if item.kind is kind]


def whys(plan: Plan, kind: Kind) -> list[str]:
    return [item.why for item in plan.follow_ups if item.kind is kind]


# The check-in of an earlier round


@cases("""
    first      | second     | status    | check-ins             | why of the first
    2026-11-10 |            |           | overdue               | CI-2: no decision date;
    2026-11-10 | 2026-11-25 |           | not-needed scheduled  | CI-7: the next interview is on Wed 25 Nov
    2026-11-10 | 2026-11-16 |           | not-needed scheduled  | CI-7: the next interview is on Mon 16 Nov
    2026-11-10 | 2026-11-16 | Rejected  | not-needed not-needed | CI-7: it ended in a later round: rejected
    2026-11-10 | 2026-11-16 | Offer     | not-needed not-needed | CI-7: it ended in a later round: offer
    2026-11-10 | 2026-11-16 | Withdrawn | not-needed not-needed | CI-7: it ended in a later round: withdrawn
    2026-11-10 | 2026-11-25 | Cancelled | overdue not-needed    | CI-2: no decision date;
    2026-11-10 | 2026-11-05 |           | overdue not-needed    | CI-2: no decision date;
    2026-10-20 | 2026-11-25 |           | not-needed scheduled  | CI-7: the next interview is on Wed 25 Nov
""")
def test_a_next_interview_or_an_answer_in_a_later_round_ends_the_earlier_check_in(
    first: str, second: str, status: str, check_ins: str, why_of_the_first: str
) -> None:
    rows: list[dict[str, Cell]] = [{"Interview date": first}]
    rows += [{"Interview date": second, "Status": status}] if second else []
    plan = Desk(rounds(*rows)).sync("2026-11-18")
    assert states(plan, Kind.CHECK_IN) == check_ins.split()
    assert whys(plan, Kind.CHECK_IN)[0].startswith(why_of_the_first)


@cases("""
    second company | second role | first
    Acme           | Cook        | not-needed
    ACME           | cook        | not-needed
    Acme           | Baker       | overdue
    Globex         | Cook        | overdue
    Acme           |             | overdue
""")
def test_rounds_are_the_rows_of_one_company_and_one_role(
    second_company: str, second_role: str, first: str
) -> None:
    later: dict[str, Cell] = {
        "Company": second_company, "Role": second_role or None, "Interview date": "2026-11-25"
    }  # fmt: skip
    plan = Desk(rounds({"Interview date": "2026-11-10"}, later)).sync("2026-11-18")
    assert states(plan, Kind.CHECK_IN) == [first, "scheduled"]


def test_of_three_rounds_each_tells_of_the_next_one() -> None:
    days = ("2026-11-10", "2026-11-16", "2026-11-25")
    plan = Desk(rounds(*({"Interview date": day} for day in days))).sync("2026-11-18")
    assert whys(plan, Kind.CHECK_IN)[:2] == [
        "CI-7: the next interview is on Mon 16 Nov",
        "CI-7: the next interview is on Wed 25 Nov",
    ]


@cases("""
    second status | first
                    | overdue
    Rejected        | not-needed
""")
def test_a_day_of_the_users_own_outlives_the_next_interview_but_no_answer(
    second_status: str, first: str
) -> None:
    sheet = rounds(
        {"Interview date": "2026-11-10", "Follow up on": "2026-11-17"},
        {"Interview date": "2026-11-16", "Status": second_status},
    )
    assert states(Desk(sheet).sync("2026-11-18"), Kind.CHECK_IN)[0] == first


def test_a_row_without_an_interview_is_no_later_round() -> None:
    sheet = rounds({"Interview date": "2026-11-10"}, {"Status": "Rejected"})
    assert states(Desk(sheet).sync("2026-11-18"), Kind.CHECK_IN) == ["overdue"]


def test_a_later_round_whose_date_cannot_be_read_ends_nothing() -> None:
    sheet = rounds({"Interview date": "2026-11-10"}, {"Interview date": "some day"})
    assert states(Desk(sheet).sync("2026-11-18"), Kind.CHECK_IN) == ["overdue"]


def test_an_ending_parts_one_application_from_the_next_for_the_same_role() -> None:
    sheet = rounds(
        {"Interview date": "2026-03-02", "References": "Ann Lee", "Status": "Rejected",
         "References notified": "yes"},
        {"Interview date": "2026-11-17", "References": "Ann Lee"},
    )  # fmt: skip
    plan = Desk(sheet).sync("2026-11-18")
    assert states(plan, Kind.REFERENCES) == ["done", "overdue"]
    assert states(plan, Kind.CHECK_IN) == ["not-needed", "scheduled"]


def test_two_rows_of_one_day_are_checked_in_after_once() -> None:
    sheet = rounds({"Interview date": "2026-11-18 10:00"}, {"Interview date": "2026-11-18 14:00"})
    assert states(Desk(sheet).sync("2026-11-18"), Kind.CHECK_IN) == ["not-needed", "scheduled"]
    untimed = rounds({"Interview date": "2026-11-18"}, {"Interview date": "2026-11-18"})
    assert sorted(states(Desk(untimed).sync("2026-11-18"), Kind.CHECK_IN)) == ["not-needed", "scheduled"]


# A person is thanked once per company and day


@cases("""
    second company | second role | second day       | second people  | thanked
    Acme           | Cook        | 2026-11-18 14:00 | Jane Doe         | not-needed due
    Acme           | Baker       | 2026-11-18 14:00 | jane  doe        | not-needed due
    Acme           | Cook        | 2026-11-18 09:00 | Jane Doe         | due not-needed
    Acme           | Cook        | 2026-11-18 14:00 | Jane Doe; Bob    | not-needed due due
    Acme           | Cook        | 2026-11-19 14:00 | Jane Doe         | due scheduled
    Globex         | Cook        | 2026-11-18 14:00 | Jane Doe         | due due
    Acme           | Cook        | 2026-11-18 14:00 |                  | due due
""")
def test_ty_1_a_person_is_thanked_once_per_company_and_interview_day(
    second_company: str, second_role: str, second_day: str, second_people: str, thanked: str
) -> None:
    second: dict[str, Cell] = {
        "Company": second_company, "Role": second_role, "Interview date": second_day,
        "Interviewers": second_people,
    }  # fmt: skip
    first: dict[str, Cell] = {"Interview date": "2026-11-18 10:00", "Interviewers": "Jane Doe"}
    plan = Desk(rounds(first, second)).sync("2026-11-18")
    assert states(plan, Kind.THANK_YOU) == thanked.split()
    if "not-needed" in thanked:
        assert "TY-1: thanked once for that day" in whys(plan, Kind.THANK_YOU)


@cases("""
    on first   | on second  | thanked
    yes        |            | done not-needed
               | yes        | not-needed done
    2026-11-18 | 2026-11-18 | done done
    skip       |            | skipped not-needed
               | skip       | not-needed skipped
    +3d        |            | not-needed overdue
""")
def test_ty_1_a_mark_on_either_row_counts(on_first: str, on_second: str, thanked: str) -> None:
    sheet = rounds(
        {"Interview date": "2026-11-18 10:00", "Interviewers": "Jane Doe", "Thank-you sent": on_first},
        {"Interview date": "2026-11-18 14:00", "Interviewers": "Jane Doe", "Thank-you sent": on_second},
    )
    assert states(Desk(sheet).sync("2026-11-19"), Kind.THANK_YOU) == thanked.split()


def test_ty_6_thanks_that_the_other_row_has_are_not_owed() -> None:
    sheet = rounds(
        {"Interview date": "2026-11-18 10:00", "Interviewers": "Jane Doe", "Thank-you sent": "2026-11-18"},
        {"Interview date": "2026-11-18 14:00", "Interviewers": "Jane Doe"},
    )
    plan = Desk(sheet).sync("2026-11-27")
    assert [item.owed_thanks for item in plan.follow_ups if item.kind is Kind.CHECK_IN] == [False, False]


# A reference is told once per application


@cases("""
    first      | first notified | second     | second notified | told
    2026-11-17 |                | 2026-11-25 |                 | overdue not-needed
    2026-11-17 | yes            | 2026-11-25 |                 | done not-needed
    2026-11-17 |                | 2026-11-18 | yes             | not-needed done
    2026-11-17 | skip           | 2026-11-25 |                 | skipped scheduled
    2026-11-02 |                | 2026-11-25 |                 | not-needed scheduled
    2026-11-25 |                | 2026-11-17 |                 | not-needed overdue
""")
def test_rf_1_a_reference_is_told_once_per_application_and_not_once_per_round(
    first: str, first_notified: str, second: str, second_notified: str, told: str
) -> None:
    sheet = rounds(
        {"Interview date": first, "References": "Ann Lee", "References notified": first_notified},
        {
            "Interview date": second,
            "References": "ann lee <ann@x.org>",
            "References notified": second_notified,
        },
    )
    assert states(Desk(sheet).sync("2026-11-18"), Kind.REFERENCES) == told.split()


def test_rf_1_another_reference_in_a_later_round_is_told() -> None:
    sheet = rounds(
        {"Interview date": "2026-11-10", "References": "Ann Lee", "References notified": "2026-11-10"},
        {"Interview date": "2026-11-17", "References": "Ann Lee; Tom Park"},
    )
    plan = Desk(sheet).sync("2026-11-18")
    assert states(plan, Kind.REFERENCES) == ["done", "not-needed", "overdue"]
    assert "RF-1: told once, of another interview here" in whys(plan, Kind.REFERENCES)


def test_rf_1_nobody_is_to_expect_a_call_after_an_answer_in_a_later_round() -> None:
    sheet = rounds(
        {"Interview date": "2026-11-16", "References": "Ann Lee"},
        {"Interview date": "2026-11-17", "Status": "Rejected"},
    )
    assert states(Desk(sheet).sync("2026-11-18"), Kind.REFERENCES) == ["not-needed"]


# A row that is copied

COPIED = """
    Company | Role | Interview date | Interview time | Interviewers | References | Follow up on | Status
    Acme    | Cook | 2026-11-18     | {time}         | {people}     | Ann Lee    | {follow_up}  | {status}
    """


@cases("""
    time  | people   | follow up  | status
    10:00 | Jane Doe |            |
    10:00 |          |            |
    10:00 |          | 2026-11-27 |
          |          |            |
          |          | 2026-11-27 |
          |          |            | Rejected
""")
@pytest.mark.parametrize("place", [1, 2])
def test_a_row_that_is_copied_doubles_nothing(
    time: str, people: str, follow_up: str, status: str, place: int
) -> None:
    sheet = COPIED.format(time=time, people=people, follow_up=follow_up, status=status)
    desk = Desk(sheet, ALL_KINDS)
    desk.sync("2026-11-18")
    before = open_titles(desk)
    desk.sheet.rows.insert(place, list(desk.sheet.rows[1]))
    for _ in "twice":
        desk.sync("2026-11-18")
        assert open_titles(desk) == before


@cases("""
    second round | second time | thanked
    2            |             | due due
    1            |             | due not-needed
    1            | 14:00       | due due
""")
def test_ty_1_where_nobody_is_named_each_interview_has_its_thank_you(
    second_round: str, second_time: str, thanked: str
) -> None:
    desk = Desk(
        f"""
        Company | Role | Round | Interview date | Interview time
        Acme    | Cook | 1     | 2026-11-18     |
        Acme    | Cook | {second_round} | 2026-11-18 | {second_time}
        """
    )
    assert sorted(states(desk.sync("2026-11-18"), Kind.THANK_YOU)) == thanked.split()


@cases("""
    first      | second     | first done | check-ins
    2026-11-20 | 2026-11-23 |            | scheduled scheduled
    2026-11-23 | 2026-11-23 |            | not-needed scheduled
    2026-11-17 | 2026-11-17 | 2026-11-17 | done not-needed
    2026-11-23 |            |            | scheduled scheduled
""")
def test_ci_4_on_a_day_of_the_users_own_they_check_in_once(
    first: str, second: str, first_done: str, check_ins: str
) -> None:
    sheet = rounds(
        {"Interview date": "2026-11-10", "Follow up on": first, "Checked in": first_done},
        {"Interview date": "2026-11-16", "Follow up on": second},
    )
    assert states(Desk(sheet).sync("2026-11-18"), Kind.CHECK_IN) == check_ins.split()


@cases("""
    second     | check-ins
    2026-11-24 | scheduled scheduled
    2026-11-16 | not-needed scheduled
""")
def test_ci_4_a_day_that_a_copied_row_cannot_use_takes_none_from_the_row_it_was_copied_from(
    second: str, check_ins: str
) -> None:
    sheet = rounds(
        {"Interview date": "2026-11-10", "Follow up on": "2026-11-20"},
        {"Interview date": second, "Follow up on": "2026-11-20"},
    )
    assert states(Desk(sheet).sync("2026-11-18"), Kind.CHECK_IN) == check_ins.split()


@cases("""
    on first | on second | check-ins
    skip     |           | skipped scheduled
             | skip      | not-needed skipped
    yes      |           | done not-needed
""")
def test_ci_4_a_skip_in_an_earlier_round_leaves_the_later_one_its_own_check_in(
    on_first: str, on_second: str, check_ins: str
) -> None:
    sheet = rounds(
        {"Interview date": "2026-11-10", "Follow up on": "2026-11-27", "Checked in": on_first},
        {"Interview date": "2026-11-16", "Follow up on": "2026-11-27", "Checked in": on_second},
    )
    assert states(Desk(sheet).sync("2026-11-18"), Kind.CHECK_IN) == check_ins.split()


# One answer


@cases("""
    statuses                   | replies                         | calls
    Rejected, Rejected         | not-needed scheduled            |
    , Rejected                 | scheduled                       |
    Offer, Offer               |                                 | not-needed scheduled
    Offer, Accepted            |                                 | not-needed
    Offer, Withdrawn           |                                 | not-needed
    Offer, Cancelled           |                                 | scheduled
    Offer,                     |                                 | scheduled
    Rejected, Rejected, Rejected | not-needed not-needed scheduled |
""")
def test_cl_2_and_of_1_an_application_is_answered_once_however_many_rows_say_how_it_ended(
    statuses: str, replies: str, calls: str
) -> None:
    days = ("2026-11-09", "2026-11-11", "2026-11-13")
    each = [status.strip() for status in statuses.split(",")]
    desk = Desk(rounds(*({"Interview date": day} for day, _ in zip(days, each))), ALL_KINDS)  # noqa: B905
    desk.sync("2026-11-17")
    for row, status in enumerate(each, start=2):
        desk.type(row, "Status", status or None)
    plan = desk.sync("2026-11-18")
    assert states(plan, Kind.REPLY) == replies.split()
    assert states(plan, Kind.OFFER_CALL) == calls.split()


def test_cl_2_a_row_that_is_told_days_later_opens_no_second_reply() -> None:
    desk = Desk(rounds({"Interview date": "2026-11-09"}, {"Interview date": "2026-11-11"}), ALL_KINDS)
    desk.sync("2026-11-12")
    desk.type(3, "Status", "Rejected")
    assert states(desk.sync("2026-11-13"), Kind.REPLY) == ["scheduled"]
    desk.type(2, "Status", "Rejected")
    assert states(desk.sync("2026-11-17"), Kind.REPLY) == ["not-needed", "overdue"]


# From day to day


STORY = rounds(
    {"Interview date": "2026-11-10", "Interviewers": "Jane Doe", "References": "Ann Lee"},
    {"Interview date": "2026-11-16 10:00", "Interviewers": "Jane Doe; Bob Roe", "References": "Ann Lee"},
    {"Interview date": "2026-11-16 14:00", "Interviewers": "Bob Roe"},
    {"Company": "Globex", "Interview date": "2026-11-16", "Interviewers": "Jane Doe"},
)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_sorted_sheet_says_the_same_of_every_row(order: tuple[int, ...]) -> None:
    head, *rows = STORY

    def told(item: FollowUp) -> tuple[str, ...]:
        return item.id, item.kind.value, item.who, item.state.value, item.why

    desk = Desk([head, *rows])
    expected = sorted(map(told, desk.sync("2026-11-16").follow_ups))
    published = desk.published
    head, *rows = desk.sheet.rows
    desk.sheet.rows[1:] = [rows[at] for at in order]
    plan = desk.sync("2026-11-16T20:00")
    assert sorted(map(told, plan.follow_ups)) == expected
    assert not plan.change
    assert desk.published == published


def test_a_next_round_withdraws_the_check_in_from_the_calendar_and_a_cancelled_one_brings_it_back() -> None:
    desk = Desk(rounds({"Interview date": "2026-11-16"}))
    desk.sync("2026-11-17")
    check_in = desk.event("check-in")
    desk.sheet.rows.append([*grid("Acme | Cook | 2026-11-25")[0]])
    desk.sync("2026-11-18")
    assert desk.feed.events[check_in.uid].status.value == "cancelled"
    assert desk.column("Check-in status") == ["Not needed", "Scheduled"]
    desk.type(3, "Status", "Cancelled")
    desk.sync("2026-11-19")
    back = desk.feed.events[check_in.uid]
    assert (back.status.value, back.sequence) == ("open", check_in.sequence + 2)


def test_nothing_is_lost_or_doubled_through_three_rounds_and_an_offer() -> None:
    desk = Desk(rounds({"Interview date": "2026-11-10 10:00", "Interviewers": "Jane Doe"}), ALL_KINDS)
    seen: set[str] = set()
    for day, change in (
        ("2026-11-09", None),
        ("2026-11-11", (2, "Thank-you sent", "2026-11-10")),
        ("2026-11-12", "Acme | Cook | 2026-11-16 10:00 | Bob Roe"),
        ("2026-11-17", (3, "Thank-you sent", "yes")),
        ("2026-11-18", "Acme | Cook | 2026-11-23 10:00 | Ann Lee"),
        ("2026-11-24", (4, "Thank-you sent", "Ann")),
        ("2026-11-25", (4, "Status", "Offer")),
        ("2026-11-26", (4, "Replied", "done")),
    ):
        match change:
            case str():
                desk.sheet.rows.append([*grid(change)[0]])
            case (int(row), "Replied", word):
                desk.sheet.rows[0].append("Replied")
                desk.type(row, "Replied", word)
            case (int(row), str(heading), word):
                desk.type(row, heading, word)
        desk.sync(day)
        published = desk.published
        again = desk.sync(f"{day}T21:00")
        assert not again.change
        assert desk.published == published
        uids = {line for line in published.split(b"\r\n") if line.startswith(b"UID:")}
        assert len(uids) == published.count(b"BEGIN:VEVENT")
        assert seen <= set(desk.feed.events)
        seen = {uid for uid, event in desk.feed.events.items() if event.status.value != "cancelled"}
    assert sorted(event.title for event in desk.feed.events.values() if event.status.value == "done") == [
        "\N{CHECK MARK} Call Acme about the offer",
        "\N{CHECK MARK} Thank Ann Lee (Acme)",
        "\N{CHECK MARK} Thank Bob Roe (Acme)",
        "\N{CHECK MARK} Thank Jane Doe (Acme)",
    ]
    assert not [event for event in desk.feed.events.values() if event.status.value == "open"]


def test_a_date_that_comes_to_be_unreadable_brings_back_nothing_in_another_row() -> None:
    desk = Desk(
        """
        Company | Role | Interview date | Interviewers | References
        Acme    | Cook | 2026-11-10     | Jane Doe     | Ann Lee
        """
    )
    desk.sync("2026-11-12")
    desk.sheet.rows.append(["Acme", "Cook", "2026-11-18", "Jane Doe", "Ann Lee"])
    desk.sync("2026-11-13")
    before = open_titles(desk)
    for date_ in ("18.11.", "18/18/2026", "2026-11-18"):
        desk.type(3, "Interview date", date_)
        desk.sync("2026-11-13")
        assert open_titles(desk) == before


@cases("""
    first notified | added    | still to be told
                   | Tom Park | Ann Lee; Tom Park
    yes            | Tom Park | Tom Park
    2026-11-10     | Tom Park | Tom Park
    skip           | Tom Park | Tom Park
    yes            | Ann Lee  |
                   | Ann Lee  | Ann Lee
""")
def test_rf_1_a_date_that_cannot_be_read_keeps_no_new_reference_of_another_row_waiting(
    first_notified: str, added: str, still_to_be_told: str
) -> None:
    desk = Desk(
        rounds(
            {"Interview date": "2026-11-10", "References": "Ann Lee", "References notified": first_notified},
            {"Interview date": "2026-11-18"},
        )
    )
    desk.sync("2026-11-11")
    desk.type(2, "Interview date", "18/18/2026")
    desk.type(3, "References", added)
    titles = [f"Tell {name} to expect a call (Acme)" for name in still_to_be_told.split("; ") if name]
    for _ in "twice":
        desk.sync("2026-11-11")
        assert [title for title in open_titles(desk) if title.startswith("Tell")] == titles


@cases("""
    told       | seen by    | spoiled on
    2026-11-10 | 2026-11-11 | 2026-11-12
    2026-11-10 | 2026-11-11 | 2027-03-12
    yes        | 2026-11-11 | 2026-11-12
               | 2026-11-11 | 2026-11-30
""")
def test_rf_1_a_reference_who_was_told_of_a_round_stays_told_while_its_date_cannot_be_read(
    told: str, seen_by: str, spoiled_on: str
) -> None:
    desk = Desk(
        rounds(
            {"Interview date": "2026-11-10", "References": "Ann Lee", "References notified": told},
            {"Interview date": "2027-03-15", "References": "Ann Lee"},
        )
    )
    desk.sync(seen_by)
    desk.sync(spoiled_on)
    before = open_titles(desk)
    desk.type(2, "Interview date", "18/18/2026")
    desk.sync(spoiled_on)
    assert open_titles(desk) == before


TWO_ROUNDS = {
    "on two days": """
    {headings}
    Acme | Cook | 2026-11-17 | 10:00 | 1h | London | Jane Doe | Ann Lee | yes | 2026-11-20 | | gentle |
    Acme | Cook | 2026-11-19 | 14:00 | 1h | London | Bob Roe  | Ann Lee |     | 2026-11-27 | | gentle |
    """,
    "on one day": """
    {headings}
    Acme | Cook | 2026-11-17 | 10:00 | 1h | London | Jane Doe | Ann Lee | | | | gentle |
    Acme | Cook | 2026-11-17 | 14:00 | 1h | London | Jane Doe | Ann Lee | | | | gentle |
    """,
    "on one evening": """
    {headings}
    Acme | Cook | 2026-11-17 | 18:00 | 1h | London | Jane Doe | Ann Lee | | | | gentle |
    Acme | Cook | 2026-11-17 | 20:00 | 1h | London | Jane Doe | Ann Lee | | | | gentle |
    """,
    "rejected": """
    {headings}
    Acme | Cook | 2026-11-12 | 10:00 | 1h | London | Jane Doe | Ann Lee | | | | gentle |
    Acme | Cook | 2026-11-16 | 14:00 | 1h | London | Jane Doe | Ann Lee | | | | gentle | Rejected
    """,
    "on a day of the user's own": """
    {headings}
    Acme | Cook | 2026-11-09 | 10:00 | 1h | London | Jane Doe | Ann Lee | | | 2026-11-20 | gentle |
    Acme | Cook | 2026-11-16 | 14:00 | 1h | London | Bob Roe  | Ann Lee | | | 2026-11-20 | gentle |
    """,
    "another role": """
    {headings}
    Acme | Chef | 2026-11-17 | 10:00 | 1h | London | Jane Doe | Ann Lee | | | | gentle |
    Acme |      | 2026-11-17 | 14:00 | 1h | London | Jane Doe | Ann Lee | | | | gentle |
    """,
}  # fmt: skip
SPOILED = (
    "Company", "Role", "Interview date", "Interview time", "Duration", "Time zone", "Interviewers",
    "References", "Decision expected", "Follow up on", "Style", "Status",
)  # fmt: skip
HEADINGS = (
    "Company | Role | Interview date | Interview time | Duration | Time zone | Interviewers | References"
    " | References notified | Decision expected | Follow up on | Style | Status"
)


@pytest.mark.parametrize("row", [2, 3])
@pytest.mark.parametrize("heading", SPOILED)
@pytest.mark.parametrize("sheet", TWO_ROUNDS.values(), ids=TWO_ROUNDS)
def test_a_cell_that_comes_to_be_unreadable_opens_and_withdraws_nothing(
    sheet: str, heading: str, row: int
) -> None:
    desk = Desk(sheet.format(headings=HEADINGS), ALL_KINDS)
    desk.sync("2026-11-17")
    before = live(desk)
    mended = desk.sheet.rows[row - 1][desk.sheet.rows[0].index(heading)]
    for cell in ("#REF!", "#REF!", mended):
        desk.type(row, heading, cell)
        desk.sync("2026-11-17")
        assert live(desk) == before


@cases("""
    day        | opened
    2026-11-17 | Check in with Acme; Thank Jane Doe (Acme)
    2026-11-19 | Check in with Acme; Thank Jane Doe (Acme); Thank Jane Doe (Acme)
""")
def test_a_round_that_is_added_while_a_time_cannot_be_read_doubles_nothing(day: str, opened: str) -> None:
    [row] = grid("Acme | Cook | 2026-11-17 | 10:00 | | | Jane Doe | Ann Lee | yes")
    desk = Desk([*grid(HEADINGS), row])
    desk.sync("2026-11-17")
    desk.type(2, "Interview time", "10 ish")
    desk.sheet.rows.append(grid(f"Acme | Cook | {day} | 20:00 | | | Jane Doe | Ann Lee |")[0])
    for _ in "twice":
        desk.sync("2026-11-17")
        assert open_titles(desk) == opened.split("; ")


def live(desk: Desk) -> dict[str, str]:
    """Give what the calendar shows: the events that are open or done."""
    events = desk.feed.events.values()
    return {event.uid: f"{event.status} {event.title}" for event in events if event.status != "cancelled"}


def open_titles(desk: Desk) -> list[str]:
    return sorted(event.title for event in desk.feed.events.values() if event.status is Status.OPEN)
