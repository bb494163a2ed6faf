"""The one box: what was meant is found, by whatever it is known, and nothing that is hidden."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from partnerships.models import Identifier, Source
from partnerships.models.entities.parties import number_named
from partnerships.rules.search_box import box_answer
from partnerships.rules.spelling import as_was_meant, name_like
from partnerships.vocabulary import Scheme
from tests import factories as make

pytestmark = pytest.mark.django_db
READER = AnonymousUser()
LEI = "INR2EJN1ERAN0W5ZP974"
NAMES = ["Microsoft", "OpenAI", "Anthropic", "Sequoia Capital", "Thrive Capital", "SoftBank"]
MISSPELT = [
    ("mircosoft", "Microsoft"),
    ("Open AI", "OpenAI"),
    ("antropic", "Anthropic"),
    ("sequioa", "Sequoia Capital"),
    ("nadela", "Satya Nadella"),
    ("altmna", "Sam Altman"),
    ("softbnak", "SoftBank"),
]


def found(words, user=READER):
    """The titles of what was found, and of what may be meant."""
    answer = box_answer(words, user)
    return [row.title for row in answer.rows] + [party.name for party in answer.likely]


@pytest.fixture
def names(db):
    for name in NAMES:
        make.company(name)
    for name in ["Satya Nadella", "Sam Altman"]:
        make.person(name)


@pytest.mark.parametrize(("typed", "meant"), MISSPELT)
def test_a_misspelt_name_finds_what_is_meant(typed, meant, names):
    assert found(typed)[0] == meant


def test_a_name_is_found_while_it_is_typed(names):
    for words in ("mic", "micros", "nade", "sam alt"):
        assert found(words)[:1] in (["Microsoft"], ["Satya Nadella"], ["Sam Altman"]), words


def test_a_misspelt_word_among_others_is_corrected(names):
    paid = make.claim("Microsoft pays rent.", released_at=make.NOON, reference="S1")

    answer = box_answer("microsfot pays rent", READER)

    assert answer.instead == "Microsoft pays rent"
    assert [row.record for row in answer.rows] == [paid]


@pytest.mark.parametrize(
    "words", [LEI, LEI.lower(), f"lei {LEI}", f"LEI:{LEI}", "789019", "Q2283", "qid:q2283", "msft"]
)
def test_a_party_is_found_by_each_number_it_has_in_a_register(words):
    company = make.company("Microsoft")
    make.company("Another")
    make.identifier(company, Scheme.LEI, LEI)
    make.identifier(company, Scheme.CIK, "0000789019")
    make.identifier(company, Scheme.WIKIDATA, "Q2283")
    make.identifier(company, Scheme.TICKER, "NASDAQ:MSFT")

    assert found(words) == ["Microsoft"]


@pytest.mark.parametrize(
    "words",
    [
        "https://www.theverge.com/2024/10/a-report",
        "theverge.com/2024/10/a-report/",
        "https://theverge.com/2024/10",
        "theverge.com",
        "www.TheVerge.com",
        "The Verge",
        "verge ties",
        "the vegre",
    ],
)
def test_a_source_is_found_by_address_domain_outlet_and_title(words):
    address = "https://www.theverge.com/2024/10/a-report"
    make.source(outlet="The Verge", title="The ties fray", url=address, released_at=make.NOON)
    make.source(outlet="Not it", title="X", url="https://nottheverge.com/", released_at=make.NOON)

    assert found(words) == ["The Verge"]


@pytest.mark.parametrize(
    "words", ["13bn", "$13 billion", "13 bn", "$13bn", "13bn azure", "msft 13bn"]
)
def test_a_deal_is_found_by_its_sum(words):
    azure, other = make.company("Azure"), make.company("Other")
    make.identifier(azure, Scheme.TICKER, "NASDAQ:MSFT")
    make.party_name(azure, "MSFT")
    deal = make.released_deal(azure, other, title="An investment")
    make.amount(deal, 13)
    make.amount(make.released_deal(other, make.company("Third"), title="Another"), 12)

    answer = box_answer(words, READER)

    assert [row.record for row in answer.rows if row.noun == "deals"] == [deal]
    assert answer.sums[deal.pk].low == 13 * 10**9


def test_a_sum_in_another_currency_is_another():
    make.amount(make.released_deal(title="An investment"), 13)

    assert found("€13bn") == []


def test_a_deal_is_found_by_its_party_after_the_party_itself():
    make.released_deal(make.company("Azure"), make.company("Other"), title="An investment")

    assert found("azure") == ["Azure", "An investment"]


@pytest.mark.parametrize("words", ["S28", "s28"])
def test_a_claim_is_found_by_its_reference_first(words):
    make.claim("It says S28 on the door.", reference="S1", released_at=make.NOON)
    make.claim("Another.", reference="S28", released_at=make.NOON)

    assert found(words) == ["S28", "S1"]


def test_stories_of_the_desk_are_found_by_headline_by_who_may_see_them():
    story = make.story()
    headline = story.revisions.get().headline

    for may, there in [("view_story", [story]), ("view_claim", [])]:
        answer = box_answer(headline[:6], make.editor(None, may), drafts=True)
        assert [text.story for text in answer.stories] == there


def test_what_is_hidden_is_neither_found_nor_corrected_towards():
    canary = make.company("Canary", released_at=None)
    make.identifier(canary, Scheme.LEI, LEI)
    make.source(outlet="Canary Times", url="https://canary.example/a")
    make.amount(make.deal(canary, make.company("Shown"), title="Canary deal"), 13)

    for words in ["canary", "canray", "canarx", LEI, "canary.example", "13bn", "canary tmes"]:
        answer = box_answer(words, READER)
        assert (answer.is_empty, answer.instead, answer.counts) == (True, "", {}), words
    assert box_answer("canray", make.editor(None, is_superuser=True)).instead == "Canary"


def test_many_hidden_names_that_are_liker_push_no_name_out(monkeypatch):
    for number in range(60):
        make.company(f"Microsofte {number}", released_at=None)
    make.company("Microsoft")

    assert name_like("microsofte", READER) == "Microsoft"


def test_of_one_letter_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert box_answer(" a ", READER).is_empty


def test_an_answer_costs_the_same_for_one_row_and_for_many(django_assert_max_num_queries):
    for number in range(12):
        parties = make.company(f"Azure {number}"), make.company(f"Other {number}")
        make.released_deal(*parties, title=f"Azure deal {number}")
        make.claim(f"Azure pays {number}.", released_at=make.NOON)

    with django_assert_max_num_queries(14):
        assert len(box_answer("azure", READER).rows) == 8
    with django_assert_max_num_queries(30):
        box_answer("azurre pays", READER)


def test_words_that_are_like_nothing_are_left_as_they_are(names):
    assert as_was_meant("qqqq zzzz", READER) == ""
    assert as_was_meant("microsoft", READER) == ""


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Identifier.objects.filter(number_named("q2283x9")), "identifier_value"),
        (lambda: Source.objects.filter(url__icontains="theverge.com"), "source_address_trigrams"),
    ],
)
def test_it_is_asked_by_an_index(rows, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert index in rows().order_by().explain()
