"""A name is not public because somebody recorded it: two worlds give the same answers, byte for
byte, the one with and the other without records of every kind that are not released.

The records hang on everything that readers see. Each page, each list, and each filter by a party is
asked, and each tool of the MCP; VOLUME=full asks 20,000 questions, what chance thinks of besides.
"""

import json
from io import BytesIO
from random import Random
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from mcp.server.mcpserver.exceptions import ToolError
from rest_framework.test import APIClient

from partnerships import models
from partnerships.actions import dumps
from partnerships.api.extending import ALL_PROPERTIES
from partnerships.api.public_tables import public_tables
from partnerships.api.receipts import RECEIPT_TYPE
from partnerships.api.reconciling import COLUMNS, EXTENDED
from partnerships.api.telling import page_to_send, tell_changes
from partnerships.api.urls import NOUNS
from partnerships.formats.data_packages import PackageFacts, write_data_package
from partnerships.management import mcp_tools
from partnerships.models import Deal, Event, Partnership, Party, Role, Stake, Valuation
from partnerships.rules.reconciling import RECONCILED
from partnerships.vocabulary import ClaimKind, NameKind, Qualifier, Scheme
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.moments import begun_long_ago, dated, day
from tests.shared import OF_ONE_REQUEST
from tests.volume import IS_FULL, share, tries

pytestmark = pytest.mark.django_db

