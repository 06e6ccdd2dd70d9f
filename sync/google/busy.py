"""What Google's servers answer where time may mend it, and what becomes of a connection to them.

Who is signed in, and how often to try, is left to `sync.google.session`.
"""

from collections.abc import Mapping

import requests

from sync.patience import BUSY, BusyError, reason, retry_after


def check_busy(status: int, headers: Mapping[str, str]) -> None:
    """Raise BusyError for an answer that time may mend, whatever its body."""
    if status == requests.codes.too_many_requests:
        raise BusyError("Google asks to slow down (quota); try again in a few minutes", retry_after(headers))
    if status in BUSY:
        raise BusyError(f"Google's servers do not answer ({status}); try again later", retry_after(headers))


def lost(error: object) -> BusyError:
    """Say what became of a connection, without the address that was asked for."""
    return BusyError(f"no connection to Google: {reason(error)}; try again later")
