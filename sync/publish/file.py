"""The feed as a file, which is also what the next run remembers by."""

from pathlib import Path

from sync.core.feed import Feed
from sync.errors import ConfigError
from sync.files import replace
from sync.publish import Publication


class FeedFile:
    """The .ics file at `path`; `to` is its path as the settings give it."""

    def __init__(self, path: Path, to: str) -> None:
        self._path = path
        self.to = to

    def read(self) -> Feed:
        """Read back the last feed, an empty one where there is none.

        Raises ConfigError where another program's calendar stands there: it would be lost.
        """
        feed = Feed.read(self.content())
        if feed is None:
            raise ConfigError(
                f"{self.to} is not a feed of ours, so it is left alone. "
                "Move it away, or name another file in followups.toml: [feed] path"
            )
        return feed

    def publish(self, publication: Publication) -> bool:
        """Replace the file in one step, unless it holds these bytes already; tell whether it had to."""
        if publication.data == self.content():
            return False
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace(self._path, publication.data)
        except OSError as error:
            raise ConfigError(f"{self.to} cannot be written: {error.strerror}. See [feed] path") from error
        return True

    def check(self) -> str:
        """Tell whether the file is there; see `Publisher`."""
        return "the feed is there" if self.content() else "the feed will be made"

    def content(self) -> bytes:
        """Give the file's bytes, b"" where there is none."""
        try:
            return self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return b""
        except OSError as error:
            raise ConfigError(f"{self.to} cannot be read: {error.strerror}. See [feed] path") from error
