"""Records for tests: plain functions that ask only for what the test is about."""

from datetime import UTC, datetime
from hashlib import sha256
from itertools import count

import pghistory
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from knox.models import AuthToken

from partnerships import models
from partnerships.actions.claims import verdicts
from partnerships.actions.journal import acting
from partnerships.actions.locks import lock_claim
from partnerships.actions.stories import comments, editions, holds, passages, stories
from partnerships.rules.claims.drift import UNREACHABLE, Newer
from partnerships.rules.stories.coverage import coverage_objections
from partnerships.rules.stories.manuscripts import Manuscript
from partnerships.rules.stories.objections import UNCOVERED
from partnerships.vocabulary import (
    AmountBasis,
    Basis,
    Came,
    Capture,
    ClaimKind,
    DealKind,
    DealRole,
    EventKind,
    Finding,
    HoldKind,
    Interest,
    NameKind,
    PartyKind,
    Qualifier,
    RoleKind,
    Scheme,
    Seen,
    Severity,
    SourceKind,
    Stance,
    Tier,
    ValuationBasis,
)

NOON = datetime(2024, 10, 23, 12, tzinfo=UTC)
numbers = count(1)
# Parties and what is recorded of them are released, unless a test says otherwise; claims, deals and
# sources are not.
READ = {"released_at": NOON}


COLLECTION = "SELECT * FROM partnerships_collection WHERE slug = %s"
JOIN = """
INSERT INTO auth_user_groups (user_id, group_id)
SELECT {}, id FROM auth_group WHERE name IN ({})
"""
PERMIT = """
INSERT INTO auth_user_user_permissions (user_id, permission_id)
SELECT {}, auth_permission.id FROM auth_permission
JOIN django_content_type AS kind ON kind.id = content_type_id
WHERE app_label = 'partnerships' AND codename IN ({})
"""
BY_OWNER = """
CREATE SCHEMA IF NOT EXISTS by_owner;
CREATE OR REPLACE FUNCTION by_owner.run(sentence text) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public AS $$
DECLARE
    rows bigint;
BEGIN
    EXECUTE sentence;
    GET DIAGNOSTICS rows = ROW_COUNT;
    RETURN rows;
END $$;
GRANT USAGE ON SCHEMA by_owner TO PUBLIC
"""


def collection(slug="microsoft_openai"):
    """Every record asks for it: by plain SQL, which Django does not have to put together."""
    for known in models.Collection.objects.raw(COLLECTION, [slug]):
        return known
    return models.Collection.objects.create(slug=slug, name=slug)


def editor(username=None, *permissions, is_superuser=False, **fields):
    """Somebody of the desk, who may do what is named, such as `view_claim`."""
    user = get_user_model().objects.create_user(
        username or f"editor-{next(numbers)}", is_staff=True, **fields
    )
    if is_superuser:
        by_owner(f"UPDATE auth_user SET is_superuser = true WHERE id = {user.pk}")
        user.is_superuser = True
    if permissions:
        assert by_owner(PERMIT.format(user.pk, in_sql(permissions))) == len({*permissions})
    return user


def by_owner(sentence):
    """Have the owner of the tables do this, whom no law keeps from giving rights; on how many rows.

    In the transaction of the test: by a function with his rights, which is in no desk.
    """
    with connection.cursor() as cursor:
        # Asked for by name, PostgreSQL would remember on this connection that there is none; and
        # a row without a column would be an empty one, which is false.
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'by_owner'")
        if not cursor.fetchone():
            apart = connection.copy()
            with apart.as_owner(), apart.cursor() as owner:
                owner.execute(BY_OWNER)
            apart.close()
        cursor.execute("SELECT by_owner.run(%s)", [sentence])
        return cursor.fetchone()[0]


def token(user):
    """A token of theirs for the API, as it is stored, and what is sent."""
    with pghistory.context(user=user.pk):
        return AuthToken.objects.create(user=user)


