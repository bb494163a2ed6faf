"""Accounts of the desk: switched off, not deleted; and nobody gives themselves more rights."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from ..models import AccountChange

User = get_user_model()
KEPT = (
    "What {} wrote, signed or asked for stays in their name. Switch the account off instead: "
    "take the mark from “Active” on its page."
)
admin.site.unregister(User)  # which Django's own page has taken


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Who may come in. An administrator gives roles to others, and to nobody all rights."""

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj)]
        if not request.user.is_superuser:
            fields += ["is_superuser", "user_permissions"]
            if obj == request.user:
                fields.append("groups")
        return fields

    def has_change_permission(self, request, obj=None):
        mightier = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not mightier

    def has_delete_permission(self, request, obj=None):
        mightier = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_delete_permission(request, obj) and not mightier

    def get_deleted_objects(self, objs, request):
        """What stays is not listed: it may tell of confidential sources and of blind checks."""
        rows, counts, missing, protected = super().get_deleted_objects(objs, request)
        if protected:
            names = ", ".join(str(user) for user in objs)
            return [], {}, set(), [format_html(KEPT, names)]
        return [], {"accounts": len(objs)}, missing, []


@admin.register(AccountChange)
class AccountChangeAdmin(admin.ModelAdmin):
    """The journal of accounts, for those who keep them: read, and its own only history."""

    list_display = ["at", "noun", "name", "role", "act", "by"]
    list_filter = ["noun", "act"]
    list_select_related = ["by"]
    fields = ["at", "noun", "name", "role", "act", "before", "after", "by", "door"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        raise Http404("A journal has no history but itself.")
