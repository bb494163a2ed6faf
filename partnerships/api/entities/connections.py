"""Connections over the wire: what connects two companies or people."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from ...models import Party
from ...rules.entities.connections import connections, keys_of, ties_between
from ..compact import party_route
from ..errors import BadParameters
from ..fields import Addresses
from ..known_words import slugs_of, unknown_sentences
from ..parameters import checked, listed_words, words_parameter
from ..pasts import OF_THEN, PastView
from ..reading import Reader

BETWEEN = words_parameter("between", None, "The ids of two companies or people, with a comma.")
NOUNS = ("deals", "partnerships", "stakes", "roles")


class TiedParty(serializers.Serializer):
    """A company or a person, in short."""

    id = serializers.CharField()
    name = serializers.CharField()
    url = serializers.URLField()


class TieOfParties(serializers.Serializer):
    """A record in which two of them stand beside one another."""

    noun = serializers.ChoiceField([(noun, noun) for noun in NOUNS])
    id = serializers.CharField()
    title = serializers.CharField(help_text="What it is; of a stake its sort, of a role the post.")
    url = serializers.URLField()


class StepOfPath(serializers.Serializer):
    """From one to the next, and by what."""

    source = TiedParty()
    target = TiedParty()
    by = TieOfParties(many=True)


class PathOfParties(serializers.Serializer):
    """A way from the one to the other, as short as any."""

    steps = StepOfPath(many=True)


class InCommon(serializers.Serializer):
    """Who is tied to both, and by what to each, in the order in which they were asked for."""

    party = TiedParty()
    by = serializers.ListField(child=TieOfParties(many=True), min_length=2, max_length=2)


class ConnectionsAnswer(serializers.Serializer):
    """What connects two of them."""

    between = TiedParty(many=True)
    distance = serializers.IntegerField(
        allow_null=True, help_text="In steps; null where nothing connects them within four."
    )
    gave_up = serializers.BooleanField(
        help_text="Whether so many were met on the way that the search was given up."
    )
    results = PathOfParties(many=True, help_text="The shortest ways, the first twenty.")
    in_common = InCommon(many=True)


class ConnectionsView(PastView):
    """What connects two companies or people: the shortest ways, and who is tied to both."""

    @extend_schema(
        parameters=[BETWEEN, *OF_THEN],
        responses=ConnectionsAnswer,
        summary="Connections",
        operation_id="connections",
        tags=["connections"],
    )
    def get(self, request):
        """The shortest ways from one party to another, by deals, partnerships, stakes and roles,
        whenever these held; and who is tied to both by one of them, such as an investor."""
        checked(request, {"between", "known_at"})
        one, other = _two_asked(request)
        found = connections(one, other, request.user)
        parties = Party.objects.in_bulk(keys_of(found, (one, other)))
        told = _Telling(parties, found.ties, Addresses(request))
        paths = sorted(found.paths, key=lambda path: [parties[key].slug for key in path])
        return Response(
            {
                "between": [told.party(one), told.party(other)],
                "distance": len(paths[0]) - 1 if paths else None,
                "gave_up": found.gave_up,
                "results": [{"steps": told.steps(path)} for path in paths],
                "in_common": [
                    {"party": told.party(key), "by": [told.ties(one, key), told.ties(other, key)]}
                    for key in sorted(found.in_common, key=lambda key: parties[key].slug)
                ],
            }
        )


class _Telling:
    """Writes keys as what they are the keys of."""

    def __init__(self, parties, ties, lists):
        self._parties, self._ties, self._lists = parties, ties, lists

    def party(self, key):
        party = self._parties[key]
        url = f"{self._lists[party_route(party)]}{party.slug}/"
        return {"id": party.slug, "name": party.name, "url": url}

    def ties(self, one, other):
        return [
            {
                "noun": tie.noun,
                "id": tie.key,
                "title": tie.title,
                "url": f"{self._lists[tie.noun]}{tie.key}/",
            }
            for tie in ties_between((one, other), self._ties)
        ]

    def steps(self, path):
        return [
            {"source": self.party(one), "target": self.party(other), "by": self.ties(one, other)}
            for one, other in zip(path, path[1:], strict=False)
        ]


def _two_asked(request):
    """The keys of the two parties that are asked for.

    Errors   BadParameters.
    """
    words = listed_words(request, "between")
    if len(words) != 2:
        raise BadParameters({"between": "Name two companies or people, with a comma between."})
    known = slugs_of(Party)(Reader(request.user))
    if unknown := [*unknown_sentences(words, known)]:
        raise BadParameters({"between": " ".join(unknown)}, code="unknown_word")
    return [known.key(word) for word in words]
