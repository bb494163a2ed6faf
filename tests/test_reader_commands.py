"""Others try the reader at a command line, without a desk; the examples in docs are run."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.sample_pdfs import pdf

QUOTED = "The fund pays nine million for the quay of the town."
GUIDE = Path(__file__).parents[1] / "docs" / "try_the_reader.md"


def said(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The files that the documentation shows, in the folder that one stands in."""
    shown = re.findall(r"^`(\S+)` says:\n\n((?:    .*\n)+)", GUIDE.read_text(), re.M)
    assert shown
    for name, text in shown:
        (tmp_path / name).write_text(re.sub(r"^    ", "", text, flags=re.M))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def examples():
    """Each command of the documentation with what it is said to answer."""
    shown = re.findall(r"^    \$ ./manage.py (.+)\n((?:    (?!\$).*\n)*)", GUIDE.read_text(), re.M)
    for command, answer in shown:
        words = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', command)]
        yield words, re.sub(r"^    ", "", answer, flags=re.M)


@pytest.mark.parametrize(("command", "answer"), list(examples()))
def test_an_example_of_the_documentation_answers_as_it_says(command, answer, folder):
    try:
        told = said(*command)
    except CommandError as refusal:
        told = f"CommandError: {refusal}\n"

    assert told == answer


def test_a_quotation_is_proved_in_the_text_of_a_page(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>The town did sell the quay.</p></body></html>")

    assert "“sell the quay”" in said("prove_quotation", "--copy", page, "sell the quay")


def test_in_a_pdf_a_quotation_is_proved_as_the_desk_proves_it(tmp_path):
    copy = tmp_path / "report.pdf"
    copy.write_bytes(pdf([(72, 700, "Thefundpaysninemillionforthequayofthetown.")]))

    told = said("prove_quotation", "--copy", copy, QUOTED)

    assert "Only spaces differ" in told


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        said("prove_quotation", "--copy", tmp_path / "none.txt", "sell the quay")
    with pytest.raises(CommandError, match="cannot be read"):
        said("read_words", tmp_path / "none.md", "--dateline", "2024-10-23")


def test_each_token_says_its_kind_its_place_and_its_value(tmp_path):
    text = "On Tuesday the fund paid “roughly $4.5 billion”."
    (tmp_path / "draft.md").write_text(text)

    found = json.loads(
        said("read_words", tmp_path / "draft.md", "--dateline", "2024-10-23", "--format", "json")
    )

    assert all(text[each["start"] : each["end"]] == each["words"] for each in found)
    by_kind = {each["kind"]: each["value"] for each in found}
    assert by_kind["date"]["edtf"] == "2024-10-22"
    assert by_kind["money"]["low"] == "4500000000"
    assert by_kind["quotation"] == "roughly $4.5 billion"
