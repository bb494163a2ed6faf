-- What changes leaves its before and after, whatever the door (docs/decisions/history.md).
--
-- Each table that has a history has a function that keeps it, keep_claim_history() in claims.sql
-- and its like: one row for each that was added, differs or was taken away, with the moment of the
-- database's clock and the context that the application has named. They are called by plain
-- triggers on the statement, which no setting switches off. What an update changed is found by
-- EXCEPT: PostgreSQL keeps the plan of a join of old and new rows from the first update of a
-- session, mostly of one row, and with it an update of 5,000 rows took 52 seconds instead of 0.9.
-- The columns are named, so that the plan is kept: with names from the catalogue a save costs a
-- quarter more. A test asks that none is missing. Each history is added to, and never changed or
-- taken away (refuse_change).
--
-- Nobody else writes there: these functions have the rights of the tables' owner (SECURITY DEFINER),
-- and the application's login has none but to read. It may not call them from a table of its own
-- either (newsroom/postgres/grants.py).

-- In place of pghistory's own function, which writes a context again whenever it has learned more. A
-- block of the application's may last for several transactions: in a later one what was learned is
-- a context of its own, of that transaction, for nobody adds a word to one of before. To its caller
-- belong the rights.
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    named uuid;
    told jsonb;
BEGIN
    BEGIN
        named := current_setting('pghistory.context_id')::uuid;
        told := current_setting('pghistory.context_metadata')::jsonb;
    EXCEPTION WHEN OTHERS THEN
        RETURN NULL;
    END;
    IF named IS NULL OR told IS NULL THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM pghistory_context
        WHERE id = named AND created_at <> now() AND metadata <> told
    ) THEN
        named := md5(named::text || pg_current_xact_id()::text)::uuid;
    END IF;
    INSERT INTO pghistory_context AS kept (id, metadata, created_at, updated_at)
        VALUES (named, told, now(), now())
        ON CONFLICT (id) DO UPDATE
            SET metadata = excluded.metadata, updated_at = excluded.updated_at
            WHERE kept.metadata <> excluded.metadata;
    RETURN named;
END $$;

-- pghistory writes a context again when it learns more, such as the user. It may only grow, and only
-- in the transaction that made it: nobody adds a word to another's.
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
CREATE TRIGGER history_context_only_grows BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION context_only_grows();
