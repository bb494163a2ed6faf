"""The figure of a claim, as it is typed into its boxes."""

from decimal import Decimal

import pytest
from django.forms import modelform_factory

from partnerships.admin.claims.claims import ClaimForm
from partnerships.models import Claim

pytestmark = pytest.mark.django_db

BOXES = ["value_qualifier", "value_low", "value_high", "value_unit"]
TYPED = [  # the low box, the qualifier and the unit beside it, and what is meant
    ("about $10bn", "", "", ("about", 10**10, 10**10, "USD")),
    ("49%", "exact", "", ("exact", 49, None, "%")),
    ("about 49 %", "exact", "%", ("about", 49, 49, "%")),
    ("350,000", "exact", "GPUs", ("exact", 350_000, None, "GPUs")),
    ("-5", "exact", "%", ("exact", -5, None, "%")),
]


def value_form(low, qualifier, unit):
    form = modelform_factory(Claim, form=ClaimForm, fields=BOXES)
    return form({"value_qualifier": qualifier, "value_low": low, "value_unit": unit})


@pytest.mark.parametrize(("typed_in", "qualifier", "unit", "meant"), TYPED)
def test_the_figure_of_a_claim_is_read_with_its_hedge_and_unit(typed_in, qualifier, unit, meant):
    form = value_form(typed_in, qualifier, unit)

    form.full_clean()

    assert not set(BOXES) & form.errors.keys()
    assert tuple(form.cleaned_data[box] for box in BOXES) == meant


@pytest.mark.parametrize("typed_in", ["1,5bn", "€5bn", "1_000", "7-2", "several"])
def test_a_figure_that_could_be_another_one_is_asked_back(typed_in):
    assert "value_low" in value_form(typed_in, "exact", "USD").errors


def test_a_figure_with_three_decimals_is_shown_so_that_it_is_read_again():
    field = value_form("", "", "").fields["value_low"]

    shown = field.prepare_value(Decimal("27.1250"))

    assert (shown, field.clean(shown)) == ("27.1250", Decimal("27.125"))
