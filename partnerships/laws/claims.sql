CREATE OR REPLACE FUNCTION hold_claims(touched bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF touched <> '{}' THEN
        PERFORM look_at_what_is_committed();
        PERFORM FROM partnerships_claim WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
    END IF;
END $$;

-- Whoever adds a row is its author. A row with a number that was taken away before comes under the
-- verdicts that covered that.
CREATE OR REPLACE FUNCTION claim_was_written() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT claim_id FROM partnerships_verdict WHERE claim_id IN (SELECT id FROM new_rows)
    );
BEGIN
    PERFORM hold_claims(claims);
    INSERT INTO partnerships_authorship (claim_id, author_id, how, at)
        SELECT id, declared_actor(), 'wrote', clock_timestamp() FROM new_rows;
    PERFORM let_verdicts_lapse(claims);
    RETURN NULL;
END $$;
CREATE TRIGGER claim_was_written AFTER INSERT ON partnerships_claim
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION claim_was_written();

-- What changed is found by EXCEPT: PostgreSQL keeps the plan of a join of the two tables from the
-- first statement of a session, mostly of one row, and then joins thousands in that way.
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
CREATE TRIGGER claim_was_rewritten AFTER UPDATE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION claim_was_rewritten();

CREATE OR REPLACE FUNCTION claim_appears_in_an_open_source() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Held, so that nobody makes it confidential meanwhile.
    PERFORM FROM partnerships_source
        WHERE id = NEW.appears_in_id AND confidentiality = 'open' FOR SHARE;
    IF NOT FOUND THEN
        PERFORM law_broken('claim_appears_in_an_open_source',
            'A work that a claim appears in is named to readers: choose one that is open.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_appears_in_an_open_source
    BEFORE INSERT OR UPDATE OF appears_in_id ON partnerships_claim
    FOR EACH ROW WHEN (NEW.appears_in_id IS NOT NULL)
    EXECUTE FUNCTION claim_appears_in_an_open_source();

CREATE TRIGGER claim_keeps_its_key BEFORE UPDATE OF id ON partnerships_claim
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER claim_ripples AFTER UPDATE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('claim', 'claim',
        '{statement,kind,attributed_to,appears_in_id,date_words,date_as_worded,date,as_of,'
        'value_qualifier,value_low,value_high,value_unit,is_adverse}'
    );
CREATE TRIGGER claim_gone_ripples AFTER DELETE ON partnerships_claim
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('claim', 'claim',
        '{statement,kind,attributed_to,appears_in_id,date_words,date_as_worded,date,as_of,'
        'value_qualifier,value_low,value_high,value_unit,is_adverse}'
    );

CREATE OR REPLACE FUNCTION keep_claim_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_claimhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind,
            released_at, put_away_id, appears_in_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind,
            released_at, put_away_id, appears_in_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_claimhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind,
            released_at, put_away_id, appears_in_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind,
            released_at, put_away_id, appears_in_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_insert_is_kept AFTER INSERT ON partnerships_claim
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claim_history();
CREATE TRIGGER claim_update_is_kept AFTER UPDATE ON partnerships_claim
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claim_history();
CREATE TRIGGER claim_delete_is_kept AFTER DELETE ON partnerships_claim
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claim_history();
CREATE TRIGGER claim_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_claimhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER claimdeal_keeps_its_key BEFORE UPDATE OF id ON partnerships_claimdeal
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_claimdeal_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_claimdealhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, claim_id, deal_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, claim_id, deal_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_claimdealhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, claim_id, deal_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, claim_id, deal_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claimdeal_insert_is_kept AFTER INSERT ON partnerships_claimdeal
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimdeal_history();
CREATE TRIGGER claimdeal_update_is_kept AFTER UPDATE ON partnerships_claimdeal
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimdeal_history();
CREATE TRIGGER claimdeal_delete_is_kept AFTER DELETE ON partnerships_claimdeal
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimdeal_history();
CREATE TRIGGER claimdeal_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_claimdealhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER claimevent_keeps_its_key BEFORE UPDATE OF id ON partnerships_claimevent
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_claimevent_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_claimeventhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, claim_id, event_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, claim_id, event_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_claimeventhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, claim_id, event_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, claim_id, event_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claimevent_insert_is_kept AFTER INSERT ON partnerships_claimevent
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimevent_history();
CREATE TRIGGER claimevent_update_is_kept AFTER UPDATE ON partnerships_claimevent
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimevent_history();
CREATE TRIGGER claimevent_delete_is_kept AFTER DELETE ON partnerships_claimevent
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimevent_history();
CREATE TRIGGER claimevent_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_claimeventhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER claimparty_keeps_its_key BEFORE UPDATE OF id ON partnerships_claimparty
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_claimparty_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_claimpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, claim_id, party_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, claim_id, party_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_claimpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, claim_id, party_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, claim_id, party_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claimparty_insert_is_kept AFTER INSERT ON partnerships_claimparty
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimparty_history();
CREATE TRIGGER claimparty_update_is_kept AFTER UPDATE ON partnerships_claimparty
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimparty_history();
CREATE TRIGGER claimparty_delete_is_kept AFTER DELETE ON partnerships_claimparty
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_claimparty_history();
CREATE TRIGGER claimparty_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_claimpartyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
