"""The failures a user can meet. Each owns its sentence and its exit code; anything else is a bug."""

from typing import ClassVar


class FollowupsError(Exception):
    """An expected failure: one line that says what happened and what to do about it."""

    exit_code: ClassVar[int] = 70


class ConfigError(FollowupsError):
    """Wrong usage or a wrong configuration (exit 2)."""

    exit_code = 2


class SheetUnusableError(FollowupsError):
    """The sheet is not there, is not a spreadsheet, or has no headings to go by (exit 65)."""

    exit_code = 65


class ShrunkError(SheetUnusableError):
    """The shrink guard: too many rows with open follow-ups are gone to believe this read (exit 65)."""


class TryAgainError(FollowupsError):
    """Nothing is wrong that time does not mend: a lock, a network, a quota (exit 75)."""

    exit_code = 75


class GoogleRefusedError(FollowupsError):
    """Google refuses: not signed in, expired, not shared (exit 77)."""

    exit_code = 77


class SheetChangedError(TryAgainError):
    """The sheet was edited between our read and our write. Nothing was written; read again and plan again."""


class WriteRefusedError(FollowupsError):
    """The cells could not be written. The feed may still go out, but for rows whose new ID is not stored."""


class WriteDelayedError(WriteRefusedError, TryAgainError):
    """The server did not take the cells for now, or did not say whether it did (exit 75)."""

    exit_code = 75


class SheetNotSharedError(WriteRefusedError, GoogleRefusedError):
    """Google lets us read the sheet but not change it (exit 77)."""

    exit_code = 77


class SheetOpenError(WriteRefusedError, TryAgainError):
    """The workbook is open in another program, which would overwrite what we write (exit 75)."""

    exit_code = 75


class SheetReadOnlyError(WriteRefusedError, SheetUnusableError):
    """The sheet may be read but not written (exit 65)."""

    exit_code = 65
