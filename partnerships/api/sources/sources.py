"""Sources over the wire: who reported what, and whose report it goes back to."""

from django.db.models import OuterRef, Q, Subquery
from rest_framework import serializers

from ...actions.locks import locked
from ...actions.sources import sources
from ...models import Citation, Party, Source
from ...models.sources.sources import at_address, clearance_of, origin_as_known
from ...vocabulary import Seen, SourceKind, Stance, Tier
from ..compact import SourceBrief
from ..filters import (
    Filters,
    ValueFilter,
    WordsFilter,
    in_words,
    search_filter,
    since,
    until,
)
from ..known_words import slugs_of
from ..reading import joined
from ..records import Records
from ..writing import Writes, tags_sent
from .copies import Copies
from .looks import LookField, last_look
from .source_drafts import PATHS, SourceChange, SourceDraft
from .tables import CSL, SOURCES


def known_retold(sources, reader):
    """Each source's `retells`: the slug of the source it derives from, where that may be known."""
    above = reader.sees(Source).filter(pk=OuterRef("derives_from")).order_by()
    return sources.annotate(retells=Subquery(above.values("slug")))


class SourceSerializer(SourceBrief):
    needs = SourceBrief.needs | {
        "collection": joined("collection"),
        "derives_from": known_retold,
        "rechecked": last_look,
    }

    collection = serializers.CharField(source="collection.slug")
    derives_from = serializers.CharField(
        source="retells", allow_null=True, help_text="The id of the source that this one retells."
    )
    rechecked = LookField()

    class Meta(SourceBrief.Meta):
        fields = [
            *SourceBrief.Meta.fields,
            "derives_from",
            "is_unnamed",
            "collection",
            "authors",
            "language",
            "seen_at",
            "says",
            "rechecked",
            "confidentiality",
            "released_at",
        ]


def from_origin(path=""):
    """A condition of the words of `origin`: goes back to one of these reports."""

    def condition(slugs, reader):
        known = reader.sees(Source)
        rows = Source.objects.alias(goes_back_to=origin_as_known(clearance_of(reader.user))).filter(
            goes_back_to__in=known.filter(slug__in=[slug.lower() for slug in slugs]).values("pk")
        )
        return Q(**{f"{path}pk__in": rows.values("pk")})

    return condition


def on_unnamed_people(reader):
    """The sources that rest on people they do not name, or go back to a report that does."""
    sources = reader.sees(Source)
    unnamed = sources.filter(is_unnamed=True).order_by().values("pk")
    retold = sources.alias(goes_back_to=origin_as_known(clearance_of(reader.user)))
    return retold.filter(Q(is_unnamed=True) | Q(goes_back_to__in=unnamed)).order_by()


def about_parties(slugs, reader):
    known = reader.sees(Party).filter(slug__in=[slug.lower() for slug in slugs])
    return Q(claim__parties__in=list(known.order_by().values_list("pk", flat=True)))


class SourceFilters(Filters):
    related = {
        "citations": lambda reader: reader.sees(Citation).filter(source=OuterRef("pk")),
    }

    kind = WordsFilter("kind", "What sort of source it is.", known=SourceKind)
    tier = WordsFilter("tier", "How near it is to what happened, from A to D.", known=Tier)
    seen = WordsFilter("seen", "How far the desk has read it.", known=Seen)
    language = WordsFilter("language", "Its language, such as en.")
    outlet = WordsFilter("outlet", "Who published it, in full.")
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    origin = WordsFilter(
        from_origin(), "The report it goes back to, by its id.", of=slugs_of(Source)
    )
    party = WordsFilter(
        about_parties,
        "Cited for claims about this party.",
        among="citations",
        of=slugs_of(Party),
    )
    stance = WordsFilter("stance", "Cited in this way.", among="citations", known=Stance)
    url = ValueFilter(
        str,
        lambda sources, address, reader: sources.filter(at_address(address)),
        "Its own address, with or without www., a slash at the end, or its s.",
    )
    date_from = since("published")
    date_to = until("published")
    search = search_filter(in_words, "Words of its outlet, its title or what it says.")


class SourceViewSet(Copies, Writes, Records):
    """The reports, documents and conversations that claims rest on."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    table = SOURCES
    forms = (CSL,)
    lookup_field = "slug"
    orderings = {"outlet": ("outlet", "title", "slug"), "date": ("earliest", "slug")}
    takes = Copies.takes | {"create": SourceDraft, "partial_update": SourceChange}
    asks = {
        "create": "add_source",
        "partial_update": "change_source",
    }
    paths = PATHS

    def create(self, request, **kwargs):
        """Record a source."""

        def add():
            source = sources.add_source(Source(**self.draft()), by=request.user)
            return self.answer(source, status=201)

        return self.once(add)

    def partial_update(self, request, **kwargs):
        """Change what is named of a source."""
        seen = tags_sent(request)

        def change():
            source = self.picked()
            fields = self.draft()
            with locked(source):
                self.must_be_seen(source, seen)
                sources.change_source(source, self._left_alone(source, fields), by=request.user)
                return self.answer(source)

        return self.once(change)

    def _left_alone(self, source, fields):
        """The fields without an origin that this reader takes for none, not knowing of it."""
        unknown = source.derives_from_id and not self.reader.sees(Source).filter(
            pk=source.derives_from_id
        )
        if unknown and fields.get("derives_from", source) is None:
            del fields["derives_from"]
        return fields
