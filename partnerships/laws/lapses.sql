-- What a verdict covers, and how it lapses when that changes.

-- By public ids alone, so that the same story has the same fingerprints on every desk. A citation
-- without drift has no such key, and a claim that appears in no work none for that: their
-- fingerprints are what they were before there was any.
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

CREATE OR REPLACE FUNCTION fingerprint_of(covered jsonb) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(sha256(convert_to(covered::text, 'UTF8')), 'hex')
$$;

-- IS DISTINCT FROM, since a part that the older fingerprint has not is NULL there, and NULL <> x is
-- not true. A FULL JOIN has NULL on the side where a citation is missing.
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

-- One statement may both edit and sign: its author is known only at its end, and is looked for
-- again here.
CREATE OR REPLACE FUNCTION let_verdicts_lapse(touched bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF touched = '{}' THEN
        RETURN;
    END IF;
    UPDATE partnerships_verdict AS verdict
    SET lapsed_at = coalesce(lapsed_at, clock_timestamp()),
        lapsed_by_id = CASE WHEN lapsed_at IS NULL THEN declared_actor() ELSE lapsed_by_id END,
        lapse = ARRAY(
            SELECT DISTINCT code
            FROM unnest(lapse || covers_differ(covers, claim_covers(claim_id))) AS code
            ORDER BY code
        )
    WHERE claim_id = ANY (touched) AND superseded_at IS NULL AND state <> 'withdrawn'
        AND NOT lapse @> covers_differ(covers, claim_covers(claim_id));
    IF EXISTS (
        SELECT FROM partnerships_verdict AS verdict
        WHERE claim_id = ANY (touched) AND state = 'stands' AND superseded_at IS NULL
            AND broken_glass = '' AND (
                EXISTS (
                    SELECT FROM authorships_of(claim_id) WHERE author_id = countersigned_by_id
                ) OR EXISTS (SELECT FROM unattributed_of(claim_id))
            )
    ) THEN
        PERFORM law_broken('verdict_is_signed_by_no_author',
            'Whoever signed the verdict on this claim cannot write what it covers in one breath.');
    END IF;
END $$;
