"""Questions of how much, of what is not, of numbers in registers, and of what hangs on a claim."""

import pytest

from partnerships.api.claims import told
from partnerships.models import Claim
from partnerships.vocabulary import Finding, Qualifier, Scheme, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db
LEI = "INR2EJN1ERAN0W5ZP974"


@pytest.fixture
def found(ask):
    """A function: the values of a field of the rows that a list answers with."""

    def found(noun, field="reference", **asked):
        return [row[field] for row in ask(f"{noun}/", **asked)["results"]]

    return found


@pytest.fixture
def companies():
    microsoft, openai = make.company("Microsoft", slug="microsoft"), make.company("OpenAI")
    for scheme, value in [
        (Scheme.LEI, LEI),
        (Scheme.CIK, "0000789019"),
        (Scheme.WIKIDATA, "Q2283"),
        (Scheme.TICKER, "NASDAQ:MSFT"),
    ]:
        make.identifier(microsoft, scheme, value=value)
    make.identifier(openai, Scheme.WIKIDATA, value="Q21708200")


@pytest.mark.parametrize(
    "asked",
    [
        f"lei:{LEI}", f"LEI:{LEI.lower()}", LEI, "cik:0000789019", "cik:789019", "789019",
        "qid:q2283", "wikidata:Q2283", "Q2283", "ticker:nasdaq:msft", "NASDAQ:MSFT",
    ],
)  # fmt: skip
def test_a_company_is_found_by_any_of_its_numbers_capitals_aside(companies, found, asked):
    assert found("companies", "id", identifier=asked) == ["microsoft"]


def test_several_numbers_find_several(companies, found):
    assert len(found("companies", "id", identifier="Q2283,Q21708200")) == 2


def test_a_number_of_another_register_finds_nobody(companies, ask):
    told = ask("companies/", identifier=f"isin:{LEI}", status=400)

    assert told["code"] == "unknown_word"


def test_a_number_that_the_desk_gave_up_still_finds_whom_it_was_of(found):
    company = make.company("Microsoft", slug="microsoft")
    gone = {"deprecated_on": "2024-01-01", "deprecated_reason": "Not theirs."}
    make.identifier(company, Scheme.WIKIDATA, value="Q2283", **gone)

    assert found("companies", "id", identifier="Q2283") == ["microsoft"]


def test_a_number_of_somebody_hidden_is_one_that_nobody_has_heard_of(ask):
    make.identifier(make.company(released_at=None), Scheme.WIKIDATA, value="Q2283")

    told = ask("companies/", identifier="Q2283", status=400)

    assert told["detail"] == "There is no “Q2283” here."


@pytest.mark.parametrize(
    "asked",
    [
        "https://example.org/a?b=1,2", "http://example.org/a?b=1,2", "example.org/a?b=1,2",
        "https://www.example.org/a?b=1,2", "https://example.org/a?b=1,2/",
    ],
)  # fmt: skip
def test_a_source_is_found_by_its_address(found, asked):
    make.source(slug="it", url="https://example.org/a?b=1,2", released_at=make.NOON)
    make.source(slug="other", url="https://example.org/b", released_at=make.NOON)

    assert found("sources", "id", url=asked) == ["it"]


def test_the_address_of_a_hidden_source_finds_nothing(found):
    make.source(url="https://example.org/a", confidentiality="confidential")

    assert found("sources", "id", url="https://example.org/a") == []


@pytest.fixture
def sums():
    """Deals worth a billion exactly, up to eleven, at least five, nobody says; one in euros."""
    for slug, qualifier, low, high, currency in [
        ("one", Qualifier.EXACT, 10**9, 10**9, "USD"),
        ("ceiling", Qualifier.UP_TO, None, 11 * 10**9, "USD"),
        ("floor", Qualifier.AT_LEAST, 5 * 10**9, None, "USD"),
        ("hidden", Qualifier.UNDISCLOSED, None, None, ""),
        ("euros", Qualifier.EXACT, 7 * 10**9, 7 * 10**9, "EUR"),
    ]:
        deal = make.released_deal(title=slug, slug=slug)
        make.amount(deal, qualifier=qualifier, low=low, high=high, currency=currency)


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({"amount_min": "2000000000"}, {"ceiling", "floor", "euros"}),
        ({"amount_min": "2bn"}, {"ceiling", "floor", "euros"}),
        ({"amount_min": "$2 billion"}, {"ceiling", "floor"}),
        ({"amount_min": "2bn EUR"}, {"euros"}),
        ({"amount_min": "2bn", "currency": "USD"}, {"ceiling", "floor"}),
        ({"amount_max": "2bn"}, {"one", "ceiling"}),
        ({"amount_min": "6bn", "amount_max": "8bn"}, {"ceiling", "floor", "euros"}),
        ({"amount_min": "20bn"}, {"floor"}),
    ],
)
def test_deals_are_found_by_how_much_they_may_be_worth(sums, found, asked, slugs):
    assert set(found("deals", "id", **asked)) == slugs


