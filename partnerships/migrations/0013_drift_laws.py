"""What is looked at again is kept as it was found, and what has drifted lets verdicts lapse.

A verdict covers, of each citation whose source was found altered or without the quotation, when
that was found last (`drift`): the sighting since which it has been so. Until then a citation has
no such mark. A page that says it again takes no mark away, so that it makes nothing lapse either;
the next alteration after that is a new one.
"""

from importlib import import_module

from django.db import migrations

PATH = "SET search_path = pg_catalog, public, pg_temp"

# A sighting holds the claim first, as all do that may let its verdict lapse. Two looks at once take
# turns there, so that the second finds what the first found.
LAWS = f"""
CREATE FUNCTION recheck_copy_is_of_its_source() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NEW.snapshot_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_snapshot WHERE id = NEW.snapshot_id AND source_id = NEW.source_id
    ) THEN
        RAISE EXCEPTION 'The copy that came is of another source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'recheck_copy_is_of_its_source';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recheck_copy_is_of_its_source BEFORE INSERT ON partnerships_recheck
    FOR EACH ROW EXECUTE FUNCTION recheck_copy_is_of_its_source();

CREATE FUNCTION sighting_is_what_was_found() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE
    look record;
    cited record;
    came text;
    before record;
BEGIN
    SELECT source_id, snapshot_id INTO look FROM partnerships_recheck WHERE id = NEW.recheck_id;
    PERFORM hold_claims(ARRAY(
        SELECT claim_id FROM partnerships_citation WHERE id = NEW.citation_id
    ));
    SELECT source_id, snapshot_id, quote, position INTO cited
        FROM partnerships_citation WHERE id = NEW.citation_id;
    IF (cited.source_id, cited.snapshot_id, cited.quote)
       IS DISTINCT FROM (look.source_id, NEW.copy_id, NEW.quote) OR cited.position IS NULL THEN
        RAISE EXCEPTION 'What is looked for is what the citation quotes from a copy of this source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'sighting_is_of_what_is_quoted';
    END IF;
    IF (NEW.outcome = 'unreachable') <> (look.snapshot_id IS NULL) THEN
        RAISE EXCEPTION 'A quotation is out of reach when no copy came, and only then.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'sighting_is_unreachable_without_a_copy';
    END IF;
    IF NEW.outcome IN ('unchanged', 'moved', 'altered')
       AND NEW.position IS NOT NULL AND NEW.extent IS NOT NULL THEN
        SELECT text INTO came FROM partnerships_snapshot WHERE id = look.snapshot_id;
        IF NOT quotation_stands(
            CASE WHEN NEW.outcome = 'altered' THEN NEW.words ELSE NEW.quote END,
            substr(
                came, least(NEW.position, length(came)) + 1, least(NEW.extent, length(came))
            )
        ) THEN
            RAISE EXCEPTION 'That does not stand at that place in the copy that came.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'sighting_is_at_its_place';
        END IF;
    END IF;
    NEW.first_id := NULL;
    IF NEW.outcome <> 'unreachable' THEN
        SELECT outcome, words, first_id INTO before FROM partnerships_sighting
            WHERE citation_id = NEW.citation_id AND outcome <> 'unreachable'
                AND copy_id = NEW.copy_id AND quote = NEW.quote
            ORDER BY id DESC LIMIT 1;
        NEW.first_id := CASE
            WHEN (before.outcome, before.words) = (NEW.outcome, NEW.words) THEN before.first_id
            ELSE NEW.id
        END;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sighting_is_what_was_found BEFORE INSERT ON partnerships_sighting
    FOR EACH ROW EXECUTE FUNCTION sighting_is_what_was_found();

CREATE FUNCTION sighting_was_made() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT DISTINCT claim_id FROM partnerships_citation
        WHERE id IN (SELECT citation_id FROM new_rows WHERE outcome IN ('altered', 'gone'))
    );
BEGIN
    PERFORM hold_claims(claims);
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER sighting_was_made AFTER INSERT ON partnerships_sighting
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION sighting_was_made();
"""
NO_LAWS = """
DROP TRIGGER sighting_was_made ON partnerships_sighting;
DROP TRIGGER sighting_is_what_was_found ON partnerships_sighting;
DROP TRIGGER recheck_copy_is_of_its_source ON partnerships_recheck;
DROP FUNCTION sighting_was_made();
DROP FUNCTION sighting_is_what_was_found();
DROP FUNCTION recheck_copy_is_of_its_source();
"""

