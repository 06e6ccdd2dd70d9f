"""The part of `followups check` about the feed: its file, the places it goes to, and who can reach it.

Each check gives its sentence, and raises FollowupsError where something fails. No sentence has the path of
`public_url` in it: that may be a secret.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sync import files, state
from sync.addresses import GOOGLE_CALENDAR, is_loopback
from sync.check.line import Hint
from sync.config import NAME, Config, Publish
from sync.core.feed import Feed
from sync.core.values import counted
from sync.errors import ConfigError, FollowupsError, TryAgainError
from sync.opening import open_publisher
from sync.publish.file import FeedFile

if TYPE_CHECKING:
    import requests

PATIENCE = 10  # seconds to wait for public_url


def can_be_made(path: Path, name: str, error: type[FollowupsError]) -> tuple[str, None]:
    """Raise `error` unless a file can be made at `path`, and the folders that lead there."""
    parents = Path(os.path.realpath(path)).parents
    nearest = next(folder for folder in parents if os.access(folder, os.F_OK))
    if not nearest.is_dir():
        raise error(f"{name} cannot be written: {nearest.name} is not a folder")
    if not files.may_write(nearest):
        raise error(f"{name} cannot be written: make the folder {nearest} writable for this user")
    return "its folder is writable", None


def file(config: Config) -> tuple[str, None]:
    """Check that the feed can be read back and written."""
    path, name = config.feed_path, config.feed.path
    events = FeedFile(path, name).read().events
    can_be_made(path, name, ConfigError)
    state.folder()  # where a run locks the feed and the sheet
    count = counted(len(events), "event")
    return f"{name}, {count}" if path.exists() else f"{name} will be made", None


def target(config: Config, place: Publish, machine_timezone: str) -> tuple[str, None]:
    """Check one more place that the feed goes to, without writing there."""
    publisher = open_publisher(config, place, timezone=config.timezone or machine_timezone)
    return publisher.check(), None


def calendar(config: Config) -> tuple[str, None]:
    """Say how reminders come to a calendar app, or that they do not."""
    targets = [place.to for place in config.publish]
    if GOOGLE_CALENDAR in targets:
        return "Google Calendar gets the reminders with each sync, and rings them on every phone", None
    at_once = f'[[publish]] to = "{GOOGLE_CALENDAR}"'
    links = [link for link in (*targets, config.feed.public_url) if link]
    if all(is_loopback(link) for link in links):
        return Hint(
            f"no calendar app on a phone or elsewhere can reach {config.feed.path} on this machine yet; put "
            f"it where they can, and its link into {NAME}: [feed] public_url. For Google Calendar, {at_once}"
        ), None
    return (
        'calendar apps can subscribe to the feed. Apple\'s rings with "Remove Alarms" off. Google Calendar '
        f"looks only every 8 to 24 hours and rings no alarm from a feed; to ring at once: {at_once}"
    ), None


def public_url(config: Config) -> tuple[str, None]:
    """Fetch what others get under `public_url`, and compare it with the feed's file."""
    path, url = config.feed.path, config.feed.public_url or ""
    place = f"{urlsplit(url).hostname}/…"
    ours = FeedFile(config.feed_path, path).content()
    if not ours:
        return f"nothing to compare {place} with: {path} is not there yet; `followups sync` makes it", None
    answer = _fetched(url, place)
    if answer.content != ours:
        raise _difference(ours, answer.content, path, place)
    said = answer.headers.get("Content-Type", "nothing")
    if said.partition(";")[0].strip().lower() == "text/calendar":
        return f"{place} has the same feed as {path}", None
    return Hint(
        f"{place} has the same feed as {path}, but calls it {said}; make the server say text/calendar, or "
        "Google and Outlook may not take it"
    ), None


def _fetched(url: str, place: str) -> "requests.Response":
    import requests  # noqa: PLC0415 heavy, and only for this

    from sync.connection import prepare  # noqa: PLC0415 the same
    from sync.patience import BUSY, LOST, reason  # noqa: PLC0415 the same

    try:
        with requests.Session() as session:
            prepare(session)
            answer = session.get(url, timeout=PATIENCE, headers={"Cache-Control": "no-cache"})
    except LOST as error:
        raise TryAgainError(f"no connection to {place}: {reason(error)}; try again later") from None
    except (requests.RequestException, ValueError):  # such as a redirect in circles, or a host that is none
        raise ConfigError(f"{place} cannot be fetched; mend [feed] public_url in {NAME}") from None
    status = answer.status_code
    if status in BUSY:
        raise TryAgainError(f"{place} does not answer ({status}); try again later")
    if status in {401, 403}:
        raise ConfigError(
            f"{place} asks for a sign-in ({status}), and calendar apps have none; let anybody read it there, "
            "under a name that nobody can guess"
        )
    if not answer.ok:
        raise ConfigError(
            f"{place} has no feed ({status}); publish it there, or mend [feed] public_url in {NAME}"
        )
    return answer


def _difference(ours: bytes, theirs: bytes, path: str, place: str) -> FollowupsError:
    """Say what stands under `public_url` in place of our feed."""
    mend = f"mend [feed] public_url in {NAME}"
    if not theirs.startswith(b"BEGIN:VCALENDAR"):
        return ConfigError(
            f"{place} answers with something else than a calendar, such as a page to sign in; {mend}"
        )
    here, there = Feed.read(ours), Feed.read(theirs)
    if here is None or there is None or here.source != there.source:
        return ConfigError(f"{place} has another calendar than {path}; {mend}")
    newest, other = _last_change(here), _last_change(there)
    if newest and (other is None or other < newest):
        last = f", last changed {other:%Y-%m-%d %H:%M} UTC" if other else ""
        return TryAgainError(
            f"{place} has an older feed than {path}{last}; the next sync mends it, or an hour, where a cache "
            "keeps what it has"
        )
    return TryAgainError(f"{place} has another version of the feed than {path}; the next sync mends it")


def _last_change(feed: Feed) -> datetime | None:
    return max((event.modified for event in feed.events.values()), default=None)
