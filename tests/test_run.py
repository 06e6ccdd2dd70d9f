"""Whole runs on real files: the stories of a job seeker's weeks, the guards, and what a refusal leaves."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sync.core.compose import HEALTH_UID, OVERDUE_UID
from sync.core.feed import Feed
from sync.core.plan import SHRUNK_AT_LEAST
from sync.core.vevent import Published, Status
from tests.helpers import (
    CSV,
    FEED,
    NOW,
    SHEET,
    SILENCE,
    edit,
    files_below,
    followups,
    lay_out,
    published,
    sync,
)

NEXT_DAY, DAY_AFTER = "2026-11-19T06:00+00:00", "2026-11-20T06:00+00:00"
WORKBOOK = Path("interviews.xlsx")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def event(title: str) -> Published:
    [found] = [event for event in published().events.values() if event.title == title]
    return found


def open_titles(feed: Feed) -> set[str]:
    return {event.title for event in feed.events.values() if event.status is Status.OPEN}


# The example


def test_without_settings_an_example_is_made_and_synced_and_the_second_run_changes_no_byte(
    folder: Path,
) -> None:
    said = sync()
    assert said.code == 0
    for section in ("Overdue", "Due today", "Next"):
        assert f"\n{section}\n" in f"\n{said.out}"
    before = dict(files_below(folder))
    assert before.keys() == {"interviews.xlsx", "feed/followups.ics", "feed/index.html"}
    assert sync() == SILENCE
    assert sync("-v").code == 0
    assert dict(files_below(folder)) == before


def test_the_example_shows_in_its_columns_what_is_overdue_due_and_scheduled() -> None:
    sync()
    rows = as_dicts(opened())
    assert {row["Thank-you status"] for row in rows} >= {"Overdue", "Due", "Scheduled", "Done", "Missed"}
    assert isinstance(rows[0]["Next due"], datetime)
    assert all(row["Follow-up ID"] for row in rows if row["Next step"])


def test_an_example_that_cannot_be_made_is_one_line(folder: Path) -> None:
    WORKBOOK.symlink_to(folder / "nowhere" / "interviews.xlsx")
    said = sync()
    assert said.code == 65
    assert said.err.startswith("followups: interviews.xlsx cannot be made here: ")


# A workbook that its user goes on editing


def opened() -> Worksheet:
    [worksheet] = openpyxl.load_workbook(WORKBOOK).worksheets
    return worksheet


def as_dicts(worksheet: Worksheet) -> list[dict[str, object]]:
    header, *rows = worksheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_a_thank_you_is_marked_rows_are_sorted_and_one_is_added_in_another_program() -> None:
    sync()
    first = published()
    globex_before = event("Thank Maria Silva (Globex)")
    workbook = openpyxl.load_workbook(WORKBOOK)
    [worksheet] = workbook.worksheets
    columns = {cell.value: number for number, cell in enumerate(worksheet[1])}
    rows = [[cell.value for cell in row] for row in worksheet.iter_rows(min_row=2)]
    for row in rows:
        if row[columns["Company"]] == "Globex":
            row[columns["Thank-you sent"]] = "yes"
    rows.sort(key=lambda row: str(row[columns["Company"]]), reverse=True)
    rows.insert(0, [None] * len(columns))
    rows[0][columns["Company"]] = "Cyberdyne"
    rows[0][columns["Interview date"]] = datetime(2026, 11, 20, 9)  # noqa: DTZ001 cells have no zone
    rows[0][columns["Interviewers"]] = "Miles Dyson"
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            worksheet.cell(number, column).value = value
    workbook.save(WORKBOOK)

    said = sync(now=NEXT_DAY)
    assert said.code == 0
    second = published()
    assert first.events.keys() <= second.events.keys()
    new_titles = {second.events[uid].title for uid in second.events.keys() - first.events.keys()}
    assert new_titles == {
        "Thank Miles Dyson (Cyberdyne)",
        "Check in with Cyberdyne",
        "Ask what comes next (Cyberdyne)",
    }
    globex = event("✓ Thank Maria Silva (Globex)")
    assert globex.uid == globex_before.uid
    assert globex.sequence == globex_before.sequence + 1
    moved = {uid for uid in first.events if second.events[uid].sequence != first.events[uid].sequence}
    asked = {uid for uid in moved if "-ask@" in uid}  # the interview of the day before is over
    assert len(asked) == 1
    assert moved == {globex.uid, OVERDUE_UID, *asked}
    states = {row["Company"]: row["Thank-you status"] for row in as_dicts(opened())}
    assert next(iter(states.items())) == ("Cyberdyne", "Scheduled")
    assert (states["Globex"], states["Acme"], states["Hooli"]) == ("Done", "Overdue", "Scheduled")
    assert sync(now=NEXT_DAY) == SILENCE


# A CSV that a person made: a title line, semicolons, cp1252, text dates


MADE_BY_HAND = """\
Meine Gespräche: Herbst;;;;;
Company;Role;Interview date;Interviewers;Thank-you sent;Notes
Müller & Söhne;Köchin;18.11.2026 10:00;Jörg Weiß;;"sagte; bald"
Café Zoë;Bäckerin;17 Nov 2026;Anna Groß;;
Straßenbau;Fahrerin;2026-11-20;Ümit Öz;;5 € extra
"""
GERMAN = 'sheet = "interviews.csv"\ntimezone = "Europe/Berlin"\nday_first = true\n'


def test_a_csv_that_a_person_made_keeps_its_bytes_and_the_rows_keep_their_uids() -> None:
    lay_out(settings=GERMAN)
    SHEET.write_bytes(MADE_BY_HAND.replace("\n", "\r\n").encode("cp1252"))
    assert sync().code == 0
    first = published()
    assert open_titles(first) >= {"Thank Jörg Weiß (Müller & Söhne)", "Check in with Straßenbau"}
    text = SHEET.read_bytes().decode("cp1252")
    title, header, *lines = text.split("\r\n")
    for was, line in zip(MADE_BY_HAND.split("\n"), [title, header, *lines], strict=True):
        assert line.startswith(was)

    mueller, zoe, strasse, end = lines
    zoe = zoe.replace("Anna Groß;;", "Anna Groß;x;")
    new = "Bäckerei Ångström;;19.11.2026;Åsa;;"
    lines = [title, header, strasse, new, zoe, mueller, end]
    SHEET.write_bytes("\r\n".join(lines).encode("cp1252"))
    assert sync(now=NEXT_DAY).code == 0
    second = published()
    assert first.events.keys() <= second.events.keys()
    assert event("✓ Thank Anna Groß (Café Zoë)").sequence == 1
    unmoved = {uid: was for uid, was in first.events.items() if "Anna" not in was.title}
    del unmoved[OVERDUE_UID]
    over = [uid for uid, was in unmoved.items() if was.title.endswith(" (Müller & Söhne)") and "ask" in uid]
    for uid in [*over, event("Check in with Müller & Söhne").uid]:  # it now says that they named no date
        del unmoved[uid]
    assert unmoved.items() <= second.events.items()
    below_the_title = io.StringIO(SHEET.read_bytes().decode("cp1252").split("\r\n", 1)[1])
    rows = csv.DictReader(below_the_title, delimiter=";")
    assert [(row["Company"], row["Thank-you status"]) for row in rows] == [
        ("Straßenbau", "Scheduled"),
        ("Bäckerei Ångström", "Due"),
        ("Café Zoë", "Done"),
        ("Müller & Söhne", "Overdue"),
    ]
    assert sync(now=NEXT_DAY) == SILENCE


# A sheet that cannot be written now


def test_while_the_workbook_is_open_elsewhere_the_feed_goes_out_but_for_rows_with_new_ids() -> None:
    sync()
    uids = published().events.keys()
    workbook = openpyxl.load_workbook(WORKBOOK)
    [worksheet] = workbook.worksheets
    columns = {str(cell.value): number for number, cell in enumerate(worksheet[1], start=1)}
    worksheet.cell(2, columns["Thank-you sent"], "yes")
    worksheet.cell(10, columns["Company"], "Cyberdyne")
    worksheet.cell(10, columns["Interview date"], "2026-11-20")
    workbook.save(WORKBOOK)
    saved = WORKBOOK.read_bytes()
    lock = Path(".~lock.interviews.xlsx#")
    lock.touch()

    said = sync()
    assert said.code == 75
    assert "open in another program" in said.err
    assert WORKBOOK.read_bytes() == saved
    assert published().events.keys() == uids
    assert event("✓ Thank Jane Doe (Acme)").sequence == 1

    lock.unlink()
    assert sync().code == 0
    assert open_titles(published()) >= {"Check in with Cyberdyne"}
    assert event("✓ Thank Jane Doe (Acme)").sequence == 1
    row = as_dicts(opened())[0]
    assert row["Thank-you status"] == "Done"
    assert sync() == SILENCE


def test_a_read_only_sheet_does_not_hold_the_feed_back_either() -> None:
    lay_out()
    sync()
    edit("Jane Doe;;", "Jane Doe;yes;")
    SHEET.chmod(0o444)
    assert sync().code == 65
    assert event("✓ Thank Jane Doe (Acme)").status is Status.DONE
    SHEET.chmod(0o644)
    assert sync().code == 0
    assert "Done" in SHEET.read_text()


# The feed's own place


def test_another_programs_calendar_is_left_alone() -> None:
    lay_out()
    FEED.parent.mkdir()
    foreign = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    FEED.write_bytes(foreign)
    said = sync()
    assert said.code == 2
    assert said.err.startswith("followups: feed/followups.ics is not a feed of ours")
    assert FEED.read_bytes() == foreign
    assert SHEET.read_text() == CSV


@pytest.mark.parametrize("in_the_way", ["feed", "feed/followups.ics"])
def test_a_feed_that_cannot_be_written_is_one_line(in_the_way: str) -> None:
    lay_out()
    path = Path(in_the_way)
    path.parent.mkdir(exist_ok=True)
    path.touch() if in_the_way == "feed" else path.mkdir()
    said = sync()
    assert said.code == 2
    assert said.err.startswith("followups: feed/followups.ics cannot be ")
    assert said.err.count("\n") == 1


def test_a_lost_feed_comes_back_with_the_same_uids() -> None:
    lay_out()
    sync()
    before = FEED.read_bytes()
    FEED.unlink()
    sync()
    assert FEED.read_bytes() == before


# The shrink guard


def shrink(*companies: str) -> None:
    lines = SHEET.read_text().splitlines(keepends=True)
    SHEET.write_text("".join(line for line in lines if not line.startswith(companies)))


def test_a_sheet_that_lost_half_its_rows_stops_the_run_and_the_feed_stays() -> None:
    lay_out()
    sync()
    feed = FEED.read_bytes()
    shrink("Acme", "Globex")
    shrunk = SHEET.read_bytes()
    said = sync("--json")
    assert (said.code, said.out) == (65, "")
    assert "interviews.csv: the rows of 6 open follow-ups are gone since the last run" in said.err
    told = bytes(published().events[HEALTH_UID])
    assert (FEED.read_bytes().replace(told, b""), SHEET.read_bytes()) == (feed, shrunk)
    assert followups("plan", "--now", NOW).code == 65


def test_the_same_sheet_is_believed_on_a_later_day_and_it_is_said() -> None:
    lay_out()
    sync()
    shrink("Acme", "Globex")
    assert sync("--json").code == 65
    assert sync("--json", now="2026-11-18T23:00+00:00").code == 65
    said = sync(now=NEXT_DAY)
    assert said.code == 0
    assert "The rows of 6 open follow-ups have been gone since 2026-11-18: they are withdrawn." in said.err
    titles = {"Thank Peter Gibb (Initech)", "Check in with Initech", "1 follow-up overdue"}
    assert open_titles(published()) == titles
    assert sync(now=NEXT_DAY) == SILENCE


def test_that_it_is_believed_is_said_in_the_json_too() -> None:
    lay_out()
    assert "notice" not in json.loads(sync("--json").out)
    shrink("Acme", "Globex")
    sync("--json")
    said = sync("--json", now=NEXT_DAY)
    assert json.loads(said.out)["notice"] == (
        "The rows of 6 open follow-ups have been gone since 2026-11-18: they are withdrawn."
    )
    assert said.err == ""


def test_a_sheet_that_shrinks_further_on_the_next_day_is_not_believed_yet() -> None:
    lay_out()
    sync()
    shrink("Acme", "Globex")
    sync()
    shrink("Initech")
    SHEET.write_text(SHEET.read_text() + "Hooli;SRE;2026-11-30;Gavin;;\n")
    assert sync("--json", now=NEXT_DAY).code == 65
    assert sync("--json", now=DAY_AFTER).code == 0


def test_a_sheet_with_no_rows_is_never_believed() -> None:
    lay_out()
    sync()
    shrink("Acme", "Globex", "Initech")
    for now in (NEXT_DAY, DAY_AFTER, "2027-01-01T06:00+00:00"):
        assert sync("--json", now=now).code == 65


def test_rows_that_come_back_in_time_lose_nothing() -> None:
    lay_out()
    sync()
    feed, sheet = FEED.read_bytes(), SHEET.read_bytes()
    shrink("Acme", "Globex")
    sync()
    SHEET.write_bytes(sheet)
    assert sync("-q") == SILENCE
    told = bytes(published().events[HEALTH_UID])
    assert FEED.read_bytes().replace(told, b"") == feed


def test_allow_shrink_lets_the_run_go_on_once() -> None:
    lay_out()
    sync()
    shrink("Acme", "Globex")
    assert sync("--allow-shrink").code == 0
    assert len(open_titles(published())) == 3
    assert sync() == SILENCE


def test_ticking_everything_as_done_accepting_an_offer_and_a_new_sheet_do_not_trip_it() -> None:
    lay_out()
    sync()
    for name in ("Jane Doe", "Maria Silva", "Peter Gibb"):
        edit(f"{name};;", f"{name};yes;")
    assert sync("--json").code == 0
    for name in ("Jane Doe", "Maria Silva", "Peter Gibb"):
        edit(f"{name};yes;", f"{name};yes;accepted")
    assert sync("--json").code == 0
    Path("own.csv").write_text("Company,Interview date\nHooli,2026-11-20\n")
    lay_out(settings='sheet = "own.csv"\n')
    assert sync("--json").code == 0


def test_moving_from_the_example_to_ones_own_sheet_does_not_trip_it() -> None:
    sync()
    lay_out()
    assert sync().code == 0
    assert {title for title in open_titles(published()) if not title.startswith("Ask")} == {
        "Thank Jane Doe (Acme)",
        "Check in with Acme",
        "Thank Maria Silva (Globex)",
        "Check in with Globex",
        "Thank Peter Gibb (Initech)",
        "Check in with Initech",
    }


def replace_rows(*own: tuple[str, str, str]) -> None:
    """Delete every row of the workbook, and enter a company, a role and a day for each of one's own."""
    book = openpyxl.load_workbook(WORKBOOK)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    sheet.delete_rows(2, sheet.max_row)
    for number, (company, role, day) in enumerate(own, 2):
        for heading, value in (("Company", company), ("Role", role), ("Interview date", day)):
            sheet.cell(number, headings.index(heading) + 1, value)
    book.save(WORKBOOK)


