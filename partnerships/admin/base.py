"""What every page of the editors' desk does: it shows, it asks, and it never overwrites."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import IntegrityError, connection, models, transaction
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from ..errors import Refusal
from ..models import Collection
from ..models.dates import EDTFField
from ..rules import histories
from ..rules.refusals import refusal_sentence
from ..vocabulary import Held
from . import deletions, forms, versions
from .dates import DateInDays
from .downloads import list_as_table
from .forms import Day, DeskForm, DeskFormSet, DeskTable, RecordSelect, Textarea, rows_begin_at
from .list_filters import HeldOnFilter
from .lists import DOWNLOAD, CappedPaginator, DeskChangeList, may_be_asked
from .presence import form_presence, presence_page
from .putting_away import away_instead
from .restoring import restore_page, show_history
from .unseen import shown_instead, visible


class DeskRecord:
    """What pages and the rows within them have in common."""

    formfield_overrides = {
        EDTFField: {"widget": DateInDays},
        models.DateField: {"widget": Day},
        models.TextField: {"widget": Textarea},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_queryset(self, request):
        return visible(super().get_queryset(request), request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A choice among the rows that the editor may know of, and no others."""
        others = db_field.remote_field.model._default_manager.all()
        kwargs.setdefault("queryset", visible(others, request.user))
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # One looks at the other record or adds one; it is changed on its own page.
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field


