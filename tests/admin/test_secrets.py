"""Nothing that is asked of the desk tells of a confidential source to who may not know of it."""

import re

import pghistory
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.actions.claims import comments
from partnerships.actions.sources import identities, text_overlaps
from partnerships.actions.sources.seals import SealedPerson
from partnerships.formats.fixtures import files
from partnerships.models import Citation, Claim, Search, Snapshot, Source, TextOverlap
from partnerships.vocabulary import (
    Confidentiality,
    Finding,
    Kinship,
    Seen,
    Stance,
    State,
    Tier,
)
from tests import factories as make
from tests.clock import standing
from tests.sample_reports import report
from tests.volume import share

pytestmark = pytest.mark.django_db

SECRET = "Canary"
SEALED = SealedPerson("Robin Redbreast", "redbreast@example.org")
NAME = ["Robin", "Redbreast", "redbreast@example.org"]
LISTS = ["claim", "citation", "source", "verdict", "assignment", "comment", "snapshot"]
NARROWED = {
    "claim": [
        *(f"finding={word}" for word in ["accurate", "wrong"]),
        *(f"state={word}" for word in State.values),
        *(f"needs={word}" for word in ["citation", "reading", "origin", "signature", "again"]),
        "o=6",
        "q=statement",
        f"q={SECRET}",
    ],
    "citation": ["stance=refutes", "outcome=drifted", f"q={SECRET}"],
    "source": [
        *(f"origin={word}" for word in ["own", "retells", "retold"]),
        *(f"q={word}" for word in [SECRET, *NAME]),
    ],
    "verdict": [*(f"state={word}" for word in State.values), f"q={SECRET}"],
    "comment": [f"q={SECRET}"],
    "snapshot": [f"q={SECRET}"],
    "assignment": ["whose=mine", "whose=overdue"],
}
TEXT = report("wire", 3)
FRESH = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|csrf_token[^;]*|nonce="[^"]*"|"csrfToken": "[^"]*"'
)


def narrowed():
    """Lists of the desk of which an address asks a part. What stands in a part stands in the
    whole: what matters of them is whether they are the same."""
    for kind, parts in NARROWED.items():
        page = reverse(f"admin:partnerships_{kind}_changelist")
        yield from [f"{page}?{words}" for words in parts]


def addresses(claim):
    """Every page of the desk on which something of the claim may stand."""
    yield from [reverse(f"admin:partnerships_{kind}_changelist") for kind in LISTS]
    for page in ["change", "history", "timeline", "delete"]:
        yield reverse(f"admin:partnerships_claim_{page}", args=[claim.pk])
    for citation in claim.citations.all():
        for page in ["change", "history", "delete"]:
            yield reverse(f"admin:partnerships_citation_{page}", args=[citation.pk])
            yield reverse(f"admin:partnerships_source_{page}", args=[citation.source_id])
        yield reverse("admin:partnerships_snapshot_latest", args=[citation.source_id])
    for copy in Snapshot.objects.filter(source__citations__claim=claim):
        for page in ["change", "reader", "passage", "history"]:
            place = f"at=0&for=4&words={SECRET}"
            yield f"{reverse(f'admin:partnerships_snapshot_{page}', args=[copy.pk])}?{place}"
    for page in ["claim", "citation", "source"]:
        yield f"{reverse(f'admin:partnerships_{page}_export')}"
    for field in ["citation", "factsource"]:
        words = f"app_label=partnerships&model_name={field}&field_name=source"
        yield f"{reverse('admin:autocomplete')}?{words}&term="
    yield from [reverse("admin:index"), "/", reverse("admin:partnerships_source_possible_copies")]
    for text_overlap in TextOverlap.objects.all():
        yield reverse("admin:partnerships_source_compare", args=[text_overlap.pk])


def told(user, paths, at=None):
    """What the user reads at each address, `at` a moment, without what is new on every page."""
    cache.clear()
    client = Client()
    client.force_login(user)
    client.get(reverse("admin:index"))
    with standing(at or timezone.now()):
        found = {path: client.get(path) for path in paths}
    found["propose"] = client.post(
        reverse("admin:partnerships_claim_changelist"),
        {"action": "propose_many", "_selected_action": [row.pk for row in Claim.objects.all()]},
    )
    for kind in ["claim", "citation", "source"]:
        found[f"export {kind}"] = client.post(
            reverse(f"admin:partnerships_{kind}_export"), {"format": "0", "resource": ""}
        )
    return {
        path: (answer.status_code, FRESH.sub("", answer.content.decode(errors="replace")))
        for path, answer in found.items()
    }


def confidential(**fields):
    hidden = {"confidentiality": Confidentiality.CONFIDENTIAL, "seen": Seen.NOT_SEEN}
    slug = f"{SECRET.lower()}-source"
    return make.source(**{"slug": slug, "outlet": SECRET, "title": SECRET} | hidden | fields)


