"""Where the feed goes: one Protocol, one module for each kind of place."""

from dataclasses import dataclass
from typing import Protocol

from sync.core.feed import Feed

CONTENT_TYPE = "text/calendar; charset=utf-8"
CACHE_CONTROL = "no-cache, max-age=0"  # a bucket would give what is public as of an hour ago


@dataclass(frozen=True, slots=True)
class Publication:
    """What a run has to publish: the feed, and its bytes as an .ics file."""

    feed: Feed
    data: bytes


class Publisher(Protocol):
    """A place that the feed is published to.

    Publishing what is there already changes nothing, and whoever reads meanwhile sees the old feed or the
    new one, never half of either.
    """

    @property
    def to(self) -> str:
        """The place, as the settings name it."""

    def publish(self, publication: Publication) -> bool:
        """Publish, and tell whether anything had to be changed. Raises FollowupsError."""

    def check(self) -> str:
        """Say in a sentence, without its dot, what publishing would meet. Changes nothing there.

        Raises FollowupsError where it would fail, as far as that can be known.
        """
