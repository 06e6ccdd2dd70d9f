"""Values out of a worksheet: what values.get and its kin answer."""

from dataclasses import dataclass
from typing import Self

from tests.google.a1 import written
from tests.google.area import COLUMNS, Area, Box
from tests.google.calc import Calc
from tests.google.errors import JsonObject, invalid
from tests.google.locales import locale
from tests.google.render import MOMENTS, error_text, shown
from tests.google.spreadsheet import Sheet, Spreadsheet

Plain = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Rendering:
    """How values are told."""

    value: str = "FORMATTED_VALUE"
    moment: str = "SERIAL_NUMBER"
    major: str = "ROWS"

    @classmethod
    def of(cls, options: JsonObject, prefix: str = "") -> Self:
        """Read the options of a request; `prefix` is "response" where they are about its answer."""

        def option(name: str, default: str) -> str:
            key = prefix + name[0].upper() + name[1:] if prefix else name
            given = str(options.get(key, default))
            return default if given.endswith("_UNSPECIFIED") else given

        return cls(
            option("valueRenderOption", "FORMATTED_VALUE"),
            option("dateTimeRenderOption", "SERIAL_NUMBER"),
            "ROWS" if prefix else option("majorDimension", "ROWS"),
        )


def sheet_of(spreadsheet: Spreadsheet, area: Area) -> Sheet:
    sheet = spreadsheet.sheet(area.sheet)
    if sheet is None:
        raise invalid(f"No grid with id: {area.sheet}")
    return sheet


def box_of(sheet: Sheet, area: Area) -> Box:
    """Give the part of an area that is in the grid; raises ApiError 400 where it starts outside."""
    rows, columns = sheet.box.bottom, sheet.box.right
    if (area.top or 0) >= rows or (area.left or 0) >= columns:
        whole = Box(
            area.top or 0,
            rows if area.bottom is None else area.bottom,
            area.left or 0,
            columns if area.right is None else area.right,
        )
        raise beyond(sheet, whole)
    return area.box(rows, columns)


def beyond(sheet: Sheet, box: Box) -> Exception:
    limits = f"Max rows: {sheet.box.bottom}, max columns: {sheet.box.right}"
    return invalid(f"Range ({written(sheet.title, box)}) exceeds grid limits. {limits}")


def value_range(spreadsheet: Spreadsheet, area: Area, rendering: Rendering) -> JsonObject:
    """Give a ValueRange; empty rows and cells at the end are left out (recorded)."""
    sheet = sheet_of(spreadsheet, area)
    box = box_of(sheet, area)
    told = _Told(spreadsheet, sheet, rendering)
    if rendering.major == COLUMNS:
        lines = [
            _trimmed([told.value(row, column) for row in range(box.top, _filled(sheet, box))])
            for column in range(box.left, box.right)
        ]
    else:
        lines = [
            _trimmed([told.value(row, column) for column in range(box.left, _width(sheet, row, box))])
            for row in range(box.top, _filled(sheet, box))
        ]
    while lines and not lines[-1]:
        lines.pop()
    message: JsonObject = {"range": written(sheet.title, box), "majorDimension": rendering.major}
    return message | ({"values": lines} if lines else {})


def _filled(sheet: Sheet, box: Box) -> int:
    return min(box.bottom, len(sheet.rows))


def _width(sheet: Sheet, row: int, box: Box) -> int:
    return min(box.right, len(sheet.rows[row]))


def _trimmed(values: list[Plain | None]) -> list[Plain]:
    while values and values[-1] is None:
        values.pop()
    return ["" if value is None else value for value in values]


class _Told:
    def __init__(self, spreadsheet: Spreadsheet, sheet: Sheet, rendering: Rendering) -> None:
        self._sheet = sheet
        self._rendering = rendering
        self._calc = Calc(spreadsheet)
        self._locale = locale(spreadsheet.properties.get("locale", ""))

    def value(self, row: int, column: int) -> Plain | None:
        cell = self._sheet.cell(row, column)
        value = self._calc.effective(self._sheet, row, column)
        if value is None:
            return None
        entered: JsonObject = cell["userEnteredValue"]
        if self._rendering.value == "FORMULA" and "formulaValue" in entered:
            return str(entered["formulaValue"])
        number_format = cell.get("userEnteredFormat", {}).get("numberFormat")
        is_moment = (number_format or {}).get("type") in MOMENTS and "numberValue" in value
        as_text = is_moment and self._rendering.moment == "FORMATTED_STRING"
        if self._rendering.value == "FORMATTED_VALUE" or as_text:
            return shown(value, number_format, self._locale)
        if "errorValue" in value:
            return error_text(value)
        plain: Plain = next(iter(value.values()))
        return plain
