"""Which events are in the feed, and what they show. An event that did not change is copied, not rendered."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sync.core.drafts import Drafts, ingredients
from sync.core.feed import Feed
from sync.core.identity import ID_LENGTH
from sync.core.model import ANSWERS, FollowUp, Kind, State
from sync.core.people import person_key
from sync.core.settings import Feed as FeedSettings
from sync.core.settings import Settings
from sync.core.values import clean, clean_lines, counted, hashed, short, shorten
from sync.core.vevent import Content, Published, Status, stamp

DONE_DAYS = 90  # so long a done event stays: README, "The feed"
CANCELLED_DAYS = 14
TICKED = "\N{CHECK MARK} "
DOMAIN = "interview-followups"
OVERDUE_UID = f"overdue@{DOMAIN}"  # of the one event that gathers what is overdue
HEARTBEAT_UID = f"heartbeat@{DOMAIN}"  # of the one that only a machine that stopped lets come
HEALTH_UID = f"health@{DOMAIN}"  # of the one that says that the sheet cannot be used
OF_THE_FEED = frozenset({OVERDUE_UID, HEARTBEAT_UID, HEALTH_UID})
"""Events that are no follow-up's."""
NINE_O_CLOCK = -9 * 60  # an alarm counts back from the start, and a day starts at midnight
RENDERING = "2"  # goes up when the same follow-up comes to be rendered otherwise


