"""Headings and fields: which column of a worksheet holds what, and which columns are ours.

A heading of the settings comes first, then the usual ones, then what the last run took for a field, then what
`headings` makes of the rest. Which row is the header row is left to `header_row`.
A column is the tool's only when the sheet bears its mark; without it, a column that happens to have one of
our headings is the user's, and ours gets a name that tells them apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType

from sync.core.header_row import SEARCHED, HeaderRow, Search, alone, places
from sync.core.headings import Match, RoundColumns, aside
from sync.core.headings.fields import REQUIRED, USER_HEADINGS
from sync.core.headings.own import OWN_HEADINGS, normalise, own_columns
from sync.core.model import Cell, Column, Problem, Table, at
from sync.core.values import is_blank
from sync.errors import SheetUnusableError

__all__ = ["OWN_HEADINGS", "REQUIRED", "USER_HEADINGS", "Layout", "locate", "normalise"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in one worksheet. Column indexes count from 0, rows from 1."""

    header_row: int
    headings: tuple[str, ...]
    user: Mapping[str, int]
    own: tuple[Column, ...]
    problems: tuple[Problem, ...]
    mapped: Mapping[str, str]  # field -> the heading that the settings give it

    rounds: tuple[RoundColumns, ...]
    """Of a row with several interviews, each of them; else none.

    The first is the one of user["interview_date"], wherever it stands; the others go from left to right.
    """
    over: Mapping[int, str]  # column -> the field it would have done for, too
    unread: tuple[str, ...]  # headings of marks for one of several interviews each
    memory: Mapping[str, str]  # field -> its heading, hashed: `taken_before` of the next run

    def heading(self, name: str) -> str:
        """Give the heading of a field as the sheet spells it, or the usual one if it has none."""
        if name in self.user:
            return self.headings[self.user[name]]
        return next((own.heading for own in self.own if own.field == name), USER_HEADINGS.get(name, name))

    @property
    def fields(self) -> Mapping[str, int]:
        """Every field with its column; further interviews of a row are "interview_date 2" and so on."""
        further = {f"interview_date {number}": each.date for number, each in enumerate(self.rounds[1:], 2)}
        return {**self.user, **further}

    def bears(self, names: Iterable[str]) -> bool:
        """Tell whether some column is each of these fields."""
        return self.fields.keys() >= set(names)

    @property
    def missing(self) -> list[str]:
        """The fields that every rule needs and no column has; a day to follow up on will do (CI-0)."""
        needless = {"interview_date"} if "follow_up_on" in self.user else set()
        return [name for name in REQUIRED if name not in self.user and name not in needless]

    def require(self, table: Table) -> None:
        """Raise SheetUnusableError where a column that every rule needs is missing."""
        missing = self.missing
        if not missing:
            return
        wanted = " and ".join(f'"{self.mapped.get(name, USER_HEADINGS[name])}"' for name in missing)
        otherwise = self.taken_otherwise()
        found = ", ".join(
            f'"{heading}"' + (f" (taken for {otherwise[index]})" if index in otherwise else "")
            for index, heading in enumerate(self.headings)
            if heading
        )
        raise SheetUnusableError(
            f"{table.source}, worksheet {table.worksheet}: no column is headed {wanted}. Headings found in "
            f"row {self.header_row}: {found or 'none'}. Rename one, or name yours in followups.toml, such as "
            f'[columns] {missing[0]} = "your heading"; '
            "or let `followups init --add-columns` add what is missing."
        )

    def aside(self, table: Table) -> frozenset[int]:
        """Give the rows, as the spreadsheet numbers them, that are totals, headings again, or notes below."""
        return aside(table.rows, self.header_row, self.headings, self.user)

    def unread_marks(self) -> str:
        """Say which marks are not read, and what to do; "" where all are."""
        if not self.unread:
            return ""
        return (
            f"{', '.join(self.unread)}: not read, for a mark counts for every interview of its row; have one "
            'column, headed "Thank-you sent", and write yes or the names of those whom you thanked into it'
        )

    def taken(self) -> Mapping[int, str]:
        """Give each column of the user's that is read, from the left, with the usual headings for it."""
        rounds = (
            {"interview_date": each.date, "interview_time": each.time, "interviewers": each.interviewers}
            for each in self.rounds
        )
        found: dict[int, dict[str, None]] = {}
        for name, index in chain(self.user.items(), *(each.items() for each in rounds)):
            if index is not None:
                found.setdefault(index, {})[USER_HEADINGS[name]] = None
        return {index: " and ".join(found[index]) for index in sorted(found)}

    def taken_otherwise(self) -> Mapping[int, str]:
        """Give those of `taken` whose heading does not say so itself."""
        taken = self.taken().items()
        return {index: usual for index, usual in taken if normalise(self.headings[index]) != normalise(usual)}

    def unused(self) -> list[int]:
        """Give the columns with a heading that are neither read nor ours."""
        used = self.taken().keys() | {column.index for column in self.own if not column.new}
        return [index for index, heading in enumerate(self.headings) if heading and index not in used]


