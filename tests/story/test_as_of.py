"""What held on which day: the story's own questions, and the answers it must give."""

from datetime import date

import pytest

from partnerships.models import Claim, Company, Role, Stake, Term, Valuation

OPENAI = ["openai-nonprofit", "openai-forprofit"]
CLOUD = ["exclusivity", "first_refusal", "access"]


def references(rows):
    return set(rows.values_list("reference", flat=True))


@pytest.mark.parametrize(
    ("day", "stake"), [(date(2024, 10, 23), "T02"), (date(2025, 10, 29), "T04")], ids=str
)
def test_microsofts_interest_in_openai(day, stake):
    held = Stake.objects.as_of(day).filter(
        holder__slug="microsoft", company__slug__in=OPENAI, interest__in=["shares", "profit"]
    )

    assert references(held) == {stake}


@pytest.mark.parametrize(
    ("day", "says", "no_longer"),
    [
        (date(2024, 1, 15), ("D04", "Azure exclusive for all workloads"), "D06"),
        (date(2024, 6, 30), ("D06", "announced as Azure's AI platform extended to OCI"), "D10"),
        (date(2025, 3, 1), ("D10", "right of first refusal on new capacity"), "D04"),
        (date(2025, 12, 1), ("D15", "no right of first refusal"), "D10"),
        (date(2026, 5, 1), ("D21", "OpenAI may sell on any cloud, Azure first"), "D15"),
    ],
    ids=lambda value: str(value) if isinstance(value, date) else "",
)
def test_whether_openai_may_use_another_cloud(day, says, no_longer):
    terms = Term.objects.as_of(day).filter(
        kind__in=CLOUD, deal__parties__party__slug="openai-forprofit"
    )

    found = set(terms.values_list("deal__reference", "text"))

    assert says in found
    assert no_longer not in {deal for deal, _ in found}


@pytest.mark.parametrize(
    ("day", "deal"),
    [(date(2024, 10, 23), "D04"), (date(2025, 12, 1), "D15"), (date(2026, 5, 1), "D21")],
    ids=str,
)
def test_who_decides_that_agi_is_reached(day, deal):
    clauses = Term.objects.as_of(day).filter(kind="agi_clause")

    assert set(clauses.values_list("deal__reference", flat=True)) == {deal}


def test_the_board_decided_on_agi_in_october_2024():
    claim = Claim.objects.get(reference="S42")

    assert claim.earliest <= date(2024, 10, 23) <= claim.latest


@pytest.mark.parametrize(
    ("day", "rights"),
    [(date(2023, 11, 28), set()), (date(2024, 3, 1), {"B02"}), (date(2024, 10, 23), set())],
    ids=str,
)
def test_microsofts_place_at_openais_board(day, rights):
    held = Stake.objects.as_of(day).filter(
        holder__slug="microsoft", interest__in=["board_seat", "board_observer"]
    )

    assert references(held) == rights


def test_dee_templeton_certainly_sat_there_in_march_2024():
    (role,) = Role.objects.as_of(date(2024, 3, 1)).filter(kind="observer")

    assert (role.reference, role.held) == ("R15", "certain")


@pytest.mark.parametrize(
    ("day", "valuation"),
    [(date(2024, 9, 30), "V03"), (date(2024, 10, 23), "V04"), (date(2026, 4, 15), "V09")],
    ids=str,
)
def test_openais_latest_valuation(day, valuation):
    openai = Company.objects.get(slug="openai-forprofit")

    assert Valuation.objects.filter(company=openai).latest_by(day)[0].reference == valuation


@pytest.mark.parametrize(
    ("post", "day", "role", "person"),
    [
        ("copilot", date(2024, 6, 1), "R27", "Mustafa Suleyman"),
        ("copilot", date(2026, 4, 1), "R28", "Jacob Andreou"),
        ("chief-executive", date(2023, 11, 20), "R06", "Emmett Shear"),
    ],
    ids=str,
)
def test_who_held_a_post(post, day, role, person):
    company = "microsoft" if post == "copilot" else "openai-nonprofit"

    (held,) = Role.objects.as_of(day).filter(post=post, company__slug=company)

    assert (held.reference, held.person.name) == (role, person)
