"""Writing a file so that whoever reads it sees the old one or the new one, never half of either."""

import glob
import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

LEFT_BEHIND = 3600  # seconds
_ANY_WRITE_BIT = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def replace(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Replace `path` by `data` in one step, through a temporary file beside it.

    An existing file keeps its mode and, where the system lets us, its owner and group; a new one gets `mode`.
    A link stays a link: what it points to is replaced. Raises OSError, and then nothing has changed.
    """
    target = Path(os.path.realpath(path))
    _clear_up(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            before = target.stat()
        except FileNotFoundError:
            temporary.chmod(mode)
        else:
            for owner in (-1, before.st_uid):  # only root may give a file away, but its group is often ours
                with suppress(OSError):
                    os.chown(temporary, owner, before.st_gid)
            temporary.chmod(before.st_mode & 0o7777)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # the rename itself must survive a power cut; not every file system can
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def replace_secret(path: Path, data: bytes) -> None:
    """Replace a file that only its owner may read, in a folder of the tool's own that only they may open.

    Both are made if need be, and closed where they are open to others. Raises OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(PermissionError):  # the folder is somebody else's, who lets us write into it
        path.parent.chmod(0o700)
    with suppress(FileNotFoundError):
        path.chmod(0o600)
    replace(path, data, mode=0o600)


def _clear_up(target: Path) -> None:
    """Remove the temporary files of runs that were killed. One that is young may be another run's."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink()


def may_write(path: Path) -> bool:
    """Ask the system, and the mode: what is read-only for everyone is so for an administrator too."""
    return bool(path.stat().st_mode & _ANY_WRITE_BIT) and os.access(path, os.W_OK)
