"""Interviews in a Google Sheet: one request to read, one to write, and never a cell of the user's.

The server knows no precondition. So a write finds the tool's columns by the metadata that they bear, wherever
they have been moved to, and its answer tells whether the rows are still the same. Signing in and trying again
are left to `sync.google`; what is asked and answered, to the modules beside this one.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus

from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.urls import SPREADSHEETS_API_V4_BASE_URL
from gspread.utils import absolute_range_name

from sync.core.model import Attempt, Column, SheetChange, Table
from sync.core.template import NewColumn
from sync.core.worksheets import Candidate, choose
from sync.errors import (
    ConfigError,
    FollowupsError,
    GoogleRefusedError,
    SheetChangedError,
    SheetNotSharedError,
    SheetReadOnlyError,
    SheetUnusableError,
    TryAgainError,
    WriteDelayedError,
)
from sync.google.session import Session
from sync.sheets import google_layout, google_values
from sync.sheets.cells import to_the_right
from sync.sheets.google_answer import FIELDS, Json, Worksheet, worksheets
from sync.sheets.google_columns import added, inserted, new_id, widened

TIMEOUT = (5.0, 60.0)  # seconds to connect, and to wait for the next piece of an answer
LONGEST_SAID = 200  # characters of what Google says of a refusal
_JSON = {"Content-Type": "application/json; charset=UTF-8"}
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
        self._server = _Server(session, key)
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
        except _NoWorksheetError:
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
    made, _ = _Server(session, "").call("post", "", message, {"fields": "spreadsheetId"})
    return f"https://docs.google.com/spreadsheets/d/{made['spreadsheetId']}/edit"


def lay_out(session: Session, key: str, requests: Sequence[Json]) -> None:
    """Send requests of a batch, all or none."""
    _Server(session, key).batch_update(requests)


class SheetKeeper:
    """Keeps the id of the Google calendar that belongs to a spreadsheet in the spreadsheet's own metadata.

    The spreadsheet's key stands beside it: a copy of the spreadsheet brings the metadata along, and gets a
    calendar of its own all the same. Raises FollowupsError.
    """

    def __init__(self, session: Session, key: str) -> None:
        self._server = _Server(session, key)
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


class _Server:
    """The spreadsheet's server: requests in, answers out, and refusals as errors that say what to do."""

    def __init__(self, session: Session, key: str) -> None:
        account = session.account
        self.session = session
        self.what = f"the spreadsheet https://docs.google.com/spreadsheets/d/{key}"
        self._key = key
        self._account = account.name
        self._client = HTTPClient(account.credentials, session)
        self._client.set_timeout(TIMEOUT)

    def get(self, fields: str, worksheet: str | None) -> tuple[Json, bytes]:
        """Get the spreadsheet, one worksheet of it where one is named."""
        params = {"fields": fields} | ({"ranges": absolute_range_name(worksheet)} if worksheet else {})
        return self.call("get", f"/{self._key}", None, params)

    def batch_update(self, requests: Sequence[Json], fields: str = "spreadsheetId") -> Json:
        """Change the spreadsheet, all of it or nothing; `fields` is what to answer."""
        message = {"requests": list(requests), "includeSpreadsheetInResponse": "updatedSpreadsheet" in fields}
        return self._write(f"/{self._key}:batchUpdate", message, fields)

    def metadata(self, data_filter: Json) -> list[Json]:
        """Look developer metadata up; gives MatchedDeveloperMetadata messages."""
        path = f"/{self._key}/developerMetadata:search"
        answer, _ = self.call("post", path, {"dataFilters": [data_filter]}, {})
        found: list[Json] = answer.get("matchedDeveloperMetadata", [])
        return found

    def put_values(self, body: bytes) -> Json:
        """Write cells, found by what their columns bear."""
        return self._write(f"/{self._key}/values:batchUpdateByDataFilter", body, google_values.FIELDS)

    def _write(self, path: str, body: object, fields: str) -> Json:
        try:
            return self.call("post", path, body, {"fields": fields})[0]
        except SheetChangedError:
            raise
        except TryAgainError as error:
            raise WriteDelayedError(f"the cells could not be written: {error}") from error

    def call(self, verb: str, path: str, body: object, params: Mapping[str, str]) -> tuple[Json, bytes]:
        """Make a request; gives its answer, and that as it came. Raises FollowupsError."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        url = f"{SPREADSHEETS_API_V4_BASE_URL}{path}"
        try:
            content = self._client.request(
                verb, url, params=dict(params), data=data, headers=dict(_JSON)
            ).content
            answer = json.loads(content)
        except APIError as error:
            said = " ".join(str(error.error.get("message", "")).split())[:LONGEST_SAID].rstrip(".")
            refusal = self._not_written if verb == "post" else self._not_read
            raise refusal(error.response.status_code, said, dict(error.error)) from error
        except (ValueError, KeyError, TypeError) as error:  # gspread looks into an error without a look
            raise TryAgainError("what answered in Google's place does not speak as Google does") from error
        if not isinstance(answer, dict):
            raise TryAgainError("what answered in Google's place does not speak as Google does")
        return answer, content

    def _not_read(self, status: int, said: str, error: Json) -> FollowupsError:
        if status == HTTPStatus.BAD_REQUEST and "parse range" in said:
            return _NoWorksheetError(said)
        if status == HTTPStatus.BAD_REQUEST and "not supported for this document" in said:
            return SheetUnusableError(
                f"{self.what} is an Excel file in Google Drive; open it, choose File, Save as Google Sheets, "
                "and put the new link into followups.toml"
            )
        if status == HTTPStatus.FORBIDDEN:
            return self._disabled(error) or GoogleRefusedError(
                f"{self.what} is not open to {self._account}: share it with {self._account} as Editor"
            )
        return self._refused(status, said, writing=False)

    def _not_written(self, status: int, said: str, error: Json) -> FollowupsError:
        if status == HTTPStatus.BAD_REQUEST and "protected" in said:
            return SheetReadOnlyError(
                f"{self.what} has a protected range in the way of the tool's columns; "
                f"let {self._account} edit it"
            )
        if status == HTTPStatus.BAD_REQUEST:
            return SheetChangedError(f"{self.what} does not take the cells: {said}")
        if status == HTTPStatus.FORBIDDEN:
            return self._disabled(error) or SheetNotSharedError(
                f"{self.what} may be read but not changed: share it with {self._account} as Editor"
            )
        return self._refused(status, said, writing=True)

    def _disabled(self, error: Json) -> GoogleRefusedError | None:
        """Tell the refusal that is about the project and not about this spreadsheet."""
        for detail in error.get("details", ()):
            if detail.get("reason") == "SERVICE_DISABLED":
                console = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
                where = detail.get("metadata", {}).get("activationUrl", console)
                return GoogleRefusedError(
                    f"the Google Sheets API is switched off for your project: enable it at {where}"
                )
        return None

    def _refused(self, status: int, said: str, *, writing: bool) -> FollowupsError:
        if status == HTTPStatus.CONFLICT:
            return TryAgainError(f"{self.what}: somebody else was at it ({said})")
        kind = SheetReadOnlyError if writing else SheetUnusableError
        if status == HTTPStatus.NOT_FOUND:
            return kind(
                f"there is no {self.what.removeprefix('the ')}; check `sheet` in followups.toml, and that it "
                f"is shared with {self._account} as Editor"
            )
        return kind(f"{self.what}: Google refused the request ({status}: {said})")


class _NoWorksheetError(SheetUnusableError):
    """There is no worksheet of the name that was asked for."""
