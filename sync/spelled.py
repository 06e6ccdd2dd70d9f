"""How a command is typed where this program runs: `make sync` in a clone, else the program as it was called.

Every text says "`followups sync`"; what goes to a terminal or into cron's mail says what works there. The
sheet, the feed, the state and the JSON are read elsewhere, and keep the name.
"""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

NAME = "followups"
BY_MAKE = "FOLLOWUPS_BY_MAKE"  # set by the Makefile
TARGETS = frozenset({"sync", "plan", "agenda", "draft", "export", "serve", "auth", "init"})
_COMMAND = re.compile(rf"`{NAME} ([a-z]+)([^`\n]*)`")


def as_typed(text: str) -> str:
    """Put into a text, for each "`followups ...`" in it, what is typed here."""
    return _COMMAND.sub(lambda match: f"`{_typed(match[1], match[2].strip())}`", text)


def by_cron(flags: str) -> str:
    """Give the sync that cron is to run: it knows no PATH, and mails whatever is printed."""
    if BY_MAKE in os.environ:
        return f"make -s sync ARGS={shlex.quote(f'-q {flags}'.strip())}"
    program = shlex.quote(str(Path(sys.executable).with_name(NAME)))
    return f"{program} sync -q {flags}".strip()


def _typed(command: str, flags: str) -> str:
    if BY_MAKE in os.environ and command in TARGETS:
        return f"make {command} ARGS={shlex.quote(flags)}" if flags else f"make {command}"
    return f"{_program()} {command} {flags}".strip()


def _program() -> str:
    called = Path(sys.argv[0])
    if called.parts[-2:] == ("sync", "__main__.py"):
        return f"{shlex.quote(sys.executable)} -m sync"
    return NAME if called.name != NAME or shutil.which(NAME) else shlex.quote(sys.argv[0])
