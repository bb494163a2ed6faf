"""What a mirror is sent is what readers see: no table, column or row goes there by itself."""

import pytest
from django.apps import apps
from django.db import connection

from partnerships.rules.mirrored import MIRRORED
from tests import factories as make
from tests.test_two_worlds import record_what_nobody_is_to_see, record_what_readers_see

# Tables that no mirror has, besides histories. A new table is one of these, or is in MIRRORED.
OF_THE_DESK = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "auth_user_groups",
    "auth_user_user_permissions",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_admin_log",
    "django_content_type",
    "django_session",
    "knox_authtoken",
    "otp_static_staticdevice",
    "otp_static_statictoken",
    "otp_totp_totpdevice",
    "partnerships_accountchange",
    "partnerships_assessment",
    "partnerships_assignment",
    "partnerships_authorship",
    "partnerships_binding",
    "partnerships_comment",
    "partnerships_dump",
    "partnerships_entry",
    "partnerships_grant",
    "partnerships_hold",
    "partnerships_idempotentresponse",
    "partnerships_identity",
    "partnerships_mailing",
    "partnerships_merge",
    "partnerships_openitem",
    "partnerships_origindecision",
    "partnerships_presence",
    "partnerships_providerlogin",
    "partnerships_putaway",
    "partnerships_reply",
    "partnerships_revision",
    "partnerships_rulebook",
    "partnerships_sourcejob",
    "partnerships_tablejob",
    "partnerships_textoverlap",
    "partnerships_textsketch",
    "partnerships_toldapart",
    "partnerships_webhook",
    "partnerships_webhookdelivery",
    "pghistory_context",
    "pghistory_events",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
}
# The columns that a mirror is sent as they are. A new column is told readers, and so named here, or
# is empty there (`empty` in MIRRORED).
SENT = {
    "collection": "id name slug",
    "party": "collection_id country dissolved founded id kind legal_form merged_into_id name "
    "note parent_id place put_away_id released_at slug",
    "partyname": "confirmed_on date_words end id kind language ongoing party_id start text uid",
    "identifier": "basis deprecated_on deprecated_reason id note party_id scheme uid value",
    "partnership": "collection_id id name put_away_id released_at slug summary",
    "partnershipparty": "confirmed_on date_words end id ongoing partnership_id party_id start uid",
    "role": "collection_id company_id confirmed_on date_words end exclusive id kind note "
    "ongoing person_id post put_away_id reference released_at start title uid",
    "stake": "collection_id company_id confirmed_on date_words description end holder_id "
    "holding id interest note ongoing percent_max percent_min put_away_id qualifier "
    "reference released_at start uid",
    "deal": "amends_id collection_id confirmed_on date_words end id kinds note ongoing "
    "partnership_id put_away_id reference released_at slug start title umbrella_id",
    "dealparty": "deal_id direction id party_id role uid",
    "dealstep": "date date_words deal_id id step uid",
    "amount": "basis currency date date_words deal_id deprecated_reason high id low measure "
    "note party_id payee_id payer_id qualifier rank uid",
    "term": "confirmed_on date_words deal_id end id kind ongoing position replaced_by_id "
    "start text uid",
    "valuation": "basis collection_id company_id currency date date_words deal_id high id low note "
    "put_away_id qualifier reference released_at uid",
    "event": "collection_id date date_words id kind note put_away_id reference released_at "
    "title uid",
    "eventparty": "event_id id party_id uid",
    "source": "authors collection_id confidentiality derives_from_id id is_unnamed kind "
    "language origin_id origin_note outlet published published_words put_away_id "
    "released_at says seen seen_at slug tier title url",
    "knownorigin": "public_origin source_id",
    "claim": "appears_in_id as_of attributed_to collection_id date date_as_worded date_words "
    "good_until id is_adverse is_blind kind layer link_anchor note put_away_id "
    "reference released_at section statement uid value_high value_low value_qualifier "
    "value_unit",
    "claimparty": "claim_id id party_id",
    "claimdeal": "claim_id deal_id id",
    "claimevent": "claim_id event_id id",
    "claimsupport": "claim_id public_cited public_origins public_outlets public_unread",
    "claimlisting": "claim_id collection_id earliest party_id reference released_at uid",
    "search": "claim_id id place searched_on sought uid",
    "citation": "answer claim_id collection_id extent id locator position quote reference says "
    "snapshot_id source_id stance translation uid",
    "snapshot": "captured_at how id legibility media_type rest_at sha256 size source_id uid",
    "recheck": "at came id snapshot_id source_id status uid",
    "citationlisting": "audience citation_id collection_id party_id reference uid",
    "sighting": "citation_id copy_id extent first_id id outcome position quote recheck_id uid "
    "words",
    "verdict": "as_of claim_id correction countersigned_at countersigned_by_id finding "
    "fingerprint id lapse lapsed_at proposed_at proposed_by_id reasons superseded_at "
    "uid withdrawn_at",
    "factsource": "amount_id claim_id collection_id deal_id deal_party_id event_id field id "
    "identifier_id note partnership_id party_id party_name_id rank role_id source_id "
    "stake_id term_id uid valuation_id",
    "story": "collection_id id made_at slug",
    "edition": "content id number published_at revision_id sha256 story_id uid",
    "correction": "asked_by edition_id id is_right severity uid was_wrong written_at wrong_since",
    "passage": "id made_at story_id uid",
    "placement": "id passage_id revision_id",
    "waiver": "ended_at excuses id passage_id uid waived_at",
    "editiondependency": "edition_id id noun passage_id",
    "seal": "at desk id key kind sha256 signature",
    "change": "at id noun number what",
    "user": "date_joined email first_name id is_active is_staff is_superuser last_login "
    "last_name password username",
}


