"""Who may see claims and not parties is told of none, by list, page, filter, table or count."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.admin.conftest import typed
from tests.admin.test_import_export import exported, imported

pytestmark = pytest.mark.django_db
HIDDEN = {"released_at": None}


@pytest.fixture
def robin():
    return make.person("Robin Canary", slug="robin-canary", **HIDDEN)


@pytest.fixture
def claim(robin):
    made = make.claim("It was their idea.")
    made.parties.add(robin, make.company("Seen", slug="seen"))
    made.events.add(make.event(title="Canary fair", **HIDDEN))
    return made


@pytest.fixture
def eve(client):
    """A desk with every right but to know of parties that are not released."""
    rights = ("claim", "deal", "event", "source", "partnership", "citation", "reply")
    client.force_login(
        make.editor("eve", "change_claim", *(f"view_{noun}" for noun in rights)),
    )
    return client


def test_the_page_of_a_claim_names_none(claim, client):
    client.force_login(make.editor("ro", "view_claim", "view_deal", "view_event"))

    page = client.get(reverse("admin:partnerships_claim_change", args=[claim.pk])).content.decode()

    assert "Seen" in page
    assert "Canary" not in page


def test_whoever_may_write_loses_none_of_them(claim, robin, eve):
    address = reverse("admin:partnerships_claim_change", args=[claim.pk])
    form = eve.get(address)
    assert "Canary" not in form.content.decode()

    eve.post(address, typed(form) | {"statement": "It was her idea."})

    claim.refresh_from_db()
    assert claim.statement == "It was her idea."
    assert set(claim.parties.values_list("slug", flat=True)) == {"robin-canary", "seen"}
    assert claim.events.count() == 1


def test_a_right_of_reply_of_theirs_is_not_on_the_page(claim, robin, eve):
    asked = {"asked_by": make.editor("ann"), "asked_at": make.NOON, "channel": "A call"}
    reply = claim.replies.create(party=robin, **asked)
    claim.replies.create(party=make.company("Asked openly"), **asked)

    page = eve.get(reverse("admin:partnerships_claim_change", args=[claim.pk])).content.decode()

    assert "Asked openly" in page
    assert "Canary" not in page
    assert "Canary" not in str(reply)


def test_the_filter_knows_none(claim, eve):
    def shown(slug):
        address = reverse("admin:partnerships_claim_changelist")
        return "It was their idea." in eve.get(address, {"party": slug}).content.decode()

    assert shown("seen")
    assert shown("robin-canary") == shown("nobody-heard-of-it")


def test_the_table_has_no_column_of_them(claim, eve):
    address = reverse("admin:partnerships_claim_export")

    table = eve.post(address, {"format": "0"}).content.decode()

    assert "It was their idea." in table
    assert "canary" not in table.lower()


def test_the_table_names_no_source_that_may_not_be_known(client):
    claim = make.claim(appears_in=make.source(slug="unseen-canary"))
    client.force_login(make.editor("eve", "add_claim", "change_claim", "view_claim"))

    (row,) = exported(client, "claim")
    assert row["appears_in"] == ""
    imported(client, "claim", row | {"section": "2"})

    claim.refresh_from_db()
    assert (claim.section, claim.appears_in.slug) == ("2", "unseen-canary")


def test_the_list_of_partnerships_counts_no_deal_that_may_not_be_known(client):
    tie = make.partnership(make.company())
    make.deal(make.company(), make.company(), partnership=tie)
    client.force_login(make.editor("ro", "view_partnership"))

    page = client.get(reverse("admin:partnerships_partnership_changelist")).content.decode()

    assert 'class="field-how_many">0<' in page


@pytest.mark.parametrize(
    ("noun", "asked"),
    [
        *[("claim", "as_of__year=0"), ("claim", "value_low__gte=1e200000")],
        *[("snapshot", "captured_at__year=0"), ("stake", "percent_min__gte=1e200000")],
        *[("claim", "value_low__gte=NaN"), ("claim", "value_low__gte=12")],
    ],
)
def test_numbers_beyond_any_column_are_refused_and_break_nothing(admin_client, noun, asked):
    answer = admin_client.get(f"{reverse(f'admin:partnerships_{noun}_changelist')}?{asked}")

    assert answer.status_code in (200, 302, 400)
