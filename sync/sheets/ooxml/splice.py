"""Writes a change into a package: cells, headings, the mark, and what must follow from them."""

from collections.abc import Sequence
from datetime import datetime

from sync.core.model import CellEdit, Column, SheetChange
from sync.core.template import OWN, NewColumn
from sync.sheets.ooxml.package import Package
from sync.sheets.ooxml.styles import Styles
from sync.sheets.ooxml.tables import adjoining, widen_tables
from sync.sheets.ooxml.workbook import Workbook
from sync.sheets.ooxml.worksheet import Worksheet
from sync.sheets.ooxml.xml import escaped

_LONGEST = 32_767  # characters in a cell; Excel takes a workbook with more for a broken one


def splice(data: bytes, worksheet: str, change: SheetChange) -> bytes:
    """Write `change` into one worksheet of a package, and give the new package.

    Every part that does not have to change is the same. Raises PackageError for a broken package.
    """
    package = Package(data)
    workbook = Workbook(package)
    part = workbook.worksheet(worksheet)
    sheet = Worksheet(package.edit(part))
    _write_cells(_Writer(package, workbook, sheet), change)
    for column in change.columns:
        if column.new:
            look = OWN[column.field]
            sheet.show_column(column.index, width=look.width, hidden=look.hidden)
    _widen(package, workbook, worksheet, sheet, change)
    workbook.set_mark(worksheet, {column.field: column.heading for column in change.columns})
    if sheet.lost_formula:
        workbook.forget_calculation_order()
    return package.save()


def extend(data: bytes, worksheet: str, change: SheetChange, columns: Sequence[NewColumn]) -> bytes:
    """Add the new columns of `change`, which are the user's and bear no mark, and give the new package.

    `columns` says of each of them how wide it is and what it offers in a list. Raises PackageError.
    """
    package = Package(data)
    workbook = Workbook(package)
    sheet = Worksheet(package.edit(workbook.worksheet(worksheet)))
    _write_cells(_Writer(package, workbook, sheet), change)
    for placed, column in zip(change.columns, columns, strict=True):
        sheet.show_column(placed.index, width=column.width, hidden=False)
        if column.options:
            sheet.offer(placed.index, change.header_row + 1, column.options)
    _widen(package, workbook, worksheet, sheet, change)
    return package.save()


class _Writer:
    """Puts values into cells, with the style that shows them."""

    def __init__(self, package: Package, workbook: Workbook, sheet: Worksheet) -> None:
        self._package = package
        self._workbook = workbook
        self._sheet = sheet
        self._styles: Styles | None = None  # a workbook without dates may have no styles either

    def heading(self, row: int, column: Column) -> None:
        style = self._sheet.heading_style(row, column.index)
        self._sheet.set_text(row, column.index, column.heading, style)

    def cell(self, edit: CellEdit, column: int) -> None:
        style = self._sheet.style(edit.row, column)
        if isinstance(edit.value, datetime):
            if self._styles is None:
                self._styles = Styles(self._package, self._workbook.styles())
            number = self._workbook.serial(edit.value)
            self._sheet.set_number(edit.row, column, number, self._styles.dated(style))
        elif text := escaped(edit.value or "")[:_LONGEST]:
            self._sheet.set_text(edit.row, column, text, style)
        else:
            self._sheet.clear(edit.row, column)


def _write_cells(writer: _Writer, change: SheetChange) -> None:
    for column in sorted(change.columns, key=lambda column: column.index):
        if column.new:  # from left to right: each takes its style from the one before
            writer.heading(change.header_row, column)
    places = {column.field: column.index for column in change.columns}
    for edit in change.cells:
        writer.cell(edit, places[edit.field])


def _widen(
    package: Package, workbook: Workbook, worksheet: str, sheet: Worksheet, change: SheetChange
) -> None:
    """Widen the filter and the tables that end beside the new columns."""
    widen_tables(package, workbook.worksheet(worksheet), change.header_row, change.columns)
    before = sheet.filter_area()
    run = adjoining(before, change.header_row, change.columns)
    if run and before is not None:
        after = before.to_column(run[-1].index)
        sheet.set_filter_area(after)
        workbook.widen_filter(worksheet, before, after)
