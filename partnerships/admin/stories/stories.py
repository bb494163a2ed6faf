"""Stories at the desk: their list, their text, and what is done to them as a whole."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from ...actions.stories import stories
from ...errors import Refusal
from ...models import Collection, Revision, Story
from ...rules import attention
from ...rules.moments import format_day
from ...text import differences
from ...vocabulary import HoldKind
from ..base import DeskAdmin
from ..claims.findings import JudgingForm
from ..forms import Day, Textarea
from ..pages import DeskPage, may_look, record_looked_at
from .pasting import BOX, as_markdown
from .publishing import show_publishing
from .workspace import WORKSPACE_PAGES, latest_revision, refused_because, show_workspace

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
        widget=Textarea({"rows": 24} | BOX),
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


def list_changed(request, desk):
    """All words that are out and under which something changed."""
    passages = attention.passages_changed_underneath(request.user)
    context = {
        **desk.admin_site.each_context(request),
        "title": "What changed under what is out",
        "opts": desk.opts,
        "page": Paginator(passages, PAGE).get_page(request.GET.get("page")),
    }
    return TemplateResponse(request, "admin/stories/changed.html", context)


def write_text(request, desk, pk):
    """The text in a form. Whoever writes at the same time loses nothing."""
    story = record_looked_at(request, desk, pk)
    if not request.user.has_perm("partnerships.revise_story"):
        raise PermissionDenied
    latest = latest_revision(story)
    initial = {name: getattr(latest, name) for name in TEXT if name != "why"}
    form = TextForm(request.POST or None, initial=initial)
    seen = request.POST.get("seen", "")
    context = {
        "title": f"Write: {latest.headline}",
        "seen": seen if seen.isdecimal() else latest.number,
        "latest": latest,
    }
    return _written(request, desk, form, story, context)


def _written(request, desk, form, story, context):
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
                made = stories.revise(story, by=request.user, seen=int(context["seen"]), **fields)
                said = f"Saved as revision {made.number}."
        except (Refusal, ValidationError) as refused:
            refusal = refused_because(refused)
        else:
            desk.message_user(request, said, messages.SUCCESS)
            page = reverse("admin:partnerships_story_change", args=[story.pk])
            return HttpResponseRedirect(page)
    context |= {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
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


def compare_revisions(request, desk, pk):
    """Two revisions of a story, word by word."""
    story = record_looked_at(request, desk, pk)
    revisions = list(story.revisions.select_related("written_by").order_by("number"))
    by_number = {str(revision.number): revision for revision in revisions}
    after = by_number.get(request.GET.get("after", ""), revisions[-1])
    default = revisions[max(0, revisions.index(after) - 1)]
    before = by_number.get(request.GET.get("before", ""), default)
    context = {
        **desk.admin_site.each_context(request),
        "title": f"Revisions: {revisions[-1].headline}",
        "opts": desk.opts,
        "story": story,
        "revisions": revisions,
        "before": before,
        "after": after,
        "pieces": differences.word_differences(before.text, after.text),
    }
    return TemplateResponse(request, "admin/stories/compare.html", context)


STORY_PAGES = [
    DeskPage("paste/", "story_paste", as_markdown),
    DeskPage("changed/", "story_changed", list_changed, may_look),
    DeskPage("<int:pk>/text/", "story_text", write_text),
    DeskPage("<int:pk>/compare/", "story_compare", compare_revisions),
    DeskPage("<int:pk>/publishing/", "story_publishing", show_publishing),
]


@admin.register(Story)
class StoryAdmin(DeskAdmin):
    """Manuscripts on their way to print, and those that are out."""

    pages = [*STORY_PAGES, *WORKSPACE_PAGES]
    list_display = ["headline", "where", "latest", "slug"]
    search_fields = ["slug"]

    # The list

    def get_queryset(self, request):
        return super().get_queryset(request).with_state()

    def search_by(self, queryset, words, user):
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
        return f"{story.revision}, {format_day(story.written_at)}"

    def has_delete_permission(self, request, obj=None):
        return False  # a story that goes nowhere is killed, with a reason

    def add_view(self, request, form_url="", extra_context=None):
        if not request.user.has_perm("partnerships.add_story"):
            raise PermissionDenied
        form = StoryForm(request.POST or None, initial={"dateline": timezone.localdate()})
        return _written(request, self, form, None, {"title": "Begin a story"})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not (object_id.isdecimal() and len(object_id) < 19):
            raise Http404
        return show_workspace(request, self, int(object_id))
