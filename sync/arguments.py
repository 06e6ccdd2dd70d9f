"""What the command line may say: every command, its flags, and what each accepts."""

import argparse
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sync import __version__

PORT = 8765  # an SSH tunnel has to know it beforehand
SERVE_PORT = 8025


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read a command line. Wrong usage ends the process, as argparse does it (exit 2)."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command == "export" and (arguments.since or date.min) > (arguments.until or date.max):
        parser.error(f"--from {arguments.since} is after --to {arguments.until}")
    return arguments


def machine_timezone() -> str:
    """Give the IANA name of this machine's time zone, UTC where it has none."""
    import tzlocal  # noqa: PLC0415 not for --help

    try:
        return str(tzlocal.get_localzone_name() or "UTC")
    except (ValueError, LookupError, OSError):  # TZ or /etc/localtime says what no zone is called
        return "UTC"


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", type=Path, metavar="PATH", help="the settings (default: followups.toml)")
    common.add_argument(
        "-q", "--quiet", action="store_true", help="print nothing when all is well (for cron)"
    )
    common.add_argument("-v", "--verbose", action="store_true", help="tell each step on stderr")
    clock = argparse.ArgumentParser(add_help=False)
    clock.add_argument("--now", type=_instant, metavar="ISO-8601", help="run as if it were this time")
    timed = argparse.ArgumentParser(add_help=False, parents=[clock])
    timed.add_argument("--json", action="store_true", help="print one JSON object")
    shrink = argparse.ArgumentParser(add_help=False)
    shrink.add_argument(
        "--allow-shrink", action="store_true", help="go on although many rows with follow-ups are gone"
    )

    parser = argparse.ArgumentParser(
        prog="followups",
        description="Work out the follow-ups of your interviews, and publish them to your calendar.",
        epilog="Exit codes: 0 done, 2 usage or settings, 65 the sheet, 75 try again later, "
        "77 Google refuses, 70 a bug.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    sync = commands.add_parser(
        "sync", parents=[common, timed, shrink], help="read, plan, write cells, publish the feed"
    )
    sync.add_argument("--dry-run", action="store_true", help="print the plan and touch nothing")
    commands.add_parser("plan", parents=[common, timed, shrink], help="the same as sync --dry-run")
    commands.add_parser("agenda", parents=[common, timed], help="what is overdue, due and next")
    draft = commands.add_parser(
        "draft", parents=[common, clock], help="the drafts of all that is open for one company"
    )
    draft.add_argument("company", nargs="+", metavar="COMPANY", help="its name, or a part that no other has")
    draft.set_defaults(json=False)
    _add_export(
        commands.add_parser(
            "export",
            parents=[common, clock],
            help="the proof of a job search: interviews and follow-ups, with the days when they were done",
        )
    )
    auth = commands.add_parser("auth", parents=[common], help="sign in to Google")
    auth.add_argument("--no-browser", action="store_true", help="print the link to open on another machine")
    auth.add_argument(
        "--port", type=_port, help=f"where the browser answers (default: any; {PORT} with --no-browser)"
    )
    check = commands.add_parser(
        "check", parents=[common], help="test every part of the set-up, and say how to mend what fails"
    )
    check.add_argument("--json", action="store_true", help="print one JSON object")
    serve = commands.add_parser(
        "serve", parents=[common], help="serve the feed and the agenda page over HTTP, until stopped"
    )
    serve.add_argument(
        "--host", type=_host, default="127.0.0.1", help="where to listen (default: this machine only)"
    )
    serve.add_argument("--port", type=_port, default=SERVE_PORT, help=f"its port (default: {SERVE_PORT})")
    serve.add_argument(
        "--rotate",
        action="store_true",
        help="make a new secret address, print it, and end; a running server takes it up at once",
    )
    serve.add_argument(
        "--print",
        action="store_true",
        help="print the secret addresses at that port, of a running server too, and end",
    )
    _add_init(
        commands.add_parser("init", parents=[common], help="make a sheet or adopt one, and the settings")
    )
    return parser


