"""The user at their spreadsheet, in Excel and in a browser: what they do is found by what they see there."""

from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.google import Google
from tests.google.a1 import column_letters
from tests.google.errors import JsonObject
from tests.subscribers.story import HEADINGS, ZONE

ROWS, COLUMNS = 40, 30  # of a worksheet of Google's


class UserSheet(ABC):
    """What the user does. A row is named by its company, and its round where that tells two apart."""

    def add(self, *cells: str) -> None:
        """Write an interview below the others, its cells in the order of the headings."""
        row = len(self.grid())
        for column, text in enumerate(cells):
            self.put(row, column, text)

    def type(self, name: str, heading: str, text: str) -> None:
        self.put(self.row_of(name), self.column_of(heading), text)

    def clear(self, heading: str) -> None:
        for row in range(1, len(self.grid())):
            self.put(row, self.column_of(heading), "")

    def copy_below(self, name: str, heading: str, text: str) -> None:
        """Copy a whole row, the tool's cells and all, and type one cell of the copy."""
        row = self.row_of(name)
        self.insert_row(row + 1)
        self.copy_row(row, row + 1)
        self.put(row + 1, self.column_of(heading), text)

    def delete(self, name: str) -> None:
        self.delete_row(self.row_of(name))

    def insert_empty_row_above(self, name: str) -> None:
        self.insert_row(self.row_of(name))

    def sort_down_by(self, heading: str) -> None:
        self.sort(heading, len(self.grid()[0]))

    def sort_only_their_own_down_by(self, heading: str) -> None:
        """Sort the user's columns, and leave the tool's where they are: a filter may not reach them."""
        self.sort(heading, len(HEADINGS))

    def row_of(self, name: str) -> int:
        company, _, round_ = name.partition(", ")
        rows = enumerate(self.grid())
        return next(at for at, row in rows if row and row[0] == company and (not round_ or row[2] == round_))

    def column_of(self, heading: str) -> int:
        return self.grid()[0].index(heading)

    @abstractmethod
    def grid(self) -> list[list[object]]:
        """Give what stands in the worksheet, row by row from the headings."""

    @abstractmethod
    def put(self, row: int, column: int, text: str) -> None:
        """Type into a cell; nothing clears it."""

    @abstractmethod
    def insert_row(self, at: int) -> None: ...

    @abstractmethod
    def copy_row(self, source: int, to: int) -> None: ...

    @abstractmethod
    def delete_row(self, at: int) -> None: ...

    @abstractmethod
    def sort(self, heading: str, columns: int) -> None:
        """Sort the rows by a column, downward; so many columns go along."""

    @abstractmethod
    def add_worksheet_in_front(self, title: str) -> None: ...


class Workbook(UserSheet):
    """A workbook, saved after each thing done. Rows count from 0 here, and from 1 in openpyxl."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.Workbook()
        self.sheet.title = "Interviews"
        self.sheet.append(HEADINGS)
        self.save()

    @property
    def sheet(self) -> Worksheet:
        sheet = self.book.worksheets[-1]
        assert isinstance(sheet, Worksheet)
        return sheet

    def open(self) -> None:
        self.book = openpyxl.load_workbook(self.path)

    def save(self) -> None:
        self.book.save(self.path)

    def grid(self) -> list[list[object]]:
        self.open()
        return [list(row) for row in self.sheet.iter_rows(values_only=True)]

    def put(self, row: int, column: int, text: str) -> None:
        self.open()
        self.sheet.cell(row + 1, column + 1).value = entered(text)
        self.save()

    def insert_row(self, at: int) -> None:
        self.open()
        self.sheet.insert_rows(at + 1)
        self.save()

    def copy_row(self, source: int, to: int) -> None:
        self.write_row(to, self.grid()[source])

    def delete_row(self, at: int) -> None:
        self.open()
        self.sheet.delete_rows(at + 1)
        self.save()

    def sort(self, heading: str, columns: int) -> None:
        column = self.column_of(heading)
        rows = sorted(self.grid()[1:], key=lambda row: str(row[column] or ""), reverse=True)
        for at, cells in enumerate(rows, start=1):
            self.write_row(at, cells[:columns])

    def add_worksheet_in_front(self, title: str) -> None:
        self.open()
        self.book.create_sheet(title, 0)
        self.save()

    def write_row(self, at: int, cells: list[object]) -> None:
        self.open()
        for column, value in enumerate(cells, start=1):
            self.sheet.cell(at + 1, column).value = value  # type: ignore[assignment]
        self.save()


def entered(text: str) -> datetime | date | str | None:
    """Take a text for a date where it looks like one, as Excel does."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    return text or None


class Browser(UserSheet):
    """A Google Sheet of the stand-in's."""

    def __init__(self, google: Google) -> None:
        self.google = google
        self.id = google.state.create("Interviews", rows=ROWS, columns=COLUMNS).id
        google.state.spreadsheet(self.id).properties["timeZone"] = ZONE
        self.google.type(self.id, "A1", [list(HEADINGS)])

    def grid(self) -> list[list[object]]:
        return self.google.values(self.id, "Sheet1")

    def put(self, row: int, column: int, text: str) -> None:
        self.google.type(self.id, f"Sheet1!{column_letters(column)}{row + 1}", [[text]])

    def insert_row(self, at: int) -> None:
        self.edit({"insertDimension": {"range": span(at)}})

    def copy_row(self, source: int, to: int) -> None:
        self.edit({"copyPaste": {"source": area(source), "destination": area(to)}})

    def delete_row(self, at: int) -> None:
        self.edit({"deleteDimension": {"range": span(at)}})

    def sort(self, heading: str, columns: int) -> None:
        spec = {"dimensionIndex": self.column_of(heading), "sortOrder": "DESCENDING"}
        rows = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": len(self.grid())}
        sorted_ = rows | {"startColumnIndex": 0, "endColumnIndex": columns}
        self.edit({"sortRange": {"range": sorted_, "sortSpecs": [spec]}})

    def add_worksheet_in_front(self, title: str) -> None:
        self.edit({"addSheet": {"properties": {"title": title, "index": 0}}})

    def edit(self, request: JsonObject) -> None:
        self.google.edit(self.id, request)


def span(row: int) -> JsonObject:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}


def area(row: int) -> JsonObject:
    return {"sheetId": 0, "startRowIndex": row, "endRowIndex": row + 1}
