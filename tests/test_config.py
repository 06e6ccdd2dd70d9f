"""followups.toml: what it may say, where it is found, and how its mistakes are told."""

import subprocess
import sys
from dataclasses import fields
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sync.config import Config, Google, load
from sync.core.columns import OWN_HEADINGS, USER_HEADINGS
from sync.core.settings import Answer, Ask, CheckIn, Feed, Me, References, Rules, Settings, ThankYou
from sync.errors import ConfigError

SHEET = 'sheet = "interviews.xlsx"\n'
ROOT = "FOLLOWUPS_GOOGLE_API_ROOT"
EVERYTHING = """
sheet = "../My interviews.CSV"
worksheet = "Interviews"
timezone = "Europe/London"
country = "GB"
subdivision = "ENG"
day_first = true

[me]
name = "Pauline Hayes"
email = "pauline@example.org"
phone = "+44 20 7946 0000"

[columns]
company = "Employer"
thank_you_by = "Post or mail?"

[rules.thank_you]
at = "19:15"
after_end = 45
latest = 22:00:00
morning = "7:30"
missed_after = 3

[rules.references]
after_end = 0
opens = 08:00:00
closes = "18:00"
missed_after = 4

[rules.check_in]
at = "09:00"
without_decision = 7
assertive_again = 6
gentle_later = 0
missed_after = 12
give_up_after = 8

[rules.ask]
enabled = false
before = 45
without_time = "08:15"

[rules.reply]
enabled = false
at = "11:00"
missed_after = 2

[rules.offer_call]
at = 09:30:00
missed_after = 1

[rules.feedback]
at = "16:45"

[sheet_columns]
why = false
problem = false
next_due = true

[feed]
path = "out/me.ics"
name = "Follow-ups"
detail = "private"
alarm = false
public_url = "https://example.org/me.ics"

[drafts]
folder = "drafts"

[google]
auth = "service-account"
credentials = "../bot.json"
api_root = "http://127.0.0.1:8085/"
"""


