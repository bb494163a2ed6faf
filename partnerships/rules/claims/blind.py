"""Blind checks: two people judge a claim without seeing each other's finding."""

from collections.abc import Sequence

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet

from ...models import Assessment, Claim, Rulebook, Verdict
from ...vocabulary import State
from ..people import Asker
from . import authorship

NEEDED = 2  # checkers

# A check is over while a verdict stands, or one that came of it waits for its signature.
OVER = Q(state=State.STANDS) | Q(state=State.WAITING, assessments__isnull=False)


def is_asked_of(claim: Claim) -> bool:
    """Whether the claim is checked blind: it is marked so, or all claims of its kind are."""
    return claim.is_blind or claim.kind in Rulebook.objects.current().blind_kinds


def open_assessments(claim: Claim) -> list[Assessment]:
    """The open assessments of the claim as it stands now, the first one first."""
    return list(
        Assessment.objects.open()
        .filter(claim=claim.pk, fingerprint=authorship.fingerprint(claim))
        .select_related("checker")
        .order_by("given_at", "pk")
    )


def checkers_disagree(assessments: Sequence[Assessment]) -> bool:
    """Whether the two checkers came to different findings."""
    return len({one.finding for one in assessments[:NEEDED]}) > 1


def is_for_a_third(claim: Claim, user: Asker) -> bool:
    """Whether two checkers disagree on the claim, and `user` is neither of them."""
    assessments = open_assessments(claim)
    return checkers_disagree(assessments) and user.pk not in {
        one.checker_id for one in assessments[:NEEDED]
    }


def is_over(claim: Claim) -> bool:
    """Whether the check has led to a verdict, or a verdict stands without it."""
    return claim.verdicts.current().filter(OVER).exists()


def mine(claim: Claim, user: Asker) -> Assessment | None:
    """The assessment that `user` has given in the open check of the claim as it stands now."""
    return next((one for one in open_assessments(claim) if one.checker_id == user.pk), None)


def is_hidden_from(claim: Claim, user: Asker) -> bool:
    """Whether the claim's life is closed to `user` for now: others may have given an assessment
    that he must not see before he gives his own.

    The answer is the same whether anybody has given one or not.
    """
    return is_asked_of(claim) and not is_over(claim) and mine(claim, user) is None


def _each(array):
    """The elements of an array, a row each."""
    elements = Func(F(array), function="unnest", output_field=CharField())
    elements.set_returning = True
    return elements


def hidden_from(user: Asker) -> QuerySet[Claim]:
    """The claims whose life is closed to `user` for now."""
    mark = Func(
        Func(OuterRef("pk"), function="claim_covers"),
        function="fingerprint_of",
        output_field=CharField(),
    )
    own = Assessment.objects.open().filter(claim=OuterRef("pk"), checker=user.pk, fingerprint=mark)
    over = Verdict.objects.current().filter(OVER, claim=OuterRef("pk"))
    kinds = Rulebook.objects.order_by().values(kinds=_each("blind_kinds"))  # one row, or none yet
    asked = Q(is_blind=True) | Q(kind__in=kinds)
    return Claim.objects.filter(asked, ~Exists(over), ~Exists(own))
