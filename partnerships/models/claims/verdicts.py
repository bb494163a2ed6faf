"""Verdicts: what two people concluded of a claim, and over exactly what they signed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When

from ...vocabulary import CORRECTED, PLAIN, Finding, Lapse, State
from ..base import INK, Uid, UidManager, all_or_none, one_of, words_index
from ..history import tracked
from .claims import Claim


def signer_key(verb, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name=f"{verb}_%(class)ss", **options
    )


class VerdictQuerySet(models.QuerySet):
    """The questions a desk asks of its verdicts."""

    def visible_to(self, user):
        """Verdicts of claims that `user` may know of; those in the making are the desk's."""
        claims = Claim.objects.visible_to(user)
        seen = self.filter(claim__in=claims)
        return seen if user.has_perm("partnerships.view_verdict") else seen.standing()

    def current(self):
        """The latest verdict of each claim, whether it stands or not."""
        return self.filter(superseded_at=None)

    def in_state(self, *states):
        """The latest verdicts of their claims that are in one of the states."""
        return self.current().filter(state__in=states)

    def standing(self):
        return self.in_state(State.STANDS)

    def awaiting_signature(self):
        return self.in_state(State.WAITING)

    def lapsed(self):
        return self.in_state(State.LAPSED)


class VerdictManager(UidManager.from_queryset(VerdictQuerySet)):
    pass


