"""Headings and fields: the header row, the user's columns, and which columns are the tool's."""

from collections.abc import Mapping

import pytest

from sync.core.columns import OWN_HEADINGS, USER_HEADINGS, Layout, locate, normalise
from sync.core.model import Cell, Table
from sync.core.values import clean
from sync.errors import SheetUnusableError
from tests.core.tables import cases, grid, table

ALL = frozenset(OWN_HEADINGS)
FIRST = "Company | Interview date"
OURS = " | ".join(OWN_HEADINGS.values())
TWO: frozenset[str] = frozenset({"why", "follow_up_id"})


def find(
    sheet: str | Table,
    mapped: Mapping[str, str] | None = None,
    written: frozenset[str] = ALL,
    remembered: Mapping[str, str] | None = None,
) -> Layout:
    found = table(sheet) if isinstance(sheet, str) else sheet
    return locate(found, mapped or {}, written, remembered or {})


def own(layout: Layout) -> dict[str, int | str]:
    """Give the place of each of the tool's columns, or the heading under which it is to be added."""
    return {column.field: column.heading if column.new else column.index for column in layout.own}


# The header row

HEADINGS: list[Cell] = ["Company", "Interview date", "Role"]


@pytest.mark.parametrize(
    ("rows", "header_row"),
    [
        ([HEADINGS, ["Acme"]], 1),
        ([["My job search"], HEADINGS], 2),
        ([["My job search"], [], [None, "Status: open", 3], HEADINGS, ["Acme"]], 4),
        ([["Status", "Notes"], HEADINGS], 2),  # the row with the most headings
        ([HEADINGS, HEADINGS], 1),  # of equal ones the first
        ([[]] * 49 + [HEADINGS], 50),
    ],
)
def test_the_header_row_is_found_under_whatever_stands_above_it(
    rows: list[list[Cell]], header_row: int
) -> None:
    assert find(table(rows)).header_row == header_row


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [[None, None]], [["Acme", "2026-11-18"]], [[1, True, 2.5]], [[]] * 50 + [HEADINGS]],
)
def test_a_sheet_without_headings_cannot_be_used(rows: list[list[Cell]]) -> None:
    with pytest.raises(SheetUnusableError) as caught:
        find(table(rows))
    assert str(caught.value) == (
        "mine.xlsx, worksheet Interviews: no header row was found in the first 50 rows. It takes a row of "
        'headings with at least "Company" and "Interview date", or names for yours in followups.toml under '
        "[columns]."
    )


# The user's columns


@cases("""
    heading            | field
    Interview date     | interview_date
    INTERVIEW DATE     | interview_date
    interview_date     | interview_date
    Interview-Date:    | interview_date
    *Interview  date*  | interview_date
    InterviewDate      | interview_date
    \uff29nterview date | interview_date
    Thank you sent?    | thank_you_sent
    Thank-you sent     | thank_you_sent
    Interview number x |
    Date applied       |
""")
def test_headings_match_without_regard_to_case_spaces_and_punctuation(heading: str, field: str) -> None:
    layout = find(f"Company | {heading}")
    assert layout.user == {"company": 0, **({field: 1} if field else {})}


def test_every_usual_heading_is_found_wherever_it_stands() -> None:
    headings = list(USER_HEADINGS.values())[::-1]
    assert find(" | ".join(headings)).user == {
        field: headings.index(heading) for field, heading in USER_HEADINGS.items()
    }


@cases("""
    mapped                      | headings                         | found
    company=Employer            | Employer, Interview date         | company=0 interview_date=1
    company=Employer            | Company, Employer                | company=1
    company=Role                | Role, Interview date             | company=0 interview_date=1
    company=Role, role=Company  | Company, Role                    | company=1 role=0
    notes=Ort / Raum            | Company, ort raum                | company=0 notes=1
    company=Unternehmen         | Unternehmen, Datum, Rolle        | company=0 role=2
    round=N°                    | Company, n°                      | company=0 round=1
""")
def test_any_heading_can_be_mapped_and_an_unmapped_field_gives_way(
    mapped: str, headings: str, found: str
) -> None:
    pairs = [pair.partition("=") for pair in mapped.split(", ")]
    layout = find(headings.replace(", ", "|"), {field: heading for field, _, heading in pairs})
    expected = dict(each.split("=") for each in found.split())
    assert layout.user == {field: int(index) for field, index in expected.items()}


