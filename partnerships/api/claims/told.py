"""What is told of a claim besides itself: where it is used, and what was found of it before."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from ...models import Verdict
from ...rules.claims import blind, lapses
from ...rules.stories.editions import printed_uses
from ..parameters import checked
from .verdicts import SIGNERS, VerdictSerializer, as_told_of_lapse


class UseOfClaim(serializers.Serializer):
    """A passage of a story that is out which leans on the claim."""

    story = serializers.CharField(help_text="The id of the story.")
    headline = serializers.CharField()
    edition = serializers.IntegerField(help_text="The number of the edition that is out.")
    passage = serializers.IntegerField(help_text="The number of the passage in it.")
    words = serializers.CharField(help_text="What stands there.")
    leaning = serializers.CharField(
        help_text="Whether it says what the claim says (statement), or its correction."
    )


@action(detail=True)
def uses(view, request, **kwargs):
    """The passages of stories that are out which lean on the claim."""
    checked(request, known=())
    return Response(
        [
            {
                "story": use.edition.story.slug,
                "headline": use.edition.content["headline"],
                "edition": use.edition.number,
                "passage": use.number,
                "words": use.words,
                "leaning": use.leaning,
            }
            for use in printed_uses(view.picked())
        ]
    )


uses.gives = UseOfClaim(many=True)


@action(detail=True)
def verdicts(view, request, **kwargs):
    """What was found of the claim, the latest first, with who signed and why it lapsed. Readers are
    told the verdict that stands: what lapsed may have leant on what they may not know of."""
    checked(request, known=())
    found = _verdicts_of(view.picked(), view.reader)
    codes = lapses.codes(found, view.reader.user)
    each = VerdictSerializer()
    return Response(
        [each.to_representation(one) | as_told_of_lapse(codes.get(one.pk, [])) for one in found]
    )


verdicts.gives = VerdictSerializer(many=True)


def _verdicts_of(claim, reader):
    """All that the reader may know of; while the claim is checked blind, those that were signed."""
    rows = reader.sees(Verdict).filter(claim=claim).order_by("-proposed_at", "-pk")
    sees_all = reader.user.has_perm("partnerships.view_verdict")
    if sees_all and blind.hidden_from(reader.user).filter(pk=claim.pk).exists():
        rows = rows.exclude(countersigned_at=None)
    return list(rows.select_related(*SIGNERS))
