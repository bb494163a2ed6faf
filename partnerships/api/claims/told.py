"""What is told of a claim besides itself: where it is used, and what was found of it before."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from ...models import Verdict
from ...rules.claims import blind, lapses
from ...rules.stories.editions import printed_uses
from ..in_parts import SKIP, SKIPPED, given_in_parts, part_of
from ..parameters import checked
from ..reading import LISTED
from .verdicts import SIGNERS, VerdictSerializer, as_told_of_lapse


class UseOfClaim(serializers.Serializer):
    """A passage of a story that is out which leans on the claim."""

    story = serializers.CharField(help_text="The id of the story.")
    headline = serializers.CharField()
    edition = serializers.IntegerField(help_text="The number of the edition that is out.")
    passage = serializers.IntegerField(
        source="number", help_text="The number of the passage in it."
    )
    words = serializers.CharField(help_text="What stands there.")
    leaning = serializers.CharField(
        help_text="Whether it says what the claim says (statement), or its correction."
    )


@action(detail=True)
def uses(view, request, **kwargs):
    """The passages of stories that are out which lean on the claim."""
    checked(request, known={SKIP})
    claim = view.picked()
    part = part_of(request, lambda most, after: printed_uses(claim, most, after), LISTED)
    return Response(part | {"results": UseOfClaim(part["results"], many=True).data})


uses.gives = given_in_parts("UsesInParts", UseOfClaim(many=True))
uses.asked = [SKIPPED]


@action(detail=True)
def verdicts(view, request, **kwargs):
    """What was found of the claim, the latest first, with who signed and why it lapsed. Readers are
    told the verdict that stands: what lapsed may have leant on what they may not know of."""
    checked(request, known={SKIP})
    part = part_of(request, _verdicts_of(view.picked(), view.reader), LISTED)
    found = part["results"]
    codes = lapses.codes(found, view.reader.user)
    each = VerdictSerializer()
    told = [each.to_representation(one) | as_told_of_lapse(codes.get(one.pk, [])) for one in found]
    return Response(part | {"results": told})


verdicts.gives = given_in_parts("VerdictsInParts", VerdictSerializer(many=True))
verdicts.asked = [SKIPPED]


def _verdicts_of(claim, reader):
    """All that the reader may know of: none while the claim is checked blind and they may still
    check it, as at the desk."""
    if reader.user.has_perm("partnerships.view_verdict") and blind.is_hidden_from(
        claim, reader.user
    ):
        return Verdict.objects.none()
    rows = reader.sees(Verdict).filter(claim=claim).order_by("-proposed_at", "-pk")
    return rows.select_related(*SIGNERS)
