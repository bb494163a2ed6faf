-- Tables and columns, then all that bears their names.

ALTER TABLE partnerships_errand RENAME TO partnerships_sourcejob;
ALTER TABLE partnerships_imprint RENAME TO partnerships_textsketch;
ALTER TABLE partnerships_judgement RENAME TO partnerships_origindecision;
ALTER TABLE partnerships_judgementhistory RENAME TO partnerships_origindecisionhistory;
ALTER TABLE partnerships_keptanswer RENAME TO partnerships_idempotentresponse;
ALTER TABLE partnerships_lean RENAME TO partnerships_editiondependency;
ALTER TABLE partnerships_likeness RENAME TO partnerships_textoverlap;
ALTER TABLE partnerships_binding RENAME COLUMN leaning TO basis;
ALTER TABLE partnerships_bindinghistory RENAME COLUMN leaning TO basis;
ALTER TABLE partnerships_origindecision RENAME COLUMN judged_at TO decided_at;
ALTER TABLE partnerships_origindecision RENAME COLUMN judged_by_id TO decided_by_id;
ALTER TABLE partnerships_origindecisionhistory RENAME COLUMN judged_at TO decided_at;
ALTER TABLE partnerships_origindecisionhistory RENAME COLUMN judged_by_id TO decided_by_id;

ALTER TABLE partnerships_binding
    RENAME CONSTRAINT binding_leaning_is_known TO binding_basis_is_known;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT errand_ends_when_it_is_done_or_not TO source_job_ends_when_it_is_done_or_not;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT errand_is_tried_again_while_it_waits
    TO source_job_is_tried_again_while_it_waits;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT errand_kind_is_known TO source_job_kind_is_known;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT errand_says_how_it_ended TO source_job_says_how_it_ended;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT errand_state_is_known TO source_job_state_is_known;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT partnerships_errand_tries_check TO partnerships_sourcejob_tries_check;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT partnerships_errand_asked_by_id_ad1101f9_fk_auth_user_id
    TO partnerships_sourcejob_asked_by_id_01eca849_fk_auth_user_id;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT partnerships_errand_source_id_37095f2c_fk_partnersh
    TO partnerships_sourcej_source_id_1b1e3d8e_fk_partnersh;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT partnerships_errand_pkey TO partnerships_sourcejob_pkey;
ALTER TABLE partnerships_sourcejob
    RENAME CONSTRAINT partnerships_errand_uid_key TO partnerships_sourcejob_uid_key;
ALTER TABLE partnerships_textsketch
    RENAME CONSTRAINT partnerships_imprint_version_check TO partnerships_textsketch_version_check;
ALTER TABLE partnerships_textsketch
    RENAME CONSTRAINT partnerships_imprint_snapshot_id_fcdfc1b9_fk_partnersh
    TO partnerships_textske_snapshot_id_cb10f7b3_fk_partnersh;
ALTER TABLE partnerships_textsketch
    RENAME CONSTRAINT partnerships_imprint_pkey TO partnerships_textsketch_pkey;
ALTER TABLE partnerships_textsketch
    RENAME CONSTRAINT imprint_is_taken_once TO text_sketch_is_taken_once;
ALTER TABLE partnerships_origindecision
    RENAME CONSTRAINT judgement_answer_is_known TO origin_decision_answer_is_known;
ALTER TABLE partnerships_origindecision
    RENAME CONSTRAINT judgement_is_of_two_sources TO origin_decision_is_of_two_sources;
ALTER TABLE partnerships_origindecision
    RENAME CONSTRAINT partnerships_judgeme_other_id_4d1ff0b9_fk_partnersh
    TO partnerships_origind_other_id_8abf1616_fk_partnersh;
ALTER TABLE partnerships_origindecision
    RENAME CONSTRAINT partnerships_judgeme_source_id_a22b706d_fk_partnersh
    TO partnerships_origind_source_id_fb99ad36_fk_partnersh;
ALTER TABLE partnerships_origindecision
    RENAME CONSTRAINT partnerships_judgement_judged_by_id_56a22fa1_fk_auth_user_id
    TO partnerships_origind_decided_by_id_0ae73c7c_fk_auth_user;
