"""The records that pass between the stages, named by stage so that a signature tells where you are.

Sheet -> `Table` -> `Interview` -> `FollowUp` -> `SheetChange` and `Event`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")
Cell: TypeAlias = bool | int | float | str | date | datetime | time | timedelta | None
"""A cell as a spreadsheet holds it. An empty cell is None; dates and times are naive."""


class Formula(str):
    """A formula whose result the file does not hold: what the user sees in the cell, nobody here knows."""

    __slots__ = ()


def at(row: Sequence[T], index: int) -> T | None:
    """Give what a row holds at `index`, None past its end: rows are of different lengths."""
    return row[index] if index < len(row) else None


def width(row: Sequence[Cell]) -> int:
    """Count the cells of a row up to the last that is not empty."""
    return next((n for n in range(len(row), 0, -1) if row[n - 1] is not None), 0)


class Kind(StrEnum):
    """What sort of follow-up it is, in the words of `--json`."""

    THANK_YOU = "thank-you"
    REFERENCES = "references"
    CHECK_IN = "check-in"
    ASK = "ask"
    REPLY = "reply"
    OFFER_CALL = "offer-call"
    FEEDBACK = "feedback"


ANSWERS = frozenset({Kind.REPLY, Kind.OFFER_CALL, Kind.FEEDBACK})
"""What answers something that the company said, to the row as a whole."""


class State(StrEnum):
    """Where a follow-up stands today, on the user's clock."""

    OVERDUE = "overdue"
    DUE = "due"
    SCHEDULED = "scheduled"
    DONE = "done"
    MISSED = "missed"
    SKIPPED = "skipped"
    NOT_NEEDED = "not-needed"

    @property
    def open(self) -> bool:
        """Whether there is still something for the user to do."""
        return self in _OPEN

    @property
    def label(self) -> str:
        """The word in the sheet's status columns."""
        return self.value.replace("-", " ").capitalize()


_OPEN = frozenset({State.OVERDUE, State.DUE, State.SCHEDULED})


class Marked(NamedTuple):
    """What a column says of itself: the tool made it for this field, under this heading."""

    field: str
    heading: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A write of this run under which rows moved, so that its cells stand on rows they were not meant for.

    `written` is field -> all that was sent, headings included. `before` is Follow-up ID -> field -> what
    stood in that row when the run began.
    """

    written: Mapping[str, frozenset[Cell]]
    before: Mapping[str, Mapping[str, Cell]]

    def left(self, field: str, cell: Cell) -> bool:
        """Whether a cell may be one that the write left behind."""
        return cell is not None and cell in self.written.get(field, ())


@dataclass(frozen=True, slots=True)
class Table:
    """One worksheet as it was read: raw cells, nothing interpreted.

    `rows[0]` is row 1 of the spreadsheet and `rows[r][0]` is column A; a row may be shorter than the
    others. The tool's mark is what it wrote into the sheet about itself: `marked`, column by column, where
    the format can; else `mark`, tool's column -> heading, or None where it never wrote. Where the format has
    no place for a mark (`keeps_mark` is false), the headings are the mark.
    """

    source: str  # the spreadsheet's stable name: its key, or its path as the settings give it
    worksheet: str
    rows: tuple[tuple[Cell, ...], ...]
    version: str  # changes with every edit; `write` refuses when it has moved
    mark: Mapping[str, str] | None = None
    marked: Mapping[int, Marked] | None = None  # column index -> its mark
    keeps_mark: bool = True
    locale: str | None = None  # such as en_GB
    timezone: str | None = None
    url: str | None = None
    title: str | None = None  # what a person calls the spreadsheet, where that is not its source
    attempt: Attempt | None = None
    others: tuple[str, ...] = ()  # worksheets that look like interviews, too, where the settings name none


@dataclass(frozen=True, slots=True)
class Column:
    """Where one of the tool's own columns stands, or will stand."""

    field: str  # such as thank_you_due
    heading: str
    index: int  # from 0: column A
    new: bool = False


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One of the tool's cells to write. Dates are naive, on the user's clock; None clears the cell."""

    row: int  # as the spreadsheet shows it: from 1
    field: str
    value: str | datetime | None
    before: Cell = None


@dataclass(frozen=True, slots=True)
class SheetChange:
    """All that one run writes into the sheet. With no new columns and no cells there is nothing to write."""

    header_row: int = 1
    columns: tuple[Column, ...] = ()
    cells: tuple[CellEdit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells) or any(column.new for column in self.columns)


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that could not be taken as it stands, and what would be accepted in its place."""

    row: int
    column: str  # the heading, as the sheet has it
    value: str
    message: str

    def __str__(self) -> str:
        """Give it in one line: where, what, and what would be accepted."""
        told = not self.value or self.value in self.message
        value = "" if told else f' "{self.value}"'
        return f"Row {self.row}, {self.column}{value}: {self.message}"


