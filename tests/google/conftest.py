"""The stand-in, running, for the tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.google import Google, serving


@pytest.fixture
def google() -> Iterator[Google]:
    with serving() as google:
        yield google