ANSWERS = 20_000
SEVEN = [Party, Role, Stake, Partnership, Valuation, Event]  # companies and people are parties
KINDS = ["company", "person"]
OFF = {"released_at": None}
OF_CLAIM = ["uses", "verdicts"]
SUMS = ["", "?by=payer,payee,year,kind", "?by=deal&currency=USD", "?amount_min=8bn"]
BY_VALUE = ["identifier", "url", "amount_min", "amount_max"]
SEARCHES = ["/api/v1/search/", "/search/", "/search/box/"]
FORMATS = ["csv", "xlsx", "jsonl"]
RECONCILE, LED_TO = "/api/v1/reconcile/", ["preview", "view"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def asked_by(db):
    """Who asks: nobody named, and an account that sees the desk's claims, but not its parties."""
    checker = make.editor("checker", "view_claim", "view_deal", "view_source", "view_citation")
    checker.user_permissions.add(
        *make.editor(None, "add_claim", "change_claim").user_permissions.all()
    )
    return [None, None, checker]


@pytest.fixture
def known(db):
    record_what_readers_see()


def record_what_readers_see():
    """A story that is out among it; and drafts, which they do not see."""
    one_of_everything()
    make.corrected(make.edition().story)
    draft = make.claim("A draft about Company.")
    draft.parties.add(Party.objects.earliest("pk"))
    make.citation(draft)
    make.deal(*Party.objects.all()[:2], title="A draft of a lease")
    make.amount(lease := make.released_deal(title="A lease in dispute"), 1)
    figure_of(lease, 2, released_at=make.NOON)


def figure_of(deal, billions, **fields):
    """A claim that gives a sum of the deal."""
    much = {"value_low": billions * 10**9, "value_high": billions * 10**9, "value_unit": "USD"}
    made = make.claim(kind=ClaimKind.FIGURE, value_qualifier=Qualifier.EXACT, **much, **fields)
    made.deals.add(deal)
    return made


def record_what_nobody_is_to_see():
    """People, companies and facts that are not released, on everything that there is."""
    parties = list(Party.objects.order_by("pk"))
    companies = [party for party in parties if party.kind == "company"]
    people = [party for party in parties if party.kind == "person"]
    source = models.Source.objects.released().earliest("pk")
    claim = models.Claim.objects.released().earliest("pk")
    whom = make.person("Hidden Canary", country="FR", place="Canary Wharf", founded="1970", **OFF)
    firm = make.company(
        "Canary Holdings", parent=companies[0], legal_form="company", country="FR", **OFF
    )
    same = make.company("Canary Trading", merged_into=companies[1], **OFF)
    hidden = [whom, firm, same]
    for party in hidden:
        make.party_name(party, f"Canary {party.pk}", kind=NameKind.ALIAS)
        make.identifier(party, Scheme.WIKIDATA)
        make.fact(party=party, source=source)
    named = {"title": "Canary post", "start": "2020", "ongoing": True} | OFF
    facts = [
        make.role(person, company, **named) for person in [whom, *people] for company in companies
    ]
    facts += [make.role(person, firm, **named) for person in people]
    held = {"percent_min": 12, "percent_max": 12, "start": "2020"} | OFF
    facts += [make.stake(firm, company, **held) for company in companies]
    facts += [make.stake(company, firm, **held) for company in companies]
    facts += [make.stake(companies[0], companies[1], interest="votes", **held)]
    facts += [make.partnership(*companies[:3], firm, name="Canary pact", slug="canary-pact", **OFF)]
    for company in [*companies, firm]:
        for deal in [None, *Deal.objects.released().order_by("pk")[:2]]:
            facts.append(make.valuation(company, deal=deal, date="2020", **OFF))
    facts += [make.event(party, whom, title="Canary fair", date="2020", **OFF) for party in parties]
    for fact in facts:
        noun = {"role": "role", "stake": "stake"}.get(fact._meta.model_name, fact._meta.model_name)
        make.fact(**{noun: fact}, source=source)
        make.fact(**{noun: fact}, claim=claim)
    for tie in [*Partnership.objects.released(), *Partnership.objects.filter(released_at=None)]:
        make.deal(firm, companies[0], title=f"Canary lease of {tie.slug}", partnership=tie)
    for draft in models.Claim.objects.filter(released_at=None):
        draft.parties.add(whom, firm)  # nothing leads to who was merged
        draft.events.add(*Event.objects.filter(released_at=None))
    for draft in Deal.objects.filter(released_at=None):
        make.deal_party(draft, whom)
        make.amount(draft, 9, payer=firm, payee=companies[0])
    disputed = models.Claim.objects.get(kind=ClaimKind.FIGURE, deals__slug="a-lease-in-dispute")
    for deal in Deal.objects.released():
        make.valuation(companies[0], 888, deal=deal, date="2020-01-01", **OFF)
        make.valuation(companies[0], 2, deal=deal, currency="USD", date="2020-01-01", **OFF)
    disputed.deals.add(Deal.objects.filter(released_at=None).earliest("pk"))
    secret = {"confidentiality": "confidential", "outlet": "Canary Times"}
    make.source(url="https://example.org/canary", **secret)


class Asker:
    """Thinks of questions, the same from the same seed, that name what is there and what is not."""

    def __init__(self):
        self.random = Random(20241023)
        self.moment = urlencode({"known_at": timezone.now().isoformat()})
        slugs = {
            model: [*model.objects.values_list("slug", flat=True)] for model in (Party, Partnership)
        }
        deals = [*Deal.objects.values_list("slug", flat=True)]
        sources = [*models.Source.objects.values_list("slug", flat=True)]
        parties = [*slugs[Party], "nobody"]
        shown = Party.objects.released().order_by("pk")
        self.to_filter_by = ["hidden-canary", *(shown.filter(kind=kind)[0].slug for kind in KINDS)]
        references = [*models.Claim.objects.values_list("reference", flat=True)]
        names = [*Party.objects.values_list("name", flat=True)]
        days = ["2019", "2020", "2020-01-01", "2024-10-23"]
        self.words = {
            **dict.fromkeys(["party", "company", "person", "holder"], parties),
            "partnership": slugs[Partnership],
            **dict.fromkeys(["date_from", "date_to"], days),
            **dict.fromkeys(["source", "origin"], sources),
            "as_of": ["2020-01-01", "2024-10-23"],
            "collection": ["microsoft_openai"],
            "deal": deals,
            "claim": [str(uid) for uid in models.Claim.objects.values_list("uid", flat=True)],
            "reference": ["", *references],
            "search": [*names, "canary", "canari", "company", "lease", "hidden or draft", "9bn"],
            "role": ["", "chief-executive"],
            "country": ["FR", "US"],
            "currency": ["USD"],
            "origins": ["0", "1"],
            "identifier": [*models.Identifier.objects.values_list("value", flat=True), "Q0"],
            "url": [*models.Source.objects.exclude(url="").values_list("url", flat=True)],
            **dict.fromkeys(["amount_min", "amount_max"], ["8bn", "1", "9 billion USD"]),
            "page_size": ["1", "2", "50"],
        }
        self.ids = {
            "companies": parties,
            "people": parties,
            "partnerships": slugs[Partnership],
            "deals": deals,
            "sources": sources,
            "stories": [*models.Story.objects.values_list("slug", flat=True)],
        }
        for noun, viewset in NOUNS.items():
            if noun not in self.ids:
                rows = viewset.queryset.model.objects.values_list("uid", flat=True)
                self.ids[noun] = [*map(str, rows), "0192d9a5-0000-7000-8000-000000000000"]
        self.pages = [
            "/", "/claims/microsoft_openai/", "/stories/", "/stories/feed.atom",
            "/stories/corrections.atom", "/api/v1/", "/nowhere/",
            "/deals/", "/companies/", "/people/",
            *(f"/{kind}/{slug}/" for kind in ("companies", "people") for slug in parties),
            *(f"/deals/{slug}/" for slug in deals),
            *(f"/claims/microsoft_openai/{reference}/" for reference in references),
            *(
                f"/stories/{slug}/{leaf}"
                for slug in self.ids["stories"]
                for leaf in ["", "article.jsonld", "corrections.atom", "editions/1/"]
            ),
        ]  # fmt: skip

    def certain(self):
        """Each page, each list, and each filter by a party, for one that is there and one not."""
        yield from self.pages
        yield from (f"/api/v1/{noun}/" for noun in NOUNS)
        yield from self.known_at(self.moment)
        yield from ("/api/v1/changes/", "/api/v1/changes/?after=5")
        yield "/api/v1/changes/feed.atom"
        yield from ("/api/v1/outlets/", "/api/v1/outlets/?receipt=1")
        yield from (f"/api/v1/outlets/?party={slug}" for slug in self.to_filter_by)
        yield "/api/v1/dumps/"
        yield from ("/api/v1/seals/", "/.well-known/newsroom-seals.json")
        yield from (f"/api/v1/{noun}/?receipt=1" for noun in NOUNS)
        yield from (f"/api/v1/deals/{slug}/?receipt=1" for slug in self.ids["deals"])
        yield from (f"/api/v1/companies/{slug}/?receipt=1" for slug in self.to_filter_by)
        yield from ("/api/v1/totals/?by=payer&receipt=1", "/api/v1/conflicts/?receipt=1")
        yield from (f"/api/v1/{noun}/?format={form}" for noun in NOUNS for form in FORMATS)
        yield from (
            f"/api/v1/claims/{uid}/{leaf}/" for uid in self.ids["claims"] for leaf in OF_CLAIM
        )
        yield from (f"/api/v1/totals/{asked}" for asked in SUMS)
        yield from (f"/api/v1/deals/{slug}/backing/" for slug in self.ids["deals"])
        yield from (f"/api/v1/totals/?payer={slug}" for slug in self.to_filter_by)
        yield from (f"/api/v1/conflicts/?party={slug}" for slug in self.to_filter_by)
        yield from ("/api/v1/corrections/", "/api/v1/corrections/?receipt=1")
        for query in [*self.words["search"], *self.words["identifier"], *self.ids["deals"]]:
            queries = json.dumps({"q": {"query": query}})
            yield f"{RECONCILE}?{urlencode({'queries': queries})}"
            yield f"{RECONCILE}suggest/entity/?{urlencode({'prefix': query})}"
        entities = [f"{noun}/{key}" for noun in RECONCILED for key in self.ids[noun]]
        for start in range(0, len(ALL_PROPERTIES), COLUMNS):
            names = [{"id": name} for name in [*ALL_PROPERTIES][start : start + COLUMNS]]
            extend = json.dumps({"ids": entities[:EXTENDED], "properties": names})
            yield f"{RECONCILE}?{urlencode({'extend': extend})}"
        yield from (f"{RECONCILE}{page}/?id={each}" for page in LED_TO for each in entities)
        for one in self.words["party"]:
            pairs = (f"{one},{other}" for other in self.words["party"])
            yield from (f"/api/v1/connections/?between={pair}" for pair in pairs)
        yield from (f"/api/v1/conflicts/?deal={slug}" for slug in self.ids["deals"])
        yield from (f"/api/v1/conflicts/{asked}" for asked in ("", "?kind=dates,posts", "?skip=1"))
        yield from ("/api/v1/people/?search=canary", "/api/v1/companies/?search=canary")
        for words in self.words["search"]:
            yield from (f"{door}?{urlencode({'q': words})}" for door in SEARCHES)
        yield from (f"{SEARCHES[0]}?q=canari{more}" for more in ("", "&noun=people", "&skip=1"))
        tie = self.ids["partnerships"][0]
        yield f"/api/v1/partnerships/{tie}/?as_of=2024-10-23"
        by_party = {"party", "company", "person", "holder"}
        for noun, viewset in NOUNS.items():
            for name in viewset.filterset_class.base_filters.keys() & by_party:
                yield from (f"/api/v1/{noun}/?{name}={slug}" for slug in self.to_filter_by)

        for noun, viewset in NOUNS.items():
            for name in viewset.filterset_class.base_filters.keys() & set(BY_VALUE):
                for word in self.words[name]:
                    yield f"/api/v1/{noun}/?{urlencode({name: word})}"

    def known_at(self, moment):
        """What is asked of a moment: each list and what names one of the hidden."""
        yield from (f"/api/v1/{noun}/?page_size=200&{moment}" for noun in NOUNS)
        yield from (f"/api/v1/{noun}/hidden-canary/?{moment}" for noun in ("companies", "people"))
        yield from (f"/api/v1/claims/?party={slug}&{moment}" for slug in self.to_filter_by)
        yield from (f"/api/v1/deals/{slug}/backing/?{moment}" for slug in self.ids["deals"])
        yield f"/api/v1/outlets/?{moment}"
        yield from (f"/api/v1/claims/?search=canary&{moment}", f"/api/v1/totals/?by=payer&{moment}")
        yield from (
            f"/api/v1/{asked}&{moment}" for asked in ("people/?search=canary", "conflicts/?skip=0")
        )
        nouns = ("/companies/", "/people/", "/deals/", "/claims/")
        yield from (f"{page}?{moment}" for page in self.pages if page.startswith(nouns))

    def question(self):
        """A method, an address, and a body where there is one."""
        chance = self.random.random()
        if chance < 0.2:
            return "get", self.random.choice(self.pages), None
        noun = self.random.choice(list(NOUNS))
        if chance < 0.4:
            return "get", f"/api/v1/{noun}/{self.random.choice(self.ids[noun])}/{self.day()}", None
        if chance < 0.45:
            return self.draft(self.random.choice(self.words["party"]))
        if chance < 0.5:
            return self.random.choice([*self.of_a_program()])
        filters = NOUNS[noun].filterset_class.base_filters
        names = self.random.sample(list(filters), min(len(filters), self.random.randint(1, 3)))
        parameters = [
            (name, self.random.choice(self.choices(name, filters[name]))) for name in names
        ]
        if self.random.random() < 0.5:
            order = self.random.choice(list(NOUNS[noun].orderings))
            parameters += [("ordering", self.random.choice(["", "-"]) + order)]
        if self.random.random() < 0.2:
            parameters += [("known_at", timezone.now().isoformat())]
        if self.random.random() < 0.3:
            parameters += [("page_size", self.random.choice(self.words["page_size"]))]
        elif self.random.random() < 0.3:
            parameters += [("format", self.random.choice(FORMATS))]
        return "get", f"/api/v1/{noun}/?{urlencode(parameters)}", None

    def of_a_program(self):
        """What a program of the MCP asks by each of its tools: a method, a path, and what it says
        besides."""
        nouns = [*RECONCILED, "partnerships", "stakes", "roles", "valuations", "events", "sources"]
        yield from (("mcp", f"{noun}/{key}/", {}) for noun in nouns for key in self.ids[noun])
        yield from (("mcp", f"claims/{key}/", {}) for key in self.ids["claims"])
        yield from (("mcp", "search/", {"q": words}) for words in self.words["search"])
        for slug in self.to_filter_by:
            yield from (("mcp", "claims/", {"party": slug}), ("mcp", "totals/", {"party": slug}))
        yield "mcp", "totals/", {"by": "payer,year"}

    def draft(self, party):
        """A claim about the party and some event, which is refused for its value besides."""
        made = {"statement": "It sings.", "kind": "fact", "collection": "microsoft_openai"}
        about = {"parties": [party], "events": [self.random.choice(self.ids["events"])]}
        return "post", "/api/v1/claims/", made | about | {"value": "no value"}

    def choices(self, name, asked):
        return asked.extra.get("known") or self.words.get(name) or ["x"]

    def day(self):
        days = ["", "", "?as_of=2020-01-01", "?as_of=2024-10-23", f"?{self.moment}"]
        return self.random.choice(days)


def answer(question, by):
    """All that whoever asks is told: status, headers and body."""
    method, address, body = question
    if method == "mcp":
        return told_to_a_program(address, body)
    client = APIClient()
    if by:
        client.force_authenticate(by)
    cache.clear()  # where the throttles count
    said = getattr(client, method)(address, body, format="json") if body else client.get(address)
    if said["Content-Type"] == RECEIPT_TYPE:  # its own moment, and the signature over that, aside
        return said.status_code, [], said.json()["sealed"]
    headers = sorted((name, value) for name, value in said.items() if name not in OF_ONE_REQUEST)
    told = b"".join(said) if said.streaming else said.content
    return said.status_code, headers, sheets_of(told) if said["Content-Type"] == XLSX else told


def told_to_a_program(path, asked):
    """What a tool of the MCP tells, without the moment of its receipt."""
    cache.clear()
    try:
        return 200, [], mcp_tools.api_answer(path, asked, without="")["answer"]
    except ToolError as refusal:
        return 404, [], str(refusal)


def sheets_of(workbook):
    """What stands in a workbook, without the moment at which it was written."""
    with ZipFile(BytesIO(workbook)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}


def test_nobody_is_told_of_what_is_not_released(known, asked_by):
    seen = transaction.savepoint()
    record_what_nobody_is_to_see()
    asker = Asker()
    questions = [(("get", address, None), None) for address in share(sorted(asker.certain()), 0)]
    questions += [(each, None) for each in share([*asker.of_a_program()], 0)]
    lists = [("get", f"/api/v1/{noun}/", None) for noun in ("claims", "deals", "citations")]
    lists.append(("get", "/api/v1/webhooks/", None))
    questions += [(each, asked_by[-1]) for each in [*lists, asker.draft("hidden-canary")]]
    more = ANSWERS - len(questions) if IS_FULL else tries(100)
    questions += [(asker.question(), asker.random.choice(asked_by)) for _ in range(more)]
    with_them = [answer(*each) for each in questions]
    transaction.savepoint_rollback(seen)
    without = [answer(*each) for each in questions]

    differing = [
        (*question, one, other)
        for question, one, other in zip(questions, with_them, without, strict=True)
        if one != other
    ]
    assert differing == []
    assert {status for status, _, _ in without} >= {200, 404, 422}


def test_the_past_gives_nothing_back_of_what_was_released_and_is_not_any_more(known, monkeypatch):
    begun_long_ago()
    dated(day(1))
    seen = transaction.savepoint()
    there = {model: [*model.objects.values_list("pk", flat=True)] for model in [*SEVEN, Deal]}
    monkeypatch.setitem(OFF, "released_at", make.NOON)
    record_what_nobody_is_to_see()
    for model in there:
        model.objects.exclude(pk__in=there[model]).update(released_at=make.NOON)
    asker = Asker()
    questions = [("get", each, None) for each in asker.known_at("known_at=2026-01-02T12:00:00Z")]
    dated(day(1))
    before = [answer(question, None) for question in questions]
    for model, kept in there.items():
        model.objects.exclude(pk__in=kept).update(released_at=None)
    dated(day(3))

    with_them = [answer(question, None) for question in questions]
    transaction.savepoint_rollback(seen)
    without = [answer(question, None) for question in questions]

    asked = zip(questions, with_them, without, strict=True)
    assert [question for question, one, other in asked if one != other] == []
    assert before != without  # readers were shown all of it then


def test_a_dump_is_the_same_to_the_byte(known):
    begun_long_ago()
    dated(day(1))
    seen = transaction.savepoint()
    record_what_nobody_is_to_see()
    dated(day(1))
    with_them = dump_of(day(2))
    transaction.savepoint_rollback(seen)

    assert dump_of(day(2)) == with_them


def test_what_programs_are_sent_of_changes_is_the_same_to_the_byte(known):
    begun_long_ago()
    seen = transaction.savepoint()
    record_what_nobody_is_to_see()
    tell_changes()
    with_them = [page_to_send(after) for after in (0, 5)]
    transaction.savepoint_rollback(seen)
    tell_changes()

    assert [page_to_send(after) for after in (0, 5)] == with_them
    assert with_them[0].latest > 5


def dump_of(moment):
    """The bytes of all tables of that moment."""
    written = BytesIO()
    write_data_package(written, public_tables(moment), PackageFacts("https://desk.test", moment))
    return written.getvalue()


def test_a_dump_stays_while_what_nobody_is_to_see_comes_and_goes(known, monkeypatch, settings):
    settings.DUMP_DAYS = 36_500
    begun_long_ago()
    record_what_nobody_is_to_see()
    dated(day(1))
    monkeypatch.setattr(dumps, "settled_moment", lambda: day(2))
    kept, _ = dumps.publish_dump()
    models.Citation.objects.filter(source__released_at=None).delete()
    models.FactSource.objects.exclude(
        pk__in=models.FactSource.objects.visible_to(AnonymousUser())
    ).delete()
    models.Claim.objects.filter(released_at=None).update(statement="Told otherwise.")
    for model in (Role, Stake, Valuation):
        model.objects.filter(**OFF).delete()
    dated(day(3))
    cache.clear()

    assert dumps.given_dumps() == [kept]


@pytest.mark.django_db(transaction=True)
def test_what_is_stored_and_remembered_tells_nobody_of_what_is_not_released(known):
    """Documents and the marks of answers step aside within a transaction: asked outside of one."""
    released = models.Claim.objects.released().values_list("uid", flat=True)
    paths = ["claims/", "claims/?page_size=1", *(f"claims/{uid}/" for uid in released)]
    paths += [f"{noun}/" for noun in NOUNS]
    before = [answer_with_mark(path) for path in paths]
    assert connection_has_documents()

    record_what_nobody_is_to_see()

    again = [
        answer_with_mark(path, told["ETag"])
        for path, (_, told, _) in zip(paths, before, strict=True)
    ]
    assert [status for status, *_ in again if status != 304] == []
    cache.clear()
    assert [answer_with_mark(path)[2] for path in paths] == [body for *_, body in before]


def answer_with_mark(path, tag=""):
    """What anybody is told who has the answer with that mark: status, headers and body."""
    cache.clear()
    told = APIClient().get(f"/api/v1/{path}", headers={"If-None-Match": tag} if tag else {})
    return told.status_code, told, told.content


def connection_has_documents():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partnerships_claimdocument")
        return cursor.fetchone()[0] > 0


def test_the_worlds_differ_for_the_desk(known):
    desk = make.member("Reader")
    before = {noun: answer(("get", f"/api/v1/{noun}/", None), desk) for noun in NOUNS}

    record_what_nobody_is_to_see()

    changed = {
        noun for noun in NOUNS if before[noun] != answer(("get", f"/api/v1/{noun}/", None), desk)
    }
    assert changed >= {"companies", "people", "roles", "stakes", "partnerships", "valuations"}
    assert changed >= {"events", "claims", "deals"}


def test_every_noun_is_hidden_on_something(known):
    record_what_nobody_is_to_see()

    for model in SEVEN:
        assert model.objects.filter(**OFF).exists()
        assert model.objects.released().exists()
