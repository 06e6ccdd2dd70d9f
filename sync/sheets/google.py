"""Interviews in a Google Sheet: one request to read, one to write, and never a cell of the user's.

The server knows no precondition. So a write finds the tool's columns by the metadata that they bear, wherever
they have been moved to, and its answer tells whether the rows are still the same. Signing in and trying again
are left to `sync.google`; what is asked and answered, to the modules beside this one.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from sync.core.model import Attempt, Column, SheetChange, Table
from sync.core.template import NewColumn
from sync.core.worksheets import Candidate, choose
from sync.errors import (
    ConfigError,
    SheetChangedError,
    SheetReadOnlyError,
    SheetUnusableError,
)
from sync.google.session import Session
from sync.sheets import google_layout, google_values
from sync.sheets.cells import to_the_right
from sync.sheets.google_answer import FIELDS, Json, Worksheet, worksheets
from sync.sheets.google_columns import added, inserted, new_id, widened
from sync.sheets.google_server import NoWorksheetError, Server

_TITLES = "sheets(properties(title,sheetType))"
_RANGES = "updatedSpreadsheet(sheets(properties(sheetId),basicFilter,tables(tableId,range)))"
_CHECK_KEY = "interview-followups-check"  # of metadata that nobody makes
_ADDED_KEY = "interview-followups-added"  # of metadata that is there for a moment
_CALENDAR_KEY = "interview-followups-calendar"


class GoogleSheet:
    """One worksheet of the spreadsheet with this key.

    `worksheet` is a title; by default it is the one of those to be seen that `choose` takes. `columns` is
    field -> heading, as the settings map them.
    """

    def __init__(
        self,
        session: Session,
        key: str,
        *,
        worksheet: str | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> None:
        self._server = Server(session, key)
        self._key = key
        self._title = worksheet
        self._columns = columns or {}
        self._seen: Worksheet | None = None
        self._attempt: Attempt | None = None
        self._told = "", ""  # the version of which a write was refused, and why

    @property
    def requests(self) -> int:
        """HTTP requests made so far, each try of one counted."""
        return self._server.session.sent

    def read(self) -> Table:
        """Read the worksheet as it is now, in one request; see `sync.sheets.Sheet`."""
        try:
            answer, content = self._server.get(FIELDS, self._title)
        except NoWorksheetError:
            raise self._no_worksheet() from None
        properties = answer.get("properties", {})
        seen, others = self._chosen(worksheets(answer))
        self._seen = seen
        return Table(
            source=self._key,
            worksheet=seen.title,
            rows=seen.rows,
            version=hashlib.sha256(content).hexdigest(),
            marked=seen.marked,
            locale=properties.get("locale"),
            timezone=properties.get("timeZone"),
            url=f"https://docs.google.com/spreadsheets/d/{self._key}/edit#gid={seen.sheet_id}",
            title=properties.get("title"),
            attempt=self._attempt,
            others=others,
        )

    def write(self, table: Table, change: SheetChange) -> str | None:
        """Write `change`, which was planned from the last `read`; see `sync.sheets.Sheet`.

        Whether a cell of a row without an ID has landed can only be seen by reading again.
        """
        if not change:
            return table.version
        try:
            return self._write(table, change)
        except SheetChangedError as error:
            told = table.version, str(error)
            if told == self._told:  # the sheet is as it was read, and still it is refused
                raise SheetReadOnlyError(str(error)) from error
            self._told = told
            raise

    def _write(self, table: Table, change: SheetChange) -> str | None:
        assert self._seen is not None  # noqa: S101 a change is planned from a table
        self._attempt = google_values.attempt(self._attempt, table, change)
        metadata = {
            column.field: self._seen.metadata[column.index][1] for column in change.columns if not column.new
        }
        if new := [column for column in change.columns if column.new]:
            metadata |= self._add(self._seen, change.header_row, new)
        before, edits = google_values.standing(table, change), google_values.edited(change)
        expected = {field: values | edits.get(field, {}) for field, values in before.items()}
        landed = all(self._put(piece, metadata, expected) for piece in google_values.pieces(edits))
        known = all(cell.row in before.get(google_values.ID, ()) for cell in change.cells)
        return "" if landed and known else None

    def add_columns(self, table: Table, header_row: int, columns: Sequence[NewColumn]) -> None:
        """Add columns of the user's, right of what the last `read` gave; see `sync.sheets.Sheet`."""
        assert self._seen is not None  # noqa: S101 as in `_write`
        seen, placed = self._seen, to_the_right(table.rows, columns)
        entry = {"metadataId": new_id(), "metadataKey": _ADDED_KEY, "visibility": "DOCUMENT"}
        once = {"developerMetadataLookup": {"metadataId": entry["metadataId"]}}
        requests = [
            # With it the batch is refused when it comes a second time: the columns bear no id of ours.
            {"createDeveloperMetadata": {"developerMetadata": entry | {"location": {"spreadsheet": True}}}},
            *inserted(seen, header_row, placed),
            *google_layout.dressed(seen.sheet_id, columns, header_row, placed[0].index),
        ]
        try:
            self._server.batch_update(requests)
        except SheetChangedError:
            if not self._server.metadata(once):
                raise  # else the batch was taken, and its answer was lost
        answer = self._server.batch_update([{"deleteDeveloperMetadata": {"dataFilter": once}}], _RANGES)
        self._widen(answer, seen, placed)

    def check_writable(self) -> None:
        """Ask for a change of nothing, which takes the right to write. Raises what `write` does."""
        lookup = {"developerMetadataLookup": {"metadataKey": _CHECK_KEY}}
        # Should Google mind that there is nothing to delete, it has let us come as far as that.
        with suppress(SheetChangedError):
            self._server.batch_update([{"deleteDeveloperMetadata": {"dataFilter": lookup}}])

    def _chosen(self, all_of_them: Sequence[Worksheet]) -> tuple[Worksheet, tuple[str, ...]]:
        """Give the worksheet that is meant, and the titles of others that look like it."""
        visible = [each for each in all_of_them if self._title or not each.hidden]
        if not visible:
            raise SheetUnusableError(f"{self._server.what} has no worksheet to be seen")
        candidates = [Candidate(each.title, each.rows, bool(each.marked)) for each in visible]
        chosen, others = choose(candidates, self._columns)
        return visible[chosen], others

    def _no_worksheet(self) -> SheetUnusableError:
        there = ", ".join(each.title for each in worksheets(self._server.get(_TITLES, None)[0]))
        return SheetUnusableError(f"{self._server.what} has no worksheet {self._title}; it has {there}")

    def _add(self, seen: Worksheet, header_row: int, columns: Sequence[Column]) -> dict[str, int]:
        """Add columns of ours; gives field -> the id of the metadata that they bear."""
        requests, ids = added(seen, header_row, columns)
        self._widen(self._server.batch_update(requests, _RANGES), seen, columns)
        return ids

    def _widen(self, answer: Json, seen: Worksheet, columns: Sequence[Column]) -> None:
        """Widen the filter and the tables that, by an answer, end beside new columns."""
        for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ()):
            same = sheet["properties"].get("sheetId", 0) == seen.sheet_id
            if same and (wider := widened(sheet, columns[0].index, len(columns))):
                self._server.batch_update(wider)

    def _put(
        self, piece: google_values.Values, metadata: Mapping[str, int], expected: google_values.Values
    ) -> bool:
        """Write a piece; tell whether it landed on the rows that it was meant for."""
        answer = self._server.put_values(google_values.body(piece, metadata))
        return google_values.landed(answer, piece, metadata, expected)


