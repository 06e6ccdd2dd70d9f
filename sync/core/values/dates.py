"""Dates as cells hold them and as people write them, with or without a time of day behind."""

import re
from datetime import date, datetime, time, timedelta

from sync.core.model import Cell
from sync.core.values.text import clean, is_number, quoted
from sync.core.values.times import parse_time

_YEARS = range(1990, 2101)
_EPOCH = date(1899, 12, 30)  # day 0 of Excel (from March 1900 on), LibreOffice and Google
_SERIALS_FROM, _SERIALS_TO = 20_000, 80_000  # 1954 to 2119: numbers outside were not meant as dates
_LONGEST_TEXT = 60  # no date is longer; more is not even looked at

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}

_YEAR = r"'?(?P<year>\d{4}|\d{2})(?!\d|[:.h]\d|\s?[ap]\.?m)"  # no year: the 14 of "18 Nov 14:00"
_FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        r"(?P<first>\d{1,2})\s?(?P<sign>[-/.])\s?(?P<second>\d{1,2})\s?(?P=sign)\s?" + _YEAR,
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.,/-]{0,2}(?:of\s)?(?P<month>[a-z]{3,9})[\s.,/-]{0,2}" + _YEAR,
        r"(?P<month>[a-z]{3,9})[\s.-]{1,2}(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.,/-]{1,2}" + _YEAR,
    )
)
_WEEKDAY = re.compile(r"([a-z]{3,9})[.,\s]{1,3}", re.IGNORECASE)
_BEFORE_TIME = re.compile(r"T|[\s,]{1,2}(?:(?:at|@|[-\N{EN DASH}])\s?)?", re.IGNORECASE)
_WITH_OFFSET = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?P<t>[T\s])(?P<minutes>\d\d:\d\d)(?P<seconds>:\d\d)?(?:\.\d{1,9})?"
    r"\s?(?P<offset>Z|[+-]\d\d(?::?\d\d)?)",
    re.ASCII | re.IGNORECASE,
)


def read_date(cell: Cell, *, day_first: bool | None) -> date | datetime:
    """Read a date, or a date and time where the cell gives a time; aware where it gives an offset from UTC.

    Midnight counts as no time. `day_first` says how to read 03/04/2026 as text, None that nobody knows.
    Raises ValueError for anything else, and for a date that is in doubt.
    """
    found = find_date(cell, day_first=day_first)
    if found is None:
        raise ValueError(f"{quoted(cell)} is not a date; write it like 2026-11-18 or 18 Nov 2026")
    return found


def find_date(cell: Cell, *, day_first: bool | None) -> date | datetime | None:
    """Like `read_date`, but None where the cell has none of the forms of a date."""
    found: date | datetime | None = None
    if isinstance(cell, str):
        text = clean(cell)
        if len(text) <= _LONGEST_TEXT:
            found = _with_offset(text) or _date_of_text(text, day_first=day_first)
    elif isinstance(cell, date):
        found = cell
    elif is_number(cell) and _SERIALS_FROM <= cell <= _SERIALS_TO:
        found = datetime.combine(_EPOCH, time()) + timedelta(days=cell)
    if found and found.year not in _YEARS:
        years = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise ValueError(f"{quoted(cell)} is outside the years {years}; write the date like 2026-11-18")
    return _to_second(found) if isinstance(found, datetime) else found


def _to_second(moment: datetime) -> date | datetime:
    # Spreadsheets count in fractions of a day, so that 14:00 may come as some microseconds before.
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return moment.date() if moment.tzinfo is None and moment.time() == time() else moment


def _with_offset(text: str) -> datetime | None:
    match = _WITH_OFFSET.fullmatch(text)
    if match is None:
        return None
    day, t, minutes, seconds, offset = match.group("day", "t", "minutes", "seconds", "offset")
    if offset[0] == "-" and t == " " and not seconds:  # 2026-11-18 08:00-09:00 is a range
        return None
    try:
        return datetime.fromisoformat(f"{day}T{minutes}{seconds or ':00'}{offset.upper()}")
    except ValueError:
        return None


def _date_of_text(text: str, *, day_first: bool | None) -> date | datetime | None:
    start = _WEEKDAY.match(text)
    weekday = _WEEKDAYS.get(start[1].lower()) if start else None
    rest = text[start.end() :] if start and weekday is not None else text
    match = next((match for form in _FORMS if (match := form.match(rest))), None)
    day = _day(match, day_first=day_first) if match else None
    if match is None or day is None:
        return None
    if weekday not in (None, day.weekday()):
        raise ValueError(f"{quoted(text)} does not fit: {day:%Y-%m-%d} is a {day:%A}; correct one of the two")
    return _with_time(day, rest[match.end() :], text)


def _day(match: re.Match[str], *, day_first: bool | None) -> date | None:
    """Return the day that one of `_FORMS` says; None where there is no such day."""
    year = int(f"20{match['year']}"[-4:])  # 26 is 2026
    if "first" in match.re.groupindex:
        return _day_of_numbers(match, year, day_first=day_first)
    month = match["month"].lower()
    number = int(month) if month.isdecimal() else _MONTHS.get(month, 0)
    return _calendar_day(year, number, int(match["day"]))


def _day_of_numbers(match: re.Match[str], year: int, *, day_first: bool | None) -> date | None:
    first, second = int(match["first"]), int(match["second"])
    by_day, by_month = _calendar_day(year, second, first), _calendar_day(year, first, second)
    if by_day is None or by_month is None or by_day == by_month:  # 13/04 can only be the 13th
        return by_day or by_month
    if match["sign"] == ".":  # with dots the day comes first wherever dots are used
        return by_day
    if day_first is None:
        either = f"{first} {by_day:%B} or {by_month:%B} {second}"
        mend = f"write it like {by_day}, or set day_first in followups.toml"
        raise ValueError(f"{quoted(match[0])} could be {either}; {mend}")
    return by_day if day_first else by_month


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(day: date, tail: str, text: str) -> date | datetime:
    if not tail:
        return day
    start = _BEFORE_TIME.match(tail)
    clock = parse_time(tail[start.end() :]) if start else None
    if clock is None:
        example = f"{day} 14:00, with an end or a time zone in columns of their own"
        raise ValueError(f"{quoted(text)} has more than a date and a time; write it like {example}")
    return datetime.combine(day, clock)
