"""A record of every kind, each with all that can hang on it."""

from partnerships.vocabulary import Scheme, Step
from tests import factories as make


def one_of_everything():
    """A company with all that a company can have, in a partnership with another."""
    report = make.source(released_at=make.NOON)
    source = make.source(released_at=make.NOON, derives_from=report)
    company, other, person = make.company(), make.company(), make.person()
    company.parent = other
    company.save()
    tie = make.partnership(company, other)
    before = make.released_deal(title=f"The first of {tie.name}")
    related = {"partnership": tie, "amends": before, "umbrella": before}
    deal = make.released_deal(company, other, start="2020", ongoing=True, **related)
    make.released_deal(amends=deal, umbrella=deal, title=f"The last of {tie.name}")
    make.deal_step(deal, Step.ANNOUNCED, "2020-01-01")
    amount, term = make.amount(deal), make.term(deal, start="2020-01-01")
    valuation = make.valuation(company, deal=deal, date="2020")
    event = make.event(company, person, date="2020")
    role, stake = make.role(person, company), make.stake(other, company)
    claim = make.claim(released_at=make.NOON, date="2020")
    claim.parties.add(company)
    claim.deals.add(deal)
    claim.events.add(event)
    copy = make.snapshot(source, "They said that it rains.")
    make.citation(claim, source, quote="it rains", snapshot=copy)
    claim.searches.create(place="The archive", sought="A denial", searched_on="2024-10-23")
    for party in (company, person):
        make.party_name(party)
        make.identifier(party, Scheme.WIKIDATA)
        make.fact(party=party, source=source)
    records = {"deal": deal, "amount": amount, "term": term, "valuation": valuation}
    records |= {"event": event, "role": role, "stake": stake, "partnership": tie}
    for name, record in records.items():
        make.fact(**{name: record}, source=source)
        make.fact(**{name: record}, claim=claim)
    return tie
