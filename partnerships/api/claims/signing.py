"""Judging claims over the wire: proposing, signing, withdrawing, and checking blind."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from ...actions.claims import assessments, verdicts
from ...actions.locks import locked
from ...errors import NotWaiting
from ...models import Assessment, Verdict
from ...rules import validity
from ...rules.claims import authorship, signing
from ...vocabulary import Finding, Level
from ..drafts import Choice, Draft, Text
from ..errors import BadParameters
from ..parameters import checked
from ..writing import tags_sent
from .verdicts import verdicts_seen_by

CONCLUSION = {"finding", "reasons", "correction"}


class Conclusion(Draft):
    """A finding on a claim, with its reasons."""

    concludes = Verdict

    finding = Choice(Finding)
    reasons = Text(required=False, help_text="May be left out for accurate and opinion.")
    correction = Text(required=False, help_text="Where the claim is imprecise or wrong.")

    def validate(self, values):
        fields = {name: value for name, value in values.items() if name in CONCLUSION}
        others = {field.name for field in self.concludes._meta.fields} - CONCLUSION
        if found := validity.errors_by_field(self.concludes(**fields), without=others):
            raise serializers.ValidationError(found)
        return values


class Proposal(Conclusion):
    """A verdict to put forward."""

    as_of = serializers.DateField(
        required=False, allow_null=True, help_text="The claim's own day, unless given."
    )


class AssessmentDraft(Conclusion):
    """One's own assessment in a blind check."""

    concludes = Assessment


class Signature(Draft):
    """A signature. There is nothing to send, but by who breaks the glass."""

    broken_glass = Text(
        required=False, help_text="Why an editor in chief signs what they wrote part of."
    )


class Withdrawal(Draft):
    """Why a verdict is withdrawn."""

    why = serializers.CharField()


class ObjectionSerializer(serializers.Serializer):
    """One thing that speaks against a signature."""

    code = serializers.CharField()
    level = serializers.ChoiceField([Level.BLOCKING.value, Level.WARNING.value])
    text = serializers.CharField()


class AssessmentSerializer(serializers.Serializer):
    """One's own assessment. A `verdict` has resulted when another checker agrees."""

    id = serializers.UUIDField(source="uid")
    finding = serializers.ChoiceField(Finding.choices)
    reasons = serializers.CharField()
    correction = serializers.CharField()
    given_at = serializers.DateTimeField()
    verdict = serializers.UUIDField(source="verdict.uid", default=None, allow_null=True)


class SigningViews:
    """What is done to a claim's verdict, each by a POST that names in If-Match what was seen."""

    takes = {
        "verdict": Proposal,
        "countersign": Signature,
        "withdraw": Withdrawal,
        "assess": AssessmentDraft,
    }
    matched = frozenset(takes)
    asks = {
        "verdict": "propose_verdict",
        "countersign": "countersign_verdict",
        "assess": "add_assessment",
    }

    def judged(self, act):
        """The answer of `act(claim, draft, mark)`, while the claim is held and is what was seen;
        `mark` is the fingerprint of that."""
        seen = tags_sent(self.request)

        def judge():
            claim = self.picked()
            draft = self.draft()
            with locked(claim) as held:
                self.must_be_seen(held, seen)
                given = act(held, draft, authorship.as_seen_by(held, self.request.user))
                return given if isinstance(given, Response) else self.answer(held)

        return self.once(judge)

    def _latest(self, claim):
        verdict = verdicts_seen_by(self.reader).filter(claim=claim).first()
        if verdict is None:
            raise NotWaiting("There is no verdict on this claim: propose one.")
        return Verdict.objects.select_related("claim").get(pk=verdict.pk)

    @action(detail=True, methods=["post"])
    def verdict(self, request, **kwargs):
        """Propose a verdict. It waits for somebody else's signature."""
        return self.judged(
            lambda claim, draft, mark: verdicts.propose(claim, **draft, seen=mark, by=request.user)
        )

    @action(detail=True, methods=["post"], url_path="verdict/countersign")
    def countersign(self, request, **kwargs):
        """Sign the verdict that waits, so that it stands. Nobody signs what they wrote part of."""
        return self.judged(
            lambda claim, draft, mark: verdicts.countersign(
                self._latest(claim), by=request.user, override_reason=draft.get("broken_glass", "")
            )
        )

    @action(detail=True, methods=["post"], url_path="verdict/withdraw")
    def withdraw(self, request, **kwargs):
        """Withdraw the latest verdict: one's own proposal, or any for those who may."""
        return self.judged(
            lambda claim, draft, mark: verdicts.withdraw_verdict(
                self._latest(claim), draft["why"], by=request.user
            )
        )

    @action(detail=True, methods=["post"])
    def assess(self, request, **kwargs):
        """Give one's own assessment of a claim that is checked blind. Others' stay hidden."""

        def give(claim, draft, mark):
            mine = assessments.assess(claim, **draft, seen=mark, by=request.user)
            return Response(dict(AssessmentSerializer(mine).data))

        return self.judged(give)

    assess.gives = AssessmentSerializer

    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def objections(self, request, **kwargs):
        """What speaks against signing a finding. Those that block come first."""
        checked(request, known={"finding"})
        if not request.user.is_authenticated:
            self.permission_denied(request)
        verdicts.allowed(request.user, "view_verdict", "see what a signature waits for")
        finding = request.query_params.get("finding")
        if finding not in Finding.values:
            raise BadParameters({"finding": f"Choose one of: {', '.join(Finding.values)}."})
        found = signing.signature_objections(self.picked(), finding, request.user)
        return Response(ObjectionSerializer(found, many=True).data)

    objections.gives = ObjectionSerializer(many=True)
    objections.asked = [
        OpenApiParameter(
            "finding", enum=Finding.values, required=True, description="The finding to be signed."
        )
    ]
