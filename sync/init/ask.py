"""Questions on a terminal. Enter takes what stands in brackets."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.prompt import Confirm, IntPrompt, Prompt
from rich.text import Text


class Questions:
    """Somebody to ask. Raises KeyboardInterrupt where they leave, be it by the end of the input."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def text(self, question: str, default: str) -> str:
        """Ask for a line; with no default, an empty one will do."""
        try:
            answer = Prompt.ask(
                escape(question), console=self._console, default=default, show_default=bool(default)
            )
        except EOFError:
            raise KeyboardInterrupt from None
        return answer.strip() or default

    def choice(self, question: str, options: Sequence[str], default: int = 0) -> int:
        """Ask for one of several; gives its place, from 0."""
        self._console.print(escape(question))
        for number, option in enumerate(options, 1):
            self._console.print(f"  {number}  {escape(option)}", soft_wrap=True)
        numbers = [str(number) for number in range(1, len(options) + 1)]
        try:
            number = IntPrompt.ask(
                "Number", console=self._console, choices=numbers, show_choices=False, default=default + 1
            )
        except EOFError:
            raise KeyboardInterrupt from None
        return number - 1

    def yes(self, question: str) -> bool:
        """Ask for a yes or a no; Enter is a yes."""
        try:
            return Confirm.ask(escape(question), console=self._console, default=True)
        except EOFError:
            raise KeyboardInterrupt from None

    def tell(self, line: str) -> None:
        """Say what is wrong with an answer."""
        self._console.print(Text(line), soft_wrap=True)
