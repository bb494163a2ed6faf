"""Nothing of the story is lost between its facts and the database."""

import pytest
from django.db.models import Count

from partnerships.models import (
    Amount,
    Citation,
    Claim,
    ClaimParty,
    Company,
    Deal,
    DealParty,
    Event,
    FactSource,
    Person,
    Role,
    Source,
    Stake,
    Term,
    Valuation,
)
from partnerships.vocabulary import Clearance, Holding, Qualifier, Stance


@pytest.mark.parametrize(
    ("model", "rows"),
    [
        (Company, 24),
        (Person, 35),
        (Role, 36),
        (Deal, 21),
        (DealParty, 75),  # 65 lines of parties, of which some name several roles
        (Amount, 15),
        (Term, 60),
        (Stake, 11),  # six stakes, one of them two interests, and four board rights
        (Valuation, 9),
        (Event, 19),
        (Source, 108),
        (Claim, 85),
        (ClaimParty, 173),
        (Citation, 175),
        (FactSource, 125),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_every_record_of_the_story_is_there(model, rows):
    assert model.objects.count() == rows


def test_the_citations_take_their_stances():
    counted = Citation.objects.order_by().values_list("stance").annotate(Count("pk"))

    assert dict(counted) == {
        Stance.SUPPORTS: 105,
        Stance.QUALIFIES: 33,
        Stance.REFUTES: 12,
        Stance.CONTEXT: 25,
    }


def test_22_sources_retell_another_and_18_name_a_report_we_do_not_have():
    assert Source.objects.retelling().count() == 22
    assert Source.objects.exclude(origin_note="").count() == 18


def test_a_retold_report_is_the_origin_of_its_copies():
    copies = Source.objects.filter(origin__slug="src-nyt-fraying").exclude(slug="src-nyt-fraying")

    assert copies.count() == 8


def test_the_claims_that_the_times_alone_carries_rest_on_one_origin():
    alone = {"S24", "S25", "S32", "S33", "S34", "S35", "S44"}

    found = Claim.objects.on_one_origin(Clearance.KEEPER).values_list("reference", flat=True)

    assert alone <= set(found)


def test_s32_stands_in_two_outlets_and_goes_back_to_one():
    claim = Claim.objects.with_support(Clearance.KEEPER).get(reference="S32")

    assert (claim.outlets, claim.origins) == (2, 1)


def test_up_to_and_about_are_not_made_exact():
    qualified = Amount.objects.exclude(qualifier=Qualifier.EXACT)

    assert dict(qualified.values_list("deal__reference", "qualifier")) == {
        "D06": Qualifier.ABOUT,
        "D09": Qualifier.UP_TO,
        "D17": Qualifier.UP_TO,
    }


def test_the_seat_that_apple_never_took_is_not_held():
    seat = Stake.objects.get(reference="B03")

    assert seat.holding == Holding.DROPPED


def test_a_cik_keeps_its_leading_zeros():
    microsoft = Company.objects.get(slug="microsoft")

    assert microsoft.identifiers.get(scheme="cik").value == "0000789019"


def test_everything_in_the_story_is_released():
    assert not Claim.objects.filter(released_at=None).exists()
    assert not Deal.objects.filter(released_at=None).exists()
    assert not Source.objects.filter(released_at=None).exists()
