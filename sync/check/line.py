"""One line of `followups check`: what was checked, what there is to say, and whether it is a failure."""

from dataclasses import dataclass


class Hint(str):
    """A sentence about what works, and yet is worth a look."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One check: its stable name, what there is to say, and the exit code of its failure (0: ok)."""

    name: str
    message: str
    exit_code: int = 0

    @property
    def ok(self) -> bool:
        """Whether it is no failure."""
        return self.exit_code == 0

    @property
    def sign(self) -> tuple[str, str]:
        """The sign before it, and the colour of that."""
        if not self.ok:
            return "\N{BALLOT X}", "red"
        return ("!", "yellow") if isinstance(self.message, Hint) else ("\N{CHECK MARK}", "green")
