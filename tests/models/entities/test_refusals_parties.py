"""What PostgreSQL refuses of parties, their names, identifiers, roles and stakes."""

import pytest
from django.db import connection

from partnerships.vocabulary import Holding, Interest, NameKind, RoleKind, Scheme
from tests.factories import collection, company, identifier, party_name, person, role, stake

pytestmark = pytest.mark.django_db

APPLE_LEI = "HWUPKR0MPOU8FGXBT394"
MICROSOFT_LEI = "INR2EJN1ERAN0W5ZP974"
CHANGES = [
    ("collection_slug_is_a_slug", collection, "slug = 'Microsoft OpenAI'"),
    ("collection_has_a_name", collection, "name = ' '"),
    ("party_kind_is_known", company, "kind = 'cartel'"),
    ("party_legal_form_is_known", company, "legal_form = 'guild'"),
    ("party_has_a_name", company, "name = ''"),
    ("party_has_a_name", company, "name = E'\\u00a0'"),
    ("party_name_is_not_padded", company, "name = ' OpenAI'"),
    ("party_name_is_not_padded", company, "name = E'OpenAI\\u00a0'"),
    ("party_name_is_not_padded", company, "name = E'OpenAI\\n'"),
    ("party_slug_is_a_slug", company, "slug = 'Open AI'"),
    ("party_slug_is_a_slug", company, "slug = 'openai-'"),
    ("party_country_is_two_letters", company, "country = 'us'"),
    ("person_has_no_legal_form", person, "legal_form = 'company'"),
    ("party_founded_is_a_date", company, "founded = '2015-13'"),
    ("party_dissolved_is_a_date", company, "dissolved = 'soon'"),
    ("party_is_not_merged_into_itself", company, "merged_into_id = id"),
    ("party_is_not_its_own_parent", company, "parent_id = id"),
    ("party_name_kind_is_known", party_name, "kind = 'nick'"),
    ("party_name_is_not_blank", party_name, "text = ''"),
    ("party_name_text_is_not_padded", party_name, "text = 'OpenAI '"),
    ("identifier_scheme_is_known", identifier, "scheme = 'passport'"),
    ("identifier_basis_is_known", identifier, "basis = 'hearsay'"),
    ("identifier_is_deprecated_with_a_reason", identifier, "deprecated_on = '2024-10-23'"),
    (
        "identifier_is_deprecated_with_a_reason",
        identifier,
        "deprecated_on = '2024-10-23', deprecated_reason = ' '",
    ),
    ("identifier_is_deprecated_with_a_reason", identifier, "deprecated_reason = 'Another firm.'"),
    ("role_kind_is_known", role, "kind = 'mascot'"),
    ("role_has_a_title", role, "title = ' '"),
    ("exclusive_role_names_its_post", role, "exclusive = true, post = ''"),
    ("role_is_at_a_company", role, "company_id = person_id"),
    ("role_is_held_by_a_person", role, "person_id = company_id"),
    ("stake_interest_is_known", stake, "interest = 'love'"),
    ("stake_holding_is_known", stake, "holding = 'hoped'"),
    ("stake_qualifier_is_known", stake, "qualifier = 'some'"),
    ("stake_is_within_0_and_100", stake, "percent_min = -0.0001"),
    ("stake_is_within_0_and_100", stake, "percent_max = 100.0001"),
    ("stake_min_is_not_above_max", stake, "percent_min = 49, percent_max = 48.9999"),
    ("stake_holder_is_not_its_company", stake, "holder_id = company_id"),
]
MISSHAPEN = [
    (Scheme.LEI, "INR2EJN1ERAN0W5ZP975"),  # wrong check digits
    (Scheme.LEI, "INR2EJN1ERAN0W5ZP9"),
    (Scheme.LEI, "inr2ejn1eran0w5zp974"),
    (Scheme.CIK, "789019"),
    (Scheme.CIK, "00007890190"),
    (Scheme.WIKIDATA, "2283"),
    (Scheme.WIKIDATA, "Q0"),
    (Scheme.ISIN, "US5949181046"),  # wrong check digit
    (Scheme.ISIN, "5949181045"),
    (Scheme.TICKER, "MSFT"),  # of which exchange?
    (Scheme.TICKER, "NASDAQ:"),
    (Scheme.COMPANY_NUMBER, " 5624"),
    (Scheme.COMPANY_NUMBER, ""),
]
WELL_SHAPED = [
    (Scheme.LEI, MICROSOFT_LEI),
    (Scheme.LEI, APPLE_LEI),
    (Scheme.CIK, "0000789019"),
    (Scheme.WIKIDATA, "Q2283"),
    (Scheme.ISIN, "US5949181045"),
    (Scheme.TICKER, "NASDAQ:MSFT"),
    (Scheme.COMPANY_NUMBER, "600 413 485"),
]


@pytest.mark.parametrize(("law", "make", "assignments"), CHANGES)
def test_a_change_is_refused(law, make, assignments, refused, change):
    row = make()

    with refused(law):
        change(row, assignments)


