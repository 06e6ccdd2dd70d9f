"""Google's server of a spreadsheet: requests in, answers out, and refusals as errors that say what to do."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.urls import SPREADSHEETS_API_V4_BASE_URL
from gspread.utils import absolute_range_name

from sync.errors import (
    FollowupsError,
    GoogleRefusedError,
    SheetChangedError,
    SheetNotSharedError,
    SheetReadOnlyError,
    SheetUnusableError,
    TryAgainError,
    WriteDelayedError,
)
from sync.google.api import NOT_GOOGLE
from sync.google.session import Session
from sync.sheets import google_values
from sync.sheets.google_answer import Json

LONGEST_SAID = 200  # characters of what Google says of a refusal
_JSON = {"Content-Type": "application/json; charset=UTF-8"}


class Server:
    """The server of the spreadsheet with this key. "" is none: only `call` may be used then."""

    def __init__(self, session: Session, key: str) -> None:
        account = session.account
        self.session = session
        self.what = f"the spreadsheet https://docs.google.com/spreadsheets/d/{key}"
        self._key = key
        self._account = account.name
        self._client = HTTPClient(account.credentials, session)

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
            raise TryAgainError(NOT_GOOGLE) from error
        if not isinstance(answer, dict):
            raise TryAgainError(NOT_GOOGLE)
        return answer, content

    def _not_read(self, status: int, said: str, error: Json) -> FollowupsError:
        if status == HTTPStatus.BAD_REQUEST and "parse range" in said:
            return NoWorksheetError(said)
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


class NoWorksheetError(SheetUnusableError):
    """There is no worksheet of the name that was asked for."""
