"""Effective values: what each cell of a spreadsheet is once its formulas are worked out."""

import re

from tests.google import a1
from tests.google.area import Area
from tests.google.errors import ApiError, JsonObject
from tests.google.formulas import FormulaError, Scalar, Value, evaluate
from tests.google.spreadsheet import Cell, Sheet, Spreadsheet

_LINK = re.compile(r'=HYPERLINK\("([^"]*)"', re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+|mailto:\S+", re.IGNORECASE)


class Calc:
    """Works formulas out once each, for as long as the spreadsheet does not change."""

    def __init__(self, spreadsheet: Spreadsheet) -> None:
        self._spreadsheet = spreadsheet
        self._known: dict[tuple[int, int, int], JsonObject] = {}
        self._open: set[tuple[int, int, int]] = set()

    def effective(self, sheet: Sheet, row: int, column: int) -> JsonObject | None:
        """Give the ExtendedValue of a cell; None where it is empty."""
        value: JsonObject | None = sheet.cell(row, column).get("userEnteredValue")
        if value is None or "formulaValue" not in value:
            return value
        key = (sheet.id, row, column)
        if key in self._open:
            return {"errorValue": {"type": "REF", "message": "Circular dependency detected."}}
        if key not in self._known:
            self._open.add(key)
            self._known[key] = evaluate(value["formulaValue"], lambda text: self._lookup(sheet, text))
            self._open.discard(key)
        return self._known[key]

    def _lookup(self, home: Sheet, text: str) -> Value:
        try:
            area = self._spreadsheet.area(text if "!" in text else f"{a1.quoted(home.title)}!{text}")
        except ApiError:
            area = self._named(text)
        sheet = self._spreadsheet.sheet(area.sheet)
        assert sheet is not None
        box = area.box(*_size(sheet))
        values = [
            self._scalar(sheet, row, column)
            for row in range(box.top, min(box.bottom, len(sheet.rows)))
            for column in range(box.left, box.right)
        ]
        if box.height * box.width == 1:
            return values[0] if values else None
        return values

    def _named(self, text: str) -> Area:
        for entry in self._spreadsheet.named:
            if entry["name"].casefold() == text.casefold():
                return Area.read(entry["range"])
        raise FormulaError("NAME", f"Unknown range name: '{text}'.")

    def _scalar(self, sheet: Sheet, row: int, column: int) -> Scalar:
        value = self.effective(sheet, row, column)
        if value is None:
            return None
        if "errorValue" in value:
            raise FormulaError(value["errorValue"]["type"], value["errorValue"].get("message", ""))
        scalar: Scalar = next(iter(value.values()))
        return scalar


def hyperlink(cell: Cell) -> str | None:
    """Give where a cell links to, if its formula or its whole text is one link.

    assumption: no recording has one.
    """
    value = cell.get("userEnteredValue", {})
    if match := _LINK.match(value.get("formulaValue", "")):
        return match[1]
    text = value.get("stringValue", "")
    if _URL.fullmatch(text):
        return f"http://{text}" if text.lower().startswith("www.") else text
    return None


def _size(sheet: Sheet) -> tuple[int, int]:
    return sheet.box.bottom, sheet.box.right
