"""The one box answers the same, byte for byte, with and without what one may not know of.

`make test` asks a sample, VOLUME=full 2,000 questions: names whole and misspelt, beginnings, words,
numbers, addresses, domains and sums, of what is there and of what is hidden.
"""

from random import Random
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from partnerships import models
from tests import factories as make
from tests.test_desk_worlds import NEW_EACH_TIME, READERS, Desk
from tests.volume import tries

pytestmark = pytest.mark.django_db
QUESTIONS = 2_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Typist:
    """Types what stands in the record, whole or not, right or wrong, the same from one seed."""

    def __init__(self, seed):
        self.random = Random(seed)
        columns = [
            (models.Party, "name"), (models.PartyName, "text"), (models.Identifier, "value"),
            (models.Source, "url"), (models.Source, "outlet"), (models.Source, "title"),
            (models.Deal, "title"), (models.Claim, "statement"), (models.Claim, "reference"),
            (models.Story, "slug"), (models.Partnership, "name"), (models.Event, "title"),
        ]  # fmt: skip
        self.texts = sorted(
            {
                text
                for model, column in columns
                for text in model._default_manager.values_list(column, flat=True)
                if text
            }
        )
        self.sums = ["13bn", "$1 billion", "9bn", "7bn", "888", "2 bn", "8bn USD"]

    def words(self):
        chance, text = self.random.random(), self.random.choice(self.texts)
        if chance < 0.2:
            return text
        if chance < 0.35:
            return text[: self.random.randint(2, 12)]
        if chance < 0.6:
            return self.misspelt(text[:40])
        if chance < 0.7:
            return self.random.choice(self.sums)
        if chance < 0.8:
            return text.removeprefix("https://").partition("/")[0]
        words = [self.random.choice(self.random.choice(self.texts).split()) for _ in range(2)]
        return " ".join([*words, *self.random.sample(self.sums, self.random.randint(0, 1))])

    def misspelt(self, text):
        """The text with a letter lost, doubled, exchanged for its neighbour or another."""
        place = self.random.randrange(len(text))
        before, letter, after = text[:place], text[place], text[place + 1 :]
        others = ["", letter * 2, self.random.choice(LETTERS)]
        slip = self.random.choice([*others, after[:1] + letter])
        return before + slip + (after[1:] if slip.endswith(letter) and len(slip) == 2 else after)


def answers(user, door, asked):
    client = Client()
    if user:
        client.force_login(user)
    told = {}
    for words in asked:
        cache.clear()  # where the throttles count
        answer = client.get(f"{door}?{urlencode({'q': words})}")
        told[words] = answer.status_code, NEW_EACH_TIME.sub("", answer.text)
    return told


def differing(before, after):
    return {
        words: (before[words], after[words]) for words in before if before[words] != after[words]
    }


@pytest.mark.parametrize("hide", [*READERS, "nobody"])
def test_nobody_is_told_by_the_box_of_what_they_may_not_know(hide):
    world = Desk()
    user = READERS[hide]() if hide in READERS else None
    door = reverse("admin:search_box" if user else "search_box")

    hidden = [hide] if user else [each for each in READERS if each != "hide_an_assessment"]
    there = transaction.savepoint()
    for each in hidden:
        getattr(world, each)()
    typist = Typist(20241023)
    asked = ["alpha", *(typist.words() for _ in range(tries(QUESTIONS // 5)))]
    with_them = answers(user, door, asked)
    transaction.savepoint_rollback(there)
    without = answers(user, door, asked)

    assert differing(without, with_them) == {}
    assert {status for status, _ in without.values()} == {200}
    assert any("data-found" in text for _, text in without.values())


def test_who_may_know_of_it_is_told_by_the_box():
    world = Desk()
    world.hide_parties()

    told = answers(make.editor(None, is_superuser=True), reverse("admin:search_box"), ["canray"])

    assert "Canary" in told["canray"][1]
