"""Stories: the manuscripts that lean on claims, each text of them, and what holds them back."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, Func, OuterRef, Q, Subquery, When
from django.db.models.functions import Now

from ...vocabulary import HoldKind
from ..base import (
    INK,
    Collected,
    Slugged,
    SlugManager,
    Uid,
    UidManager,
    not_blank,
    one_of,
    slug_shaped,
)
from ..history import tracked


class StoryQuerySet(models.QuerySet):
    """The questions a desk asks of its stories."""

    def published(self):
        """Stories of which an edition is out."""
        return self.filter(Exists(_of_story("editions")))

    def visible_to(self, user):
        """Published stories; all of them for those who may see the desk's own."""
        return self if user.has_perm("partnerships.view_story") else self.published()

    def held(self):
        """Stories that something holds back from print now."""
        return self.filter(Exists(_of_story("holds").in_force(Now())))

    def with_state(self):
        """Each story's `headline`, its latest `revision` and when that was `written_at`; the
        `edition` that is out, if one is; and for what it is `held_for` now, killed before all."""
        revisions = _of_story("revisions").order_by("-number")
        editions = _of_story("editions").order_by("-number")
        holds = _of_story("holds").in_force(Now())
        gravest = holds.order_by(Case(When(kind=HoldKind.KILLED, then=0), default=1), "pk")
        return self.annotate(
            headline=Subquery(revisions.values("headline")[:1]),
            revision=Subquery(revisions.values("number")[:1]),
            written_at=Subquery(revisions.values("written_at")[:1]),
            edition=Subquery(editions.values("number")[:1]),
            held_for=Subquery(gravest.values("kind")[:1]),
        )


def _of_story(relation):
    rows = Story._meta.get_field(relation).related_model
    return rows.objects.filter(story=OuterRef("pk")).order_by()


class StoryManager(SlugManager.from_queryset(StoryQuerySet)):
    pass


@tracked
class Story(Collected, Slugged):
    """A manuscript on its way to its readers. Its text is that of its latest revision."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    made_at = models.DateTimeField(editable=False)

    objects = StoryManager()

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "stories"
        permissions = [
            ("revise_story", "Can write a revision of a story"),
            ("bind_story", "Can bind words of a story to claims"),
            ("waive_story", "Can excuse words of a story from checking"),
            ("hold_story", "Can hold a story back, and let it go"),
            ("publish_story", "Can publish a story, and correct it"),
        ]
        constraints = [slug_shaped("story_slug_is_a_slug")]

    def __str__(self):
        return self.slug


class DeskQuerySet(models.QuerySet):
    """What is the desk's own of a story; readers see editions."""

    def visible_to(self, user):
        """All of them for those who may see the desk's stories."""
        return self if user.has_perm("partnerships.view_story") else self.none()


class UntilEndedQuerySet(DeskQuerySet):
    """The desk's own that holds until somebody ends it."""

    def open(self):
        """Those that nobody has ended."""
        return self.filter(ended_at=None)


class RevisionQuerySet(DeskQuerySet):
    def current(self):
        """The latest revision of each story."""
        later = Revision.objects.filter(story=OuterRef("story"), number__gt=OuterRef("number"))
        return self.exclude(Exists(later))


class RevisionManager(UidManager.from_queryset(RevisionQuerySet)):
    pass


class Revision(Uid):
    """One text of a story, under its number, for ever as it was written.

    `text` is headline, standfirst and body in one, which PostgreSQL joins with a blank line
    between them: offsets into the manuscript are code points of it.
    """

    story = models.ForeignKey(Story, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(help_text="1 is the first.")
    headline = models.CharField(max_length=300)
    standfirst = models.TextField(
        blank=True, help_text="What stands between headline and text. May stay empty."
    )
    body = models.TextField("text", help_text="In Markdown; captions are part of it.")
    byline = models.CharField(max_length=200, blank=True, help_text="Who is named as its author.")
    dateline = models.DateField(
        help_text="The day it is written for: “last year” and “Tuesday” are meant from there."
    )
    why = models.CharField(
        max_length=300, blank=True, help_text="What is new in this revision. May stay empty."
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions"
    )
    written_at = models.DateTimeField()
    text = models.GeneratedField(
        expression=Func(
            "headline",
            "standfirst",
            "body",
            template="(%(expressions)s)",
            arg_joiner=r" || E'\n\n' || ",
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = RevisionManager()

    class Meta:
        ordering = ["story", "-number", "pk"]
        default_permissions = []
        constraints = [
            not_blank("revision_has_a_headline", "headline", "Give the story a headline."),
            not_blank("revision_has_a_text", "body", "Write the text of the story."),
            models.UniqueConstraint(
                name="revision_is_numbered_once",
                fields=["story", "number"],
                violation_error_message="Somebody has written a newer revision meanwhile.",
            ),
        ]

    def __str__(self):
        return f"{self.headline} (revision {self.number})"


class HoldQuerySet(UntilEndedQuerySet):
    def in_force(self, moment):
        """Those that keep a story from print at the moment: an embargo ends by itself."""
        return self.open().filter(Q(until=None) | Q(until__gt=moment))


class HoldManager(UidManager.from_queryset(HoldQuerySet)):
    pass


@tracked
class Hold(Uid):
    """A story is held back: until a time, until the lawyers have signed, or for good.

    What the lawyers sign is a text, `cleared`: PostgreSQL holds the next one that differs, in the
    name of whoever wrote it, and has whoever held the first, or an editor in chief, lift it.
    """

    story = models.ForeignKey(Story, models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=7, choices=HoldKind)
    until = models.DateTimeField(
        "embargoed until", null=True, blank=True, help_text="Of an embargo: when it ends."
    )
    reason = models.TextField(help_text="Why. Whoever lifts it reads this.")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True, help_text="Why the story may go on.")
    cleared = models.ForeignKey(
        Revision,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        help_text="The text that was signed for when it was lifted. Another is held again.",
    )
    renews = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="renewed_by",
        null=True,
        editable=False,
        help_text="The one that was lifted before the text changed.",
    )

    objects = HoldManager()

    class Meta:
        ordering = ["story", "held_at", "pk"]
        default_permissions = []
        constraints = [
            one_of("hold_kind_is_known", "kind", HoldKind),
            not_blank("hold_has_a_reason", "reason", "Say why the story is held back."),
            models.CheckConstraint(
                name="hold_ends_by_itself_if_an_embargo",
                condition=Q(kind=HoldKind.EMBARGO, until__isnull=False)
                | (~Q(kind=HoldKind.EMBARGO) & Q(until=None)),
                violation_error_message="An embargo has an end, and nothing else has.",
            ),
            models.CheckConstraint(
                name="hold_end_is_whole",
                condition=Q(ended_at=None, ended_by=None, ended_why="")
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_why__regex=INK),
                violation_error_message="Say why the story may go on.",
            ),
            models.UniqueConstraint(
                name="story_is_held_once_for_a_cause",
                fields=["story", "kind"],
                condition=Q(ended_at=None),
                violation_error_message="The story is held for this already.",
            ),
        ]

    def __str__(self):
        return f"{self.story}: {self.get_kind_display()}"
