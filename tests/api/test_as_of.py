"""What held on a day: certain, possible, and nothing else."""

import pytest

from tests import factories as make

DAY = "2024-10-23"


def held(page):
    return {row["title"]: row["held"] for row in page["results"]}


def test_each_role_says_how_sure_it_is_that_it_held(ask):
    make.role(title="Certain", start="2024-01-01", end="2025-01-01")
    make.role(title="Possible", start="2024", end="2024")
    make.role(title="Unknown")
    make.role(title="Over", start="2020", end="2023")

    assert held(ask("roles/", as_of=DAY)) == {
        "Certain": "certain",
        "Possible": "possible",
        "Unknown": "possible",
    }


def test_held_is_there_only_when_a_day_is_asked_for(ask):
    make.role()

    (row,) = ask("roles/")["results"]

    assert not {"held", "because"} & set(row)


def test_a_deal_without_dates_is_possible_once_it_was_announced(ask):
    past, future = make.released_deal(title="Past"), make.released_deal(title="Future")
    ended = make.released_deal(title="Ended")
    make.deal_step(past, "announced", "2021")
    make.deal_step(future, "announced", "2026-02-27")
    make.deal_step(ended, "announced", "2021")
    make.deal_step(ended, "terminated", "2022")

    assert held(ask("deals/", as_of=DAY)) == {"Past": "possible"}


def test_a_term_without_dates_goes_with_its_deal(ask):
    current = make.released_deal(start="2023", end="2025")
    over = make.released_deal(start="2019", end="2020")
    make.term(current, "Still so.")
    make.term(over, "No longer.")
    make.term(over, "Outlives it.", start="2019-01-01", end="2030-01-01")

    rows = ask("terms/", as_of=DAY)["results"]

    assert {row["text"]: row["held"] for row in rows} == {
        "Still so.": "possible",
        "Outlives it.": "certain",
    }


def test_a_company_of_a_day_bears_the_names_of_then(ask):
    openai = make.company("OpenAI Group PBC")
    make.party_name(openai, "OpenAI LP", start="2019-03", end="2022")
    make.party_name(openai, "OpenAI Global, LLC", start="2023-01-01", end="2025-10-27")
    make.role(company_=openai, title="Gone", end="2020")

    row = ask(f"companies/{openai.slug}/", as_of=DAY)

    assert [(name["text"], name["held"]) for name in row["names"]] == [
        ("OpenAI Global, LLC", "certain")
    ]
    assert row["roles"] == []


def test_a_partnership_is_listed_on_the_days_it_held(ask):
    tie = make.partnership(make.company(), make.company())
    tie.parties.update(start="2019-07-22", end="2025-10-27")

    assert [row["held"] for row in ask("partnerships/", as_of=DAY)["results"]] == ["certain"]
    assert ask("partnerships/", as_of="2018-01-01")["results"] == []


@pytest.fixture
def tie():
    """Two companies in a partnership, with all that can hold between them, then and later."""
    microsoft, openai = make.company("Microsoft"), make.company("OpenAI")
    tie = make.partnership(microsoft, openai, slug="microsoft-openai")
    tie.parties.update(start="2019-07-22", end="2026-01-01")
    report = make.source(released_at=make.NOON, slug="report")
    then = {"start": "2023-01-01", "end": "2025-01-01"}
    later = {"start": "2025-06-01", "end": "2026-01-01"}
    for period in (then, later):
        when = "then" if period is then else "later"
        role = make.role(company_=openai, title=f"Head {when}", **period)
        stake = make.stake(microsoft, openai, description=f"Share {when}", **period)
        deal = make.released_deal(
            microsoft, openai, title=f"Deal {when}", partnership=tie, **period
        )
        make.term(deal, f"Term {when}", **period)
        valuation = make.valuation(openai, date=period["start"], note=when)
        for name, record in [("role", role), ("stake", stake), ("deal", deal)]:
            make.fact(**{name: record}, source=report)
        make.fact(valuation=valuation, source=report)
    make.stake(make.company("Stranger"), openai, **then)
    make.role(company_=make.company("Elsewhere"), **then)
    return tie


def test_one_request_answers_what_held_on_a_day(ask, tie):
    row = ask("partnerships/microsoft-openai/", as_of=DAY)

    assert [party["party"]["id"] for party in row["parties"]] == ["microsoft", "openai"]
    assert [role["title"] for role in row["roles"]] == ["Head then"]
    assert [stake["description"] for stake in row["stakes"]] == ["Share then"]
    assert [deal["title"] for deal in row["deals"]] == ["Deal then"]
    assert [term["text"] for term in row["deals"][0]["terms"]] == ["Term then"]
    assert [valuation["date"]["edtf"] for valuation in row["valuations"]] == ["2023-01-01"]


def test_all_that_held_says_how_surely_and_what_backs_it(ask, tie):
    row = ask("partnerships/microsoft-openai/", as_of=DAY)

    for part in ("roles", "stakes", "deals", "valuations"):
        (answer,) = row[part]
        assert answer["held"] == "certain", part
        assert [backing["source"]["id"] for backing in answer["sources"]] == ["report"], part
    assert row["held"] == "certain"


def test_before_it_began_nothing_held(ask, tie):
    row = ask("partnerships/microsoft-openai/", as_of="2018-01-01")

    assert row["held"] == "no"
    assert row["parties"] == row["roles"] == row["stakes"] == row["deals"] == []


def test_without_a_day_a_partnership_names_its_deals(ask, tie):
    row = ask("partnerships/microsoft-openai/")

    assert [deal["title"] for deal in row["deals"]] == ["Deal later", "Deal then"]
    assert "roles" not in row


@pytest.fixture
def renamed():
    """A company that had another name until 2022, with a post and a deal of 2019."""
    openai = make.company("OpenAI Group PBC")
    make.party_name(openai, "OpenAI LP", kind="legal", start="2019-03", end="2022-12-31")
    make.role(company_=openai, start="2019-03", ongoing=True, confirmed_on="2024-03-19")
    deal = make.released_deal(openai, make.company("Microsoft"), slug="first", start="2019-07-22")
    make.deal_step(deal, "announced", "2019-07-22")
    return openai


@pytest.mark.parametrize(("day", "name"), [("2020-01-01", "OpenAI LP"), (DAY, None)])
def test_an_answer_about_a_day_calls_a_party_as_it_was_called_then(ask, renamed, day, name):
    (row,) = ask("roles/", as_of=day)["results"]

    assert (row["company"]["name"], row["company"]["name_then"]) == ("OpenAI Group PBC", name)
    assert ask(f"companies/{renamed.slug}/", as_of=day)["name_then"] == name
    assert "name_then" not in ask(f"companies/{renamed.slug}/")


def test_a_deal_calls_its_parties_as_they_were_called_on_its_day(ask, renamed):
    row = ask("deals/first/")

    named = {party["party"]["name"]: party["name_then"] for party in row["parties"]}
    assert named == {"OpenAI Group PBC": "OpenAI LP", "Microsoft": None}
    assert "name_then" not in row["parties"][0]["party"]


def test_an_answer_says_what_it_rests_on(ask, renamed):
    (row,) = ask("roles/", as_of=DAY)["results"]

    assert (row["held"], row["because"]) == (
        "open",
        "since March 2019, last confirmed 19 March 2024, no end known",
    )
