"""Every header row at hand, people's own and made-up ones: each heading is taken for its field or for none.

Made-up rows are in `invented.txt`, one a line after its language: `heading > field`, and after `~` a field
that would do as well; a heading without either is nobody's.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from sync.core.columns import Layout, locate
from sync.core.model import Cell, Table
from tests.core.tables import table

FOUND = Path(__file__).resolve().parents[4] / "shared" / "sheets" / "headings.json"

INVENTED = Path(__file__).with_name("invented.txt").read_text(encoding="utf-8")


class Row(NamedTuple):
    """One header row, what it is to be taken for, and what else it may be taken for."""

    name: str
    sheet: Table
    header_row: int
    expected: Mapping[str, str]
    acceptable: Mapping[str, tuple[str, ...]]


def found() -> Iterator[Row]:
    rows = json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.exists() else []
    for row in rows:
        above = row.get("rows_above", [])
        grid: list[list[Cell]] = [[cell or None for cell in line] for line in (*above, row["headings"])]
        acceptable = {name: tuple(several) for name, several in row.get("acceptable", {}).items()}
        yield Row(row["id"], table(grid), len(grid), row["expected"], acceptable)


def invented() -> Iterator[Row]:
    for number, line in enumerate(INVENTED.splitlines(), 1):
        language, _, headings = line.partition(" | ")
        yield row_of(f"{language}{number:02}", headings)


def row_of(name: str, line: str) -> Row:
    """Read a row in which each heading carries its field: `Firma > company | Ort > ~location | Gehalt`."""
    headings: list[Cell] = []
    expected: dict[str, str] = {}
    acceptable: dict[str, tuple[str, ...]] = {}
    for cell in line.split(" | "):
        heading, _, fields = (part.strip() for part in cell.partition(" > "))
        headings.append(heading)
        for field in filter(None, fields.split(",")):
            if field.startswith("~"):
                acceptable[field[1:]] = (*acceptable.get(field[1:], ()), heading)
            else:
                expected[field] = heading
    return Row(name, table([headings]), 1, expected, acceptable)


def taken(layout: Layout) -> dict[str, str]:
    return {name: layout.headings[index] for name, index in layout.user.items()}


def missed(row: Row) -> list[str]:
    """Give the fields that are not taken from their heading, nor from another that would do."""
    user = taken(locate(row.sheet, {}, (), None))
    return [
        f"{name}: {clean(heading)}, not {user.get(name)}"
        for name, heading in row.expected.items()
        if user.get(name) not in [clean(each) for each in (heading, *row.acceptable.get(name, ()))]
    ]


def mistaken(row: Row) -> list[str]:
    """Give the headings that are taken for something they are not."""
    return [
        f"{name}: {heading}"
        for name, heading in taken(locate(row.sheet, {}, (), None)).items()
        if heading
        not in [clean(each) for each in (row.expected.get(name, ""), *row.acceptable.get(name, ()))]
    ]


def clean(heading: str) -> str:
    return " ".join(heading.split())


FOUND_ROWS, INVENTED_ROWS = list(found()), list(invented())


@pytest.mark.skipif(
    not FOUND.exists(), reason="the header rows found in public are not beside this repository"
)
def test_at_least_95_of_100_headings_of_people_s_own_sheets_are_taken_as_marked() -> None:
    wrong = [(row.name, each) for row in FOUND_ROWS for each in missed(row)]
    assert len(wrong) <= 0.05 * sum(len(row.expected) for row in FOUND_ROWS), wrong


def test_at_least_95_of_100_made_up_headings_are_taken_as_marked() -> None:
    wrong = [(row.name, each) for row in INVENTED_ROWS for each in missed(row)]
    assert len(wrong) <= 0.05 * sum(len(row.expected) for row in INVENTED_ROWS), wrong


@pytest.mark.parametrize("row", [*FOUND_ROWS, *INVENTED_ROWS], ids=lambda row: row.name)
def test_no_heading_is_taken_for_what_it_is_not(row: Row) -> None:
    assert mistaken(row) == []


@pytest.mark.parametrize("row", FOUND_ROWS, ids=lambda row: row.name)
def test_the_header_row_is_found_below_whatever_stands_above_it(row: Row) -> None:
    assert locate(row.sheet, {}, (), None).header_row == row.header_row