def key_of(url: str) -> str:
    """Give the key in a spreadsheet's link. Raises ConfigError where there is none."""
    # A published copy has a link too (…/d/e/2PACX…), and no cells that could be read or written.
    match = re.search(r"^https://docs\.google\.com/.*(?:/d/|[?&](?:id|key)=)([\w-]{10,})", url, re.ASCII)
    if not match:
        raise ConfigError(
            f"sheet: {url} is not the link of a Google Sheet; open the sheet and copy the address, "
            "such as https://docs.google.com/spreadsheets/d/…/edit"
        )
    return match[1]


def create(session: Session, title: str, *, worksheet: str, locale: str, timezone: str) -> str:
    """Make a spreadsheet with one empty worksheet; gives its link. `locale` is such as en_GB."""
    properties = {"title": title, "locale": locale, "timeZone": timezone}
    message = {"properties": properties, "sheets": [{"properties": {"title": worksheet}}]}
    made, _ = Server(session, "").call("post", "", message, {"fields": "spreadsheetId"})
    return f"https://docs.google.com/spreadsheets/d/{made['spreadsheetId']}/edit"


def lay_out(session: Session, key: str, requests: Sequence[Json]) -> None:
    """Send requests of a batch, all or none."""
    Server(session, key).batch_update(requests)


class SheetKeeper:
    """Keeps the id of the Google calendar that belongs to a spreadsheet in the spreadsheet's own metadata.

    The spreadsheet's key stands beside it: a copy of the spreadsheet brings the metadata along, and gets a
    calendar of its own all the same. Raises FollowupsError.
    """

    def __init__(self, session: Session, key: str) -> None:
        self._server = Server(session, key)
        self._key = key
        self._lookup = {
            "developerMetadataLookup": {"metadataKey": _CALENDAR_KEY, "locationType": "SPREADSHEET"}
        }

    def load(self) -> str | None:
        """Give the calendar's id, None where there is none yet."""
        values = (value.partition(" ") for value in self._values())
        return next((calendar for key, _, calendar in values if key == self._key and calendar), None)

    def save(self, calendar_id: str) -> None:
        """Keep another calendar's id in the place of what is there."""
        entry = {
            "metadataKey": _CALENDAR_KEY,
            "metadataValue": f"{self._key} {calendar_id}",
            "visibility": "DOCUMENT",
        }
        request: Json = {
            "createDeveloperMetadata": {"developerMetadata": {**entry, "location": {"spreadsheet": True}}}
        }
        if self._values():
            update = {"dataFilters": [self._lookup], "developerMetadata": entry, "fields": "metadataValue"}
            request = {"updateDeveloperMetadata": update}
        self._server.batch_update([request])

    def _values(self) -> list[str]:
        found = self._server.metadata(self._lookup)
        return [entry["developerMetadata"].get("metadataValue", "") for entry in found]
