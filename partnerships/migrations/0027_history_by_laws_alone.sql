CREATE OR REPLACE FUNCTION keep_assessment_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_claimhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at, appears_in_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at, appears_in_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_claimhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at, appears_in_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, layer, section, statement, kind, attributed_to,
            date_words, date_as_worded, date, as_of, value_qualifier, value_low, value_high,
            value_unit, good_until, link_anchor, note, is_adverse, is_blind, released_at, appears_in_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

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

CREATE OR REPLACE FUNCTION keep_collection_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_eventparty_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION context_only_grows() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.created_at = OLD.created_at
       AND OLD.created_at = now()
       AND NEW.metadata @> jsonb_strip_nulls(OLD.metadata) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Who changed what, and why, is never rewritten.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

CREATE OR REPLACE FUNCTION keep_hold_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_holdhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why, cleared_id, renews_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why, cleared_id, renews_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_holdhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why, cleared_id, renews_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, story_id, kind, until, reason, held_by_id, held_at, ended_by_id, ended_at,
            ended_why, cleared_id, renews_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_identity_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_mailing_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_valuation_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_partyname_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_origindecision_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_origindecisionhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, other_id, answer, why, decided_by_id, decided_at, superseded_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, other_id, answer, why, decided_by_id, decided_at, superseded_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_origindecisionhistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, other_id, answer, why, decided_by_id, decided_at, superseded_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, other_id, answer, why, decided_by_id, decided_at, superseded_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_party_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_partnership_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_partnershipparty_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_bindinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, basis, context_id,
            bound_by_id, bound_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, basis, context_id,
            bound_by_id, bound_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_bindinghistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, basis, context_id,
            bound_by_id, bound_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, ended_by_id, ended_at, passage_id, claim_id, basis, context_id,
            bound_by_id, bound_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_waiver_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_rulebook_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_snapshothistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages, legibility, rest_at
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages, legibility, rest_at
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_snapshothistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages, legibility, rest_at
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, source_id, captured_at, captured_by_id, how, address, redirects, headers,
            name, media_type, content, size, sha256, text, said, pages, legibility, rest_at
        FROM changed;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_source_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION keep_story_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
