"""followups.toml -> one frozen Config, with every mistake in the file told at once.

What the file may say is left to `sync.config_file`, and whether the sheet it names is there to the sheet.
"""

import difflib
import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sync.addresses import GOOGLE_CALENDAR, NOT_SAFE, is_safe, is_url
from sync.config_file import FILE, File
from sync.config_values import zone
from sync.core.settings import Answer, Ask, CheckIn, Feed, Me, References, Rules, Settings, ThankYou
from sync.core.workdays import subdivisions
from sync.errors import ConfigError

NAME = "followups.toml"
PAGE = "index.html"
EMBEDDED_SHEET = "interviews.xlsx"
API_ROOT = "FOLLOWUPS_GOOGLE_API_ROOT"
_LACKS_QUOTES = ("Invalid value", "Invalid hex value", "Unescaped ")  # as tomllib begins to say it
_IN_QUOTES = "write text in quotes, and a Windows path in single ones: 'C:\\Users\\me\\interviews.xlsx'"
LONGEST_SHOWN = 60  # characters of a wrong value; enough to find it by
MONTH_FIRST_REGIONS = frozenset({"FM", "MH", "PH", "PW", "US"})
YEAR_FIRST_REGIONS = frozenset({"CA", "ZA"})
YEAR_FIRST_LANGUAGES = frozenset({"eu", "fa", "hu", "ja", "ko", "lt", "mn", "ne", "si", "sv", "zh"})


@dataclass(frozen=True, slots=True)
class Google:
    """How to sign in to Google: the path of the credentials as it is spelled, and where the servers are."""

    auth: Literal["oauth", "service-account"] | None = None  # None: told by the file
    credentials: str = "credentials.json"
    api_root: str | None = None  # without a slash at its end; None: Google's own servers


@dataclass(frozen=True, slots=True)
class Publish:
    """One more place for the feed: google-calendar, or an address.

    `user` signs in to an https:// one; `calendar` is the id of a calendar that is there already.
    """

    to: str
    user: str | None = None
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says, paths and names as it spells them, and defaults where they need no sheet."""

    path: Path | None  # the file; None for the embedded default
    folder: Path  # absolute; what relative paths are relative to
    digest: str  # of the file's bytes: another one means that a setting may have changed
    sheet: str
    worksheet: str | None
    timezone: str | None
    country: str | None
    subdivision: str | None
    day_first: bool | None
    me: Me
    columns: Mapping[str, str]
    rules: Rules
    sheet_columns: frozenset[str]
    feed: Feed
    drafts: str | None
    google: Google
    publish: tuple[Publish, ...] = ()

    @property
    def embedded(self) -> bool:
        """Whether there is no file, and the tool runs on its built-in example."""
        return self.path is None

    @property
    def sheet_path(self) -> Path | None:
        """Where the sheet's file is; None for one that lives on the web."""
        return None if is_url(self.sheet) else self.resolve(self.sheet)

    @property
    def feed_path(self) -> Path:
        """Where the feed is written."""
        return self.resolve(self.feed.path)

    @property
    def page_path(self) -> Path:
        """Where the agenda page is written: beside the feed."""
        return self.feed_path.with_name(PAGE)

    @property
    def drafts_folder(self) -> Path | None:
        """Where the user's own templates are; None for the built-in ones only."""
        return None if self.drafts is None else self.resolve(self.drafts)

    def resolve(self, path: str) -> Path:
        """Make a path of the settings absolute."""
        return self.folder / Path(path).expanduser()

    def settings(
        self, *, sheet_timezone: str | None, sheet_locale: str | None, machine_timezone: str
    ) -> Settings:
        """Give the core its settings: what the file leaves open comes from the sheet or the machine.

        Time zones are IANA names and the locale is one such as en_GB; an unknown one counts as none. Raises
        ConfigError where no time zone is left.
        """
        timezone = zone(self.timezone) or zone(sheet_timezone) or zone(machine_timezone)
        if timezone is None:
            raise ConfigError(
                f"timezone: {_shown(machine_timezone)}, as this machine calls its own, is not known; "
                f'name yours in {NAME}, such as timezone = "Europe/London"'
            )
        language, region = _language_and_region(sheet_locale)
        return Settings(
            timezone=timezone,
            country=self.country or (region if region and subdivisions(region) is not None else None),
            subdivision=self.subdivision,
            day_first=_day_first(language, region) if self.day_first is None else self.day_first,
            me=self.me,
            columns=self.columns,
            rules=self.rules,
            sheet_columns=self.sheet_columns,
            feed=self.feed,
        )


def load(
    path: Path | None, *, cwd: Path, user_config_dir: Path, environ: Mapping[str, str] = MappingProxyType({})
) -> Config:
    """Read the settings from `path`, else from the working folder, else from the user's config folder.

    With none of them, the embedded default: a workbook in the working folder. Of the environment only
    FOLLOWUPS_GOOGLE_API_ROOT counts, and it goes before the file. Raises ConfigError with a line for each
    mistake, or where a `path` was given and is not there.
    """
    for candidate in [cwd / path] if path else [cwd / NAME, user_config_dir / NAME]:
        name = str(candidate.relative_to(cwd) if candidate.is_relative_to(cwd) else candidate)
        try:
            data = candidate.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise ConfigError(f"{name}: cannot be read ({error.strerror})") from error
        return _config(_validate(_parse(data, name), name), candidate.absolute(), cwd, data, environ)
    if path:
        raise ConfigError(f"{path}: there is no such file; --config takes the path of a {NAME}")
    return _config(_validate({"sheet": EMBEDDED_SHEET}, NAME), None, cwd, b"", environ)


