"""What the stand-in remembers: files, who may open them, and access tokens. Nothing here knows of HTTP."""

import random
import re
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.google.defaults import sheet_properties, spreadsheet_properties
from tests.google.errors import forbidden, not_found
from tests.google.spreadsheet import Sheet, Spreadsheet

if TYPE_CHECKING:
    from tests.google.calendar import Calendar
    from tests.google.storage import Stored

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
USER = "user@example.com"
_ID_ALPHABET = string.ascii_letters + string.digits + "-_"
_ID = re.compile(r"[\w-]{44}")
_WRITERS = {"owner", "organizer", "fileOrganizer", "writer"}


@dataclass
class File:
    """One file of Drive; `access` gives a role by address, `anyone` the role of all who have the link.

    `everybody` is the stand-in's own: whoever is signed in may write, until a test restricts the file.
    """

    spreadsheet: Spreadsheet
    owner: str
    created: datetime
    modified: datetime
    parents: list[str] = field(default_factory=list)
    access: dict[str, str] = field(default_factory=dict)
    anyone: str | None = None
    everybody: bool = True

    @property
    def name(self) -> str:
        return str(self.spreadsheet.properties["title"])

    def role(self, email: str) -> str | None:
        if email == self.owner:
            return "owner"
        return self.access.get(email, "writer" if self.everybody else self.anyone)


@dataclass
class State:
    """All that the servers know. `now` gives the time of day; ids come from `seed`."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seed: int = 0
    files: dict[str, File] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    buckets: dict[str, dict[str, "Stored"]] = field(default_factory=dict)
    calendars: dict[str, "Calendar"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - ids, not secrets

    def new_id(self) -> str:
        return "1" + "".join(self.random.choices(_ID_ALPHABET, k=43))

    def new_number(self) -> int:
        return self.random.randrange(1, 2**31)

    def create(
        self, title: str = "Untitled spreadsheet", owner: str = USER, *, rows: int = 1000, columns: int = 26
    ) -> Spreadsheet:
        """Make a spreadsheet with one empty worksheet; a small one is quicker to answer with."""
        sheets = [Sheet(sheet_properties(0, "Sheet1", 0))]
        sheets[0].set_count("ROWS", rows)
        sheets[0].set_count("COLUMNS", columns)
        return self.add(Spreadsheet(self.new_id(), spreadsheet_properties(title), sheets), owner).spreadsheet

    def add(self, spreadsheet: Spreadsheet, owner: str) -> File:
        file = File(spreadsheet, owner, self.now(), self.now())
        self.files[spreadsheet.id] = file
        return file

    def delete(self, file_id: str) -> None:
        del self.files[file_id]
        self.deleted.add(file_id)

    def spreadsheet(self, spreadsheet_id: str) -> Spreadsheet:
        return self.files[spreadsheet_id].spreadsheet

    def replace(self, spreadsheet: Spreadsheet) -> None:
        """Put a changed copy in the place of the spreadsheet that it was made from."""
        file = self.files[spreadsheet.id]
        file.spreadsheet = spreadsheet
        file.modified = self.now()

    def restrict(self, spreadsheet_id: str) -> None:
        """From now on only the owner and those it was shared with may open it."""
        self.files[spreadsheet_id].everybody = False

    def share(self, spreadsheet_id: str, email: str, role: str = "writer") -> None:
        self.files[spreadsheet_id].access[email] = role

    def opened(self, file_id: str, email: str, *, to_write: bool = False) -> File:
        """Give a file to one who may read or write it; raises ApiError 403 or 404.

        Recorded: an id that is none gives 404, and one of somebody else's files 403.
        assumption: every well-formed id that was never given here is somebody else's file.
        """
        file = self.files.get(file_id)
        if file is None:
            raise forbidden() if _ID.fullmatch(file_id) and file_id not in self.deleted else not_found()
        role = file.role(email)
        if role is None or (to_write and role not in _WRITERS):
            raise forbidden()
        return file
