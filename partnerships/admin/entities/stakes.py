"""Stakes: who holds what in whom, board rights included."""

from django.contrib import admin

from ...models import Stake
from ...text import dates, money
from ..base import DeskAdmin
from ..facts import backing_inline
from ..figures import FigureField, FigureForm
from ..list_filters import HeldOnFilter, party_filter
from ..releasing import RELEASE_ACTS, RELEASE_BUTTONS, RELEASED, release_panel, released
from ..search_boxes import searching
from .roles import PERIOD


def _percentage(name):
    field = Stake._meta.get_field(name)
    return FigureField(
        unit="%",
        max_digits=field.max_digits,
        decimal_places=field.decimal_places,
        label=str(field.verbose_name).capitalize(),
        help_text=field.help_text,
    )


class StakeForm(FigureForm):
    """A stake. “About 49 %” in either box fills the qualifier too."""

    ends = ("percent_min", "percent_max")

    percent_min = _percentage("percent_min")
    percent_max = _percentage("percent_max")


@admin.register(Stake)
class StakeAdmin(DeskAdmin):
    """Shares, votes, profits, board seats and rights."""

    panels = [release_panel]
    buttons = RELEASE_BUTTONS
    list_acts = RELEASE_ACTS
    form = StakeForm
    inlines = [backing_inline("stake", "percent_min", "percent_max", "start", "end", "interest")]
    list_display = ["holder", "company", "interest", "share", "holding", "period"]
    list_display += ["reference", released]
    list_filter = [
        "interest",
        "holding",
        party_filter("company", "company"),
        HeldOnFilter,
        RELEASED,
        "collection",
    ]
    list_select_related = ["holder", "company"]
    search_fields = ["description"]
    search_by = staticmethod(searching("holder", "company"))
    autocomplete_fields = ["holder", "company"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("holder", "company"),
                    ("interest", "holding", "description"),
                    ("qualifier", "percent_min", "percent_max"),
                ]
            },
        ),
        ("When", {"fields": PERIOD}),
        ("Where it belongs, and notes", {"fields": [("collection", "reference"), "note"]}),
    ]

    @admin.display(ordering="percent_max")
    def share(self, stake):
        return money.counted(stake.qualifier, stake.percent_min, stake.percent_max, "%")

    @admin.display(description="when", ordering="start")
    def period(self, stake):
        return dates.format_date(stake.edtf)