ALTER TABLE partnerships_origindecision
    RENAME CONSTRAINT partnerships_judgement_pkey TO partnerships_origindecision_pkey;
ALTER TABLE partnerships_origindecision
    RENAME CONSTRAINT partnerships_judgement_uid_key TO partnerships_origindecision_uid_key;
ALTER TABLE partnerships_origindecisionhistory
    RENAME CONSTRAINT partnerships_judgementhistory_pkey TO partnerships_origindecisionhistory_pkey;
ALTER TABLE partnerships_idempotentresponse
    RENAME CONSTRAINT partnerships_keptanswer_status_check
    TO partnerships_idempotentresponse_status_check;
ALTER TABLE partnerships_idempotentresponse
    RENAME CONSTRAINT partnerships_keptanswer_user_id_05850e6c_fk_auth_user_id
    TO partnerships_idempot_user_id_a6df18ab_fk_auth_user;
ALTER TABLE partnerships_idempotentresponse
    RENAME CONSTRAINT partnerships_keptanswer_pkey TO partnerships_idempotentresponse_pkey;
ALTER TABLE partnerships_idempotentresponse
    RENAME CONSTRAINT answer_is_kept_once_for_a_key TO idempotent_response_is_kept_once_for_a_key;
ALTER TABLE partnerships_editiondependency
    RENAME CONSTRAINT partnerships_lean_claim_id_210b0f35_fk_partnerships_claim_id
    TO partnerships_edition_claim_id_3c2a0ad6_fk_partnersh;
ALTER TABLE partnerships_editiondependency
    RENAME CONSTRAINT partnerships_lean_edition_id_ebe719fc_fk_partnersh
    TO partnerships_edition_edition_id_1a6bfa29_fk_partnersh;
ALTER TABLE partnerships_editiondependency
    RENAME CONSTRAINT partnerships_lean_passage_id_5f7af7ff_fk_partnersh
    TO partnerships_edition_passage_id_85b64452_fk_partnersh;
ALTER TABLE partnerships_editiondependency
    RENAME CONSTRAINT partnerships_lean_pkey TO partnerships_editiondependency_pkey;
ALTER TABLE partnerships_editiondependency
    RENAME CONSTRAINT lean_is_written_once TO edition_dependency_is_written_once;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT likeness_is_part_of_both TO text_overlap_is_part_of_both;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT likeness_names_its_copies_in_order TO text_overlap_names_its_copies_in_order;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT partnerships_likeness_first_words_check
    TO partnerships_textoverlap_first_words_check;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT partnerships_likeness_second_words_check
    TO partnerships_textoverlap_second_words_check;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT partnerships_likeness_shared_check TO partnerships_textoverlap_shared_check;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT partnerships_likeness_version_check TO partnerships_textoverlap_version_check;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT partnerships_likenes_first_id_c87460d5_fk_partnersh
    TO partnerships_textove_first_id_c8b551d3_fk_partnersh;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT partnerships_likenes_second_id_9d6ef81b_fk_partnersh
    TO partnerships_textove_second_id_5c8eee23_fk_partnersh;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT partnerships_likeness_pkey TO partnerships_textoverlap_pkey;
ALTER TABLE partnerships_textoverlap
    RENAME CONSTRAINT likeness_is_measured_once TO text_overlap_is_measured_once;

ALTER INDEX errand_is_asked_for_once RENAME TO source_job_is_asked_for_once;
ALTER INDEX errand_source RENAME TO source_job_source;
ALTER INDEX partnerships_errand_asked_by_id_ad1101f9
    RENAME TO partnerships_sourcejob_asked_by_id_01eca849;
ALTER INDEX imprint_sketch RENAME TO text_sketch_sketch;
ALTER INDEX partnerships_imprint_snapshot_id_fcdfc1b9
    RENAME TO partnerships_textsketch_snapshot_id_cb10f7b3;
ALTER INDEX partnerships_judgement_judged_by_id_56a22fa1
    RENAME TO partnerships_origindecision_decided_by_id_0ae73c7c;
