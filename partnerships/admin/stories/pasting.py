"""What is pasted into the text of a story: the HTML of a clipboard, answered as Markdown; and plain
text, answered without the notes that are written into it."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from ...errors import NotReadable
from ...text.files.pasted import from_html
from ...text.files.written_notes import without_notes

MOST = 1_000_000  # bytes of a clipboard; pages of a word processor take some 3,000 each
FORMS = ["multipart/form-data", "application/x-www-form-urlencoded"]
TOO_LARGE = "it is larger than 1 MB. For its headings, links and lists paste it in parts."

# What the box says to its script, which sends nothing that would be refused.
BOX = {
    "data-paste": reverse_lazy("admin:partnerships_story_paste"),
    "data-most": MOST,
    "data-too-large": TOO_LARGE,
}


@require_POST
def as_markdown(request, desk):
    """What was sent, as the Markdown that stands in a story; nothing is kept."""
    may = request.user.has_perm
    if not (may("partnerships.add_story") or may("partnerships.revise_story")):
        raise PermissionDenied
    if request.content_type in FORMS:  # what checks the form's token has read its fields
        return JsonResponse({"refusal": "Send the text itself, not a form."}, status=415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
        return JsonResponse({"refusal": TOO_LARGE}, status=413)
    try:
        read = without_notes if request.content_type == "text/plain" else from_html
        text = read(request.body.decode("utf-8", "replace"))
    except NotReadable as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=400)
    return JsonResponse({"text": text})
