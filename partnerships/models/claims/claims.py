"""Claims: the sentences a story leans on, and what they are about."""

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Upper

from ...text.periods import why_held
from ...vocabulary import ClaimKind, Qualifier, State
from ..base import (
    Collected,
    Present,
    ReleasedQuerySet,
    Uid,
    is_a_number,
    not_blank,
    not_longer,
    one_of,
    put_away_by_itself,
    put_away_field,
    released_field,
    trimmed,
)
from ..dates import AsOfQuerySet, EDTFField, earliest_day, is_open_on, latest_day, valid_date
from ..entities.deals import Deal
from ..entities.events import Event
from ..entities.parties import Party
from ..history import tracked
from ..sources.sources import Source, index_of_words


class ClaimQuerySet(ReleasedQuerySet, AsOfQuerySet):
    """The questions a desk asks of its claims, each built from the ones above it."""

    desk_rights = ["partnerships.view_claim"]

    def as_of(self, day):
        """Claims whose date is `day` or includes it, certainly or possibly, as `held` says.

        A claim without a date is possible on any day, like every row of which none is known.
        """
        nothing = Value(None, models.DateField())
        dated = self.alias(
            certain=Func("date", nothing, function="edtf_certain", output_field=DateRangeField()),
            possible=Func("date", function="edtf_possible", output_field=DateRangeField()),
        )
        return AsOfQuerySet.as_of(dated, day)

    def with_held(self, day, is_open=None):
        never = Value(None, models.DateField())
        return super().with_held(day, is_open_on(day, "date", never))

    def cited(self):
        """Claims with a citation of any stance."""
        return self.filter(Exists(_citations()))

    def uncited(self):
        return self.exclude(Exists(_citations()))

    def with_support(self, clearance):
        """Each claim's `outlets` and `origins`: how many sources and how many independent
        reports support it, as far as somebody so cleared may know. Copies of one report count once.
        """
        return self.with_kept(clearance, "outlets", "origins")

    def with_kept(self, clearance, *counts):
        """Each claim's `counts`, of those that PostgreSQL keeps for somebody so cleared: `outlets`,
        `origins`, `cited`, `unread`."""
        kept = self.annotate(**{count: F(f"kept_support__{clearance}_{count}") for count in counts})
        # There is such a row of every claim: said so, the join keeps the order of an index.
        return kept.filter(kept_support__isnull=False)

    def with_verdict(self):
        """Each claim's `finding`, None unless its latest verdict stands, and that one's `state`."""
        # The condition stands in the join: in a filter it would drop claims without a verdict, and
        # of these `current__state` is NULL, which no When matches.
        return self.annotate(
            current=FilteredRelation("verdicts", condition=Q(verdicts__superseded_at=None)),
            finding=Case(When(current__state=State.STANDS, then=F("current__finding"))),
            state=Coalesce("current__state", Value(State.UNCHECKED.value)),
        )

    def on_one_origin(self, clearance):
        """Claims whose support, however many outlets repeat it, goes back to one report."""
        return self.with_support(clearance).filter(origins=1)

    def about(self, *parties):
        """Claims that are about every one of the parties."""
        for party in parties:
            self = self.filter(Exists(ClaimParty.objects.filter(claim=OuterRef("pk"), party=party)))
        return self


def _citations():
    citation = Claim._meta.get_field("citations").related_model
    return citation.objects.filter(claim=OuterRef("pk")).order_by()


class OfClaimQuerySet(models.QuerySet):
    """What hangs on a claim."""

    def visible_to(self, user):
        """Those of claims that `user` may know of."""
        return self.filter(claim__in=Claim.objects.visible_to(user))


class ClaimManager(Present, models.Manager.from_queryset(ClaimQuerySet)):
    def get_by_natural_key(self, collection, reference):
        return self.get(collection__slug=collection, reference=reference)


