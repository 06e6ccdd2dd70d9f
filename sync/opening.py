"""Opening the sheet that the settings name, wherever it lives. Nothing is read yet, and nobody asked.

Google's libraries are slow to import, and a workbook needs none of them.
"""

from typing import TYPE_CHECKING

from sync.config import Config
from sync.sheets import Sheet
from sync.sheets.csv import CsvSheet
from sync.sheets.excel import ExcelSheet

if TYPE_CHECKING:
    from sync.google.session import Session


def google_session(config: Config) -> "Session":
    """Give a session of whoever is signed in. Raises ConfigError and GoogleRefusedError, as `load` does."""
    from sync.google import credentials  # noqa: PLC0415 see above
    from sync.google.session import Session  # noqa: PLC0415 see above

    google = config.google
    path = config.resolve(google.credentials)
    account = credentials.load(path, google.auth, google.api_root, [credentials.SPREADSHEETS])
    return Session(account, google.api_root)


def open_sheet(config: Config, session: "Session | None" = None) -> Sheet:
    """Give the sheet, one of Google's through `session` or else a new one. Raises FollowupsError."""
    path = config.sheet_path
    if path is None:
        from sync.sheets.google import GoogleSheet, key_of  # noqa: PLC0415 see above

        key = key_of(config.sheet)
        session = session or google_session(config)
        return GoogleSheet(session, key, worksheet=config.worksheet, columns=config.columns)
    if path.suffix.lower() == ".csv":
        return CsvSheet(path, name=config.sheet)
    return ExcelSheet(path, name=config.sheet, worksheet=config.worksheet, columns=config.columns)
