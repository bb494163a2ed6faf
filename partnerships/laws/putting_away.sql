-- What is put away is out of all lists, and nothing that is there leans on it: a record is put away
-- when nothing names it that still stands, and nothing names it afterwards. See
-- docs/decisions/putting_away.md.

CREATE TRIGGER put_away_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_putaway
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_is_put_away_in_person BEFORE INSERT ON partnerships_putaway
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('by_id');

CREATE OR REPLACE FUNCTION is_put_away(noun text, asked bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF asked IS NULL THEN
        RETURN false;
    END IF;
    RETURN CASE noun
        WHEN 'claim' THEN EXISTS (
            SELECT FROM partnerships_claim WHERE id = asked AND put_away_id IS NOT NULL
        )
        WHEN 'deal' THEN EXISTS (
            SELECT FROM partnerships_deal WHERE id = asked AND put_away_id IS NOT NULL
        )
        WHEN 'event' THEN EXISTS (
            SELECT FROM partnerships_event WHERE id = asked AND put_away_id IS NOT NULL
        )
        WHEN 'partnership' THEN EXISTS (
            SELECT FROM partnerships_partnership WHERE id = asked AND put_away_id IS NOT NULL
        )
        WHEN 'party' THEN EXISTS (
            SELECT FROM partnerships_party WHERE id = asked AND put_away_id IS NOT NULL
        )
        WHEN 'role' THEN EXISTS (
            SELECT FROM partnerships_role WHERE id = asked AND put_away_id IS NOT NULL
        )
        WHEN 'source' THEN EXISTS (
            SELECT FROM partnerships_source WHERE id = asked AND put_away_id IS NOT NULL
        )
        WHEN 'stake' THEN EXISTS (
            SELECT FROM partnerships_stake WHERE id = asked AND put_away_id IS NOT NULL
        )
        WHEN 'valuation' THEN EXISTS (
            SELECT FROM partnerships_valuation WHERE id = asked AND put_away_id IS NOT NULL
        )
    END;
END $$;

-- What a fact is told of, by the record it stands with: whether that is there.
CREATE OR REPLACE FUNCTION fact_is_there(fact partnerships_factsource) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT (
        is_put_away('party', coalesce(
            fact.party_id,
            (SELECT party_id FROM partnerships_partyname WHERE id = fact.party_name_id),
            (SELECT party_id FROM partnerships_identifier WHERE id = fact.identifier_id)
        ))
        OR is_put_away('deal', coalesce(
            fact.deal_id,
            (SELECT deal_id FROM partnerships_dealparty WHERE id = fact.deal_party_id),
            (SELECT deal_id FROM partnerships_amount WHERE id = fact.amount_id),
            (SELECT deal_id FROM partnerships_term WHERE id = fact.term_id)
        ))
        OR is_put_away('role', fact.role_id) OR is_put_away('stake', fact.stake_id)
        OR is_put_away('partnership', fact.partnership_id)
        OR is_put_away('valuation', fact.valuation_id) OR is_put_away('event', fact.event_id)
    )
$$;

-- The one list of what leans on a record: the records that are there and name it, themselves or in
-- what is part of them. Of a claim also the stories whose words are bound to it, and the editions
-- that went out with it.
CREATE OR REPLACE FUNCTION leans_on(asked_noun text, asked bigint)
RETURNS TABLE (noun text, record bigint) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH named (noun, record) AS (
        SELECT 'role', id FROM partnerships_role
            WHERE asked_noun = 'party' AND (person_id = asked OR company_id = asked)
        UNION ALL
        SELECT 'stake', id FROM partnerships_stake
            WHERE asked_noun = 'party' AND (holder_id = asked OR company_id = asked)
        UNION ALL
        SELECT 'valuation', id FROM partnerships_valuation
            WHERE asked_noun = 'party' AND company_id = asked
        UNION ALL
        SELECT 'party', id FROM partnerships_party
            WHERE asked_noun = 'party' AND (parent_id = asked OR merged_into_id = asked)
        UNION ALL
        SELECT 'deal', deal_id FROM partnerships_dealparty
            WHERE asked_noun = 'party' AND party_id = asked
        UNION ALL
        SELECT 'deal', deal_id FROM partnerships_amount
            WHERE asked_noun = 'party'
                AND (party_id = asked OR payer_id = asked OR payee_id = asked)
        UNION ALL
        SELECT 'partnership', partnership_id FROM partnerships_partnershipparty
            WHERE asked_noun = 'party' AND party_id = asked
        UNION ALL
        SELECT 'event', event_id FROM partnerships_eventparty
            WHERE asked_noun = 'party' AND party_id = asked
        UNION ALL
        SELECT 'claim', claim_id FROM partnerships_claimparty
            WHERE asked_noun = 'party' AND party_id = asked
        UNION ALL
        SELECT 'claim', claim_id FROM partnerships_reply
            WHERE asked_noun = 'party' AND party_id = asked
        UNION ALL
        SELECT 'deal', id FROM partnerships_deal
            WHERE asked_noun = 'partnership' AND partnership_id = asked
        UNION ALL
        SELECT 'deal', id FROM partnerships_deal
            WHERE asked_noun = 'deal' AND (amends_id = asked OR umbrella_id = asked)
        UNION ALL
        SELECT 'valuation', id FROM partnerships_valuation
            WHERE asked_noun = 'deal' AND deal_id = asked
        UNION ALL
        SELECT 'claim', claim_id FROM partnerships_claimdeal
            WHERE asked_noun = 'deal' AND deal_id = asked
        UNION ALL
        SELECT 'claim', claim_id FROM partnerships_claimevent
            WHERE asked_noun = 'event' AND event_id = asked
        UNION ALL
        SELECT 'source', id FROM partnerships_source
            WHERE asked_noun = 'source' AND derives_from_id = asked
        UNION ALL
        SELECT 'claim', id FROM partnerships_claim
            WHERE asked_noun = 'source' AND appears_in_id = asked
        UNION ALL
        SELECT 'claim', claim_id FROM partnerships_citation
            WHERE asked_noun = 'source' AND source_id = asked
    )
    SELECT DISTINCT named.noun, named.record FROM named
        WHERE NOT is_put_away(named.noun, named.record)
    UNION ALL
    SELECT 'factsource', fact.id FROM partnerships_factsource AS fact
        WHERE asked_noun = 'claim' AND claim_id = asked AND fact_is_there(fact)
    UNION ALL
    SELECT 'factsource', fact.id FROM partnerships_factsource AS fact
        WHERE asked_noun = 'source' AND source_id = asked AND fact_is_there(fact)
    UNION ALL
    (
        SELECT 'story', passage.story_id
        FROM partnerships_binding AS binding
        JOIN partnerships_passage AS passage ON passage.id = binding.passage_id
        WHERE asked_noun = 'claim' AND binding.claim_id = asked AND binding.ended_at IS NULL
        UNION
        SELECT 'story', edition.story_id
        FROM partnerships_editiondependency AS went_out
        JOIN partnerships_edition AS edition ON edition.id = went_out.edition_id
        WHERE asked_noun = 'claim' AND went_out.claim_id = asked
    )
$$;

-- The other way: whether the record, or what is part of it, names something that is put away. What
-- it names is held until the end, so that nobody puts it away meanwhile.
CREATE OR REPLACE FUNCTION names_what_is_put_away(asked_noun text, asked bigint) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    named record;
BEGIN
    FOR named IN
        SELECT DISTINCT led.noun, led.record FROM (
            SELECT leads.noun, leads.record
                FROM record_leads_to(
                    CASE asked_noun WHEN 'source' THEN 'party' ELSE asked_noun END, asked
                ) AS leads
                WHERE asked_noun <> 'source'
            UNION ALL
            SELECT 'party', party_id FROM partnerships_reply
                WHERE asked_noun = 'claim' AND claim_id = asked
            UNION ALL
            SELECT 'deal', deal_id FROM partnerships_claimdeal
                WHERE asked_noun = 'claim' AND claim_id = asked
            UNION ALL
            SELECT 'source', appears_in_id FROM partnerships_claim
                WHERE asked_noun = 'claim' AND id = asked
            UNION ALL
            SELECT 'source', source_id FROM partnerships_citation
                WHERE asked_noun = 'claim' AND claim_id = asked
            UNION ALL
            SELECT 'deal', unnest(ARRAY[amends_id, umbrella_id]) FROM partnerships_deal
                WHERE asked_noun = 'deal' AND id = asked
            UNION ALL
            SELECT 'deal', deal_id FROM partnerships_valuation
                WHERE asked_noun = 'valuation' AND id = asked
            UNION ALL
            SELECT 'source', derives_from_id FROM partnerships_source
                WHERE asked_noun = 'source' AND id = asked
            UNION ALL
            SELECT backed.noun, backed.record
                FROM partnerships_factsource AS fact
                CROSS JOIN LATERAL (
                    VALUES ('claim', fact.claim_id), ('source', fact.source_id)
                ) AS backed (noun, record)
                WHERE CASE asked_noun
                    WHEN 'party' THEN fact.party_id = asked
                        OR fact.party_name_id IN (
                            SELECT id FROM partnerships_partyname WHERE party_id = asked
                        )
                        OR fact.identifier_id IN (
                            SELECT id FROM partnerships_identifier WHERE party_id = asked
                        )
                    WHEN 'deal' THEN fact.deal_id = asked
                        OR fact.deal_party_id IN (
                            SELECT id FROM partnerships_dealparty WHERE deal_id = asked
                        )
                        OR fact.amount_id IN (
                            SELECT id FROM partnerships_amount WHERE deal_id = asked
                        )
                        OR fact.term_id IN (
                            SELECT id FROM partnerships_term WHERE deal_id = asked
                        )
                    WHEN 'role' THEN fact.role_id = asked
                    WHEN 'stake' THEN fact.stake_id = asked
                    WHEN 'partnership' THEN fact.partnership_id = asked
                    WHEN 'valuation' THEN fact.valuation_id = asked
                    WHEN 'event' THEN fact.event_id = asked
                    ELSE false
                END
        ) AS led
        WHERE led.record IS NOT NULL ORDER BY led.noun, led.record
    LOOP
        PERFORM hold_what_is_named(named.noun, named.record);
        IF is_put_away(named.noun, named.record) THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END $$;

-- Whoever puts a record away holds it FOR UPDATE: each waits for the other.
CREATE OR REPLACE FUNCTION hold_what_is_named(noun text, asked bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    CASE noun
    WHEN 'claim' THEN PERFORM FROM partnerships_claim WHERE id = asked FOR KEY SHARE;
    WHEN 'deal' THEN PERFORM FROM partnerships_deal WHERE id = asked FOR KEY SHARE;
    WHEN 'event' THEN PERFORM FROM partnerships_event WHERE id = asked FOR KEY SHARE;
    WHEN 'partnership' THEN PERFORM FROM partnerships_partnership WHERE id = asked FOR KEY SHARE;
    WHEN 'party' THEN PERFORM FROM partnerships_party WHERE id = asked FOR KEY SHARE;
    WHEN 'role' THEN PERFORM FROM partnerships_role WHERE id = asked FOR KEY SHARE;
    WHEN 'source' THEN PERFORM FROM partnerships_source WHERE id = asked FOR KEY SHARE;
    WHEN 'stake' THEN PERFORM FROM partnerships_stake WHERE id = asked FOR KEY SHARE;
    WHEN 'valuation' THEN PERFORM FROM partnerships_valuation WHERE id = asked FOR KEY SHARE;
    END CASE;
END $$;

-- TG_ARGV: the noun.
CREATE OR REPLACE FUNCTION record_is_put_away() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.put_away_id IS NOT DISTINCT FROM OLD.put_away_id THEN
        RETURN NULL;
    END IF;
    IF NEW.put_away_id IS NULL THEN
        IF names_what_is_put_away(TG_ARGV[0], NEW.id) THEN
            RAISE EXCEPTION 'This names something that is put away: bring that back first.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'what_is_brought_back_names_what_is_there';
        END IF;
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT FROM %I WHERE id = $1 FOR UPDATE', TG_TABLE_NAME) USING NEW.id;
    IF EXISTS (SELECT FROM leans_on(TG_ARGV[0], NEW.id)) THEN
        RAISE EXCEPTION 'Something that is there names this: change that first, or put it away.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'what_is_put_away_is_named_nowhere';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_is_put_away AFTER UPDATE OF put_away_id ON partnerships_claim
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('claim');
CREATE TRIGGER deal_is_put_away AFTER UPDATE OF put_away_id ON partnerships_deal
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('deal');
CREATE TRIGGER event_is_put_away AFTER UPDATE OF put_away_id ON partnerships_event
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('event');
CREATE TRIGGER partnership_is_put_away AFTER UPDATE OF put_away_id ON partnerships_partnership
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('partnership');
CREATE TRIGGER party_is_put_away AFTER UPDATE OF put_away_id ON partnerships_party
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('party');
CREATE TRIGGER role_is_put_away AFTER UPDATE OF put_away_id ON partnerships_role
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('role');
CREATE TRIGGER source_is_put_away AFTER UPDATE OF put_away_id ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('source');
CREATE TRIGGER stake_is_put_away AFTER UPDATE OF put_away_id ON partnerships_stake
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('stake');
CREATE TRIGGER valuation_is_put_away AFTER UPDATE OF put_away_id ON partnerships_valuation
    FOR EACH ROW EXECUTE FUNCTION record_is_put_away('valuation');

-- TG_ARGV: of each column that names a record, the noun and the column. It runs for each row that is
-- loaded: no function is called for each record, which took three times as long. It is held first
-- and read after that: the lock does not bring what somebody else has written meanwhile.
CREATE OR REPLACE FUNCTION what_is_named_is_there() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    written jsonb := to_jsonb(NEW);
    named bigint;
    is_away boolean;
BEGIN
    FOR nth IN 0 .. TG_NARGS - 1 BY 2 LOOP
        named := written ->> TG_ARGV[nth + 1];
        CONTINUE WHEN named IS NULL;
        CASE TG_ARGV[nth]
            WHEN 'claim' THEN
                PERFORM FROM partnerships_claim WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_claim WHERE id = named AND put_away_id IS NOT NULL
                );
            WHEN 'deal' THEN
                PERFORM FROM partnerships_deal WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_deal WHERE id = named AND put_away_id IS NOT NULL
                );
            WHEN 'event' THEN
                PERFORM FROM partnerships_event WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_event WHERE id = named AND put_away_id IS NOT NULL
                );
            WHEN 'partnership' THEN
                PERFORM FROM partnerships_partnership WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_partnership WHERE id = named AND put_away_id IS NOT NULL
                );
            WHEN 'party' THEN
                PERFORM FROM partnerships_party WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_party WHERE id = named AND put_away_id IS NOT NULL
                );
            WHEN 'role' THEN
                PERFORM FROM partnerships_role WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_role WHERE id = named AND put_away_id IS NOT NULL
                );
            WHEN 'source' THEN
                PERFORM FROM partnerships_source WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_source WHERE id = named AND put_away_id IS NOT NULL
                );
            WHEN 'stake' THEN
                PERFORM FROM partnerships_stake WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_stake WHERE id = named AND put_away_id IS NOT NULL
                );
            WHEN 'valuation' THEN
                PERFORM FROM partnerships_valuation WHERE id = named FOR KEY SHARE;
                is_away := EXISTS (
                    SELECT FROM partnerships_valuation WHERE id = named AND put_away_id IS NOT NULL
                );
        END CASE;
        IF is_away THEN
            RAISE EXCEPTION 'This names a record that is put away: bring that back first.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'what_is_named_is_there';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER party_names_what_is_there AFTER INSERT OR UPDATE OF parent_id, merged_into_id
    ON partnerships_party
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'party', 'parent_id', 'party', 'merged_into_id'
    );
