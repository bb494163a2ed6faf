"""What PostgreSQL refuses of claims, citations and what backs a record's fields."""

import pytest

from partnerships.models import Citation, ClaimDeal, ClaimEvent, ClaimParty
from partnerships.vocabulary import Rank, Stance
from tests.factories import citation, claim, company, deal, event, fact, snapshot, source

pytestmark = pytest.mark.django_db


def founded():
    return fact("founded", party=company())


CHANGES = [
    ("claim_has_a_statement", claim, "statement = ''"),
    ("claim_has_a_statement", claim, "statement = E' \\t\\n\\u00a0'"),
    ("claim_statement_is_no_longer_than_a_page", claim, "statement = repeat('a', 10001)"),
    ("claim_has_a_reference", claim, "reference = ''"),
    ("claim_reference_is_not_padded", claim, "reference = 'S28 '"),
    ("claim_kind_is_known", claim, "kind = 'lie'"),
    ("claim_date_is_a_date", claim, "date = '2023-02-29'"),
    ("claim_date_as_worded_is_a_date", claim, "date_as_worded = 'in April'"),
    ("claim_value_qualifier_is_known", claim, "value_qualifier = 'nearly'"),
    ("claim_value_has_a_unit", claim, "value_low = 13"),
    ("claim_value_has_a_unit", claim, "value_high = 13"),
    (
        "claim_value_low_is_not_above_high",
        claim,
        "value_low = 2, value_high = 1, value_unit = '%%'",
    ),
    (
        "claim_range_has_two_ends",
        claim,
        "value_qualifier = 'range', value_high = 1, value_unit = '%%'",
    ),
    ("claim_range_has_two_ends", claim, "value_qualifier = 'range'"),
    ("claim_value_is_a_number", claim, "value_low = 'NaN', value_unit = '%%'"),
    ("claim_value_is_a_number", claim, "value_high = 'NaN', value_unit = '%%'"),
    ("citation_stance_is_known", citation, "stance = 'doubts'"),
    ("citation_translation_has_a_quote", citation, "translation = 'In English.'"),
    ("citation_says_or_quotes", citation, "says = ' ', quote = ''"),
    ("citation_position_is_in_a_copy", citation, "position = 0, extent = 2, quote = 'No copy.'"),
    ("citation_place_is_whole", citation, "position = 0, quote = 'No copy.'"),
    ("fact_source_rank_is_known", founded, "rank = 'best'"),
    ("fact_source_backs_one_record", founded, "party_id = NULL, field = ''"),
    ("fact_source_is_a_claim_or_a_source", founded, "source_id = NULL"),
    ("fact_source_field_exists", founded, "field = 'birthday'"),
    ("fact_source_field_exists", founded, "field = 'ctid'"),
    ("fact_source_field_exists", founded, "field = 'stake'"),
]


@pytest.mark.parametrize(("law", "make", "assignments"), CHANGES)
def test_a_change_is_refused(law, make, assignments, refused, change):
    row = make()

    with refused(law):
        change(row, assignments)


def test_a_reference_is_given_once_in_a_collection(refused):
    claim(reference="S28")

    with refused("claim_reference_is_given_once"):
        claim(reference="S28")


def test_a_claim_is_about_a_party_once(refused):
    said, microsoft = claim(), company("Microsoft")
    ClaimParty.objects.create(claim=said, party=microsoft)

    with refused("claim_is_about_a_party_once"):
        ClaimParty.objects.create(claim=said, party=microsoft)


def test_a_claim_is_about_a_deal_once(refused):
    said, round_ = claim(), deal()
    ClaimDeal.objects.create(claim=said, deal=round_)

    with refused("claim_is_about_a_deal_once"):
        ClaimDeal.objects.create(claim=said, deal=round_)


def test_a_claim_is_about_an_event_once(refused):
    said, happened = claim(), event()
    ClaimEvent.objects.create(claim=said, event=happened)

    with refused("claim_is_about_an_event_once"):
        ClaimEvent.objects.create(claim=said, event=happened)