def delivery(webhook, **fields):
    """Two changes that are being sent there."""
    fields = {"after": 0, "last": 2, "begun_at": NOON} | fields
    return models.WebhookDelivery.objects.create(webhook=webhook, **fields)


def in_sql(words):
    """The words as a list of SQL's, for what is sent as text."""
    return ", ".join(f"'{word}'" for word in words)


def company(name=None, **fields):
    return _party(models.Company, PartyKind.COMPANY, name or f"Company {next(numbers)}", fields)


def person(name=None, **fields):
    return _party(models.Person, PartyKind.PERSON, name or f"Person {next(numbers)}", fields)


def _party(model, kind, name, fields):
    fields = {"slug": slugify(name), "collection": collection} | READ | fields
    return _made(model, fields | {"kind": kind, "name": name})


def party_name(party=None, text=None, **fields):
    defaults = {"party": company, "text": text or f"Name {next(numbers)}", "kind": NameKind.ALIAS}
    return _made(models.PartyName, defaults | _given(party=party) | fields)


def identifier(party=None, scheme=Scheme.WIKIDATA, value=None, **fields):
    defaults = {"party": company, "value": value or f"Q{next(numbers)}", "basis": Basis.SURE}
    return _made(models.Identifier, defaults | {"scheme": scheme} | _given(party=party) | fields)


def role(person_=None, company_=None, **fields):
    defaults = {"person": person, "company": company, "title": "CEO", "kind": RoleKind.EXECUTIVE}
    defaults |= READ
    given = _given(person=person_, company=company_, collection=collection)
    return _made(models.Role, defaults | given | fields)


def stake(holder=None, company_=None, **fields):
    defaults = {"holder": company, "company": company, "interest": Interest.SHARES}
    defaults |= READ
    given = _given(holder=holder, company=company_, collection=collection)
    return _made(models.Stake, defaults | given | fields)


def partnership(*parties, **fields):
    """A partnership of the parties, whose dates are not known."""
    name = f"Partnership {next(numbers)}"
    defaults = {"name": name, "slug": slugify(name), "collection": collection}
    made = _made(models.Partnership, defaults | READ | fields)
    for party in parties:
        models.PartnershipParty.objects.create(partnership=made, party=party)
    return made


@transaction.atomic  # a published deal has its parties when the transaction ends
def deal(*parties, **fields):
    """A deal between the parties; released when `released_at` is given."""
    title = fields.pop("title", f"Deal {next(numbers)}")
    defaults = {"slug": slugify(title), "kinds": [DealKind.INVESTMENT], "collection": collection}
    made = _made(models.Deal, defaults | {"title": title} | fields)
    for party in parties:
        deal_party(made, party)
    return made


def released_deal(*parties, **fields):
    return deal(*(parties or (company(), company())), **{"released_at": NOON} | fields)


def deal_party(deal_=None, party=None, **fields):
    defaults = {"deal": deal, "party": company, "role": DealRole.PARTY}
    return _made(models.DealParty, defaults | _given(deal=deal_, party=party) | fields)


def deal_step(deal_, step, date="", **fields):
    return models.DealStep.objects.create(deal=deal_, step=step, date=date, **fields)


def amount(deal_=None, billions=1, **fields):
    """So many billion US dollars exactly, unless the fields say otherwise."""
    figure = billions * 10**9
    defaults = {"deal": deal, "low": figure, "high": figure, "currency": "USD"}
    defaults |= {"basis": AmountBasis.ANNOUNCED} | _given(deal=deal_)
    return _made(models.Amount, defaults | fields)


def up_to(deal_=None, billions=1, **fields):
    return amount(deal_, billions, **{"qualifier": Qualifier.UP_TO, "low": None} | fields)


def term(deal_=None, text="The cloud is exclusive.", **fields):
    return _made(models.Term, {"deal": deal, "text": text} | _given(deal=deal_) | fields)


def valuation(company_=None, billions=157, **fields):
    figure = billions * 10**9
    defaults = {"company": company, "low": figure, "high": figure, "currency": "USD"}
    defaults |= {"basis": ValuationBasis.POST_MONEY, "collection": collection} | READ
    return _made(models.Valuation, defaults | _given(company=company_) | fields)


