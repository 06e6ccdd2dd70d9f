"""The tool's columns: what each should say, and the few cells in which that differs from what is there.

Dates stand in the sheet on the user's clock, without a zone, as spreadsheets have them.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from zoneinfo import ZoneInfo

from sync.core import values
from sync.core.columns import Layout, normalise
from sync.core.model import (
    Advice,
    Attempt,
    Cell,
    CellEdit,
    FollowUp,
    Interview,
    Kind,
    Person,
    Problem,
    State,
    Table,
    at,
)

Wanted = Mapping[str, str | datetime | None]

OWN_COLUMNS_OF = {Kind.THANK_YOU: "thank_you", Kind.REFERENCES: "references", Kind.CHECK_IN: "check_in"}
URGENCY = {state: place for place, state in enumerate(State)}  # State lists them by it
LONGEST = 1000  # characters in one of our cells; Excel holds 32,767, but nobody reads them


@dataclass(frozen=True, slots=True)
class Row:
    """What there is to say of one row. `follow_up_id` is "" where the row has none and needs none.

    `blocked` has the kinds that wait for a cell, with their state where it is known all the same.
    """

    interview: Interview
    follow_up_id: str
    follow_ups: Sequence[FollowUp]
    blocked: Mapping[Kind, State | None]
    problems: Sequence[Problem]
    advice: Advice | None = None

    def wanted(self, timezone: ZoneInfo) -> Wanted:
        """Give the tool's cells of the row, by field. A field that is not there is left as it is."""
        cells: dict[str, str | datetime | None] = {}
        for kind, name in OWN_COLUMNS_OF.items():
            if known := self.blocked.get(kind):
                cells |= {f"{name}_status": known.label, f"{name}_due": None}
                continue
            if kind in self.blocked:
                continue  # what was said before stays, as the events do, until the cell is mended
            state, due = _summary(item for item in self.follow_ups if item.kind is kind)
            if kind is Kind.REFERENCES and state is None and self.interview.day:
                state = State.NOT_NEEDED
            cells[f"{name}_status"] = state.label if state else None
            cells[f"{name}_due"] = _local(due, timezone)
        step = min((item for item in self.follow_ups if item.state.open), key=_turn, default=None)
        cells["next_step"] = values.shorten(step.title, LONGEST) if step else self._otherwise()
        cells["next_due"] = _local(step.due, timezone) if step else None
        reasons = list(_reasons(self.follow_ups))
        cells["why"] = _joined([*reasons, self.advice.why] if self.advice else reasons)
        cells["problem"] = _joined(f"{item.column}: {item.message}" for item in self.problems)
        cells["follow_up_id"] = self.follow_up_id or None
        return cells

    def _otherwise(self) -> str | None:
        """Give the next step where nothing is left to be followed up."""
        if None in self.blocked.values():
            return "See Problem"
        return self.advice.step if self.advice else None


def _turn(item: FollowUp) -> tuple[bool, datetime]:
    """Put first what is due first. On the day of the interview what comes after it is due.

    Before it the calendar's alarm says what to ask; the sheet, the same all day, is looked at afterwards.
    """
    return item.kind is Kind.ASK and item.state is State.DUE, item.due


def _reasons(follow_ups: Sequence[FollowUp]) -> Iterator[str]:
    """Give the reasons, with a name where the people of one kind have different ones.

    What the dates of a row were taken for is the same for all that is made from them, and comes at the end.
    """
    told = [(item, _without_notes(item)) for item in follow_ups]
    people: Mapping[Kind, set[Person | None]] = defaultdict(set)
    whys: Mapping[Kind, set[str]] = defaultdict(set)
    for item, why in told:
        people[item.kind].add(item.person)
        whys[item.kind].add(why)
    for item, why in told:
        differ = len(people[item.kind]) > 1 and len(whys[item.kind]) > 1
        yield f"{why} ({item.who})" if item.person and differ else why
    for item, why in told:
        if why != item.why:
            yield from item.interview.notes


