-- The journal: entries in one order, each sealed with the one before it.

-- Entries take turns until they are committed, and are numbered in their turn: a number drawn from
-- a sequence could stand before the entry that it follows. When an entry is recorded is told by
-- the database's clock, in that turn, and by nobody else; what the act says of its own moment
-- stands beside it.
CREATE OR REPLACE FUNCTION entry_is_sealed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('partnerships_entry'));
    SELECT id + 1, hash INTO NEW.id, NEW.previous
        FROM partnerships_entry ORDER BY id DESC LIMIT 1;
    NEW.id := coalesce(NEW.id, 1);
    NEW.previous := coalesce(NEW.previous, '');
    NEW.recorded_at := clock_timestamp();
    NEW.hash := encode(sha256(convert_to(jsonb_build_array(
        NEW.previous, NEW.uid, NEW.act, NEW.noun, NEW.key, NEW.claim_id, NEW.by_id,
        extract(epoch FROM NEW.at), NEW.why, NEW.door, NEW.context,
        extract(epoch FROM NEW.recorded_at)
    )::text, 'UTF8')), 'hex');
    RETURN NEW;
END $$;
CREATE TRIGGER entry_is_sealed BEFORE INSERT ON partnerships_entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_sealed();

CREATE TRIGGER entry_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