def event(*parties, **fields):
    defaults = {"title": f"Event {next(numbers)}", "kind": EventKind.PRODUCT}
    made = _made(models.Event, defaults | {"collection": collection} | READ | fields)
    for party in parties:
        models.EventParty.objects.create(event=made, party=party)
    return made


def source(**fields):
    """A source of no address, not released; it retells `derives_from`, when given."""
    number = next(numbers)
    defaults = {
        "slug": f"source-{number}",
        "outlet": f"Outlet {number}",
        "title": f"Report {number}",
        "kind": SourceKind.REPORTING,
        "tier": Tier.B,
        "seen": Seen.PAGE,
        "collection": collection,
    }
    made = _made(models.Source, defaults | fields)
    made.refresh_from_db(fields=["origin"])  # PostgreSQL has found it
    return made


def snapshot(source_=None, text="", **fields):
    """A kept copy of the source, whose text is `text`."""
    content = text or f"Copy {next(numbers)}"
    defaults = {
        "source": source,
        "captured_at": NOON,
        "how": Capture.PASTED,
        "media_type": "text/plain",
        "sha256": sha256(content.encode()).hexdigest(),
        "text": content,
    }
    return _made(models.Snapshot, defaults | _given(source=source_) | fields)


def claim(statement=None, **fields):
    number = next(numbers)
    defaults = {
        "reference": f"S{number}",
        "statement": statement or f"Statement {number}.",
        "kind": ClaimKind.FACT,
        "collection": collection,
    }
    return _made(models.Claim, defaults | fields)


def citation(claim_=None, source_=None, **fields):
    """A citation that supports the claim, in our own words."""
    defaults = {
        "claim": claim,
        "source": source,
        "stance": Stance.SUPPORTS,
        "says": "It says so.",
        "collection": collection,
    }
    return _made(models.Citation, defaults | _given(claim=claim_, source=source_) | fields)


def quotation(quote="the price is $10 billion", claim_=None, source_=None, **fields):
    """A citation whose words are proved in a kept copy of its source, recorded by a reporter."""
    text = f"They said on Thursday that {quote}, and no more. Copy {next(numbers)}"
    with pghistory.context(user=member("Reporter").pk):
        about = source_ or source()
        copy = snapshot(about, text)
        return citation(claim_, about, **{"quote": quote, "says": "", "snapshot": copy} | fields)


def recheck(source_=None, copy=None, **fields):
    """A look at the source that brought the copy, or none because the site could not serve it."""
    came = {"came": Came.COPY} if copy else {"came": Came.UNAVAILABLE, "status": 503}
    defaults = {"source": source, "at": NOON, "snapshot": copy} | came
    return _made(models.Recheck, defaults | _given(source=source_) | fields)


def sighting(citation_, was="", now="", look=None, **fields):
    """What became of a quotation in a copy in which `was` reads `now`; without a look of its own
    or words that differ, no copy came."""
    about, older = citation_.source, citation_.snapshot.text
    citation_.refresh_from_db(fields=["position", "extent"])  # PostgreSQL has found them
    copy = snapshot(about, f"{older.replace(was, now)} Copy {next(numbers)}") if was else None
    found = UNREACHABLE
    if copy:
        found = Newer(copy.text).find(citation_.quote, citation_.position, citation_.extent, older)
    made = {name: getattr(found, name) for name in ("outcome", "position", "extent", "words")}
    made |= {"citation": citation_, "quote": citation_.quote, "copy": citation_.snapshot}
    return _made(models.Sighting, made | {"recheck": look or recheck(about, copy)} | fields)


def fact(field="", **fields):
    """Says what backs a field of the record: `fact("founded", party=openai, source=report)`."""
    if not {"claim", "source"} & set(fields):
        fields["source"] = source
    return _made(models.FactSource, {"field": field, "collection": collection} | fields)


def _given(**fields):
    return {name: value for name, value in fields.items() if value is not None}


