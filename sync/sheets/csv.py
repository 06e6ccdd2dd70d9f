"""Interviews in a CSV file: the fields of the tool's own columns change, and every other byte stays.

The encoding is found, not chosen. How text divides into fields is left to `delimited`, what the cells mean to
the core.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sync import files
from sync.core.model import SheetChange, Table
from sync.core.template import NewColumn
from sync.errors import (
    SheetChangedError,
    SheetOpenError,
    SheetReadOnlyError,
    SheetUnusableError,
    TryAgainError,
)
from sync.sheets.cells import to_the_right
from sync.sheets.delimited import Document


class CsvSheet:
    """The CSV file at `path`; `name` is what the settings call it, and the stable name of its source.

    Every cell is text, an empty one None. A CSV has no place for a mark, so the headings are the mark.
    """

    def __init__(self, path: Path, *, name: str | None = None) -> None:
        self._path = path
        self._name = name or str(path)

    @property
    def requests(self) -> int:
        """HTTP requests made so far: none, it is a file."""
        return 0

    def read(self) -> Table:
        """Read the file as it is now; a record is a row, and so is a blank line.

        Raises SheetUnusableError where there is no such file or it is not text, TryAgainError where the
        system cannot give it just now.
        """
        data = self._load()
        encoding = _encoding_of(data)
        return Table(
            source=self._name,
            worksheet=self._path.stem,
            rows=Document(self._decoded(data, encoding)).cells(),
            version=_version(data),
            keeps_mark=False,
        )

    def write(self, table: Table, change: SheetChange) -> str:
        """Write `change`, which was planned from `table`, in one step.

        Raises SheetChangedError where the file is no longer what `table` says, SheetOpenError where
        LibreOffice has it open, SheetReadOnlyError where it cannot be written. In each case nothing was.
        """
        if not change:
            return table.version
        self._refuse_if_open()
        before = self._load()
        changed = SheetChangedError(f"{self._name} was edited meanwhile: nothing was written.")
        if _version(before) != table.version:
            raise changed
        encoding = _encoding_of(before)
        document = Document(self._decoded(before, encoding))
        _apply(change, document, encoding)
        after = encoding.encode(str(document))
        if after == before:
            return table.version
        if self._load() != before:  # a large file takes a while to edit, and the user may have saved
            raise changed
        self._replace(after)
        return _version(after)

    def add_columns(self, table: Table, header_row: int, columns: Sequence[NewColumn]) -> None:
        """Add columns of the user's, by their headings alone; raises as `write` does."""
        self.write(table, SheetChange(header_row, to_the_right(table.rows, columns)))

    def check_writable(self) -> None:
        """Raise what `write` would refuse with now: SheetOpenError, SheetReadOnlyError."""
        self._refuse_if_open()
        self._refuse_if_read_only()

    def _load(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            raise SheetUnusableError(
                f"There is no file {self._name}: `sheet` must be a file that exists."
            ) from None
        except IsADirectoryError:
            raise SheetUnusableError(f"{self._name} is a folder: `sheet` must be a file.") from None
        except PermissionError:
            raise SheetUnusableError(f"{self._name} may not be read: give yourself the permission.") from None
        except OSError as error:
            raise TryAgainError(f"{self._name} cannot be read just now: {error.strerror}.") from error

    def _decoded(self, data: bytes, encoding: "_Encoding") -> str:
        try:
            text = encoding.decode(data)
        except UnicodeDecodeError:
            text = None
        if text is None or "\0" in text:
            raise SheetUnusableError(
                f"{self._name} is not a CSV file, whatever its name: save it as CSV (UTF-8), or as .xlsx."
            )
        return text

    def _refuse_if_open(self) -> None:
        for path in (self._path, self._path.resolve()):
            lock = path.with_name(f".~lock.{path.name}#")
            if lock.exists():
                raise SheetOpenError(
                    f"{self._name} is open in LibreOffice: close it there, or after a crash "
                    f"delete {lock.name} beside it."
                )

    def _refuse_if_read_only(self) -> None:
        if not files.may_write(self._path):
            raise SheetReadOnlyError(f"{self._name} is read-only: make it writable.")
        if not files.may_write(self._path.resolve().parent):
            raise SheetReadOnlyError(f"{self._name} cannot be written: its folder must be writable.")

    def _replace(self, data: bytes) -> None:
        self._refuse_if_read_only()
        try:
            files.replace(self._path, data)
        except OSError as error:
            raise SheetReadOnlyError(
                f"{self._name} cannot be written ({error.strerror}): its folder must be writable, with room."
            ) from error


def _version(data: bytes) -> str:
    return sha256(data).hexdigest()


def _apply(change: SheetChange, document: Document, encoding: "_Encoding") -> None:
    index = {column.field: column.index for column in change.columns}
    for column in change.columns:
        if column.new:
            document.put(change.header_row, column.index, encoding.fit(column.heading))
    for edit in change.cells:
        document.put(edit.row, index[edit.field], encoding.fit(_text(edit.value)))


def _text(value: str | datetime | None) -> str:
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value or ""


@dataclass(frozen=True, slots=True)
class _Encoding:
    """How the text is stored. Decoding and encoding again gives the same bytes, the broken ones too."""

    codec: str
    errors: str = "surrogateescape"
    mark: bytes = b""  # the byte order mark

    def decode(self, data: bytes) -> str:
        return data[len(self.mark) :].decode(self.codec, self.errors)

    def encode(self, text: str) -> bytes:
        return self.mark + text.encode(self.codec, self.errors)

    def fit(self, text: str) -> str:
        """Give `text` with what this encoding cannot hold replaced by the nearest that it can, or `?`."""
        if text.isascii() or self._holds(text):
            return text
        return "".join(
            character if self._holds(character) else self._nearest(character) for character in text
        )

    def _nearest(self, character: str) -> str:
        return "".join(filter(self._holds, unicodedata.normalize("NFKD", character))) or "?"

    def _holds(self, text: str) -> bool:
        try:
            text.encode(self.codec, self.errors)
        except UnicodeEncodeError:
            return False
        return True


_BY_MARK = (
    _Encoding("utf-8", mark=b"\xef\xbb\xbf"),
    _Encoding("utf-16-le", "surrogatepass", b"\xff\xfe"),
    _Encoding("utf-16-be", "surrogatepass", b"\xfe\xff"),
)


def _encoding_of(data: bytes) -> _Encoding:
    for encoding in _BY_MARK:
        if data.startswith(encoding.mark):
            return encoding
    utf8 = _Encoding("utf-8")
    text = utf8.decode(data)
    broken = len(text) - len(text.encode("utf-8", "ignore").decode())
    foreign = len(text) - len(text.encode("ascii", "ignore")) - broken
    return _Encoding("cp1252") if broken > foreign else utf8
