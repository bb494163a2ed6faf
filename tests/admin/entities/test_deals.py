"""The page of a deal."""

from decimal import Decimal

import pytest
from django.forms import ValidationError, modelform_factory
from django.urls import reverse

from partnerships.admin.entities.money import SumForm
from partnerships.admin.figures import FigureField
from partnerships.models import Amount, ClaimDeal, Deal, Valuation
from partnerships.vocabulary import DealKind, Step
from tests import factories as make

from ..conftest import row, typed

pytestmark = pytest.mark.django_db

SUM = {"measure": "total", "currency": "USD", "basis": "announced", "rank": "normal"}


def page(deal=None):
    if deal is None:
        return reverse("admin:partnerships_deal_add")
    return reverse("admin:partnerships_deal_change", args=[deal.pk])


def saved_with(desk, deal, prefix, **fields):
    return desk.post(page(deal), row(typed(desk.get(page(deal))), prefix, 0, **fields))


@pytest.mark.parametrize(
    ("typed_in", "meant"),
    [
        ("11.9bn", "11900000000"),
        ("11,900,000,000", "11900000000"),
        ("$11.9 billion", "11900000000"),
        ("10 billion", "10000000000"),
        ("250k", "250000"),
        ("1.5 million", "1500000"),
        ("2tn", "2000000000000"),
        ("12.50", "12.50"),
        ("", None),
    ],
)
def test_a_figure_is_read_as_people_write_it(typed_in, meant):
    assert FigureField().clean(typed_in) == (meant and Decimal(meant))


@pytest.mark.parametrize("typed_in", ["lots", "1.2.3", "11.9 bnn", "1e9", "-5", "NaN", "9" * 30])
def test_what_is_no_figure_is_refused(typed_in):
    with pytest.raises(ValidationError):
        FigureField().clean(typed_in)


@pytest.mark.parametrize("box", ["low", "high"])
@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        ("up_to", None, 11_900_000_000),
        ("at_least", 11_900_000_000, None),
        ("exact", 11_900_000_000, 11_900_000_000),
        ("about", 11_900_000_000, 11_900_000_000),
    ],
)
def test_one_figure_is_enough_in_either_box(box, qualifier, low, high, desk):
    deal = make.deal()

    answer = saved_with(desk, deal, "amounts", qualifier=qualifier, **SUM, **{box: "11.9bn"})

    assert answer.status_code == 302, answer.context["errors"]
    amount = deal.amounts.get()
    assert (amount.low, amount.high) == (low, high)


TYPED = [  # what stands in the box, what was chosen beside it, what is meant
    ("up to $11.9 billion", "exact", "", ("up_to", None, 11_900_000_000, "USD")),
    ("up to 11.9bn", "up_to", "USD", ("up_to", None, 11_900_000_000, "USD")),
    ("at least 1bn", "exact", "EUR", ("at_least", 10**9, None, "EUR")),
    ("~10bn", "exact", "USD", ("about", 10**10, 10**10, "USD")),
    ("€5m", "about", "", ("about", 5 * 10**6, 5 * 10**6, "EUR")),
    ("$5-7bn", "exact", "USD", ("range", 5 * 10**9, 7 * 10**9, "USD")),
    ("500 crore", "exact", "INR", ("exact", 5 * 10**9, 5 * 10**9, "INR")),
]
ASKED_BACK = [
    ("€5m", "exact", "USD", "The figure says EUR, and the box beside it USD."),
    ("$5m", "exact", "CAD", "The figure says USD, and the box beside it CAD."),
    ("up to 5m", "at_least", "USD", "The figure says “up to”, and the box beside it “at least”."),
    ("1,5bn", "exact", "USD", "If a point is meant, write 1.5bn."),
    ("-5", "exact", "USD", "Write the figure without a minus."),
]


def sum_form(low, qualifier, currency, high=""):
    boxes = ["qualifier", "low", "high", "currency"]
    form = modelform_factory(Amount, form=SumForm, fields=boxes)
    return form({"qualifier": qualifier, "low": low, "high": high, "currency": currency})


@pytest.mark.parametrize(("typed_in", "qualifier", "currency", "meant"), TYPED)
def test_what_is_typed_beside_a_figure_fills_its_own_box(typed_in, qualifier, currency, meant):
    form = sum_form(typed_in, qualifier, currency)

    form.full_clean()

    assert not {"low", "high", "currency"} & form.errors.keys()
    assert tuple(form.cleaned_data[box] for box in form.fields) == meant


@pytest.mark.parametrize(("typed_in", "qualifier", "currency", "sentence"), ASKED_BACK)
def test_a_figure_that_says_otherwise_than_its_boxes_is_asked_back(
    typed_in, qualifier, currency, sentence
):
    form = sum_form(typed_in, qualifier, currency)

    assert sentence in " ".join(form.errors["low"])


