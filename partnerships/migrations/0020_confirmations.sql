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
