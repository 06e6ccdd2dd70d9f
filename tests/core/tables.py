"""Small text tables as a reader likes them: the cases of a test side by side, and sheets to plan from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sync.core.columns import OWN_HEADINGS, USER_HEADINGS, Layout, locate
from sync.core.model import Cell, CellEdit, FollowUp, Interview, Kind, Problem, Seen, Table
from sync.core.parse import interviews
from sync.core.rules import Protocol
from sync.core.settings import Answer, Ask, Feed, Me, Rules, Settings
from sync.core.status import Row, edits
from sync.core.workdays import Workdays

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
AUCKLAND = ZoneInfo("Pacific/Auckland")

OFF = Answer(enabled=False)
THE_FIRST_THREE = Rules(ask=Ask(enabled=False), reply=OFF, offer_call=OFF, feedback=OFF)

SETTINGS = Settings(
    timezone=LONDON,
    country=None,
    subdivision=None,
    day_first=True,
    me=Me("Pauline Hayes", "pauline@example.org", "+44 20 7946 0000"),
    columns={},
    rules=THE_FIRST_THREE,
    sheet_columns=frozenset(OWN_HEADINGS),
    feed=Feed(overdue="keep"),  # the roll-up moves every day; its own tests turn it on
)
ALL_KINDS = replace(SETTINGS, rules=Rules())
TODAY = date(2026, 11, 18)  # a Wednesday
ID = "k3f9x2qa"
MINUTE = "%a %Y-%m-%d %H:%M"


def cases(text: str) -> pytest.MarkDecorator:
    """Make one test of each line: its cells are the arguments that the first line names."""
    header, *rows = _cells(text)
    names = [name.lower().replace(" ", "_").replace("-", "_") for name in header]
    return pytest.mark.parametrize(names, rows, ids=[" | ".join(row) for row in rows])


def _cells(text: str) -> Iterator[list[str]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        yield [cell.strip() for cell in line.split("|")]


def grid(text: str) -> list[list[Cell]]:
    """Read a sheet drawn with `|` between its cells; a blank cell is an empty one."""
    return [[cell or None for cell in row] for row in _cells(text)]


def table(
    rows: str | list[list[Cell]],
    *,
    mark: Mapping[str, str] | None = None,
    keeps_mark: bool = True,
    timezone: str | None = None,
) -> Table:
    """Make the table that a sheet gives: drawn as a text, or cell by cell."""
    found = grid(rows) if isinstance(rows, str) else rows
    return Table(
        source="mine.xlsx",
        worksheet="Interviews",
        rows=tuple(map(tuple, found)),
        version="1",
        mark=mark,
        keeps_mark=keeps_mark,
        timezone=timezone,
    )


def row(*, company: Cell = "Acme", interview_date: Cell = None, **cells: Cell) -> Table:
    """Make a sheet of one interview, each cell named by its field."""
    fields = {"company": company, "interview_date": interview_date, **cells}
    return table([[USER_HEADINGS[field] for field in fields], list(fields.values())])


def layout_of(sheet: Table, settings: Settings = SETTINGS) -> Layout:
    return locate(sheet, settings.columns, settings.sheet_columns, {})


def read(
    sheet: Table, *, today: date = TODAY, settings: Settings = SETTINGS
) -> tuple[tuple[Interview, ...], tuple[Problem, ...]]:
    return interviews(sheet, layout_of(sheet, settings), settings, today)


def read_one(sheet: Table, *, today: date = TODAY, settings: Settings = SETTINGS) -> Interview:
    [interview], _ = read(sheet, today=today, settings=settings)
    return interview


def protocol(today: date = TODAY, settings: Settings = SETTINGS) -> Protocol:
    return Protocol(settings, Workdays(settings.country, settings.subdivision), today)


def follow_ups(
    sheet: Table,
    *,
    today: date | str = TODAY,
    settings: Settings = SETTINGS,
    kind: Kind | None = None,
    seen: Mapping[str, Seen] | None = None,
) -> list[FollowUp]:
    """Give what the rules ask for the one interview of a sheet, of all kinds or of one.

    `seen` is when its cells were first seen to say what they say; without it, today.
    """
    day = date.fromisoformat(today) if isinstance(today, str) else today
    interview = read_one(sheet, today=day, settings=settings)
    found = protocol(day, settings).follow_ups(interview, ID, seen or {})
    return [item for item in found if kind in (None, item.kind)]


def local(moment: datetime, zone: ZoneInfo = LONDON) -> str:
    """Write an instant as a clock on that wall shows it: Wed 2026-11-18 18:00."""
    return moment.astimezone(zone).strftime(MINUTE)


def edits_of(sheet: Table, *, today: date = TODAY, settings: Settings = SETTINGS) -> list[CellEdit]:
    """Give the cells to write into a sheet whose rows all have, or get, one Follow-up ID."""
    found, problems = read(sheet, today=today, settings=settings)
    rules = protocol(today, settings)
    rows = [
        Row(
            interview,
            ID,
            rules.follow_ups(interview, ID),
            rules.blocked(interview),
            [problem for problem in problems if problem.row == interview.row],
        )
        for interview in found
    ]
    return list(edits(sheet, layout_of(sheet, settings), rows, settings.timezone))


def written(sheet: Table, changes: Iterable[CellEdit], settings: Settings = SETTINGS) -> Table:
    """Give the sheet as it reads once the changes are in it."""
    layout = layout_of(sheet, settings)
    places = {column.field: column.index for column in layout.own}
    width = max(places.values()) + 1
    rows: list[list[Cell]] = [[*cells, *[None] * (width - len(cells))] for cells in sheet.rows]
    for column in layout.own:
        rows[layout.header_row - 1][column.index] = column.heading
    for edit in changes:
        rows[edit.row - 1][places[edit.field]] = edit.value
    mark = {column.field: column.heading for column in layout.own}
    return replace(sheet, rows=tuple(map(tuple, rows)), mark=mark)
