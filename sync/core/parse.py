"""From a table of raw cells to interviews, with pandas: typed columns out of mixed cells.

Bad user data is a returned Problem, never an exception. What one cell may hold is said in `values` and
`people`; what follows from an interview is left to `rules`.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeVar

import pandas as pd

from sync.core import values
from sync.core.columns import Layout
from sync.core.model import Cell, Formula, Interview, Mark, Person, Problem, Said, Table
from sync.core.people import read_people
from sync.core.settings import Settings

NO_END = timedelta(minutes=60)  # product.md, "Gaps": how long an interview lasts where nothing says
NO_TIME = time(17, 0)  # ... and when one without a time ends, on the company's clock
STANDARD = ("standard", False)
NOT_YET = Said(Mark.NOT_YET)
BY_MAIL = False  # TY-3
NOBODY: tuple[Person, ...] = ()

T = TypeVar("T")


class _Reader:
    """Reads columns of one table, and gathers the problems met and the cells that could not be read."""

    def __init__(self, table: Table, layout: Layout) -> None:
        self.layout = layout
        self.problems: list[Problem] = []
        self.unreadable: dict[int, set[str]] = defaultdict(set)
        body = pd.DataFrame(_filled_up(table.rows[layout.header_row :]), dtype=object)
        body.index = pd.RangeIndex(layout.header_row + 1, layout.header_row + 1 + len(body))
        places = dict(layout.user)
        places |= {column.field: column.index for column in layout.own if column.field == "follow_up_id"}
        frame = body.reindex(columns=list(places.values())).set_axis(list(places), axis=1)
        named = [not values.is_blank(cell) for cell in _cells(frame["company"])]
        self.frame = frame[named]
        self.rows = [int(row) for row in self.frame.index]

    def column(self, field: str, read: Callable[[Cell], T], blank: T) -> list[T]:
        """Read one column; a blank cell, and one that is refused, gives `blank`.

        Each distinct cell is read once: in a long sheet most of them recur.
        """
        if field not in self.frame:
            return [blank] * len(self.rows)
        known: dict[Hashable, tuple[T, str]] = {}
        result = []
        for row, cell in zip(self.rows, _cells(self.frame[field]), strict=True):
            key = (cell.__class__, cell)  # True == 1 == 1.0, but they do not mean the same
            if key not in known:
                known[key] = _read(read, cell, blank)
            value, refusal = known[key]
            if refusal and field not in self.unreadable[row]:  # some columns are read in two ways
                self.unreadable[row].add(field)
                self.report(row, field, cell, refusal)
            result.append(value)
        return result

    def report(self, row: int, field: str, cell: Cell, message: str) -> None:
        shown = values.shorten(values.shown(cell), 80)
        self.problems.append(Problem(row, self.layout.heading(field), shown, message))


def _filled_up(rows: tuple[tuple[Cell, ...], ...]) -> list[tuple[Cell, ...]]:
    width = max(map(len, rows), default=0)
    return [row + (None,) * (width - len(row)) for row in rows]


def _cells(column: pd.Series) -> list[Cell]:
    """Give the cells as they were read; to pandas an empty one may be NaN."""
    return [None if cell is None or cell != cell else cell for cell in column.tolist()]  # noqa: PLR0124 NaN


def _read(read: Callable[[Cell], T], cell: Cell, blank: T) -> tuple[T, str]:
    if isinstance(cell, Formula):
        return blank, "this formula has no result yet; open the sheet in a spreadsheet program and save it"
    try:
        return read(cell), ""
    except ValueError as refusal:
        return blank, str(refusal)


def _unless_blank(read: Callable[[Cell], T], blank: T) -> Callable[[Cell], T]:
    return lambda cell: blank if values.is_blank(cell) else read(cell)


def _line(cell: Cell) -> str:
    return "" if values.is_blank(cell) else values.shown(cell)


def _lines(cell: Cell) -> str:
    if isinstance(cell, str) and not values.is_blank(cell):
        return values.clean_lines(cell)
    return _line(cell)


def interviews(
    table: Table, layout: Layout, settings: Settings, today: date
) -> tuple[tuple[Interview, ...], tuple[Problem, ...]]:
    """Read every row that names a company. `today` is the user's date.

    Problems come in the order of the rows, those of the headings first.
    """
    reader = _Reader(table, layout)
    column = reader.column

    def read_date(cell: Cell) -> date | None:
        return None if values.is_blank(cell) else values.read_date(cell, day_first=settings.day_first)

    def read_mark(cell: Cell) -> Said:
        return Said(*values.read_mark(cell, day_first=settings.day_first, today=today))

    clock: tzinfo = settings.timezone
    with suppress(ValueError):  # of none, or of one that nobody knows
        clock = values.read_zone(table.timezone)
    zones = column("time_zone", _unless_blank(values.read_zone, clock), clock)
    moments = column("interview_date", read_date, None)
    as_written = column("interview_date", _line, "")
    times = column("interview_time", _unless_blank(values.read_times, None), None)
    lengths = column("duration", _unless_blank(values.read_duration, None), None)
    companies = column("company", _line, "")
    roles = column("role", _line, "")
    rounds = column("round", _line, "")
    interviewers = column("interviewers", _unless_blank(read_people, NOBODY), NOBODY)
    references = column("references", _unless_blank(read_people, NOBODY), NOBODY)
    emails = column("contact_email", _line, "")
    phones = column("contact_phone", _line, "")
    discussed = column("discussed", _lines, "")
    decisions = column("decision_expected", read_date, None)
    follow_ups_on = column("follow_up_on", read_date, None)
    styles = column("style", _unless_blank(values.read_style, STANDARD), STANDARD)
    letters = column("thank_you_by", _unless_blank(values.read_letter, BY_MAIL), BY_MAIL)
    thanked = column("thank_you_sent", read_mark, NOT_YET)
    notified = column("references_notified", read_mark, NOT_YET)
    checked_in = column("checked_in", read_mark, NOT_YET)
    ticks = column("checked_in", _line, "")
    outcomes = column("outcome", values.ending, None)
    statuses = column("status", values.ending, None)
    own_ids = column("follow_up_id", _line, "")

    def interview(at: int, row: int) -> Interview:
        zone = zones[at]
        day, end = _when(moments[at], times[at], lengths[at], zone)
        written = day.isoformat() if day else as_written[at]
        content = companies[at], roles[at], rounds[at], written
        style, by_call = styles[at]
        unreadable = frozenset(reader.unreadable.get(row, ()))
        if not (times[at] or isinstance(moments[at], datetime)):
            unreadable -= {"duration"}  # without a time it ends at 17:00, however long it lasts
        return Interview(
            row=row,
            company=companies[at],
            role=roles[at],
            round=rounds[at],
            zone=zone,
            day=day,
            end=end,
            interviewers=interviewers[at],
            references=references[at],
            contact_email=emails[at],
            contact_phone=phones[at],
            discussed=discussed[at],
            decision=_day(decisions[at], zone),
            follow_up_on=_day(follow_ups_on[at], zone),
            style=style,
            by_call=by_call,
            thanked=thanked[at],
            notified=notified[at],
            checked_in=checked_in[at],
            tick=ticks[at],
            ended=outcomes[at] or statuses[at],
            content=tuple(part.casefold() for part in content),
            own_id=own_ids[at],
            unreadable=unreadable,
            by_letter=letters[at],
        )

    found = tuple(interview(at, row) for at, row in enumerate(reader.rows))
    for each in found:
        _doubts(reader, each, today)
    problems = sorted(reader.problems, key=lambda problem: problem.row)
    return found, (*layout.problems, *problems)


def _day(moment: date | None, zone: tzinfo) -> date | None:
    """Give the day on the company's clock. Most moments are a day already."""
    if isinstance(moment, datetime):
        return (moment.astimezone(zone) if moment.tzinfo else moment).date()
    return moment


def _when(
    moment: date | None,
    times: tuple[time, timedelta | None] | None,
    length: timedelta | None,
    zone: tzinfo,
) -> tuple[date | None, datetime | None]:
    """Give the interview's day on the company's clock, and the instant at which it ends."""
    day = _day(moment, zone)
    if moment is None or day is None:
        return None, None
    start: time | None = None
    if times:
        start, until = times
        length = length or until
    elif isinstance(moment, datetime):
        start = (moment.astimezone(zone) if moment.tzinfo else moment).time()
    if start is None:
        return day, datetime.combine(day, NO_TIME, zone).astimezone(UTC)
    return day, datetime.combine(day, start, zone).astimezone(UTC) + (length or NO_END)


def _doubts(reader: _Reader, interview: Interview, today: date) -> None:
    """Report what is readable and yet can hardly be meant."""
    day, decision = interview.day, interview.decision
    if day and decision and decision < day:
        message = f"the decision is before the interview on {day.isoformat()}; it is not used"
        reader.report(interview.row, "decision_expected", decision, message)
    if day and (day.year - 1, day.month, day.day) > (today.year, today.month, today.day):
        message = "the interview is more than a year away; check the year"
        reader.report(interview.row, "interview_date", day, message)
