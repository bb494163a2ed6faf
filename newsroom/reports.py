"""What reports of errors leave out."""

from django.views.debug import SafeExceptionReporterFilter


class DiscreetFilter(SafeExceptionReporterFilter):
    """Leaves out what is marked as sensitive whatever DEBUG says: Django shows all of it then."""

    def is_active(self, request):
        return True