CREATE TRIGGER partyname_names_what_is_there AFTER INSERT OR UPDATE OF party_id
    ON partnerships_partyname
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('party', 'party_id');
CREATE TRIGGER identifier_names_what_is_there AFTER INSERT OR UPDATE OF party_id
    ON partnerships_identifier
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('party', 'party_id');
CREATE TRIGGER partnershipparty_names_what_is_there AFTER INSERT OR UPDATE OF partnership_id,
    party_id
    ON partnerships_partnershipparty
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'partnership', 'partnership_id', 'party', 'party_id'
    );
CREATE TRIGGER deal_names_what_is_there AFTER INSERT OR UPDATE OF partnership_id, amends_id,
    umbrella_id
    ON partnerships_deal
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'partnership', 'partnership_id', 'deal', 'amends_id', 'deal', 'umbrella_id'
    );
CREATE TRIGGER dealstep_names_what_is_there AFTER INSERT OR UPDATE OF deal_id
    ON partnerships_dealstep
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('deal', 'deal_id');
CREATE TRIGGER dealparty_names_what_is_there AFTER INSERT OR UPDATE OF deal_id, party_id
    ON partnerships_dealparty
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('deal', 'deal_id', 'party', 'party_id');
CREATE TRIGGER eventparty_names_what_is_there AFTER INSERT OR UPDATE OF event_id, party_id
    ON partnerships_eventparty
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('event', 'event_id', 'party', 'party_id');
CREATE TRIGGER source_names_what_is_there AFTER INSERT OR UPDATE OF derives_from_id
    ON partnerships_source
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('source', 'derives_from_id');
CREATE TRIGGER snapshot_names_what_is_there AFTER INSERT OR UPDATE OF source_id
    ON partnerships_snapshot
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('source', 'source_id');
CREATE TRIGGER claim_names_what_is_there AFTER INSERT OR UPDATE OF appears_in_id
    ON partnerships_claim
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('source', 'appears_in_id');
CREATE TRIGGER claimparty_names_what_is_there AFTER INSERT OR UPDATE OF claim_id, party_id
    ON partnerships_claimparty
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id', 'party', 'party_id');
CREATE TRIGGER claimdeal_names_what_is_there AFTER INSERT OR UPDATE OF claim_id, deal_id
    ON partnerships_claimdeal
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id', 'deal', 'deal_id');
CREATE TRIGGER claimevent_names_what_is_there AFTER INSERT OR UPDATE OF claim_id, event_id
    ON partnerships_claimevent
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id', 'event', 'event_id');
CREATE TRIGGER assignment_names_what_is_there AFTER INSERT OR UPDATE OF claim_id
    ON partnerships_assignment
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id');
CREATE TRIGGER citation_names_what_is_there AFTER INSERT OR UPDATE OF claim_id, source_id
    ON partnerships_citation
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'claim', 'claim_id', 'source', 'source_id'
    );