@dataclass(frozen=True, slots=True)
class Composer:
    """What turns one run's follow-ups into a feed. `url` leads to the worksheet, None where nothing does."""

    settings: Settings
    drafts: Drafts
    now: datetime
    url: str | None = None
    _shared: dict[tuple[int, str], hashlib.blake2b] = field(default_factory=dict, repr=False)

    def compose(
        self,
        previous: Feed,
        memory: Feed,
        follow_ups: Iterable[FollowUp],
        held: Iterable[tuple[str, Kind]],
        settled: Iterable[tuple[str, Kind]],
    ) -> Feed:
        """Give the next feed: what is wanted now, and what must still be said of what no longer is.

        `memory` has all that is to be remembered of this run; its events do not count.
        `held` names the follow-ups (Follow-up ID and kind) that a cell which could not be read holds back:
        what was published of them stays as it is. Of those that are `settled` all the same, none stays open.
        """
        wanted, faded, given = self._sort_out(follow_ups)
        events = {uid: self._event(uid, item, previous.events.get(uid)) for uid, item in wanted.items()}
        overdue = [item for item in wanted.values() if item.state is State.OVERDUE]
        if overdue and self.settings.feed.overdue == "roll-up":
            events[OVERDUE_UID] = self._roll_up(overdue, previous.events.get(OVERDUE_UID))
        if self.settings.feed.heartbeat:
            before = previous.events.get(HEARTBEAT_UID)
            events[HEARTBEAT_UID] = self._heartbeat(self.settings.feed.heartbeat, before)
        waiting = tuple(f"{id_}-{kind}" for id_, kind in held)
        over = tuple(f"{id_}-{kind}" for id_, kind in settled)
        for uid, event in previous.events.items():
            if uid in events:
                continue
            if event.status is Status.CANCELLED:
                left = self._while_new(event, CANCELLED_DAYS)
            elif uid.startswith(waiting) and (event.status is Status.DONE or not uid.startswith(over)):
                left = self._discreet(event)
            elif uid not in given and event.status is Status.DONE and _was_answered(uid, memory):
                left = self._while_new(event, DONE_DAYS)
            elif uid not in faded or event.status is Status.OPEN:
                left = self._reduced(event, Status.CANCELLED)
            else:
                continue
            if left:
                events[uid] = left
        gone = {uid[:ID_LENGTH] for uid in events} - memory.rows.keys()
        kept = {id_: row for id_, row in previous.rows.items() if id_ in gone}
        return replace(memory, rows=kept | dict(memory.rows), events=events)

    @property
    def today(self) -> date:
        """The user's day."""
        return self._day(self.now)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.settings.timezone).date()

    def _sort_out(self, follow_ups: Iterable[FollowUp]) -> tuple[dict[str, FollowUp], set[str], set[str]]:
        """Give those that belong in the feed, by UID, and the UIDs of those done too long ago, and of all."""
        wanted, faded, given = {}, set(), set()
        for item in follow_ups:
            uid = uid_of(item)
            given.add(uid)
            if item.state.open:
                wanted[uid] = item
            elif item.state is State.DONE:
                since = max(self._day(item.due), item.done_on or date.min)
                if (self.today - since).days < DONE_DAYS:
                    wanted[uid] = item
                else:
                    faded.add(uid)
        return wanted, faded, given

    def _event(self, uid: str, item: FollowUp, before: Published | None) -> Published:
        status = Status.OPEN if item.state.open else Status.DONE
        digest = self._digest(uid, item, status)
        if before and before.status is status and before.digest == digest:
            return before
        body = self._content(item, status).render()
        if before:
            return before.changed(status, digest, body, self.now)
        return Published(uid, stamp(self.now), 0, status, digest, body)

    def _roll_up(self, overdue: Sequence[FollowUp], before: Published | None) -> Published:
        """Gather what is overdue in one event of today's: old events are where nobody looks any more."""
        count = f"{counted(len(overdue), 'follow-up')} overdue"
        lines = [
            f"{self._title(item)}, since {short(self._day(item.due))}" for item in sorted(overdue, key=_due)
        ]
        lines += ["", f"Sheet: {self.url}"] if self.url else []
        text = clean_lines("\n".join(lines))
        content = Content(self.today, count, text, self.url, _alarm(self.settings.feed), OVERDUE)
        return _moved(OVERDUE_UID, before, content, self.now)

    def _heartbeat(self, days: int, before: Published | None) -> Published:
        """Announce for some days ahead that nothing has been synced since. Each day's first run moves it."""
        title = f"Follow-ups last synced on {short(self.today)}"
        text = "The machine that syncs them has stopped, or has no network. See to it, and this goes away."
        start = self.today + timedelta(days=days)
        content = Content(start, title, text, self.url, _alarm(self.settings.feed), HEALTH)
        return _moved(HEARTBEAT_UID, before, content, self.now)

    def _while_new(self, event: Published, days: int) -> Published | None:
        """Let an old event stay for so many days after it last changed."""
        return self._discreet(event) if (self.today - self._day(event.modified)).days < days else None

    def _discreet(self, event: Published) -> Published:
        """Let an old event stay as it is, unless it tells a name in a feed that tells none any more."""
        if not self._private or event.title.removeprefix(TICKED) in PRIVATE_TITLES.values():
            return event
        return self._reduced(event, event.status)

    def _reduced(self, event: Published, status: Status) -> Published:
        """Give an old event, of whose row nothing is known, with its title and its date alone."""
        kind = _kind_of(event.uid)
        title = event.title
        if self._private and kind:
            title = f"{TICKED if status is Status.DONE else ''}{PRIVATE_TITLES[kind]}"
        alarm = self.settings.feed.alarm if status is Status.OPEN else None
        category = CATEGORIES[kind] if kind else ""
        content = Content(event.start, title, "", self.url, alarm, category)
        return event.changed(status, "0", content.render(), self.now)

    def _title(self, item: FollowUp) -> str:
        return PRIVATE_TITLES[item.kind] if self._private else item.title

    @property
    def _private(self) -> bool:
        return self.settings.feed.detail == "private"

    def _digest(self, uid: str, item: FollowUp, status: Status) -> str:
        """Hash all that the event is made from. What the events of an interview share is hashed once."""
        interview = item.interview
        which = interview.row, interview.part
        if which not in self._shared:
            feed = self.settings.feed
            made_of = (
                RENDERING,
                self.drafts.digest,
                feed.detail,
                feed.alarm,
                self.url,
                interview.contact_email,
            )
            text = repr((made_of, ingredients(interview)))
            self._shared[which] = hashlib.blake2b(text.encode(), digest_size=8)
        its_own = uid, str(status), item.due.isoformat(), item.why, item.owed_thanks, item.who
        digest = self._shared[which].copy()
        digest.update(repr(its_own).encode())
        return digest.hexdigest()

    def _content(self, item: FollowUp, status: Status) -> Content:
        done = status is Status.DONE
        title = self._title(item)
        paragraphs = [item.why]
        if not self._private:
            paragraphs += [] if done else [self.drafts.render(item)]
            paragraphs += ["\n".join(_contacts(item))]
        paragraphs += [f"Sheet: {self.url}"] if self.url else []
        return Content(
            start=item.due,
            title=shorten(clean(f"{TICKED}{title}" if done else title), 120),
            description=clean_lines("\n\n".join(filter(None, paragraphs))),
            url=self.url,
            alarm=None if done else self.settings.feed.alarm,
            category=CATEGORIES[item.kind],
        )


