"""Which worksheet of a spreadsheet holds the interviews, where the settings name none.

What its headings mean is left to `header_row`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sync.core.header_row import Recognised, recognised
from sync.core.model import Cell, Table
from sync.core.values import find_moment
from sync.core.values.written import written_day


@dataclass(frozen=True, slots=True)
class Candidate:
    """A worksheet that may be the one; `marked` if the tool has written there."""

    title: str
    rows: Sequence[Sequence[Cell]]
    marked: bool


def choose(candidates: Sequence[Candidate], mapped: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Give the place of the one that is meant, and the titles of others that look like interviews too.

    It is the one that bears our mark, else the one whose headings we know most of, and of several such the
    one with the latest interview: "2026" beside "2025". Once it bears the mark no date changes that any more.
    """
    found = [recognised(each.rows, mapped) for each in candidates]
    ranks = [
        (each.marked, seen.weight, bool(each.rows)) for each, seen in zip(candidates, found, strict=True)
    ]
    first = ranks.index(max(ranks))
    tied = [at for at, rank in enumerate(ranks) if rank == ranks[first]]
    if len(tied) > 1 and not candidates[first].marked:
        first = max(tied, key=lambda at: max(_days(candidates[at], found[at]), default=date.min))
    others = (at for at, seen in enumerate(found) if seen.looks_like_interviews and at != first)
    return first, tuple(candidates[at].title for at in others)


def _days(candidate: Candidate, seen: Recognised) -> Iterator[date]:
    for cells in candidate.rows[seen.header_row :]:
        for index in seen.dates:
            with suppress(ValueError, IndexError):
                if moment := find_moment(cells[index], day_first=True):
                    yield written_day(moment.on)


def told(table: Table) -> str:
    """Say that other worksheets look like interviews too, and how to choose; "" where none does."""
    if not table.others:
        return ""
    named = ", ".join(table.others)
    verb = "looks" if len(table.others) == 1 else "look"
    return (
        f"{named} {verb} like interviews, too; {table.worksheet} is read. To choose, write "
        f"worksheet = {json.dumps(table.others[0], ensure_ascii=False)} in followups.toml"
    )
