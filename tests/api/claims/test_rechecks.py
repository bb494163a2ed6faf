"""What the API tells of looks at sources again, and to whom."""

import pghistory
import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def released(**fields):
    """A quotation of a released source under a released claim."""
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim(released_at=make.NOON)
    return make.quotation(claim_=claim, source_=make.source(released_at=make.NOON, **fields))


def test_a_citation_and_its_source_say_what_the_last_look_found(ask):
    citation = released()
    make.sighting(citation, "$10", "$11")

    seen = {
        "at": "2024-10-23T12:00:00Z",
        "outcome": "altered",
        "since": "2024-10-23T12:00:00Z",
        "words": None,
    }
    assert ask(f"citations/{citation.uid}/")["rechecked"] == seen
    assert ask(f"claims/{citation.claim.uid}/")["citations"][0]["rechecked"] == seen
    assert ask(f"sources/{citation.source.slug}/")["rechecked"] == {
        "at": "2024-10-23T12:00:00Z",
        "came": "copy",
        "status": None,
    }


def test_nothing_is_said_before_there_is_a_look(ask):
    citation = released()

    assert ask(f"citations/{citation.uid}/")["rechecked"] is None
    assert ask(f"sources/{citation.source.slug}/")["rechecked"] is None


def test_a_page_that_did_not_come_says_why(ask):
    citation = released()
    make.sighting(citation)

    assert ask(f"citations/{citation.uid}/")["rechecked"]["outcome"] == "unreachable"
    assert ask(f"citations/{citation.uid}/")["rechecked"]["since"] is None
    look = ask(f"sources/{citation.source.slug}/")["rechecked"]
    assert (look["came"], look["status"]) == ("unavailable", 503)


def test_the_words_of_a_copy_are_for_those_who_may_read_copies(ask):
    citation = released()
    make.sighting(citation, "$10", "$11")

    told = ask(f"citations/{citation.uid}/", by=make.member("Reader"))["rechecked"]
    assert told["words"] == "the price is $11 billion"
    assert "$11" not in str(ask(f"claims/{citation.claim.uid}/"))
    assert ask(f"citations/{citation.uid}/", by=make.editor())["rechecked"]["words"] is None


def test_what_a_citation_no_longer_quotes_is_not_said_of_it(ask):
    citation = released()
    make.sighting(citation, "$10", "$11")
    type(citation).objects.filter(pk=citation.pk).update(
        quote="They said on Thursday", position=None, extent=None
    )

    assert ask(f"citations/{citation.uid}/")["rechecked"] is None


def test_looks_at_what_is_hidden_are_hidden_with_it(ask):
    citation = make.quotation(
        claim_=make.claim(released_at=make.NOON),
        source_=make.source(confidentiality="confidential"),
    )
    make.sighting(citation, "$10", "$11")

    assert ask(f"claims/{citation.claim.uid}/")["citations"] == []
    ask(f"citations/{citation.uid}/", status=404)
    ask(f"sources/{citation.source.slug}/", status=404, by=make.member("Editor"))


def test_a_lapse_says_that_its_source_drifted(ask):
    citation = released()
    make.signed(citation.claim)
    make.sighting(citation, "$10", "$11")

    verdict = ask(f"claims/{citation.claim.uid}/", by=make.member("Editor"))["verdict"]
    assert verdict["lapse"] == ["source_altered"]
    assert ask(f"claims/{citation.claim.uid}/")["finding"] is None
