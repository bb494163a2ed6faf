"""Stories over the wire: what is out, what was corrected, and publishing."""

from django.db.models import OuterRef, Prefetch, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse as address_of
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from ...actions.claims import verdicts
from ...actions.locks import locked
from ...actions.stories import editions
from ...formats.stories import objections
from ...models import Correction, Edition, Revision, Story
from ...rules.stories.publishing import Gate
from ...vocabulary import Level
from ..drafts import Draft
from ..filters import Filters, WordsFilter
from ..in_parts import SKIP, SKIPPED, given_in_parts, part_of
from ..parameters import checked
from ..reading import LISTED, joined
from ..records import Records, SluggedRecord
from ..writing import Writes, tags_sent
from .editions import CorrectionSerializer, EditionSerializer
from .tables import STORIES


def as_it_is(stories, reader):
    """A need: each story's latest revision, and when and under which headline it is out now."""
    revisions = Revision.objects.current().filter(story=OuterRef("pk")).order_by()
    out = Edition.objects.current().filter(story=OuterRef("pk")).order_by()
    first = Edition.objects.filter(story=OuterRef("pk"), number=1).order_by()
    return stories.annotate(
        revision=Subquery(revisions.values("number")),
        headline=Coalesce(
            Subquery(out.values(told=KT("content__headline"))),
            Subquery(revisions.values("headline")),
            output_field=TextField(),
        ),
        edition=Subquery(out.values("number")),
        published_at=Subquery(first.values("published_at")),
        modified_at=Subquery(out.values("published_at")),
    )


def current(stories, reader):
    """A need: each story's current edition."""
    rows = Edition.objects.current().select_related("correction")
    return stories.prefetch_related(Prefetch("editions", rows, to_attr="out_now"))


@extend_schema_field({"type": "string", "format": "uri"})
class Page(serializers.Field):
    """The page that readers see; null while nothing is out."""

    def __init__(self):
        super().__init__(source="*", read_only=True, help_text=self.__doc__)

    def to_representation(self, story):
        if story.edition is None:
            return None
        request = self.context.get("request")
        path = address_of("published", args=[story.slug])
        return request.build_absolute_uri(path) if request else path


@extend_schema_field({"type": ["integer", "null"]})
class LatestRevision(serializers.Field):
    """The number of its latest revision; null but to the desk."""

    def __init__(self):
        super().__init__(source="*", read_only=True, help_text=self.__doc__)

    def to_representation(self, story):
        known = self.context["reader"].user.has_perm("partnerships.view_story")
        return story.revision if known else None


DERIVED = ("page", "headline", "edition", "published_at", "modified_at", "revision")


class StoryBrief(SluggedRecord):
    needs = {"collection": joined("collection")} | dict.fromkeys(DERIVED, as_it_is)

    collection = serializers.CharField(source="collection.slug")
    headline = serializers.CharField(read_only=True)
    page = Page()
    edition = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="The number of the edition that is out."
    )
    published_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="When it first went out."
    )
    modified_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="When the edition that is out went out."
    )
    revision = LatestRevision()

    class Meta:
        model = Story
        route, key = "stories", "slug"
        fields = [
            "id",
            "url",
            "page",
            "collection",
            "headline",
            "edition",
            "published_at",
            "modified_at",
            "revision",
        ]


@extend_schema_field(EditionSerializer(allow_null=True))
class CurrentEdition(serializers.Field):
    """The edition that is out."""

    def to_representation(self, editions):
        return edition_json(editions[0], self.context.get("request")) if editions else None


class StorySerializer(StoryBrief):
    """A story with the edition that is out."""

    needs = StoryBrief.needs | {"current": current}

    current = CurrentEdition(source="out_now", read_only=True)

    class Meta(StoryBrief.Meta):
        fields = [*StoryBrief.Meta.fields, "current"]


