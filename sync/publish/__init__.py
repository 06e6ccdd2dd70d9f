"""Where the feed goes: one Protocol, one module for each kind of place."""

from typing import Protocol


class Publisher(Protocol):
    """One place that holds the feed. It never holds half of one."""

    @property
    def to(self) -> str:
        """The place, as the settings name it."""

    def publish(self, data: bytes) -> bool:
        """Put the feed there, unless it holds these bytes already; tell whether it had to.

        Raises ConfigError or TryAgainError, and then what was there still is.
        """
