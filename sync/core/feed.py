"""The feed: what it remembers for the next run, and its bytes. Which events are in it is left to `compose`.

What must outlive a run (sequences, dates, fingerprints, the sheet it came from) stands in the feed itself,
so that there is no state beside it to lose.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from icalendar import Calendar, Timezone, TimezoneStandard, vText

from sync.core.identity import Print
from sync.core.memory import Remembered
from sync.core.model import Seen
from sync.core.values import clean
from sync.core.vevent import Published

# A line that starts so starts a VEVENT: folded text starts with a space.
_BETWEEN = b"\r\nBEGIN:VEVENT\r\n"
_SOURCE = re.compile(rb"^X-FOLLOWUPS-SOURCE:([0-9a-z]+)\r\n", re.MULTILINE)
_ROW = re.compile(rb"^X-FOLLOWUPS-ROW:([0-9a-z]{8}) ([0-9a-z-]{16})\r\n", re.MULTILINE)
_SEEN = re.compile(
    rb"^X-FOLLOWUPS-SEEN:([0-9a-z]{8}) ([a-z_]+(?:\.[0-9a-z]+)?) "
    rb"(\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d|-) ([0-9a-z]+)\r\n",
    re.MULTILINE,
)
_COLUMN = re.compile(rb"^X-FOLLOWUPS-COLUMN:([a-z_]+) ([A-Za-z0-9 ()-]+)\r\n", re.MULTILINE)
_FIELD = re.compile(rb"^X-FOLLOWUPS-FIELD:([0-9a-z]+) ([a-z_]+(?: \d+)?)\r\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the sheet it was made from (hashed), what it remembers, and its events by UID."""

    source: str = ""
    rows: Mapping[str, Remembered] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)  # ours whose heading is not the usual one
    events: Mapping[str, Published] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)  # the user's -> its heading, hashed

    @classmethod
    def read(cls, data: bytes) -> "Feed | None":
        """Read back what we published. None for a file that is not ours; b"" is an empty feed."""
        if not data.strip():
            return cls()
        head, *blocks = data.split(_BETWEEN)
        head += b"\r\n"  # the line end of what is remembered last
        source = _SOURCE.search(head)
        if source is None:
            return None
        seen: dict[bytes, dict[str, Seen]] = defaultdict(dict)
        for id_, name, on, day, text in _SEEN.findall(head):
            with suppress(ValueError):  # a date that is none costs what it dates
                day_then = None if day == b"-" else date.fromisoformat(day.decode())
                seen[id_][name.decode()] = Seen(date.fromisoformat(on.decode()), day_then, text.decode())
        rows = {
            id_.decode(): Remembered(Print.read(print_.decode()), seen.get(id_, {}))
            for id_, print_ in _ROW.findall(head)
        }
        columns = {name.decode(): heading.decode() for name, heading in _COLUMN.findall(head)}
        events = filter(None, map(Published.read, blocks))
        fields = {name.decode(): heading.decode() for heading, name in _FIELD.findall(head)}
        return cls(source[1].decode(), rows, columns, {event.uid: event for event in events}, fields)

    def render(self, name: str) -> bytes:
        """Give the bytes of the .ics file, the same for the same feed. `name` is what calendars show."""
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//interview-followups//EN")
        calendar["NAME"] = calendar["X-WR-CALNAME"] = vText(clean(name))
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
        end = b"END:VCALENDAR\r\n"
        head = calendar.to_ical(sorted=False).removesuffix(end)
        memory = "".join(self._memory()).encode()
        events = [bytes(self.events[uid]) for uid in sorted(self.events)]
        return b"".join((head, memory, *(events or [_utc()]), end))

    def _memory(self) -> Iterator[str]:
        yield f"X-FOLLOWUPS-SOURCE:{self.source}\r\n"
        for name, heading in sorted(self.columns.items()):
            yield f"X-FOLLOWUPS-COLUMN:{name} {heading}\r\n"
        for name, heading in sorted(self.fields.items()):
            yield f"X-FOLLOWUPS-FIELD:{heading} {name}\r\n"
        for id_, row in sorted(self.rows.items()):
            yield f"X-FOLLOWUPS-ROW:{id_} {row.print}\r\n"
            for name, (on, day, text) in sorted(row.seen.items()):
                yield f"X-FOLLOWUPS-SEEN:{id_} {name} {on} {day or '-'} {text}\r\n"


def _utc() -> bytes:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 a local time, as RFC 5545 3.6.5 asks
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    standard.add("tzname", "UTC")
    zone.add_component(standard)
    return bytes(zone.to_ical(sorted=False))
