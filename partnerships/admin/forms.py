"""The forms of the desk: what is typed stays, and what may not be seen is left as it is."""

import re

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.forms.models import BaseInlineFormSet

from .unseen import shown_instead

ROWS = 20  # of each kind, on the page of their record
KEY = re.compile("[0-9]{1,18}")
BEGINS_AT = re.compile("[0-9]{1,9}")
STALE = "Somebody saved this record while you had it open. Nothing of yours is saved yet."


def rows_begin_at(request, prefix):
    """Where the address says that the rows of that kind begin; None where it does not."""
    said = request.GET.get(f"{prefix}-from", "")
    return int(said) if BEGINS_AT.fullmatch(said) else None


class Textarea(AdminTextareaWidget):
    """A box for text. Browsers send line ends as two characters; the desk keeps one."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 3} | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if value else value


class Day(forms.DateInput):
    """A box for a day, which the browser shows as its reader writes days."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class RecordSelect(AutocompleteSelect):
    """A choice by typing. What is chosen costs no query where its row is at hand already."""

    known = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, self.known.pk, label, {value[0]}, len(options)))
        return [(None, options, 0)]


class DeskForm(forms.ModelForm):
    """A record's form. It says what PostgreSQL refused, and that somebody saved meanwhile."""

    request = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._show_what_is_known()
        self.unseen = {}
        if self.request is not None:  # rows of a page that name the unseen are not on it
            self._leave_the_unseen()

    def _show_what_is_known(self):
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, RecordSelect):
                cached = self._meta.model._meta.get_field(name).is_cached(self.instance)
                widget.known = getattr(self.instance, name) if cached else None

    def _leave_the_unseen(self):
        """Take from what the form shows, and keep, what this editor may not know of."""
        for name, seen in shown_instead(self.instance, self.request.user).items():
            if name not in self.fields:
                continue
            self.fields[name].required = False
            self.initial[name] = seen
            if seen is not None:
                rows = getattr(self.instance, name)
                self.unseen[name] = [*rows.exclude(pk__in=[row.pk for row in seen])]
            else:
                self.unseen[name] = None

    def clean(self):
        cleaned = super().clean()
        for name, kept in self.unseen.items():
            if kept is not None and name in self.cleaned_data:
                self.cleaned_data[name] = [*self.cleaned_data[name], *kept]
            elif not self.cleaned_data.get(name):
                self.cleaned_data.pop(name, None)  # so that what stands there stays
        if refusal := getattr(self.request, "refusal", ""):
            self.add_error(None, refusal)
        elif getattr(self.request, "shown", None) != getattr(self.request, "now", None):
            self.add_error(None, forms.ValidationError(STALE, code="stale"))
        return cleaned


def keys_alone(model, given):
    """What an address gives a new record to start with, without what is no key where one belongs:
    a choice by typing would look for it."""

    def is_key(value):
        return value.isascii() and value.isdecimal() and len(value) < 19

    for field in (*model._meta.fields, *model._meta.many_to_many):
        asked = given.get(field.name, []) if field.is_relation else []
        if not all(map(is_key, asked if isinstance(asked, list) else [asked])):
            del given[field.name]
    return given


class DeskFormSet(BaseInlineFormSet):
    """The rows of a record on its page: so many from one of them on, and those that the page
    showed."""

    in_a_table = False  # where the head of a column names it for the eye alone

    def __init__(self, *args, begins_at=0, **kwargs):
        super().__init__(*args, **kwargs)
        every = super().get_queryset()
        found = list(every[begins_at : begins_at + ROWS + 1])
        self.rows = found[:ROWS]
        self.begins_at, self.ends_at = begins_at, begins_at + len(self.rows)
        self.goes_on = len(found) > ROWS
        if self.is_bound and self._shows_boxes():
            here = {str(row.pk) for row in self.rows}
            self.rows += every.filter(pk__in=[pk for pk in self._sent() if pk not in here])

    @property
    def comes_before(self):
        """Where the rows before these begin."""
        return max(0, self.begins_at - ROWS)

    def get_queryset(self):
        """The rows in the order of the page: somebody may have added others meanwhile."""
        if not hasattr(self, "_posted"):
            self._posted = self.rows
            if self.is_bound and self._shows_boxes():
                by_pk = {str(row.pk): row for row in self.rows}
                self._posted = [by_pk[pk] for pk in self._sent() if pk in by_pk]
        return self._posted

    def _sent(self):
        """The keys of the rows that the page showed, in its order."""
        name = self.model._meta.pk.name
        keys = (
            self.data.get(f"{self.prefix}-{number}-{name}", "")
            for number in range(min(self.initial_form_count(), self.absolute_max))
        )
        return [key for key in keys if KEY.fullmatch(key)]

    def _shows_boxes(self):
        """Whether the rows can be typed in: rows that are only shown send nothing."""
        return f"{self.prefix}-0-{self.model._meta.pk.name}" in self.data

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.in_a_table:
            for field in form.fields.values():
                widget = getattr(field.widget, "widget", field.widget)
                if not widget.is_hidden and field.label:
                    widget.attrs["aria-label"] = str(field.label)

    def save_new(self, form, commit=True):
        if hasattr(form.instance, "collection_id") and not form.instance.collection_id:
            form.instance.collection_id = self.instance.collection_id
        return super().save_new(form, commit)


class DeskTable(DeskFormSet):
    """Such rows in a table."""

    in_a_table = True
