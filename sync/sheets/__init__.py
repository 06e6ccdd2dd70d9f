"""Where interviews live: one Protocol, one module for each kind of spreadsheet."""

from typing import TYPE_CHECKING, Protocol

from sync.core.model import SheetChange, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.core.template import NewColumn


class Sheet(Protocol):
    """One worksheet of one spreadsheet.

    Reading never changes anything. Writing changes the tool's own cells and nothing else. In a file
    it changes all of them or none: a crash at any point leaves it as it was before or as it is after.
    """

    @property
    def requests(self) -> int:
        """HTTP requests made so far to the sheet's server; 0 for a file."""

    def read(self) -> Table:
        """Read the worksheet as it is now.

        Raises SheetUnusableError where there is no such sheet, or it is not a spreadsheet, and
        TryAgainError where it cannot be had just now.
        """

    def write(self, table: Table, change: SheetChange) -> str | None:
        """Write `change`, which was planned from `table`; new columns get their heading and the mark.

        Gives the version of the sheet as it was written, "" where only a read can tell: if the next read
        gives it too, nobody was there. None where the cells may stand on other rows than they were meant
        for, because the user was there: read and plan again, which mends it.

        Raises SheetChangedError where the sheet is no longer what `table` says, SheetOpenError where
        another program has it open, SheetReadOnlyError where it must not be written; in each of these cases
        nothing was written. Raises WriteDelayedError where a server does not answer.
        """

    def add_columns(self, table: Table, header_row: int, columns: "Sequence[NewColumn]") -> None:
        """Add columns for the user to fill in, right of all that `table` holds; `header_row` counts from 1.

        They bear no mark: they are the user's from then on. Headings are written and nothing else; where the
        format knows such things, dates get a format and fixed words a list. A filter or table that ends
        beside them is widened, as for the tool's own. Raises as `write` does.
        """

    def check_writable(self) -> None:
        """Raise what `write` would, as far as that can be told without writing."""
