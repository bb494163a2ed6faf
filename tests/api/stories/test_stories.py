"""Stories over the wire: what is out to everybody, the desk's own to the desk, and publishing."""

import json
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.api.stories import stories
from partnerships.models import Edition
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_what_is_out_is_there_with_all_that_it_leans_on(ask):
    edition = make.edition(by=make.member("Editor", first_name="Ada", last_name="Byron"))

    story = ask(f"stories/{edition.story.slug}/")

    assert story["page"].endswith(f"/stories/{edition.story.slug}/")
    assert (story["edition"], story["headline"]) == (1, edition.content["headline"])
    assert story["current"]["content"] == edition.content
    assert story["current"]["content"]["published_by"] == "Ada Byron"
    assert story["revision"] is None


def test_anybody_can_work_out_its_hash(ask, client):
    edition = make.edition()

    told = ask(f"stories/{edition.story.slug}/editions/1/")

    kept = client.get(told["sealed"])
    assert sha256(kept.content).hexdigest() == told["sha256"] == edition.sha256
    assert json.loads(kept.content) == told["content"]


def test_what_is_not_out_is_nowhere(ask, client):
    story = make.printable(headline="The secret merger")
    make.edition(make.printable())
    desk = make.member("Reader")

    for path in ["", "editions/1/", "corrections/"]:
        ask(f"stories/{story.slug}/{path}", status=404)
    listed = ask("stories/")
    assert listed["count"] == 1
    assert "secret" not in json.dumps(listed)
    assert ask(f"stories/{story.slug}/", by=desk)["revision"] == 1
    assert ask(f"stories/{story.slug}/", by=desk)["current"] is None
    assert ask("stories/", by=desk)["count"] == 2


def test_somebody_without_a_view_of_stories_sees_what_readers_do(ask):
    story = make.printable()

    ask(f"stories/{story.slug}/", by=make.editor(None, "view_claim"), status=404)


def test_an_edition_that_is_not_there(ask):
    editions = f"stories/{make.edition().story.slug}/editions"

    for number in ["2", "0", "one", "٣", "9" * 30]:
        ask(f"{editions}/{number}/", status=404)


def test_corrections_come_with_their_editions(ask):
    story = make.edition().story
    make.corrected(story)
    make.corrected(story, is_right="It was $11 billion.")

    told = ask(f"stories/{story.slug}/corrections/")["results"]

    assert [one["edition"] for one in told] == [3, 2]
    assert told[0]["is_right"] == "It was $11 billion."
    first = ask(f"stories/{story.slug}/editions/1/")
    assert first["correction"] is None
    assert ask(f"stories/{story.slug}/")["current"]["correction"] == told[0]


def test_corrections_come_in_parts(ask, api, monkeypatch):
    monkeypatch.setattr(stories, "LISTED", 1)
    story = make.edition().story
    make.corrected(story)
    make.corrected(story, is_right="It was $11 billion.")

    part = ask(f"stories/{story.slug}/corrections/")
    rest = api.get(part["next"]).json()

    assert [one["edition"] for one in part["results"] + rest["results"]] == [3, 2]
    assert rest["next"] is None


def test_the_latest_comes_first_where_that_is_asked(ask):
    slugs = [make.edition().story.slug for _ in range(3)]

    rows = ask("stories/", ordering="-published_at")["results"]

    assert [row["id"] for row in rows] == slugs[::-1]


@pytest.mark.drill
def test_a_long_list_costs_what_a_short_one_does(ask):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            ask("stories/")
        return len(asked)

    make.edition()
    few = cost()
    for _ in range(4):
        make.corrected(make.edition().story)

    assert cost() == few <= 4


def test_a_list_does_not_read_what_was_frozen(ask):
    make.edition()

    with CaptureQueriesContext(connection) as asked:
        ask("stories/")

    assert not [query for query in asked if '"partnerships_edition"."content",' in query["sql"]]


# Publishing


def test_an_editor_publishes_what_they_saw(send):
    story, editor = make.printable(), make.member("Editor")

    answer = send(
        "post", f"stories/{story.slug}/publish/", {}, by=editor, seen=f"stories/{story.slug}/"
    )

    assert answer.status_code == 201
    assert answer.json()["current"]["number"] == 1
    assert Edition.objects.get().published_by == editor
    assert answer["ETag"]
    assert answer["Location"].endswith(f"/api/v1/stories/{story.slug}/")


