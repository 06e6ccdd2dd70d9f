"""The stand-in over HTTP: values, typed cells, batches, metadata, sign-in, faults and hooks."""

from collections.abc import Callable

import pytest
import requests

from tests.google import Google, State, faults, serving
from tests.google.errors import JsonObject
from tests.google.faults import Fault

_KEY = "status"


class Client:
    """Asks the Sheets API as a signed-in user."""

    def __init__(self, google: Google) -> None:
        self.google = google
        self.id = google.state.create("Interviews").id
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {google.access_token()}"

    def ask(self, verb: str, path: str, body: JsonObject | None = None, **query: object) -> requests.Response:
        url = f"{self.google.root}/v4/spreadsheets/{self.id}{path}"
        params = {key: str(value) if not isinstance(value, list) else value for key, value in query.items()}
        return self.session.request(verb, url, json=body, params=params, timeout=60)

    def batch(self, *batch_requests: JsonObject, **options: object) -> JsonObject:
        answer = self.ask("POST", ":batchUpdate", {"requests": list(batch_requests), **options})
        assert answer.ok, answer.text
        return dict(answer.json())

    def mark_column(self, index: int) -> int:
        place = {"dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1, "sheetId": 0}
        made = {"metadataKey": _KEY, "visibility": "DOCUMENT", "location": {"dimensionRange": place}}
        reply = self.batch({"createDeveloperMetadata": {"developerMetadata": made}})
        return int(reply["replies"][0]["createDeveloperMetadata"]["developerMetadata"]["metadataId"])

    def marked_columns(self) -> list[int]:
        lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": _KEY}}]}
        found = self.ask("POST", "/developerMetadata:search", lookup).json()
        return [
            entry["developerMetadata"]["location"]["dimensionRange"]["startIndex"]
            for entry in found.get("matchedDeveloperMetadata", [])
        ]


@pytest.fixture
def client(google: Google) -> Client:
    return Client(google)


def _columns(start: int, end: int, **more: object) -> JsonObject:
    return {"dimension": "COLUMNS", "startIndex": start, "endIndex": end, "sheetId": 0, **more}


@pytest.mark.parametrize(
    ("request_body", "columns"),
    [
        ({"insertDimension": {"range": _columns(0, 2)}}, [5]),
        ({"insertDimension": {"range": _columns(4, 6)}}, [3]),
        ({"deleteDimension": {"range": _columns(0, 1)}}, [2]),
        ({"deleteDimension": {"range": _columns(3, 4)}}, []),
        ({"moveDimension": {"source": _columns(3, 4), "destinationIndex": 0}}, [0]),
        ({"moveDimension": {"source": _columns(0, 1), "destinationIndex": 8}}, [2]),
        ({"copyPaste": {
            "source": {"startColumnIndex": 3, "endColumnIndex": 4},
            "destination": {"startColumnIndex": 6, "endColumnIndex": 7},
        }}, [3, 6]),
        ({"sortRange": {"range": {"endRowIndex": 9}, "sortSpecs": [{"dimensionIndex": 0}]}}, [3]),
    ],
)  # fmt: skip
def test_metadata_goes_where_its_column_goes(
    client: Client, request_body: JsonObject, columns: list[int]
) -> None:
    client.mark_column(3)
    client.batch(request_body)
    assert client.marked_columns() == columns


def test_values_are_written_to_the_column_that_metadata_names_wherever_it_is_now(client: Client) -> None:
    metadata_id = client.mark_column(1)
    client.google.edit(client.id, {"insertDimension": {"range": _columns(0, 1)}})
    data = {
        "dataFilter": {"developerMetadataLookup": {"metadataId": metadata_id}},
        "majorDimension": "COLUMNS",
        "values": [["Status", None, "=1+2"]],
    }
    body = {"valueInputOption": "RAW", "data": [data]}
    answer = client.ask("POST", "/values:batchUpdateByDataFilter", body).json()
    assert answer["responses"][0]["updatedRange"] == "Sheet1!C1:C3"
    assert answer["totalUpdatedCells"] == 2
    assert client.google.values(client.id, "Sheet1!C1:C3") == [["Status"], [], ["=1+2"]]


def test_a_batch_with_an_invalid_request_changes_nothing(client: Client) -> None:
    good = {"updateSpreadsheetProperties": {"properties": {"title": "Other"}, "fields": "title"}}
    answer = client.ask("POST", ":batchUpdate", {"requests": [good, {"deleteSheet": {"sheetId": 9}}]})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "Invalid requests[1].deleteSheet: No sheet with id: 9"
    assert client.google.state.spreadsheet(client.id).properties["title"] == "Interviews"


def test_a_batch_answers_with_the_cells_that_were_asked_for(client: Client) -> None:
    cell = {"userEnteredValue": {"numberValue": 43831}}
    cell["userEnteredFormat"] = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}  # type: ignore[dict-item] # grows
    write = {"rows": [{"values": [cell]}], "fields": "*", "start": {"rowIndex": 1, "columnIndex": 1}}
    answer = client.batch(
        {"updateCells": write},
        includeSpreadsheetInResponse=True,
        responseRanges=["Sheet1!B1:B3"],
        responseIncludeGridData=True,
    )
    data = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]
    found = data["rowData"][1]["values"][0]
    assert data["startColumn"] == 1
    assert found["effectiveValue"] == {"numberValue": 43831}
    assert found["formattedValue"] == "2020-01-01"
    assert found["effectiveFormat"]["numberFormat"]["type"] == "DATE"
    assert len(data["rowMetadata"]) == 3


