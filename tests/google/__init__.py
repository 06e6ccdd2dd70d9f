"""A stand-in for Google's servers: Sheets, Drive, Calendar and the token endpoint, over HTTP on loopback.

`with serving() as google:` gives the root URL, the state, the log of requests, faults and hooks.
`python -m tests.google --port N` runs it for other programs.
"""

from tests.google import faults
from tests.google.faults import Request
from tests.google.server import Google, serving
from tests.google.state import USER, State

__all__ = ["USER", "Google", "Request", "State", "faults", "serving"]
