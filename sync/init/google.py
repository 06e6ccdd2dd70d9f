"""What init does at Google's: sign in, make a spreadsheet, read one, lay it out. It decides nothing.

All of it is imported here only when it is used: a workbook on this computer needs none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sync.config import Config
from sync.core.model import Table
from sync.core.template import Template
from sync.errors import ConfigError, GoogleRefusedError
from sync.init.settings_file import Answers

if TYPE_CHECKING:
    from sync.google.credentials import Account
    from sync.google.session import Session
    from sync.sheets.google import GoogleSheet


@dataclass(frozen=True, slots=True)
class Consent:
    """How somebody who is there may sign in: `port` is where the browser answers, 0 for any."""

    open_browser: bool
    port: int
    tell: Callable[[str], None]


@contextmanager
def signed_in(config: Config, consent: Consent | None) -> Iterator["Session"]:
    """Give a session of whoever is signed in already, or with `consent` signs in now.

    Who cannot be asked need not have agreed to more than the sheet yet.
    """
    from sync.google.session import Session  # noqa: PLC0415 see above

    config = config if consent else replace(config, publish=())
    with Session(_account(config, consent), config.google.api_root) as session:
        yield session


def _account(config: Config, consent: Consent | None) -> "Account":
    from sync import opening  # noqa: PLC0415 see above
    from sync.google import credentials  # noqa: PLC0415 see above

    google, scopes = config.google, opening.scopes(config)
    path = config.resolve(google.credentials)
    try:
        return credentials.load(path, google.auth, google.api_root, scopes)
    except GoogleRefusedError:
        if consent is None:
            raise
    return credentials.sign_in(
        path,
        google.auth,
        google.api_root,
        scopes,
        open_browser=consent.open_browser,
        port=consent.port,
        tell=consent.tell,
    )


def address(config: Config, consent: Consent | None) -> str:
    """Sign in for all that the settings name; gives a service account's address, "" for a person."""
    return _account(config, consent).address


def refuse_without_a_drive(session: "Session") -> None:
    """Raise ConfigError for a service account: it has no room for files of its own."""
    if address := session.account.address:
        raise ConfigError(
            "a service account cannot make files of its own: make an empty Google Sheet yourself, share it "
            f"with {address} as Editor, and run `followups init --sheet LINK` with its link"
        )


def create(session: "Session", title: str, template: Template, locale: str, timezone: str) -> str:
    """Make a spreadsheet with one empty worksheet; gives its link."""
    from sync.sheets import google  # noqa: PLC0415 see above

    return google.create(session, title, worksheet=template.title, locale=locale, timezone=timezone)


def opened(session: "Session", answers: Answers) -> "GoogleSheet":
    """Give the worksheet that is meant; nothing is read yet."""
    from sync.sheets import google  # noqa: PLC0415 see above

    key = google.key_of(answers.sheet)
    return google.GoogleSheet(session, key, worksheet=answers.worksheet, columns=answers.columns)


def lay_out(session: "Session", table: Table, template: Template, today: date) -> None:
    """Lay out an empty worksheet in one batch; it keeps its title."""
    from sync.sheets import google, google_layout  # noqa: PLC0415 see above

    sheet_id = int(urlsplit(table.url or "").fragment.removeprefix("gid="))
    requests = google_layout.requests(sheet_id, replace(template, title=table.worksheet), today)
    google.lay_out(session, table.source, requests)