def quoted(text, quote, **fields):
    """A citation of the quotation from a kept copy that says `text`."""
    copy = snapshot(text=text)
    return citation(None, copy.source, snapshot=copy, quote=quote, **fields)


@pytest.mark.parametrize(
    ("quote", "position"),
    [
        ("$13 billion", None),
        ("$10 billion", 0),
        ("$10 billion", 2147483647),
        ("$10 Billion", 9),
        ("$10  billion", 9),
        ("billion.and", 13),
    ],
)
def test_a_quotation_stands_at_its_place_in_the_copy(quote, position, refused):
    with refused("citation_quote_is_at_its_place"):
        quoted("Invests: $10 billion.", quote, position=position)


def test_a_quotation_does_not_move_from_its_place(refused, change):
    row = quoted("Invests: $10 billion.", "$10 billion", position=9)

    with refused("citation_quote_is_at_its_place"):
        change(row, "position = 8")


def test_a_quotation_is_found_at_its_first_place():
    row = quoted("“Größer.” $10 billion, and $10 billion.", "$10 billion")

    row.refresh_from_db()
    assert row.position == 10


def test_a_copy_of_another_source_proves_nothing(refused):
    copy = snapshot(text="$10 billion")

    with refused("citation_copy_is_of_its_source"):
        citation(None, source(), snapshot=copy, quote="$10 billion")


def test_a_citation_does_not_take_its_copy_to_another_source(refused, change):
    row, other = quoted("$10 billion", "$10 billion"), source()

    with refused("citation_copy_is_of_its_source"):
        change(row, "source_id = %s", other.pk)


def test_a_place_is_cited_once(refused):
    first = citation(locator="paragraph 4", quote="$10 billion")

    with refused("citation_is_recorded_once"):
        citation(first.claim, first.source, locator="paragraph 4", quote="$10 billion")


def test_a_quotation_longer_than_an_index_entry_is_cited_once_too(refused):
    quote = "".join(f"{number:x} " for number in range(2000))
    first = citation(quote=quote)

    with refused("citation_is_recorded_once"):
        citation(first.claim, first.source, quote=quote)


def test_a_source_may_support_a_claim_at_one_place_and_qualify_it_at_another():
    first = citation(locator="paragraph 4")
    citation(first.claim, first.source, locator="paragraph 9", stance=Stance.QUALIFIES)

    assert Citation.objects.count() == 2


def test_a_citation_reference_is_given_once(refused):
    citation(reference="C1")

    with refused("citation_reference_is_given_once"):
        citation(reference="C1")


def test_a_field_has_one_preferred_source(refused):
    openai = company("OpenAI")
    fact("founded", party=openai, rank=Rank.PREFERRED)

    with refused("fact_has_one_preferred_source"):
        fact("founded", party=openai, rank=Rank.PREFERRED)


def test_each_field_of_a_record_has_a_preferred_source_of_its_own():
    openai = company("OpenAI")
    fact("founded", party=openai, rank=Rank.PREFERRED)

    assert fact("country", party=openai, rank=Rank.PREFERRED).pk


def test_a_backing_is_recorded_once(refused):
    first = founded()

    with refused("fact_source_is_recorded_once"):
        fact("founded", party=first.party, source=first.source)


def test_a_backing_names_one_record(refused, change):
    row, round_ = founded(), deal()

    with refused("fact_source_backs_one_record"):
        change(row, "deal_id = %s, field = ''", round_.pk)


def test_a_backing_is_a_claim_or_a_source_but_not_both(refused, change):
    row, said = founded(), claim()

    with refused("fact_source_is_a_claim_or_a_source"):
        change(row, "claim_id = %s", said.pk)


@pytest.mark.parametrize("field", ["", "parent", "legal_form", "founded"])
def test_a_field_is_named_as_the_record_names_it(field):
    assert fact(field, party=company()).pk
