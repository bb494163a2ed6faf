"""Releasing at the desk: the form says who sees the record, and nothing is shown unannounced."""

import pytest
from django.urls import reverse

from partnerships.models import Claim, Party
from tests import factories as make
from tests.admin.conftest import typed

pytestmark = pytest.mark.django_db

HIDDEN = {"released_at": None}
KINDS = {
    "company": lambda: make.company(**HIDDEN),
    "person": lambda: make.person(**HIDDEN),
    "role": lambda: make.role(**HIDDEN),
    "stake": lambda: make.stake(**HIDDEN),
    "partnership": lambda: make.partnership(**HIDDEN),
    "valuation": lambda: make.valuation(**HIDDEN),
    "event": lambda: make.event(**HIDDEN),
    "claim": make.claim,
    "deal": lambda: make.deal(make.company(), make.company()),
    "source": make.source,
}
TOLD = "Only the desk sees this until it is released."


def page(record):
    return reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])


def list_of(model):
    return reverse(f"admin:partnerships_{model}_changelist")


@pytest.fixture
def claim():
    """A claim about somebody whom nobody was told of, at an event of which the same is true."""
    made = make.claim("It was their idea.")
    made.parties.add(make.person("Robin Canary", **HIDDEN))
    made.events.add(make.event(make.company("Canary Holdings", **HIDDEN), title="A fair", **HIDDEN))
    return made


@pytest.mark.walk
@pytest.mark.parametrize("kind", KINDS)
def test_the_form_says_who_sees_the_record_and_releases_it(kind, desk):
    record = KINDS[kind]()

    assert TOLD in desk.get(reverse(f"admin:partnerships_{kind}_add")).text
    form = desk.get(page(record))
    assert TOLD in form.text
    desk.post(page(record), typed(form) | {"_release": "yes"})

    record.refresh_from_db()
    assert record.released_at
    assert "Readers see it since" in desk.get(page(record)).text


def test_all_that_will_be_seen_with_it_is_named_before_the_click(desk, claim):
    asked = desk.post(page(claim), typed(desk.get(page(claim))) | {"_release": "yes"})

    for name in ["Robin Canary", "Canary Holdings", "A fair"]:
        assert name in asked.text
    assert not Claim.objects.released().exists()
    assert not Party.objects.released().exists()


def named(asked):
    """What the page that asks sends when it is answered."""
    shown = [each["name"] for each in asked.context["shown"]]
    chosen = [record.pk for record in asked.context["records"]]
    return {"action": "release", "_asked": "1", "_selected_action": chosen, "named": shown}


def test_what_was_named_is_released_in_the_same_act(desk, claim):
    asked = desk.post(list_of("claim"), {"action": "release", "_selected_action": [claim.pk]})

    answer = desk.post(list_of("claim"), named(asked), follow=True)

    assert "Released 1." in answer.text
    assert Claim.objects.released().exists()
    assert not Party.objects.filter(released_at=None).exists()


def test_a_name_that_came_meanwhile_is_not_released_unseen(desk, claim):
    asked = desk.post(list_of("claim"), {"action": "release", "_selected_action": [claim.pk]})
    claim.parties.add(make.company("Latecomer", **HIDDEN))

    answer = desk.post(list_of("claim"), named(asked), follow=True)

    assert "look again" in answer.text
    assert not Claim.objects.released().exists()
    assert not Party.objects.released().exists()


def test_what_something_released_leads_to_is_not_taken_back(desk):
    role = make.role()

    form = typed(desk.get(page(role.person))) | {"_withdraw": "yes"}
    answer = desk.post(page(role.person), form, follow=True)

    assert "take that back first" in answer.text
    role.person.refresh_from_db()
    assert role.person.released_at


def test_a_name_that_is_not_released_is_not_added_to_what_readers_see(desk):
    deal, hidden = make.released_deal(), make.company(**HIDDEN)
    form = typed(desk.get(page(deal)))
    form["parties-0-party"] = hidden.pk

    answer = desk.post(page(deal), form)

    assert "release that first" in answer.text
    assert not deal.parties.filter(party=hidden).exists()


def test_a_reporter_hears_who_sees_it_and_has_no_button(client):
    company = KINDS["company"]()
    client.force_login(make.member("Reporter"))

    shown = client.get(page(company)).text

    assert TOLD in shown
    assert 'name="_release"' not in shown


def test_more_than_one_reads_are_not_released_at_once(desk, monkeypatch):
    monkeypatch.setattr("partnerships.admin.releasing.MOST", 1)
    chosen = [KINDS["company"]().pk, KINDS["company"]().pk]

    answer = desk.post(
        list_of("company"), {"action": "release", "_selected_action": chosen}, follow=True
    )

    assert "choose 1 at most" in answer.text
    assert not Party.objects.released().exists()


def released_together(desk, *companies):
    keys = [each.pk for each in companies]
    told = desk.post(
        list_of("company"), {"action": "release", "_selected_action": keys}, follow=True
    )
    assert Party.objects.released().filter(pk__in=keys).count() == len(keys)
    return told.text


def test_a_subsidiary_and_its_parent_are_released_together(desk):
    parent = make.company("Beta", **HIDDEN)
    child = make.company("Alpha", parent=parent, **HIDDEN)

    assert "Released 2." in released_together(desk, parent, child)


def test_two_that_lead_to_one_another_are_released_together(desk):
    old = make.company("Alpha", **HIDDEN)
    new = make.company("Beta", parent=old, **HIDDEN)
    Party.objects.filter(pk=old.pk).update(parent=new)

    assert "look again" not in released_together(desk, old, new)


def test_who_may_release_claims_alone_releases_nobody_with_one(client, claim):
    client.force_login(make.editor("eve", "view_claim", "change_claim", "release_claim"))

    told = client.post(
        list_of("claim"), {"action": "release", "_selected_action": claim.pk}, follow=True
    )

    assert "Robin Canary" not in told.content.decode()
    assert not Claim.objects.released().exists()
    assert not Party.objects.released().filter(name="Robin Canary").exists()