class Concluded(Uid):
    """A finding on a claim, with its reasons, over what the claim said and rested on then.

    PostgreSQL fills in `covers` and its hash, the `fingerprint`; one that is given must agree.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="%(class)ss")
    finding = models.CharField(max_length=10, choices=Finding)
    reasons = models.TextField(
        blank=True, help_text="What the citations show, so that a reader could check it."
    )
    correction = models.TextField(
        blank=True, help_text="What is right, where the claim is imprecise or wrong."
    )
    covers = models.JSONField(default=dict, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


def conclusion(noun):
    """The constraints of a finding: its word, its reasons, and what is right instead."""
    inked = Q(correction__regex=INK)
    return [
        one_of(f"{noun}_finding_is_known", "finding", Finding),
        models.CheckConstraint(
            name=f"{noun}_has_reasons",
            condition=Q(finding__in=PLAIN) | Q(reasons__regex=INK),
            violation_error_message="Give your reasons: say what the citations show.",
        ),
        models.CheckConstraint(
            name=f"{noun}_says_what_is_right",
            condition=(Q(finding__in=CORRECTED) & inked)
            | (~Q(finding__in=CORRECTED) & Q(correction="")),
            violation_error_message="Say what is right where a claim is imprecise or wrong, and "
            "only there.",
        ),
    ]


@tracked
class Verdict(Concluded):
    """One person's finding on a claim and a second person's signature under it.

    It stands once it is countersigned, for as long as nothing changes of what it covers. The
    database refuses one person twice, a signer who wrote what is signed, and any rewriting.
    """

    as_of = models.DateField(
        "as of", null=True, blank=True, help_text="The day for which the finding holds."
    )
    proposed_by = signer_key("proposed")
    proposed_at = models.DateTimeField()
    countersigned_by = signer_key("countersigned", null=True, blank=True)
    countersigned_at = models.DateTimeField(null=True, blank=True)
    broken_glass = models.TextField(
        blank=True, help_text="Why an editor in chief signed what they had written part of."
    )
    lapsed_at = models.DateTimeField(null=True, blank=True)
    lapsed_by = signer_key("lapsed", null=True, blank=True)
    lapse = ArrayField(models.CharField(max_length=20, choices=Lapse), default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = signer_key("withdrawn", null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    state = models.GeneratedField(  # whether a newer one has replaced it is another question
        expression=Case(
            When(withdrawn_at__isnull=False, then=Value(State.WITHDRAWN.value)),
            When(lapsed_at__isnull=False, then=Value(State.LAPSED.value)),
            When(countersigned_at__isnull=False, then=Value(State.STANDS.value)),
            default=Value(State.WAITING.value),
        ),
        output_field=models.CharField(max_length=9),
        db_persist=True,
    )

    objects = VerdictManager()

    class Meta:
        ordering = ["claim", "-proposed_at", "-pk"]
        permissions = [
            ("propose_verdict", "Can propose a verdict"),
            ("countersign_verdict", "Can sign a verdict that somebody else proposed"),
            ("withdraw_verdict", "Can withdraw a verdict that somebody else proposed"),
            ("break_glass", "Can sign, with a reason, what they wrote part of"),
        ]
        constraints = [
            *conclusion("verdict"),
            all_or_none(
                "verdict_signature_is_whole",
                "A signature has a name and a date.",
                "countersigned_at",
                "countersigned_by",
            ),
            models.CheckConstraint(
                name="verdict_has_two_people",
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("proposed_by")),
                violation_error_message="A verdict needs a second person: you proposed this one.",
            ),
            models.CheckConstraint(
                name="verdict_is_signed_after_its_proposal",
                condition=Q(countersigned_at=None) | Q(countersigned_at__gte=F("proposed_at")),
                violation_error_message="A verdict is signed after it was proposed.",
            ),
            models.CheckConstraint(
                name="verdict_broken_glass_is_a_signature",
                condition=Q(broken_glass="") | Q(countersigned_by__isnull=False),
                violation_error_message="A reason for breaking the glass goes with a signature.",
            ),
            models.CheckConstraint(
                name="verdict_lapse_is_whole",
                condition=Q(lapsed_at=None, lapsed_by=None, lapse=[])
                | (Q(lapsed_at__isnull=False) & ~Q(lapse=[])),
                violation_error_message="A lapse says when, and what was changed.",
            ),
            models.CheckConstraint(
                name="verdict_lapse_is_known",
                condition=Q(lapse__contained_by=Lapse.values),
                violation_error_message="Choose the reasons of a lapse from the list.",
            ),
            models.CheckConstraint(
                name="verdict_withdrawal_is_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
                | Q(
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                    withdrawn_why__regex=INK,
                ),
                violation_error_message="Say why the verdict is withdrawn.",
            ),
            models.UniqueConstraint(
                name="claim_has_one_current_verdict",
                fields=["claim"],
                condition=Q(superseded_at=None),
                violation_error_message="The claim has a newer verdict meanwhile.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proposed_at", "id"],
                name="verdict_waiting",
                condition=Q(superseded_at=None, state=State.WAITING.value),
            ),
            models.Index(
                fields=["-lapsed_at", "-id"],
                name="verdict_lapsed",
                condition=Q(superseded_at=None, state=State.LAPSED.value),
            ),
            models.Index(fields=["proposed_at", "id"], name="verdict_proposed"),
            words_index("verdict", "reasons"),
        ]

    def __str__(self):
        return f"{self.get_finding_display()}: {self.claim}"


class AssessmentQuerySet(models.QuerySet):
    """The assessments of blind checks. Nobody sees another's while the check is open."""

    def open(self):
        """Those from which no verdict has resulted yet."""
        return self.filter(verdict=None)

    def visible_to(self, user):
        """One's own, and those of checks that are closed."""
        # The key of an anonymous user is None: `checker=None` would ask for assessments of nobody.
        mine = Q(checker=user.pk, checker__isnull=False)
        if not user.has_perm("partnerships.view_verdict"):
            return self.filter(mine)
        closed = Q(verdict__isnull=False, claim__in=Claim.objects.visible_to(user))
        return self.filter(closed | mine)


class AssessmentManager(UidManager.from_queryset(AssessmentQuerySet)):
    pass


@tracked
class Assessment(Concluded):
    """One checker's finding in a blind check, given without knowing the other's.

    `verdict` is what resulted; until then nobody but the checker sees it.
    """

    checker = signer_key("given")
    given_at = models.DateTimeField()
    verdict = models.ForeignKey(
        Verdict, models.PROTECT, related_name="assessments", null=True, blank=True
    )

    objects = AssessmentManager()

    class Meta:
        ordering = ["claim", "given_at", "pk"]
        default_permissions = ["add"]
        constraints = [
            *conclusion("assessment"),
            models.UniqueConstraint(
                name="assessment_is_given_once",
                fields=["claim", "checker", "fingerprint"],
                condition=Q(verdict=None),
                violation_error_message="You have given your assessment of this already.",
            ),
        ]

    def __str__(self):
        return f"{self.checker} on {self.claim.reference}"