def _add_export(export: argparse.ArgumentParser) -> None:
    form = export.add_mutually_exclusive_group(required=True)
    form.add_argument("--csv", action="store_true", help="for a spreadsheet")
    form.add_argument("--md", action="store_true", help="as a Markdown table, to read and to print")
    export.add_argument("--from", dest="since", type=_day, metavar="DATE", help="the period's first day")
    export.add_argument("--to", dest="until", type=_day, metavar="DATE", help="its last day")
    export.add_argument("--output", type=Path, metavar="PATH", help="write this file and print nothing of it")
    export.set_defaults(json=False)


def _add_init(init: argparse.ArgumentParser) -> None:
    sheet = init.add_mutually_exclusive_group()
    sheet.add_argument("--sheet", metavar="LINK-OR-PATH", help="a sheet of yours; a new .xlsx is made")
    sheet.add_argument(
        "--new",
        nargs="?",
        const="Interviews",
        metavar="TITLE",
        help="make a Google Sheet (default: Interviews)",
    )
    init.add_argument("--worksheet", metavar="NAME", help="default: the one that looks like interviews")
    init.add_argument("--auth", choices=["oauth", "service-account"], help="how to sign in to Google")
    init.add_argument("--credentials", metavar="PATH", help="Google's file (default: credentials.json)")
    init.add_argument("--timezone", metavar="ZONE", help="yours, such as Europe/London")
    init.add_argument("--country", metavar="CODE", help="whose public holidays count, such as GB")
    for detail in ("name", "email", "phone"):
        init.add_argument(f"--{detail}", help=f"your {detail}, for the drafts")
    init.add_argument(
        "--column",
        type=_mapping,
        action="append",
        metavar="FIELD=HEADING",
        help="a heading of yours, any number",
    )
    init.add_argument(
        "--add-columns",
        action="store_true",
        help="add what the sheet lacks to its right; where settings are, to the sheet that they name",
    )
    init.add_argument("--feed", metavar="PATH", help="where the calendar feed goes (.ics)")
    init.add_argument(
        "--calendar",
        choices=["google", "apple", "other", "none"],
        help="the one that your phone shows; sets up what it needs to ring",
    )
    init.add_argument("--calendar-id", metavar="ID", help="a Google calendar that is there already")
    init.add_argument(
        "--publish", metavar="TARGET", help="where the feed goes: https://[user@]…/name.ics, gs://… or s3://…"
    )
    init.add_argument("--public-url", metavar="LINK", help="where calendar apps reach the feed")
    init.add_argument(
        "--heartbeat",
        metavar="DAYS",
        help="after so many days the calendar tells that this machine has stopped syncing; 0 for never",
    )
    init.add_argument("--force", action="store_true", help="replace followups.toml, keeping it as .bak")
    init.add_argument("--yes", action="store_true", help="ask nothing")
    init.add_argument("--no-browser", action="store_true", help="print the link to open on another machine")


def _mapping(text: str) -> tuple[str, str]:
    field, sign, heading = (part.strip() for part in text.partition("="))
    if not (field and sign and heading):
        raise argparse.ArgumentTypeError(f'"{text}" maps no column; write it like company="Employer"')
    return field, heading


def _instant(text: str) -> datetime:
    """Read --now. Without an offset it is on this machine's clock."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a time; write it like 2026-11-18T21:00 or 2026-11-18T21:00:00+00:00'
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(machine_timezone()))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it like 2026-11-18') from None


def _host(text: str) -> str:
    try:
        good = bool(text.encode("idna"))
    except UnicodeError:
        good = False
    if not good:  # an empty one would be every address of the machine
        raise argparse.ArgumentTypeError(f'"{text}" is not an address; write one such as 127.0.0.1')
    return text


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 1 << 16:
        raise argparse.ArgumentTypeError(f'"{text}" is not a port; write a number from 1 to 65535')
    return int(text)
