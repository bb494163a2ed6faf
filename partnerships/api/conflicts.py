"""Conflicts over the wire: what the record holds of one thing that cannot all be so."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ..models import Amount, Claim, Deal, Event, Party, Role, Stake, Term, Valuation
from ..rules.conflicts.record_conflicts import record_conflicts
from ..vocabulary import ConflictKind, Standing
from .errors import BadParameters
from .in_parts import SKIPPED, next_part, part_of
from .known_words import slugs_of, unknown_sentences
from .parameters import checked, listed_words, words_parameter
from .pasts import OF_THEN, PastView
from .reading import LISTED, Reader

NOUNS = {
    Claim: "claims",
    Deal: "deals",
    Event: "events",
    Role: "roles",
    Stake: "stakes",
    Term: "terms",
    Valuation: "valuations",
}
PARAMETERS = [
    words_parameter("kind", ConflictKind.values, "In what they cannot all be so."),
    words_parameter("party", None, "Conflicts about one of these parties."),
    words_parameter("deal", None, "Conflicts about one of these deals."),
    SKIPPED,
    *OF_THEN,
]


class SideOfConflict(serializers.Serializer):
    """One of the accounts that cannot all be so."""

    noun = serializers.ChoiceField([(noun, noun) for noun in NOUNS.values()])
    id = serializers.CharField(
        help_text="The public id of the row that gives it; of a sum its deal."
    )
    url = serializers.URLField(help_text="Where the API has it.")
    says = serializers.CharField(help_text="What it gives.")
    standing = serializers.ChoiceField(
        Standing.choices,
        help_text="Whether it is still held: signed by two people, preferred by the desk, not "
        "decided (open), or no longer held (deprecated).",
    )
    why = serializers.CharField(help_text="Why it is no longer held, or what is right instead.")


class Conflict(serializers.Serializer):
    """Accounts of one thing that cannot all be so."""

    kind = serializers.ChoiceField(ConflictKind.choices)
    thing = serializers.CharField(help_text="What they are of.")
    why = serializers.CharField(help_text="Why they cannot all be so, in a sentence.")
    sides = SideOfConflict(many=True)


class ConflictsAnswer(serializers.Serializer):
    """What the record holds of one thing that cannot all be so, a part of it."""

    next = next_part()
    results = Conflict(many=True)


class ConflictsView(PastView):
    """What the record holds of one thing that cannot all be so."""

    @extend_schema(
        parameters=PARAMETERS,
        responses=ConflictsAnswer,
        summary="Conflicts",
        operation_id="conflicts",
        tags=["conflicts"],
    )
    def get(self, request):
        """Figures, dates, shares and posts that cannot all be so, by what each may mean: $13
        billion is no conflict with about $13 billion, April is one with 19 March. Each account says
        whether it is still held. Sums are compared within a deal, and those of a claim with its
        deal's."""
        checked(request, {parameter.name for parameter in PARAMETERS})
        kinds = listed_words(request, "kind", ConflictKind.values)
        return Response(self._told(request, kinds))

    def _told(self, request, kinds):
        asked = {
            "kinds": kinds,
            "parties": _keys(request, "party", Party),
            "deals": _keys(request, "deal", Deal),
        }
        part = part_of(
            request,
            lambda most, after: record_conflicts(request.user, most, after, **asked),
            LISTED,
        )
        part["results"] = [_conflict_json(one, request) for one in part["results"]]
        return part


def _keys(request, name, model):
    """The keys of the rows that the parameter names; None where it names none."""
    if not (words := listed_words(request, name)):
        return None
    known = slugs_of(model)(Reader(request.user))
    if unknown := [*unknown_sentences(words, known)]:
        raise BadParameters({name: " ".join(unknown)}, code="unknown_word")
    return [known.key(word) for word in words]


def _conflict_json(conflict, request):
    return {
        "kind": conflict.kind,
        "thing": conflict.thing,
        "why": conflict.why,
        "sides": [_side_json(side, request) for side in conflict.sides],
    }


def _side_json(side, request):
    record = side.record.deal if isinstance(side.record, Amount) else side.record
    noun = NOUNS[type(record)]
    key = record.slug if noun == "deals" else str(record.uid)
    return {
        "noun": noun,
        "id": key,
        "url": reverse(f"api:{noun}-detail", args=[key], request=request),
        "says": side.says,
        "standing": side.standing,
        "why": side.why,
    }
