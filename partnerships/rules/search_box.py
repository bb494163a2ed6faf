"""What the one box of every page answers while somebody types: the search over everything, with
the beginnings of words, and names that are like what was typed."""

from dataclasses import dataclass, field

from django.db.models import Q

from ..models import Amount, Party, Revision
from .people import Asker
from .spelling import names_like
from .word_search import ShownRow, found_by_words, shown_rows

LONGEST = 200  # characters that are looked for
SHOWN = 8
RANKED = 200  # of a noun, while one types
LIKELY = 3
PARTIES = {"companies", "people"}


@dataclass
class BoxAnswer:
    """What was found, the likest first, and of each noun how many (None: more than are counted).
    `instead` are the words that were looked for where nothing has those typed; `likely` the parties
    that may be meant besides; `stories` the latest texts of the desk's stories; `sums` the main sum
    of each deal by its key."""

    words: str
    rows: list[ShownRow] = field(default_factory=list)
    counts: dict[str, int | None] = field(default_factory=dict)
    instead: str = ""
    likely: list[Party] = field(default_factory=list)
    stories: list[Revision] = field(default_factory=list)
    sums: dict[int, Amount | None] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.rows or self.likely or self.stories)

    def has_party(self, name: str) -> bool:
        """Whether a party that was found bears the name."""
        found = [row.title for row in self.rows if row.noun in PARTIES]
        found += [party.name for party in self.likely]
        return name.strip().lower() in map(str.lower, found)


def box_answer(
    words: str,
    user: Asker,
    nouns: tuple[str, ...] = (),
    *,
    shown: int = SHOWN,
    drafts: bool = False,
) -> BoxAnswer:
    """What the words are found in among these nouns, or all, that `user` may know of; with
    `drafts`, stories of the desk too, by headline."""
    words = words.strip().replace("\x00", "")[:LONGEST]
    answer = BoxAnswer(words)
    if len(words) < 2:
        return answer
    found = found_by_words(words, user, nouns, may_go_on=True, pool=RANKED)
    meant = found.instead or words
    answer.instead = found.instead
    answer.rows = shown_rows(found.rows[:shown], meant, may_go_on=True)
    answer.counts = {noun: count for noun, count in found.nouns.items() if count != 0}
    asks_parties = not nouns or PARTIES & {*nouns}
    if asks_parties and not found.instead and not answer.counts.keys() & PARTIES:
        answer.likely = _likely(words, user)
    if drafts:
        answer.stories = _drafts(words, user)
    answer.sums = _sums([row.record.pk for row in answer.rows if row.noun == "deals"])
    return answer


def _likely(words, user):
    """Parties whose names are like the words: “Open AI” stands in claims, and OpenAI is meant."""
    names = names_like(words, user)[:LIKELY]
    if not names:
        return []
    named = (
        Party.objects.filter(Q(name__in=names) | Q(names__text__in=names)).order_by().values("pk")
    )
    return list(Party.objects.visible_to(user).standing().filter(pk__in=named)[:LIKELY])


def _drafts(words, user):
    texts = Revision.objects.visible_to(user).current().select_related("story")
    named = Q(headline__icontains=words) | Q(story__slug__icontains=words)
    return list(texts.filter(named).defer("body", "standfirst").order_by("-pk")[:LIKELY])


def _sums(deals):
    """Of each deal its main sum. A query, where there are deals."""
    sums: dict[int, Amount | None] = dict.fromkeys(deals)
    for amount in Amount.objects.main_first().filter(deal__in=deals) if deals else ():
        sums[amount.deal_id] = sums[amount.deal_id] or amount
    return sums
