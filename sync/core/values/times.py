"""Times of day, ranges of them, and durations. Dates are left to `dates`."""

import re
from datetime import datetime, time, timedelta
from itertools import product
from typing import NamedTuple

from sync.core.model import Cell
from sync.core.values.text import clean, is_number, quoted, shown

_DAY = timedelta(days=1)
_LONGEST_INTERVIEW = timedelta(hours=12)
_MINUTES_A_DAY = 24 * 60
_NOON = 12
_HOURS = 24
_COMPACT_FROM, _COMPACT_UNTIL = 100, 2400
_LONGEST_TEXT = 60  # no time is longer; more is not even looked at

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})"
    r"(?:[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?|(?P<h>\s?h)\s?(?P<h_minute>[0-5]\d)?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<![\d:.])(\d{1,2})(\d\d)(?![\d:.])", re.ASCII)  # 1400, as a number too
_TO = re.compile(r"\s?(?:[-~\N{EN DASH}\N{EM DASH}]|\b(?:to|until|till)\b)\s?", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::\d\d)?", re.ASCII)
_DURATION = re.compile(
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d{1,4})?)\s?(?:h|hrs?|hours?)\.?)?"
    r"(?:[\s,]{0,2}(?:and\s)?(?P<minutes>\d{1,4}(?:[.,]\d{1,4})?)\s?(?:m|mins?|minutes?)?\.?)?",
    re.ASCII | re.IGNORECASE,
)


class _Clock(NamedTuple):
    """A time as it was written, before it is known which half of the day is meant."""

    hour: int
    minute: int
    second: int
    half: str  # a, p or ""
    bare: bool  # nothing but an hour, such as the first half of 2-3pm

    def readings(self, *, either_half: bool = False) -> list[time]:
        """Return the times that this may be: none (25:00), one, or two where the half of the day is open."""
        if self.hour > _NOON:  # 14:30 pm is said, 14:30 am is not
            hours = [self.hour] if self.hour < _HOURS and self.half != "a" else []
        else:
            halves = self.half or ("ap" if either_half else "")
            hours = [self.hour % _NOON + (_NOON if half == "p" else 0) for half in halves] or [self.hour]
        return [time(hour, self.minute, self.second) for hour in hours]


def parse_time(text: str) -> time | None:
    """Read one time out of cleaned text; None where it has none of the forms."""
    clock = _clock(text)
    if clock is None or clock.bare:
        return None
    return next(iter(clock.readings()), None)


def read_times(cell: Cell) -> tuple[time, timedelta | None]:
    """When it starts, and how long it lasts where an end is given. An end before the start is after midnight.

    Where one side of a range has am or pm and the other has not, the shortest range is meant: 11-1pm is two
    hours. Raises ValueError for anything else, and for a range of more than twelve hours.
    """
    start = _time_of_cell(cell)
    if start is not None:
        return start, None
    text = _COMPACT.sub(r"\1:\2", _time_text(cell))
    start_text, *end_texts = _TO.split(text)
    if not end_texts and (start := parse_time(start_text)):
        return start, None
    span = _range(start_text, end_texts[0]) if len(end_texts) == 1 else None
    if span is None:
        message = f"{quoted(cell)} is not a time; write it like 14:00, 2:30 pm or 14:00-15:00"
        raise ValueError(f"{message} (a time zone goes into its own column)")
    if span[1] > _LONGEST_INTERVIEW:
        raise ValueError(f"{quoted(cell)} would last more than 12 hours; write it like 11:00-13:00")
    return span


def read_duration(cell: Cell) -> timedelta:
    """How long it lasts, to the minute: a number counts as minutes, a time as hours and minutes.

    Raises ValueError for anything that is not a duration of at least a minute and at most a day.
    """
    lasts: timedelta | None = None
    if isinstance(cell, timedelta):
        lasts = cell
    elif isinstance(cell, time):
        lasts = _since_midnight(cell)
    elif isinstance(cell, str):
        lasts = _duration_of_text(clean(cell))
    elif is_number(cell) and 0 < cell <= _MINUTES_A_DAY:
        lasts = timedelta(minutes=cell)
    if lasts is not None and lasts <= _DAY:
        minutes = round(lasts / timedelta(minutes=1))
        if minutes > 0:
            return timedelta(minutes=minutes)
    raise ValueError(f"{quoted(cell)} is not a duration of up to a day; write it like 45 min, 1h30 or 1:30")


def _clock(text: str) -> _Clock | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, h, h_minute, half = match.group("hour", "minute", "second", "h", "h_minute", "half")
    bare = not (minute or h or half)
    return _Clock(int(hour), int(minute or h_minute or 0), int(second or 0), (half or "").lower(), bare)


def _time_of_cell(cell: Cell) -> time | None:
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        minutes = _since_midnight(cell) / timedelta(minutes=1)
    elif isinstance(cell, timedelta) and timedelta() <= cell < _DAY:
        minutes = cell / timedelta(minutes=1)
    elif is_number(cell) and 0 <= cell < 1:
        minutes = cell * _MINUTES_A_DAY
    else:
        return None
    return time(*divmod(min(round(minutes), _MINUTES_A_DAY - 1), 60))


def _time_text(cell: Cell) -> str:
    """Text to read a time from; a whole number stands for its digits, since 1400 is typed as one."""
    if is_number(cell) and _COMPACT_FROM <= cell < _COMPACT_UNTIL:
        return shown(cell)
    text = clean(cell) if isinstance(cell, str) else ""
    return text if len(text) <= _LONGEST_TEXT else ""


def _since_midnight(moment: time) -> timedelta:
    return timedelta(
        hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
    )


def _range(start_text: str, end_text: str) -> tuple[time, timedelta] | None:
    start, end = _clock(start_text), _clock(end_text)
    if start is None or end is None or (start.bare and end.bare):
        return None
    pairs = product(
        start.readings(either_half=bool(end.half)),
        end.readings(either_half=bool(start.half)),
    )
    return min(
        ((begin, _between(begin, stop)) for begin, stop in pairs), key=lambda span: span[1], default=None
    )


def _between(start: time, end: time) -> timedelta:
    return (_since_midnight(end) - _since_midnight(start)) % _DAY or _DAY


def _duration_of_text(text: str) -> timedelta | None:
    match = _HOURS_AND_MINUTES.fullmatch(text) or _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes = (float((amount or "0").replace(",", ".")) for amount in match.group("hours", "minutes"))
    return timedelta(hours=hours, minutes=minutes)
