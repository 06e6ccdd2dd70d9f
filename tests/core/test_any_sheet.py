"""No sheet whatever stops a run: it is read, the rules apply, and what is written is fit to be written."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.core.columns import OWN_HEADINGS, USER_HEADINGS
from sync.core.drafts import Drafts
from sync.core.model import Cell, CellEdit, Table
from sync.core.values import clean, clean_lines
from sync.drafts import load
from tests.core.tables import (
    ALL_KINDS,
    ID,
    SETTINGS,
    edits_of,
    layout_of,
    protocol,
    read,
    row,
    table,
    written,
)

DRAFTS = Drafts(load(None), SETTINGS.me)
LATEST = datetime.combine(date.max, time.max)

ODD: list[Cell] = [
    True, False, 0, -1, 1.5, 46344, 46344.99999999, 10**300, -(10**18), 1e308, float("nan"), float("inf"),
    date.min, date.max, LATEST, time.max, timedelta.min, timedelta.max, timedelta(hours=25),
    "", " ", "#REF!", "#N/A", "nan", "NaT", "None", "TRUE", "1e999", "=1+2", "{{ 1 / 0 }}", "%s", "\\",
    "\ud800", "\x00", "\u202e", "\ufeff", "\r\n;\r\n", "x" * 40_000, "9" * 5000, "a;" * 400, "31/02/2026",
    "9999-12-31", "0000-00-00", "2026-11-18T14:00:00+99:00", "2100-12-31 23:59", "1990-01-01",
]  # fmt: skip
USUAL: dict[str, list[Cell]] = {
    "Company": ["Acme", "Globex"],
    "Interview date": [
        date(2026, 11, 18),
        "2026-11-18 23:59",
        "2026-03-29 01:30",
        "2100-12-31",
        "1990-01-01",
    ],
    "Interview time": ["2-3pm", "14:00", time(23, 59)],
    "Duration": [90, "1h30", timedelta(hours=1)],
    "Time zone": ["Pacific/Auckland", "UTC-12", "PT"],
    "Interviewers": ["Jane Doe <jane@acme.com>; Bob Roe", "Jane Doe"],
    "Discussed": ["Jane: this; Bob: that", "all of it"],
    "References": ["Ann Lee 020 7946 0010; Tom Park"],
    "Decision expected": [date(2026, 11, 20), "2026-11-17", "2100-12-31"],
    "Follow up on": [date(2026, 11, 25), "2100-12-31"],
    "Style": ["assertive", "gentle, call"],
    "Thank-you sent": ["Jane", "undo", "+3d", "2100-12-31"],
    "Checked in": ["yes", "skip", "2026-11-17", "999w"],
    "Replied": ["done", "999 days", "2100-12-31"],
    "Feedback wanted": ["2026-11-17", "2100-12-31"],
    "Outcome": ["Offer", "Rejected", "pending"],
    "Follow-up ID": [ID],
}
CELLS = st.none() | st.sampled_from(ODD) | st.text(st.characters(), max_size=12)
HEADINGS = st.sampled_from([*USER_HEADINGS.values(), *OWN_HEADINGS.values(), "Why (follow-ups)", " why? "])


@st.composite
def sheets(draw: st.DrawFn) -> Table:
    """Draw a sheet with the two required columns, others in any order and number, and rows of any length."""
    headings: list[str] = ["Company", "Interview date", *draw(st.lists(HEADINGS, max_size=12))]
    fitting = [st.sampled_from(USUAL.get(heading, [None])) | CELLS for heading in headings]
    lines = draw(st.lists(st.tuples(*fitting, CELLS), max_size=4))
    rows = [list(line[: draw(st.integers(0, len(line)) | st.just(len(line)))]) for line in lines]
    marked = draw(st.sampled_from([None, {}, dict(OWN_HEADINGS)]))
    zone = draw(st.sampled_from([None, "Pacific/Auckland"]))
    title: list[Cell] = [draw(CELLS)]
    spelled: list[Cell] = [heading.replace("i", "i\x00").upper() for heading in headings]
    return table([title, spelled, *rows], mark=marked, keeps_mark=draw(st.booleans()), timezone=zone)


DAYS = st.dates(date(1990, 1, 1), date(2101, 12, 31)) | st.dates(date(2026, 11, 10), date(2026, 12, 31))
ZONES = st.sampled_from(["Europe/London", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata"])


def fit(edit: CellEdit) -> bool:
    """Tell whether any spreadsheet can hold it: a short text, a minute without a zone, or nothing."""
    if isinstance(edit.value, datetime):
        return edit.value.tzinfo is None and edit.value.second == edit.value.microsecond == 0
    return edit.value is None or (clean(edit.value) == edit.value and 0 < len(edit.value) <= 1000)


@settings(max_examples=150)
@given(sheets(), DAYS, ZONES)
@example(row(interview_date=LATEST, follow_up_on=date.max, checked_in=date.max), date(2026, 11, 18), "UTC")
@example(row(follow_up_on="2100-12-31", time_zone="UTC-14"), date(2101, 12, 31), "Pacific/Auckland")
def test_what_is_written_is_fit_to_be_written_into_our_columns_and_is_then_all(
    sheet: Table, today: date, zone: str
) -> None:
    mine = replace(ALL_KINDS, timezone=ZoneInfo(zone))
    layout = layout_of(sheet, mine)
    changes = edits_of(sheet, today=today, settings=mine)
    assert all(map(fit, changes))
    assert {column.index for column in layout.own}.isdisjoint(layout.user.values())
    assert edits_of(written(sheet, changes, mine), today=today, settings=mine) == []


@settings(max_examples=150)
@given(sheets(), DAYS)
def test_every_problem_is_one_short_line_and_every_follow_up_has_a_rule_a_reason_and_a_draft(
    sheet: Table, today: date
) -> None:
    interviews, problems = read(sheet, today=today)
    rules = protocol(today, ALL_KINDS)
    for problem in problems:
        for text in (problem.column, problem.value, problem.message):
            assert clean(text) == text
        assert len(problem.value) <= 80
        assert len(problem.message) < 250
    for item in (item for interview in interviews for item in rules.follow_ups(interview, ID)):
        assert item.due.tzinfo is UTC
        assert item.rule
        assert item.reason
        draft = DRAFTS.render(item)
        assert clean_lines(draft) == draft


@given(st.dictionaries(st.sampled_from(list(USER_HEADINGS)), CELLS, max_size=8), CELLS)
def test_a_row_however_odd_changes_nothing_of_another(odd: dict[str, Cell], company: Cell) -> None:
    fields = list(USER_HEADINGS)
    good: dict[str, Cell] = {"company": "Acme", "interview_date": "2026-11-18", "interviewers": "Jane Doe"}
    lines = [[cells.get(field) for field in fields] for cells in (good, {**odd, "company": company})]
    headings: list[Cell] = list(USER_HEADINGS.values())
    [alone], _ = read(table([headings, lines[0]]))
    [beside, *_], _ = read(table([headings, *lines]))
    assert beside == alone
