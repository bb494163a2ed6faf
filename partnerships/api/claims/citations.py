"""Citations over the wire: the place in a source, and which way it speaks."""

from django.db.models import F, OuterRef, Q
from rest_framework import serializers
from rest_framework.response import Response

from ...actions.claims import citations
from ...actions.locks import locked_citation
from ...formats.claims.annotations import MEDIA_TYPE
from ...models import Citation, CitationListing, Claim, ClaimParty, Party, Source
from ...vocabulary import ClaimKind, Seen, Stance, Tier
from ..compact import ClaimBrief, SourceBrief
from ..errors import BadParameters
from ..filters import Filters, WordsFilter
from ..known_words import KnownWords, slugs_of
from ..reading import joined, listed
from ..records import NumberedRecord, Records
from ..sources.sources import from_origin
from ..writing import Writes, tags_sent
from .annotations import (
    ANNOTATIONS,
    AnnotationRenderer,
    TargetField,
    citation_annotation,
    with_target,
)
from .citation_drafts import CitationChange, CitationDraft
from .naming import claim_named
from .rechecks import SeenField, last_seen
from .tables import CITATIONS


def with_copy(rows, reader):
    return rows.annotate(copy=F("snapshot__uid"))


class CitationOfClaim(NumberedRecord):
    """A citation under its claim."""

    needs = {
        "source": listed("source", SourceBrief),
        "snapshot": with_copy,
        "rechecked": last_seen,
    }

    source = SourceBrief()
    snapshot = serializers.UUIDField(
        source="copy", allow_null=True, help_text="The kept copy in which the quotation stands."
    )
    rechecked = SeenField()

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
            "snapshot",
            "position",
            "rechecked",
            "source",
        ]


class CitationSerializer(CitationOfClaim):
    needs = CitationOfClaim.needs | {
        "claim": listed("claim", ClaimBrief),
        "collection": joined("collection"),
        "target": with_target,
    }

    target = TargetField()
    collection = serializers.CharField(source="collection.slug")
    claim = ClaimBrief()

    class Meta(CitationOfClaim.Meta):
        fields = [*CitationOfClaim.Meta.fields, "target", "collection", "claim"]


def of_claim(path=""):
    """A condition of the words of `claim`: public ids, or references such as S28."""

    def condition(words, reader):
        found = Q()
        for word in words:
            found |= claim_named(word, path, reads="iexact")
        return found

    return condition


class ClaimNames(KnownWords):
    """The ids and references of claims."""

    def condition(self, word):
        return claim_named(word, reads="iexact")


def known_claims(reader):
    """The names of the claims that this reader may know of."""
    return ClaimNames(reader.sees(Claim), "reference")


class CitationFilters(Filters):
    related = {
        "about": lambda reader: ClaimParty.objects.filter(
            claim=OuterRef("claim"), party__in=reader.sees(Party)
        ),
    }
    listings = {"party": CitationListing}

    claim = WordsFilter(
        of_claim("claim__"), "The claim, by its id or reference, such as S28.", of=known_claims
    )
    claim_kind = WordsFilter("claim__kind", "What sort of claim it is cited for.", known=ClaimKind)
    party = WordsFilter("party__slug", "For claims about this party.", among="about")
    source = WordsFilter("source__slug", "The source.")
    origin = WordsFilter(
        from_origin("source__"),
        "The report that the source goes back to, by its id.",
        of=slugs_of(Source),
    )
    stance = WordsFilter("stance", "Which way it speaks.", known=Stance)
    tier = WordsFilter("source__tier", "The tier of its source.", known=Tier)
    seen = WordsFilter("source__seen", "How far the desk has read its source.", known=Seen)
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    reference = WordsFilter("reference", "Its short name within the collection, such as S28-1.")


class CitationViewSet(Writes, Records):
    """The places in sources that bear on claims. They come as Web Annotations, too, to those who
    accept application/ld+json."""

    queryset = Citation.objects.all()
    serializer_class = CitationSerializer
    filterset_class = CitationFilters
    table = CITATIONS
    forms = (ANNOTATIONS,)
    lookup_field = "uid"
    orderings = {"reference": ("collection_id", "reference", "uid"), "added": ("uid",)}
    takes = {"create": CitationDraft, "partial_update": CitationChange}
    asks = {
        "create": "add_citation",
        "partial_update": "change_citation",
        "destroy": "delete_citation",
    }

    def get_renderers(self):
        also = [AnnotationRenderer()] if self.action == "retrieve" else []
        return [*super().get_renderers(), *also]

    def retrieve(self, request, *args, **kwargs):
        if request.accepted_renderer.media_type != AnnotationRenderer.media_type:
            return super().retrieve(request, *args, **kwargs)
        if self.only is not None:
            raise BadParameters({"fields": "An annotation is given whole."})
        row = self.find(self.read(self.get_queryset()), self.kwargs[self.lookup_url_kwarg])
        shown = citation_annotation(row, self.get_serializer(row).data)
        return Response(shown, content_type=MEDIA_TYPE)

    def create(self, request, **kwargs):
        """Cite a source for a claim."""

        def add():
            citation = citations.add_citation(Citation(**self.draft()), by=request.user)
            return self.answer(citation, status=201)

        return self.once(add)

    def partial_update(self, request, **kwargs):
        """Change what is named of a citation."""
        seen = tags_sent(request)

        def change():
            citation = self.picked()
            fields = self.draft()
            with locked_citation(citation):
                self.must_be_seen(citation, seen)
                citations.change_citation(citation, fields, by=request.user)
                return self.answer(citation)

        return self.once(change)

    def destroy(self, request, **kwargs):
        """Take a citation away from its claim."""
        seen = tags_sent(request)

        def remove():
            citation = self.picked()
            with locked_citation(citation):
                self.must_be_seen(citation, seen)
                citations.remove(citation, by=request.user)
                return Response(status=204)

        return self.once(remove)
