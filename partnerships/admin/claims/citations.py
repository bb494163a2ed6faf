"""Citations: on the page of their claim, and in a list of their own."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.forms import Script
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from ...models import Citation, Source
from ...rules.claims import badges, proving, rechecks
from ...rules.sources import copy_pages
from ...rules.sources.copies import copy_remarks
from ...vocabulary import Outcome
from .. import dates
from ..base import DeskAdmin, DeskStacked
from ..forms import DeskForm, DeskFormSet, Textarea
from ..import_export import Transfers
from ..resources import CitationTable
from ..search_boxes import searching
from ..sources import reader

CHOOSE = "The words stand several times in the copy: choose the place that is meant."


def unproved_reason(fault):
    """Why a quotation is not proved, with what the copy says instead, word by word."""
    pieces = badges.pieces(fault.differences)
    return (
        format_html('{} <span class="differences">{}</span>', fault.text, pieces)
        if pieces
        else fault.text
    )


def shown(citation, place):
    """A place in the citation's copy as a choice reads it."""
    before, words, after = proving.surroundings(citation, place)
    return f"…{before}“{words}”{after}…"


def copy_named(request):
    """The copy that the address of a form for something new names."""
    if not request.user.has_perm("partnerships.view_snapshot"):
        return None
    named = _numbers(request.GET.get("snapshot"))
    copies = reader.copies_for(request.user).select_related("source")
    return copies.filter(pk__in=named).first()


def citation_begun(request):
    """What a new citation starts with: source and words, or those of a copy, that the address of
    its form points to."""
    begun = {"quote": request.GET["quote"]} if "quote" in request.GET else {}
    for key in _numbers(request.GET.get("source")):
        begun["source"] = key
    if copy := copy_named(request):
        begun |= {"source": copy.source_id, "snapshot": copy.pk}
        place = reader.place_asked(request)
        if place and (found := copy_pages.passage(copy, *place)):
            begun |= {name: found[name] for name in ("quote", "locator")}
            begun["which"] = found["position"]
    return begun