CREATE TRIGGER search_names_what_is_there AFTER INSERT OR UPDATE OF claim_id ON partnerships_search
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id');
CREATE TRIGGER comment_names_what_is_there AFTER INSERT OR UPDATE OF claim_id, deal_id
    ON partnerships_comment
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id', 'deal', 'deal_id');
CREATE TRIGGER recheck_names_what_is_there AFTER INSERT OR UPDATE OF source_id
    ON partnerships_recheck
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('source', 'source_id');
CREATE TRIGGER reply_names_what_is_there AFTER INSERT OR UPDATE OF claim_id, party_id
    ON partnerships_reply
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id', 'party', 'party_id');
CREATE TRIGGER verdict_names_what_is_there AFTER INSERT OR UPDATE OF claim_id
    ON partnerships_verdict
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id');
CREATE TRIGGER assessment_names_what_is_there AFTER INSERT OR UPDATE OF claim_id
    ON partnerships_assessment
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id');
CREATE TRIGGER role_names_what_is_there AFTER INSERT OR UPDATE OF person_id, company_id
    ON partnerships_role
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'party', 'person_id', 'party', 'company_id'
    );
CREATE TRIGGER amount_names_what_is_there AFTER INSERT OR UPDATE OF deal_id, party_id, payer_id,
    payee_id
    ON partnerships_amount
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'deal', 'deal_id', 'party', 'party_id', 'party', 'payer_id', 'party', 'payee_id'
    );
