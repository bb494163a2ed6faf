"""Who is called by name in a comment, and whom it reaches."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.actions.claims import comments
from partnerships.rules.claims import mentions, notices
from partnerships.vocabulary import Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ann(db):
    return make.member("Reporter", name="ann", first_name="Ann", last_name="Able")


@pytest.fixture
def ben(db):
    return make.member("Fact-checker", name="ben")


def lately(user):
    now = timezone.now()
    return [one for one in notices.notices_for(user, now - DAY, now) if one.kind == "named"]


def test_who_is_called_hears_of_it_with_the_claim(ann, ben):
    claim = make.checked(reference="S28")

    comments.comment(claim, "Which April, @Ben? Really, @ben.", by=ann)

    (told,) = lately(ben)
    assert told.text == "Ann Able calls you in a comment on S28."
    assert (told.claim, told.statement) == (claim, claim.statement)


def test_who_is_called_in_an_answer_hears_of_it_too(ann, ben):
    head = comments.comment(make.checked(), "Which April?", by=ann)

    comments.answer(head, "@ben knows.", by=ann)

    assert len(lately(ben)) == 1


def test_who_is_called_on_words_of_a_story_hears_of_the_story(ann, ben):
    said = make.word_comment(text="@ben, since when?", by=ann)

    (told,) = lately(ben)
    assert (told.claim, told.story, told.statement) == (None, said.passage.story, "")
    assert told.text == f"Ann Able calls you in a comment on {said.passage.story.slug}."


def test_who_is_called_on_a_deal_hears_of_the_deal(ann, ben):
    deal = make.deal(title="The Harbour deal")
    comments.comment(deal, "@ben, which round?", by=ann)

    (told,) = lately(ben)
    assert (told.claim, told.story, told.deal, told.statement) == (None, None, deal, "")
    assert told.text == "Ann Able calls you in a comment on The Harbour deal."


def test_nobody_else_hears_of_it_and_nobody_of_their_own(ann, ben):
    make.member("Fact-checker", name="bennet")
    comments.comment(make.checked(), "@ann should ask @bennet.", by=ann)

    assert lately(ann) == lately(ben) == []


def test_an_e_mail_address_calls_nobody(ann):
    named = make.member("Editor", name="example")

    comments.comment(make.checked(), "Write to ann@example.", by=ann)

    assert lately(named) == []


def test_who_may_not_know_of_it_hears_nothing_and_counts_as_nobody(ann, ben):
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    keeper = make.member("Source keeper", "Reporter", name="keeper")
    said = comments.comment(make.citation(make.checked(), secret), "@ben @ann?", by=keeper)
    word = make.word_comment(text="@stranger", by=ann)
    stranger = make.editor("stranger", "view_comment", "view_claim")

    assert lately(ben) == lately(ann) == lately(stranger) == []
    assert mentions.names_that_reach_nobody(said) == ["ben", "ann"]
    assert mentions.names_that_reach_nobody(word) == ["stranger"]


def test_the_statement_of_a_claim_that_is_checked_blind_stays_out(ann, ben):
    comments.comment(make.checked(is_blind=True), "@ben, look.", by=ann)

    (told,) = lately(ben)
    assert told.statement == ""


def test_names_that_are_nobodys_are_told_to_the_writer(ann, ben):
    make.member("Editor", name="gone", is_active=False)

    said = comments.comment(make.checked(), "@ben, @nobody and @gone?", by=ann)

    assert mentions.reaching_sentence(said) == (
        "Nobody is told by @nobody, @gone: no such login name, or not one that may see this."
    )


def test_where_every_name_reaches_somebody_nothing_is_said(ann, ben):
    said = comments.comment(make.checked(), "@ben?", by=ann)

    assert mentions.reaching_sentence(said) == ""
