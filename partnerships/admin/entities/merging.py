"""Two records of one party side by side: proposing a merge, and confirming it as the second."""

from django import forms
from django.contrib import messages
from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ...actions.entities.merges import (
    confirm_merge,
    propose_merge,
    propose_undoing,
    turn_down_merge,
)
from ...errors import Refusal
from ...models import Merge, Party
from ...models.entities.merges import MergeQuerySet
from ...rules.entities.merge_clashes import merge_clashes
from ...rules.entities.merges import (
    merge_side,
    named_alike,
    recorded_since,
    turned_down,
    undo_obstacles,
)
from ...vocabulary import MergeAct
from ..forms import RecordSelect, Textarea
from ..pages import FORM, READ, DeskPage

PAGE = 50  # merges on a page
SAME = "By what one knows that both are the same"
OTHER = "By what one knows that they are two"


def may_see_merges(desk, request):
    """Who sees what was proposed, and both records side by side."""
    return request.user.has_perms(MergeQuerySet.desk_rights)


def _may_post(request):
    """Raise PermissionDenied, before a form is read, for who may only look."""
    if request.method == "POST" and not request.user.has_perm("partnerships.merge_party"):
        raise PermissionDenied


class OtherRecordForm(forms.Form):
    """The record that stays, typed by any of its names."""

    into = forms.ModelChoiceField(Party.objects.none(), label="The record that stays")

    def __init__(self, party, user, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        others = Party.objects.visible_to(user).standing().filter(kind=party.kind)
        into = self.fields["into"]
        into.queryset = others.exclude(pk=party.pk)
        into.widget = RecordSelect(Merge._meta.get_field("into"), site)
        into.widget.choices = into.choices


class MergeReasonForm(forms.Form):
    """Why, in words that a second person can check."""

    why = forms.CharField(max_length=2000, widget=Textarea({"rows": 3}))

    def __init__(self, label, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["why"].label = label


def merge_panel(request, desk, party, context):
    """On the page of a company or a person: what it was merged into or took in, and what waits."""
    if request.method != "GET" or party is None or not may_see_merges(desk, request):
        return {}
    rows = Merge.objects.select_related("merged", "into", "by")
    of_party = rows.filter(merged=party) | rows.filter(into=party)
    return {
        "may_merge": request.user.has_perm("partnerships.merge_party"),
        "merges_waiting": list(of_party.waiting()[:PAGE]),
        "merges_in_force": list(of_party.in_force()[:PAGE]),
    }


def list_merges(request, desk):
    """What waits for a second person, and what was done, the latest first."""
    rows = Merge.objects.visible_to(request.user).select_related("merged", "into", "by")
    done = rows.filter(act=MergeAct.CONFIRMED).select_related("answers__by")
    page = Paginator(done, PAGE).get_page(request.GET.get("page"))
    return _page(request, desk, "merges", "Merges", waiting=list(rows.waiting()[:PAGE]), page=page)


def merge_record(request, desk, pk):
    """Choosing the other record, and then both side by side, with the form that proposes."""
    _may_post(request)
    goes = _party(request, pk)
    choice = OtherRecordForm(goes, request.user, request.GET if "into" in request.GET else None)
    if not (choice.is_bound and choice.is_valid()):
        title = f"Merge {goes} into another record"
        alike = named_alike(goes, request.user)
        return _page(request, desk, "merge_with", title, party=goes, form=choice, alike=alike)
    stays = choice.cleaned_data["into"]
    form = MergeReasonForm(SAME, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            asked = propose_merge(goes, stays, by=request.user, why=form.cleaned_data["why"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Proposed: somebody else has to confirm it.")
            return redirect("admin:partnerships_party_decide_merge", asked.pk)
    return _sides(
        request,
        desk,
        f"Are {goes} and {stays} the same?",
        goes,
        stays,
        form=form,
        clashes=merge_clashes(goes, stays),
        turned=f"{reverse('admin:partnerships_party_merge', args=[stays.pk])}?into={goes.pk}",
    )


def decide_merge(request, desk, pk):
    """What was proposed, for who confirms it or turns it down; what was done, to be undone."""
    _may_post(request)
    merges = Merge.objects.visible_to(request.user)
    asked = merges.select_related("merged", "into", "by", "answers__by", "undoes").filter(pk=pk)
    asked = asked.first()
    if asked is None:
        raise Http404("There is no such merge.")
    if request.method == "POST":
        return _decide(request, asked)
    user, is_open = request.user, merges.waiting().filter(pk=pk).exists()
    undoable = merges.in_force().filter(pk=pk).exists()
    merge = asked.undoes if asked.undoes_id else asked
    clashes, since = [], []
    if is_open and not asked.undoes_id:
        clashes = merge_clashes(asked.merged, asked.into)
    elif is_open or undoable:
        clashes, since = undo_obstacles(merge), recorded_since(merge)
    return _sides(
        request,
        desk,
        str(asked),
        asked.merged,
        asked.into,
        asked=asked,
        answer=getattr(asked, "answer", None),
        undoing=merges.waiting().filter(undoes=asked).first(),
        is_open=is_open,
        is_own=asked.by_id == user.pk,
        undoable=undoable,
        clashes=clashes,
        since=since,
        form=MergeReasonForm("Why not" if is_open else OTHER),
    )


def _decide(request, asked):
    why = request.POST.get("why", "")[:2000]
    acts = {
        "_confirm": (lambda: confirm_merge(asked, by=request.user), "Done."),
        "_refuse": (lambda: turn_down_merge(asked, by=request.user, why=why), "Turned down."),
        "_undo": (
            lambda: propose_undoing(asked, by=request.user, why=why),
            "Proposed: somebody else has to confirm it.",
        ),
    }
    chosen = next((name for name in acts if name in request.POST), None)
    if chosen is None:
        raise PermissionDenied
    act, said = acts[chosen]
    try:
        made = act()
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("admin:partnerships_party_decide_merge", asked.pk)
    messages.success(request, said)
    return redirect("admin:partnerships_party_decide_merge", made.pk)


def _party(request, pk):
    party = Party.objects.visible_to(request.user).filter(pk=pk).first()
    if party is None:
        raise Http404("There is no such record.")
    return party


def _sides(request, desk, title, goes, stays, **context):
    """The page on which both stand side by side; what differs is marked."""
    one, other = merge_side(goes), merge_side(stays)
    said = [
        (label, value, other.said[label], bool(value and other.said[label] not in ("", value)))
        for label, value in one.said.items()
        if value or other.said[label]
    ]
    leads = [
        (label, one.leads.get(label, 0), other.leads.get(label, 0))
        for label in dict.fromkeys([*one.leads, *other.leads])
    ]
    context |= {
        "goes": one,
        "stays": other,
        "said": said,
        "leads": leads,
        "turned_down": turned_down(goes, stays),
        "may_merge": request.user.has_perm("partnerships.merge_party"),
    }
    return _page(request, desk, "merge", title, **context)


def _page(request, desk, name, title, **context):
    context |= {**desk.admin_site.each_context(request), "title": title, "opts": desk.opts}
    return TemplateResponse(request, f"admin/entities/{name}.html", context)


MERGING_PAGES = [
    DeskPage("merges/", "party_merges", list_merges, may_see_merges, READ),
    DeskPage("merges/<int:pk>/", "party_decide_merge", decide_merge, may_see_merges, FORM),
    DeskPage("<int:pk>/merge/", "party_merge", merge_record, may_see_merges, FORM),
]
