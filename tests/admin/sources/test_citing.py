"""What one reads elsewhere, sent to the desk by the browser, becomes a citation begun."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from partnerships.actions.sources.captures import paste
from partnerships.models import Citation, Source
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = """<!doctype html><html lang="en"><head><title>Ties begin to fray</title>
<meta property="og:site_name" content="The Paper"></head><body><article><h1>Ties begin to fray</h1>
<p>Microsoft has invested about $13 billion in OpenAI, two people who know of it said.</p>
</article></body></html>"""
WORDS = "about $13 billion in OpenAI"


@pytest.fixture
def ann(client):
    user = make.member("Reporter")
    client.force_login(user)
    return user


def send(client, address, words="", **more):
    """Send the form; where it leads, and what that address names."""
    asked = {"address": address, "words": words, "collection": make.collection().pk, **more}
    answer = client.post(reverse("admin:cite"), asked)
    assert answer.status_code == 302, answer.context["form"].errors
    led = urlsplit(answer.url)
    return led.path, {name: value for name, [value] in parse_qs(led.query).items()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("button", "form"), [({}, "citation_add"), ({"new": "1"}, "claim_add")], ids=["claim", "new"]
)
def test_the_form_that_follows_has_the_source_its_copy_and_the_words(
    client, ann, site, button, form
):
    address = site.serve("/fray", PAGE.encode())

    path, asked = send(client, address, WORDS, **button)

    assert path == reverse(f"admin:partnerships_{form}")
    source = Source.objects.get(url=address)
    page = client.get(path, asked).text
    assert f"{WORDS}</textarea>" in unescape(page)
    assert f'value="{source.pk}" selected' in page
    assert f'value="{source.snapshots.get().pk}" selected' in page
    assert Citation.objects.count() == 0


def test_a_source_that_is_recorded_is_not_recorded_again(client, ann):
    source = make.source(url="https://example.com/fray")
    copy = paste(source, f"It has put {WORDS}.", by=ann)

    _, asked = send(client, "https://example.com/fray", WORDS)

    at = copy.text.index(WORDS)
    assert asked == {
        "source": str(source.pk),
        "snapshot": str(copy.pk),
        "at": str(at),
        "for": str(len(WORDS)),
    }
    assert Source.objects.count() == 1


@pytest.mark.parametrize("kept", [True, False], ids=["other words", "no copy"])
def test_words_that_the_copy_does_not_have_are_not_lost(client, ann, kept):
    source = make.source(url="https://example.com/fray")
    if kept:
        paste(source, "It has put 12 billion there.", by=ann)

    path, asked = send(client, "https://example.com/fray", WORDS)

    page = client.get(path, asked)
    assert asked["quote"] == WORDS
    assert "at" not in asked
    assert f"You marked: “{WORDS}”" in unescape(page.text)


def test_many_foreign_words_are_told_and_make_no_address_too_long(client, ann):
    words = "微软向该公司投资" * 100
    make.source(url="https://example.com/fray")

    path, asked = send(client, "https://example.com/fray", words)

    assert "quote" not in asked
    assert words in client.get(path, asked).text


@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_be_fetched_loses_nothing_and_leads_on(client, ann, site):
    address = site.serve("/gone", b"No.", status=404)
    asked = {"address": address, "words": WORDS, "title": "It & that"}

    answer = client.post(reverse("admin:cite"), asked | {"collection": make.collection().pk})

    page = unescape(answer.text)
    assert WORDS in page
    assert "Nothing is recorded yet." in page
    led = parse_qs(urlsplit(answer.context["by_hand"]).query)
    assert (led["url"], led["title"]) == ([address], ["It & that"])
    assert answer.context["form"].errors["address"]
    assert Source.objects.count() == 0


def test_an_address_that_is_none_is_refused_in_words(client, ann):
    asked = {"address": "javascript:alert(1)", "collection": make.collection().pk}

    answer = client.post(reverse("admin:cite"), asked)

    assert answer.status_code == 200
    assert answer.context["form"].errors["address"]


def test_a_source_that_one_may_not_know_of_is_not_told(client, ann):
    hidden = make.source(
        confidentiality="confidential", seen="not_seen", outlet="Canary", title="Canary too"
    )

    page = client.get(reverse("admin:partnerships_citation_add"), {"source": hidden.pk}).text

    assert "Canary" not in page


def test_the_button_opens_the_desk_and_sends_nothing_to_a_server(client, ann):
    page = client.get(reverse("admin:cite"))

    code = page.context["bookmarklet"]
    assert code.startswith("javascript:(()=>{open('http://testserver/admin/cite/#'+")
    assert "noopener" in code


def test_who_may_cite_nothing_is_refused(client):
    client.force_login(make.member("Reader"))

    assert client.get(reverse("admin:cite")).status_code == 403


@pytest.mark.parametrize("noun", ["citation", "claim"])
@pytest.mark.parametrize("key", ["x", "-1", "²", "9" * 30, "1,2"])
def test_a_form_that_is_begun_with_what_is_no_key_begins_without(client, ann, noun, key):
    form = reverse(f"admin:partnerships_{noun}_add")

    assert client.get(form, {"source": key, "snapshot": key, "claim": key}).status_code == 200
    assert client.get(form, {"parties": key, "collection": key}).status_code == 200
