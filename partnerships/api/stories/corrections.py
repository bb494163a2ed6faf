"""Corrections over the wire: those of all stories, the latest first."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ...models import Correction
from ..in_parts import SKIP, SKIPPED, next_part, part_of
from ..parameters import checked
from ..pasts import OF_THEN, PastView
from ..reading import LISTED
from .editions import CorrectionSerializer


class CorrectionOfStory(CorrectionSerializer):
    """A correction, and the story that it is of."""

    story = serializers.CharField(source="edition.story.slug", help_text="The id of the story.")
    url = serializers.SerializerMethodField(help_text="Where the API has the story.")

    def get_url(self, correction) -> str:
        key = correction.edition.story.slug
        return reverse("api:stories-detail", args=[key], request=self.context["request"])


class CorrectionsAnswer(serializers.Serializer):
    """Corrections of stories that are out, the latest first: a part of them."""

    next = next_part()
    results = CorrectionOfStory(many=True)


class CorrectionsView(PastView):
    """The corrections of all stories, the latest first."""

    @extend_schema(
        parameters=[SKIPPED, *OF_THEN],
        responses=CorrectionsAnswer,
        summary="Corrections",
        operation_id="corrections",
        tags=["corrections"],
    )
    def get(self, request):
        checked(request, {SKIP, "known_at"})
        rows = Correction.objects.select_related("edition__story").order_by("-written_at", "-pk")
        part = part_of(request, rows, LISTED)
        told = CorrectionOfStory(part["results"], many=True, context={"request": request})
        return Response(part | {"results": told.data})
