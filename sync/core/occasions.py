"""When the interviews of a row are, on whose clock, and with whom: the columns that each of them has.

A row may hold several interviews, each with a date of its own. What else a row says is left to
`sync.core.parse`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from sync.core import values
from sync.core.columns import Layout
from sync.core.headings import RoundColumns
from sync.core.model import Cell, Person
from sync.core.people import read_people
from sync.core.reader import Reader, line, of_part, parts_of, unless_blank
from sync.core.said import Taken
from sync.core.values import Moment, Times, fold

NO_END = timedelta(minutes=60)  # how long an interview lasts where nothing says: README, "The sheet"
NO_TIME = time(17, 0)  # ... and when one without a time ends, on the company's clock
NOBODY: tuple[Person, ...] = ()

LASTS = frozenset({"interview_end", "duration"})
ENDS_WHEN = LASTS | {"interview_date", "interview_time", "time_zone"}
"""The fields that its end is made from; those of `LASTS` only where a time is known."""

_LONGEST = timedelta(hours=10)  # from a start to an end in a column of its own
_OF_DATES = frozenset(("est", "act"))  # estimated or actual, and no zone
_ASIDES = re.compile(r"[()\[\],;:/|\n]|\s[-\u2013\u2014]\s")


@dataclass(frozen=True, slots=True)
class Occasion:
    """The columns of one of the interviews that a row has, cell by cell."""

    moments: Sequence[Moment | None]
    as_written: Sequence[str]
    times: Sequence[Times | None]
    lengths: Sequence[timedelta | None]  # by the column of its end
    interviewers: Sequence[tuple[Person, ...]]
    label: str

    def day(self, at: int, zone: tzinfo) -> date | None:
        """Give its day on the company's clock, in the row at a place."""
        return day_of(self.moments[at], clock_of(self.moments[at], self.times[at], zone))


def occasions(
    reader: Reader,
    moments_of: Callable[[str, str], Iterable[Moment | None]],
    zones: Sequence[tzinfo | None],
) -> dict[str, Occasion]:
    """Read the columns of each of the interviews that a row has. `zones` are those that the rows name."""
    found = {}
    for part, columns in parts_of(reader.layout).items():
        date_field, time_field = of_part("interview_date", part), of_part("interview_time", part)
        said = _zone_in(reader.heading(time_field)) or _zone_in(reader.heading(date_field), but=_OF_DATES)
        in_heading = [None if zone else said for zone in zones]
        moments = list(map(_moment_in, moments_of("interview_date", part), in_heading))
        times = list(
            map(_times_in, reader.column(time_field, unless_blank(values.read_times, None), None), in_heading)
        )
        starts = list(map(_start, moments, times))
        people = _interviewers_of(reader.layout, part, columns)
        found[part] = Occasion(
            moments,
            reader.column(date_field, line, ""),
            times,
            reader.column_beside(starts, of_part("interview_end", part), _until, None),
            reader.column(people, unless_blank(read_people, NOBODY), NOBODY),
            columns.label if columns else "",
        )
    return found


def several(reader: Reader, parts: Mapping[str, Occasion], at: int, row: int) -> list[str]:
    """Give which interviews a row has: the first always, others where they have a date."""
    refused = reader.unreadable.get(row, ())
    return [
        name
        for name, part in parts.items()
        if not name or part.moments[at] or of_part("interview_date", name) in refused
    ]


def last(parts: Mapping[str, Occasion], several: Sequence[str], at: int, zone: tzinfo) -> str:
    """Give which of a row's interviews is the last one."""
    return max(several, key=lambda name: parts[name].day(at, zone) or date.min)


def _interviewers_of(layout: Layout, part: str, columns: RoundColumns | None) -> str:
    """Name the column of those met: of this interview alone, or of all that a row has."""
    their_own = {round_.interviewers for round_ in layout.rounds}
    shared = not part or columns is None or columns.interviewers is None
    if part and layout.user.get("interviewers") in their_own:
        shared = False
    return "interviewers" if shared else of_part("interviewers", part)


def _zone_in(heading: str, but: Collection[str] = ()) -> tzinfo | None:
    """Give the zone that a heading names for the cells under it: "Time (ET)", "Start - Paris"."""
    for text in _ASIDES.split(heading)[1:]:
        if fold(text).strip(" .") in but:
            continue
        with suppress(ValueError):
            if zone := values.read_times(f"12:00 {text}").start.tzinfo:
                return zone
    return None


def _times_in(times: Times | None, zone: tzinfo | None) -> Times | None:
    if times is None or times.start.tzinfo:
        return times
    return times._replace(start=times.start.replace(tzinfo=zone))


def _moment_in(moment: Moment | None, zone: tzinfo | None) -> Moment | None:
    if moment is None or not isinstance(moment.on, datetime) or moment.on.tzinfo:
        return moment
    return moment._replace(on=moment.on.replace(tzinfo=zone))


def _start(moment: Moment | None, times: Times | None) -> time | None:
    """Give the time at which an interview starts, as it is written."""
    if times:
        return times.start
    return moment.on.timetz() if moment and isinstance(moment.on, datetime) else None


def _until(start: time | None, cell: Cell) -> timedelta | None:
    """Give how long it lasts from its start to the time in a cell of its end."""
    if start is None or values.is_blank(cell):
        return None
    with suppress(ValueError):  # in doubt is the day alone, and that is said in another column
        moment = values.find_moment(cell, day_first=True)
        if moment and isinstance(moment.on, datetime):
            cell = moment.on.time()
    with suppress(ValueError):
        lasts = values.read_times(f"{start:%I:%M %p} - {values.shown(cell)}").lasts
        if lasts and lasts <= _LONGEST:  # "10:00" would end at 22:00 what starts at 10:00
            return lasts
    raise ValueError(
        f"{values.quoted(cell)} is no end of an interview that starts at {start:%H:%M}; "
        "write it like 15:30 or 3:30 pm, at most 10 hours later"
    )


def has_time(moment: Moment | None) -> bool:
    """Tell whether a date came with a time."""
    return moment is not None and isinstance(moment.on, datetime)


def clock_of(moment: Moment | None, times: Times | None, zone: tzinfo) -> tzinfo:
    """Give the company's clock: the place that is named with the time ("2pm PT"), else the row's zone."""
    named_zone = times.start.tzinfo if times else None
    if moment and isinstance(moment.on, datetime):
        named_zone = named_zone or moment.on.tzinfo
    return named_zone if isinstance(named_zone, ZoneInfo) else zone


def day_of(moment: Moment | Taken | None, zone: tzinfo) -> date | None:
    """Give the day on the company's clock. Most moments are a day already."""
    on = moment.on if moment else None
    if isinstance(on, datetime):
        return (on.astimezone(zone) if on.tzinfo else on).date()
    return on


def when(
    moment: Moment | None,
    times: Times | None,
    length: timedelta | None,
    zone: tzinfo,
) -> tuple[date | None, datetime | None, datetime | None]:
    """Give the interview's day on the company's clock, and the instants at which it starts and ends."""
    day = day_of(moment, zone)
    if moment is None or day is None:
        return None, None, None
    clock: time | None = None
    if times:
        clock = times.start
        length = length or times.lasts
    elif isinstance(moment.on, datetime):
        clock = (moment.on.astimezone(zone) if moment.on.tzinfo else moment.on).time()
        length = length or moment.lasts
    if clock is None:
        return day, None, datetime.combine(day, NO_TIME, zone).astimezone(UTC)
    start = datetime.combine(day, clock, clock.tzinfo or zone).astimezone(UTC)
    return day, start, start + (length or NO_END)
