"""Times of day, with a zone where one is written, ranges, and durations. Dates are left to `dates`."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import product
from typing import NamedTuple

from sync.core.model import Cell
from sync.core.values.names import plain, without_place
from sync.core.values.text import clean, is_number, quoted, shown
from sync.core.values.vocabulary import UNITS
from sync.core.values.zones import read_zone

_DAY = timedelta(days=1)
LONGEST_INTERVIEW = timedelta(hours=12)
_MINUTES_A_DAY = 24 * 60
_NOON = 12
_HOURS = 24
_LAST_OF_NIGHT = 6
_AT_NIGHT_FROM, _AT_NIGHT_TO = time(0, 30), time(6)  # of a cell that does not tell how it was written
_COULD_BE_HOURS = 5  # a number below may have been meant as hours
_COMPACT_FROM, _COMPACT_UNTIL = 100, 2400
_LONGEST_TEXT = 60  # no time is longer; more is not even looked at

# All are met in plain text: no case, no accents, "p m" for "p.m.".
_MORNING = r"a\s?m|de la manana|da manha|du matin|morgens|vormittags|'s (?:ochtends|morgens)"
_AFTERNOON = r"p\s?m|de la tarde|da tarde|de l'apres-midi|nachmittags|abends|'s (?:middags|avonds)"
_H = r"(?:uhr|uur|heures?|horas?|hrs?|hs|h|u)"
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?!\d)"
    rf"(?:[:.](?P<minute>[0-5]\d)(?!\d)(?::(?P<second>[0-5]\d)(?:\.\d{{1,9}})?)?(?:\s?{_H}(?![a-z]))?"
    rf"|(?P<h>\s?{_H})(?:\s?(?P<h_minute>[0-5]\d)(?!\d)|(?![a-z\d])))?"
    rf"(?:\s?(?:(?P<a>{_MORNING})|(?P<p>{_AFTERNOON}))(?![a-z]))?",
    re.ASCII,
)
_NAMED = re.compile(
    r"(?:(?P<p>(?:12(?::00)?\s)?(?:noon|midday|mittags?|midi|mediodia|meio-dia))"
    r"|(?P<a>(?:12(?::00)?\s)?(?:midnight|mitternacht|minuit|medianoche|meia-noite|middernacht)))(?![a-z])"
)
_COMPACT = re.compile(r"(?<![\d:.])(\d{1,2})(\d\d)(?![\d:.])", re.ASCII)  # 1400, as a number too
_EITHER_HALF = re.compile(rf"[1-{_LAST_OF_NIGHT}][:.][0-5]\d(?![\d:])(?!\s?{_H}(?![a-z]))")
_SAYS_MORNING = re.compile(rf"\d\s?(?:{_MORNING})(?![a-z])")
_BEFORE = re.compile(r"(?:at|from|um|von|ab|a las?|a|de las?|de|as|das|om|van)\s|@\s?")
_TO = re.compile(r"\s?[-~]\s?|\s(?:to|until|till|bis|a las?|a|as|hasta las?|hasta|ate as|ate|tot)\s")
_BARE_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?", re.ASCII)
_HOURS_AND_MINUTES = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::\d\d)?", re.ASCII)
_UNIT = {unit: f"(?:{words.replace(' ', '|')})" for unit, words in UNITS.items()}
_DURATION = re.compile(
    rf"(?:(?P<hours>\d{{1,4}}(?:[.,]\d{{1,4}})?)\s?{_UNIT['hours']}\.?)?"
    r"(?:[\s,]{0,2}(?:(?:and|und|et|y|e|en)\s)?"
    rf"(?P<minutes>\d{{1,4}}(?:[.,]\d{{1,4}})?)\s?{_UNIT['minutes']}?\.?)?",
    re.ASCII | re.IGNORECASE,
)


class Times(NamedTuple):
    """What a cell says of when on a day: the start, aware where a zone is written."""

    start: time
    lasts: timedelta | None = None  # where an end is written
    note: str = ""  # what is in doubt, for people to read


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


def find_times(text: str) -> tuple[time, timedelta | None] | None:
    """Read plain text as a time or a range: its start, aware where it names a zone, and how long it lasts.

    None where the text has none of the forms. An end before the start is after midnight.
    """
    if before := _BEFORE.match(text):
        text = text[before.end() :]
    start, at = _clock(text, 0)
    if start is None:
        return None
    for to in (_TO.match(text, at), None, *_TO.finditer(text, at)):
        end, behind = _clock(text, to.end()) if to else (None, at)
        beside = {text[at : to.start()] if to else "", text[behind:]}
        names = {name for each in beside if (name := each.strip())}  # a zone may stand behind each end
        zone = _zone("".join(names)) if len(names) <= 1 else None
        span = _span(start, end) if end or not to else None
        if span and (zone or not names):
            return span[0].replace(tzinfo=zone), span[1]
    return None


def doubt_of_night(text: str, start: time) -> str:
    """Say that 2:30, but not 02:30 or 2:30 am, is at night where the afternoon may be meant; "" of others."""
    before = _BEFORE.match(text)
    written = _EITHER_HALF.match(text, before.end() if before else 0)
    doubtful = written and start.hour <= _LAST_OF_NIGHT and not _SAYS_MORNING.search(text)
    return _at_night(start) if doubtful else ""


def doubt_of_cell(start: time) -> str:
    """Like `doubt_of_night`, of a cell that holds a time as such, and so no trace of how it was typed."""
    return _at_night(start) if _AT_NIGHT_FROM <= start <= _AT_NIGHT_TO else ""


def _at_night(start: time) -> str:
    later = start.replace(hour=start.hour + 12)
    return f"is taken for {start:%H:%M}, at night; write {later:%H:%M} if that is meant"


def read_times(cell: Cell) -> Times:
    """When it starts, and how long it lasts where an end is given. An end before the start is after midnight.

    Where one side of a range has am or pm and the other has not, or it goes on past noon, the shortest range
    is meant: 11-1pm and 11:00-1:00 are two hours. The time is aware where the cell names its zone. One
    that is at night unless the afternoon is meant is taken, and noted.

    Raises ValueError for anything else, and for a range of more than twelve hours.
    """
    start = _time_of_cell(cell)
    if start is not None:
        return Times(start, note=_of(cell, doubt_of_cell(start)))
    text = without_place(plain(_COMPACT.sub(r"\1:\2", _time_text(cell))))
    span = find_times(text)
    if span is None:
        message = f"{quoted(cell)} is not a time; write it like 14:00, 2:30 pm or 14:00-15:00"
        raise ValueError(f"{message}, with a time zone behind it where that differs")
    if span[1] and span[1] > LONGEST_INTERVIEW:
        raise ValueError(f"{quoted(cell)} would last more than 12 hours; write it like 11:00-13:00")
    return Times(*span, _of(cell, doubt_of_night(text, span[0])))


def read_duration(cell: Cell, unit: str | None = None) -> timedelta:
    """How long it lasts, to the minute: a time as hours and minutes, a number in `unit`, hours or minutes.

    Where no unit is known, a number counts as minutes, and one that could as well be hours is in doubt.
    Raises ValueError for that, and for what is not a duration of at least a minute and at most a day.
    """
    lasts: timedelta | None = None
    if isinstance(cell, timedelta):
        lasts = cell
    elif isinstance(cell, time):
        lasts = _since_midnight(cell)
    elif (number := _number(cell)) is not None:
        lasts = _duration_of_number(cell, number, unit)
    elif isinstance(cell, str):
        lasts = _duration_of_text(clean(cell))
    if lasts is not None and lasts <= _DAY:
        minutes = round(lasts / timedelta(minutes=1))
        if minutes > 0:
            return timedelta(minutes=minutes)
    raise ValueError(f"{quoted(cell)} is not a duration of up to a day; write it like 45 min, 1h30 or 1:30")


def _of(cell: Cell, doubt: str) -> str:
    return f"{quoted(cell)} {doubt}" if doubt else ""


def _clock(text: str, at: int) -> tuple[_Clock | None, int]:
    """Give the time that stands at that place in the text, and where it ends."""
    if match := _NAMED.match(text, at):
        return _Clock(_NOON, 0, 0, match.lastgroup or "", bare=False), match.end()
    match = _CLOCK.match(text, at)
    if match is None:
        return None, at
    minute = match["minute"] or match["h_minute"]
    half = "a" if match["a"] else "p" if match["p"] else ""
    bare = not (minute or match["h"] or half)
    return _Clock(int(match["hour"]), int(minute or 0), int(match["second"] or 0), half, bare), match.end()


def _zone(name: str) -> tzinfo | None:
    if not name:
        return None
    if name in ("utc", "gmt", "z"):  # no place: the company's clock is another matter
        return UTC
    try:
        return read_zone(name)
    except ValueError:
        return None


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


def _span(start: _Clock, end: _Clock | None) -> tuple[time, timedelta | None] | None:
    if end is None:
        return None if start.bare else next(((begin, None) for begin in start.readings()), None)
    if start.bare and end.bare:
        return None
    over_noon = not start.half and _LAST_OF_NIGHT < start.hour <= _NOON and end.hour <= _LAST_OF_NIGHT
    pairs = product(
        start.readings(either_half=bool(end.half)),
        end.readings(either_half=bool(start.half) or over_noon),
    )
    return min(
        ((begin, _between(begin, stop)) for begin, stop in pairs), key=lambda span: span[1], default=None
    )


def _between(start: time, end: time) -> timedelta:
    return (_since_midnight(end) - _since_midnight(start)) % _DAY or _DAY


def _number(cell: Cell) -> float | None:
    if isinstance(cell, str) and (match := _BARE_NUMBER.fullmatch(clean(cell))):
        return float(match[0].replace(",", "."))
    return cell if is_number(cell) else None


def _duration_of_number(cell: Cell, number: float, unit: str | None) -> timedelta | None:
    if not 0 < number <= _MINUTES_A_DAY:
        return None
    if unit is None and _COULD_BE_HOURS > number >= 1 / 4:
        either = f"{number:g}h or {number * 60:g}"
        raise ValueError(f"{quoted(cell)} could be hours or minutes; write {either}, in minutes")
    return timedelta(hours=number) if unit == "hours" else timedelta(minutes=number)


def _duration_of_text(text: str) -> timedelta | None:
    match = _HOURS_AND_MINUTES.fullmatch(text) or _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes = (float((amount or "0").replace(",", ".")) for amount in match.group("hours", "minutes"))
    return timedelta(hours=hours, minutes=minutes)
