"""A run that has nothing to do leaves at once, and only then."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from sync import idle
from sync.config import Config, load
from sync.run import Run
from tests.helpers import FEED, NOW, SETTINGS_FILE, SHEET, at, edit, lay_out, published, sync

MOMENT = datetime.fromisoformat(NOW)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out()


def config() -> Config:
    return load(None, cwd=Path.cwd(), user_config_dir=Path.cwd() / "nowhere")


def is_idle(now: datetime = MOMENT) -> bool:
    return idle.last(config(), now, "UTC") is not None


def test_before_the_first_run_there_is_something_to_do() -> None:
    assert not is_idle()


def test_after_a_run_there_is_nothing_to_do_and_it_says_what_is_due() -> None:
    morning = "2026-11-18T09:00+00:00"  # three interviews are ahead; what to ask at each is not counted
    sync(now=morning)
    said = idle.last(config(), datetime.fromisoformat(morning), "UTC")
    assert said == "Nothing changed: 0 overdue, 3 due today. `followups agenda` lists them."


def test_it_lasts_until_the_users_day_ends() -> None:
    sync()
    assert is_idle(at("2026-11-18T23:59"))
    assert not is_idle(at("2026-11-19T00:00"))


def append_a_row() -> None:
    SHEET.write_text(SHEET.read_text() + "Hooli;SRE;2026-11-19;Gavin;;\n")


def damage_the_feed() -> None:
    FEED.write_bytes(FEED.read_bytes()[:-100])


def change_a_setting() -> None:
    Path("followups.toml").write_text(f"{SETTINGS_FILE}[feed]\nalarm = 5\n")


CHANGES: dict[str, Callable[[], object]] = {
    "a row more": append_a_row,
    "a feed cut short": damage_the_feed,
    "another setting": change_a_setting,
    "no feed": FEED.unlink,
    "no sheet": SHEET.unlink,
    "no page": FEED.with_name("index.html").unlink,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_each_change_ends_it(change: Callable[[], object]) -> None:
    sync()
    change()
    assert not is_idle()


def test_every_file_of_the_program_counts_and_what_python_makes_of_them_does_not() -> None:
    package = Path(idle.__file__).parent
    files = {stamp.split()[0] for stamp in idle._stamps(package, "**/*")}  # noqa: SLF001 the package is not to be edited
    assert {"idle.py", "page.html", "page.css", "page.js", "thank-you.txt"} <= files
    assert not [name for name in files if name.endswith(".pyc")]


def test_a_page_that_was_deleted_is_made_again() -> None:
    sync()
    page = FEED.with_name("index.html")
    before = page.read_bytes()
    page.unlink()
    sync()
    assert page.read_bytes() == before


def test_a_template_that_is_edited_or_added_ends_it() -> None:
    drafts = Path("drafts")
    drafts.mkdir()
    (drafts / "thank-you.txt").write_text("Dear {{ person }}")
    lay_out(settings=f'{SETTINGS_FILE}[drafts]\nfolder = "drafts"\n')
    sync()
    assert is_idle()
    (drafts / "thank-you.txt").write_text("Dearest {{ person }}")
    assert not is_idle()
    sync()
    assert is_idle()
    (drafts / "check-in.txt").write_text("Hello {{ person }}")
    assert not is_idle()


def test_a_folder_of_templates_that_is_gone_is_noticed() -> None:
    Path("drafts").mkdir()
    Path("drafts/thank-you.txt").write_text("Dear {{ person }}")
    lay_out(settings=f'{SETTINGS_FILE}[drafts]\nfolder = "drafts"\n')
    assert sync().code == 0
    Path("drafts").rename("away")
    assert sync().code == 2


def test_a_run_that_was_refused_its_cells_is_not_done() -> None:
    lock = Path(".~lock.interviews.csv#")
    lock.touch()
    sync()
    assert not is_idle()
    lock.unlink()
    sync()
    assert is_idle()


def test_a_sheet_on_the_web_is_always_looked_at() -> None:
    lay_out(settings='sheet = "https://docs.google.com/spreadsheets/d/1"\n')
    assert not is_idle()


def test_another_run_at_the_same_time_writes_nothing_and_neither_does_an_idle_one() -> None:
    sync()
    files = SHEET.read_bytes(), FEED.read_bytes(), SHEET.stat().st_mtime_ns, FEED.stat().st_mtime_ns
    assert sync().out == ""
    Path("followups.toml").write_text(f"{SETTINGS_FILE}# a comment\n")
    assert not is_idle()
    assert sync().out == ""
    assert files == (
        SHEET.read_bytes(), FEED.read_bytes(), SHEET.stat().st_mtime_ns, FEED.stat().st_mtime_ns,
    )  # fmt: skip


STEPS = ["reading the sheet", "reading the last feed", "working out the follow-ups", "writing the sheet",
         "publishing the feed"]  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_an_edit_made_while_a_run_is_going_on_is_never_lost(step: str) -> None:
    edits: list[str] = []

    def mark_as_sent(doing: str, _: float) -> None:
        if doing == step and not edits:
            edits.append(step)
            edit("Jane Doe;;", "Jane Doe;yes;")

    report = Run(config(), MOMENT, "UTC", progress=mark_as_sent).sync()
    assert edits
    idle.remember(report, config(), MOMENT, "UTC")
    assert is_idle() is (step != "publishing the feed")
    sync()
    assert is_idle()
    [title] = [event.title for event in published().events.values() if "Jane Doe" in event.title]
    assert title == "✓ Thank Jane Doe (Acme)"
    assert "Jane Doe;yes;" in SHEET.read_text()


def test_a_sheet_that_never_stands_still_is_left_for_the_next_run() -> None:
    times = iter(range(100))

    def edit_always(doing: str, _: float) -> None:
        if doing == "writing the sheet":
            SHEET.write_text(SHEET.read_text().replace("Acme", f"Acme {next(times)}", 1))

    with pytest.raises(Exception, match=r"keeps changing while it is read\. The next run tries again"):
        Run(config(), MOMENT, "UTC", progress=edit_always).sync()
    assert not FEED.exists()


@pytest.mark.parametrize("heavy", ["pandas", "numpy", "icalendar", "jinja2", "openpyxl", "rich", "holidays"])
def test_an_idle_run_loads_no(heavy: str, loaded_by_an_idle_run: set[str]) -> None:
    assert heavy not in loaded_by_an_idle_run


@pytest.fixture(scope="module")
def loaded_by_an_idle_run(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("idle")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_STATE_HOME", str(folder / ".home"))
        patch.setenv("TZ", "UTC")
        lay_out()
        sync()
        program = (
            f"import sys; from sync.cli import main; main(['sync', '--now', '{NOW}']); print(*sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
