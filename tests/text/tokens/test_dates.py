"""Dates as newspapers write them: which day each means, and what the calendar has against it."""

import json
from datetime import date
from pathlib import Path

import pytest

from partnerships.text.tokens import tokens
from partnerships.vocabulary import TokenKind

ANCHOR = date(2024, 10, 23)  # a Wednesday
SAMPLES = json.loads(Path(__file__, "../../../sample_dates.json").resolve().read_text())


def dated(text, anchor=ANCHOR):
    """The words, the EDTF and the fault of each date in the text."""
    found = [one for one in tokens(text, names={}, anchor=anchor) if one.kind == TokenKind.DATE]
    return [(one.words, one.value.edtf, one.value.fault) for one in found]


@pytest.mark.parametrize("case", SAMPLES["manuscripts"], ids=lambda case: case["words"])
def test_a_weekday_chooses_the_year_or_is_a_fault(case):
    anchor = date.fromisoformat(case["anchor"])

    ((words, edtf, fault),) = dated(f"It was signed on {case['words']}.", anchor)

    assert (words, edtf) == (case["words"], case["expect"])
    assert (case["fault"] in fault) if case["fault"] else not fault


READ = [
    ("It was on Friday, 17 November.", ["2023-11-17"]),
    ("It was on Friday (18 October).", ["2024-10-18"]),
    ("It was on Monday, 2024-10-21, and on 2024-10-22 (Tuesday).", ["2024-10-21", "2024-10-22"]),
    ("On 17 October it met; the previous Tuesday it had not.", ["2024-10-17", "2024-10-15"]),
    ("On 17 October it met; the following Tuesday it did not.", ["2024-10-17", "2024-10-22"]),
    ("It met the previous Tuesday.", ["2024-10-15/2024-10-22"]),
    ("It met the Tuesday before last.", ["2024-10-08/2024-10-15"]),
    ("It met the Friday before last.", ["2024-10-11"]),
    ("It met the week before last, the year before last.", ["2024-10-07/2024-10-13", "2022"]),
    ("It met on Tuesday of last week.", ["2024-10-15"]),
    ("It met last week’s Friday.", ["2024-10-18"]),
    ("In its third quarter it lost.", [""]),
    ("Microsoft’s third quarter was bad.", [""]),
    ("In the third quarter of fiscal 2024 it won, and in Q3 FY24.", ["", ""]),
    ("In the fiscal third quarter it won.", [""]),
    ("In Q3 '19, 2024 Q2 and 1H24.", ["2019-07/2019-09", "2024-04/2024-06", "2024-01/2024-06"]),
    ("In Q3 20 companies came.", ["2024-07/2024-09"]),
    ("In the '90s and the eighties it was small.", ["199X", "198X"]),
    ("Last month’s round, this Friday's vote.", ["2024-09", "2024-10-25"]),
    ("In the 2000s, or in the twenties.", ["", ""]),
    ("About three years ago it began.", ["2021~"]),
    ("In the first week of May; in the week of 14 October; the week to 18 October.", ["", "", ""]),
    ("It met early in July, in late July.", ["2024-07-01/2024-07-10", "2024-07-21/2024-07-31"]),
    ("Tuesday week, a week on Tuesday, a week ago Tuesday, Tuesday last.", ["", "", "", ""]),
    ("The Tuesday before it met, the Tuesday after not; two Tuesdays ago.", ["", "", ""]),
    ("It met Tuesday before last.", ["2024-10-08/2024-10-15"]),
    (
        "It met on Friday the 25th, on Friday 25th, and on Friday the 18th of October.",
        ["", "", "2024-10-18"],
    ),
    ("In October '22, Oct-22 and 18-Oct-22; on 18 October ’22.", ["", "", "", ""]),
    ("In '99, and the class of ’99.", ["", ""]),
    ("From March-May 2024 on; in March and in May 2024.", ["", "2024-03", "2024-05"]),
    ("The day before yesterday, and the day after tomorrow.", ["", ""]),
    ("On 18 October 20 people came, in October 30.", ["2024-10-18", "2023-10-30"]),
    ("A decade ago it began.", ["2009/2019"]),
]


@pytest.mark.parametrize(("text", "edtf"), READ)
def test_what_a_newspaper_writes_is_read_as_what_it_is_or_not_at_all(text, edtf):
    assert [found for _, found, _ in dated(text)] == edtf


TO_COME = [
    ("The sale will close on 20 December.", "2024-12-20"),
    ("The sale will be completed on 20 December.", "2024-12-20"),
    ("It said that the sale would close on 20 December.", "2024-12-20"),
    ("The sale is expected to close by 15 January.", "2025-01-15"),
    ("The offer stands until 15 January.", "2025-01-15"),
    ("By 15 March the port had paid.", "2024-03-15"),
    ("The port had paid by 15 March.", "2024-03-15"),
    ("He stayed until 18 November.", "2023-11-18"),
    ("The port closed on 20 December.", "2023-12-20"),
    ("The port will reopen, it said on 20 December.", "2023-12-20"),
    ("The port will close. It opened on 20 December.", "2023-12-20"),
    ("It will open in December.", "2024-12"),
    ("It opened in December.", "2023-12"),
    ("The court will rule on Friday.", "2024-10-25"),
    ("The court ruled on Friday.", "2024-10-18"),
    ("It will report in the first quarter.", "2025-01/2025-03"),
    ("It will open next to the port in October.", "2024-10"),
]


@pytest.mark.parametrize(("text", "edtf"), TO_COME)
def test_what_is_to_come_takes_the_next_and_anything_else_the_latest(text, edtf):
    ((_, found, fault),) = dated(text)

    assert (found, fault) == (edtf, "")


def test_a_weekday_does_not_take_what_is_to_come_into_the_past():
    ((_, edtf, fault),) = dated("The sale will close on Wednesday, 20 December.")

    assert (edtf, fault) == ("", "20 December 2024 is a Friday, not a Wednesday.")
