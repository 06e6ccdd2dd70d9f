"""Dates in text as people write them: forms, names, ranges, and the year where they leave it out.

What other cells hold, and what programs write, is left to `dates`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sync.core.values.names import language, months, plain, weekday_names, weekdays, without_place
from sync.core.values.text import quoted
from sync.core.values.times import doubt_of_night, find_times

_A_LEAP_YEAR = 2000
_A_YEAR = timedelta(days=366)
_DAY_LONG = timedelta(days=1)

# How far off the other year of a date may be, where only that one fits the weekday beside it.
_BEHIND, _AHEAD = timedelta(days=92), timedelta(days=275)

_ABOUT = timedelta(days=62)  # how far off a day may be that has not even a month

_YEARS_ABOUT = 5  # a year of two digits that is further off may have been meant as an hour, or a day
_HOURS_A_DAY = 24

# The forms are met in plain text: no case, no accents, no commas, no dot behind a letter.
_DAY = r"(?P<day>\d{1,2})(?:(?:st|nd|rd|th|er|ro|eme|ste|de|e|o|a)(?![a-z])|\.)?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})"
_HOURS = r"\s?(?:[ap]\s?m|uhr|uur|heures?|horas?|hrs?|hs|h|u|noon|midnight)(?![a-z])"
_YEAR = (  # no year: the 14 of "18 Nov 14:00", "18 Nov 14 Uhr" and "18 Nov 14-15h"; but the 26 of "26 noon"
    r"'?(?P<year>\d{4}|\d{2})(?!\d|[:.h]\d)"
    rf"(?:(?<=2[5-9])|(?<=[3-9]\d)|(?!{_HOURS}|\s?(?:-|to|bis)\s?\d{{1,2}}(?:[:.]\d\d)?{_HOURS}))"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        r"(?P<first>\d{1,2})\s?(?P<sign>[-/.])\s?(?P<second>\d{1,2})\s?(?P=sign)\s?" + _YEAR,
        (
            rf"{_DAY}[\s./-]{{0,2}}(?:(?:of|de|do|van)\s|d')?{_MONTH}"
            rf"(?:[\s./-]{{0,2}}(?:(?:of|de|del|do)\s)?{_YEAR})?"
        ),
        rf"{_MONTH}[\s./-]{{0,2}}(?:the\s)?{_DAY}(?:(?:[\s./]{{1,2}}|-(?=\d{{4}})){_YEAR})?",
        rf"(?P<year>\d{{4}})[\s-]{{1,2}}{_MONTH}[\s-]{{1,2}}{_DAY}(?!\d)",
        r"(?P<first>\d{1,2})(?P<sign>[./])\s?(?P<second>\d{1,2})\.?(?![\d/.:])",
    )
)
# 17-11 is a date where it is the usual form, and may be a range of hours elsewhere.
_DUTCH = re.compile(r"(?P<first>\d{1,2})(?P<sign>-)(?P<second>\d{1,2})(?![\d/.:-])")
_WORD = re.compile(r"([^\W\d_]+(?:-feira)?)(?:\s|(?=\d)|$)")
_LEADS = frozenset(["on", "the", "am", "den", "der", "le", "el", "em", "no", "dia", "op"])
_BEFORE_TIME = re.compile(r"t(?=\d)|\s?[-|;:/\u00b7\u2022]?\s?")
_BEFORE_RANGE = re.compile(r"(?:from|between|von|vom|zwischen|du|del?|entre|van|tussen|das?)\s")
_TO = re.compile(
    r"\s?[-&]\s?|\s(?:to|until|till|through|thru|bis(?: zum)?|au|ao?|al?|tot|t/m|and|und|et|y|e|en)\s"
)
_DAY_ALONE = re.compile(rf"{_DAY}")
# The 27 of "Friday 27", but not the 10 of "Friday 10-11am".
_DAY_OF_WEEKDAY = re.compile(rf"{_DAY}(?=\s|$)(?!\s?[-~])")
_HOURS_OF_CLOCK = 12  # "Friday 4" may be at four
_MONTH_AND_DAY = re.compile(rf"{_MONTH}\s?{_DAY}")


class Moment(NamedTuple):
    """What a cell says of when: a day, or a day and a time, aware where a zone or an offset is written."""

    on: date | datetime
    note: str = ""  # what had to be assumed, for people to read
    lasts: timedelta | None = None  # where an end is written


@dataclass(frozen=True, slots=True)
class Text:
    """One text cell, and how its dates are to be read."""

    written: str  # cleaned, as a refusal quotes it
    day_first: bool | None
    locale: str | None
    near: date | None  # a date without a year is looked for about this day
    ahead: timedelta  # ... and no further ahead of it than this

    def moment(self) -> Moment | None:
        """Return what it says; None where it has no date, ValueError where it has one that is in doubt."""
        text = without_place(plain(self.written))
        found = self.single(text) or self._range(text) or self._time_first(text)
        if found is None and self._has_date(text):
            example = "write it like 2026-11-18 14:00 or 2026-11-18 14:00-15:00"
            raise ValueError(f"{quoted(self.written)} has more than a date and a time; {example}")
        return found

    def single(self, text: str) -> Moment | None:
        """Read a date, with a weekday on either side and a time behind."""
        if found := self._of_weekday(text):
            return found
        for start, weekday in self._starts(text):
            for match in self._matches(text, start):
                end, behind = self._weekday(text, match.end())
                clock = text[_skip(_BEFORE_TIME, text, end) :]
                times = find_times(clock)
                if not times and end < len(text):
                    continue
                found = self._day(match, behind if weekday is None else weekday)
                if found:
                    return self._at(found, times, clock) if times else found
        return None

    def _of_weekday(self, text: str) -> Moment | None:
        """Read "Friday 27": a weekday and its day, in the near month in which they agree."""
        start, weekday = self._starts(text)[0]
        match = _DAY_OF_WEEKDAY.match(text, start)
        if weekday is None or match is None:
            return None
        number, words = int(match["day"]), set(text[:start].split())
        clock = text[_skip(_BEFORE_TIME, text, match.end()) :]
        times = find_times(clock)
        hour = number <= _HOURS_OF_CLOCK and match[0].isdecimal() and words & weekday_names("en").keys()
        if not times and (match.end() < len(text) or hour):
            return None
        day = self._about(number, weekday)
        if self._says_month(words, number, day):
            return None
        if day is None:
            misfit = "in no month about now do the two agree; write it like 18 Nov 2026"
            raise ValueError(f"{quoted(self.written)} is not a date: {misfit}")
        found = Moment(day, f"{quoted(self.written)} has no month, taken for {long(day)}")
        return self._at(found, times, clock) if times else found

    def _about(self, number: int, weekday: int) -> date | None:
        """Return the next such day that is such a weekday, else the last one; None where neither is near."""
        near = self._known_near()
        days = [near + off * _DAY_LONG for off in range(-_ABOUT.days, _ABOUT.days + 1)]
        found = [day for day in days if (day.day, day.weekday()) == (number, weekday)]
        ahead = (day for day in found if timedelta() <= day - near <= self.ahead)
        return next(ahead, max((day for day in found if day < near), default=None))

    def _says_month(self, words: Collection[str], number: int, day: date | None) -> bool:
        """Whether what could be a weekday is a month: "mar" is both in French and in Spanish.

        There it stands before the day as a weekday. Where nobody knows the language, it is the one that is
        nearer, if that is the month; a weekday that is nearer leaves a doubt.
        """
        name = next((word for word in words if word in months(self.locale)), None)
        if name is None:
            return False
        if own := language(self.locale):
            return name not in weekday_names(own)
        month = self._nearest(months(None)[name], number, None).on
        near = self._known_near()
        if day is None or abs(written_day(month) - near) <= abs(day - near):
            return True
        either = f"{long(day)} or {number} {month:%B}"
        raise ValueError(f"{quoted(self.written)} could be {either}; write it like 18 Nov 2026")

    def _known_near(self) -> date:
        if self.near is None:
            raise ValueError(f"{quoted(self.written)} has no year; write it like 18 Nov 2026")
        return self.near

    def _at(self, day: Moment, times: tuple[time, timedelta | None], clock: str) -> Moment:
        """Put a time to a day. One that is at night unless the afternoon is meant is taken, and told."""
        start, lasts = times
        note = day.note
        if doubt := doubt_of_night(clock, start):
            note = f"{note}; it {doubt}" if note else f"{quoted(self.written)} {doubt}"
        return Moment(datetime.combine(day.on, start), note, lasts)

    def _has_date(self, text: str) -> bool:
        starts = self._starts(text)
        return any(self._day(match, None) for start, _ in starts for match in self._matches(text, start))

    def _starts(self, text: str) -> list[tuple[int, int | None]]:
        """Give where the date may begin, and the weekday before it: the furthest first."""
        starts: list[tuple[int, int | None]] = [(0, None)]
        while match := _WORD.match(text, starts[0][0]):
            weekday = weekdays(self.locale).get(match[1])
            if weekday is None and match[1] not in _LEADS:
                break
            starts.insert(0, (match.end(), starts[0][1] if weekday is None else weekday))
        return starts

    def _weekday(self, text: str, at: int) -> tuple[int, int | None]:
        """Give where the text goes on, and the weekday that stood there."""
        match = _WORD.match(text, at + (text[at : at + 1] == " "))
        weekday = weekdays(self.locale).get(match[1]) if match else None
        return (at, None) if match is None or weekday is None else (match.end(), weekday)

    def _matches(self, text: str, start: int) -> Iterator[re.Match[str]]:
        forms = (*_FORMS, _DUTCH) if language(self.locale) == "nl" else _FORMS
        return (match for form in forms if (match := form.match(text, start)))

    def _day(self, match: re.Match[str], weekday: int | None) -> Moment | None:
        """Return the day that one of `_FORMS` says; None where there is no such day."""
        groups = match.groupdict()
        year = self._year(groups["year"]) if groups.get("year") else None
        if "first" in groups:
            month_and_day = self._day_of_numbers(match, year)
        else:
            name = groups["month"]
            number = int(name) if name.isdecimal() else months(self.locale).get(name, 0)
            month_and_day = number, int(groups["day"])
        if month_and_day is None or not _calendar_day(year or _A_LEAP_YEAR, *month_and_day):
            return None
        if year is None:
            return self._nearest(*month_and_day, weekday)
        day = date(year, *month_and_day)
        if weekday not in (None, day.weekday()):
            misfit = f"{day:%Y-%m-%d} is a {day:%A}; correct one of the two"
            raise ValueError(f"{quoted(self.written)} does not fit: {misfit}")
        return Moment(day)

    def _year(self, digits: str) -> int:
        """Read a year: 26 is 2026. Two digits that are no year about now are in doubt."""
        year = int(f"20{digits}"[-4:])
        if len(digits) == len("26") and self.near:
            behind = int(digits) <= _HOURS_A_DAY and year < self.near.year - _YEARS_ABOUT
            if behind or year > self.near.year + _YEARS_ABOUT:
                mend = "write the year with four digits, and a time like 14:00"
                raise ValueError(f"{quoted(self.written)} would be in the year {year}; {mend}")
        return year

    def _day_of_numbers(self, match: re.Match[str], year: int | None) -> tuple[int, int] | None:
        first, second = int(match["first"]), int(match["second"])
        by_day, by_month = (
            _calendar_day(year or _A_LEAP_YEAR, *parts) for parts in ((second, first), (first, second))
        )
        if match["sign"] == "." and (by_day or year is None):  # with dots the day comes first
            by_month = None
        if by_day and by_month and by_day != by_month:  # 13/04 can only be the 13th
            if self.day_first is None:
                either = f"{first} {by_day:%B} or {by_month:%B} {second}"
                example = by_day if year else f"{first} {by_day:%b}"
                mend = f"write it like {example}, or set day_first in followups.toml"
                raise ValueError(f"{quoted(match[0])} could be {either}; {mend}")
            by_day = by_day if self.day_first else by_month
        day = by_day or by_month
        return (day.month, day.day) if day else None

    def _nearest(self, month: int, day: int, weekday: int | None) -> Moment:
        """Choose the year of a date that has none, and say so.

        It is the next one, if that is no more than `ahead` away, else the last one. A weekday beside it has
        to fit. Where it does not, it may fit the other one of the two, if that is near as well: no more than
        three months ago or nine months ahead. One that is further off fits by chance: it is a slip.
        """
        near = self._known_near()
        years = range(near.year - 8, near.year + 2)  # enough for a 29 February
        days = [found for year in years if (found := _calendar_day(year, month, day))]
        last = max((found for found in days if found < near), default=date.min)
        next_ = min((found for found in days if found >= near), default=date.max)
        found, other = (next_, last) if next_ - near <= self.ahead else (last, next_)
        if near - found > _A_YEAR:
            raise ValueError(f"{quoted(self.written)} is in no year about now; write it with its year")
        if weekday not in (None, found.weekday()):
            if other.weekday() != weekday or not -_BEHIND <= other - near <= _AHEAD:
                misfit = f"{found.day} {found:%b %Y} is a {found:%A}; correct it, or add the year"
                raise ValueError(f"{quoted(self.written)} does not fit: {misfit}")
            found = other
        return Moment(found, f"{quoted(self.written)} has no year, taken for {long(found)}")

    def _range(self, text: str) -> Moment | None:
        """Read a range of days, which counts by its last, or one of times with the day on both sides."""
        text = text[_skip(_BEFORE_RANGE, text, 0) :]
        refusal: ValueError | None = None
        for to in _TO.finditer(text):
            try:
                if found := self._first_to_last(text[: to.start()], text[to.end() :]):
                    return found
            except ValueError as error:
                refusal = refusal or error
        if refusal:
            raise refusal
        return None

    def _first_to_last(self, left: str, right: str) -> Moment | None:
        before = _MONTH_AND_DAY.fullmatch(left)  # Dec 3-5, 2026
        last = self.single(right) or (self.single(f"{before['month']} {right}") if before else None)
        if last is None:
            return None
        last_day = written_day(last.on)
        start, weekday = self._starts(left)[0]
        if alone := _DAY_ALONE.fullmatch(left, start):
            day = _calendar_day(last_day.year, last_day.month, int(alone["day"]))
            if day is None or weekday not in (None, day.weekday()):
                return None
            first: Moment | None = Moment(day)
        else:
            first = replace(self, near=last_day, ahead=timedelta()).single(left)
        return self._span(first, last) if first else None

    def _span(self, first: Moment, last: Moment) -> Moment | None:
        first_day, last_day = written_day(first.on), written_day(last.on)
        if isinstance(first.on, datetime):
            if not isinstance(last.on, datetime) or first_day != last_day or first.on.tzinfo:
                return None
            start = first.on.replace(tzinfo=last.on.tzinfo)
            return Moment(start, last.note, last.on - start)
        if first_day > last_day:
            raise ValueError(f"{quoted(self.written)} ends before it begins; write it like 2026-11-18")
        return last._replace(note=f"{quoted(self.written)} counts by its end, {long(last_day)}")

    def _time_first(self, text: str) -> Moment | None:
        """Read "2pm on Thu 3 Dec" and "14:00 CET, 3.12.2026"."""
        for space in reversed(list(re.finditer(" ", text))):
            times = find_times(text[: space.start()])
            day = self.single(text[space.end() :]) if times else None
            if times and day and not isinstance(day.on, datetime):
                return self._at(day, times, text[: space.start()])
        return None


def long(day: date) -> str:
    """Write a day with all that was assumed about it: Thu 3 Dec 2026."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def written_day(on: date | datetime) -> date:
    """Give the day of what a cell says, on whatever clock it is written."""
    return on.date() if isinstance(on, datetime) else on


def _skip(what: re.Pattern[str], text: str, at: int) -> int:
    match = what.match(text, at)
    return match.end() if match else at


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