ALTER INDEX partnerships_judgement_other_id_4d1ff0b9
    RENAME TO partnerships_origindecision_other_id_8abf1616;
ALTER INDEX partnerships_judgement_source_id_a22b706d
    RENAME TO partnerships_origindecision_source_id_fb99ad36;
ALTER INDEX sources_have_one_current_judgement RENAME TO sources_have_one_current_origin_decision;
ALTER INDEX partnerships_judgementhistory_judged_by_id_ec844f7b
    RENAME TO partnerships_origindecisionhistory_decided_by_id_f3f794b5;
ALTER INDEX partnerships_judgementhistory_other_id_2321bdb7
    RENAME TO partnerships_origindecisionhistory_other_id_35287660;
ALTER INDEX partnerships_judgementhistory_pgh_context_id_fef6ab64
    RENAME TO partnerships_origindecisionhistory_pgh_context_id_ffd200d3;
ALTER INDEX partnerships_judgementhistory_pgh_obj_id_6e884082
    RENAME TO partnerships_origindecisionhistory_pgh_obj_id_ce88ff2d;
ALTER INDEX partnerships_judgementhistory_source_id_9d0f3792
    RENAME TO partnerships_origindecisionhistory_source_id_14324398;
ALTER INDEX partnerships_keptanswer_user_id_05850e6c
    RENAME TO partnerships_idempotentresponse_user_id_a6df18ab;
ALTER INDEX lean_on_record RENAME TO edition_dependency_on_record;
ALTER INDEX partnerships_lean_claim_id_210b0f35
    RENAME TO partnerships_editiondependency_claim_id_3c2a0ad6;
ALTER INDEX partnerships_lean_edition_id_ebe719fc
    RENAME TO partnerships_editiondependency_edition_id_1a6bfa29;
ALTER INDEX partnerships_lean_passage_id_5f7af7ff
    RENAME TO partnerships_editiondependency_passage_id_85b64452;
ALTER INDEX partnerships_likeness_first_id_c87460d5
    RENAME TO partnerships_textoverlap_first_id_c8b551d3;
ALTER INDEX partnerships_likeness_second_id_9d6ef81b
    RENAME TO partnerships_textoverlap_second_id_5c8eee23;

ALTER SEQUENCE partnerships_errand_id_seq RENAME TO partnerships_sourcejob_id_seq;
ALTER SEQUENCE partnerships_imprint_id_seq RENAME TO partnerships_textsketch_id_seq;
ALTER SEQUENCE partnerships_judgement_id_seq RENAME TO partnerships_origindecision_id_seq;
ALTER SEQUENCE partnerships_judgementhistory_pgh_id_seq
    RENAME TO partnerships_origindecisionhistory_pgh_id_seq;
ALTER SEQUENCE partnerships_keptanswer_id_seq RENAME TO partnerships_idempotentresponse_id_seq;
ALTER SEQUENCE partnerships_lean_id_seq RENAME TO partnerships_editiondependency_id_seq;
ALTER SEQUENCE partnerships_likeness_id_seq RENAME TO partnerships_textoverlap_id_seq;

ALTER TRIGGER imprint_is_kept_as_it_is ON partnerships_textsketch
    RENAME TO text_sketch_is_kept_as_it_is;
ALTER TRIGGER judgement_delete_is_kept ON partnerships_origindecision
    RENAME TO origindecision_delete_is_kept;
ALTER TRIGGER judgement_insert_is_kept ON partnerships_origindecision
    RENAME TO origindecision_insert_is_kept;
ALTER TRIGGER judgement_is_not_rewritten ON partnerships_origindecision
    RENAME TO origin_decision_is_not_rewritten;
ALTER TRIGGER judgement_keeps_its_key ON partnerships_origindecision
    RENAME TO origin_decision_keeps_its_key;
ALTER TRIGGER judgement_update_is_kept ON partnerships_origindecision
    RENAME TO origindecision_update_is_kept;
ALTER TRIGGER judgement_history_is_kept_as_it_is ON partnerships_origindecisionhistory
    RENAME TO origindecision_history_is_kept_as_it_is;
