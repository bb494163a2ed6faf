"""Proving a quotation on the page of its claim."""

import pytest
from django.urls import reverse

from tests import factories as make

from ..conftest import typed

pytestmark = pytest.mark.django_db
TEXT = "They said: “we would not in-\nvest $10 billion”."


@pytest.fixture
def quoted(desk):
    """A function: the answer to quoting these words from a copy of TEXT, and the citation."""
    citation = make.citation(quote="Something else.")
    copy = make.snapshot(citation.source, text=TEXT)
    page = reverse("admin:partnerships_claim_change", args=[citation.claim_id])

    def quote(words, **fields):
        form = typed(desk.get(page)) | {
            "citations-0-quote": words,
            "citations-0-snapshot": str(copy.pk),
            **{f"citations-0-{name}": value for name, value in fields.items()},
        }
        answer = desk.post(page, form)
        citation.refresh_from_db()
        return answer, citation

    return quote


def test_a_quotation_that_the_page_sets_otherwise_is_proved(quoted):
    _, citation = quoted('"we would not invest $10 billion"')

    stands = TEXT[citation.position : citation.position + citation.extent]
    assert stands == "“we would not in-\nvest $10 billion”"


def test_what_differs_is_shown_word_by_word(quoted):
    answer, citation = quoted("we would not invest $13 billion")

    assert citation.snapshot is None
    assert "Look at the figures." in answer.text
    assert '<ins class="critical" title="figure">10</ins>' in answer.text
    assert '<del class="critical" title="figure">13</del>' in answer.text


def test_words_that_stand_twice_ask_which_are_meant(desk):
    copy = make.snapshot(text="First it paid. Then it paid again.")
    citation = make.citation(None, copy.source, quote="Something else.")
    page = reverse("admin:partnerships_claim_change", args=[citation.claim_id])
    form = typed(desk.get(page)) | {
        "citations-0-quote": "it paid",
        "citations-0-snapshot": str(copy.pk),
    }

    asked = desk.post(page, form)
    desk.post(page, form | {"citations-0-which": "20"})

    citation.refresh_from_db()
    assert "The words stand 2 times in this copy" in asked.text
    assert "Then “it paid” again." in asked.text
    assert (citation.position, citation.extent) == (20, 7)


def test_a_quotation_without_a_copy_has_no_place(quoted):
    quoted("we would not invest $10 billion")

    _, citation = quoted("we would not invest $10 billion", snapshot="")

    assert (citation.snapshot, citation.position, citation.extent) == (None, None, None)
