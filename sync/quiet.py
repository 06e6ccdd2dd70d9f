"""Saying a thing once. Cron mails whatever is printed, and nobody reads the tenth equal mail of a day."""

from collections.abc import Iterable
from datetime import date

from sync.state import StateFile, hashed


class Told:
    """What was said on stderr without a terminal, for one configuration. `today` is the machine's day."""

    def __init__(self, file: StateFile, today: date) -> None:
        self._file = file
        self._today = today.isoformat()

    def failure(self, message: str) -> bool:
        """Note a failure, and tell whether it is news today."""
        state, key = self._file.load(), hashed(message)
        news = state.failures.get(key) != self._today
        if news:
            state.failures[key] = self._today
            self._file.save(state)
        return news

    def good(self, problems: Iterable[str] | None = None) -> list[str]:
        """Note a good run, and give those of its problems that are news today; None: the same as before.

        Failures are forgotten, and so are problems that are gone: they are news when they come back.
        """
        state = self._file.load()
        before = dict(state.problems) if problems is None else {hashed(text): text for text in problems}
        fresh = []
        if problems is not None:
            fresh = [text for key, text in before.items() if state.problems.get(key) != self._today]
            before = dict.fromkeys(before, self._today)
        if state.failures or before != state.problems:
            state.failures, state.problems = {}, before
            self._file.save(state)
        return fresh
