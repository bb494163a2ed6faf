-- TRUNCATE passes: the test runner needs it.
CREATE OR REPLACE FUNCTION refuse_writing_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'This is counted, not written: change what it is counted from.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;

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

-- To which report each source goes back, for those who do not know of all of them: readers know of
-- what is released, the desk of what is not confidential.

-- What is kept, computed. The furthest of a chain is the highest that one may know of.
CREATE OR REPLACE FUNCTION known_origins_of(asked bigint[])
RETURNS SETOF partnerships_knownorigin LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    WITH RECURSIVE chain (source_id, id, above, height, is_released, is_confidential) AS (
        SELECT id, id, derives_from_id, 0::bigint,
            released_at IS NOT NULL, confidentiality = 'confidential'
        FROM partnerships_source WHERE id = ANY (asked)
        UNION ALL
        SELECT chain.source_id, next.id, next.derives_from_id, height + 1,
            next.released_at IS NOT NULL, next.confidentiality = 'confidential'
        FROM chain JOIN partnerships_source AS next ON next.id = chain.above
    )
    SELECT source_id,
        (max(ARRAY[height, id]) FILTER (WHERE is_released))[2],
        (max(ARRAY[height, id]) FILTER (WHERE NOT is_confidential))[2]
    FROM chain GROUP BY source_id;
END $$;

-- Keeps those of the sources and of all that retell them; gives those that came out otherwise.
CREATE OR REPLACE FUNCTION keep_known_origins(touched bigint[]) RETURNS bigint[] LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    family bigint[];
    moved bigint[];
BEGIN
    WITH RECURSIVE below (id) AS (
        SELECT unnest(touched)
        UNION
        SELECT source.id FROM below
        JOIN partnerships_source AS source ON source.derives_from_id = below.id
    )
    SELECT array_agg(id) INTO family FROM below;
    WITH kept AS (
        INSERT INTO partnerships_knownorigin AS was
        SELECT * FROM known_origins_of(family) ORDER BY source_id
        ON CONFLICT (source_id) DO UPDATE
            SET public_origin = EXCLUDED.public_origin, desk_origin = EXCLUDED.desk_origin
            WHERE was IS DISTINCT FROM EXCLUDED
        RETURNING source_id
    )
    SELECT coalesce(array_agg(source_id), '{}') INTO moved FROM kept;
    RETURN moved;
END $$;

-- The report is held before what takes turns: its key is looked for in the end, and whoever makes it
-- confidential meanwhile would wait for our turn, and we for them. Its name comes first, before
-- source_finds_its_origin.
CREATE OR REPLACE FUNCTION source_awaits_its_report() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM partnerships_source WHERE id = NEW.derives_from_id FOR KEY SHARE;
    RETURN NEW;
END $$;
CREATE TRIGGER source_awaits_its_report BEFORE INSERT OR UPDATE OF derives_from_id
    ON partnerships_source
    FOR EACH ROW WHEN (NEW.derives_from_id IS NOT NULL)
    EXECUTE FUNCTION source_awaits_its_report();

CREATE OR REPLACE FUNCTION source_writes_support() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(SELECT id FROM new_rows);
BEGIN
    -- The names of these triggers come after source_was_written, which holds claims: so do all
    -- before they hold what supports these.
    PERFORM keep_support_of_sources(touched || keep_known_origins(touched));
    RETURN NULL;
END $$;
CREATE TRIGGER source_writes_support AFTER INSERT ON partnerships_source
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_writes_support();

CREATE OR REPLACE FUNCTION source_writes_support_anew() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    turned bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, derives_from_id, confidentiality, released_at IS NULL FROM new_rows
            EXCEPT SELECT id, derives_from_id, confidentiality, released_at IS NULL FROM old_rows
        ) AS changed
    );
    counted bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, origin_id, seen FROM new_rows EXCEPT SELECT id, origin_id, seen FROM old_rows
        ) AS changed
    );
BEGIN
    IF turned <> '{}' THEN
        -- What one may know of is changed one transaction at a time, as links are.
        PERFORM pg_advisory_xact_lock(hashtext('partnerships_source.origin'));
        counted := counted || turned || keep_known_origins(turned);
    END IF;
    PERFORM keep_support_of_sources(counted);
    RETURN NULL;
END $$;
CREATE TRIGGER source_writes_support_anew AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_writes_support_anew();

CREATE OR REPLACE FUNCTION source_takes_its_support_away() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM partnerships_knownorigin WHERE source_id IN (SELECT id FROM old_rows);
    RETURN NULL;
END $$;
CREATE TRIGGER source_takes_its_support_away AFTER DELETE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_takes_its_support_away();

CREATE TRIGGER known_origins_are_written_by_laws_alone
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_knownorigin
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_writing_by_hand();
