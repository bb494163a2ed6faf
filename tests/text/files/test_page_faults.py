"""Pages that came out wrong once, each after a public report: kept as a copy of a source, what one
sees on them can be quoted, what one does not see cannot, and what is missing is told."""

import json
import time
from pathlib import Path

import pytest

from partnerships.errors import NotReadable
from partnerships.text.files import media
from partnerships.text.files.file_reader import read_file_here
from partnerships.text.quotations import proofs
from partnerships.text.typography import normalized
from partnerships.vocabulary import Legibility

FOLDER = Path(__file__).parents[2] / "faults"
CASES = {case["name"]: case for case in json.loads((FOLDER / "pages.json").read_text())}
ADDRESS = "https://example.org/news/port"


def of(key):
    named = [name for name, case in CASES.items() if key in case["expect"]]
    assert named
    return pytest.mark.parametrize("name", named)


def content(name):
    return (FOLDER / CASES[name]["file"]).read_bytes()


def read(name):
    return read_file_here(content(name), media.HTML, "", ADDRESS)


@of("quotable")
def test_what_one_sees_can_be_quoted(name):
    copy = normalized(read(name).text)

    unproved = [words for words in CASES[name]["expect"]["quotable"] if not proofs(words, copy)]
    assert unproved == []


@of("not_quotable")
def test_what_one_does_not_see_cannot_be_quoted(name):
    copy = normalized(read(name).text)

    proved = [words for words in CASES[name]["expect"]["not_quotable"] if proofs(words, copy)]
    assert proved == []


@of("authors")
def test_authors_are_names(name):
    assert list(read(name).authors) == CASES[name]["expect"]["authors"]


@of("title")
def test_a_title_is_without_the_name_of_the_site(name):
    assert read(name).title == CASES[name]["expect"]["title"]


@of("published_told")
def test_days_that_differ_are_all_told(name):
    assert list(read(name).published_told) == CASES[name]["expect"]["published_told"]


@of("refused")
def test_a_page_without_text_is_refused(name):
    with pytest.raises(NotReadable):
        read(name)


@of("warned")
def test_what_a_page_shows_in_place_of_its_text_is_told(name):
    assert CASES[name]["expect"]["warned"] in Legibility(read(name).legibility).label.lower()


@of("cpu_below")
def test_a_page_of_blanks_is_read_as_soon_as_any(name):
    read("dek")  # what readers bring is loaded now
    began = time.process_time()

    read(name)

    assert time.process_time() - began < CASES[name]["expect"]["cpu_below"]