def _made(model, fields):
    """A row of the fields; a factory among them is called for its record only now."""
    return model.objects.create(
        **{name: value() if callable(value) else value for name, value in fields.items()}
    )


def member(*groups, name=None, **fields):
    """Somebody of the desk with the roles of these groups: `member("Editor")`."""
    user = editor(name, **fields)
    if groups:
        assert by_owner(JOIN.format(user.pk, in_sql(groups))) == len(set(groups)), groups
    return user


def checked(by=None, **fields):
    """A claim with a citation that supports it, recorded by `by` or by a reporter."""
    author = by or member("Reporter")
    with pghistory.context(user=author.pk):
        made = claim(**fields)
        citation(made)
    return made


def proposed(claim_=None, finding=Finding.ACCURATE, by=None, **fields):
    """A verdict that waits for its second signature."""
    about = claim_ or checked()
    return verdicts.propose(about, finding, by=by or member("Fact-checker"), **fields)


def signed(claim_=None, finding=Finding.ACCURATE, by=None, **fields):
    """A verdict that stands: signed without asking beforehand who may and what speaks against it,
    of which PostgreSQL refuses what it refuses anybody."""
    waiting, signer = proposed(claim_, finding, **fields), by or member("Editor")
    with acting(signer):
        lock_claim(waiting.claim)
        return verdicts.put_signature(waiting, by=signer, at=timezone.now())


def reworded(claim_, by=None):
    """The claim, saying another thing: what was found of it lapses."""
    claim_.statement = "It is another thing."
    with acting(by or member("Reporter")):
        claim_.save()
    return claim_


TEXT = "Microsoft invested $13 billion in OpenAI. OpenAI was worth $157 billion in October 2024."


def story(body=TEXT, by=None, **fields):
    """A story of the desk with its first revision; `by` is a reporter, unless given."""
    number = next(numbers)
    given = {"slug": f"story-{number}", "headline": "The story", "collection": collection()}
    given |= {"body": body, "dateline": NOON.date(), "by": by or member("Reporter")}
    return stories.start(**given | fields)


def revised(story_, body, by=None, **fields):
    """The next revision of the story: as the latest, but with another text and other `fields`."""
    seen = story_.revisions.current().get()
    kept = ("headline", "standfirst", "byline", "dateline")
    given = {name: getattr(seen, name) for name in kept} | {"body": body, "seen": seen.number}
    return stories.revise(story_, **given | {"by": by or member("Reporter")} | fields)


def span(revision, words):
    """Where the words first stand in the text of the revision: start and end."""
    start = revision.text.index(words)
    return start, start + len(words)


def binding(story_=None, words="$13 billion", claim_=None, by=None, **fields):
    """The words, as they first stand in the story's latest revision, lean on the claim."""
    revision = (story_ or story()).revisions.current().get()
    given = {"by": by or member("Reporter")} | fields
    return passages.bind(revision, *span(revision, words), claim_ or claim(), **given)


def waiver(story_=None, words="October 2024", reason="Everybody knows it.", by=None, **fields):
    """The words, as they first stand in the story's latest revision, are excused."""
    revision = (story_ or story()).revisions.current().get()
    given = {"by": by or member("Fact-checker")} | fields
    return passages.waive(revision, *span(revision, words), reason, **given)


def word_comment(
    story_=None, words="$13 billion", text="Since when?", by=None, revision=None, **fields
):
    """Somebody says something of the words, as they first stand in the story's latest revision."""
    revision = revision or (story_ or story()).revisions.current().get()
    given = {"by": by or member("Reporter")} | fields
    return comments.comment_on_words(revision, *span(revision, words), text, **given)


def passage(story_=None, words="$13 billion"):
    """A passage of the story that nothing leans on yet."""
    revision = (story_ or story()).revisions.current().get()
    start, end = span(revision, words)
    author = member("Reporter")
    with pghistory.context(user=author.pk):
        made = models.Passage.objects.create(
            story=revision.story, exact=words, made_by=author, made_at=NOON
        )
        models.Placement.objects.create(passage=made, revision=revision, start=start, end=end)
    return made


