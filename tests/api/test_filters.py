"""What lists can be narrowed by, and what is said to a parameter that cannot be answered."""

import pytest

from tests import factories as make


def claim(**fields):
    return make.claim(**{"released_at": make.NOON} | fields)


def source(**fields):
    return make.source(**{"released_at": make.NOON} | fields)


def found(page):
    return {row["reference"] for row in page["results"]}


@pytest.fixture
def ask_twice(api):
    """A function: the references of the claims for a query string, in which names may repeat."""
    return lambda query: found(api.get(f"/api/v1/claims/?{query}").json())


def test_a_comma_is_either_and_repetition_is_both(ask_twice):
    for reference, names in [("S1", ["a"]), ("S2", ["b"]), ("S3", ["a", "b"]), ("S4", ["c"])]:
        row = claim(reference=reference)
        for name in names:
            row.parties.add(
                make.models.Party.objects.filter(slug=name).first() or make.company(name)
            )

    assert ask_twice("party=a,b") == {"S1", "S2", "S3"}
    assert ask_twice("party=a&party=b") == {"S3"}
    assert ask_twice("party=a&party=b,c") == {"S3"}


def test_filters_on_citations_speak_of_one_citation(ask_twice):
    times, herald = source(slug="times"), source(slug="herald")
    refuted, supported = claim(reference="S1"), claim(reference="S2")
    make.citation(refuted, times, stance="refutes")
    make.citation(supported, times)
    make.citation(supported, herald, stance="refutes")

    assert ask_twice("source=times&stance=refutes") == {"S1"}
    assert ask_twice("source=times&stance=refutes,supports") == {"S1", "S2"}
    assert ask_twice("stance=supports&stance=refutes") == {"S2"}


def test_claims_that_rest_on_one_origin_alone(ask):
    original = source()
    copied, independent = claim(reference="S1"), claim(reference="S2")
    claim(reference="S3")
    for report in [original, source(derives_from=original)]:
        make.citation(copied, report)
    for report in [original, source()]:
        make.citation(independent, report)

    assert found(ask("claims/", origins=1)) == {"S1"}
    assert found(ask("claims/", origins=2)) == {"S2"}
    assert found(ask("claims/", origins=0)) == {"S3"}


def test_origin_finds_what_goes_back_to_a_report(ask):
    original = source(slug="original")
    copy = source(derives_from=original)
    make.citation(claim(reference="S1"), copy)
    make.citation(claim(reference="S2"), source())

    assert found(ask("claims/", origin="original")) == {"S1"}
    assert ask("sources/", origin="original")["count"] == 2
    assert ask("citations/", origin="original")["count"] == 1


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-03-19", "2024-03-19", {"day", "month", "open"}),
        ("2024-03-20", "2024-03-31", {"month", "open"}),
        ("2024-03", "2024-03", {"day", "month", "open"}),
        ("2025", None, {"open"}),
        (None, "2017", {"before"}),
    ],
)
def test_a_date_range_finds_what_may_lie_in_it(ask, first, last, expected):
    dates = {"day": "2024-03-19", "month": "2024-03", "open": "2024-03/..", "before": "../2017"}
    for reference, date in {**dates, "none": ""}.items():
        claim(reference=reference, date=date)
    given = {"date_from": first, "date_to": last}

    page = ask("claims/", **{name: date for name, date in given.items() if date})

    assert found(page) == expected


def test_search_reads_words_as_a_web_search_does(ask):
    claim(reference="S1", statement="The board decides whether AGI is reached.")
    claim(reference="S2", statement="The panel decides whether AGI is reached.")

    assert found(ask("claims/", search="decide agi")) == {"S1", "S2"}
    assert found(ask("claims/", search="agi -board")) == {"S2"}
    assert found(ask("claims/", search='"agi is reached" panel')) == {"S2"}


def test_people_are_found_by_a_part_of_any_name(ask):
    make.party_name(make.person("Karén Simonyan"), "Karen S.")

    for words in ["karen", "SIMONYAN", "n S."]:
        assert ask("people/", search=words)["count"] == 1


def test_a_deal_is_found_by_a_party_in_a_role(ask):
    microsoft, openai = make.company("Microsoft"), make.company("OpenAI")
    deal = make.released_deal()
    make.deal_party(deal, microsoft, role="investor")
    make.deal_party(deal, openai, role="investee")

    assert ask("deals/", party="microsoft", role="investor")["count"] == 1
    assert ask("deals/", party="openai", role="investor")["count"] == 0


def test_a_deal_is_found_by_basis_and_currency_of_one_amount(ask):
    deal = make.released_deal()
    make.amount(deal, basis="reported")
    make.amount(deal, basis="filed", currency="EUR", measure="cap")

    assert ask("deals/", basis="reported", currency="USD")["count"] == 1
    assert ask("deals/", basis="reported", currency="EUR")["count"] == 0


def test_deals_of_two_kinds_at_once(api):
    make.released_deal(kinds=["investment", "cloud"])
    make.released_deal(kinds=["cloud"])

    assert api.get("/api/v1/deals/?kind=cloud").json()["count"] == 2
    assert api.get("/api/v1/deals/?kind=cloud&kind=investment").json()["count"] == 1


def test_an_unknown_parameter_is_named_with_the_known_ones(ask):
    answer = ask("roles/", status=400, compnay="openai")

    assert answer["code"] == "unknown_parameter"
    assert answer["errors"][0]["parameter"] == "compnay"
    assert "company" in answer["detail"]


@pytest.mark.parametrize(
    ("path", "parameter", "value"),
    [
        ("claims/", "kind", "rumour"),
        ("claims/", "stance", "supports,maybe"),
        ("claims/", "origins", "9" * 40),
        ("claims/", "origins", "-1"),
        ("claims/", "date_from", "yesterday"),
        ("claims/", "date_to", "2024-13"),
        ("claims/", "date_to", "1" * 900),
        ("claims/", "ordering", "pk"),
        ("claims/", "ordering", "--date"),
        ("claims/", "fields", "id,password"),
        ("claims/", "fields", ","),
        *(("claims/", name, ",") for name in ("party", "kind", "finding", "collection")),
        ("citations/", "party", " , ,"),
        ("sources/", "outlet", ","),
        ("claims/", "party", ",".join("abcdefghij" * 8)),
        ("claims/", "search", "a\x00b"),
        ("claims/", "search", "a" * 1001),
        ("roles/", "as_of", "2024-10"),
        ("roles/", "as_of", "2024-02-30"),
        ("roles/", "as_of", "2024-W43-3"),
        ("roles/", "as_of", "9" * 40),
        ("partnerships/x/", "as_of", "soon"),
        ("claims/x/", "party", "a"),
        ("", "format", "xml"),
    ],
)
def test_a_value_that_cannot_be_answered_is_named(ask, path, parameter, value):
    answer = ask(path, status=400, **{parameter: value})

    assert [error["parameter"] for error in answer["errors"]] == [parameter]


def test_a_parameter_that_takes_one_value_is_not_given_twice(api):
    answer = api.get("/api/v1/claims/?origins=1&origins=2")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "origins"


def test_a_thousand_repetitions_are_too_many(api):
    claim()

    answer = api.get("/api/v1/claims/?" + "&".join(["party=a"] * 40))

    assert answer.status_code == 400
