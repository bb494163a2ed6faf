"""Citations over the wire: the place in a source, and which way it speaks."""

from uuid import UUID

from django.db.models import OuterRef, Q
from rest_framework import serializers

from ..models import Citation, ClaimParty
from ..vocabulary import ClaimKind, Seen, Stance, Tier
from .compact import ClaimBrief
from .filters import Filters, Words
from .reading import joined, listed
from .records import Numbered, Records
from .sources import SourceBrief, from_origin


class CitationOfClaim(Numbered):
    """A citation under its claim."""

    needs = {"source": listed("source", SourceBrief)}

    source = SourceBrief()

    class Meta:
        model = Citation
        route, key = "citations", "uid"
        fields = [
            "id",
            "url",
            "reference",
            "stance",
            "quote",
            "translation",
            "locator",
            "says",
            "answer",
            "source",
        ]


class CitationSerializer(CitationOfClaim):
    needs = CitationOfClaim.needs | {
        "claim": joined("claim__collection"),
        "collection": joined("collection"),
    }

    collection = serializers.CharField(source="collection.slug")
    claim = ClaimBrief()

    class Meta(CitationOfClaim.Meta):
        fields = [*CitationOfClaim.Meta.fields, "collection", "claim"]


def of_claim(path=""):
    """A condition of the words of `claim`: public ids, or references such as S28."""

    def condition(words, reader):
        found = Q()
        for word in words:
            found |= claim_named(word, path)
        return found

    return condition


def claim_named(word, path=""):
    """The condition on claims that a public id or a reference stands for."""
    collection, colon, reference = word.rpartition(":")
    named = Q(**{f"{path}reference": reference})
    if colon:
        return named & Q(**{f"{path}collection__slug": collection})
    try:
        return named | Q(**{f"{path}uid": UUID(word)})
    except ValueError:
        return named


class CitationFilters(Filters):
    related = {
        "about": lambda reader: ClaimParty.objects.filter(claim=OuterRef("claim")),
    }

    claim = Words(of_claim("claim__"), "The claim, by its id or reference, such as S28.")
    claim_kind = Words("claim__kind", "What sort of claim it is cited for.", known=ClaimKind)
    party = Words("party__slug", "For claims about this party.", among="about")
    source = Words("source__slug", "The source.")
    origin = Words(from_origin("source__"), "The report that the source goes back to, by its id.")
    stance = Words("stance", "Which way it speaks.", known=Stance)
    tier = Words("source__tier", "The tier of its source.", known=Tier)
    seen = Words("source__seen", "How far the desk has read its source.", known=Seen)
    collection = Words("collection__slug", "The story it was recorded for.")
    reference = Words("reference", "Its short name within the collection, such as S28-1.")


class CitationViewSet(Records):
    """The places in sources that bear on claims."""

    queryset = Citation.objects.all()
    serializer_class = CitationSerializer
    filterset_class = CitationFilters
    lookup_field = "uid"
    orderings = {"reference": ("collection_id", "reference", "uid"), "added": ("uid",)}

    def rows(self, reader):
        return reader.sees(Citation)
