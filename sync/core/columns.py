"""Headings and fields: which row is the header row, which column holds what, and which columns are ours.

A column is the tool's only when the sheet bears the tool's mark; without it, a column that happens to have
one of our headings is the user's, and ours gets a name that tells them apart.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sync.core.model import Cell, Column, Marked, Problem, Table
from sync.core.values import clean
from sync.errors import SheetUnusableError

USER_HEADINGS: Mapping[str, str] = {
    "company": "Company",
    "role": "Role",
    "round": "Round",
    "interview_date": "Interview date",
    "interview_time": "Interview time",
    "duration": "Duration",
    "time_zone": "Time zone",
    "interviewers": "Interviewers",
    "contact_email": "Contact email",
    "contact_phone": "Contact phone",
    "location": "Location",
    "discussed": "Discussed",
    "references": "References",
    "decision_expected": "Decision expected",
    "follow_up_on": "Follow up on",
    "style": "Style",
    "thank_you_by": "Thank-you by",
    "thank_you_sent": "Thank-you sent",
    "references_notified": "References notified",
    "checked_in": "Checked in",
    "replied": "Replied",
    "feedback_wanted": "Feedback wanted",
    "status": "Status",
    "outcome": "Outcome",
    "notes": "Notes",
}
"""Every field the user may fill in, with the heading it is found by unless the settings map another."""

OWN_HEADINGS: Mapping[str, str] = {
    "next_step": "Next step",
    "next_due": "Next due",
    "thank_you_status": "Thank-you status",
    "thank_you_due": "Thank-you due",
    "references_status": "References status",
    "references_due": "References due",
    "check_in_status": "Check-in status",
    "check_in_due": "Check-in due",
    "why": "Why",
    "problem": "Problem",
    "follow_up_id": "Follow-up ID",
}
"""Every column the tool may write, in the order in which missing ones are added."""

REQUIRED = ("company", "interview_date")
HEADER_SEARCH_ROWS = 50
MARKING_HEADINGS = 4  # so many of our headings are the mark where a format keeps none (product.md)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in one worksheet. Column indexes count from 0, rows from 1."""

    header_row: int
    headings: tuple[str, ...]
    user: Mapping[str, int]
    own: tuple[Column, ...]
    problems: tuple[Problem, ...]
    mapped: Mapping[str, str]  # field -> the heading that the settings give it

    def heading(self, field: str) -> str:
        """Give the heading of a field as the sheet spells it, or the usual one if it has none."""
        if field in self.user:
            return self.headings[self.user[field]]
        return next((own.heading for own in self.own if own.field == field), USER_HEADINGS.get(field, field))

    def require(self, table: Table) -> None:
        """Raise SheetUnusableError where a column that every rule needs is missing."""
        missing = [field for field in REQUIRED if field not in self.user]
        if not missing:
            return
        wanted = " and ".join(f'"{self.mapped.get(field, USER_HEADINGS[field])}"' for field in missing)
        found = ", ".join(f'"{heading}"' for heading in self.headings if heading) or "none"
        raise SheetUnusableError(
            f"{table.source}, worksheet {table.worksheet}: no column is headed {wanted}. Headings found in "
            f"row {self.header_row}: {found}. Rename one, or name yours in followups.toml, such as "
            f'[columns] {missing[0]} = "your heading".'
        )


def normalise(heading: Cell) -> str:
    """Reduce a heading to what two spellings of it share: letters and digits, without case."""
    if not isinstance(heading, str):
        return ""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(character for character in text if character.isalnum())


def recognised(rows: Sequence[Sequence[Cell]], mapped: Mapping[str, str]) -> int:
    """Count the headings that we know in the row with most of them: how like interviews it looks."""
    return max(_scores(rows, _wanted(mapped)), default=0)


def locate(
    table: Table,
    mapped: Mapping[str, str],
    written: Iterable[str],
    remembered: Mapping[str, str] | None,
) -> Layout:
    """Find the header row, the user's columns, and the tool's (`written`: those it may write).

    `mapped` is field -> the user's own heading, from the settings. `remembered` is own field -> heading,
    from the last feed of this sheet: what a format without a mark cannot say of itself; None where there is
    no such feed.
    """
    wanted = _wanted(mapped)
    scores = _scores(table.rows, wanted)
    if not any(scores):
        raise SheetUnusableError(
            f"{table.source}, worksheet {table.worksheet}: no header row was found in the first "
            f'{HEADER_SEARCH_ROWS} rows. It takes a row of headings with at least "Company" and '
            '"Interview date", or names for yours in followups.toml under [columns].'
        )
    header = scores.index(max(scores))
    headings = tuple(_text(cell) for cell in table.rows[header])
    places: dict[str, list[int]] = defaultdict(list)
    for index, heading in enumerate(headings):
        if key := normalise(heading):
            places[key].append(index)
    user = {field: places[key][0] for field, key in wanted.items() if key in places}
    problems = [*_doubled(header + 1, headings, user, places), *_unmatched(header + 1, mapped, user)]
    own = _own_columns(table, header, written, places, frozenset(user.values()), remembered)
    return Layout(header + 1, headings, user, tuple(own), tuple(problems), mapped)


