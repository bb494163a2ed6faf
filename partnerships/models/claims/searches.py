"""Searches that found nothing: the evidence for saying that something is not verified."""

from django.db import models

from ..base import Uid, UidManager, not_blank
from ..dates import EDTFField, valid_date
from ..history import tracked
from .claims import Claim, OfClaimQuerySet


class SearchManager(UidManager.from_queryset(OfClaimQuerySet)):
    pass


@tracked
class Search(Uid):
    """Somebody looked in a place, on a day, for something that bears on a claim: nothing there."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="searches")
    place = models.TextField("searched", help_text="Where one looked: OpenAI's announcements.")
    sought = models.TextField("for", help_text="What one looked for: any cut of the price.")
    searched_on = EDTFField(
        "on", blank=False, help_text="The day on which nothing was found, or the month: 2026-11."
    )

    objects = SearchManager()

    class Meta:
        ordering = ["claim", "searched_on", "pk"]
        verbose_name = "search that found nothing"
        verbose_name_plural = "searches that found nothing"
        constraints = [
            not_blank("search_has_a_place", "place", "Say where one looked."),
            not_blank("search_says_what_was_sought", "sought", "Say what one looked for."),
            not_blank("search_has_a_day", "searched_on", "Say when one looked."),
            valid_date("search_searched_on_is_a_date", "searched_on"),
        ]

    def __str__(self):
        return f"{self.place}, {self.searched_on}"
