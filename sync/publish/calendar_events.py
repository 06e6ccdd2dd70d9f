"""What a publisher to a Google calendar writes: the feed's events against those that stand there. Pure.

What the user did to an event in the calendar stays: its deletion, and its time, reminders, guests and colour.
Each event bears, where no one sees it, what we wrote last; that tells the user's changes from ours.
"""

import hashlib
from base64 import b32hexencode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sync.core.compose import OF_THE_FEED
from sync.core.values import shorten
from sync.core.vevent import LENGTH, Content, Published, Status

Json = dict[str, Any]
RENDERING = "1"  # goes up when the same event comes to be written otherwise
REMOVED = "removed"
DESCRIPTION = 8192  # characters, the most that Google takes


class Act(StrEnum):
    """What to do to an event; each is a method of the API, but for REMOVE, which patches."""

    INSERT = "insert"
    PATCH = "patch"
    RESTORE = "update"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Known:
    """An event as it stands in the calendar: what we noted on it, and what the user may change."""

    cancelled: bool
    reminders: Json
    mark: str  # the digest of what we wrote last, or REMOVED; empty where the event is none of ours
    start: str  # as we wrote it last
    alarm: str

    @classmethod
    def read(cls, event: Json) -> "Known":
        """Read an Event message. A deleted one may hold no more than its id."""
        private = event.get("extendedProperties", {}).get("private", {})
        return cls(
            cancelled=event.get("status") == "cancelled",
            reminders=event.get("reminders", {}),
            mark=private.get("followups", ""),
            start=private.get("followups-start", ""),
            alarm=private.get("followups-alarm", ""),
        )

    @property
    def reminders_are_ours(self) -> bool:
        """Tell whether they still are as we wrote them."""
        minutes = [f"{each['method']} {each['minutes']}" for each in self.reminders.get("overrides", [])]
        ours = [f"popup {self.alarm}"] if self.alarm else []
        return minutes == ours and not self.reminders.get("useDefault")


@dataclass(frozen=True, slots=True)
class Write:
    """One request: what to do to the event of this id, and the Event message that goes with it."""

    act: Act
    id: str
    body: Json


def event_id(uid: str) -> str:
    """Give the id that an event has in the calendar: base32hex in lower case, as Google asks for it."""
    return b32hexencode(hashlib.sha256(uid.encode()).digest()[:20]).decode().lower()


def planned(events: Iterable[Published], known: Mapping[str, Known], zone: str) -> Iterator[Write]:
    """Compare the feed's events with the calendar's, by id; gives what is to be written.

    An event that was deleted and does not bear our mark of removal was deleted by the user, and stays so.
    """
    wanted = {id_of(event): event for event in events if event.status is not Status.CANCELLED}
    for id_, event in wanted.items():
        there, digest = known.get(id_), _digest(event)
        if there is None:
            yield Write(Act.INSERT, id_, {"id": id_, **_whole(event, digest, zone)})
        elif there.cancelled and there.mark == REMOVED:
            yield Write(Act.RESTORE, id_, {"status": "confirmed", **_whole(event, digest, zone)})
        elif not there.cancelled and there.mark != digest:
            yield Write(Act.PATCH, id_, _changes(event, digest, there, zone))
    for id_, there in known.items():
        if there.mark and not there.cancelled and id_ not in wanted:
            yield Write(Act.REMOVE, id_, {"status": "cancelled"} | _noted(followups=REMOVED))


def id_of(event: Published) -> str:
    """Give an event's id. One of the feed's own comes anew each day: deleted today, it is due tomorrow."""
    return event_id(f"{event.uid} {event.start}" if event.uid in OF_THE_FEED else event.uid)


def _digest(event: Published) -> str:
    text = f"{RENDERING} {event.status} ".encode() + event.body
    return hashlib.blake2b(text, digest_size=8).hexdigest()


def _whole(event: Published, digest: str, zone: str) -> Json:
    content = Content.read(event.body)
    start, times, alarm = _times(content, zone)
    noted = _noted(**{"followups": digest, "followups-start": start, "followups-alarm": alarm})
    return _text(content) | times | _reminders(alarm) | noted


def _changes(event: Published, digest: str, there: Known, zone: str) -> Json:
    """Give what is ours and has changed: a time that we did not move, and reminders of theirs, stay."""
    content = Content.read(event.body)
    start, times, alarm = _times(content, zone)
    body = _text(content)
    if start != there.start:
        body |= times
    if there.reminders_are_ours:
        body |= _reminders(alarm)
    else:
        alarm = there.alarm
    return body | _noted(**{"followups": digest, "followups-start": start, "followups-alarm": alarm})


def _text(content: Content) -> Json:
    body: Json = {
        "summary": content.title,
        "description": shorten(content.description, DESCRIPTION),
        "transparency": "transparent",  # a reminder leaves the user free
    }
    if content.url and content.url.startswith(("https://", "http://")):
        body["source"] = {"title": "Interviews", "url": content.url}
    return body


def _times(content: Content, zone: str) -> tuple[str, Json, str]:
    """Give the start as text, start and end as the API has them, and the reminder's minutes as text.

    No reminder of Google's comes after the start. So a day whose alarm does is an event at that time.
    """
    start, alarm = content.start, content.alarm
    if not isinstance(start, datetime) and alarm is not None and alarm < 0:
        midnight = datetime.combine(start, time(), ZoneInfo(zone))
        start, alarm = (midnight + timedelta(minutes=-alarm)).astimezone(UTC), 0
    minutes = "" if alarm is None else str(alarm)
    if isinstance(start, datetime):
        begin, end = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (start, start + LENGTH))
        # In a patch, null takes away what an event of the other sort has there.
        return (
            begin,
            {"start": {"dateTime": begin, "date": None}, "end": {"dateTime": end, "date": None}},
            minutes,
        )
    begin, end = start.isoformat(), (start + timedelta(days=1)).isoformat()
    return (
        begin,
        {"start": {"date": begin, "dateTime": None}, "end": {"date": end, "dateTime": None}},
        minutes,
    )


def _reminders(alarm: str) -> Json:
    overrides = [{"method": "popup", "minutes": int(alarm)}] if alarm else []
    return {"reminders": {"useDefault": False, "overrides": overrides}}


def _noted(**private: str) -> Json:
    return {"extendedProperties": {"private": private}}
