"""The sheet that `followups init` makes, read by the same parser as every other."""

from datetime import date, time

import pytest

from sync.core import values
from sync.core.columns import OWN_HEADINGS, REQUIRED, USER_HEADINGS, locate
from sync.core.model import Mark, Said, State
from sync.core.template import STATUS_COLOURS, TEMPLATE, Kind, NewColumn
from sync.errors import ConfigError
from tests.core.tables import TODAY, follow_ups, read, read_one, table

COLUMNS = {column.field: column for column in TEMPLATE.columns}
CLOSED = ["offer", "accepted", "rejected", "withdrawn", "cancelled", "no response"]


def test_every_heading_is_found_again_as_the_column_it_was_made_for() -> None:
    mark = {column.field: column.heading for column in TEMPLATE.columns if column.own}
    layout = locate(table(TEMPLATE.rows(TODAY), mark=mark), {}, OWN_HEADINGS, None)
    assert layout.header_row == 1
    assert layout.problems == ()
    found = dict(layout.user) | {column.field: column.index for column in layout.own}
    assert found == {column.field: at for at, column in enumerate(TEMPLATE.columns)}
    assert not any(column.new for column in layout.own)


def test_the_users_columns_come_first_and_the_required_ones_before_all() -> None:
    assert tuple(column.field for column in TEMPLATE.columns[:2]) == REQUIRED
    assert [column.field for column in TEMPLATE.columns[slice(TEMPLATE.own.start, None)]] == list(
        OWN_HEADINGS
    )
    assert all(column.field in USER_HEADINGS for column in TEMPLATE.columns[: TEMPLATE.own.start])


def test_the_users_own_headings_take_the_place_of_the_usual_ones() -> None:
    headings = {"company": "Firma", "role": "Company", "status": "Stand"}
    template = TEMPLATE.headed(headings)
    layout = locate(table(template.rows(TODAY)), headings, OWN_HEADINGS, None)
    assert {field: template.columns[at].field for field, at in layout.user.items()} == {
        field: field for field in layout.user
    }
    assert layout.user.keys() == {"status"} | {column.field for column in TEMPLATE.columns if not column.own}
    assert template.own == range(TEMPLATE.own.start + 1, TEMPLATE.own.stop + 1)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ({"company": "Interview DATE"}, "company and interview_date"),
        ({"status": "Notes"}, "notes and status"),
        ({"company": "Next step"}, "company and next_step"),
    ],
)
def test_no_heading_may_stand_over_two_columns(headings: dict[str, str], fields: str) -> None:
    with pytest.raises(ConfigError, match=f"would head two columns of the new sheet, {fields}"):
        TEMPLATE.headed(headings)


def test_only_the_tools_id_is_hidden() -> None:
    assert [column.field for column in TEMPLATE.columns if column.hidden] == ["follow_up_id"]


@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29), date(2026, 12, 31)])
def test_the_row_that_shows_how_is_read_without_a_problem(today: date) -> None:
    [interview], problems = read(table(TEMPLATE.rows(today)), today=today)
    assert problems == ()
    assert "delete this row" in interview.company
    assert len(interview.interviewers) == 2
    assert {item.state for item in follow_ups(table(TEMPLATE.rows(today)), today=today)} == {State.SCHEDULED}


@pytest.mark.parametrize(
    ("field", "option", "mark"),
    [
        (column.field, option, mark)
        for column in TEMPLATE.columns
        if column.field in {"thank_you_sent", "references_notified", "checked_in", "replied"}
        for option, mark in zip(column.options, [Mark.DONE, Mark.SKIPPED, Mark.NOT_YET], strict=True)
    ],
)
def test_a_mark_is_offered_as_done_skipped_and_not_yet(field: str, option: str, mark: Mark) -> None:
    assert values.read_mark(option, day_first=None, today=TODAY) == Said(mark)
    assert not COLUMNS[field].strict


def test_every_style_that_is_offered_is_understood_and_only_those_are_taken() -> None:
    styles = {values.read_style(option) for option in COLUMNS["style"].options}
    assert styles == {
        (style, call) for style in ("standard", "assertive", "gentle") for call in (False, True)
    }
    assert [column.field for column in TEMPLATE.columns if column.strict] == ["style"]


def test_every_outcome_that_is_offered_ends_the_row_but_pending() -> None:
    assert [values.ending(option) for option in COLUMNS["outcome"].options] == [None, *CLOSED]


def test_a_row_typed_into_the_offered_choices_is_read_without_a_problem() -> None:
    for column in TEMPLATE.columns:
        for option in column.options:
            [headings, cells] = TEMPLATE.rows(TODAY)
            cells[headings.index(column.heading)] = option
            assert read(table([headings, cells]))[1] == ()


def test_dates_and_times_are_real_ones() -> None:
    interview = read_one(table(TEMPLATE.rows(TODAY)))
    assert interview.end is not None
    assert interview.end.time() == time(14, 45)
    kinds = {Kind.DATE: date, Kind.TIME: time}
    for column, cell in zip(TEMPLATE.columns, TEMPLATE.rows(TODAY)[1], strict=True):
        if cell is not None and column.kind in kinds:
            assert isinstance(cell, kinds[column.kind])


def test_every_state_has_its_colours_and_what_asks_something_has_its_own() -> None:
    assert set(STATUS_COLOURS) == set(State)
    asking = [STATUS_COLOURS[state] for state in State if state.open or state is State.DONE]
    assert len(set(asking)) == 4
    quiet = {STATUS_COLOURS[state] for state in (State.SKIPPED, State.MISSED, State.NOT_NEEDED)}
    assert len(quiet) == 1
    assert not quiet.intersection(asking)


def test_a_status_column_is_one_of_the_tools() -> None:
    assert not NewColumn("thank_you_status", "Status", 9).is_status
    assert [column.field for column in TEMPLATE.columns if column.is_status] == [
        "thank_you_status",
        "references_status",
        "check_in_status",
    ]