def _parse(data: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))  # some editors put a BOM before UTF-8
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: is not UTF-8 text; save it with the encoding UTF-8") from error
    except ValueError as error:
        what, _, where = str(error).partition(" (at ")  # tomllib ends with: (at line 3, column 7)
        mend = f"; {_IN_QUOTES}" if what.startswith(_LACKS_QUOTES) else ""
        raise ConfigError(f"{', '.join(filter(None, [name, where.rstrip(')')]))}: {what}{mend}") from error


def _validate(data: Mapping[str, Any], name: str) -> File:
    try:
        return FILE.model_validate(data)
    except ValidationError as error:
        lines = [f"{name}: {_sentence(mistake)}" for mistake in error.errors(include_url=False)]
        raise ConfigError("\n".join(lines)) from None


def _sentence(mistake: ErrorDetails) -> str:
    """Say where the mistake is, what stands there, and what would be accepted."""
    # Of a list, which entry: counted from 1, as people do.
    keys = [str(key + 1) if isinstance(key, int) else key for key in mistake["loc"]]
    where = ".".join(key if re.fullmatch(r"[\w-]+", key, re.ASCII) else json.dumps(key) for key in keys)
    shown = _shown(mistake["input"])
    if keys[0] == "publish":  # the address of a server may have a password in it
        shown = re.sub(r"//.*@", "//…@", shown)
    not_a_section = "is not a section; write its settings under"
    match mistake["type"]:
        case "extra_forbidden":
            nearest = difflib.get_close_matches(keys[-1], _known_keys(keys[:-1]), n=1)
            return f"{where}: is not a setting" + "".join(f"; did you mean {key}?" for key in nearest)
        case "missing":
            example = EMBEDDED_SHEET if keys == ["sheet"] else GOOGLE_CALENDAR
            return f'{where}: is missing; write a line such as {keys[-1]} = "{example}"'
        case "model_type" if keys[-1].isdecimal():
            return f"{where}: {shown} {not_a_section} [[{keys[0]}]]"
        case "model_type":
            return f"{where}: {shown} {not_a_section} [{where}]"
        case _:
            return f"{where}: {shown} {mistake['ctx']['error']}"


def _known_keys(section: list[str]) -> list[str]:
    shape: Any = FILE
    for key in section:
        shape = get_args(shape)[0] if key.isdecimal() else shape.model_fields[key].annotation
    return list(shape.model_fields)


def _shown(value: object) -> str:
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _config(file: File, path: Path | None, cwd: Path, data: bytes, environ: Mapping[str, str]) -> Config:
    return Config(
        path=path,
        folder=path.parent if path else cwd.absolute(),
        digest=hashlib.sha256(data).hexdigest(),
        sheet=file.sheet,
        worksheet=file.worksheet,
        timezone=file.timezone,
        country=file.country,
        subdivision=file.subdivision,
        day_first=file.day_first,
        me=Me(**dict(file.me)),
        columns=file.columns.model_dump(exclude_none=True),
        rules=Rules(
            thank_you=ThankYou(**dict(file.rules.thank_you)),
            references=References(**dict(file.rules.references)),
            check_in=CheckIn(**dict(file.rules.check_in)),
            ask=Ask(**dict(file.rules.ask)),
            reply=Answer(**dict(file.rules.reply)),
            offer_call=Answer(**dict(file.rules.offer_call)),
            feedback=Answer(**dict(file.rules.feedback)),
        ),
        sheet_columns=frozenset(field for field, written in file.sheet_columns if written),
        feed=Feed(**dict(file.feed)),
        drafts=file.drafts.folder,
        publish=tuple(Publish(each.to, each.user, each.calendar) for each in file.publish),
        google=Google(file.google.auth, file.google.credentials, _api_root(file.google.api_root, environ)),
    )


def _api_root(in_file: str | None, environ: Mapping[str, str]) -> str | None:
    root = environ.get(API_ROOT) or in_file
    if root and not is_safe(root):
        raise ConfigError(f"{API_ROOT}: {_shown(root)} {NOT_SAFE}")
    return root.rstrip("/") if root else None


def _language_and_region(locale: str | None) -> tuple[str | None, str | None]:
    """Take en_GB, en-GB, zh_Hant_TW or de apart."""
    match = re.match(
        r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}))?(?![a-z])", locale or "", re.IGNORECASE
    )
    if not match:
        return None, None
    language, region = match.groups()
    return language.lower(), region and region.upper()


def _day_first(language: str | None, region: str | None) -> bool | None:
    """Tell the order of 03/04/2026; None where usage is divided, or starts with the year."""
    if region in MONTH_FIRST_REGIONS:
        return False
    undecided = region is None and language in {None, "en"}
    if undecided or language in YEAR_FIRST_LANGUAGES or region in YEAR_FIRST_REGIONS:
        return None
    return True