def edition_json(edition, request):
    """An edition as the API writes it."""

    def sealed(edition):
        path = address_of("sealed", args=[edition.story.slug, edition.number])
        return request.build_absolute_uri(path) if request else path

    return dict(EditionSerializer(edition, context={"sealed": sealed}).data)


class StoryFilters(Filters):
    collection = WordsFilter("collection__slug", "Whose claims it leans on.")


class Publication(Draft):
    """Publishing. What was seen is in If-Match; nothing else need be sent."""

    revision = serializers.IntegerField(
        required=False, help_text="The number of the revision that is meant: it must be the latest."
    )


class GateObjection(serializers.Serializer):
    """One thing that stands between a manuscript and print, at its place in the text."""

    code = serializers.CharField()
    level = serializers.ChoiceField([Level.BLOCKING.value, Level.WARNING.value])
    start = serializers.IntegerField(allow_null=True, help_text="Null: the story as a whole.")
    end = serializers.IntegerField(allow_null=True)
    words = serializers.CharField()
    reason = serializers.CharField()
    claim = serializers.CharField(allow_null=True, help_text="Such as microsoft_openai:S28.")


class StoryViewSet(Writes, Records):
    """The stories that are out, with what each passage of them leans on; the desk's own to the
    desk.

    A story is found by its slug. Its text is frozen by edition, and changes with a correction.
    """

    queryset = Story.objects.all()
    serializer_class = StorySerializer
    is_watched = False  # an embargo ends by the clock
    filterset_class = StoryFilters
    table = STORIES
    lookup_field = "slug"
    orderings = {
        "id": ("slug",),
        "published_at": ("published_at", "slug"),
        "modified_at": ("modified_at", "slug"),
    }
    takes = {"publish": Publication}
    asks = {"publish": "publish_story"}
    matched = frozenset({"publish"})

    def get_serializer_class(self):
        return StoryBrief if self.action == "list" else StorySerializer

    def in_order(self, stories, name):
        return stories if name == "id" else as_it_is(stories, self.reader)

    @action(detail=True, url_path=r"editions/(?P<number>[^/]+)")
    def edition(self, request, number, **kwargs):
        """An edition of the story, as it went out."""
        checked(request, known=())
        rows = Edition.objects.filter(story=self.picked()).select_related("correction", "story")
        found = number.isascii() and number.isdigit() and len(number) < 10
        edition = rows.filter(number=int(number)).first() if found else None
        if edition is None:
            raise NotFound("There is no such edition of this story.")
        return Response(edition_json(edition, request))

    edition.gives = EditionSerializer

    @action(detail=True)
    def corrections(self, request, **kwargs):
        """The corrections of the story, the latest first."""
        checked(request, known={SKIP})
        rows = Correction.objects.filter(edition__story=self.picked()).select_related("edition")
        part = part_of(request, rows.order_by("-edition__number"), LISTED)
        return Response(part | {"results": CorrectionSerializer(part["results"], many=True).data})

    corrections.gives = given_in_parts("CorrectionsInParts", CorrectionSerializer(many=True))
    corrections.asked = [SKIPPED]

    @action(detail=True)
    def objections(self, request, **kwargs):
        """What stands between the latest revision and print. For the desk."""
        checked(request, known=())
        if not request.user.is_authenticated:
            self.permission_denied(request)
        verdicts.allowed(request.user, "view_story", "see what a story waits for")
        revision = self.picked().revisions.current().select_related("story").get()
        found = Gate(revision, request.user).objections
        return Response([objections.objection_json(one) for one in found])

    objections.gives = GateObjection(many=True)

    @action(detail=True, methods=["post"])
    def publish(self, request, **kwargs):
        """Publish the latest revision, as the first edition. Refused while an objection blocks."""
        seen = tags_sent(request)

        def publish():
            story = self.picked()
            meant = self.draft().get("revision")
            with locked(story) as held:
                self.must_be_seen(held, seen)
                editions.publish(held, by=request.user, seen=meant)
                return self.answer(held, status=201)

        return self.once(publish)

    publish.gives = {201: StorySerializer}
