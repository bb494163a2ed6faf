"""Events: what happened on a date, and to whom."""

from django.db import models

from ...vocabulary import EventKind
from ..base import (
    Present,
    Referenced,
    ReleasedQuerySet,
    Uid,
    UidManager,
    not_blank,
    one_of,
    put_away_by_itself,
    put_away_field,
    referenced_once,
    released_field,
    words_index,
)
from ..dates import EDTFField, earliest_day, latest_day, valid_date
from ..history import tracked
from .parties import Party


class EventManager(Present, UidManager.from_queryset(ReleasedQuerySet)):
    pass


@tracked
class Event(Uid, Referenced):
    """Something that happened on a date that the story can point at."""

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=11, choices=EventKind)
    date_words = models.CharField("date as worded", max_length=200, blank=True)
    date = EDTFField()
    earliest = earliest_day("date")
    latest = latest_day("date")
    note = models.TextField(blank=True)
    released_at = released_field()
    put_away = put_away_field()

    objects = EventManager()
    every = ReleasedQuerySet.as_manager()

    class Meta:
        ordering = ["earliest", "pk"]
        constraints = [
            *put_away_by_itself("event"),
            referenced_once("event_reference_is_given_once"),
            one_of("event_kind_is_known", "kind", EventKind),
            not_blank("event_has_a_title", "title", "Say what happened."),
            valid_date("event_date_is_a_date", "date"),
        ]
        indexes = [
            models.Index(fields=["earliest", "uid"], name="event_earliest"),
            words_index("event", "title", "reference"),
        ]

    def __str__(self):
        return self.title


@tracked
class EventParty(Uid):
    """A party to an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="events")

    objects = UidManager()

    class Meta:
        ordering = ["event", "party", "pk"]
        verbose_name = "party to an event"
        verbose_name_plural = "parties to events"
        constraints = [
            models.UniqueConstraint(
                name="event_has_a_party_once",
                fields=["event", "party"],
                violation_error_message="This party is named already.",
            ),
        ]

    def __str__(self):
        return str(self.party)
