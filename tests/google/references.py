"""The cell references in a formula, rewritten when what they point at moves or the formula is copied.

assumption: all of it; no recording moves a cell that a formula points at.
"""

import re
from collections.abc import Callable

from tests.google.a1 import column_letters, column_number
from tests.google.area import COLUMNS, ROWS, Shift

_REFERENCE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
      | (?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z_]\w*)!)?
        (?<![\w$.])
        (?P<first>\$?[A-Za-z]{1,3}\$?[0-9]+|\$?[A-Za-z]{1,3}(?=:\$?[A-Za-z]{1,3}(?![\w(]))|\$?[0-9]+(?=:\$?[0-9]))
        (?::(?P<last>\$?[A-Za-z]{1,3}\$?[0-9]+|\$?[A-Za-z]{1,3}|\$?[0-9]+))?
        (?![\w(])""",
    re.VERBOSE,
)
_CORNER = re.compile(r"(?P<lock_column>\$?)(?P<column>[A-Za-z]*)(?P<lock_row>\$?)(?P<row>[0-9]*)")


def copied(formula: str, rows: int, columns: int) -> str:
    """Give the formula as it reads so many rows and columns further on."""

    def corner(text: str) -> str | None:
        lock_column, column, lock_row, row = _corner(text)
        if column and not lock_column:
            moved = column_number(column) + columns
            if moved < 0:
                return None
            column = column_letters(moved)
        if row and not lock_row:
            if int(row) + rows < 1:
                return None
            row = str(int(row) + rows)
        return lock_column + column + lock_row + row

    def rewritten(match: re.Match[str]) -> str:
        corners = [corner(text) for text in (match["first"], match["last"]) if text]
        return _joined(match["sheet"], corners)

    return _each(formula, rewritten)


def shifted(formula: str, *, home: str, title: str, dimension: str, shift: Shift) -> str:
    """Give a formula of worksheet `home` after rows or columns of worksheet `title` have shifted."""

    def rewritten(match: re.Match[str]) -> str:
        sheet = (match["sheet"] or home + "!")[:-1].strip("'").replace("''", "'")
        if sheet.casefold() != title.casefold():
            return match[0]
        first, last = match["first"], match["last"] or match["first"]
        start, end = _index(first, dimension), _index(last, dimension)
        if start is None or end is None:
            return match[0]
        span = shift((min(start, end), max(start, end) + 1))
        if span is None:
            return "#REF!"
        begun, ended = span[0] or 0, (span[1] or 1) - 1
        corners: list[str | None] = [_with_index(first, dimension, begun)]
        if match["last"]:
            corners.append(_with_index(last, dimension, ended))
        return _joined(match["sheet"], corners)

    return _each(formula, rewritten)


def _each(formula: str, rewritten: Callable[[re.Match[str]], str]) -> str:
    return _REFERENCE.sub(lambda match: match[0] if match["text"] else rewritten(match), formula)


def _joined(sheet: str | None, corners: list[str | None]) -> str:
    known = [corner for corner in corners if corner is not None]
    return (sheet or "") + ":".join(known) if len(known) == len(corners) else "#REF!"


def _corner(text: str) -> tuple[str, str, str, str]:
    match = _CORNER.fullmatch(text)
    assert match is not None, text
    # "$5" has its lock before the row, and no column.
    if not match["column"]:
        return "", "", match["lock_column"] or match["lock_row"], match["row"]
    return match["lock_column"], match["column"], match["lock_row"], match["row"]


def _index(text: str, dimension: str) -> int | None:
    _, column, _, row = _corner(text)
    if dimension == ROWS:
        return int(row) - 1 if row else None
    return column_number(column) if column else None


def _with_index(text: str, dimension: str, index: int) -> str:
    lock_column, column, lock_row, row = _corner(text)
    if dimension == COLUMNS:
        return lock_column + column_letters(index) + lock_row + row
    return lock_column + column + lock_row + str(index + 1)