def test_a_mapped_heading_that_no_column_has_is_a_problem_of_the_header_row() -> None:
    [problem] = find(f"Mine\n{FIRST}", {"role": "Position"}).problems
    assert (problem.row, problem.column, problem.value, problem.message) == (
        2,
        "Position",
        "",
        "no column has this heading, which followups.toml gives for role",
    )


@cases("""
    headings                                  | read  | told
    Company, Interview date, Role, ROLE       | 2     | Role
    Role, Interview date, Company, Role, role | 0     | Role
    Company, Interview date, Role, Foo, Foo   | 2     |
""")
def test_of_two_columns_with_one_heading_the_left_one_is_read_and_it_is_said(
    headings: str, read: str, told: str
) -> None:
    layout = find(headings.replace(", ", "|"))
    message = "two columns have this heading; the left one is read"
    assert layout.user["role"] == int(read)
    assert [(problem.column, problem.message) for problem in layout.problems] == (
        [(told, message)] if told else []
    )


@cases("""
    headings                      | missing                       | example
    Company, Role                 | "Interview date"              | interview_date
    Interview date, Role          | "Company"                     | company
    Role, Notes                   | "Company" and "Interview date" | company
""")
def test_a_required_column_that_is_missing_makes_the_sheet_unusable(
    headings: str, missing: str, example: str
) -> None:
    sheet = table(grid(headings.replace(", ", "|")))
    found = ", ".join(f'"{heading}"' for heading in headings.split(", "))
    with pytest.raises(SheetUnusableError) as caught:
        find(sheet).require(sheet)
    assert str(caught.value) == (
        f"mine.xlsx, worksheet Interviews: no column is headed {missing}. Headings found in row 1: {found}. "
        f'Rename one, or name yours in followups.toml, such as [columns] {example} = "your heading"; '
        "or let `followups init --add-columns` add what is missing."
    )


def test_a_required_column_is_missed_under_the_name_that_the_settings_give_it() -> None:
    sheet = table("Company | Interview date")
    with pytest.raises(SheetUnusableError, match='no column is headed "Employer"'):
        find(sheet, {"company": "Employer"}).require(sheet)


def test_headings_that_are_not_the_usual_ones_are_told_with_what_they_were_taken_for() -> None:
    sheet = table("Firma | Stelle | Status | Beworben am")
    with pytest.raises(SheetUnusableError) as caught:
        find(sheet).require(sheet)
    found = '"Firma" (taken for Company), "Stelle" (taken for Role), "Status", "Beworben am"'
    assert f'no column is headed "Interview date". Headings found in row 1: {found}. ' in str(caught.value)


def test_each_column_is_told_with_all_that_it_was_taken_for_those_of_several_interviews_too() -> None:
    sheet = table(
        "Firma | Interview 1 date | Interview 2 date | Interview 2 time | Interview 1 interviewers | "
        "Interview 2 interviewers | Status / Notes | Shoe size"
    )
    layout = find(sheet)
    assert layout.taken() == {
        0: "Company",
        1: "Interview date",
        2: "Interview date",
        3: "Interview time",
        4: "Interviewers",
        5: "Interviewers",
        6: "Status and Notes",
    }
    assert layout.unused() == [7]


def test_people_who_are_there_in_every_interview_of_a_row_are_told_once() -> None:
    layout = find(table("Company | Interview 1 date | Interview 2 date | Interviewers"))
    assert layout.taken()[3] == "Interviewers"
    assert layout.taken_otherwise() == {1: "Interview date", 2: "Interview date"}


def test_ci_0_a_day_to_follow_up_on_will_do_in_place_of_an_interview_date() -> None:
    sheet = table("Company | Next action date | Status")
    layout = find(sheet)
    layout.require(sheet)
    assert layout.user == {"company": 0, "follow_up_on": 1, "status": 2}


