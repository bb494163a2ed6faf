-- What readers see leads to nothing that they do not see: not to a name that somebody has only
-- recorded. See docs/decisions/released.md.
--
-- Asked when the transaction ends, of what leads to the records and of the records themselves, so
-- that they may be released or taken back together in any order. Each locks what it reads of the
-- other side, so that two transactions cannot each see half.

-- The one list of the ways on which a record leads a reader to another. A deal and a source have a
-- release of their own wherever they are named, and are left out until then. Each noun has its own
-- question, which an index answers however full the tables are and whatever is known of that: of
-- all in one, a table that is being filled was read through for every row.
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

CREATE OR REPLACE FUNCTION is_led_to(asked_noun text, asked bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH claims AS (
        SELECT claim_id AS id FROM partnerships_claimparty
            WHERE asked_noun = 'party' AND party_id = asked
        UNION ALL
        SELECT claim_id FROM partnerships_claimevent
            WHERE asked_noun = 'event' AND event_id = asked
    ), readable AS (
        SELECT released_at FROM partnerships_claim WHERE id IN (SELECT id FROM claims)
        UNION ALL
        SELECT edition.published_at
            FROM partnerships_edition AS edition
            JOIN partnerships_claim AS claim ON edition.content -> 'claims'
                @> jsonb_build_array(jsonb_build_object('id', claim.uid))
            WHERE claim.id IN (SELECT id FROM claims)
        UNION ALL
        SELECT released_at FROM partnerships_deal
            WHERE asked_noun = 'partnership' AND partnership_id = asked
        UNION ALL
        SELECT released_at FROM partnerships_deal
            WHERE asked_noun = 'party' AND id IN (
                SELECT deal_id FROM partnerships_dealparty WHERE party_id = asked
                UNION ALL
                SELECT deal_id FROM partnerships_amount
                    WHERE party_id = asked OR payer_id = asked OR payee_id = asked
            )
        UNION ALL
        SELECT released_at FROM partnerships_partnership AS tie
            JOIN partnerships_partnershipparty AS member ON member.partnership_id = tie.id
            WHERE asked_noun = 'party' AND party_id = asked
        UNION ALL
        SELECT released_at FROM partnerships_event AS event
            JOIN partnerships_eventparty AS named ON named.event_id = event.id
            WHERE asked_noun = 'party' AND party_id = asked
        UNION ALL
        SELECT released_at FROM partnerships_role
            WHERE asked_noun = 'party' AND (person_id = asked OR company_id = asked)
        UNION ALL
        SELECT released_at FROM partnerships_stake
            WHERE asked_noun = 'party' AND (holder_id = asked OR company_id = asked)
        UNION ALL
        SELECT released_at FROM partnerships_valuation
            WHERE asked_noun = 'party' AND company_id = asked
        UNION ALL
        SELECT released_at FROM partnerships_party
            WHERE asked_noun = 'party' AND (parent_id = asked OR merged_into_id = asked)
    )
    SELECT EXISTS (SELECT FROM readable WHERE released_at IS NOT NULL)
$$;

-- TG_ARGV: the noun that leads, and the column of the row that holds its key.
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
CREATE CONSTRAINT TRIGGER claim_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF released_at ON partnerships_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION released_leads_to_what_is_released('claim', 'id');
CREATE CONSTRAINT TRIGGER claimparty_leads_to_what_is_released
    AFTER INSERT OR UPDATE ON partnerships_claimparty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION released_leads_to_what_is_released('claim', 'claim_id');
CREATE CONSTRAINT TRIGGER claimevent_leads_to_what_is_released
    AFTER INSERT OR UPDATE ON partnerships_claimevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION released_leads_to_what_is_released('claim', 'claim_id');
CREATE CONSTRAINT TRIGGER deal_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF released_at, partnership_id ON partnerships_deal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION released_leads_to_what_is_released('deal', 'id');
CREATE CONSTRAINT TRIGGER dealparty_leads_to_what_is_released
    AFTER INSERT OR UPDATE ON partnerships_dealparty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION released_leads_to_what_is_released('deal', 'deal_id');
CREATE CONSTRAINT TRIGGER amount_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF deal_id, party_id, payer_id, payee_id ON partnerships_amount
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION released_leads_to_what_is_released('deal', 'deal_id');
CREATE CONSTRAINT TRIGGER partnership_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF released_at ON partnerships_partnership
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION released_leads_to_what_is_released('partnership', 'id');
CREATE CONSTRAINT TRIGGER partnershipparty_leads_to_what_is_released
    AFTER INSERT OR UPDATE ON partnerships_partnershipparty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION released_leads_to_what_is_released('partnership', 'partnership_id');
CREATE CONSTRAINT TRIGGER event_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF released_at ON partnerships_event
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION released_leads_to_what_is_released('event', 'id');
CREATE CONSTRAINT TRIGGER eventparty_leads_to_what_is_released
    AFTER INSERT OR UPDATE ON partnerships_eventparty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION released_leads_to_what_is_released('event', 'event_id');
CREATE CONSTRAINT TRIGGER role_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF released_at, person_id, company_id ON partnerships_role
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION released_leads_to_what_is_released('role', 'id');
CREATE CONSTRAINT TRIGGER stake_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF released_at, holder_id, company_id ON partnerships_stake
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION released_leads_to_what_is_released('stake', 'id');
CREATE CONSTRAINT TRIGGER valuation_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF released_at, company_id ON partnerships_valuation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION released_leads_to_what_is_released('valuation', 'id');
CREATE CONSTRAINT TRIGGER party_leads_to_what_is_released
    AFTER INSERT OR UPDATE OF released_at, parent_id, merged_into_id ON partnerships_party
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION released_leads_to_what_is_released('party', 'id');
CREATE CONSTRAINT TRIGGER edition_leads_to_what_is_released
    AFTER INSERT ON partnerships_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION released_leads_to_what_is_released('edition', 'id');

-- Whoever leads to this holds it until it is committed (FOR SHARE above): so this waits, and sees.
CREATE OR REPLACE FUNCTION what_is_led_to_stays_released() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    is_hidden boolean;
BEGIN
    EXECUTE format('SELECT released_at IS NULL FROM %I WHERE id = $1', TG_TABLE_NAME)
        INTO is_hidden USING NEW.id;
    IF is_hidden AND is_led_to(TG_ARGV[0], NEW.id) THEN
        RAISE EXCEPTION 'Something that readers see leads to this: take that back first.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'what_is_led_to_stays_released';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER party_stays_released
    AFTER UPDATE OF released_at ON partnerships_party
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NULL)
    EXECUTE FUNCTION what_is_led_to_stays_released('party');
CREATE CONSTRAINT TRIGGER event_stays_released
    AFTER UPDATE OF released_at ON partnerships_event
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NULL)
    EXECUTE FUNCTION what_is_led_to_stays_released('event');
CREATE CONSTRAINT TRIGGER partnership_stays_released
    AFTER UPDATE OF released_at ON partnerships_partnership
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.released_at IS NULL)
    EXECUTE FUNCTION what_is_led_to_stays_released('partnership');
