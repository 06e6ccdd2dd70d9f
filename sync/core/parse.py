"""From a table of raw cells to interviews, with pandas: typed columns out of mixed cells.

Bad user data is a returned Problem, never an exception. What one cell may hold is said in `values` and
`people`; what follows from an interview is left to `rules`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from sync.core import values
from sync.core.columns import Layout
from sync.core.headings import RoundColumns, unit_of
from sync.core.model import Cell, Interview, Mark, Person, Problem, Said, Table
from sync.core.people import named, read_people
from sync.core.reader import Reader, line, lines, of_part, parts_of, unless_blank
from sync.core.said import Taken, read_said
from sync.core.settings import Settings
from sync.core.values import Moment, Times
from sync.core.workdays import Workdays

NO_END = timedelta(minutes=60)  # product.md, "Gaps": how long an interview lasts where nothing says
NO_TIME = time(17, 0)  # ... and when one without a time ends, on the company's clock
STANDARD = ("standard", False)
NOT_YET = Said(Mark.NOT_YET)
BY_MAIL = False  # TY-3
NOBODY: tuple[Person, ...] = ()

SEEN_FROM_INTERVIEW = ("decision_expected", "follow_up_on", "feedback_wanted")
MARKS = ("thank_you_sent", "references_notified", "checked_in", "replied")

A_YEAR, NINE_MONTHS = timedelta(days=366), timedelta(days=275)

_ASIDES = re.compile(r"[()\[\],;:/|\n]|\s[-\u2013\u2014]\s")

Times: TypeAlias = tuple[time, timedelta | None]
FirstSeen: TypeAlias = Mapping[tuple[int, str], date]
TODAY: FirstSeen = MappingProxyType({})


class Beside(NamedTuple):
    """What the meaning of a date without a year depends on in its row."""

    interview_on: date | None
    first_seen: date | None  # where that is not today


@dataclass(frozen=True, slots=True)
class _Dates:
    """How the cells for a date are read in this sheet, on this day."""

    locale: str | None
    settings: Settings
    today: date
    workdays: Workdays

    def read(self, near: date, cell: Cell) -> Moment | None:
        """Read a date; `near` is when it was first seen, and so which year is meant where none is written."""
        if values.is_open(cell):
            return None
        return values.read_moment(cell, day_first=self.settings.day_first, locale=self.locale, near=near)

    def to_do(self, beside: Beside, cell: Cell) -> Moment | None:
        """Read a day on which to do something: it lies ahead, and not before the interview."""
        if values.is_open(cell):
            return None
        day_first, locale = self.settings.day_first, self.locale
        near = beside.interview_on or beside.first_seen or self.today
        ahead = A_YEAR if beside.interview_on else NINE_MONTHS
        return values.read_moment(cell, day_first=day_first, locale=locale, near=near, ahead=ahead)

    def decision(self, beside: Beside, cell: Cell) -> Taken | None:
        if values.is_open(cell) or _decided(cell):
            return None
        return read_said(
            cell,
            beside.interview_on,
            self.workdays,
            near=beside.first_seen or self.today,
            day_first=self.settings.day_first,
            locale=self.locale,
        )

    def mark(self, beside: Beside, cell: Cell) -> Said | str:
        """Give what is said, or why it cannot be read: it may be the name of somebody in the row.

        A day without a year is one after the interview, and about when it was written: the earlier of both.
        """
        first_seen = beside.first_seen or self.today
        try:
            return values.read_mark(
                cell,
                day_first=self.settings.day_first,
                today=self.today,
                locale=self.locale,
                near=min(beside.interview_on or first_seen, first_seen),
            )
        except ValueError as refusal:
            return str(refusal)


def interviews(
    table: Table, layout: Layout, settings: Settings, today: date, first_seen: FirstSeen = TODAY
) -> tuple[tuple[Interview, ...], tuple[Problem, ...]]:
    """Read every row that names a company. `today` is the user's date.

    `first_seen` has, by row and field, the day on which a date without a year was first seen, where it was
    seen before. Problems come in the order of the rows, those of the headings first.
    """
    reader = Reader(table, layout)
    column = reader.column
    dates = _Dates(table.locale, settings, today, Workdays(settings.country, settings.subdivision))

    def moments_of(field: str, part: str = "") -> list[Moment | None]:
        near = [first_seen.get((row, of_part(field, part)), today) for row in reader.rows]
        return reader.column_beside(near, of_part(field, part), dates.read, None)

    own_zones = column("time_zone", unless_blank(values.read_zone, None), None)
    clock = _sheets_clock(table, settings)
    zones = [zone or clock for zone in own_zones]

    parts = _parts(reader, moments_of, own_zones)
    lengths = _lengths(reader)
    companies = column("company", line, "")
    roles = column("role", line, "")
    rounds = column("round", line, "")
    references = column("references", unless_blank(read_people, NOBODY), NOBODY)
    emails = column("contact_email", line, "")
    phones = column("contact_phone", line, "")
    discussed = column("discussed", lines, "")
    several = [_several(reader, parts, at, row) for at, row in enumerate(reader.rows)]
    lasts = [_last(parts, several[at], at, zone) for at, zone in enumerate(zones)]
    days = [parts[lasts[at]].day(at, zone) for at, zone in enumerate(zones)]
    beside = partial(_beside, reader.rows, days, first_seen)
    decisions = reader.column_beside(beside("decision_expected"), "decision_expected", dates.decision, None)
    follow_ups_on = reader.column_beside(beside("follow_up_on"), "follow_up_on", dates.to_do, None)
    styles = column("style", unless_blank(values.read_style, STANDARD), STANDARD)
    letters = column("thank_you_by", unless_blank(values.read_letter, BY_MAIL), BY_MAIL)
    feedback = reader.column_beside(beside("feedback_wanted"), "feedback_wanted", dates.to_do, None)
    as_written = {field: column(field, line, "") for field in SEEN_FROM_INTERVIEW}
    no_mark: Said | str = NOT_YET
    marks = {field: reader.column_beside(beside(field), field, dates.mark, no_mark) for field in MARKS}
    mark_texts = {field: column(field, values.shown, "") for field in MARKS}
    endings = _endings(reader)
    own_ids = column("follow_up_id", line, "")

    def interview(at: int, row: int, part: str) -> Interview:
        own = parts[part]
        moment, times = own.moments[at], own.times[at]
        zone = _clock_of(moment, times, zones[at])
        day, start, end = _when(moment, times, lengths[at], zone)
        style, by_call = styles[at]
        taken = {
            field: _said(reader, row, field, marks[field][at], _of_whom(field, parts, at, references[at]))
            for field in MARKS
            if marks[field][at] != NOT_YET
        }
        said = {field: each for field, each in taken.items() if each != NOT_YET}
        in_doubt = {
            **{
                of_part("interview_date", name): each.as_written[at] if _notes(each.moments[at]) else ""
                for name, each in parts.items()
            },
            "decision_expected": as_written["decision_expected"][at] if _year_assumed(decisions[at]) else "",
            "follow_up_on": as_written["follow_up_on"][at] if _notes(follow_ups_on[at]) else "",
            "feedback_wanted": as_written["feedback_wanted"][at] if _notes(feedback[at]) else "",
        }
        written = day.isoformat() if day and not _notes(moment) else own.as_written[at]
        unreadable = _unreadable(reader.unreadable.get(row, ()), part)
        if not (times or _has_time(moment)):
            unreadable -= {"duration"}  # without a time it ends at 17:00, however long it lasts
        return Interview(
            row=row,
            company=companies[at],
            role=roles[at],
            round=rounds[at] or own.label,
            zone=zone,
            day=day,
            start=start,
            end=end,
            interviewers=own.interviewers[at],
            references=references[at],
            contact_email=emails[at],
            contact_phone=phones[at],
            discussed=discussed[at],
            decision=_day(decisions[at], zone),
            decision_words=_words(decisions[at]),
            notes=_notes(moment, times if moment else None, decisions[at], follow_ups_on[at]),
            follow_up_on=_day(follow_ups_on[at], zone),
            style=style,
            by_call=by_call,
            feedback_wanted=_day(feedback[at], zone),
            marks=said,
            texts={field: mark_texts[field][at] for field in said} | in_doubt,
            ended=endings[at],
            content=tuple(each.casefold() for each in (companies[at], roles[at], rounds[at], written)),
            own_id=own_ids[at],
            unreadable=unreadable,
            by_letter=letters[at],
            part=part,
            parts=len(several[at]),
            last=part == lasts[at],
        )

    found = tuple(interview(at, row, part) for at, row in enumerate(reader.rows) for part in several[at])
    _doubts(reader, found, today)
    _nameless(reader)
    return found, (*layout.problems, *sorted(reader.problems, key=lambda problem: problem.row))


def _beside(
    rows: Iterable[int], days: Iterable[date | None], first_seen: FirstSeen, field: str
) -> list[Beside]:
    return [Beside(day, first_seen.get((row, field))) for row, day in zip(rows, days, strict=True)]


@dataclass(frozen=True, slots=True)
class _Part:
    """The columns of one of the interviews that a row has, cell by cell."""

    moments: Sequence[Moment | None]
    as_written: Sequence[str]
    times: Sequence[Times | None]
    interviewers: Sequence[tuple[Person, ...]]
    label: str

    def day(self, at: int, zone: tzinfo) -> date | None:
        """Give its day on the company's clock, in the row at a place."""
        return _day(self.moments[at], _clock_of(self.moments[at], self.times[at], zone))


