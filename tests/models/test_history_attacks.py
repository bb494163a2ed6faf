"""Every known way in which a login such as the application's gets round triggers, tried with it:
each is refused, or leaves in the history what it did."""

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from pghistory.models import Context

from partnerships.models import Claim, ClaimParty, Party
from partnerships.models.claims.citations import Citation
from tests import factories as make

pytestmark = pytest.mark.django_db

OWN_TABLE = "CREATE TEMP TABLE own (LIKE public.partnerships_party)"
# By what it is called: the sentences, of which the last must be refused.
REFUSED = {
    "replica": ["SET session_replication_role = replica"],
    "replica of a setting": ["SELECT set_config('session_replication_role', 'replica', true)"],
    "replica of the settings": [
        "UPDATE pg_settings SET setting = 'replica' WHERE name = 'session_replication_role'"
    ],
    "replica of a login": [
        "DO $$ BEGIN EXECUTE format('ALTER ROLE %%I SET session_replication_role = replica',"
        " current_user); END $$"
    ],
    "replica of a database": [
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %%I SET session_replication_role = replica',"
        " current_database()); END $$"
    ],
    "replica of one's own function": [
        "CREATE FUNCTION pg_temp.quiet() RETURNS void LANGUAGE sql"
        " SET session_replication_role = replica AS 'DELETE FROM public.partnerships_party'",
    ],
    "a trigger switched off": [
        "ALTER TABLE partnerships_party DISABLE TRIGGER party_update_is_kept"
    ],
    "all triggers switched off": ["ALTER TABLE partnerships_party DISABLE TRIGGER ALL"],
    "triggers of users switched off": ["ALTER TABLE partnerships_party DISABLE TRIGGER USER"],
    "a trigger for replicas alone": [
        "ALTER TABLE partnerships_party ENABLE REPLICA TRIGGER party_update_is_kept"
    ],
    "a trigger dropped": ["DROP TRIGGER party_update_is_kept ON partnerships_party"],
    "a trigger renamed": [
        "ALTER TRIGGER party_update_is_kept ON partnerships_party RENAME TO party_is_not_kept"
    ],
    "a trigger replaced": [
        "CREATE OR REPLACE TRIGGER party_update_is_kept AFTER UPDATE ON partnerships_party"
        " FOR EACH STATEMENT EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    ],
    "a trigger before it": [
        "CREATE TRIGGER aside BEFORE UPDATE ON partnerships_party"
        " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    ],
    "a trigger in the catalogue": ["UPDATE pg_trigger SET tgenabled = 'D'"],
    "a trigger out of the catalogue": ["DELETE FROM pg_trigger"],
    "a trigger of events": [
        "CREATE EVENT TRIGGER aside ON ddl_command_start EXECUTE FUNCTION suppress()"
    ],
    "its function dropped": ["DROP FUNCTION keep_party_history() CASCADE"],
    "its function renamed": ["ALTER FUNCTION keep_party_history() RENAME TO forget"],
    "its function replaced": [
        "CREATE OR REPLACE FUNCTION public.keep_party_history() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NULL; END'"
    ],
    "its function's search path": ["ALTER FUNCTION keep_party_history() SET search_path = pg_temp"],
    "a function of the desk's schema": [
        "CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL'"
    ],
    "a view in the desk's schema": ["CREATE VIEW public.other AS SELECT 1"],
    "a schema": ["CREATE SCHEMA other"],
    "an extension": ["CREATE EXTENSION dblink"],
    "a rule": ["CREATE RULE aside AS ON UPDATE TO partnerships_party DO INSTEAD NOTHING"],
    "a rule on the history": [
        "CREATE RULE aside AS ON INSERT TO partnerships_partyhistory DO INSTEAD NOTHING"
    ],
    "a policy": ["CREATE POLICY aside ON partnerships_partyhistory USING (false)"],
    "security of rows": ["ALTER TABLE partnerships_partyhistory ENABLE ROW LEVEL SECURITY"],
    "a child of the table": ["CREATE TEMP TABLE own () INHERITS (public.partnerships_party)"],
    "a table made a child": [OWN_TABLE, "ALTER TABLE own INHERIT public.partnerships_party"],
    "a table made a part": [
        OWN_TABLE,
        "ALTER TABLE public.partnerships_party ATTACH PARTITION own DEFAULT",
    ],
    "the table renamed": ["ALTER TABLE partnerships_party RENAME TO other"],
    "the table moved": ["ALTER TABLE partnerships_party SET SCHEMA pg_temp"],
    "a column away": ["ALTER TABLE partnerships_partyhistory DROP COLUMN name"],
    "the table emptied": ["TRUNCATE partnerships_party CASCADE"],
    "what it hangs on emptied": ["TRUNCATE partnerships_collection CASCADE"],
    "the history emptied": ["TRUNCATE partnerships_partyhistory"],
    "the contexts emptied": ["TRUNCATE pghistory_context CASCADE"],
    "the history dropped": ["DROP TABLE partnerships_partyhistory CASCADE"],
    "the history changed": ["UPDATE partnerships_partyhistory SET name = 'Forged'"],
    "the history taken away": ["DELETE FROM partnerships_partyhistory"],
    "a row of history by hand": [
        "INSERT INTO partnerships_partyhistory SELECT * FROM partnerships_partyhistory"
    ],
    "a row of history with a moment": [
        "INSERT INTO partnerships_partyhistory (pgh_created_at, pgh_label, pgh_obj_id)"
        " VALUES ('2020-01-01', 'insert', 1)"
    ],
    "a history merged": [
        "MERGE INTO partnerships_partyhistory AS h USING (VALUES (1)) AS v (id) ON h.pgh_id = v.id"
        " WHEN MATCHED THEN UPDATE SET name = 'Forged' WHEN NOT MATCHED THEN DO NOTHING"
    ],
    "a history read in": ["COPY partnerships_partyhistory FROM STDIN"],
    "a program": ["COPY partnerships_party FROM PROGRAM 'true'"],
    "the order of a history": ["SELECT setval('partnerships_partyhistory_pgh_id_seq', 1, false)"],
    "a number of a history": ["SELECT nextval('partnerships_partyhistory_pgh_id_seq')"],
    "a context by hand": [
        "INSERT INTO pghistory_context (id, created_at, updated_at, metadata)"
        " VALUES (gen_random_uuid(), '2020-01-01', '2020-01-01', '{\"user\": 1}')"
    ],
    "a context upserted": [
        "INSERT INTO pghistory_context (id, created_at, updated_at, metadata)"
        " SELECT id, created_at, updated_at, metadata FROM pghistory_context"
        ' ON CONFLICT (id) DO UPDATE SET metadata = excluded.metadata || \'{"why": "Forged"}\''
    ],
    "a context changed": ["UPDATE pghistory_context SET metadata = '{}'"],
    "a context taken away": ["DELETE FROM pghistory_context"],
    "a context attached by hand": [
        "SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),"
        " set_config('pghistory.context_metadata', '{\"user\": 1}', true)",
        "SELECT _pgh_attach_context()",
    ],
    "its function on rows of one's own": [
        OWN_TABLE,
        "CREATE TRIGGER aside AFTER INSERT ON own REFERENCING NEW TABLE AS changed"
        " FOR EACH STATEMENT EXECUTE FUNCTION public.keep_party_history()",
    ],
    "a seal on an entry of one's own": [
        "CREATE TEMP TABLE own (LIKE public.partnerships_entry)",
        "CREATE CONSTRAINT TRIGGER aside AFTER UPDATE ON own"
        " FOR EACH ROW EXECUTE FUNCTION public.entry_is_sealed()",
    ],
    "the owner's role": ["DO $$ BEGIN EXECUTE format('SET ROLE %%I', ({owner})); END $$"],
    "the owner's rights": [
        "DO $$ BEGIN EXECUTE format('GRANT %%I TO %%I', ({owner}), current_user); END $$"
    ],
    "the table's right": [
        "GRANT INSERT ON partnerships_partyhistory TO PUBLIC",
        "INSERT INTO partnerships_partyhistory SELECT * FROM partnerships_partyhistory",
    ],
}
OWNER = (
    "SELECT relowner::regrole::text FROM pg_class WHERE oid = 'public.partnerships_party'::regclass"
)
REFUSALS = {"42501"}  # no right to it
# The sentence that finds OpenAI called so, and calls it Forged, in many ways.
FORGE = "UPDATE public.partnerships_party SET name = 'Forged' WHERE name = 'OpenAI'"
SOURCE = "(VALUES ('OpenAI', 'Forged')) AS given (was, becomes)"
TRACED = {
    "pgtrigger told to ignore all": [
        "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger",
        FORGE,
    ],
    "tables of the same names": [
        "CREATE TEMP TABLE pghistory_context (LIKE public.pghistory_context)",
        "CREATE TEMP TABLE partnerships_partyhistory (LIKE public.partnerships_partyhistory)",
        "SET LOCAL search_path = pg_temp, public",
        FORGE,
    ],
    "views of the same names": [
        "CREATE TEMP VIEW partnerships_partyhistory AS SELECT 1 AS pgh_id",
        FORGE,
    ],
    "nothing to be searched": ["SET LOCAL search_path = ''", FORGE],
    "functions of the same names": [
        "CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE sql"
        " AS $$SELECT '2020-01-01'::timestamptz$$",
        "CREATE FUNCTION pg_temp._pgh_attach_context() RETURNS uuid LANGUAGE sql"
        " AS 'SELECT NULL::uuid'",
        "SET LOCAL search_path = pg_temp, public, pg_catalog",
        FORGE,
    ],
    "a context that is none": ["SET LOCAL pghistory.context_id = 'none'", FORGE],
    "a context without words": ["SET LOCAL pghistory.context_metadata = ''", FORGE],
    "laws put off": ["SET CONSTRAINTS ALL DEFERRED", FORGE],
    "other strings": ["SET LOCAL standard_conforming_strings = off", FORGE],
    "another zone": ["SET LOCAL timezone = 'Pacific/Kiritimati'", FORGE],
    "no security of rows": ["SET LOCAL row_security = off", FORGE],
    "no plans": [
        "SET LOCAL enable_hashagg = off",
        "SET LOCAL enable_sort = off",
        "SET LOCAL plan_cache_mode = force_generic_plan",
        FORGE,
    ],
    "a part of a sentence": [f"WITH forged AS ({FORGE} RETURNING 1) SELECT FROM forged"],
    "two parts of a sentence": [
        f"WITH forged AS ({FORGE} RETURNING 1)"
        " UPDATE public.partnerships_party SET country = 'US' WHERE name = 'Microsoft'"
    ],
    "a part that is undone": [
        "DO $$ BEGIN UPDATE public.partnerships_party SET name = 'Lost' WHERE name = 'OpenAI';"
        " RAISE EXCEPTION 'undone'; EXCEPTION WHEN raise_exception THEN"
        " UPDATE public.partnerships_party SET name = 'Forged' WHERE name = 'OpenAI'; END $$"
    ],
    "there and back": [
        FORGE,
        "UPDATE public.partnerships_party SET name = 'OpenAI' WHERE name = 'Forged'",
        FORGE,
    ],
    "a sentence prepared": [f"PREPARE forgery AS {FORGE}", "EXECUTE forgery"],
    "a cursor": [
        "DECLARE parties CURSOR FOR SELECT FROM public.partnerships_party"
        " WHERE name = 'OpenAI' FOR UPDATE",
        "FETCH parties",
        "UPDATE public.partnerships_party SET name = 'Forged' WHERE CURRENT OF parties",
    ],
    "a view": [
        "CREATE TEMP VIEW own AS SELECT * FROM public.partnerships_party",
        "UPDATE own SET name = 'Forged' WHERE name = 'OpenAI'",
    ],
    "a rule on a view": [
        "CREATE TEMP VIEW own AS SELECT 1 AS one",
        f"CREATE RULE aside AS ON UPDATE TO own DO INSTEAD {FORGE}",
        "UPDATE own SET one = 2",
    ],
    "a trigger on a table of one's own": [
        "CREATE TEMP TABLE own (one integer)",
        f"CREATE FUNCTION pg_temp.forge() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN {FORGE}; RETURN NEW; END $$",
        "CREATE TRIGGER aside BEFORE INSERT ON own FOR EACH ROW EXECUTE FUNCTION pg_temp.forge()",
        "INSERT INTO own VALUES (1)",
    ],
    "a function with its maker's rights": [
        "CREATE FUNCTION pg_temp.forge() RETURNS void LANGUAGE sql SECURITY DEFINER"
        f" AS $$ {FORGE} $$",
        "SELECT pg_temp.forge()",
    ],
    "a merge": [
        f"MERGE INTO public.partnerships_party AS party USING {SOURCE} ON party.name = was"
        " WHEN MATCHED THEN UPDATE SET name = becomes WHEN NOT MATCHED THEN DO NOTHING"
    ],
    "an upsert": [
        "INSERT INTO public.partnerships_party SELECT (party).* FROM (SELECT party FROM"
        " public.partnerships_party AS party WHERE name = 'OpenAI') AS given"
        " ON CONFLICT (slug) DO UPDATE SET name = 'Forged'",
    ],
}
TAKEN_AWAY = {
    "a deletion": ["DELETE FROM public.partnerships_party WHERE name = 'OpenAI'"],
    "a deletion by merging": [
        f"MERGE INTO public.partnerships_party AS party USING {SOURCE} ON party.name = was"
        " WHEN MATCHED THEN DELETE"
    ],
    "a deletion by a view": [
        "CREATE TEMP VIEW own AS SELECT * FROM public.partnerships_party",
        "DELETE FROM own WHERE name = 'OpenAI'",
    ],
}


def named(table):
    return [pytest.param(sentences, id=name) for name, sentences in table.items()]


@pytest.mark.parametrize("sentences", named(REFUSED))
def test_the_application_is_refused(sentences, as_application):
    make.company("OpenAI")
    *before, forbidden = [
        sentence.replace("{owner}", OWNER).replace("%%", "%") for sentence in sentences
    ]

    with as_application() as cursor:
        for sentence in before:
            cursor.execute(sentence)
        with pytest.raises(DatabaseError) as caught:
            cursor.execute(forbidden)

    assert caught.value.__cause__.sqlstate in REFUSALS


@pytest.mark.parametrize("sentences", named(TRACED))
def test_the_application_leaves_in_the_history_what_it_changed(sentences, as_application):
    openai = make.company("OpenAI")

    with as_application() as cursor:
        for sentence in sentences:
            cursor.execute(sentence)
        last = last_kept(cursor, openai)

    assert last == ("update", "Forged", True)


@pytest.mark.parametrize("sentences", named(TAKEN_AWAY))
def test_the_application_leaves_in_the_history_what_it_took_away(sentences, as_application):
    openai = make.company("OpenAI")

    with as_application() as cursor:
        for sentence in sentences:
            cursor.execute(sentence)
        last = last_kept(cursor, openai)

    assert last == ("delete", "OpenAI", True)


def last_kept(cursor, party):
    """The last that the history tells of a party, and whether it is dated now."""
    cursor.execute(
        "SELECT pgh_label, name, pgh_created_at = pg_catalog.now()"
        " FROM public.partnerships_partyhistory WHERE pgh_obj_id = %s ORDER BY pgh_id DESC LIMIT 1",
        [party.pk],
    )
    return cursor.fetchone()


def test_the_application_leaves_in_the_history_what_it_copied_in(as_application):
    claim, party = make.claim(), make.company("OpenAI")

    with as_application() as cursor:
        with cursor.copy("COPY partnerships_claimparty (claim_id, party_id) FROM STDIN") as copy:
            copy.write_row([claim.pk, party.pk])
        kept = ClaimParty.history.rel.related_model.objects.latest("pgh_id")

    assert (kept.pgh_label, kept.claim_id, kept.party_id) == ("insert", claim.pk, party.pk)


def test_the_application_leaves_in_the_history_what_went_with_another(as_application):
    cited = make.citation(make.claim(), quote="$10 billion")

    with as_application() as cursor:
        cursor.execute("DELETE FROM partnerships_citation")
        cursor.execute("DELETE FROM partnerships_claim")
        kept = [
            model.history.rel.related_model.objects.latest("pgh_id").pgh_label
            for model in (Claim, Citation)
        ]

    assert cited.pk
    assert kept == ["delete", "delete"]


@pytest.mark.django_db(transaction=True)
def test_nobody_adds_a_word_to_a_context_of_before():
    with pghistory.context(user=1) as context:
        make.company("OpenAI")

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true),"
            " set_config('pghistory.context_metadata', %s, true)",
            [str(context.id), '{"user": 1, "why": "Forged."}'],
        )
        cursor.execute("UPDATE partnerships_party SET name = 'Forged'")

    assert Context.objects.get(pk=context.id).metadata == {"user": 1}
    forged = Party.objects.get().history.latest("pgh_id")
    assert forged.pgh_context_id != context.id
    assert forged.pgh_context.metadata == {"user": 1, "why": "Forged."}


def test_what_acts_with_the_owners_rights_is_called_by_nobody_else(as_application):
    with as_application() as cursor:
        cursor.execute(
            """
            SELECT proname FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND prosecdef
                AND (has_function_privilege(oid, 'EXECUTE')
                     OR NOT proconfig @> ARRAY['search_path=pg_catalog, public, pg_temp'])
            """
        )
        open_to_all = [name for (name,) in cursor.fetchall()]

    assert open_to_all == []