def hide(claim, keeper):
    """Confidential sources are cited, commented on, copied, cited anew and taken away; who one
    is, is sealed and opened; and what is cited openly turns out to be like one, and to retell
    another."""
    citation = make.citation(claim, confidential(), stance=Stance.REFUTES, says=SECRET)
    comments.comment(citation, SECRET, by=keeper)
    make.snapshot(citation.source, text=f"{SECRET} {TEXT}")
    text_overlaps.suggest()
    open_one = Source.objects.filter(citations__claim=claim).exclude(pk=citation.source_id).first()
    make.origin_decision(citation.source, open_one, Kinship.UNSURE, by=keeper)
    identities.seal_identity(citation.source, SEALED, SECRET, by=keeper)
    identities.unseal_identity(citation.source, SECRET, by=keeper)
    gone = make.citation(claim, citation.source, says=f"{SECRET} again")
    Citation.objects.filter(pk=gone.pk).update(says=f"{SECRET} once more")
    gone.delete()
    origin = confidential(slug="canary-origin", title="Canary too", is_unnamed=True, tier=Tier.A)
    for source in Source.objects.filter(citations__claim=claim).exclude(pk=citation.source_id):
        source.derives_from = origin
        source.save()


@pytest.fixture
def claim():
    with pghistory.context(user=make.member("Reporter", name="reporter").pk):
        claim = make.claim(is_adverse=True, reference="S28", released_at=make.NOON)
        for _ in range(2):
            source = make.source(released_at=make.NOON)
            make.citation(claim, source)
            make.snapshot(source, text=TEXT)
        text_overlaps.suggest()
        Search.objects.create(claim=claim, place="There", sought="That", searched_on="2024-10-23")
    return claim


@pytest.fixture
def keeper():
    return make.member("Editor", "Source keeper", name="keeper")


@pytest.mark.walk
@pytest.mark.parametrize("who", ["Reader", "Editor"])
def test_no_page_differs_by_a_byte_with_confidential_sources(claim, keeper, who):
    user = make.member(who, name="outsider")
    paths = [*addresses(claim), *share([*narrowed()], len(who))]
    moment = timezone.now()
    before = told(user, paths, moment)

    with pghistory.context(user=keeper.pk):
        hide(claim, keeper)
    after = told(user, paths, moment)

    assert [path for path in after if after[path] != before[path]] == []


@pytest.mark.walk
@pytest.mark.parametrize("who", ["Reader", "Editor"])
def test_no_page_names_what_made_a_verdict_lapse(claim, keeper, who):
    make.proposed(claim, finding=Finding.OPINION)
    user = make.member(who, name="outsider")

    with pghistory.context(user=keeper.pk):
        hide(claim, keeper)
    after = told(user, addresses(claim))

    answered = [text.replace(f"q={SECRET}", "") for _, text in after.values()]
    words = [f"{SECRET}, ", f"{SECRET} ", "citation was added", "origin of a source was changed"]
    assert [word for word in words for text in answered if word in text] == []
    assert any("what it rests on was changed" in text for text in answered)
    signs = ["when keeper saved", "By keeper", "</time>, keeper"]
    assert [sign for sign in signs for text in answered if sign in text] == []


@pytest.mark.parametrize(
    ("kind", "lookup"),
    [
        ("claim", "citations__source__outlet__startswith"),
        ("claim", "verdicts__covers__icontains"),
        ("claim", "current__covers__icontains"),
        ("claim", "entries__key__contains"),
        ("claim", "authorships__source__slug"),
        ("verdict", "covers__icontains"),
        ("verdict", "fingerprint__startswith"),
        ("verdict", "claim__citations__source__slug"),
        ("comment", "citation__source__outlet__startswith"),
        ("assignment", "claim__citations__source__slug"),
        ("source", "origin__slug"),
        ("source", "derives_from__outlet__startswith"),
        ("citation", "source__origin__slug"),
    ],
)
def test_no_address_of_a_list_asks_what_is_hidden(client, kind, lookup):
    client.force_login(make.member("Editor"))

    answer = client.get(reverse(f"admin:partnerships_{kind}_changelist"), {lookup: SECRET})

    assert answer.status_code == 400


def test_what_a_page_does_not_show_is_not_asked_of_its_form(client, keeper):
    source = make.source(derives_from=confidential())
    client.force_login(make.member("Editor"))

    page = client.get(reverse("admin:partnerships_source_change", args=[source.pk]))

    assert source.derives_from.slug not in page.content.decode()
    assert page.context["adminform"].form.initial["derives_from"] is None


@pytest.mark.walk
@pytest.mark.parametrize(
    "groups", [["Editor in chief"], ["Administrator"], ["Editor", "Source keeper"], []]
)
def test_no_page_tells_the_sealed_name_to_anybody(claim, keeper, groups):
    """Nor to readers and editors, to whom no page differs by a byte."""
    user = make.member(*groups, name="anybody", is_superuser=not groups)
    with pghistory.context(user=keeper.pk):
        hide(claim, keeper)
    sealed = Source.objects.get(slug="canary-source")
    sources = reverse("admin:partnerships_source_changelist")
    searches = [f"{sources}?q={word}" for word in NAME]
    seal = reverse("admin:partnerships_source_seal", args=[sealed.pk])

    answered = told(user, [*addresses(claim), seal, *searches])

    said = {path: text.casefold() for path, (_, text) in answered.items()}
    for path in searches:  # the words that were typed stand on the page again, and no row
        assert reverse("admin:partnerships_source_change", args=[sealed.pk]) not in said.pop(path)
    assert [path for path in said for word in NAME if word.casefold() in said[path]] == []


def test_no_story_that_is_dumped_holds_the_sealed_name(claim, keeper, tmp_path):
    with pghistory.context(user=keeper.pk):
        hide(claim, keeper)

    told = "".join(text for _, text in files(claim.collection, confidential=True))

    assert "canary-source" in told
    assert [word for word in [*NAME, "ciphertext", "identity"] if word in told] == []
