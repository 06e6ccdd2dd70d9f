"""The table parts: a table that ends beside the tool's new columns is widened over them."""

from collections.abc import Sequence

from lxml.etree import _Element as Element

from sync.core.model import Column
from sync.sheets.ooxml.package import Package
from sync.sheets.ooxml.references import Area
from sync.sheets.ooxml.xml import children, find, make


def adjoining(area: Area | None, header_row: int, columns: Sequence[Column]) -> list[Column]:
    """Those of the new columns that continue an area whose first row is the header row, left to right."""
    run: list[Column] = []
    if area is not None and area.top == header_row:
        for column in sorted(columns, key=lambda column: column.index):
            if column.new and column.index == area.right + len(run) + 1:
                run.append(column)
    return run


def widen_tables(package: Package, worksheet: str, header_row: int, columns: Sequence[Column]) -> None:
    """Widen each table of a worksheet's part that ends where the new columns begin."""
    for part in package.related(worksheet, "table"):
        root = package.xml(part)
        area = Area.parse(root.get("ref", ""))
        run = adjoining(area, header_row, columns) if _is_plain(root) else []
        run = _unlike(root, run)
        if run and area is not None:
            _widen(package.edit(part), area.to_column(run[-1].index), run)


def _is_plain(root: Element) -> bool:
    """Whether the table has a header row, and no query that would overwrite what is added."""
    return root.get("headerRowCount", "1") != "0" and root.get("tableType", "worksheet") == "worksheet"


def _unlike(root: Element, run: list[Column]) -> list[Column]:
    """Stop before the first heading that the table has already: Excel wants them to be unique."""
    taken = {item.get("name", "").casefold() for item in children(find(root, "tableColumns"), "tableColumn")}
    clash = (position for position, column in enumerate(run) if column.heading.casefold() in taken)
    return run[: next(clash, len(run))]


def _widen(root: Element, area: Area, run: list[Column]) -> None:
    root.set("ref", str(area))
    for own_filter in children(root, "autoFilter"):  # it ends above a totals row
        if filtered := Area.parse(own_filter.get("ref", "")):
            own_filter.set("ref", str(filtered.to_column(area.right)))
    for columns in children(root, "tableColumns"):
        present = list(children(columns, "tableColumn"))
        last = max(int(item.get("id", "0")) for item in present)
        for identifier, column in enumerate(run, last + 1):
            make(columns, "tableColumn", {"id": str(identifier), "name": column.heading})
        columns.set("count", str(len(present) + len(run)))
