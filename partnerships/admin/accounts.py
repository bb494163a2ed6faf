"""Accounts of the desk: switched off, not deleted; and nobody gives more rights alone."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice
from knox.admin import AuthTokenAdmin
from knox.models import AuthToken

from ..actions.accounts import ask_for_grant, ask_for_link, give_grant, refuse_grant
from ..errors import Refusal
from ..models import AccountChange, Grant
from ..rules.accounts import account_differences, rights_that_weigh, roles_that_weigh
from ..rules.moments import format_moment
from ..rules.people import display_name
from ..rules.provider_logins import comes_by_provider, passwords_are_closed
from ..rules.second_factors import has_second_factor
from ..vocabulary import GrantAct, by_door
from .passwords import offer_link
from .roles import roles_in_words
from .second_factor import must_confirm

User = get_user_model()
KEPT = (
    "What {} wrote, signed or asked for stays in their name. Switch the account off instead: "
    "take the mark from “Active” on its page."
)
admin.site.unregister([User, Group])  # which Django's own pages have taken
admin.site.unregister(AuthToken)  # one's own are on one's own page
admin.site.unregister([StaticDevice, TOTPDevice])  # nobody's to look at


def no_right_that_weighs(chosen, had):
    """Raise ValidationError where a right is among those chosen, and not among those had, that
    comes with a role alone."""
    new = rights_that_weigh().filter(pk__in=chosen).exclude(pk__in=had)
    if names := ", ".join(new.values_list("name", flat=True)):
        raise forms.ValidationError(f"This weighs, and comes with a role, given by two: {names}.")


class RolesField(forms.ModelMultipleChoiceField):
    """Roles, each with what it may do."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "roles"})

    def label_from_instance(self, role):
        if not hasattr(self, "in_words"):
            self.in_words = roles_in_words(self.queryset)
        may = self.in_words.get(role.pk)
        return f"{role.name}: may {may}" if may else f"{role.name}: may look"


class NewAccountForm(forms.ModelForm):
    """An invitation: an account without a password, which the person sets by the link that is sent
    to them. A role that weighs waits for a second person."""

    groups = RolesField(
        label="Roles",
        queryset=Group.objects.order_by("pk").prefetch_related("permissions"),
        required=False,
    )

    class Meta:
        model = User
        fields = ["username", "email", "first_name", "last_name", "groups"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].help_text = "A link to set a password is sent there."
        self.fields["username"].help_text = "By which they log in. No reader sees it."
        self.fields["groups"].help_text = format_html(
            '<a href="{}">What each role may and may not do</a>', reverse("admin:roles")
        )

    def save(self, commit=True):
        self.instance.set_unusable_password()
        self.instance.is_staff = True
        return super().save(commit)


