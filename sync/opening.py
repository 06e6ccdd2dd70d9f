"""Opening what the settings name, wherever it lives: the sheet, and the places that the feed goes to.

Nothing is read yet, and nobody asked. Google's libraries and those of other servers are slow to import, and a
workbook needs none of them.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sync import state
from sync.addresses import GOOGLE_CALENDAR, is_url
from sync.config import Config, Publish
from sync.publish import Publisher
from sync.sheets import Sheet
from sync.sheets.csv import CsvSheet

if TYPE_CHECKING:
    from sync.google.session import Session
    from sync.publish.calendar_place import Keeper, Shared


def scopes(config: Config) -> list[str]:
    """Give what Google is asked for: the least that the settings need."""
    from sync.google import credentials  # noqa: PLC0415 see above

    needed = [credentials.SPREADSHEETS] if config.sheet_path is None else []
    targets = [target.to for target in config.publish]
    if GOOGLE_CALENDAR in targets:
        given = any(target.calendar for target in config.publish)
        needed.append(credentials.EVENTS if given else credentials.CALENDAR)
    if any(to.startswith("gs://") for to in targets):
        needed.append(credentials.STORAGE)
    return needed or [credentials.SPREADSHEETS]


def google_session(config: Config, needed: Sequence[str] | None = None) -> "Session":
    """Give a session of whoever is signed in. Raises ConfigError and GoogleRefusedError, as `load` does."""
    from sync.google import credentials  # noqa: PLC0415 see above
    from sync.google.session import Session  # noqa: PLC0415 see above

    google = config.google
    path = config.resolve(google.credentials)
    account = credentials.load(path, google.auth, google.api_root, needed or [credentials.SPREADSHEETS])
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
    from sync.sheets.excel import ExcelSheet  # noqa: PLC0415 a CSV needs no more than text

    return ExcelSheet(path, name=config.sheet, worksheet=config.worksheet, columns=config.columns)


def open_publisher(config: Config, target: Publish, *, timezone: str) -> Publisher:
    """Give a place that the feed goes to beside its file; `timezone` is the user's. Raises FollowupsError."""
    if is_url(target.to):
        from sync.publish.web import WebFile  # noqa: PLC0415 see above

        hosts = {urlsplit(each.to).hostname for each in config.publish if is_url(each.to)}
        return WebFile(target.to, target.user, os.environ, only_host=len(hosts) == 1)
    if target.to.startswith("s3://"):
        from sync.publish.s3 import S3Object  # noqa: PLC0415 see above

        return S3Object(target.to)
    session = google_session(config, scopes(config))
    if target.to.startswith("gs://"):
        from sync.publish.storage import StorageObject  # noqa: PLC0415 see above

        return StorageObject(target.to, session)
    from sync.publish.google_calendar import GoogleCalendar  # noqa: PLC0415 see above

    place = _shared(config, target.calendar) if target.calendar else _keeper(config, session)
    return GoogleCalendar(session, place, name=config.feed.name, timezone=timezone)


def _shared(config: Config, calendar: str) -> "Shared":
    from sync.publish.calendar_place import Shared  # noqa: PLC0415 see above

    if config.sheet_path is not None:  # which may be moved or renamed, while its feed stays
        return Shared(calendar, state.hashed(str(config.feed_path)))
    from sync.sheets.google import key_of  # noqa: PLC0415 see above

    return Shared(calendar, state.hashed(key_of(config.sheet)))


def _keeper(config: Config, session: "Session") -> "Keeper":
    if config.sheet_path is None:
        from sync.sheets.google import SheetKeeper, key_of  # noqa: PLC0415 see above

        return SheetKeeper(session, key_of(config.sheet))
    from sync.publish.calendar_place import FileKeeper  # noqa: PLC0415 see above

    feed, sheet = (state.hashed(str(path)) for path in (config.feed_path, config.sheet_path))
    return FileKeeper(state.folder(), feed, sheet)
