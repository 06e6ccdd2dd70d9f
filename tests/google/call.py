"""One request as its handler sees it: who asks, for what, with which parameters and body."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.google.errors import JsonObject
from tests.google.fields import Mask
from tests.google.spreadsheet import Spreadsheet
from tests.google.state import State


@dataclass(frozen=True, slots=True)
class Media:
    """An answer that is no JSON: the bytes of an object."""

    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Call:
    """`params` are those of the path and of the query; `mask` is the query's `fields`, if any."""

    state: State
    email: str
    params: JsonObject
    body: JsonObject = field(default_factory=dict)
    mask: Mask | None = None
    media: bytes = b""

    def option(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as typed by the API
        return self.params.get(name, default)

    def spreadsheet(self) -> Spreadsheet:
        """Give the spreadsheet to read; raises ApiError 403 or 404."""
        return self.state.opened(self.params["spreadsheetId"], self.email).spreadsheet

    def draft(self) -> Spreadsheet:
        """Give a copy to change; `state.replace` makes it the spreadsheet, all at once."""
        file = self.state.opened(self.params["spreadsheetId"], self.email, to_write=True)
        return file.spreadsheet.copy()


Handler = Callable[[Call], JsonObject | Media | None]