def _parts(
    reader: Reader,
    moments_of: Callable[[str, str], Iterable[Moment | None]],
    zones: Sequence[tzinfo | None],
) -> dict[str, _Part]:
    """Read the columns of each of the interviews that a row has. `zones` are those that the rows name."""
    found = {}
    for part, columns in parts_of(reader.layout).items():
        date_field, time_field = of_part("interview_date", part), of_part("interview_time", part)
        said = next(filter(None, map(_zone_in, map(reader.heading, (time_field, date_field)))), None)
        in_heading = [None if zone else said for zone in zones]
        moments = list(map(_moment_in, moments_of("interview_date", part), in_heading))
        times = list(
            map(_times_in, reader.column(time_field, unless_blank(values.read_times, None), None), in_heading)
        )
        if not part:
            ends = reader.column_beside(list(map(_start, moments, times)), "interview_end", _until, None)
            moments = [
                each._replace(lasts=end or each.lasts) if each else None
                for each, end in zip(moments, ends, strict=True)
            ]
            times = [
                (each[0], end or each[1]) if each else None for each, end in zip(times, ends, strict=True)
            ]
        people = _interviewers_of(reader.layout, part, columns)
        found[part] = _Part(
            moments,
            reader.column(date_field, line, ""),
            times,
            reader.column(people, unless_blank(read_people, NOBODY), NOBODY),
            columns.label if columns else "",
        )
    return found


