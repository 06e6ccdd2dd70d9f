"""One VEVENT: icalendar renders it, and what later runs must know of it is read back without a parser.

An event is a head of six lines, in a fixed order, and a body. The head holds what moves (DTSTAMP, SEQUENCE)
and what we remember; the body is what the user sees. Two events are the same when their bodies are.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from icalendar import Alarm, Event, vCategory, vDatetime, vDuration, vText, vUri
from icalendar.parser import Contentline

LENGTH = timedelta(minutes=15)
STAMP = "%Y%m%dT%H%M%SZ"

_HEAD = re.compile(
    rb"UID:(?P<uid>[^\r\n]+)\r\nDTSTAMP:\d{8}T\d{6}Z\r\nLAST-MODIFIED:(?P<stamp>\d{8}T\d{6}Z)"
    rb"\r\nSEQUENCE:(?P<sequence>\d{1,9})\r\nSTATUS:[A-Z]+\r\n"
    rb"X-FOLLOWUPS-STATE:(?P<status>[a-z]+) (?P<digest>[0-9a-z]+)\r\n"
)
_AFTER = b"\r\nEND:VEVENT"  # a line that starts so ends an event: folded text starts with a space
_TITLE = re.compile(rb"^SUMMARY:([^\r]*(?:\r\n [^\r]*)*)", re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")
_START = re.compile(rb"^DTSTART(?:;VALUE=DATE)?:(\d{8}(?:T\d{6}Z)?)", re.MULTILINE)
BEGIN, END = "BEGIN:VEVENT", "END:VEVENT"
_CHUNK = re.compile(r".{0,73}[^\\^]|.{1,74}", re.DOTALL)


class Status(StrEnum):
    """What an event in the feed is: something to do, something done, or something withdrawn."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Content:
    """What an event shows. `alarm` is in minutes before the start, None for none.

    `start` is in UTC; a date without a time is a whole day, which starts at midnight wherever it is read.
    """

    start: datetime | date
    title: str
    description: str
    url: str | None
    alarm: int | None
    category: str = ""

    def render(self) -> bytes:
        """Give the body: the lines between the head and END:VEVENT, folded and escaped by icalendar."""
        event = Event()
        if isinstance(self.start, datetime):
            event["DTSTART"] = vDatetime(self.start)
            event["DTEND"] = vDatetime(self.start + LENGTH)
        else:
            event.add("DTSTART", self.start)
            event.add("DTEND", self.start + timedelta(days=1))
        event["SUMMARY"] = vText(self.title)
        if self.description:
            event["DESCRIPTION"] = vText(self.description)
        if self.category:
            event["CATEGORIES"] = vCategory([self.category])
        event["TRANSP"] = vText("TRANSPARENT")  # a reminder leaves the user free
        if self.url:
            event["URL"] = vUri(self.url)
        if self.alarm is not None:
            alarm = Alarm()
            alarm["ACTION"] = vText("DISPLAY")
            alarm["DESCRIPTION"] = vText(self.title)
            alarm["TRIGGER"] = vDuration(-timedelta(minutes=self.alarm))
            event.add_component(alarm)
        lines = event.content_lines(sorted=False)
        return b"".join(_folded(line) + b"\r\n" for line in lines if line not in {"", BEGIN, END})

    @classmethod
    def read(cls, body: bytes) -> "Content":
        """Read back what `render` gave."""
        event = Event.from_ical(b"".join((BEGIN.encode(), b"\r\n", body, END.encode(), b"\r\n")))
        triggers = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
        return cls(
            start=event.decoded("DTSTART"),
            title=str(event["SUMMARY"]),
            description=str(event.get("DESCRIPTION", "")),
            url=str(event["URL"]) if "URL" in event else None,
            alarm=-triggers[0] // timedelta(minutes=1) if triggers else None,
            category=", ".join(map(str, event.decoded("CATEGORIES", []))),
        )


@dataclass(frozen=True, slots=True)
class Published:
    """An event as a feed holds it. `digest` stands for all that its body was made from."""

    uid: str
    stamp: str  # DTSTAMP and LAST-MODIFIED, in UTC
    sequence: int
    status: Status
    digest: str
    body: bytes

    def __bytes__(self) -> bytes:
        status = "CANCELLED" if self.status is Status.CANCELLED else "CONFIRMED"
        head = (
            f"{BEGIN}\r\nUID:{self.uid}\r\nDTSTAMP:{self.stamp}\r\nLAST-MODIFIED:{self.stamp}\r\n"
            f"SEQUENCE:{self.sequence}\r\nSTATUS:{status}\r\n"
            f"X-FOLLOWUPS-STATE:{self.status} {self.digest}\r\n"
        )
        return b"".join((head.encode(), self.body, END.encode(), b"\r\n"))

    @classmethod
    def read(cls, lines: bytes) -> "Published | None":
        """Read an event back from what follows its BEGIN; None for one that is not ours, or not whole."""
        found = _HEAD.match(lines)
        end = lines.find(_AFTER, found.end() - len(b"\r\n")) if found else -1
        if found is None or end < 0:
            return None
        try:
            uid, stamp_, sequence, status, digest = map(bytes.decode, found.groups())
            _instant(stamp_)  # refuses a date that is none
            body = lines[found.end() : end + len(b"\r\n")]
            return cls(uid, stamp_, int(sequence), Status(status), digest, body)
        except ValueError:
            return None

    @property
    def modified(self) -> datetime:
        """When it last changed, in UTC."""
        return _instant(self.stamp)

    @property
    def start(self) -> datetime | date:
        """When it is due, in UTC; a date for one that lasts the whole day."""
        found = _START.search(self.body)
        if not found:
            return self.modified
        text = found[1].decode()
        return _instant(text) if "T" in text else date.fromisoformat(text)

    @property
    def title(self) -> str:
        """The title as it was published, for a run that no longer knows the row."""
        found = _TITLE.search(self.body)
        return _ESCAPED.sub(r"\1", found[1].replace(b"\r\n ", b"").decode()) if found else self.uid

    def changed(self, status: Status, digest: str, body: bytes, now: datetime) -> "Published":
        """Give the event with new content. SEQUENCE and the stamps move only where it differs."""
        if status is self.status and body == self.body:
            return self
        return Published(self.uid, stamp(now), self.sequence + 1, status, digest, body)


def stamp(now: datetime) -> str:
    """Write an instant as DTSTAMP has it."""
    return now.astimezone(UTC).strftime(STAMP)


@lru_cache  # a feed holds thousands of events of a few runs
def _instant(stamp_: str) -> datetime:
    return datetime.fromisoformat(stamp_)


def _folded(line: Contentline) -> bytes:
    """Fold a line as icalendar does, but without its walk over each character where all are ASCII.

    That walk is half of the time of a first run with ten thousand rows.
    """
    if not line.isascii():
        return bytes(line.to_ical())
    return "\r\n ".join(_CHUNK.findall(line)).encode()
