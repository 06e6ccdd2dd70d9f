"""Which rows a worksheet's basic filter hides.

assumption: all of it; no recording filters.
"""

from collections.abc import Callable

from tests.google.area import Area
from tests.google.calc import Calc
from tests.google.errors import JsonObject
from tests.google.locales import Locale, locale
from tests.google.render import shown
from tests.google.spreadsheet import Sheet, Spreadsheet

Test = Callable[[str, str], bool]


def _compare(decide: Callable[[float, float], bool]) -> Test:
    def test(text: str, limit: str) -> bool:
        try:
            return decide(float(text), float(limit))
        except ValueError:
            return False

    return test


_CONDITIONS: dict[str, Test] = {
    "TEXT_CONTAINS": lambda text, value: value.casefold() in text.casefold(),
    "TEXT_NOT_CONTAINS": lambda text, value: value.casefold() not in text.casefold(),
    "TEXT_STARTS_WITH": lambda text, value: text.casefold().startswith(value.casefold()),
    "TEXT_ENDS_WITH": lambda text, value: text.casefold().endswith(value.casefold()),
    "TEXT_EQ": lambda text, value: text.casefold() == value.casefold(),
    "BLANK": lambda text, _: not text,
    "NOT_BLANK": lambda text, _: bool(text),
    "NUMBER_GREATER": _compare(lambda number, limit: number > limit),
    "NUMBER_GREATER_THAN_EQ": _compare(lambda number, limit: number >= limit),
    "NUMBER_LESS": _compare(lambda number, limit: number < limit),
    "NUMBER_LESS_THAN_EQ": _compare(lambda number, limit: number <= limit),
    "NUMBER_EQ": _compare(lambda number, limit: number == limit),
    "NUMBER_NOT_EQ": _compare(lambda number, limit: number != limit),
}


def hidden_rows(spreadsheet: Spreadsheet, sheet: Sheet) -> set[int]:
    """Give the rows that the filter hides now; the first row of its range is the heading."""
    hidden: set[int] = set()
    calc, tongue = Calc(spreadsheet), locale(spreadsheet.properties.get("locale", ""))
    for basic in sheet.part("basicFilter"):
        box = Area.read(basic["range"]).box(sheet.box.bottom, sheet.box.right)
        for column, criteria in _criteria(basic).items():
            hidden |= {
                row
                for row in range(box.top + 1, box.bottom)
                if _is_hidden(_text(calc, tongue, sheet, row, column), criteria)
            }
    return hidden


def _criteria(basic: JsonObject) -> dict[int, JsonObject]:
    found = {int(column): criteria for column, criteria in basic.get("criteria", {}).items()}
    for spec in basic.get("filterSpecs", []):
        found[spec.get("columnIndex", 0)] = spec.get("filterCriteria", {})
    return found


def _text(calc: Calc, tongue: Locale, sheet: Sheet, row: int, column: int) -> str:
    value = calc.effective(sheet, row, column)
    number_format = sheet.cell(row, column).get("userEnteredFormat", {}).get("numberFormat")
    return "" if value is None else shown(value, number_format, tongue)


def _is_hidden(text: str, criteria: JsonObject) -> bool:
    if text in criteria.get("hiddenValues", []):
        return True
    condition = criteria.get("condition")
    if condition is None:
        return False
    values = condition.get("values") or [{}]
    test = _CONDITIONS.get(condition.get("type", ""))
    return test is not None and not test(text, values[0].get("userEnteredValue", ""))