def test_a_deprecated_sum_finds_no_deal(found):
    make.amount(make.released_deal(), rank="deprecated", deprecated_reason="Wrong.")

    assert found("deals", "id", amount_min="1") == []


def test_both_bounds_are_of_one_sum(found):
    deal = make.released_deal()
    for much, measure in [(1, "total"), (100, "price")]:
        make.amount(deal, low=much, high=much, measure=measure)

    assert found("deals", "id", amount_min="10", amount_max="20") == []


@pytest.mark.parametrize("asked", ["a lot", "about 1bn", "1bn to 2bn", "1,5bn", "13 GPUs"])
def test_what_is_no_figure_is_refused_in_a_sentence(ask, asked):
    told = ask("deals/", amount_min=asked, status=400)

    assert told["errors"][0]["parameter"] == "amount_min"
    assert told["detail"].endswith(".")


def test_the_biggest_deals_come_first_and_those_of_no_sum_last(sums, found):
    assert found("deals", "id", ordering="-amount") == [
        *("ceiling", "euros", "floor", "one", "hidden")
    ]


def test_valuations_are_found_and_sorted_by_how_much(found):
    for reference, much in [("V1", 5), ("V2", 20), ("V3", 10)]:
        make.valuation(reference=reference, low=much, high=much)

    assert found("valuations", amount_min="10", ordering="-amount") == ["V2", "V3"]


def test_claims_are_found_and_sorted_by_the_figure_that_they_state(found):
    party = make.company(slug="it")
    for reference, much, unit in [("A", 5, "USD"), ("B", 20, "USD"), ("C", 50, "%")]:
        figure = {"value_low": much, "value_high": much, "value_unit": unit}
        claim = make.claim(
            reference=reference, value_qualifier="exact", released_at=make.NOON, **figure
        )
        claim.parties.add(party)
    make.claim(reference="D", released_at=make.NOON)

    assert found("claims", amount_min="$10") == ["B"]
    assert found("claims", amount_min="10", ordering="-amount") == ["C", "B"]
    assert found("claims", party="it", ordering="amount") == ["A", "B", "C"]


def test_stakes_are_sorted_by_share_and_by_their_beginning(found):
    for reference, share, start in [("A", 10, "2021"), ("B", 30, "2019"), ("C", None, "2020")]:
        qualifier = "exact" if share else ""
        many = {"percent_min": share, "percent_max": share, "qualifier": qualifier}
        make.stake(reference=reference, start=start, **many)

    assert found("stakes", ordering="-share") == ["B", "A", "C"]
    assert found("stakes", ordering="start") == ["B", "C", "A"]


@pytest.mark.parametrize(
    ("words", "references"),
    [("accurate", {"C", "N"}), ("null", {"A", "C"}), ("accurate,null", {"C"})],
)
def test_a_finding_may_be_asked_for_by_what_it_is_not(found, words, references):
    for reference, finding in [("A", Finding.ACCURATE), ("C", Finding.CONTEXT)]:
        claim = make.checked(reference=reference, released_at=make.NOON)
        make.signed(claim, finding=finding, reasons="They say so.")
    make.claim(reference="N", released_at=make.NOON)

    assert set(found("claims", not_finding=words)) == references


@pytest.fixture
def on_unnamed_people():
    """Claims on unnamed people alone, on a retelling of these, on some of both, on named ones."""
    unnamed = make.source(is_unnamed=True, released_at=make.NOON)
    retelling = make.source(derives_from=unnamed, released_at=make.NOON)
    named = make.source(released_at=make.NOON)
    for reference, sources in {
        "only": [unnamed],
        "retold": [retelling],
        "both": [unnamed, named],
        "named": [named],
        "none": [],
    }.items():
        claim = make.claim(reference=reference, released_at=make.NOON)
        for source in sources:
            make.citation(claim, source)
    make.citation(claim, unnamed, stance=Stance.REFUTES)


