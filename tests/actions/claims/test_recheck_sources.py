"""The command that looks at sources again: which ones, what it says, and how it ends."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnerships.actions.claims import rechecks
from partnerships.errors import NotFetched
from partnerships.models import Entry, Recheck, Source
from tests import factories as make

pytestmark = pytest.mark.django_db


def quoted(site, name, was="", now="", status=200, **fields):
    """A citation of a source whose page says so, or `now` where its copy says `was`."""
    source = make.source(slug=name, **fields)
    citation = make.quotation(source_=source)
    text = citation.snapshot.text.replace(was, now) if was else citation.snapshot.text
    source.url = site.serve(f"/{name}", text.encode(), status=status, media_type="text/plain")
    source.save()
    return citation


def run(**options):
    """What the command says on stdout and on stderr."""
    out, err = StringIO(), StringIO()
    call_command("recheck_sources", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_it_sums_up_what_became_of_the_quotations(site):
    quoted(site, "same")
    quoted(site, "busy", status=503)

    out, err = run()

    assert "2 quotations of 2 sources: 1 unchanged, 0 moved, 0 altered, 0 gone, 1 unreach" in out
    assert "The site cannot serve the page now (503): 1 of 2 sources" in out
    assert "2 of 2 sources, 0 drifted" in err
    assert set(Entry.objects.filter(act="rechecked").values_list("door", "by")) == {
        ("recheck_sources", None)
    }


def test_it_ends_with_one_and_a_list_when_something_is_altered_or_gone(site):
    citation = quoted(site, "fray", "$10", "$11")
    out = StringIO()

    with pytest.raises(CommandError, match="1 altered.*Look at what is altered") as ended:
        call_command("recheck_sources", stdout=out, stderr=StringIO())

    assert ended.value.returncode == 1
    assert out.getvalue().startswith(
        f"{citation.claim.reference}, fray: altered: “the price is $10 billion”."
        " There it says now: “the price is $11 billion”."
    )


def test_only_what_is_asked_for_is_looked_at(site):
    quoted(site, "one")
    other = quoted(site, "other")
    other.claim.collection = make.collection("other")
    other.claim.save()

    run(source=["one"])
    run(collection="other")

    looked = Recheck.objects.order_by("pk").values_list("source__slug", flat=True)
    assert list(looked) == ["one", "other"]


def test_what_was_looked_at_of_late_is_left_alone(site):
    citation = quoted(site, "one")
    make.recheck(citation.source, at=timezone.now() - timedelta(days=3))

    out, _ = run(older_than=7)
    assert "of 0 sources" in out

    out, _ = run(older_than=2)
    assert "of 1 source:" in out


def test_a_confidential_source_is_looked_at_only_by_its_name(site):
    quoted(site, "hidden", confidentiality="confidential")

    out, err = run()
    assert "hidden" not in out + err
    assert not Recheck.objects.exists()

    run(source=["hidden"])
    assert Recheck.objects.get().source.slug == "hidden"


def test_a_source_whose_turn_did_not_come_does_not_stop_the_others(site, monkeypatch):
    for name in ("first", "second"):
        quoted(site, name)
    look = rechecks.recheck

    def busy(source, **fields):
        if source.slug == "first":
            raise NotFetched("unavailable", "Other pages of the host are being captured.")
        return look(source, **fields)

    monkeypatch.setattr("partnerships.management.commands.recheck_sources.recheck", busy)

    out, err = run()

    assert "first: Other pages of the host are being captured." in err
    assert "1 quotation of 2 sources" in out


def test_a_name_that_nothing_bears_is_refused_in_a_sentence(site):
    make.source(slug="uncited", url=site.at("/uncited"))

    for name in ("uncited", "nobody"):
        with pytest.raises(CommandError, match=f"is called {name}"):
            run(source=[name])
    with pytest.raises(CommandError, match="not negative"):
        run(older_than=-1)
    assert Source.objects.count() == 1
