"""The agenda page in a real browser: how it looks, what it asks for, whom it shuts out (nobody)."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from sync import example
from sync.page import render
from tests.browser.npm import fetch
from tests.core.tables import TODAY
from tests.helpers import DRAFTS, Desk

CHROMIUM = shutil.which("chromium")
AXE = "axe-core@4.10.3"
ADDRESS = "https://cal.example.org/3f9c1e7ab2d84c06a1b5d3c7/followups.ics"
PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
SHEET = "https://docs.google.com/spreadsheets/d/abc/edit#gid=0"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
looks = pytest.mark.parametrize("scheme", ["light", "dark"])
sizes = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
contents = pytest.mark.parametrize("content", ["address", "no-address", "empty"])


class Shown(NamedTuple):
    """A page that a browser shows, what it asked for and what it complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with the pages in it."""
    folder = tmp_path_factory.mktemp("pages")
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
    full = Desk([*example.rows(TODAY), [long, long, long, "2026-11-18 10:00", None, None, long]])
    empty = Desk("Company | Interview date")
    pages = {"address": (full, ADDRESS), "no-address": (full, None), "empty": (empty, None)}
    for name, (desk, address) in pages.items():
        plan = desk.plan("2026-11-18")
        plan = replace(plan, table=replace(plan.table, url=SHEET))
        (folder / f"{name}.html").write_bytes(render(plan, DRAFTS, public_url=address))
    return folder


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Fetch the accessibility checker, which is on npm only."""
    return fetch(AXE, "axe.min.js", tmp_path_factory.mktemp("axe")).read_text("utf-8")


def show(browser: Browser, url: str, size: ViewportSize = DESKTOP, scheme: str = "light") -> Shown:
    context = browser.new_context(
        viewport=size, color_scheme="dark" if scheme == "dark" else "light", is_mobile=size is PHONE
    )
    shown = Shown(context.new_page(), [], [])
    context.on("request", lambda request: shown.requests.append(request.url))
    shown.page.on("console", lambda message: shown.complaints.append(message.text))
    shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    shown.page.goto(url)
    return shown


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")


@contents
@looks
@sizes
def test_it_fits_asks_for_nothing_else_and_complains_of_nothing(
    browser: Browser, folder: Path, tmp_path: Path, content: str, size: ViewportSize, scheme: str
) -> None:
    url = (folder / f"{content}.html").as_uri()
    shown = show(browser, url, size, scheme)
    artifacts = Path(os.environ.get("CI_ARTIFACTS") or tmp_path)
    artifacts.mkdir(parents=True, exist_ok=True)
    picture = artifacts / f"agenda-{content}-{size['width']}-{scheme}.png"
    shown.page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 5_000
    open_all(shown.page)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert (shown.requests, shown.complaints) == ([url], [])
    shown.page.context.close()


@pytest.mark.parametrize(
    ("content", "size", "scheme"),
    [
        ("address", PHONE, "light"),
        ("address", PHONE, "dark"),
        ("address", DESKTOP, "light"),
        ("address", DESKTOP, "dark"),
        ("no-address", PHONE, "dark"),
        ("empty", DESKTOP, "light"),
    ],
)
def test_axe_finds_nothing_serious(
    browser: Browser, folder: Path, axe: str, content: str, size: ViewportSize, scheme: str
) -> None:
    shown = show(browser, (folder / f"{content}.html").as_uri(), size, scheme)
    open_all(shown.page)
    shown.page.evaluate(axe)
    found = shown.page.evaluate("axe.run()")
    assert len(found["passes"]) > 10
    assert [
        (rule["id"], [node["html"] for node in rule["nodes"]])
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical", "moderate")
    ] == []
    shown.page.context.close()


def test_the_keyboard_reaches_every_link_and_draft_in_the_order_read(browser: Browser, folder: Path) -> None:
    shown = show(browser, (folder / "address.html").as_uri())
    wanted = shown.page.evaluate(
        "[...document.querySelectorAll('a, summary')].filter(it => it.checkVisibility())"
        ".map(it => it.textContent.trim())"
    )
    reached = []
    for _ in wanted:
        shown.page.keyboard.press("Tab")
        reached.append(shown.page.evaluate("document.activeElement.textContent.trim()"))
        assert shown.page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    assert reached == wanted
    assert "E-mail Jane Doe" in reached
    shown.page.context.close()


def test_a_draft_opens_without_a_mouse_and_without_javascript(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "address.html").as_uri())
    draft = page.locator("main details").first
    assert not draft.locator("div").is_visible()
    draft.locator("summary").press("Enter")
    assert draft.locator("div").is_visible()
    context.close()


def test_on_paper_the_drafts_are_there_and_the_buttons_are_not(browser: Browser, folder: Path) -> None:
    shown = show(browser, (folder / "address.html").as_uri())
    shown.page.emulate_media(media="print")
    assert shown.page.locator("main .draft").first.is_visible()
    assert not shown.page.locator(".actions").first.is_visible()
    shown.page.context.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_served_it_fills_in_the_address_at_which_it_stands(browser: Browser, folder: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        root = f"127.0.0.1:{server.server_port}"
        shown = show(browser, f"http://{root}/no-address.html")
        assert shown.page.locator("#here .address").inner_text() == f"http://{root}/followups.ics"
        assert shown.page.locator("#here .main").get_attribute("href") == f"webcal://{root}/followups.ics"
        assert not shown.page.locator("#nowhere").is_visible()
        assert (shown.requests, shown.complaints) == ([f"http://{root}/no-address.html"], [])
        shown.page.context.close()
        server.shutdown()
        thread.join()
