"""The report a source goes back to, which PostgreSQL keeps."""

from itertools import permutations

import pytest
from django.db import connection

from partnerships.models import Source
from tests.factories import source

pytestmark = pytest.mark.django_db


def origins(*sources):
    """The origin of each, as the database has it now."""
    return [Source.objects.get(pk=each.pk).origin for each in sources]


def test_a_source_that_retells_none_is_its_own_origin():
    report = source()

    assert report.origin == report


def test_a_chain_goes_back_to_its_end():
    report = source()
    copy = source(derives_from=report)
    copy_of_the_copy = source(derives_from=copy)

    assert origins(report, copy, copy_of_the_copy) == [report] * 3


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_chain_may_be_written_in_any_order(order):
    sources = [source() for _ in range(4)]
    rows = [(each.pk + 1000, above) for each, above in zip(sources, [None, 0, 1, 2], strict=True)]
    columns = "slug, outlet, title, authors, kind, tier, language, url, published_words, published,"
    columns += " says, origin_note, seen, seen_at, is_unnamed, confidentiality, collection_id"

    with connection.cursor() as cursor:
        for place in order:
            pk, above = rows[place]
            cursor.execute(
                f"INSERT INTO partnerships_source (id, derives_from_id, {columns})"
                f" SELECT %s, %s, {columns.replace('slug', 'slug || id', 1)}"
                " FROM partnerships_source WHERE id = %s",
                [pk, None if above is None else rows[above][0], sources[place].pk],
            )

    written = Source.objects.filter(pk__in=[pk for pk, _ in rows])
    assert set(written.values_list("origin", flat=True)) == {rows[0][0]}


def test_many_sources_written_at_once_find_their_origin():
    report = source()
    fields = {
        name: getattr(report, name) for name in ["outlet", "kind", "tier", "seen", "collection_id"]
    }

    Source.objects.bulk_create(
        Source(slug=f"copy-{number}", title="Copy", derives_from=report, **fields)
        for number in range(3)
    )

    assert Source.objects.filter(origin=report).count() == 4


def test_a_chain_may_be_written_at_once_its_last_copy_first():
    wire, fields = source(), {"kind": "reporting", "tier": "B", "outlet": "Wire", "seen": "page"}
    copies = [
        Source(pk=wire.pk + n, slug=f"copy-{n}", title="Copy", collection=wire.collection, **fields)
        for n in range(1, 5)
    ]
    for copy, above in zip(copies, [wire, *copies], strict=False):
        copy.derives_from_id = above.pk

    Source.objects.bulk_create(reversed(copies))

    assert Source.objects.filter(origin=wire).count() == 5


def test_everything_below_a_source_follows_it_to_another_report():
    first, other = source(), source()
    copy = source(derives_from=first)
    below, beside = source(derives_from=copy), source(derives_from=copy)

    Source.objects.filter(pk=copy.pk).update(derives_from=other)

    assert origins(first, copy, below, beside) == [first, other, other, other]


def test_a_source_found_to_be_an_original_takes_its_copies_along():
    report = source()
    copy = source(derives_from=report)
    below = source(derives_from=copy)

    copy.derives_from = None
    copy.save()

    assert origins(report, copy, below) == [report, copy, copy]


def test_when_an_origin_turns_out_to_be_a_copy_the_whole_tree_is_rerooted():
    wire, report = source(), source()
    copies = [source(derives_from=report) for _ in range(2)]

    Source.objects.filter(pk=report.pk).update(derives_from=wire)

    assert origins(report, *copies) == [wire] * 3


def test_an_origin_written_by_hand_is_put_right():
    report, other = source(), source()
    copy = source(derives_from=report)

    Source.objects.filter(pk=copy.pk).update(origin=other)

    assert origins(copy) == [report]


def test_a_source_saved_as_it_was_read_keeps_its_origin():
    report = source()
    copy = Source.objects.get(pk=source(derives_from=report).pk)

    copy.title = "Another headline"
    copy.save()

    assert origins(copy) == [report]
