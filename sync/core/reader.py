"""The columns of a table as pandas holds them: read cell by cell, with the refusals gathered.

What a cell may hold is said in `values` and `people`; what the cells of a row mean together in `parse`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import TypeVar

import pandas as pd

from sync.core import values
from sync.core.columns import Layout
from sync.core.headings import RoundColumns
from sync.core.model import Cell, Formula, Problem, Table
from sync.core.values import fold, hashed

T = TypeVar("T")
Beside = TypeVar("Beside", bound=Hashable)

# #REF!, #N/A, and as files have them in other languages: #BEZUG!, #\xa1REF!, #NV; Err:502 is LibreOffice's.
_ERROR = re.compile(r"#[\xa1\xbf]?(?:[A-Z\xc0-\xdc_]+|[A-Z]+/0)[!?]|#N/[A-Z]+|#NV|Err:\d{3}").fullmatch


def parts_of(layout: Layout) -> dict[str, RoundColumns | None]:
    """Name the interviews that a row has columns for. The first one, which has the usual fields, is "".

    The others go by the heading of their date, so that it does not matter where their columns stand.
    """
    parts: dict[str, RoundColumns | None] = {"": None}
    for round_ in layout.rounds:
        if round_.date == layout.user.get("interview_date"):
            parts[""] = round_
            continue
        name = hashed(fold(layout.headings[round_.date]), 4)
        while name in parts:  # two columns with one heading
            name += "x"
        parts[name] = round_
    return parts


def of_part(field: str, part: str) -> str:
    """Name a field of one of the interviews that a row has."""
    return f"{field}.{part}" if part else field


class Reader:
    """Reads columns of one table, and gathers the problems met and the cells that could not be read."""

    def __init__(self, table: Table, layout: Layout) -> None:
        self.layout = layout
        self.problems: list[Problem] = []
        self.unreadable: dict[int, set[str]] = defaultdict(set)
        body = pd.DataFrame(_filled_up(table.rows[layout.header_row :]), dtype=object)
        body.index = pd.RangeIndex(layout.header_row + 1, layout.header_row + 1 + len(body))
        places = dict(layout.user)
        places |= {column.field: column.index for column in layout.own if column.field == "follow_up_id"}
        parts = dict(_places_of_parts(layout))
        places |= parts
        self.headings = {field: layout.headings[index] for field, index in parts.items()}
        frame = body.reindex(columns=list(places.values())).set_axis(list(places), axis=1)
        aside = layout.aside(table)
        rows = zip(body.index, _cells(frame["company"]), strict=True)
        named = [not (values.is_blank(cell) or row in aside) for row, cell in rows]
        self.frame = frame[named]
        self.nameless = list(_nameless(frame, named))
        self.rows = [int(row) for row in self.frame.index]

    def column(self, field: str, read: Callable[[Cell], T], blank: T) -> list[T]:
        """Read one column; a blank cell, and one that is refused, gives `blank`.

        Each distinct cell is read once: in a long sheet most of them recur.
        """
        return self.column_beside([None] * len(self.rows), field, lambda _, cell: read(cell), blank)

    def column_beside(
        self, beside: Sequence[Beside], field: str, read: Callable[[Beside, Cell], T], blank: T
    ) -> list[T]:
        """Like `column`, where the meaning of a cell depends on another one of its row."""
        if field not in self.frame:
            return [blank] * len(self.rows)
        known: dict[Hashable, tuple[T, str]] = {}
        result = []
        for row, cell, other in zip(self.rows, _cells(self.frame[field]), beside, strict=True):
            key = (cell.__class__, cell, other)  # True == 1 == 1.0, but they do not mean the same
            if key not in known:
                known[key] = _read(partial(read, other), cell, blank)
            value, refusal = known[key]
            if refusal:
                self.refuse(row, field, cell, refusal)
            result.append(value)
        return result

    def heading(self, field: str) -> str:
        """Give the heading of a field, of one interview's own too, as the sheet spells it."""
        return self.headings.get(field) or self.layout.heading(field)

    def cell(self, row: int, field: str) -> Cell:
        """Give one cell as it was read."""
        [cell] = _cells(self.frame.loc[[row], field])
        return cell

    def refuse(self, row: int, field: str, cell: Cell, message: str) -> None:
        """Report a cell that cannot be read, once: what depends on it must wait."""
        if field not in self.unreadable[row]:  # some columns are read in two ways
            self.unreadable[row].add(field)
            self.report(row, field, cell, message)

    def report(self, row: int, field: str, cell: Cell, message: str) -> None:
        """Report a cell that needs a look."""
        shown = values.shorten(values.shown(cell), 80)
        self.problems.append(Problem(row, self.heading(field), shown, message))


def _places_of_parts(layout: Layout) -> Iterator[tuple[str, int]]:
    for part, round_ in parts_of(layout).items():
        if not part or round_ is None:
            continue
        yield of_part("interview_date", part), round_.date
        if round_.time is not None:
            yield of_part("interview_time", part), round_.time
        if round_.interviewers is not None:
            yield of_part("interviewers", part), round_.interviewers


def _nameless(frame: pd.DataFrame, named: Sequence[bool]) -> Iterator[int]:
    """Give the rows with an interview date and no company that stand right under one with a company."""
    if "interview_date" not in frame:
        return
    cells = zip(_cells(frame["company"]), _cells(frame["interview_date"]), strict=True)
    under = False
    for row, has_name, (company, date) in zip(frame.index, named, cells, strict=True):
        under = has_name or (under and values.is_blank(company) and _is_date(date))
        if under and not has_name:
            yield int(row)


def _is_date(cell: Cell) -> bool:
    try:
        return not values.is_open(cell) and values.find_moment(cell, day_first=True) is not None
    except ValueError:
        return False


def _filled_up(rows: tuple[tuple[Cell, ...], ...]) -> list[tuple[Cell, ...]]:
    width = max(map(len, rows), default=0)
    return [row + (None,) * (width - len(row)) for row in rows]


def _cells(column: pd.Series) -> list[Cell]:
    """Give the cells as they were read; to pandas an empty one may be NaN."""
    return [None if cell is None or cell != cell else cell for cell in column.tolist()]  # noqa: PLR0124 NaN


def _read(read: Callable[[Cell], T], cell: Cell, blank: T) -> tuple[T, str]:
    if isinstance(cell, Formula):
        return blank, "this formula has no result yet; open the sheet in a spreadsheet program and save it"
    if isinstance(cell, str) and _ERROR(cell):
        return blank, f"{cell} is a formula's error; mend the formula, or write here what it should give"
    try:
        return read(cell), ""
    except ValueError as refusal:
        return blank, str(refusal)


def unless_blank(read: Callable[[Cell], T], blank: T) -> Callable[[Cell], T]:
    """Give `read` for cells that say something, and `blank` for others."""
    return lambda cell: blank if values.is_blank(cell) else read(cell)


def line(cell: Cell) -> str:
    """Give a cell as text on one line, "" for a blank one."""
    return "" if values.is_blank(cell) else values.shown(cell)


def lines(cell: Cell) -> str:
    """Like `line`, but each line of the cell stays a line."""
    if isinstance(cell, str) and not values.is_blank(cell):
        return values.clean_lines(cell)
    return line(cell)
