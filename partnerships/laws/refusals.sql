-- How laws refuse: with the name of the law as a constraint's, and a sentence for the editor.
--
-- These functions are called by the triggers of many tables. A login may make tables of its own
-- for the time of its session, and those are found before the desk's by whatever looks for them by
-- name alone: functions that look at tables say where they look (search_path).

-- TRUNCATE passes: the test runner needs it, and the application's login has no right to it. So
-- does an update that changes nothing, with which loaddata finds out what is there.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What is kept here is never changed or taken away: add what is new.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

-- The history finds what an update did by the row's key: of a row that took another it would keep
-- nothing. Only a statement that names the key pays for this.
CREATE OR REPLACE FUNCTION refuse_new_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'A record keeps its number for ever.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

-- The key is another law's to keep, and keeps it with another sentence.
CREATE OR REPLACE FUNCTION refuse_all_but_an_end() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    free text[] := ARRAY['id'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL THEN
        free := free || ARRAY['ended_at', 'ended_by_id', 'ended_why', 'cleared_id'];
        IF to_jsonb(OLD) ->> 'seconded_at' IS NULL THEN  -- a waiver's, once; others have none
            free := free || ARRAY['seconded_at', 'seconded_by_id'];
        END IF;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'This is never rewritten or taken away, but ended: make a new one.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

-- TRUNCATE passes: the test runner needs it.
CREATE OR REPLACE FUNCTION refuse_writing_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'This is counted, not written: change what it is counted from.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION law_broken(law text, sentence text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = sentence, ERRCODE = 'check_violation',
        TABLE = 'partnerships_verdict', CONSTRAINT = law;
END $$;

-- The claims are held first, in one order: a verdict that is being proposed is waited for. After
-- that each statement must see what was committed meanwhile, which a snapshot of the whole
-- transaction would hide.
CREATE OR REPLACE FUNCTION look_at_what_is_committed() RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM law_broken('verdict_looks_at_what_is_committed',
            'Nothing was saved: what verdicts cover changes under READ COMMITTED alone.');
    END IF;
END $$;
