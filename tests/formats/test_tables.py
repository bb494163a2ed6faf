"""Tables as spreadsheets and programs read them back: the same values, and nothing that runs."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from partnerships.formats import tables
from partnerships.formats.tables import ColumnKind, TableColumn

COLUMNS = [
    TableColumn("words", "Words."),
    TableColumn("sum", "A sum.", ColumnKind.NUMBER),
    TableColumn("day", "A day.", ColumnKind.DAY),
    TableColumn("at", "A moment.", ColumnKind.MOMENT),
    TableColumn("so", "Whether.", ColumnKind.YES_NO),
]
NOTHING = dict.fromkeys(column.name for column in COLUMNS)
FULL = {
    "words": "Ünïcode, “quoted”\nin two lines",
    "sum": "11900000000.5",
    "day": date(2024, 10, 23),
    "at": datetime(2024, 10, 23, 12, 30, tzinfo=UTC),
    "so": False,
}
RUN_BY_SPREADSHEETS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1"]


def as_csv(*rows):
    written = b"".join(tables.csv_table(COLUMNS, [rows]))
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def as_json(*rows):
    return b"".join(tables.json_lines_table(COLUMNS, [rows])).decode().splitlines()


def as_workbook(*rows):
    written = b"".join(tables.workbook_table(COLUMNS, [rows]))
    return load_workbook(io.BytesIO(written))


def test_csv_begins_with_the_mark_by_which_spreadsheets_know_utf_8():
    assert b"".join(tables.csv_table(COLUMNS, [])) == b"\xef\xbb\xbfwords,sum,day,at,so\r\n"


def test_csv_gives_each_value_back():
    assert as_csv(FULL) == [
        {
            "words": FULL["words"],
            "sum": "11900000000.5",
            "day": "2024-10-23",
            "at": "2024-10-23T12:30:00Z",
            "so": "false",
        }
    ]


def test_what_is_not_known_is_empty_and_never_0():
    assert as_csv(NOTHING) == [dict.fromkeys(NOTHING, "")]
    assert json.loads(as_json(NOTHING)[0]) == NOTHING
    assert [cell.value for cell in as_workbook(NOTHING).worksheets[0][2]] == [None] * len(COLUMNS)


@pytest.mark.parametrize("words", RUN_BY_SPREADSHEETS)
def test_no_cell_is_run(words):
    (row,) = as_csv(NOTHING | {"words": words})
    cell = as_workbook(NOTHING | {"words": words}).worksheets[0]["A2"]

    assert row["words"] == f"'{words}"
    assert cell.data_type == "s"
    assert cell.value.replace("\r", "\n") == words.replace("\r", "\n")


def test_a_number_below_zero_is_still_a_number():
    (row,) = as_csv(NOTHING | {"sum": "-5"})

    assert row["sum"] == "-5"


def test_json_lines_have_numbers_in_full():
    (line,) = as_json(FULL)

    assert '"sum":11900000000.5,' in line
    assert json.loads(line) == {
        "words": FULL["words"],
        "sum": 11900000000.5,
        "day": "2024-10-23",
        "at": "2024-10-23T12:30:00Z",
        "so": False,
    }


def test_a_moment_in_another_zone_is_told_in_a_workbook_as_it_is_in_utc():
    sheet = as_workbook(FULL | {"at": "2024-10-23T13:30:00+01:00"}).worksheets[0]

    assert sheet["D2"].value == datetime(2024, 10, 23, 12, 30)


def test_a_workbook_has_numbers_days_and_moments_as_such():
    sheet = as_workbook(FULL).worksheets[0]

    assert [cell.value for cell in sheet[1]] == list(NOTHING)
    assert [cell.value for cell in sheet[2]] == [
        FULL["words"],
        11900000000.5,
        datetime(2024, 10, 23),
        datetime(2024, 10, 23, 12, 30),
        False,
    ]
    assert sheet["B2"].number_format == "#,##0.00"
    assert sheet.freeze_panes == "A2"


def test_a_day_before_spreadsheets_know_any_stays_words():
    sheet = as_workbook(NOTHING | {"day": "1851-09-18"}).worksheets[0]

    assert sheet["C2"].value == "1851-09-18"


@pytest.mark.parametrize("words", ["#N/A", "bell \x07 rings", "\uffff", "x" * 40_000])
def test_a_workbook_takes_any_words(words):
    cell = as_workbook(NOTHING | {"words": words}).worksheets[0]["A2"]

    assert cell.data_type == "s"
    assert cell.value[:3] == words[:3].replace("\uffff", "\ufffd")
    assert len(cell.value) <= tables.LETTERS_OF_A_CELL


def test_a_full_sheet_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(tables, "ROWS_OF_A_SHEET", 3)

    book = as_workbook(*[NOTHING | {"words": str(number)} for number in range(5)])

    told = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    assert told == [["words", "0", "1"], ["words", "2", "3"], ["words", "4"]]


@pytest.mark.parametrize("write", [tables.csv_table, tables.json_lines_table])
def test_rows_go_out_as_they_come(write):
    come = []

    def batches():
        for number in range(3):
            come.append(number)
            yield [NOTHING]

    parts = write(COLUMNS, batches())
    part = next(part for part in parts if come)

    assert part
    assert come == [0]