def test_a_hedge_beside_another_figure_is_asked_back():
    form = sum_form("about 5bn", "range", "USD", high="7bn")

    assert form.errors["low"] == ["Two boxes hold two figures: write each without a hedge."]


def test_a_hedge_that_is_added_to_a_figure_is_saved(desk):
    deal = make.deal()
    make.amount(deal, 10)

    saved_with(desk, deal, "amounts", low="up to 10bn", high="")

    amount = deal.amounts.get()
    assert (amount.qualifier, amount.low, amount.high) == ("up_to", None, 10 * 10**9)


def test_an_amount_that_is_saved_as_it_is_stays_as_it_is(desk):
    deal = make.deal()
    make.up_to(deal, 11)
    make.amount(deal, 10, qualifier="range", high=11 * 10**9, measure="cap")
    before = list(deal.amounts.values_list("qualifier", "low", "high"))

    desk.post(page(deal), typed(desk.get(page(deal))))

    assert list(deal.amounts.values_list("qualifier", "low", "high")) == before


def test_a_sum_between_two_figures_keeps_both(desk):
    deal = make.deal()

    saved_with(desk, deal, "amounts", qualifier="range", low="10bn", high="13bn", **SUM)

    amount = deal.amounts.get()
    assert (amount.low, amount.high) == (10 * 10**9, 13 * 10**9)


def test_a_sum_between_one_figure_is_refused_with_a_sentence(desk):
    answer = saved_with(desk, make.deal(), "amounts", qualifier="range", low="10bn", **SUM)

    assert "“Between” takes a low and a higher figure." in answer.text


def test_a_deal_is_recorded_with_its_parties_kinds_and_steps(desk):
    first, second = make.company(), make.company()
    form = typed(desk.get(page())) | {
        "title": "A new deal",
        "slug": "a-new-deal",
        "kinds": [DealKind.CLOUD, DealKind.INVESTMENT],
        "collection": str(make.collection().pk),
    }
    form = row(form, "parties", 0, party=first.pk, role="investor")
    form = row(form, "parties", 1, party=second.pk, role="investee")
    form = row(form, "steps", 0, step="announced", date="2024-10")

    answer = desk.post(page(), form)

    assert answer.status_code == 302, answer.context["errors"]
    deal = Deal.objects.with_status().get()
    assert set(deal.kinds) == {DealKind.CLOUD, DealKind.INVESTMENT}
    assert deal.parties.count() == 2
    assert (deal.status, deal.announced) == (Step.ANNOUNCED, "2024-10")


def test_a_valuation_that_came_with_a_deal_is_of_its_collection(desk):
    deal, company = make.deal(), make.company()
    worth = {"company": company.pk, "basis": "post_money", "qualifier": "exact", "low": "157bn"}

    saved_with(desk, deal, "valuations", **worth, currency="USD")

    valuation = Valuation.objects.get()
    assert (valuation.deal, valuation.collection) == (deal, deal.collection)


def test_the_claims_about_a_deal_stand_on_its_page(desk):
    deal, claim = make.deal(), make.claim("They agreed.")
    ClaimDeal.objects.create(claim=claim, deal=deal)

    answer = desk.get(page(deal))

    assert answer.context["dossier"].claims == [claim]
    assert reverse("admin:partnerships_claim_change", args=[claim.pk]) in answer.text


def test_the_deals_that_amend_a_deal_stand_on_its_page(desk):
    deal = make.deal()
    later = make.deal(amends=deal)

    assert desk.get(page(deal)).context["dossier"].amended_by == [later]


def test_a_deal_of_one_party_is_saved_but_not_released(desk):
    deal = make.deal(make.company())
    form = typed(desk.get(page(deal))) | {"note": "A note.", "_release": "yes"}

    answer = desk.post(page(deal), form, follow=True)

    assert "at least two parties" in answer.text
    deal.refresh_from_db()
    assert (deal.note, deal.released_at) == ("A note.", None)


def test_deals_are_listed_by_their_widest_sum(desk):
    deal = make.deal(make.company("Microsoft"))
    make.up_to(deal, 13)

    answer = desk.get(reverse("admin:partnerships_deal_changelist"))

    assert "up to $13 billion (announced)" in answer.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"kind": "cloud"}, 1), ({"status": "announced"}, 1), ({"status": "signed"}, 0)],
)
def test_deals_are_filtered_by_kind_and_status(asked, found, desk):
    make.deal_step(make.deal(kinds=[DealKind.CLOUD]), Step.ANNOUNCED)
    make.deal()

    answer = desk.get(reverse("admin:partnerships_deal_changelist"), asked)

    assert answer.context["cl"].result_count == found