def test_a_sheet_with_the_two_required_columns_will_do() -> None:
    sheet = table(FIRST)
    layout = find(sheet)
    layout.require(sheet)
    assert layout.user == {"company": 0, "interview_date": 1}


def test_a_heading_is_shown_as_the_sheet_spells_it_and_a_missing_one_as_usual() -> None:
    layout = find(table([[" Company\nname ", "Interview date"]]), {"company": "company name"})
    assert (layout.heading("company"), layout.heading("role")) == ("Company name", "Role")


def test_what_no_cell_could_hold_is_left_out_of_a_heading() -> None:
    layout = find(table([["Company\x00", "Interview \ud800date"]]))
    assert layout.headings == ("Company", "Interview date")
    assert [clean(heading) for heading in layout.headings] == list(layout.headings)


@pytest.mark.parametrize("cell", [None, "", " ", "#", 2026, 2.5, True])
def test_a_cell_without_a_letter_or_a_digit_is_no_heading(cell: Cell) -> None:
    assert normalise(cell) == ""


# The tool's columns


def test_missing_columns_are_added_to_the_right_of_everything_in_their_order() -> None:
    layout = find(table([["Company", "Interview date"], ["Acme", None, None, "a note outside"], ["", None]]))
    assert own(layout) == OWN_HEADINGS
    assert [column.index for column in layout.own] == list(range(4, 4 + len(OWN_HEADINGS)))


@pytest.mark.parametrize(
    "headings",
    [
        f"{FIRST} | {OURS}",
        f"{OURS} | {FIRST}",
        f"Company | {OURS} | Interview date",
        f"Notes | {' | '.join(list(OWN_HEADINGS.values())[::-1])} | {FIRST}",
        f"{FIRST} | {OURS.upper()}",
    ],
)
def test_columns_of_ours_are_found_wherever_the_user_moved_them(headings: str) -> None:
    places = {normalise(heading): index for index, heading in enumerate(headings.split(" | "))}
    layout = find(table(headings, mark=OWN_HEADINGS))
    assert own(layout) == {field: places[normalise(heading)] for field, heading in OWN_HEADINGS.items()}


WHY = {"why": "Why", "follow_up_id": "Follow-up ID"}
OTHER_WHY = {"why": "Why (follow-ups)", "follow_up_id": "Follow-up ID"}


@pytest.mark.parametrize(
    ("mark", "headings", "why"),
    [
        (None, "Company | Interview date", "Why"),
        (None, "Company | Interview date | Why", "Why (follow-ups)"),  # theirs
        (None, "Company | Interview date | why?", "Why (follow-ups)"),
        (None, "Why | Interview date | Why (follow-ups)", "Why (follow-ups 2)"),
        (None, "Why | Interview date | Why (follow-ups) | Why (follow-ups 2)", "Why (follow-ups 3)"),
        (WHY, "Company | Interview date | Why | Follow-up ID", 2),
        (WHY, "Company | Why | Interview date | Follow-up ID", 1),  # moved
        (WHY, "Company | Interview date | Reason | Follow-up ID", "Why"),  # renamed: added again
        (WHY, "Company | Interview date | Why | Follow-up ID | Why", "Why (follow-ups)"),  # doubled
        (OTHER_WHY, "Company | Why | Interview date | Why (follow-ups) | Follow-up ID", 3),
        (OTHER_WHY, "Company | Why | Interview date | Follow-up ID", "Why (follow-ups)"),
        (OTHER_WHY, "Company | Why (follow-ups) | Why (follow-ups) | Follow-up ID", "Why"),
        ({"follow_up_id": "Follow-up ID"}, "Company | Why | Interview date", "Why (follow-ups)"),
        ({}, "Company | Interview date | Why", "Why (follow-ups)"),
    ],
)
def test_a_column_is_ours_only_by_the_mark(
    mark: Mapping[str, str] | None, headings: str, why: int | str
) -> None:
    assert own(find(table(headings, mark=mark), written=TWO))["why"] == why


