"""Stories at the desk: their list, their text, and what is done to them as a whole."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from ...actions.stories import editions, holds, impacts, stories
from ...errors import ObjectionsStand, Refusal
from ...models import Collection, Correction, OpenItem, Revision, Story
from ...rules import attention
from ...rules.stories import impacts as ripple_lines
from ...rules.stories.publishing import Gate
from ...text import differences
from ...vocabulary import Decision, HoldKind, Severity
from ..claims.findings import JudgingForm
from ..forms import Day, Textarea
from . import pasting
from .workspace import Workspace, as_number, as_uid, refused_because

PAGE = 50  # passages on a page
TEXT = ("headline", "standfirst", "body", "byline", "dateline", "why")


class TextForm(JudgingForm):
    """The text of a story, as one writes it."""

    kind = "text"

    headline = forms.CharField(max_length=300, widget=forms.TextInput(attrs={"size": 80}))
    standfirst = forms.CharField(required=False, strip=False, widget=Textarea({"rows": 2}))
    body = forms.CharField(
        label="Text",
        strip=False,
        widget=Textarea({"rows": 24} | pasting.BOX),
        help_text="In Markdown; what you paste becomes that. A caption stands in its picture's "
        "brackets: ![caption](address).",
    )
    byline = forms.CharField(required=False, max_length=200)
    dateline = forms.DateField(widget=Day, help_text=Revision._meta.get_field("dateline").help_text)
    why = forms.CharField(label="What is new", required=False, max_length=300)


class StoryForm(TextForm):
    """A story that is begun."""

    slug = forms.SlugField(max_length=100, help_text=Story._meta.get_field("slug").help_text)
    collection = forms.ModelChoiceField(
        Collection.objects.all(), help_text="Whose claims it leans on."
    )
    field_order = ["slug", "collection"]


class HoldForm(JudgingForm):
    """Why a story is held back."""

    kind = "hold"

    cause = forms.ChoiceField(label="Hold it", choices=HoldKind.choices)
    until = forms.DateTimeField(
        label="Until, for an embargo",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    reason = forms.CharField(widget=Textarea({"rows": 2}))


class CorrectionForm(JudgingForm):
    """What a correction says."""

    kind = "correction"

    severity = forms.ChoiceField(choices=Severity.choices, initial=Severity.CORRECTION)
    was_wrong = forms.CharField(label="What was wrong", widget=Textarea({"rows": 2}))
    is_right = forms.CharField(label="What is right", widget=Textarea({"rows": 2}))
    wrong_since = forms.DateTimeField(
        label="Wrong since", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
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


@admin.register(Story)
class StoryAdmin(Workspace):
    """Manuscripts on their way to print, and those that are out."""

    list_display = ["headline", "where", "latest", "slug"]
    search_fields = ["slug"]

    # The list

    def get_queryset(self, request):
        return super().get_queryset(request).with_state()

    def search_by(self, queryset, words):
        told = Revision.objects.current().filter(text__icontains=words)
        return queryset.filter(pk__in=told.order_by().values("story"))

    @admin.display(ordering="headline")
    def headline(self, story):
        return story.headline

    @admin.display(description="where it is")
    def where(self, story):
        if story.held_for:
            return HoldKind(story.held_for).label
        return f"Out, edition {story.edition}" if story.edition else "In the making"

    @admin.display(description="latest revision", ordering="written_at")
    def latest(self, story):
        return f"{story.revision}, {story.written_at:%-d %B %Y}"

    def get_urls(self):
        pages = {"text": self.text_view, "compare": self.compare_view}
        pages["publishing"] = self.publishing_view
        wrap = self.admin_site.admin_view
        return [
            path("paste/", wrap(pasting.as_markdown), name="partnerships_story_paste"),
            path("changed/", wrap(self.changed_view), name="partnerships_story_changed"),
            *(
                path(f"<int:pk>/{word}/", wrap(view), name=f"partnerships_story_{word}")
                for word, view in pages.items()
            ),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request, obj=None):
        return False  # a story that goes nowhere is killed, with a reason

    def changed_view(self, request):
        """All words that are out and under which something changed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        passages = attention.passages_changed_underneath(request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": "What changed under what is out",
            "opts": self.opts,
            "page": Paginator(passages, PAGE).get_page(request.GET.get("page")),
        }
        return TemplateResponse(request, "admin/stories/changed.html", context)

    def add_view(self, request, form_url="", extra_context=None):
        if not request.user.has_perm("partnerships.add_story"):
            raise PermissionDenied
        form = StoryForm(request.POST or None, initial={"dateline": timezone.localdate()})
        return self._written(request, form, None, {"title": "Begin a story"})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not (object_id.isdecimal() and len(object_id) < 19):
            raise Http404
        return self.workspace_view(request, int(object_id))

    # The text

    def text_view(self, request, pk):
        """The text in a form. Whoever writes at the same time loses nothing."""
        story = self._story(request, pk)
        if not request.user.has_perm("partnerships.revise_story"):
            raise PermissionDenied
        latest = self._latest(story)
        initial = {name: getattr(latest, name) for name in TEXT if name != "why"}
        form = TextForm(request.POST or None, initial=initial)
        seen = request.POST.get("seen", "")
        context = {
            "title": f"Write: {latest.headline}",
            "seen": seen if seen.isdecimal() else latest.number,
            "latest": latest,
        }
        return self._written(request, form, story, context)

    def _written(self, request, form, story, context):
        """Save what was typed; bring it back with a sentence where that is refused."""
        refusal = ""
        if request.method == "POST" and form.is_valid():
            fields = dict(form.cleaned_data)
            try:
                if story is None:
                    slug, collection = fields.pop("slug"), fields.pop("collection")
                    story = stories.start(slug, collection, by=request.user, **fields)
                    said = "Begun. Mark what its words lean on."
                else:
                    made = stories.revise(
                        story, by=request.user, seen=int(context["seen"]), **fields
                    )
                    said = f"Saved as revision {made.number}."
            except (Refusal, ValidationError) as refused:
                refusal = refused_because(refused)
            else:
                self.message_user(request, said, messages.SUCCESS)
                page = reverse("admin:partnerships_story_change", args=[story.pk])
                return HttpResponseRedirect(page)
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "story": story,
            "form": form,
            "refusal": refusal,
        }
        return TemplateResponse(
            request,
            "admin/stories/text.html",
            context,
            status=409 if refusal else 200,
        )

    def compare_view(self, request, pk):
        """Two revisions of a story, word by word."""
        story = self._story(request, pk)
        revisions = list(story.revisions.select_related("written_by").order_by("number"))
        by_number = {str(revision.number): revision for revision in revisions}
        after = by_number.get(request.GET.get("after", ""), revisions[-1])
        default = revisions[max(0, revisions.index(after) - 1)]
        before = by_number.get(request.GET.get("before", ""), default)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Revisions: {revisions[-1].headline}",
            "opts": self.opts,
            "story": story,
            "revisions": revisions,
            "before": before,
            "after": after,
            "pieces": differences.word_differences(before.text, after.text),
        }
        return TemplateResponse(request, "admin/stories/compare.html", context)

    # The story as a whole

    def publishing_view(self, request, pk):
        """What is done to the story as a whole: hold, let go, publish, correct, decide."""
        story = self._story(request, pk)
        revision = self._latest(story)
        edition = story.editions.order_by("-number").first()
        items = OpenItem.objects.visible_to(request.user).filter(edition__story=story)
        waiting = items.open().select_related("passage", "claim", "edition__story")
        hold = HoldForm(request.POST if "hold" in request.POST else None)
        correction = CorrectionForm(
            request.POST if "correct" in request.POST else None,
            initial=self._begun(request, edition, waiting),
        )
        correction.fields["settles"].queryset = waiting
        if not waiting:
            del correction.fields["settles"]
        refusal, objections = "", []
        if request.method == "POST":
            try:
                said = self._done(request, story, waiting, hold, correction)
            except ObjectionsStand as refused:
                refusal, objections = "The gate is shut. Nothing went out.", refused.objections
            except (Refusal, ValidationError) as refused:
                refusal = refused_because(refused)
            else:
                if said:
                    self.message_user(request, said, messages.SUCCESS)
                    return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": revision.headline,
            "opts": self.opts,
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

    def _begun(self, request, edition, waiting):
        """What a correction starts with: since when readers have the text, and the draft of the
        open item that it is made for."""
        initial = {"wrong_since": edition and edition.published_at}
        item = waiting.filter(uid=as_uid(request.GET.get("item"))).first()
        if item:
            line = ripple_lines.draft(item)
            initial |= {"was_wrong": item.passage.exact, "is_right": line, "settles": [item]}
        return initial

    def _done(self, request, story, waiting, hold, correction):
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