def locate(
    table: Table,
    mapped: Mapping[str, str],
    written: Iterable[str],
    remembered: Mapping[str, str] | None,
    taken_before: Mapping[str, str] = MappingProxyType({}),
) -> Layout:
    """Find the header row, the user's columns, and the tool's (`written`: those it may write).

    `mapped` is field -> the user's own heading, from the settings. `remembered` is own field -> heading,
    from the last feed of this sheet: what a format without a mark cannot say of itself; None where there is
    no such feed. `taken_before` is the `memory` of the last run: a column with such a heading stays what it
    was taken for, so that no cell of one row changes what is read of the others.
    """
    search = Search(table.rows, mapped, taken_before)
    header = search.header()
    if header is None:
        raise SheetUnusableError(
            f"{table.source}, worksheet {table.worksheet}: no header row was found in the first "
            f'{SEARCHED} rows. It takes a row of headings with at least "Company" and '
            '"Interview date", or names for yours in followups.toml under [columns].'
        )
    where, exact = places(header.headings), search.exact(header)
    own = tuple(own_columns(table, header.index, written, where, frozenset(exact.values()), remembered))
    ours = frozenset(column.index for column in own if not column.new)
    found = search.match(header, ours)
    problems = [
        *_doubled(header, found, exact, where),
        *_unmatched(header.index + 1, mapped, found.user),
    ]
    layout = Layout(
        header_row=header.index + 1,
        headings=header.headings,
        user=found.user,
        own=own,
        problems=tuple(problems),
        mapped=mapped,
        rounds=found.rounds,
        over=found.over,
        unread=tuple(header.headings[index] for index in found.unread),
        memory={},
    )
    return replace(layout, memory=dict(_memory(layout, table, where, taken_before)))


def _memory(
    layout: Layout, table: Table, where: Mapping[str, list[int]], taken_before: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give what the next run is to know. A column that is empty yet may turn out to be another field."""
    for print_, index in alone(where).items():
        if print_ in taken_before.values() or _is_filled(table.rows[layout.header_row :], index):
            yield from ((field, print_) for field, its in layout.fields.items() if its == index)


def _is_filled(body: Sequence[Sequence[Cell]], index: int) -> bool:
    return any(not is_blank(at(row, index)) for row in body)


def _doubled(
    header: HeaderRow, found: Match, exact: Mapping[str, int], where: Mapping[str, list[int]]
) -> Iterator[Problem]:
    for name, index in found.user.items():
        heading = header.headings[index]
        others = [other for other in where[normalise(heading)] if other != index]
        if any(name in exact or found.over.get(other) == name for other in others):
            message = "two columns have this heading; the left one is read"
            yield Problem(header.index + 1, heading, heading, message)


def _unmatched(row: int, mapped: Mapping[str, str], user: Mapping[str, int]) -> Iterator[Problem]:
    for field, heading in mapped.items():
        if field not in user and field not in REQUIRED:
            message = f"no column has this heading, which followups.toml gives for {field}"
            yield Problem(row, heading, "", message)
