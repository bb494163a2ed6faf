CREATE OR REPLACE FUNCTION citation_quote_is_at_its_place() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept record;
    stood text;
BEGIN
    SELECT source_id, text INTO kept FROM partnerships_snapshot WHERE id = NEW.snapshot_id;
    IF kept.source_id IS DISTINCT FROM NEW.source_id THEN
        RAISE EXCEPTION 'The copy is of another source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'citation_copy_is_of_its_source';
    END IF;
    IF NEW.quote = '' THEN
        RETURN NEW;
    END IF;
    IF NEW.position IS NULL THEN
        NEW.position := nullif(strpos(kept.text, NEW.quote), 0) - 1;
        NEW.extent := length(NEW.quote);
    END IF;
    NEW.extent := coalesce(NEW.extent, length(NEW.quote));
    stood := substr(
        kept.text, least(NEW.position, length(kept.text)) + 1, least(NEW.extent, length(kept.text))
    );
    IF NEW.position IS NULL OR NOT quotation_stands(NEW.quote, stood)
        OR (substr(kept.text, NEW.position, 1) ~ '[0-9A-Za-z]' AND stood ~ '^[0-9A-Za-z]')
        OR (substr(kept.text, NEW.position + NEW.extent + 1, 1) ~ '[0-9A-Za-z]'
            AND stood ~ '[0-9A-Za-z]$')
        OR takes_back(substr(kept.text, greatest(NEW.position - 79, 1), least(NEW.position, 80)))
    THEN
        RAISE EXCEPTION 'The quotation does not stand at that place in our copy of the source.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'citation_quote_is_at_its_place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER citation_quote_is_at_its_place
    BEFORE INSERT OR UPDATE OF quote, position, extent, snapshot_id, source_id
    ON partnerships_citation
    FOR EACH ROW WHEN (NEW.snapshot_id IS NOT NULL)
    EXECUTE FUNCTION citation_quote_is_at_its_place();

-- Whoever cites a source waits for those who change its origin, and they for them: neither sees
-- what the other has not committed.
CREATE OR REPLACE FUNCTION citation_was_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM new_rows);
BEGIN
    PERFORM FROM partnerships_source
        WHERE id IN (SELECT source_id FROM new_rows) ORDER BY id FOR SHARE;
    PERFORM FROM partnerships_source WHERE id IN (
        SELECT origin_id FROM partnerships_source WHERE id IN (SELECT source_id FROM new_rows)
    ) ORDER BY id FOR KEY SHARE;
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (citation_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER citation_was_written AFTER INSERT ON partnerships_citation
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_was_written();

CREATE OR REPLACE FUNCTION citation_was_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT
                id, uid, claim_id, source_id, stance, quote, translation, locator,
                says, answer, snapshot_id
            FROM new_rows
            EXCEPT SELECT
                id, uid, claim_id, source_id, stance, quote, translation, locator,
                says, answer, snapshot_id
            FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM FROM partnerships_source WHERE id IN (
        SELECT source_id FROM (
            SELECT id, claim_id, source_id FROM new_rows
            EXCEPT SELECT id, claim_id, source_id FROM old_rows
        ) AS moved
    ) ORDER BY id FOR SHARE;
    PERFORM FROM partnerships_source WHERE id IN (
        SELECT origin_id FROM partnerships_source WHERE id IN (
            SELECT source_id FROM (
                SELECT id, claim_id, source_id FROM new_rows
                EXCEPT SELECT id, claim_id, source_id FROM old_rows
            ) AS moved
        )
    ) ORDER BY id FOR KEY SHARE;
    claims := ARRAY(
        SELECT claim_id FROM new_rows WHERE id = ANY (touched)
        UNION SELECT claim_id FROM old_rows WHERE id = ANY (touched)
    );
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (citation_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER citation_was_rewritten AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_was_rewritten();

CREATE OR REPLACE FUNCTION citation_was_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM old_rows);
BEGIN
    PERFORM hold_claims(claims);
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER citation_was_removed AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION citation_was_removed();

CREATE TRIGGER citation_keeps_its_key BEFORE UPDATE OF id ON partnerships_citation
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER citation_ripples AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('citation', 'source',
        '{claim_id,source_id,stance,quote,translation,locator,says,answer,'
        'snapshot_id}'
    );
CREATE TRIGGER citation_gone_ripples AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('citation', 'source',
        '{claim_id,source_id,stance,quote,translation,locator,says,answer,'
        'snapshot_id}'
    );

CREATE OR REPLACE FUNCTION keep_citation_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_citationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, claim_id, source_id, stance, quote, translation,
            locator, says, answer, snapshot_id, position, extent
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, claim_id, source_id, stance, quote, translation,
            locator, says, answer, snapshot_id, position, extent
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_citationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, claim_id, source_id, stance, quote, translation,
            locator, says, answer, snapshot_id, position, extent
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, claim_id, source_id, stance, quote, translation,
            locator, says, answer, snapshot_id, position, extent
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER citation_insert_is_kept AFTER INSERT ON partnerships_citation
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_citation_history();
CREATE TRIGGER citation_update_is_kept AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_citation_history();
CREATE TRIGGER citation_delete_is_kept AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_citation_history();
CREATE TRIGGER citation_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_citationhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
