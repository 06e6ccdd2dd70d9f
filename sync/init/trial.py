"""The test event: published as a run publishes, and withdrawn by the next run, which knows no such row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sync.config import Config
from sync.core.compose import DOMAIN
from sync.core.feed import Feed
from sync.core.vevent import Content, Published, Status, stamp
from sync.errors import ConfigError, FollowupsError
from sync.init import calendar
from sync.init.ask import Questions
from sync.opening import open_publisher
from sync.publish import Publication
from sync.publish.file import FeedFile
from sync.run import Run

UID = f"test@{DOMAIN}"
TITLE = "Test: interview follow-ups"
AHEAD = timedelta(minutes=5)  # so long it takes to subscribe, and a wait for the bell is no longer
_REMEDIES = {
    calendar.GOOGLE: (
        'In the menu of the Google Calendar app, tick "{name}" under the account that you signed in with.',
        "A feed that you subscribed to by its link comes 8 to 24 hours late there, and never rings.",
    ),
    calendar.APPLE: (
        'If it is there and silent, turn "Remove Alarms" off in the subscription.',
        "If it is not there, set Fetch New Data to Every 15 Minutes, in the iPhone's Settings: Apps,",
        "Calendar, Calendar Accounts.",
    ),
    calendar.OTHER: (
        "Apps look every half hour to three hours: reload the calendar by hand, and let it show reminders.",
    ),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """A test of the settings; `kind` is the calendar that the phone shows, `clock` gives an aware time."""

    config: Config
    kind: str
    machine_timezone: str
    clock: Callable[[], datetime]
    say: Callable[[str], None]

    def run(self, questions: Questions) -> None:
        """Offer it, publish it, and ask whether it came. A failure is told and ends nothing."""
        if not questions.yes("Put a test event into the calendar now?"):
            return
        now = self.clock().replace(microsecond=0)
        try:
            failures = list(self.publish(now))
        except FollowupsError as error:
            self.say(f"The test event is not published: {error}")
            return
        for failure in failures:
            self.say(f"The test event is not published: {failure}")
        if failures and len(failures) == len(self.config.publish):
            return
        minutes = AHEAD // timedelta(minutes=1)
        self.say(f'"{TITLE}" begins in {minutes} minutes, and rings then. The next sync takes it away.')
        if self.kind != calendar.GOOGLE:
            self.say("Subscribe now, as told above, if you have not yet.")
        if questions.yes("Did it show up?"):
            self.say("Good.")
            return
        for line in _REMEDIES[self.kind]:
            self.say(line.format(name=self.config.feed.name))
        self.say("`followups check` tests each part.")

    def publish(self, now: datetime) -> Iterator[FollowupsError]:
        """Publish the feed as of now, with the test event; gives what failed. Raises FollowupsError.

        It is the whole feed: a place that has been published to before would lose its events to less.
        """
        plan = Run(self.config, now, self.machine_timezone).dry().plan
        if plan.previous.source not in {"", plan.feed.source}:
            raise ConfigError(
                f"{self.config.feed.path} holds the feed of another sheet, which the next sync replaces; "
                "try it after that"
            )
        feed = _with_event(plan.without_new_rows(), now)
        publication = Publication(feed, feed.render(self.config.feed.name))
        FeedFile(self.config.feed_path, self.config.feed.path).publish(publication)
        for target in self.config.publish:
            try:
                open_publisher(self.config, target, timezone=plan.settings.timezone.key).publish(publication)
            except FollowupsError as error:
                yield error


def _with_event(feed: Feed, now: datetime) -> Feed:
    text = "It goes away by itself, with the next sync."
    body = Content(now + AHEAD, TITLE, text, None, alarm=0).render()
    before = feed.events.get(UID)
    # Not an open one: the shrink guard would count it among the lost.
    event = (
        before.changed(Status.DONE, "0", body, now)
        if before
        else Published(UID, stamp(now), 0, Status.DONE, "0", body)
    )
    return replace(feed, events={**feed.events, UID: event})
