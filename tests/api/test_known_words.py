"""A word or id that stands nowhere is refused with the nearest ones, and never what is hidden."""

import pytest

from tests import factories as make

from .everything import one_of_everything
from .test_filters import claim, source


@pytest.fixture
def tie(db):
    """Microsoft and OpenAI with a deal, a role and a claim, all of them released."""
    microsoft, openai = make.company("Microsoft"), make.company("OpenAI")
    make.released_deal(microsoft, openai, title="The round")
    make.role(make.person("Ann Example"), microsoft, post="chief-executive")
    row = claim(reference="S28", layer="article")
    row.parties.add(microsoft)
    make.citation(row, source(outlet="The Daily Example", slug="daily", language="en"))


@pytest.mark.parametrize(
    ("path", "asked", "near"),
    [
        ("claims/", {"party": "microsof"}, "microsoft"),
        ("claims/", {"source": "dayly"}, "daily"),
        ("claims/", {"origin": "dayly"}, "daily"),
        ("claims/", {"layer": "articles"}, "article"),
        ("claims/", {"reference": "S288"}, "S28"),
        ("citations/", {"claim": "S288"}, "S28"),
        ("searches/", {"claim": "S288"}, "S28"),
        ("roles/", {"party": "microsof"}, "microsoft"),
        ("roles/", {"role": "chief"}, "chief-executive"),
        ("stakes/", {"party": "microsof"}, "microsoft"),
        ("people/", {"role": "chief"}, "chief-executive"),
        ("deals/", {"party": "microsof"}, "microsoft"),
        ("sources/", {"outlet": "Daily Example"}, "The Daily Example"),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest(ask, tie, path, asked, near):
    answer = ask(path, status=400, **asked)

    (error,) = answer["errors"]
    (name,) = asked
    assert (answer["code"], error["parameter"]) == ("unknown_word", name)
    assert f"Near it: {near}" in error["detail"]


def test_each_unknown_word_of_a_list_is_named(ask, tie):
    answer = ask("claims/", status=400, party="microsoft,nobody,noone")

    assert "“nobody”" in answer["detail"]
    assert "“noone”" in answer["detail"]
    assert "“microsoft”" not in answer["detail"]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("sources/", {"outlet": "THE DAILY example"}),
        ("sources/", {"language": "EN"}),
        ("sources/", {"origin": "Daily"}),
        ("claims/", {"party": "Microsoft", "source": "DAILY", "layer": "Article"}),
        ("claims/", {"kind": "FACT"}),
        ("claims/", {"reference": "s28"}),
        ("citations/", {"claim": "s28"}),
        ("roles/", {"party": "MICROSOFT", "role": "Chief-Executive"}),
    ],
)
def test_words_are_found_whatever_their_capitals(ask, tie, path, asked):
    assert ask(path, **asked)["count"] == 1


def test_a_word_that_is_known_elsewhere_finds_nothing_and_is_no_error(ask, tie):
    assert ask("claims/", party="openai")["count"] == 0
    assert ask("events/", collection=make.collection().slug)["count"] == 0


def test_a_role_is_known_on_days_on_which_nobody_held_it(ask):
    make.role(post="chief-executive", start="2020-01-01", end="2021-01-01")

    assert ask("roles/", role="chief-executive", as_of="1999-01-01")["count"] == 0


def hidden():
    """Records that readers may not know of, in words that stand nowhere else."""
    secret = make.collection("secret_story")
    company = make.company("Microsoft")
    deal = make.deal(company, title="Quiet", slug="quiet-deal", reference="D77", collection=secret)
    make.amount(deal, currency="CHF")
    make.valuation(company, deal=deal, currency="CHF", reference="V77", collection=secret)
    row = make.claim(reference="S77", layer="quiet", collection=secret)
    report = make.source(slug="quiet-source", outlet="Quiet Gazette", language="rm")
    make.citation(row, report, reference="S77-1", collection=secret)


@pytest.mark.parametrize("word", ["quiet-deal", "quiet-dea"])
@pytest.mark.parametrize(
    ("path", "name"), [("claims/", "deal"), ("terms/", "deal"), ("valuations/", "deal")]
)
def test_a_hidden_deal_is_one_that_nobody_has_heard_of(ask, word, path, name):
    one_of_everything()
    before = ask(path, status=400, **{name: word})
    hidden()

    assert ask(path, status=400, **{name: word}) == before


def test_hidden_words_are_as_unknown_as_words_nobody_has_heard_of(ask):
    one_of_everything()
    asked = [
        ("deals/", {"currency": "CHF"}),
        ("deals/", {"reference": "D77"}),
        ("deals/", {"collection": "secret_story"}),
        ("valuations/", {"currency": "CHF"}),
        ("valuations/", {"reference": "V77"}),
        ("claims/", {"reference": "S77"}),
        ("claims/", {"layer": "quiet"}),
        ("claims/", {"collection": "secret_story"}),
        ("claims/", {"source": "quiet-source"}),
        ("claims/", {"origin": "quiet-source"}),
        ("citations/", {"claim": "S77"}),
        ("citations/", {"reference": "S77-1"}),
        ("searches/", {"claim": "S77"}),
        ("sources/", {"outlet": "Quiet Gazette"}),
        ("sources/", {"outlet": "Quiet Gazete"}),
        ("sources/", {"language": "rm"}),
        ("stories/", {"collection": "secret_story"}),
    ]
    before = [ask(path, status=400, **words) for path, words in asked]
    make.collection("secret_story")
    hidden()

    after = [ask(path, status=400, **words) for path, words in asked]

    assert after == before


def test_the_desk_knows_what_it_keeps_to_itself(ask):
    hidden()

    assert ask("claims/", by=make.member("Reader"), reference="s77")["count"] == 1


def test_a_repetition_asks_for_all_or_is_refused(ask, api):
    one_of_everything()
    schema = api.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    told = {}

    for path, found_there in schema["paths"].items():
        for parameter in found_there.get("get", {}).get("parameters", []):
            if parameter["in"] == "query" and "{" not in path:
                name = parameter["name"]
                answer = api.get(f"{path}?{name}=zz&{name}=zy").json()
                once = [e for e in answer["errors"] if "Give it once" in e["detail"]]
                told[path, name] = bool(once) is ("Repeated" not in parameter["description"])

    assert len(told) > 100
    assert [asked for asked, is_so in told.items() if not is_so] == []
