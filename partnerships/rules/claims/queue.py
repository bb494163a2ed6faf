"""The queue: what somebody is asked for, what waits for their signature, and what lapsed.

While a blind check is open its first assessment changes nothing that anybody but its checker
finds here.
"""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet

from ...models import Assessment, Assignment, Citation, Rulebook, Source, Verdict
from ...models.claims.assignments import AssignmentQuerySet
from ...vocabulary import State, Task
from ..people import Asker
from . import blind


def undone(assignments: AssignmentQuerySet, user: Asker | None = None) -> QuerySet[Assignment]:
    """Those of the assignments that are open and that nothing has answered since.

    A verdict answers a check, a signature an assignment to sign; one that was withdrawn answers
    nothing. To the assignee alone their own blind assessment answers it too.
    """
    answers = Verdict.objects.filter(claim=OuterRef("claim")).exclude(state=State.WITHDRAWN)
    checked = answers.filter(proposed_at__gte=OuterRef("assigned_at"))
    signed = answers.filter(countersigned_at__gte=OuterRef("assigned_at"))
    done = Q(Exists(checked), task=Task.CHECK) | Q(Exists(signed), task=Task.SIGN)
    if user is not None:
        given = Assessment.objects.filter(
            claim=OuterRef("claim"),
            checker=user.pk,
            given_at__gte=OuterRef("assigned_at"),
            fingerprint=_fingerprint_now(),
        )
        done |= Q(Exists(given), task=Task.CHECK, assignee=user.pk)
    return assignments.open().exclude(done)


def _fingerprint_now():
    covers = Func(F("claim"), function="claim_covers")
    return Func(covers, function="fingerprint_of", output_field=CharField())


def asked_of(user: Asker) -> QuerySet[Assignment]:
    """What `user` is asked to check or sign and has not done, the most pressing first."""
    asked = Assignment.objects.visible_to(user).filter(assignee=user.pk)
    return (
        undone(asked, user)
        .select_related("claim", "assigned_by")
        .order_by(F("due").asc(nulls_last=True), "assigned_at", "pk")
    )


def overdue(user: Asker, today: date) -> QuerySet[Assignment]:
    """What others were asked for and have not done in time, the longest overdue first."""
    if not user.has_perm("partnerships.view_assignment"):
        return Assignment.objects.none()
    late = Assignment.objects.visible_to(user).overdue(today).exclude(assignee=user.pk)
    return undone(late).select_related("claim", "assignee").order_by("due", "assigned_at", "pk")


def waiting_for(user: Asker) -> QuerySet[Verdict]:
    """The proposed verdicts that `user` may sign, as far as that lies in who they are.

    Not their own, over nothing they wrote, and over nothing they may not see. The oldest first.
    """
    if not user.has_perm("partnerships.countersign_verdict"):
        return Verdict.objects.none()
    known = Source.objects.visible_to(user)
    unseen = Citation.objects.filter(claim=OuterRef("claim")).exclude(source__in=known)
    waiting = Verdict.objects.visible_to(user).awaiting_signature()
    return (
        _not_closed_by_its_checkers(waiting, user)
        .exclude(claim__in=blind.hidden_from(user).values("pk"))  # proposed before it was marked
        .exclude(proposed_by=user.pk)
        .exclude(Exists(unseen.order_by()))
        .annotate(authors=_Authors(F("claim")))
        .exclude(authors__contains=[user.pk])
        .select_related("claim", "proposed_by")
        .order_by("proposed_at", "pk")
    )


class _Authors(Func):
    """Everybody who wrote part of what a verdict on the claim covers."""

    template = "ARRAY(SELECT author_id FROM authorships_of(%(expressions)s))"
    output_field = ArrayField(IntegerField())


def _not_closed_by_its_checkers(verdicts, user):
    """Without those that follow from a blind check in which `user` was one of two who disagree."""
    rules = Rulebook.objects.current()
    is_blind = Q(claim__is_blind=True) | Q(claim__kind__in=rules.blind_kinds)
    given = Assessment.objects.filter(
        Q(verdict=None) | Q(verdict=OuterRef("pk")),
        claim=OuterRef("claim"),
        fingerprint=OuterRef("fingerprint"),
    ).order_by("given_at", "pk")
    return verdicts.annotate(
        pair=ArraySubquery(given.values("checker")[: blind.NEEDED]),
        findings=ArraySubquery(given.values("finding")[: blind.NEEDED]),
    ).exclude(
        is_blind
        & Q(pair__contains=[user.pk], findings__len=blind.NEEDED)
        & ~Q(findings__0=F("findings__1"))
    )


def lapsed(user: Asker) -> QuerySet[Verdict]:
    """The verdicts that stand no longer, and that nobody has replaced; the latest first."""
    if not user.has_perm("partnerships.view_verdict"):
        return Verdict.objects.none()
    seen = Verdict.objects.visible_to(user).lapsed()
    return seen.select_related("claim", "lapsed_by").order_by("-lapsed_at", "-pk")
