-- Once a statement, not a row: a load of a thousand lets each verdict lapse once. The claims are
-- held first, in the order of their keys, as everybody does who touches them.
CREATE OR REPLACE FUNCTION search_was_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM new_rows);
BEGIN
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (search_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER search_was_written AFTER INSERT ON partnerships_search
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_was_written();

CREATE OR REPLACE FUNCTION search_was_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT id FROM (
            SELECT id, uid, claim_id, place, sought, searched_on FROM new_rows
            EXCEPT SELECT id, uid, claim_id, place, sought, searched_on FROM old_rows
        ) AS changed ORDER BY id
    );
    claims bigint[];
BEGIN
    IF touched = '{}' THEN
        RETURN NULL;
    END IF;
    claims := ARRAY(
        SELECT claim_id FROM new_rows WHERE id = ANY (touched)
        UNION SELECT claim_id FROM old_rows WHERE id = ANY (touched)
    );
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (search_id, author_id, how, at)
        SELECT id, declared_actor(), 'changed', clock_timestamp() FROM unnest(touched) AS id;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER search_was_rewritten AFTER UPDATE ON partnerships_search
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_was_rewritten();

CREATE OR REPLACE FUNCTION search_was_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claims bigint[] := ARRAY(SELECT DISTINCT claim_id FROM old_rows);
BEGIN
    PERFORM hold_claims(claims);
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER search_was_removed AFTER DELETE ON partnerships_search
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION search_was_removed();

CREATE TRIGGER search_keeps_its_key BEFORE UPDATE OF id ON partnerships_search
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_search_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_searchhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, place, sought, searched_on
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, place, sought, searched_on
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_searchhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, place, sought, searched_on
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, place, sought, searched_on
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_insert_is_kept AFTER INSERT ON partnerships_search
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_search_history();
CREATE TRIGGER search_update_is_kept AFTER UPDATE ON partnerships_search
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_search_history();
CREATE TRIGGER search_delete_is_kept AFTER DELETE ON partnerships_search
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_search_history();
CREATE TRIGGER search_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_searchhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
