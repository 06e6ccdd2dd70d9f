"""Interviews in a CSV file: the fields of the tool's own columns change, and every other byte stays.

The encoding is found, not chosen. How text divides into fields is left to `delimited`, what the cells mean to
the core.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sync.core.model import SheetChange, Table
from sync.core.template import NewColumn
from sync.errors import SheetUnusableError
from sync.sheets.cells import to_the_right
from sync.sheets.delimited import Document
from sync.sheets.local import LocalFile, version


class CsvSheet:
    """The CSV file at `path`; `name` is what the settings call it, and the stable name of its source.

    Every cell is text, an empty one None. A CSV has no place for a mark, so the headings are the mark.
    """

    def __init__(self, path: Path, *, name: str | None = None) -> None:
        self._path = path
        self._name = name or str(path)
        self._file = LocalFile(path, self._name)

    @property
    def requests(self) -> int:
        """HTTP requests made so far: none, it is a file."""
        return 0

    def read(self) -> Table:
        """Read the file as it is now; a record is a row, and so is a blank line.

        Raises as `LocalFile.load` does, and SheetUnusableError where it is not text.
        """
        data = self._file.load()
        encoding = _encoding_of(data)
        return Table(
            source=self._name,
            worksheet=self._path.stem,
            rows=Document(self._decoded(data, encoding)).cells(),
            version=version(data),
            keeps_mark=False,
        )

    def write(self, table: Table, change: SheetChange) -> str:
        """Write `change`, which was planned from `table`, in one step; raises as `LocalFile.rewrite` does."""
        if not change:
            return table.version
        return self._file.rewrite(table.version, lambda before: self._edited(before, change))

    def add_columns(self, table: Table, header_row: int, columns: Sequence[NewColumn]) -> None:
        """Add columns of the user's, by their headings alone; raises as `write` does."""
        self.write(table, SheetChange(header_row, to_the_right(table.rows, columns)))

    def check_writable(self) -> None:
        """Raise what `write` would refuse with now: SheetOpenError, SheetReadOnlyError."""
        self._file.check_writable()

    def _edited(self, before: bytes, change: SheetChange) -> bytes:
        encoding = _encoding_of(before)
        document = Document(self._decoded(before, encoding))
        _apply(change, document, encoding)
        return encoding.encode(str(document))

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
