"""The secret part of the addresses: made once, kept in a file for its owner only.

It is read again for each request, so that a new one takes the place of the old in a running server too.
"""

import hashlib
import hmac
import re
import secrets
from pathlib import Path

from sync.errors import ConfigError
from sync.files import replace_secret

BYTES = 24  # 192 bits, and no padding in base64
SAFE = re.compile(rb"[A-Za-z0-9_-]{22,}")  # 22 letters of base64 are the first to hold 128 bits


class TokenFile:
    """The token in the file at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def obtain(self) -> str:
        """Give the token, made if there is none yet. Raises ConfigError where it cannot be read or kept."""
        try:
            token = self._read()
            self._path.chmod(0o600)
        except FileNotFoundError:
            return self.rotate()
        except OSError as error:
            raise ConfigError(f"{self._path} cannot be read: {error.strerror}") from error
        if token is None:
            raise ConfigError(
                f"{self._path} holds no token of at least 22 letters, digits, - and _; "
                "make a new one with: followups serve --rotate"
            )
        return token.decode()

    def rotate(self) -> str:
        """Make a new token, which ends the old one. Raises ConfigError where it cannot be kept."""
        token = secrets.token_urlsafe(BYTES)
        try:
            replace_secret(self._path, token.encode() + b"\n")
        except OSError as error:
            raise ConfigError(f"{self._path} cannot be written: {error.strerror}") from error
        return token

    def matches(self, given: str) -> bool:
        """Compare in a time that tells nothing of the token; without a token nothing matches."""
        try:
            token = self._read()
        except OSError:
            return False
        return token is not None and hmac.compare_digest(_digest(token), _digest(given.encode()))

    def _read(self) -> bytes | None:
        token = self._path.read_bytes().strip()
        return token if SAFE.fullmatch(token) else None


def _digest(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()  # of one length, whatever was given
