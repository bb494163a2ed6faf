-- Who is at work. The database believes the actor whom the application names in the history's
-- context.

CREATE OR REPLACE FUNCTION declared_actor() RETURNS integer LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT id FROM auth_user WHERE id = substring(
        nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user'
        FROM '^[0-9]{1,9}$'
    )::integer
$$;

-- Columns by name, so that one function serves every table in which somebody does something.
CREATE OR REPLACE FUNCTION refuse_another_name() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    named text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF named IS NOT NULL
       AND (TG_OP = 'INSERT' OR named IS DISTINCT FROM to_jsonb(OLD) ->> TG_ARGV[0])
       AND named::integer IS DISTINCT FROM declared_actor() THEN
        RAISE EXCEPTION 'Nobody does this in another name.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
