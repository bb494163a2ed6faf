CREATE OR REPLACE FUNCTION keep_account_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    untold CONSTANT text[] := ARRAY[
        'password', 'last_login', 'digest', 'token_key', 'key', 'last_t', 'drift', 'created_at',
        'last_used_at', 'throttling_failure_count', 'throttling_failure_timestamp'
    ];
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
    told jsonb := CASE WHEN TG_OP = 'DELETE' THEN old_row ELSE new_row END;
    was jsonb := old_row - untold;
    becomes jsonb := new_row - untold;
    whose integer := (told ->> CASE TG_TABLE_NAME WHEN 'auth_user' THEN 'id' ELSE 'user_id' END);
    context text := current_setting('pghistory.context_id', true);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(jsonb_object_agg(key, was -> key), '{}'),
               coalesce(jsonb_object_agg(key, becomes -> key), '{}')
        INTO was, becomes
        FROM jsonb_object_keys(was) AS key WHERE was -> key IS DISTINCT FROM becomes -> key;
        IF old_row -> 'password' IS DISTINCT FROM new_row -> 'password' THEN
            becomes := becomes || '{"password": "changed"}';
        END IF;
        IF becomes = '{}' THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO partnerships_accountchange (
        uid, noun, act, account_id, name, role, before, after, at, by_id, door, context
    )
    VALUES (
        gen_random_uuid(), TG_ARGV[0], lower(TG_OP), whose,
        coalesce(
            told ->> 'username',
            (SELECT username FROM auth_user WHERE id = whose),
            told ->> 'name',
            (SELECT name FROM auth_group WHERE id = (told ->> 'group_id')::integer),
            ''
        ),
        coalesce(
            (SELECT codename FROM auth_permission WHERE id = (told ->> 'permission_id')::integer),
            (SELECT name FROM auth_group
             WHERE id = (told ->> 'group_id')::integer AND TG_ARGV[0] = 'role'),
            ''
        ),
        was, becomes, clock_timestamp(), declared_actor(),
        coalesce(left(
            nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'door', 40
        ), ''),
        CASE WHEN context ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN context::uuid END
    );
    RETURN NULL;
END $$;
CREATE TRIGGER account_second_factor_is_kept AFTER INSERT OR UPDATE OR DELETE
    ON otp_totp_totpdevice
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('second_factor');
CREATE TRIGGER account_recovery_is_kept AFTER INSERT OR UPDATE OR DELETE
    ON otp_static_staticdevice
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('second_factor');
CREATE OR REPLACE FUNCTION refuse_anothers_second_factor() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    told jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    whose integer := coalesce(
        (told ->> 'user_id')::integer,
        (SELECT user_id FROM otp_static_staticdevice WHERE id = (told ->> 'device_id')::integer)
    );
BEGIN
    IF is_done_by_the_owner() OR declared_actor() IS NOT DISTINCT FROM whose
       AND (TG_OP <> 'UPDATE' OR to_jsonb(OLD) -> 'user_id' IS NOT DISTINCT FROM told -> 'user_id')
    THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A second factor is set up, and taken away, by the person alone.'
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER second_factor_is_the_persons_own
    BEFORE INSERT OR UPDATE OR DELETE ON otp_totp_totpdevice
    FOR EACH ROW EXECUTE FUNCTION refuse_anothers_second_factor();
CREATE TRIGGER recovery_is_the_persons_own
    BEFORE INSERT OR UPDATE OR DELETE ON otp_static_staticdevice
    FOR EACH ROW EXECUTE FUNCTION refuse_anothers_second_factor();
CREATE TRIGGER recovery_code_is_the_persons_own
    BEFORE INSERT OR UPDATE OR DELETE ON otp_static_statictoken
    FOR EACH ROW EXECUTE FUNCTION refuse_anothers_second_factor();