def test_one_masked_get_brings_properties_and_typed_cells(client: Client) -> None:
    client.google.type(client.id, "Sheet1!A1", [["Company", "Interview date"], ["Acme", "2026-11-18"]])
    fields = (
        "properties(locale,timeZone),"
        "sheets(properties(sheetId,title),data.rowData.values(effectiveValue,effectiveFormat.numberFormat))"
    )
    answer = client.ask("GET", "", fields=fields).json()
    assert answer["properties"] == {"locale": "en_US", "timeZone": "Etc/GMT"}
    assert answer["sheets"][0]["properties"] == {"sheetId": 0, "title": "Sheet1"}
    assert answer["sheets"][0]["data"][0]["rowData"][1]["values"] == [
        {"effectiveValue": {"stringValue": "Acme"}, "effectiveFormat": {}},
        {
            "effectiveValue": {"numberValue": 46344},
            "effectiveFormat": {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}},
        },
    ]


@pytest.mark.parametrize(
    ("verb", "path", "body", "query", "message"),
    [
        ("GET", "/values/Nowhere!A1", None, {}, "Unable to parse range: Nowhere!A1"),
        ("GET", "/values/A1", None, {"majorDimension": "SIDES"}, "Invalid value at 'major_dimension'"),
        ("GET", "/values/A1", None, {"colour": "red"}, 'Unknown name "colour": Cannot bind query parameter'),
        ("GET", "/values/AB1", None, {}, "Range (Sheet1!AB1) exceeds grid limits."),
        ("GET", "", None, {"fields": "sheets.colour"}, "Request contains an invalid argument."),
        ("PUT", "/values/A1", {"values": []}, {}, "'valueInputOption' is required but not specified"),
        ("PUT", "/values/A1", {"valeus": []}, {"valueInputOption": "RAW"}, 'Unknown name "valeus" at'),
        (
            "PUT", "/values/A1:B1", {"values": [[1, 2, 3]]}, {"valueInputOption": "RAW"},
            "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]",
        ),
        ("POST", ":batchUpdate", {"requests": []}, {}, "Must specify at least one request."),
        ("POST", ":batchUpdate", {"requests": [{"addSheet": {"colour": 1}}]}, {}, 'Unknown name "colour"'),
        (
            "POST", ":batchUpdate", {"requests": [{"addSheet": {"properties": {"title": "sheet1"}}}]}, {},
            'A sheet with the name "sheet1" already exists. Please enter another name.',
        ),
    ],
)  # fmt: skip
def test_an_invalid_request_is_answered_400(
    client: Client, verb: str, path: str, body: JsonObject | None, query: dict[str, object], message: str
) -> None:
    answer = client.ask(verb, path, body, **query)
    assert answer.status_code == 400
    assert message in answer.json()["error"]["message"]
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"


def test_appending_follows_the_guide_to_tables(client: Client) -> None:
    client.google.type(client.id, "A1", [["x", "y", "z"], ["x", "y", "z"]])
    client.google.type(client.id, "B4", [["x", "y", "z"], ["x", "y", "z"], ["x", "y", "z"]])

    def lands(where: str) -> str:
        before = client.google.state.spreadsheet(client.id)
        path = f"/values/{where}:append"
        answer = client.ask("POST", path, {"values": [["new"]]}, valueInputOption="RAW").json()
        client.google.state.replace(before)
        return str(answer["updates"]["updatedRange"]).removeprefix("Sheet1!")

    found = {where: lands(where) for where in ("Sheet1", "B4", "C5:D5", "B2:D4", "A3:G10", "A1", "E4", "A4")}
    assert found == {
        "Sheet1": "B7", "B4": "B7", "C5:D5": "B7", "B2:D4": "B7", "A3:G10": "B7",
        "A1": "A3", "E4": "E4", "A4": "A4",
    }  # fmt: skip


def test_formulas_follow_what_they_point_at(client: Client) -> None:
    client.google.type(client.id, "A1", [[2, 3, "=A1+B1", "=SUM(A:B)", '=IF(A1>1,"yes","no")', "=1/0"]])
    assert client.google.values(client.id, "A1:F1") == [["2", "3", "5", "5", "yes", "#DIV/0!"]]
    client.google.edit(client.id, {"insertDimension": {"range": _columns(1, 2)}})
    assert client.google.values(client.id, "D1:E1", "FORMULA") == [["=A1+C1", "=SUM(A:C)"]]