@pytest.fixture
def sent(db):
    """A function that gives all that a mirror would be sent now, by noun."""
    record_what_readers_see()

    def rows():
        told = {}
        with connection.cursor() as cursor:
            for each in MIRRORED:
                cursor.execute(f"SELECT row::text FROM ({each.rows()}) AS row ORDER BY 1")
                told[each.noun] = [text for (text,) in cursor.fetchall()]
        return told

    return rows


def test_every_table_is_the_desks_own_or_a_mirrors():
    tables = {each._meta.db_table for each in apps.get_models(include_auto_created=True)}
    histories = {each for each in tables if each.endswith("history")}
    mirrored = {each.table for each in MIRRORED}

    assert tables - histories - mirrored == OF_THE_DESK


def test_every_column_that_is_sent_is_named():
    sent = {
        each.noun: " ".join(sorted({*each.columns} - {*each.empty, *each.told}))
        for each in MIRRORED
    }

    assert sent == SENT


def test_each_comes_after_what_its_rows_lead_to():
    nouns = [each.noun for each in MIRRORED]
    early = [
        (each.noun, key)
        for each in MIRRORED
        for key in each.within
        if nouns.index(each.led_to[key]) > nouns.index(each.noun)
    ]

    assert early == []


def test_what_readers_do_not_see_changes_nothing_of_what_is_sent(sent):
    before = sent()
    record_what_nobody_is_to_see()

    assert all(before[noun] for noun in ("claim", "source", "deal", "edition", "snapshot", "user"))
    assert sent() == before


def test_of_the_text_of_a_copy_what_is_quoted_is_sent_and_the_words_around_it(sent):
    text = f"{'secret ' * 20}They said that it rains there.{' secret' * 20}"
    source = make.source(released_at=make.NOON)
    copy = make.snapshot(source, text)
    claim = make.claim(released_at=make.NOON)
    make.citation(claim, source, quote="it rains", snapshot=copy)
    with connection.cursor() as cursor:
        [snapshots] = [each for each in MIRRORED if each.noun == "snapshot"]
        cursor.execute(f"SELECT text FROM ({snapshots.rows([copy.pk])}) AS row")
        [(told,)] = cursor.fetchall()

    at = text.index("it rains")
    assert told.strip() == text[at - 32 : at + len("it rains") + 32].strip()
    assert told.index("it rains") == at


def test_of_an_account_nothing_but_the_name_under_a_signature_is_sent(sent, settings):
    make.editor("reporter", email="reporter@example.org")
    named = sent()["user"]
    settings.PUBLIC_SIGNERS = "desk"

    assert named
    assert not any("reporter" in each or "@" in each for each in named)
    assert all(each.split(",")[5:7] == ['""', '""'] for each in sent()["user"])