def test_the_row_that_shows_how_may_be_deleted_as_it_says() -> None:
    assert followups("init", "--sheet", str(WORKBOOK), "--yes").code == 0
    sync()
    assert len(open_titles(published())) >= SHRUNK_AT_LEAST
    replace_rows(("Hooli", "SRE", "2026-11-18"))
    assert sync("--json").code == 0


def test_the_examples_rows_may_be_replaced_after_init_took_its_workbook_too() -> None:
    sync()
    assert followups("init", "--sheet", str(WORKBOOK), "--yes").code == 0
    sync()
    replace_rows(("Hooli", "SRE", "2026-11-18"))
    assert sync("--json").code == 0


def test_a_real_interview_at_a_company_of_the_examples_is_guarded() -> None:
    sync()
    replace_rows(*((company, "Clerk", "2026-11-18") for company in ("Acme", "Globex", "Initech")))
    assert sync("--json").code == 0
    replace_rows(("Hooli", "SRE", "2026-11-30"))
    said = sync("--json")
    assert (said.code, "the rows of 9 open follow-ups are gone" in said.err) == (65, True)


def test_rows_that_are_made_up_do_not_outvote_ones_own() -> None:
    sync()
    book = openpyxl.load_workbook(WORKBOOK)
    sheet = book.worksheets[0]
    for company in ("Hooli", "Pied Piper"):
        sheet.append([company, "Clerk", "", "2026-11-18"])
    book.save(WORKBOOK)
    assert sync("--json").code == 0
    replace_rows(("Raviga", "Clerk", "2026-11-18"))
    said = sync("--json")
    assert (said.code, "the rows of 6 open follow-ups are gone" in said.err) == (65, True)


def test_what_the_guard_says_names_the_command_and_claims_nothing_that_is_not_so() -> None:
    lay_out()
    sync()
    shrink("Acme", "Globex")
    assert sync("--json").err == (
        "followups: interviews.csv: the rows of 6 open follow-ups are gone since the last run, so no "
        "reminder was withdrawn. Bring them back; or if you deleted them, run "
        "`followups sync --allow-shrink` once, or wait: tomorrow it is believed.\n"
    )
