"""What changed for readers: a client that follows from the first change has what the lists have."""

import json

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from partnerships.api import changes
from partnerships.models import Claim, Party
from partnerships.vocabulary import Finding
from tests import factories as make
from tests.api.everything import one_of_everything

pytestmark = pytest.mark.django_db

NOUNS = [
    "companies", "people", "roles", "stakes", "partnerships", "deals", "terms", "valuations",
    "events", "sources", "citations", "claims", "searches", "stories",
]  # fmt: skip


def asked(address):
    """What anybody is answered, however often somebody asked before."""
    cache.clear()  # where the throttles count
    return APIClient().get(address)


class Follower:
    """A client that keeps what it is told, and asks for no list."""

    def __init__(self):
        self.last, self.kept, self.heard = 0, {noun: {} for noun in NOUNS}, []

    def follow(self):
        """Read on to the end of what there is; what was heard this time."""
        heard, address = [], f"/api/v1/changes/?after={self.last}"
        while address:
            page = asked(address).json()
            for change in page["results"]:
                heard.append((change["noun"], change["id"], change["what"]))
                self._keep(change)
            self.last, address = page["last"], page["next"]
        self.heard += heard
        return heard

    def _keep(self, change):
        rows = self.kept[change["noun"]]
        answer = asked(change["url"]) if change["url"] else None
        if answer is None or answer.status_code == 404:  # what is gone by now is told later
            rows.pop(change["id"], None)
        else:
            rows[change["id"]] = answer.json()


def listed():
    """What the lists have, row by row, by noun and id."""
    found = {}
    for noun in NOUNS:
        address, rows = f"/api/v1/{noun}/?page_size=200", {}
        while address:
            page = asked(address).json()
            for row in page["results"]:
                rows[row["id"]] = asked(f"/api/v1/{noun}/{row['id']}/").json()
            address = page["next"]
        found[noun] = rows
    return found


@pytest.fixture
def follower(db):
    return Follower()


def test_that_much_is_done_which_no_reader_sees_is_told_by_nothing(db, monkeypatch):
    monkeypatch.setattr(changes, "TAKEN", 2)
    for _ in range(6):
        make.claim()

    told = APIClient().get("/api/v1/changes/").json()

    assert told == {"next": None, "last": 0, "results": []}


def test_who_begins_with_the_first_change_has_what_the_lists_have(follower):
    one_of_everything()
    make.corrected(make.edition().story)
    make.claim()
    make.deal()

    follower.follow()

    assert follower.kept == listed()
    assert all(follower.kept[noun] for noun in NOUNS)
    assert {what for *_, what in follower.heard} == {"released"}


def test_changes_are_numbered_without_a_gap(ask):
    one_of_everything()

    told = ask("changes/")

    assert [each["number"] for each in told["results"]] == [*range(1, told["last"] + 1)]
    assert ask("changes/", after=told["last"])["results"] == []
    assert ask("changes/", after=3)["results"] == told["results"][3:]


def test_a_page_holds_a_hundred_and_says_where_more_are(ask):
    for _ in range(101):
        make.company()

    page = ask("changes/")

    assert (len(page["results"]), page["last"]) == (100, 100)
    assert page["next"].endswith("after=100")
    assert ask("changes/", after=100)["next"] is None


def test_what_changes_is_called_by_what_it_is(follower):
    claim = make.readable().claim
    company = make.company(slug="old")
    story = make.edition().story
    follower.follow()

    Claim.objects.filter(pk=claim.pk).update(statement="Something else.")
    assert ("claims", str(claim.uid), "lapsed") in follower.follow()

    make.signed(claim, Finding.ACCURATE)
    assert ("claims", str(claim.uid), "signed") in follower.follow()

    Claim.objects.filter(pk=claim.pk).update(section="The end")
    assert ("claims", str(claim.uid), "changed") in follower.follow()

    Party.objects.filter(pk=company.pk).update(merged_into=make.company())
    assert ("companies", "old", "merged") in follower.follow()

    make.corrected(story)
    assert ("stories", story.slug, "corrected") in follower.follow()

    Claim.objects.filter(pk=claim.pk).update(released_at=None)
    assert ("claims", str(claim.uid), "gone") in follower.follow()


def test_a_change_that_no_reader_sees_is_not_heard_of(follower):
    make.readable()
    draft = make.claim("A draft about Rose.")
    follower.follow()

    Claim.objects.update(note="For the desk alone.")
    Claim.objects.filter(pk=draft.pk).update(statement="Another draft.")
    make.citation(draft, make.source(confidentiality="confidential"))
    draft.delete()

    assert follower.follow() == []


def test_what_is_gone_leaves_its_id_and_not_a_word_of_why(ask):
    claim = make.claim(released_at=make.NOON)
    ask("changes/")
    claim.delete()

    gone = ask("changes/")["results"][-1]

    assert gone.pop("at")
    assert gone == {
        "number": 2, "noun": "claims", "id": str(claim.uid), "url": None, "what": "gone",
        "sha256": None,
    }  # fmt: skip


def test_everybody_is_told_the_same(ask):
    make.claim()
    make.readable()

    told = json.dumps(ask("changes/"))

    assert json.dumps(ask("changes/", by=make.editor("chief", is_superuser=True))) == told


def test_who_knows_of_more_than_there_is_begins_anew(ask):
    """As after a backup was given back."""
    make.company()

    (fault,) = ask("changes/", after=7, status=400)["errors"]

    assert fault["detail"] == "The last change so far is 1: begin anew with 0."


@pytest.mark.parametrize("asked", [{"after": "-1"}, {"after": "x"}, {"since": "1"}])
def test_what_cannot_be_asked_is_refused(ask, asked):
    (fault,) = ask("changes/", status=400, **asked)["errors"]

    assert fault["parameter"] == next(iter(asked))
