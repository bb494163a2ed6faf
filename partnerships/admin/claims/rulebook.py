"""The rulebook: one page, on which editors set what they ask for before a signature."""

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from ...actions import journal
from ...models import Rulebook
from ...models.claims.rulebook import LEVELS, TO_PRINT, TO_SIGN
from ...vocabulary import Act, ClaimKind, Level
from ..base import DeskAdmin
from ..forms import DeskForm

THE_ONE = 1


class RulebookForm(DeskForm):
    """The levels of the objections, as choices that all stand open."""

    blind_kinds = forms.MultipleChoiceField(
        label="Checked blind",
        choices=ClaimKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kinds"}),
        help_text=Rulebook._meta.get_field("blind_kinds").help_text,
    )


@admin.register(Rulebook)
class RulebookAdmin(DeskAdmin):
    """The desk's rules. There is one set of them, so the list leads straight to it."""

    form = RulebookForm
    fieldsets = [
        ("What stands against a signature", {"fields": list(TO_SIGN)}),
        ("What stands between a story and print", {"fields": list(TO_PRINT)}),
        ("Time to reply", {"fields": ["reply_hours"]}),
        ("Two checkers, each on their own", {"fields": ["blind_kinds"]}),
    ]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name in LEVELS:
            kwargs["widget"] = forms.RadioSelect(attrs={"class": "kinds"})
            kwargs["choices"] = Level.choices
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def changelist_view(self, request, extra_context=None):
        page = reverse("admin:partnerships_rulebook_change", args=[THE_ONE])
        return HttpResponseRedirect(page)

    def get_object(self, request, object_id, from_field=None):
        """The rules; as they come, until somebody has changed them."""
        kept = super().get_object(request, object_id, from_field)
        return kept or (Rulebook(pk=THE_ONE) if object_id == str(THE_ONE) else None)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        why = request.POST.get("_why", "").strip()
        journal.record(Act.CHANGED, form.instance, by=request.user, at=timezone.now(), why=why)
