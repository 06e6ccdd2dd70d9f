"""A1 and R1C1 notation, quoted titles and named ranges: text to an area of a spreadsheet, and back."""

import re
from collections.abc import Mapping, Sequence

from tests.google.area import Area, Box
from tests.google.errors import invalid

_QUOTED = re.compile(r"'(?P<title>(?:[^']|'')*)'(?:!(?P<cells>.+))?", re.DOTALL)
_CORNER = r"\$?([A-Za-z]{1,3})?(?:\$?([1-9][0-9]*))?"
_A1 = re.compile(rf"{_CORNER}(?::{_CORNER})?")
_R1C1_CORNER = r"[Rr](?:([0-9]+)|\[(-?[0-9]+)\])[Cc](?:([0-9]+)|\[(-?[0-9]+)\])"
_R1C1 = re.compile(rf"{_R1C1_CORNER}(?::{_R1C1_CORNER})?")
_PLAIN_TITLE = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


def column_number(letters: str) -> int:
    """Give the 0-based number of a column by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted(title: str) -> str:
    """Quote a title as Google does in the ranges that it answers.

    assumption: all but titles of letters, digits and underscores that cannot be read as a cell.
    """
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def written(title: str, box: Box) -> str:
    first = f"{column_letters(box.left)}{box.top + 1}"
    last = f"{column_letters(max(box.right, box.left + 1) - 1)}{max(box.bottom, box.top + 1)}"
    return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"


def read(text: str, titles: Sequence[tuple[str, int]], named: Mapping[str, Area]) -> Area:
    """Give the area that `text` means, in a spreadsheet with these (title, sheetId) and named ranges.

    Without a worksheet the first one is meant. Raises ApiError 400 where it means nothing.
    """
    area = _read(text, titles, named)
    if area is None:
        raise invalid(f"Unable to parse range: {text}")
    return area


def _read(text: str, titles: Sequence[tuple[str, int]], named: Mapping[str, Area]) -> Area | None:
    if match := _QUOTED.fullmatch(text):
        sheet = _sheet_of(match["title"].replace("''", "'"), titles)
        return None if sheet is None else _on_sheet(match["cells"], sheet, named)
    # The API's guide: where a name is both, the named range is taken and not the worksheet.
    if (area := _named(text, named)) is not None:
        return area
    title, separator, cells = text.rpartition("!")
    if separator:
        sheet = _sheet_of(title, titles)
        return None if sheet is None else _on_sheet(cells, sheet, named)
    area = _within_sheet(text, titles[0][1]) if text else None
    sheet = _sheet_of(text, titles)
    return area or (None if sheet is None else Area(sheet))


def _named(text: str, named: Mapping[str, Area]) -> Area | None:
    return next((area for name, area in named.items() if name.casefold() == text.casefold()), None)


def _on_sheet(cells: str | None, sheet: int, named: Mapping[str, Area]) -> Area | None:
    """assumption: a named range is found behind a worksheet's title too, as gspread asks for it."""
    return _within_sheet(cells, sheet) or _named(cells or "", named)


def _sheet_of(title: str, titles: Sequence[tuple[str, int]]) -> int | None:
    exact = [sheet for name, sheet in titles if name == title]
    # assumption: a title is found whatever its case, as in a formula.
    return next(iter(exact or [s for name, s in titles if name.casefold() == title.casefold()]), None)


def _within_sheet(cells: str | None, sheet: int) -> Area | None:
    if cells is None:
        return Area(sheet)
    return _a1(cells, sheet) or _r1c1(cells, sheet)


def _a1(cells: str, sheet: int) -> Area | None:
    match = _A1.fullmatch(cells)
    if match is None:
        return None
    column, row, last_column, last_row = match.groups()
    if ":" not in cells:
        last_column, last_row = column, row
        if column is None or row is None:
            return None
    if not (column or row) or not (last_column or last_row):
        return None
    columns = sorted(column_number(letters) for letters in (column, last_column) if letters)
    rows = sorted(int(number) - 1 for number in (row, last_row) if number)
    return _spanning(sheet, rows, columns, ends=(last_row is not None, last_column is not None))


def _spanning(sheet: int, rows: list[int], columns: list[int], ends: tuple[bool, bool]) -> Area:
    """A5:A has one row and no last one: it reaches from there to the end of the worksheet.

    assumption: A:A5 is the same as A5:A.
    """
    has_rows, has_columns = len(rows) == 2 and ends[0], len(columns) == 2 and ends[1]
    return Area(
        sheet,
        rows[0] if rows else None,
        rows[-1] + 1 if has_rows else None,
        columns[0] if columns else None,
        columns[-1] + 1 if has_columns else None,
    )


def _r1c1(cells: str, sheet: int) -> Area | None:
    match = _R1C1.fullmatch(cells)
    if match is None:
        return None
    numbers = list(match.groups())
    corners = numbers[:4] + (numbers[4:] if ":" in cells else numbers[:4])
    # assumption: with no cell to start from, R[1]C[1] is relative to A1.
    indexes = [_index(*corners[i : i + 2]) for i in range(0, 8, 2)]
    if min(indexes) < 0:
        return None
    rows, columns = sorted(indexes[::2]), sorted(indexes[1::2])
    return Area(sheet, rows[0], rows[1] + 1, columns[0], columns[1] + 1)


def _index(absolute: str | None, relative: str | None) -> int:
    return int(absolute) - 1 if absolute is not None else int(relative or 0)
