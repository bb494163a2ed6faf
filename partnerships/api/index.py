"""The way in: every route of the API, with a line on each."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from .keeping import KeptView
from .parameters import checked


class RouteSerializer(serializers.Serializer):
    """A route and what is there."""

    name = serializers.CharField()
    url = serializers.URLField()
    about = serializers.CharField()


OTHERS = {
    "changes": "What changed for readers, in one order, from the first on.",
    "search": "What words are found in, in all nouns at once, the likest first.",
    "totals": "What deals add up to, by whom and when, and which rows each figure is made of.",
    "outlets": "Who published the sources, and how many; narrowed as sources are.",
    "connections": "What connects two companies or people, and who is tied to both.",
    "corrections": "The corrections of all stories, the latest first.",
    "conflicts": "What the record holds of one thing that cannot all be so.",
    "dumps-list": "All tables of what anybody may read in one file a day.",
    "seals": "The keys by which the desk seals; seals/{sha256}/ says whether it has sealed that.",
    "reconcile": "For OpenRefine and its kin: which records the rows of a table are about.",
    "tokens": "POST with your password: a token for programs. DELETE with the token: revokes it.",
    "webhooks": "With a token: addresses of yours that are told each change.",
    "schema": "The API as OpenAPI 3.1 describes it.",
    "docs": "The same to read and to try out.",
}


class IndexView(KeptView):
    """Every route of the API."""

    nouns = {}

    @extend_schema(responses=RouteSerializer(many=True), summary="Every route", tags=["api"])
    def get(self, request):
        checked(request, known=())
        nouns = {f"{noun}-list": view.__doc__ for noun, view in self.nouns.items()}
        return Response(
            [
                {
                    "name": route.removesuffix("-list"),
                    "url": reverse(f"api:{route}", request=request),
                    "about": " ".join(about.split()),
                }
                for route, about in (nouns | OTHERS).items()
            ]
        )
