"""Cell references: `B3` and `A1:C9` to numbers and back. Rows count from 1, columns from 0."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

_AREA = re.compile(r"([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?")
_LETTERS = 26


@cache
def column_letters(index: int) -> str:
    """Write a column: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, digit = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + digit) + letters
    return letters


@cache
def column_index(letters: str) -> int:
    """Read a column: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def cell_name(row: int, column: int) -> str:
    """Write the name of a cell, such as B3."""
    return f"{column_letters(column)}{row}"


def cell_column(name: str) -> int:
    """Read the column in a cell's name: 1 for B3."""
    return column_index(name.rstrip("0123456789"))


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; all four sides belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read `A1:C9`, `A1` or `$A$1:$C$9`; None for anything else, such as whole columns."""
        match = _AREA.fullmatch(text.replace("$", ""))
        if match is None:
            return None
        left, top, right, bottom = match.groups()
        return cls(int(top), column_index(left), int(bottom or top), column_index(right or left))

    def to_column(self, right: int) -> Self:
        """Give the same rows, ending with another column."""
        return replace(self, right=right)

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell belongs to the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Self) -> bool:
        """Whether a cell belongs to both areas."""
        return max(self.top, other.top) <= min(self.bottom, other.bottom) and max(
            self.left, other.left
        ) <= min(self.right, other.right)

    def including(self, row: int, column: int) -> Self:
        """Give the smallest area that holds this one and a cell."""
        return replace(
            self,
            top=min(self.top, row),
            left=min(self.left, column),
            bottom=max(self.bottom, row),
            right=max(self.right, column),
        )

    def __str__(self) -> str:
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    @property
    def absolute(self) -> str:
        """As defined names write it: `$A$1:$C$9`."""
        left, right = column_letters(self.left), column_letters(self.right)
        return f"${left}${self.top}:${right}${self.bottom}"
