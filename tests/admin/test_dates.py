"""Dates on the forms: what words mean is told and offered, and never filled in."""

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


def page(desk, claim):
    answer = desk.get(reverse("admin:partnerships_claim_change", args=[claim.pk]))
    return answer.content.decode()


def test_what_the_words_of_a_claim_mean_is_told_without_script(desk):
    claim = make.claim(date_words="in April", as_of="2024-10-23")

    assert "in April, as of 23 October 2024: April 2024. Write 2024-04" in page(desk, claim)


def test_words_that_the_claim_reads_so_already_are_not_told(desk):
    claim = make.claim(date_words="in April", as_of="2024-10-23", date_as_worded="2024-04")

    assert "as of 23 October 2024:" not in page(desk, claim)


def test_words_are_shown_as_words(desk):
    claim = make.claim(date_words="<b>April", as_of="2024-10-23")

    assert "<b>April" not in page(desk, claim)


def test_the_dates_of_a_quotation_are_told_from_the_day_of_its_source(desk):
    source = make.source(published="2024-03-19")
    citation = make.citation(source_=source, quote="It said Tuesday, not Monday, March 20.")

    shown = page(desk, citation.claim)

    assert 'data-takes="2024-03-19">Tuesday, as of 19 March 2024: 19 March 2024<' in shown
    assert "20 March 2024 is a Wednesday, not a Monday." in shown


def test_a_quotation_of_a_source_without_a_day_tells_no_date(desk):
    citation = make.citation(source_=make.source(published=""), quote="It said so Tuesday.")

    assert "quoted-date" not in page(desk, citation.claim)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (
            {"words": "Tuesday", "anchor": "2024-10-24"},
            {"date": "2024-10-22", "means": "Tuesday, as of 24 October 2024: 22 October 2024"},
        ),
        (
            {"words": "In April", "anchor": "2024-10-23"},
            {"date": "2024-04", "means": "In April, as of 23 October 2024: April 2024"},
        ),
        ({"words": "recently", "anchor": "2024-10-24"}, {}),
        ({"words": "Tuesday", "anchor": "soon"}, {}),
        ({"date": "2024-03-19"}, {"days": "On 19 March 2024."}),
    ],
)
def test_the_forms_ask_what_is_typed_means(desk, asked, answer):
    assert desk.get(reverse("admin:partnerships_dates"), asked).json() == answer