class Person(NamedTuple):
    """Somebody to thank, or a reference to tell."""

    name: str
    email: str = ""
    phone: str = ""


class Mark(StrEnum):
    """What the user says of a follow-up in one of the mark columns."""

    NOT_YET = "not yet"
    DONE = "done"
    SKIPPED = "skipped"


class Said(NamedTuple):
    """What a mark column says: a mark, and the day on which it was done where the user gave one.

    `until` puts it off to that day. `days` puts it off, too: so many days from when it is due, or from when
    the cell was first seen where that is later.
    `people` are those of several for whom alone it is done. `undo` asks for what was closed to be open again.
    """

    mark: Mark
    on: date | None = None
    until: date | None = None
    days: int | None = None
    people: tuple[Person, ...] = ()
    undo: bool = False


class Seen(NamedTuple):
    """When a cell was first seen with what it says now, and the interview's day at that time.

    `text` is what it says, hashed: where the cell changes, it is seen anew.
    """

    on: date
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview, read from a row that may hold several. A blank cell is "" or None.

    `zone` is the company's clock. `day` is the interview's day on that clock, `start` and `end` the instants
    between which it lasts; without a time, `end` is all that is assumed. `marks` are what the mark columns
    say, by field. `texts` are the cells, as they are written, of which it matters since when they say so.
    `unreadable` names the fields whose cells could not be read: they are None here, and what depends on them
    must wait.
    """

    row: int
    company: str
    role: str
    round: str
    zone: tzinfo
    day: date | None
    start: datetime | None
    end: datetime | None
    interviewers: tuple[Person, ...]
    references: tuple[Person, ...]
    contact_email: str
    contact_phone: str
    discussed: str
    decision: date | None
    follow_up_on: date | None
    style: str  # standard, assertive or gentle
    by_call: bool
    feedback_wanted: date | None  # when they asked the candidate for feedback
    marks: Mapping[str, Said]
    texts: Mapping[str, str]
    ended: str | None  # the ending word of Outcome or Status, or of Round or Decision expected
    content: tuple[str, ...]  # what tells this row from others: company, role, round, date
    own_id: str  # the Follow-up ID that stands in the row, "" if none
    unreadable: frozenset[str]
    by_letter: bool = False  # the thank-you is a letter or a card
    decision_words: str = ""  # how they put the decision's date, where it was not a date
    notes: tuple[str, ...] = ()  # what its dates were taken for, where they left something out
    part: str = ""  # of the interviews that the row has, which it is: "" for the first
    parts: int = 1  # how many those are
    last: bool = True  # whether it is the last of them, to which belongs what the row says once

    @property
    def follow_up_day(self) -> date | None:
        """The day in Follow up on: for the last interview of the row, and none from before it (CI-0)."""
        day = self.follow_up_on
        return day if day and self.last and (self.day is None or self.day <= day) else None

    @property
    def contact(self) -> Person | None:
        """Whom to write to about the whole of it."""
        return next(iter(self.interviewers), None)


class Advice(NamedTuple):
    """What to do where nothing is to be followed up, and why."""

    step: str
    why: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing to do for one interview: to thank, to tell or to ask one person."""

    id: str  # the row's Follow-up ID
    kind: Kind
    interview: Interview
    person: Person | None
    due: datetime  # aware, UTC
    state: State
    rule: str  # its id in the protocol, such as TY-2
    reason: str
    number: int = 1  # the second check-in is 2
    done_on: date | None = None
    told: str = ""  # what the user said of it, as `Why` acknowledges it
    owed_thanks: bool = False  # TY-6: the thank-you was missed, so the check-in says it
    answered: bool = False  # a later round has come since: nobody waits for an answer to this

    def is_over(self, now: datetime) -> bool:
        """Tell whether its hour has passed: what to ask at an interview goes by with it."""
        return self.kind is Kind.ASK and self.interview.end is not None and self.interview.end <= now

    @property
    def why(self) -> str:
        """The rule and the reason, as the sheet, the feed and `--json` show them."""
        return f"{self.rule}: {self.reason}{'; ' if self.told else ''}{self.told}"

    @property
    def who(self) -> str:
        """Whom it concerns."""
        return self.person.name if self.person else "the interviewer"

    @property
    def title(self) -> str:
        """What to do, to whom, where: short enough for a phone."""
        company = self.interview.company
        match self.kind:
            case Kind.THANK_YOU:
                return f"Thank {self.who} ({company})"
            case Kind.REFERENCES:
                return f"Tell {self.who} to expect a call ({company})"
            case Kind.CHECK_IN:
                again = " again" if self.number > 1 else ""
                return f"Check in{again} with {company}"
            case Kind.ASK:
                return f"Ask what comes next ({company})"
            case Kind.REPLY:
                return f"Reply to {company}'s rejection"
            case Kind.OFFER_CALL:
                return f"Call {company} about the offer"
            case Kind.FEEDBACK:
                return f"Give {company} the feedback they asked for"