def _lengths(reader: Reader) -> list[timedelta | None]:
    in_unit = partial(values.read_duration, unit=unit_of(reader.heading("duration")))
    return reader.column("duration", unless_blank(in_unit, None), None)


def _endings(reader: Reader) -> list[str | None]:
    """Give how each row ended. Some write it where others write the round, or the day of the decision."""
    columns = [reader.column(field, values.ending, None) for field in ("outcome", "status", "round")]
    columns.append(reader.column("decision_expected", _decided, None))
    return [next(filter(None, row), None) for row in zip(*columns, strict=True)]


def _decided(cell: Cell) -> str | None:
    """Give the ending that a cell for the day of a decision is. "Offer by Friday" is none: it is to come."""
    few = 2
    return values.ending(cell) if len(values.shown(cell).split()) <= few else None


def _several(reader: Reader, parts: Mapping[str, _Part], at: int, row: int) -> list[str]:
    """Give which interviews a row has: the first always, others where they have a date."""
    refused = reader.unreadable.get(row, ())
    return [
        name
        for name, part in parts.items()
        if not name or part.moments[at] or of_part("interview_date", name) in refused
    ]


def _last(parts: Mapping[str, _Part], several: Sequence[str], at: int, zone: tzinfo) -> str:
    """Give which of a row's interviews is the last one."""
    return max(several, key=lambda name: parts[name].day(at, zone) or date.min)


def _interviewers_of(layout: Layout, part: str, columns: RoundColumns | None) -> str:
    """Name the column of those met: of this interview alone, or of all that a row has."""
    their_own = {round_.interviewers for round_ in layout.rounds}
    shared = not part or columns is None or columns.interviewers is None
    if part and layout.user.get("interviewers") in their_own:
        shared = False
    return "interviewers" if shared else of_part("interviewers", part)


def _of_whom(
    field: str, parts: Mapping[str, _Part], at: int, references: tuple[Person, ...]
) -> tuple[Person, ...]:
    """Give those whom a mark may name, one or several, as the ones for whom it is done."""
    if field == "thank_you_sent":
        return tuple(dict.fromkeys(person for part in parts.values() for person in part.interviewers[at]))
    return references if field == "references_notified" else NOBODY


def _unreadable(fields: Collection[str], part: str) -> frozenset[str]:
    """Give the fields that one of the interviews of a row lacks, by their plain names."""
    if not part:
        plain = frozenset(field for field in fields if "." not in field)
        return plain | {"duration"} if "interview_end" in plain else plain
    of_the_first = {"interview_date", "interview_time", "interview_end"}
    own = {field.removesuffix(f".{part}") for field in fields if field.endswith(f".{part}")}
    return frozenset(own | {field for field in fields if "." not in field} - of_the_first)


def _sheets_clock(table: Table, settings: Settings) -> tzinfo:
    with suppress(ValueError):  # of none, or of one that nobody knows
        return values.read_zone(table.timezone)
    return settings.timezone


