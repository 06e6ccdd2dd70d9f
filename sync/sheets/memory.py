"""A worksheet that lives in memory: for tests, whose "user" edits `rows`, and for the demo."""

from collections.abc import Sequence
from hashlib import sha256

from sync.core.model import Cell, SheetChange, Table
from sync.core.template import NewColumn
from sync.errors import SheetChangedError
from sync.sheets.cells import to_the_right


class MemorySheet:
    """A worksheet over `rows`, a grid of cells that stays the caller's to edit between runs.

    `rows[0]` is row 1 and `rows[r][0]` is column A. `writes` counts the writes that changed something.
    """

    def __init__(
        self,
        rows: list[list[Cell]],
        *,
        source: str = "memory",
        worksheet: str = "Interviews",
        locale: str | None = None,
        timezone: str | None = None,
    ) -> None:
        self.rows = rows
        self.writes = 0
        self._source = source
        self._worksheet = worksheet
        self._locale = locale
        self._timezone = timezone
        self._mark: dict[str, str] | None = None

    @property
    def requests(self) -> int:
        """HTTP requests made so far: none, ever."""
        return 0

    def read(self) -> Table:
        """Read the grid as it is now."""
        return Table(
            source=self._source,
            worksheet=self._worksheet,
            rows=tuple(tuple(None if cell == "" else cell for cell in row) for row in self.rows),
            version=self._version(),
            mark=None if self._mark is None else dict(self._mark),
            locale=self._locale,
            timezone=self._timezone,
        )

    def write(self, table: Table, change: SheetChange) -> str:
        """Write `change`; raises SheetChangedError where the grid is no longer what `table` says."""
        if not change:
            return table.version
        self._refuse_if_changed(table)
        column = {column.field: column.index for column in change.columns}
        for new in change.columns:
            if new.new:
                self._put(change.header_row, new.index, new.heading)
        for edit in change.cells:
            self._put(edit.row, column[edit.field], edit.value)
        self._mark = {column.field: column.heading for column in change.columns}
        self.writes += 1
        return self._version()

    def add_columns(self, table: Table, header_row: int, columns: Sequence[NewColumn]) -> None:
        """Add columns of the user's; raises SheetChangedError as `write` does."""
        self._refuse_if_changed(table)
        for new in to_the_right(table.rows, columns):
            self._put(header_row, new.index, new.heading)
        self.writes += 1

    def check_writable(self) -> None:
        """Say nothing: it always is."""

    def _refuse_if_changed(self, table: Table) -> None:
        if self._version() != table.version:
            raise SheetChangedError(f"{self._source} was edited meanwhile: nothing was written.")

    def _version(self) -> str:
        return sha256(repr(self.rows).encode()).hexdigest()

    def _put(self, row: int, column: int, value: Cell) -> None:
        cells = self.rows[row - 1]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