def unwell(previous: Feed, title: str, text: str, today: date, now: datetime, settings: FeedSettings) -> Feed:
    """Give the last feed with an event of today's that says what is wrong with the sheet. All else stays.

    `today` is the user's day, `now` is aware. A feed that says just that already is given back as it is.
    """
    content = Content(today, title, clean_lines(text), None, _alarm(settings), HEALTH)
    event = _moved(HEALTH_UID, previous.events.get(HEALTH_UID), content, now)
    return replace(previous, events={**previous.events, HEALTH_UID: event})


def _moved(uid: str, before: Published | None, content: Content, now: datetime) -> Published:
    """Give one of the feed's own events, which moves only where its content does."""
    body = content.render()
    if before:
        return before.changed(Status.OPEN, "0", body, now)
    return Published(uid, stamp(now), 0, Status.OPEN, "0", body)


def _alarm(settings: FeedSettings) -> int | None:
    """Give the alarm of an event that lasts the whole day."""
    return None if settings.alarm is None else NINE_O_CLOCK


CATEGORIES = {
    Kind.THANK_YOU: "Thank-you",
    Kind.REFERENCES: "References",
    Kind.CHECK_IN: "Check-in",
    Kind.ASK: "Interview",
    Kind.REPLY: "Reply",
    Kind.OFFER_CALL: "Offer",
    Kind.FEEDBACK: "Feedback",
}
OVERDUE, HEALTH = "Overdue", "Sync"
PRIVATE_TITLES = {
    Kind.THANK_YOU: "Send a thank-you note",
    Kind.REFERENCES: "Tell a reference to expect a call",
    Kind.CHECK_IN: "Check in after an interview",
    Kind.ASK: "Ask what comes next",
    Kind.REPLY: "Reply to a rejection",
    Kind.OFFER_CALL: "Call about an offer",
    Kind.FEEDBACK: "Give the feedback they asked for",
}


_TO_EACH = frozenset({Kind.THANK_YOU, Kind.REFERENCES})  # person; of the others a row has one


def uid_of(item: FollowUp) -> str:
    """Give the UID: from the row, the kind and the person, so that no other edit of the row moves it."""
    parts: list[str] = [item.id, item.kind]
    if item.kind not in _TO_EACH:
        parts += [str(item.number)] if item.number > 1 else []
    elif item.person:
        parts += [hashed(person_key(item.person.name), ID_LENGTH)]
    if item.interview.part and item.kind not in ANSWERS:
        parts += [f"i{item.interview.part}"]
    return f"{'-'.join(parts)}@{DOMAIN}"


def _kind_of(uid: str) -> Kind | None:
    return next((kind for kind in Kind if uid[ID_LENGTH + 1 :].startswith(kind)), None)


def _was_answered(uid: str, memory: Feed) -> bool:
    """Tell whether what is done is an answer that the row still tells of, whatever became of it since."""
    row = memory.rows.get(uid[:ID_LENGTH])
    return _kind_of(uid) in ANSWERS and row is not None and "replied" in row.seen


def _due(item: FollowUp) -> tuple[datetime, str]:
    return item.due, item.title


def _contacts(item: FollowUp) -> Iterator[str]:
    interview = item.interview
    for name, *ways in (
        (item.who, item.person.email, item.person.phone) if item.person else ("",),
        (interview.company, interview.contact_email, interview.contact_phone),
    ):
        if known := ", ".join(filter(None, ways)):
            yield f"{name}: {known}"
