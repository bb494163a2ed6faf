"""Comments: written and resolved on the page of their claim, and all of them in a list."""

from functools import partial

from django.contrib import admin
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST

from ...actions.claims import comments
from ...models import Citation, Claim, Comment
from ...rules.people import display_name
from ..base import ReadOnlyAdmin
from .acts import back_to, done


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """What was said of claims and citations, the open comments among it. It is said on the page of
    the claim, and stays; it is resolved."""

    list_display = ["text", "claim", "who", "written_at", "resolved_at"]
    list_filter = [("resolved_at", admin.EmptyFieldListFilter)]
    list_select_related = ["claim", "written_by"]
    search_fields = ["text", "claim__reference"]
    fields = ["claim", "citation", "text", "who", "written_at", "resolved_at"]

    def get_urls(self):
        post = require_POST(self.admin_site.admin_view(self.post_view))
        resolve = require_POST(self.admin_site.admin_view(self.resolve_view))
        return [
            path("on/<int:claim>/", post, name="partnerships_comment_post"),
            path("<int:pk>/resolve/", resolve, name="partnerships_comment_resolve"),
            *super().get_urls(),
        ]

    @admin.display(description="who", ordering="written_by__last_name")
    def who(self, comment):
        return display_name(comment.written_by)

    def post_view(self, request, claim):
        """Comment on the claim, or on the citation of it that was chosen; then back to it."""
        on = claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=claim)
        chosen = request.POST.get("citation", "")
        if chosen:
            seen = Citation.objects.visible_to(request.user).filter(claim=claim)
            on = get_object_or_404(seen, pk=chosen if chosen.isdecimal() else 0)
        words = request.POST.get("text", "").replace("\r\n", "\n")
        act = partial(comments.comment, on, words, by=request.user)
        done(request, act, "The comment stands below until somebody resolves it.")
        return back_to(claim, "comments")

    def resolve_view(self, request, pk):
        """Resolve a comment, and return to its claim."""
        seen = Comment.objects.visible_to(request.user).select_related("claim")
        comment = get_object_or_404(seen, pk=pk)
        done(
            request, partial(comments.resolve_comment, comment, by=request.user), "It is resolved."
        )
        return back_to(comment.claim, "comments")