@tracked
class Claim(Uid, Collected):
    """One whole sentence, true or false on its own, as of a date."""

    reference = models.CharField(
        max_length=20, help_text="Its short name within the collection, such as S28."
    )
    layer = models.CharField(
        max_length=20, blank=True, help_text="Whose claim it is: the article's, or from later."
    )
    section = models.CharField(max_length=100, blank=True, help_text="Where in the text it stands.")
    statement = models.TextField(help_text="A whole sentence, true or false on its own.")
    kind = models.CharField(max_length=11, choices=ClaimKind)
    attributed_to = models.CharField(
        max_length=200, blank=True, help_text="Who says so, in the text that is checked."
    )
    appears_in = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="claims_in_it",
        null=True,
        blank=True,
        help_text="The work of others that says it. Readers are told that this work was checked. "
        "Empty: we say it ourselves.",
    )
    date_words = models.CharField(
        "date as worded", max_length=200, blank=True, help_text="Such as “in April”."
    )
    date_as_worded = EDTFField(
        "date those words give", help_text="What the words mean from the text's own date: 2024-04."
    )
    date = EDTFField("date as resolved", help_text="What the desk holds to be so: 2024-03-19.")
    earliest = earliest_day("date")
    latest = latest_day("date")
    as_of = models.DateField(
        "as of", null=True, blank=True, help_text="The day for which the claim is to be true."
    )
    value_qualifier = models.CharField(
        "figure", max_length=11, choices=Qualifier, blank=True, help_text="How exact it is said."
    )
    value_low = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    value_high = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    value_unit = models.CharField(
        max_length=20, blank=True, help_text="USD, %, GPUs: what is counted."
    )
    good_until = models.DateField(
        null=True, blank=True, help_text="Until when it may be printed before somebody looks again."
    )
    link_anchor = models.CharField(
        max_length=200, blank=True, help_text="The words under which the text links its evidence."
    )
    note = models.TextField(blank=True)
    is_adverse = models.BooleanField(
        "against a person",
        default=False,
        help_text="Says something to a person's disadvantage: two origins or a document, and a "
        "right of reply.",
    )
    is_blind = models.BooleanField(
        "checked blind",
        default=False,
        help_text="Two people check it, each without seeing the other's finding.",
    )
    released_at = released_field()
    put_away = put_away_field()
    search = index_of_words("reference", "statement", "attributed_to")

    parties = models.ManyToManyField(Party, through="ClaimParty", related_name="claims")
    deals = models.ManyToManyField(Deal, through="ClaimDeal", related_name="claims")
    events = models.ManyToManyField(Event, through="ClaimEvent", related_name="claims")

    objects = ClaimManager()
    every = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["collection", "reference", "pk"]
        permissions = [("release_claim", "Can release a claim to readers")]
        constraints = [
            *put_away_by_itself("claim"),
            not_blank("claim_has_a_statement", "statement", "Write the claim as a sentence."),
            not_longer(
                "claim_statement_is_no_longer_than_a_page",
                "statement",
                10_000,
                "A statement has 10,000 characters at most: make several claims of it.",
            ),
            not_blank("claim_has_a_reference", "reference", "Give the claim a reference."),
            trimmed("claim_reference_is_not_padded", "reference"),
            models.UniqueConstraint(
                name="claim_reference_is_given_once",
                fields=["collection", "reference"],
                violation_error_message="This reference is taken in this collection.",
            ),
            one_of("claim_kind_is_known", "kind", ClaimKind),
            valid_date("claim_date_as_worded_is_a_date", "date_as_worded"),
            valid_date("claim_date_is_a_date", "date"),
            one_of("claim_value_qualifier_is_known", "value_qualifier", Qualifier, blank=True),
            models.CheckConstraint(
                name="claim_value_has_a_unit",
                condition=Q(value_low=None, value_high=None) | ~Q(value_unit=""),
                violation_error_message="Say what the figure counts: USD, percent or GPUs, "
                "for instance.",
            ),
            models.CheckConstraint(
                name="claim_value_low_is_not_above_high",
                condition=Q(value_low=None)
                | Q(value_high=None)
                | Q(value_low__lte=F("value_high")),
                violation_error_message="The low figure is above the high one.",
            ),
            models.CheckConstraint(
                name="claim_range_has_two_ends",
                condition=~Q(value_qualifier=Qualifier.RANGE)
                | Q(value_low__isnull=False, value_high__isnull=False),
                violation_error_message="“Between” takes a low and a high figure.",
            ),
            is_a_number(
                *("claim_value_is_a_number", "value_low", "value_high"), digits=24, places=4
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="claim_search"),
            models.Index(fields=["earliest", "uid"], name="claim_earliest"),
            models.Index(fields=["released_at", "uid"], name="claim_released_at"),
            models.Index(Upper("reference"), name="claim_reference"),  # capitals aside
            models.Index(fields=["id"], name="claim_blind", condition=Q(is_blind=True)),
        ]

    def __str__(self):
        return f"{self.reference}: {self.statement}"

    @property
    def because(self):
        """What an answer about a day rests on, in words."""
        return why_held(self.date, None)

    def natural_key(self):
        return (self.collection.slug, self.reference)

    natural_key.dependencies = ["partnerships.collection"]


def spoken_of_once(name, field):
    return models.UniqueConstraint(
        name=name, fields=["claim", field], violation_error_message="This is listed already."
    )


class SubjectManager(models.Manager):
    """A subject is known by its claim and by what the claim is about."""

    def get_by_natural_key(self, collection, reference, slug):
        return self.get(
            claim__collection__slug=collection,
            claim__reference=reference,
            **{f"{self.model.subject}__{self.model.subject_key}": slug},
        )


class Subject(models.Model):
    """Something that a claim is about."""

    subject = None
    subject_key = "slug"

    objects = SubjectManager()

    class Meta:
        abstract = True

    def __str__(self):
        return str(getattr(self, self.subject))

    def natural_key(self):
        return (
            *self.claim.natural_key(),
            str(getattr(getattr(self, self.subject), self.subject_key)),
        )


@tracked
class ClaimParty(Subject):
    """A party that a claim is about."""

    subject = "party"
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="about_parties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="spoken_of")

    class Meta:
        ordering = ["claim", "party", "pk"]
        verbose_name = "party it is about"
        verbose_name_plural = "parties it is about"
        constraints = [spoken_of_once("claim_is_about_a_party_once", "party")]


@tracked
class ClaimDeal(Subject):
    """A deal that a claim is about."""

    subject = "deal"
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="about_deals")
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="spoken_of")

    class Meta:
        ordering = ["claim", "deal", "pk"]
        verbose_name = "deal it is about"
        verbose_name_plural = "deals it is about"
        constraints = [spoken_of_once("claim_is_about_a_deal_once", "deal")]


@tracked
class ClaimEvent(Subject):
    """An event that a claim is about."""

    subject = "event"
    subject_key = "uid"
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="about_events")
    event = models.ForeignKey(Event, models.PROTECT, related_name="spoken_of")

    class Meta:
        ordering = ["claim", "event", "pk"]
        verbose_name = "event it is about"
        verbose_name_plural = "events it is about"
        constraints = [spoken_of_once("claim_is_about_an_event_once", "event")]