@pytest.mark.parametrize(
    ("word", "references"),
    [
        ("only", {"only", "retold"}),
        ("some", {"only", "retold", "both"}),
        ("no", {"named"}),
        ("only,no", {"only", "retold", "named"}),
    ],
)
def test_claims_are_found_that_rest_on_unnamed_people(on_unnamed_people, found, word, references):
    assert set(found("claims", unnamed=word)) == references


def test_what_a_hidden_source_says_moves_no_answer_about_unnamed_people(on_unnamed_people, found):
    for claim in Claim.objects.all():
        make.citation(claim, make.source(confidentiality="confidential"))

    assert set(found("claims", unnamed="only")) == {"only", "retold"}
    assert set(found("claims", unnamed="no")) == {"named"}


def test_where_a_claim_is_used_is_told_passage_by_passage(ask):
    edition = make.edition()
    claim = edition.dependencies.exclude(claim=None).first().claim

    (use,) = ask(f"claims/{claim.uid}/uses/")["results"]

    assert use["story"] == edition.story.slug
    assert (use["edition"], use["leaning"]) == (1, "statement")
    assert use["words"] in edition.content["text"]


def test_a_claim_that_nothing_out_leans_on_has_no_uses(ask):
    claim = make.claim(released_at=make.NOON)

    assert ask(f"claims/{claim.uid}/uses/") == {"next": None, "results": []}
    ask(f"claims/{make.claim().uid}/uses/", status=404)


def test_the_desk_is_told_the_earlier_verdicts_of_a_claim_and_why_they_lapsed(ask):
    claim = make.checked(released_at=make.NOON)
    make.signed(claim)
    make.reworded(claim)
    make.signed(claim, finding=Finding.CONTEXT, reasons="They say so.")

    answer = ask(f"claims/{claim.uid}/verdicts/", by=make.member("Reader"))

    latest, earlier = answer["results"]
    assert (latest["finding"], latest["state"]) == ("context", "stands")
    assert (earlier["finding"], earlier["lapse"]) == ("accurate", ["statement_changed"])


def test_readers_are_told_the_verdict_that_stands_and_none_that_lapsed(ask):
    claim = make.checked(released_at=make.NOON)
    make.signed(claim)
    before = ask(f"claims/{claim.uid}/verdicts/")
    make.reworded(claim)

    assert [one["finding"] for one in before["results"]] == ["accurate"]
    assert ask(f"claims/{claim.uid}/verdicts/")["results"] == []


def test_who_may_still_check_a_claim_blind_is_told_no_earlier_verdict_of_it(ask):
    claim = make.checked(released_at=make.NOON)
    make.signed(claim)
    make.reworded(claim)
    checker = make.member("Fact-checker")
    before = ask(f"claims/{claim.uid}/verdicts/", by=checker)
    Claim.objects.filter(pk=claim.pk).update(is_blind=True)

    assert [one["state"] for one in before["results"]] == ["lapsed"]
    assert ask(f"claims/{claim.uid}/verdicts/", by=checker)["results"] == []


def test_what_is_told_of_a_claim_comes_in_parts(ask, api, monkeypatch):
    monkeypatch.setattr(told, "LISTED", 1)
    claim = make.checked(released_at=make.NOON)
    for finding in (Finding.ACCURATE, Finding.CONTEXT):
        make.signed(claim, finding=finding, reasons="They say so.")

    part = ask(f"claims/{claim.uid}/verdicts/", by=(desk := make.member("Reader")))
    api.force_authenticate(desk)
    rest = api.get(part["next"]).json()

    assert [one["finding"] for one in part["results"] + rest["results"]] == ["context", "accurate"]
    assert rest["next"] is None


def test_a_part_begins_after_a_whole_number_of_rows(ask):
    claim = make.claim(released_at=make.NOON)

    refused = ask(f"claims/{claim.uid}/uses/?skip=few", status=400)

    assert refused["errors"][0]["parameter"] == "skip"
