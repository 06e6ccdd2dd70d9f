"""Interviews in an Excel workbook (.xlsx, .xlsm).

Reads with calamine; writes by splicing the tool's cells into the file, so that charts, pivots, macros and
cached results survive. The XML is left to `sync.sheets.ooxml`.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sync.core.model import Cell, Formula, SheetChange, Table
from sync.core.template import NewColumn
from sync.core.worksheets import Candidate, choose
from sync.errors import SheetUnusableError
from sync.sheets.cells import to_the_right, trimmed
from sync.sheets.local import LocalFile, version
from sync.sheets.ooxml import Package, PackageError, Workbook, Worksheet, extend, splice

_OLE = b"\xd0\xcf\x11\xe0"  # a compound file: a workbook of before 2007, or an encrypted one
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAY_NEED_A_LOOK = re.compile(rb"""\st\s*=\s*["']e["']|<(?:\w+:)?f[\s/>]""")  # errors, formulas


class ExcelSheet:
    """One worksheet of a workbook.

    `name` is the stable name of the spreadsheet (default: the file's). `worksheet` is a title; by default it
    is the one of those to be seen that `choose` takes. `columns` is field -> heading, as the settings map
    them.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str | None = None,
        worksheet: str | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> None:
        self._name = name or path.name
        self._file = LocalFile(path, self._name)
        self._worksheet = worksheet
        self._columns = columns or {}

    @property
    def requests(self) -> int:
        """A file needs no HTTP requests."""
        return 0

    def read(self) -> Table:
        """Read the worksheet as it is now; see `sync.sheets.Sheet`."""
        data = self._load()
        try:
            package = Package(data)
            workbook = Workbook(package)
            title, rows, others = self._rows(data, workbook)
            _fill_in(rows, package, workbook.worksheet(title))
            mark = workbook.mark(title)
        except (PackageError, CalamineError) as error:
            raise self._unusable(error) from error
        return Table(
            source=self._name,
            worksheet=title,
            rows=trimmed(rows),
            version=version(data),
            mark=mark or None,
            others=others,
        )

    def write(self, table: Table, change: SheetChange) -> str:
        """Write `change` into the file in one step; see `sync.sheets.Sheet`."""
        if not change:
            return table.version
        return self._rewrite(table, lambda before: splice(before, table.worksheet, change))

    def add_columns(self, table: Table, header_row: int, columns: Sequence[NewColumn]) -> None:
        """Add columns of the user's in one step; see `sync.sheets.Sheet`. Excel knows a date by itself."""
        change = SheetChange(header_row, to_the_right(table.rows, columns))
        self._rewrite(table, lambda before: extend(before, table.worksheet, change, columns))

    def check_writable(self) -> None:
        """Raise what `write` would refuse with now: SheetOpenError, SheetReadOnlyError."""
        self._file.check_writable()

    def _rewrite(self, table: Table, edit: Callable[[bytes], bytes]) -> str:
        """Replace the file, which must still be what `table` was read from; gives the new version."""
        try:
            return self._file.rewrite(table.version, edit)
        except PackageError as error:
            raise self._unusable(error) from error

    def _load(self) -> bytes:
        data = self._file.load()
        if data.startswith(_OLE):
            encrypted = _ENCRYPTED in data
            how = (
                "protected by a password; save it without one"
                if encrypted
                else "an old .xls; save it as .xlsx"
            )
            raise SheetUnusableError(f"{self._name} is {how}")
        return data

    def _rows(self, data: bytes, workbook: Workbook) -> tuple[str, list[list[Cell]], tuple[str, ...]]:
        """Title and cells of the worksheet that is meant, and the titles of others that look like it."""
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as reader:
            sheets = [sheet for sheet in reader.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
            if self._worksheet is not None:
                titles = [sheet.name for sheet in sheets]
                if self._worksheet not in titles:
                    there = ", ".join(titles)
                    raise SheetUnusableError(
                        f"{self._name} has no worksheet {self._worksheet}; it has {there}"
                    )
                return self._worksheet, _cells(reader.get_sheet_by_name(self._worksheet)), ()
            visible = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
            if not visible:
                raise SheetUnusableError(f"{self._name} has no worksheet to be seen")
            found = [(title, _cells(reader.get_sheet_by_name(title))) for title in visible]
        candidates = [Candidate(title, rows, bool(workbook.mark(title))) for title, rows in found]
        chosen, others = choose(candidates, self._columns)
        return *found[chosen], others

    def _unusable(self, error: Exception) -> SheetUnusableError:
        said = str(error) if isinstance(error, PackageError) else f"is damaged: {error}"
        return SheetUnusableError(f"{self._name} {said}")


def _cells(sheet: CalamineSheet) -> list[list[Cell]]:
    """All cells from A1 on; no rows where there is nothing in any."""
    if sheet.start is None:
        return []
    return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _cell(value: Cell) -> Cell:
    if value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _fill_in(rows: list[list[Cell]], package: Package, part: str) -> None:
    """Put in what calamine passes over and yet is the user's: errors, and formulas with no result."""
    if not _MAY_NEED_A_LOOK.search(package.content(part)):
        return
    for row, column, text in Worksheet(package.xml(part)).unread():
        rows.extend([] for _ in range(row - len(rows)))
        cells = rows[row - 1]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = Formula(text) if text.startswith("=") else text
