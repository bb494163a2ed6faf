"""What PostgreSQL refuses of sources, their origins and their copies."""

import pytest
from django.db import IntegrityError, connection

from tests.factories import snapshot, source

pytestmark = pytest.mark.django_db

CHANGES = [
    ("source_slug_is_a_slug", source, "slug = 'Reuters'"),
    ("source_has_an_outlet", source, "outlet = ' '"),
    ("source_has_a_title", source, "title = ''"),
    ("source_kind_is_known", source, "kind = 'gossip'"),
    ("source_tier_is_known", source, "tier = 'E'"),
    ("source_seen_is_known", source, "seen = 'dreamt'"),
    ("source_confidentiality_is_known", source, "confidentiality = 'secret'"),
    ("source_published_is_a_date", source, "published = '17 October'"),
    ("source_does_not_derive_from_itself", source, "derives_from_id = id"),
    (
        "confidential_source_is_not_released",
        source,
        "confidentiality = 'confidential', released_at = now()",
    ),
]
COPY = (
    "INSERT INTO partnerships_snapshot (uid, source_id, captured_at, how, media_type, content,"
    " sha256, text, address, name, redirects, headers, said, pages, legibility)"
    " VALUES (gen_random_uuid(), %s, now(), %s, 'text/plain', '',"
    " %s, '', '', '', '[]', '{}', '{}', '[]', 'legible')"
)
ALL = "source_id captured_at how media_type content size text".split()
ALL += "address name redirects headers said pages legibility rest_at".split()
WAYS = [
    ("fetched_snapshot_has_an_address", "how = 'fetched', address = ''"),
    ("fetched_snapshot_has_an_address", "how = 'fetched', address = 'file:///etc/passwd'"),
    ("snapshot_bytes_have_a_size", "content = 'snapshots/00/00', size = NULL"),
    ("snapshot_redirects_are_a_list", "redirects = '{}'"),
    ("snapshot_redirects_are_a_list", "redirects = 'null'"),
    ("snapshot_headers_have_names", "headers = '[]'"),
    ("snapshot_says_things_by_name", "said = '\"a title\"'"),
    ("snapshot_pages_are_a_list", "pages = '1'"),
    ("snapshot_legibility_is_known", "legibility = 'so-so'"),
    ("snapshot_rest_lies_in_its_text", "rest_at = length(text)"),
]


@pytest.mark.parametrize(("law", "make", "assignments"), CHANGES)
def test_a_change_is_refused(law, make, assignments, refused, change):
    row = make()

    with refused(law):
        change(row, assignments)


def test_an_address_is_recorded_once(refused, change):
    source(url="https://openai.com/charter")
    other = source()

    with refused("source_address_is_recorded_once"):
        change(other, "url = 'https://openai.com/charter'")


def test_an_address_longer_than_an_index_entry_is_kept_once_too(refused, change):
    address = "https://example.org/" + "".join(chr(0x4E00 + number) for number in range(1900))
    source(url=address)
    other = source()

    with refused("source_address_is_recorded_once"):
        change(other, "url = %s", address)


def test_sources_without_an_address_are_many():
    assert source(url="").pk != source(url="").pk


def test_a_source_does_not_derive_from_itself_round_a_loop(refused, change):
    report = source()
    copy = source(derives_from=report)
    copy_of_the_copy = source(derives_from=copy)

    with refused("source_does_not_derive_from_itself"):
        change(report, "derives_from_id = %s", copy_of_the_copy.pk)


def test_a_loop_is_refused_when_one_statement_makes_it(refused):
    one, two = source(), source()

    with refused("source_does_not_derive_from_itself"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE partnerships_source SET derives_from_id = %s - id WHERE id IN (%s, %s)",
            [one.pk + two.pk, one.pk, two.pk],
        )


@pytest.mark.parametrize(
    ("law", "sentence"),
    [
        ("snapshot_is_kept_as_it_is", f"{verb} WHERE sha256 = repeat('0', 64)")
        for verb in [
            "UPDATE partnerships_snapshot SET text = 'Corrected.'",
            "UPDATE partnerships_snapshot SET captured_at = '2020-01-01'",
            "UPDATE partnerships_snapshot SET sha256 = repeat('1', 64)",
            "DELETE FROM partnerships_snapshot",
        ]
    ],
)
def test_not_even_the_owner_changes_a_copy(law, sentence, owner):
    owner.execute(COPY, [1, "pasted", "0" * 64])

    with pytest.raises(IntegrityError) as caught:
        owner.execute(sentence)

    assert caught.value.__cause__.diag.constraint_name == law


def test_a_copy_that_is_written_again_as_it_is_passes(owner):
    owner.execute(COPY, [1, "pasted", "0" * 64])

    owner.execute("UPDATE partnerships_snapshot SET text = '' WHERE sha256 = repeat('0', 64)")

    assert owner.rowcount == 1


def test_the_same_bytes_are_kept_once_for_a_source(refused):
    report = source()
    first = snapshot(report, "The same.")

    with refused("snapshot_is_kept_once"), connection.cursor() as cursor:
        cursor.execute(COPY, [report.pk, "pasted", first.sha256])


def test_the_same_bytes_may_come_from_two_sources():
    snapshot(source(), "The same.")

    assert snapshot(source(), "The same.").pk


@pytest.mark.parametrize(
    ("law", "how", "sha256"),
    [
        ("snapshot_how_is_known", "stolen", "0" * 64),
        ("snapshot_sha256_is_a_hash", "pasted", "0" * 63),
        ("snapshot_sha256_is_a_hash", "pasted", "A" * 64),
    ],
)
def test_a_copy_is_refused(law, how, sha256, refused):
    report = source()

    with refused(law), connection.cursor() as cursor:
        cursor.execute(COPY, [report.pk, how, sha256])


@pytest.mark.parametrize(("law", "assignments"), WAYS)
def test_how_a_copy_came_is_told_in_its_shape(law, assignments, refused):
    row = snapshot()
    told = dict(pair.split(" = ") for pair in assignments.split(", "))
    others = ", ".join(f"{name}" for name in ALL if name not in told)
    values = ", ".join(told.values())

    with refused(law), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO partnerships_snapshot (uid, sha256, {others}, {', '.join(told)})"
            f" SELECT gen_random_uuid(), repeat('0', 64), {others}, {values}"
            " FROM partnerships_snapshot WHERE id = %s",
            [row.pk],
        )
