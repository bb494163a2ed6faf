CREATE OR REPLACE FUNCTION record_leads_to(asked_noun text, asked bigint)
RETURNS TABLE (noun text, record bigint) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    CASE asked_noun
    WHEN 'claim' THEN RETURN QUERY
        SELECT 'party', party_id FROM partnerships_claimparty WHERE claim_id = asked
        UNION ALL
        SELECT 'event', event_id FROM partnerships_claimevent WHERE claim_id = asked;
    WHEN 'edition' THEN RETURN QUERY
        SELECT leads.noun, leads.record
            FROM partnerships_edition AS edition
            CROSS JOIN jsonb_array_elements(edition.content -> 'claims') AS told
            JOIN partnerships_claim AS claim ON claim.uid::text = told ->> 'id'
            CROSS JOIN LATERAL record_leads_to('claim', claim.id) AS leads
            WHERE edition.id = asked;
    WHEN 'deal' THEN RETURN QUERY
        SELECT 'partnership', partnership_id FROM partnerships_deal WHERE id = asked
        UNION ALL
        SELECT 'party', party_id FROM partnerships_dealparty WHERE deal_id = asked
        UNION ALL
        SELECT 'party', unnest(ARRAY[party_id, payer_id, payee_id]) FROM partnerships_amount
            WHERE deal_id = asked;
    WHEN 'partnership' THEN RETURN QUERY
        SELECT 'party', party_id FROM partnerships_partnershipparty
            WHERE partnership_id = asked;
    WHEN 'event' THEN RETURN QUERY
        SELECT 'party', party_id FROM partnerships_eventparty WHERE event_id = asked;
    WHEN 'role' THEN RETURN QUERY
        SELECT 'party', unnest(ARRAY[person_id, company_id]) FROM partnerships_role
            WHERE id = asked;
    WHEN 'stake' THEN RETURN QUERY
        SELECT 'party', unnest(ARRAY[holder_id, company_id]) FROM partnerships_stake
            WHERE id = asked;
    WHEN 'valuation' THEN RETURN QUERY
        SELECT 'party', company_id FROM partnerships_valuation WHERE id = asked;
    WHEN 'party' THEN RETURN QUERY
        SELECT 'party', unnest(ARRAY[parent_id, merged_into_id]) FROM partnerships_party
            WHERE id = asked;
    END CASE;
END $$;

CREATE OR REPLACE FUNCTION released_leads_to_what_is_released() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose text := TG_ARGV[0];
    asked bigint := (to_jsonb(NEW) ->> TG_ARGV[1])::bigint;
    is_released boolean := whose = 'edition';
    parties bigint[];
    events bigint[];
    ties bigint[];
    hidden boolean;
BEGIN
    IF NOT is_released THEN
        EXECUTE format(
            'SELECT released_at IS NOT NULL FROM partnerships_%I WHERE id = $1 FOR SHARE', whose
        ) INTO is_released USING asked;
    END IF;
    IF is_released IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    SELECT array_agg(record) FILTER (WHERE noun = 'party'),
        array_agg(record) FILTER (WHERE noun = 'event'),
        array_agg(record) FILTER (WHERE noun = 'partnership')
        INTO parties, events, ties
        FROM record_leads_to(whose, asked) WHERE record IS NOT NULL;
    PERFORM FROM partnerships_party WHERE id = ANY (parties) ORDER BY id FOR SHARE;
    hidden := EXISTS (
        SELECT FROM partnerships_party WHERE id = ANY (parties) AND released_at IS NULL
    );
    IF events IS NOT NULL THEN
        PERFORM FROM partnerships_event WHERE id = ANY (events) ORDER BY id FOR SHARE;
        hidden := hidden OR EXISTS (
            SELECT FROM partnerships_event WHERE id = ANY (events) AND released_at IS NULL
        );
    END IF;
    IF ties IS NOT NULL THEN
        PERFORM FROM partnerships_partnership WHERE id = ANY (ties) ORDER BY id FOR SHARE;
        hidden := hidden OR EXISTS (
            SELECT FROM partnerships_partnership WHERE id = ANY (ties) AND released_at IS NULL
        );
    END IF;
    IF hidden THEN
        RAISE EXCEPTION 'Readers see this, and it names what is not released: release that first.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'released_leads_to_what_is_released';
    END IF;
    RETURN NULL;
END $$;