@pytest.mark.parametrize(("scheme", "value"), MISSHAPEN)
def test_an_identifier_of_another_shape_than_its_schemes_is_refused(scheme, value, refused, change):
    row = identifier()

    with refused("identifier_has_the_shape_of_its_scheme"):
        change(row, "scheme = %s, value = %s", scheme.value, value)


@pytest.mark.parametrize(("scheme", "value"), WELL_SHAPED)
def test_an_identifier_of_the_shape_of_its_scheme_is_kept(scheme, value, change):
    row = identifier()

    change(row, "scheme = %s, value = %s", scheme.value, value)

    row.refresh_from_db()
    assert row.value == value


def test_one_value_has_one_live_owner(refused):
    identifier(company(), Scheme.WIKIDATA, "Q2283")

    with refused("identifier_has_one_live_owner"):
        identifier(company(), Scheme.WIKIDATA, "Q2283")


def test_a_deprecated_value_may_go_to_its_true_owner():
    identifier(value="Q2283", deprecated_on="2024-10-23", deprecated_reason="Another firm's.")

    assert identifier(company(), Scheme.WIKIDATA, "Q2283").pk


def test_a_party_has_one_live_lei(refused):
    microsoft = company("Microsoft")
    identifier(microsoft, Scheme.LEI, MICROSOFT_LEI)

    with refused("party_has_one_live_lei"):
        identifier(microsoft, Scheme.LEI, APPLE_LEI)


def test_an_id_belongs_to_one_kind_of_party(refused):
    ceo = role()

    with refused("role_is_held_by_a_person"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE partnerships_party SET kind = 'company' WHERE id = %s", [ceo.person_id]
        )


def test_a_stake_is_not_in_a_person(refused, change):
    held, somebody = stake(), person()

    with refused("stake_is_in_a_company"):
        change(held, "company_id = %s", somebody.pk)


def test_a_party_has_one_legal_name_a_day(refused):
    openai = company("OpenAI")
    party_name(openai, "OpenAI LP", kind=NameKind.LEGAL, start="2019-03-11", end="2023-04-01")

    with refused("party_has_one_legal_name_a_day"):
        party_name(openai, "OpenAI OpCo", kind=NameKind.LEGAL, start="2023-04-01", end="2024-01-01")


def test_two_legal_names_of_uncertain_dates_may_overlap():
    openai = company("OpenAI")
    party_name(openai, "OpenAI LP", kind=NameKind.LEGAL, start="2019", end="2023")

    assert party_name(openai, "OpenAI OpCo", kind=NameKind.LEGAL, start="2023", end="2024").pk


def test_a_name_is_recorded_once(refused):
    openai = company("OpenAI")
    party_name(openai, "OpenAI LP")

    with refused("party_name_is_recorded_once"):
        party_name(openai, "OpenAI LP")


def chief(company_, **fields):
    return role(None, company_, post="chief-executive", exclusive=True, **fields)


def test_an_exclusive_post_has_one_holder_a_day(refused):
    openai = company("OpenAI")
    chief(openai, start="2019-03-11", end="2023-11-17")

    with refused("exclusive_post_has_one_holder_a_day"):
        chief(openai, start="2023-11-16", end="2023-11-19")


def test_one_hands_over_to_the_next_on_one_day():
    openai = company("OpenAI")
    chief(openai, start="2019-03-11", end="2023-11-17")

    assert chief(openai, start="2023-11-17", end="2023-11-19").pk


def test_someone_whose_post_is_confirmed_holds_it_until_that_day(refused):
    openai = company("OpenAI")
    chief(openai, start="2019-03-11", ongoing=True, confirmed_on="2024-10-23")

    with refused("exclusive_post_has_one_holder_a_day"):
        chief(openai, start="2024-10-01", end="2024-10-05")


def test_a_post_that_is_not_exclusive_has_many_holders():
    openai = company("OpenAI")
    for _ in range(2):
        role(
            None, openai, post="director", kind=RoleKind.BOARD, start="2020-01-01", end="2021-01-01"
        )

    assert openai.officers.count() == 2


def test_certain_stakes_of_one_kind_do_not_overlap(refused):
    microsoft, openai = company("Microsoft"), company("OpenAI")
    stake(microsoft, openai, start="2023-01-23", end="2024-10-02")

    with refused("stakes_of_one_kind_do_not_overlap"):
        stake(microsoft, openai, start="2024-10-02", end="2025-10-28")


@pytest.mark.parametrize("other", [{"interest": Interest.PROFIT}, {"holding": Holding.DROPPED}])
def test_a_stake_of_another_kind_or_never_held_may_overlap(other):
    microsoft, openai = company("Microsoft"), company("OpenAI")
    stake(microsoft, openai, start="2023-01-23", end="2024-10-02")

    assert stake(microsoft, openai, start="2023-01-23", end="2024-10-02", **other).pk


def test_a_role_reference_is_given_once(refused):
    role(reference="R15")

    with refused("role_reference_is_given_once"):
        role(reference="R15")


def test_a_stake_reference_is_given_once(refused):
    stake(reference="T1")

    with refused("stake_reference_is_given_once"):
        stake(reference="T1")
