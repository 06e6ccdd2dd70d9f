"""The agenda page: one static, self-contained HTML file that says what to do today, and lets one do it.

Where the page is written and how it is served is left to others; it is a function of the plan and the day.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import jinja2
from markupsafe import Markup

from sync.addresses import GOOGLE_CALENDAR
from sync.core.drafts import Drafts
from sync.core.model import Problem
from sync.core.plan import Plan
from sync.core.values import clean
from sync.page.charts import in_time, weeks_ahead
from sync.page.links import qr_code, web_address, webcal
from sync.page.view import agenda

__all__ = ["MARK", "policy", "render"]

MARK = b'<meta name="generator" content="interview-followups">'
"""What tells a page of ours from one that somebody else has put beside the feed."""


def render(plan: Plan, drafts: Drafts, *, public_url: str | None, places: Iterable[str] = ()) -> bytes:
    """Give the page as UTF-8, the same for the same plan on the same day of the user's.

    `public_url` is the https address at which others reach the .ics, None where none is known; `places` are
    those off this machine that the feed goes to, as the settings name them. Raises ConfigError where a draft
    asks for something that there is not.
    """
    places = set(places)
    private = plan.settings.feed.detail == "private"
    html = _template().render(
        name=plan.settings.feed.name,
        today=plan.today,
        source=None if private else plan.table.title or plan.table.source,
        sheet=web_address(plan.table.url),
        problems=[] if private else [_told(problem) for problem in plan.problems],
        sections=agenda(plan, drafts, private=private),
        weeks=weeks_ahead(plan),
        in_time=in_time(plan),
        in_google=GOOGLE_CALENDAR in places,
        on_a_server=bool(places - {GOOGLE_CALENDAR}),
        address=public_url,
        webcal=public_url and webcal(public_url),
        qr_code=public_url and qr_code(public_url),
        style=Markup(_asset("page.css")),  # noqa: S704 ours, and nothing of the user's in it
        script=Markup(_asset("page.js")),  # noqa: S704 ours, and nothing of the user's in it
        policy=policy(),
    )
    return html.encode()


def _told(problem: Problem) -> str:
    return clean(f"Row {problem.row}, {problem.column}: {problem.message}")


def policy() -> str:
    """Give the page's Content-Security-Policy: its own style and script by their hashes, nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash('page.css')}'; script-src '{_hash('page.js')}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@lru_cache
def _asset(name: str) -> str:
    return (resources.files(__name__) / name).read_text("utf-8")


def _hash(name: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(_asset(name).encode()).digest()).decode()}"


@lru_cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_asset("page.html"))
