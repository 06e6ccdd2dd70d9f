"""A spreadsheet as the Spreadsheet message of the API: properties, worksheets and typed cells."""

from collections.abc import Sequence

from tests.google.area import COLUMNS, ROWS, Area, Box
from tests.google.calc import Calc, hyperlink
from tests.google.defaults import PIXELS
from tests.google.errors import JsonObject
from tests.google.fields import Mask, Masked, below, only, wants
from tests.google.filters import hidden_rows
from tests.google.formats import Effective
from tests.google.locales import locale
from tests.google.metadata import at_dimension, at_sheet, at_spreadsheet
from tests.google.render import shown
from tests.google.spreadsheet import Cell, Sheet, Spreadsheet

_PART_ORDER = (
    "merges",
    "conditionalFormats",
    "filterViews",
    "protectedRanges",
    "bandedRanges",
    "rowGroups",
    "columnGroups",
    "tables",
)
_COMPUTED = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink")
_OWN = ("note", "dataValidation", "textFormatRuns", "userEnteredValue", "userEnteredFormat")


def spreadsheet_message(
    spreadsheet: Spreadsheet, areas: Sequence[Area] | None = None, mask: Mask | None = None, *, grid: bool
) -> JsonObject:
    """Give what a client sees: all worksheets, or those of `areas` with these areas' cells.

    The mask saves work; it is left to the caller to apply it to the rest than cells.

    Recorded: a mask that names `data` brings cells, whatever includeGridData says.
    """
    grid = grid if mask is None else wants(mask, "sheets", "data")
    mask = mask or {}
    wanted = below(mask, "sheets")
    chosen = [
        sheet for sheet in spreadsheet.sheets if areas is None or any(a.sheet == sheet.id for a in areas)
    ]
    message: JsonObject = {"spreadsheetId": spreadsheet.id, "properties": spreadsheet.properties}
    if wants(mask, "sheets"):
        message["sheets"] = [_sheet(spreadsheet, sheet, areas, wanted, grid=grid) for sheet in chosen]
    optional = {"namedRanges": spreadsheet.named, "developerMetadata": at_spreadsheet(spreadsheet)}
    message |= {key: found for key, found in optional.items() if found}
    message["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit"
    return message


def properties_message(sheet: Sheet) -> JsonObject:
    """Give SheetProperties: what is false, zero or unset is left out, but for id and index (recorded)."""
    grid = {key: value for key, value in sheet.properties["gridProperties"].items() if value}
    kept = {key: value for key, value in sheet.properties.items() if value or key in {"sheetId", "index"}}
    return kept | {"gridProperties": grid}


def _sheet(
    spreadsheet: Spreadsheet, sheet: Sheet, areas: Sequence[Area] | None, mask: Mask, *, grid: bool
) -> JsonObject:
    message: JsonObject = {"properties": properties_message(sheet)}
    if grid:
        ours = [Area(sheet.id)] if areas is None else [area for area in areas if area.sheet == sheet.id]
        cells = _Cells(spreadsheet, sheet, below(mask, "data"))
        message["data"] = [cells.grid_data(area.box(sheet.box.bottom, sheet.box.right)) for area in ours]
    message |= {name: sheet.parts[name] for name in _PART_ORDER if sheet.parts.get(name)}
    if sheet.parts.get("basicFilter"):
        message["basicFilter"] = sheet.parts["basicFilter"][0]
    if metadata := at_sheet(spreadsheet, sheet):
        message["developerMetadata"] = metadata
    return message


class _Cells:
    """The cells of one worksheet, as far as a mask wants them."""

    def __init__(self, spreadsheet: Spreadsheet, sheet: Sheet, mask: Mask) -> None:
        self._spreadsheet = spreadsheet
        self._sheet = sheet
        self._mask = mask
        self._cell_mask = below(mask, "rowData", "values")
        self._own = [key for key in _OWN if wants(self._cell_mask, key)]
        self._computed = {key for key in _COMPUTED if wants(self._cell_mask, key)}
        self._calc = Calc(spreadsheet)
        default = spreadsheet.properties.get("defaultFormat")
        self._effective = Effective(default, below(self._cell_mask, "effectiveFormat"))
        self._locale = locale(spreadsheet.properties.get("locale", ""))

    def grid_data(self, box: Box) -> JsonObject:
        starts = {"startRow": box.top, "startColumn": box.left}
        message: JsonObject = {key: value for key, value in starts.items() if value}
        if wants(self._mask, "rowData") and (rows := self._rows(box)):
            message["rowData"] = rows
        if wants(self._mask, "rowMetadata"):
            message["rowMetadata"] = self._dimension(ROWS, box.top, box.bottom)
        if wants(self._mask, "columnMetadata"):
            message["columnMetadata"] = self._dimension(COLUMNS, box.left, box.right)
        return message

    def _rows(self, box: Box) -> Masked:
        """Rows and cells at the end that hold nothing are left out; between others they are empty."""
        rows = Masked()
        last = 0
        has_cells = wants(self._mask, "rowData", "values")
        for row in range(box.top, min(box.bottom, len(self._sheet.rows))):
            cells = self._sheet.rows[row]
            width = min(len(cells), box.right)
            while width > box.left and not cells[width - 1]:
                width -= 1
            if width > box.left:
                last = len(rows) + 1
            values = [self._cell(row, column, cells[column]) for column in range(box.left, width)]
            rows.append({"values": values} if values and has_cells else {})
        del rows[last:]
        return rows

    def _cell(self, row: int, column: int, cell: Cell) -> JsonObject:
        if not cell:
            return {}
        message: JsonObject = {key: cell[key] for key in self._own if key in cell}
        own = cell.get("userEnteredFormat")
        value = cell.get("userEnteredValue")
        if value is not None and self._computed:
            if "formulaValue" in value:
                value = self._calc.effective(self._sheet, row, column) or {}
            if "effectiveValue" in self._computed:
                message["effectiveValue"] = value
            if "formattedValue" in self._computed:
                message["formattedValue"] = shown(value, own and own.get("numberFormat"), self._locale)
            if "hyperlink" in self._computed and (link := hyperlink(cell)):
                message["hyperlink"] = link
        if self._cell_mask:
            for key in self._cell_mask.keys() & message.keys():
                message[key] = only(message[key], self._cell_mask[key])
        if "effectiveFormat" in self._computed:
            message["effectiveFormat"] = self._effective.of(own, value)
        return message

    def _dimension(self, dimension: str, start: int, end: int) -> list[JsonObject]:
        filtered = hidden_rows(self._spreadsheet, self._sheet) if dimension == ROWS else set()
        metadata = at_dimension(self._spreadsheet, self._sheet, dimension)
        found = []
        for index in range(start, end):
            properties: JsonObject = {"pixelSize": PIXELS[dimension]} | self._sheet.properties_of(
                dimension, index
            )
            if index in filtered:
                properties["hiddenByFilter"] = True
            if index in metadata:
                properties["developerMetadata"] = metadata[index]
            found.append({key: value for key, value in properties.items() if value})
        return found
