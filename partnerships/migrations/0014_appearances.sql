CREATE OR REPLACE FUNCTION claim_covers(covered bigint) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
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
            ), '{}'))
            FROM partnerships_citation AS citation
            JOIN partnerships_source AS source ON source.id = citation.source_id
            JOIN partnerships_source AS origin ON origin.id = source.origin_id
            LEFT JOIN partnerships_snapshot AS snapshot ON snapshot.id = citation.snapshot_id
            WHERE citation.claim_id = claim.id
        ), '{}'),
        'searches', coalesce((
            SELECT jsonb_object_agg(search.uid, jsonb_build_array(
                search.place, search.sought, search.searched_on
            ))
            FROM partnerships_search AS search WHERE search.claim_id = claim.id
        ), '{}')
    ) || CASE WHEN work.id IS NULL THEN '{}' ELSE jsonb_build_object('appears_in', work.slug) END
    FROM partnerships_claim AS claim
    LEFT JOIN partnerships_source AS work ON work.id = claim.appears_in_id
    WHERE claim.id = covered
$$;

CREATE OR REPLACE FUNCTION covers_differ(was jsonb, here jsonb)
RETURNS varchar[] LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT code ORDER BY code), '{}') FROM (
        SELECT codes.code
        FROM (VALUES
            ('statement', 'statement_changed'), ('kind', 'kind_changed'),
            ('attributed_to', 'attribution_changed'), ('date', 'date_changed'),
            ('appears_in', 'appearance_changed'),
            ('value', 'value_changed'), ('is_adverse', 'adverse_changed'),
            ('searches', 'search_changed')
        ) AS codes (part, code)
        WHERE was -> codes.part IS DISTINCT FROM here -> codes.part
        UNION ALL
        SELECT CASE
            WHEN old.key IS NULL THEN 'citation_added'
            WHEN new.key IS NULL THEN 'citation_removed'
            WHEN old.value - '{origin,snapshot,drift}'::text[]
                <> new.value - '{origin,snapshot,drift}'::text[] THEN 'citation_changed'
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

CREATE OR REPLACE FUNCTION claim_was_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT
                id, statement, kind, attributed_to, appears_in_id, date_words, date_as_worded,
                date, as_of, value_qualifier, value_low, value_high, value_unit,
                is_adverse
            FROM new_rows
            EXCEPT SELECT
                id, statement, kind, attributed_to, appears_in_id, date_words, date_as_worded,
                date, as_of, value_qualifier, value_low, value_high, value_unit,
                is_adverse
            FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{}' THEN
        RETURN NULL;
    END IF;
    claims := ARRAY(SELECT unnest(touched));
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (claim_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_claim_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_claimhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at, appears_in_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at, appears_in_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_claimhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at, appears_in_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at, appears_in_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION claim_appears_in_an_open_source() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Held, so that nobody makes it confidential meanwhile.
    PERFORM FROM partnerships_source
        WHERE id = NEW.appears_in_id AND confidentiality = 'open' FOR SHARE;
    IF NEW.appears_in_id IS NOT NULL AND NOT FOUND THEN
        PERFORM law_broken('claim_appears_in_an_open_source',
            'A work that a claim appears in is named to readers: choose one that is open.');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION source_was_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, origin_id, slug FROM new_rows
            EXCEPT SELECT id, origin_id, slug FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{}' THEN
        RETURN NULL;
    END IF;
    claims := ARRAY(
        SELECT DISTINCT citation.claim_id
        FROM partnerships_citation AS citation
        JOIN partnerships_source AS source ON source.id = citation.source_id
        WHERE source.id = ANY (touched) OR source.origin_id = ANY (touched)
        UNION SELECT claim.id FROM partnerships_claim AS claim
        WHERE claim.appears_in_id = ANY (touched)
    );
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (source_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION source_of_claims_stays_open() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.confidentiality <> 'open' AND EXISTS (
        SELECT FROM partnerships_claim WHERE appears_in_id = NEW.id
    ) THEN
        PERFORM law_broken('source_of_claims_stays_open',
            'Claims are said to appear in this source: end that before it becomes confidential.');
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS claim_ripples ON partnerships_claim;
CREATE TRIGGER claim_ripples AFTER UPDATE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('claim', 'claim',
        '{statement,kind,attributed_to,appears_in_id,date_words,date_as_worded,date,as_of,'
        'value_qualifier,value_low,value_high,value_unit,is_adverse}'
    );

DROP TRIGGER IF EXISTS claim_gone_ripples ON partnerships_claim;
CREATE TRIGGER claim_gone_ripples AFTER DELETE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('claim', 'claim',
        '{statement,kind,attributed_to,appears_in_id,date_words,date_as_worded,date,as_of,'
        'value_qualifier,value_low,value_high,value_unit,is_adverse}'
    );

DROP TRIGGER IF EXISTS claim_appears_in_an_open_source ON partnerships_claim;
CREATE TRIGGER claim_appears_in_an_open_source
    BEFORE INSERT OR UPDATE OF appears_in_id ON partnerships_claim
    FOR EACH ROW EXECUTE FUNCTION claim_appears_in_an_open_source();

DROP TRIGGER IF EXISTS source_of_claims_stays_open ON partnerships_source;
CREATE TRIGGER source_of_claims_stays_open
    BEFORE UPDATE OF confidentiality ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION source_of_claims_stays_open();
