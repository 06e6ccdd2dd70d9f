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

    def problems(self, problems: Iterable[str]) -> list[str]:
        """Note a run's problems, and give those that are news today.

        Those that are gone are forgotten: they are news when they come back.
        """
        state = self._file.load()
        now = {hashed(text): text for text in problems}
        fresh = [text for key, text in now.items() if state.problems.get(key) != self._today]
        if fresh or now.keys() != state.problems.keys():
            state.problems = dict.fromkeys(now, self._today)
            self._file.save(state)
        return fresh

    def good(self) -> None:
        """Note a good run: failures are forgotten."""
        state = self._file.load()
        if state.failures:
            state.failures = {}
            self._file.save(state)