def hold(story_=None, kind=HoldKind.LEGAL, reason="The lawyers read it.", by=None, **fields):
    return holds.hold(story_ or story(), kind, reason, by=by or member("Editor"), **fields)


def printable(words="$13 billion", claim_=None, **fields):
    """A story whose marked words lean on a claim that two people signed, and that readers see.

    Whatever else in it could be wrong is excused, each by a waiver of its own.
    """
    made = story(**fields)
    binding(made, words, claim_ or readable().claim)
    return excused(made)


def excused(story_, by=None):
    """The story, with a waiver for whatever in it lies under no claim: as `passages.waive` makes
    them, without asking PostgreSQL of each beforehand what it refuses, and without the journal."""
    revision, checker = story_.revisions.current().get(), by or member("Fact-checker")
    manuscript = Manuscript(revision, checker)  # of the gate's questions only the one that matters
    at, spans, new = timezone.now(), [], []
    for one in coverage_objections(manuscript):
        over = [*manuscript.over(one)]
        waivers = [waiver for span in over for waiver in span.waivers]
        is_excused = any(UNCOVERED in (waiver.excuses or [UNCOVERED]) for waiver in waivers)
        if one.code == UNCOVERED and not is_excused:
            place = one.start, one.end
            there = [span.passage for span in over if (span.start, span.end) == place]
            spans += there[:1] or [passages._unsaved(story_, revision, *place, checker, at)]
            new += [] if there else [(spans[-1], *place)]
    with pghistory.context(user=checker.pk):
        models.Passage.objects.bulk_create(passage for passage, *_ in new)
        models.Placement.objects.bulk_create(
            models.Placement(passage=passage, revision=revision, start=start, end=end)
            for passage, start, end in new
        )
        models.Waiver.objects.bulk_create(
            models.Waiver(
                passage=passage, reason="Not what this is about.", waived_by=checker, waived_at=at
            )
            for passage in spans
        )
    return story_


def binding_of(story_):
    """The only binding of the story."""
    return models.Binding.objects.open().get(passage__story=story_)


def readable(finding=Finding.ACCURATE, released_at=NOON, **fields):
    """A verdict that stands on a claim that was released, with the source that supports it."""
    with pghistory.context(user=member("Reporter").pk):
        about = claim(released_at=released_at, **fields)
        citation(about, source(released_at=released_at))
    return signed(about, finding)


def signed_in_confidence(claim_):
    """A verdict that stands on a claim that rests on confidential sources too."""
    waiting = proposed(claim_, by=member("Fact-checker", "Source keeper"))
    return verdicts.countersign(waiting, by=member("Editor", "Source keeper"))


def edition(story_=None, by=None, **fields):
    """A story that is out."""
    return editions.publish(story_ or printable(), by=by or member("Editor"), **fields)


def corrected(story_, by=None, **fields):
    """The next edition of a story that is out, with its correction."""
    given = {"severity": Severity.CORRECTION, "was_wrong": "It said $13 billion."}
    given |= {"is_right": "It was $10 billion.", "wrong_since": NOON, "asked_by": "A reader"}
    return editions.correct(story_, by=by or member("Editor"), **given | fields)


def origin_decision(source_, other, answer, by=None):
    """What somebody decided of two sources that share text; nothing else is changed by it."""
    by = by or member("Reporter")
    with pghistory.context(user=by.pk):
        return models.OriginDecision.objects.create(
            source=source_, other=other, answer=answer, decided_by=by, decided_at=NOON
        )


def sealed(source_=None, description="a person at Microsoft", by=None):
    """A confidential source with something under seal that nobody can open."""
    by = by or member("Source keeper")
    about = source_ or source(confidentiality="confidential", outlet=description)
    with pghistory.context(user=by.pk):
        return models.Identity.objects.create(
            source=about,
            description=description,
            ciphertext=b"\x01" + bytes(288),
            sealed_by=by,
            sealed_at=NOON,
        )
