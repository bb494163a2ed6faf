-- What 0012 makes the laws say: the history keeps since when readers see a record, and what they
-- see leads to nothing that is not released.

CREATE OR REPLACE FUNCTION keep_party_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note, released_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_role_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_rolehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            person_id, company_id, title, kind, post, exclusive, note, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            person_id, company_id, title, kind, post, exclusive, note, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_rolehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            person_id, company_id, title, kind, post, exclusive, note, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            person_id, company_id, title, kind, post, exclusive, note, released_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_stake_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_stakehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_stakehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note, released_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_event_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_eventhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, title, kind, date_words, date, note, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, title, kind, date_words, date, note, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_eventhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, title, kind, date_words, date, note, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, title, kind, date_words, date, note, released_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_partnership_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partnershiphistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, name, summary, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, name, summary, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partnershiphistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, name, summary, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, name, summary, released_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_valuation_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_valuationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_valuationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note, released_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

-- What readers see leads to nothing that they do not see: not to a name that somebody has only
-- recorded. See docs/decisions/released.md.
--
-- Asked when the transaction ends, of what leads to the records and of the records themselves, so
-- that they may be released or taken back together in any order. Each locks what it reads of the
-- other side, so that two transactions cannot each see half.

-- The one list of the ways on which a record leads a reader to another. A deal and a source have a
-- release of their own wherever they are named, and are left out until then.
CREATE OR REPLACE FUNCTION record_leads_to(asked_noun text, asked bigint)
RETURNS TABLE (noun text, record bigint) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH claims AS (
        SELECT asked AS id WHERE asked_noun = 'claim'
        UNION ALL
        SELECT claim.id
            FROM partnerships_edition AS edition
            CROSS JOIN jsonb_array_elements(edition.content -> 'claims') AS told
            JOIN partnerships_claim AS claim ON claim.uid::text = told ->> 'id'
            WHERE asked_noun = 'edition' AND edition.id = asked
    )
    SELECT 'party', party_id FROM partnerships_claimparty
        WHERE claim_id IN (SELECT id FROM claims)
    UNION ALL
    SELECT 'event', event_id FROM partnerships_claimevent
        WHERE claim_id IN (SELECT id FROM claims)
    UNION ALL
    SELECT 'partnership', partnership_id FROM partnerships_deal
        WHERE asked_noun = 'deal' AND id = asked
    UNION ALL
    SELECT 'party', party_id FROM partnerships_dealparty
        WHERE asked_noun = 'deal' AND deal_id = asked
    UNION ALL
    SELECT 'party', unnest(ARRAY[party_id, payer_id, payee_id]) FROM partnerships_amount
        WHERE asked_noun = 'deal' AND deal_id = asked
    UNION ALL
    SELECT 'party', party_id FROM partnerships_partnershipparty
        WHERE asked_noun = 'partnership' AND partnership_id = asked
    UNION ALL
    SELECT 'party', party_id FROM partnerships_eventparty
        WHERE asked_noun = 'event' AND event_id = asked
    UNION ALL
    SELECT 'party', unnest(ARRAY[person_id, company_id]) FROM partnerships_role
        WHERE asked_noun = 'role' AND id = asked
    UNION ALL
    SELECT 'party', unnest(ARRAY[holder_id, company_id]) FROM partnerships_stake
        WHERE asked_noun = 'stake' AND id = asked
    UNION ALL
    SELECT 'party', company_id FROM partnerships_valuation
        WHERE asked_noun = 'valuation' AND id = asked
    UNION ALL
    SELECT 'party', unnest(ARRAY[parent_id, merged_into_id]) FROM partnerships_party
        WHERE asked_noun = 'party' AND id = asked
$$;

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
    PERFORM FROM partnerships_party WHERE id IN (
        SELECT record FROM record_leads_to(whose, asked) WHERE noun = 'party'
    ) ORDER BY id FOR SHARE;
    PERFORM FROM partnerships_event WHERE id IN (
        SELECT record FROM record_leads_to(whose, asked) WHERE noun = 'event'
    ) ORDER BY id FOR SHARE;
    PERFORM FROM partnerships_partnership WHERE id IN (
        SELECT record FROM record_leads_to(whose, asked) WHERE noun = 'partnership'
    ) ORDER BY id FOR SHARE;
    SELECT EXISTS (
        SELECT FROM record_leads_to(whose, asked) AS leads
        LEFT JOIN partnerships_party AS party ON leads.noun = 'party' AND party.id = record
        LEFT JOIN partnerships_event AS event ON leads.noun = 'event' AND event.id = record
        LEFT JOIN partnerships_partnership AS tie ON leads.noun = 'partnership' AND tie.id = record
        WHERE record IS NOT NULL
            AND coalesce(party.released_at, event.released_at, tie.released_at) IS NULL
    ) INTO hidden;
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
