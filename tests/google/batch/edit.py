"""What every request of a batch works on."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.google import fields
from tests.google.area import Area, Box
from tests.google.errors import JsonObject, invalid
from tests.google.fields import Mask
from tests.google.reading import box_of
from tests.google.spreadsheet import Sheet, Spreadsheet
from tests.google.state import State


@dataclass(frozen=True, slots=True)
class Edit:
    """A batch under way: `spreadsheet` is the copy that it changes."""

    state: State
    email: str
    spreadsheet: Spreadsheet

    def sheet(self, sheet_id: int) -> Sheet:
        sheet = self.spreadsheet.sheet(sheet_id)
        if sheet is None:
            raise invalid(f"No grid with id: {sheet_id}")
        return sheet

    def box(self, grid_range: JsonObject) -> tuple[Sheet, Box]:
        """Give a GridRange's worksheet and cells; raises ApiError 400 where it is not in the grid."""
        area = Area.read(grid_range)
        sheet = self.sheet(area.sheet)
        if (area.bottom or 0) > sheet.box.bottom or (area.right or 0) > sheet.box.right:
            raise invalid(f"range exceeds grid limits. {limits(sheet)}")
        return sheet, box_of(sheet, area)

    def area(self, grid_range: JsonObject) -> Area:
        """Give a GridRange as an area, checked as in `box`, with its open sides left open."""
        self.box(grid_range)
        return Area.read(grid_range)


Operation = Callable[[Edit, JsonObject], JsonObject | None]


def limits(sheet: Sheet) -> str:
    return f"Max rows: {sheet.box.bottom}, max columns: {sheet.box.right}"


def mask_of(body: JsonObject) -> Mask:
    """Read a request's `fields`; raises ApiError 400 where there are none."""
    if not body.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    try:
        return fields.parse(body["fields"])
    except fields.MaskError:
        raise invalid(f"Invalid field: {body['fields']}") from None
