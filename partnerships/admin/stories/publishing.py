"""What is done to a story as a whole: hold, let go, publish, correct, decide."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.functional import lazy
from django.utils.timezone import get_current_timezone_name

from ...actions.stories import editions, holds, impacts
from ...errors import ObjectionsStand, Refusal
from ...models import Correction, OpenItem
from ...rules.stories import impacts as ripple_lines
from ...rules.stories.publishing import Gate
from ...vocabulary import Decision, HoldKind, Severity
from ..claims.findings import JudgingForm
from ..forms import Textarea
from ..pages import record_looked_at
from .workspace import as_number, as_uid, latest_revision, refused_because

in_our_zone = lazy(lambda: f"Time of {get_current_timezone_name()}.", str)()


class HoldForm(JudgingForm):
    """Why a story is held back."""

    kind = "hold"

    cause = forms.ChoiceField(label="Hold it", choices=HoldKind.choices)
    until = forms.DateTimeField(
        label="Until, for an embargo",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=in_our_zone,
    )
    reason = forms.CharField(widget=Textarea({"rows": 2}))


class CorrectionForm(JudgingForm):
    """What a correction says."""

    kind = "correction"

    severity = forms.ChoiceField(choices=Severity.choices, initial=Severity.CORRECTION)
    was_wrong = forms.CharField(label="What was wrong", widget=Textarea({"rows": 2}))
    is_right = forms.CharField(label="What is right", widget=Textarea({"rows": 2}))
    wrong_since = forms.DateTimeField(
        label="Wrong since",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=in_our_zone,
    )
    asked_by = forms.CharField(
        label="Asked for by", max_length=200, help_text="A reader, a party, the desk itself."
    )
    settles = forms.ModelMultipleChoiceField(
        label="What it settles",
        queryset=OpenItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def show_publishing(request, desk, pk):
    """What is done to the story as a whole: hold, let go, publish, correct, decide."""
    story = record_looked_at(request, desk, pk)
    revision = latest_revision(story)
    edition = story.editions.order_by("-number").first()
    items = OpenItem.objects.visible_to(request.user).filter(edition__story=story)
    waiting = items.open().select_related("passage", "claim", "edition__story")
    hold = HoldForm(request.POST if "hold" in request.POST else None)
    correction = CorrectionForm(
        request.POST if "correct" in request.POST else None,
        initial=_begun(request, edition, waiting),
    )
    correction.fields["settles"].queryset = waiting
    if not waiting:
        del correction.fields["settles"]
    refusal, objections = "", []
    if request.method == "POST":
        try:
            said = _done(request, story, waiting, hold, correction)
        except ObjectionsStand as refused:
            refusal, objections = "The gate is shut. Nothing went out.", refused.objections
        except (Refusal, ValidationError) as refused:
            refusal = refused_because(refused)
        else:
            if said:
                desk.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(request.path)
    context = {
        **desk.admin_site.each_context(request),
        "title": revision.headline,
        "opts": desk.opts,
        "story": story,
        "revision": revision,
        "edition": edition,
        "is_new": edition is None or edition.revision_id != revision.pk,
        "gate": Gate(revision, request.user),
        "holds": story.holds.open().select_related("held_by"),
        "items": [(item, ripple_lines.draft(item)) for item in waiting],
        "corrections": Correction.objects.filter(edition__story=story).order_by("-pk"),
        "hold_form": hold,
        "correction_form": correction,
        "outcomes": Decision,
        "refusal": refusal,
        "objections": objections,
        "may_hold": request.user.has_perm("partnerships.hold_story"),
        "may_publish": request.user.has_perm("partnerships.publish_story"),
        "may_decide": request.user.has_perm("partnerships.decide_openitem"),
    }
    return TemplateResponse(
        request,
        "admin/stories/publishing.html",
        context,
        status=409 if refusal else 200,
    )


def _begun(request, edition, waiting):
    """What a correction starts with: since when readers have the text, and the draft of the
    open item that it is made for."""
    initial = {"wrong_since": edition and edition.published_at}
    item = waiting.filter(uid=as_uid(request.GET.get("item"))).first()
    if item:
        line = ripple_lines.draft(item)
        initial |= {"was_wrong": item.passage.exact, "is_right": line, "settles": [item]}
    return initial


def _done(request, story, waiting, hold, correction):
    """Do what was asked; what to say of it, or nothing where a form needs another look."""
    typed, by = request.POST, request.user
    if "publish" in typed:
        made = editions.publish(story, by=by, seen=as_number(typed.get("seen")))
        return f"Published: edition {made.number}."
    if "hold" in typed and hold.is_valid():
        fields = hold.cleaned_data
        holds.hold(story, fields["cause"], fields["reason"], by=by, until=fields["until"])
        return "Held."
    if "lift" in typed:
        held = get_object_or_404(story.holds.open(), uid=as_uid(typed["lift"]))
        holds.lift(held, typed.get("why", ""), by=by)
        return "The hold is lifted."
    if "correct" in typed and correction.is_valid():
        seen = as_number(typed.get("seen"))
        editions.correct(story, by=by, seen=seen, **correction.cleaned_data)
        return "Published with its correction."
    if "decide" in typed:
        item = get_object_or_404(waiting, uid=as_uid(typed["decide"]))
        impacts.decide(item, Decision.STANDS, typed.get("why", ""), by=by)
        return "Decided: it stands as it is."
    return ""
