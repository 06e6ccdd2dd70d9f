"""The recipes in `deploy/`, as far as they can be tried here, and what git leaves alone in a user's clone."""

import os
import plistlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sync import state
from sync.config import load
from tests.helpers import FEED

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = ("followups.service", "followups.timer", "followups-serve.service")
TOKEN = "f" * 48


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_units_are_good_systemd(folder: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("systemd-analyze (Debian's systemd) is not installed")
    (folder / "interview-followups").mkdir()
    done = subprocess.run(
        [analyze, "verify", "--user", *(DEPLOY / name for name in UNITS)],
        env=os.environ | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_launchd_runs_on_the_same_quarters_of_an_hour_as_the_timer_and_cron() -> None:
    agent = plistlib.loads((DEPLOY / "followups.plist").read_bytes())
    assert agent["ProgramArguments"][1:] == ["-s", "sync", "ARGS=-q"]
    assert agent["StartCalendarInterval"] == [{"Minute": minute} for minute in (0, 15, 30, 45)]
    assert "\nOnCalendar=*:0/15\n" in (DEPLOY / "followups.timer").read_text()
    assert "\n*/15 * * * *  cd " in (DEPLOY / "crontab").read_text()


def test_no_proxy_logs_an_address_since_it_holds_the_token() -> None:
    servers = (DEPLOY / "nginx.conf").read_text().split("\nserver {")[1:]
    assert len(servers) == 2  # port 80 too, where a webcal:// link begins
    assert all("\n    access_log off;\n    error_log /dev/null crit;\n" in server for server in servers)
    assert (DEPLOY / "Caddyfile").read_text().count("\n{\n\tlog {\n\t\texclude http.log http.handlers\n") == 1


# GitHub Pages


class Workflow:
    """The steps of the workflow's job. What a runner would do of them is done by bash, as it does it."""

    def __init__(self) -> None:
        yaml = pytest.importorskip("yaml")
        self.whole: dict[Any, Any] = yaml.safe_load((DEPLOY / "github-pages.yml").read_text())
        self.steps: list[dict[str, Any]] = self.whole["jobs"]["sync"]["steps"]

    def after_the_sync(self) -> list[dict[str, Any]]:
        names = [step.get("name") for step in self.steps]
        return self.steps[names.index("Sync") + 1 :]

    def using(self, action: str) -> dict[str, Any]:
        [step] = [step for step in self.steps if step.get("uses", "").startswith(f"{action}@")]
        return step

    def run(self, name: str) -> str:
        """Run one step; gives its output for later steps."""
        [script] = [step["run"] for step in self.steps if step.get("name", "").startswith(name)]
        environment = os.environ | {
            "FEED_TOKEN": TOKEN, "SERVICE_ACCOUNT": "{}", "SHEET": "interviews.csv",
            "TIMEZONE": "Europe/London", "GITHUB_OUTPUT": "output",
        }  # fmt: skip
        subprocess.run(["bash", "-eo", "pipefail", "-c", script], env=environment, check=True)  # noqa: S607
        return Path("output").read_text() if Path("output").exists() else ""


@pytest.fixture
def workflow() -> Workflow:
    return Workflow()


def test_the_workflow_s_settings_are_private_and_its_secrets_its_own(
    workflow: Workflow, folder: Path
) -> None:
    workflow.run("Write the settings")
    settings = load(None, cwd=folder, user_config_dir=folder)
    assert (settings.feed.detail, settings.feed_path) == ("private", folder / FEED)
    assert Path("credentials.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("last", "now", "published"),
    [
        (None, "new", [f"{TOKEN}/followups.ics"]),
        ("old", "new", [f"{TOKEN}/followups.ics"]),
        ("old", "old", []),
        (None, None, []),  # the first sync failed
        (None, "", []),
    ],
)
def test_the_workflow_publishes_a_feed_that_changed_and_nothing_beside_it(
    workflow: Workflow, last: str | None, now: str | None, published: list[str]
) -> None:
    FEED.parent.mkdir()
    FEED.with_name("index.html").write_text("names")
    for name, content in (("last.ics", last), (FEED.name, now)):
        if content is not None:
            FEED.with_name(name).write_text(content)
    assert workflow.run("Take the feed") == ("changed=true\n" if published else "")
    site = Path("site")
    assert [str(path.relative_to(site)) for path in site.rglob("*.*")] == published


def test_what_a_sync_that_failed_has_to_tell_is_published_and_kept(workflow: Workflow) -> None:
    ran, changed, uploaded = (
        "steps.sync.outcome != 'skipped'",
        "steps.feed.outputs.changed",
        "steps.upload.outcome == 'success'",
    )
    assert [step["if"] for step in workflow.after_the_sync()] == [
        f"${{{{ !cancelled() && {condition} }}}}" for condition in (ran, ran, changed, uploaded)
    ]
    assert {step["id"] for step in workflow.steps if "id" in step} >= {"sync", "feed", "upload"}


def test_the_workflow_s_runs_know_what_those_before_them_kept(
    workflow: Workflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    restore, save = (workflow.using(f"actions/cache/{what}")["with"] for what in ("restore", "save"))
    assert workflow.using("actions/cache/save") in workflow.after_the_sync()
    assert workflow.using("actions/cache/restore") not in workflow.after_the_sync()
    assert (save["path"], save["key"]) == (restore["path"], restore["key"])
    assert save["key"] == restore["restore-keys"] + "${{ github.run_id }}-${{ github.run_attempt }}"
    assert Path(save["path"]).expanduser() == state.StateFile("any").path.with_name("*.json")


def test_the_workflow_does_not_download_the_same_packages_every_hour(workflow: Workflow) -> None:
    cached = workflow.using("actions/setup-python")["with"]
    assert (cached["cache"], (ROOT / cached["cache-dependency-path"]).is_file()) == ("pip", True)
    [schedule] = workflow.whole[True]["schedule"]  # "on" is a yes in YAML 1.1
    assert schedule == {"cron": "7 * * * *"}


# Git


OURS = ("credentials.example.json", "README.md", "deploy/github-pages.yml", "tests/golden/empty.ics")
YOURS = (
    "interviews.xlsx", "Interviews 2026.xlsm", "sheet.csv", "~$interviews.xlsx", ".interviews.xlsx.x1.tmp",
    "proof.csv", "proof.md", "proof-november.md", "followups.toml", "followups.toml.bak",
    "feed/followups.ics", "feed/index.html", "followups.ics", "index.html", "drafts/thank-you.txt",
    "credentials.json", "credentials-2.json", "client_secret_1.apps.googleusercontent.com.json",
    "project-0a1b2c.json", "token.json", "keys/credentials.json",
)  # fmt: skip


def test_git_passes_over_what_a_user_has_in_the_folder(folder: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "core.excludesFile=/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    for name in (*OURS, *YOURS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    git("init", "-q")
    shutil.copy(ROOT / ".gitignore", folder)
    untracked = git("ls-files", "--others", "--exclude-standard").splitlines()
    assert untracked == sorted((".gitignore", *OURS))
