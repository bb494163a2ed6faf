"""Assignments: who is asked for what, on the page of a claim, on the list, and in a list."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from ...actions.claims import assignments
from ...models import Assignment, Claim
from ...rules.claims import queue
from ...rules.people import display_name, who_can_be_asked
from ...vocabulary import Task
from ..base import ReadOnlyAdmin
from ..forms import Day, Textarea
from ..list_filters import filled_filter
from ..pages import POST, DeskPage, ListAct, with_right
from ..search_boxes import searching
from .acts import back_to, done


class Whose(admin.SimpleListFilter):
    """Keeps one's own assignments, or those of others whose day is past: what the home shows."""

    title = "whose turn"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Mine to do"), ("overdue", "Overdue with others")]

    def queryset(self, request, queryset):
        match self.value():
            case "mine":
                found = queue.asked_of(request.user)
            case "overdue":
                found = queue.overdue(request.user, timezone.localdate())
            case _:
                return queryset
        return queryset.filter(pk__in=found.order_by().values("pk"))


class AskedOne(forms.ModelChoiceField):
    """Somebody of the desk, by name."""

    def label_from_instance(self, user):
        return display_name(user)


class AskForm(forms.Form):
    """Whom to ask for what, and by when."""

    to = AskedOne(queryset=None, label="Whom", empty_label="Choose somebody")
    task = forms.ChoiceField(choices=Task.choices, label="What for")
    due = forms.DateField(label="By", required=False, widget=Day)
    note = forms.CharField(label="What to look at", required=False, widget=Textarea({"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_ask_%s", label_suffix="", **kwargs)
        self.fields["to"].queryset = who_can_be_asked()


def _ask(claim, by, asked):
    """Ask for the claim what was typed into an `AskForm`."""
    return assignments.assign(claim, by=by, **asked)


def _assign_chosen(desk, request, claims):
    """Ask once whom and by when, then ask them for each of the claims."""
    form = AskForm(request.POST if "_ask" in request.POST else None)
    if form.is_bound and form.is_valid():
        desk.do_each(request, claims, partial(_ask, asked=form.cleaned_data), done="Assigned")
        return None
    context = {
        **desk.admin_site.each_context(request),
        "title": "Assign claims",
        "claims": claims,
        "form": form,
        "opts": desk.opts,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/claims/assign.html", context)


MAY_ASK = with_right("add_assignment")
ASSIGN_ACT = ListAct("assign", "Assign …", _assign_chosen, with_right("add_assignment"))


def ask_for_claim(request, desk, claim):
    """Ask somebody for one claim; from its page, and back to it."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=claim)
    form = AskForm(request.POST)
    if form.is_valid():
        act = partial(_ask, claim, by=request.user, asked=form.cleaned_data)
        done(request, act, f"{display_name(form.cleaned_data['to'])} is asked.")
    else:
        said = " ".join(fault for faults in form.errors.values() for fault in faults)
        messages.warning(request, f"Nobody was asked. {said}")
    return back_to(claim, "assignments")


def close_assignment(request, desk, pk):
    """Take an assignment back, and return to its claim."""
    seen = Assignment.objects.visible_to(request.user).select_related("claim")
    assignment = get_object_or_404(seen, pk=pk)
    done(request, partial(assignments.close, assignment, by=request.user), "It is closed.")
    return back_to(assignment.claim, "assignments")


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    """Everything that somebody was asked for. Claims are assigned on their own pages, where one
    sees what is asked; an assignment is closed and given anew."""

    list_display = ["about", "task", "whom", "due", "asked_by", "asked"]
    list_display_links = None
    list_filter = [Whose, "task", ("closed_at", filled_filter("state", "Closed", "Open"))]
    list_select_related = ["claim", "assignee", "assigned_by"]
    search_fields = ["note"]  # Django asks for one; search_by does it
    search_by = staticmethod(searching(own=False, of="claim"))
    fields = ["claim", "task", "whom", "due", "note", "asked_by", "assigned_at", "closed_at"]

    pages = [
        DeskPage("ask/<int:claim>/", "assignment_ask", ask_for_claim, MAY_ASK, POST),
        DeskPage("<int:pk>/close/", "assignment_close", close_assignment, methods=POST),
    ]

    @admin.display(description="claim", ordering="claim__reference")
    def about(self, assignment):
        """The claim, which opens where the assignment is."""
        page = reverse("admin:partnerships_claim_change", args=[assignment.claim_id])
        return format_html('<a href="{}#assignments">{}</a>', page, assignment.claim)

    @admin.display(description="whom", ordering="assignee__last_name")
    def whom(self, assignment):
        return display_name(assignment.assignee)

    @admin.display(description="asked by")
    def asked_by(self, assignment):
        return display_name(assignment.assigned_by)

    @admin.display(description="asked", ordering="assigned_at")
    def asked(self, assignment):
        return timezone.localdate(assignment.assigned_at)
