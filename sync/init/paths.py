"""Paths as init takes them from whoever types them: told of in a sentence before anything is made."""

import errno
import os
import tempfile
from pathlib import Path

from sync import files
from sync.errors import ConfigError


def refuse_unwritable(target: Path) -> None:
    """Raise ConfigError where the settings, or the old ones beside them, could not be written."""
    for path in [target, backup(target)] if exists(target) else [target]:
        if obstacle := _obstacle(Path(os.path.realpath(path))):
            raise ConfigError(f"{path} cannot be written: {obstacle}")


def _obstacle(path: Path) -> str | None:
    """Say why no file can be put there, as the system words it."""
    try:
        if path.is_dir():
            return os.strerror(errno.EISDIR)
        if not files.may_write(path.parent):
            return os.strerror(errno.EACCES)
        with tempfile.NamedTemporaryFile(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent):
            return None  # neither is the name too long for one such as `files.replace` makes
    except OSError as error:
        return error.strerror


def exists(path: Path) -> bool:
    """Tell whether something is there."""
    return os.path.exists(path)  # noqa: PTH110 of a name that is too long, Path.exists raises


def backup(target: Path) -> Path:
    """Give where the old settings are kept."""
    return target.with_name(f"{target.name}.bak")


def expanded(path: str) -> Path:
    """Give a path with the home folder in the place of ~. Raises ConfigError where there is none."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise ConfigError(f"{path}: there is no such user on this computer; write the whole path") from None
