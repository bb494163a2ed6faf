"""Receipts of many sorts are given again byte for byte, however much was edited since.

VOLUME=full makes a thousand edits of what chance thinks of, make test a twentieth of them.
"""

import json
from random import Random

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from partnerships import models
from partnerships.api.urls import NOUNS
from partnerships.vocabulary import Finding
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.moments import begun_long_ago, dated, day
from tests.volume import tries

pytestmark = pytest.mark.django_db

EDITS = 1_000
# What is edited, and a column whose words or figures may be others.
WORDS = {
    models.Claim: "statement",
    models.Party: "name",
    models.PartyName: "text",
    models.Partnership: "summary",
    models.Deal: "title",
    models.Term: "text",
    models.Event: "title",
    models.Role: "title",
    models.Source: "title",
    models.Search: "sought",
}
FIGURES = {models.Amount: ("low", "high"), models.Valuation: ("low", "high")}


class Editor:
    """Edits, adds, releases and signs, the same from the same seed; and withdraws nothing."""

    def __init__(self):
        self.random = Random(20241030)
        self.acts = [self.reword, self.reword, self.refigure, self.add, self.cite, self.sign]

    def edit(self, number):
        self.random.choice(self.acts)(number)

    def picked(self, model):
        return self.random.choice(model.objects.order_by("pk"))

    def reword(self, number):
        model, column = self.random.choice(list(WORDS.items()))
        model.objects.filter(pk=self.picked(model).pk).update(**{column: f"Another {number}."})

    def refigure(self, number):
        model, ends = self.random.choice(list(FIGURES.items()))
        figures = dict.fromkeys(ends, 10**9 + number)
        model.objects.filter(pk=self.picked(model).pk).update(**figures)

    def add(self, number):
        make.claim(f"Something new, {number}.", released_at=make.NOON)
        make.amount(make.released_deal(title=f"Something new, {number}"), 1 + number % 9)

    def cite(self, number):
        make.citation(self.picked(models.Claim), make.source(released_at=make.NOON))

    def sign(self, number):
        make.signed(make.checked(released_at=make.NOON), finding=Finding.ACCURATE)


def paths():
    yield from (f"{noun}/?receipt=1" for noun in NOUNS)
    yield "claims/?ordering=-date&page_size=1&receipt=1"
    yield "deals/?ordering=-amount&receipt=1"
    yield from (f"totals/?by={by}&receipt=1" for by in ("payer", "kind", "deal"))
    yield from ("outlets/?receipt=1", "conflicts/?receipt=1", "conflicts/?kind=values&receipt=1")
    for claim in models.Claim.objects.released():
        yield f"claims/{claim.uid}/?receipt=1"
    for deal in models.Deal.objects.released():
        yield from (f"deals/{deal.slug}/?receipt=1", f"deals/{deal.slug}/backing/?receipt=1")
    for party in models.Company.objects.released():
        yield f"companies/{party.slug}/?receipt=1"


def asked(address):
    cache.clear()  # where the throttles count
    return APIClient().get(address.removeprefix("http://testserver"))


def test_every_receipt_is_given_again_after_many_edits(monkeypatch):
    begun_long_ago()
    one_of_everything()
    disputed = make.released_deal(title="In dispute")
    make.amount(disputed, 1)
    make.valuation(make.company(), 2, deal=disputed, date="2020")
    make.signed(make.checked(released_at=make.NOON))
    make.corrected(make.edition().story)
    dated(day(1))
    monkeypatch.setattr("partnerships.api.receipts.settled_moment", lambda: day(2))
    given = {path: asked(f"/api/v1/{path}") for path in paths()}
    refused = {path: answer.text for path, answer in given.items() if answer.status_code != 200}
    assert refused == {}
    before = {path: answer.json() for path, answer in given.items()}
    editor = Editor()

    for number in range(tries(EDITS)):
        editor.edit(number)
    dated(day(3))

    again = {path: asked(receipt["replay"]) for path, receipt in before.items()}
    lost = {
        path: answer.status_code
        for path, answer in again.items()
        if answer.content.decode() != before[path]["sealed"]
    }
    assert lost == {}
    told = {noun: json.loads(before[f"{noun}/?receipt=1"]["sealed"])["answer"] for noun in NOUNS}
    changed = {noun for noun in NOUNS if asked(f"/api/v1/{noun}/").json() != told[noun]}
    assert changed >= {"claims", "deals", "sources", "citations"}
