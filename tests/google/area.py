"""Rectangles of a worksheet, and what becomes of them when rows or columns come, go or move."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from tests.google.errors import JsonObject

Span = tuple[int | None, int | None]
Shift = Callable[[Span], Span | None]
ROWS, COLUMNS = "ROWS", "COLUMNS"


@dataclass(frozen=True, slots=True)
class Area:
    """A GridRange: half-open, 0-based; None is unbounded on that side."""

    sheet: int
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @classmethod
    def read(cls, grid_range: JsonObject) -> Self:
        keys = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        return cls(grid_range.get("sheetId", 0), *(grid_range.get(key) for key in keys))

    def json(self) -> JsonObject:
        """Give the GridRange; Google leaves out a sheetId of 0 and keeps an index of 0."""
        found = {
            "sheetId": self.sheet or None,
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {key: value for key, value in found.items() if value is not None}

    def span(self, dimension: str) -> Span:
        return (self.top, self.bottom) if dimension == ROWS else (self.left, self.right)

    def with_span(self, dimension: str, span: Span) -> Self:
        if dimension == ROWS:
            return replace(self, top=span[0], bottom=span[1])
        return replace(self, left=span[0], right=span[1])

    def box(self, rows: int, columns: int) -> "Box":
        """Bind the open sides to a grid of that size, and clip what lies outside it."""
        return Box(
            min(self.top or 0, rows),
            rows if self.bottom is None else min(self.bottom, rows),
            min(self.left or 0, columns),
            columns if self.right is None else min(self.right, columns),
        )

    def intersects(self, other: "Area") -> bool:
        return self.sheet == other.sheet and all(
            _overlap(self.span(dimension), other.span(dimension)) for dimension in (ROWS, COLUMNS)
        )

    def contains(self, other: "Area") -> bool:
        return self.sheet == other.sheet and all(
            _within(other.span(dimension), self.span(dimension)) for dimension in (ROWS, COLUMNS)
        )


@dataclass(frozen=True, slots=True)
class Box:
    """A bounded rectangle of a grid: half-open, 0-based."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def area(self, sheet: int) -> Area:
        return Area(sheet, self.top, self.bottom, self.left, self.right)

    def at(self, top: int, left: int) -> "Box":
        return Box(top, top + self.height, left, left + self.width)


def _overlap(one: Span, other: Span) -> bool:
    return (one[1] is None or (other[0] or 0) < one[1]) and (other[1] is None or (one[0] or 0) < other[1])


def _within(inner: Span, outer: Span) -> bool:
    starts = (outer[0] or 0) <= (inner[0] or 0)
    return starts and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def insertion(at: int, count: int) -> Shift:
    def shift(span: Span) -> Span:
        start, end = span
        return (
            start + count if start is not None and start >= at else start,
            end + count if end is not None and end > at else end,
        )

    return shift


def deletion(first: int, last: int) -> Shift:
    def left_of(index: int) -> int:
        return index - max(0, min(index, last) - first)

    def shift(span: Span) -> Span | None:
        start, end = span
        begun = None if start is None else left_of(start)
        ended = None if end is None else left_of(end)
        # assumption: what loses all its rows or columns is gone, and not kept as an empty range.
        return None if ended is not None and ended <= (begun or 0) else (begun, ended)

    return shift


def movement(first: int, last: int, to: int) -> Shift:
    """Rows or columns first to last move before `to`, counted as they stood before the move."""
    count = last - first

    def place(index: int) -> int:
        if first <= index < last:
            return index - first + (to if to <= first else to - count)
        if to <= index < first:
            return index + count
        return index - count if last <= index < to else index

    def shift(span: Span) -> Span:
        start, end = span
        if start is None or end is None:
            return span
        if first <= start and end <= last:
            return place(start), place(end - 1) + 1
        # assumption: a range of which a part moves away is afterwards what stayed behind of it.
        stays_from = last if first <= start < last else start
        stays_to = first - 1 if first <= end - 1 < last else end - 1
        return place(stays_from), place(stays_to) + 1

    return shift
