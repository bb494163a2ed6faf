"""Whoever works at the desk without one of its rights is told of nothing that the right is for.

Two worlds again, behind the login: the same desk before and after there is something that this
reader may not know of. Every list that is registered is asked, in each order, by words and by
party, then pages, tables and the API; VOLUME=full asks all of it, else a share by chance.
"""

import re
from copy import deepcopy
from difflib import unified_diff
from itertools import islice
from random import Random

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from rest_framework.test import APIClient

from partnerships.actions.claims import assessments, comments
from partnerships.api.urls import NOUNS
from partnerships.rules.stories import readings, record_pages
from partnerships.vocabulary import Finding, Stance, Step
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.clock import standing
from tests.shared import made_once
from tests.volume import tries

pytestmark = pytest.mark.django_db
NEW_EACH_TIME = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|"csrf[^"]*": *"[^"]+"')
WORDS = ["canary", "alpha", "conf"]
COLUMNS = ["1", "-1", "2", "-3", "4"]
PAGES = ["change", "history", "timeline", "workspace", "publishing"]
TABLES = ["claim", "citation", "source", "deal", "company"]
QUESTIONS = [
    *(f"{noun}/?page_size=100" for noun in NOUNS),
    *(f"{noun}/?{words}=canary" for noun in NOUNS for words in ("search", "party")),
    *(f"{noun}/?party=alpha&page_size=3" for noun in ("claims", "citations")),
    "claims/?party=alpha&page_size=3&ordering=-reference",
    "claims/?party=alpha&page_size=2&ordering=date",
    "claims/?origins=1", "claims/?party=alpha&origins=2", "claims/?deal=canary-deal",
    "citations/?source=conf", "citations/?origin=conf", "citations/?party=canary",
    "sources/?origin=desk", "claims/S1/", "claims/S1/uses/", "claims/S1/verdicts/",
    "claims/S1x/uses/", "claims/S1x/verdicts/", "claims/B1/verdicts/", "claims/?unnamed=only",
    "claims/?unnamed=no", "claims/?amount_min=7bn", "claims/?amount_max=8bn",
    "claims/?party=alpha&ordering=-amount", "sources/?url=https://example.org/canary",
    "companies/?identifier=Q424242", "people/?identifier=Q424243",
    "totals/?by=payer,payee,kind,year", "totals/?party=alpha&by=deal", "totals/?payer=canary",
    "totals/?amount_min=7bn", "deals/?ordering=-amount", "deals/?amount_min=7bn",
    "deals/?amount_max=8bn", "valuations/?amount_min=7bn", "deals/deal-of-alpha/backing/",
    "deals/canary-deal/backing/",
    *(f"search/?q={words}" for words in ("canary", "canari", "alpha", "conf", "deal", "7bn")),
    "search/?q=canary&noun=claims", "search/?q=alpha&finding=null",
    *(f"{noun}/?format={form}" for noun in NOUNS for form in ("csv", "jsonl")),
    "claims/?format=csv&party=alpha", "citations/?format=csv&party=alpha",
]  # fmt: skip


@pytest.fixture(autouse=True)
def short_lists(monkeypatch):
    """What a page holds of a long record is soon too much, so that the rest is asked for."""
    monkeypatch.setattr(record_pages, "CLAIMS", 3)
    monkeypatch.setattr(readings, "SPOKEN", 3)


class Desk:
    """A desk with something of each kind, and what is hidden on it afterwards."""

    def __init__(self):
        one_of_everything()
        self.chief = make.editor(None, is_superuser=True)
        self.alpha = make.company("Alpha", slug="alpha")
        self.beta = make.company("Beta", slug="beta")
        self.released = make.source(slug="pub", outlet="Pub", released_at=make.NOON)
        self.retelling = make.source(outlet="Pub 2", released_at=make.NOON)
        self.retelling.derives_from = self.released
        self.retelling.save()
        self.source = make.source(slug="desk", outlet="Desk")
        self.deal = make.released_deal(
            self.alpha, self.beta, title="Deal of Alpha", slug="deal-of-alpha"
        )
        make.deal_step(self.deal, Step.ANNOUNCED, "2021-01-01")
        make.amount(self.deal)
        make.amount(self.deal, 9)
        self.claims = [self.claim(number) for number in range(1, 6)]
        self.draft = make.claim("A draft of Alpha.", reference="D1")
        self.draft.parties.add(self.alpha)
        self.story = make.story("Alpha paid 1 billion dollars. Alpha invested $2 billion in Beta.")
        make.binding(self.story, "Alpha paid 1 billion dollars", self.claims[0])
        make.binding(self.story, "Alpha invested $2 billion in Beta", self.claims[1])
        self.blind = make.claim("Blindly checked.", reference="B1", is_blind=True)
        make.citation(self.blind, self.source)

    def claim(self, number):
        words = f"Alpha paid {number} billion dollars."
        made = make.claim(words, reference=f"S{number}", released_at=make.NOON, date=f"202{number}")
        made.parties.add(self.alpha, *[self.beta] * (number % 2))
        made.deals.add(self.deal)
        make.citation(made, self.released)
        make.citation(made, self.retelling, stance=Stance.REFUTES)
        make.citation(made, self.source)
        return made

    def hide_confidential_sources(self):
        secret = {"confidentiality": "confidential", "title": "Canary"}
        first = make.source(slug="conf", outlet="Conf", url="https://example.org/canary", **secret)
        other = make.source(outlet="Conf 2", derives_from=self.source, **secret)
        for claim in [*self.claims, self.draft]:
            make.citation(claim, first, says="Canary")
            make.citation(claim, other, stance=Stance.REFUTES, says="Canary")
        make.snapshot(first, "Canary text")
        make.fact(deal=self.deal, source=first)
        make.sealed()

    def hide_parties(self):
        off = {"released_at": None}
        canary = make.company("Canary", slug="canary", **off)
        make.company("Beta, Inc.", **off)  # may be there twice, for who may know of both
        make.party_name(canary, "Gamma Canary")
        make.identifier(canary, value="Q424242")
        deal = make.deal(
            self.alpha, canary, title="Canary deal", slug="canary-deal", umbrella=self.deal
        )
        make.amount(deal, 7)
        make.deal_step(deal, Step.ANNOUNCED, "2022-01-01")
        make.valuation(self.alpha, deal=self.deal, **off)
        make.valuation(canary, **off)
        make.stake(canary, self.alpha, **off)
        somebody = make.person("Canary P", **off)
        make.identifier(somebody, value="Q424243")
        make.role(somebody, self.alpha, **off)
        make.partnership(canary, self.alpha, **off)
        make.event(canary, self.alpha, **off)
        comments.comment(deal, "Canary?", by=self.chief)
        self.draft.parties.add(canary)
        self.draft.deals.add(deal)

    def hide_claims(self):
        for number in range(1, 12):
            much = {"value_low": 7 * 10**9, "value_high": 7 * 10**9, "value_unit": "USD"}
            claim = make.claim("Canary.", reference=f"S{number}x", date=f"20{number:02}", **much)
            claim.parties.add(self.alpha)
            claim.deals.add(self.deal)
            make.citation(claim, self.released, says="Canary")

    def hide_an_assessment(self):
        other = make.member("Fact-checker")
        assessments.assess(self.blind, Finding.ACCURATE, by=other)

    def pages(self):
        """Addresses of the desk: every list that is registered, and pages of records."""
        for model in admin.site._registry:
            of = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            a_list = reverse(f"{of}_changelist")
            yield a_list
            yield from (f"{a_list}?q={words}" for words in WORDS)
            yield from (f"{a_list}?party={slug}" for slug in ("alpha", "canary", "a"))
            yield from (f"{a_list}?o={column}" for column in COLUMNS)
            yield from (f"{a_list}?download={form}" for form in ("csv", "jsonl"))
        yield from (
            reverse("admin:partnerships_claim_changelist") + f"?needs={needs}"
            for needs in ("origin", "uncited", "unread", "any")
        )
        yield from (reverse("admin:partnerships_claim_conflicts") + f"?from={n}" for n in (0, 1))
        yield reverse("admin:index")
        yield reverse("admin:duplicates")
        for words in [*WORDS, "canari", "alfa", "q424242", "example.org", "7bn", "deal of"]:
            yield f"{reverse('admin:search')}?q={words}"
        for record in [
            self.claims[0], self.draft, self.blind, self.deal, self.alpha, self.source,
            self.released, self.story,
        ]:  # fmt: skip
            for page in PAGES:
                name = f"admin:partnerships_{record._meta.model_name}_{page}"
                try:
                    yield reverse(name, args=[record.pk])
                except NoReverseMatch:
                    continue


def questions(world):
    """Those that are asked this time: a tenth by chance, the same each time, and of each kind."""
    asked = [*world.pages(), *QUESTIONS]
    return Random(20241023).sample(asked, tries(len(asked)))


def answers(user, addresses):
    """What each address answers to the user, and each table that the desk gives away."""
    desk, api = Client(), APIClient()
    desk.force_login(user)
    api.force_authenticate(user)
    told = {}
    for address in addresses:
        cache.clear()  # where the throttles count
        is_page = address.startswith("/")
        answer = desk.get(address, follow=True) if is_page else api.get(f"/api/v1/{address}")
        text = answer.getvalue().decode()
        told[address] = answer.status_code, NEW_EACH_TIME.sub("", text)
    for noun in TABLES:
        page = reverse(f"admin:partnerships_{noun}_export")
        answer = desk.post(page, {"format": "0", "resource": "0"})
        told[page] = answer.status_code, NEW_EACH_TIME.sub("", answer.text)
    return told


def differing(one, other):
    """The lines in which two answers differ, and their states if those do."""
    lines = unified_diff(one[1].splitlines(), other[1].splitlines(), n=0, lineterm="")
    return [*([] if one[0] == other[0] else [(one[0], other[0])]), *islice(lines, 20)]


def with_every_right_but(*nouns, keeper=False):
    """A desk's account with all its rights, but to know of these nouns or of secret sources."""
    rights = Permission.objects.filter(content_type__app_label="partnerships")
    kept = rights.exclude(content_type__model__in=nouns)
    kept = kept if keeper else kept.exclude(codename__contains="confidential")
    kept = kept.exclude(codename__contains="sealed")
    # The journal of accounts tells of those that are made to hide something.
    kept = kept.exclude(codename__in=["view_accountchange", "view_grant"])
    return make.editor(None, *kept.values_list("codename", flat=True))


READERS = {
    "hide_confidential_sources": lambda: with_every_right_but(),
    "hide_parties": lambda: with_every_right_but("party", keeper=True),
    "hide_claims": lambda: with_every_right_but("claim", keeper=True),
    "hide_an_assessment": lambda: make.member("Fact-checker"),
}


@pytest.fixture(scope="module")
def made_desk(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, Desk)


@pytest.fixture
def world(made_desk):
    return deepcopy(made_desk)


@pytest.mark.walk
@pytest.mark.parametrize("hide", READERS)
def test_who_may_not_know_of_it_is_told_the_same_without_it(world, hide):
    user = READERS[hide]()
    asked = questions(world)
    moment = timezone.now()  # of both: pages tell how long ago something was
    with standing(moment):
        before = answers(user, asked)

    getattr(world, hide)()

    with standing(moment):
        after = answers(user, asked)
    assert [line for address in after for line in differing(before[address], after[address])] == []
    assert {status for status, _ in before.values()} >= {200, 403}


@pytest.mark.walk
@pytest.mark.parametrize("hide", READERS)
def test_who_may_know_of_it_is_told(world, hide):
    chief = make.editor(None, is_superuser=True)
    asked = ["claims/?page_size=100", "deals/", "companies/"]
    asked += [
        reverse(f"admin:partnerships_claim_{page}", args=[world.blind.pk]) for page in PAGES[:3]
    ]
    before = answers(chief, asked)

    getattr(world, hide)()

    assert answers(chief, asked) != before
