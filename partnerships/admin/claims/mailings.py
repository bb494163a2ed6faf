"""My notices: how one wants to hear of what concerns one. Everybody has this page of their own."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ...actions import mailings
from ...models import Mailing
from ..base import DeskAdmin


class WishForm(forms.ModelForm):
    """One's own wish."""

    class Meta:
        model = Mailing
        fields = ["wish"]
        widgets = {"wish": forms.RadioSelect}


@admin.register(Mailing)
class MailingAdmin(DeskAdmin):
    """One's own wish alone: nobody looks at or changes another's."""

    def has_module_permission(self, request):
        return False  # the home leads here

    def has_view_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        """The page of one's own wish."""
        mine = Mailing.objects.filter(user=request.user).first() or Mailing(user=request.user)
        form = WishForm(request.POST or None, instance=mine)
        if request.method == "POST" and form.is_valid():
            mailings.wish(form.cleaned_data["wish"], by=request.user)
            messages.success(request, "Your wish is kept.")
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            **self.admin_site.each_context(request),
            "title": "My notices",
            "form": form,
            "email": request.user.email,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/my_notices.html", context)
