"""Manuscripts that came out wrong once, each after a public report: pasted, and as a file."""

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from partnerships.text.files.manuscript_files import manuscript, manuscript_text
from partnerships.text.files.pasted import markdown

FOLDER = Path(__file__).parents[2] / "faults"
CASES = {case["name"]: case for case in json.loads((FOLDER / "manuscripts.json").read_text())}
WORDED = {  # where the case gives no Markdown but says what is right
    "sup": {"It cost 10⁹ crowns."},
    "sup-note": {"It cost 12³ million."},
}
OF_MARKS = {"wrapped": ["paragraph"], "hash": ["paragraph", "paragraph"]}


def pasted(name):
    return markdown(CASES[name]["pasted"])


def of_a_file(name):
    return manuscript(manuscript_text(CASES[name]["pasted"].encode()))["body"]


ways = pytest.mark.parametrize("read", [pasted, of_a_file])


@ways
@pytest.mark.parametrize("name", [name for name in CASES if name not in OF_MARKS])
def test_a_manuscript_becomes_its_markdown(name, read):
    assert read(name) in WORDED.get(name, {CASES[name]["expect"]})


@ways
@pytest.mark.parametrize("name", OF_MARKS)
def test_words_become_paragraphs_and_no_marks(name, read):
    tokens = MarkdownIt("commonmark").parse(read(name))

    opened = [token.type.removesuffix("_open") for token in tokens if token.nesting == 1]
    assert opened == OF_MARKS[name]
