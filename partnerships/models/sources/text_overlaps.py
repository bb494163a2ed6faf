"""What the texts of kept copies have in common: computed from them, and never changed."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import Greatest, Least, RowNumber

from .origin_decisions import OriginDecision
from .sources import Snapshot, Source, clearance_of, origin_as_known


class TextSketchManager(models.Manager):
    def get_by_natural_key(self, uid, version):
        return self.get(snapshot__uid=uid, version=version)


class TextSketch(models.Model):
    """The sketch of a copy's text, by which copies that share some of it are found.

    Numbers that stand for runs of a few words: of each text those that a fixed rule takes, so
    that of what two texts share both sketches hold the same. `version` is that of the rule.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="text_sketches")
    version = models.PositiveSmallIntegerField()
    sketch = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = TextSketchManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                name="text_sketch_is_taken_once",
                fields=["snapshot", "version"],
                violation_error_message="This copy has its sketch already.",
            )
        ]
        # Each search would read through the rows that wait to be put into the index.
        indexes = [GinIndex(fields=["sketch"], name="text_sketch_sketch", fastupdate=False)]

    def __str__(self):
        return f"Sketch of {self.snapshot}"

    def natural_key(self):
        return (str(self.snapshot.uid), self.version)


class TextOverlapQuerySet(models.QuerySet):
    """The questions a desk asks of copies that share text."""

    def of(self, source):
        """Overlaps of a copy of the source to one of another."""
        return self.filter(Q(first__source=source) | Q(second__source=source))

    def visible_to(self, user):
        """Overlaps of copies of two sources, both of which `user` may know of."""
        known = Source.objects.visible_to(user).order_by().values("pk")
        return self.filter(first__source__in=known, second__source__in=known)

    def closest(self):
        """Of each two sources the copies that share most."""
        nth = Window(
            RowNumber(),
            partition_by=[
                Least("first__source", "second__source"),
                Greatest("first__source", "second__source"),
            ],
            order_by=[F("share").desc(), F("pk").asc()],
        )
        return self.annotate(nth=nth).filter(nth=1)

    def waiting_for(self, user):
        """What `user` may decide on: the closest copies of each two sources of which nobody has
        said yet how they come to share text, and which, as far as the user knows, go back to two
        reports. Those that share most come first."""
        clearance = clearance_of(user)
        open_ = self.visible_to(user).annotate(
            first_origin=origin_as_known(clearance, "first__source"),
            second_origin=origin_as_known(clearance, "second__source"),
        )
        decided = OriginDecision.objects.current().filter(
            Q(source=OuterRef("first__source"), other=OuterRef("second__source"))
            | Q(source=OuterRef("second__source"), other=OuterRef("first__source"))
        )
        open_ = open_.exclude(first_origin=F("second_origin")).exclude(Exists(decided.order_by()))
        return open_.closest().order_by("-share", "-shared", "pk")


class TextOverlapManager(models.Manager.from_queryset(TextOverlapQuerySet)):
    def get_by_natural_key(self, first, second, version):
        return self.get(first__uid=first, second__uid=second, version=version)


class TextOverlap(models.Model):
    """Two copies, of two sources, with so many words in common that one may retell the other.

    `shared` counts the words of the passages in both; `first_words` and `second_words` those of
    each text that count at all, and `share` is the percentage of the shorter that is shared.
    """

    first = models.ForeignKey(Snapshot, models.PROTECT, related_name="text_overlaps")
    second = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    shared = models.PositiveIntegerField()
    first_words = models.PositiveIntegerField()
    second_words = models.PositiveIntegerField()
    share = models.GeneratedField(
        expression=F("shared") * 100 / Least("first_words", "second_words"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )

    objects = TextOverlapManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                name="text_overlap_is_measured_once",
                fields=["first", "second", "version"],
                violation_error_message="These two copies are compared already.",
            ),
            models.CheckConstraint(
                name="text_overlap_names_its_copies_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message="Of two copies the one that was kept earlier comes first.",
            ),
            models.CheckConstraint(
                name="text_overlap_is_part_of_both",
                condition=Q(shared__gt=0)
                & Q(shared__lte=F("first_words"))
                & Q(shared__lte=F("second_words")),
                violation_error_message="Two copies share no more words than either has.",
            ),
        ]

    def __str__(self):
        return f"{self.first.source} and {self.second.source}: {self.share} %"

    def natural_key(self):
        return (str(self.first.uid), str(self.second.uid), self.version)
