"""The life of a claim on one page, and what stands there while it is closed."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from ...rules.claims import blind, timeline
from ..base import DeskAdmin


class Timeline(DeskAdmin):
    """A record whose whole life is told on a page of its own.

    Who is to assess a claim blind finds its life and its history closed, whether or not somebody
    else has assessed it already.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(self.timeline_view)
        name = "partnerships_claim_timeline"
        return [path("<int:object_id>/timeline/", view, name=name), *super().get_urls()]

    def timeline_view(self, request, object_id):
        claim = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_view_or_change_permission(request, claim):
            raise PermissionDenied
        context = {
            "title": f"The life of {claim.reference}",
            "moments": timeline.claim_timeline(claim, request.user),
            "kinds": timeline.KINDS,
        }
        return self._told(request, claim, "admin/claims/timeline.html", context)

    def history_view(self, request, object_id, extra_context=None):
        claim = self.get_object(request, unquote(object_id))
        if claim and blind.is_hidden_from(claim, request.user):
            if not self.has_view_or_change_permission(request, claim):
                raise PermissionDenied
            context = {"title": f"History: {claim}", "moments": None}
            return self._told(request, claim, "admin/claims/timeline.html", context)
        return super().history_view(request, object_id, extra_context)

    def _told(self, request, claim, template, context):
        known = {"claim": claim, "opts": self.opts} | self.admin_site.each_context(request)
        return TemplateResponse(request, template, known | context)