# A citation without drift has no such key: its fingerprint is what it was before there was any.
COVERS = f"""
CREATE OR REPLACE FUNCTION claim_covers(covered bigint) RETURNS jsonb LANGUAGE sql STABLE {PATH}
AS $$
    SELECT jsonb_build_object(
        'statement', claim.statement,
        'kind', claim.kind,
        'attributed_to', claim.attributed_to,
        'date', jsonb_build_array(
            claim.date_words, claim.date_as_worded, claim.date, claim.as_of
        ),
        'value', jsonb_build_array(
            claim.value_qualifier, claim.value_low::text, claim.value_high::text, claim.value_unit
        ),
        'is_adverse', claim.is_adverse,
        'citations', coalesce((
            SELECT jsonb_object_agg(citation.uid, jsonb_build_object(
                'source', source.slug, 'origin', origin.slug, 'stance', citation.stance,
                'quote', citation.quote, 'translation', citation.translation,
                'locator', citation.locator, 'says', citation.says, 'answer', citation.answer,
                'snapshot', snapshot.sha256
            ) || coalesce((
                SELECT jsonb_build_object(
                    'drift', jsonb_build_array(sighting.outcome, first.uid)
                )
                FROM partnerships_sighting AS sighting
                JOIN partnerships_sighting AS first ON first.id = sighting.first_id
                WHERE sighting.citation_id = citation.id
                    AND sighting.outcome IN ('altered', 'gone')
                    AND sighting.copy_id = citation.snapshot_id AND sighting.quote = citation.quote
                ORDER BY sighting.id DESC LIMIT 1
            ), '{{}}'))
            FROM partnerships_citation AS citation
            JOIN partnerships_source AS source ON source.id = citation.source_id
            JOIN partnerships_source AS origin ON origin.id = source.origin_id
            LEFT JOIN partnerships_snapshot AS snapshot ON snapshot.id = citation.snapshot_id
            WHERE citation.claim_id = claim.id
        ), '{{}}'),
        'searches', coalesce((
            SELECT jsonb_object_agg(search.uid, jsonb_build_array(
                search.place, search.sought, search.searched_on
            ))
            FROM partnerships_search AS search WHERE search.claim_id = claim.id
        ), '{{}}')
    )
    FROM partnerships_claim AS claim WHERE claim.id = covered
$$;

CREATE OR REPLACE FUNCTION covers_differ(was jsonb, here jsonb)
RETURNS varchar[] LANGUAGE sql IMMUTABLE {PATH} AS $$
    SELECT coalesce(array_agg(DISTINCT code ORDER BY code), '{{}}') FROM (
        SELECT codes.code
        FROM (VALUES
            ('statement', 'statement_changed'), ('kind', 'kind_changed'),
            ('attributed_to', 'attribution_changed'), ('date', 'date_changed'),
            ('value', 'value_changed'), ('is_adverse', 'adverse_changed'),
            ('searches', 'search_changed')
        ) AS codes (part, code)
        WHERE was -> codes.part IS DISTINCT FROM here -> codes.part
        UNION ALL
        SELECT CASE
            WHEN old.key IS NULL THEN 'citation_added'
            WHEN new.key IS NULL THEN 'citation_removed'
            WHEN old.value - '{{origin,snapshot,drift}}'::text[]
                <> new.value - '{{origin,snapshot,drift}}'::text[] THEN 'citation_changed'
        END
        FROM jsonb_each(was -> 'citations') AS old
        FULL JOIN jsonb_each(here -> 'citations') AS new ON new.key = old.key
        UNION ALL
        SELECT codes.code
        FROM jsonb_each(was -> 'citations') AS old
        JOIN jsonb_each(here -> 'citations') AS new ON new.key = old.key
        CROSS JOIN (VALUES
            ('origin', 'origin_changed'), ('snapshot', 'snapshot_replaced')
        ) AS codes (part, code)
        WHERE old.value -> codes.part IS DISTINCT FROM new.value -> codes.part
        UNION ALL
        SELECT 'source_' || (new.value -> 'drift' ->> 0)
        FROM jsonb_each(was -> 'citations') AS old
        JOIN jsonb_each(here -> 'citations') AS new ON new.key = old.key
        WHERE new.value ? 'drift'
            AND old.value -> 'drift' IS DISTINCT FROM new.value -> 'drift'
    ) AS found WHERE code IS NOT NULL
$$;
"""
AS_BEFORE = import_module("partnerships.migrations.0006_signatures")
COVERS_BEFORE = f"""
{AS_BEFORE.NO_COVERS}
{AS_BEFORE.COVERS}
ALTER FUNCTION claim_covers(bigint) {PATH};
ALTER FUNCTION fingerprint_of(jsonb) {PATH};
ALTER FUNCTION covers_differ(jsonb, jsonb) {PATH};
"""


def append_only(name, table):
    """The operation that makes `table` append-only, and its undoing."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0012_drift")]

    operations = [
        migrations.RunSQL(LAWS, NO_LAWS),
        migrations.RunSQL(COVERS, COVERS_BEFORE),
        append_only("recheck_is_kept_as_it_is", "partnerships_recheck"),
        append_only("sighting_is_kept_as_it_is", "partnerships_sighting"),
        append_only("recheck_history_is_kept_as_it_is", "partnerships_recheckhistory"),
        append_only("sighting_history_is_kept_as_it_is", "partnerships_sightinghistory"),
    ]
