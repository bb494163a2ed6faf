"""What is put away changes no answer: the desk before it was recorded, and after it is away."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from partnerships.actions.putting_away import bring_back, put_away
from partnerships.models import Claim
from partnerships.rules.putting_away import NOUNS
from tests import factories as make
from tests.clock import standing
from tests.test_desk_worlds import QUESTIONS, Desk, answers, differing, questions

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
# What remembers: recent changes, the journal, what a record's history tells of its rows, log-ins.
REMEMBERS = ("/admin/?", "/history/", "/timeline/", "/entry/", "/change/", "/workspace/", "/axes/")


class LaterAway(Desk):
    """Adds something of each kind to the desk, and puts it all away."""

    def add_and_put_away(self, by):
        there = {(noun, pk) for noun in NOUNS for pk in noun.objects.values_list("pk", flat=True)}
        self.hide_parties()
        self.hide_claims()
        canary = self.draft.parties.get(slug="canary")
        self.draft.parties.remove(canary)
        self.draft.deals.remove(*self.draft.deals.all())
        source = make.source(slug="canary-source", outlet="Canary", derives_from=self.source)
        make.snapshot(source, "A canary sings.")
        make.citation(Claim.objects.get(reference="S1x"), source)
        added = [
            record
            for noun in NOUNS
            for record in noun.objects.all()
            if (noun, record.pk) not in there
        ]
        for record in sorted(added, key=lambda each: ORDER.index(each._meta.model_name)):
            put_away(record, by=by, why="It should not be there.")
        return added


ORDER = [
    *("claim", "valuation", "stake", "role", "event", "deal", "partnership", "party", "source"),
]


def test_the_desk_is_told_the_same_as_without_it():
    world, chief = LaterAway(), make.editor(None, is_superuser=True)
    asked = [
        address
        for address in questions(world)
        if address != reverse("admin:index") and not any(each in address for each in REMEMBERS)
    ]
    moment = timezone.now()
    with standing(moment):
        before = answers(chief, asked)

    world.add_and_put_away(chief)

    with standing(moment):
        after = answers(chief, asked)
    assert [line for address in after for line in differing(before[address], after[address])] == []


def read(addresses):
    client, told = Client(), {}
    for address in addresses:
        cache.clear()
        answer = client.get(address, follow=True)
        told[address] = answer.status_code, answer.getvalue().decode()
    return told


def test_readers_are_told_the_same_as_before_they_saw_it():
    chief = make.editor(None, is_superuser=True)
    world = Desk()
    claim = make.claim("Canary of Alpha.", reference="S9", released_at=make.NOON)
    pages = [f"/api/v1/{each}" for each in QUESTIONS] + ["/", "/companies/", "/search/?q=canary"]
    pages += [f"/companies/{world.alpha.slug}/", f"/deals/{world.deal.slug}/"]
    put_away(claim, by=chief, why="Before.")
    before = read(pages)
    bring_back(claim, by=chief)
    role = make.role(make.person("Canary"), world.alpha)
    claim.parties.add(world.alpha)

    put_away(role, by=chief, why="Twice.")
    put_away(role.person, by=chief, why="Twice.")
    put_away(claim, by=chief, why="Twice.")

    assert {
        address: differing(before[address], told)
        for address, told in read(pages).items()
        if differing(before[address], told)
    } == {}


def test_the_feed_of_changes_has_it_gone_and_again():
    chief, claim = make.editor(None, is_superuser=True), make.claim(released_at=make.NOON)
    api = APIClient()

    def told(after):
        cache.clear()
        page = api.get(f"/api/v1/changes/?after={after}").json()
        return [(each["id"], each["what"]) for each in page["results"]], page["last"]

    _, last = told(0)
    address = f"/api/v1/claims/{claim.uid}/"
    assert api.get(address).status_code == 200

    put_away(claim, by=chief, why="Twice.")
    gone, last = told(last)
    status = api.get(address).status_code
    bring_back(claim, by=chief)
    back, _ = told(last)

    assert gone == [(str(claim.uid), "gone")]
    assert status == 404
    assert [key for key, _ in back] == [str(claim.uid)]
    assert api.get(address).status_code == 200
