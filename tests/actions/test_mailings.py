"""Writing to people: once, as they wish, and nobody in another's stead."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier

import pghistory
import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from partnerships.actions import mailings
from partnerships.actions.claims import assignments
from partnerships.models import Claim, Mailing
from partnerships.vocabulary import Wish
from tests import factories as make
from tests.races import PATIENCE

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def eve(db):
    return make.member("Editor", name="eve", first_name="Eve", last_name="Elder")


def somebody(wish=None, **fields):
    number = next(make.numbers)
    user = make.member("Fact-checker", **{"email": f"checker-{number}@example.org"} | fields)
    if wish:
        Mailing.objects.create(user=user, wish=wish)
    return user


def asked(to, by, times=1, ago=HOUR, **fields):
    return [
        assignments.assign(make.checked(**fields), to, by=by, at=timezone.now() - ago)
        for _ in range(times)
    ]


def test_an_email_says_what_is_asked_and_where(eve, settings):
    settings.DESK_ADDRESS = "https://desk.example.org"
    ben = somebody(first_name="Ben", last_name="Best")
    (made,) = asked(ben, eve, reference="S28")

    mailings.send()

    (letter,) = mail.outbox
    assert letter.to == [ben.email]
    assert letter.subject == "Newsroom: Eve Elder asks you to check S28."
    assert f"“{made.claim.statement}”" in letter.body
    assert f"https://desk.example.org/admin/partnerships/claim/{made.claim_id}/change/" in (
        letter.body
    )


def test_words_stand_in_it_as_they_were_written(eve):
    asked(somebody(), eve, statement="A & B's <deal> closed.")

    mailings.send()

    assert "“A & B's <deal> closed.”" in mail.outbox[0].body


def test_who_wishes_each_gets_an_email_for_each(eve):
    asked(somebody(Wish.EACH), eve, times=3)

    sent = mailings.send()

    assert (sent.mails, sent.people, len(mail.outbox)) == (3, 1, 3)


def test_who_wishes_one_a_day_gets_one_a_day(eve):
    ben = somebody(Wish.DAILY)
    asked(ben, eve, times=3)

    mailings.send()
    asked(ben, eve, ago=-HOUR)
    mailings.send(at=timezone.now() + timedelta(minutes=2))

    assert [letter.subject for letter in mail.outbox] == ["Newsroom: 3 things at the desk"]
    mailings.send(at=timezone.now() + timedelta(days=1))
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "fields", [{"wish": Wish.NONE}, {"email": ""}, {"is_active": False}], ids=lambda each: str(each)
)
def test_who_wishes_none_has_no_address_or_is_gone_gets_none(eve, fields):
    gone = fields.pop("is_active", True) is False
    ben = somebody(**fields)
    asked(ben, eve)
    type(ben).objects.filter(pk=ben.pk).update(is_active=not gone)

    assert mailings.send().mails == 0


def test_nothing_is_told_twice(eve):
    asked(somebody(), eve)

    mailings.send()
    mailings.send()

    assert len(mail.outbox) == 1


def test_of_two_runs_at_once_one_writes(eve, monkeypatch):
    asked(somebody(), eve)
    found = mailings.notices.notices_for

    def meanwhile(*args):
        monkeypatch.setattr(mailings.notices, "notices_for", found)
        mailings.send()  # the other run is through before this one takes its turn
        return found(*args)

    monkeypatch.setattr(mailings.notices, "notices_for", meanwhile)
    sent = mailings.send()

    assert (sent.mails, len(mail.outbox)) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_two_runs_that_take_the_same_turn_write_once(eve, monkeypatch):
    asked(somebody(Wish.EACH), eve)
    both, take = Barrier(2, timeout=PATIENCE), mailings._take_turn

    def together(*args):
        both.wait()
        return take(*args)

    def run():
        with closing(connection):
            return mailings.send().mails

    monkeypatch.setattr(mailings, "_take_turn", together)
    with ThreadPoolExecutor(2) as runs:
        sent = [run.result() for run in [runs.submit(run), runs.submit(run)]]

    assert sorted(sent) == [0, 1]
    assert len(mail.outbox) == 1


def test_a_mailbox_that_fails_stops_nobody_else_and_is_tried_again(eve, monkeypatch):
    ben, ann = somebody(), somebody()
    for one in (ben, ann):
        asked(one, eve)
    post = mailings.EmailMessage.send

    def refuse(letter, **kwargs):
        if letter.to == [ben.email]:
            raise ConnectionRefusedError
        return post(letter, **kwargs)

    monkeypatch.setattr(mailings.EmailMessage, "send", refuse)
    first = mailings.send()
    monkeypatch.setattr(mailings.EmailMessage, "send", post)
    mailings.send()

    assert first.failed == {ben.username: "ConnectionRefusedError"}
    assert (first.mails, first.people) == (1, 1)
    assert [letter.to for letter in mail.outbox] == [[ann.email], [ben.email]]


def test_what_was_written_before_a_failure_is_not_written_again(eve, monkeypatch):
    ben = somebody()
    asked(ben, eve, ago=2 * HOUR, reference="S1")
    asked(ben, eve, ago=HOUR, reference="S2")
    post, tries = mailings.EmailMessage.send, []

    def fail_once(letter, **kwargs):
        tries.append(letter)
        if len(tries) == 2:
            raise TimeoutError
        return post(letter, **kwargs)

    monkeypatch.setattr(mailings.EmailMessage, "send", fail_once)
    mailings.send()
    mailings.send()

    assert [letter.subject[-3:] for letter in mail.outbox] == ["S1.", "S2."]


def test_no_statement_of_a_blind_check_is_in_an_email(eve):
    asked(somebody(), eve, statement="Nobody reads this.", is_blind=True)

    mailings.send()

    assert "Nobody reads this." not in mail.outbox[0].body


def test_no_finding_is_in_an_email(eve):
    ben = somebody()
    verdict = make.proposed(by=ben)
    with pghistory.context(user=eve.pk):
        Claim.objects.filter(pk=verdict.claim_id).update(statement="Something else.")

    mailings.send(at=timezone.now() + timedelta(minutes=2))

    assert "accurate" not in (mail.outbox[0].body + mail.outbox[0].subject).lower()


def test_whoever_turns_emails_on_hears_of_nothing_old(eve):
    ben = somebody(Wish.NONE)
    asked(ben, eve)

    mailings.wish(Wish.EACH, by=ben)

    assert mailings.send().mails == 0


def test_the_command_says_what_it_did(eve, capsys):
    asked(somebody(), eve)

    call_command("send_notices")
    call_command("send_notices")

    assert capsys.readouterr().out == "Sent 1 e-mail to 1 person.\nNothing to tell anybody.\n"


def test_the_command_fails_with_the_name_of_who_was_not_reached(eve, monkeypatch):
    ben = somebody()
    asked(ben, eve)

    def refuse(letter, **kwargs):
        raise OSError

    monkeypatch.setattr(mailings.EmailMessage, "send", refuse)

    with pytest.raises(CommandError, match=rf"tried again next time: {ben.username} \(OSError\)"):
        call_command("send_notices")


def test_no_name_adds_a_line_to_the_head_of_a_letter(eve):
    eve.first_name = "Eve\r\nBcc: stranger@elsewhere.example"
    eve.save()
    asked(somebody(), eve, reference="S28")

    mailings.send()

    (letter,) = mail.outbox
    assert letter.recipients() == letter.to
    assert "Bcc" not in letter.message()
    assert len(letter.subject.splitlines()) == 1


def test_who_is_called_by_name_on_words_of_a_story_is_written_to_without_them(eve, settings):
    settings.DESK_ADDRESS = "https://desk.example.org"
    ben = somebody(name="ben")
    said = make.word_comment(text="@ben, since when?", by=eve, at=timezone.now() - HOUR)

    mailings.send()
    mailings.send()

    (letter,) = mail.outbox
    story = said.passage.story
    assert letter.to == [ben.email]
    assert letter.subject == f"Newsroom: Eve Elder calls you in a comment on {story.slug}."
    assert f"https://desk.example.org/admin/partnerships/story/{story.pk}/change/" in letter.body
    assert "since when" not in letter.body