ALTER TRIGGER kept_answer_is_kept_as_it_is ON partnerships_idempotentresponse
    RENAME TO idempotent_response_is_kept_as_it_is;
ALTER TRIGGER lean_is_kept_as_it_is ON partnerships_editiondependency
    RENAME TO edition_dependency_is_kept_as_it_is;
ALTER TRIGGER likeness_is_kept_as_it_is ON partnerships_textoverlap
    RENAME TO text_overlap_is_kept_as_it_is;

ALTER FUNCTION claims_lean_on(bigint[]) RENAME TO claim_dependencies;
ALTER FUNCTION story_leans_on(bigint) RENAME TO story_dependencies;
ALTER FUNCTION judgement_is_not_rewritten() RENAME TO origin_decision_is_not_rewritten;
ALTER FUNCTION keep_judgement_history() RENAME TO keep_origindecision_history;

-- What their laws say.

CREATE OR REPLACE FUNCTION origin_decision_is_not_rewritten() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.decided_by_id IS DISTINCT FROM declared_actor() THEN
            RAISE EXCEPTION 'Everybody judges for themselves.'
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                      CONSTRAINT = 'origin_decision_is_given_in_person';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.superseded_at IS NOT NULL
       OR (OLD.uid, OLD.source_id, OLD.other_id, OLD.answer, OLD.why, OLD.decided_by_id,
           OLD.decided_at)
          IS DISTINCT FROM
          (NEW.uid, NEW.source_id, NEW.other_id, NEW.answer, NEW.why, NEW.decided_by_id,
           NEW.decided_at) THEN
        RAISE EXCEPTION 'A decision is never rewritten or taken away: decide anew.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
                  CONSTRAINT = 'origin_decision_is_not_rewritten';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION keep_origindecision_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION hold_what_goes_out(asked bigint) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    bound bigint[];
    leaned record;
BEGIN
    PERFORM look_at_what_is_committed();
    PERFORM FROM partnerships_story WHERE id = asked FOR NO KEY UPDATE;
    bound := ARRAY(
        SELECT DISTINCT claim_id
        FROM partnerships_binding AS binding
        JOIN partnerships_passage AS passage ON passage.id = passage_id
        WHERE story_id = asked AND ended_at IS NULL ORDER BY claim_id
    );
    PERFORM hold_claims(bound);
    PERFORM FROM partnerships_verdict
        WHERE claim_id = ANY (bound) AND superseded_at IS NULL ORDER BY id FOR SHARE;
    FOR leaned IN
        SELECT noun, array_agg(DISTINCT record) AS records FROM claim_dependencies(bound)
        WHERE noun NOT IN ('claim', 'verdict') GROUP BY noun ORDER BY noun
    LOOP
        EXECUTE format(
            'SELECT FROM partnerships_%I WHERE id = ANY ($1) ORDER BY id FOR SHARE NOWAIT',
            leaned.noun
        ) USING leaned.records;
    END LOOP;
EXCEPTION WHEN lock_not_available THEN
    PERFORM law_broken('edition_waits_for_what_it_leans_on',
        'Somebody is changing something that this story leans on: publish it in a moment.');
END $$;

CREATE OR REPLACE FUNCTION open_items(
    why text, changed text, line bigint, before jsonb, after jsonb
) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO partnerships_openitem AS item (
        uid, edition_id, passage_id, claim_id, cause, noun, record, was, became,
        opened_at, opened_by_id, outcome, reason
    )
    SELECT gen_random_uuid(), dependency.edition_id, dependency.passage_id,
        min(dependency.claim_id), why, changed, line, before, after, clock_timestamp(),
        declared_actor(), '', ''
    FROM partnerships_editiondependency AS dependency
    JOIN partnerships_edition AS edition ON edition.id = dependency.edition_id
    WHERE dependency.noun = changed AND dependency.record = line AND NOT EXISTS (
        SELECT FROM partnerships_edition AS later
        WHERE later.story_id = edition.story_id AND later.number > edition.number
    )
    GROUP BY dependency.edition_id, dependency.passage_id
    ORDER BY dependency.edition_id, dependency.passage_id
    ON CONFLICT (edition_id, passage_id, cause, noun, record) WHERE decided_at IS NULL
    DO UPDATE SET was = EXCLUDED.was || item.was, became = item.became || EXCLUDED.became