def _without_notes(item: FollowUp) -> str:
    return reduce(lambda why, note: why.replace(f"; {note}", ""), item.interview.notes, item.why)


def _joined(sentences: Iterable[str]) -> str | None:
    """Give each sentence once, as text that any spreadsheet can hold."""
    return values.shorten(values.clean(" | ".join(dict.fromkeys(sentences))), LONGEST) or None


def _summary(follow_ups: Iterable[FollowUp]) -> tuple[State | None, datetime | None]:
    """Give one state for several people, the one that asks most of the user, and its first date."""
    first = min(follow_ups, key=lambda item: (URGENCY[item.state], item.due), default=None)
    if first is None:
        return None, None
    return first.state, None if first.state is State.NOT_NEEDED else first.due


def _local(moment: datetime | None, timezone: ZoneInfo) -> datetime | None:
    """Give the minute on the user's clock; a sheet shows no seconds."""
    return moment and moment.astimezone(timezone).replace(tzinfo=None, second=0, microsecond=0)


def edits(table: Table, layout: Layout, rows: Iterable[Row], timezone: ZoneInfo) -> Iterator[CellEdit]:
    """Give the cells to write, row by row: only those that differ from what is there."""
    seen = set()
    for row in rows:
        seen.add(row.interview.row)
        wanted = {**_before(table, row), **row.wanted(timezone)}
        yield from _row_edits(table, layout, row.interview.row, wanted)
    ids = next(column.index for column in layout.own if column.field == "follow_up_id")
    nothing: Wanted = dict.fromkeys((column.field for column in layout.own), None)
    for number in range(layout.header_row + 1, len(table.rows) + 1):
        # A row with our ID and no company was emptied by the user; without our ID it was never ours.
        if number not in seen and at(table.rows[number - 1], ids) is not None:
            yield from _row_edits(table, layout, number, nothing)
            seen.add(number)
    if table.attempt:
        yield from _mended(table, table.attempt, layout, seen)


def _before(table: Table, row: Row) -> Wanted:
    """Give what stood in a row's cells before a write of this run may have landed on it."""
    before = table.attempt.before.get(row.follow_up_id, {}) if table.attempt else {}
    return {field: cell for field, cell in before.items() if cell is None or isinstance(cell, str | datetime)}


def _mended(table: Table, attempt: Attempt, layout: Layout, seen: Container[int]) -> Iterator[CellEdit]:
    """Take back what a write of this run left where no interview is, and give lost headings back."""
    for column in layout.own:
        for number in range(1, len(table.rows) + 1) if not column.new else ():
            cell = at(table.rows[number - 1], column.index)
            if number == layout.header_row:
                if normalise(cell) != normalise(column.heading):
                    yield CellEdit(number, column.field, column.heading, cell)
            elif number not in seen and attempt.left(column.field, cell):
                yield CellEdit(number, column.field, None, cell)


def _row_edits(table: Table, layout: Layout, row: int, wanted: Wanted) -> Iterator[CellEdit]:
    for column in layout.own:
        if column.field not in wanted:
            continue
        before = None if column.new else at(table.rows[row - 1], column.index)
        value = wanted[column.field]
        if not _shows(before, value):
            yield CellEdit(row, column.field, value, before)


def _shows(cell: Cell, value: str | datetime | None) -> bool:
    """Tell whether a cell already shows a value. Empty text is an empty cell; seconds are rounding."""
    if value is None or cell is None:
        return value is None and cell in {None, ""}
    if isinstance(value, datetime):
        if isinstance(cell, date) and not isinstance(cell, datetime):
            cell = datetime.combine(cell, time())  # a whole day is midnight to a spreadsheet
        if isinstance(cell, datetime):
            return abs((cell - value).total_seconds()) < 30  # noqa: PLR2004 half of the minute we show
        return cell == value.isoformat(" ", "minutes")  # as it stands where there are no date cells
    return cell == value
