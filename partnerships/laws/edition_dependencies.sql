-- The claim's own evidence, the records that name it as what backs them, and the records of what
-- it is about that say the same figure or the same day. See docs/decisions/dependencies.md.
CREATE OR REPLACE FUNCTION claim_dependencies(bound bigint[])
RETURNS TABLE (claim bigint, noun varchar, record bigint) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH said AS (
        SELECT id, value_low, value_high, value_unit,
            kind = 'figure' AND value_low IS NULL AND value_high IS NULL AS is_open,
            split_part(date, '/', 1) AS since,
            CASE WHEN date LIKE '%/%' THEN split_part(date, '/', 2) ELSE date END AS until
        FROM partnerships_claim
        WHERE id = ANY (bound) AND kind IN ('figure', 'date', 'fact')
    ), parties AS (
        SELECT said.id, party_id FROM said JOIN partnerships_claimparty ON claim_id = said.id
    ), sums AS (
        SELECT said.id AS claim, deal_id, amount.id AS record, said.is_open,
            coalesce(amount.low = value_low, false) OR coalesce(amount.high = value_high, false)
                AS says_it
        FROM said
        JOIN partnerships_claimdeal AS about ON about.claim_id = said.id
        JOIN partnerships_amount AS amount USING (deal_id)
        WHERE amount.rank <> 'deprecated' AND amount.qualifier <> 'undisclosed'
            AND (said.is_open OR amount.currency = value_unit)
    )
    SELECT id, 'claim', id FROM partnerships_claim WHERE id = ANY (bound)
    UNION
    SELECT claim_id, 'verdict', id FROM partnerships_verdict
        WHERE claim_id = ANY (bound) AND superseded_at IS NULL
    UNION
    SELECT claim_id, 'citation', id FROM partnerships_citation WHERE claim_id = ANY (bound)
    UNION
    SELECT claim_id, 'source', unnest(ARRAY[source.id, origin_id])
        FROM partnerships_citation AS citation
        JOIN partnerships_source AS source ON source.id = source_id
        WHERE claim_id = ANY (bound)
    UNION
    SELECT claim_id, backed.noun, backed.record
        FROM partnerships_factsource CROSS JOIN LATERAL (VALUES
            ('party', party_id), ('partyname', party_name_id), ('identifier', identifier_id),
            ('role', role_id), ('stake', stake_id), ('partnership', partnership_id),
            ('deal', deal_id), ('dealparty', deal_party_id), ('amount', amount_id),
            ('term', term_id), ('valuation', valuation_id), ('event', event_id)
        ) AS backed (noun, record)
        WHERE claim_id = ANY (bound) AND backed.record IS NOT NULL
    UNION
    SELECT claim_id, 'event', event_id FROM partnerships_claimevent
        JOIN said ON said.id = claim_id
    UNION
    SELECT claim, 'amount', record FROM sums
        WHERE says_it OR is_open OR (
            NOT EXISTS (SELECT FROM sums AS one WHERE one.claim = sums.claim AND one.says_it)
            AND EXISTS (
                SELECT FROM sums AS other
                WHERE other.claim = sums.claim AND other.deal_id <> sums.deal_id
            )
        )
    UNION
    SELECT said.id, 'valuation', valuation.id
        FROM said JOIN partnerships_valuation AS valuation ON valuation.currency = value_unit
        WHERE (valuation.low = value_low OR valuation.high = value_high) AND (
            EXISTS (
                SELECT FROM partnerships_claimdeal AS about
                WHERE about.claim_id = said.id AND about.deal_id = valuation.deal_id
            ) OR EXISTS (
                SELECT FROM parties
                WHERE parties.id = said.id AND party_id = valuation.company_id
            )
        )
    UNION
    SELECT said.id, 'dealstep', step.id
        FROM said
        JOIN partnerships_claimdeal AS about ON about.claim_id = said.id
        JOIN partnerships_dealstep AS step USING (deal_id)
        WHERE dates_meet(since, step.date) OR dates_meet(until, step.date)
    UNION
    SELECT said.id, period.noun, period.record
        FROM said
        JOIN partnerships_claimdeal AS about ON about.claim_id = said.id
        JOIN (
            SELECT 'deal' AS noun, id AS record, id AS deal_id, start, "end"
                FROM partnerships_deal
            UNION ALL
            SELECT 'term', id, deal_id, start, "end" FROM partnerships_term
        ) AS period USING (deal_id)
        WHERE dates_meet(since, period.start) OR dates_meet(until, period."end")
    UNION
    SELECT said.id, period.noun, period.record
        FROM said JOIN parties AS one USING (id) JOIN parties AS other USING (id)
        JOIN (
            SELECT 'role' AS noun, id AS record, person_id AS one, company_id AS other,
                start, "end", NULL::numeric AS low, NULL::numeric AS high
                FROM partnerships_role
            UNION ALL
            SELECT 'stake', id, holder_id, company_id, start, "end", percent_min, percent_max
                FROM partnerships_stake
        ) AS period ON period.one = one.party_id AND period.other = other.party_id
        WHERE dates_meet(since, period.start) OR dates_meet(until, period."end")
            OR (value_unit = '%' AND (period.low = value_low OR period.high = value_high))
$$;

CREATE OR REPLACE FUNCTION story_dependencies(asked bigint)
RETURNS TABLE (passage bigint, claim bigint, noun varchar, record bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH bound AS (
        SELECT DISTINCT passage_id, claim_id
        FROM partnerships_binding AS binding
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = asked AND ended_at IS NULL
    )
    SELECT bound.passage_id, bound.claim_id, dependencies.noun, dependencies.record
    FROM claim_dependencies(ARRAY(SELECT DISTINCT claim_id FROM bound)) AS dependencies
    JOIN bound ON bound.claim_id = dependencies.claim
$$;

CREATE TRIGGER edition_dependency_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_editiondependency
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