class CitationForm(DeskForm):
    """A place in a source. A copy can be chosen once the source is saved and has one."""

    tells_of_proof = True

    quote = forms.CharField(
        strip=False, required=False, widget=Textarea, help_text="The source's own words, exactly."
    )
    which = forms.CharField(
        label="Which of them", required=False, widget=forms.HiddenInput, help_text=CHOOSE
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "source" in self.fields and "snapshot" in self.fields:
            # Where a script finds the copies of whatever source is chosen
            latest = reverse("admin:partnerships_snapshot_latest", args=[0])
            source = self.fields["source"].widget
            getattr(source, "widget", source).attrs["data-latest"] = latest
        self._tell_dates()

    def _tell_dates(self):
        """Say under the quotation what its dates mean from the day of its source, and what to know
        of its proof."""
        row, quote = self.instance, self.fields.get("quote")
        if row.pk and row.quote and quote and "source" not in self.unseen:
            told = dates.quoted_dates_explained(row.quote, row.source.published)
            remarks = " ".join(proving.proof_remarks(row) if self.tells_of_proof else [])
            quote.help_text = format_html("{} {} {}", quote.help_text, told, remarks)

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
        place, fault = proving.quotation_place(row)
        row.position, row.extent = place or (None, None)
        if fault:
            self._tell(fault)

    def _tell(self, fault):
        """Say why the quotation is not proved; where it stands several times, let choose."""
        if fault.code != "ambiguous":
            self.add_error("quote", unproved_reason(fault))
            return
        self.add_error("which", fault.text)
        places = [(start, shown(self.instance, (start, end))) for start, end in fault.places]
        self.fields["which"].widget = forms.Select(choices=[("", "choose"), *places])

    def offer(self, copies):
        """Let the editor choose among the kept copies of the source, and read the one that is
        quoted, or the latest; hide the choice of none."""
        field = self.fields.get("snapshot")
        if field is None:
            return
        if copies:
            field.choices = [("", "not from a kept copy"), *((c.pk, str(c)) for c in copies)]
            field.help_text = self._way_to(copies)
        else:
            field.widget = forms.HiddenInput()

    def _way_to(self, copies):
        """The link to the copy that is quoted, the quotation lit in it."""
        row = self.instance
        quoted = next((copy for copy in copies if copy.pk == row.snapshot_id), None)
        remarks = ((remark,) for remark in copy_remarks(quoted or copies[0]))
        return format_html(
            '<a data-read href="{}">Read {}</a>{}',
            reader.copy_address(quoted or copies[0], (row.position, row.extent), row.quote),
            "this copy" if quoted else "the latest copy",
            format_html_join("", ' <span class="remark">{}</span>', remarks),
        )


class CitationRowForm(CitationForm):
    """One citation among those of a claim. What to know of its proof stands on its own page: that
    asks for the copy's text, which is dear for many."""

    tells_of_proof = False


class CitationFormSet(DeskFormSet):
    """The citations of a claim. Their sources' copies cost one query for all of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.copies = {}
        fields = self.form.base_fields
        if not {"source", "snapshot"} <= set(fields):
            return
        chosen = {row.source_id for row in self.rows} | set(self._chosen())
        kept = fields["snapshot"].queryset.filter(source__in=chosen)
        for copy in kept.only("captured_at", "source_id", "legibility", "said"):
            self.copies.setdefault(copy.source_id, []).append(copy)

    def _chosen(self):
        """The sources that were chosen in the rows as they were sent, or in those that begin."""
        for begun in self.initial_extra or []:
            yield from _numbers(begun.get("source"))
        if self.is_bound:
            for number in range(self.total_form_count()):
                yield from _numbers(self.data.get(f"{self.prefix}-{number}-source"))

    def add_fields(self, form, index):
        super().add_fields(form, index)
        chosen = _numbers(form["source"].value()) if "source" in form.fields else []
        form.offer(next(map(self.copies.get, chosen), None))


class CitationInline(DeskStacked):
    """The citations of a claim, each with room for its words."""

    model = Citation
    begins_with = 1
    form = CitationRowForm
    formset = CitationFormSet
    autocomplete_fields = ["source"]

    class Media:
        css = reader.STYLE
        js = [*reader.SCRIPT, Script("partnerships/sentences.js", defer=True)]

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

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "snapshot":
            kwargs["queryset"] = reader.copies_for(request.user).defer("text", "pages")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


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

    class Media:
        css = reader.STYLE
        js = reader.SCRIPT

    change_form_template = "admin/claims/citation.html"
    resource_classes = [CitationTable]
    form = CitationForm
    within = "claim"
    list_display = ["__str__", "stance", "words", "locator", "tier", "seen"]
    list_filter = ["stance", "source__tier", "source__seen", "claim__kind", OutcomeFilter]
    list_select_related = ["claim", "source"]
    list_ordering = ["claim_id", "reference", "pk"]
    search_fields = ["quote"]  # Django asks for one; search_by does it
    search_by = staticmethod(searching(exactly=["claim__reference", "source__outlet"]))
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
            kwargs["queryset"] = self._copies(request).defer("text", "pages")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _copies(self, request):
        """The copies of the source that is cited, or that the form or the address names."""
        cited = request.resolver_match.kwargs.get("object_id")
        sources = Source.objects.filter(
            Q(pk__in=_numbers(request.POST.get("source")))
            | Q(snapshots__in=_numbers(request.GET.get("snapshot")))
            | Q(citations__in=_numbers(cited))
        )
        return reader.copies_for(request.user).filter(source__in=sources)

    def get_changeform_initial_data(self, request):
        """What a new citation starts with: the words of a copy that the address points to."""
        return super().get_changeform_initial_data(request) | citation_begun(request)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        row = context["adminform"].form.instance
        copy, place = copy_named(request), reader.place_asked(request)
        if row.snapshot_id:
            copy = reader.copies_for(request.user).filter(pk=row.snapshot_id).first()
            place = None if row.position is None else (row.position, row.extent)
        if copy is not None and request.user.has_perm("partnerships.view_snapshot"):
            words = "" if place else row.quote
            context |= reader.shown_page(request, copy, place=place, words=words)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _numbers(said):
    """The number that somebody said, as a list; none when it is none."""
    said = str(said or "")
    return [int(said)] if said.isascii() and said.isdecimal() and len(said) < 19 else []
