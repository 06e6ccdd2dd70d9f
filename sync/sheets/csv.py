"""Interviews in a CSV file: the fields of the tool's own columns change, and every other byte stays.

The delimiter, the quoting, the line ends and the encoding are found, not chosen. What the cells mean is
left to the core.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from sync import files
from sync.core.model import SheetChange, Table
from sync.errors import (
    SheetChangedError,
    SheetOpenError,
    SheetReadOnlyError,
    SheetUnusableError,
    TryAgainError,
)

_DELIMITERS = ",;\t|"
_SAMPLE = 20_000  # characters to find the delimiter by
_SPACED = 0.1  # the least that a delimiter counts for where it reads like punctuation
_ANY_WRITE_BIT = 0o222

_SEPARATOR_LINE = re.compile(r'sep=([^"\r\n])(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_OPENED = r'"([^"]*(?:""[^"]*)*)'  # a quote, and all up to the one that closes it
_OPEN = re.compile(_OPENED)
_QUOTED = re.compile(_OPENED + r'"?(.*)', re.DOTALL)


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
            rows=_Document(self._decoded(data, encoding)).cells(),
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
        document = _Document(self._decoded(before, encoding))
        _apply(change, document, encoding)
        after = encoding.encode(str(document))
        if after == before:
            return table.version
        if self._load() != before:  # a large file takes a while to edit, and the user may have saved
            raise changed
        self._replace(after)
        return _version(after)

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
                    f"{self._name} is open in LibreOffice: close it there, or delete {lock} after a crash."
                )

    def _replace(self, data: bytes) -> None:
        # The mode is asked as well: root may write what its owner has protected, and must not.
        if not self._path.stat().st_mode & _ANY_WRITE_BIT or not os.access(self._path, os.W_OK):
            raise SheetReadOnlyError(f"{self._name} is read-only: make it writable.")
        try:
            files.replace(self._path, data)
        except OSError as error:
            raise SheetReadOnlyError(
                f"{self._name} cannot be written ({error.strerror}): its folder must be writable, with room."
            ) from error


def _version(data: bytes) -> str:
    return sha256(data).hexdigest()


def _apply(change: SheetChange, document: "_Document", encoding: "_Encoding") -> None:
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


class _Document:
    """CSV text as records of raw fields, quotes and all; its `str()` is that text again."""

    def __init__(self, text: str) -> None:
        separator_line = _SEPARATOR_LINE.match(text)
        self._head = separator_line.group() if separator_line else ""  # to Excel an order, not a row
        body = text[len(self._head) :]
        self._delimiter = separator_line.group(1) if separator_line else _delimiter_of(body)
        self._records: list[list[str]] = []
        self._ends: list[str] = []
        for fields, end in _records(body, self._delimiter):
            self._records.append(fields)
            self._ends.append(end)
        self._must_quote = re.compile(rf'[{re.escape(self._delimiter)}"\r\n]|^\s|\s$')

    def __str__(self) -> str:
        join = self._delimiter.join
        return self._head + "".join(
            join(fields) + end for fields, end in zip(self._records, self._ends, strict=True)
        )

    def cells(self) -> tuple[tuple[str | None, ...], ...]:
        """Give what the fields say: quotes undone, None for an empty one."""
        return tuple(tuple([_unquoted(field) or None for field in fields]) for fields in self._records)

    def put(self, row: int, column: int, text: str) -> None:
        """Make `text` the cell in `row` (from 1) and `column` (from 0); a short row grows only for a text."""
        fields = self._records[row - 1]
        missing = column - len(fields)
        if missing < 0:
            if text != _unquoted(fields[column]):
                fields[column] = self._quoted(text)
        elif text:
            if row == len(self._records):
                fields[-1] = _closed(fields[-1])
            fields += [self._empty] * missing
            fields.append(self._quoted(text))

    @cached_property
    def _quotes_all(self) -> bool:
        return all(field[:1] in {'"', ""} for fields in self._records for field in fields)

    @cached_property
    def _empty(self) -> str:
        return self._quoted("")

    def _quoted(self, text: str) -> str:
        if self._quotes_all or self._must_quote.search(text):
            return '"' + text.replace('"', '""') + '"'
        return text


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Give each record's raw fields and its line end; the last line end may be empty.

    Joined again they are `text`. As spreadsheet programs have it, a quote opens a quoted field only as its
    first character, one that is not closed reaches to the end, and what follows a closing quote belongs to
    the field.
    """
    stop = re.escape(delimiter)
    field = rf'(?:"[^"]*(?:""[^"]*)*"?)?[^{stop}\r\n]*'
    record = re.compile(rf"({field}(?:{stop}{field})*)(\r\n|\r|\n|\Z)")
    each_field = re.compile(rf"(?:\A|{stop})({field})")
    for fields, end in record.findall(text):
        if fields or end:
            yield each_field.findall(fields) if '"' in fields else fields.split(delimiter), end


def _unquoted(field: str) -> str:
    """Give what `field` says; only its first character opens a quote, a later quote stands for itself."""
    if field[:1] != '"':
        return field
    inside = field[1:-1]
    if '"' not in inside and field[-1] == '"':
        return inside
    return _QUOTED.sub(lambda match: match[1].replace('""', '"') + match[2], field)


def _closed(field: str) -> str:
    """Close an open quote, so that what is appended does not become part of the user's last cell."""
    return field + '"' if _OPEN.fullmatch(field) else field


def _delimiter_of(text: str) -> str:
    return max(_DELIMITERS, key=lambda delimiter: _score(text, delimiter))


def _score(text: str, delimiter: str) -> float:
    """Rate how well `delimiter` divides the first records.

    It ought to stand in all of them (prose in a cell does not reach the header row), equally often in as
    many as possible (title lines and short rows do not agree), and without a space after it.
    """
    sample = [fields for fields, _ in _records(text[:_SAMPLE], delimiter)]
    separators = Counter(len(fields) - 1 for fields in sample)
    divided = len(sample) - separators.pop(0, 0)
    if not divided:
        return 0
    agreeing = max(records * each for each, records in separators.items())
    after = [field for fields in sample for field in fields[1:]]
    tight = sum(not field.startswith(" ") for field in after) / len(after)
    return divided**2 * agreeing * max(tight, _SPACED)
