"""Sources: who reported what, where it came from, and the copies we keep of it."""

import re
from hashlib import md5

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import BigIntegerField, ExpressionWrapper, F, Q
from django.db.models.functions import MD5, Length, Upper
from django.utils.timezone import localtime

from ...vocabulary import Capture, Clearance, Confidentiality, Legibility, Seen, SourceKind, Tier
from ..base import (
    Collected,
    Present,
    ReleasedQuerySet,
    Slugged,
    SlugManager,
    Uid,
    UidManager,
    json_shaped,
    not_blank,
    not_longer,
    one_of,
    other_row,
    put_away_by_itself,
    put_away_field,
    released_field,
    slug_shaped,
)
from ..dates import EDTFField, earliest_day, latest_day, valid_date
from ..entities.parties import without_accents
from ..history import tracked


def index_of_words(*fields):
    """A stored tsvector of the columns, for search."""
    return models.GeneratedField(
        expression=SearchVector(*fields, config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def clearance_of(user):
    """Which sources `user` may know of."""
    if not user.has_perm("partnerships.view_source"):
        return Clearance.PUBLIC
    is_keeper = user.has_perm("partnerships.view_confidential_source")
    return Clearance.KEEPER if is_keeper else Clearance.DESK


def at_address(address):
    """A condition of the sources at that address, however somebody wrote it."""
    bare = re.sub(r"^https?://", "", address.strip(), flags=re.I).removeprefix("www.").rstrip("/")
    ways = [
        f"{scheme}://{www}{bare}{end}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for end in ("", "/")
    ]
    # By the index that keeps an address from being given twice.
    hashes = [md5(way.encode(), usedforsecurity=False).hexdigest() for way in ways]
    given = Source.objects.alias(hash=MD5("url")).filter(hash__in=hashes, url__in=ways)
    return Q(pk__in=given.exclude(url="").order_by().values("pk"))


def origin_as_known(clearance, source=""):
    """The id of the report that a source, or the one at the end of the path `source`, goes back
    to, as far as somebody so cleared may know.

    An origin that is hidden from the reader must not show in what is counted: the report after
    it in the chain then stands in its place, as if it were the first. PostgreSQL keeps both.
    """
    path = f"{source}__" if source else ""
    kept = "origin" if clearance == Clearance.KEEPER else f"kept_origins__{clearance}_origin"
    return ExpressionWrapper(F(f"{path}{kept}"), output_field=BigIntegerField())


class SourceQuerySet(ReleasedQuerySet):
    """The questions a desk asks of its sources."""

    def visible_to(self, user):
        """What `user` may know of: released sources; the desk's own for the desk; and
        confidential ones for source keepers alone."""
        return self.cleared_for(clearance_of(user))

    def cleared_for(self, clearance):
        """What somebody so cleared may know of."""
        if clearance == Clearance.PUBLIC:
            return self.released()
        if clearance == Clearance.KEEPER:
            return self
        return self.exclude(confidentiality=Confidentiality.CONFIDENTIAL)

    def retelling(self):
        """Sources that retell another in this list."""
        return self.filter(derives_from__isnull=False)

    def quoted(self):
        """Sources with an address that a proved quotation of a kept copy leans on."""
        # By keys, not by a join: a source with three such quotations would come three times.
        proved = Q(citations__snapshot__isnull=False, citations__position__isnull=False)
        return self.exclude(url="").filter(
            pk__in=self.model.objects.filter(proved).order_by().values("pk")
        )

    def due_for_recheck(self, before):
        """Those that the desk itself is to look at again: nobody has since `before`.

        It never calls on a confidential source by itself: its keepers do that.
        """
        looked = Q(rechecks__at__gte=before)
        fetched = Q(snapshots__how=Capture.FETCHED, snapshots__captured_at__gte=before)
        # Keys, which are never NULL: NOT IN a list that holds one NULL is true of no row at all.
        lately = self.model.objects.filter(looked | fetched).order_by().values("pk")
        return (
            self.quoted()
            .exclude(confidentiality=Confidentiality.CONFIDENTIAL)
            .exclude(pk__in=lately)
        )


class SourceManager(Present, SlugManager.from_queryset(SourceQuerySet)):
    pass


@tracked
class Source(Collected, Slugged):
    """A report, document or conversation that says something about the story.

    `origin` is the report it all goes back to: the source itself, or the end of the chain
    of `derives_from`. PostgreSQL keeps it, so that copies of one report count once.
    """

    outlet = models.CharField(max_length=200, help_text="Who published it, or who spoke.")
    title = models.CharField(max_length=400)
    authors = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    kind = models.CharField(max_length=11, choices=SourceKind)
    tier = models.CharField(max_length=1, choices=Tier)
    language = models.CharField(max_length=12, blank=True, default="en")
    url = models.URLField(
        "address", max_length=2000, blank=True, help_text="Blank for an interview or a call."
    )
    published_words = models.CharField("published, as worded", max_length=200, blank=True)
    published = EDTFField(help_text="2024-10-17; about then: 2024-10-18~.")
    earliest = earliest_day("published")
    latest = latest_day("published")
    says = models.TextField(blank=True, help_text="What it says, in our words.")
    origin_note = models.CharField(
        max_length=200,
        blank=True,
        help_text="Whose report it retells, where that report is not among our sources.",
    )
    derives_from = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="retold_by",
        null=True,
        blank=True,
        help_text="The source that this one retells.",
    )
    origin = models.ForeignKey(
        "self", models.DO_NOTHING, related_name="descendants", null=True, editable=False
    )
    seen = models.CharField("how we saw it", max_length=8, choices=Seen)
    seen_at = models.CharField(
        "where we saw it", max_length=2000, blank=True, help_text="If not at its own address."
    )
    is_unnamed = models.BooleanField(
        "on unnamed people",
        default=False,
        help_text="What it says rests on people whom it does not name.",
    )
    confidentiality = models.CharField(
        max_length=12, choices=Confidentiality, default=Confidentiality.OPEN
    )
    released_at = released_field()
    put_away = put_away_field()
    search = index_of_words("outlet", "title", "says")

    objects = SourceManager()
    every = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["outlet", "title", "pk"]
        permissions = [
            ("view_confidential_source", "Can see confidential sources"),
            ("release_source", "Can release a source to readers"),
        ]
        constraints = [
            *put_away_by_itself("source"),
            slug_shaped("source_slug_is_a_slug"),
            not_blank("source_has_an_outlet", "outlet", "Say who published it."),
            not_blank("source_has_a_title", "title", "Give the source its title."),
            not_longer(
                "source_says_no_more_than_is_searched",
                "says",
                50_000,
                "What a source says has 50,000 characters at most here: keep a copy of the rest.",
            ),
            one_of("source_kind_is_known", "kind", SourceKind),
            one_of("source_tier_is_known", "tier", Tier),
            one_of("source_seen_is_known", "seen", Seen),
            one_of("source_confidentiality_is_known", "confidentiality", Confidentiality),
            valid_date("source_published_is_a_date", "published"),
            # An address may be longer than an index entry: its hash is what is unique.
            models.UniqueConstraint(
                MD5("url"),
                name="source_address_is_recorded_once",
                condition=~Q(url="") & Q(put_away=None),
                violation_error_message="A source with this address is recorded already.",
            ),
            other_row(
                "source_does_not_derive_from_itself",
                "derives_from",
                "A source does not retell itself.",
            ),
            models.CheckConstraint(
                name="confidential_source_is_not_released",
                condition=~Q(confidentiality=Confidentiality.CONFIDENTIAL) | Q(released_at=None),
                violation_error_message="A confidential source is not released.",
            ),
            # Identities point at these, so that what is sealed stays as it was agreed.
            models.UniqueConstraint(
                name="source_id_and_agreement", fields=["id", "confidentiality", "outlet"]
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="source_search"),
            models.Index(fields=["earliest", "slug"], name="source_earliest"),
            models.Index(fields=["outlet", "title", "id"], name="source_outlet_title"),
            models.Index(Upper("outlet"), name="source_outlet"),
            # A domain, or a part of an address; and an outlet that is misspelt.
            GinIndex(OpClass(Upper("url"), name="gin_trgm_ops"), name="source_address_trigrams"),
            GinIndex(
                OpClass(without_accents("outlet"), name="gin_trgm_ops"),
                name="source_outlet_trigrams",
            ),
        ]

    def __str__(self):
        return f"{self.outlet}, {self.title}"


@tracked
class Snapshot(Uid):
    """A copy of a source as it was on a day. It is kept for ever and never changed.

    `said` is what the copy says of itself: title, authors, outlet, published (EDTF), canonical,
    language, how its text was taken out, the numbers of unread pages, the dates where it gives
    several, and its notes of corrections; what it does not say is not there. `pages` are pairs of a
    page's number and the place in the text where it begins. From `rest_at` on the text is no part
    of the article: captions, notes, menus, form fields.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="snapshots")
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    how = models.CharField(max_length=8, choices=Capture)
    address = models.CharField(
        max_length=2000, blank=True, help_text="From which a fetched copy came in the end."
    )
    redirects = models.JSONField(
        default=list, blank=True, help_text="Pairs of a status and the address that gave it."
    )
    headers = models.JSONField(default=dict, blank=True, help_text="What came with the page.")
    name = models.CharField(
        "name of the file", max_length=200, blank=True, help_text="As it was uploaded."
    )
    media_type = models.CharField(max_length=100)
    content = models.FileField("bytes", upload_to="snapshots", max_length=200, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True, help_text="In bytes.")
    sha256 = models.CharField("SHA-256", max_length=64)
    text = models.TextField(blank=True, help_text="The text taken out of the copy.")
    said = models.JSONField(default=dict, blank=True, help_text="What it says of itself.")
    pages = models.JSONField(default=list, blank=True, help_text="Where its pages begin.")
    legibility = models.CharField(
        "how it reads", max_length=13, choices=Legibility, default=Legibility.NOT_JUDGED
    )
    rest_at = models.PositiveIntegerField(
        null=True, blank=True, help_text="Where in the text the rest of the page begins."
    )

    objects = UidManager()

    class Meta:
        ordering = ["source", "-captured_at", "pk"]
        verbose_name = "kept copy"
        verbose_name_plural = "kept copies"
        constraints = [
            one_of("snapshot_how_is_known", "how", Capture),
            one_of("snapshot_legibility_is_known", "legibility", Legibility),
            models.CheckConstraint(
                name="snapshot_sha256_is_a_hash",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="A SHA-256 is 64 digits and letters from a to f.",
            ),
            models.CheckConstraint(
                name="fetched_snapshot_has_an_address",
                condition=~Q(how=Capture.FETCHED) | Q(address__regex=r"^https?://"),
                violation_error_message="A copy that was fetched says from which address.",
            ),
            models.CheckConstraint(
                name="snapshot_bytes_have_a_size",
                condition=Q(content="") | Q(size__isnull=False),
                violation_error_message="A kept file says how many bytes it has.",
            ),
            models.CheckConstraint(
                name="snapshot_rest_lies_in_its_text",
                condition=Q(rest_at=None) | Q(rest_at__lt=Length("text")),
                violation_error_message="The rest of a page begins where its text goes on.",
            ),
            json_shaped("snapshot_redirects_are_a_list", "redirects", "array"),
            json_shaped("snapshot_headers_have_names", "headers", "object"),
            json_shaped("snapshot_says_things_by_name", "said", "object"),
            json_shaped("snapshot_pages_are_a_list", "pages", "array"),
            models.UniqueConstraint(
                name="snapshot_is_kept_once",
                fields=["source", "sha256"],
                violation_error_message="We keep this very copy already.",
            ),
        ]

    def __str__(self):
        return f"Copy of {localtime(self.captured_at):%-d %B %Y, %H:%M %Z}"

    @property
    def is_doubtful(self) -> bool:
        """Whether its text may not be what one sees."""
        return self.legibility not in (Legibility.LEGIBLE, Legibility.NOT_JUDGED)

    @property
    def article(self) -> str:
        """The text of the article, without the rest of the page."""
        return self.text[: self.rest_at]
