"""Each row of docs/asvs.md names tests and headings that are there, or says why it names none."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "asvs.md"
ROW = re.compile(r"\| v5\.0\.0-(\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| (.+) \|")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
WORDS = re.compile(r"\]\((\w+\.md)#([\w-]+)\)")
# How many requirements the standard has, by level.
ASKED = {"1": 70, "2": 183}
REASON = 15  # letters, at least


def rows():
    """The rows of the page: number, level, what is asked, what shows it."""
    return [match.groups() for match in map(ROW.fullmatch, PAGE.read_text().splitlines()) if match]


def kind(shown):
    """Whether a row is “met”, “not applicable” or “not met”."""
    return next((word for word in ("not met", "not applicable") if f"{word}: " in shown), "met")


@cache
def names_in(name):
    """The names of the tests of a file; none where there is no file."""
    path = ROOT / name
    if not path.is_file():
        return set()
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    }


@cache
def headings_of(name):
    """What links of a page of the documents may lead to."""
    found = re.findall(r"^#+ (.+)$", (PAGE.parent / name).read_text(), re.M)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in found}


def test_every_line_of_the_tables_is_a_row():
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| v")]

    assert [line for line in lines if not ROW.fullmatch(line)] == []


def test_each_requirement_of_the_standard_has_one_row():
    numbers = [number for number, *_ in rows()]

    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    assert Counter(level for _, level, *_ in rows()) == ASKED
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])


def test_a_test_that_a_row_names_is_there():
    named = [(number, *test) for number, *_, shown in rows() for test in TEST.findall(shown)]

    assert len(named) > 200
    assert [one for one in named if one[2] not in names_in(one[1])] == []


def test_a_heading_that_a_row_leads_to_is_there():
    led = [(number, *to) for number, *_, shown in rows() for to in WORDS.findall(shown)]

    assert led
    assert [one for one in led if one[2] not in headings_of(one[1])] == []


def test_a_row_has_a_test_or_words_or_a_reason():
    def has_one(shown):
        if kind(shown) == "met":
            return TEST.search(shown) or WORDS.search(shown)
        return len(shown.partition(f"{kind(shown)}: ")[2]) >= REASON

    assert [number for number, *_, shown in rows() if not has_one(shown)] == []


def test_the_page_says_how_many_rows_are_met():
    told = re.findall(r"^\| ([12]) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", PAGE.read_text(), re.M)
    counted = Counter((level, kind(shown)) for _, level, _, shown in rows())

    assert [level for level, *_ in told] == ["1", "2"]
    for level, *numbers in told:
        kinds = [counted[level, one] for one in ("met", "not applicable", "not met")]
        assert [int(number) for number in numbers] == [sum(kinds), *kinds]