def test_a_user_s_column_stays_the_user_s_though_the_mark_has_its_heading() -> None:
    layout = find(table("Why | Interview date", mark=WHY), {"company": "Why"}, TWO)
    assert layout.user["company"] == 0
    assert own(layout)["why"] == "Why"


@pytest.mark.parametrize(
    ("headings", "ours"),
    [
        ("Company | Interview date | Next step | Next due | Why", {}),
        (
            "Company | Interview date | Next step | Next due | Why | Follow-up ID",
            {"next_step": 2, "next_due": 3, "why": 4, "follow_up_id": 5},
        ),
        ("Company | Interview date | Why | Why (follow-ups)", {"why": 3}),
        ("Company | Interview date | Why (follow-ups) | Why (follow-ups 2)", {"why": 3}),
    ],
)
def test_in_a_csv_four_of_our_headings_are_the_mark(headings: str, ours: dict[str, int]) -> None:
    layout = find(table(headings, keeps_mark=False))
    assert {field: place for field, place in own(layout).items() if isinstance(place, int)} == ours


@pytest.mark.parametrize(
    ("written", "headings", "ours"),
    [
        ({"follow_up_id"}, "Company | Follow-up ID", {"follow_up_id": 1}),
        ({"why", "follow_up_id"}, "Company | Follow-up ID", {}),
        ({"why", "follow_up_id"}, "Company | Follow-up ID | Why", {"follow_up_id": 1, "why": 2}),
    ],
)
def test_in_a_csv_where_fewer_than_four_are_written_all_of_them_are_the_mark(
    written: set[str], headings: str, ours: dict[str, int]
) -> None:
    layout = find(table(headings, keeps_mark=False), written=frozenset(written))
    assert {field: place for field, place in own(layout).items() if isinstance(place, int)} == ours


@pytest.mark.parametrize(
    ("remembered", "headings", "why"),
    [
        ({}, "Company | Why | Next step | Next due | Problem | Follow-up ID", 1),
        ({"why": "Why (follow-ups)"}, "Company | Why | Next step | Next due | Problem", "Why (follow-ups)"),
        ({"why": "Why (follow-ups)"}, "Company | Why | Next step | Why (follow-ups)", 3),
        ({"why": "Why (follow-ups 7)"}, "Company | Why | Why (follow-ups 7)", 2),
    ],
)
def test_in_a_csv_the_last_feed_remembers_a_heading_that_is_not_the_usual_one(
    remembered: Mapping[str, str], headings: str, why: int | str
) -> None:
    assert own(find(table(headings, keeps_mark=False), remembered=remembered))["why"] == why


def test_a_sheet_with_a_mark_needs_no_memory() -> None:
    sheet = table("Company | Interview date | Why (follow-ups) | Why", mark=WHY)
    assert own(find(sheet, written=TWO, remembered={"why": "Why (follow-ups)"}))["why"] == 3


def test_columns_that_are_switched_off_are_neither_added_nor_found() -> None:
    added, there = (
        find(sheet, written=TWO) for sheet in (FIRST, table(f"{FIRST} | {OURS}", mark=OWN_HEADINGS))
    )
    assert own(added) == {"why": "Why", "follow_up_id": "Follow-up ID"}
    assert own(there) == {"why": 10, "follow_up_id": 12}


def test_on_the_first_sight_of_a_csv_four_headings_are_no_mark_without_the_id_among_them() -> None:
    sheet = table("Company | Interview date | Why | Problem | Next step | Next due", keeps_mark=False)
    layout = locate(sheet, {}, OWN_HEADINGS, None)
    assert {column.heading for column in layout.own if not column.new} == set()
    assert {column.heading for column in layout.own} >= {"Why (follow-ups)", "Next due (follow-ups)"}


def test_a_formula_that_shows_nothing_keeps_its_column() -> None:
    layout = locate(table([["Company", "Interview date"], ["Acme", None, ""]]), {}, OWN_HEADINGS, None)
    assert min(column.index for column in layout.own) == 3