CREATE TRIGGER valuation_names_what_is_there AFTER INSERT OR UPDATE OF company_id, deal_id
    ON partnerships_valuation
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('party', 'company_id', 'deal', 'deal_id');
CREATE TRIGGER stake_names_what_is_there AFTER INSERT OR UPDATE OF holder_id, company_id
    ON partnerships_stake
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'party', 'holder_id', 'party', 'company_id'
    );
CREATE TRIGGER term_names_what_is_there AFTER INSERT OR UPDATE OF deal_id ON partnerships_term
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('deal', 'deal_id');
CREATE TRIGGER factsource_names_what_is_there AFTER INSERT OR UPDATE OF party_id, role_id,
    stake_id, partnership_id, deal_id, valuation_id, event_id, claim_id, source_id
    ON partnerships_factsource
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'party', 'party_id', 'role', 'role_id', 'stake', 'stake_id', 'partnership',
        'partnership_id', 'deal', 'deal_id', 'valuation', 'valuation_id', 'event',
        'event_id', 'claim', 'claim_id', 'source', 'source_id'
    );
CREATE TRIGGER identity_names_what_is_there AFTER INSERT OR UPDATE OF source_id
    ON partnerships_identity
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('source', 'source_id');
CREATE TRIGGER origindecision_names_what_is_there AFTER INSERT OR UPDATE OF source_id, other_id
    ON partnerships_origindecision
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there(
        'source', 'source_id', 'source', 'other_id'
    );
CREATE TRIGGER sourcejob_names_what_is_there AFTER INSERT OR UPDATE OF source_id
    ON partnerships_sourcejob
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('source', 'source_id');
CREATE TRIGGER binding_names_what_is_there AFTER INSERT OR UPDATE OF claim_id
    ON partnerships_binding
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id');
CREATE TRIGGER editiondependency_names_what_is_there AFTER INSERT OR UPDATE OF claim_id
    ON partnerships_editiondependency
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id');
CREATE TRIGGER openitem_names_what_is_there AFTER INSERT OR UPDATE OF claim_id
    ON partnerships_openitem
    FOR EACH ROW EXECUTE FUNCTION what_is_named_is_there('claim', 'claim_id');
