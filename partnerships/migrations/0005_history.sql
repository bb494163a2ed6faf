-- In a database that was made before 0.1.0 pgtrigger's triggers keep the history.
DO $$
DECLARE
    was record;
BEGIN
    FOR was IN
        SELECT tgname AS name, tgrelid::regclass AS place FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
            AND (tgname LIKE 'pgtrigger\_%' OR relname = 'pghistory_context'
                 OR relname LIKE 'partnerships\_%history')
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', was.name, was.place);
    END LOOP;
    FOR was IN
        SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
            AND (proname LIKE 'pgtrigger\_%' OR proname = '_pgtrigger_should_ignore')
    LOOP
        EXECUTE format('DROP FUNCTION %s', was.name);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION keep_assessment_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_assessmenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, checker_id,
            given_at, verdict_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, checker_id,
            given_at, verdict_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_assessmenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, checker_id,
            given_at, verdict_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, checker_id,
            given_at, verdict_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_assignment_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_assignmenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, task, assignee_id, due, note, assigned_by_id, assigned_at,
            closed_by_id, closed_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, task, assignee_id, due, note, assigned_by_id, assigned_at,
            closed_by_id, closed_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_assignmenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, task, assignee_id, due, note, assigned_by_id, assigned_at,
            closed_by_id, closed_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, task, assignee_id, due, note, assigned_by_id, assigned_at,
            closed_by_id, closed_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_citation_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_citationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, claim_id, source_id, stance, quote, translation,
            locator, says, answer, snapshot_id, position, extent
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, claim_id, source_id, stance, quote, translation,
            locator, says, answer, snapshot_id, position, extent
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_citationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, claim_id, source_id, stance, quote, translation,
            locator, says, answer, snapshot_id, position, extent
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, claim_id, source_id, stance, quote, translation,
            locator, says, answer, snapshot_id, position, extent
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_claim_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_claimhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_claimhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_claimdeal_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_claimevent_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_claimparty_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_collection_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_collectionhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, name
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, name
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_collectionhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, name
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, name
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_comment_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_commenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, citation_id, text, written_by_id, written_at, resolved_by_id,
            resolved_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, citation_id, text, written_by_id, written_at, resolved_by_id,
            resolved_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_commenthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, citation_id, text, written_by_id, written_at, resolved_by_id,
            resolved_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, citation_id, text, written_by_id, written_at, resolved_by_id,
            resolved_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_deal_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_dealhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            partnership_id, title, kinds, amends_id, umbrella_id, note, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            partnership_id, title, kinds, amends_id, umbrella_id, note, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_dealhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            partnership_id, title, kinds, amends_id, umbrella_id, note, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            partnership_id, title, kinds, amends_id, umbrella_id, note, released_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_dealparty_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_dealpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, deal_id, party_id, role, direction
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, deal_id, party_id, role, direction
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_dealpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, deal_id, party_id, role, direction
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, deal_id, party_id, role, direction
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_dealstep_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_dealstephistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, deal_id, step, date_words, date
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, deal_id, step, date_words, date
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_dealstephistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, deal_id, step, date_words, date
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, deal_id, step, date_words, date
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
            id, uid, collection_id, reference, title, kind, date_words, date, note
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, title, kind, date_words, date, note
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_eventhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, title, kind, date_words, date, note
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, title, kind, date_words, date, note
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_eventparty_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_eventpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, event_id, party_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, event_id, party_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_eventpartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, event_id, party_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, event_id, party_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_factsource_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_hold_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_holdhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_holdhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_identity_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_identityhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, description, ciphertext, sealed_by_id, sealed_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, description, ciphertext, sealed_by_id, sealed_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_identityhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, description, ciphertext, sealed_by_id, sealed_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, description, ciphertext, sealed_by_id, sealed_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_judgement_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_judgementhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, other_id, answer, why, judged_by_id, judged_at, superseded_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, other_id, answer, why, judged_by_id, judged_at, superseded_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_judgementhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, other_id, answer, why, judged_by_id, judged_at, superseded_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, other_id, answer, why, judged_by_id, judged_at, superseded_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_mailing_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_mailinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, user_id, wish, told_until
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, user_id, wish, told_until
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_mailinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, user_id, wish, told_until
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, user_id, wish, told_until
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_amount_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_valuation_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_valuationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_valuationhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, qualifier, low, high, currency, company_id,
            deal_id, date_words, date, basis, note
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_partyname_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partynamehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, party_id, text, kind,
            language
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, party_id, text, kind,
            language
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partynamehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, party_id, text, kind,
            language
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, party_id, text, kind,
            language
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_identifier_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_identifierhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, party_id, scheme, value, basis, note, deprecated_on, deprecated_reason
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, party_id, scheme, value, basis, note, deprecated_on, deprecated_reason
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_identifierhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, party_id, scheme, value, basis, note, deprecated_on, deprecated_reason
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, party_id, scheme, value, basis, note, deprecated_on, deprecated_reason
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_party_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, kind, name, legal_form, country, place, founded, dissolved,
            parent_id, merged_into_id, note
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
            id, slug, collection_id, name, summary
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, name, summary
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partnershiphistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, name, summary
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, name, summary
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_partnershipparty_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_partnershippartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, partnership_id, party_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, partnership_id, party_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_partnershippartyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, partnership_id, party_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, partnership_id, party_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_binding_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_bindinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, leaning, context_id,
            bound_by_id, bound_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, leaning, context_id,
            bound_by_id, bound_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_bindinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, leaning, context_id,
            bound_by_id, bound_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, leaning, context_id,
            bound_by_id, bound_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_waiver_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_waiverhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_waiverhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, excuses, reason, waived_by_id, waived_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_recheck_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_recheckhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, at, by_id, came, status, snapshot_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, at, by_id, came, status, snapshot_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_recheckhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, at, by_id, came, status, snapshot_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, at, by_id, came, status, snapshot_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_sighting_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_sightinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words,
            first_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words,
            first_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_sightinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words,
            first_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words,
            first_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_reply_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_replyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, party_id, asked_at, asked_by_id, channel, answered_at, answer
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, party_id, asked_at, asked_by_id, channel, answered_at, answer
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_replyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, party_id, asked_at, asked_by_id, channel, answered_at, answer
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, party_id, asked_at, asked_by_id, channel, answered_at, answer
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_openitem_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_openitemhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, edition_id, passage_id, claim_id, cause, noun, record, was, became,
            opened_at, opened_by_id, outcome, reason, decided_by_id, decided_at, correction_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, edition_id, passage_id, claim_id, cause, noun, record, was, became,
            opened_at, opened_by_id, outcome, reason, decided_by_id, decided_at, correction_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_openitemhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, edition_id, passage_id, claim_id, cause, noun, record, was, became,
            opened_at, opened_by_id, outcome, reason, decided_by_id, decided_at, correction_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, edition_id, passage_id, claim_id, cause, noun, record, was, became,
            opened_at, opened_by_id, outcome, reason, decided_by_id, decided_at, correction_id
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
            person_id, company_id, title, kind, post, exclusive, note
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            person_id, company_id, title, kind, post, exclusive, note
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_rolehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            person_id, company_id, title, kind, post, exclusive, note
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            person_id, company_id, title, kind, post, exclusive, note
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_rulebook_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_rulebookhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, evidence, refutation, adverse, reply, comment, one_origin, own_statement, context,
            attribution, unproved, not_kept, conflict, shelf_life, reply_hours, blind_kinds
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, evidence, refutation, adverse, reply, comment, one_origin, own_statement, context,
            attribution, unproved, not_kept, conflict, shelf_life, reply_hours, blind_kinds
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_rulebookhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, evidence, refutation, adverse, reply, comment, one_origin, own_statement, context,
            attribution, unproved, not_kept, conflict, shelf_life, reply_hours, blind_kinds
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, evidence, refutation, adverse, reply, comment, one_origin, own_statement, context,
            attribution, unproved, not_kept, conflict, shelf_life, reply_hours, blind_kinds
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_search_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_snapshot_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_snapshothistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_snapshothistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_source_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_sourcehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, outlet, title, authors, kind, tier, language, url,
            published_words, published, says, origin_note, derives_from_id, origin_id, seen,
            seen_at, is_unnamed, confidentiality, released_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, outlet, title, authors, kind, tier, language, url,
            published_words, published, says, origin_note, derives_from_id, origin_id, seen,
            seen_at, is_unnamed, confidentiality, released_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_sourcehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, outlet, title, authors, kind, tier, language, url,
            published_words, published, says, origin_note, derives_from_id, origin_id, seen,
            seen_at, is_unnamed, confidentiality, released_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, outlet, title, authors, kind, tier, language, url,
            published_words, published, says, origin_note, derives_from_id, origin_id, seen,
            seen_at, is_unnamed, confidentiality, released_at
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
            percent_max, note
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_stakehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_story_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_storyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, made_by_id, made_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, made_by_id, made_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_storyhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, slug, collection_id, made_by_id, made_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, slug, collection_id, made_by_id, made_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_term_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_termhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, deal_id, position, kind,
            text, replaced_by_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, deal_id, position, kind,
            text, replaced_by_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_termhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, deal_id, position, kind,
            text, replaced_by_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, date_words, start, "end", ongoing, confirmed_on, deal_id, position, kind,
            text, replaced_by_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_verdict_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_verdicthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, as_of,
            proposed_by_id, proposed_at, countersigned_by_id, countersigned_at, broken_glass,
            lapsed_at, lapsed_by_id, lapse, withdrawn_at, withdrawn_by_id, withdrawn_why,
            superseded_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, as_of,
            proposed_by_id, proposed_at, countersigned_by_id, countersigned_at, broken_glass,
            lapsed_at, lapsed_by_id, lapse, withdrawn_at, withdrawn_by_id, withdrawn_why,
            superseded_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_verdicthistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, as_of,
            proposed_by_id, proposed_at, countersigned_by_id, countersigned_at, broken_glass,
            lapsed_at, lapsed_by_id, lapse, withdrawn_at, withdrawn_by_id, withdrawn_why,
            superseded_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, claim_id, finding, reasons, correction, covers, fingerprint, as_of,
            proposed_by_id, proposed_at, countersigned_by_id, countersigned_at, broken_glass,
            lapsed_at, lapsed_by_id, lapse, withdrawn_at, withdrawn_by_id, withdrawn_why,
            superseded_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION context_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.created_at = OLD.created_at
       AND NEW.metadata @> jsonb_strip_nulls(OLD.metadata) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Who changed what, and why, is never rewritten.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER assessment_insert_is_kept AFTER INSERT ON partnerships_assessment
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assessment_history();
CREATE TRIGGER assessment_update_is_kept AFTER UPDATE ON partnerships_assessment
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assessment_history();
CREATE TRIGGER assessment_delete_is_kept AFTER DELETE ON partnerships_assessment
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assessment_history();
CREATE TRIGGER assessment_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_assessmenthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assignment_insert_is_kept AFTER INSERT ON partnerships_assignment
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assignment_history();
CREATE TRIGGER assignment_update_is_kept AFTER UPDATE ON partnerships_assignment
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assignment_history();
CREATE TRIGGER assignment_delete_is_kept AFTER DELETE ON partnerships_assignment
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_assignment_history();
CREATE TRIGGER assignment_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_assignmenthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER citation_insert_is_kept AFTER INSERT ON partnerships_citation
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_citation_history();
CREATE TRIGGER citation_update_is_kept AFTER UPDATE ON partnerships_citation
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_citation_history();
CREATE TRIGGER citation_delete_is_kept AFTER DELETE ON partnerships_citation
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_citation_history();
CREATE TRIGGER citation_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_citationhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
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
CREATE TRIGGER collection_insert_is_kept AFTER INSERT ON partnerships_collection
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_collection_history();
CREATE TRIGGER collection_update_is_kept AFTER UPDATE ON partnerships_collection
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_collection_history();
CREATE TRIGGER collection_delete_is_kept AFTER DELETE ON partnerships_collection
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_collection_history();
CREATE TRIGGER collection_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_collectionhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER comment_insert_is_kept AFTER INSERT ON partnerships_comment
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_comment_history();
CREATE TRIGGER comment_update_is_kept AFTER UPDATE ON partnerships_comment
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_comment_history();
CREATE TRIGGER comment_delete_is_kept AFTER DELETE ON partnerships_comment
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_comment_history();
CREATE TRIGGER comment_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_commenthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deal_insert_is_kept AFTER INSERT ON partnerships_deal
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_deal_history();
CREATE TRIGGER deal_update_is_kept AFTER UPDATE ON partnerships_deal
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_deal_history();
CREATE TRIGGER deal_delete_is_kept AFTER DELETE ON partnerships_deal
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_deal_history();
CREATE TRIGGER deal_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_dealhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dealparty_insert_is_kept AFTER INSERT ON partnerships_dealparty
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealparty_history();
CREATE TRIGGER dealparty_update_is_kept AFTER UPDATE ON partnerships_dealparty
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealparty_history();
CREATE TRIGGER dealparty_delete_is_kept AFTER DELETE ON partnerships_dealparty
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealparty_history();
CREATE TRIGGER dealparty_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_dealpartyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dealstep_insert_is_kept AFTER INSERT ON partnerships_dealstep
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealstep_history();
CREATE TRIGGER dealstep_update_is_kept AFTER UPDATE ON partnerships_dealstep
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealstep_history();
CREATE TRIGGER dealstep_delete_is_kept AFTER DELETE ON partnerships_dealstep
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_dealstep_history();
CREATE TRIGGER dealstep_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_dealstephistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_insert_is_kept AFTER INSERT ON partnerships_event
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_event_history();
CREATE TRIGGER event_update_is_kept AFTER UPDATE ON partnerships_event
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_event_history();
CREATE TRIGGER event_delete_is_kept AFTER DELETE ON partnerships_event
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_event_history();
CREATE TRIGGER event_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_eventhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER eventparty_insert_is_kept AFTER INSERT ON partnerships_eventparty
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_eventparty_history();
CREATE TRIGGER eventparty_update_is_kept AFTER UPDATE ON partnerships_eventparty
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_eventparty_history();
CREATE TRIGGER eventparty_delete_is_kept AFTER DELETE ON partnerships_eventparty
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_eventparty_history();
CREATE TRIGGER eventparty_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_eventpartyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
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
CREATE TRIGGER history_context_only_grows BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION context_only_grows();
CREATE TRIGGER hold_insert_is_kept AFTER INSERT ON partnerships_hold
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_hold_history();
CREATE TRIGGER hold_update_is_kept AFTER UPDATE ON partnerships_hold
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_hold_history();
CREATE TRIGGER hold_delete_is_kept AFTER DELETE ON partnerships_hold
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_hold_history();
CREATE TRIGGER hold_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_holdhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER identity_insert_is_kept AFTER INSERT ON partnerships_identity
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identity_history();
CREATE TRIGGER identity_update_is_kept AFTER UPDATE ON partnerships_identity
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identity_history();
CREATE TRIGGER identity_delete_is_kept AFTER DELETE ON partnerships_identity
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identity_history();
CREATE TRIGGER identity_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_identityhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER judgement_insert_is_kept AFTER INSERT ON partnerships_judgement
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_judgement_history();
CREATE TRIGGER judgement_update_is_kept AFTER UPDATE ON partnerships_judgement
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_judgement_history();
CREATE TRIGGER judgement_delete_is_kept AFTER DELETE ON partnerships_judgement
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_judgement_history();
CREATE TRIGGER judgement_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_judgementhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mailing_insert_is_kept AFTER INSERT ON partnerships_mailing
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_mailing_history();
CREATE TRIGGER mailing_update_is_kept AFTER UPDATE ON partnerships_mailing
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_mailing_history();
CREATE TRIGGER mailing_delete_is_kept AFTER DELETE ON partnerships_mailing
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_mailing_history();
CREATE TRIGGER mailing_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_mailinghistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
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
CREATE TRIGGER partyname_insert_is_kept AFTER INSERT ON partnerships_partyname
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partyname_history();
CREATE TRIGGER partyname_update_is_kept AFTER UPDATE ON partnerships_partyname
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partyname_history();
CREATE TRIGGER partyname_delete_is_kept AFTER DELETE ON partnerships_partyname
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partyname_history();
CREATE TRIGGER partyname_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_partynamehistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER identifier_insert_is_kept AFTER INSERT ON partnerships_identifier
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identifier_history();
CREATE TRIGGER identifier_update_is_kept AFTER UPDATE ON partnerships_identifier
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identifier_history();
CREATE TRIGGER identifier_delete_is_kept AFTER DELETE ON partnerships_identifier
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_identifier_history();
CREATE TRIGGER identifier_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_identifierhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER party_insert_is_kept AFTER INSERT ON partnerships_party
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_party_history();
CREATE TRIGGER party_update_is_kept AFTER UPDATE ON partnerships_party
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_party_history();
CREATE TRIGGER party_delete_is_kept AFTER DELETE ON partnerships_party
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_party_history();
CREATE TRIGGER party_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_partyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partnership_insert_is_kept AFTER INSERT ON partnerships_partnership
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnership_history();
CREATE TRIGGER partnership_update_is_kept AFTER UPDATE ON partnerships_partnership
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnership_history();
CREATE TRIGGER partnership_delete_is_kept AFTER DELETE ON partnerships_partnership
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnership_history();
CREATE TRIGGER partnership_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_partnershiphistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partnershipparty_insert_is_kept AFTER INSERT ON partnerships_partnershipparty
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnershipparty_history();
CREATE TRIGGER partnershipparty_update_is_kept AFTER UPDATE ON partnerships_partnershipparty
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnershipparty_history();
CREATE TRIGGER partnershipparty_delete_is_kept AFTER DELETE ON partnerships_partnershipparty
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_partnershipparty_history();
CREATE TRIGGER partnershipparty_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_partnershippartyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER binding_insert_is_kept AFTER INSERT ON partnerships_binding
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_binding_history();
CREATE TRIGGER binding_update_is_kept AFTER UPDATE ON partnerships_binding
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_binding_history();
CREATE TRIGGER binding_delete_is_kept AFTER DELETE ON partnerships_binding
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_binding_history();
CREATE TRIGGER binding_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_bindinghistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER waiver_insert_is_kept AFTER INSERT ON partnerships_waiver
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_waiver_history();
CREATE TRIGGER waiver_update_is_kept AFTER UPDATE ON partnerships_waiver
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_waiver_history();
CREATE TRIGGER waiver_delete_is_kept AFTER DELETE ON partnerships_waiver
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_waiver_history();
CREATE TRIGGER waiver_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_waiverhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recheck_insert_is_kept AFTER INSERT ON partnerships_recheck
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_recheck_history();
CREATE TRIGGER recheck_update_is_kept AFTER UPDATE ON partnerships_recheck
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_recheck_history();
CREATE TRIGGER recheck_delete_is_kept AFTER DELETE ON partnerships_recheck
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_recheck_history();
CREATE TRIGGER recheck_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_recheckhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sighting_insert_is_kept AFTER INSERT ON partnerships_sighting
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_sighting_history();
CREATE TRIGGER sighting_update_is_kept AFTER UPDATE ON partnerships_sighting
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_sighting_history();
CREATE TRIGGER sighting_delete_is_kept AFTER DELETE ON partnerships_sighting
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_sighting_history();
CREATE TRIGGER sighting_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_sightinghistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reply_insert_is_kept AFTER INSERT ON partnerships_reply
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_reply_history();
CREATE TRIGGER reply_update_is_kept AFTER UPDATE ON partnerships_reply
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_reply_history();
CREATE TRIGGER reply_delete_is_kept AFTER DELETE ON partnerships_reply
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_reply_history();
CREATE TRIGGER reply_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_replyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER openitem_insert_is_kept AFTER INSERT ON partnerships_openitem
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_openitem_history();
CREATE TRIGGER openitem_update_is_kept AFTER UPDATE ON partnerships_openitem
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_openitem_history();
CREATE TRIGGER openitem_delete_is_kept AFTER DELETE ON partnerships_openitem
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_openitem_history();
CREATE TRIGGER openitem_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_openitemhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER role_insert_is_kept AFTER INSERT ON partnerships_role
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_role_history();
CREATE TRIGGER role_update_is_kept AFTER UPDATE ON partnerships_role
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_role_history();
CREATE TRIGGER role_delete_is_kept AFTER DELETE ON partnerships_role
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_role_history();
CREATE TRIGGER role_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_rolehistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rulebook_insert_is_kept AFTER INSERT ON partnerships_rulebook
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_rulebook_history();
CREATE TRIGGER rulebook_update_is_kept AFTER UPDATE ON partnerships_rulebook
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_rulebook_history();
CREATE TRIGGER rulebook_delete_is_kept AFTER DELETE ON partnerships_rulebook
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_rulebook_history();
CREATE TRIGGER rulebook_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_rulebookhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
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
CREATE TRIGGER snapshot_insert_is_kept AFTER INSERT ON partnerships_snapshot
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_snapshot_history();
CREATE TRIGGER snapshot_update_is_kept AFTER UPDATE ON partnerships_snapshot
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_snapshot_history();
CREATE TRIGGER snapshot_delete_is_kept AFTER DELETE ON partnerships_snapshot
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_snapshot_history();
CREATE TRIGGER snapshot_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_snapshothistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER source_insert_is_kept AFTER INSERT ON partnerships_source
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_source_history();
CREATE TRIGGER source_update_is_kept AFTER UPDATE ON partnerships_source
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_source_history();
CREATE TRIGGER source_delete_is_kept AFTER DELETE ON partnerships_source
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_source_history();
CREATE TRIGGER source_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_sourcehistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stake_insert_is_kept AFTER INSERT ON partnerships_stake
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_stake_history();
CREATE TRIGGER stake_update_is_kept AFTER UPDATE ON partnerships_stake
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_stake_history();
CREATE TRIGGER stake_delete_is_kept AFTER DELETE ON partnerships_stake
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_stake_history();
CREATE TRIGGER stake_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_stakehistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER story_insert_is_kept AFTER INSERT ON partnerships_story
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_story_history();
CREATE TRIGGER story_update_is_kept AFTER UPDATE ON partnerships_story
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_story_history();
CREATE TRIGGER story_delete_is_kept AFTER DELETE ON partnerships_story
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_story_history();
CREATE TRIGGER story_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_storyhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER term_insert_is_kept AFTER INSERT ON partnerships_term
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_term_history();
CREATE TRIGGER term_update_is_kept AFTER UPDATE ON partnerships_term
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_term_history();
CREATE TRIGGER term_delete_is_kept AFTER DELETE ON partnerships_term
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_term_history();
CREATE TRIGGER term_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_termhistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER verdict_insert_is_kept AFTER INSERT ON partnerships_verdict
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_verdict_history();
CREATE TRIGGER verdict_update_is_kept AFTER UPDATE ON partnerships_verdict
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_verdict_history();
CREATE TRIGGER verdict_delete_is_kept AFTER DELETE ON partnerships_verdict
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_verdict_history();
CREATE TRIGGER verdict_history_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_verdicthistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
