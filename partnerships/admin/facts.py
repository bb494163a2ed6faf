"""Fact sources: what backs a record, on the page of that record."""

from django import forms

from ..models import FactSource
from .base import DeskTabular
from .forms import DeskForm


class FactForm(DeskForm):
    """Which field a claim, or until there is one a source, backs."""

    field = forms.ChoiceField(required=False, label="what it backs")


def backing_inline(key, *fields):
    """The inline of what backs a record: `key` leads to it, `fields` are what it may back."""

    class FactInline(DeskTabular):
        model = FactSource
        fk_name = key
        form = FactForm
        verbose_name = "backing"
        verbose_name_plural = "What backs this"
        autocomplete_fields = ["claim", "source"]

        def get_fields(self, request, obj=None):
            return ["field", "claim", "source", "rank", "note"]

        def get_formset(self, request, obj=None, **kwargs):
            formset = super().get_formset(request, obj, **kwargs)
            of = self.parent_model._meta
            formset.form.base_fields["field"].choices = [
                ("", "the whole record"),
                *((name, of.get_field(name).verbose_name) for name in fields),
            ]
            return formset

        def get_queryset(self, request):
            return super().get_queryset(request).select_related("claim", "source")

    return FactInline
