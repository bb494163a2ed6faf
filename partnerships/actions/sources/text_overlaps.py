"""Looking through the kept copies for those that share text."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from django.db import connection, transaction
from django.db.models import QuerySet

from ...models import Snapshot, TextOverlap, TextSketch
from ...text import overlap, shingles

FEW = 2  # numbers that two sketches must share for the texts to be compared
CLOSEST = 200  # copies that one is compared with, at most


def suggest(*, told: Callable[[int, int], object] = lambda done, total: None) -> tuple[int, int]:
    """Sketch each copy that has no sketch yet, and compare it with the copies that its sketch is
    like; how many copies were sketched, and how many overlaps found.

    What is found is computed from the copies alone, so that the journal has no entry of it. Each
    copy is a transaction of its own: a run that is broken off goes on where it was. `told` hears
    how many copies are done, of how many.
    """
    waiting = list(
        Snapshot.objects.exclude(text="")
        .exclude(text_sketches__version=shingles.VERSION)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    found = 0
    for done, pk in enumerate(waiting, start=1):
        found += _look_at(pk)
        told(done, len(waiting))
    return len(waiting), found


@transaction.atomic
def _look_at(pk):
    """Sketch the copy and compare it; how many overlaps were found."""
    with connection.cursor() as cursor:  # of two copies looked at at once, one must see the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('partnerships_textsketch'))")
    if TextSketch.objects.filter(snapshot=pk, version=shingles.VERSION).exists():
        return 0
    copy = Snapshot.objects.only("pk", "source", "text", "rest_at").get(pk=pk)
    read = shingles.tokenize_bare(copy.article)
    sketch = shingles.sketch(read)
    near = _near(copy, sketch)
    TextSketch.objects.create(snapshot=copy, version=shingles.VERSION, sketch=sketch)
    alike = []
    others = Snapshot.objects.only("pk", "text", "rest_at").filter(pk__in=near)
    for other in others.iterator(chunk_size=20):
        texts = {copy.pk: read, other.pk: shingles.tokenize_bare(other.article)}
        first, second = sorted(texts)
        measured = overlap.measure(texts[first], texts[second])
        if measured.is_telling:
            alike.append(
                TextOverlap(
                    first_id=first,
                    second_id=second,
                    version=shingles.VERSION,
                    shared=measured.shared,
                    first_words=measured.first_words,
                    second_words=measured.second_words,
                )
            )
    TextOverlap.objects.bulk_create(alike)
    return len(alike)


def _near(copy, sketch):
    """The copies of other sources whose sketches share most with this one."""
    own = set(Snapshot.objects.filter(source=copy.source_id).values_list("pk", flat=True))
    mine = set(sketch)
    with by_index():
        shared = Counter(
            {
                text_sketch.snapshot_id: len(mine.intersection(text_sketch.sketch))
                for text_sketch in sharing(sketch)
                if text_sketch.version == shingles.VERSION
            }
        )
    closest = (pk for pk, number in shared.most_common() if number >= FEW and pk not in own)
    return list(islice(closest, CLOSEST))


def sharing(sketch: Sequence[int]) -> QuerySet[TextSketch]:
    """The sketches, of whatever version, that have a number of this one.

    Were the version asked for as well, PostgreSQL would read all sketches of it one by one.
    """
    return TextSketch.objects.filter(sketch__overlap=sketch).order_by()


@contextmanager
def by_index() -> Iterator[None]:
    """A block, within a transaction, in which PostgreSQL reads the sketches by their index.

    It takes comparing two sketches for cheap: of 1,000 it read each for every copy, in 2 seconds
    instead of some thousandths of one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
