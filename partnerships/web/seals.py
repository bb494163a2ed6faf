"""The keys by which seals of the desk are checked, at the address that does not change."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from ..actions.attesting import public_seal_keys
from ..formats.seals import KEYS_TYPE, key_set


@require_safe
def seal_keys_page(request):
    """The public keys, that which signs now first; the page of another site may read them."""
    anybody = {"Access-Control-Allow-Origin": "*"}
    told = key_set(public_seal_keys())
    return JsonResponse(told, content_type=KEYS_TYPE, headers=anybody)
