"""From the typed columns of a table to interviews.

Bad user data is a returned Problem, never an exception. How the columns are read is said in `typed`; what
follows from an interview is left to `rules`.
"""

from collections.abc import Collection, Iterable
from datetime import date

from sync.core.columns import Layout
from sync.core.model import Interview, Person, Problem, Said, Table
from sync.core.occasions import LASTS, NOBODY, clock_of, day_of, has_time, when
from sync.core.people import named
from sync.core.reader import Reader, of_part
from sync.core.said import Taken
from sync.core.settings import Settings
from sync.core.typed import MARKS, NOT_YET, TODAY, Columns, FirstSeen, read_columns
from sync.core.values import Moment, Times


def interviews(
    table: Table, layout: Layout, settings: Settings, today: date, first_seen: FirstSeen = TODAY
) -> tuple[tuple[Interview, ...], tuple[Problem, ...]]:
    """Read every row that names a company. `today` is the user's date.

    `first_seen` has, by row and field, the day on which a date without a year was first seen, where it was
    seen before. Problems come in the order of the rows, those of the headings first.
    """
    reader = Reader(table, layout)
    columns = read_columns(reader, table, settings, today, first_seen)
    found = tuple(
        _interview(reader, columns, at, part) for at, parts in enumerate(columns.present) for part in parts
    )
    _doubts(reader, found, today)
    _nameless(reader)
    return found, (*layout.problems, *sorted(reader.problems, key=lambda problem: problem.row))


def _interview(reader: Reader, columns: Columns, at: int, part: str) -> Interview:
    """Give one of the interviews of the row at a place."""
    row, own = reader.rows[at], columns.parts[part]
    moment, times = own.moments[at], own.times[at]
    zone = clock_of(moment, times, columns.zone[at])
    day, start, end = when(moment, times, columns.length[at] or own.lengths[at], zone)
    style, by_call = columns.style[at]
    decision = columns.decision[at]
    follow_up_on = columns.follow_up_on[at]
    marks = _marks(reader, columns, at)
    written = day.isoformat() if day and not _notes(moment) else own.as_written[at]
    unreadable = _unreadable(reader.unreadable.get(row, ()), part)
    if not (times or has_time(moment)):
        unreadable -= LASTS  # without a time it ends at 17:00, however long it lasts
    return Interview(
        row=row,
        company=columns.company[at],
        role=columns.role[at],
        round=columns.round[at] or own.label,
        zone=zone,
        day=day,
        start=start,
        end=end,
        interviewers=own.interviewers[at],
        references=columns.references[at],
        contact_email=columns.contact_email[at],
        contact_phone=columns.contact_phone[at],
        discussed=columns.discussed[at],
        decision=day_of(decision, zone),
        decision_words=decision.words if decision else "",
        notes=_notes(moment, times if moment else None, decision, follow_up_on),
        follow_up_on=day_of(follow_up_on, zone),
        style=style,
        by_call=by_call,
        feedback_wanted=day_of(columns.feedback_wanted[at], zone),
        marks=marks,
        texts={field: columns.written[field][at] for field in marks} | _in_doubt(columns, at),
        ended=columns.ended[at],
        content=tuple(
            each.casefold() for each in (columns.company[at], columns.role[at], columns.round[at], written)
        ),
        own_id=columns.own_id[at],
        unreadable=unreadable,
        by_letter=columns.by_letter[at],
        part=part,
        parts=len(columns.present[at]),
        last=part == columns.last[at],
    )


def _in_doubt(columns: Columns, at: int) -> dict[str, str]:
    """Give the cells, as they are written, of which it matters since when they say so: "" for the others."""
    decision = columns.decision[at]
    year_assumed = decision is not None and bool(decision.note) and not decision.words
    to_do = {"follow_up_on": columns.follow_up_on[at], "feedback_wanted": columns.feedback_wanted[at]}
    return {
        **{
            of_part("interview_date", name): each.as_written[at] if _notes(each.moments[at]) else ""
            for name, each in columns.parts.items()
        },
        **{field: endings[at] or "" for field, endings in columns.endings_in.items()},
        **({"decision_expected": columns.written["decision_expected"][at]} if year_assumed else {}),
        **{field: columns.written[field][at] if _notes(moment) else "" for field, moment in to_do.items()},
    }


def _marks(reader: Reader, columns: Columns, at: int) -> dict[str, Said]:
    """Give what the mark columns of a row say, by field, where they say anything.

    What is no mark may be the name of one of several people, for whom alone it is done.
    """
    said = {}
    for field in MARKS:
        mark = columns.marks[field][at]
        if isinstance(mark, str):
            cell = reader.cell(reader.rows[at], field)
            closed = named(cell, _of_whom(field, columns, at)) if isinstance(cell, str) else ()
            if not closed:
                reader.refuse(reader.rows[at], field, cell, mark)
                continue
            mark = NOT_YET._replace(people=closed)
        if mark != NOT_YET:
            said[field] = mark
    return said


def _of_whom(field: str, columns: Columns, at: int) -> tuple[Person, ...]:
    """Give those whom a mark may name, one or several."""
    if field == "thank_you_sent":
        parts = columns.parts.values()
        return tuple(dict.fromkeys(person for part in parts for person in part.interviewers[at]))
    return columns.references[at] if field == "references_notified" else NOBODY


def _unreadable(fields: Collection[str], part: str) -> frozenset[str]:
    """Give the fields that one of the interviews of a row lacks, by their plain names."""
    if not part:
        return frozenset(field for field in fields if "." not in field)
    of_the_first = {"interview_date", "interview_time", "interview_end"}
    own = {field.removesuffix(f".{part}") for field in fields if field.endswith(f".{part}")}
    return frozenset(own | {field for field in fields if "." not in field} - of_the_first)


def _notes(*read: Moment | Times | Taken | None) -> tuple[str, ...]:
    return tuple(each.note for each in read if each and each.note)


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
