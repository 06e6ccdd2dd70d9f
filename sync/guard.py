"""The shrink guard: a sheet that suddenly lacks many rows withdraws no reminder before it is believed."""

import logging

from sync import example, state
from sync.config import Config
from sync.core.plan import Plan
from sync.errors import ShrunkError

log = logging.getLogger(__name__)


def check(plan: Plan, config: Config, *, allow_shrink: bool, dry_run: bool) -> str:
    """Stop a run that would withdraw too much, unless the same rows were gone on an earlier day too.

    Gives what there is to say where it lets such a run go on. Raises ShrunkError.
    """
    lost = plan.lost(example.prints())
    file = state.StateFile(str(config.feed_path))
    kept = file.load()
    these, today = state.hashed("\n".join(sorted(lost))), plan.today.isoformat()
    (before, day), notice = kept.shrunk, ""
    if not lost or allow_shrink:
        kept.shrunk = "", ""
    elif plan.rows and before == these and day < today:
        notice = f"The rows of {len(lost)} open follow-ups have been gone since {day}: they are withdrawn."
        log.warning(notice)
    else:
        # Without `idle` the next good run is a whole one, which forgets what the guard has seen.
        kept.shrunk, kept.idle = (these, day if before == these else today), None
    if kept.shrunk != (before, day) and not dry_run:
        file.save(kept)
    if not kept.shrunk[0] or notice:
        return notice
    raise ShrunkError(
        f"{config.sheet}: the rows of {len(lost)} open follow-ups are gone since the last run, so "
        "no reminder was withdrawn. Bring them back; or if you deleted them, run "
        "`followups sync --allow-shrink` once" + (", or wait: tomorrow it is believed." if plan.rows else ".")
    )
