"""The search of the readers' pages: what is found, with its words marked, and nothing of ours."""

import re

import pytest
from django.urls import reverse

from partnerships.web import search
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """A function: the page that answers to the words."""

    def page(words="", **asked):
        return client.get(reverse("search"), {"q": words, **asked} if words else asked)

    return page


def test_the_words_are_marked_where_they_stand(page):
    make.claim("Azure <pays> $10 billion.", reference="S1", released_at=make.NOON)

    told = page("10bn azure").text

    assert "<mark>Azure</mark> &lt;pays&gt; $<mark>10 billion</mark>." in told
    assert reverse("claim", args=["microsoft_openai", "S1"]) in told


def test_it_asks_for_words_where_none_are_given(page):
    told = page().text

    assert 'name="q"' in told
    assert "Nothing was found" not in told


def test_it_is_narrowed_to_one_noun_and_says_how_many_of_each_there_are(page):
    make.company("Azure")
    make.claim("Azure pays.", released_at=make.NOON)

    told = page("azure", noun="companies").text

    assert "Azure pays" not in re.sub("<[^>]*>", "", told)
    assert 'href="?q=azure&amp;noun=claims">Claims</a> <span class="note">1</span>' in told


def test_a_long_answer_goes_on(page, client, monkeypatch):
    monkeypatch.setattr(search, "SHOWN", 2)
    for number in range(3):
        make.claim(f"Azure pays {number}.", reference=f"S{number}", released_at=make.NOON)

    first = page("azure").text
    [after] = re.findall(r'rel="next" href="([^"]*)"', first)
    rest = client.get(reverse("search") + after.replace("&amp;", "&")).text

    assert len(re.findall("Claim S", first)) == 2
    assert len(re.findall("Claim S", rest)) == 1
    assert 'rel="prev"' in rest


def test_it_says_which_name_it_looked_for_instead(page):
    make.company("Microsoft", slug="microsoft")

    told = page("microsfot").text

    assert "Nothing has “microsfot”" in told
    assert reverse("company", args=["microsoft"]) in told


def test_where_nothing_is_found_it_says_so(page):
    assert "Nothing was found" in page("canary").text


@pytest.mark.parametrize("asked", [{"noun": "nonsense"}, {"from": "x"}, {"from": "-1"}])
def test_a_page_that_there_is_not_is_not_found(page, asked):
    assert page("azure", **asked).status_code == 404


def test_the_desk_finds_here_what_readers_find(page, client):
    make.claim("The canary sings.")
    client.force_login(make.editor(None, is_superuser=True))

    assert "Nothing was found" in page("canary").text
