-- The low ends of the shares are what was paid at least; the high end of the total is what was
-- raised at most. A party with several rows counts with its preferred one, else with the lowest.
CREATE OR REPLACE FUNCTION party_shares_are_within_the_total() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    about bigint;
BEGIN
    FOR about IN
        SELECT DISTINCT deal FROM unnest(ARRAY[OLD.deal_id, NEW.deal_id]) AS deal
        WHERE deal IS NOT NULL ORDER BY deal
    LOOP
        PERFORM FROM partnerships_deal WHERE id = about FOR NO KEY UPDATE;
        IF EXISTS (
            WITH shares AS (
                SELECT DISTINCT ON (party_id, currency) currency, coalesce(low, 0) AS low
                FROM partnerships_amount
                WHERE deal_id = about AND measure = 'party_share' AND rank <> 'deprecated'
                    AND qualifier <> 'undisclosed'
                ORDER BY party_id, currency, rank <> 'preferred', coalesce(low, 0)
            ), total AS (
                SELECT DISTINCT ON (currency) currency, high
                FROM partnerships_amount
                WHERE deal_id = about AND measure = 'total' AND rank <> 'deprecated'
                    AND qualifier <> 'undisclosed'
                ORDER BY currency, rank <> 'preferred', high DESC NULLS FIRST
            )
            SELECT FROM shares JOIN total USING (currency)
            GROUP BY currency, total.high HAVING sum(shares.low) > total.high
        ) THEN
            RAISE EXCEPTION 'The parties'' shares add up to more than the total of the deal.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'party_shares_are_within_the_total';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER party_shares_are_within_the_total
    AFTER INSERT OR UPDATE OR DELETE ON partnerships_amount
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION party_shares_are_within_the_total();

CREATE TRIGGER amount_keeps_its_key BEFORE UPDATE OF id ON partnerships_amount
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER amount_ripples AFTER UPDATE ON partnerships_amount
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('amount', 'record',
        '{deal_id,measure,party_id,qualifier,low,high,currency,date,basis,payer_id,'
        'payee_id,rank}'
    );
CREATE TRIGGER amount_gone_ripples AFTER DELETE ON partnerships_amount
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('amount', 'record',
        '{deal_id,measure,party_id,qualifier,low,high,currency,date,basis,payer_id,'
        'payee_id,rank}'
    );

CREATE OR REPLACE FUNCTION keep_amount_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_amounthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, qualifier, low, high, currency, deal_id, measure, party_id, date_words, date,
            basis, payer_id, payee_id, rank, deprecated_reason, note
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, qualifier, low, high, currency, deal_id, measure, party_id, date_words, date,
            basis, payer_id, payee_id, rank, deprecated_reason, note
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_amounthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, qualifier, low, high, currency, deal_id, measure, party_id, date_words, date,
            basis, payer_id, payee_id, rank, deprecated_reason, note
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, qualifier, low, high, currency, deal_id, measure, party_id, date_words, date,
            basis, payer_id, payee_id, rank, deprecated_reason, note
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER amount_insert_is_kept AFTER INSERT ON partnerships_amount
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_amount_history();
CREATE TRIGGER amount_update_is_kept AFTER UPDATE ON partnerships_amount
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_amount_history();
CREATE TRIGGER amount_delete_is_kept AFTER DELETE ON partnerships_amount
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_amount_history();
CREATE TRIGGER amount_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_amounthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER valuation_keeps_its_key BEFORE UPDATE OF id ON partnerships_valuation
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER valuation_ripples AFTER UPDATE ON partnerships_valuation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('valuation', 'record',
        '{company_id,deal_id,qualifier,low,high,currency,date,basis}'
    );
CREATE TRIGGER valuation_gone_ripples AFTER DELETE ON partnerships_valuation
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('valuation', 'record',
        '{company_id,deal_id,qualifier,low,high,currency,date,basis}'
    );

CREATE OR REPLACE FUNCTION keep_valuation_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_valuationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note, released_at, put_away_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note, released_at, put_away_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_valuationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note, released_at, put_away_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note, released_at, put_away_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER valuation_insert_is_kept AFTER INSERT ON partnerships_valuation
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_valuation_history();
CREATE TRIGGER valuation_update_is_kept AFTER UPDATE ON partnerships_valuation
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_valuation_history();
CREATE TRIGGER valuation_delete_is_kept AFTER DELETE ON partnerships_valuation
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_valuation_history();
CREATE TRIGGER valuation_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_valuationhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
