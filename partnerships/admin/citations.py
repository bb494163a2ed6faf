"""Citations: on the page of their claim, and in a list of their own."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html

from ..models import Citation, Snapshot
from ..rules import proving, rechecks, stamps
from ..vocabulary import Outcome
from .base import DeskAdmin, DeskStacked
from .forms import DeskForm, DeskFormSet, Words
from .tables import CitationTable
from .transfer import Transfers

CHOOSE = "The words stand several times in the copy: choose the place that is meant."


def told(fault):
    """Why a quotation is not proved, with what the copy says instead, word by word."""
    pieces = stamps.pieces(fault.differences)
    return (
        format_html('{} <span class="differences">{}</span>', fault.text, pieces)
        if pieces
        else fault.text
    )


def shown(citation, place):
    """A place in the citation's copy as a choice reads it."""
    before, words, after = proving.surroundings(citation, place)
    return f"…{before}“{words}”{after}…"


class CitationForm(DeskForm):
    """A place in a source. A copy can be chosen once the source is saved and has one."""

    quote = forms.CharField(
        strip=False, required=False, widget=Words, help_text="The source's own words, exactly."
    )
    which = forms.CharField(
        label="Which of them", required=False, widget=forms.HiddenInput, help_text=CHOOSE
    )

    def _post_clean(self):
        super()._post_clean()
        row = self.instance
        changed = {"quote", "snapshot", "source", "which"} & set(self.changed_data)
        if not changed or self.errors or not row.quote or row.snapshot is None:
            if {"quote", "snapshot"} & set(self.changed_data):
                row.position = row.extent = None
            return
        if row.snapshot.source_id != row.source_id:
            return  # PostgreSQL says so
        chosen = self.cleaned_data.get("which", "")
        row.position = int(chosen) if chosen.isdecimal() and len(chosen) < 9 else None
        place, fault = proving.place(row)
        row.position, row.extent = place or (None, None)
        if fault:
            self._tell(fault)

    def _tell(self, fault):
        """Say why the quotation is not proved; where it stands several times, let choose."""
        if fault.code != "ambiguous":
            self.add_error("quote", told(fault))
            return
        self.add_error("which", fault.text)
        places = [(start, shown(self.instance, (start, end))) for start, end in fault.places]
        self.fields["which"].widget = forms.Select(choices=[("", "choose"), *places])

    def offer(self, copies):
        """Let the editor choose among the kept copies of the source; hide the choice of none."""
        field = self.fields.get("snapshot")
        if field is None:
            return
        if copies:
            field.choices = [("", "not from a kept copy"), *((c.pk, str(c)) for c in copies)]
        else:
            field.widget = forms.HiddenInput()


class CitationFormSet(DeskFormSet):
    """The citations of a claim. Their sources' copies cost one query for all of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.copies = {}
        kept = Snapshot.objects.filter(source__in={row.source_id for row in self.rows})
        for copy in kept.only("captured_at", "source_id"):
            self.copies.setdefault(copy.source_id, []).append(copy)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.offer(self.copies.get(form.instance.source_id))


class CitationInline(DeskStacked):
    """The citations of a claim, each with room for its words."""

    model = Citation
    begins_with = 1
    form = CitationForm
    formset = CitationFormSet
    autocomplete_fields = ["source"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("source", "stance", "locator"),
                    "quote",
                    "which",
                    "says",
                    "snapshot",
                ]
            },
        ),
        (
            "Translation, answer, reference",
            {"classes": ["collapse"], "fields": ["translation", "answer", "reference"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "claim")


class OutcomeFilter(admin.SimpleListFilter):
    """What became of the quotation, when a copy of its source came last."""

    title = "last look"
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        conclusive = [each for each in Outcome.choices if each[0] != Outcome.UNREACHABLE]
        return [("drifted", "Altered or gone"), *conclusive]

    def queryset(self, request, queryset):
        if self.value() == "drifted":
            queryset = rechecks.drifted(queryset)
        elif self.value() in Outcome:
            queryset = rechecks.with_outcome(queryset).filter(outcome=self.value())
        return queryset


@admin.register(Citation)
class CitationAdmin(Transfers, DeskAdmin):
    """Every citation, to work through by stance, by tier or by how its source was seen."""

    resource_classes = [CitationTable]
    form = CitationForm
    within = "claim"
    list_display = ["__str__", "stance", "words", "locator", "tier", "seen"]
    list_filter = ["stance", "source__tier", "source__seen", "claim__kind", OutcomeFilter]
    list_select_related = ["claim", "source"]
    search_fields = ["quote", "says", "claim__reference", "source__outlet"]
    autocomplete_fields = ["claim", "source"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "claim",
                    ("source", "stance", "locator"),
                    "quote",
                    "which",
                    "translation",
                    "says",
                    "answer",
                    "snapshot",
                ]
            },
        ),
        ("Where it belongs", {"classes": ["collapse"], "fields": ["collection", "reference"]}),
    ]

    @admin.display(description="what stands there")
    def words(self, citation):
        return f"“{citation.quote}”" if citation.quote else citation.says

    @admin.display(ordering="source__tier")
    def tier(self, citation):
        return citation.source.get_tier_display()

    @admin.display(description="how we saw it", ordering="source__seen")
    def seen(self, citation):
        return citation.source.get_seen_display()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "snapshot":
            kept = Snapshot.objects.filter(
                source__citations=request.resolver_match.kwargs.get("object_id")
            )
            kwargs["queryset"] = kept.defer("text")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
