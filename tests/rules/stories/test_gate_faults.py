"""Sentences that the gate once let pass or held up, each bound whole to a signed claim."""

import json
from datetime import date
from pathlib import Path

import pytest

from partnerships.rules.stories.publishing import story_objections
from tests import factories as make

pytestmark = pytest.mark.django_db
CASES = json.loads((Path(__file__).parents[2] / "faults" / "gate.json").read_text())
DATELINE = date(2024, 10, 23)


@pytest.fixture
def desk(db):
    """Who writes and who signs: the same two for every sentence."""
    return make.member("Reporter"), make.member("Editor")


def blocking(claim, manuscript, dateline, desk):
    """The codes of what blocks a story of that one sentence, which leans on the signed claim."""
    reporter, editor = desk
    about = make.checked(reporter, statement=claim, released_at=make.NOON)
    make.signed(about, by=editor)
    story = make.story(
        headline="The harbour", standfirst="", body=manuscript, dateline=dateline, by=reporter
    )
    make.binding(story, manuscript, about, by=reporter)
    found = story_objections(story.revisions.current().get(), user=editor)
    return [one.code for one in found if one.blocks]


def test_each_sentence_passes_or_is_objected_to_as_it_should_be(desk):
    told = {}
    for case in CASES:
        anchor = date.fromisoformat(case["anchor"]) if case.get("anchor") else DATELINE
        codes = blocking(case["claim"], case["manuscript"], anchor, desk)
        if bool(codes) != (case["expect"] == "objects"):
            told[case["manuscript"]] = case["expect"], codes

    assert told == {}