$$;

CREATE OR REPLACE FUNCTION row_ripples() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    changed text := TG_ARGV[0];
    why text := TG_ARGV[1];
    columns text[] := TG_ARGV[2];
    leaned bigint[] := ARRAY(
        SELECT id FROM old_rows WHERE EXISTS (
            SELECT FROM partnerships_editiondependency WHERE noun = changed AND record = old_rows.id
        )
    );
    found record;
BEGIN
    IF leaned = '{}' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        FOR found IN
            SELECT id, told_of(to_jsonb(old_rows), columns) AS was FROM old_rows
            WHERE id = ANY (leaned) ORDER BY id
        LOOP
            PERFORM open_items('removed', changed, found.id, found.was, '{}');
        END LOOP;
        RETURN NULL;
    END IF;
    FOR found IN
        SELECT id, (array_agg(told ORDER BY is_new))[1] AS was,
            (array_agg(told ORDER BY is_new))[2] AS became
        FROM (
            SELECT id, false AS is_new, told_of(to_jsonb(old_rows), columns) AS told
                FROM old_rows WHERE id = ANY (leaned)
            UNION ALL
            SELECT id, true, told_of(to_jsonb(new_rows), columns)
                FROM new_rows WHERE id = ANY (leaned)
        ) AS both_rows
        GROUP BY id HAVING count(DISTINCT told) > 1 ORDER BY id
    LOOP
        PERFORM open_items(
            why, changed, found.id,
            differing(found.was, found.became), differing(found.became, found.was)
        );
    END LOOP;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION verdict_falls(fallen bigint[], how text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT DISTINCT dependency.record, verdict.finding
        FROM partnerships_editiondependency AS dependency
        JOIN partnerships_verdict AS verdict ON verdict.id = dependency.record
        WHERE dependency.noun = 'verdict' AND dependency.claim_id = ANY (fallen)
        ORDER BY dependency.record
    LOOP
        PERFORM open_items(
            'verdict', 'verdict', found.record,
            jsonb_build_object('state', 'stands', 'finding', found.finding),
            jsonb_build_object('state', how)
        );
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION verdict_stands_otherwise(signed bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT DISTINCT dependency.record, was.finding AS old_finding,
            was.correction AS old_correction, now.finding, now.correction
        FROM partnerships_verdict AS now
        JOIN partnerships_editiondependency AS dependency
            ON dependency.noun = 'verdict' AND dependency.claim_id = now.claim_id
        JOIN partnerships_verdict AS was ON was.id = dependency.record
        WHERE now.id = ANY (signed)
            AND (was.finding, was.correction) <> (now.finding, now.correction)
        ORDER BY dependency.record
    LOOP
        PERFORM open_items(
            'finding', 'verdict', found.record,
            jsonb_build_object('finding', found.old_finding, 'correction', found.old_correction),
            jsonb_build_object('finding', found.finding, 'correction', found.correction)
        );
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION verdict_ripples() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    stood bigint[] := '{}';
    stands bigint[] := ARRAY(
        SELECT id FROM new_rows WHERE state = 'stands' AND superseded_at IS NULL
    );
BEGIN
    IF NOT EXISTS (SELECT FROM partnerships_editiondependency WHERE noun = 'verdict') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        stood := ARRAY(
            SELECT id FROM old_rows WHERE state = 'stands' AND superseded_at IS NULL
        );
        PERFORM verdict_falls(ARRAY(
            SELECT claim_id FROM new_rows WHERE id = ANY (stood) AND state = 'withdrawn'
        ), 'withdrawn');
        PERFORM verdict_falls(ARRAY(
            SELECT claim_id FROM new_rows WHERE id = ANY (stood) AND state = 'lapsed'
        ), 'lapsed');
    END IF;
    PERFORM verdict_stands_otherwise(
        ARRAY(SELECT id FROM unnest(stands) AS id WHERE id <> ALL (stood))
    );
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_binding_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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
