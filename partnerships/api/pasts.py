"""Views that are no list of a noun, and are asked of a moment and under seal as lists are."""

from functools import partial

from ..rules.known_then import as_known_at
from .keeping import KeptView
from .parameters import moment_asked
from .receipts import PARAMETERS as RECEIPTS
from .receipts import ask_for_receipt
from .schema import KNOWN_AT

OF_THEN = [KNOWN_AT, *RECEIPTS]  # the parameters of such views, besides their own


class PastView(KeptView):
    """A view that answers of what was known at a moment, and with a receipt."""

    action, tells_the_past, moment = "told", frozenset({"told"}), None

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        ask_for_receipt(self, request)
        if moment := moment_asked(request):  # of a receipt it was taken off
            self.moment = moment
            self.get = self.head = partial(self._as_it_was, self.get)

    def _as_it_was(self, answer, *args, **kwargs):
        with self.as_known():
            return answer(*args, **kwargs)

    def as_known(self):
        """A block in which is read what was known at the moment that is asked for, or is now."""
        return as_known_at(self.moment, self.request.user)
