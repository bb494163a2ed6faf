-- Chains are walked and re-rooted one transaction at a time: two halves of a loop, or a root and
-- its leaf, may be written at once.
CREATE OR REPLACE FUNCTION source_finds_its_origin() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ancestor bigint := NEW.derives_from_id;
BEGIN
    NEW.origin_id := NEW.id;
    IF ancestor IS NULL AND (TG_OP = 'INSERT' OR OLD.derives_from_id IS NULL) THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('partnerships_source.origin'));
    WHILE ancestor IS NOT NULL LOOP
        IF ancestor = NEW.id THEN
            RAISE EXCEPTION 'This source would retell itself, by way of the sources it retells.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'source_does_not_derive_from_itself';
        END IF;
        NEW.origin_id := ancestor;
        SELECT derives_from_id INTO ancestor FROM partnerships_source WHERE id = ancestor;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER source_finds_its_origin
    BEFORE INSERT OR UPDATE OF derives_from_id, origin_id ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION source_finds_its_origin();

-- A source that is new may have descendants already: what is copied in comes in any order.
CREATE OR REPLACE FUNCTION source_tells_its_descendants() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := ARRAY(SELECT id FROM new_rows);
    ELSE
        touched := ARRAY(SELECT id FROM (
            SELECT id, origin_id FROM new_rows EXCEPT SELECT id, origin_id FROM old_rows
        ) AS changed);
    END IF;
    IF touched <> '{}' THEN
        UPDATE partnerships_source AS descendant SET origin_id = source.origin_id
            FROM partnerships_source AS source
            WHERE descendant.derives_from_id = ANY (touched)
                AND source.id = descendant.derives_from_id
                AND descendant.origin_id IS DISTINCT FROM source.origin_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER source_tells_its_descendants AFTER INSERT ON partnerships_source
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_tells_its_descendants();
CREATE TRIGGER source_tells_its_descendants_anew AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_tells_its_descendants();

-- A source that is renamed may be the origin of others.
CREATE OR REPLACE FUNCTION source_was_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT DISTINCT citation.claim_id
        FROM partnerships_citation AS citation
        JOIN partnerships_source AS source ON source.id = citation.source_id
        WHERE source.id IN (SELECT id FROM new_rows)
            OR source.origin_id IN (SELECT id FROM new_rows)
    );
BEGIN
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (source_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows
        WHERE origin_id <> id OR EXISTS (
            SELECT FROM partnerships_citation AS citation
            WHERE citation.claim_id = ANY (claims) AND (
                citation.source_id = new_rows.id OR new_rows.id IN (
                    SELECT origin_id FROM partnerships_source WHERE id = citation.source_id
                )
            )
        );
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER source_was_written AFTER INSERT ON partnerships_source
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_was_written();

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
CREATE TRIGGER source_was_rewritten AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION source_was_rewritten();

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
CREATE TRIGGER source_of_claims_stays_open
    BEFORE UPDATE OF confidentiality ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION source_of_claims_stays_open();

CREATE TRIGGER source_keeps_its_key BEFORE UPDATE OF id ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER source_ripples AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('source', 'source',
        '{outlet,title,authors,kind,tier,url,published,says,origin_note,'
        'derives_from_id,origin_id,seen,is_unnamed,confidentiality}'
    );
CREATE TRIGGER source_gone_ripples AFTER DELETE ON partnerships_source
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('source', 'source',
        '{outlet,title,authors,kind,tier,url,published,says,origin_note,'
        'derives_from_id,origin_id,seen,is_unnamed,confidentiality}'
    );

CREATE OR REPLACE FUNCTION keep_source_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_sourcehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, outlet, title, authors, kind, tier, language, url,
            published_words, published, says, origin_note, derives_from_id, origin_id, seen,
            seen_at, is_unnamed, confidentiality, released_at, put_away_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, outlet, title, authors, kind, tier, language, url,
            published_words, published, says, origin_note, derives_from_id, origin_id, seen,
            seen_at, is_unnamed, confidentiality, released_at, put_away_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_sourcehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, outlet, title, authors, kind, tier, language, url,
            published_words, published, says, origin_note, derives_from_id, origin_id, seen,
            seen_at, is_unnamed, confidentiality, released_at, put_away_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, outlet, title, authors, kind, tier, language, url,
            published_words, published, says, origin_note, derives_from_id, origin_id, seen,
            seen_at, is_unnamed, confidentiality, released_at, put_away_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER source_insert_is_kept AFTER INSERT ON partnerships_source
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_source_history();
CREATE TRIGGER source_update_is_kept AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_source_history();
CREATE TRIGGER source_delete_is_kept AFTER DELETE ON partnerships_source
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_source_history();
CREATE TRIGGER source_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_sourcehistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
