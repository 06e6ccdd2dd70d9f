"""One run: read the sheet and the last feed, plan, write the cells, publish. The only orchestration.

A run is a function of a Config, a clock and its adapters. It prints nothing.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import filelock

from sync import drafts, example, files, guard, health, page, state
from sync.addresses import is_loopback
from sync.config import Config
from sync.core.drafts import Drafts
from sync.core.feed import Feed
from sync.core.plan import Plan, make
from sync.errors import (
    ConfigError,
    FollowupsError,
    GoogleRefusedError,
    SheetChangedError,
    SheetUnusableError,
    TryAgainError,
    WriteRefusedError,
)
from sync.opening import open_publisher, open_sheet
from sync.publish import Publication
from sync.publish.file import FeedFile
from sync.sheets import Sheet
from sync.sheets.memory import MemorySheet

TRIES = 5  # how often a run starts over because the sheet was edited under it

log = logging.getLogger(__name__)
Progress = Callable[[str, float], None]
"""Told what is being done now, and which part of the whole run lies behind (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of publishing to one place."""

    to: str  # as the settings name it
    changed: bool
    error: FollowupsError | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, or on a dry run would do."""

    plan: Plan
    feed: Feed  # as published: less than the plan's where new IDs could not be stored
    requests: int
    feed_changed: bool
    sheet_changed: bool
    cells_written: int
    sheet_version: str  # of the sheet as the run left it
    feed_version: str  # the same for the feed: the SHA-256 of its bytes
    dry_run: bool = False
    created: bool = False  # there was no sheet, so the example was made
    refused: WriteRefusedError | None = None
    notice: str = ""  # what the shrink guard let pass
    deliveries: tuple[Delivery, ...] = ()  # to other places than the feed's file, and of the page what failed

    @property
    def wrote(self) -> bool:
        """Whether anything was written anywhere, or on a dry run would be."""
        return self.feed_changed or self.sheet_changed or any(each.changed for each in self.deliveries)

    @property
    def failures(self) -> tuple[FollowupsError, ...]:
        """What the next run has to try again."""
        refused = (self.refused,) if self.refused else ()
        return refused + tuple(each.error for each in self.deliveries if each.error)


@dataclass(frozen=True, slots=True)
class _Written:
    """The last plan of a run, and what came of writing it and those before."""

    plan: Plan
    notice: str
    version: str
    changed: bool
    cells: int
    refused: WriteRefusedError | None = None


def _silent(step: str, done: float) -> None:
    log.debug("%s (%d %%)", step, 100 * done)


@dataclass(frozen=True, slots=True)
class Run:
    """A run to do: with these settings, at this time. `now` is aware, `machine_timezone` an IANA name."""

    config: Config
    now: datetime
    machine_timezone: str
    allow_shrink: bool = False
    progress: Progress = field(default=_silent)

    def dry(self) -> Report:
        """Plan, and change nothing. Raises FollowupsError."""
        sheet = (
            MemorySheet(self._example(), source=self.config.sheet)
            if self._no_sheet()
            else open_sheet(self.config)
        )
        feed_file = self._feed_file()
        plan = self._plan(sheet, feed_file)
        notice = guard.check(plan, self.config, allow_shrink=self.allow_shrink, dry_run=True)
        data = plan.feed.render(self.config.feed.name)
        return Report(
            plan,
            plan.feed,
            sheet.requests,
            feed_changed=data != feed_file.content(),
            sheet_changed=bool(plan.change),
            cells_written=len(plan.change.cells),
            sheet_version=plan.table.version,
            feed_version=sha256(data).hexdigest(),
            dry_run=True,
            notice=notice,
        )

    def sync(self) -> Report:
        """Plan, write the cells, publish the feed.

        Raises FollowupsError. A write that is refused is reported and not raised: the feed went out.
        Where it is the sheet that cannot be used, the calendar is told of it first.
        """
        with self._lock():
            created, feed_file = self._no_sheet(), self._feed_file()
            try:
                if created:
                    self._create()
                sheet = open_sheet(self.config)
                done = self._written(sheet, feed_file)
            except (GoogleRefusedError, SheetUnusableError, TryAgainError) as error:
                self._publish_trouble(error, feed_file)
                raise
            state.StateFile(str(self.config.feed_path)).good_read(self.now)
            self.progress("publishing the feed", 0.8)
            feed = done.plan.without_new_rows() if done.refused else done.plan.feed
            publication = Publication(feed, feed.render(self.config.feed.name))
            changed = feed_file.publish(publication)
            log.info("feed %s, cells %s", "changed" if changed else "unchanged", done.refused or "written")
            return Report(
                done.plan,
                feed,
                sheet.requests,
                feed_changed=changed,
                sheet_changed=done.changed,
                cells_written=done.cells,
                sheet_version=done.version,
                feed_version=sha256(publication.data).hexdigest(),
                created=created,
                refused=done.refused,
                notice=done.notice,
                deliveries=(
                    *self._publish_page(done.plan),
                    *self._deliver(publication, done.plan.settings.timezone.key),
                ),
            )

    def _publish_trouble(self, error: FollowupsError, feed_file: FeedFile) -> None:
        """Let the calendar tell why the sheet cannot be used. What fails on the way is logged only."""
        try:
            publication = health.publication(self.config, error, self.now, self.machine_timezone)
            if publication is None:
                return
            feed_file.publish(publication)
        except FollowupsError as failure:
            log.warning("the calendar cannot be told: %s", failure)
        else:
            for each in self._deliver(publication, self.config.timezone or self.machine_timezone):
                log.debug("told %s", each.to)

    def _publish_page(self, plan: Plan) -> Iterator[Delivery]:
        """Write the agenda beside the feed, unless it says the same already. Only a failure is told."""
        path = self.config.page_path
        places = [each.to for each in self.config.publish if not is_loopback(each.to)]
        content = page.render(plan, plan.drafts, public_url=self.config.feed.public_url, places=places)
        try:
            before = path.read_bytes() if path.exists() else b""
            if before and page.MARK not in before:
                log.warning("%s is not ours, so it is left alone", path)
            elif content != before:
                files.replace(path, content)
        except OSError as error:
            to = Path(self.config.feed.path).with_name(path.name).as_posix()
            message = (
                f"{to} cannot be written: {error.strerror}. Move away what stands there; see [feed] path"
            )
            yield Delivery(to, changed=False, error=ConfigError(message))

    def _deliver(self, publication: Publication, timezone: str) -> Iterator[Delivery]:
        """Publish to every other place. One that fails does not stop the others."""
        for target in self.config.publish:
            try:
                publisher = open_publisher(self.config, target, timezone=timezone)
                changed = publisher.publish(publication)
            except FollowupsError as error:
                log.warning("%s: %s", target.to, error)
                yield Delivery(target.to, changed=False, error=error)
            else:
                log.info("%s: %s", target.to, "changed" if changed else "unchanged")
                yield Delivery(target.to, changed)

    def _written(self, sheet: Sheet, feed_file: FeedFile) -> "_Written":
        """Plan and write the cells, again and again until they stand where they should."""
        changed, cells = False, 0
        for _ in range(TRIES):
            plan = self._plan(sheet, feed_file)
            notice = guard.check(plan, self.config, allow_shrink=self.allow_shrink, dry_run=False)
            try:
                version = self._write(sheet, plan)
            except WriteRefusedError as refusal:  # it does not hold the feed back
                return _Written(plan, notice, plan.table.version, changed, cells, refusal)
            except SheetChangedError as error:
                log.info("starting over: %s", error)
                continue
            changed, cells = changed or bool(plan.change), cells + len(plan.change.cells)
            if version is not None:
                return _Written(plan, notice, version, changed, cells)
            log.info("reading again to see where the cells landed")
        raise SheetChangedError(
            f"{self.config.sheet} keeps changing while it is read. The next run tries again."
        )

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Keep runs apart that share a sheet or a feed."""
        folder = state.folder()
        try:
            with ExitStack() as held:
                sheet = str(self.config.sheet_path or self.config.sheet)
                for path in sorted({sheet, str(self.config.feed_path)}):
                    lock = filelock.FileLock(folder / f"{state.hashed(path)}.lock", timeout=0)
                    held.enter_context(lock)
                yield
        except filelock.Timeout:
            raise TryAgainError(
                "another sync of this sheet is still running. The next run tries again."
            ) from None

    def _no_sheet(self) -> bool:
        path = self.config.sheet_path
        return self.config.embedded and path is not None and not path.exists()

    def _example(self) -> example.Rows:
        return example.rows(self.now.astimezone(ZoneInfo(self.machine_timezone)).date())

    def _create(self) -> None:
        from sync.sheets.excel_layout import create  # noqa: PLC0415 once, for the example

        try:
            create(self.config.resolve(self.config.sheet), self._example())
        except OSError as error:
            raise SheetUnusableError(f"{self.config.sheet} cannot be made here: {error.strerror}") from error

    def _feed_file(self) -> FeedFile:
        return FeedFile(self.config.feed_path, self.config.feed.path)

    def _plan(self, sheet: Sheet, feed_file: FeedFile) -> Plan:
        self.progress("reading the sheet", 0.0)
        table = sheet.read()
        self.progress("reading the last feed", 0.2)
        previous = feed_file.read()
        self.progress("working out the follow-ups", 0.3)
        settings = self.config.settings(
            sheet_timezone=table.timezone,
            sheet_locale=table.locale,
            machine_timezone=self.machine_timezone,
        )
        messages = Drafts(drafts.load(self.config.drafts_folder), settings.me)
        plan = make(table, previous, settings, messages, self.now)
        numbers = len(plan.rows), len(plan.follow_ups), len(plan.problems), len(plan.change.cells)
        log.info("%s: %d rows, %d follow-ups, %d problems, %d cells to write", table.source, *numbers)
        return plan

    def _write(self, sheet: Sheet, plan: Plan) -> str | None:
        if not plan.change:
            return plan.table.version
        self.progress("writing the sheet", 0.6)
        return sheet.write(plan.table, plan.change)
