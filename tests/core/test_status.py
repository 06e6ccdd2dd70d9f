"""The tool's columns: what they say of a row, and the few cells in which that differs from what is there."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from sync.core.columns import OWN_HEADINGS
from sync.core.model import Cell, State, Table
from sync.core.settings import Settings
from tests.core.tables import (
    AUCKLAND,
    ID,
    MINUTE,
    SETTINGS,
    TODAY,
    cases,
    edits_of,
    row,
    table,
    written,
)


def said(sheet: Table, *, today: date = TODAY, settings: Settings = SETTINGS) -> dict[str, str]:
    """Give what the tool's columns say of a new sheet with one row; dates as Wed 2026-11-18 18:00."""
    return {
        edit.field: edit.value.strftime(MINUTE) if isinstance(edit.value, datetime) else edit.value
        for edit in edits_of(sheet, today=today, settings=settings)
        if edit.value is not None
    }


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second))


# What the columns say


def test_a_row_with_everything_to_do() -> None:
    sheet = row(
        interview_date="2026-11-18 10:00",
        interviewers="Jane Doe",
        references="Ann Lee",
        contact_phone="020 7946 0010",
        decision_expected="2026-11-20",
    )
    assert said(sheet) == {
        "next_step": "Tell Ann Lee to expect a call (Acme)",
        "next_due": "Wed 2026-11-18 12:00",
        "thank_you_status": "Due",
        "thank_you_due": "Wed 2026-11-18 18:00",
        "references_status": "Due",
        "references_due": "Wed 2026-11-18 12:00",
        "check_in_status": "Scheduled",
        "check_in_due": "Mon 2026-11-23 10:00",
        "why": "TY-2: same evening | RF-2: an hour after the interview | "
        "CI-1: they decide by Fri 20 Nov; next working day",
        "follow_up_id": ID,
    }


@cases("""
    today      | sent | outcome | label
    2026-11-17 |      |         | Scheduled
    2026-11-18 |      |         | Due
    2026-11-19 |      |         | Overdue
    2026-11-26 |      |         | Missed
    2026-11-26 | yes  |         | Done
    2026-11-26 | skip |         | Skipped
    2026-11-17 |      | Offer   | Not needed
""")
def test_each_state_has_its_label(today: str, sent: str, outcome: str, label: str) -> None:
    sheet = row(interview_date="2026-11-18", thank_you_sent=sent, outcome=outcome)
    assert said(sheet, today=date.fromisoformat(today))["thank_you_status"] == label


def test_no_state_is_without_a_label() -> None:
    assert [state.label for state in State] == [
        "Overdue", "Due", "Scheduled", "Done", "Missed", "Skipped", "Not needed",
    ]  # fmt: skip


@cases("""
    references | interview  | outcome | label
    Ann Lee    | 2026-11-18 |         | Due
               | 2026-11-18 |         | Not needed
               |            |         | None
    Ann Lee    |            |         | None
    Ann Lee    | 2026-11-18 | Offer   | Not needed
""")
def test_references_are_not_needed_where_none_is_listed(
    references: str, interview: str, outcome: str, label: str
) -> None:
    sheet = row(references=references, interview_date=interview, outcome=outcome)
    assert str(said(sheet).get("references_status")) == label


@cases("""
    checked in | today      | state     | due
               | 2026-11-20 | Scheduled | Mon 2026-11-23 10:00
               | 2026-11-23 | Due       | Mon 2026-11-23 10:00
               | 2026-11-30 | Overdue   | Mon 2026-11-23 10:00
    2026-11-23 | 2026-11-24 | Scheduled | Mon 2026-11-30 10:00
    2026-11-23 | 2026-11-30 | Due       | Mon 2026-11-30 10:00
    2026-11-23 | 2026-12-01 | Overdue   | Mon 2026-11-30 10:00
    2026-11-30 | 2026-12-01 | Done      | Mon 2026-11-23 10:00
               | 2026-12-08 | Overdue   | Mon 2026-11-30 10:00
               | 2026-12-15 | Missed    | Mon 2026-11-23 10:00
    skip       | 2026-11-30 | Skipped   | Mon 2026-11-23 10:00
""")
def test_of_several_follow_ups_the_state_is_the_one_that_asks_most(
    checked_in: str, today: str, state: str, due: str
) -> None:
    sheet = row(
        interview_date="2026-11-18", decision_expected="2026-11-20", style="assertive", checked_in=checked_in
    )
    cells = said(sheet, today=date.fromisoformat(today))
    assert (cells["check_in_status"], cells["check_in_due"]) == (state, due)


