"""Accounts of the desk: switched off, not deleted; and nobody gives themselves more rights."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Permission
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from ..models import AccountChange
from ..rules.accounts import account_differences
from ..rules.moments import format_moment
from ..rules.people import display_name
from ..vocabulary import by_door

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

    list_display = ["moment", "noun", "name", "given", "act", "who"]
    list_filter = ["noun", "act"]
    list_select_related = ["by"]
    fields = ["moment", "noun", "name", "given", "act", "differences", "who", "way"]

    def get_queryset(self, request):
        """With rights in words: what Django calls them stands in the journal."""
        rights = Permission.objects.filter(codename=OuterRef("role")).order_by("pk")
        return super().get_queryset(request).annotate(right=Subquery(rights.values("name")[:1]))

    @admin.display(description="when", ordering="pk")
    def moment(self, change):
        return format_moment(change.at)

    @admin.display(description="role or right", ordering="role")
    def given(self, change):
        return (change.right or "").removeprefix("Can ") or change.role

    @admin.display(description="by", ordering="by__username")
    def who(self, change):
        return display_name(change.by)

    @admin.display(description="how")
    def way(self, change):
        return by_door(change.door)

    @admin.display(description="what differs")
    def differences(self, change):
        return format_html_join("", "<div>{}: {}</div>", account_differences(change))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        raise Http404("A journal has no history but itself.")
