"""What PostgreSQL counts by itself, nobody writes."""

import pytest
from django.db import connection

from tests.factories import citation

pytestmark = pytest.mark.django_db

BY_HAND = [
    ("claim_support_is_written_by_laws_alone", "UPDATE partnerships_claimsupport SET desk_cited=9"),
    ("claim_support_is_written_by_laws_alone", "DELETE FROM partnerships_claimsupport"),
    (
        "claim_support_is_written_by_laws_alone",
        "INSERT INTO partnerships_claimsupport SELECT * FROM support_of('{999999}')",
    ),
    (
        "known_origins_are_written_by_laws_alone",
        "UPDATE partnerships_knownorigin SET public_origin = NULL",
    ),
    ("known_origins_are_written_by_laws_alone", "DELETE FROM partnerships_knownorigin"),
    (
        "known_origins_are_written_by_laws_alone",
        "INSERT INTO partnerships_knownorigin VALUES (999999, NULL, NULL)",
    ),
    *(
        (f"{kind}_listing_is_written_by_laws_alone", written.format(table))
        for kind, table in (
            ("claim", "partnerships_claimlisting"),
            ("citation", "partnerships_citationlisting"),
        )
        for written in (
            "UPDATE {} SET reference = 'X'",
            "DELETE FROM {}",
            "INSERT INTO {0} SELECT * FROM {0}",
        )
    ),
]


@pytest.mark.parametrize(("law", "written"), BY_HAND)
def test_what_is_counted_is_not_written_by_hand(law, written, refused):
    citation()

    with refused(law), connection.cursor() as cursor:
        cursor.execute(written)
