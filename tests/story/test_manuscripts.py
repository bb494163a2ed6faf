"""The first story at the gate: its manuscript, and a draft that repeats the article's errors."""

from datetime import date

import pytest

from partnerships.actions import stories
from partnerships.models import Story
from partnerships.rules.people import Desk
from partnerships.rules.publishing import Gate
from tests import factories as make

BY_DESIGN = {  # what no claim says word for word: each is excused by name, with a reason
    "closest", "first", "billion dollars", "2021", "2023", "not", "all", "a fifth", "neither",
    "A year later",
}  # fmt: skip


def gate(slug):
    return Gate(Story.objects.get(slug=slug).revisions.latest().get(), Desk())


def test_every_figure_name_and_date_of_the_manuscript_is_answered_for():
    asked = gate("microsoft-openai")

    assert asked.is_open
    assert {one.words for one in asked.excused if one.code == "uncovered"} == BY_DESIGN
    assert not [one for one in asked.objections if one.code == "uncovered"]


def test_a_figure_that_nobody_checked_shuts_the_gate_at_its_place():
    story = Story.objects.get(slug="microsoft-openai")
    latest = story.revisions.latest().get()
    body = latest.body.replace("clause was gone.", "clause was gone, after losing $5 billion.")

    stories.revise(
        story, by=make.member("Editor"), seen=latest.number, headline=latest.headline,
        standfirst=latest.standfirst, body=body, byline=latest.byline, dateline=latest.dateline,
    )  # fmt: skip
    asked = gate("microsoft-openai")

    (uncovered,) = [one for one in asked.blocking if one.words == "$5 billion"]
    assert uncovered.code == "uncovered"
    assert asked.manuscript.text[uncovered.start : uncovered.end] == "$5 billion"


@pytest.mark.parametrize("claim", "S28 S11 S38 S37 S40 S16 S49 S30 S04 S46".split())
def test_the_errors_of_the_article_shut_the_gate(claim):
    against = [one for one in gate("microsoft-openai-faulty-draft").blocking if one.claim]

    assert claim in {one.claim.reference for one in against}


def test_dates_without_a_year_are_meant_from_the_anchor_of_their_passage():
    asked = gate("microsoft-openai")

    told = {
        token.words: token.value.edtf for token in asked.manuscript.tokens if token.kind == "date"
    }
    assert told["17 November"] == date(2023, 11, 17).isoformat()
    assert told["four days later"] == "2023-11-21"
    assert told["October"] == "2024-10"