def test_without_a_valid_token_nothing_is_told(client: Client) -> None:
    client.session.headers["Authorization"] = "Bearer stolen"
    answer = client.ask("GET", "")
    assert answer.status_code == 401
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"


def test_a_restricted_sheet_is_for_those_it_was_shared_with(client: Client) -> None:
    token = client.google.access_token("bot@project.iam.gserviceaccount.com")
    client.google.state.restrict(client.id)
    client.session.headers["Authorization"] = f"Bearer {token}"
    assert client.ask("GET", "").status_code == 403
    client.google.state.share(client.id, "bot@project.iam.gserviceaccount.com", "reader")
    assert client.ask("GET", "").status_code == 200
    assert client.ask("POST", "/values/A1:clear").status_code == 403


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (faults.quota(7), "429 7 RESOURCE_EXHAUSTED"),
        (faults.unavailable(), "503 None UNAVAILABLE"),
        (faults.denied(), "403 None PERMISSION_DENIED"),
        (faults.missing(), "404 None NOT_FOUND"),
    ],
)
def test_a_refusal_on_demand(client: Client, fault: Fault, outcome: str) -> None:
    client.google.faults.at(1, fault)
    answer = client.ask("GET", "")
    status = answer.json()["error"]["status"]
    assert f"{answer.status_code} {answer.headers.get('Retry-After')} {status}" == outcome
    assert client.ask("GET", "").status_code == 200
    assert [request.status for request in client.google.log] == [answer.status_code, 200]


def test_a_503_may_be_html(client: Client) -> None:
    client.google.faults.at(1, faults.unavailable_html())
    assert client.ask("GET", "").headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "fault", [faults.reset(), faults.half(), faults.stall(0.01)], ids=lambda fault: fault.kind
)
def test_a_lost_answer_is_a_connection_error(client: Client, fault: Fault) -> None:
    client.google.faults.at(1, fault)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        client.ask("GET", "")


@pytest.mark.parametrize("applied", [True, False])
def test_a_write_may_be_lost_before_or_after_it_was_done(client: Client, *, applied: bool) -> None:
    client.google.faults.at(1, faults.reset(applied=applied))
    with pytest.raises(requests.ConnectionError):
        client.ask("PUT", "/values/A1", {"values": [["x"]]}, valueInputOption="RAW")
    assert client.google.values(client.id, "A1") == ([["x"]] if applied else [])


def test_the_user_edits_between_two_requests(client: Client) -> None:
    client.google.before(2, lambda _: client.google.type(client.id, "A1", [["typed"]]))
    seen = [client.ask("GET", "/values/A1").json().get("values") for _ in range(2)]
    assert seen == [None, [["typed"]]]


@pytest.mark.parametrize(
    "refuse",
    [
        lambda google: setattr(google.accounts, "revoked", True),
        lambda google: google.faults.at_token(faults.invalid_grant()),
    ],
    ids=["revoked", "on demand"],
)
def test_a_dead_refresh_token_is_an_invalid_grant(google: Google, refuse: Callable[[Google], object]) -> None:
    user = google.authorized_user()
    refuse(google)
    form = {"grant_type": "refresh_token"} | {
        key: user[key] for key in ("refresh_token", "client_id", "client_secret")
    }
    answer = requests.post(user["token_uri"], data=form, timeout=60)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_an_answer_against_the_schema_fails_the_test() -> None:
    def ask() -> None:
        with serving() as google:
            client = Client(google)
            google.state.spreadsheet(client.id).properties["colour"] = "red"
            assert client.ask("GET", "").status_code == 500

    with pytest.raises(AssertionError, match="unknown key 'colour'"):
        ask()


def test_a_hook_that_fails_fails_the_test() -> None:
    def hook(_: State) -> None:
        raise ValueError("the user slipped")

    def ask() -> None:
        with serving() as google:
            google.before_each(hook)
            Client(google).ask("GET", "")

    with pytest.raises(ValueError, match="slipped"):
        ask()


def test_ten_thousand_typed_rows_come_in_one_answer(client: Client) -> None:
    row = ["Acme", 1, "2026-11-18", "TRUE", "12%", *"abcdefghij"]
    grid = {"rowCount": 10_001, "columnCount": 15}
    properties = {"sheetId": 0, "gridProperties": grid}
    fields = "gridProperties(rowCount,columnCount)"
    client.batch({"updateSheetProperties": {"properties": properties, "fields": fields}})
    client.google.type(client.id, "A1", [row] * 10_000)
    answer = client.ask("GET", "", fields="sheets.data.rowData.values(effectiveValue,formattedValue)")
    assert len(answer.json()["sheets"][0]["data"][0]["rowData"]) == 10_000
