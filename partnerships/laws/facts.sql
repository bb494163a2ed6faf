CREATE OR REPLACE FUNCTION fact_source_field_exists() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    backed text := CASE
        WHEN NEW.party_id IS NOT NULL THEN 'party'
        WHEN NEW.party_name_id IS NOT NULL THEN 'partyname'
        WHEN NEW.identifier_id IS NOT NULL THEN 'identifier'
        WHEN NEW.role_id IS NOT NULL THEN 'role'
        WHEN NEW.stake_id IS NOT NULL THEN 'stake'
        WHEN NEW.partnership_id IS NOT NULL THEN 'partnership'
        WHEN NEW.deal_id IS NOT NULL THEN 'deal'
        WHEN NEW.deal_party_id IS NOT NULL THEN 'dealparty'
        WHEN NEW.amount_id IS NOT NULL THEN 'amount'
        WHEN NEW.term_id IS NOT NULL THEN 'term'
        WHEN NEW.valuation_id IS NOT NULL THEN 'valuation'
        WHEN NEW.event_id IS NOT NULL THEN 'event'
    END;
BEGIN
    IF NEW.field <> '' AND NOT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = to_regclass('partnerships_' || backed)
            AND attname IN (NEW.field, NEW.field || '_id')
            AND attnum > 0 AND NOT attisdropped
    ) THEN
        RAISE EXCEPTION 'That record has no such field.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'fact_source_field_exists';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fact_source_field_exists BEFORE INSERT OR UPDATE ON partnerships_factsource
    FOR EACH ROW EXECUTE FUNCTION fact_source_field_exists();

-- What backs the last confirmation moves it: to the day for which the claim is true, or from which
-- the source is. It never goes back, and not beyond the end. Readers see the day: one that only a
-- source gives which is not open would tell them of it.
CREATE OR REPLACE FUNCTION fact_confirms() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    backed text := CASE
        WHEN NEW.party_name_id IS NOT NULL THEN 'partyname'
        WHEN NEW.role_id IS NOT NULL THEN 'role'
        WHEN NEW.stake_id IS NOT NULL THEN 'stake'
        WHEN NEW.deal_id IS NOT NULL THEN 'deal'
        WHEN NEW.term_id IS NOT NULL THEN 'term'
    END;
    day date := coalesce(
        (SELECT as_of FROM partnerships_claim WHERE id = NEW.claim_id),
        (
            SELECT earliest FROM partnerships_source
            WHERE id = NEW.source_id AND confidentiality = 'open'
        )
    );
BEGIN
    EXECUTE format(
        'UPDATE partnerships_%s SET confirmed_on = $1
         WHERE id = $2 AND (confirmed_on IS NULL OR confirmed_on < $1)
             AND (possible IS NULL OR possible @> $1)', backed
    ) USING day, coalesce(
        NEW.party_name_id, NEW.role_id, NEW.stake_id, NEW.deal_id, NEW.term_id
    );
    RETURN NULL;
END $$;
CREATE TRIGGER fact_confirms AFTER INSERT OR UPDATE ON partnerships_factsource
    FOR EACH ROW WHEN (NEW.field = 'confirmed_on') EXECUTE FUNCTION fact_confirms();

CREATE TRIGGER factsource_keeps_its_key BEFORE UPDATE OF id ON partnerships_factsource
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

CREATE OR REPLACE FUNCTION keep_factsource_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_factsourcehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, party_id, party_name_id, identifier_id, role_id, stake_id,
            partnership_id, deal_id, deal_party_id, amount_id, term_id, valuation_id, event_id,
            field, claim_id, source_id, rank, note
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, party_id, party_name_id, identifier_id, role_id, stake_id,
            partnership_id, deal_id, deal_party_id, amount_id, term_id, valuation_id, event_id,
            field, claim_id, source_id, rank, note
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_factsourcehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, party_id, party_name_id, identifier_id, role_id, stake_id,
            partnership_id, deal_id, deal_party_id, amount_id, term_id, valuation_id, event_id,
            field, claim_id, source_id, rank, note
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, party_id, party_name_id, identifier_id, role_id, stake_id,
            partnership_id, deal_id, deal_party_id, amount_id, term_id, valuation_id, event_id,
            field, claim_id, source_id, rank, note
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER factsource_insert_is_kept AFTER INSERT ON partnerships_factsource
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_factsource_history();
CREATE TRIGGER factsource_update_is_kept AFTER UPDATE ON partnerships_factsource
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_factsource_history();
CREATE TRIGGER factsource_delete_is_kept AFTER DELETE ON partnerships_factsource
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_factsource_history();
CREATE TRIGGER factsource_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_factsourcehistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
