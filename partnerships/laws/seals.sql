-- Seals: what the desk signed, by its hash. docs/decisions/seals.md says what for.

-- A seal of yesterday is made by nobody today: its moment is the database's own, within what two
-- clocks of one desk may differ.
CREATE OR REPLACE FUNCTION seal_is_dated_when_it_is_given() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF abs(extract(epoch FROM clock_timestamp() - NEW.at)) > 60 THEN
        PERFORM law_broken('seal_is_dated_when_it_is_given',
            'A seal bears the moment at which it is given, and no other.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seal_is_dated_when_it_is_given BEFORE INSERT ON partnerships_seal
    FOR EACH ROW EXECUTE FUNCTION seal_is_dated_when_it_is_given();
CREATE TRIGGER seal_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
