"""The command line: arguments in, exit code out. The only place that reads the clock.

Nothing heavy is imported before a command needs it: `--help` and a run with nothing to do start at once.
"""

import argparse
import gc
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sync.arguments import PORT, machine_timezone, parse
from sync.errors import ConfigError, FollowupsError
from sync.files import replace
from sync.spelled import as_typed

if TYPE_CHECKING:
    from sync.config import Config
    from sync.core.plan import Plan
    from sync.quiet import Told
    from sync.run import Report

BUG = 70
INTERRUPTED = 130
LOG_BYTES = 256 * 1024
log = logging.getLogger("sync")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    arguments = parse(argv)
    _start_log(arguments)
    try:
        return _command(arguments)
    except FollowupsError as error:
        return _fail(arguments, error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has gone away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        log.exception("a bug")
        _say(f"this is a bug ({type(error).__name__}: {error}). The traceback is in {_log_path()}")
        return BUG


def _command(arguments: argparse.Namespace) -> int:
    if arguments.command == "init":
        return _init(arguments)
    if arguments.command == "check":
        return _check(arguments)
    config = _load(arguments)
    if arguments.command == "auth":
        return _auth(arguments, config)
    if arguments.command == "serve":
        return _serve(arguments, config)
    now = (arguments.now or datetime.now(UTC)).replace(microsecond=0)
    machine = machine_timezone()
    if _is_sync(arguments):
        return _sync(arguments, config, now, machine)
    from sync import show  # noqa: PLC0415 not for --help, nor for an idle sync

    report = _run(arguments, config, now, machine)
    if arguments.command == "export":
        _export(arguments, report.plan)
    elif arguments.command == "draft":
        from sync import export  # noqa: PLC0415 not for --help

        print(export.drafts(report.plan, " ".join(arguments.company)))
    elif arguments.json:
        print(show.as_json(report))
    elif arguments.command == "agenda":
        show.agenda(report, show.console())
    else:
        show.diff(report, show.console())
    return 0


def _export(arguments: argparse.Namespace, plan: "Plan") -> None:
    from sync import export  # noqa: PLC0415 not for --help

    period = arguments.since, arguments.until
    lines = export.proof(plan, *period)
    name = plan.settings.me.name
    text = export.as_csv(lines) if arguments.csv else export.as_markdown(lines, name, plan.today, *period)
    if not arguments.output:
        print(text, end="")
        return
    path: Path = arguments.output
    try:
        ours = path.is_file() and path.read_text("utf-8-sig", "replace").startswith(export.MARKS)
        if path.exists() and not ours:
            raise ConfigError(f"{path} is no export of ours, so it is left alone; name another file")
        # Excel takes a CSV for UTF-8 only where it begins with a BOM; other programs stumble over one.
        replace(path, text.encode("utf-8-sig" if arguments.csv else "utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}") from error
    if not arguments.quiet:
        print(f"{len(lines)} lines written to {path}.")


def _auth(arguments: argparse.Namespace, config: "Config") -> int:
    from sync.google import credentials  # noqa: PLC0415 not for --help
    from sync.opening import scopes  # noqa: PLC0415 the same

    google = config.google
    credentials.sign_in(
        config.resolve(google.credentials),
        google.auth,
        google.api_root,
        scopes(config),
        open_browser=not arguments.no_browser,
        port=arguments.port or (PORT if arguments.no_browser else 0),
        tell=partial(print, flush=True),
    )
    return 0


def _serve(arguments: argparse.Namespace, config: "Config") -> int:
    import platformdirs  # noqa: PLC0415 not for --help

    from sync import serve, state  # noqa: PLC0415 not for --help
    from sync.serve.token import TokenFile  # noqa: PLC0415 the same

    token = TokenFile(platformdirs.user_config_path(state.APP) / "serve-token")
    tell = partial(print, flush=True)
    if arguments.rotate or arguments.print:
        secret = token.rotate() if arguments.rotate else token.obtain()
        tell(serve.addresses(arguments.host, arguments.port, secret))
        return 0
    shown = sys.stdout.isatty() and not arguments.quiet
    serve.serve(config.feed_path, token, arguments.host, arguments.port, tell if shown else None)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from sync import show  # noqa: PLC0415 not for --help
    from sync.check import check  # noqa: PLC0415 the same

    findings = check(partial(_load, arguments), partial(datetime.now, UTC), machine_timezone())
    if arguments.json:
        print(findings.as_json())
    else:
        findings.show(show.console(), failures_only=arguments.quiet)
    return findings.exit_code


def _init(arguments: argparse.Namespace) -> int:
    from sync import show  # noqa: PLC0415 not for --help
    from sync.init import Flags, Init  # noqa: PLC0415 the same
    from sync.init.ask import Questions  # noqa: PLC0415 the same

    console = show.console()
    console.quiet = arguments.quiet
    given = {name: value for name, value in vars(arguments).items() if name in Flags.__slots__}
    flags = Flags(
        **given | {"columns": dict(arguments.column or ())},
        open_browser=not arguments.no_browser,
        port=PORT if arguments.no_browser else 0,
    )
    asked = sys.stdin.isatty() and sys.stdout.isatty() and not (arguments.yes or arguments.quiet)
    machine = machine_timezone()
    today = datetime.now(ZoneInfo(machine)).date()
    questions = Questions(console) if asked else None
    clock = partial(datetime.now, UTC)
    Init(flags, Path.cwd(), os.environ, machine, today, console, questions, clock).run()
    return 0


def _is_sync(arguments: argparse.Namespace) -> bool:
    return arguments.command == "sync" and not arguments.dry_run


def _load(arguments: argparse.Namespace) -> "Config":
    import platformdirs  # noqa: PLC0415 not for --help

    from sync import config, state  # noqa: PLC0415 not for --help

    folder = platformdirs.user_config_path(state.APP)
    return config.load(arguments.config, cwd=Path.cwd(), user_config_dir=folder, environ=os.environ)


def _run(arguments: argparse.Namespace, config: "Config", now: datetime, machine: str) -> "Report":
    from sync import show  # noqa: PLC0415 not for --help, nor for an idle sync
    from sync.run import Run  # noqa: PLC0415 the same

    allow_shrink = getattr(arguments, "allow_shrink", False)
    with show.progress(wanted=not (arguments.json or arguments.quiet)) as progress:
        run = Run(config, now, machine, allow_shrink, progress)
        gc.disable()  # a run makes many records and no cycles: looking for some is a seventh of its time
        try:
            return run.sync() if _is_sync(arguments) else run.dry()
        finally:
            gc.freeze()  # what it made is needed to the end, so none of it is looked through then either
            gc.enable()


def _sync(arguments: argparse.Namespace, config: "Config", now: datetime, machine: str) -> int:
    from sync import idle  # noqa: PLC0415 not for --help

    told = _told(arguments)
    nothing_new = idle.last(config, now, machine)
    if nothing_new and not (arguments.json or arguments.verbose or arguments.allow_shrink):
        told.good()
        if sys.stdout.isatty() and not arguments.quiet:
            print(as_typed(nothing_new))
        return 0
    report = _run(arguments, config, now, machine)
    idle.remember(report, config, now, machine)
    return _tell(arguments, report, told)


def _tell(arguments: argparse.Namespace, report: "Report", told: "Told") -> int:
    """Say what a sync did: all of it to a person, and to cron what is new."""
    from sync import show  # noqa: PLC0415 not for --help, nor for an idle sync

    person = sys.stdout.isatty()
    if arguments.json:
        print(show.as_json(report))
    elif not arguments.quiet and (person or report.wrote):
        show.summary(report, show.console(), with_problems=person)
    lines = [str(problem) for problem in report.plan.problems]
    if not report.failures:
        told.good()
    if _mutes(arguments):
        lines = told.problems(lines)
    elif person and not arguments.quiet:
        lines = []  # they are in the summary
    lines += [report.notice] if report.notice else []
    for line in lines if not arguments.json else ():
        _say(line)
    return next(filter(None, [_fail(arguments, failure) for failure in report.failures]), 0)


def _fail(arguments: argparse.Namespace, error: FollowupsError) -> int:
    """Say a failure in one line. Without a terminal, once a day: cron mails whatever it hears."""
    log.error("%s", error)
    if _mutes(arguments) and not _told(arguments).failure(str(error)):
        return 0
    _say(str(error))
    return error.exit_code


def _mutes(arguments: argparse.Namespace) -> bool:
    return _is_sync(arguments) and not (arguments.json or arguments.verbose or sys.stderr.isatty())


def _told(arguments: argparse.Namespace) -> "Told":
    from sync import quiet, state  # noqa: PLC0415 not for --help

    key = f"told {Path.cwd() / (arguments.config or '')}"
    return quiet.Told(state.StateFile(key), (arguments.now or datetime.now().astimezone()).date())


def _say(message: str) -> None:
    print(f"followups: {as_typed(message)}", file=sys.stderr)


def _log_path() -> Path:
    from sync import state  # noqa: PLC0415 not for --help

    return state.place() / "followups.log"


def _start_log(arguments: argparse.Namespace) -> None:
    """Keep the whole story in the state folder, and with -v tell it on stderr too."""
    from sync import state  # noqa: PLC0415 not for --help

    log.setLevel(logging.INFO)
    log.propagate = False
    logging.raiseExceptions = False  # a log that cannot be written stops no run
    with suppress(ConfigError, OSError):
        state.folder()
        file = RotatingFileHandler(
            _log_path(), maxBytes=LOG_BYTES, backupCount=3, delay=True, encoding="utf-8"
        )
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        log.addHandler(file)
    if arguments.verbose:
        log.addHandler(logging.StreamHandler())