@cases("""
    sent | notified | checked in | next step                            | next due
         |          |            | Tell Ann Lee to expect a call (Acme) | Wed 2026-11-18 12:00
         | yes      |            | Thank Jane Doe (Acme)                | Wed 2026-11-18 18:00
    yes  | skip     |            | Check in with Acme                   | Wed 2026-11-25 10:00
    yes  | yes      | yes        | None                                 | None
""")
def test_the_next_step_is_the_first_of_what_is_open(
    sent: str, notified: str, checked_in: str, next_step: str, next_due: str
) -> None:
    sheet = row(
        interview_date="2026-11-18 10:00",
        interviewers="Jane Doe; Bob Roe",
        references="Ann Lee",
        thank_you_sent=sent,
        references_notified=notified,
        checked_in=checked_in,
    )
    cells = said(sheet)
    assert (str(cells.get("next_step")), str(cells.get("next_due"))) == (next_step, next_due)


def test_nothing_is_due_when_it_has_ended() -> None:
    cells = said(row(interview_date="2026-11-18", references="Ann Lee", outcome="Rejected"))
    assert cells == {
        "thank_you_status": "Not needed",
        "references_status": "Not needed",
        "check_in_status": "Not needed",
        "why": "CI-7: it ended: rejected",
        "follow_up_id": ID,
    }


def test_a_company_without_an_interview_says_nothing_yet() -> None:
    assert [edit.field for edit in edits_of(row(company="Acme"))] == ["follow_up_id"]


def test_why_says_each_reason_once_though_it_is_that_of_several_people() -> None:
    sheet = row(interview_date="2026-11-18", interviewers="Jane Doe; Bob Roe; Ann Lee")
    assert said(sheet)["why"] == (
        "TY-2: same evening | CI-2: no decision date; 5 working days after the interview"
    )


def test_a_problem_says_in_which_column_and_what_would_be_accepted() -> None:
    cells = said(row(interview_date="2026-11-18", duration="long", style="pushy"))
    assert cells["problem"] == (
        'Duration: "long" is not a duration of up to a day; write it like 45 min, 1h30 or 1:30 | '
        'Style: "pushy" is not a style; write standard, assertive, gentle or call'
    )


def test_dates_are_on_the_users_clock() -> None:
    sheet = row(interview_date="2026-11-18 16:00", time_zone="America/Los_Angeles")
    cells = said(sheet, settings=replace(SETTINGS, timezone=AUCKLAND))
    assert cells["thank_you_due"] == "Thu 2026-11-19 18:00"


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    sheet = row(company="A" * 40_000, interview_date="2026-11-18")
    [step] = [edit.value for edit in edits_of(sheet) if edit.field == "next_step"]
    assert isinstance(step, str)
    assert len(step) < 32_767  # what a cell of Excel can hold
    assert edits_of(written(sheet, edits_of(sheet))) == []


# Only what differs


SHEET = row(interview_date="2026-11-18 10:00", interviewers="Jane Doe", references="Ann Lee")


def test_a_sheet_that_says_it_all_already_is_left_alone() -> None:
    assert edits_of(written(SHEET, edits_of(SHEET))) == []


def test_one_mark_changes_the_few_cells_that_it_is_about() -> None:
    before = written(SHEET, edits_of(SHEET))
    after = row(
        interview_date="2026-11-18 10:00", interviewers="Jane Doe", references="Ann Lee", thank_you_sent="yes"
    )
    own = tuple(cells[3:] for cells in before.rows)
    marked = replace(
        after, rows=tuple(a + b for a, b in zip(after.rows, own, strict=True)), mark=OWN_HEADINGS
    )
    changes = [(edit.row, edit.field, edit.before, edit.value) for edit in edits_of(marked)]
    status, (_, field, why_before, why) = changes
    assert status == (2, "thank_you_status", "Due", "Done")
    assert (field, str(why)) == ("why", str(why_before).replace("same evening", "same evening; done"))


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        (at(TODAY, 18), "kept"),
        (at(TODAY, 18, 0, 29), "kept"),  # a spreadsheet counts in fractions of a day
        (at(TODAY, 17, 59, 31), "kept"),
        (at(TODAY, 18, 0, 31), "written"),
        (at(TODAY, 18, 1), "written"),
        (at(TODAY, 17, 59), "written"),
        ("2026-11-18 18:00", "kept"),  # in a CSV
        ("2026-11-18 18:01", "written"),
        ("18/11/2026 18:00", "written"),
        (None, "written"),
        ("", "written"),
        (TODAY, "written"),
        (46344.75, "written"),
        (True, "written"),
        (time(18), "written"),
    ],
)
def test_a_date_is_written_where_the_cell_shows_another_minute(cell: Cell, outcome: str) -> None:
    assert outcome_for("thank_you_due", cell) == outcome


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [("Due", "kept"), ("due", "written"), ("Due ", "written"), (None, "written"), (1, "written")],
)
def test_a_text_is_written_where_the_cell_has_another(cell: Cell, outcome: str) -> None:
    assert outcome_for("thank_you_status", cell) == outcome


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [(None, "kept"), ("", "kept"), (" ", "written"), (0, "written"), (False, "written")],
)
def test_where_there_is_nothing_to_say_a_cell_is_cleared_unless_it_is_empty(cell: Cell, outcome: str) -> None:
    assert outcome_for("problem", cell) == outcome


