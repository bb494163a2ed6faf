"""Records with values by chance in every column that the API shows."""

from datetime import date, timedelta
from decimal import Decimal

import pghistory
from django.db import transaction

from partnerships import models
from partnerships.vocabulary import (
    AmountBasis,
    ClaimKind,
    Confidentiality,
    DealKind,
    DealRole,
    EventKind,
    Finding,
    Holding,
    Interest,
    Qualifier,
    RoleKind,
    Seen,
    SourceKind,
    Stance,
    Step,
    Tier,
    ValuationBasis,
)
from tests import factories as make

ODD = ["“so” & <b>", "\u2028", "\u2029", "é", "\U0001f600", 'a "b" \\ c', "\x7f", "a\nb", "%s {}"]
DATES = ["2019", "2024-10", "2024-10-23", "2019~", "2023-23", "../2017", "2019-01/2020", "2020/.."]
STARTS, ENDS = ["2019", "2019-03~", "2018-05-01"], ["2021", "2022-07", "2022-08-01"]


class RandomWorld:
    """`chance` decides everything: the same one makes the same world."""

    def __init__(self, chance):
        self.chance = chance

    def text(self):
        words = [*ODD, "word", "Another word", "10 %"]
        return " ".join([f"Text {self.chance.random()}", *self.chance.sample(words, 3), "end"])

    def maybe(self, value, empty=""):
        return value() if self.chance.random() < 0.7 else empty

    def day(self):
        return date(2020, 1, 1) + timedelta(days=self.chance.randrange(2_000))

    def moment(self):
        return make.NOON + timedelta(microseconds=self.chance.randrange(10**13))

    def released(self):
        return self.moment() if self.chance.random() < 0.7 else None

    def one(self, words):
        return self.chance.choice(list(words))

    def date(self, name="date"):
        return {name: self.maybe(lambda: self.one(DATES)), f"{name}_words": self.maybe(self.text)}

    def period(self):
        end = self.maybe(lambda: self.one(ENDS))
        return {
            "date_words": self.maybe(self.text),
            "start": self.maybe(lambda: self.one(STARTS)),
            "end": end,
            "ongoing": not end and self.chance.random() < 0.5,
            "confirmed_on": self.maybe(lambda: date(2020, 1, self.chance.randrange(1, 29)), None),
        }

    def figure(self, low="low", high="high", most=10**12):
        first, last = (Decimal(each).scaleb(-4) for each in sorted(
            self.chance.randrange(1, most * 10**4) for _ in range(2)
        ))  # fmt: skip
        return self.one([
            {low: first, high: first, "qualifier": Qualifier.EXACT},
            {low: first, high: last, "qualifier": Qualifier.RANGE},
            {low: None, high: last, "qualifier": Qualifier.UP_TO},
        ])  # fmt: skip

    def source(self, **fields):
        secret = self.chance.random() < 0.2 and not fields.get("released_at")
        fields = {
            "outlet": self.text()[:190], "title": self.text(), "kind": self.one(SourceKind),
            "tier": self.one(Tier), "seen": self.one(Seen), "says": self.maybe(self.text),
            "origin_note": self.maybe(self.text), "language": self.one(["en", "de", ""]),
            "seen_at": self.maybe(self.text), "authors": self.maybe(lambda: [self.text()], []),
            "is_unnamed": self.chance.random() < 0.5,
            "url": self.maybe(lambda: f"https://example.org/{self.chance.random()}"),
            "confidentiality": Confidentiality.CONFIDENTIAL if secret else Confidentiality.OPEN,
            "released_at": None if secret else self.released(), **self.date("published"),
        } | fields  # fmt: skip
        return make.source(**fields)

    def build(self):
        """A world of some rows a noun, all of whose parties are public."""
        chance = self.chance
        self.parties = [make.company(self.text()) for _ in range(3)] + [make.person(self.text())]
        companies, someone = self.parties[:3], self.parties[3]
        self.sources = [self.source(released_at=make.NOON), self.source()]
        for _ in range(4):
            above = self.maybe(lambda: self.one(self.sources), None)
            self.sources.append(self.source(derives_from=above))
        tie = make.partnership(*companies[:2], name=self.text(), summary=self.maybe(self.text))
        models.PartnershipParty.objects.update(**self.period())
        self.deals = [self.deal(tie, *companies[:2]) for _ in range(3)]
        for _ in range(2):
            self.role(someone, self.one(companies))
            self.stake(*companies[:2])
            self.valuation(self.one(companies))
        self.events = [
            make.event(*chance.sample(self.parties, 2), title=self.text(), kind=self.one(EventKind),
                       reference=self.maybe(lambda: f"E{chance.randrange(10**6)}"), **self.date())
            for _ in range(2)
        ]  # fmt: skip
        self.works = [each for each in self.sources if each.confidentiality == Confidentiality.OPEN]
        self.claims = [self.claim() for _ in range(6)]
        self.verdicts()
        for party in self.parties:
            make.party_name(party, self.text(), **self.period())
            make.identifier(party)
            make.fact(party=party, source=self.one(self.sources), note=self.maybe(self.text))
            make.fact(party=party, claim=self.one(self.claims))
        return self

    def deal(self, tie, *parties):
        with transaction.atomic():
            made = make.deal(
                *parties, title=self.text(), partnership=self.maybe(lambda: tie, None),
                kinds=self.chance.sample(DealKind.values, 2), released_at=self.released(),
                reference=self.maybe(lambda: f"D{self.chance.randrange(10**6)}"), **self.period(),
            )  # fmt: skip
        models.DealParty.objects.filter(deal=made).update(role=DealRole.PARTY)
        make.deal_step(made, self.one([Step.ANNOUNCED, Step.RUMOURED]), self.one(DATES[:4]))
        currency = {"currency": self.one(["USD", "EUR"]), "basis": self.one(AmountBasis)}
        make.amount(made, **self.figure() | currency | self.date())
        make.term(made, self.text(), **self.period())
        return made

    def role(self, person, company):
        kind = self.one(RoleKind)
        return make.role(person, company, title=self.text(), kind=kind, **self.period())

    def stake(self, holder, company):
        figure = self.figure("percent_min", "percent_max", 100)
        named = {"interest": self.one(Interest), "holding": self.one(Holding)}
        return make.stake(holder, company, **named | figure | self.period())

    def valuation(self, company):
        figure = self.figure() | {"basis": self.one(ValuationBasis), "currency": "EUR"}
        return make.valuation(company, **figure | self.date())

    def claim(self):
        figure = self.figure("value_low", "value_high")
        figure["value_qualifier"] = figure.pop("qualifier")
        if self.chance.random() < 0.3:
            known = [each for each in Qualifier.values if each != Qualifier.RANGE]
            figure = {"value_qualifier": self.one(["", *known])}
        else:
            figure["value_unit"] = self.one(["USD", "%", "GPUs"])
        made = make.claim(
            self.text(), kind=self.one(ClaimKind), layer=self.maybe(lambda: "later"),
            section=self.maybe(self.text), attributed_to=self.maybe(self.text), **self.date(),
            date_as_worded=self.maybe(lambda: self.one(DATES[:4])),
            as_of=self.maybe(self.day, None), good_until=self.maybe(self.day, None),
            link_anchor=self.maybe(self.text), note=self.maybe(self.text), **figure,
            is_adverse=self.chance.random() < 0.5, is_blind=self.chance.random() < 0.3,
            appears_in=self.maybe(lambda: self.one(self.works), None),
            released_at=self.released(),
        )  # fmt: skip
        made.parties.set(self.chance.sample(self.parties, 2))
        made.deals.set(self.chance.sample(self.deals, 2))
        made.events.set(self.chance.sample(self.events, 1))
        with pghistory.context(user=make.member("Reporter").pk):
            for source in self.chance.sample(self.sources, 3):
                self.cite(made, source)
        for _ in range(self.chance.randrange(3)):
            made.searches.create(place=self.text(), sought=self.text(), searched_on="2024-10")
        return made

    def cite(self, claim, source):
        more = {
            "stance": self.one(Stance), "locator": self.maybe(self.text), "says": self.text(),
            "answer": self.maybe(self.text),
            "reference": self.maybe(lambda: f"C{self.chance.randrange(10**6)}"),
        }  # fmt: skip
        if self.chance.random() < 0.5:
            return make.citation(claim, source, **more)
        words = f"the price is {self.chance.randrange(10**6)} dollars"
        copy = make.snapshot(source, f"They said that {words}, and no more. {self.text()}")
        quoted = make.citation(
            claim, source, quote=words, snapshot=copy, translation=self.maybe(self.text), **more
        )
        if self.chance.random() < 0.5:
            make.sighting(quoted, words, self.one([words, "it is free"]))
        elif self.chance.random() < 0.5:
            make.sighting(quoted)
        return quoted

    def verdicts(self):
        """A verdict in each state, one of them lapsed by what only keepers may know of."""
        stands, wrong, lapsed, hidden, waiting = (
            make.checked(released_at=make.NOON) for _ in range(5)
        )
        for claim in (stands, lapsed, hidden):
            make.signed(claim, reasons=self.text(), as_of=self.day())
        make.citation(wrong, stance=Stance.REFUTES)
        right = {"reasons": self.text(), "correction": self.text()}
        make.signed(wrong, Finding.WRONG, **right)
        make.proposed(waiting, reasons=self.text())
        with pghistory.context(user=make.member("Reporter", first_name="Robin", last_name="K").pk):
            make.citation(hidden, self.source(confidentiality="confidential", released_at=None))
            make.citation(lapsed, self.sources[0], locator="Elsewhere")
