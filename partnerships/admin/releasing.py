"""Releasing to readers, from a list and from a record's page."""

from django.contrib import admin, messages

from ..actions import releases
from ..errors import Refusal


class Releases(admin.ModelAdmin):
    """A page of records that are released to readers, for those who may release them."""

    actions = ["release", "withdraw"]

    def has_release_permission(self, request):
        return request.user.has_perm(f"partnerships.release_{self.opts.model_name}")

    @admin.action(description="Release to readers", permissions=["release"])
    def release(self, request, queryset):
        self.do_each(request, queryset, releases.release, done="Released")

    @admin.action(description="Take back from readers", permissions=["release"])
    def withdraw(self, request, queryset):
        self.do_each(request, queryset, releases.take_back, done="Taken back")

    @admin.display(description="readers", ordering="released_at")
    def readers(self, record):
        """Since when readers see it."""
        if record is None or not record.released_at:
            return "Not released: the desk alone sees it"
        return f"Released {record.released_at:%-d %B %Y}"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_release"] = self.has_release_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        """After saving, also release or take back, when that button was pressed."""
        for button, action, done in [
            ("_release", releases.release, "Released to readers."),
            ("_withdraw", releases.take_back, "Taken back: the desk alone sees it."),
        ]:
            if button in request.POST and self.has_release_permission(request):
                try:
                    action(obj, by=request.user)
                    self.message_user(request, done, messages.SUCCESS)
                except Refusal as refusal:
                    self.message_user(request, str(refusal), messages.WARNING)
        return super().response_change(request, obj)