class DeskAdmin(DeskRecord, admin.ModelAdmin):
    """A page that turns refusals into messages, overwrites nobody, and never deletes in bulk.

    `search_by(queryset, words, user)` narrows a list by an index, where there is one;
    `list_ordering` is the order of the list, where that of the model is no index's. `within` is the
    key to the record that this one stands under and with which it is locked. What it has besides
    Django's own pages and buttons it declares (see pages.py): `panels` are functions `(request,
    desk, record, context)` that answer what the page of a record shows besides its form, `buttons`
    are functions `(request, desk, record)` by the name of the button that was pressed on it, which
    may answer with a page of their own.
    `told_with` names the records whose history is told with this one, instead of its rows;
    `closed_to` is a function `(request, desk, record)` that answers what stands there instead for
    whom the history is closed; `slug_from` the fields that its slug is made from, which stays once
    it is saved: others link to it.
    """

    form = DeskForm
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    object_history_template = "admin/object_history.html"
    search_by = None
    list_ordering = ()
    within = None
    pages = ()
    panels = ()
    buttons = {}
    list_acts = ()
    told_with = None
    closed_to = None
    slug_from = ()

    class Media:
        css = {"all": ["partnerships/forms.css"]}
        js = ["partnerships/dates.js", "partnerships/creating.js"]

    def get_urls(self):
        pages = [*self.pages, restore_page(self), presence_page(self)]
        return [*(page.route(self) for page in pages), *super().get_urls()]

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        if IS_POPUP_VAR not in request.GET:
            for each in self.list_acts:
                if each.may(self, request):
                    actions[each.name] = (each.act, each.name, each.label)
        return actions

    def do_each(self, request, queryset, action, done):
        """Run `action(row, by=editor)` on each row; report what was done and what was refused."""
        count = 0
        for row in queryset:
            try:
                action(row, by=request.user)
                count += 1
            except Refusal as refusal:
                self.message_user(request, f"{row}: {refusal}", messages.WARNING)
        if count:
            self.message_user(request, f"{done} {count}.", messages.SUCCESS)

    def get_readonly_fields(self, request, obj=None):
        fixed = ["slug"] if self.slug_from and obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_prepopulated_fields(self, request, obj=None):
        if self.slug_from:
            return {} if obj else {"slug": self.slug_from}
        return super().get_prepopulated_fields(request, obj)

    def get_deleted_objects(self, objs, request):
        return deletions.deletion_summary(objs, request, self.admin_site)

    # Lists

    def changelist_view(self, request, extra_context=None):
        """The list, or all of it as a table."""
        table = list_as_table(self, request) if DOWNLOAD in request.GET else None
        return table or super().changelist_view(request, extra_context)

    def get_changelist(self, request, **kwargs):
        return DeskChangeList

    def for_list(self, queryset, request):
        """The rows of the list, with whatever its columns count."""
        return queryset

    def get_list_display(self, request):
        """The columns; asked for a day, a list says of each row how sure that day is."""
        columns = [*super().get_list_display(request)]
        if HeldOnFilter in self.list_filter and request.GET.get(HeldOnFilter.parameter_name):
            columns.append("held")
        return columns

    @admin.display(description="on that day")
    def held(self, row):
        if not hasattr(row, "held"):
            return ""
        return format_html('<span title="{}">{}</span>', row.because, Held(row.held).label)

    def get_search_results(self, request, queryset, search_term):
        if self.search_by is None or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        return self.search_by(queryset, search_term, request.user), False

    def lookup_allowed(self, lookup, value, request=None):
        """A lookup in an address that leads to another record reaches rows unseen: only the
        filters of the list may."""
        first, _, asked = lookup.partition("__")
        try:
            field = self.opts.get_field(first)
        except FieldDoesNotExist:
            # One of our own filters, which reads it itself; what a list joins is no field of its
            # own, but leads to one.
            return "__" not in lookup
        if not field.is_relation:
            return may_be_asked(field, asked, value)
        for each in self.get_list_filter(request):
            if isinstance(each, type):
                declared = lookup == each.parameter_name
            else:
                name = each[0] if isinstance(each, tuple) else each
                declared = lookup.startswith(f"{name}__")
            if declared:
                return True
        return False

    # Saving

    def get_changeform_initial_data(self, request):
        """What a new record starts with: its collection, while there is only one."""
        only = list(Collection.objects.values_list("pk", flat=True)[:2])
        initial = {"collection": only[0]} if len(only) == 1 else {}
        given = initial | forms.keys_alone(self.model, super().get_changeform_initial_data(request))
        if self.slug_from and all(given.get(name) for name in self.slug_from):
            given.setdefault("slug", slugify(" ".join(given[name] for name in self.slug_from)))
        return given

    def get_object(self, request, object_id, from_field=None):
        """The record; while it is saved, nobody else can save it."""
        if request.method == "POST" and self.has_change_permission(request):
            versions.lock(self.model, object_id, self.within)
        return super().get_object(request, object_id, from_field)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        away = away_instead(request, self, unquote(object_id))
        return away or super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.request = request  # Django makes a class of its own for each request
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if (begins_at := rows_begin_at(request, prefix)) is not None:
            kwargs["begins_at"] = begins_at
        if "data" in kwargs and obj.pk and inline.has_change_permission(request, obj):
            kwargs["data"] = versions.without_gone(kwargs["data"], prefix, inline, request, obj)
        return kwargs

    def _create_formsets(self, request, obj, change):
        # Here alone are the record, its rows and the request together before anything is read
        # into them. What the form showed is compared with what there is now.
        formsets, inlines = super()._create_formsets(request, obj, change)
        if change:
            names = set(flatten_fieldsets(self.get_fieldsets(request, obj)))
            names -= set(self.get_readonly_fields(request, obj))
            instead = shown_instead(obj, request.user)
            request.now = versions.now(obj, names, formsets, instead)
            request.shown = versions.parse_version(request.POST.get(versions.FIELD))
        return formsets, inlines

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. What PostgreSQL refuses comes back as a sentence over what was typed."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            request.refusal = refusal_sentence(error)
        except Refusal as refusal:
            request.refusal = str(refusal)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # What waits for the end of the transaction is refused while we can still say so.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def response_change(self, request, obj):
        for name, press in self.buttons.items():
            if name in request.POST and (answer := press(request, self, obj)):
                return answer
        answer = super().response_change(request, obj)
        if "_continue" in request.POST and answer.status_code == 302:
            answer["Location"] += "#record"  # where the form is, unfolded
        return answer

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            for panel in self.panels:  # while the record still has its keys to the unseen
                context |= panel(request, self, obj, context)
            form = context["adminform"].form
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            children = self.parts_of(request, obj)
            context["version"] = versions.serialize_version(request.now)
            if self.has_change_permission(request, obj) and not context["is_popup"]:
                context["presence"] = form_presence(request, self, obj)
            # A page that is only read names what stands there.
            for name, seen in shown_instead(obj, request.user).items():
                if seen is None:
                    setattr(obj, name, None)
                else:
                    obj.__dict__.setdefault("_prefetched_objects_cache", {})[name] = seen
            if form.is_bound and request.shown != request.now:
                context["meanwhile"] = versions.meanwhile(request, form, formsets)
                context["saved_by"] = histories.latest_act(obj, children, request.user)
        context["why"] = request.POST.get("_why", "")
        return super().render_change_form(request, context, add, change, form_url, obj)

    # History

    def parts_of(self, request, obj):
        """The records told with this one, each with the name of the key that leads here."""
        if self.told_with is not None:
            return self.told_with
        return [
            (inline.model, inline.get_formset(request, obj).fk.name)
            for inline in self.get_inline_instances(request, obj)
        ]

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        """Who changed what, when, by which door and why, from the database's own history."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        closed = self.closed_to(request, self, obj) if self.closed_to else None
        return closed or show_history(request, self, obj, extra_context)

    def log_addition(self, request, obj, message):
        """Nothing: the database keeps the history, whatever the door."""

    log_change = log_addition

    def log_deletions(self, request, queryset):
        """Nothing, likewise."""


class ReadOnlyAdmin(DeskAdmin):
    """Pages of records to look through; acts make and end them, on the page of what they are of."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DeskInline(DeskRecord):
    """Rows of a record, edited on its page. A new record starts with `begins_with` empty ones."""

    extra = 0
    begins_with = 0
    formset = DeskFormSet

    def get_extra(self, request, obj=None, **kwargs):
        return self.extra if obj else self.begins_with


class DeskStacked(DeskInline, admin.StackedInline):
    """Rows one under the other, each with room for its words."""


class DeskTabular(DeskInline, admin.TabularInline):
    """Rows in a table."""

    formset = DeskTable
