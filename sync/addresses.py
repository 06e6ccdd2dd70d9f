"""Telling links apart: what is one, which lead to this machine, and which a secret may be sent to."""

import re
from urllib.parse import urlsplit

GOOGLE_CALENDAR = "google-calendar"
"""The place for the feed that has no link: what stands for it in the settings."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NOT_SAFE = (
    "is not a safe address; write an https:// link, or one on this machine such as http://127.0.0.1:8085"
)


def is_url(text: str) -> bool:
    """Tell a link (http or https) from a path."""
    return text.isprintable() and re.fullmatch(r"https?://[^\s/]\S*", text) is not None


def is_loopback(url: str) -> bool:
    """Tell a link to this machine itself."""
    try:
        return urlsplit(url).hostname in LOOPBACK
    except ValueError:  # [ without ]
        return False


def is_safe(url: str) -> bool:
    """Tell a link that a secret may be sent to: https, or this machine itself."""
    try:
        parts = urlsplit(url)
        plain = parts.username is None and not (parts.query or parts.fragment) and parts.port != 0
    except ValueError:  # a port that is none
        return False
    return is_url(url) and plain and bool(parts.hostname) and (parts.scheme == "https" or is_loopback(url))
