"""A filter of the list of claims: what each still needs."""

from django.contrib import admin

from ...rules import attention


class Needs(admin.SimpleListFilter):
    """Keeps the claims that need what the home of the desk asks for."""

    title = "needs"
    parameter_name = "needs"

    questions = {
        "citation": ("A first citation", attention.claims_without_citations),
        "reading": ("A cited source to be read", attention.claims_citing_the_unseen),
        "origin": ("A second origin", attention.claims_on_one_origin),
        "signature": ("My signature", attention.claims_waiting_for),
        "again": ("Checking again", attention.claims_lapsed),
    }

    def lookups(self, request, model_admin):
        return [(word, label) for word, (label, _) in self.questions.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.questions:
            return queryset
        _, question = self.questions[self.value()]
        return queryset.filter(pk__in=question(request.user).order_by().values("pk"))
