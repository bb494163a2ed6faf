"""What the desk does with claims."""

from django.db import transaction
from django.db.models import IntegerField
from django.db.models.functions import Cast, Substr

from ..models import Claim, Collection


@transaction.atomic
def refer(claim):
    """Give an unsaved claim the next free reference of its collection: C12 after C11.

    Holds the collection until the surrounding transaction ends, so that of two editors each
    gets a reference of their own.
    """
    Collection.objects.select_for_update(no_key=True).get(pk=claim.collection_id)
    given = Claim.objects.filter(collection=claim.collection_id, reference__regex=r"^C\d{1,8}$")
    numbers = given.annotate(number=Cast(Substr("reference", 2), IntegerField()))
    highest = numbers.order_by("-number").values_list("number", flat=True).first()
    claim.reference = f"C{(highest or 0) + 1}"
