"""Making a new workbook: plain rows, or a template with its dropdowns, formats and colours.

Reading and writing one that is there is left to `sync.sheets.excel`.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from sync import files
from sync.core.model import Cell, at
from sync.core.template import (
    HEADING,
    OWN_HEADING,
    STATUS_COLOURS,
    WORKSHEET,
    Colours,
    Kind,
    NewColumn,
    Template,
)
from sync.sheets.ooxml import Package
from sync.sheets.ooxml import Workbook as WorkbookPart
from sync.sheets.ooxml.styles import DATE_FORMAT
from sync.sheets.ooxml.worksheet import LAST_ROW
from sync.sheets.ooxml.xml import escaped

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FORMATS: Mapping[Kind, str] = {
    Kind.AS_TYPED: "@",
    Kind.DATE: "ddd d mmm yyyy",
    Kind.DATE_TIME: DATE_FORMAT,
    Kind.TIME: "hh:mm",
}
_LONGEST_TITLE = 31  # in UTF-16 units, as Excel counts
_LONGEST_CAPTION = 32  # of a dropdown's message; Excel takes a longer one for a broken workbook
_NOT_IN_A_TITLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff:\\/?*\[\]]|^'|'$")


def is_title(text: str) -> bool:
    """Tell what Excel takes for the name of a worksheet."""
    if _NOT_IN_A_TITLE.search(text) or not text.strip() or text.casefold() == "history":
        return False
    return len(text.encode("utf-16-le")) // 2 <= _LONGEST_TITLE


def create(path: Path, rows: Sequence[Sequence[Cell]], *, worksheet: str = WORKSHEET) -> None:
    """Make a new workbook with one worksheet; `rows[0]` are the headings. Raises OSError."""
    workbook, sheet = _filled(rows, worksheet)
    for index, letter in enumerate(_letters(len(rows[0]))):
        _head(sheet, letter, HEADING, _width(rows, index))
    files.replace(path, _bytes(workbook))


def create_from(path: Path, template: Template, today: date) -> None:
    """Make a new workbook as the template has it, the tool's columns with their mark. Raises OSError."""
    workbook, sheet = _filled(template.rows(today), template.title)
    for letter, column in zip(_letters(len(template.columns)), template.columns, strict=True):
        _head(sheet, letter, OWN_HEADING if column.own else HEADING, column.width)
        _dress(sheet, letter, column)
    _colour(sheet, template)
    package = Package(_bytes(workbook))
    own = {column.field: column.heading for column in template.columns if column.own}
    WorkbookPart(package).set_mark(template.title, own)
    files.replace(path, package.save())


def _filled(rows: Sequence[Sequence[Cell]], title: str) -> "tuple[Workbook, Worksheet]":
    import openpyxl  # noqa: PLC0415 slow to import, and needed once in the life of a workbook

    workbook = openpyxl.Workbook()
    [sheet] = workbook.worksheets
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row, 1):
            cell = sheet.cell(number, index)
            if isinstance(value, str):
                cell.value = escaped(value)
                cell.data_type = "s"  # a text that begins with = is no formula
            elif value is not None:
                cell.value = value
            if kind := _kind(value):
                cell.number_format = _FORMATS[kind]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return workbook, sheet


def _kind(value: Cell) -> Kind | None:
    match value:
        case datetime():
            return Kind.DATE_TIME
        case date():
            return Kind.DATE
        case time():
            return Kind.TIME
    return None


def _bytes(workbook: "Workbook") -> bytes:
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def _letters(count: int) -> list[str]:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 as above

    return [get_column_letter(number) for number in range(1, count + 1)]


def _head(sheet: "Worksheet", letter: str, colours: Colours, width: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 as above

    cell = sheet[f"{letter}1"]
    cell.font = Font(name="Calibri", bold=True, color=colours.text)
    cell.fill = PatternFill("solid", fgColor=colours.background)
    cell.alignment = Alignment(vertical="center")
    sheet.column_dimensions[letter].width = width


def _dress(sheet: "Worksheet", letter: str, column: NewColumn) -> None:
    """Give a column its number format and its dropdown, for what will be typed below its heading."""
    from openpyxl.styles import Alignment  # noqa: PLC0415 as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 as above

    dimension = sheet.column_dimensions[letter]
    dimension.hidden = column.hidden
    if column.kind in _FORMATS:
        for styled in (dimension, sheet[f"{letter}2"]):
            styled.number_format = _FORMATS[column.kind]
            styled.alignment = Alignment(horizontal="left")  # a date would run into the next column's text
    if not column.options:
        return
    dropdown = DataValidation(type="list", formula1=f'"{",".join(column.options)}"', allow_blank=True)
    # Excel asks whether it should keep what a warning is about, and takes Enter for no; here Enter keeps it.
    dropdown.errorStyle = "stop" if column.strict else "information"
    dropdown.errorTitle = escaped(column.heading)[:_LONGEST_CAPTION]
    dropdown.error = f"{'Take' if column.strict else 'Not'} one of: {', '.join(column.options)}"
    dropdown.showErrorMessage = True
    dropdown.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(dropdown)


def _colour(sheet: "Worksheet", template: Template) -> None:
    from openpyxl.formatting.rule import Rule  # noqa: PLC0415 as above
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 as above
    from openpyxl.styles.differential import DifferentialStyle  # noqa: PLC0415 as above

    columns = zip(_letters(len(template.columns)), template.columns, strict=True)
    where = " ".join(f"{letter}2:{letter}{LAST_ROW}" for letter, column in columns if column.is_status)
    for state, colours in STATUS_COLOURS.items():
        fill = PatternFill(bgColor=colours.background)
        font = Font(bold=True, color=colours.text)
        style = DifferentialStyle(font=font, fill=fill)
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{state.label}"'], dxf=style)
        sheet.conditional_formatting.add(where, rule)


def _width(rows: Sequence[Sequence[Cell]], index: int) -> int:
    """Fit a column's width, in characters, to its longest text, within reason."""
    texts = [str(cell) for row in rows if (cell := at(row, index)) is not None]
    return min(max([12, *(len(text) + 4 for text in texts)]), 44)
