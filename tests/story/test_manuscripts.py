"""The first story at the gate: its manuscript, and a draft that repeats the article's errors."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from partnerships.actions.stories import passages, stories
from partnerships.models import Claim, Edition, Placement, Story
from partnerships.rules.people import TrustedReader
from partnerships.rules.stories.publishing import Gate
from partnerships.vocabulary import Finding
from tests import factories as make

BY_DESIGN = {  # what no claim says word for word: each is excused by name, with a reason
    "closest", "2023", "all", "a fifth", "neither", "A year later",
}  # fmt: skip


def gate(slug):
    return Gate(Story.objects.get(slug=slug).revisions.current().get(), TrustedReader())


def test_every_figure_name_and_date_of_the_manuscript_is_answered_for():
    asked = gate("microsoft-openai")

    assert asked.is_open
    assert {one.words for one in asked.excused if one.code == "uncovered"} == BY_DESIGN
    assert not [one for one in asked.objections if one.code == "uncovered"]


def test_a_figure_that_nobody_checked_shuts_the_gate_at_its_place():
    story = Story.objects.get(slug="microsoft-openai")
    latest = story.revisions.current().get()
    body = latest.body.replace("clause was gone.", "clause was gone, after losing $5 billion.")

    stories.revise(
        story, by=make.member("Editor"), seen=latest.number, headline=latest.headline,
        standfirst=latest.standfirst, body=body, byline=latest.byline, dateline=latest.dateline,
    )  # fmt: skip
    asked = gate("microsoft-openai")

    (uncovered,) = [one for one in asked.blocking if one.words == "$5 billion"]
    assert uncovered.code == "uncovered"
    assert asked.manuscript.text[uncovered.start : uncovered.end] == "$5 billion"


def not_out_yet(story, by):
    """Another story of the same words, which lean on the same claims; nothing of it is out."""
    seen = story.revisions.current().get()
    fields = {name: getattr(seen, name) for name in ("headline", "standfirst", "body", "dateline")}
    again = stories.start(f"{story.slug}-again", story.collection, by=by, **fields)
    revision = again.revisions.get()
    places = {
        place.passage_id: (place.start, place.end)
        for place in Placement.objects.filter(revision=seen)
    }
    for span in Gate(seen, by).manuscript.spans:
        for one in span.bindings:
            passages.bind(
                revision, span.start, span.end, one.claim, by=by, basis=one.basis,
                context=places.get(one.context_id), anchor=span.passage.anchor,
            )  # fmt: skip
        for one in span.waivers:
            made = passages.waive(
                revision, span.start, span.end, one.reason, by=by, excuses=one.excuses
            )
            if one.seconded_by:
                passages.second(made, by=make.member("Editor"))
    return again


def checked_by_command(slug):
    """What check_story prints as JSON, and whether it says that the gate is open."""
    told = StringIO()
    try:
        call_command("check_story", slug, format="json", stdout=told)
    except CommandError:
        return json.loads(told.getvalue()), False
    return json.loads(told.getvalue()), True


def test_every_door_names_what_was_added_and_its_place_and_lets_nothing_out(client):
    editor = make.member("Editor", "Fact-checker", "Reporter")
    story = not_out_yet(Story.objects.get(slug="microsoft-openai"), editor)
    before = story.revisions.get()
    assert checked_by_command(story.slug)[1]

    body = before.body.replace("clause was gone.", "clause was gone, after losing $5 billion.")
    text = make.revised(story, body, by=editor).text
    start = text.index("$5 billion")
    place = (start, start + len("$5 billion"))

    printed, is_open = checked_by_command(story.slug)
    (found,) = [one for one in printed["objections"] if one["words"] == "$5 billion"]
    assert not is_open
    assert (found["start"], found["end"]) == place
    assert (found["code"], found["level"]) == ("uncovered", "blocking")

    api, path = APIClient(), f"/api/v1/stories/{story.slug}/"
    api.force_authenticate(editor)
    assert api.get(f"{path}objections/").json() == printed["objections"]
    tag = {"If-Match": api.get(path)["ETag"]}
    refused = api.post(f"{path}publish/", {}, format="json", headers=tag)
    assert refused.status_code == 409
    (told,) = [one for one in refused.json()["objections"] if one["words"] == "$5 billion"]
    assert found.items() <= told.items()

    client.force_login(editor)
    desk = f"/admin/partnerships/story/{story.pk}/"
    workspace = client.get(f"{desk}change/").text
    shown = client.post(f"{desk}publishing/", {"publish": "1", "seen": "2"})
    link = f"?at={place[0]}-{place[1]}"
    assert "The gate is shut" in workspace
    assert f'<a href="{link}#place">$5 billion</a>' in workspace
    assert shown.status_code == 409
    assert f'<a href="{desk}change/{link}">$5 billion</a>' in shown.text

    assert not Edition.objects.filter(story=story).exists()


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


def test_what_was_signed_as_accurate_says_itself():
    claims = list(Claim.objects.with_verdict().filter(finding=Finding.ACCURATE).order_by("pk"))
    body = "\n\n".join(claim.statement for claim in claims)
    made = make.story(headline="The record", standfirst="", body=body, dateline=date(2024, 10, 23))
    for claim in claims:
        make.binding(made, claim.statement, claim)

    asked = Gate(made.revisions.current().get(), TrustedReader())

    assert len(claims) == 34
    assert [(one.code, one.words, one.text) for one in asked.objections if one.blocks] == []
