"""Views that are no list of a noun, and whose answers say all the same who may keep them."""

from rest_framework.views import APIView

from .rendering import say_who_may_keep


class KeptView(APIView):
    """A view whose answers say who may keep them."""

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        return say_who_may_keep(request, response)
