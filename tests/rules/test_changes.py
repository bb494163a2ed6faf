"""The latest changes, as the home of the desk tells them."""

import pghistory
import pytest

from partnerships import models
from partnerships.actions.claims.assessments import assess
from partnerships.models import Citation, Claim, Source
from partnerships.rules import changes
from partnerships.vocabulary import Confidentiality, Finding
from tests.factories import (
    amount,
    checked,
    citation,
    claim,
    collection,
    company,
    deal,
    deal_step,
    editor,
    member,
    source,
    stake,
    valuation,
)

pytestmark = pytest.mark.django_db

EVERYTHING = [f"view_{model._meta.model_name}" for model in changes.TOLD]


def saved_by(user):
    """The one change that `user` made, as the same user is told of it."""
    (change,) = [change for change in changes.latest_changes(user) if change.who == user.username]
    return change


# Told on the timeline of their claim or the pages of their source or story, by whose rules; or
# nobody's to read.
ELSEWHERE = {
    *(models.Story, models.Revision, models.Hold, models.Passage, models.Placement),
    *(models.Binding, models.Waiver, models.Edition, models.Correction, models.EditionDependency),
    *(
        models.OpenItem,
        models.Identity,
        models.OriginDecision,
        models.TextSketch,
        models.TextOverlap,
    ),
    *(models.Recheck, models.Sighting, models.SourceJob, models.AccountChange, models.Grant),
    models.Merge,
    *(models.Verdict, models.Assessment, models.Assignment, models.Comment, models.Entry),
    *(models.ClaimListing, models.CitationListing, models.ClaimSupport, models.KnownOrigin),
    *(models.TableJob, models.PutAway, models.ProviderLogin, models.Presence),
    models.ToldApart,
    *(models.Webhook, models.WebhookDelivery),
    *(models.Authorship, models.IdempotentResponse, models.Mailing, models.Rulebook),
    models.Seal,
    models.Dump,
}


def test_every_record_with_a_history_is_told():
    kept = {getattr(models, name) for name in models.__all__}

    assert {model for model in kept if not model._meta.proxy} - ELSEWHERE == set(changes.TOLD)


def test_a_first_assessment_is_not_told():
    checker = member("Fact-checker")
    asked = checked(is_blind=True)
    before = changes.latest_changes(checker)

    assess(asked, Finding.ACCURATE, by=member("Fact-checker"))

    assert changes.latest_changes(checker) == before


def test_what_is_of_a_closed_list_is_told_in_its_words():
    agreed, ann = deal(), editor(None, *EVERYTHING)
    amount(agreed, measure="revenue_share")
    deal_step(agreed, "in_force", "2024")
    stake(company(), company(), interest="board_seat", description="")
    valuation(company(), basis="post_money", date="2024")

    told = {row.name for change in changes.latest_changes(ann, 40) for row in change.rows}

    assert {"Revenue share", "In force", "Board seat", "Post-money 2024"} <= told


def test_a_change_says_who_what_why_and_by_which_door():
    ann = editor("ann", *EVERYTHING)
    collection()
    with pghistory.context(user=ann.pk, door="admin", why="first draft"):
        claim("The sky is blue.", reference="S1")

    change = saved_by(ann)

    assert (change.who, change.door, change.why) == ("ann", "admin", "first draft")
    assert [(row.model, row.done, row.name) for row in change.rows] == [
        (Claim, "added", "S1: The sky is blue.")
    ]


def test_what_was_saved_together_is_one_change():
    ann = editor(None, *EVERYTHING)
    with pghistory.context(user=ann.pk):
        cited = claim()
        citation(cited)

    change = saved_by(ann)

    assert {row.model for row in change.rows} >= {Claim, Citation, Source}
    assert {(row.under, row.page) for row in change.rows if row.model is Citation} == {
        (Claim, cited.pk)
    }


def test_what_is_gone_is_told_by_its_last_name():
    ann = editor(None, *EVERYTHING)
    gone = deal(title="Short-lived")
    with pghistory.context(user=ann.pk):
        gone.delete()

    (row,) = saved_by(ann).rows

    assert (row.done, row.name) == ("removed", "Short-lived")


def test_a_confidential_source_leaves_no_trace_for_others():
    ann = editor(None, *EVERYTHING)
    keeper = editor(None, *EVERYTHING, "view_confidential_source")
    hidden = source(title="A private call", confidentiality=Confidentiality.CONFIDENTIAL)
    citation(source_=hidden, says="What was said in confidence.")
    hidden_rows = {"What was said in confidence.", str(hidden)}

    def told(user):
        return {
            row.name for change in changes.latest_changes(user, limit=50) for row in change.rows
        }

    assert hidden_rows <= told(keeper)
    assert not hidden_rows & told(ann)


def test_a_source_that_became_confidential_is_no_longer_told():
    ann = editor(None, *EVERYTHING)
    turned = source(title="Once open")
    Source.objects.filter(pk=turned.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)

    assert Source not in {
        row.model for change in changes.latest_changes(ann, 50) for row in change.rows
    }


def test_those_who_may_see_nothing_are_told_nothing():
    claim()

    assert changes.latest_changes(editor()) == []


def test_many_changes_cost_three_queries(django_assert_num_queries):
    ann = editor(None, *EVERYTHING)
    for _ in range(12):
        with pghistory.context(user=ann.pk):
            claim()
    ann = type(ann).objects.get(pk=ann.pk)
    ann.get_all_permissions()

    with django_assert_num_queries(3):
        changes.latest_changes(ann)


def test_who_may_not_see_sources_is_no_keeper_of_the_confidential_ones():
    claims = [f"view_{noun}" for noun in ("claim", "citation")]
    odd = editor("odd", *claims, "view_confidential_source")
    hidden = citation(source_=source(confidentiality=Confidentiality.CONFIDENTIAL))

    told = changes.without_the_confidential(Citation.pgh_event_model.objects.all(), odd, Citation)

    assert not told.filter(pgh_obj=hidden.pk).exists()
