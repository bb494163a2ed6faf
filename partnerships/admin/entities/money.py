"""Sums of money on the page of a deal, and the list of valuations."""

from django import forms
from django.contrib import admin

from ...models import Amount, Valuation
from ...text import dates, money
from ...vocabulary import CURRENCIES
from ..base import DeskAdmin, DeskStacked
from ..facts import backing_inline
from ..figures import FigureField, FigureForm
from ..list_filters import YearFilter, party_filter
from ..releasing import RELEASE_ACTS, RELEASE_BUTTONS, RELEASED, release_panel, released
from ..search_boxes import searching

ONE_FIGURE = (
    "One figure is enough, in either box: 11.9bn, 11,900,000,000, up to $11.9 billion (announced)."
)


class SumField(FigureField):
    """A sum, after which may stand what it is by."""

    takes_basis = True
    widget = forms.TextInput(attrs={"class": "figure", "size": 30, "autocomplete": "off"})


class SumForm(FigureForm):
    """A sum. Where one figure is meant, it may stand in either box."""

    ends, unit = ("low", "high"), "currency"

    low = SumField(label="Figure, or from")
    high = SumField(label="To", help_text=ONE_FIGURE)

    def clean_currency(self):
        currency = self.cleaned_data["currency"].strip().upper()
        if currency and currency not in CURRENCIES:
            raise forms.ValidationError("Write a currency of ISO 4217, such as USD or EUR.")
        return currency

    def full_clean(self):
        """Read the form; a basis that stands beside the figure fills its own box first."""
        if self.is_bound and "basis" in self.fields and not self["basis"].data:
            for basis in self._told_bases():
                self.data = self.data.copy()
                self.data[self.add_prefix("basis")] = basis
        super().full_clean()

    def _told_bases(self):
        boxes = [(self.fields[end], self[end].data) for end in self.ends if end in self.fields]
        return {box.apart_from_basis(typed)[1] for box, typed in boxes} - {""}

    def clean(self):
        cleaned = super().clean()
        if any(basis != self.cleaned_data.get("basis") for basis in self._told_bases()):
            self.add_error("low", "The figure says another basis than the box for it.")
        low, high = self.cleaned_data.get("low"), self.cleaned_data.get("high")
        low, high = money.ends_meant(self.cleaned_data.get("qualifier"), low, high)
        self.cleaned_data |= {"low": low, "high": high}
        return cleaned


class AmountInline(DeskStacked):
    """The sums of a deal."""

    model = Amount
    begins_with = 1
    form = SumForm
    autocomplete_fields = ["party", "payer", "payee"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("measure", "qualifier", "low", "high", "currency"),
                    ("basis", "date", "date_words", "party"),
                ]
            },
        ),
        (
            "Payer, payee, rank",
            {
                "classes": ["collapse"],
                "fields": [("payer", "payee", "rank", "deprecated_reason"), "note"],
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("deal", "party", "payer", "payee")


class ValuationInline(DeskStacked):
    """The valuations that came with a deal."""

    model = Valuation
    form = SumForm
    autocomplete_fields = ["company"]
    fields = [("company", "basis", "date", "date_words"), ("qualifier", "low", "high", "currency")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("company")


@admin.register(Valuation)
class ValuationAdmin(DeskAdmin):
    """What companies were said to be worth."""

    panels = [release_panel]
    buttons = RELEASE_BUTTONS
    list_acts = RELEASE_ACTS
    form = SumForm
    inlines = [backing_inline("valuation", "company", "basis", "low", "high", "date", "deal")]
    list_display = ["company", "worth", "basis", "day", "deal", "reference", released]
    list_filter = [
        "basis",
        party_filter("company", "company"),
        YearFilter,
        RELEASED,
        "collection",
    ]
    list_select_related = ["company", "deal"]
    search_fields = ["company__name"]
    search_by = staticmethod(searching("company", own=False))
    autocomplete_fields = ["company", "deal"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("company", "basis"),
                    ("qualifier", "low", "high", "currency"),
                    ("date", "date_words"),
                    "deal",
                    "note",
                    ("collection", "reference"),
                ]
            },
        )
    ]

    @admin.display(ordering="high")
    def worth(self, valuation):
        return money.format_amount(
            valuation.qualifier, valuation.low, valuation.high, valuation.currency
        )

    @admin.display(description="date", ordering="earliest")
    def day(self, valuation):
        return dates.format_date(valuation.date, between=True)
