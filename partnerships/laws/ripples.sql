-- What changes under words that went out is told: triggers leave an open item, whatever the door.

CREATE OR REPLACE FUNCTION told_of(line jsonb, columns text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(line)
    WHERE key = ANY (columns)
$$;

CREATE OR REPLACE FUNCTION differing(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(one)
    WHERE value IS DISTINCT FROM other -> key
$$;

-- One item for a passage and a cause while it is open: a second change says in it what became.
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

-- The arguments say why a change is told, and name the columns whose change is one. Notes,
-- references, releases and what PostgreSQL computes for search and order say nothing else of the
-- world. Rows are compared in groups, not by a join, of which PostgreSQL would keep the plan for
-- one row.
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
CREATE TRIGGER verdict_ripples AFTER UPDATE ON partnerships_verdict
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION verdict_ripples();
CREATE TRIGGER new_verdict_ripples AFTER INSERT ON partnerships_verdict
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION verdict_ripples();

-- What was and what became of it may be told more fully, by another change, until it is decided.
CREATE OR REPLACE FUNCTION open_item_is_decided() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM law_broken('open_item_is_kept', 'What is open is decided, never taken away.');
    END IF;
    IF NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NULL;
    END IF;
    IF OLD.decided_at IS NOT NULL THEN
        PERFORM law_broken('open_item_is_decided_once', 'Somebody has decided on this already.');
    END IF;
    IF (OLD.uid, OLD.edition_id, OLD.passage_id, OLD.claim_id, OLD.cause, OLD.noun, OLD.record,
        OLD.opened_at, OLD.opened_by_id)
       IS DISTINCT FROM
       (NEW.uid, NEW.edition_id, NEW.passage_id, NEW.claim_id, NEW.cause, NEW.noun, NEW.record,
        NEW.opened_at, NEW.opened_by_id)
       OR ((OLD.was, OLD.became) IS DISTINCT FROM (NEW.was, NEW.became)
           AND pg_trigger_depth() < 2) THEN
        PERFORM law_broken('open_item_is_not_rewritten',
            'What was changed is told as it was: decide what it means.');
    END IF;
    IF NEW.decided_at IS NOT NULL AND NEW.decided_by_id IS DISTINCT FROM declared_actor() THEN
        PERFORM law_broken('open_item_is_decided_in_person', 'Everybody decides for themselves.');
    END IF;
    IF NEW.correction_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnerships_correction AS correction
        JOIN partnerships_edition AS later ON later.id = correction.edition_id
        JOIN partnerships_edition AS earlier ON earlier.id = NEW.edition_id
        WHERE correction.id = NEW.correction_id AND later.story_id = earlier.story_id
            AND later.number > earlier.number
    ) THEN
        PERFORM law_broken('open_item_is_settled_by_a_later_edition',
            'That correction is of another story, or came before.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER open_item_is_decided AFTER UPDATE OR DELETE ON partnerships_openitem
    FOR EACH ROW EXECUTE FUNCTION open_item_is_decided();

CREATE TRIGGER openitem_keeps_its_key BEFORE UPDATE OF id ON partnerships_openitem
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();

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
