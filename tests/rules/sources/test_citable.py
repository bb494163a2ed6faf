"""The sentences of a copy that may be cited for a statement."""

import pytest

from partnerships.rules.sources.citable import sentences_about
from tests import factories as make

pytestmark = pytest.mark.django_db
TEXT = """The weather was fine that day in the city by the sea.

Microsoft has invested about $13 billion in OpenAI, two people said. Nobody would say more of it.

The board met in the spring of 2024 and hired a new chief executive."""


def told(statement, **fields):
    copy = make.snapshot(text=TEXT, **fields)
    return [each.text for each in sentences_about(copy, statement)]


def test_the_likest_sentence_stands_first():
    assert told("Microsoft invested $13 billion in OpenAI.")[0].startswith("Microsoft has invested")


def test_a_heading_is_no_part_of_the_sentence_after_it():
    copy = make.snapshot(text="Ties begin to fray\nMicrosoft has invested $13 billion in OpenAI.")

    (said,) = sentences_about(copy, "Microsoft invested $13 billion in OpenAI.")
    assert said.text == "Microsoft has invested $13 billion in OpenAI."


def test_each_is_told_as_it_stands_in_the_copy():
    copy = make.snapshot(text=TEXT)

    for each in sentences_about(copy, "The board hired a chief executive in spring 2024."):
        assert copy.text[each.position :].startswith(each.text)


def test_what_has_nothing_in_common_is_not_offered():
    assert told("Quayside leases chips.") == []
    assert told("") == []


def test_menus_and_notes_are_not_offered():
    assert told("Microsoft invested $13 billion in OpenAI.", rest_at=10) == []
