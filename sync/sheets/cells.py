"""Cells as the spreadsheets of this package hand them on: a grid without its empty ends, dates as serials.

And where its columns end.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sync.core.model import Cell, Column, width
from sync.core.template import NewColumn

_ORIGIN = datetime(1899, 12, 30)  # noqa: DTZ001 a cell's date is naive
_DAY = 86400
LAST_SERIAL = 2958466  # the day after 31 December 9999


def trimmed(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Drop what is empty at the end of each row, and empty rows at the end."""
    cut = [tuple(row[: width(row)]) for row in rows]
    last = max((number for number, row in enumerate(cut, 1) if row), default=0)
    return tuple(cut[:last])


def to_the_right(rows: Sequence[Sequence[Cell]], columns: Sequence[NewColumn]) -> tuple[Column, ...]:
    """Place columns to add right of everything that any row holds."""
    end = max(map(width, rows), default=0)
    return tuple(Column(each.field, each.heading, index, new=True) for index, each in enumerate(columns, end))


def moment(serial: float) -> datetime:
    """Read a serial number, in days since 30 December 1899, to the second."""
    return _ORIGIN + timedelta(seconds=round(serial * _DAY))


def serial(cell: date | time | timedelta) -> float:
    """Give the serial number of a date, a time of day or a duration."""
    match cell:
        case datetime():
            return (cell - _ORIGIN) / timedelta(days=1)
        case date():
            return (datetime.combine(cell, time()) - _ORIGIN) / timedelta(days=1)
        case time():
            return (cell.hour * 3600 + cell.minute * 60 + cell.second) / _DAY
        case timedelta():
            return cell / timedelta(days=1)
