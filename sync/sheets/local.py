"""The file that a sheet is kept in: read whole, and replaced whole unless somebody else is at it.

What its bytes mean is left to who asks.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from sync import files
from sync.errors import (
    SheetChangedError,
    SheetOpenError,
    SheetReadOnlyError,
    SheetUnusableError,
    TryAgainError,
)


class LocalFile:
    """The file at `path`; `name` is what it is called in sentences."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name

    def load(self) -> bytes:
        """Read it. Raises SheetUnusableError, and TryAgainError where it cannot be had just now."""
        try:
            return self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise _MissingError(
                f"there is no file {self._name}; `sheet` in followups.toml must name one that exists"
            ) from None
        except (IsADirectoryError, PermissionError) as error:
            raise SheetUnusableError(f"{self._name} cannot be read: {error.strerror}") from error
        except OSError as error:
            raise TryAgainError(f"{self._name} cannot be read just now: {error.strerror}") from error

    def rewrite(self, read: str, edit: Callable[[bytes], bytes]) -> str:
        """Replace it in one step, unless it is no longer the version `read`; gives the new version.

        Raises SheetChangedError, and as `load` and `check_writable` do; in each case nothing was written.
        """
        self._refuse_if_open()
        before = self._load_again()
        if version(before) != read:
            raise self._changed()
        after = edit(before)
        if after == before:
            return read
        if self._load_again() != before:  # an edit may take seconds, and the user may have saved meanwhile
            raise self._changed()
        self._refuse_if_read_only()
        try:
            files.replace(self._path, after)
        except OSError as error:
            raise SheetReadOnlyError(f"{self._name} cannot be written: {error.strerror}") from error
        return version(after)

    def check_writable(self) -> None:
        """Raise what `rewrite` would refuse with now: SheetOpenError, SheetReadOnlyError."""
        self._refuse_if_open()
        self._refuse_if_read_only()

    def _load_again(self) -> bytes:
        try:
            return self.load()
        except _MissingError:  # programs that save may take the old file away before the new one is there
            raise self._changed() from None

    def _changed(self) -> SheetChangedError:
        return SheetChangedError(f"{self._name} was changed after it was read; read it again")

    def _refuse_if_open(self) -> None:
        """Look for the files by which Excel and LibreOffice say that they have it open."""
        for path in (self._path, self._path.resolve()):
            for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
                if lock.exists():
                    raise SheetOpenError(
                        f"{self._name} is open in another program; close it, the next run writes the cells "
                        f"(if no program has it open, delete {lock.name} beside it)"
                    )

    def _refuse_if_read_only(self) -> None:
        for path in (self._path, self._path.resolve().parent):
            if not files.may_write(path):
                raise SheetReadOnlyError(f"{path.name} is read-only; make it writable for this user")


class _MissingError(SheetUnusableError):
    """There is no such file."""


def version(data: bytes) -> str:
    """Tell one content from any other."""
    return sha256(data).hexdigest()
