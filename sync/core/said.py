"""Decision dates as they were said: from "by Friday" or "in two weeks" to a day, seen from the interview's.

The words themselves, in six languages, are `values.phrases`; what they mean together is left to
`sync.core.spoken`.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from sync.core import values
from sync.core.model import Cell
from sync.core.spoken import FRIDAY, Spoken, weekday_from
from sync.core.values.names import plain
from sync.core.values.phrases import openings, tokens
from sync.core.values.text import quoted
from sync.core.values.times import find_times
from sync.core.values.written import long, written_day
from sync.core.workdays import Workdays

_FURTHEST = timedelta(days=400)
_AHEAD = timedelta(days=275)  # they may well name a day that far off, and never one before the interview
_LONGEST_TEXT = 80

_OR = re.compile(r"\s(?:or|oder|bzw|ou|o|of)\s")
_A_DAY = re.compile(r"\bW\d|TODAY|TOMORROW|OVERMORROW")
_DateIn = Callable[[Cell], values.Moment | None]


class Taken(NamedTuple):
    """What a cell was taken for: a day, or an instant where a time with its zone was written."""

    on: date | datetime
    words: str = ""  # as they were said; "" where a date was written
    note: str = ""  # what had to be assumed


def read_said(
    cell: Cell,
    spoken_on: date | None,
    workdays: Workdays,
    *,
    near: date,
    day_first: bool | None,
    locale: str | None = None,
) -> Taken:
    """Read a date, or words that give one as seen from the day of the interview.

    "Friday" is the next one after that day, "next Friday" the one of the next calendar week (Monday to
    Sunday), "next week" ends on its Friday, "early" is its Tuesday and "mid" its Wednesday; of a month they
    are the 10th and the 15th. Days are calendar days unless they are said to be working days, or to be few.
    A date without a year is the next one from that day on; where it is not known, from `near` on: the day on
    which the cell was first seen, so that it does not become another one while time goes by.

    Raises ValueError for anything else, and for words about a day that is not known.
    """
    seen_from = spoken_on or near
    date_in: _DateIn = partial(
        values.find_moment, day_first=day_first, locale=locale, near=seen_from, ahead=_AHEAD
    )
    refusal: ValueError | None = None
    try:
        found = date_in(cell)
    except ValueError as error:
        found, refusal = None, error
    if found:
        return Taken(found.on, note=found.note)
    if not isinstance(cell, str) or len(cell) > _LONGEST_TEXT:
        raise refusal or _not_understood(cell)
    taken = (
        _in_words(cell, Spoken(seen_from, workdays), locale)
        or _later_of(cell, date_in, locale)
        or _dated(cell, date_in, locale)
    )
    if taken is None:
        raise refusal or _not_understood(cell)
    if taken.words and spoken_on is None:
        raise ValueError(
            f"{quoted(cell)} is relative to the day of the interview, which is not known; write a date"
        )
    return taken


def _not_understood(cell: Cell) -> ValueError:
    accepted = "write it like 2026-11-18 or 18 Nov 2026, or as they said it: by Friday, in two weeks"
    return ValueError(f"{quoted(cell)} is not a date; {accepted}")


def _in_words(cell: str, spoken: Spoken, locale: str | None) -> Taken | None:
    """Give the day that the words were taken for; None where they are not understood."""
    days = [day for phrase in tokens(cell, locale) if (day := spoken.day(phrase))]
    days = days or _days_before_a_time(cell, spoken, locale)
    if not days:
        return None
    # Languages share words. The sheet's own goes first; without one, they have to agree.
    if locale is None and len(set(days)) > 1:
        either = " or ".join(map(values.short, sorted(set(days))))
        raise ValueError(f"{quoted(cell)} could be {either}; write the date")
    if days[0] - spoken.said_on > _FURTHEST:
        raise ValueError(f"{quoted(cell)} would be {days[0]}; write that date if it is meant")
    return Taken(days[0], values.clean(cell), _other_reading(cell, days[0], spoken, locale))


def _days_before_a_time(cell: str, spoken: Spoken, locale: str | None) -> list[date]:
    """Read "Friday 4pm" as Friday, but not "May 4pm": before a time stands a single day."""
    phrases = filter(_A_DAY.search, tokens(_without_time(cell), locale))
    return [day for phrase in phrases if (day := spoken.day(phrase))]


def _other_reading(cell: str, day: date, spoken: Spoken, locale: str | None) -> str:
    """Say that "next Friday" has two readings, of which the later one was taken."""
    sooner = next(filter(None, map(spoken.sooner, tokens(cell, locale))), day)
    return (
        f"{quoted(cell)} could be {values.short(sooner)}, too; the later one counts" if sooner < day else ""
    )


def _dated(cell: str, date_in: _DateIn, locale: str | None) -> Taken | None:
    """Read "by 3 Dec", which is that day, and "week of Nov 30", which counts by its Friday."""
    for of_week, rest in openings(cell, locale):
        found = date_in(rest)
        if found and of_week:
            return Taken(weekday_from(written_day(found.on), FRIDAY), values.clean(cell))
        if found:
            return Taken(found.on, note=found.note.replace(quoted(rest), quoted(cell)))
    return None


def _later_of(cell: str, date_in: _DateIn, locale: str | None) -> Taken | None:
    """Read "Nov 30 or Dec 1", which is the later one."""
    first, *others = _OR.split(plain(cell))
    read = [_dated(each, date_in, locale) for each in (first, *others)] if others else []
    dated = [each for each in read if each]
    if not dated or len(dated) < len(read):
        return None
    last = max(written_day(each.on) for each in dated)
    words = values.clean(cell) if any(each.words for each in dated) else ""
    return Taken(last, words, f"{quoted(cell)} counts by its end, {long(last)}")


def _without_time(cell: str) -> str:
    """Return "Friday" of "Friday 4pm"; "" of a cell that does not end in a time."""
    words = plain(cell).split()
    times = (at for at in range(1, len(words)) if find_times(" ".join(words[at:])))
    return " ".join(words[: next(times, 0)])