class AccountForm(UserChangeForm):
    """An account; what weighs of what is chosen waits for a second person."""

    def clean_user_permissions(self):
        chosen = self.cleaned_data["user_permissions"]
        no_right_that_weighs(chosen, self.instance.user_permissions.all())
        return chosen


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Who may come in. An administrator gives roles to others, and to nobody all rights; what
    weighs is asked for here, and given by a second person."""

    form, add_form = AccountForm, NewAccountForm
    add_fieldsets = [(None, {"fields": NewAccountForm.Meta.fields})]

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj)]
        if obj and (obj.has_usable_password() or comes_by_provider(obj)):
            fields.append("email")  # to which links are sent: one's own account asks a password
        if not request.user.is_superuser:
            fields += ["is_superuser", "user_permissions"]
        if obj == request.user:
            fields.append("groups")
        return fields

    def has_add_permission(self, request):
        """Where people come in by a provider alone, it makes the accounts."""
        return super().has_add_permission(request) and not passwords_are_closed()

    def has_change_permission(self, request, obj=None):
        mightier = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not mightier

    def save_model(self, request, obj, form, change):
        """All rights are asked for, not given. A new account is told how to come in."""
        if "is_superuser" in form.changed_data and obj.is_superuser:
            obj.is_superuser = False
            form.asks_for_all = True
        super().save_model(request, obj, form, change)
        if not change:
            ask_for_link(account=obj)
            self.message_user(request, f"A link to set a password is on its way to {obj.email}.")

    def save_related(self, request, form, formsets, change):
        """Roles that weigh are asked for, the others given."""
        account, asked = form.instance, [None] if getattr(form, "asks_for_all", False) else []
        if "groups" in form.cleaned_data:
            chosen = form.cleaned_data["groups"]
            had = account.groups.all()
            new = roles_that_weigh().filter(pk__in=chosen).exclude(pk__in=had)
            asked += new
            form.cleaned_data["groups"] = chosen.exclude(pk__in=[role.pk for role in new])
        super().save_related(request, form, formsets, change)
        for role in asked:
            try:
                grant = ask_for_grant(account, role, by=request.user)
            except Refusal as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
                continue
            told = f"{grant}: asked for. Somebody else who keeps accounts has to give it."
            self.message_user(request, told, messages.WARNING)

    def user_change_password(self, request, id, form_url=""):
        """Nobody sets a password for another: a link is sent to the person."""
        account = self.get_object(request, unquote(id))
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        if account is None:
            raise Http404
        return offer_link(request, self, account)

    def has_delete_permission(self, request, obj=None):
        mightier = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_delete_permission(request, obj) and not mightier

    def get_deleted_objects(self, objs, request):
        """What stays is not listed: it may tell of confidential sources and of blind checks. Nobody
        takes away another's second factor, and so whom it lets in."""
        rows, counts, missing, protected = super().get_deleted_objects(objs, request)
        if protected or any(map(has_second_factor, objs)):
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


class RoleForm(forms.ModelForm):
    """A role, which learns no right that weighs."""

    def clean_permissions(self):
        chosen = self.cleaned_data["permissions"]
        had = self.instance.permissions.all() if self.instance.pk else []
        no_right_that_weighs(chosen, had)
        return chosen


@admin.register(Group)
class DeskRoleAdmin(GroupAdmin):
    form = RoleForm


@admin.register(AuthToken)
class TokenAdmin(AuthTokenAdmin):
    """The tokens of all, to be ended; each is made by the person alone, over the API."""

    list_display = ["user", "created", "expiry"]
    fields = ["user", "created", "expiry"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Grant)
class GrantAdmin(admin.ModelAdmin):
    """What weighs: who asked for it, for whom, and who gave or refused it."""

    list_display = ["moment", "what", "account", "act", "who", "is_waiting"]
    list_filter = ["act"]
    list_select_related = ["account", "role", "by", "answer"]
    fields = ["moment", "what", "account", "act", "who"]
    actions = ["give", "refuse"]

    @admin.display(description="when", ordering="pk")
    def moment(self, grant):
        return format_moment(grant.at)

    @admin.display(description="role", ordering="role__name")
    def what(self, grant):
        return grant.what

    @admin.display(description="by", ordering="by__username")
    def who(self, grant):
        return display_name(grant.by)

    @admin.display(description="waits for a second", boolean=True)
    def is_waiting(self, grant):
        return grant.act == GrantAct.ASKED and not hasattr(grant, "answer")

    @admin.action(description="Give what was asked for")
    def give(self, request, grants):
        return self._answer(request, grants, give_grant, "given")

    @admin.action(description="Refuse what was asked for")
    def refuse(self, request, grants):
        return self._answer(request, grants, refuse_grant, "refused")

    def _answer(self, request, grants, answer, done):
        if asked := must_confirm(request, request.get_full_path()):
            self.message_user(request, "Give a code first, and choose again.", messages.WARNING)
            return asked
        for grant in grants.waiting():
            try:
                answer(grant, by=request.user)
            except (Refusal, PermissionDenied) as refusal:
                self.message_user(request, f"{grant}: {refusal}", messages.WARNING)
            else:
                self.message_user(request, f"{grant}: {done}.")
        return None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        raise Http404("A journal has no history but itself.")