def _zone_in(heading: str) -> tzinfo | None:
    """Give the zone that a heading names for the cells under it: "Time (ET)", "Start - Paris"."""
    for text in _ASIDES.split(heading)[1:]:
        with suppress(ValueError):
            if zone := values.read_times(f"12:00 {text}")[0].tzinfo:
                return zone
    return None


def _times_in(times: Times | None, zone: tzinfo | None) -> Times | None:
    if times is None or times[0].tzinfo:
        return times
    return times[0].replace(tzinfo=zone), times[1]


def _moment_in(moment: Moment | None, zone: tzinfo | None) -> Moment | None:
    if moment is None or not isinstance(moment.on, datetime) or moment.on.tzinfo:
        return moment
    return moment._replace(on=moment.on.replace(tzinfo=zone))


def _start(moment: Moment | None, times: Times | None) -> time | None:
    """Give the time at which an interview starts, as it is written."""
    if times:
        return times[0]
    return moment.on.timetz() if moment and isinstance(moment.on, datetime) else None


def _until(start: time | None, cell: Cell) -> timedelta | None:
    """Give how long it lasts from its start to the time in a cell of its end."""
    if start is None or values.is_blank(cell):
        return None
    with suppress(ValueError):  # in doubt is the day alone, and that is said in another column
        moment = values.find_moment(cell, day_first=True)
        if moment and isinstance(moment.on, datetime):
            cell = moment.on.time()
    try:
        return values.read_times(f"{start:%I:%M %p} - {values.shown(cell)}")[1]
    except ValueError:
        raise ValueError(
            f"{values.quoted(cell)} is no end of an interview that starts at {start:%H:%M}; "
            "write it like 15:30 or 3:30 pm, at most 12 hours later"
        ) from None


def _has_time(moment: Moment | None) -> bool:
    return moment is not None and isinstance(moment.on, datetime)


def _clock_of(moment: Moment | None, times: Times | None, zone: tzinfo) -> tzinfo:
    """Give the company's clock: the place that is named with the time ("2pm PT"), else the row's zone."""
    named_zone = times.start.tzinfo if times else None
    if moment and isinstance(moment.on, datetime):
        named_zone = named_zone or moment.on.tzinfo
    return named_zone if isinstance(named_zone, ZoneInfo) else zone


def _words(decision: Taken | None) -> str:
    return decision.words if decision else ""


def _year_assumed(decision: Taken | None) -> bool:
    return decision is not None and bool(decision.note) and not decision.words


def _notes(*read: Moment | Times | Taken | None) -> tuple[str, ...]:
    return tuple(each.note for each in read if each and each.note)


def _day(moment: Moment | Taken | None, zone: tzinfo) -> date | None:
    """Give the day on the company's clock. Most moments are a day already."""
    on = moment.on if moment else None
    if isinstance(on, datetime):
        return (on.astimezone(zone) if on.tzinfo else on).date()
    return on


def _when(
    moment: Moment | None,
    times: Times | None,
    length: timedelta | None,
    zone: tzinfo,
) -> tuple[date | None, datetime | None, datetime | None]:
    """Give the interview's day on the company's clock, and the instants at which it starts and ends."""
    day = _day(moment, zone)
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


def _said(reader: Reader, row: int, field: str, mark: Said | str, people: tuple[Person, ...]) -> Said:
    """Give what a mark column says. What is no mark may be the name of one of several people."""
    if isinstance(mark, Said):
        return mark
    cell = reader.cell(row, field)
    if isinstance(cell, str) and (closed := named(cell, people)):
        return NOT_YET._replace(people=closed)
    reader.refuse(row, field, cell, mark)
    return NOT_YET


def _nameless(reader: Reader) -> None:
    """Report rows that look like one more interview with the company above, as under merged cells."""
    message = (
        "there is an interview date and no company, so it is passed over; write the company into each row"
    )
    for row in reader.nameless:
        reader.report(row, "company", None, message)


def _doubts(reader: Reader, found: Iterable[Interview], today: date) -> None:
    """Report what is readable and yet can hardly be meant."""
    for interview in found:
        day, decision = interview.day, interview.decision
        if day and decision and decision < day:
            message = f"the decision is before the interview on {day.isoformat()}; it is not used"
            reader.report(interview.row, "decision_expected", decision, message)
        if interview.last and interview.follow_up_on and not interview.follow_up_day:
            message = f"the day to follow up is before the interview on {day}; it is not used"
            reader.report(interview.row, "follow_up_on", interview.follow_up_on, message)
        if day and (day.year - 1, day.month, day.day) > (today.year, today.month, today.day):
            message = "the interview is more than a year away; check the year"
            reader.report(interview.row, "interview_date", day, message)