def _wanted(mapped: Mapping[str, str]) -> dict[str, str]:
    """Give the normalised heading of each field; a mapped one is taken from the field it is usual for."""
    wanted = {field: normalise(heading) for field, heading in mapped.items()}
    spoken_for = frozenset(wanted.values())
    usual = {field: normalise(heading) for field, heading in USER_HEADINGS.items() if field not in wanted}
    return wanted | {field: key for field, key in usual.items() if key not in spoken_for}


def _scores(rows: Sequence[Sequence[Cell]], wanted: Mapping[str, str]) -> list[int]:
    known = frozenset(wanted.values())
    return [len(known.intersection(map(normalise, row))) for row in rows[:HEADER_SEARCH_ROWS]]


def _text(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def _doubled(
    row: int, headings: tuple[str, ...], user: Mapping[str, int], places: Mapping[str, list[int]]
) -> Iterator[Problem]:
    for index in user.values():
        heading = headings[index]
        if len(places[normalise(heading)]) > 1:
            yield Problem(row, heading, heading, "two columns have this heading; the left one is read")


def _unmatched(row: int, mapped: Mapping[str, str], user: Mapping[str, int]) -> Iterator[Problem]:
    for field, heading in mapped.items():
        if field not in user and field not in REQUIRED:
            message = f"no column has this heading, which followups.toml gives for {field}"
            yield Problem(row, heading, "", message)


def _own_columns(
    table: Table,
    header: int,
    written: Iterable[str],
    places: Mapping[str, list[int]],
    taken: frozenset[int],
    remembered: Mapping[str, str] | None,
) -> Iterator[Column]:
    fields = [field for field in OWN_HEADINGS if field in set(written)]
    marks: Mapping[str, str]
    if table.marked is not None:
        marks = _marks_by_column(table.marked, fields, places)
    elif table.keeps_mark:
        marks = table.mark or {}
    else:
        marks = _marks_by_heading(fields, places, remembered)
    end = max((_width(row) for row in table.rows), default=0)
    for field in fields:
        heading = marks.get(field)
        found = [
            index
            for index in places.get(normalise(heading), ())
            if index not in taken and _may_be(table.marked, index, field)
        ]
        if heading and len(found) == 1:
            yield Column(field, heading, found[0])
            continue
        if overwritten := _overwritten(table, header, field):
            yield overwritten
            continue
        # Two columns with our heading: one may be the user's own, and nothing tells which. Neither is ours.
        if heading is None or found:
            heading = next(name for name in _names(field) if normalise(name) not in places)
        yield Column(field, heading, end, new=True)
        end += 1


def _marks_by_column(
    marked: Mapping[int, Marked], fields: Iterable[str], places: Mapping[str, list[int]]
) -> dict[str, str]:
    """Read the marks that columns bear, of those that still have the heading they were made with."""
    marks = {}
    for field in fields:
        for name in _few_names(field):
            if any(marked.get(index) == Marked(field, name) for index in places.get(normalise(name), ())):
                marks[field] = name
    return marks


def _may_be(marked: Mapping[int, Marked] | None, index: int, field: str) -> bool:
    return marked is None or (index in marked and marked[index].field == field)


def _overwritten(table: Table, header: int, field: str) -> Column | None:
    """Find a column of ours whose heading was lost to a write of this run, which met rows that had moved."""
    if table.attempt is None:
        return None
    cells = table.rows[header]
    for index, mark in (table.marked or {}).items():
        cell = cells[index] if index < len(cells) else None
        misplaced = cell is None and table.attempt.left(field, mark.heading)
        if mark.field == field and (misplaced or table.attempt.left(field, cell)):
            return Column(field, mark.heading, index)
    return None


def _marks_by_heading(
    fields: list[str], places: Mapping[str, list[int]], remembered: Mapping[str, str] | None
) -> dict[str, str]:
    """Read the mark off the headings: four of ours together, or a name that nobody else would give.

    On the first sight of a sheet one of the four must be the ID, which we always write: the other headings
    are words that people use.
    """
    marks = dict(remembered or {})
    for field in fields:
        told_apart = [name for name in _few_names(field)[1:] if normalise(name) in places]
        if told_apart:
            marks.setdefault(field, told_apart[-1])
    plain = [field for field in fields if normalise(OWN_HEADINGS[field]) in places]
    enough = len(plain) + len(marks) >= min(MARKING_HEADINGS, len(fields))
    if enough and (remembered is not None or "follow_up_id" in {*plain, *marks}):
        for field in plain:
            marks.setdefault(field, OWN_HEADINGS[field])
    return marks


def _names(field: str) -> Iterator[str]:
    """Give the names for one of our columns, from the plain one on."""
    heading = OWN_HEADINGS[field]
    yield heading
    yield f"{heading} (follow-ups)"
    number = 2
    while True:
        yield f"{heading} (follow-ups {number})"
        number += 1


def _few_names(field: str) -> list[str]:
    names = _names(field)
    return [next(names) for _ in range(4)]


def _width(row: tuple[Cell, ...]) -> int:
    return next((index + 1 for index in range(len(row) - 1, -1, -1) if row[index] is not None), 0)
