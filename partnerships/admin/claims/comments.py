"""Comments: those on claims and deals are written on their pages; all of them are in a list."""

from functools import partial

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from ...actions.claims import comments
from ...models import Citation, Claim, Comment, Deal
from ...rules.claims.mentions import reaching_sentence
from ...rules.moments import format_moment
from ...rules.people import display_name
from ..base import ReadOnlyAdmin
from ..pages import POST, DeskPage
from ..search_boxes import searching
from .acts import back_to, done


def post_comment(request, desk, claim):
    """Comment on the claim, or on the citation of it that was chosen; then back to it."""
    on = claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=claim)
    chosen = request.POST.get("citation", "")
    if chosen:
        seen = Citation.objects.visible_to(request.user).filter(claim=claim)
        on = get_object_or_404(seen, pk=chosen if chosen.isdecimal() else 0)
    words = request.POST.get("text", "").replace("\r\n", "\n")
    act = partial(comments.comment, on, words, by=request.user)
    _warned(request, done(request, act, "The comment stands below until somebody resolves it."))
    return back_to(claim, "comments")


def post_deal_comment(request, desk, deal):
    """Comment on the deal; then back to it."""
    on = get_object_or_404(Deal.objects.visible_to(request.user), pk=deal)
    words = request.POST.get("text", "").replace("\r\n", "\n")
    act = partial(comments.comment, on, words, by=request.user)
    _warned(request, done(request, act, "The comment stands below until somebody resolves it."))
    return _back_to_deal(on)


def answer_where_it_stands(request, desk, pk):
    """Answer a comment, and return to its claim or deal."""
    comment = _on_a_record(request, pk)
    words = request.POST.get("text", "").replace("\r\n", "\n")
    act = partial(comments.answer, comment, words, by=request.user)
    _warned(request, done(request, act, "It stands below it."))
    return _back_from(comment)


def _warned(request, said):
    """Tell the writer of names after an @ that reach nobody."""
    if said and (sentence := reaching_sentence(said)):
        messages.warning(request, sentence)


def _on_a_record(request, pk):
    of_records = Comment.objects.filter(passage=None)
    seen = of_records.visible_to(request.user).select_related("claim", "deal", "head")
    return get_object_or_404(seen, pk=pk)


def _back_from(comment):
    return back_to(comment.claim, "comments") if comment.claim else _back_to_deal(comment.deal)


def _back_to_deal(deal):
    page = reverse("admin:partnerships_deal_change", args=[deal.pk])
    return HttpResponseRedirect(f"{page}#comments")


def resolve_where_it_stands(request, desk, pk):
    """Resolve a comment, and return to its claim or deal."""
    comment = _on_a_record(request, pk)
    act = partial(comments.resolve_comment, comment, by=request.user)
    done(request, act, "It is resolved.")
    return _back_from(comment)


class AboutFilter(admin.SimpleListFilter):
    """What was spoken of."""

    title = "on"
    parameter_name = "on"

    def lookups(self, request, model_admin):
        return [("claim", "Claims"), ("deal", "Deals"), ("passage", "Manuscripts")]

    def queryset(self, request, queryset):
        if self.value() in ("claim", "deal", "passage"):
            return queryset.filter(**{f"{self.value()}__isnull": False})
        return queryset


class StateFilter(admin.SimpleListFilter):
    """Whether what was said is open. An answer is neither open nor resolved."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", "Open"), ("resolved", "Resolved"), ("answer", "Answers")]

    def queryset(self, request, queryset):
        match self.value():
            case "open":
                return queryset.open()
            case "resolved":
                return queryset.filter(resolved_at__isnull=False)
            case "answer":
                return queryset.filter(head__isnull=False)
        return queryset


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """What was said of claims, citations, deals and manuscripts, the open comments among it. It is
    said on the page of the claim, the deal or the story, and stays; it is resolved."""

    list_display = ["text", "about", "who", "written_at", "resolved"]
    list_filter = [StateFilter, AboutFilter]
    list_select_related = ["claim", "deal", "passage__story", "written_by", "resolved_by"]
    search_fields = ["text", "claim__reference"]  # Django asks for one; search_by does it
    search_by = staticmethod(searching(exactly=["claim__reference"]))
    fields = [
        "claim",
        "citation",
        "deal",
        "passage",
        "head",
        "text",
        "who",
        "written_at",
        "resolved",
    ]

    pages = [
        DeskPage("on/<int:claim>/", "comment_post", post_comment, methods=POST),
        DeskPage("on-deal/<int:deal>/", "comment_post_deal", post_deal_comment, methods=POST),
        DeskPage("<int:pk>/answer/", "comment_answer", answer_where_it_stands, methods=POST),
        DeskPage("<int:pk>/resolve/", "comment_resolve", resolve_where_it_stands, methods=POST),
    ]

    @admin.display(description="who", ordering="written_by__last_name")
    def who(self, comment):
        return display_name(comment.written_by)

    @admin.display(description="on", ordering="claim__reference")
    def about(self, comment):
        """The claim or deal, which opens where the comment is; or the words, and their story."""
        if comment.passage:
            page = reverse("admin:partnerships_story_change", args=[comment.passage.story_id])
            words = Truncator(comment.passage.exact).chars(80)
            return format_html('<a href="{}">{}</a>: “{}”', page, comment.passage.story, words)
        record = comment.claim or comment.deal
        page = reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])
        return format_html('<a href="{}#comments">{}</a>', page, record)

    @admin.display(description="resolved", ordering="resolved_at")
    def resolved(self, comment):
        if comment.head_id:
            return "an answer"
        if comment.resolved_at is None:
            return "open"
        return f"by {display_name(comment.resolved_by)}, {format_moment(comment.resolved_at)}"
