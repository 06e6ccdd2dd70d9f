"""Which columns of a sheet are the tool's: by the mark that it bears, else by their headings."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from sync.core.model import Cell, Column, Marked, Table, at, width

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

MARKING_HEADINGS = (
    4  # so many of our headings are the mark where a format keeps none; fewer may be the user's
)


def normalise(heading: Cell) -> str:
    """Reduce a heading to what two spellings of it share: letters and digits, without case."""
    if not isinstance(heading, str):
        return ""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(character for character in text if character.isalnum())


@cache
def own_names() -> frozenset[str]:
    """Give the headings of ours, under every name: no column with one of them is guessed to be the user's."""
    return frozenset(normalise(name) for own in OWN_HEADINGS for name in _few_names(own))


def own_columns(
    table: Table,
    header: int,
    written: Iterable[str],
    places: Mapping[str, list[int]],
    taken: frozenset[int],
    remembered: Mapping[str, str] | None,
) -> Iterator[Column]:
    """Find the columns that the tool may write, and name those that are to be added.

    `header` is the header row's index; `places` is normalised heading -> columns; `taken` are the user's.
    """
    fields = [field for field in OWN_HEADINGS if field in set(written)]
    marks: Mapping[str, str]
    if table.marked is not None:
        marks = _marks_by_column(table.marked, fields, places)
    elif table.keeps_mark:
        marks = table.mark or {}
    else:
        marks = _marks_by_heading(fields, places, remembered)
    end = max(map(width, table.rows), default=0)
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
        cell = at(cells, index)
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