def outcome_for(field: str, cell: Cell) -> str:
    """Tell what becomes of a cell of a sheet that says everything else already."""
    sheet = written(SHEET, edits_of(SHEET))
    place = sheet.rows[0].index(OWN_HEADINGS[field])
    cells = (*sheet.rows[1][:place], cell, *sheet.rows[1][place + 1 :])
    changed = [edit.field for edit in edits_of(replace(sheet, rows=(sheet.rows[0], cells)))]
    assert changed in ([], [field])
    return "written" if changed else "kept"


@pytest.mark.parametrize("cell", [at(TODAY, 0), TODAY])  # a workbook reads midnight back as a day
def test_midnight_is_a_time_like_any_other(cell: Cell) -> None:
    sheet = row(follow_up_on="2026-11-18", time_zone="UTC+10")
    first = written(sheet, edits_of(sheet))
    midnight = at(TODAY, 0)
    again = tuple(tuple(cell if value == midnight else value for value in cells) for cells in first.rows)
    assert midnight in first.rows[1]
    assert edits_of(replace(first, rows=again)) == []


def test_a_column_that_is_switched_off_is_not_written() -> None:
    settings = replace(SETTINGS, sheet_columns=frozenset({"next_step", "follow_up_id"}))
    assert {edit.field for edit in edits_of(SHEET, settings=settings)} == {"next_step", "follow_up_id"}


# Rows that cannot be read, and rows that are none


@cases("""
    field             | cell | waits
    interview_date    | soon | thank_you references check_in
    decision_expected | soon | check_in
""")
def test_what_is_held_back_keeps_what_was_said_of_it_before(field: str, cell: str, waits: str) -> None:
    cells: dict[str, Cell] = {"interview_date": "2026-11-18", "references": "Ann Lee"}
    changed = {edit.field for edit in edits_of(row(**{**cells, field: cell}))}
    kinds = ("thank_you", "references", "check_in")
    held = {f"{kind}_{part}" for kind in kinds if kind in waits.split() for part in ("status", "due")}
    free = {f"{kind}_{part}" for kind in kinds if kind not in waits.split() for part in ("status", "due")}
    assert changed.isdisjoint(held)
    assert changed >= free


def test_a_row_that_waits_for_its_cell_to_be_mended_says_so() -> None:
    cells = said(row(interview_date="soon"))
    assert cells == {
        "next_step": "See Problem",
        "problem": 'Interview date: "soon" is not a date; write it like 2026-11-18 or 18 Nov 2026',
        "follow_up_id": ID,
    }


def test_a_row_whose_date_cannot_be_read_still_shows_what_is_settled() -> None:
    cells = said(row(interview_date="soon", thank_you_sent="yes", outcome="Rejected"))
    assert cells["thank_you_status"] == "Done"
    assert cells["references_status"] == cells["check_in_status"] == "Not needed"
    assert "next_step" not in cells


def test_what_can_be_done_goes_before_what_waits() -> None:
    assert (
        said(row(interview_date="2026-11-18", style="pushy"))["next_step"] == "Thank the interviewer (Acme)"
    )


def test_a_row_of_ours_that_the_user_emptied_is_cleared() -> None:
    sheet = written(SHEET, edits_of(SHEET))
    emptied = replace(sheet, rows=(sheet.rows[0], (None, None, None, None, *sheet.rows[1][4:])))
    assert all(edit.value is None for edit in edits_of(emptied))
    assert edits_of(written(emptied, edits_of(emptied))) == []
    assert ("follow_up_id", ID) in [(edit.field, edit.before) for edit in edits_of(emptied)]


def test_a_row_that_was_never_ours_is_left_alone() -> None:
    sheet = table(
        """
        Company | Interview date | Why     | Follow-up ID
                |                | my note |
                | 2026-11-18     |         |
        """,
        mark={"why": "Why", "follow_up_id": "Follow-up ID"},
    )
    assert edits_of(sheet) == []


def test_rows_are_written_in_their_order_and_each_with_its_number() -> None:
    sheet = table("""
        My search
        Company | Interview date
        Acme    | 2026-11-18
                |
        Globex  | 2026-11-18
    """)
    assert list(dict.fromkeys(edit.row for edit in edits_of(sheet))) == [3, 5]
