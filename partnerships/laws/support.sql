-- How well each claim is supported, kept with every change of what is counted. See
-- docs/decisions/support.md.

-- What is kept, computed. ROWS has PostgreSQL find few rows by their keys, and not read a table; and
-- it keeps the plan for that, which would take three times as long to make as one claim to count.
CREATE OR REPLACE FUNCTION support_of(asked bigint[])
RETURNS SETOF partnerships_claimsupport LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    WITH cited AS (
        SELECT claim, source.id AS source_id, source.origin_id, public_origin, desk_origin,
            stance = 'supports' AS supports, seen = 'not_seen' AS is_unread,
            released_at IS NOT NULL AS is_public, confidentiality <> 'confidential' AS is_desks
        FROM unnest(asked) AS claim
        LEFT JOIN (
            partnerships_citation AS citation
            JOIN partnerships_source AS source ON source.id = citation.source_id
            JOIN partnerships_knownorigin AS known ON known.source_id = source.id
        ) ON citation.claim_id = claim
    )
    SELECT claim,
        (count(DISTINCT source_id) FILTER (WHERE is_public AND supports))::integer,
        (count(DISTINCT public_origin) FILTER (WHERE is_public AND supports))::integer,
        (count(source_id) FILTER (WHERE is_public))::integer,
        (count(source_id) FILTER (WHERE is_public AND is_unread))::integer,
        (count(DISTINCT source_id) FILTER (WHERE is_desks AND supports))::integer,
        (count(DISTINCT desk_origin) FILTER (WHERE is_desks AND supports))::integer,
        (count(source_id) FILTER (WHERE is_desks))::integer,
        (count(source_id) FILTER (WHERE is_desks AND is_unread))::integer,
        (count(DISTINCT source_id) FILTER (WHERE supports))::integer,
        (count(DISTINCT origin_id) FILTER (WHERE supports))::integer,
        (count(source_id))::integer,
        (count(source_id) FILTER (WHERE is_unread))::integer
    FROM cited GROUP BY claim;
END $$;

-- The rows are held first, in one order: what was counted meanwhile is seen by what comes after.
CREATE OR REPLACE FUNCTION keep_support(touched bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF touched = '{}' THEN
        RETURN;
    END IF;
    PERFORM look_at_what_is_committed();
    PERFORM FROM partnerships_claimsupport
        WHERE claim_id = ANY (touched) ORDER BY claim_id FOR NO KEY UPDATE;
    UPDATE partnerships_claimsupport AS kept SET (
        public_outlets, public_origins, public_cited, public_unread,
        desk_outlets, desk_origins, desk_cited, desk_unread,
        keeper_outlets, keeper_origins, keeper_cited, keeper_unread
    ) = ROW (
        fresh.public_outlets, fresh.public_origins, fresh.public_cited, fresh.public_unread,
        fresh.desk_outlets, fresh.desk_origins, fresh.desk_cited, fresh.desk_unread,
        fresh.keeper_outlets, fresh.keeper_origins, fresh.keeper_cited, fresh.keeper_unread
    )
    FROM support_of(touched) AS fresh
    WHERE kept.claim_id = fresh.claim_id AND kept IS DISTINCT FROM fresh;
END $$;

CREATE OR REPLACE FUNCTION keep_support_of_sources(touched bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    PERFORM keep_support(ARRAY(
        SELECT DISTINCT claim_id FROM partnerships_citation WHERE source_id = ANY (touched)
    ));
END $$;

-- A claim may come after what cites it, as its key is looked for when the transaction ends.
CREATE OR REPLACE FUNCTION claim_writes_its_support() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT id FROM new_rows);
BEGIN
    INSERT INTO partnerships_claimsupport
        SELECT id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM unnest(claims) AS id;
    PERFORM keep_support(ARRAY(
        SELECT DISTINCT claim_id FROM partnerships_citation WHERE claim_id = ANY (claims)
    ));
    RETURN NULL;
END $$;
CREATE TRIGGER claim_writes_its_support AFTER INSERT ON partnerships_claim
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION claim_writes_its_support();

CREATE OR REPLACE FUNCTION claim_takes_its_support_away() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM partnerships_claimsupport WHERE claim_id IN (SELECT id FROM old_rows);
    RETURN NULL;
END $$;
CREATE TRIGGER claim_takes_its_support_away AFTER DELETE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION claim_takes_its_support_away();

-- PostgreSQL calls triggers in the order of their names: citation_was_written and its like have
-- held the cited sources by now, and the claims, which all hold before their support. Of a source
-- that retells another, what it goes back to may change by way of that one: whoever changes it
-- waits for us, or we for them.
CREATE OR REPLACE FUNCTION hold_known_origins(sources bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    PERFORM FROM partnerships_knownorigin WHERE source_id IN (
        SELECT id FROM partnerships_source WHERE id = ANY (sources) AND derives_from_id IS NOT NULL
    ) ORDER BY source_id FOR SHARE;
END $$;

CREATE OR REPLACE FUNCTION citation_writes_support() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM hold_known_origins(ARRAY(SELECT DISTINCT source_id FROM new_rows));
    PERFORM keep_support(ARRAY(SELECT DISTINCT claim_id FROM new_rows));
    RETURN NULL;
END $$;
CREATE TRIGGER citation_writes_support AFTER INSERT ON partnerships_citation
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_writes_support();

CREATE OR REPLACE FUNCTION citation_writes_support_anew() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, claim_id, source_id, stance FROM new_rows
            EXCEPT SELECT id, claim_id, source_id, stance FROM old_rows
        ) AS changed
    );
BEGIN
    IF touched <> '{}' THEN
        PERFORM hold_known_origins(ARRAY(
            SELECT DISTINCT source_id FROM new_rows WHERE id = ANY (touched)
        ));
        PERFORM keep_support(ARRAY(
            SELECT claim_id FROM new_rows WHERE id = ANY (touched)
            UNION SELECT claim_id FROM old_rows WHERE id = ANY (touched)
        ));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER citation_writes_support_anew AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_writes_support_anew();

CREATE OR REPLACE FUNCTION citation_withdraws_support() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM keep_support(ARRAY(SELECT DISTINCT claim_id FROM old_rows));
    RETURN NULL;
END $$;
CREATE TRIGGER citation_withdraws_support AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_withdraws_support();

CREATE TRIGGER claim_support_is_written_by_laws_alone
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_claimsupport
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_writing_by_hand();