def test_a_shut_gate_says_where_and_why(send):
    story, editor = make.printable(), make.member("Editor")
    make.revised(story, make.TEXT + " It grew, after losing $5 billion.")
    path = f"stories/{story.slug}/"

    answer = send("post", f"{path}publish/", {}, by=editor, seen=path, status=409)

    problem = answer.json()
    assert problem["code"] == "objections"
    (found,) = [one for one in problem["objections"] if one["words"] == "$5 billion"]
    text = story.revisions.current().get().text
    assert text[found["start"] : found["end"]] == "$5 billion"
    assert (found["code"], found["level"]) == ("uncovered", "blocking")
    assert found["reason"]
    assert not Edition.objects.exists()


def test_the_same_objections_are_asked_for_beforehand(ask, send):
    story, editor = make.printable(), make.member("Editor")
    make.revised(story, make.TEXT + " It grew, after losing $5 billion.")

    told = ask(f"stories/{story.slug}/objections/", by=editor)

    assert "$5 billion" in [one["words"] for one in told]
    ask(f"stories/{story.slug}/objections/", status=401)
    ask(f"stories/{story.slug}/objections/", by=make.editor(), status=403)


def test_what_was_seen_must_still_be_so(send):
    story, editor = make.printable(), make.member("Editor")
    path = f"stories/{story.slug}/"
    before = send("get", path, by=editor)["ETag"]
    make.revised(story, make.TEXT.replace("was worth", "was then worth"))

    send("post", f"{path}publish/", {}, by=editor, headers={"If-Match": before}, status=412)
    send("post", f"{path}publish/", {}, by=editor, status=428)

    assert not Edition.objects.exists()


def test_the_same_request_publishes_once(send):
    story, editor = make.printable(), make.member("Editor")
    path = f"stories/{story.slug}/"
    headers = {"If-Match": send("get", path, by=editor)["ETag"], "Idempotency-Key": "once"}

    first = send("post", f"{path}publish/", {}, by=editor, headers=headers, status=201)
    again = send("post", f"{path}publish/", {}, by=editor, headers=headers, status=201)

    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Edition.objects.count() == 1


def test_what_is_out_is_not_published_again(send):
    story, editor = make.edition().story, make.member("Editor")
    path = f"stories/{story.slug}/"

    answer = send("post", f"{path}publish/", {}, by=editor, seen=path, status=409)

    assert answer.json()["code"] == "already_out"


@pytest.mark.parametrize(("group", "status"), [("Fact-checker", 403), ("Reader", 403), (None, 403)])
def test_others_do_not_publish(send, group, status):
    story = make.printable()
    by = make.member(group) if group else make.editor()
    path = f"stories/{story.slug}/"

    headers = {"If-Match": '"seen"'}
    if group:
        headers = {"If-Match": send("get", path, by=by)["ETag"]}
    send("post", f"{path}publish/", {}, by=by, headers=headers, status=status)


def test_the_revision_that_is_meant_is_the_latest(send):
    story, editor = make.printable(), make.member("Editor")
    path = f"stories/{story.slug}/"

    send("post", f"{path}publish/", {"revision": 2}, by=editor, seen=path, status=412)
    send("post", f"{path}publish/", {"revision": 1}, by=editor, seen=path, status=201)


def test_nothing_else_can_be_sent_with_it(send):
    story, editor = make.printable(), make.member("Editor")
    path = f"stories/{story.slug}/"

    send("post", f"{path}publish/", {"force": True}, by=editor, seen=path, status=422)


def test_nobody_publishes_without_a_login(send):
    story = make.printable()

    send("post", f"stories/{story.slug}/publish/", {}, headers={"If-Match": '"x"'}, status=401)


def test_it_is_read_as_it_was_when_the_claim_is_taken_back(ask):
    edition = make.edition()
    type(edition.dependencies.first().claim).objects.update(released_at=None)

    assert ask(f"stories/{edition.story.slug}/")["current"]["content"]["claims"]
