"""From a table of raw cells to interviews, with pandas: typed columns out of mixed cells.

Bad user data is a returned Problem, never an exception. What one cell may hold is said in `values` and
`people`; what follows from an interview is left to `rules`.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from sync.core import values
from sync.core.columns import Layout
from sync.core.headings import unit_of
from sync.core.model import Cell, Interview, Mark, Person, Problem, Said, Table
from sync.core.occasions import (
    LASTS,
    NOBODY,
    Occasion,
    clock_of,
    day_of,
    has_time,
    last,
    occasions,
    several,
    when,
)
from sync.core.people import named, read_people
from sync.core.reader import Reader, line, lines, of_part, unless_blank
from sync.core.said import Taken, read_said
from sync.core.settings import Settings
from sync.core.values import Moment, Times
from sync.core.values.dates import FOUR_MONTHS
from sync.core.workdays import Workdays

STANDARD = ("standard", False)
NOT_YET = Said(Mark.NOT_YET)
BY_MAIL = False  # TY-3

SEEN_FROM_INTERVIEW = ("decision_expected", "follow_up_on", "feedback_wanted")
MARKS = ("thank_you_sent", "references_notified", "checked_in", "replied")

A_YEAR, NINE_MONTHS = timedelta(days=366), timedelta(days=275)

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

    def read(self, near: date, cell: Cell, ahead: timedelta = FOUR_MONTHS) -> Moment | None:
        """Read a date; `near` is when it was first seen, and so which year is meant where none is written."""
        if values.is_open(cell):
            return None
        day_first, locale = self.settings.day_first, self.locale
        return values.read_moment(cell, day_first=day_first, locale=locale, near=near, ahead=ahead)

    def to_do(self, beside: Beside, cell: Cell) -> Moment | None:
        """Read a day on which to do something: it lies ahead, and not before the interview."""
        near = beside.interview_on or beside.first_seen or self.today
        return self.read(near, cell, A_YEAR if beside.interview_on else NINE_MONTHS)

    def decision(self, beside: Beside, cell: Cell) -> Taken | None:
        if values.is_open(cell) or values.sole_ending(cell):
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

    parts = occasions(reader, moments_of, own_zones)
    lengths = _lengths(reader)
    companies = column("company", line, "")
    roles = column("role", line, "")
    rounds = column("round", line, "")
    references = column("references", unless_blank(read_people, NOBODY), NOBODY)
    emails = column("contact_email", line, "")
    phones = column("contact_phone", line, "")
    discussed = column("discussed", lines, "")
    ours = [several(reader, parts, at, row) for at, row in enumerate(reader.rows)]
    lasts = [last(parts, ours[at], at, zone) for at, zone in enumerate(zones)]
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
    endings, told_elsewhere = _endings(reader)
    own_ids = column("follow_up_id", line, "")

    def interview(at: int, row: int, part: str) -> Interview:
        own = parts[part]
        moment, times = own.moments[at], own.times[at]
        zone = clock_of(moment, times, zones[at])
        day, start, end = when(moment, times, lengths[at] or own.lengths[at], zone)
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
            "round": told_elsewhere["round"][at] or "",
            "decision_expected": as_written["decision_expected"][at]
            if _year_assumed(decisions[at])
            else told_elsewhere["decision_expected"][at] or "",
            "follow_up_on": as_written["follow_up_on"][at] if _notes(follow_ups_on[at]) else "",
            "feedback_wanted": as_written["feedback_wanted"][at] if _notes(feedback[at]) else "",
        }
        written = day.isoformat() if day and not _notes(moment) else own.as_written[at]
        unreadable = _unreadable(reader.unreadable.get(row, ()), part)
        if not (times or has_time(moment)):
            unreadable -= LASTS  # without a time it ends at 17:00, however long it lasts
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
            decision=day_of(decisions[at], zone),
            decision_words=_words(decisions[at]),
            notes=_notes(moment, times if moment else None, decisions[at], follow_ups_on[at]),
            follow_up_on=day_of(follow_ups_on[at], zone),
            style=style,
            by_call=by_call,
            feedback_wanted=day_of(feedback[at], zone),
            marks=said,
            texts={field: mark_texts[field][at] for field in said} | in_doubt,
            ended=endings[at],
            content=tuple(each.casefold() for each in (companies[at], roles[at], rounds[at], written)),
            own_id=own_ids[at],
            unreadable=unreadable,
            by_letter=letters[at],
            part=part,
            parts=len(ours[at]),
            last=part == lasts[at],
        )

    found = tuple(interview(at, row, part) for at, row in enumerate(reader.rows) for part in ours[at])
    _doubts(reader, found, today)
    _nameless(reader)
    return found, (*layout.problems, *sorted(reader.problems, key=lambda problem: problem.row))


def _beside(
    rows: Iterable[int], days: Iterable[date | None], first_seen: FirstSeen, field: str
) -> list[Beside]:
    return [Beside(day, first_seen.get((row, field))) for row, day in zip(rows, days, strict=True)]


def _lengths(reader: Reader) -> list[timedelta | None]:
    in_unit = partial(values.read_duration, unit=unit_of(reader.heading("duration")))
    return reader.column("duration", unless_blank(in_unit, None), None)


def _endings(reader: Reader) -> tuple[list[str | None], Mapping[str, list[str | None]]]:
    """Give how each row ended, and by field where that stands elsewhere than in a column of its own.

    Some write it, and nothing else, where others write the round, or the day of the decision.
    """
    own = [reader.column(field, values.ending, None) for field in ("outcome", "status")]
    elsewhere = {
        field: reader.column(field, values.sole_ending, None) for field in ("round", "decision_expected")
    }
    rows = zip(*own, *elsewhere.values(), strict=True)
    return [next(filter(None, row), None) for row in rows], elsewhere


def _of_whom(
    field: str, parts: Mapping[str, Occasion], at: int, references: tuple[Person, ...]
) -> tuple[Person, ...]:
    """Give those whom a mark may name, one or several, as the ones for whom it is done."""
    if field == "thank_you_sent":
        return tuple(dict.fromkeys(person for part in parts.values() for person in part.interviewers[at]))
    return references if field == "references_notified" else NOBODY


def _unreadable(fields: Collection[str], part: str) -> frozenset[str]:
    """Give the fields that one of the interviews of a row lacks, by their plain names."""
    if not part:
        return frozenset(field for field in fields if "." not in field)
    of_the_first = {"interview_date", "interview_time", "interview_end"}
    own = {field.removesuffix(f".{part}") for field in fields if field.endswith(f".{part}")}
    return frozenset(own | {field for field in fields if "." not in field} - of_the_first)


def _sheets_clock(table: Table, settings: Settings) -> tzinfo:
    with suppress(ValueError):  # of none, or of one that nobody knows
        return values.read_zone(table.timezone)
    return settings.timezone


def _words(decision: Taken | None) -> str:
    return decision.words if decision else ""


def _year_assumed(decision: Taken | None) -> bool:
    return decision is not None and bool(decision.note) and not decision.words


def _notes(*read: Moment | Times | Taken | None) -> tuple[str, ...]:
    return tuple(each.note for each in read if each and each.note)


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