def read(folder: Path, text: str | bytes) -> Config:
    (folder / "followups.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(None, cwd=folder, user_config_dir=folder / "none")


def mistakes(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(folder, text)
    return str(caught.value).splitlines()


def settings(
    config: Config, *, timezone: str | None = None, locale: str | None = None, machine: str = "Asia/Tokyo"
) -> Settings:
    return config.settings(sheet_timezone=timezone, sheet_locale=locale, machine_timezone=machine)


# What the file says


def test_every_setting_is_read(tmp_path: Path) -> None:
    config = read(tmp_path, EVERYTHING)
    assert config == Config(
        path=tmp_path / "followups.toml",
        folder=tmp_path,
        digest=config.digest,
        sheet="../My interviews.CSV",
        worksheet="Interviews",
        timezone="Europe/London",
        country="GB",
        subdivision="ENG",
        day_first=True,
        me=Me("Pauline Hayes", "pauline@example.org", "+44 20 7946 0000"),
        columns={"company": "Employer", "thank_you_by": "Post or mail?"},
        rules=Rules(
            ThankYou(time(19, 15), 45, time(22, 0), time(7, 30), 3),
            References(0, time(8, 0), time(18, 0), 4),
            CheckIn(time(9, 0), 7, 6, 0, 12, 8),
            Ask(enabled=False, before=45, without_time=time(8, 15)),
            reply=Answer(enabled=False, at=time(11, 0), missed_after=2),
            offer_call=Answer(at=time(9, 30), missed_after=1),
            feedback=Answer(at=time(16, 45)),
        ),
        sheet_columns=frozenset(OWN_HEADINGS) - {"why", "problem"},
        feed=Feed("out/me.ics", "Follow-ups", "private", None, public_url="https://example.org/me.ics"),
        drafts="drafts",
        google=Google("service-account", "../bot.json", "http://127.0.0.1:8085"),
    )
    assert not config.embedded


def test_what_is_not_said_has_the_protocols_default(tmp_path: Path) -> None:
    config = read(tmp_path, SHEET)
    assert config.rules == Rules(
        ThankYou(at=time(18, 0), after_end=30, latest=time(21, 0), morning=time(8, 30), missed_after=5),
        References(after_end=60, opens=time(9, 0), closes=time(20, 0), missed_after=5),
        CheckIn(
            at=time(10, 0),
            without_decision=5,
            assertive_again=5,
            gentle_later=2,
            missed_after=10,
            give_up_after=10,
        ),
        Ask(enabled=True, before=30, without_time=time(9, 0)),
        reply=Answer(enabled=True, at=time(10, 0), missed_after=5),
        offer_call=Answer(enabled=True, at=time(10, 0), missed_after=5),
        feedback=Answer(enabled=True, at=time(10, 0), missed_after=5),
    )
    assert config.feed == Feed("feed/followups.ics", "Interview follow-ups", "full", 0, None, "roll-up", None)
    assert config.me == Me("", "", "")
    assert config.sheet_columns == frozenset(OWN_HEADINGS)
    assert (config.worksheet, config.timezone, config.country, config.subdivision) == (None,) * 4
    assert (config.day_first, config.columns, config.drafts) == (None, {}, None)
    assert config.google == Google(auth=None, credentials="credentials.json", api_root=None)


@pytest.mark.parametrize(
    ("record", "section"),
    [
        (Me, "me"),
        (Feed, "feed"),
        (ThankYou, "rules.thank_you"),
        (References, "rules.references"),
        (CheckIn, "rules.check_in"),
        (Ask, "rules.ask"),
        (Answer, "rules.reply"),
        (Answer, "rules.offer_call"),
        (Answer, "rules.feedback"),
    ],
)
def test_every_setting_of_the_core_has_its_key(record: type, section: str, tmp_path: Path) -> None:
    wrong = "".join(f"{field.name} = []\n" for field in fields(record))
    assert len(mistakes(tmp_path, f"{SHEET}[{section}]\n{wrong}")) == len(fields(record))
    assert "is not a setting" not in "".join(mistakes(tmp_path, f"{SHEET}[{section}]\n{wrong}"))


def test_every_column_of_the_user_can_be_mapped(tmp_path: Path) -> None:
    mapped = {field: f"My {field}" for field in USER_HEADINGS}
    lines = "".join(f'{field} = "{heading}"\n' for field, heading in mapped.items())
    assert read(tmp_path, f"{SHEET}[columns]\n{lines}").columns == mapped


def test_every_column_of_the_tool_but_the_id_can_be_left_out(tmp_path: Path) -> None:
    lines = "".join(f"{field} = {str(field == 'follow_up_id').lower()}\n" for field in OWN_HEADINGS)
    assert read(tmp_path, f"{SHEET}[sheet_columns]\n{lines}").sheet_columns == {"follow_up_id"}


@pytest.mark.parametrize(("alarm", "minutes"), [("0", 0), ("15", 15), ("false", None)])
def test_an_alarm_is_minutes_before_or_none(alarm: str, minutes: int | None, tmp_path: Path) -> None:
    assert read(tmp_path, f"{SHEET}[feed]\nalarm = {alarm}").feed.alarm == minutes


@pytest.mark.parametrize(
    ("heartbeat", "days"),
    [("heartbeat = 3", 3), ("heartbeat = 60", 60), ("heartbeat = false", None), ("", None)],
)
def test_a_heartbeat_is_days_or_none_which_is_the_default(
    heartbeat: str, days: int | None, tmp_path: Path
) -> None:
    assert read(tmp_path, f"{SHEET}[feed]\n{heartbeat}\n").feed.heartbeat == days


@pytest.mark.parametrize("heartbeat", ["0", "61", "-3", "true", "2.5", '"three"'])
def test_a_heartbeat_that_is_no_number_of_days_is_told(heartbeat: str, tmp_path: Path) -> None:
    [said] = mistakes(tmp_path, f"{SHEET}[feed]\nheartbeat = {heartbeat}")
    assert "heartbeat" in said
    assert "is not a number of days; write a whole number from 1 to 60, or false for none" in said


def test_two_columns_may_swap_their_headings(tmp_path: Path) -> None:
    config = read(tmp_path, f'{SHEET}[columns]\ncompany = "Role"\nrole = "Company"')
    assert config.columns == {"company": "Role", "role": "Company"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_a_bom(encoding: str, tmp_path: Path) -> None:
    config = read(tmp_path, f'{SHEET}[columns]\r\ncompany = "Société"\r\n'.encode(encoding))
    assert config.columns == {"company": "Société"}


# Where it is found


def test_the_working_folder_comes_before_the_users_config_folder(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        (folder / "followups.toml").write_text(SHEET)
    (here / "other.toml").write_text(SHEET)

    def found(path: Path | None) -> Path | None:
        return load(path, cwd=here, user_config_dir=there).path

    assert found(Path("other.toml")) == here / "other.toml"
    assert found(there / "followups.toml") == there / "followups.toml"
    assert found(None) == here / "followups.toml"
    (here / "followups.toml").unlink()
    assert found(None) == there / "followups.toml"


def test_without_a_file_there_is_a_default_in_the_working_folder(tmp_path: Path) -> None:
    config = load(None, cwd=tmp_path, user_config_dir=tmp_path / "file" / "below")
    assert config.embedded
    assert (config.path, config.folder) == (None, tmp_path)
    assert config.sheet_path == tmp_path / "interviews.xlsx"
    assert config.feed_path == tmp_path / "feed" / "followups.ics"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "followups.toml").write_text(EVERYTHING)
    config = load(Path("conf/followups.toml"), cwd=tmp_path, user_config_dir=tmp_path)
    assert config.sheet_path == tmp_path / "conf" / ".." / "My interviews.CSV"
    assert config.feed_path == tmp_path / "conf" / "out" / "me.ics"
    assert config.drafts_folder == tmp_path / "conf" / "drafts"


@pytest.mark.parametrize(
    ("sheet", "path"),
    [
        ("a.xlsx", "/etc/followups/a.xlsx"),
        ("sub/a.xlsm", "/etc/followups/sub/a.xlsm"),
        ("/data/a.csv", "/data/a.csv"),
        ("~/a.csv", "/home/me/a.csv"),
        ("https://docs.google.com/spreadsheets/d/abc/edit#gid=0", None),
    ],
)
def test_a_sheet_is_a_file_or_a_link(
    sheet: str, path: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home" / "me"))
    folder = tmp_path / "etc" / "followups"
    folder.mkdir(parents=True)
    config = read(folder, f'sheet = "{sheet}"')
    wanted = None if path is None else Path(path) if sheet.startswith("/") else tmp_path / path[1:]
    assert config.sheet == sheet
    assert config.sheet_path == wanted


def test_the_built_in_drafts_are_used_when_no_folder_is_given(tmp_path: Path) -> None:
    assert read(tmp_path, SHEET).drafts_folder is None


def test_the_digest_moves_with_any_byte_of_the_file(tmp_path: Path) -> None:
    texts = [SHEET, SHEET, SHEET + "# a word\n", EVERYTHING]
    first, again, commented, everything = (read(tmp_path, text).digest for text in texts)
    assert first == again
    assert len({first, commented, everything}) == 3


# Its mistakes


SHEETS = "write a path to an .xlsx, .xlsm or .csv file, or an https:// link"
ZONES = 'write its IANA name, such as "Europe/London"'
COUNTRIES = 'write its two letters, such as "GB"'
IN_QUOTES = r"; write text in quotes, and a Windows path in single ones: 'C:\Users\me\interviews.xlsx'"
TIMES = 'write it like "18:00"'
MINUTES = "write a whole number from 0 to 1440"
ALARMS = "write the minutes before, a whole number from 0 to 40320, or false for none"
THANK_YOU, REFERENCES, CHECK_IN = "[rules.thank_you]\n", "[rules.references]\n", "[rules.check_in]\n"


@pytest.mark.parametrize(
    ("text", "told", "accepted"),
    [
        ("", "sheet: is missing", 'write a line such as sheet = "interviews.xlsx"'),
        ('sheet = "a.ods"', 'sheet: "a.ods" is not a sheet', SHEETS),
        ('sheet = "http://a.org/b.csv"', 'sheet: "http://a.org/b.csv" is not a sheet', SHEETS),
        ('sheet = "~nobody-here/a.csv"', 'sheet: "~nobody-here/a.csv" is not a sheet', SHEETS),
        ("sheet = 1", "sheet: 1 is not a sheet", SHEETS),
    ],
)
def test_a_sheet_that_cannot_be_one_is_told(text: str, told: str, accepted: str, tmp_path: Path) -> None:
    assert mistakes(tmp_path, text) == [f"followups.toml: {told}; {accepted}"]


@pytest.mark.parametrize(
    ("text", "told", "accepted"),
    [
        ("worksheet = 1", "worksheet: 1 is not text", "write it in quotes"),
        ('timezone = "London"', 'timezone: "London" is not a time zone', ZONES),
        ('timezone = "Europe"', 'timezone: "Europe" is not a time zone', ZONES),
        ('timezone = "../UTC"', 'timezone: "../UTC" is not a time zone', ZONES),
        ('timezone = ""', 'timezone: "" is not a time zone', ZONES),
        ('country = "England"', 'country: "England" is not a country with known holidays', COUNTRIES),
        ('country = "gb"', 'country: "gb" is not a country with known holidays', COUNTRIES),
        (
            'country = "GB"\nsubdivision = "LON"',
            'subdivision: "LON" is not a part of GB with holidays of its own',
            "write one of ENG, NIR, SCT, WLS",
        ),
        (
            'country = "JP"\nsubdivision = "13"',
            'subdivision: "13" is not a part of JP with holidays of its own',
            "leave it out",
        ),
        (
            'subdivision = "ENG"',
            'subdivision: "ENG" needs its country beside it',
            'write a line such as country = "GB"',
        ),
        ('day_first = "yes"', 'day_first: "yes" is not a yes or no', "write true or false"),
        ("me = 3", "me: 3 is not a section", "write its settings under [me]"),
        (
            '[columns]\ncompany = "Firm"\nrole = " FIRM: "',
            'columns.role: " FIRM: " is the heading of company already',
            "give each field one of its own",
        ),
        (
            '[columns]\nround = "#"',
            'columns.round: "#" is not a heading',
            "write yours as the sheet has it, in quotes",
        ),
        (THANK_YOU + 'at = "25:00"', 'rules.thank_you.at: "25:00" is not a time of day', TIMES),
        (THANK_YOU + 'at = "18"', 'rules.thank_you.at: "18" is not a time of day', TIMES),
        (THANK_YOU + "at = 18", "rules.thank_you.at: 18 is not a time of day", TIMES),
        (THANK_YOU + "at = 2026-11-18", 'rules.thank_you.at: "2026-11-18" is not a time of day', TIMES),
        (
            THANK_YOU + 'at = "21:30"',
            'rules.thank_you.latest: "21:00" is before at, "21:30"',
            "write a later time",
        ),
        (
            REFERENCES + 'closes = "08:00"',
            'rules.references.closes: "08:00" is before opens, "09:00"',
            "write a later time",
        ),
        (REFERENCES + "after_end = -1", "rules.references.after_end: -1 is not a number of minutes", MINUTES),
        (
            REFERENCES + "after_end = 1441",
            "rules.references.after_end: 1441 is not a number of minutes",
            MINUTES,
        ),
        (
            REFERENCES + "after_end = 1.5",
            "rules.references.after_end: 1.5 is not a number of minutes",
            MINUTES,
        ),
        (
            REFERENCES + "after_end = true",
            "rules.references.after_end: true is not a number of minutes",
            MINUTES,
        ),
        (
            CHECK_IN + "without_decision = 0",
            "rules.check_in.without_decision: 0 is not a number of working days",
            "write a whole number from 1 to 250",
        ),
        (
            CHECK_IN + "gentle_later = -1",
            "rules.check_in.gentle_later: -1 is not a number of working days",
            "write a whole number from 0 to 250",
        ),
        ("[rules.ask]\nenabled = 1", "rules.ask.enabled: 1 is not a yes or no", "write true or false"),
        ("[rules.ask]\nbefore = -5", "rules.ask.before: -5 is not a number of minutes", MINUTES),
        ('[rules.reply]\nat = "noon"', 'rules.reply.at: "noon" is not a time of day', TIMES),
        (
            "[rules.feedback]\nmissed_after = 0",
            "rules.feedback.missed_after: 0 is not a number of working days",
            "write a whole number from 1 to 250",
        ),
        ("[sheet_columns]\nwhy = 0", "sheet_columns.why: 0 is not a yes or no", "write true or false"),
        (
            "[sheet_columns]\nfollow_up_id = false",
            "sheet_columns.follow_up_id: false is not possible: this column is always written",
            "leave the line out",
        ),
        (
            '[feed]\npath = "interviews.xlsx"',
            'feed.path: "interviews.xlsx" is not a path for a feed',
            "write one that ends in .ics",
        ),
        (
            '[feed]\ndetail = "some"',
            'feed.detail: "some" is not a kind of detail',
            'write "full" or "private"',
        ),
        ("[feed]\nalarm = true", "feed.alarm: true is not an alarm", ALARMS),
        ("[feed]\nalarm = -5", "feed.alarm: -5 is not an alarm", ALARMS),
        ('[feed]\nalarm = "15"', 'feed.alarm: "15" is not an alarm', ALARMS),
        (
            '[feed]\npublic_url = "example.org"',
            'feed.public_url: "example.org" is not a link',
            "write one that starts with https:// or http://",
        ),
        (
            '[drafts]\nfolder = "a\\u0000b"',
            'drafts.folder: "a\\u0000b" is not a path of a folder',
            "write it in quotes",
        ),
        (
            '[google]\nauth = "password"',
            'google.auth: "password" is not a way of signing in',
            'write "oauth" or "service-account"',
        ),
        (
            '[google]\ncredentials = ""',
            'google.credentials: "" is not a path of a file',
            "write it in quotes",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_would_be_accepted(
    text: str, told: str, accepted: str, tmp_path: Path
) -> None:
    assert mistakes(tmp_path, SHEET + text) == [f"followups.toml: {told}; {accepted}"]


SAFE = "write an https:// link, or one on this machine such as http://127.0.0.1:8085"
UNSAFE = [
    "http://example.org",
    "http://127.0.0.1.example.org",
    "http://localhost@example.org",
    "http://me:secret@localhost",
    "http://localhost:99999",
    "http://[::1",
    "https://",
    "https://example.org?to=x",
    "ftp://localhost",
    "localhost:8085",
]


@pytest.mark.parametrize("root", UNSAFE)
def test_a_server_that_a_secret_may_not_be_sent_to_is_told(root: str, tmp_path: Path) -> None:
    wrong = [f'google.api_root: "{root}" is not a safe address; {SAFE}']
    assert mistakes(tmp_path, f'{SHEET}[google]\napi_root = "{root}"') == [f"followups.toml: {wrong[0]}"]
    with pytest.raises(ConfigError) as caught:
        load(None, cwd=tmp_path / "x", user_config_dir=tmp_path / "x", environ={ROOT: root})
    assert str(caught.value) == f'{ROOT}: "{root}" is not a safe address; {SAFE}'


@pytest.mark.parametrize(
    ("environment", "file", "taken"),
    [
        ({}, "", None),
        ({ROOT: ""}, "https://a.example/google", "https://a.example/google"),
        ({ROOT: "http://localhost:1"}, "", "http://localhost:1"),
        ({ROOT: "http://[::1]:8085/"}, "https://a.example", "http://[::1]:8085"),
        ({"GOOGLE_API_ROOT": "http://localhost:1"}, "", None),
    ],
)
def test_the_environment_goes_before_the_file(
    environment: dict[str, str], file: str, taken: str | None, tmp_path: Path
) -> None:
    line = f'[google]\napi_root = "{file}"' if file else ""
    (tmp_path / "followups.toml").write_text(SHEET + line)
    config = load(None, cwd=tmp_path, user_config_dir=tmp_path, environ=environment)
    assert config.google.api_root == taken
    assert config.digest == load(None, cwd=tmp_path, user_config_dir=tmp_path).digest


def test_of_a_long_value_the_beginning_is_told(tmp_path: Path) -> None:
    assert mistakes(tmp_path, f'{SHEET}timezone = "{"x" * 500}"') == [
        f'followups.toml: timezone: "{"x" * 59}… is not a time zone; {ZONES}'
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[columns]\ncompny = "x"', "columns.compny: is not a setting; did you mean company?"),
        ("[sheet_columns]\nwhyy = true", "sheet_columns.whyy: is not a setting; did you mean why?"),
        ("[rules.checkin]", "rules.checkin: is not a setting; did you mean check_in?"),
        (CHECK_IN + "when = 1", "rules.check_in.when: is not a setting"),
        ("[rules.thank_you]\nenabled = false", "rules.thank_you.enabled: is not a setting"),
        ("[rules.ask]\nenable = false", "rules.ask.enable: is not a setting; did you mean enabled?"),
        ("[rules.offer-call]", "rules.offer-call: is not a setting; did you mean offer_call?"),
        ("[rules.farewell]", "rules.farewell: is not a setting"),
        ('[google]\napi_rot = "x"', "google.api_rot: is not a setting; did you mean api_root?"),
        ('[[publishing]]\nto = "google-calendar"', "publishing: is not a setting; did you mean publish?"),
        ('"two\\nlines" = 1', '"two\\nlines": is not a setting'),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(text: str, told: str, tmp_path: Path) -> None:
    assert mistakes(tmp_path, SHEET + text) == [f"followups.toml: {told}"]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = """
        sheet = "interviews.ods"
        timezone = "London"
        wrksheet = "Interviews"
        [columns]
        compny = "Firm"
        role = "Job"
        round = "job"
        [rules.thank_you]
        at = "25:00"
        after_end = -1
        [feed]
        alarm = true
        """
    places = [line.split(": ")[1] for line in mistakes(tmp_path, text)]
    assert sorted(places) == [
        "columns.compny",
        "columns.round",
        "feed.alarm",
        "rules.thank_you.after_end",
        "rules.thank_you.at",
        "sheet",
        "timezone",
        "wrksheet",
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"sheet = 'a.csv'\n[me]\nname = \n", f"followups.toml, line 3, column 8: Invalid value{IN_QUOTES}"),
        (
            b"timezone = Europe/London",
            f"followups.toml, line 1, column 12: Invalid value{IN_QUOTES}",
        ),
        (
            rb'sheet = "C:\Users\me.xlsx"',
            f"followups.toml, line 1, column 14: Invalid hex value{IN_QUOTES}",
        ),
        (
            rb'sheet = "C:\me.xlsx"',
            f"followups.toml, line 1, column 14: Unescaped '\\' in a string{IN_QUOTES}",
        ),
        (
            b"sheet = 'C:\\a.csv'\nsheet = 'b.csv'",
            "followups.toml, end of document: Cannot overwrite a value",
        ),
        (b"sheet", "followups.toml, end of document: Expected '=' after a key in a key/value pair"),
        (
            "sheet = 'é.csv'".encode("cp1252"),
            "followups.toml: is not UTF-8 text; save it with the encoding UTF-8",
        ),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(data: bytes, told: str, tmp_path: Path) -> None:
    assert mistakes(tmp_path, data) == [told]


def test_a_number_too_long_to_read_is_told(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, f"worksheet = {'9' * 5000}")
    assert told.startswith("followups.toml: Exceeds the limit")


def test_a_file_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(Path("mine.toml"), cwd=tmp_path, user_config_dir=tmp_path)
    assert (
        str(caught.value) == "mine.toml: there is no such file; --config takes the path of a followups.toml"
    )


def test_a_file_that_cannot_be_read_is_told_with_its_path(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    (there / "followups.toml").mkdir(parents=True)
    with pytest.raises(ConfigError) as caught:
        load(None, cwd=here, user_config_dir=there)
    assert str(caught.value) == f"{there / 'followups.toml'}: cannot be read (Is a directory)"


# What stands in for what it leaves open


@pytest.mark.parametrize(
    ("said", "sheet", "machine", "zone"),
    [
        ("Europe/Paris", "Europe/London", "Asia/Tokyo", "Europe/Paris"),
        (None, "Europe/London", "Asia/Tokyo", "Europe/London"),
        (None, None, "Asia/Tokyo", "Asia/Tokyo"),
        (None, "Somewhere/Else", "Asia/Tokyo", "Asia/Tokyo"),
    ],
)
def test_the_time_zone_is_the_files_else_the_sheets_else_the_machines(
    said: str | None, sheet: str | None, machine: str, zone: str, tmp_path: Path
) -> None:
    config = read(tmp_path, SHEET + (f'timezone = "{said}"' if said else ""))
    assert settings(config, timezone=sheet, machine=machine).timezone == ZoneInfo(zone)


def test_a_machine_without_a_known_time_zone_needs_one_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        settings(read(tmp_path, SHEET), machine="Local")
    assert str(caught.value) == (
        'timezone: "Local", as this machine calls its own, is not known; '
        'name yours in followups.toml, such as timezone = "Europe/London"'
    )


@pytest.mark.parametrize(
    ("locale", "country", "day_first"),
    [
        ("en_GB", "GB", True),
        ("en_US", "US", False),
        ("es_US", "US", False),
        ("fil_PH", "PH", False),
        ("de", None, True),  # a language alone has no holidays
        ("fr_FR", "FR", True),
        ("pt-BR", "BR", True),
        ("sr_Latn_RS", "RS", True),
        ("de_DE.UTF-8", "DE", True),
        ("es_419", None, True),
        ("ja_JP", "JP", None),  # the year comes first
        ("hu_HU", "HU", None),
        ("sv_SE", "SE", None),
        ("en_CA", "CA", None),
        ("en", None, None),  # British or American?
        ("en_XX", None, True),
        ("C", None, None),
        ("english", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_holidays_and_the_order_of_a_date_are_by_default_those_of_the_sheets_locale(
    locale: str | None, country: str | None, *, day_first: bool | None, tmp_path: Path
) -> None:
    resolved = settings(read(tmp_path, SHEET), locale=locale)
    assert (resolved.country, resolved.day_first) == (country, day_first)


def test_a_country_says_which_days_are_free_and_not_in_which_order_a_date_is_written(tmp_path: Path) -> None:
    resolved = settings(read(tmp_path, f'{SHEET}country = "GB"\n'), locale=None)
    assert (resolved.country, resolved.day_first) == ("GB", None)


def test_what_the_file_says_goes_before_the_sheets_locale(tmp_path: Path) -> None:
    config = read(tmp_path, EVERYTHING)
    assert settings(config, timezone="Asia/Tokyo", locale="en_US") == Settings(
        timezone=ZoneInfo("Europe/London"),
        country="GB",
        subdivision="ENG",
        day_first=True,
        me=config.me,
        columns=config.columns,
        rules=config.rules,
        sheet_columns=config.sheet_columns,
        feed=config.feed,
    )


def test_reading_the_settings_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "followups.toml").write_text(SHEET)
    code = (
        "import sys; from pathlib import Path; from sync.config import load; "
        "load(None, cwd=Path(sys.argv[1]), user_config_dir=Path(sys.argv[1])); "
        "assert not {'pandas', 'numpy', 'holidays'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True)
