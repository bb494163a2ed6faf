"""The percentages of a stake, as they are typed."""

from decimal import Decimal

import pytest
from django.forms import modelform_factory

from partnerships.admin.entities.stakes import StakeForm
from partnerships.models import Stake

pytestmark = pytest.mark.django_db

BOXES = ["qualifier", "percent_min", "percent_max"]


def stake_form(typed_in, qualifier=""):
    form = modelform_factory(Stake, form=StakeForm, fields=BOXES)
    return form({"qualifier": qualifier, "percent_min": typed_in})


@pytest.mark.parametrize(
    ("typed_in", "meant"),
    [
        ("about 49 %", ("about", 49, 49)),
        ("up to 49 percent", ("up_to", None, 49)),
        ("33.333", ("", Decimal("33.333"), None)),
        ("40-49 %", ("range", 40, 49)),
    ],
)
def test_a_percentage_is_read_with_its_hedge(typed_in, meant):
    form = stake_form(typed_in)

    form.full_clean()

    assert not set(BOXES) & form.errors.keys()
    assert tuple(form.cleaned_data[box] for box in BOXES) == meant


@pytest.mark.parametrize("typed_in", ["33,3", "$49", "5 percentage points", "a lot"])
def test_what_is_no_percentage_is_asked_back(typed_in):
    assert "percent_min" in stake_form(typed_in).errors
