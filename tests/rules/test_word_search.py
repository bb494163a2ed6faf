"""The search over everything: by words and figures, by names and what is like them, bounded."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from partnerships.models import Party
from partnerships.models.entities.parties import without_accents
from partnerships.rules import word_search
from partnerships.rules.word_search import found_by_words, shown_rows
from tests import factories as make

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


def claim(statement, **fields):
    return make.claim(statement, **{"released_at": make.NOON} | fields)


def statements(words, **asked):
    found = found_by_words(words, READER, ["claims"], **asked)
    return [row.text for row in shown_rows(found.rows, words)]


def test_a_large_figure_is_found_in_each_way_in_which_it_is_written():
    said = ["$10 billion", "10bn", "$10bn", "10,000,000,000 dollars"]
    written = [claim(f"Microsoft invests {much} in it.").statement for much in said]
    claim("Microsoft invests $11 billion in 10 of them.")

    for words in ["10bn", "$10bn", "10 bn", "10 billion", "10B", "10,000 million", "invests 10bn"]:
        assert sorted(statements(words)) == sorted(written), words


def test_quotation_marks_or_and_a_minus_are_understood():
    used, pays = claim("Azure is what the board uses."), claim("Azure pays.")

    for words, found in [
        ("azure board", {used}),
        ('"the board"', {used}),
        ("azure -board", {pays}),
        ("board or pays", {used, pays}),
        ("nobody wrote this", set()),
    ]:
        assert set(statements(words)) == {each.statement for each in found}, words


def test_a_party_is_found_by_each_of_its_names_and_misspelt():
    party = make.company("OpenAI")
    make.party_name(party, "OpenAI LP")
    make.party_name(party, "Open AI")
    make.company("Microsoft")

    for words in ["openai", "OpenAI LP", "Open AI", "opanai", "openal"]:
        found = found_by_words(words, READER).rows
        assert [(row.noun, row.key) for row in found] == [("companies", party.pk)], words


def test_what_speaks_of_the_party_that_was_meant_is_found_too():
    make.company("Microsoft")
    spoken = claim("Microsoft pays.")

    found = found_by_words("microsfot", READER)

    assert found.instead == "Microsoft"
    assert ("claims", spoken.pk) in [(row.noun, row.key) for row in found.rows]


def test_every_noun_is_searched():
    make.company("Azure Inc.")
    make.person("Ann Azure")
    make.released_deal(title="The Azure deal")
    claim("Azure pays.")
    make.source(title="On Azure", released_at=make.NOON)
    make.edition(make.printable(body="Azure cost $13 billion."))

    found = found_by_words("azure", READER)

    assert {row.noun for row in found.rows} == set(word_search.SEARCHED_NOUNS)
    assert set(found.nouns.values()) == {1}


def test_who_bears_the_name_comes_first():
    claim("Azure, Azure and Azure.")
    make.company("Azure and more")
    named = make.company("Azure")

    first = found_by_words("azure", READER).rows[0]

    assert (first.noun, first.key) == ("companies", named.pk)


def test_what_is_not_released_is_found_by_nobody_else(django_assert_max_num_queries):
    make.company("Canary", released_at=None)
    make.claim("The canary sings.")
    make.deal(title="Canary deal")
    make.source(title="On canaries")
    make.story("A canary sings.")

    for words in ("canary", "canari", "sings"):
        with django_assert_max_num_queries(20):
            assert found_by_words(words, READER).rows == []
    assert len(found_by_words("canary", make.editor(None, is_superuser=True)).rows) == 4


def test_claims_are_counted_by_collection_and_finding():
    make.readable(statement="Azure pays.")
    claim("Azure sings.")

    found = found_by_words("azure", READER)

    assert found.collections == {"microsoft_openai": 2}
    assert found.findings == {"accurate": 1, None: 1}
    assert statements("azure", findings=[None]) == ["Azure sings."]
    assert statements("azure", collections=["another"]) == []


def test_a_common_word_is_found_in_the_latest_of_its_rows(monkeypatch):
    monkeypatch.setattr(word_search, "POOL", 3)
    for number in range(6):
        claim(f"Azure pays {number}.")

    found = found_by_words("azure", READER, ["claims"])

    assert found.nouns == {"claims": None}
    assert sorted(statements("azure")) == [f"Azure pays {number}." for number in (3, 4, 5)]


def test_what_is_shown_says_where_the_words_stand():
    claim("Microsoft <b>invests</b> $10 billion & more.")

    (row,) = shown_rows(found_by_words("10bn invests", READER, ["claims"]).rows, "10bn invests")

    assert row.text == "Microsoft <b>invests</b> $10 billion & more."
    assert [row.text[start:end] for start, end in row.marks] == ["invests", "10 billion"]


def test_words_that_stand_elsewhere_are_not_said_to_stand_nowhere():
    make.company("Azure", released_at=make.NOON)
    claim("Azure pays the board.")

    found = found_by_words("azure board", READER, ["people"])
    misspelt = found_by_words("azurre", READER, ["people"])

    assert (found.rows, found.instead) == ([], "")
    assert (misspelt.rows, misspelt.instead) == ([], "")
    assert found_by_words("azurre", READER, ["companies"]).instead == "Azure"


def test_a_part_of_a_figure_is_marked_nowhere():
    claim("Of $15 billion for 10,000 chips, 10bn were paid.")

    (row,) = shown_rows(found_by_words("$10bn", READER, ["claims"]).rows, "$10bn")

    assert [row.text[start:end] for start, end in row.marks] == ["10bn"]


def test_names_that_are_like_one_another_are_looked_for_by_their_index():
    make.company("Microsoft")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = (
            Party.objects.order_by()
            .alias(plain=without_accents("name"))
            .filter(plain__trigram_similar="microsfot")
        )

        assert "party_name_trigrams" in plan.explain()
