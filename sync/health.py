"""What the calendar says where the sheet cannot be used, or has shrunk: one event, all else as it was.

Nobody reads what cron says, but everybody looks at their calendar. Publishing it is left to `sync.run`.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sync.config import Config
from sync.core.compose import HEALTH_UID, unwell
from sync.core.values import short
from sync.core.vevent import Status
from sync.errors import FollowupsError, ShrunkError, TryAgainError
from sync.publish import Publication
from sync.publish.file import FeedFile
from sync.state import StateFile

PATIENCE = timedelta(days=1)
UNREADABLE = "Follow-ups: the sheet cannot be read"
SHRUNK = "Follow-ups: many rows are gone from the sheet"


def publication(
    config: Config, error: FollowupsError, now: datetime, machine_timezone: str
) -> Publication | None:
    """Give the last feed with an event that tells why the sheet cannot be used; None where none is due.

    What time may mend is told once the last good read is more than a day old. Where no feed was published,
    none is made. `now` is aware, `machine_timezone` an IANA name. Raises ConfigError where the feed cannot be
    read back.
    """
    passing = isinstance(error, TryAgainError)
    since = StateFile(str(config.feed_path)).last_read(now)
    if passing and now - since <= PATIENCE:
        return None
    feed = FeedFile(config.feed_path, config.feed.path).read()
    if not feed.source:
        return None
    zone = ZoneInfo(config.timezone or machine_timezone)
    today, told = now.astimezone(zone).date(), feed.events.get(HEALTH_UID)
    # A network fails in many words, and the event is to move once a day, not with each of them.
    if not (passing and told and told.status is Status.OPEN and told.start == today):
        private = config.feed.detail == "private"
        if isinstance(error, ShrunkError):  # it was read, and read well
            title, text = SHRUNK, "No reminder was withdrawn." if private else str(error)
        else:
            said = "The sheet cannot be used." if private else str(error)
            title, read = UNREADABLE, short(since.astimezone(zone))
            text = f"{said}\n\nNo good read since {read}. `followups check` tells more."
        feed = unwell(feed, title, text, today, now, config.feed)
    return Publication(feed, feed.render(config.feed.name))
