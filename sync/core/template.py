"""What a new sheet looks like, whatever it is kept in: columns, dropdowns, colours, a row that shows how.

How a spreadsheet is told so is left to `sync.sheets`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple

from sync.core.columns import OWN_HEADINGS, USER_HEADINGS, normalise
from sync.core.model import Cell, State
from sync.errors import ConfigError

WORKSHEET = "Interviews"


class Kind(Enum):
    """What a column's cells hold, and so how a spreadsheet shows what is typed into them."""

    ANY = auto()
    AS_TYPED = auto()  # a phone number is neither a sum nor a formula
    DATE = auto()
    DATE_TIME = auto()
    TIME = auto()


class Colours(NamedTuple):
    """The colours of a cell, as RRGGBB."""

    background: str
    text: str


HEADING = Colours("1F4E78", "FFFFFF")
OWN_HEADING = Colours("595959", "FFFFFF")
_QUIET = Colours("EFEFEF", "666666")
STATUS_COLOURS: Mapping[State, Colours] = MappingProxyType(
    dict.fromkeys(State, _QUIET)
    | {
        State.OVERDUE: Colours("F4C7C3", "8C1A11"),
        State.DUE: Colours("FCE8B2", "7A4F01"),
        State.SCHEDULED: Colours("CFE2F3", "1C4587"),
        State.DONE: Colours("D9EAD3", "274E13"),
    }
)


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to make. `options` are offered in a list; where it is `strict`, nothing else is taken."""

    field: str
    heading: str
    width: int  # in characters
    kind: Kind = Kind.ANY
    options: tuple[str, ...] = ()
    strict: bool = False
    own: bool = False  # the tool's
    hidden: bool = False

    @property
    def is_status(self) -> bool:
        """Whether the column shows a State."""
        return self.own and self.field.endswith("_status")


@dataclass(frozen=True, slots=True)
class Template:
    """A worksheet to make: the user's columns from A on, the tool's to their right."""

    columns: tuple[NewColumn, ...]
    title: str = WORKSHEET

    @property
    def own(self) -> range:
        """Where the tool's columns stand, from 0."""
        return range(next(at for at, column in enumerate(self.columns) if column.own), len(self.columns))

    def headed(self, headings: Mapping[str, str]) -> "Template":
        """Give it with the user's own headings (field -> heading); a field that has no column gets one.

        Raises ConfigError where two columns would have the same heading.
        """
        users = {column.field: column for column in self.columns if not column.own}
        for field, heading in headings.items():
            column = users.get(field) or NewColumn(field, heading, _ADDED_WIDTH)
            users[field] = replace(column, heading=heading)
        columns = (*users.values(), *(column for column in self.columns if column.own))
        fields: dict[str, str] = {}
        for column in columns:
            other = fields.setdefault(normalise(column.heading), column.field)
            if other != column.field:
                raise ConfigError(
                    f'"{column.heading}" would head two columns of the new sheet, {other} and '
                    f"{column.field}; give one of them another heading"
                )
        return replace(self, columns=columns)

    def rows(self, today: date) -> list[list[Cell]]:
        """Give the headings and the row that shows how, its dates counted from `today`."""
        example = _example(today)
        return [
            [column.heading for column in self.columns],
            [example.get(column.field) for column in self.columns],
        ]


_ROUNDS = (
    "Phone screen",
    "First interview",
    "Second interview",
    "Technical",
    "Panel",
    "Onsite",
    "Final interview",
)
_ADDED_WIDTH = 20
_MARKS = ("yes", "skip", "no")
_STYLES = ("standard", "assertive", "gentle", "call", "assertive call", "gentle call")
_OUTCOMES = ("Pending", "Offer", "Accepted", "Rejected", "Withdrawn", "Cancelled", "No response")


def _users() -> Iterator[NewColumn]:
    """Give the columns worth filling in: who and when first, then what is ticked off on the way home."""

    def column(
        field: str,
        width: int,
        kind: Kind = Kind.ANY,
        options: tuple[str, ...] = (),
        *,
        strict: bool = False,
    ) -> NewColumn:
        return NewColumn(field, USER_HEADINGS[field], width, kind, options, strict=strict)

    yield column("company", 30)
    yield column("interview_date", 18, Kind.DATE)
    yield column("interview_time", 16, Kind.TIME)
    yield column("role", 22)
    yield column("round", 18, options=_ROUNDS)
    yield column("interviewers", 34)
    yield column("discussed", 34)
    yield column("references", 30)
    yield column("decision_expected", 20, Kind.DATE)
    yield column("thank_you_sent", 18, options=_MARKS)
    yield column("references_notified", 22, options=_MARKS)
    yield column("checked_in", 14, options=_MARKS)
    yield column("replied", 12, options=_MARKS)
    yield column("outcome", 16, options=_OUTCOMES)
    yield column("follow_up_on", 18, Kind.DATE)
    yield column("style", 14, options=_STYLES, strict=True)
    yield column("duration", 12)
    yield column("time_zone", 20)
    yield column("contact_email", 28)
    yield column("contact_phone", 20, Kind.AS_TYPED)
    yield column("location", 24)
    yield column("notes", 40)


_OWN_WIDTHS = {"next_step": 40, "why": 48, "problem": 36, "follow_up_id": 14}


def _tools() -> Iterator[NewColumn]:
    for field, heading in OWN_HEADINGS.items():
        kind = Kind.DATE_TIME if field.endswith("_due") else Kind.ANY
        width = _OWN_WIDTHS.get(field, 24 if kind is Kind.DATE_TIME else 19)
        yield NewColumn(field, heading, width, kind, own=True, hidden=field == "follow_up_id")


OWN: Mapping[str, NewColumn] = MappingProxyType({column.field: column for column in _tools()})
"""The tool's columns by field: they look the same in a new sheet and beside the columns of the user's."""
TEMPLATE = Template((*_users(), *OWN.values()))


def _example(today: date) -> dict[str, Cell]:
    return {
        "company": "Example Ltd (delete this row)",
        "interview_date": today + timedelta(days=1),
        "interview_time": time(14, 0),
        "role": "Engineer",
        "round": "First interview",
        "interviewers": "Jane Doe <jane@example.com>; Bob Roe",
        "discussed": "Jane: the new ledger; Bob: on-call",
        "references": "Ann Lee <ann@example.org>",
        "decision_expected": today + timedelta(days=8),
        "style": "standard",
        "duration": "45 min",
        "contact_email": "jobs@example.com",
        "contact_phone": "+44 20 7946 0010",
        "notes": "Made up, to show how a row is filled in.",
    }
