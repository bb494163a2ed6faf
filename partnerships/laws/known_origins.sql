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
