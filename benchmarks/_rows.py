"""Rows to measure with, as many as one likes: the same ones each time, ready for COPY.

Parties are spoken of as companies are in the world, few of them in most claims: the first one is in
about a claim in six. Words come by Zipf's law, too, so that a search finds rare and common ones.
Nothing of Django's is needed, and nothing is written here.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate, product
from random import Random
from typing import NamedTuple
from uuid import UUID

PARTIES, SOURCES, DEALS = 20_000, 50_000, 20_000
CHUNK = 10_000  # claims that are made together; fewer of them are the first of more
FIRST, FIRST_CLAIM = 10_000, 10_000_000  # keys, above those of a story that was loaded
WORDS = 40_000
FIRST_DAY, DAYS = date(2015, 1, 1), 4300
RELEASED_BY = datetime(2026, 11, 22, tzinfo=UTC)

GIVEN_NAMES = ["Ada", "Ben", "Cyn", "Dov", "Eve", "Finn", "Gita", "Hugo", "Ines", "Jan"]
ENDINGS = ["AI", "Labs", "Systems", "Capital"]
FORMS = ["Inc", "Ltd", "GmbH", "AG", "Group", "Holdings"]
OUTLETS = ["The Morning", "Wire", "The Information", "Financial Daily", "Filing", "Company blog"]
MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
STATEMENTS = [
    "{a} put ${n} billion into {b}, which from then on computed on the machines of {a}: {w}.",
    "In {m} {y}, {a} let {b} buy computing power elsewhere for ${n} billion, {w}.",
    "{a} said that it would lean less on {b}, because of {w}.",
    "{a} built a machine of {k} GPUs on which {b} trains its models; engineers spoke of {w}.",
    "As first agreed, {a} would lose what {b} makes as soon as {w}.",
    "{a} was valued at ${n} billion when {b} and others joined in, after {w}.",
    "{a} hired a former chief of {b} in {m} {y}, to lead what it does about {w}.",
    "{a} has no seat on the board of {b}, which limits what it may do about {w}.",
    "The share of its sales that {a} pays to {b} fell to {q} percent in {y}, say people of {w}.",
    "{a} cut the price at which {b} computes by {q} percent; {w}.",
]  # fmt: skip


class Rows(NamedTuple):
    """What goes into one table: its name after `partnerships_`, its columns, and the rows."""

    table: str
    columns: str
    rows: list[tuple]


def words() -> tuple[list[str], list[float]]:
    """All words there are, commonest first, and the weights by which they are drawn, added up."""
    return _vocabulary()


def slug(party: int) -> str:
    return f"p-{party}"


def base_rows(collection: int) -> Iterator[Rows]:
    """Parties, sources and deals, which are the same for any number of claims."""
    rng = Random(1)
    yield Rows("party", _PARTY, [_party(rng, n, collection) for n in range(PARTIES)])
    yield Rows("source", _SOURCE, [_source(rng, n, collection) for n in range(SOURCES)])
    yield Rows("deal", _DEAL, [_deal(rng, n, collection) for n in range(DEALS)])
    yield Rows("dealparty", _DEAL_PARTY, [row for n in range(DEALS) for row in _sides(rng, n)])


def claim_rows(collection: int, start: int) -> Iterator[Rows]:
    """CHUNK claims from number `start` on, with what they are about and two citations each."""
    rng = Random(1000 + start)
    made: dict[str, list] = {name: [] for name in ("claim", "claimparty", "claimdeal", "citation")}
    for number in range(start, start + CHUNK):
        one, other = rng.choices(range(PARTIES), cum_weights=_weights(PARTIES), k=2)
        key = FIRST_CLAIM + number
        made["claim"].append(_claim(rng, number, collection, one, other))
        made["claimparty"] += [(key, FIRST + party) for party in sorted({one, other})]
        if rng.random() < 0.6:
            made["claimdeal"].append((key, FIRST + rng.randrange(DEALS)))
        made["citation"] += _citations(rng, number, collection)
    for table, columns in zip(made, (_CLAIM, _CLAIM_PARTY, _CLAIM_DEAL, _CITATION), strict=True):
        yield Rows(table, columns, made[table])


_PARTY = (
    "id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved, "
    "note, released_at"
)
_SOURCE = (
    "id, slug, collection_id, outlet, title, authors, kind, tier, language, url, "
    "published_words, published, says, origin_note, derives_from_id, seen, seen_at, "
    "confidentiality, is_unnamed, released_at"
)
_DEAL = 'id, slug, collection_id, reference, date_words, start, "end", ongoing, title, kinds, note'
_DEAL_PARTY = "uid, deal_id, party_id, role, direction"
_CLAIM = (
    "id, uid, collection_id, reference, layer, section, statement, kind, attributed_to, "
    "date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high, "
    "value_unit, link_anchor, note, is_adverse, is_blind, released_at"
)
_CLAIM_PARTY = "claim_id, party_id"
_CLAIM_DEAL = "claim_id, deal_id"
_CITATION = (
    "uid, collection_id, reference, claim_id, source_id, stance, quote, translation, locator, "
    "says, answer"
)


def _party(rng, number, collection):
    kind = "person" if _is_person(number) else "company"
    country = rng.choice(["US", "GB", "DE", "FR", "JP"])
    name = name_of(number)
    unknown = [""] * 4
    key = FIRST + number
    return key, slug(number), collection, kind, name, "", country, *unknown, _moment(rng)


def _source(rng, number, collection):
    retold = FIRST + rng.randrange(number) if number > 100 and rng.random() < 0.1 else None
    return (
        FIRST + number, f"s-{number}", collection, rng.choice(OUTLETS),
        _said(rng, 8).capitalize(), [f"A. {_said(rng, 1).capitalize()}"],
        rng.choice(["primary", "filing", "reporting"]), rng.choice("ABCD"), "en",
        f"https://example.org/{number}/{_said(rng, 1)}", "", _edtf(rng), _said(rng, 20), "", retold,
        "page", "", "open", False, _moment(rng) if rng.random() < 0.95 else None,
    )  # fmt: skip


def _deal(rng, number, collection):
    return (
        FIRST + number, f"d-{number}", collection, f"D{number}", "", _day(rng).isoformat(), "",
        False, _said(rng, 6).capitalize(), [rng.choice(["investment", "cloud", "licence"])], "",
    )  # fmt: skip


def _sides(rng, number):
    parties = set(rng.choices(range(PARTIES), cum_weights=_weights(PARTIES), k=3))
    while len(parties) < 2:
        parties.add(rng.randrange(PARTIES))
    for party, role in zip(sorted(parties), ["investor", "investee", "customer"], strict=False):
        yield _uid(rng), FIRST + number, FIRST + party, role, ""


def _claim(rng, number, collection, one, other):
    statement = rng.choice(STATEMENTS).format(
        a=name_of(one), b=name_of(other), n=rng.randint(1, 200), m=rng.choice(MONTHS),
        y=rng.randint(2015, 2026), k=rng.randint(1, 90) * 1000, q=rng.randint(1, 80),
        w=_said(rng, rng.randint(4, 14)),
    )  # fmt: skip
    kinds = ["fact", "figure", "date", "quote", "attribution", "opinion"]
    value = rng.randint(1, 200) if rng.random() < 0.3 else None
    return (
        FIRST_CLAIM + number, _uid(rng), collection, f"C{number:07}", "",
        rng.choice(["Lead", "Body", "End"]), statement,
        rng.choices(kinds, weights=[50, 20, 10, 10, 5, 5])[0], "", "", "", _edtf(rng),
        _day(rng) if rng.random() < 0.3 else None,
        "exact" if value else "", value, value, "USD" if value else "", "", "", False, False,
        _moment(rng) if rng.random() < 0.9 else None,
    )  # fmt: skip


def _citations(rng, number, collection):
    for place, source in enumerate([rng.randrange(SOURCES), rng.randrange(SOURCES)], start=1):
        stance = rng.choices(["supports", "qualifies", "refutes", "context"], weights=[8, 1, 1, 1])
        yield (
            _uid(rng), collection, f"C{number:07}-{place}", FIRST_CLAIM + number, FIRST + source,
            stance[0], _said(rng, rng.randint(8, 20)), "", f"para {rng.randint(1, 40)}", "", "",
        )  # fmt: skip


def _is_person(number):
    return number % 4 == 3


@cache
def name_of(number):
    """The name of the party with that number."""
    rng = Random(number)
    if _is_person(number):
        return f"{rng.choice(GIVEN_NAMES)} {_word(rng)} {number}"
    return f"{_word(rng)} {rng.choice([_word(rng), *ENDINGS])} {number} {rng.choice(FORMS)}"


def _word(rng):
    return rng.choice(words()[0]).capitalize()


def _said(rng, number):
    vocabulary, weights = words()
    return " ".join(rng.choices(vocabulary, cum_weights=weights, k=number))


@cache
def _vocabulary():
    rng = Random(7)
    starts = "b c d f g h l m n p r s t v w br cl dr gr pl st tr".split()
    syllables = ["".join(pair) for pair in product(starts, "a e i o u ai ea oo".split())]
    made: dict[str, None] = {}
    while len(made) < WORDS:
        word = "".join(rng.choices(syllables, k=rng.choice([2, 2, 3, 3, 4])))
        made[word + rng.choice("nrltmx")] = None
    return list(made), list(accumulate(1 / (place + 1) ** 1.05 for place in range(WORDS)))


@cache
def _weights(number):
    return list(accumulate(1 / (place + 1) for place in range(number)))


def _day(rng):
    return FIRST_DAY + timedelta(days=rng.randrange(DAYS))


def _edtf(rng):
    """A date as a desk writes them: mostly a day, now and then a month, a year or none."""
    written, day = rng.random(), _day(rng).isoformat()
    return day if written < 0.7 else day[:7] if written < 0.85 else day[:4] if written < 0.9 else ""


def _moment(rng):
    return RELEASED_BY - timedelta(seconds=rng.randrange(10**8))


def _uid(rng):
    """An identifier by chance alone, which sorts as badly as any may."""
    return UUID(int=rng.getrandbits(128), version=4)
